//! Turns running text into the place names that stand in it: one pass, leftmost, longest.

use crate::fold::{Word, words};
use crate::gazetteer::{Gazetteer, How};
use orontes_model::Span;
use std::collections::BTreeMap;

/// A place name that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameHit {
    /// The name, with its article, without a possessive ending.
    pub span: Span,
    /// Identifiers of the places of this name, in the order of the tables. Never empty.
    pub places: Vec<String>,
    /// How it was recognised.
    pub how: How,
}

/// Names by their folded form. A word of a text opens a name or does not; the words after it narrow the names down.
#[derive(Default)]
pub(crate) struct Finder {
    /// Sorted by name, each once.
    names: Vec<(String, Entry)>,
    openers: Openers,
}

struct Entry {
    places: Vec<u32>,
    how: How,
    /// The exact letters, for names that are nothing but capitals ("US", "DRC").
    capitals: Option<String>,
    shy: Option<Shyness>,
    /// Says that the tables write the last word without a capital ("North Darfur state").
    lower_last: bool,
    /// Says that the pattern is the name with an s whose apostrophe was lost.
    lost_apostrophe: bool,
}

/// Why a name alone does not tell that a place is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shyness {
    /// It is an English word too ("Reading", "Nice").
    Word,
    /// It is a person's name too ("Jordan", "Chad").
    Person,
}

/// Shortest noun that stands for a place without the article its name has: "Hasakah" does, "Bab" does not.
const BARE_FROM: usize = 5;

impl Finder {
    /// Takes `names`, sorted by folded form and place: written form, folded form and index of the place; and `great`
    /// names, those of countries and cities of millions, with an s: texts that lost their apostrophes write "Syrias army".
    pub(crate) fn of<'a>(
        names: impl Iterator<Item = (&'a str, &'a str, u32)>,
        great: &[(&str, u32)],
        shy: &BTreeMap<String, Shyness>,
    ) -> Finder {
        let mut entries: Vec<(String, Entry)> = Vec::new();
        let mut bare: Vec<(&str, u32)> = Vec::new();
        for (written, folded, place) in names {
            let noun = folded.strip_prefix("al ");
            bare.extend(noun.filter(|it| it.chars().count() >= BARE_FROM).map(|it| (it, place)));
            // "occupied West Bank" is for lookups: in running text it would hide the name inside it.
            if !(written.starts_with(char::is_lowercase) && noun.is_none()) {
                add(&mut entries, shy, folded, place, Some(written));
            }
        }
        let mut more: Vec<(String, Entry)> = Vec::new();
        bare.sort_unstable();
        for (noun, place) in bare {
            if !is_in(&entries, noun) && !shy.contains_key(noun) {
                add(&mut more, shy, noun, place, None);
            }
        }
        let mut lost: BTreeMap<String, Entry> = BTreeMap::new();
        for &(folded, place) in great {
            let possessive = format!("{folded}s");
            if !is_in(&entries, &possessive) && !is_in(&more, &possessive) && !shy.contains_key(folded) {
                let entry = || Entry { lost_apostrophe: true, ..Entry::new(How::Exact, place) };
                lost.entry(possessive).or_insert_with(entry);
            }
        }
        entries.extend(lost);
        entries.extend(more);
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let openers = Openers::of(entries.iter().map(|it| first_word(&it.0)));
        Finder { names: entries, openers }
    }

    /// Returns the longest name that opens with the word at `at`, as one past its last word and its entry.
    fn longest_at(&self, words: &[Word], at: usize, key: &mut String) -> Option<(usize, &Entry)> {
        if !self.openers.may_open(&words[at].folded) {
            return None;
        }
        key.clear();
        let mut found = None;
        let mut rest = self.names.as_slice();
        for (idx, word) in words.iter().enumerate().skip(at) {
            if idx > at {
                if !word.joined {
                    break;
                }
                key.push(' ');
            }
            key.push_str(&word.folded);
            rest = &rest[rest.partition_point(|it| it.0.as_str() < key.as_str())..];
            match rest.first() {
                Some((name, entry)) if name == key => {
                    found = Some((idx + 1, entry));
                    rest = &rest[1..];
                }
                Some(_) | None => {}
            }
            // A space sorts before every letter: the longer names follow at once.
            let goes_on = |name: &str| name.strip_prefix(key.as_str()).is_some_and(|it| it.starts_with(' '));
            if !rest.first().is_some_and(|it| goes_on(&it.0)) {
                break;
            }
        }
        found
    }
}

/// Words that open a name, as bits at two places each: most words of a text open none, and are told so by two looks.
#[derive(Default)]
struct Openers {
    bits: Vec<u64>,
}

