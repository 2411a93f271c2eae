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
    /// Says whether the opening of one is told in the opening of the other.
    pub(crate) shares_opening: bool,
}

/// Likeness from which two sentences tell the same. Swept 0.15 to 0.35 on two re-writings of one story, on reports
/// of one event and on same-day articles of FA-KES, 2026-11: below 0.2 reports of neighbouring days align.
const ALIKE: f64 = 0.25;
/// The same for two openings: they need not be partners, since a re-writer splits and merges what comes first.
const OPENING_ALIKE: f64 = 0.2;
/// Words that must be shared besides: two names alone make no sentence.
const SHARED_WORDS: usize = 3;

/// Aligns two reports: best pairs first, each sentence once. Costs the product of their sentences, so it is
/// called for candidates alone.
pub(crate) fn align(rarity: &Rarity, one: &[Vec<u32>], other: &[Vec<u32>]) -> Alignment {
    let mass = |it: &Vec<u32>| it.iter().map(|it| rarity.weight(*it)).sum::<f64>();
    let (left, right): (Vec<f64>, Vec<f64>) =
        (one.iter().map(mass).collect(), other.iter().map(mass).collect());
    let mut alike: Vec<(f64, usize, usize)> = Vec::new();
    let mut shares_opening = false;
    for (i, a) in one.iter().enumerate() {
        for (j, b) in other.iter().enumerate() {
            let (n_shared, weight) = overlap(rarity, a, b);
            let norm = (left[i] * right[j]).sqrt();
            let likeness = if n_shared >= SHARED_WORDS && norm > 0.0 { weight / norm } else { 0.0 };
            if likeness >= ALIKE {
                alike.push((likeness, i, j));
            }
            shares_opening |= likeness >= OPENING_ALIKE && i < opening(one.len()) && j < opening(other.len());
        }
    }
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_one, mut used_other) = (vec![false; one.len()], vec![false; other.len()]);
    let mut found = Vec::new();
    for (likeness, i, j) in alike {
        if !used_one[i] && !used_other[j] {
            (used_one[i], used_other[j]) = (true, true);
            found.push((likeness, i, j));
        }
    }
    let in_opening = |i: usize, j: usize| (i < opening(one.len()), j < opening(other.len()));
    let told: f64 = found.iter().filter(|it| in_opening(it.1, it.2) == (true, true)).map(|it| it.0).sum();
    if told < SAME_NEWS {
        found.retain(|&(_, i, j)| in_opening(i, j) != (false, false) || !is_verbatim(&one[i], &other[j]));
    }
    let mut pairs: Vec<(usize, usize)> = found.into_iter().map(|it| (it.1, it.2)).collect();
    pairs.sort_unstable();
    let n_shorter = one.len().min(other.len());
    Alignment { n_in_order: n_in_order(&pairs), pairs, n_shorter, shares_opening }
}

/// Likeness of the openings, summed, from which two reports bring one piece of news. Below it sentences that are
/// the same word for word further down are background that an outlet prints under many stories.
const SAME_NEWS: f64 = 0.8;
/// Share of the content words of the shorter sentence from which it is the other one word for word.
const VERBATIM: f64 = 0.9;

fn is_verbatim(one: &[u32], other: &[u32]) -> bool {
    let n_shared = crate::copies::shared(one, other) as f64;
    n_shared >= VERBATIM * one.len().min(other.len()) as f64
}

/// Sentences that tell the news; what follows is background, which an outlet prints under many stories.
fn opening(n_sentences: usize) -> usize {
    (n_sentences / 4).max(3)
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

/// How many sentences must be aligned, and what share of the shorter text's, for one text to be a re-writing of
/// the other: most of a short text, a good part of a long one. An agency dispatch and its machine re-writing
/// align eight of nine, two re-writings of one story a third; other reports of one event an eighth at most, 2026-11.
const ALIGNED: &[(usize, f64)] = &[(4, 0.5), (6, 0.25)];
/// Of these, how many must stand in one order. A re-writer may move much; a list of unrelated likenesses has
/// no order at all.
const IN_ORDER: usize = 4;

impl Alignment {
    /// Says whether so much is told alike, the opening included, in so much the same order, that both go back
    /// to one text.
    pub(crate) fn is_derivation(&self) -> bool {
        let share = self.pairs.len() as f64 / self.n_shorter.max(1) as f64;
        let is_enough = ALIGNED.iter().any(|(least, part)| self.pairs.len() >= *least && share >= *part);
        is_enough && self.n_in_order >= IN_ORDER && self.shares_opening
    }
}
