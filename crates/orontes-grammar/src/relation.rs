//! Names the relation of every word to its governor once the tree stands.

use crate::evidence::Keys;
use crate::hash::mix;
use crate::structure::Unit;
use crate::tagger::best;
use crate::weights::Scores;

/// A tree over the words of a sentence with its dependents listed.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Governor of each word; the number of words for the root.
    pub heads: Vec<u32>,
    /// Dependents of all words, in order of the governor, then of the word.
    dependents: Vec<u32>,
    /// Where the dependents of each word start; one more entry than words and root.
    starts: Vec<u32>,
}

/// Stands for the relation of a word that has none yet.
pub const UNNAMED: u8 = 255;

impl Tree {
    /// Returns the tree of `heads`; the number of words stands for the root.
    pub fn of(heads: Vec<u32>) -> Tree {
        let mut tree = Tree { heads, ..Tree::default() };
        tree.index();
        tree
    }

    /// Lists the dependents of `self.heads`. Linear in the number of words.
    pub fn index(&mut self) {
        let n = self.heads.len();
        self.starts.clear();
        self.starts.resize(n + 2, 0);
        for head in &self.heads {
            self.starts[*head as usize + 1] += 1;
        }
        for index in 0..=n {
            self.starts[index + 1] += self.starts[index];
        }
        let mut next = self.starts.clone();
        self.dependents.clear();
        self.dependents.resize(n, 0);
        for (word, head) in self.heads.iter().enumerate() {
            let place = &mut next[*head as usize];
            self.dependents[*place as usize] = word as u32;
            *place += 1;
        }
    }

    /// Returns the dependents of `head`, in order; `head` may be the root.
    pub fn dependents(&self, head: u32) -> &[u32] {
        &self.dependents[self.starts[head as usize] as usize..self.starts[head as usize + 1] as usize]
    }
}

const ROOT: Unit = Unit { word: 3, tag: 200, upos: 100, suffix: 3 };
const ABSENT: Unit = Unit { word: 2, tag: 201, upos: 101, suffix: 2 };

fn unit(units: &[Unit], index: usize) -> &Unit {
    match units.get(index) {
        Some(unit) => unit,
        None if index == units.len() => &ROOT,
        None => &ABSENT,
    }
}

/// Writes the features of the relation between `word` and its governor to `out`. `labels` holds the
/// relations of the words that stand before it under the same governor, and of the governor where known.
pub fn features(units: &[Unit], tree: &Tree, labels: &[u8], word: usize, out: &mut Vec<u32>) {
    let mut keys = Keys::new(1000, out);
    own_features(units, tree, word, &mut keys);
    family_features(units, tree, labels, word, &mut keys);
    neighbour_features(units, tree, word, &mut keys);
}

/// The word, its governor and its own dependents.
#[inline(always)]
fn own_features(units: &[Unit], tree: &Tree, word: usize, keys: &mut Keys<'_>) {
    let head = tree.heads[word] as usize;
    let (h, d) = (unit(units, head), &units[word]);
    let side = u64::from(word < head) << 8;
    let gap = word.abs_diff(head).min(7) as u64;
    let own = tree.dependents(word as u32);
    let first = own.first().map_or(&ABSENT, |it| unit(units, *it as usize));
    let last = own.last().map_or(&ABSENT, |it| unit(units, *it as usize));
    let (h_wt, d_wt) = (mix(h.word, h.tag), mix(d.word, d.tag));
    keys.one(side);
    keys.two(side | h.tag, d.tag);
    keys.two(side, h_wt);
    keys.two(side, d_wt);
    keys.two(side, d.word);
    keys.two(side, h.word);
    keys.two(side | h.tag, d_wt);
    keys.two(side | d.tag, h_wt);
    keys.three(side, h.word, d.word);
    keys.three(side, h_wt, d_wt);
    keys.three(side | h.tag, d.tag, gap);
    keys.three(side | d.tag, h.upos, d.suffix);
    keys.three(side | h.tag, d.tag, d.suffix);
    keys.three(side | h.tag, d.tag, h.suffix);
    for one in [first, last] {
        keys.three(side | h.tag, d.tag, one.word);
        keys.three(side | h.tag, d.tag, one.tag);
        keys.three(side | h.upos, d_wt, one.word);
        keys.three(side | d.upos, h_wt, one.word);
    }
    keys.three(side, mix(h.word, d.word), first.word);
    keys.three(side | h.tag, d.tag, first.tag << 8 | last.tag);
    keys.three(side | h.tag, d.tag, own.len().min(4) as u64);
}

