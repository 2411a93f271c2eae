//! Trains the models one after the other: tagger, governors, relations; and counts the tables of lemmas.

use crate::perceptron::{Classes, MoveWeights};
use crate::treebank::{Names, Sample, UNKNOWN, script};
use orontes_grammar::conllu::Entry;
use orontes_grammar::lemma::{LONGEST_ENDING, ending_key, endings, feats_key, whole_key};
use orontes_grammar::lexicon::{Lexicon, Word, lexicon_key, normal_form, word};
use orontes_grammar::relation::{self, Tree};
use orontes_grammar::structure::{self, Chart, LEFT, RIGHT, SHIFT, Step, Unit};
use orontes_grammar::tagger;
use orontes_grammar::weights::Sparse;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// A lexicon that has been counted but not yet written.
pub struct Counted {
    /// Tags of each word with their counts.
    pub words: BTreeMap<u32, BTreeMap<u8, usize>>,
}

/// Words seen fewer times than this are left to their shape and ending, as unknown words are.
const LEAST_COUNT: usize = 2;

impl Counted {
    /// Counts the words of `samples`.
    pub fn of(samples: &[&Sample]) -> Counted {
        let mut words: BTreeMap<u32, BTreeMap<u8, usize>> = BTreeMap::new();
        for sample in samples {
            for (lower, tag) in sample.lower.iter().zip(&sample.tags) {
                if *tag != UNKNOWN {
                    *words.entry(lexicon_key(lower)).or_default().entry(*tag).or_insert(0) += 1;
                }
            }
        }
        words.retain(|_, tags| tags.values().sum::<usize>() >= LEAST_COUNT);
        Counted { words }
    }

    /// Returns the table of words and their tags, most frequent first.
    pub fn table(&self) -> Vec<u8> {
        let rows: Vec<(u32, Vec<(u8, i16)>)> =
            self.words.iter().map(|(key, tags)| (*key, ranked(tags))).collect();
        Sparse::write(&rows)
    }
}

/// Tags that make up less than this share of a word's uses are slips of the annotators more often than uses.
const LEAST_SHARE: usize = 40;

fn ranked(tags: &BTreeMap<u8, usize>) -> Vec<(u8, i16)> {
    let all: usize = tags.values().sum();
    tags.iter().filter(|it| it.1 * LEAST_SHARE >= all).map(|it| (*it.0, (*it.1).min(30_000) as i16)).collect()
}

impl Lexicon for Counted {
    fn class(&self, key: u32) -> u64 {
        self.words.get(&key).map_or(0, |tags| {
            ranked(tags)
                .iter()
                .fold(0, |class, it| orontes_grammar::hash::mix(class | 1, u64::from(it.0) + 1))
        })
    }
}

/// Returns the words of a sample as the models see them.
pub fn words_of(lexicon: &impl Lexicon, sample: &Sample) -> Vec<Word> {
    (0..sample.forms.len()).map(|it| word(lexicon, &sample.forms[it], &sample.lower[it], it == 0)).collect()
}

fn order(count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    order
}

/// Trains a tagger on its own tags, so that it learns from the mistakes it will meet.
pub fn tagger(words: &[Vec<Word>], gold: &[&[u8]], n_tags: usize, epochs: u64, seed: u64) -> Classes {
    let mut model = Classes::default();
    let mut found = Vec::new();
    let mut scores = vec![0; n_tags];
    for epoch in 0..epochs {
        for index in order(words.len(), seed + epoch) {
            let mut tags = Vec::new();
            for at in 0..words[index].len() {
                tagger::features(&words[index], &tags, at, &mut found);
                scores.fill(0);
                for key in &found {
                    orontes_grammar::weights::Scores::add(&model, *key, &mut scores);
                }
                let best = tagger::best(&scores);
                let right = gold[index][at];
                model.tick();
                if right != UNKNOWN && best != right as usize {
                    model.update(&found, right as usize, best);
                }
                tags.push(best as u8);
            }
        }
    }
    model
}

