//! Trains the finder of governors: a beam is corrected at the step where a wrong reading leads most.

use crate::bench::Bench;
use crate::perceptron::{MoveWeights, dice, hidden, order};
use crate::{FREE_EPOCHS, Lesson, Settings};
use orontes_grammar::evidence;
use orontes_grammar::structure::{self, Chart, Item, LEFT, RIGHT, SHIFT, Step, Unit};

/// Width of the beam while learning.
const WIDTH: usize = 8;
/// A right reading that leads by less is strengthened too, in updates of one feature.
const MARGIN: i64 = 30;
/// A word seen so many times is hidden in half of its uses.
const HIDDEN: f64 = 1.0;

/// Returns the table of the finder of governors.
pub(crate) fn learn(
    lessons: &[Lesson<'_>],
    bench: &Bench<'_>,
    settings: Settings,
    keep: usize,
    tell: &(dyn Fn(String) + Sync),
) -> Vec<u8> {
    // A tree whose arcs cross cannot be built by the moves; the others are 98 of 100.
    let lessons: Vec<(&Lesson<'_>, Vec<u8>)> = lessons
        .iter()
        .filter(|it| it.sample.projective())
        .map(|it| (it, moves_of(&it.sample.heads)))
        .filter(|it| it.1.len() == 2 * it.0.units.len())
        .collect();
    let mut trainer = StructureTrainer::new(WIDTH);
    for epoch in 0..settings.epochs {
        if epoch == FREE_EPOCHS {
            trainer.weights.freeze(keep);
        }
        let updates = trainer.epoch(&lessons, settings.seed + epoch);
        if epoch % 2 == 1 {
            let found = bench.governed(&trainer.weights.table(keep), WIDTH);
            let n_features = trainer.weights.len();
            tell(format!(
                "governors, epoch {epoch}: {updates} updates, {n_features} features, {found:.2} right"
            ));
        }
    }
    trainer.weights.table(keep)
}

/// Returns the moves that build the tree of `heads`, reducing as soon as a word has all its dependents.
fn moves_of(heads: &[u32]) -> Vec<u8> {
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
struct StructureTrainer {
    /// The weights so far.
    weights: MoveWeights,
    width: usize,
    chart: Chart,
    found: Vec<u32>,
}

impl StructureTrainer {
    /// Returns a trainer with a beam of `width`.
    fn new(width: usize) -> StructureTrainer {
        StructureTrainer { weights: MoveWeights::new(), width, chart: Chart::default(), found: Vec::new() }
    }

    /// Goes once over the samples in an order that `seed` gives.
    fn epoch(&mut self, lessons: &[(&Lesson<'_>, Vec<u8>)], seed: u64) -> usize {
        let mut dice = dice(seed);
        let mut updates = 0;
        for index in order(lessons.len(), seed) {
            let (lesson, moves) = &lessons[index];
            self.weights.tick();
            let seen = hidden(&lesson.units, &lesson.strangers, HIDDEN, &mut dice);
            updates += usize::from(self.sentence(&seen, moves));
        }
        updates
    }

    fn expand(&mut self, units: &[Unit], item: &Item, index: u32, steps: &mut Vec<Step>) {
        structure::expand(&self.weights, units, &self.chart, item, index, &mut self.found, steps);
    }

    fn sentence(&mut self, units: &[Unit], gold: &[u8]) -> bool {
        let first = self.chart.start();
        self.chart.items.push(first);
        let mut beam = 0..1usize;
        let mut gold_item = 0u32;
        let mut steps: Vec<Step> = Vec::new();
        let mut worst: Option<(i64, u32, u32)> = None;
        let mut last = i64::MIN;
        for right in gold {
            steps.clear();
            for index in beam.clone() {
                let item = self.chart.items[index];
                self.expand(units, &item, index as u32, &mut steps);
            }
            let mut gold_step = steps.iter().find(|it| it.from == gold_item && it.by == *right).copied();
            if gold_step.is_none() {
                let item = self.chart.items[gold_item as usize];
                let mut own = Vec::new();
                self.expand(units, &item, gold_item, &mut own);
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
            let rival = if start as u32 == gold_item { start + 1 } else { start };
            if rival < beam.end && rival as u32 != gold_item {
                let lead = self.chart.items[rival].score - self.chart.items[gold_item as usize].score;
                if worst.is_none_or(|it| lead >= it.0) {
                    worst = Some((lead, rival as u32, gold_item));
                }
                last = lead;
            }
        }
        let Some((_, wrong, right)) = worst.filter(|_| last > -MARGIN) else { return false };
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
                    evidence::features(units, &self.chart, &before, &mut self.found);
                    self.weights.bump(&self.found, item.by, by);
                }
            }
            wrong = self.chart.items[wrong as usize].parent;
            right = self.chart.items[right as usize].parent;
        }
    }
}
