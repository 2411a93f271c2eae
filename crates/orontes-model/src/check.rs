//! What a report states of geography, held against an atlas.

use crate::ClaimId;

crate::reading::words! {
    /// What comes of it.
    Verdict {
        /// The atlas says the same, within the tolerance.
        Agrees = "agrees",
        /// It says otherwise.
        Differs = "differs",
        /// It does not say, or the words are too vague.
        Unchecked = "cannot_be_checked",
    }
}

/// One stated fact with what the atlas says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The claim that states it.
    pub claim: ClaimId,
    /// What is stated: "Homs is just 40km south of Hama".
    pub stated: String,
    /// What the atlas says, and by what.
    pub known: String,
    /// How far apart the two may be and still agree.
    pub tolerance: String,
    /// What comes of it.
    pub verdict: Verdict,
}
