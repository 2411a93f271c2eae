//! What a person decided against the program, by whom and when: kept beside the reports, never in their place.

use crate::{ClaimId, Reliability};
use std::collections::{BTreeMap, BTreeSet};

/// What persons decided about a case, as far as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Which reports go back to one story, oldest ruling first; of two on one pair the later stands.
    pub stories: Vec<StoryRuling>,
    /// Claims that say what their report does not say.
    pub rejected: BTreeSet<ClaimId>,
    /// Grades of sources, by name or identifier.
    pub grades: BTreeMap<String, Reliability>,
    /// Who is meant by a name: names as claims bear them, to the identifier or name of the actor.
    pub aliases: BTreeMap<String, String>,
    /// Which place is meant by a name: names as claims bear them, to the identifier of the place.
    pub places: BTreeMap<String, String>,
}

/// Whether two reports go back to one story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoryVerdict {
    /// One copies the other, or both a third.
    Same,
    /// Each found out for itself.
    Independent,
}

/// A person's word on whether two reports go back to one story.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StoryRuling {
    /// The report that copies, or that stands apart.
    pub one: String,
    /// The other report.
    pub other: String,
    /// What was decided.
    pub verdict: StoryVerdict,
    /// Who decided it.
    pub by: String,
    /// When, as the face that took it down said; RFC 3339.
    pub moment: Option<String>,
    /// Why, in the person's words.
    pub reason: Option<String>,
}

impl StoryRuling {
    /// Returns the ruling as one sentence.
    pub fn words(&self) -> String {
        let what = match self.verdict {
            StoryVerdict::Same => "goes back to one story with",
            StoryVerdict::Independent => "is independent of",
        };
        let when = self.moment.as_deref().map(|it| format!(" on {}", it.get(..10).unwrap_or(it)));
        let why = self.reason.as_deref().map(|it| format!(": {it}"));
        let (when, why) = (when.unwrap_or_default(), why.unwrap_or_default());
        format!("{} {what} {}, {} ruled{when}{why}", self.one, self.other, self.by)
    }
}
