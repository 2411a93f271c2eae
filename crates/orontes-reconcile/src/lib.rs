//! Joins claims into origins, events, figure series and disagreements.
//!
//! # What counts as the same event
//!
//! Two claims tell one occurrence when nothing that both of them say keeps them apart, and enough of what
//! they say brings them together. Four questions are asked, in this order, and each has its own module.
//!
//! 1. **The same world?** Facts, intentions, hypotheses, denials and history are never joined with each
//!    other ([`same::world`]): "if Arden falls" in one report and "Arden fell" in the next are two entries.
//! 2. **The same kind of thing at the same place?** Types are compared by family, since one fall is a
//!    "capture" here and a "handover" there; a town is not its surroundings when it is taken, but a battle
//!    for it is fought in them ([`same::group_key`]). Claims are sorted by that key, so nothing is compared
//!    across keys and the whole stage stays close to linear.
//! 3. **The same side?** Where both name somebody, their sides must meet: the army's capture of a town and
//!    the rebels' are two occurrences. A side comes from the registry; who is unknown there stands for itself.
//! 4. **The same days?** Accounts with a narrow day found occurrences, other accounts join the latest one
//!    that they can mean ([`days`]). How far apart two days may lie depends on the family: a town falls
//!    once, bombs fall daily.
//!
//! An account of harm that names no place is of the incident that its report tells next to it ([`anchors`]).
//!
//! What is left open on purpose: other claims without any place are joined within their report only; a part of a
//! town is the town, unless it is taken; whether two unnamed groups are one group is not guessed.
//!
//! # What counts as a confirmation
//!
//! Reports that retell one story are one origin ([`mod@origins`]), and two reports that credit the same first
//! speaker are one origin for that claim ([`support`]). Both bounds are kept, never a mean.
//!
//! # Invariants
//!
//! The result is a function of the set of claims: order and repetition do not matter, identities are taken
//! from the least claim, and no claim is lost: each event claim stands in exactly one event.
//!
//! # Cost
//!
//! Linear in claims and words but for sorting; candidates for copies come from an inverted index over rare
//! word strings, so unrelated reports are never compared. A report that comes later costs the groups that it
//! touches ([`joined`]): what holds of all reports at once, such as how rare a word is among them, is not asked.

pub(crate) mod accounts;
pub(crate) mod alignment;
pub(crate) mod anchors;
pub(crate) mod bases;
pub(crate) mod case;
pub mod changes;
pub mod copies;
pub(crate) mod days;
pub(crate) mod deeds;
pub(crate) mod differ;
pub(crate) mod events;
pub(crate) mod figures;
pub(crate) mod findings;
pub mod fingerprint;
pub(crate) mod grades;
pub(crate) mod incidents;
pub mod joined;
pub mod order;
pub mod origins;
pub(crate) mod pairing;
pub(crate) mod parties;
pub(crate) mod quoted;
pub(crate) mod retelling;
pub mod same;
pub(crate) mod stories;
pub(crate) mod support;
pub(crate) mod theatres;
pub(crate) mod threads;
pub(crate) mod titles;
pub(crate) mod unknowns;
pub(crate) mod words;

use orontes_model::{
    Cited, Corrections, Disagreement, Dossier, Event, Explained, FigureSeries, Origin, Unknown,
};
use orontes_registry::Registry;

/// Values by the name of a report or the identity of a claim, in the order in which they came: a case is asked for them
/// for each claim, many times.
pub(crate) type ByName<'a, T> = indexmap::IndexMap<&'a str, T, rustc_hash::FxBuildHasher>;

pub use changes::changes;
pub use fingerprint::{Fingerprint, fingerprint};
pub use joined::{Changed, Joined};
pub use order::Bounded;
pub use origins::origins;

/// A report as reconciling sees it: what a case keeps of it, and its fingerprint.
#[derive(Clone, Copy, Debug)]
pub struct Filed<'a> {
    /// What a case keeps of it.
    pub dossier: &'a Dossier,
    /// What is compared when copies are sought.
    pub fingerprint: &'a Fingerprint,
}

/// What the claims of a case jointly say, but for who holds what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reconciled {
    /// Reports by story, by name.
    pub origins: Vec<Origin>,
    /// Events, by best day and id.
    pub events: Vec<Event>,
    /// Figures in series.
    pub figures: Vec<FigureSeries>,
    /// Where accounts differ, the gravest first.
    pub disagreements: Vec<Disagreement>,
    /// What only looks like a difference.
    pub explained: Vec<Explained>,
    /// What no report says.
    pub unknowns: Vec<Unknown>,
    /// Bounds on the days of undated reports, from their contents.
    pub published: Vec<Bounded>,
}

/// Joins the claims of a case. A function of the sets of reports, claims and corrections: order and repetition
/// do not matter.
pub fn reconcile(
    registry: &Registry,
    filed: &[Filed<'_>],
    claims: &[Cited],
    corrections: &Corrections,
) -> Reconciled {
    let mut joined = Joined::new(registry, corrections);
    joined.add(filed, claims);
    joined.into_picture()
}
