//! Turns a table of words into phrases that can be looked up by their first word.

use crate::lexeme::Lexeme;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::sync::OnceLock;

/// A table under words that are asked for at every word of a text. Its hash has no seed: the same in every run.
pub(crate) type ByWord<T> = IndexMap<&'static str, T, FxBuildHasher>;

/// Phrases of one language by first word; longer phrases stand first.
#[derive(Debug, Default)]
pub(crate) struct Words {
    by_first: ByWord<Vec<Phrase>>,
}

/// One phrase of a class with its value.
#[derive(Debug)]
pub(crate) struct Phrase {
    class: &'static str,
    rest: Vec<&'static str>,
    value: &'static str,
}

/// English words of time and number. Built once: the table is embedded and never changes.
pub(crate) fn english() -> &'static Words {
    static ENGLISH: OnceLock<Words> = OnceLock::new();
    ENGLISH.get_or_init(|| {
        Words::of_tables(&[include_str!("../data/en/time.tsv"), include_str!("../data/en/number.tsv")])
    })
}

impl Words {
    /// Reads tables of `class TAB words TAB value`; lines that are not that are left out.
    pub(crate) fn of_tables(tables: &[&'static str]) -> Words {
        let mut words = Words::default();
        let rows = tables.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#'));
        for row in rows {
            let mut cells = row.split('\t');
            let (Some(class), Some(text), Some(value)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let mut parts = text.split(' ');
            let Some(first) = parts.next() else { continue };
            words.by_first.entry(first).or_default().push(Phrase { class, rest: parts.collect(), value });
        }
        words.by_first.values_mut().for_each(|them| them.sort_by_key(|it| std::cmp::Reverse(it.rest.len())));
        words
    }

    /// The phrases that a word in small letters opens. Lexemes keep them, for each is asked about many classes.
    pub(crate) fn opened_by(&'static self, lower: &str) -> &'static [Phrase] {
        self.by_first.get(lower).map_or(&[], Vec::as_slice)
    }

    /// Returns the value and the end of the longest phrase of `class` that starts at lexeme `at`.
    pub(crate) fn find(
        &self,
        class: &str,
        lexemes: &[Lexeme<'_>],
        at: usize,
    ) -> Option<(&'static str, usize)> {
        let first = lexemes.get(at)?;
        first
            .phrases
            .iter()
            .filter(|it| it.class == class)
            .find_map(|it| rest_fits(&it.rest, lexemes, at + 1).map(|end| (it.value, end)))
    }
}

/// Returns the end of the phrase's rest, hyphens between its words allowed ("two-thirds").
fn rest_fits(rest: &[&str], lexemes: &[Lexeme<'_>], mut at: usize) -> Option<usize> {
    for word in rest {
        if lexemes.get(at).is_some_and(Lexeme::is_dash) {
            at += 1;
        }
        if lexemes.get(at)?.lower != *word {
            return None;
        }
        at += 1;
    }
    Some(at)
}