/// Bits of the table: with some ten thousand names of theatre and world one word in ten passes that opens none.
const N_BITS: u64 = 1 << 16;

impl Openers {
    fn of<'a>(words: impl Iterator<Item = &'a str>) -> Openers {
        let mut bits = vec![0; (N_BITS / 64) as usize];
        for it in words.flat_map(spots) {
            bits[(it / 64) as usize] |= 1 << (it % 64);
        }
        Openers { bits }
    }

    fn may_open(&self, word: &str) -> bool {
        !self.bits.is_empty()
            && spots(word).into_iter().all(|it| self.bits[(it / 64) as usize] >> (it % 64) & 1 == 1)
    }
}

/// Two places of a word in the table: FNV-1a of its bytes, halved.
fn spots(word: &str) -> [u64; 2] {
    let mixed = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |it: u64, byte| (it ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    [mixed % N_BITS, (mixed >> 32) % N_BITS]
}

fn first_word(folded: &str) -> &str {
    folded.split(' ').next().unwrap_or(folded)
}

fn is_in(sorted: &[(String, Entry)], name: &str) -> bool {
    sorted.binary_search_by(|it| it.0.as_str().cmp(name)).is_ok()
}

/// Adds a place to the entry of its name, which is the last one or comes after it. `written` is the name in the tables;
/// without it, the name stands there with its article.
fn add(
    entries: &mut Vec<(String, Entry)>,
    shy: &BTreeMap<String, Shyness>,
    folded: &str,
    place: u32,
    written: Option<&str>,
) {
    if folded.is_empty() || folded.chars().all(|it| it.is_ascii_digit()) {
        return;
    }
    let capitals = written.filter(|it| is_all_capitals(it)).map(|it| it.replace('.', ""));
    let lower_last = written.is_some_and(ends_small);
    if let Some((_, entry)) = entries.last_mut().filter(|it| it.0 == folded) {
        if capitals.is_none() {
            entry.capitals = None;
        }
        entry.lower_last |= lower_last;
        if !entry.places.contains(&place) {
            entry.places.push(place);
        }
        return;
    }
    let noun = folded.strip_prefix("al ").unwrap_or(folded);
    let shy = shy.get(folded).or_else(|| shy.get(noun)).copied();
    let how = if written.is_some() { How::Exact } else { How::Article };
    entries.push((folded.to_owned(), Entry { capitals, shy, lower_last, ..Entry::new(how, place) }));
}

impl Entry {
    fn new(how: How, place: u32) -> Entry {
        let (lower_last, lost_apostrophe) = (false, false);
        Entry { places: vec![place], how, capitals: None, shy: None, lower_last, lost_apostrophe }
    }
}

/// "North Darfur state": the last word has no capital.
fn ends_small(written: &str) -> bool {
    written.rsplit(' ').next().is_some_and(|it| it.starts_with(char::is_lowercase))
}

fn is_all_capitals(name: &str) -> bool {
    name.chars().filter(|it| *it != '.').all(|it| it.is_ascii_uppercase()) && name.len() <= 6
}

impl Gazetteer {
    /// Finds the place names of a text: leftmost, longest, at word boundaries, written as names are. Names that
    /// are words or persons too ("Reading", "Chad") need a word beside them that tells a place. Linear in the
    /// text.
    pub fn find_in(&self, text: &str) -> Vec<NameHit> {
        let words = words(text);
        let mut key = String::new();
        let mut hits = Vec::new();
        let mut next = 0;
        while next < words.len() {
            let Some((end, entry)) = self.finder.longest_at(&words, next, &mut key) else {
                next += 1;
                continue;
            };
            let at = Place { text, words: &words, first: next, last: end - 1 };
            if at.is_written_as_a_name(entry) && at.tells_a_place(entry.shy) {
                let places = entry.places.iter().map(|&it| self.places[it as usize].id.clone()).collect();
                let mut span = at.span();
                span.end -= u32::from(entry.lost_apostrophe);
                // An article that the tables do not have makes another name of it as often as not.
                let how = if at.has_foreign_article() { entry.how.max(How::Article) } else { entry.how };
                hits.push(NameHit { span, places, how });
            }
            next = end;
        }
        hits
    }
}

/// Words `first..=last` of a text, which may be a place name.
struct Place<'a> {
    text: &'a str,
    words: &'a [Word],
    first: usize,
    last: usize,
}

