//! Turns claims and dossiers into the JSON that a case keeps, and back without loss.
//!
//! The nouns know no wire format, so each has a stored shape here, converted by hand: a noun may be renamed
//! without touching a single case file. A number that is not finite means nothing and is kept as absent.

mod alias;
mod claim;
mod consequence;
mod control;
mod dossier;
mod event;
mod figure;
mod geography;
mod parts;
mod relation;
mod source;
#[cfg(test)]
mod tests;

pub(crate) use parts::{date_text, format_from_word, format_word};

use orontes_model::{Cited, Dossier};

/// A stored row that this program does not understand.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// It is not the JSON that is written here.
    #[error("the row is not the JSON expected")]
    Json(#[from] serde_json::Error),
    /// A word that no value has.
    #[error("{field} has no value {word:?}")]
    Word {
        /// The field.
        field: &'static str,
        /// The word found.
        word: String,
    },
}

/// Returns the stored shape of a claim.
pub(crate) fn encode_claim(cited: &Cited) -> Result<String, RecordError> {
    Ok(serde_json::to_string(&claim::CitedRecord::from(cited))?)
}

/// Returns the claim of a stored shape.
pub(crate) fn decode_claim(row: &str) -> Result<Cited, RecordError> {
    serde_json::from_str::<claim::CitedRecord>(row)?.cited()
}

/// Returns the stored shape of a dossier.
pub(crate) fn encode_dossier(dossier: &Dossier) -> Result<String, RecordError> {
    Ok(serde_json::to_string(&dossier::DossierRecord::from(dossier))?)
}

/// Returns the dossier of a stored shape.
pub(crate) fn decode_dossier(row: &str) -> Result<Dossier, RecordError> {
    serde_json::from_str::<dossier::DossierRecord>(row)?.dossier()
}
