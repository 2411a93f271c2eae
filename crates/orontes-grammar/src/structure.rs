//! Finds the governor of every word: an arc-hybrid transition system with a beam over a linear model.
//!
//! The buffer ends with the root. Three moves: shift the front of the buffer to the stack; *left*, the top of
//! the stack becomes a dependent of the front; *right*, the top becomes a dependent of the word below it. Each
//! sentence takes 2n moves, so the cost is linear in its length times the width of the beam. Stacks are shared
//! between the readings of the beam as linked cells; nothing is copied but the cell that changes.

use crate::evidence::features;
use crate::weights::Moves;

/// A word as the parser sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unit {
    /// Number of the word, rare ones by their ending.
    pub word: u64,
    /// Number of the lemma-like form without its tag; equal for words that training hardly saw.
    pub tag: u64,
    /// Universal part of speech.
    pub upos: u64,
    /// Ending of three characters.
    pub suffix: u64,
}

/// Stands for the absence of a word.
pub const NONE: u32 = u32::MAX;

/// Moves of the parser.
pub const SHIFT: u8 = 0;
/// The top of the stack becomes a dependent of the front of the buffer.
pub const LEFT: u8 = 1;
/// The top of the stack becomes a dependent of the word below it.
pub const RIGHT: u8 = 2;

/// A word on the stack, or the front of the buffer, with the outermost dependents found so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The word.
    pub word: u32,
    /// The cell below.
    pub below: u32,
    /// Leftmost dependent, the one found before it, and the same on the right.
    pub left: [u32; 2],
    /// Rightmost dependent and the one before it.
    pub right: [u32; 2],
    /// Number of dependents on the left and on the right.
    pub count: [u8; 2],
}

impl Cell {
    pub(crate) fn bare(word: u32) -> Cell {
        Cell { word, below: NONE, left: [NONE; 2], right: [NONE; 2], count: [0; 2] }
    }
}

/// One reading of the words so far.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Sum of the scores of its moves.
    pub score: i64,
    /// The cell on top of the stack.
    pub top: u32,
    /// The front of the buffer.
    pub front: Cell,
    /// The item it came from, and by which move.
    pub parent: u32,
    /// The move that made it.
    pub by: u8,
}

/// The readings of one sentence and their cells.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// Cells of all stacks.
    pub cells: Vec<Cell>,
    /// All readings, step by step.
    pub items: Vec<Item>,
}

impl Chart {
    /// Empties the chart and returns the first reading.
    pub fn start(&mut self) -> Item {
        self.cells.clear();
        self.items.clear();
        Item { score: 0, top: NONE, front: Cell::bare(0), parent: NONE, by: SHIFT }
    }

    /// Returns the cell under `cell`.
    pub(crate) fn cell(&self, index: u32) -> Option<&Cell> {
        self.cells.get(index as usize)
    }

    /// Returns which of the three moves the reading allows in a sentence of `n` words.
    pub fn allowed(&self, item: &Item, n: usize) -> [bool; 3] {
        let top = self.cell(item.top);
        let two = top.is_some_and(|it| it.below != NONE);
        let at_root = item.front.word as usize == n;
        // One word alone may be the root's dependent, so the root waits until the stack holds one word.
        [!at_root, top.is_some() && (!at_root || !two), two]
    }

    /// Returns the reading after a move.
    pub fn after(&mut self, item: &Item, index: u32, by: u8, score: i64) -> Item {
        let mut next = Item { score, parent: index, by, ..*item };
        match by {
            SHIFT => {
                let mut cell = item.front;
                cell.below = item.top;
                next.top = self.push(cell);
                next.front = Cell::bare(item.front.word + 1);
            }
            LEFT => {
                let top = self.cells[item.top as usize];
                next.top = top.below;
                next.front.left = [top.word, item.front.left[0]];
                next.front.count[0] = item.front.count[0].saturating_add(1);
            }
            _ => {
                let top = self.cells[item.top as usize];
                let mut under = self.cells[top.below as usize];
                under.right = [top.word, under.right[0]];
                under.count[1] = under.count[1].saturating_add(1);
                next.top = self.push(under);
            }
        }
        next
    }

    fn push(&mut self, cell: Cell) -> u32 {
        self.cells.push(cell);
        self.cells.len() as u32 - 1
    }

    /// Writes the governor of every word by walking back from item `last`; the root is `n`.
    pub fn heads(&self, last: u32, n: usize, heads: &mut Vec<u32>) {
        heads.clear();
        heads.resize(n, n as u32);
        let mut index = last;
        while index != NONE {
            let item = self.items[index as usize];
            if item.parent != NONE {
                let before = self.items[item.parent as usize];
                if item.by == LEFT {
                    heads[self.cells[before.top as usize].word as usize] = before.front.word;
                } else if item.by == RIGHT {
                    let top = self.cells[before.top as usize];
                    heads[top.word as usize] = self.cells[top.below as usize].word;
                }
            }
            index = item.parent;
        }
    }
}

