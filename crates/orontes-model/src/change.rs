//! What is different between the picture of a case at two times of knowledge.

use crate::ClaimId;

crate::reading::words! {
    /// What became of something.
    ChangeKind {
        New = "new", Strengthened = "strengthened", Contradicted = "contradicted", Withdrawn = "withdrawn",
    }
}

crate::reading::words! {
    /// What something is.
    ChangeOf { Event = "event", Control = "control", Figure = "figure", Disagreement = "disagreement" }
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What became of it.
    pub kind: ChangeKind,
    /// What it is.
    pub of: ChangeOf,
    /// Its place among the events, histories, series or disagreements of the later picture; nothing where it is
    /// no longer there.
    pub number: Option<usize>,
    /// What it says, in one line.
    pub text: String,
    /// What is different about it, in a few words.
    pub how: String,
    /// The claims that make the difference; where it is gone, those that it rested on.
    pub claims: Vec<ClaimId>,
}
