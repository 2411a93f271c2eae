//! Knows places by identifier and by name, in whatever spelling.

use crate::demonym::Demonyms;
use crate::find::Finder;
use crate::fold::fold;
use crate::skeleton::{same_joints, skeleton};
use orontes_model::{Place, PlaceKind};
use std::collections::BTreeMap;

/// Places with their names, ready to be looked up.
pub struct Gazetteer {
    pub(crate) places: Vec<Place>,
    pub(crate) by_id: BTreeMap<String, u32>,
    /// Every name as it is written in the tables.
    pub(crate) names: Vec<Name>,
    /// Folded form and place, sorted, without doubles.
    pub(crate) folded: Vec<(String, u32)>,
    /// Skeleton and index into `names`, sorted.
    pub(crate) bones: Vec<(String, u32)>,
    /// Index into `names` of each Latin name, sorted by first letter of the folded form.
    pub(crate) by_initial: Vec<(char, u32)>,
    pub(crate) demonyms: Demonyms,
    pub(crate) finder: Finder,
}

/// One name of one place.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) written: String,
    pub(crate) folded: String,
    pub(crate) place: u32,
}

/// How a name was recognised, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The same name but for case, accents, apostrophes and the form of the article.
    Exact,
    /// The same name with its article left out or put in.
    Article,
    /// The same consonants: another romanisation.
    Skeleton,
    /// This many letters differ.
    Fuzzy(u8),
}

/// A place that a name may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit<'a> {
    /// The place.
    pub place: &'a Place,
    /// How the name was recognised.
    pub how: How,
    /// The name in the tables that was recognised.
    pub name: &'a str,
    /// How alike the two spellings are, 0 to 1.
    pub likeness: f64,
}

/// Shortest name that may differ by one letter, and by two. One letter in five is another town more often
/// than a slip: among 10,658 places of Syria 4 in 10 names of five letters have another at distance one.
const FUZZY_FROM: [usize; 2] = [6, 9];

/// Least likeness of two spellings of one skeleton, and of one of three consonants only. Below, the shared
/// consonants are chance: "Hamas" and "Humus" (Homs in Turkish) stand at 0.6.
const LEAST_LIKENESS: [f64; 2] = [0.4, 0.7];

impl Gazetteer {
    /// Every place, in the order of the tables.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Returns the place with this identifier.
    pub fn by_id(&self, id: &str) -> Option<&Place> {
        self.by_id.get(id).map(|&idx| &self.places[idx as usize])
    }

    /// Returns the places of exactly this name but for case, accents, apostrophes and the form of the article,
    /// in any script; in the order of the tables.
    pub fn by_name(&self, name: &str) -> Vec<&Place> {
        self.exactly(&fold(name)).map(|idx| &self.places[idx as usize]).collect()
    }

    /// Every name of the place, as the tables write it, the printed one first.
    pub fn names_of(&self, id: &str) -> Vec<&str> {
        let Some(&wanted) = self.by_id.get(id) else { return Vec::new() };
        self.names.iter().filter(|it| it.place == wanted).map(|it| it.written.as_str()).collect()
    }

