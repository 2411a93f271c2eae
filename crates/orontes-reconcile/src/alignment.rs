//! Turns the sentences of two reports into pairs that tell the same, and says how many keep their order.

use crate::words;

/// How often words occur in English at large. What the case at hand is full of does not enter: it changes with
/// every report, and two reports would be kin today and strangers tomorrow.
pub(crate) struct Rarity {
    /// By hash of the stem, sorted: weight, 0 (in every text) to 1 (in none).
    background: Vec<(u32, f64)>,
}

/// English documents by stem; origin and licences stand at its head.
const ENGLISH: &str = include_str!("../../../data/words/english-documents.tsv");
/// Documents that were counted for it.
const ENGLISH_DOCUMENTS: f64 = 975.0;
/// A word in fewer background documents than this is as rare as a name.
const RARE_DOCUMENTS: f64 = 5.0;

/// Weight from which a word brings two reports together: in one English document of fourteen at most. With names
/// alone half of the re-writings of FA-KES were never compared, 2026-11.
const TELLING: f64 = 0.5;

impl Rarity {
    /// Reads the counts of English.
    pub(crate) fn of_english() -> Rarity {
        let rows = ENGLISH.lines().filter_map(|it| it.split_once('\t'));
        let weigh = |(stem, documents): (&str, &str)| {
            let documents: f64 = documents.parse().ok()?;
            let rarity = (ENGLISH_DOCUMENTS + 1.0) / (documents + 1.0);
            let weight = rarity.ln() / (ENGLISH_DOCUMENTS / RARE_DOCUMENTS).ln();
            Some((words::hash(stem), weight.clamp(0.0, 1.0)))
        };
        let mut background: Vec<(u32, f64)> = rows.filter_map(weigh).collect();
        background.sort_by_key(|it| it.0);
        Rarity { background }
    }

    /// How much it says that two sentences share a word, 0 to 1.
    pub(crate) fn weight(&self, word: u32) -> f64 {
        let known = self.background.binary_search_by_key(&word, |it| it.0);
        known.map_or(1.0, |at| self.background[at].1)
    }

    /// Says whether a word is rare enough in English to bring two reports together.
    pub(crate) fn is_rare(&self, word: u32) -> bool {
        self.weight(word) >= TELLING
    }
}

/// Sentences of one report beside sentences of another.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Alignment {
    /// Ordinals of sentences that tell the same, by the first report.
    pub(crate) pairs: Vec<(usize, usize)>,
    /// How many of them stand in one order in both.
    pub(crate) n_in_order: usize,
    /// How many of them use the same words, but for a few.
    pub(crate) n_copied: usize,
    /// Sentences of the shorter report.
    pub(crate) n_shorter: usize,
    /// Says whether the opening of one is told in the opening of the other.
    pub(crate) shares_opening: bool,
}

/// Likeness from which two sentences tell the same. Swept 0.25 to 0.32 on two re-writings of one story, on reports
/// of one event and on same-day articles of FA-KES, 2026-11: at 0.25 background that an agency repeats for days aligns.
const ALIKE: f64 = 0.32;
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
    let n_copied = found.iter().filter(|it| is_copied(&one[it.1], &other[it.2])).count();
    let mut pairs: Vec<(usize, usize)> = found.into_iter().map(|it| (it.1, it.2)).collect();
    pairs.sort_unstable();
    let n_shorter = one.len().min(other.len());
    Alignment { n_in_order: n_in_order(&pairs), n_copied, pairs, n_shorter, shares_opening }
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

/// Content words from which two sentences that share most of them are one sentence, and what share of the shorter one's
/// that is: an editor changes a word or two.
const COPIED_WORDS: usize = 8;
const COPIED_SHARE: f64 = 0.75;
/// Content words from which a sentence that is in another, word for word, is that one cut short.
const HELD_WORDS: usize = 6;

/// Says whether one sentence is the other, but for a few words, or holds it.
fn is_copied(one: &[u32], other: &[u32]) -> bool {
    let shorter = one.len().min(other.len());
    let n_shared = crate::copies::shared(one, other);
    let is_held = shorter >= HELD_WORDS && n_shared == shorter;
    is_held || shorter >= COPIED_WORDS && n_shared as f64 >= COPIED_SHARE * shorter as f64
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
/// Sentences that must be the same ones, the opening told alike, for a report to be made in part from another, whatever it
/// adds of its own: a local paper prints four paragraphs of an agency between its own.
const COPIED_SENTENCES: usize = 3;
/// Of these, how many must stand in one order. A re-writer may move much; a list of unrelated likenesses has
/// no order at all.
const IN_ORDER: usize = 4;

/// Sentences, all of them in one order, and what share of the shorter text's, by which a text goes along another without
/// sharing its opening: six facts of two reporters stand in one order once in 720 times.
const ALONG: usize = 6;
const ALONG_SHARE: f64 = 0.25;

impl Alignment {
    /// Says whether so much is told alike, the opening included, in so much the same order, that both go back
    /// to one text.
    pub(crate) fn is_derivation(&self) -> bool {
        let share = self.pairs.len() as f64 / self.n_shorter.max(1) as f64;
        let is_enough = ALIGNED.iter().any(|(least, part)| self.pairs.len() >= *least && share >= *part);
        let in_part = self.n_copied >= COPIED_SENTENCES && self.n_in_order >= COPIED_SENTENCES;
        (is_enough && self.n_in_order >= IN_ORDER || in_part) && self.shares_opening || self.goes_along(share)
    }

    /// Says whether so many facts of one come in the other in the very same order that it tells them after it, whatever it
    /// opens with: an explainer that takes a dispatch apart.
    fn goes_along(&self, share: f64) -> bool {
        let n = self.pairs.len();
        n >= ALONG && self.n_in_order == n && share >= ALONG_SHARE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::content;

    #[test]
    fn six_facts_in_one_order_are_one_story_whatever_it_opens_with_and_in_another_order_are_not() {
        let is_derivation = |pairs: &[(usize, usize)], n_shorter| {
            let n_in_order = n_in_order(pairs);
            let shares_opening = false;
            Alignment { pairs: pairs.to_vec(), n_in_order, n_copied: 0, n_shorter, shares_opening }
                .is_derivation()
        };
        let in_order = [(4, 7), (5, 8), (9, 9), (11, 12), (12, 15), (14, 20)];
        assert!(is_derivation(&in_order, 22));
        assert!(!is_derivation(&in_order[1..], 18), "five facts may stand in one order by chance");
        assert!(!is_derivation(&in_order, 40), "six of forty are what two reporters of one event share");
        let turned = [(4, 7), (5, 8), (9, 9), (11, 12), (12, 20), (14, 15)];
        assert!(!is_derivation(&turned, 22));
    }

    #[test]
    fn a_short_sentence_is_the_longer_one_that_holds_all_its_words_and_no_other() {
        let longer =
            content("Soldiers who arrived in Artem on the back of carriers described a rout of their column");
        assert!(is_copied(&longer, &content("Soldiers who arrived in Artem described a rout of the column")));
        assert!(!is_copied(
            &longer,
            &content("Soldiers who arrived in Artem described a feast of the column")
        ));
        assert!(!is_copied(&longer, &content("Soldiers described a rout")));
    }
}
