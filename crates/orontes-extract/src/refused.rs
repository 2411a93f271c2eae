//! What is said when bytes cannot be read as a report.

/// Bytes that cannot be read as a report: which, why, what would do, and what to try.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {what}; expected {expected} ({hint})")]
pub struct Refused {
    /// File, or file and line.
    pub name: String,
    /// What is wrong.
    pub what: String,
    /// What was expected instead.
    pub expected: String,
    /// What a user can do.
    pub hint: String,
}

impl Refused {
    /// Returns the refusal of `name`.
    pub(crate) fn new(
        name: &str,
        what: impl Into<String>,
        expected: impl Into<String>,
        hint: impl Into<String>,
    ) -> Refused {
        Refused { name: name.to_owned(), what: what.into(), expected: expected.into(), hint: hint.into() }
    }
}
