//! Finds what a word shows, a bond, a ground or a cause, by the word in small letters and what stands with it.

use crate::{Bond, Cause, Ground};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// A table under words that are asked for at every word of a report. Its hash has no seed: the same in every run.
pub(crate) type ByWord<T> = IndexMap<String, T, FxBuildHasher>;

/// What one word shows: the entry of its table, and the words that must stand with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Place of the entry in its table.
    at: usize,
    /// The other words that it needs, from the word outwards.
    pub rest: Vec<String>,
}

/// The bonds, grounds and causes of a book under the words that show them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShownBy {
    bonds: Vec<Bond>,
    grounds: Vec<Ground>,
    causes: Vec<Cause>,
    bond_nouns: ByWord<Vec<Shown>>,
    bond_verbs: ByWord<Vec<Shown>>,
    ground_nouns: ByWord<Vec<Shown>>,
    ground_verbs: ByWord<Vec<Shown>>,
    ground_prepositions: ByWord<usize>,
    ground_adjectives: ByWord<usize>,
    cause_nouns: ByWord<Vec<Shown>>,
    cause_verbs: ByWord<Vec<Shown>>,
    cause_openers: ByWord<usize>,
}

impl ShownBy {
    pub(crate) fn add_bond(&mut self, bond: Bond) {
        let at = self.bonds.len();
        bond.nouns.iter().for_each(|it| under_last(&mut self.bond_nouns, it, at));
        bond.verbs.iter().for_each(|it| under_first(&mut self.bond_verbs, it, at));
        self.bonds.push(bond);
    }

    pub(crate) fn add_ground(&mut self, ground: Ground) {
        let at = self.grounds.len();
        ground.nouns.iter().for_each(|it| under_last(&mut self.ground_nouns, it, at));
        ground.verbs.iter().for_each(|it| under_first(&mut self.ground_verbs, it, at));
        self.ground_prepositions.extend(ground.prepositions.iter().map(|it| (it.clone(), at)));
        self.ground_adjectives.extend(ground.adjectives.iter().map(|it| (it.clone(), at)));
        self.grounds.push(ground);
    }

    pub(crate) fn add_cause(&mut self, cause: Cause) {
        let at = self.causes.len();
        cause.nouns.iter().for_each(|it| under_last(&mut self.cause_nouns, it, at));
        cause.verbs.iter().for_each(|it| under_first(&mut self.cause_verbs, it, at));
        let openers = cause.conjunctions.iter().chain(&cause.prepositions);
        self.cause_openers.extend(openers.map(|it| (it.clone(), at)));
        self.causes.push(cause);
    }

    /// The bonds that a noun shows ("minister").
    pub fn bonds_of_noun(&self, noun: &str) -> impl Iterator<Item = (&Bond, &Shown)> {
        under(&self.bond_nouns, noun).map(|it| (&self.bonds[it.at], it))
    }

    /// The bonds that a verb shows ("back").
    pub fn bonds_of_verb(&self, verb: &str) -> impl Iterator<Item = (&Bond, &Shown)> {
        under(&self.bond_verbs, verb).map(|it| (&self.bonds[it.at], it))
    }

    /// The grounds that a noun shows ("gateway").
    pub fn grounds_of_noun(&self, noun: &str) -> impl Iterator<Item = (&Ground, &Shown)> {
        under(&self.ground_nouns, noun).map(|it| (&self.grounds[it.at], it))
    }

    /// The grounds that a verb shows ("border").
    pub fn grounds_of_verb(&self, verb: &str) -> impl Iterator<Item = (&Ground, &Shown)> {
        under(&self.ground_verbs, verb).map(|it| (&self.grounds[it.at], it))
    }

    /// The ground that a preposition, of one word or several, shows ("en route to").
    pub fn ground_of_preposition(&self, words: &str) -> Option<&Ground> {
        self.ground_prepositions.get(words).map(|it| &self.grounds[*it])
    }

    /// The ground that an adjective or adverb shows ("strategic").
    pub fn ground_of_adjective(&self, word: &str) -> Option<&Ground> {
        self.ground_adjectives.get(word).map(|it| &self.grounds[*it])
    }

    /// The causes that a noun shows ("blow").
    pub fn causes_of_noun(&self, noun: &str) -> impl Iterator<Item = (&Cause, &Shown)> {
        under(&self.cause_nouns, noun).map(|it| (&self.causes[it.at], it))
    }

    /// The causes that a verb shows ("lead").
    pub fn causes_of_verb(&self, verb: &str) -> impl Iterator<Item = (&Cause, &Shown)> {
        under(&self.cause_verbs, verb).map(|it| (&self.causes[it.at], it))
    }

    /// The cause whose clause or phrase a connective opens ("because").
    pub fn cause_of_opener(&self, words: &str) -> Option<&Cause> {
        self.cause_openers.get(words).map(|it| &self.causes[*it])
    }
}

fn under<'a>(table: &'a ByWord<Vec<Shown>>, word: &str) -> std::slice::Iter<'a, Shown> {
    table.get(word).map_or(&[][..], Vec::as_slice).iter()
}

/// A verb stands first, what it needs behind it.
fn under_first(table: &mut ByWord<Vec<Shown>>, words: &str, at: usize) {
    let mut words = words.split(' ').map(str::to_owned);
    let first = words.next().unwrap_or_default();
    table.entry(first).or_default().push(Shown { at, rest: words.collect() });
}

/// A noun stands last, what it needs before it.
fn under_last(table: &mut ByWord<Vec<Shown>>, words: &str, at: usize) {
    let mut words = words.rsplit(' ').map(str::to_owned);
    let last = words.next().unwrap_or_default();
    table.entry(last).or_default().push(Shown { at, rest: words.collect() });
}
