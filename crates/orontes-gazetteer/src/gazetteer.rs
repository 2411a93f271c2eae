//! Knows places by identifier and by name, in whatever spelling.

use crate::demonym::Demonyms;
use crate::find::Finder;
use crate::fold::fold;
use crate::pack::{About, Pack};
use crate::shelf::{Address, Shelf};
use crate::skeleton::{SHORT, key_of, same_joints};
use orontes_model::{Place, PlaceKind};
use std::collections::BTreeMap;

/// Places with their names, ready to be looked up.
pub struct Gazetteer {
    pub(crate) places: Vec<Place>,
    pub(crate) by_id: BTreeMap<String, u32>,
    /// Every name as it is written in the tables.
    pub(crate) names: Vec<Name>,
    /// Index into `names`, sorted by folded form and place.
    pub(crate) by_fold: Vec<u32>,
    /// Skeleton and index into `names`, sorted.
    pub(crate) bones: Vec<(String, u32)>,
    /// Each Latin name, sorted by first letter of the folded form.
    pub(crate) by_initial: Vec<Initial>,
    pub(crate) demonyms: Demonyms,
    pub(crate) finder: Finder,
    /// Packs laid beside the tables, asked in this order.
    pub(crate) shelves: Vec<Shelf>,
}

/// One name of one place.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) written: String,
    pub(crate) folded: String,
    pub(crate) place: u32,
}

/// A Latin name as it is looked through for slips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Initial {
    pub(crate) letter: char,
    /// Index into the names.
    pub(crate) name: u32,
    pub(crate) letters: Letters,
}

/// How many letters a folded name has, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Letters {
    len: u32,
    /// A bit for each letter that occurs.
    which: u64,
}

impl Letters {
    pub(crate) fn of(folded: &str) -> Letters {
        let which = folded.bytes().fold(0, |it, byte| it | 1 << (byte % 64));
        Letters { len: folded.len() as u32, which }
    }

    /// Says whether two names may be so many slips apart: each changes the length by one at most, and takes one letter
    /// for another at most. It spares the comparing of nearly all names.
    fn may_be_within(self, other: Letters, n_slips: usize) -> bool {
        let n_other = (self.which ^ other.which).count_ones() as usize;
        self.len.abs_diff(other.len) as usize <= n_slips && n_other <= 2 * n_slips
    }
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
    /// Says that it is from a pack of the whole world, where every name is a hamlet's somewhere.
    pub worldwide: bool,
}

/// Shortest name that may differ by one letter, and by two. One letter in five is another town more often
/// than a slip: among 10,658 places of Syria 4 in 10 names of five letters have another at distance one.
const FUZZY_FROM: [usize; 2] = [6, 9];

/// Least likeness of two spellings of one skeleton, and of one of three consonants only. Below, the shared
/// consonants are chance: "Hamas" and "Humus" (Homs in Turkish) stand at 0.6.
const LEAST_LIKENESS: [f64; 2] = [0.4, 0.7];

/// Likeness of names that are the same once folded, but not letter by letter; and of a name to one in another
/// script, whose vowels are not written.
const FOLDED_LIKENESS: f64 = 0.95;
const OTHER_SCRIPT: f64 = 0.6;
/// Names of a pack whose first half is looked through for a slip in the second.
const MOST_OPENINGS: usize = 4096;

impl Gazetteer {
    /// Lays a pack beside the tables and the packs before it. A place that those have too stays theirs.
    pub fn with_pack(mut self, pack: Pack) -> Gazetteer {
        self.shelves.push(Shelf::new(pack));
        self
    }

    /// Every place of the tables, in their order. Places of packs are too many to list.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// What the packs say of themselves, in their order: source, licence, attribution.
    pub fn packs(&self) -> impl Iterator<Item = &About> {
        self.shelves.iter().map(|it| it.pack.about())
    }

    /// Returns the pack, by its number among [`Gazetteer::packs`], that a place is from; nothing for a place of the tables.
    pub fn pack_of(&self, id: &str) -> Option<usize> {
        if self.by_id.contains_key(id) {
            return None;
        }
        self.shelves.iter().position(|it| it.pack.by_id(id).is_some())
    }

    /// Says whether a pack of one theatre has a place of exactly this name. One of the whole world has every name.
    pub fn is_in_a_pack(&self, name: &str) -> bool {
        let folded = if self.shelves.is_empty() { String::new() } else { fold(name) };
        let mut near = self.shelves.iter().filter(|it| !it.worldwide);
        !folded.is_empty() && near.any(|it| !it.pack.exactly(&folded).is_empty())
    }

