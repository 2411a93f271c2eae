//! Knows by which words accounts differ: a retreat or a rout, an ally at work or absent, a flight with an end.

use orontes_model::{EventClaim, Standing};
use std::collections::BTreeSet;

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
    /// A sentence turns to another incident.
    OtherIncident,
    /// Nouns for an incident of harm.
    Incident,
    /// A number is a part of one told before it.
    PartBefore,
    /// A number is a part of one told before it, and the words after it say so.
    PartAfter,
    /// Classes of people whose dead are counted apart, in the singular.
    Class,
    /// A number counts those whom somebody treated or took in.
    InCare,
    /// Means that few use on one day, each with a word that stands for all that name it.
    Means,
    /// Words for people and things of no kind: every incident strikes them.
    Anybody,
    /// A part of a place is meant.
    PartOf,
    /// Most of a place is meant.
    MostOf,
    /// The whole of a place is meant, and said to be.
    AllOf,
}

impl Told {
    /// Every list, in the order of their numbers.
    const ALL: &[Told] = &[
        Told::LeftByChoice,
        Told::DrivenOut,
        Told::NoHandsFree,
        Told::Destination,
        Told::OtherIncident,
        Told::Incident,
        Told::PartBefore,
        Told::PartAfter,
        Told::Class,
        Told::InCare,
        Told::Means,
        Told::Anybody,
        Told::PartOf,
        Told::MostOf,
        Told::AllOf,
    ];

    fn word(self) -> &'static str {
        match self {
            Told::LeftByChoice => "left_by_choice",
            Told::DrivenOut => "driven_out",
            Told::NoHandsFree => "no_hands_free",
            Told::Destination => "destination",
            Told::OtherIncident => "other_incident",
            Told::Incident => "incident",
            Told::PartBefore => "part_before",
            Told::PartAfter => "part_after",
            Told::Class => "class",
            Told::InCare => "in_care",
            Told::Means => "means",
            Told::Anybody => "anybody",
            Told::PartOf => "part_of",
            Told::MostOf => "most_of",
            Told::AllOf => "all_of",
        }
    }
}

/// The lists, by name.
pub(crate) struct Accounts {
    /// The words of each list, by its number.
    lists: Vec<Vec<&'static str>>,
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = ENGLISH.lines().filter(|it| !it.starts_with('#')).skip(1);
    rows.filter_map(|it| it.split_once('\t'))
}

impl Accounts {
    /// Reads the lists of English.
    pub(crate) fn of_english() -> Accounts {
        let words_of = |list: &Told| rows().filter(|it| it.0 == list.word()).map(|it| it.1).collect();
        Accounts { lists: Told::ALL.iter().map(words_of).collect() }
    }

    /// Says whether a sentence uses a word of a list: one that begins a word of the sentence.
    pub(crate) fn tell(&self, what: Told, sentence: &str) -> bool {
        let sentence = format!(" {}", sentence.to_lowercase());
        let lists = &self.lists[what as usize];
        let begins = |it: &str, words: &str| {
            it.as_bytes().first() == words.as_bytes().first() && it.starts_with(words)
        };
        begins_of_words(&sentence).any(|it| lists.iter().any(|words| begins(it, words)))
    }

    fn words_of(&self, what: Told) -> impl Iterator<Item = &'static str> + '_ {
        self.lists[what as usize].iter().copied()
    }

    /// Says whether a word stands in a list.
    pub(crate) fn lists(&self, what: Told, word: &str) -> bool {
        self.words_of(what).any(|it| it == word)
    }

    /// Says whether a text opens with words of a list.
    pub(crate) fn opens(&self, what: Told, text: &str) -> bool {
        let text = text.trim_start_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
        let is_whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        self.words_of(what).any(|it| text.strip_prefix(it).is_some_and(is_whole))
    }

    /// Says whether a text ends with words of a list, but for a few that qualify a number ("at least").
    pub(crate) fn closes(&self, what: Told, text: &str) -> bool {
        let text = text.to_lowercase();
        let mut words: Vec<&str> = text.split_whitespace().collect();
        while words.last().is_some_and(|it| ABOUT_A_NUMBER.contains(it)) {
            words.pop();
        }
        let text = words.join(" ");
        let is_whole = |rest: &str| !rest.ends_with(char::is_alphanumeric);
        self.words_of(what).any(|it| text.strip_suffix(it).is_some_and(is_whole))
    }

    /// The things that an account says were struck, by one word each in the singular: of "crowded bus convoys" a convoy.
    /// People of any class are struck by every incident, and names tell of places.
    pub(crate) fn struck(&self, event: &EventClaim) -> BTreeSet<String> {
        let targets = event.targets.iter().filter(|it| it.id.is_none()).map(|it| it.name.as_str());
        let sites = event.places.iter().filter(|it| it.standing() == Standing::Site);
        let sites = sites.filter_map(|it| it.qualifier.as_deref());
        targets.chain(sites).filter_map(|it| self.thing(it)).collect()
    }

