//! Actors, parties and sources, as a registry knows them.

use crate::When;

/// Somebody who can act or speak: a force, a government, an organisation, a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Identifier, stable across versions ("sy.hts").
    pub id: String,
    /// The name that is printed.
    pub name: String,
    /// Other names, in any script.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, where it belongs to one country.
    pub country: Option<String>,
    /// PLOVER sector ("MIL", "GOV", "REB", "CVL", "IGO", "NGO", "MED"…).
    pub sector: Option<String>,
    /// What it is part of or stands with, by date.
    pub ties: Vec<Tie>,
}

crate::reading::words! {
    /// What an actor is.
    ActorKind { Force = "force", Government = "government", Organisation = "organisation", Person = "person", Outlet = "outlet", People = "people" }
}

/// A tie of an actor to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// The predicate of the contract: "part_of", "allied_with", "leader_of", "supports"…
    pub predicate: String,
    /// The other's identifier.
    pub to: String,
    /// When it held.
    pub when: When,
}

/// An actor as a claim names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// The registry's name, or the report's own words.
    pub name: String,
    /// Identifier in the registry, where it is there.
    pub id: Option<String>,
    /// Country, ISO 3166-1 alpha-3, where the words tell.
    pub country: Option<String>,
    /// PLOVER sector, where the words tell.
    pub sector: Option<String>,
    /// The words. For an actor found through a reference, the words of the reference.
    pub span: Option<crate::Span>,
}

/// A publisher or speaker that reports may credit.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Identifier ("sohr").
    pub id: String,
    /// The name that is printed.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Admiralty reliability by default; a user may change it.
    pub reliability: Reliability,
    /// Identifier of the actor whose side it is on, if any.
    pub side: Option<String>,
    /// Says whether others copy its stories.
    pub is_agency: bool,
}

crate::reading::words! {
    /// Admiralty reliability of a source: A completely reliable to E unreliable, F cannot be judged.
    Reliability { A = "A", B = "B", C = "C", D = "D", E = "E", F = "F" }
}