/// The other dependents of the governor, and its own governor.
#[inline(always)]
fn family_features(units: &[Unit], tree: &Tree, labels: &[u8], word: usize, keys: &mut Keys<'_>) {
    let head = tree.heads[word] as usize;
    let (h, d) = (unit(units, head), &units[word]);
    let side = u64::from(word < head) << 8;
    let siblings = tree.dependents(head as u32);
    let at = siblings.partition_point(|it| (*it as usize) < word);
    let near = |index: Option<usize>| index.and_then(|it| siblings.get(it)).copied();
    let sibling_before = near(at.checked_sub(1));
    let sibling_after = near(Some(at + 1));
    let before = sibling_before.map_or(&ABSENT, |it| unit(units, it as usize));
    let after = sibling_after.map_or(&ABSENT, |it| unit(units, it as usize));
    let label_before = sibling_before.map_or(254, |it| u64::from(labels[it as usize]));
    let head_label = labels.get(head).map_or(253, |it| u64::from(*it));
    let head_first = siblings.first().map_or(&ABSENT, |it| unit(units, *it as usize));
    let grand = tree.heads.get(head).map_or(&ABSENT, |it| unit(units, *it as usize));
    let same_side_before = sibling_before.is_some_and(|it| ((it as usize) < head) == (word < head));
    let (h_wt, d_wt) = (mix(h.word, h.tag), mix(d.word, d.tag));
    let same_side = siblings[..at].iter().filter(|it| ((**it as usize) < head) == (word < head));
    let nth = same_side.count().min(3) as u64;
    keys.three(side | h.tag, d.tag, before.tag);
    keys.three(side | h.tag, d.tag, after.tag);
    keys.three(side | h.tag, d.tag, label_before << 1 | u64::from(same_side_before));
    keys.three(side, h_wt, label_before << 1 | u64::from(same_side_before));
    keys.three(side | d.tag, h_wt, label_before << 1 | u64::from(same_side_before));
    keys.three(side | h.tag, d.tag, nth);
    keys.three(side | d.tag, h_wt, nth);
    keys.three(side | h.tag, d.tag, head_label);
    keys.three(side, d_wt, head_label);
    keys.three(side | h.tag, d.tag, grand.tag);
    keys.three(side | h.tag, d.tag, head_first.word);
    keys.three(side | h.tag, d.tag, unit(units, word + 1).tag);
    keys.three(side | h.tag, d.tag, unit(units, word.wrapping_sub(1)).tag);
    keys.three(side | h.upos, d_wt, unit(units, word + 1).tag);
    keys.three(side | h.upos, d_wt, unit(units, word.wrapping_sub(1)).word);
    keys.three(side | h.tag, d.tag, unit(units, units.len().wrapping_sub(1)).word);
}

/// All other dependents of the governor as a set, and what stands between the word and its governor.
#[inline(always)]
fn neighbour_features(units: &[Unit], tree: &Tree, word: usize, keys: &mut Keys<'_>) {
    let head = tree.heads[word] as usize;
    let (h, d) = (unit(units, head), &units[word]);
    let side = u64::from(word < head) << 8;
    let siblings = tree.dependents(head as u32);
    // Marks of passive, question, object and clause among the governor's other dependents.
    let mut auxiliaries = 0;
    for sibling in siblings.iter().filter(|it| **it as usize != word) {
        let other = unit(units, *sibling as usize);
        let step = if (*sibling as usize) < head { 0 } else { 1 };
        auxiliaries |= 1u64 << ((other.upos.min(20)) + step * 21);
    }
    keys.three(side | h.tag, d.tag, auxiliaries);
    for sibling in siblings.iter().filter(|it| **it as usize != word).take(6) {
        let other = unit(units, *sibling as usize);
        keys.many(1100, side | h.tag, d.tag, other.word);
    }
    // Tags between the word and its governor: a comma, a verb or a conjunction in between changes the relation.
    let (low, high) = (word.min(head), word.max(head).min(units.len()));
    let mut between = 0u64;
    for one in units.get(low + 1..high).unwrap_or(&[]).iter().take(12) {
        between |= 1 << one.upos.min(40);
    }
    keys.three(side | h.tag, d.tag, between);
}

/// Names the relations of a tree: governors before their dependents, and these from left to right.
pub fn label(
    weights: &impl Scores,
    n_labels: usize,
    root: u8,
    units: &[Unit],
    tree: &Tree,
    labels: &mut Vec<u8>,
) {
    let n = units.len();
    labels.clear();
    labels.resize(n, UNNAMED);
    let mut scores = vec![0i32; n_labels];
    let mut found = Vec::with_capacity(80);
    let mut open = vec![n as u32];
    while let Some(head) = open.pop() {
        for word in tree.dependents(head) {
            open.push(*word);
            if head as usize == n {
                labels[*word as usize] = root;
                continue;
            }
            features(units, tree, labels, *word as usize, &mut found);
            scores.fill(0);
            for key in &found {
                weights.add(*key, &mut scores);
            }
            // Only the root's dependent is the root.
            scores[root as usize] = i32::MIN;
            labels[*word as usize] = best(&scores) as u8;
        }
    }
}
