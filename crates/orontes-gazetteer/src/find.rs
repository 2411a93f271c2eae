//! Turns running text into the place names that stand in it: one pass, leftmost, longest.

use crate::fold::{Word, words};
use crate::gazetteer::{Gazetteer, How};
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder, MatchKind};
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

/// Names as an automaton over marked words. Each word is wrapped in its own pair of marks, so a match begins
/// and ends at words and two names side by side share nothing.
#[derive(Default)]
pub(crate) struct Finder {
    automaton: Option<DoubleArrayAhoCorasick<u32>>,
    entries: Vec<Entry>,
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

const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';
const BREAK: char = '\u{3}';

/// Shortest noun that stands for a place without the article its name has: "Hasakah" does, "Bab" does not.
const BARE_FROM: usize = 5;

impl Finder {
    /// Builds the automaton of `names`: written form, folded form and index of the place; and of `great` names,
    /// those of countries and cities of millions, with an s: texts that lost their apostrophes write "Syrias army".
    pub(crate) fn of<'a>(
        names: impl Iterator<Item = (&'a str, &'a str, u32)>,
        great: &[(&str, u32)],
        shy: BTreeMap<String, Shyness>,
    ) -> Finder {
        let mut patterns: BTreeMap<String, Entry> = BTreeMap::new();
        let mut bare: Vec<(String, u32)> = Vec::new();
        for (written, folded, place) in names {
            if let Some(noun) = folded.strip_prefix("al ").filter(|it| it.chars().count() >= BARE_FROM) {
                bare.push((noun.to_owned(), place));
            }
            // "occupied West Bank" is for lookups: in running text it would hide the name inside it.
            if written.starts_with(char::is_lowercase) && !folded.starts_with("al ") {
                continue;
            }
            let capitals = is_all_capitals(written).then(|| written.replace('.', ""));
            add(&mut patterns, &shy, folded, place, How::Exact, capitals);
            let lower_last = written.rsplit(' ').next().is_some_and(|it| it.starts_with(char::is_lowercase));
            if lower_last && let Some(entry) = patterns.get_mut(&marked(folded)) {
                entry.lower_last = true;
            }
        }
        for (noun, place) in bare {
            let known = patterns.get(&marked(&noun)).is_some_and(|it| it.how == How::Exact);
            if !known && !shy.contains_key(&noun) {
                add(&mut patterns, &shy, &noun, place, How::Article, None);
            }
        }
        for &(folded, place) in great {
            let possessive = format!("{folded}s");
            if !patterns.contains_key(&marked(&possessive)) && !shy.contains_key(folded) {
                add(&mut patterns, &shy, &possessive, place, How::Exact, None);
                if let Some(entry) = patterns.get_mut(&marked(&possessive)) {
                    entry.lost_apostrophe = true;
                }
            }
        }
        let builder = DoubleArrayAhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest);
        let keys = patterns.keys().enumerate().map(|(idx, key)| (key.as_str(), idx as u32));
        let automaton = builder.build_with_values(keys).ok();
        Finder { automaton, entries: patterns.into_values().collect() }
    }
}

fn add(
    patterns: &mut BTreeMap<String, Entry>,
    shy: &BTreeMap<String, Shyness>,
    folded: &str,
    place: u32,
    how: How,
    capitals: Option<String>,
) {
    if folded.is_empty() || folded.chars().all(|it| it.is_ascii_digit()) {
        return;
    }
    let noun = folded.strip_prefix("al ").unwrap_or(folded);
    let shy = shy.get(folded).or_else(|| shy.get(noun)).copied();
    let (lower_last, lost_apostrophe) = (false, false);
    let fresh =
        || Entry { places: Vec::new(), how, capitals: capitals.clone(), shy, lower_last, lost_apostrophe };
    let entry = patterns.entry(marked(folded)).or_insert_with(fresh);
    if capitals.is_none() {
        entry.capitals = None;
    }
    if !entry.places.contains(&place) {
        entry.places.push(place);
    }
}

fn marked(folded: &str) -> String {
    let mut marked = String::with_capacity(folded.len() + 8);
    for word in folded.split(' ') {
        marked.push(OPEN);
        marked.push_str(word);
        marked.push(CLOSE);
    }
    marked
}

fn is_all_capitals(name: &str) -> bool {
    name.chars().filter(|it| *it != '.').all(|it| it.is_ascii_uppercase()) && name.len() <= 6
}

impl Gazetteer {
    /// Finds the place names of a text: leftmost, longest, at word boundaries, written as names are. Names that
    /// are words or persons too ("Reading", "Chad") need a word beside them that tells a place. Linear in the
    /// text.
    pub fn find_in(&self, text: &str) -> Vec<NameHit> {
        let Some(automaton) = &self.finder.automaton else { return Vec::new() };
        let words = words(text);
        let (buffer, starts) = marked_text(&words);
        let mut hits = Vec::new();
        for found in automaton.leftmost_find_iter(&buffer) {
            let first = starts.partition_point(|&it| (it as usize) < found.start());
            let last = starts.partition_point(|&it| (it as usize) < found.end()) - 1;
            let entry = &self.finder.entries[found.value() as usize];
            let at = Place { text, words: &words, first, last };
            if at.is_written_as_a_name(entry) && at.tells_a_place(entry.shy) {
                let places = entry.places.iter().map(|&it| self.places[it as usize].id.clone()).collect();
                let mut span = at.span();
                span.end -= u32::from(entry.lost_apostrophe);
                // An article that the tables do not have makes another name of it as often as not.
                let how = if at.has_foreign_article() { entry.how.max(How::Article) } else { entry.how };
                hits.push(NameHit { span, places, how });
            }
        }
        hits
    }
}

/// Returns the words with their marks, and where each begins.
fn marked_text(words: &[Word]) -> (String, Vec<u32>) {
    let mut buffer = String::with_capacity(words.len() * 8);
    let mut starts = Vec::with_capacity(words.len());
    for word in words {
        if !word.joined {
            buffer.push(BREAK);
        }
        starts.push(buffer.len() as u32);
        buffer.push(OPEN);
        buffer.push_str(&word.folded);
        buffer.push(CLOSE);
    }
    (buffer, starts)
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
            let own = self.words.iter().position(|other| other.start == it.start);
            let opens_sentence =
                own.is_none_or(|idx| !self.words[idx].joined || ends_sentence(self.text, it.start));
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
