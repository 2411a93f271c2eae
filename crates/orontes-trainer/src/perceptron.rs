//! Learns averaged perceptron weights: features over many classes, and features over the parser's three moves.

use crate::treebank::UNKNOWN;
use orontes_grammar::structure::Unit;
use orontes_grammar::tagger::best;
use orontes_grammar::weights::{Moves, Packed, Scores, Triples};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Returns dice that fall the same for the same seed on every machine.
pub(crate) fn dice(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Returns the numbers below `count` in an order that `seed` gives.
pub(crate) fn order(count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.shuffle(&mut dice(seed));
    order
}

/// Returns the words of a sentence, some hidden: a word seen `often` times is hidden in half of its uses.
pub(crate) fn hidden(
    units: &[Unit],
    strangers: &[(u64, usize)],
    often: f64,
    dice: &mut ChaCha8Rng,
) -> Vec<Unit> {
    let mut seen = units.to_vec();
    for (unit, (stranger, count)) in seen.iter_mut().zip(strangers) {
        if dice.random::<f64>() < often / (often + *count as f64) {
            unit.word = *stranger;
        }
    }
    seen
}

/// A map from keys to consecutive numbers, in order of arrival.
#[derive(Default)]
pub(crate) struct Index {
    slots: Vec<u32>,
    keys: Vec<u32>,
}

impl Index {
    fn slot(&self, key: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (key.wrapping_mul(0x9E37_79B1) >> 3) as usize & mask;
        while self.slots[slot] != 0 && self.keys[self.slots[slot] as usize - 1] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Returns the number of a key that has one.
    pub(crate) fn find(&self, key: u32) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        (self.slots[self.slot(key)] as usize).checked_sub(1)
    }

    /// Forgets all keys.
    fn clear(&mut self) {
        self.slots.clear();
        self.keys.clear();
    }

    /// Returns the number of a key, giving it the next one where it has none.
    pub(crate) fn insert(&mut self, key: u32) -> usize {
        if self.keys.len() * 2 >= self.slots.len() {
            self.slots = vec![0; (self.keys.len() * 4).max(1024).next_power_of_two()];
            for number in 0..self.keys.len() {
                let slot = self.slot(self.keys[number]);
                self.slots[slot] = number as u32 + 1;
            }
        }
        let slot = self.slot(key);
        if self.slots[slot] == 0 {
            self.keys.push(key);
            self.slots[slot] = self.keys.len() as u32;
        }
        self.slots[slot] as usize - 1
    }
}

/// Weight of one class in one feature: as it stands, and its sum of updates times the step they came at.
struct Entry {
    class: u8,
    weight: i32,
    stamped: i64,
}

/// Features over many classes; a feature exists from its first update on.
#[derive(Default)]
pub(crate) struct Classes {
    index: Index,
    rows: Vec<Vec<Entry>>,
    step: i64,
    frozen: bool,
}

impl Scores for Classes {
    fn add(&self, key: u32, scores: &mut [i32]) {
        if let Some(row) = self.index.find(key) {
            for entry in &self.rows[row] {
                scores[entry.class as usize] += entry.weight;
            }
        }
    }
}

impl Classes {
    /// Learns from one example: `scores` are what the features `keys` gave, `right` is the answer. An answer that
    /// leads by less than `margin` is corrected too. An unknown answer only counts towards the averages.
    pub(crate) fn learn(&mut self, keys: &[u32], scores: &mut [i32], right: u8, margin: i32) {
        self.step += 1;
        if right == UNKNOWN {
            return;
        }
        scores[right as usize] -= margin;
        let rival = best(scores);
        if rival != right as usize {
            self.update(keys, right, rival as u8);
        }
    }

    /// Moves the weights of `keys` towards `right` and away from `wrong`.
    fn update(&mut self, keys: &[u32], right: u8, wrong: u8) {
        for key in keys {
            let row = if self.frozen { self.index.find(*key) } else { Some(self.index.insert(*key)) };
            let Some(row) = row else { continue };
            if row == self.rows.len() {
                self.rows.push(Vec::new());
            }
            self.bump(row, right, 1);
            self.bump(row, wrong, -1);
        }
    }

    fn bump(&mut self, row: usize, class: u8, by: i32) {
        let entries = &mut self.rows[row];
        let found = entries.iter().position(|it| it.class == class);
        if found.is_none() && self.frozen {
            return;
        }
        let at = found.unwrap_or_else(|| {
            entries.push(Entry { class, weight: 0, stamped: 0 });
            entries.len() - 1
        });
        entries[at].weight += by;
        entries[at].stamped += i64::from(by) * self.step;
    }

    fn mean(&self, entry: &Entry) -> f64 {
        f64::from(entry.weight) - entry.stamped as f64 / (self.step + 1) as f64
    }

    /// Drops all but the `keep` heaviest weights for good: what is learnt afterwards makes up for the loss.
    pub(crate) fn freeze(&mut self, keep: usize) {
        let means = self.rows.iter().flatten().map(|it| self.mean(it).abs());
        let floor = floor_of(means.collect(), keep);
        let rows = std::mem::take(&mut self.rows);
        let keys = std::mem::take(&mut self.index.keys);
        self.index.clear();
        for (key, mut row) in keys.into_iter().zip(rows) {
            row.retain(|it| self.mean(it).abs() > floor);
            if !row.is_empty() {
                self.index.insert(key);
                self.rows.push(row);
            }
        }
        self.frozen = true;
    }

    /// Returns the averaged table of the `keep` heaviest weights.
    pub(crate) fn table(&self, keep: usize) -> Vec<u8> {
        let mut entries = Vec::new();
        for (row, list) in self.rows.iter().enumerate() {
            for entry in list {
                let weight = in_byte(self.mean(entry));
                if weight != 0 {
                    entries.push((self.index.keys[row], entry.class, weight));
                }
            }
        }
        Packed::write(entries, keep)
    }
}

/// Returns a weight that at most `keep` of `weights` exceed.
fn floor_of(mut weights: Vec<f64>, keep: usize) -> f64 {
    if weights.len() <= keep {
        return -1.0;
    }
    let (_, floor, _) = weights.select_nth_unstable_by(keep, |a, b| b.total_cmp(a));
    *floor
}

/// Steps of a stored weight to one update of the perceptron; weights beyond 32 updates are cut.
const SCALE: f64 = 4.0;

fn in_byte(mean: f64) -> i8 {
    (mean * SCALE).round().clamp(-127.0, 127.0) as i8
}

/// Features over the three moves.
pub(crate) struct MoveWeights {
    index: Index,
    weights: Vec<[i32; 3]>,
    stamped: Vec<[i64; 3]>,
    step: i64,
    frozen: bool,
}

impl Moves for MoveWeights {
    #[inline(always)]
    fn row(&self, key: u32) -> [i32; 3] {
        self.index.find(key).map_or([0; 3], |it| self.weights[it])
    }
}

impl MoveWeights {
    /// Returns a table without weights.
    pub(crate) fn new() -> MoveWeights {
        MoveWeights { index: Index::default(), weights: vec![], stamped: vec![], step: 1, frozen: false }
    }

    /// Returns the number of features.
    pub(crate) fn len(&self) -> usize {
        self.weights.len()
    }

    /// Counts one example.
    pub(crate) fn tick(&mut self) {
        self.step += 1;
    }

    /// Adds `by` to the weight of move `class` in every feature of `keys`.
    pub(crate) fn bump(&mut self, keys: &[u32], class: u8, by: i32) {
        for key in keys {
            let row = if self.frozen { self.index.find(*key) } else { Some(self.index.insert(*key)) };
            let Some(row) = row else { continue };
            if row == self.weights.len() {
                self.weights.push([0; 3]);
                self.stamped.push([0; 3]);
            }
            self.weights[row][class as usize] += by;
            self.stamped[row][class as usize] += i64::from(by) * self.step;
        }
    }

    fn means(&self, row: usize) -> [f64; 3] {
        [0, 1, 2].map(|it| f64::from(self.weights[row][it]) - self.stamped[row][it] as f64 / self.step as f64)
    }

    fn size(&self, row: usize) -> f64 {
        self.means(row).iter().map(|it| it.abs()).sum()
    }

    /// Drops all but the `keep` heaviest features for good: what is learnt afterwards makes up for the loss.
    pub(crate) fn freeze(&mut self, keep: usize) {
        let floor = floor_of((0..self.weights.len()).map(|it| self.size(it)).collect(), keep);
        let kept: Vec<usize> = (0..self.weights.len()).filter(|it| self.size(*it) > floor).collect();
        let keys = std::mem::take(&mut self.index.keys);
        self.index.clear();
        kept.iter().for_each(|it| {
            self.index.insert(keys[*it]);
        });
        self.weights = kept.iter().map(|it| self.weights[*it]).collect();
        self.stamped = kept.iter().map(|it| self.stamped[*it]).collect();
        self.frozen = true;
    }

    /// Returns the averaged table of the `keep` heaviest features.
    pub(crate) fn table(&self, keep: usize) -> Vec<u8> {
        let mut rows = Vec::new();
        for row in 0..self.weights.len() {
            let bytes = self.means(row).map(in_byte);
            if bytes != [0; 3] {
                rows.push((self.index.keys[row], bytes));
            }
        }
        Triples::write(rows, keep)
    }
}
