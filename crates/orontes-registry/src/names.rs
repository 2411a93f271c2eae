//! Turns names into an index, and a text into the names that stand in it, leftmost and longest first.

use crate::words::{Word, words};
use orontes_model::Span;
use std::collections::BTreeMap;

/// A name that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameHit {
    /// The words.
    pub span: Span,
    /// Identifiers of the actors that bear the name, in the order of the tables.
    pub ids: Vec<String>,
    /// True where the words only describe ("government troops"), false where they name.
    pub is_description: bool,
}

/// How a name has to be written in a text to be that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// "WHO", "IS": the same capitals, or "common words" would be names.
    Acronym,
    /// "Fatah", "Tiger Forces": with a capital somewhere.
    Capitalised,
    /// "government troops": in any case.
    AnyCase,
}

#[derive(Clone, Debug)]
struct Entry {
    item: usize,
    shape: Shape,
    letters: String,
    is_description: bool,
}

/// Names of numbered items, by their folded form.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    entries: BTreeMap<String, Vec<Entry>>,
    /// Number of words of the longest name that starts with a word.
    longest: BTreeMap<String, usize>,
}

/// An item of an index under some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexHit {
    /// First and last-plus-one word.
    pub words: (usize, usize),
    /// The items that bear the name, in the order in which they were added.
    pub items: Vec<usize>,
    /// True where the name is a description for all of them.
    pub is_description: bool,
}

impl NameIndex {
    /// Adds a name of an item. Names without a letter are passed over.
    pub fn add(&mut self, name: &str, item: usize, is_description: bool) {
        let parts: Vec<String> = words(name).into_iter().map(|it| it.folded).collect();
        let Some(first) = parts.first() else { return };
        let longest = self.longest.entry(first.clone()).or_default();
        *longest = parts.len().max(*longest);
        let entry = Entry { item, shape: shape_of(name), letters: letters_of(name), is_description };
        let entries = self.entries.entry(parts.join(" ")).or_default();
        if !entries.iter().any(|it| it.item == item && it.shape == entry.shape) {
            entries.push(entry);
        }
    }

    /// Returns the items whose name is the whole of `text`, an article before it aside; names before descriptions.
    pub fn exact(&self, text: &str) -> Vec<usize> {
        let all = words(text);
        let whole = |words: &[Word]| {
            let slice = words.first()?.span.cover(words.last()?.span).of(text);
            self.fitting(&joined(words), slice)
        };
        let has_article = all.len() > 1 && all[0].folded == "the";
        let found = whole(&all).or_else(|| whole(all.get(1..)?).filter(|_| has_article));
        found.map_or_else(Vec::new, |(items, _)| items)
    }

    /// Says whether a text only describes an item that [`NameIndex::exact`] returns.
    pub fn describes(&self, text: &str, item: usize) -> bool {
        let key = crate::fold(text);
        let entries = || self.entries.get(&key).into_iter().flatten().filter(|it| it.item == item);
        entries().next().is_some() && entries().all(|it| it.is_description)
    }

    /// Returns the names in `text`, leftmost first, the longest where several start at one word; none overlaps another.
    pub fn find(&self, text: &str, words: &[Word]) -> Vec<IndexHit> {
        let mut out = Vec::new();
        let mut at = 0;
        let shouted = is_shouted(text);
        let is_heard = |hit: &IndexHit| {
            let word = words[hit.words.0].folded.to_uppercase();
            !shouted || hit.words.1 - hit.words.0 > 1 || !WORDS_TOO.contains(&word.as_str())
        };
        while at < words.len() {
            match self.longest_at(text, words, at).filter(is_heard) {
                Some(hit) => {
                    at = hit.words.1;
                    out.push(hit);
                }
                None => at += 1,
            }
        }
        out
    }

    fn longest_at(&self, text: &str, words: &[Word], at: usize) -> Option<IndexHit> {
        let longest = *self.longest.get(&words[at].folded)?;
        (1..=longest.min(words.len() - at)).rev().find_map(|n_words| {
            let under = &words[at..at + n_words];
            // A possessive ends a name: "Israel's Defence" is not "Israel Defence".
            if under[..n_words - 1].iter().any(|it| it.possessive)
                && n_words > 1
                && !self.allows_possessive(under)
            {
                return None;
            }
            let slice = under[0].span.cover(under[n_words - 1].span).of(text);
            let (items, is_description) = self.fitting(&joined(under), slice)?;
            Some(IndexHit { words: (at, at + n_words), items, is_description })
        })
    }

    /// Names such as "Lord's Resistance Army" hold a possessive themselves.
    fn allows_possessive(&self, under: &[Word]) -> bool {
        self.entries.get(&joined(under)).is_some_and(|it| it.iter().any(|it| it.letters.contains('\'')))
    }

