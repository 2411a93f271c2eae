//! Turns fingerprints into pairs of reports of which one repeats the words of the other.

use crate::fingerprint::Fingerprint;
use crate::pairing::{Keyed, Pairing};

/// Two reports, by position, that share words in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Copy {
    /// The earlier position.
    pub one: usize,
    /// The later position.
    pub other: usize,
    /// Share of the five-word strings of the shorter one that stand in the other, 0 to 1.
    pub containment: f64,
}

/// From this share on, the shorter text is a copy: the reference of the issue, and where the pairs of
/// FA-KES thin out between the reports of one event (below 0.2) and copies (above 0.6), 2026-11.
pub const COPIED: f64 = 0.5;
/// Reports that bear one string, up to which every two of them are compared; beyond, each is compared
/// with its neighbour, and the rest follows because copies of copies are one story.
const POSTINGS_IN_FULL: usize = 24;
/// One string in so many is looked up, by its hash, so that both reports choose the same ones. A copy of half of
/// fifty strings shares six looked-up ones on average and fewer than two once in 140.
const ONE_STRING_IN: u32 = 4;
/// Share of the shorter text's looked-up strings that two reports must be seen to share before they are compared:
/// far below that of a copy, since few are looked up of a short text.
const CANDIDATE_SHARE: f64 = 0.1;

/// Returns an index for [`keys`].
pub(crate) fn pairing() -> Pairing {
    Pairing::new(POSTINGS_IN_FULL, true)
}

/// The strings of a report that are looked up.
pub(crate) fn keys(print: &Fingerprint) -> Vec<u32> {
    print.shingles.iter().copied().filter(|it| it % ONE_STRING_IN == 0).collect()
}

/// Returns the share of the shorter one's strings that stand in the other, where the two share enough of the
/// looked-up ones to be compared.
pub(crate) fn containment(one: &Fingerprint, other: &Fingerprint, n_shared_keys: u32) -> Option<f64> {
    if n_shared_keys == 0 {
        return None;
    }
    let shorter = if one.shingles.len() <= other.shingles.len() { one } else { other };
    let n_keys = shorter.shingles.iter().filter(|it| *it % ONE_STRING_IN == 0).count();
    let is_candidate = f64::from(n_shared_keys) >= CANDIDATE_SHARE * n_keys as f64;
    is_candidate.then(|| shared(&one.shingles, &other.shingles) as f64 / shorter.shingles.len().max(1) as f64)
}

/// Returns the pairs with a containment of at least `least`, in order. Costs a look-up for a part of all strings
/// and a comparison for each pair of reports that shares many: unrelated reports are never compared.
pub fn copies(prints: &[&Fingerprint], least: f64) -> Vec<Copy> {
    let mut pairing = pairing();
    let mut pairs = Vec::new();
    let keyed = prints.iter().enumerate();
    let keyed = keyed.map(|(at, it)| Keyed { report: at as u32, order: at as u64, keys: keys(it) });
    pairing.add(&keyed.collect::<Vec<_>>(), 1, &mut pairs);
    let found = pairs.into_iter().filter_map(|pair| {
        let (one, other) = (pair.0 as usize, pair.1 as usize);
        let containment = containment(prints[one], prints[other], pairing.count(pair))?;
        (containment >= least).then_some(Copy { one, other, containment })
    });
    found.collect()
}

/// Number of values in both of two sorted lists.
pub(crate) fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut a, mut b, mut n) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(a), other.get(b)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => (a, b, n) = (a + 1, b + 1, n + 1),
        }
    }
    n
}
