//! Turns tokens into mentions: names and descriptions of places, actors, people, weapons.
//!
//! Names come from the tables first (longest wins), then from runs of proper nouns that no table knows, typed
//! by what stands about them. Descriptions are noun phrases whose head a table of nouns knows. Cost: linear in
//! the tokens; a name is looked at together with a window of fixed size.

mod complement;
mod describe;
mod focus;
mod joined;
mod known;
mod tables;
mod typed;
mod unknown;

use crate::Lexicon;
use orontes_model::{
    Deprel, Mention, MentionForm, MentionKind, PlaceKind, Sentence, SentenceRole, Span, Token, Upos,
};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

pub(crate) use tables::Tables;

/// Finds every mention of a report, in order of start, longer first. Antecedents are not yet set.
pub(crate) fn mentions(
    lexicon: &Lexicon<'_>,
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
) -> Vec<Mention> {
    let tables = Tables::embedded();
    let words = Words::new(text, sentences, tokens);
    let mut found = known::names(lexicon, &words, tables);
    sort(&mut found);
    found.extend(unknown::names(lexicon, &words, &found, tables));
    sort(&mut found);
    joined::join(lexicon, &words, &mut found, tables);
    sort(&mut found);
    let focus = focus::country(lexicon, &words, &found);
    found.extend(describe::descriptions(lexicon, &words, &found, focus.as_deref(), tables));
    sort(&mut found);
    found.extend(describe::pronouns(&words));
    sort(&mut found);
    settle_metonyms(lexicon, &words, &mut found);
    found
}

fn sort(mentions: &mut [Mention]) {
    mentions.sort_by_key(|it| (it.span.start, std::cmp::Reverse(it.span.end), it.kind));
}

/// The words of one report, as the finders look at them.
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    pub(crate) sentences: &'a [Sentence],
    pub(crate) tokens: &'a [Token],
    /// Each word in small letters: the finders ask for them again and again.
    lowers: Vec<Cow<'a, str>>,
}

impl<'a> Words<'a> {
    fn new(text: &'a str, sentences: &'a [Sentence], tokens: &'a [Token]) -> Words<'a> {
        let lower = |it: &'a Token| {
            let form = it.span.of(text);
            match form.bytes().all(|it| it.is_ascii() && !it.is_ascii_uppercase()) {
                true => Cow::Borrowed(form),
                false => Cow::Owned(form.to_lowercase()),
            }
        };
        Words { text, sentences, tokens, lowers: tokens.iter().map(lower).collect() }
    }

    pub(crate) fn form(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |it| it.span.of(self.text))
    }

    /// The word in lower case, nothing outside the report.
    pub(crate) fn lower(&self, token: usize) -> &str {
        self.lowers.get(token).map_or("", |it| it)
    }

    /// The tokens under a span, found by binary search.
    pub(crate) fn under(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|it| it.span.end <= span.start);
        let end = self.tokens.partition_point(|it| it.span.start < span.end);
        start..end.max(start)
    }

    /// The token of a range whose governor lies outside of it; the last one where the parse says nothing.
    pub(crate) fn head_of(&self, range: &Range<usize>) -> usize {
        let outside = |it: &usize| self.tokens[*it].head.is_none_or(|head| !range.contains(&head));
        let real = |it: &usize| self.tokens[*it].upos != Upos::Punct;
        let mut heads = range.clone().filter(outside).filter(real);
        heads.next().or(range.clone().next_back()).unwrap_or(range.start)
    }

    /// Says whether a sentence may carry mentions that matter.
    pub(crate) fn is_read(sentence: &Sentence) -> bool {
        match sentence.role {
            SentenceRole::Body | SentenceRole::Heading | SentenceRole::Furniture => true,
            SentenceRole::Boilerplate | SentenceRole::Disclosure => false,
        }
    }

    /// Says whether a token stands in a dateline or byline.
    pub(crate) fn is_furniture(&self, token: usize) -> bool {
        let sentence = self.sentences.partition_point(|it| it.tokens.end <= token);
        self.sentences.get(sentence).is_some_and(|it| it.role == SentenceRole::Furniture)
    }

    pub(crate) fn mention(
        &self,
        tokens: Range<usize>,
        kind: MentionKind,
        form: MentionForm,
    ) -> Option<Mention> {
        let (first, last) = (self.tokens.get(tokens.start)?, self.tokens.get(tokens.end.checked_sub(1)?)?);
        let head = self.head_of(&tokens);
        let span = first.span.cover(last.span);
        Some(Mention { span, tokens, head, kind, form, literal: true, known: None, antecedent: None })
    }
}

/// A place that speaks, decides or fights stands for its government: "Damascus said", "Russia's forces". A country
/// does nothing else; a town does what only somebody does.
fn settle_metonyms(lexicon: &Lexicon<'_>, words: &Words<'_>, mentions: &mut [Mention]) {
    let tables = Tables::embedded();
    let mut governments = BTreeSet::new();
    for mention in
        mentions.iter_mut().filter(|it| it.kind == MentionKind::Place && it.form == MentionForm::Name)
    {
        let token = &words.tokens[mention.head];
        let Some(verb) = token.head.map(|it| &words.tokens[it]) else { continue };
        let is_seat = || lexicon.gazetteer.government(mention.span.of(words.text)).is_some();
        let is_country = || {
            let place = mention.known.as_deref().and_then(|it| lexicon.gazetteer.by_id(it));
            // "Kinshasa cut ties": a capital that does something to somebody is its government.
            let rules = || is_seat() && token.head.is_some_and(|it| takes_object(words, it));
            (place.is_some_and(|it| it.kind == PlaceKind::Country) || rules())
                && tables.mark("state_of_place", &verb.lemma).is_none()
        };
        mention.literal = match token.deprel {
            Deprel::Nsubj | Deprel::NsubjOuter | Deprel::OblAgent => {
                !(verb.upos == Upos::Verb && (tables.is_act_of_government(&verb.lemma) || is_country()))
            }
            Deprel::NmodPoss | Deprel::Compound => !tables.is_actor_noun(&verb.lemma),
            // "Accused Minsk of", "urged Kinshasa to": nobody accuses streets and houses.
            Deprel::Obj | Deprel::Iobj => {
                !(verb.upos == Upos::Verb && tables.mark("addressed", &verb.lemma).is_some())
            }
            // "Talks with Damascus", "sanctions against Minsk".
            Deprel::Nmod | Deprel::Obl => {
                let opener =
                    words.tokens[..mention.tokens.start].iter().rev().take(2).find(|it| it.upos == Upos::Adp);
                let faces = opener.is_some_and(|it| matches!(it.lemma.as_str(), "with" | "against"));
                !(faces && tables.mark("dealings", &verb.lemma).is_some())
            }
            // "Washington and Moscow demanded": what is joined to a government is one.
            Deprel::Conj => !token.head.is_some_and(|it| governments.contains(&it)),
            _ => true,
        };
        if !mention.literal {
            governments.insert(mention.head);
        }
    }
}

/// Says whether a verb has an object or a clause behind it.
fn takes_object(words: &Words<'_>, verb: usize) -> bool {
    /// How far behind its verb an object still stands.
    const REACH: usize = 8;
    let behind = verb + 1..words.tokens.len().min(verb + 1 + REACH);
    behind.into_iter().any(|it| {
        words.tokens[it].head == Some(verb)
            && matches!(words.tokens[it].deprel, Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp)
    })
}
