//! Gives every word of a sentence its tag: universal and Penn part of speech as one label.
//!
//! Greedy from left to right over a linear model: the words around, endings, shapes, the tags given so far,
//! and the tags that the words to the right have been seen with.

use crate::hash::{key1, key2, key3};
use crate::lexicon::Word;
use crate::weights::Scores;

/// Number of a tag; the labels are a section of the weights.
pub type Tag = u8;

/// Tag of the places before the first and after the last word.
pub const EDGE: Tag = 255;

/// Most features that one word has.
pub const N_FEATURES: usize = 48;

const OUTSIDE: Word = Word { id: 1, class: 1, shape: 1, suffix: [1; 4], prefix: [1; 3], known: true, key: 0 };

#[inline(always)]
fn at(words: &[Word], index: usize, offset: isize) -> &Word {
    index.checked_add_signed(offset).and_then(|it| words.get(it)).unwrap_or(&OUTSIDE)
}

/// Writes the features of word `index` to `out`: the tags of the words before are known, those after are not.
pub fn features(words: &[Word], tags: &[Tag], index: usize, out: &mut Vec<u32>) {
    out.clear();
    let word = &words[index];
    let (w1, w2) = (at(words, index, -1), at(words, index, -2));
    let (n1, n2) = (at(words, index, 1), at(words, index, 2));
    let n3 = at(words, index, 3);
    let before = |back: usize| index.checked_sub(back).map_or(EDGE, |it| tags[it]) as u64;
    let (t1, t2, t3) = (before(1), before(2), before(3));
    out.push(key1(1, 0));
    out.push(key1(2, word.id));
    out.push(key2(3, word.id, word.shape));
    for (length, suffix) in word.suffix.iter().enumerate() {
        out.push(key2(4 + length as u64, *suffix, word.shape & 3));
    }
    for (length, prefix) in word.prefix.iter().enumerate() {
        out.push(key1(10 + length as u64, *prefix));
    }
    out.push(key1(14, word.shape));
    out.push(key2(15, word.shape, word.suffix[2]));
    out.push(key1(16, word.class));
    out.push(key2(17, word.class, word.shape));
    out.push(key1(20, t1));
    out.push(key2(21, t1, t2));
    out.push(key2(22, t1, word.id));
    out.push(key3(23, t1, t2, word.class));
    out.push(key2(24, t1, word.suffix[2]));
    out.push(key3(25, t1, t2, t3));
    out.push(key2(26, t1, w1.id));
    out.push(key3(27, t1, word.class, n1.class));
    out.push(key3(28, t1, t2, word.id));
    out.push(key1(30, w1.id));
    out.push(key1(31, w2.id));
    out.push(key1(32, n1.id));
    out.push(key1(33, n2.id));
    out.push(key2(34, w1.id, word.id));
    out.push(key2(35, word.id, n1.id));
    out.push(key2(36, w1.id, n1.id));
    out.push(key2(37, w1.id, w2.id));
    out.push(key2(38, n1.id, n2.id));
    out.push(key1(40, n1.class));
    out.push(key2(41, n1.class, n2.class));
    out.push(key2(42, word.class, n1.class));
    out.push(key3(43, word.class, n1.class, n2.class));
    out.push(key1(44, n1.suffix[2]));
    out.push(key1(45, n1.suffix[1]));
    out.push(key1(46, w1.suffix[2]));
    out.push(key2(47, n1.shape, word.shape));
    out.push(key2(48, w1.shape, word.shape));
    out.push(key2(49, word.class, w1.class));
    out.push(key3(50, word.class, n1.id, t1));
    out.push(key2(51, n2.class, n3.class));
    out.push(key2(52, n1.suffix[1], word.suffix[1]));
}

/// Tags the words of a sentence.
pub fn tag(weights: &impl Scores, n_tags: usize, words: &[Word], tags: &mut Vec<Tag>) {
    tags.clear();
    let mut found = Vec::with_capacity(N_FEATURES);
    let mut scores = vec![0i32; n_tags];
    for index in 0..words.len() {
        features(words, tags, index, &mut found);
        scores.fill(0);
        for key in &found {
            weights.add(*key, &mut scores);
        }
        tags.push(best(&scores) as Tag);
    }
}

/// Returns the class with the highest score; the first of equals.
#[inline]
pub fn best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}
