//! Turns the claims of one report into the incident that each account of harm means.
//!
//! A report names the place of an incident once and goes on with "the attack" and "at least 16 people were
//! killed". An account of harm that names no place of its own is of the incident told last before it, and at the
//! head of a report of the one told next. An attack beside dead and wounded is such an incident; one without is a
//! fight.

use crate::same::{self, Family};
use orontes_model::{Cited, EventClaim, EventStatus, PlaceRef, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// Sentences over which an incident is still the one that is spoken of.
const REACH_SENTENCES: u32 = 3;
/// Widest account, in days, that can be of one incident: a week is what "recent" news leaves open, and totals of a
/// campaign leave more.
const INCIDENT_DAYS: i32 = 8;

/// What the other claims of its report tell of an account of harm.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Anchor<'a> {
    /// An attack with dead and wounded beside it.
    pub(crate) is_harm: bool,
    /// Where the incident is that it goes back to.
    pub(crate) places: Option<&'a [PlaceRef]>,
}

/// Returns the anchors of the claims of one report, by claim. Costs a sort of them.
pub(crate) fn anchors<'a>(claims: &[(&'a Cited, &'a EventClaim)]) -> BTreeMap<&'a str, Anchor<'a>> {
    let mut told: Vec<(&'a Cited, &'a EventClaim)> = claims.iter().copied().filter(happened).collect();
    told.sort_by_key(|it| (it.0.claim.sentence, it.0.claim.evidence, it.0.claim.id.0.as_str()));
    let harmed: BTreeSet<u32> =
        told.iter().filter(|it| is_harm(it.1)).map(|it| it.0.claim.sentence).collect();
    let beside_harm = |it: u32| (it.saturating_sub(1)..=it.saturating_add(1)).any(|at| harmed.contains(&at));
    let is_attack = |it: &EventClaim| it.event_type == "attack";
    told.retain(|it| is_harm(it.1) || (is_attack(it.1) && beside_harm(it.0.claim.sentence)));
    let mut found: BTreeMap<&str, Anchor<'_>> = BTreeMap::new();
    for (cited, event) in &told {
        let is_harm = is_attack(event);
        found.insert(cited.claim.id.0.as_str(), Anchor { is_harm, places: None });
    }
    lend(told.iter(), &mut found);
    lend(told.iter().rev(), &mut found);
    found
}

fn happened(it: &(&Cited, &EventClaim)) -> bool {
    same::world(Family::Other, it.0.claim.modality) == EventStatus::Happened
}

fn is_harm(event: &EventClaim) -> bool {
    Family::of(&event.event_type) == Family::Harm
}

/// Lends the place of each incident to the accounts without one that follow closely.
fn lend<'t, 'a: 't>(
    told: impl Iterator<Item = &'t (&'a Cited, &'a EventClaim)>,
    found: &mut BTreeMap<&'a str, Anchor<'a>>,
) {
    let mut last: Option<(&EventClaim, &'a [PlaceRef], u32)> = None;
    for (cited, event) in told {
        let Some(anchor) = found.get_mut(cited.claim.id.0.as_str()) else { continue };
        let sentence = cited.claim.sentence;
        if let Some(places) = own_places(event).or(anchor.places) {
            last = Some((event, places, sentence));
            continue;
        }
        let near = last.filter(|it| {
            it.2.abs_diff(sentence) <= REACH_SENTENCES && is_one_incident(event) && days_meet(it.0, event)
        });
        if let Some((incident, places, _)) = near {
            anchor.places = Some(places);
            last = Some((incident, places, sentence));
        }
    }
}

/// The places that an account names itself, where one of them is closer than a province. "A town north of the
/// capital" is no name.
fn own_places(event: &EventClaim) -> Option<&[PlaceRef]> {
    let is_name = |it: &PlaceRef| it.id.is_some() || it.name.chars().next().is_some_and(char::is_uppercase);
    let is_own = |it: &PlaceRef| !same::is_wide(it) && it.standing() != Standing::Inferred && is_name(it);
    event.places.iter().any(is_own).then_some(event.places.as_slice())
}

fn is_one_incident(event: &EventClaim) -> bool {
    event.date.is_none_or(|it| it.is_unknown() || crate::days::is_tight(&it, INCIDENT_DAYS))
}

fn days_meet(one: &EventClaim, other: &EventClaim) -> bool {
    match (one.date, other.date) {
        (Some(one), Some(other)) => one.meets(&other),
        _ => true,
    }
}
