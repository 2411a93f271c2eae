//! Everything known before the first report, loaded once.

use crate::embedded;
use orontes_codebook::Codebook;
use orontes_gazetteer::Gazetteer;
use orontes_grammar::{Grammar, GrammarError};
use orontes_model::{Note, Noted};
use orontes_registry::Registry;

/// Gazetteer, registry, codebook and grammar.
pub struct Reference {
    /// The trained model of English.
    pub grammar: Grammar,
    /// Places.
    pub gazetteer: Gazetteer,
    /// Actors and sources.
    pub registry: Registry,
    /// Coding rules.
    pub codebook: Codebook,
}

/// Why reference data could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// The weights of the grammar are damaged.
    #[error("the model of English inside the program does not load")]
    Grammar(#[source] GrammarError),
}

impl Reference {
    /// Loads what ships inside the program: the world and the theatre "syria".
    ///
    /// # Errors
    /// Where the weights of the grammar are damaged.
    pub fn embedded() -> Result<Noted<Reference>, ReferenceError> {
        Reference::with_tables(&[])
    }

    /// Loads what ships inside the program with further tables before it, given by file name and content:
    /// another theatre is another folder of tables. Rows that cannot be read are notes with file and line.
    ///
    /// # Errors
    /// Where the weights of the grammar are damaged.
    pub fn with_tables(more: &[(&str, &str)]) -> Result<Noted<Reference>, ReferenceError> {
        let tables: Vec<(&str, &str)> = more.iter().chain(embedded::TABLES).copied().collect();
        let gazetteer = Gazetteer::parse(&tables);
        let registry = Registry::parse(&tables);
        let grammar = Grammar::embedded().map_err(ReferenceError::Grammar)?;
        let notes: Vec<Note> = [gazetteer.notes, registry.notes].concat();
        let (gazetteer, registry) = (gazetteer.value, registry.value);
        Ok(Noted { value: Reference { grammar, gazetteer, registry, codebook: Codebook::embedded() }, notes })
    }
}
