//! Turns names into an index, and a text into the names that stand in it, leftmost and longest first.

use crate::words::{Word, words};
use indexmap::IndexMap;
use orontes_model::Span;
use rustc_hash::FxBuildHasher;
use std::cell::LazyCell;

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

/// Names of numbered items, by their folded words: a tree whose branches are words. Its hash has no seed, and nothing
/// is read off it in its order.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    /// Numbers of the words that stand in names.
    numbers: IndexMap<String, u32, FxBuildHasher>,
    /// By knot and word: the knot below. The knot 0 stands above all first words.
    below: IndexMap<(u32, u32), u32, FxBuildHasher>,
    /// By knot, from 1: the names that end there.
    entries: Vec<Vec<Entry>>,
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
        let mut knot = 0;
        let folded = crate::fold(name);
        for word in folded.split(' ').filter(|it| !it.is_empty()) {
            let number = match self.numbers.get(word) {
                Some(number) => *number,
                None => {
                    let next = self.numbers.len() as u32;
                    self.numbers.insert(word.to_owned(), next);
                    next
                }
            };
            let next = self.entries.len() as u32 + 1;
            knot = *self.below.entry((knot, number)).or_insert(next);
            self.entries.resize(self.entries.len().max(knot as usize), Vec::new());
        }
        let Some(entries) = self.entries_at(knot) else { return };
        let shape = shape_of(name);
        // Only what is compared is kept: the letters of acronyms, and that a name holds a possessive.
        let is_compared = shape == Shape::Acronym || name.contains(['\'', '\u{2019}']);
        let letters = if is_compared { letters_of(name) } else { String::new() };
        let entry = Entry { item, shape, letters, is_description };
        if !entries.iter().any(|it| it.item == item && it.shape == entry.shape) {
            entries.push(entry);
        }
    }

    /// Returns the items whose name is the whole of `text`, an article before it aside; names before descriptions.
    pub fn exact(&self, text: &str) -> Vec<usize> {
        let all = words(text);
        let whole = |words: &[Word]| {
            let slice = words.first()?.span.cover(words.last()?.span).of(text);
            fitting(self.entries_of(words.iter().map(|it| it.folded.as_str())), slice)
        };
        let has_article = all.len() > 1 && all[0].folded == "the";
        let found = whole(&all).or_else(|| whole(all.get(1..)?).filter(|_| has_article));
        found.map_or_else(Vec::new, |(items, _)| items)
    }

    /// Says whether a text only describes an item that [`NameIndex::exact`] returns.
    pub fn describes(&self, text: &str, item: usize) -> bool {
        let key = crate::fold(text);
        let entries = || self.entries_of(key.split(' ')).iter().filter(|it| it.item == item);
        entries().next().is_some() && entries().all(|it| it.is_description)
    }

    /// Returns the names in `text`, leftmost first, the longest where several start at one word; none overlaps another.
    pub fn find(&self, text: &str, words: &[Word]) -> Vec<IndexHit> {
        let mut out = Vec::new();
        let mut at = 0;
        let numbers: Vec<Option<u32>> =
            words.iter().map(|it| self.numbers.get(&it.folded).copied()).collect();
        let shouted = LazyCell::new(|| is_shouted(text));
        let is_heard = |hit: &IndexHit| {
            let word = words[hit.words.0].folded.to_uppercase();
            hit.words.1 - hit.words.0 > 1 || !WORDS_TOO.contains(&word.as_str()) || !*shouted
        };
        while at < words.len() {
            match self.longest_at(text, words, &numbers, at).filter(is_heard) {
                Some(hit) => {
                    at = hit.words.1;
                    out.push(hit);
                }
                None => at += 1,
            }
        }
        out
    }

    fn longest_at(&self, text: &str, words: &[Word], numbers: &[Option<u32>], at: usize) -> Option<IndexHit> {
        let (mut knot, mut longest) = (0, None);
        for (end, number) in numbers.iter().enumerate().skip(at) {
            let Some(below) = number.and_then(|it| self.below.get(&(knot, it))) else { break };
            knot = *below;
            let entries = &self.entries[knot as usize - 1];
            let under = &words[at..=end];
            // A possessive ends a name: "Israel's Defence" is not "Israel Defence".
            let is_cut = under[..under.len() - 1].iter().any(|it| it.possessive);
            if entries.is_empty() || is_cut && !allows_possessive(entries) {
                continue;
            }
            let slice = under[0].span.cover(words[end].span).of(text);
            let hit = fitting(entries, slice);
            longest = hit.map(|it| (end + 1, it)).or(longest);
        }
        longest.map(|(end, (items, is_description))| IndexHit { words: (at, end), items, is_description })
    }

    fn entries_of<'a>(&self, mut words: impl Iterator<Item = &'a str>) -> &[Entry] {
        let knot = words.try_fold(0, |knot, word| {
            let number = *self.numbers.get(word)?;
            self.below.get(&(knot, number)).copied()
        });
        knot.filter(|it| *it > 0).map_or(&[], |it| &self.entries[it as usize - 1])
    }

    fn entries_at(&mut self, knot: u32) -> Option<&mut Vec<Entry>> {
        self.entries.get_mut((knot as usize).checked_sub(1)?)
    }
}

/// Names such as "Lord's Resistance Army" hold a possessive themselves.
fn allows_possessive(entries: &[Entry]) -> bool {
    entries.iter().any(|it| it.letters.contains('\''))
}

/// Returns the items of the names that a text is written as, names before descriptions.
fn fitting(entries: &[Entry], slice: &str) -> Option<(Vec<usize>, bool)> {
    let fits: Vec<&Entry> = entries.iter().filter(|it| it.fits(slice)).collect();
    let is_description = fits.iter().all(|it| it.is_description);
    let (proper, described) =
        (fits.iter().filter(|it| !it.is_description), fits.iter().filter(|it| it.is_description));
    let mut items: Vec<usize> = Vec::new();
    for entry in proper.chain(described) {
        if !items.contains(&entry.item) {
            items.push(entry.item);
        }
    }
    (!items.is_empty()).then_some((items, is_description))
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
