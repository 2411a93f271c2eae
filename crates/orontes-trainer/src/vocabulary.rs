//! Numbers the traits of the treebank's words, and turns sentences into lessons of numbered traits.

use crate::treebank::Sample;
use orontes_grammar::lexicon::{ABSENT, N_OWN, N_TRAITS, STRANGER, Traits, traits};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::ops::Range;

/// Uses after which a word has a row of its own.
const LEAST_USES: u32 = 2;
/// Different words that share an ending, a beginning or a shape before it has a row.
const LEAST_WORDS: u32 = 3;
/// The same of made words, many of which are put together of the same sounds.
const LEAST_MADE: u32 = 25;
/// A word seen `n` times is hidden in HIDDEN / (HIDDEN + n) of its uses, so that the network learns to read words
/// that it does not know by what they look like and where they stand.
const HIDDEN: f32 = 0.5;
/// Share of the other traits that are hidden, each for itself.
const TRAIT_HIDDEN: f32 = 0.05;

/// Row of a word that has none.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// The traits that have rows.
pub(crate) struct Vocabulary {
    /// Keys of the rows, in rising order.
    pub(crate) keys: Vec<u32>,
    uses: BTreeMap<u32, u32>,
}

/// A sentence to learn from.
pub(crate) struct Lesson {
    /// For each word, the rows of its traits.
    rows: Vec<[u32; N_TRAITS]>,
    /// For each word, how often training saw it.
    uses: Vec<u32>,
    pub(crate) tags: Vec<u8>,
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u8>,
}

impl Lesson {
    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

fn traits_of(sample: &Sample) -> Vec<Traits> {
    (0..sample.forms.len()).map(|it| traits(&sample.forms[it], &sample.lower[it], it == 0)).collect()
}

impl Vocabulary {
    /// Counts the traits of `samples`, and of the `made` ones, whose names are put together and have no own rows.
    pub(crate) fn of<'a>(samples: impl IntoIterator<Item = &'a Sample>, made: &[Sample]) -> Vocabulary {
        let mut uses: BTreeMap<u32, u32> = BTreeMap::new();
        let mut words: BTreeMap<u32, u32> = BTreeMap::new();
        for traits in samples.into_iter().flat_map(traits_of) {
            let count = uses.entry(traits[0]).or_insert(0);
            *count += 1;
            // The first use of a word brings its traits one word more.
            if *count == 1 {
                for key in traits[N_OWN..].iter().filter(|it| **it != ABSENT) {
                    *words.entry(*key).or_insert(0) += 1;
                }
            }
        }
        let mut fresh: BTreeMap<u32, Traits> = BTreeMap::new();
        for sample in made {
            for (at, traits) in traits_of(sample).into_iter().enumerate() {
                if !sample.names[at] {
                    *uses.entry(traits[0]).or_insert(0) += 1;
                }
                fresh.insert(traits[0], traits);
            }
        }
        let mut made_words: BTreeMap<u32, u32> = BTreeMap::new();
        for key in fresh.values().flat_map(|it| &it[N_OWN..]).filter(|it| **it != ABSENT) {
            *made_words.entry(*key).or_insert(0) += 1;
        }
        let mut keys = vec![STRANGER];
        keys.extend(made_words.iter().filter(|it| *it.1 >= LEAST_MADE).map(|it| *it.0));
        keys.extend(uses.iter().filter(|it| *it.1 >= LEAST_USES).map(|it| *it.0));
        keys.extend(words.iter().filter(|it| *it.1 >= LEAST_WORDS).map(|it| *it.0));
        keys.sort_unstable();
        keys.dedup();
        Vocabulary { keys, uses }
    }

    fn row(&self, key: u32) -> u32 {
        self.keys.binary_search(&key).map_or(NO_ROW, |it| it as u32)
    }

    /// Returns the row that stands for unknown words.
    pub(crate) fn stranger(&self) -> u32 {
        self.row(STRANGER)
    }

    /// Returns the lesson of a sentence.
    pub(crate) fn lesson(&self, sample: &Sample) -> Lesson {
        let traits = traits_of(sample);
        Lesson {
            rows: traits.iter().map(|it| it.map(|key| self.row(key))).collect(),
            uses: traits.iter().map(|it| self.uses.get(&it[0]).copied().unwrap_or(0)).collect(),
            tags: sample.tags.clone(),
            heads: sample.heads.clone(),
            labels: sample.labels.clone(),
        }
    }
}

/// Adds the rows of the words of a lesson to `rows`, some hidden, and for each word their range to `words`.
pub(crate) fn see(
    lesson: &Lesson,
    stranger: u32,
    dice: &mut ChaCha8Rng,
    rows: &mut Vec<u32>,
    words: &mut Vec<Range<usize>>,
) {
    for (all, uses) in lesson.rows.iter().zip(&lesson.uses) {
        let from = rows.len();
        let hidden = dice.random::<f32>() < HIDDEN / (HIDDEN + *uses as f32);
        rows.push(if hidden || all[0] == NO_ROW { stranger } else { all[0] });
        for row in all[N_OWN..].iter().filter(|it| **it != NO_ROW) {
            if dice.random::<f32>() >= TRAIT_HIDDEN {
                rows.push(*row);
            }
        }
        words.push(from..rows.len());
    }
}
