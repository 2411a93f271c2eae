//! What says how a place stands to another: nouns that a place is called, verbs, prepositions, adjectives.

use crate::load::CodebookError;
use serde::Deserialize;

/// A predicate of geography claims with the words that show it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// The predicate ("gateway_to").
    pub predicate: String,
    /// Nouns that a place is called or has; one of two words begins with its modifier ("supply hub").
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Verbs, with the preposition that they need ("lie in").
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Prepositions between two places, several words as one ("en route to").
    #[serde(default)]
    pub prepositions: Vec<String>,
    /// Adjectives and adverbs ("strategic", "predominantly").
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// The value that these words stand for ("north" of "northern"), where they are not it themselves.
    #[serde(default)]
    pub value: Option<String>,
}

/// Reads one `[[ground]]`.
pub(crate) fn from_table(table: toml::Table, file: &str) -> Result<Ground, CodebookError> {
    table.try_into().map_err(|err: toml::de::Error| CodebookError::Syntax {
        file: file.to_owned(),
        message: err.to_string(),
    })
}