impl Place<'_> {
    fn span(&self) -> Span {
        let article = self.before().filter(|it| it.hyphen && it.folded == "al");
        // "the Netherlands": the small word is the sentence's, "The Hague" keeps its own.
        let first = &self.words[self.first];
        let own = if first.folded == "the" && !self.is_capital(first) {
            &self.words[self.first + 1]
        } else {
            first
        };
        let start = article.map_or(own.start, |it| it.start);
        Span::new(start, self.words[self.last].end)
    }

    fn has_foreign_article(&self) -> bool {
        self.before().is_some_and(|it| it.hyphen && it.folded == "al")
    }

    fn before(&self) -> Option<&Word> {
        self.first.checked_sub(1).map(|idx| &self.words[idx]).filter(|_| self.words[self.first].joined)
    }

    fn after(&self) -> Option<&Word> {
        self.words.get(self.last + 1).filter(|it| it.joined)
    }

    fn letters(&self, word: &Word) -> &str {
        &self.text[word.start..word.end]
    }

    fn is_capital(&self, word: &Word) -> bool {
        !self.letters(word).starts_with(char::is_lowercase)
    }

    /// A name opens and closes with a capital, articles apart; scripts without capitals always pass.
    fn is_written_as_a_name(&self, entry: &Entry) -> bool {
        if let Some(capitals) = &entry.capitals {
            return self.span().of(self.text).replace('.', "") == *capitals;
        }
        let own = &self.words[self.first..=self.last];
        let last = &self.words[self.last];
        let opens = own.iter().find(|it| !matches!(it.folded.as_str(), "al" | "the"));
        opens.is_some_and(|it| self.is_capital(it))
            && (entry.lower_last
                || self.is_capital(last)
                || own.len() > 1 && LAND.contains(&last.folded.as_str()))
    }

    fn tells_a_place(&self, shy: Option<Shyness>) -> bool {
        match shy {
            None => true,
            Some(Shyness::Word) => self.before().is_some_and(|it| {
                PLACING.contains(&it.folded.as_str()) || TAKING.contains(&it.folded.as_str())
            }),
            Some(Shyness::Person) => !self.stands_in_a_person(),
        }
    }

    /// "Michael Jordan", "Jordan Smith", but not "Northern Jordan", "In Jordan", "Jordan's King", "Chad Basin".
    fn stands_in_a_person(&self) -> bool {
        let placing =
            |it: &Word| PLACING.contains(&it.folded.as_str()) || COMPASS.contains(&it.folded.as_str());
        let named_before = self.before().is_some_and(|it| {
            let opens_sentence = !it.joined || ends_sentence(self.text, it.start);
            self.is_capital(it) && !placing(it) && !opens_sentence
        });
        let descends = self.before().is_some_and(|it| DESCENT.contains(&it.folded.as_str()));
        let possessive = self.text[self.words[self.last].end..].starts_with(['\'', '’']);
        let named_after = self.after().is_some_and(|it| {
            (self.is_capital(it) || it.folded == "al") && !possessive && !LAND.contains(&it.folded.as_str())
        });
        descends || named_before || named_after && self.before().is_none_or(|it| !placing(it))
    }
}

fn ends_sentence(text: &str, at: usize) -> bool {
    text[..at].trim_end().ends_with(['.', '!', '?', ':', ';', '"', '”'])
}

/// Words before a place.
const PLACING: [&str; 22] = [
    "in",
    "at",
    "from",
    "near",
    "to",
    "into",
    "of",
    "outside",
    "around",
    "across",
    "toward",
    "towards",
    "via",
    "through",
    "between",
    "inside",
    "within",
    "over",
    "throughout",
    "leaving",
    "entering",
    "neighbouring",
];
/// Verbs whose object in the news is a place.
const TAKING: [&str; 24] = [
    "captured",
    "seized",
    "entered",
    "fled",
    "took",
    "retook",
    "left",
    "reached",
    "struck",
    "bombed",
    "shelled",
    "besieged",
    "controlled",
    "recaptured",
    "retaken",
    "held",
    "overran",
    "encircled",
    "liberated",
    "evacuated",
    "abandoned",
    "surrounded",
    "stormed",
    "bombarded",
];
/// Words inside a person's name.
const DESCENT: [&str; 10] = ["ibn", "bin", "ben", "bint", "abu", "von", "van", "de", "da", "di"];
const COMPASS: [&str; 16] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "northeastern",
    "northwestern",
    "southeastern",
];
/// Words after a name of a place that make a larger name of it; writers spell them with a capital or without.
const LAND: [&str; 30] = [
    "valley",
    "river",
    "basin",
    "province",
    "district",
    "region",
    "county",
    "governorate",
    "border",
    "state",
    "city",
    "lake",
    "oblast",
    "department",
    "camp",
    "crossing",
    "corridor",
    "strip",
    "dam",
    "airport",
    "base",
    "airbase",
    "peninsula",
    "island",
    "sea",
    "prison",
    "square",
    "refinery",
    "countryside",
    "territories",
];
