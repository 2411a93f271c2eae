//! What a number is of: the measure of a figure, told by the counted noun and the word that governs it.

use crate::load::CodebookError;
use serde::Deserialize;

/// A measure of the exchange format with the words that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The measure ("killed", "displaced").
    pub measure: String,
    /// Unit of what is counted; none: the counted noun itself.
    pub unit: Option<String>,
    /// Lemmas of counted nouns that show it by themselves ("refugee").
    pub nouns: Vec<String>,
    /// Lemmas that govern the counted noun ("kill", "displace", "dead").
    pub governors: Vec<String>,
    /// Lemmas that the counted noun must be of where a governor decides; empty: any.
    pub counted: Vec<String>,
    /// Units of measured quantities ("kilometre").
    pub units: Vec<String>,
    /// Says whether one person without a number is counted ("a soldier was killed").
    pub single: bool,
    /// How it came into the book.
    pub how: MeasureUse,
}

/// Which kind of number a measure is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeasureUse {
    /// A count of something.
    Count,
    /// A quantity with a unit.
    Unit,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureFile {
    measure: String,
    unit: Option<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    governors: Vec<String>,
    #[serde(default)]
    counted: Vec<String>,
    #[serde(default)]
    units: Vec<String>,
    #[serde(default)]
    single: bool,
}

/// Reads one `[[measure]]`.
pub(crate) fn from_table(table: toml::Table, file: &str) -> Result<Measure, CodebookError> {
    let read: MeasureFile = table.try_into().map_err(|err: toml::de::Error| CodebookError::Syntax {
        file: file.to_owned(),
        message: err.to_string(),
    })?;
    let how = if read.units.is_empty() { MeasureUse::Count } else { MeasureUse::Unit };
    Ok(Measure {
        measure: read.measure,
        unit: read.unit,
        nouns: read.nouns,
        governors: read.governors,
        counted: read.counted,
        units: read.units,
        single: read.single,
        how,
    })
}
