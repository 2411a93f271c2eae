//! Finds names that no table knows, and types them by what stands about them: a new armed group or village
//! is found from its context.

use super::{Tables, Words};
use orontes_model::{Deprel, Mention, MentionForm, MentionKind, Upos};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Longest name in tokens: "Movement for the Emancipation of the Niger Delta" has eight.
const NAME_TOKENS_MAX: usize = 10;

/// Returns mentions of capitalised runs that no mention of `known` touches.
pub(super) fn names(words: &Words<'_>, known: &[Mention], tables: &Tables) -> Vec<Mention> {
    let taken: Vec<bool> = taken(words.tokens.len(), known);
    let mut found: Vec<(Range<usize>, Option<MentionKind>)> = Vec::new();
    for sentence in words.sentences.iter().filter(|it| Words::is_read(it)) {
        let sight = Sight {
            words,
            taken: &taken,
            tables,
            sentence: sentence.tokens.clone(),
            is_title_case: is_title_case(words, sentence.tokens.clone()),
        };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let run = sight.run(at);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            let kind = kind_of(words, &run, tables);
            found.push((run, kind));
        }
    }
    agree(words, known, &mut found);
    let named = found
        .into_iter()
        .filter_map(|(run, kind)| words.mention(untitled(words, run, tables), kind?, MentionForm::Name));
    named.collect()
}

/// A name without the titles before it: "President", "Lt. Gen."
fn untitled(words: &Words<'_>, run: Range<usize>, tables: &Tables) -> Range<usize> {
    let is_title = |it: &usize| tables.mark("title", &words.lower(*it)).is_some() || words.form(*it) == ".";
    let n_titles = run.clone().take_while(is_title).count();
    if n_titles < run.len() { run.start + n_titles..run.end } else { run }
}

/// A headline in which most words are capitalised: there a capital tells nothing.
fn is_title_case(words: &Words<'_>, tokens: Range<usize>) -> bool {
    let long = tokens
        .filter(|it| words.form(*it).chars().count() > 3 && words.form(*it).starts_with(char::is_alphabetic));
    let (large, all) = long.fold((0, 0), |(large, all), it| {
        (large + usize::from(words.form(it).starts_with(char::is_uppercase)), all + 1)
    });
    all > 2 && 10 * large > 6 * all
}

fn taken(n_tokens: usize, known: &[Mention]) -> Vec<bool> {
    let mut taken = vec![false; n_tokens];
    known.iter().flat_map(|it| it.tokens.clone()).for_each(|it| taken[it] = true);
    taken
}

/// One sentence as the finder of names looks at it.
struct Sight<'a> {
    words: &'a Words<'a>,
    taken: &'a [bool],
    tables: &'a Tables,
    sentence: Range<usize>,
    is_title_case: bool,
}

impl Sight<'_> {
    /// A proper noun by its tag; or a capital inside a sentence that is not a headline.
    fn is_name(&self, token: usize) -> bool {
        if token >= self.sentence.end || self.taken[token] {
            return false;
        }
        let form = self.words.form(token);
        if self.tables.mark("calendar", &form.to_lowercase()).is_some()
            || !form.chars().any(char::is_alphabetic)
        {
            return false;
        }
        let capital =
            form.starts_with(char::is_uppercase) && token > self.sentence.start && !self.is_title_case;
        match self.words.tokens[token].upos {
            Upos::Propn => true,
            Upos::Noun | Upos::Adj | Upos::X => capital,
            _ => false,
        }
    }

    /// The longest name that begins at a token: its words, joined by "of", "al-", "the" and hyphens inside.
    fn run(&self, start: usize) -> Range<usize> {
        if !self.is_name(start) {
            return start..start;
        }
        let mut stop = start + 1;
        while stop < self.sentence.end && stop - start < NAME_TOKENS_MAX {
            if self.is_name(stop) {
                stop += 1;
                continue;
            }
            let joints =
                (stop..self.sentence.end.min(stop + 3)).take_while(|it| is_joint(self.words, *it)).count();
            if joints == 0 || !self.is_name(stop + joints) || !inside_name(self.words, stop, stop + joints) {
                break;
            }
            stop += joints + 1;
        }
        start..stop
    }
}

