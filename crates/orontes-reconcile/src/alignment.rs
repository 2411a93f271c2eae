//! Turns the sentences of two reports into pairs that tell the same, and says how many keep their order.

use crate::words;

/// How often words occur: in English at large, and in the reports of the case.
pub(crate) struct Rarity {
    /// By hash of the stem, sorted: weight from the background, 0 (in every text) to 1 (in none).
    background: Vec<(u32, f64)>,
    /// By hash, sorted: in how many reports.
    case: Vec<(u32, u32)>,
    n_reports: f64,
}

/// English documents by stem; origin and licences stand at its head.
const ENGLISH: &str = include_str!("../../../data/words/english-documents.tsv");
/// Documents that were counted for it.
const ENGLISH_DOCUMENTS: f64 = 975.0;
/// A word in fewer background documents than this is as rare as a name.
const RARE_DOCUMENTS: f64 = 5.0;
/// Weight that a word keeps although every report of the case has it.
const LEAST_CASE_WEIGHT: f64 = 0.1;

impl Rarity {
    /// Counts the words of a case, given the distinct content words of each report.
    pub(crate) fn of<'a>(reports: impl Iterator<Item = &'a [Vec<u32>]>) -> Rarity {
        let mut all: Vec<u32> = Vec::new();
        let mut n_reports = 0.0;
        for sentences in reports {
            let mut words: Vec<u32> = sentences.iter().flatten().copied().collect();
            words.sort_unstable();
            words.dedup();
            all.extend(words);
            n_reports += 1.0;
        }
        all.sort_unstable();
        let case = all.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect();
        Rarity { background: background(), case, n_reports }
    }

    /// In how many reports a word stands.
    pub(crate) fn n_reports_with(&self, word: u32) -> u32 {
        self.case.binary_search_by_key(&word, |it| it.0).map_or(1, |at| self.case[at].1)
    }

    /// How much it says that two sentences share a word, 0 to 1. A word that all reports of a case have
    /// says little, whatever its place in English; so does a common word that two of them happen to use.
    pub(crate) fn weight(&self, word: u32) -> f64 {
        let english =
            self.background.binary_search_by_key(&word, |it| it.0).map_or(1.0, |at| self.background[at].1);
        let n_with = f64::from(self.n_reports_with(word)).max(2.0);
        let case = ((self.n_reports + 1.0) / n_with).ln() / ((self.n_reports + 1.0) / 2.0).ln();
        english * case.clamp(LEAST_CASE_WEIGHT, 1.0)
    }
}

fn background() -> Vec<(u32, f64)> {
    let rows = ENGLISH.lines().filter_map(|it| it.split_once('\t'));
    let weigh = |(stem, documents): (&str, &str)| {
        let documents: f64 = documents.parse().ok()?;
        let weight =
            ((ENGLISH_DOCUMENTS + 1.0) / (documents + 1.0)).ln() / (ENGLISH_DOCUMENTS / RARE_DOCUMENTS).ln();
        Some((words::hash(stem), weight.clamp(0.0, 1.0)))
    };
    let mut rows: Vec<(u32, f64)> = rows.filter_map(weigh).collect();
    rows.sort_by_key(|it| it.0);
    rows
}

/// Sentences of one report beside sentences of another.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Alignment {
    /// Ordinals of sentences that tell the same, by the first report.
    pub(crate) pairs: Vec<(usize, usize)>,
    /// How many of them stand in one order in both.
    pub(crate) n_in_order: usize,
    /// Sentences of the shorter report.
    pub(crate) n_shorter: usize,
}

/// Likeness from which two sentences tell the same. On the re-writings and reports of one event at hand the
/// number of aligned sentences separates them for every value from 0.15 to 0.25, 2026-11.
const ALIKE: f64 = 0.2;
/// Words that must be shared besides: two names alone make no sentence.
const SHARED_WORDS: usize = 3;

/// Aligns two reports: best pairs first, each sentence once. Costs the product of their sentences, so it is
/// called for candidates alone.
pub(crate) fn align(rarity: &Rarity, one: &[Vec<u32>], other: &[Vec<u32>]) -> Alignment {
    let mass = |it: &Vec<u32>| it.iter().map(|it| rarity.weight(*it)).sum::<f64>();
    let (left, right): (Vec<f64>, Vec<f64>) =
        (one.iter().map(mass).collect(), other.iter().map(mass).collect());
    let mut alike: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in one.iter().enumerate() {
        for (j, b) in other.iter().enumerate() {
            let (n_shared, weight) = overlap(rarity, a, b);
            let norm = (left[i] * right[j]).sqrt();
            if n_shared >= SHARED_WORDS && norm > 0.0 && weight / norm >= ALIKE {
                alike.push((weight / norm, i, j));
            }
        }
    }
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_one, mut used_other) = (vec![false; one.len()], vec![false; other.len()]);
    let mut pairs = Vec::new();
    for (_, i, j) in alike {
        if !used_one[i] && !used_other[j] {
            (used_one[i], used_other[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs.sort_unstable();
    Alignment { n_in_order: n_in_order(&pairs), pairs, n_shorter: one.len().min(other.len()) }
}

fn overlap(rarity: &Rarity, one: &[u32], other: &[u32]) -> (usize, f64) {
    let both = one.iter().filter(|it| other.binary_search(it).is_ok());
    both.fold((0, 0.0), |(n, weight), it| (n + 1, weight + rarity.weight(*it)))
}

/// Length of the longest rising run of partners (patience sorting).
fn n_in_order(pairs: &[(usize, usize)]) -> usize {
    let mut tails: Vec<usize> = Vec::new();
    for (_, partner) in pairs {
        let at = tails.partition_point(|it| it < partner);
        match tails.get_mut(at) {
            Some(tail) => *tail = *partner,
            None => tails.push(*partner),
        }
    }
    tails.len()
}

/// Sentences that must be aligned, and stand in order, for one text to be a re-writing of the other.
const ALIGNED: usize = 4;
/// Share of the shorter text's sentences that must be aligned. An agency dispatch and its machine
/// re-writing align eight of nine, two re-writings of one story 0.43; other reports of one event 0.17
/// at most, 2026-11.
const ALIGNED_SHARE: f64 = 0.3;

impl Alignment {
    /// Says whether so much is told alike, in so much the same order, that both go back to one text.
    pub(crate) fn is_derivation(&self) -> bool {
        let share = self.pairs.len() as f64 / self.n_shorter.max(1) as f64;
        self.pairs.len() >= ALIGNED && self.n_in_order >= ALIGNED && share >= ALIGNED_SHARE
    }
}
