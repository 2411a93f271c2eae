//! Who stands with whom, as reports and a registry tell it, by day.

use crate::{ClaimId, When};

/// One actor with its sides and ties.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyRow {
    /// The name that is printed.
    pub name: String,
    /// Identifier in the registry, where it is there.
    pub id: Option<String>,
    /// The side it is on at the end of the picture, by name; nothing where nobody says.
    pub side: Option<String>,
    /// Says that the side follows from reports and not from the registry.
    pub is_side_reported: bool,
    /// Its sides over time as the registry knows them, oldest first: more than one where it changed sides.
    pub sides: Vec<SideSpan>,
    /// Its ties, by predicate and name.
    pub ties: Vec<TieRow>,
}

/// One side of an actor for some time.
#[derive(Clone, Debug, PartialEq)]
pub struct SideSpan {
    /// Name of the side.
    pub side: String,
    /// When it held.
    pub when: When,
}

/// A tie as reports, the registry, or both tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct TieRow {
    /// Predicate of the contract ("supports").
    pub predicate: String,
    /// Name of the other.
    pub other: String,
    /// Identifier of the other, where the registry has one.
    pub other_id: Option<String>,
    /// Says that the other is the subject: it supports, leads, opposes this actor.
    pub is_inverse: bool,
    /// Says that it holds no more.
    pub past: bool,
    /// Says that the registry has it on the day.
    pub in_registry: bool,
    /// From when to when the registry has it; nothing where only reports tell it.
    pub when: Option<When>,
    /// The claims that tell it; none where only the registry does.
    pub claims: Vec<ClaimId>,
}