/// Returns the moves that build the tree of `heads`, reducing as soon as a word has all its dependents.
pub fn moves_of(heads: &[u32]) -> Vec<u8> {
    let n = heads.len();
    let mut waiting = vec![0u32; n + 1];
    for head in heads {
        waiting[*head as usize] += 1;
    }
    let mut stack: Vec<usize> = Vec::new();
    let mut front = 0;
    let mut moves = Vec::with_capacity(2 * n);
    while moves.len() < 2 * n {
        let top = stack.last().copied();
        let done = top.is_some_and(|it| waiting[it] == 0);
        match top {
            Some(top) if done && heads[top] as usize == front => {
                moves.push(LEFT);
                waiting[front] -= 1;
                stack.pop();
            }
            Some(top) if done && stack.len() > 1 && heads[top] as usize == stack[stack.len() - 2] => {
                moves.push(RIGHT);
                waiting[heads[top] as usize] -= 1;
                stack.pop();
            }
            _ if front < n => {
                moves.push(SHIFT);
                stack.push(front);
                front += 1;
            }
            _ => break,
        }
    }
    moves
}

/// Trains the parser by updates at the step where the wrong reading leads the right one most.
pub struct StructureTrainer {
    /// The weights so far.
    pub weights: MoveWeights,
    width: usize,
    chart: Chart,
    found: Vec<u32>,
}

impl StructureTrainer {
    /// Returns a trainer with a table of two to the power `bits` rows and a beam of `width`.
    pub fn new(bits: u32, width: usize) -> StructureTrainer {
        StructureTrainer {
            weights: MoveWeights::new(bits),
            width,
            chart: Chart::default(),
            found: Vec::new(),
        }
    }

    /// Goes once over the samples in an order that `seed` gives.
    pub fn epoch(&mut self, units: &[Vec<Unit>], moves: &[Vec<u8>], seed: u64) -> usize {
        let mut updates = 0;
        for index in order(units.len(), seed) {
            self.weights.tick();
            if moves[index].len() == 2 * units[index].len() && self.sentence(&units[index], &moves[index]) {
                updates += 1;
            }
        }
        updates
    }

    fn sentence(&mut self, units: &[Unit], gold: &[u8]) -> bool {
        let first = self.chart.start();
        self.chart.items.push(first);
        let mut beam = 0..1usize;
        let mut gold_item = 0u32;
        let mut steps: Vec<Step> = Vec::new();
        let mut worst: Option<(i64, u32, u32)> = None;
        for right in gold {
            steps.clear();
            for index in beam.clone() {
                let item = self.chart.items[index];
                structure::expand(
                    &self.weights,
                    units,
                    &self.chart,
                    &item,
                    index as u32,
                    &mut self.found,
                    &mut steps,
                );
            }
            let mut gold_step = steps.iter().find(|it| it.from == gold_item && it.by == *right).copied();
            if gold_step.is_none() {
                let item = self.chart.items[gold_item as usize];
                let mut own = Vec::new();
                structure::expand(
                    &self.weights,
                    units,
                    &self.chart,
                    &item,
                    gold_item,
                    &mut self.found,
                    &mut own,
                );
                gold_step = own.into_iter().find(|it| it.by == *right);
            }
            let Some(gold_step) = gold_step else { return false };
            structure::rank(&mut steps);
            steps.truncate(self.width);
            let start = self.chart.items.len();
            let mut kept = None;
            for step in &steps {
                if step.from == gold_step.from && step.by == gold_step.by {
                    kept = Some(self.chart.items.len() as u32);
                }
                let item = self.chart.items[step.from as usize];
                let next = self.chart.after(&item, step.from, step.by, step.score);
                self.chart.items.push(next);
            }
            beam = start..self.chart.items.len();
            gold_item = match kept {
                Some(kept) => kept,
                None => {
                    let item = self.chart.items[gold_step.from as usize];
                    let next = self.chart.after(&item, gold_step.from, gold_step.by, gold_step.score);
                    self.chart.items.push(next);
                    self.chart.items.len() as u32 - 1
                }
            };
            let lead = self.chart.items[start].score - self.chart.items[gold_item as usize].score;
            if start as u32 != gold_item && worst.is_none_or(|it| lead >= it.0) {
                worst = Some((lead, start as u32, gold_item));
            }
        }
        let Some((_, wrong, right)) = worst.filter(|_| beam.start as u32 != gold_item) else {
            return false;
        };
        self.update(units, wrong, right);
        true
    }

