//! What relates two actors: nouns that one bears and the other complements, verbs between them.

use crate::load::CodebookError;
use serde::Deserialize;

/// A predicate of relation claims with the words that show it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bond {
    /// The predicate ("allied_with").
    pub predicate: String,
    /// Nouns in the singular; one of two words begins with its modifier ("prime minister").
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Verbs, with the preposition or the object and preposition that they need ("cut tie with").
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Says that the bearer of the noun is the object of the relation.
    #[serde(default)]
    pub reverse: bool,
}

/// Reads one `[[bond]]`.
pub(crate) fn from_table(table: toml::Table, file: &str) -> Result<Bond, CodebookError> {
    table.try_into().map_err(|err: toml::de::Error| CodebookError::Syntax {
        file: file.to_owned(),
        message: err.to_string(),
    })
}
