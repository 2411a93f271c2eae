//! Knows the words of the treebank: which tags each has been seen with, and a number for each word.

use crate::hash::{key2, mix, of_text};
use crate::weights::Sparse;

/// A word as the models see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Number of the lower-cased form; words that training hardly saw share the number of their shape and ending.
    pub id: u64,
    /// Number of the tags that the word has been seen with; 0 for an unknown word.
    pub class: u64,
    /// Number of the case and the kinds of characters.
    pub shape: u64,
    /// Numbers of the endings of one to four characters.
    pub suffix: [u64; 4],
    /// Numbers of the beginnings of one to three characters.
    pub prefix: [u64; 3],
    /// Says whether the lexicon holds the word.
    pub known: bool,
    /// Key of the word in the lexicon.
    pub key: u32,
}

impl Word {
    /// Makes the word one that the lexicon does not hold.
    pub fn forget(&mut self) {
        self.known = false;
        self.class = 0;
        self.id = stranger(self.shape, self.suffix[1]);
    }
}

/// Returns the number of a word that the lexicon does not hold.
fn stranger(shape: u64, suffix: u64) -> u64 {
    mix(mix(0x5EED, shape), suffix)
}

/// Kind of the key of words in the lexicon.
const WORD: u64 = 7;

/// Returns the key of a lower-cased form in the lexicon.
pub fn lexicon_key(lower: &str) -> u32 {
    key2(WORD, of_text(lower), 0)
}

/// Lower-cases a form, straightens quotes and maps every digit to 0, so that the lexicon need not know every number.
pub fn normal_form(form: &str, out: &mut String) {
    out.clear();
    for character in form.chars() {
        match character {
            '0'..='9' => out.push('0'),
            'a'..='z' => out.push(character),
            'A'..='Z' => out.push(character.to_ascii_lowercase()),
            '\u{2018}' | '\u{2019}' | '`' | '\u{b4}' | '\u{2bc}' => out.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => out.push('"'),
            '\u{2013}' | '\u{2014}' | '\u{2212}' => out.push('-'),
            '\u{2026}' => out.push_str("..."),
            other => out.extend(other.to_lowercase()),
        }
    }
    // Numbers of one to four digits differ (years, days); longer ones do not.
    if out.len() > 5 && out.bytes().all(|it| it == b'0' || it == b',' || it == b'.') {
        out.clear();
        out.push_str("000000");
    }
}

/// Returns the word that the models see for `form`, whose normal form is `lower`.
pub fn word(lexicon: &impl Lexicon, form: &str, lower: &str, first: bool) -> Word {
    let key = lexicon_key(lower);
    let class = lexicon.class(key);
    let shape = shape(form, first);
    let mut suffix = [0; 4];
    let mut prefix = [0; 3];
    for (n, (at, _)) in lower.char_indices().rev().take(4).enumerate() {
        suffix[n] = of_text(&lower[at..]);
    }
    for (n, (at, character)) in lower.char_indices().take(3).enumerate() {
        prefix[n] = of_text(&lower[..at + character.len_utf8()]);
    }
    let known = class != 0;
    let id = if known { of_text(lower) } else { stranger(shape, suffix[1]) };
    Word { id, class, shape, suffix, prefix, known, key }
}

/// Where words are looked up.
pub trait Lexicon {
    /// Returns the number of the tags seen with a word, or 0.
    fn class(&self, key: u32) -> u64;
}

impl Lexicon for Sparse {
    fn class(&self, key: u32) -> u64 {
        self.pairs(key).fold(0, |class, (tag, _)| mix(class | 1, u64::from(tag) + 1))
    }
}

/// Returns the number of a form's shape: capitals, digits, marks, and whether it opens the sentence.
fn shape(form: &str, first: bool) -> u64 {
    let mut bits = 0u64;
    let mut n_upper = 0;
    let mut n_letters = 0;
    for (index, character) in form.chars().enumerate() {
        if character.is_uppercase() {
            n_upper += 1;
            bits |= if index == 0 { 1 } else { 2 };
        }
        bits |= match character {
            '0'..='9' => 4,
            '-' => 8,
            '.' => 16,
            '@' | '/' | '_' => 32,
            '\'' | '\u{2019}' => 64,
            it if it.is_alphabetic() => {
                n_letters += 1;
                128
            }
            it if it.is_ascii() => 256,
            _ => 512,
        };
    }
    if n_upper > 1 && n_upper == n_letters {
        bits |= 1024;
    }
    bits << 1 | u64::from(first)
}
