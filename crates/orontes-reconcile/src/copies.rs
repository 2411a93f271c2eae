//! Turns fingerprints into pairs of reports of which one repeats the words of the other.

use crate::fingerprint::Fingerprint;

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
/// Share of the shorter text's strings that two reports must be seen to share before they are compared.
const CANDIDATE_SHARE: f64 = 0.2;

/// Returns the pairs with a containment of at least `least`, in order. Costs a sort of all strings and a
/// comparison for each pair of reports that shares many: unrelated reports are never compared.
pub fn copies(prints: &[&Fingerprint], least: f64) -> Vec<Copy> {
    let mut postings: Vec<(u32, u32)> = Vec::new();
    for (at, print) in prints.iter().enumerate() {
        postings.extend(print.shingles.iter().map(|it| (*it, at as u32)));
    }
    postings.sort_unstable();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for run in postings.chunk_by(|a, b| a.0 == b.0).filter(|it| it.len() > 1) {
        match run.len() <= POSTINGS_IN_FULL {
            true => pairs
                .extend(run.iter().enumerate().flat_map(|(at, a)| run[at + 1..].iter().map(|b| (a.1, b.1)))),
            false => pairs.extend(run.windows(2).map(|it| (it[0].1, it[1].1))),
        }
    }
    drop(postings);
    pairs.sort_unstable();
    let mut found = Vec::new();
    for run in pairs.chunk_by(|a, b| a == b) {
        let (one, other) = (run[0].0 as usize, run[0].1 as usize);
        let shorter = prints[one].shingles.len().min(prints[other].shingles.len());
        if (run.len() as f64) < CANDIDATE_SHARE.min(least) * shorter as f64 {
            continue;
        }
        let containment = shared(&prints[one].shingles, &prints[other].shingles) as f64 / shorter as f64;
        if containment >= least {
            found.push(Copy { one, other, containment });
        }
    }
    found
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
