//! Finds names that no table knows, and types them by what stands about them: a new armed group or village
//! is found from its context.

use super::describe::noun_of;
use super::typed::{by_parts, is_acronym, kind_of};
use super::{Tables, Words};
use crate::Lexicon;
use orontes_model::{Mention, MentionForm, MentionKind, Sentence, Upos};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Longest name in tokens: "Movement for the Emancipation of the Niger Delta" has eight.
const NAME_TOKENS_MAX: usize = 10;

/// Returns mentions of capitalised runs that no mention of `known` touches.
pub(super) fn names(
    lexicon: &Lexicon<'_>,
    words: &Words<'_>,
    known: &[Mention],
    tables: &Tables,
) -> Vec<Mention> {
    let taken: Vec<bool> = taken(words.tokens.len(), known);
    let mut found: Vec<(Range<usize>, Option<MentionKind>)> = Vec::new();
    let seen = capitals_of_bodies(words);
    for sentence in words.sentences.iter().filter(|it| Words::is_read(it)) {
        let sight = Sight {
            words,
            taken: &taken,
            tables,
            sentence: sentence.tokens.clone(),
            is_title_case: is_title_case(words, sentence.tokens.clone()),
            seen: &seen,
        };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let run = sight.run(at);
            if run.is_empty() {
                at += 1;
                continue;
            }
            at = run.end;
            let hides = sight.is_title_case || run.start == sentence.tokens.start;
            if hides && run.len() == 1 && noun_of(words, run.start, tables).is_some() {
                continue;
            }
            if is_site_of(words, &run, known, tables) {
                continue;
            }
            // Among capitals throughout, every noun is the name of some hamlet.
            let atlas = (!sight.is_title_case).then_some(lexicon.gazetteer);
            let kind = kind_of(atlas, words, known, &run, tables);
            // In a headline alone, two capitals are as often a noun and its verb as a name.
            let told = !sight.is_title_case || !seen.is_empty() || is_told(words, &run, kind, tables);
            found.push((run, kind.filter(|_| told)));
        }
    }
    let surnames = agree(words, known, &mut found);
    found.extend(opening_surnames(words, &taken, &found, &surnames));
    let named = found.into_iter().filter_map(|(run, kind)| {
        words.mention(untitled(words, run, kind?, tables)?, kind?, MentionForm::Name)
    });
    named.collect()
}

/// "Tiyas Military Airfield": after a known place the common words of a site are its description.
fn is_site_of(words: &Words<'_>, run: &Range<usize>, known: &[Mention], tables: &Tables) -> bool {
    let at = known.partition_point(|it| it.tokens.end < run.start);
    let place = known.get(at).filter(|it| it.tokens.end == run.start && it.kind == MentionKind::Place);
    let noun = noun_of(words, run.end - 1, tables);
    place.is_some_and(|it| words.tokens[it.tokens.end - 1].space_after)
        && noun.is_some_and(|it| it.kind == MentionKind::Place)
}

/// A name without the titles before it ("President", "Lt. Gen.", "Navy Capt."). Nothing where no name is left:
/// "the Prime Minister" is a description.
fn untitled(
    words: &Words<'_>,
    run: Range<usize>,
    kind: MentionKind,
    tables: &Tables,
) -> Option<Range<usize>> {
    let is_title = |it: &usize| tables.mark("title", words.lower(*it)).is_some();
    let dots = |mut at: usize| {
        while at < run.end && words.form(at) == "." {
            at += 1;
        }
        at
    };
    let start = match kind {
        MentionKind::Person => run.clone().rev().find(is_title).map_or(run.start, |it| dots(it + 1)),
        _ => run.start + run.clone().take_while(|it| is_title(it) || words.form(*it) == ".").count(),
    };
    if start < run.end {
        return Some(start..run.end);
    }
    let all_titles = run.clone().all(|it| is_title(&it) || words.form(it) == ".");
    (kind != MentionKind::Person && !all_titles).then_some(run)
}

/// Says whether a name's own words tell its kind.
fn is_told(words: &Words<'_>, run: &Range<usize>, kind: Option<MentionKind>, tables: &Tables) -> bool {
    let has_title = tables.mark("title", words.lower(run.start)).is_some();
    let by_itself = has_title || by_parts(words, run, tables).is_some() || is_acronym(words.form(run.start));
    kind == Some(MentionKind::Place) || kind.is_some() && by_itself
}

