//! Learns averaged perceptron weights: features over many classes, and features over the parser's three moves.

use orontes_grammar::weights::{Moves, Scores, Sparse};

/// A map from keys to consecutive numbers, in order of arrival.
#[derive(Default)]
pub struct Index {
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
    pub fn find(&self, key: u32) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        (self.slots[self.slot(key)] as usize).checked_sub(1)
    }

    /// Returns the number of a key, giving it the next one where it has none.
    pub fn insert(&mut self, key: u32) -> usize {
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
pub struct Classes {
    index: Index,
    rows: Vec<Vec<Entry>>,
    updates: Vec<u32>,
    step: i64,
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
    /// Counts one example, right or wrong; averages are over these.
    pub fn tick(&mut self) {
        self.step += 1;
    }

    /// Moves the weights of `keys` towards `right` and away from `wrong`.
    pub fn update(&mut self, keys: &[u32], right: usize, wrong: usize) {
        for key in keys {
            let row = self.index.insert(*key);
            if row == self.rows.len() {
                self.rows.push(Vec::new());
                self.updates.push(0);
            }
            self.updates[row] += 1;
            self.bump(row, right as u8, 1);
            self.bump(row, wrong as u8, -1);
        }
    }

    fn bump(&mut self, row: usize, class: u8, by: i32) {
        let entries = &mut self.rows[row];
        let at = entries.iter().position(|it| it.class == class).unwrap_or_else(|| {
            entries.push(Entry { class, weight: 0, stamped: 0 });
            entries.len() - 1
        });
        entries[at].weight += by;
        entries[at].stamped += i64::from(by) * self.step;
    }

    /// Returns the averaged table, leaving out features that were updated fewer than `least` times and
    /// weights below `floor` of a full update.
    pub fn table(&self, least: u32, floor: f64) -> Vec<u8> {
        let mut rows: Vec<(u32, Vec<(u8, i16)>)> = Vec::new();
        for (row, entries) in self.rows.iter().enumerate() {
            if self.updates[row] < least {
                continue;
            }
            let mut pairs: Vec<(u8, i16)> = Vec::new();
            for entry in entries {
                let mean = f64::from(entry.weight) - entry.stamped as f64 / (self.step + 1) as f64;
                if mean.abs() >= floor {
                    pairs.push((entry.class, scaled(mean)));
                }
            }
            pairs.retain(|it| it.1 != 0);
            pairs.sort_unstable();
            if !pairs.is_empty() {
                rows.push((self.index.keys[row], pairs));
            }
        }
        rows.sort_unstable();
        Sparse::write(&rows)
    }
}

/// Weights are written in hundredths of an update.
const SCALE: f64 = 100.0;

fn scaled(mean: f64) -> i16 {
    (mean * SCALE).round().clamp(-32000.0, 32000.0) as i16
}

/// Features over the three moves, folded into a table of fixed size.
pub struct MoveWeights {
    weights: Vec<[i32; 3]>,
    stamped: Vec<[i64; 3]>,
    step: i64,
    mask: u32,
}

impl Moves for MoveWeights {
    #[inline(always)]
    fn row(&self, key: u32) -> [i32; 3] {
        self.weights[(key & self.mask) as usize]
    }
}

impl MoveWeights {
    /// Returns a table of two to the power `bits` rows.
    pub fn new(bits: u32) -> MoveWeights {
        let count = 1 << bits;
        MoveWeights {
            weights: vec![[0; 3]; count],
            stamped: vec![[0; 3]; count],
            step: 1,
            mask: count as u32 - 1,
        }
    }

    /// Counts one example.
    pub fn tick(&mut self) {
        self.step += 1;
    }

    /// Adds `by` to the weight of move `class` in every feature of `keys`.
    pub fn bump(&mut self, keys: &[u32], class: u8, by: i32) {
        for key in keys {
            let row = (key & self.mask) as usize;
            self.weights[row][class as usize] += by;
            self.stamped[row][class as usize] += i64::from(by) * self.step;
        }
    }

    pub fn max(&self) -> i32 {
        self.weights.iter().flatten().map(|it| it.abs()).max().unwrap()
    }
    /// Returns the averaged table.
    pub fn table(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.weights.len() * 6);
        for (weights, stamped) in self.weights.iter().zip(&self.stamped) {
            let mean = |it: usize| f64::from(weights[it]) - stamped[it] as f64 / self.step as f64;
            for side in 0..3 {
                bytes.extend_from_slice(&scaled(mean(side)).to_le_bytes());
            }
        }
        bytes
    }
}