fn is_joint(words: &Words<'_>, token: usize) -> bool {
    matches!(
        words.form(token),
        "-" | "of"
            | "the"
            | "for"
            | "de"
            | "del"
            | "la"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "van"
            | "von"
            | "'"
            | "’"
            | "ad"
            | "as"
            | "ash"
            | "an"
            | "at"
            | "ar"
            | "y"
            | "da"
            | "du"
            | "des"
    )
}

/// "Front for the Liberation": inside; "Putin of Russia", "Kyiv the": not. Hyphens and particles glue, "of"
/// and "for" only after a word that names a body.
fn inside_name(words: &Words<'_>, joint: usize, name: usize) -> bool {
    let glued = (joint..name).all(|it| {
        matches!(
            words.form(it),
            "-" | "al"
                | "el"
                | "bin"
                | "ibn"
                | "de"
                | "del"
                | "la"
                | "van"
                | "von"
                | "'"
                | "’"
                | "ad"
                | "as"
                | "ash"
                | "an"
                | "at"
                | "ar"
                | "y"
                | "da"
                | "du"
                | "des"
        )
    });
    let body = joint.checked_sub(1).map(|it| words.lower(it));
    let opens = body.is_some_and(|it| BODIES.contains(&it.as_str()));
    glued || opens
}

/// Words after which "of" or "for" goes on with the same name.
const BODIES: [&str; 22] = [
    "front",
    "movement",
    "army",
    "forces",
    "party",
    "ministry",
    "council",
    "committee",
    "organisation",
    "organization",
    "union",
    "league",
    "bank",
    "university",
    "court",
    "office",
    "department",
    "house",
    "association",
    "board",
    "government",
    "republic",
];

