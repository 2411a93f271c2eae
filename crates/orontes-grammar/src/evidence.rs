//! Writes what the finder of governors goes by: the words near the front and the top of the stack, their dependents.

use crate::hash::{key1, key2, key3, mix};
use crate::structure::{Cell, Chart, Item, NONE, Unit};

const ROOT: Unit = Unit { word: 3, tag: 200, upos: 100, suffix: 3 };
const ABSENT: Unit = Unit { word: 2, tag: 201, upos: 101, suffix: 2 };

#[inline(always)]
fn unit(units: &[Unit], index: u32) -> &Unit {
    match units.get(index as usize) {
        Some(unit) => unit,
        None if index as usize == units.len() => &ROOT,
        None => &ABSENT,
    }
}

/// Returns the class of a distance between words: 1 to 5 apart, then wider steps.
#[inline(always)]
fn distance(from: u32, to: u32) -> u64 {
    match to.saturating_sub(from) {
        near @ 0..=4 => u64::from(near),
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// Collects the keys of features; each call of a method is a template of its own, numbered by order.
pub(crate) struct Keys<'a> {
    next: u64,
    out: &'a mut Vec<u32>,
}

impl<'a> Keys<'a> {
    /// Starts over, with templates numbered after `start`.
    pub(crate) fn new(start: u64, out: &'a mut Vec<u32>) -> Keys<'a> {
        out.clear();
        Keys { next: start, out }
    }

    /// Adds a feature of one value.
    #[inline(always)]
    pub(crate) fn one(&mut self, a: u64) {
        self.next += 1;
        self.out.push(key1(self.next, a));
    }

    /// Adds a feature of two values.
    #[inline(always)]
    pub(crate) fn two(&mut self, a: u64, b: u64) {
        self.next += 1;
        self.out.push(key2(self.next, a, b));
    }

    /// Adds a feature of three values.
    #[inline(always)]
    pub(crate) fn three(&mut self, a: u64, b: u64, c: u64) {
        self.next += 1;
        self.out.push(key3(self.next, a, b, c));
    }

    /// Adds a feature of three values under a template that takes many.
    #[inline(always)]
    pub(crate) fn many(&mut self, template: u64, a: u64, b: u64, c: u64) {
        self.out.push(key3(template, a, b, c));
    }
}

/// The words that a move is about: three of the stack, three of the buffer.
struct Scene<'a> {
    units: &'a [Unit],
    top: Cell,
    second: Cell,
    front: Cell,
    s0: Unit,
    s1: Unit,
    s2: Unit,
    b0: Unit,
    b1: Unit,
    b2: Unit,
    s0_wt: u64,
    s1_wt: u64,
    b0_wt: u64,
}

/// Writes the features of a reading to `out`.
pub fn features(units: &[Unit], chart: &Chart, item: &Item, out: &mut Vec<u32>) {
    let empty = Cell::bare(NONE);
    let front = item.front;
    let top = *chart.cell(item.top).unwrap_or(&empty);
    let second = *chart.cell(top.below).unwrap_or(&empty);
    let third = chart.cell(second.below).unwrap_or(&empty);
    let (s0, s1, s2) = (*unit(units, top.word), *unit(units, second.word), *unit(units, third.word));
    let b0 = *unit(units, front.word);
    let b1 = *unit(units, front.word.saturating_add(1));
    let b2 = *unit(units, front.word.saturating_add(2));
    let s0_wt = mix(s0.word, s0.tag);
    let s1_wt = mix(s1.word, s1.tag);
    let b0_wt = mix(b0.word, b0.tag);
    let scene = Scene { units, top, second, front, s0, s1, s2, b0, b1, b2, s0_wt, s1_wt, b0_wt };
    let mut keys = Keys::new(0, out);
    pairs(&scene, &mut keys);
    triples(&scene, &mut keys);
    dependents(&scene, &mut keys);
    leads(&scene, &mut keys);
    counts(&scene, &mut keys);
}

/// Single words and pairs of them.
#[inline(always)]
fn pairs(scene: &Scene<'_>, keys: &mut Keys<'_>) {
    let Scene { s0, s1, s2, b0, b1, b2, s0_wt, s1_wt, b0_wt, .. } = *scene;
    // Single words.
    for (wt, one) in [(s0_wt, s0), (s1_wt, s1), (b0_wt, b0)] {
        keys.one(wt);
        keys.one(one.word);
        keys.one(one.tag);
        keys.two(one.suffix, one.upos);
    }
    keys.two(b1.word, b1.tag);
    keys.one(b1.tag);
    keys.two(b2.word, b2.tag);
    keys.two(s2.word, s2.tag);
    // Pairs: top and front, second and top, second and front.
    for (a_wt, a, b_wt, b) in [(s0_wt, s0, b0_wt, b0), (s1_wt, s1, s0_wt, s0)] {
        keys.two(a_wt, b.tag);
        keys.two(a.tag, b_wt);
        keys.two(a.word, b.word);
        keys.two(a.tag, b.tag);
        keys.two(a.upos, b.upos);
    }
    keys.two(s1.tag, b0.tag);
    keys.two(s1_wt, b0.tag);
    keys.two(s1.tag, b0_wt);
    keys.two(b0.tag, b1.tag);
    keys.two(b0_wt, b1.tag);
}

/// Three words at once.
#[inline(always)]
fn triples(scene: &Scene<'_>, keys: &mut Keys<'_>) {
    let Scene { s0, s1, s2, b0, b1, b2, s0_wt, s1_wt, b0_wt, .. } = *scene;
    // Triples.
    keys.three(s0.tag, b0.tag, b1.tag);
    keys.three(s0_wt, b0.tag, b1.tag);
    keys.three(s0.tag, b0_wt, b1.tag);
    keys.three(b0.tag, b1.tag, b2.tag);
    keys.three(s1.tag, s0.tag, b0.tag);
    keys.three(s1_wt, s0.tag, b0.tag);
    keys.three(s1.tag, s0_wt, b0.tag);
    keys.three(s1.tag, s0.tag, b0_wt);
    keys.three(s2.tag, s1.tag, s0.tag);
    keys.three(mix(s1.tag, s0.tag), b0.tag, b1.tag);
    keys.three(s1.upos, s0.word, mix(b0.upos, b1.upos));
}

/// Words with the dependents that they have so far.
#[inline(always)]
fn dependents(scene: &Scene<'_>, keys: &mut Keys<'_>) {
    let Scene { units, top, second, front, s0, s1, b0, s0_wt, s1_wt, b0_wt, .. } = *scene;
    let tag = |index: u32| unit(units, index).tag;
    // Dependents.
    let (s0l, s0r, s1l, s1r, b0l) =
        (tag(top.left[0]), tag(top.right[0]), tag(second.left[0]), tag(second.right[0]), tag(front.left[0]));
    keys.three(s0.tag, b0.tag, s0l);
    keys.three(s0.tag, b0.tag, s0r);
    keys.three(s0.tag, b0.tag, b0l);
    keys.three(s1.tag, s0.tag, s1l);
    keys.three(s1.tag, s0.tag, s1r);
    keys.three(s1.tag, s0.tag, s0l);
    keys.three(s1.tag, s0.tag, s0r);
    keys.three(s1.tag, s0.tag, mix(b0.tag, b0l));
    keys.two(s0_wt, s0r);
    keys.two(s0_wt, s0l);
    keys.two(s1_wt, s1r);
    keys.two(s1_wt, s1l);
    keys.two(b0_wt, b0l);
    keys.three(s0.tag, s0r, tag(top.right[1]));
    keys.three(s0.tag, s0l, tag(top.left[1]));
    keys.three(s1.tag, s1r, tag(second.right[1]));
    keys.three(b0.tag, b0l, tag(front.left[1]));
    keys.two(unit(units, top.right[0]).word, s0.tag);
    keys.two(unit(units, top.left[0]).word, s0.tag);
    keys.two(unit(units, second.right[0]).word, s1.tag);
    keys.two(unit(units, second.left[0]).word, s1.tag);
    keys.two(unit(units, front.left[0]).word, b0.tag);
    keys.three(unit(units, top.left[0]).word, s1_wt, s0.tag);
    keys.three(unit(units, top.left[0]).word, s0.tag, b0.tag);
}

/// Words with the first words of phrases.
#[inline(always)]
fn leads(scene: &Scene<'_>, keys: &mut Keys<'_>) {
    let Scene { units, top, second, front, s0, s1, s2, b0, .. } = *scene;
    let tag = |index: u32| unit(units, index).tag;
    // The first word of the front's phrase (its preposition, conjunction, mark) decides between the words that
    // the phrase could hang on; likewise for the phrase on top of the stack.
    let lead = unit(units, front.left[0]);
    let lead_two = mix(lead.word, unit(units, front.left[1]).tag);
    keys.three(s0.word, lead.word, b0.tag);
    keys.three(s1.word, lead.word, b0.tag);
    keys.three(s0.word, lead.word, b0.word);
    keys.three(s1.word, lead.word, b0.word);
    keys.three(s0.tag, lead.word, b0.tag);
    keys.three(s0.tag, lead.word, b0.word);
    keys.three(mix(s1.tag, s0.tag), lead.word, b0.tag);
    keys.three(mix(s1.word, s0.tag), lead.word, b0.upos);
    keys.three(mix(s1.tag, s0.word), lead.word, b0.upos);
    keys.three(mix(s1.upos, s0.upos), lead_two, mix(s2.upos, b0.upos));
    keys.three(s0.tag, lead_two, b0.tag);
    let own_lead = unit(units, top.left[0]);
    keys.three(s1.word, own_lead.word, s0.word);
    keys.three(s1.tag, own_lead.word, mix(s0.tag, b0.tag));
    keys.three(mix(s2.tag, s1.tag), own_lead.word, s0.tag);
    keys.three(mix(s0.tag, tag(top.left[0])), tag(top.left[1]), b0.tag);
    keys.three(mix(s1.tag, tag(second.left[0])), tag(second.left[1]), mix(s0.tag, b0.tag));
    keys.three(s0.word, unit(units, top.right[0]).word, b0.tag);
    // Words that are coordinated resemble one another.
    keys.three(s0.suffix, b0.suffix, lead.tag);
    keys.three(s1.suffix, b0.suffix, lead.tag);
}

/// Numbers of dependents, distances, neighbours.
#[inline(always)]
fn counts(scene: &Scene<'_>, keys: &mut Keys<'_>) {
    let Scene { units, top, second, front, s0, s1, b0, b1, s0_wt, s1_wt, b0_wt, .. } = *scene;
    // Number of dependents, distances.
    let d0 = distance(top.word, front.word);
    let d1 = distance(second.word, top.word);
    let count = |cell: Cell, side: usize| u64::from(cell.count[side].min(4));
    keys.two(s0_wt, count(top, 0));
    keys.two(s0_wt, count(top, 1));
    keys.two(s1_wt, count(second, 1));
    keys.two(b0_wt, count(front, 0));
    keys.two(s0.tag, count(top, 0) * 8 + count(top, 1));
    keys.two(s1.tag, count(second, 0) * 8 + count(second, 1));
    keys.three(s0.tag, b0.tag, d0);
    keys.three(s1.tag, s0.tag, d1);
    keys.two(s0_wt, d0);
    keys.two(b0_wt, d0);
    keys.two(s1_wt, d1);
    keys.two(s0_wt, d1);
    // Words next to the pair.
    let before_top = unit(units, top.word.wrapping_sub(1));
    let after_top = unit(units, top.word.saturating_add(1));
    let before_front = unit(units, front.word.wrapping_sub(1));
    keys.three(mix(s0.tag, b0.tag), before_top.tag, b1.tag);
    keys.three(mix(s0.tag, b0.tag), after_top.tag, before_front.tag);
    keys.three(mix(s1.tag, s0.tag), after_top.tag, before_top.tag);
}
