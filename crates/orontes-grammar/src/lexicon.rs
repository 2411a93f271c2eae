//! Says what the network sees of a word: the word itself, its endings and beginnings, its shape.

use crate::hash::{key2, of_text};

/// Most things that the network sees of a word.
pub const N_TRAITS: usize = 13;
/// How many of them, from the first, tell the word from all others.
pub const N_OWN: usize = 1;
/// Longest ending and longest beginning that is looked at, in characters.
const N_ENDINGS: usize = 5;
const N_BEGINNINGS: usize = 4;
/// Stands where a word has no such trait; no trait has this key.
pub const ABSENT: u32 = 0;
/// What the network sees of a word that training hardly met, instead of the word.
pub const STRANGER: u32 = 1;

/// What the network sees of a word, as keys of rows.
pub type Traits = [u32; N_TRAITS];

/// Writes a word as its key is made: small letters, plain quotes and dashes, every figure a nought.
///
/// The figures are set to 0, so that the lexicon need not know every number.
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

/// Returns the traits of `form`, whose normal form is `lower`; `first` in its sentence or not.
pub fn traits(form: &str, lower: &str, first: bool) -> Traits {
    let shape = shape(form);
    let mut keys = [ABSENT; N_TRAITS];
    keys[0] = key(1, of_text(lower));
    for (n, (at, _)) in lower.char_indices().rev().take(N_ENDINGS).enumerate() {
        keys[N_OWN + n] = key(10 + n as u64, of_text(&lower[at..]));
    }
    for (n, (at, character)) in lower.char_indices().take(N_BEGINNINGS).enumerate() {
        keys[N_OWN + N_ENDINGS + n] = key(20 + n as u64, of_text(&lower[..at + character.len_utf8()]));
    }
    keys[N_OWN + N_ENDINGS + N_BEGINNINGS] = key(30, shape);
    keys[N_OWN + N_ENDINGS + N_BEGINNINGS + 1] = key(31, shape << 1 | u64::from(first));
    // How long a word is tells abbreviations and codes from words.
    keys[N_OWN + N_ENDINGS + N_BEGINNINGS + 2] = key(32, (lower.len() as u64).min(12));
    keys
}

/// Returns a key that is neither [`ABSENT`] nor [`STRANGER`].
fn key(kind: u64, value: u64) -> u32 {
    key2(kind, value, 0).max(2)
}

/// Returns the number of a form's shape: capitals, digits, marks.
fn shape(form: &str) -> u64 {
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
    bits
}