/// What an unknown name refers to. Nothing where the words tell nothing and the name is one word that opens
/// its sentence: that is as often a capital letter as a name.
fn kind_of(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> Option<MentionKind> {
    let lower = |it: usize| words.lower(it);
    let last = run.end - 1;
    let by_parts = tables
        .mark("last", &lower(last))
        .filter(|_| run.len() > 1)
        .or_else(|| tables.mark("first", &lower(run.start)).filter(|_| run.len() > 1));
    let before = run.start.checked_sub(1);
    let title = || {
        before.and_then(|it| {
            tables.mark("title", &lower(it)).or_else(|| tables.mark("title", &words.tokens[it].lemma))
        })
    };
    let inner_title = || tables.mark("title", &lower(run.start)).filter(|_| run.len() > 1);
    by_parts
        .or_else(|| inner_title().or_else(title))
        .or_else(|| beside(words, run, tables))
        .or_else(|| by_apposition(words, run, tables))
        .or_else(|| by_syntax(words, run, tables))
        .or_else(|| by_shape(words, run))
}

/// "the village of X", "X province", "X, Syria", "in X".
fn beside(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> Option<MentionKind> {
    let word = |it: usize| words.lower(it);
    let after = word(run.end);
    let gloss_after = tables.mark("gloss", &after);
    let of_before = run.start >= 2
        && word(run.start - 1) == "of"
        && tables.mark("gloss", &words.tokens[run.start - 2].lemma).is_some();
    let thing_after = words.tokens.get(run.end).and_then(|it| tables.noun(&it.lemma)).map(|it| it.kind);
    if matches!(thing_after, Some(MentionKind::Weapon | MentionKind::MilitaryPlatform)) {
        return thing_after;
    }
    let body_after = tables.noun(&words.tokens.get(run.end).map_or(String::new(), |it| it.lemma.clone()));
    if gloss_after.is_some() || of_before {
        return Some(MentionKind::Place);
    }
    body_after
        .filter(|it| it.kind == MentionKind::Actor && !it.is_people && it.sort == "mass")
        .map(|it| it.kind)
}

/// "X, a spokesman for Y", "X, an armed group".
fn by_apposition(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> Option<MentionKind> {
    let head = words.head_of(run);
    let window = run.end..words.tokens.len().min(run.end + 12);
    let appositions =
        window.filter(|it| words.tokens[*it].deprel == Deprel::Appos && words.tokens[*it].head == Some(head));
    let own = (words.tokens[head].deprel == Deprel::Appos).then(|| words.tokens[head].head).flatten();
    let noun = appositions.chain(own).find_map(|it| tables.noun(&words.tokens[it].lemma))?;
    // "X, a teacher": one of the people is a person.
    Some(if noun.is_people && run.len() > 1 { MentionKind::Person } else { noun.kind })
}

fn by_syntax(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> Option<MentionKind> {
    let head = words.head_of(run);
    let token = &words.tokens[head];
    let case = run.start.checked_sub(1).map(|it| words.lower(it)).unwrap_or_default();
    let governor = token.head.map(|it| &words.tokens[it]);
    match token.deprel {
        Deprel::Obl | Deprel::Nmod if tables.mark("in_place", &case).is_some() => Some(MentionKind::Place),
        Deprel::Nsubj | Deprel::NsubjOuter
            if governor.is_some_and(|it| tables.is_act_of_government(&it.lemma)) =>
        {
            Some(if run.len() > 1 && !is_acronym(words.form(run.start)) {
                MentionKind::Person
            } else {
                MentionKind::Organisation
            })
        }
        Deprel::Obj | Deprel::NsubjPass
            if run.len() == 1
                && governor.is_some_and(|it| tables.mark("place_object", &it.lemma).is_some()) =>
        {
            (!is_acronym(words.form(run.start))).then_some(MentionKind::Place)
        }
        _ => None,
    }
}

/// Two or three capitalised words without other hints are most often a person; capitals alone a body.
fn by_shape(words: &Words<'_>, run: &Range<usize>) -> Option<MentionKind> {
    let opens_sentence = words.sentences.iter().any(|it| it.tokens.start == run.start);
    let first = words.form(run.start);
    match run.len() {
        1 if is_acronym(first) => Some(MentionKind::Organisation),
        1 if opens_sentence => None,
        1 => Some(MentionKind::Organisation),
        2 | 3 if run.start > 0 && matches!(words.form(run.start - 1), "'s" | "’s" | "'" | "’") => {
            Some(MentionKind::Organisation)
        }
        2 | 3 => Some(MentionKind::Person),
        _ => Some(MentionKind::Organisation),
    }
}

fn is_acronym(form: &str) -> bool {
    form.chars().count() >= 2
        && form.chars().all(|it| it.is_uppercase() || it == '.' || it == '-' || it.is_ascii_digit())
}

/// One name has one kind through a report: the one that its contexts give most often. A single word that
/// ends the name of a person is that person.
fn agree(words: &Words<'_>, known: &[Mention], found: &mut [(Range<usize>, Option<MentionKind>)]) {
    let name = |run: &Range<usize>| {
        words.tokens[run.start].span.cover(words.tokens[run.end - 1].span).of(words.text).to_lowercase()
    };
    let mut votes: BTreeMap<String, BTreeMap<MentionKind, usize>> = BTreeMap::new();
    let mut surnames: BTreeSet<String> = BTreeSet::new();
    for (run, kind) in found.iter() {
        if let Some(kind) = kind {
            *votes.entry(name(run)).or_default().entry(*kind).or_default() += 1;
            if *kind == MentionKind::Person && run.len() > 1 {
                surnames.insert(words.lower(run.end - 1));
            }
        }
    }
    let persons = known.iter().filter(|it| it.kind == MentionKind::Person && it.tokens.len() > 1);
    surnames.extend(persons.map(|it| words.lower(it.tokens.end - 1)));
    for (run, kind) in found.iter_mut() {
        let best = votes
            .get(&name(run))
            .and_then(|it| it.iter().max_by_key(|(kind, n)| (**n, std::cmp::Reverse(**kind))));
        *kind = match best {
            _ if run.len() == 1 && surnames.contains(&words.lower(run.start)) => Some(MentionKind::Person),
            Some((kind, _)) => Some(*kind),
            None => *kind,
        };
    }
}
