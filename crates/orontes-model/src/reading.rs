//! What reading yields: sentences, tokens with syntax, mentions, times, quantities, speech and mood.
//!
//! Everything lies in flat vectors of the report; indices point from one to the other, so a reading
//! is cheap to build and to walk. A sentence's tokens are contiguous.

use crate::{Modality, Span, When};
use std::ops::Range;

/// Sentences, tokens, mentions and voices of one report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The sentences, in order; ordinals that users see are index + 1.
    pub sentences: Vec<Sentence>,
    /// All words of the report, in order (syntactic words: "didn't" is two).
    pub tokens: Vec<Token>,
    /// Words that refer, in order of start, longer first.
    pub mentions: Vec<Mention>,
    /// Expressions of time, in order.
    pub times: Vec<TimeExpression>,
    /// Expressions of number, in order.
    pub quantities: Vec<Quantity>,
    /// Who speaks where, in order of their content; inner speech after outer.
    pub speeches: Vec<Speech>,
    /// For each token, how sure the clause that it stands in is said to be. As long as `tokens`.
    pub moods: Vec<Mood>,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens, as indices into [`Reading::tokens`].
    pub tokens: Range<usize>,
    /// Paragraph it belongs to, from 0.
    pub paragraph: u32,
    /// What it is.
    pub role: SentenceRole,
}

/// What a sentence is within its report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SentenceRole {
    /// Running text.
    #[default]
    Body,
    /// The headline or a heading.
    Heading,
    /// A line that is only a date, a byline, a dateline.
    Furniture,
    /// Menus, slugs, sharing lines.
    Boilerplate,
    /// A machine says that it wrote the text.
    Disclosure,
}

