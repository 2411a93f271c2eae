//! Events in the world, told by one or more claims; origins; disagreements.

use crate::{ClaimId, Date, Likelihood, When};

/// All versions of a fact with the claims behind each; never empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding<T> {
    accounts: Vec<Account<T>>,
}

/// One version of a fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Account<T> {
    /// What is said.
    pub value: T,
    /// Who says it.
    pub claims: Vec<ClaimId>,
    /// How many independent origins say it, at least and at most.
    pub origins: Origins,
}

impl<T: PartialEq> Finding<T> {
    /// Returns a finding, or nothing where there is no account. Most supported first.
    pub fn of(accounts: Vec<Account<T>>) -> Option<Finding<T>> {
        (!accounts.is_empty()).then_some(Finding { accounts })
    }

    /// Every version, most supported first.
    pub fn accounts(&self) -> &[Account<T>] {
        &self.accounts
    }

    /// Returns the value where all agree.
    pub fn agreed(&self) -> Option<&T> {
        match self.accounts.as_slice() {
            [only] => Some(&only.value),
            _ => None,
        }
    }
}

/// How many independent origins, at least and at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origins {
    /// At least.
    pub min: u32,
    /// At most.
    pub max: u32,
}

/// One of the independent origins that a count rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Root {
    /// What stands behind the account.
    pub kind: RootKind,
    /// Identity of the [`Origin`] of a story; name of a speaker or of a side.
    pub name: String,
    /// Says whether it is a party that speaks of its own acts.
    pub is_interested: bool,
}

crate::reading::words! {
    /// What stands behind an account.
    RootKind { Story = "story", Speaker = "speaker", Side = "side" }
}

/// Reports that go back to one story.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Derived from its least report.
    pub id: String,
    /// Names of the reports, sorted.
    pub reports: Vec<String>,
    /// The agency or outlet that the story is credited to.
    pub named: Option<String>,
    /// The evidence, one sentence each.
    pub why: Vec<String>,
}

/// One occurrence in the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Derived from its least claim.
    pub id: String,
    /// Type of CONTRACT section 3.
    pub event_type: String,
    /// One line for a person.
    pub title: String,
    /// Name of the place.
    pub place: Option<String>,
    /// Identifier of the place.
    pub place_id: Option<String>,
    /// Earliest and latest day, over all accounts that agree with the best.
    pub date: When,
    /// The day most supported.
    pub best_day: Option<Date>,
    /// Other days that some claim gives, with those claims.
    pub other_days: Vec<(When, Vec<ClaimId>)>,
    /// Who did it: names, sorted.
    pub actors: Vec<String>,
    /// Identifiers of those actors that the registry knows, sorted.
    pub actor_ids: Vec<String>,
    /// What became of it.
    pub status: EventStatus,
    /// The claims that tell it, sorted.
    pub claims: Vec<ClaimId>,
    /// How many independent origins.
    pub origins: Origins,
    /// What the least count of origins rests on, each once, sorted.
    pub rests_on: Vec<Root>,
    /// Those of its claims in which a party speaks of its own acts, sorted.
    pub interested: Vec<ClaimId>,
    /// How likely it is, in ICD 203 words.
    pub likelihood: Likelihood,
    /// Admiralty credibility 1 to 6.
    pub credibility: u8,
}

crate::reading::words! {
    /// What became of an event.
    EventStatus {
        Happened = "happened", Claimed = "claimed", Intended = "intended", Hypothetical = "hypothetical",
        Historical = "historical", Denied = "denied",
    }
}

/// A question on which accounts differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement {
    /// Derived from kind and claims.
    pub id: String,
    /// What differs.
    pub kind: DisagreementKind,
    /// How much it matters.
    pub severity: DisagreementSeverity,
    /// What it is about, in a few words.
    pub topic: String,
    /// The sides.
    pub sides: Vec<Side>,
    /// One sentence that explains it.
    pub explanation: String,
}

/// One side of a disagreement.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// What it says, in a few words.
    pub view: String,
    /// Who says it.
    pub claims: Vec<ClaimId>,
    /// How many independent origins say it, at least and at most.
    pub origins: Origins,
    /// Says whether nobody says it but parties that speak of their own acts.
    pub is_interested: bool,
}

/// What looks like a contradiction and is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// other_scope, other_day, forecast, other_measure, before_after.
    pub kind: String,
    /// The claims.
    pub claims: Vec<ClaimId>,
    /// One sentence.
    pub explanation: String,
}

crate::reading::words! {
    /// What accounts differ on.
    DisagreementKind {
        Date = "date", Number = "number", Place = "place", Actor = "actor", Motive = "motive",
        Degree = "degree", Extent = "extent", Role = "role", Framing = "framing",
    }
}

crate::reading::words! {
    /// How much a disagreement matters.
    DisagreementSeverity { High = "high", Medium = "medium", Low = "low" }
}