/// A candidate step of the beam.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Score after the step.
    pub score: i64,
    /// Item it starts from.
    pub from: u32,
    /// Move.
    pub by: u8,
}

/// Sorts candidates, best first; of equals, the one whose reading and move come first.
pub fn rank(steps: &mut [Step]) {
    steps.sort_unstable_by_key(|it| (std::cmp::Reverse(it.score), it.from, it.by));
}

/// Readings that trail the best by more than this are given up, whatever the width of the beam: their words are
/// rarely the right ones, and most steps are so clear that one or two readings remain. In steps of a stored weight.
const SLACK: i64 = 800;

/// What the features of a reading depend on: readings that agree on it have the same scores.
#[derive(Clone, Copy, PartialEq, Eq)]
struct View {
    front: Cell,
    top: Cell,
    second: Cell,
    third: u32,
}

fn view(chart: &Chart, item: &Item) -> View {
    let empty = Cell::bare(NONE);
    // What lies below a cell is no feature of it; only the cells themselves are.
    let bare = |it: &Cell| Cell { below: NONE, ..*it };
    let top = chart.cell(item.top).unwrap_or(&empty);
    let second = chart.cell(top.below).unwrap_or(&empty);
    let third = chart.cell(second.below).map_or(NONE, |it| it.word);
    View { front: item.front, top: bare(top), second: bare(second), third }
}

/// Finds the governors of `units` with a beam of `width`; the root is `units.len()`.
pub fn parse(weights: &impl Moves, units: &[Unit], width: usize, chart: &mut Chart, heads: &mut Vec<u32>) {
    let n = units.len();
    let first = chart.start();
    chart.items.push(first);
    let mut beam = 0..1usize;
    let mut found = Vec::with_capacity(128);
    let mut steps: Vec<Step> = Vec::with_capacity(width * 3);
    let mut seen: Vec<(View, [i64; 3])> = Vec::with_capacity(width);
    for _ in 0..2 * n {
        steps.clear();
        seen.clear();
        for index in beam.clone() {
            let item = chart.items[index];
            let allowed = chart.allowed(&item, n);
            let own = view(chart, &item);
            let scores = match seen.iter().find(|it| it.0 == own) {
                Some((_, scores)) => *scores,
                None => {
                    let scores = scores(weights, units, chart, &item, allowed, &mut found);
                    seen.push((own, scores));
                    scores
                }
            };
            push_steps(&item, index as u32, allowed, scores, &mut steps);
        }
        rank(&mut steps);
        steps.truncate(width);
        let floor = steps.first().map_or(0, |it| it.score - SLACK);
        let start = chart.items.len();
        for step in steps.iter().take_while(|it| it.score >= floor) {
            let item = chart.items[step.from as usize];
            let next = chart.after(&item, step.from, step.by, step.score);
            chart.items.push(next);
        }
        beam = start..chart.items.len();
    }
    chart.heads(beam.start as u32, n, heads);
}

fn push_steps(item: &Item, index: u32, allowed: [bool; 3], scores: [i64; 3], steps: &mut Vec<Step>) {
    for by in [SHIFT, LEFT, RIGHT] {
        if allowed[by as usize] {
            steps.push(Step { score: item.score + scores[by as usize], from: index, by });
        }
    }
}

/// Returns the scores of the three moves. A single possible move needs none: nothing is chosen.
fn scores(
    weights: &impl Moves,
    units: &[Unit],
    chart: &Chart,
    item: &Item,
    allowed: [bool; 3],
    found: &mut Vec<u32>,
) -> [i64; 3] {
    let mut scores = [0i32; 3];
    if allowed.iter().filter(|it| **it).count() > 1 {
        features(units, chart, item, found);
        for key in found.iter() {
            let row = weights.row(*key);
            scores[0] += row[0];
            scores[1] += row[1];
            scores[2] += row[2];
        }
    }
    scores.map(i64::from)
}

/// Adds the moves that `item` allows to `steps`, with their scores.
pub fn expand(
    weights: &impl Moves,
    units: &[Unit],
    chart: &Chart,
    item: &Item,
    index: u32,
    found: &mut Vec<u32>,
    steps: &mut Vec<Step>,
) {
    let allowed = chart.allowed(item, units.len());
    let scores = scores(weights, units, chart, item, allowed, found);
    push_steps(item, index, allowed, scores, steps);
}
