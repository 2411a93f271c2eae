//! What says that one thing follows from another: verbs, nouns, conjunctions and prepositions of cause.

use crate::load::CodebookError;
use orontes_model::Modality;
use serde::Deserialize;

/// Words that join a cause and its effect in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Verbs, with the preposition, particle or object that they need ("lead to", "deal blow").
    pub verbs: Vec<String>,
    /// Nouns that a cause is said to be ("a blow to the government").
    pub nouns: Vec<String>,
    /// Verbs that say so of it beside "be" ("mark a defeat").
    pub light: Vec<String>,
    /// Conjunctions that open the clause of a cause ("because").
    pub conjunctions: Vec<String>,
    /// Prepositions that open the phrase of a cause ("due to").
    pub prepositions: Vec<String>,
    /// Says that the verb itself is part of the effect ("weakens the army"), and so needs an occurrence
    /// for its subject: with a party for its subject it tells an act.
    pub change: bool,
    /// Says that the subject is the effect ("stems from").
    pub reverse: bool,
    /// How sure the effect is at most said to be ("raises fears").
    pub shift: Option<Modality>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CauseFile {
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    light: Vec<String>,
    #[serde(default)]
    conjunctions: Vec<String>,
    #[serde(default)]
    prepositions: Vec<String>,
    #[serde(default)]
    change: bool,
    #[serde(default)]
    reverse: bool,
    modality: Option<String>,
}

/// Reads one `[[cause]]`.
pub(crate) fn from_table(table: toml::Table, file: &str) -> Result<Cause, CodebookError> {
    let wrong = |message: String| CodebookError::Syntax { file: file.to_owned(), message };
    let read: CauseFile = table.try_into().map_err(|err: toml::de::Error| wrong(err.to_string()))?;
    let shift = match read.modality {
        Some(word) => Some(
            Modality::from_word(&word).ok_or_else(|| wrong(format!("[[cause]]: `{word}` is no modality")))?,
        ),
        None => None,
    };
    Ok(Cause {
        verbs: read.verbs,
        nouns: read.nouns,
        light: read.light,
        conjunctions: read.conjunctions,
        prepositions: read.prepositions,
        change: read.change,
        reverse: read.reverse,
        shift,
    })
}
