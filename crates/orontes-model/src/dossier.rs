//! What a case keeps of a report and of a claim beside the nouns themselves: enough to cite both.

use crate::{Claim, Digest, Note, Span, When};

/// What a case knows of one report without its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// File name, or the `id` of a JSON line.
    pub name: String,
    /// Identity.
    pub digest: Digest,
    /// Headline.
    pub title: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Day of publication, or its bounds.
    pub published: When,
    /// The words that say a machine wrote it, with their place in the bytes received.
    pub machine_written: Option<(String, Span)>,
    /// Stretches on which no claim rests, in the bytes received.
    pub boilerplate: Vec<Span>,
    /// What was noticed.
    pub notes: Vec<Note>,
    /// The sentences, in order: ordinal is index + 1.
    pub sentences: Vec<Quote>,
    /// What copies are recognised by, as `reconcile` wrote it; opaque to everyone else.
    pub fingerprint: Vec<u8>,
}

/// Some words of a report as a reader finds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Where they stand in the bytes received.
    pub received: Span,
    /// The words.
    pub text: String,
}

/// A claim with the words that prove it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// The claim.
    pub claim: Claim,
    /// Its evidence.
    pub evidence: Quote,
    /// The whole sentence.
    pub sentence: Quote,
}
