//! Turns the keys of reports into counts of how many keys every two related reports share, one report at a time.

use std::collections::{BTreeMap, BTreeSet};

/// Two reports, the lesser number first.
pub(crate) type Pair = (u32, u32);

/// Key, order in two halves, report.
type Posting = [u32; 4];

/// An inverted index that keeps, for each pair of reports that meet under some key, how often they meet.
///
/// The counts are a function of the set of reports: neither the order of arrival nor how reports were handed
/// over shows. Adding a report costs a look-up for each of its keys and a step for each report it meets there; adding
/// all at once costs a sort of the keys and of the meetings.
pub(crate) struct Pairing {
    /// Reports under one key, up to which every two of them meet.
    in_full: usize,
    /// Beyond that: each meets its neighbours in one fixed order, or nobody does.
    is_chained: bool,
    /// What came at once, sorted.
    first: Vec<Posting>,
    first_counts: Vec<(Pair, u32)>,
    /// What came one by one.
    later: BTreeSet<Posting>,
    /// Counts that are not, or no longer, those of what came at once.
    later_counts: BTreeMap<Pair, u32>,
}

/// A report with its distinct keys and its place among all reports that may ever come.
pub(crate) struct Keyed {
    pub(crate) report: u32,
    pub(crate) order: u64,
    pub(crate) keys: Vec<u32>,
}

impl Keyed {
    fn postings(&self) -> impl Iterator<Item = Posting> + '_ {
        self.keys.iter().map(|key| [*key, (self.order >> 32) as u32, self.order as u32, self.report])
    }
}

impl Pairing {
    /// Returns an empty index in which every two reports under a key meet while there are at most `in_full`.
    /// Beyond, a chained index lets each meet its neighbours: copies of copies are one story.
    pub(crate) fn new(in_full: usize, is_chained: bool) -> Pairing {
        let (first, first_counts) = (Vec::new(), Vec::new());
        Pairing {
            in_full,
            is_chained,
            first,
            first_counts,
            later: BTreeSet::new(),
            later_counts: BTreeMap::new(),
        }
    }

    /// How many keys two reports meet under.
    pub(crate) fn count(&self, pair: Pair) -> u32 {
        let first = || self.first_counts.binary_search_by_key(&pair, |it| it.0).ok();
        let later = self.later_counts.get(&pair).copied();
        later.or_else(|| first().map(|at| self.first_counts[at].1)).unwrap_or(0)
    }

    /// Adds reports. Pairs whose count changes are added to `changed`, and may stand there several times; of reports
    /// that come first, pairs that meet less than `least` times are left out.
    pub(crate) fn add(&mut self, reports: &[Keyed], least: u32, changed: &mut Vec<Pair>) {
        if self.first.is_empty() && self.later.is_empty() {
            return self.add_first(reports, least, changed);
        }
        for it in reports {
            it.postings().for_each(|posting| self.insert(posting, changed));
        }
    }

    fn add_first(&mut self, reports: &[Keyed], least: u32, changed: &mut Vec<Pair>) {
        self.first = reports.iter().flat_map(Keyed::postings).collect();
        self.first.sort_unstable();
        let mut met: Vec<Pair> = Vec::new();
        let mut meet = |one: &Posting, other: &Posting| {
            if one[3] != other[3] {
                met.push((one[3].min(other[3]), one[3].max(other[3])));
            }
        };
        for there in self.first.chunk_by(|one, other| one[0] == other[0]) {
            if there.len() <= self.in_full {
                let pairs = (0..there.len()).flat_map(|at| there[at + 1..].iter().map(move |it| (at, it)));
                pairs.for_each(|(at, other)| meet(&there[at], other));
            } else if self.is_chained {
                there.windows(2).for_each(|it| meet(&it[0], &it[1]));
            }
        }
        met.sort_unstable();
        self.first_counts =
            met.chunk_by(|one, other| one == other).map(|it| (it[0], it.len() as u32)).collect();
        changed.extend(self.first_counts.iter().filter(|it| it.1 >= least).map(|it| it.0));
    }

    fn insert(&mut self, posting: Posting, changed: &mut Vec<Pair>) {
        let there: Vec<Posting> = self.under(posting[0]).take(self.in_full + 1).collect();
        let report = posting[3];
        if there.len() < self.in_full {
            there.iter().for_each(|it| self.meet(it[3], report, changed));
        } else if there.len() == self.in_full {
            self.overflow(&there, posting, changed);
        } else if self.is_chained {
            self.squeeze_in(posting, changed);
        } else {
            // One too many is enough to tell that nobody meets here.
            return;
        }
        self.later.insert(posting);
    }