    /// Returns what a name may mean: exact names, or else names with or without their article, or else other
    /// romanisations, or else names a few letters off. Never a mixture, so that a sure name is not watered down.
    pub fn lookup(&self, name: &str) -> Vec<Hit<'_>> {
        let folded = fold(name);
        let exact = self.hits(self.exactly(&folded), How::Exact, name);
        if !exact.is_empty() || folded.is_empty() {
            return exact;
        }
        let other = match folded.strip_prefix("al ") {
            Some(bare) => bare.to_owned(),
            None => format!("al {folded}"),
        };
        let article = self.hits(self.exactly(&other), How::Article, name);
        if !article.is_empty() {
            return article;
        }
        let skeletal = self.same_skeleton(name, &folded);
        if skeletal.is_empty() { self.fuzzy(&folded) } else { skeletal }
    }

    pub(crate) fn exactly<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = u32> + 'a {
        let from = self.folded.partition_point(|it| it.0.as_str() < folded);
        self.folded[from..].iter().take_while(move |it| it.0 == folded).map(|it| it.1)
    }

    fn hits<'a>(&'a self, places: impl Iterator<Item = u32>, how: How, name: &str) -> Vec<Hit<'a>> {
        places
            .map(|idx| {
                let place = &self.places[idx as usize];
                let likeness = if place.name == name { 1.0 } else { 0.95 };
                Hit { place, how, name: &place.name, likeness }
            })
            .collect()
    }

    fn same_skeleton(&self, name: &str, folded: &str) -> Vec<Hit<'_>> {
        let Some(bones) = skeleton(name) else { return Vec::new() };
        let short = bones.chars().count() == 3;
        let from = self.bones.partition_point(|it| it.0 < bones);
        let alike = self.bones[from..].iter().take_while(|it| it.0 == bones).filter_map(|it| {
            let known = &self.names[it.1 as usize];
            let comparable = known.folded.is_ascii() == folded.is_ascii();
            // Letters of another script write no vowels to compare.
            if short && !(comparable && same_joints(&known.folded, folded)) {
                return None;
            }
            let likeness = if comparable {
                strsim::normalized_damerau_levenshtein(bare(&known.folded), bare(folded))
            } else {
                0.6
            };
            (likeness >= LEAST_LIKENESS[usize::from(short)]).then_some((known, How::Skeleton, likeness))
        });
        self.best_per_place(alike)
    }

    fn fuzzy(&self, folded: &str) -> Vec<Hit<'_>> {
        let (Some(initial), len) = (folded.chars().next(), folded.chars().count()) else { return Vec::new() };
        let allowed = FUZZY_FROM.iter().filter(|&&from| len >= from).count();
        if allowed == 0 || !folded.is_ascii() {
            return Vec::new();
        }
        let from = self.by_initial.partition_point(|it| it.0 < initial);
        let near = self.by_initial[from..].iter().take_while(|it| it.0 == initial).filter_map(|it| {
            let known = &self.names[it.1 as usize];
            if known.folded.len().abs_diff(folded.len()) > allowed {
                return None;
            }
            let off = strsim::osa_distance(&known.folded, folded);
            (off <= allowed).then(|| (known, How::Fuzzy(off as u8), 1.0 - off as f64 / len as f64))
        });
        self.best_per_place(near)
    }

    /// Keeps the most alike name of each place; most alike place first.
    fn best_per_place<'a>(&'a self, found: impl Iterator<Item = (&'a Name, How, f64)>) -> Vec<Hit<'a>> {
        let mut best: BTreeMap<u32, (&Name, How, f64)> = BTreeMap::new();
        for hit in found {
            let kept = best.entry(hit.0.place).or_insert(hit);
            if hit.2 > kept.2 {
                *kept = hit;
            }
        }
        let mut hits: Vec<Hit<'_>> = best
            .into_values()
            .map(|(name, how, likeness)| Hit {
                place: &self.places[name.place as usize],
                how,
                name: &name.written,
                likeness,
            })
            .collect();
        hits.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        hits
    }

    /// Returns the country whose people or whose adjective a word is ("Syrian", "Turks"), ISO 3166-1 alpha-3.
    pub fn nationality(&self, word: &str) -> Option<&str> {
        self.demonyms.nationality(word)
    }

    /// Every folded word of a nationality with its country, sorted: "north korean" is two words, so readers of
    /// running text need the list.
    pub fn nationality_words(&self) -> impl Iterator<Item = (&str, &str)> {
        self.demonyms.nationality_words()
    }

    /// Returns the country for whose government a name stands ("Kremlin", "White House"; a capital stands for
    /// its government too), ISO 3166-1 alpha-3.
    pub fn government(&self, name: &str) -> Option<&str> {
        self.demonyms.government(name)
    }

    /// Returns the entry of a country.
    pub fn country(&self, iso3: &str) -> Option<&Place> {
        self.demonyms
            .country_id(iso3)
            .and_then(|id| self.by_id(id))
            .filter(|it| it.kind == PlaceKind::Country)
    }
}

/// Returns a folded name without its article.
fn bare(folded: &str) -> &str {
    folded.strip_prefix("al ").unwrap_or(folded)
}
