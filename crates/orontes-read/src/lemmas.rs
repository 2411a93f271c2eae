//! Knows classes of dictionary forms: reporting verbs, hedges, words that deny or look ahead.

use crate::words::ByWord;

/// Classes of a word with what it says in each, sorted.
type Senses = Vec<(&'static str, &'static str)>;

/// Classes of words with their values, by word.
#[derive(Debug, Default)]
pub(crate) struct Lemmas {
    senses: ByWord<Senses>,
}

impl Lemmas {
    /// Reads a table of `class TAB word TAB value`.
    pub(crate) fn of_table(table: &'static str) -> Lemmas {
        let mut lemmas = Lemmas::default();
        for row in table.lines().filter(|it| !it.starts_with('#')) {
            let mut cells = row.split('\t');
            if let (Some(class), Some(word), Some(value)) = (cells.next(), cells.next(), cells.next()) {
                lemmas.senses.entry(word).or_default().push((class, value));
            }
        }
        lemmas.senses.values_mut().for_each(|it| it.sort_unstable());
        lemmas
    }

    /// Says whether the word is of the class.
    pub(crate) fn has(&self, class: &str, word: &str) -> bool {
        self.value(class, word).is_some()
    }

    /// Returns the first value of the word in the class.
    pub(crate) fn value(&self, class: &str, word: &str) -> Option<&'static str> {
        self.senses(word).iter().find(|it| it.0 == class).map(|it| it.1)
    }

    /// Says whether the word is of the class with this value, among others.
    pub(crate) fn has_value(&self, class: &str, word: &str, value: &str) -> bool {
        self.senses(word).contains(&(class, value))
    }

    fn senses(&self, word: &str) -> &[(&'static str, &'static str)] {
        self.senses.get(word).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_have_several_values_in_a_class() {
        let table = Lemmas::of_table("# c\nverb\tconfirm\tsay\nverb\tconfirm\tshow\nnoun\treport\t-\n");
        assert!(table.has("verb", "confirm") && !table.has("noun", "confirm"));
        assert!(table.has_value("verb", "confirm", "show") && !table.has_value("noun", "report", "show"));
    }
}
