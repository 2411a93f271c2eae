//! Knows by which words accounts differ: a retreat or a rout, an ally at work or absent, a flight with an end.

/// The lists of English; what each is stands at its head.
const ENGLISH: &str = include_str!("../../../data/words/accounts.tsv");

/// One list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Told {
    /// A force left a place of its own accord.
    LeftByChoice,
    /// A force was driven out.
    DrivenOut,
    /// An ally does not help.
    NoHandsFree,
    /// Where people fled to.
    Destination,
}

impl Told {
    fn word(self) -> &'static str {
        match self {
            Told::LeftByChoice => "left_by_choice",
            Told::DrivenOut => "driven_out",
            Told::NoHandsFree => "no_hands_free",
            Told::Destination => "destination",
        }
    }
}

/// The lists, by name.
pub(crate) struct Accounts {
    rows: Vec<(&'static str, &'static str)>,
}

impl Accounts {
    /// Reads the lists of English.
    pub(crate) fn of_english() -> Accounts {
        let rows = ENGLISH.lines().filter(|it| !it.starts_with('#')).skip(1);
        Accounts { rows: rows.filter_map(|it| it.split_once('\t')).collect() }
    }

    /// Says whether a sentence uses a word of a list: one that begins a word of the sentence.
    pub(crate) fn tell(&self, what: Told, sentence: &str) -> bool {
        let sentence = format!(" {}", sentence.to_lowercase());
        let words = self.rows.iter().filter(|it| it.0 == what.word()).map(|it| it.1);
        words.into_iter().any(|words| begins_a_word(&sentence, words))
    }
}

fn begins_a_word(sentence: &str, words: &str) -> bool {
    let before = |at: usize| sentence[..at].chars().next_back();
    sentence.match_indices(words).any(|(at, _)| before(at).is_none_or(|it| !it.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_knows_the_forms_of_a_word_and_not_the_words_that_hold_it() {
        let accounts = Accounts::of_english();
        assert!(accounts.tell(Told::DrivenOut, "Troops fled as defences collapsed."));
        assert!(accounts.tell(Told::LeftByChoice, "The army left voluntarily."));
        assert!(!accounts.tell(Told::DrivenOut, "The army said its route was planned."));
        assert!(!accounts.tell(Told::Destination, "Thousands fled."));
    }

    #[test]
    fn every_list_has_words_and_no_row_is_astray() {
        let accounts = Accounts::of_english();
        let lists = [Told::LeftByChoice, Told::DrivenOut, Told::NoHandsFree, Told::Destination];
        let n_of = |it: Told| accounts.rows.iter().filter(|row| row.0 == it.word()).count();
        assert!(lists.iter().all(|it| n_of(*it) > 5));
        assert_eq!(lists.iter().map(|it| n_of(*it)).sum::<usize>(), accounts.rows.len());
    }
}