    fn thing(&self, struck: &str) -> Option<String> {
        let last = struck.split_whitespace().next_back()?;
        let is_plain = last.chars().count() >= SHORTEST_THING && last.chars().all(char::is_lowercase);
        let one = singular(last);
        let is_anybody = self.lists(Told::Anybody, last) || self.lists(Told::Anybody, &one);
        (is_plain && !is_anybody).then_some(one)
    }

    /// The first of the means that a sentence tells of which few use on one day, by one word for all that name it.
    pub(crate) fn means(&self, sentence: &str) -> Option<&'static str> {
        let sentence = format!(" {}", sentence.to_lowercase());
        let told = self.words_of(Told::Means).filter_map(|it| it.split_once('='));
        told.into_iter()
            .find(|told| begins_of_words(&sentence).any(|it| it.starts_with(told.1)))
            .map(|it| it.0)
    }

    /// Says whether a sentence speaks of "the attack" without saying which: that is the one told before.
    pub(crate) fn names_again(&self, sentence: &str) -> bool {
        let sentence = sentence.to_lowercase();
        let words: Vec<&str> =
            sentence.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
        (0..words.len()).any(|at| {
            let is_noun = self.words_of(Told::Incident).any(|it| words[at] == it);
            let is_definite = words[at.saturating_sub(DETERMINED_WORDS)..at].iter().any(is_definite);
            // "The attack on Sunday" is named by its day, and not by what it hit.
            let is_dated = words.get(at + 2).is_some_and(|it| WEEKDAYS.contains(it));
            let says_which = !is_dated && words.get(at + 1).is_some_and(|it| SAYS_WHICH.contains(it));
            is_noun && is_definite && !says_which
        })
    }
}

/// Words between "the" and its noun: "the twin car bomb attack", of which the last are looked at.
const DETERMINED_WORDS: usize = 3;
/// Words after "the attack" that say which: it is named for the first time.
const SAYS_WHICH: &[&str] =
    &["against", "at", "in", "inside", "near", "of", "on", "outside", "targeting", "that", "upon"];
/// Letters of the shortest word for a thing that may be struck ("bus").
const SHORTEST_THING: usize = 3;
/// Days of the week in English; the possessive without its mark ("Saturdays blast") is one of them too.
const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words before a number that say how exact it is, and whether it begins anew.
const ABOUT_A_NUMBER: &[&str] = &[
    "a",
    "about",
    "almost",
    "another",
    "approximately",
    "around",
    "as",
    "at",
    "fewer",
    "least",
    "many",
    "more",
    "most",
    "nearly",
    "over",
    "some",
    "than",
    "up",
    "to",
    "were",
    "was",
    "are",
];

/// "Saturday's blast" is as definite as "the blast"; its "s" stands alone once the apostrophe is cut.
fn is_definite(word: &&str) -> bool {
    let is_of_a_day = || word.strip_suffix('s').is_some_and(|it| WEEKDAYS.contains(&it));
    matches!(*word, "the" | "this" | "that" | "these" | "those" | "such" | "s") || is_of_a_day()
}

/// The singular of an English noun, as far as both of its forms come out alike ("buses" and "bus").
fn singular(noun: &str) -> String {
    let cut = noun.strip_suffix("ies").map(|it| format!("{it}y"));
    let cut = cut.or_else(|| noun.strip_suffix("ses").map(|it| format!("{it}s")));
    let cut = cut.or_else(|| noun.strip_suffix("ches").map(|it| format!("{it}ch")));
    let is_plural = !noun.ends_with("ss") && !noun.ends_with("us");
    let cut = cut.or_else(|| noun.strip_suffix('s').filter(|_| is_plural).map(str::to_owned));
    cut.unwrap_or_else(|| noun.to_owned())
}

/// Whatever follows a character that is no letter and no digit.
fn begins_of_words(sentence: &str) -> impl Iterator<Item = &str> + Clone {
    let ends = sentence.char_indices().filter(|it| !it.1.is_alphanumeric());
    ends.map(|(at, it)| &sentence[at + it.len_utf8()..])
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
    fn the_attack_without_more_is_the_one_told_before() {
        let accounts = Accounts::of_english();
        assert!(accounts.names_again("The attack occurred in the quarter of Salt Gate."));
        assert!(accounts.names_again("Ten people died in Saturday's blast."));
        assert!(!accounts.names_again("The attack on Corrin killed ten people."));
        assert!(!accounts.names_again("An attack killed ten people."));
        assert!(accounts.opens(Told::OtherIncident, "Elsewhere, four people were killed."));
        assert!(accounts.closes(Told::PartBefore, "Seventy people were killed, among them at least"));
        assert!(accounts.opens(Told::PartAfter, " of them children"));
        assert!(!accounts.closes(Told::PartBefore, "Shells killed at least"));
    }

    #[test]
    fn every_list_has_words_and_no_row_is_astray() {
        let accounts = Accounts::of_english();
        let lists = Told::ALL;
        assert!(lists.iter().enumerate().all(|it| it.0 == *it.1 as usize));
        let n_of = |it: Told| accounts.words_of(it).count();
        assert!(lists.iter().all(|it| n_of(*it) > 2));
        assert_eq!(lists.iter().map(|it| n_of(*it)).sum::<usize>(), rows().count());
    }
}