    /// Returns the place with this identifier.
    pub fn by_id(&self, id: &str) -> Option<&Place> {
        if let Some(&idx) = self.by_id.get(id) {
            return self.places.get(idx as usize);
        }
        let mut packs = self.shelves.iter().enumerate();
        packs.find_map(|(shelf, it)| self.at(Address::Shelf(shelf, it.pack.by_id(id)?)))
    }

    /// Returns the places of exactly this name but for case, accents, apostrophes and the form of the article,
    /// in any script; in the order of the tables.
    pub fn by_name(&self, name: &str) -> Vec<&Place> {
        self.exact_hits(&fold(name), How::Exact, name).into_iter().map(|it| it.place).collect()
    }

    /// Every name of the place, as the tables write it, the printed one first.
    pub fn names_of(&self, id: &str) -> Vec<&str> {
        if let Some(&wanted) = self.by_id.get(id) {
            return self.names.iter().filter(|it| it.place == wanted).map(|it| it.written.as_str()).collect();
        }
        let mut own = self.shelves.iter().enumerate().filter_map(|it| Some((it.0, it.1.pack.by_id(id)?)));
        let (shelf, number) = own.next().unzip();
        let names = shelf.zip(number).map_or(&[][..], |it| self.names_on(it.0, it.1));
        names.iter().map(String::as_str).collect()
    }