/// A headline in which most words are capitalised: there a capital tells nothing. It bears no full stop.
fn is_title_case(words: &Words<'_>, tokens: Range<usize>) -> bool {
    if words.form(tokens.end.saturating_sub(1)) == "." {
        return false;
    }
    let long = tokens
        .filter(|it| words.form(*it).chars().count() > 3 && words.form(*it).starts_with(char::is_alphabetic));
    let (large, all) = long.fold((0, 0), |(large, all), it| {
        (large + usize::from(words.form(it).starts_with(char::is_uppercase)), all + 1)
    });
    // Running text full of names stays below; headlines keep only small words small.
    all > 2 && 20 * large > 17 * all
}

/// Words that bear a capital where a sentence in running text does not ask for one.
fn capitals_of_bodies<'a>(words: &'a Words<'_>) -> BTreeSet<&'a str> {
    let bodies =
        words.sentences.iter().filter(|it| Words::is_read(it) && !is_title_case(words, it.tokens.clone()));
    bodies
        .flat_map(|it| it.tokens.clone().skip(1))
        .map(|it| words.form(it))
        .filter(|it| it.starts_with(char::is_uppercase))
        .collect()
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
    /// Words with a capital inside the running sentences of the report.
    seen: &'a BTreeSet<&'a str>,
}

impl Sight<'_> {
    /// A proper noun by its tag; or a capital inside a sentence that is not a headline.
    fn is_name(&self, token: usize) -> bool {
        if token >= self.sentence.end || self.taken[token] {
            return false;
        }
        let form = self.words.form(token);
        let capital =
            form.starts_with(char::is_uppercase) && token > self.sentence.start && !self.is_title_case;
        let may_be = match self.words.tokens[token].upos {
            // A headline's name stands in the body again; where there is no body, the tag alone tells.
            Upos::Propn if self.is_title_case && !self.seen.is_empty() => self.seen.contains(form),
            Upos::Propn => true,
            Upos::Noun | Upos::Adj | Upos::X => capital,
            // "the 47th Mechanized Brigade"; after a mark a capital may open a quotation.
            Upos::Verb => capital && self.words.tokens[token - 1].upos != Upos::Punct,
            _ => false,
        };
        may_be && form.chars().any(char::is_alphabetic) && !self.is_no_name(token)
    }

    /// A day or month, a kind of weapon in capitals, a preposition of a headline.
    fn is_no_name(&self, token: usize) -> bool {
        let lower = self.words.lower(token);
        self.tables.mark("calendar", lower.trim_end_matches('.')).is_some()
            || is_hardware(lower, self.tables) && !self.is_of_unit(token)
            || self.is_title_case && self.tables.mark("in_place", lower).is_some()
    }

    /// Where a nickname in quotation marks inside a name ends: John "J.D." Dorrian.
    fn nickname(&self, open: usize) -> Option<usize> {
        let is_quote = |it: usize| matches!(self.words.form(it), "\"" | "“" | "”" | "'" | "‘" | "’");
        let close = (open + 2..self.sentence.end.min(open + 4)).find(|it| is_quote(*it))?;
        let is_set_off = is_quote(open) && !self.words.tokens[open].space_after;
        (is_set_off && (open + 1..close).all(|it| self.is_name(it)) && self.is_name(close + 1))
            .then_some(close + 1)
    }

    /// "321st Field Artillery Regiment": the arm in the name of a unit.
    fn is_of_unit(&self, token: usize) -> bool {
        let next = token + 1;
        next < self.sentence.end
            && self.words.form(next).starts_with(char::is_uppercase)
            && self.tables.mark("last", self.words.lower(next)) == Some(MentionKind::Actor)
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
            if let Some(after) = self.nickname(stop) {
                stop = after;
                continue;
            }
            let joints = (stop..self.sentence.end.min(stop + 3))
                .take_while(|it| is_joint(self.words, *it, self.tables))
                .count();
            if joints == 0
                || !self.is_name(stop + joints)
                || !inside_name(self.words, start, stop, stop + joints, self.tables)
            {
                break;
            }
            stop += joints + 1;
        }
        start..stop
    }
}

