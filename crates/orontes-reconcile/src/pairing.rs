//! Turns the keys of reports into counts of how many keys every two related reports share, one report at a time.

use std::collections::{BTreeMap, BTreeSet};

/// Two reports, the lesser number first.
pub(crate) type Pair = (u32, u32);

/// An inverted index that keeps, for each pair of reports that meet under some key, how often they meet.
///
/// The counts are a function of the set of reports: neither the order of arrival nor how reports were handed
/// over shows. Adding a report costs a look-up for each of its keys and a step for each report it meets there.
pub(crate) struct Pairing {
    /// Reports under one key, up to which every two of them meet.
    in_full: usize,
    /// Beyond that: each meets its neighbours in one fixed order, or nobody does.
    is_chained: bool,
    /// Key, order in two halves, report.
    postings: BTreeSet<[u32; 4]>,
    counts: BTreeMap<Pair, u32>,
}

impl Pairing {
    /// Returns an empty index in which every two reports under a key meet while there are at most `in_full`.
    /// Beyond, a chained index lets each meet its neighbours: copies of copies are one story.
    pub(crate) fn new(in_full: usize, is_chained: bool) -> Pairing {
        Pairing { in_full, is_chained, postings: BTreeSet::new(), counts: BTreeMap::new() }
    }

    /// How many keys two reports meet under.
    pub(crate) fn count(&self, pair: Pair) -> u32 {
        self.counts.get(&pair).copied().unwrap_or(0)
    }

    /// Adds a report with its distinct keys; `order` is its place among all reports that may ever come.
    /// Pairs whose count changes are added to `changed`.
    pub(crate) fn insert(&mut self, report: u32, order: u64, keys: &[u32], changed: &mut BTreeSet<Pair>) {
        for &key in keys {
            let posting = [key, (order >> 32) as u32, order as u32, report];
            let there: Vec<[u32; 4]> = self.under(key).take(self.in_full + 1).collect();
            if there.len() < self.in_full {
                there.iter().for_each(|it| self.meet(it[3], report, changed));
            } else if there.len() == self.in_full {
                self.overflow(&there, posting, changed);
            } else if self.is_chained {
                self.squeeze_in(posting, changed);
            } else {
                // One too many is enough to tell that nobody meets here.
                continue;
            }
            self.postings.insert(posting);
        }
    }

    fn under(&self, key: u32) -> impl Iterator<Item = [u32; 4]> + '_ {
        self.postings.range([key, 0, 0, 0]..=[key, u32::MAX, u32::MAX, u32::MAX]).copied()
    }

    /// The first report too many: those that met in full part again, and meet their neighbours where chained.
    fn overflow(&mut self, there: &[[u32; 4]], posting: [u32; 4], changed: &mut BTreeSet<Pair>) {
        for (at, one) in there.iter().enumerate() {
            there[at + 1..].iter().for_each(|other| self.part(one[3], other[3], changed));
        }
        if self.is_chained {
            let mut chain = there.to_vec();
            chain.push(posting);
            chain.sort_unstable();
            chain.windows(2).for_each(|it| self.meet(it[0][3], it[1][3], changed));
        }
    }

    fn squeeze_in(&mut self, posting: [u32; 4], changed: &mut BTreeSet<Pair>) {
        let key = posting[0];
        let before = self.postings.range(..posting).next_back().copied().filter(|it| it[0] == key);
        let after = self.postings.range(posting..).next().copied().filter(|it| it[0] == key);
        if let (Some(before), Some(after)) = (before, after) {
            self.part(before[3], after[3], changed);
        }
        for neighbour in [before, after].into_iter().flatten() {
            self.meet(neighbour[3], posting[3], changed);
        }
    }

    fn meet(&mut self, one: u32, other: u32, changed: &mut BTreeSet<Pair>) {
        if one != other {
            let pair = (one.min(other), one.max(other));
            *self.counts.entry(pair).or_default() += 1;
            changed.insert(pair);
        }
    }

    fn part(&mut self, one: u32, other: u32, changed: &mut BTreeSet<Pair>) {
        let pair = (one.min(other), one.max(other));
        if let Some(count) = self.counts.get_mut(&pair) {
            *count -= 1;
            changed.insert(pair);
            if *count == 0 {
                self.counts.remove(&pair);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(in_full: usize, is_chained: bool, reports: &[u32]) -> BTreeMap<Pair, u32> {
        let mut pairing = Pairing::new(in_full, is_chained);
        for &it in reports {
            let keys: Vec<u32> = (0..5).filter(|key| it % (key + 1) == 0).collect();
            pairing.insert(
                it,
                u64::from(it).wrapping_mul(0x9e37_79b9_7f4a_7c15),
                &keys,
                &mut BTreeSet::new(),
            );
        }
        pairing.counts
    }

    #[test]
    fn counts_do_not_depend_on_the_order_of_arrival() {
        for (in_full, is_chained) in [(3, true), (3, false), (40, true)] {
            let forth: Vec<u32> = (0..20).collect();
            let back: Vec<u32> = (0..20).rev().collect();
            let mixed: Vec<u32> = (0..20).map(|it| it * 7 % 20).collect();
            let expected = counts(in_full, is_chained, &forth);
            assert!(is_chained == expected.contains_key(&(0, 12)) || !expected.is_empty());
            assert_eq!(expected, counts(in_full, is_chained, &back));
            assert_eq!(expected, counts(in_full, is_chained, &mixed));
        }
    }

    #[test]
    fn a_key_that_all_bear_pairs_nobody_unless_it_chains_them() {
        let mut dropped = Pairing::new(2, false);
        let mut chained = Pairing::new(2, true);
        for it in 0..5 {
            dropped.insert(it, u64::from(it), &[7], &mut BTreeSet::new());
            chained.insert(it, u64::from(it), &[7], &mut BTreeSet::new());
        }
        assert_eq!(dropped.counts.len(), 0);
        assert_eq!(chained.counts.keys().copied().collect::<Vec<_>>(), [(0, 1), (1, 2), (2, 3), (3, 4)]);
    }
}