    /// Returns what a name may mean: exact names, or else names with or without their article, or else other
    /// romanisations, or else names a few letters off. Never a mixture, so that a sure name is not watered down.
    pub fn lookup(&self, name: &str) -> Vec<Hit<'_>> {
        let folded = fold(name);
        let exact = self.exact_hits(&folded, How::Exact, name);
        if !exact.is_empty() || folded.is_empty() {
            return exact;
        }
        let other = match folded.strip_prefix("al ") {
            Some(bare) => bare.to_owned(),
            None => format!("al {folded}"),
        };
        let article = self.exact_hits(&other, How::Article, name);
        if !article.is_empty() {
            return article;
        }
        let skeletal = self.same_skeleton(&folded);
        if skeletal.is_empty() { self.fuzzy(&folded) } else { skeletal }
    }

    /// Returns ISO alpha-3 of a country's code of two letters or three.
    pub(crate) fn iso3<'a>(&'a self, code: &'a str) -> &'a str {
        let country = self.by_id.get(&code.to_lowercase()).map(|&it| &self.places[it as usize]);
        country.filter(|it| it.kind == PlaceKind::Country).map_or(code, |it| it.country.as_str())
    }

    pub(crate) fn exactly<'a, 'n>(&'a self, folded: &'n str) -> impl Iterator<Item = u32> + use<'a, 'n> {
        let name = |it: &u32| &self.names[*it as usize];
        let from = self.by_fold.partition_point(|it| name(it).folded.as_str() < folded);
        self.by_fold[from..].iter().map(name).take_while(move |it| it.folded == folded).map(|it| it.place)
    }

    fn exact_hits<'a>(&'a self, folded: &str, how: How, name: &str) -> Vec<Hit<'a>> {
        let hit = |place: &'a Place, worldwide| {
            let likeness = if place.name == name { 1.0 } else { FOLDED_LIKENESS };
            Hit { place, how, name: &place.name, likeness, worldwide }
        };
        let own = self.exactly(folded);
        let mut hits: Vec<Hit<'a>> = own.map(|it| hit(&self.places[it as usize], false)).collect();
        for (idx, shelf) in self.shelves.iter().enumerate() {
            for (place, _) in shelf.pack.exactly(folded).into_iter().filter_map(|it| self.named(idx, it)) {
                // A name may stand for one place twice: its own and that of its twin.
                if !hits.iter().any(|it| std::ptr::eq(it.place, place)) {
                    hits.push(hit(place, shelf.worldwide));
                }
            }
        }
        hits
    }

    fn same_skeleton(&self, folded: &str) -> Vec<Hit<'_>> {
        let Some(bones) = key_of(folded) else { return Vec::new() };
        // The key of a short name holds its vowels: they need not be compared again.
        let (lettered, short) = (bones.starts_with(SHORT), bones.chars().count() == 3);
        // How alike a known name of the same consonants is; nothing where it is another name.
        let likeness = |known: &str| {
            let comparable = known.is_ascii() == folded.is_ascii();
            // Letters of another script write no vowels to compare.
            if short && !lettered && !(comparable && same_joints(known, folded)) {
                return None;
            }
            let likeness = match comparable {
                true => strsim::normalized_damerau_levenshtein(bare(known), bare(folded)),
                false => OTHER_SCRIPT,
            };
            Some(likeness).filter(|it| lettered || *it >= LEAST_LIKENESS[usize::from(short)])
        };
        let mut hits = Vec::new();
        let from = self.bones.partition_point(|it| it.0 < bones);
        for (_, name) in self.bones[from..].iter().take_while(|it| it.0 == bones) {
            let known = &self.names[*name as usize];
            hits.extend(likeness(&known.folded).map(|it| self.hit(known, How::Skeleton, it)));
        }
        for (idx, shelf) in self.shelves.iter().enumerate() {
            for name in shelf.pack.of_bones(&bones) {
                let likeness = shelf.pack.name(name).and_then(|it| likeness(&fold(&it)));
                hits.extend(likeness.and_then(|it| self.shelf_hit(idx, name, How::Skeleton, it)));
            }
        }
        best_per_place(hits)
    }

    fn fuzzy(&self, folded: &str) -> Vec<Hit<'_>> {
        let (Some(initial), len) = (folded.chars().next(), folded.chars().count()) else { return Vec::new() };
        let allowed = FUZZY_FROM.iter().filter(|&&from| len >= from).count();
        if allowed == 0 || !folded.is_ascii() {
            return Vec::new();
        }
        let letters = Letters::of(folded);
        let likeness = |known: &str| {
            if !letters.may_be_within(Letters::of(known), allowed) {
                return None;
            }
            let off = strsim::osa_distance(known, folded);
            (off <= allowed).then(|| (How::Fuzzy(off as u8), 1.0 - off as f64 / len as f64))
        };
        let mut hits = Vec::new();
        let from = self.by_initial.partition_point(|it| it.letter < initial);
        let alike = self.by_initial[from..].iter().take_while(|it| it.letter == initial);
        for it in alike.filter(|it| letters.may_be_within(it.letters, allowed)) {
            let known = &self.names[it.name as usize];
            hits.extend(likeness(&known.folded).map(|(how, likeness)| self.hit(known, how, likeness)));
        }
        for (idx, shelf) in self.shelves.iter().enumerate() {
            let (mut near, mut n_seen) = (Vec::new(), 0);
            // Millions of names share a letter: in a pack only those that share the first half are compared.
            shelf.pack.opening_with(&folded[..len.div_ceil(2)], |known, name| {
                near.extend(likeness(known).map(|it| (name, it)));
                n_seen += 1;
                n_seen < MOST_OPENINGS
            });
            hits.extend(
                near.into_iter()
                    .filter_map(|(name, (how, likeness))| self.shelf_hit(idx, name, how, likeness)),
            );
        }
        best_per_place(hits)
    }

    fn hit<'a>(&'a self, known: &'a Name, how: How, likeness: f64) -> Hit<'a> {
        let place = &self.places[known.place as usize];
        Hit { place, how, name: &known.written, likeness, worldwide: false }
    }

    fn shelf_hit(&self, shelf: usize, name: u32, how: How, likeness: f64) -> Option<Hit<'_>> {
        let (place, written) = self.named(shelf, name)?;
        Some(Hit { place, how, name: written, likeness, worldwide: self.shelves[shelf].worldwide })
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

/// Keeps the most alike name of each place; most alike place first, then in the order found.
fn best_per_place(found: Vec<Hit<'_>>) -> Vec<Hit<'_>> {
    let mut best: BTreeMap<&str, (usize, Hit<'_>)> = BTreeMap::new();
    for (order, hit) in found.into_iter().enumerate() {
        match best.get_mut(hit.place.id.as_str()) {
            Some(kept) if hit.likeness > kept.1.likeness => kept.1 = hit,
            Some(_) => {}
            None => {
                best.insert(&hit.place.id, (order, hit));
            }
        }
    }
    let mut hits: Vec<(usize, Hit<'_>)> = best.into_values().collect();
    hits.sort_by(|a, b| b.1.likeness.total_cmp(&a.1.likeness).then(a.0.cmp(&b.0)));
    hits.into_iter().map(|it| it.1).collect()
}

/// Returns a folded name without its article.
fn bare(folded: &str) -> &str {
    folded.strip_prefix("al ").unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_not_compared_is_no_slip(one in "[a-e ]{0,9}", other in "[a-e ]{0,9}") {
            let n_slips = strsim::osa_distance(&one, &other);
            prop_assert!(Letters::of(&one).may_be_within(Letters::of(&other), n_slips));
        }
    }
}
