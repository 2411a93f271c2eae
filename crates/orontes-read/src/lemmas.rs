//! Knows classes of dictionary forms: reporting verbs, hedges, words that deny or look ahead.

/// Words by class, sorted.
#[derive(Debug, Default)]
pub(crate) struct Lemmas {
    rows: Vec<(&'static str, &'static str, &'static str)>,
}

impl Lemmas {
    /// Reads a table of `class TAB word TAB value`.
    pub(crate) fn of_table(table: &'static str) -> Lemmas {
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?, cells.next()?))
        };
        let mut rows: Vec<_> = table.lines().filter(|it| !it.starts_with('#')).filter_map(row).collect();
        rows.sort_unstable();
        Lemmas { rows }
    }

    /// Says whether the word is of the class.
    pub(crate) fn has(&self, class: &str, word: &str) -> bool {
        self.value(class, word).is_some()
    }

    /// Returns the first value of the word in the class.
    pub(crate) fn value(&self, class: &str, word: &str) -> Option<&'static str> {
        let idx = self.rows.partition_point(|it| (it.0, it.1) < (class, word));
        self.rows.get(idx).filter(|it| it.0 == class && it.1 == word).map(|it| it.2)
    }

    /// Says whether the word is of the class with this value, among others.
    pub(crate) fn has_value(&self, class: &str, word: &str, value: &str) -> bool {
        self.rows.binary_search(&(class, word, value)).is_ok()
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