    fn fitting(&self, key: &str, slice: &str) -> Option<(Vec<usize>, bool)> {
        let entries: Vec<&Entry> = self.entries.get(key)?.iter().filter(|it| it.fits(slice)).collect();
        let is_description = entries.iter().all(|it| it.is_description);
        let (proper, described): (Vec<&Entry>, Vec<&Entry>) =
            entries.iter().partition(|it| !it.is_description);
        let mut items: Vec<usize> = Vec::new();
        for entry in proper.into_iter().chain(described) {
            if !items.contains(&entry.item) {
                items.push(entry.item);
            }
        }
        (!items.is_empty()).then_some((items, is_description))
    }
}

impl Entry {
    fn fits(&self, slice: &str) -> bool {
        match self.shape {
            Shape::AnyCase => true,
            Shape::Capitalised => slice.chars().any(char::is_uppercase),
            Shape::Acronym => fits_acronym(&self.letters, &letters_of(slice)),
        }
    }
}

/// Acronyms that are words as well: never met with one capital, nor in a headline that is all capitals.
const WORDS_TOO: &[&str] = &[
    "IS", "WHO", "US", "IT", "ICE", "PAN", "RAW", "MAS", "FACT", "ARENA", "CARE", "RUF", "PAS", "AMAL",
    "AIM", "ANNA", "RAF", "PAP", "MUD", "MED", "PA", "AA",
];

/// Says whether a text is written in capitals throughout, as headlines are.
fn is_shouted(text: &str) -> bool {
    let n_small = text.chars().filter(|it| it.is_lowercase()).count();
    let n_capital = text.chars().filter(|it| it.is_uppercase()).count();
    // Two words of an agency's initials ("WHO, IS") are no headline.
    n_capital > 12 && n_small * 4 < n_capital
}

/// British papers write acronyms that are spoken as words with one capital ("Nato", "Isis"); those of three letters
/// and fewer would be taken for words ("Who").
fn fits_acronym(acronym: &str, letters: &str) -> bool {
    let titled = || {
        let mut chars = acronym.chars();
        chars.next().map(|it| it.to_string() + &chars.as_str().to_lowercase())
    };
    let is_word = WORDS_TOO.contains(&acronym);
    acronym == letters || (!is_word && acronym.chars().count() >= 4 && titled().as_deref() == Some(letters))
}

fn joined(words: &[Word]) -> String {
    let folded: Vec<&str> = words.iter().map(|it| it.folded.as_str()).collect();
    folded.join(" ")
}

/// Letters, digits and apostrophes of a name: what is compared of acronyms, points and hyphens left out.
fn letters_of(name: &str) -> String {
    name.chars()
        .map(|c| if c == '\u{2019}' { '\'' } else { c })
        .filter(|c| c.is_alphanumeric() || *c == '\'')
        .collect()
}

fn shape_of(name: &str) -> Shape {
    let is_one_word = !name.trim().contains(' ');
    let is_capitals = name.chars().all(|it| !it.is_lowercase()) && name.chars().any(char::is_uppercase);
    // Longer runs of capitals are headlines, not acronyms; the longest in the tables is UNAMA-like, of nine letters.
    match () {
        () if is_one_word && is_capitals && name.chars().count() <= 10 => Shape::Acronym,
        () if name.chars().any(char::is_uppercase) => Shape::Capitalised,
        () => Shape::AnyCase,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], text: &str) -> Vec<String> {
        let mut index = NameIndex::default();
        names.iter().enumerate().for_each(|(idx, it)| index.add(it, idx, false));
        let words = words(text);
        let slice =
            |hit: IndexHit| words[hit.words.0].span.cover(words[hit.words.1 - 1].span).of(text).to_owned();
        index.find(text, &words).into_iter().map(slice).collect()
    }

    #[test]
    fn the_longest_name_wins() {
        assert_eq!(
            found(&["Northern Front", "Northern Front Youth"], "The Northern Front Youth met."),
            ["Northern Front Youth"]
        );
    }

    #[test]
    fn an_acronym_is_met_in_capitals_only() {
        assert!(found(&["WHO", "IS"], "Who is there? It is them, who else.").is_empty());
        assert_eq!(found(&["WHO", "IS"], "IS and the W.H.O. differ"), ["IS", "W.H.O."]);
        assert_eq!(found(&["NATO"], "Nato and nato"), ["Nato"]);
        assert_eq!(found(&["NATO", "IS"], "WAR IS OVER, NATO CHIEF SAYS"), ["NATO"]);
        assert!(found(&["FACT"], "Fact is, they left").is_empty());
    }

    #[test]
    fn a_possessive_ends_a_name_that_has_none_of_its_own() {
        assert_eq!(found(&["Arden", "Arden Guard"], "Arden's Guard"), ["Arden"]);
        assert_eq!(
            found(&["Lord's Resistance Army"], "the Lord’s Resistance Army"),
            ["Lord’s Resistance Army"]
        );
    }

    #[test]
    fn a_capitalised_name_is_no_common_word() {
        assert!(found(&["Fatah", "Dawn"], "fatah at dawn").is_empty());
    }
}
