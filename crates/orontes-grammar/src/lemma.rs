//! Turns a word and its tag into its dictionary form and its features.

use crate::hash::{key2, key3, of_text};
use crate::weights::Sparse;

/// How a dictionary form is made: cut bytes off the end, add an ending, keep the case or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script {
    /// Number of bytes to cut off the end; 255 for the whole word.
    pub cut: u8,
    /// What to add.
    pub ending: &'static str,
    /// Keeps capitals: names.
    pub keep_case: bool,
}

impl Script {
    /// Reads a line of the section of scripts: cut, case, ending, parted by spaces.
    pub fn from_line(line: &'static str) -> Option<Script> {
        let mut parts = line.splitn(3, ' ');
        let cut = parts.next()?.parse().ok()?;
        let keep_case = parts.next()? == "k";
        Some(Script { cut, ending: parts.next().unwrap_or(""), keep_case })
    }

    /// Returns the dictionary form of `form`, or nothing where the script does not fit it.
    pub fn apply(self, form: &str) -> Option<String> {
        let mut lemma = if self.keep_case { form.to_string() } else { form.to_lowercase() };
        if self.cut == 255 {
            lemma.clear();
        } else {
            let end = lemma.len().checked_sub(self.cut as usize)?;
            if !lemma.is_char_boundary(end) {
                return None;
            }
            lemma.truncate(end);
        }
        lemma.push_str(self.ending);
        (!lemma.is_empty()).then_some(lemma)
    }
}

/// Longest ending that decides how an unknown word is shortened, in bytes.
pub const LONGEST_ENDING: usize = 6;

/// Returns the key of a whole word in the table of scripts.
pub fn whole_key(lower: &str, tag: u8) -> u32 {
    key2(901, of_text(lower), u64::from(tag))
}

/// Returns the key of an ending in the table of scripts.
pub fn ending_key(ending: &str, tag: u8) -> u32 {
    key3(902, of_text(ending), ending.len() as u64, u64::from(tag))
}

/// Returns the endings of a word, longest first.
pub fn endings(lower: &str) -> impl Iterator<Item = &str> {
    let longest = lower.len().min(LONGEST_ENDING);
    (0..=longest).rev().filter_map(move |it| lower.get(lower.len() - it..))
}

/// Returns the dictionary form of a word.
pub fn lemma(table: &Sparse, scripts: &[Script], form: &str, lower: &str, tag: u8) -> String {
    let by_word = table.first(whole_key(lower, tag));
    let by_ending = || endings(lower).filter_map(|it| table.first(ending_key(it, tag)));
    by_word
        .into_iter()
        .chain(by_ending())
        .filter_map(|it| scripts.get(it as usize))
        .find_map(|it| it.apply(form))
        .unwrap_or_else(|| form.to_lowercase())
}

/// Returns the key of a word in the table of features.
pub fn feats_key(lower: &str, tag: u8) -> u32 {
    key2(903, of_text(lower), u64::from(tag))
}

/// Returns the number of the features of a word.
pub fn feats(table: &Sparse, lower: &str, tag: u8) -> usize {
    table.first(feats_key(lower, tag)).or_else(|| table.first(feats_key("", tag))).map_or(0, usize::from)
}