/// One syntactic word.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands. Both parts of a contraction have their own letters ("did", "n't").
    pub span: Span,
    /// Dictionary form, lower case except for names.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag, as in the English Web Treebank.
    pub xpos: &'static str,
    /// Universal features, `Key=Value|Key=Value`, sorted; empty for none.
    pub feats: &'static str,
    /// Governor, as an index into [`Reading::tokens`]; `None` for the root of the sentence.
    pub head: Option<usize>,
    /// Relation to the governor.
    pub deprel: Deprel,
    /// Says whether white space follows.
    pub space_after: bool,
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum $name { $($(#[$of])* $variant),* }
        impl $name {
            /// Every value, in declared order.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// The word that files carry.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
            /// Returns the value of a file's word.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The 17 universal parts of speech (Universal Dependencies v2).
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

words! {
    /// Universal dependency relations with the subtypes of the English Web Treebank 2.16.
    Deprel {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
        Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
        CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt",
        Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass",
        Dep = "dep", Det = "det", DetPredet = "det:predet", Discourse = "discourse",
        Dislocated = "dislocated", Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith",
        Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc",
        NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj",
        NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl",
        OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis",
        Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative", Xcomp = "xcomp",
    }
}

/// Words that refer to something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where the words stand: a name without its article, a noun phrase without its relative clauses.
    pub span: Span,
    /// Its tokens, as indices into [`Reading::tokens`].
    pub tokens: Range<usize>,
    /// The syntactic head among them.
    pub head: usize,
    /// What it refers to.
    pub kind: MentionKind,
    /// How it refers.
    pub form: MentionForm,
    /// False where a place name stands for a government or a people ("Damascus said").
    pub literal: bool,
    /// Identifier in the gazetteer or registry when the name alone settles it. For places
    /// `locate` has the last word.
    pub known: Option<String>,
    /// Index of the mention that a pronoun, a description or a short name goes back to; none
    /// rather than a wrong one.
    pub antecedent: Option<usize>,
}

words! {
    /// What a mention refers to.
    MentionKind {
        Place = "place", Actor = "actor", Person = "person", Organisation = "organisation",
        Nationality = "nationality", MilitaryPlatform = "military_platform", Weapon = "weapon",
    }
}

words! {
    /// How a mention refers.
    MentionForm { Name = "name", Description = "description", Pronoun = "pronoun" }
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Where it stands, preposition left out ("Friday" of "on Friday").
    pub span: Span,
    /// The days it allows.
    pub when: When,
    /// TIMEX3 value ("2024-12-05", "P3D", "2024-W49", "PRESENT_REF").
    pub value: String,
    /// TIMEX3 type.
    pub kind: TimexKind,
    /// How the words open it: "since", "until", "by", or plain.
    pub edge: Edge,
}

words! {
    /// TIMEX3 types.
    TimexKind { Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET" }
}

words! {
    /// How a time expression is opened by its preposition.
    Edge { At = "at", Since = "since", Until = "until", By = "by", Before = "before", After = "after" }
}

/// An expression of number.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Where the number stands with its qualifiers ("more than 50,000").
    pub span: Span,
    /// Lowest value the words allow.
    pub low: Option<f64>,
    /// Value the words name.
    pub best: Option<f64>,
    /// Highest value the words allow.
    pub high: Option<f64>,
    /// How exact the words are.
    pub bound: Bound,
    /// What it is.
    pub role: QuantityRole,
    /// Unit word in the singular where it is a measure ("kilometre", "dollar", "percent", "day").
    pub unit: Option<String>,
    /// The noun phrase counted ("people", "towns and villages"), as a token index of its head.
    pub of: Option<usize>,
}

words! {
    /// How exact the words of a number are.
    Bound {
        Exact = "exact", Approx = "approx", MoreThan = "more_than", LessThan = "less_than", UpTo = "up_to",
        OrderOfMagnitude = "order_of_magnitude", Vague = "vague",
    }
}

words! {
    /// What a number is.
    QuantityRole { Count = "count", Measure = "measure", Ordinal = "ordinal", Rank = "rank", Money = "money", Share = "share", Age = "age", Label = "label" }
}

/// A stretch of text credited to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Speech {
    /// What is said: the span of the content clause or quotation.
    pub content: Span,
    /// The word that credits ("said", "according to", "reportedly").
    pub cue: Span,
    /// Lemma of the cue.
    pub verb: String,
    /// How it is credited.
    pub kind: SpeechKind,
    /// Who is credited, from the publisher inward: organisation before its officer, the relaying
    /// outlet before the first speaker. Empty for a bare hedge.
    pub speakers: Vec<Speaker>,
}

/// Somebody credited with words.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The words that name the speaker.
    pub span: Span,
    /// Index of the mention, where one stands there.
    pub mention: Option<usize>,
    /// True where the words name nobody ("residents", "reports", "activists").
    pub unnamed: bool,
}

words! {
    /// How words are credited; the `mention_kind` of source claims.
    SpeechKind {
        ReportedSpeech = "reported_speech", PartyClaim = "party_claim", UnnamedReport = "unnamed_report",
        Hedge = "hedge", VisualEvidence = "visual_evidence", AgentlessPassive = "agentless_passive",
        OfficialDesignation = "official_designation", SpeechAct = "speech_act",
    }
}

/// How sure a clause is said to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mood {
    /// The modality of the clause, speech not yet counted in (see [`Reading::speeches`]).
    pub modality: Modality,
    /// The token that makes it so: "if", "not", "expected", "failed".
    pub cue: Option<usize>,
}

impl Reading {
    /// Returns the index of the sentence that holds token `token`. Costs a binary search.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|it| it.tokens.end <= token)
    }

    /// Returns the tokens that token `token` governs, in order.
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let within = self.sentences.get(self.sentence_of(token)).map_or(0..0, |it| it.tokens.clone());
        within.filter(move |&it| self.tokens[it].head == Some(token))
    }

    /// Returns the speeches whose content holds `span`, outermost first.
    pub fn speeches_over(&self, span: Span) -> impl Iterator<Item = &Speech> + '_ {
        self.speeches.iter().filter(move |it| it.content.contains(span))
    }
}