    fn update(&mut self, units: &[Unit], wrong: u32, right: u32) {
        let (mut wrong, mut right) = (wrong, right);
        while wrong != right {
            for (index, by) in [(wrong, -1), (right, 1)] {
                let item = self.chart.items[index as usize];
                let before = self.chart.items[item.parent as usize];
                let choices = self.chart.allowed(&before, units.len()).iter().filter(|it| **it).count();
                if choices > 1 {
                    structure::features(units, &self.chart, &before, &mut self.found);
                    self.weights.bump(&self.found, item.by, by);
                }
            }
            wrong = self.chart.items[wrong as usize].parent;
            right = self.chart.items[right as usize].parent;
        }
    }
}

/// Trains the namer of relations on the given trees, with its own names for the words before.
pub fn relations(
    units: &[Vec<Unit>],
    trees: &[Tree],
    gold: &[&[u8]],
    n_labels: usize,
    root: u8,
    epochs: u64,
    seed: u64,
) -> Classes {
    let mut model = Classes::default();
    let mut found = Vec::new();
    let mut scores = vec![0; n_labels];
    for epoch in 0..epochs {
        for index in order(units.len(), seed + epoch) {
            let n = units[index].len();
            let mut labels = vec![255; n];
            let mut open = vec![n as u32];
            while let Some(head) = open.pop() {
                for word in trees[index].dependents(head) {
                    let at = *word as usize;
                    open.push(*word);
                    if head as usize == n {
                        labels[at] = root;
                        continue;
                    }
                    relation::features(&units[index], &trees[index], &labels, at, &mut found);
                    scores.fill(0);
                    for key in &found {
                        orontes_grammar::weights::Scores::add(&model, *key, &mut scores);
                    }
                    scores[root as usize] = i32::MIN;
                    let best = tagger::best(&scores);
                    let right = gold[index][at];
                    model.tick();
                    // Where a tree is not the treebank's the word may be the root there, but not here.
                    if right != UNKNOWN && right != root && best != right as usize {
                        model.update(&found, right as usize, best);
                    }
                    labels[at] = best as u8;
                }
            }
        }
    }
    model
}

/// Counts the tables of lemma scripts and of features.
pub fn lexical_tables(entries: &[Entry], samples: &[Sample], names: &Names) -> (Vec<u8>, Vec<u8>) {
    let mut scripts: BTreeMap<u32, BTreeMap<u8, usize>> = BTreeMap::new();
    let mut feats: BTreeMap<u32, BTreeMap<u8, usize>> = BTreeMap::new();
    let find = |names: &[String], name: &str| names.iter().position(|it| it == name).map(|it| it as u8);
    for (entry, sample) in entries.iter().zip(samples) {
        for (at, row) in entry.words.iter().enumerate() {
            let tag = sample.tags[at];
            let lower = &sample.lower[at];
            let made = script(&row.form, &row.lemma, row.upos == "PROPN");
            if let Some(script) = find(&names.scripts, &made).filter(|_| tag != UNKNOWN && row.lemma != "_") {
                *scripts.entry(whole_key(lower, tag)).or_default().entry(script).or_insert(0) += 1;
                for ending in endings(lower) {
                    *scripts.entry(ending_key(ending, tag)).or_default().entry(script).or_insert(0) += 1;
                }
            }
            if let Some(list) = find(&names.feats, &row.feats).filter(|_| tag != UNKNOWN) {
                *feats.entry(feats_key(lower, tag)).or_default().entry(list).or_insert(0) += 1;
                *feats.entry(feats_key("", tag)).or_default().entry(list).or_insert(0) += 1;
            }
        }
    }
    (majority(&scripts), majority(&feats))
}

fn majority(counts: &BTreeMap<u32, BTreeMap<u8, usize>>) -> Vec<u8> {
    let rows: Vec<(u32, Vec<(u8, i16)>)> = counts
        .iter()
        .filter_map(|(key, classes)| {
            let best = classes.iter().max_by_key(|it| (*it.1, std::cmp::Reverse(*it.0)))?;
            Some((*key, vec![(*best.0, 1)]))
        })
        .collect();
    Sparse::write(&rows)
}

/// Returns the normal form of a word.
pub fn normal(form: &str) -> String {
    let mut lower = String::new();
    normal_form(form, &mut lower);
    let _ = LONGEST_ENDING;
    lower
}