/// "IED", "UAVs": the name of a kind of thing in capitals is no name of one.
fn is_hardware(lower: &str, tables: &Tables) -> bool {
    let noun = tables.noun(lower).or_else(|| tables.noun(lower.strip_suffix('s')?));
    noun.is_some_and(|it| matches!(it.kind, MentionKind::Weapon | MentionKind::MilitaryPlatform))
}

fn is_joint(words: &Words<'_>, token: usize, tables: &Tables) -> bool {
    is_glue(words, token, tables) || matches!(words.form(token), "of" | "the" | "for")
}

/// A hyphen, or a particle of names in the languages that news romanises.
fn is_glue(words: &Words<'_>, token: usize, tables: &Tables) -> bool {
    tables.mark("glue", words.form(token)).is_some()
}

/// "Front for the Liberation": inside; "Putin of Russia", "Kyiv the": not. Hyphens and particles glue, "of"
/// and "for" only after a word that names a body, and once more where the body's name has gone on so ("Centre for
/// the Study of Conflict").
fn inside_name(words: &Words<'_>, start: usize, joint: usize, name: usize, tables: &Tables) -> bool {
    let glued = (joint..name).all(|it| is_glue(words, it, tables));
    let is_body = |it: usize| tables.mark("body_of", words.lower(it)).is_some();
    let opens = joint.checked_sub(1).is_some_and(is_body);
    let goes_on = (start + 1..joint).any(|it| matches!(words.form(it), "of" | "for") && is_body(it - 1));
    glued || opens || goes_on && words.form(joint) == "of"
}

/// "Cook said": a surname that opens its sentence, where the tagger sees the plain word that it also is.
fn opening_surnames(
    words: &Words<'_>,
    taken: &[bool],
    found: &[(Range<usize>, Option<MentionKind>)],
    surnames: &BTreeSet<String>,
) -> Vec<(Range<usize>, Option<MentionKind>)> {
    let mut held = taken.to_vec();
    found.iter().flat_map(|(run, _)| run.clone()).for_each(|it| held[it] = true);
    let opens = |it: &Sentence| {
        let first = it.tokens.clone().find(|at| words.tokens[*at].upos != Upos::Punct)?;
        let is_name = !held[first]
            && words.form(first).starts_with(char::is_uppercase)
            && surnames.contains(words.lower(first));
        is_name.then_some((first..first + 1, Some(MentionKind::Person)))
    };
    words.sentences.iter().filter(|it| Words::is_read(it)).filter_map(opens).collect()
}

/// One name has one kind through a report: the one that its contexts give most often. A single word that
/// ends the name of a person is that person. Returns the last words of the persons' names.
fn agree(
    words: &Words<'_>,
    known: &[Mention],
    found: &mut [(Range<usize>, Option<MentionKind>)],
) -> BTreeSet<String> {
    let name = |run: &Range<usize>| {
        words.tokens[run.start].span.cover(words.tokens[run.end - 1].span).of(words.text).to_lowercase()
    };
    let mut votes: BTreeMap<String, BTreeMap<MentionKind, usize>> = BTreeMap::new();
    let mut surnames: BTreeSet<String> = BTreeSet::new();
    let mut craft: BTreeSet<&str> = BTreeSet::new();
    for (run, kind) in found.iter() {
        if let Some(kind) = kind {
            *votes.entry(name(run)).or_default().entry(*kind).or_default() += 1;
            if *kind == MentionKind::Person && run.len() > 1 {
                surnames.insert(words.lower(run.end - 1).to_owned());
            }
            if *kind == MentionKind::MilitaryPlatform && run.len() > 1 {
                craft.insert(words.lower(run.end - 1));
            }
        }
    }
    let persons = known.iter().filter(|it| it.kind == MentionKind::Person && it.tokens.len() > 1);
    surnames.extend(persons.map(|it| words.lower(it.tokens.end - 1).to_owned()));
    for (run, kind) in found.iter_mut() {
        let best = votes
            .get(&name(run))
            .and_then(|it| it.iter().max_by_key(|(kind, n)| (**n, std::cmp::Reverse(**kind))));
        *kind = match best {
            _ if run.len() == 1 && surnames.contains(words.lower(run.start)) => Some(MentionKind::Person),
            // "FS Forbin … Forbin": the ship again.
            _ if run.len() == 1 && craft.contains(words.lower(run.start)) => {
                Some(MentionKind::MilitaryPlatform)
            }
            Some((kind, _)) => Some(*kind),
            None => *kind,
        };
    }
    surnames
}