    /// The postings of a key, those that came at once before the others: whoever needs their order sorts them.
    fn under(&self, key: u32) -> impl Iterator<Item = Posting> + '_ {
        let start = self.first.partition_point(|it| it[0] < key);
        let first = self.first[start..].iter().take_while(move |it| it[0] == key);
        let later = self.later.range([key, 0, 0, 0]..=[key, u32::MAX, u32::MAX, u32::MAX]);
        first.chain(later).copied()
    }

    /// The first report too many: those that met in full part again, and meet their neighbours where chained.
    fn overflow(&mut self, there: &[Posting], posting: Posting, changed: &mut Vec<Pair>) {
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

    fn squeeze_in(&mut self, posting: Posting, changed: &mut Vec<Pair>) {
        let key = posting[0];
        let at = self.first.partition_point(|it| *it < posting);
        let first = at.checked_sub(1).and_then(|it| self.first.get(it)).copied();
        let before = first.max(self.later.range(..posting).next_back().copied());
        let before = before.filter(|it| it[0] == key);
        let after = self.first.get(at).into_iter().chain(self.later.range(posting..).next()).min();
        let after = after.copied().filter(|it| it[0] == key);
        if let (Some(before), Some(after)) = (before, after) {
            self.part(before[3], after[3], changed);
        }
        for neighbour in [before, after].into_iter().flatten() {
            self.meet(neighbour[3], posting[3], changed);
        }
    }

    fn meet(&mut self, one: u32, other: u32, changed: &mut Vec<Pair>) {
        if one != other {
            self.recount((one.min(other), one.max(other)), 1, changed);
        }
    }

    fn part(&mut self, one: u32, other: u32, changed: &mut Vec<Pair>) {
        self.recount((one.min(other), one.max(other)), -1, changed);
    }

    fn recount(&mut self, pair: Pair, by: i32, changed: &mut Vec<Pair>) {
        let count = self.count(pair).saturating_add_signed(by);
        // Nothing is kept of a pair that does not meet, unless it hides what came at once.
        match count > 0 || self.first_counts.binary_search_by_key(&pair, |it| it.0).is_ok() {
            true => _ = self.later_counts.insert(pair, count),
            false => _ = self.later_counts.remove(&pair),
        }
        changed.push(pair);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyed(report: u32) -> Keyed {
        let order = u64::from(report).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Keyed { report, order, keys: (0..5).filter(|key| report.is_multiple_of(key + 1)).collect() }
    }

    /// What the pairs of twenty reports count that come in this order, so many of them at once.
    fn counts(in_full: usize, is_chained: bool, reports: &[u32], at_once: usize) -> BTreeMap<Pair, u32> {
        let mut pairing = Pairing::new(in_full, is_chained);
        let keyed: Vec<Keyed> = reports.iter().map(|it| keyed(*it)).collect();
        let (first, later) = keyed.split_at(at_once);
        let mut changed = Vec::new();
        pairing.add(first, 1, &mut changed);
        later.iter().for_each(|it| pairing.add(std::slice::from_ref(it), 1, &mut changed));
        let pairs = (0..20).flat_map(|one| (one + 1..20).map(move |other| (one, other)));
        let found: BTreeMap<Pair, u32> =
            pairs.map(|it| (it, pairing.count(it))).filter(|it| it.1 > 0).collect();
        assert!(found.keys().all(|it| changed.contains(it)));
        found
    }

    #[test]
    fn counts_do_not_depend_on_the_order_of_arrival_nor_on_what_came_at_once() {
        for (in_full, is_chained) in [(3, true), (3, false), (40, true)] {
            let forth: Vec<u32> = (0..20).collect();
            let back: Vec<u32> = (0..20).rev().collect();
            let mixed: Vec<u32> = (0..20).map(|it| it * 7 % 20).collect();
            let expected = counts(in_full, is_chained, &forth, 0);
            assert!(is_chained == expected.contains_key(&(0, 12)) || !expected.is_empty());
            for reports in [forth, back, mixed] {
                for at_once in [0, 1, 2, 5, 13, 20] {
                    assert_eq!(expected, counts(in_full, is_chained, &reports, at_once), "{at_once}");
                }
            }
        }
    }

    #[test]
    fn a_key_that_all_bear_pairs_nobody_unless_it_chains_them() {
        let all: Vec<Keyed> =
            (0..5).map(|it| Keyed { report: it, order: u64::from(it), keys: vec![7] }).collect();
        for at_once in [0, 2, 5] {
            let mut dropped = Pairing::new(2, false);
            let mut chained = Pairing::new(2, true);
            for pairing in [&mut dropped, &mut chained] {
                pairing.add(&all[..at_once], 1, &mut Vec::new());
                all[at_once..]
                    .iter()
                    .for_each(|it| pairing.add(std::slice::from_ref(it), 1, &mut Vec::new()));
            }
            let pairs = (0..5).flat_map(|one| (one + 1..5).map(move |other| (one, other)));
            assert_eq!(pairs.clone().filter(|it| dropped.count(*it) > 0).count(), 0);
            let met: Vec<Pair> = pairs.filter(|it| chained.count(*it) > 0).collect();
            assert_eq!(met, [(0, 1), (1, 2), (2, 3), (3, 4)]);
        }
    }
}
