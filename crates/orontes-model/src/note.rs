//! Things noticed on the way: an output with its notes, so that a content problem is data and not an error.

use crate::Span;

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Something was read with doubt.
    Warning,
    /// Something was refused or left out.
    Refused,
}

/// Something noticed about some words of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// The words it is about, if any.
    pub span: Option<Span>,
    /// What was noticed, one sentence without a full stop.
    pub message: String,
    /// What a user can do about it.
    pub hints: Vec<String>,
}

impl Note {
    /// Returns a note without words or hints.
    pub fn new(severity: Severity, message: impl Into<String>) -> Note {
        Note { severity, span: None, message: message.into(), hints: Vec::new() }
    }

    /// Returns the note, tied to these words.
    pub fn at(self, span: Span) -> Note {
        Note { span: Some(span), ..self }
    }
}

/// An output with what was noticed while making it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Noted<T> {
    /// The output.
    pub value: T,
    /// The notes, in the order of the text.
    pub notes: Vec<Note>,
}

impl<T> Noted<T> {
    /// Returns an output about which nothing was noticed.
    pub fn plain(value: T) -> Noted<T> {
        Noted { value, notes: Vec::new() }
    }
}
