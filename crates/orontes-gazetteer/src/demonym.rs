//! Knows which country an adjective, a people or a seat of government belongs to.

use crate::fold::fold;
use std::collections::BTreeMap;

/// Words that belong to countries, folded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Demonyms {
    /// Folded word and, for words of capital letters ("US"), the exact letters; to ISO alpha-3.
    nationalities: BTreeMap<String, String>,
    governments: BTreeMap<String, String>,
    country_ids: BTreeMap<String, String>,
}

impl Demonyms {
    pub(crate) fn add_country(&mut self, iso3: &str, id: &str) {
        self.country_ids.insert(iso3.to_owned(), id.to_owned());
    }

    /// Adds a word; false where another country has it already, which stays.
    pub(crate) fn add_nationality(&mut self, word: &str, iso3: &str) -> bool {
        add(&mut self.nationalities, word, iso3)
    }

    /// Adds a seat of government; false where another country has it already, which stays.
    pub(crate) fn add_government(&mut self, name: &str, iso3: &str) -> bool {
        add(&mut self.governments, name, iso3)
    }

    pub(crate) fn nationality(&self, word: &str) -> Option<&str> {
        let spoken = fold(word);
        // "us" and "polish" are English words; a nationality opens with a capital.
        let capital = word.trim_start().starts_with(|ch: char| !ch.is_lowercase());
        let shouted = spoken.len() > 2 || word.chars().all(|ch| !ch.is_lowercase());
        if !capital || !shouted {
            return None;
        }
        self.nationalities.get(&spoken).map(String::as_str)
    }

    pub(crate) fn government(&self, name: &str) -> Option<&str> {
        let folded = fold(name);
        self.governments.get(folded.strip_prefix("the ").unwrap_or(&folded)).map(String::as_str)
    }

    pub(crate) fn country_id(&self, iso3: &str) -> Option<&str> {
        self.country_ids.get(iso3).map(String::as_str)
    }

    pub(crate) fn nationality_words(&self) -> impl Iterator<Item = (&str, &str)> {
        self.nationalities.iter().map(|(word, iso3)| (word.as_str(), iso3.as_str()))
    }
}

fn add(words: &mut BTreeMap<String, String>, word: &str, iso3: &str) -> bool {
    words.entry(fold(word)).or_insert_with(|| iso3.to_owned()) == iso3
}
