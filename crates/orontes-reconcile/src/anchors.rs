//! Turns the claims of one report into the incidents that its accounts of harm mean.
//!
//! A report names the place of an incident once and goes on with "the attack" and "at least 16 people were
//! killed". An account of harm that names no place of its own is of the incident told last before it, and at the
//! head of a report of the one told next. "The attack" without more is the incident told last, wherever it is said to
//! have been; so is a toll that was given before. An attack beside dead and wounded is such an incident; one without
//! is a fight.

use crate::accounts::{Accounts, Told};
use crate::same::{self, Family};
use orontes_model::{Cited, ClaimId, EventClaim, EventStatus, FigureClaim, PlaceRef, Precision, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// Sentences over which an incident is still the one that is spoken of.
const REACH_SENTENCES: u32 = 3;
/// Widest account, in days, that can be of one incident: a week is what "recent" news leaves open, and totals of a
/// campaign leave more.
const INCIDENT_DAYS: i32 = 8;
/// Dead from which a toll tells an incident from the others of its day: ones and twos are told of many.
const TELLING_TOLL: u64 = 4;

/// What the other claims of its report tell of an account of harm.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Anchor<'a> {
    /// An attack with dead and wounded beside it.
    pub(crate) is_harm: bool,
    /// Where the incident is that it goes back to.
    pub(crate) places: Option<&'a [PlaceRef]>,
    /// Which incident of its report it tells.
    pub(crate) incident: Option<u32>,
    /// How many it is said to have killed, where that tells it from others.
    pub(crate) toll: Option<u64>,
}

/// An incident as its report has told it so far.
struct Incident<'a> {
    last: &'a EventClaim,
    sentence: u32,
    places: Option<&'a [PlaceRef]>,
    tolls: BTreeSet<u64>,
}

/// Event claims of one report, and its figures.
pub(crate) struct Telling<'t, 'a> {
    pub(crate) events: &'t [(&'a Cited, &'a EventClaim)],
    pub(crate) figures: &'t [(&'a Cited, &'a FigureClaim)],
}

/// Returns the anchors of the claims of one report, by claim. Costs a sort of them.
pub(crate) fn anchors<'a>(accounts: &Accounts, report: &Telling<'_, 'a>) -> BTreeMap<&'a str, Anchor<'a>> {
    let told = accounts_of_harm(report.events);
    let tolls = Tolls::of(report.figures);
    let mut incidents: Vec<Incident<'a>> = Vec::new();
    let mut last: Option<usize> = None;
    let mut found: BTreeMap<&str, Anchor<'_>> = BTreeMap::new();
    for (cited, event) in &told {
        let toll = tolls.given_by(cited, event);
        let places = own_places(event);
        let at = meant(accounts, &incidents, last, cited, event, toll).unwrap_or_else(|| {
            let tolls = BTreeSet::new();
            incidents.push(Incident { last: event, sentence: cited.claim.sentence, places, tolls });
            incidents.len() - 1
        });
        let incident = &mut incidents[at];
        (incident.last, incident.sentence) = (event, cited.claim.sentence);
        incident.places = incident.places.or(places);
        incident.tolls.extend(toll);
        last = Some(at);
        let is_harm = is_attack(event);
        let anchor = Anchor { is_harm, places: None, incident: Some(at as u32), toll };
        found.insert(cited.claim.id.0.as_str(), anchor);
    }
    for (cited, event) in &told {
        let Some(anchor) = found.get_mut(cited.claim.id.0.as_str()) else { continue };
        if own_places(event).is_none() && is_one_incident(event) {
            anchor.places = anchor.incident.and_then(|it| incidents[it as usize].places);
        }
    }
    found
}

/// The accounts of harm of a report, in the order of its words.
fn accounts_of_harm<'a>(claims: &[(&'a Cited, &'a EventClaim)]) -> Vec<(&'a Cited, &'a EventClaim)> {
    let mut told: Vec<(&'a Cited, &'a EventClaim)> = claims.iter().copied().filter(happened).collect();
    told.sort_by_key(|it| (it.0.claim.sentence, it.0.claim.evidence, it.0.claim.id.0.as_str()));
    let harmed: BTreeSet<u32> =
        told.iter().filter(|it| is_harm(it.1)).map(|it| it.0.claim.sentence).collect();
    let beside_harm = |it: u32| (it.saturating_sub(1)..=it.saturating_add(1)).any(|at| harmed.contains(&at));
    told.retain(|it| is_harm(it.1) || (is_attack(it.1) && beside_harm(it.0.claim.sentence)));
    told
}

/// The incident told before that an account means, where it means one.
fn meant(
    accounts: &Accounts,
    incidents: &[Incident<'_>],
    last: Option<usize>,
    cited: &Cited,
    event: &EventClaim,
    toll: Option<u64>,
) -> Option<usize> {
    if !is_one_incident(event) {
        return None;
    }
    let same_toll = toll.and_then(|toll| {
        incidents.iter().rposition(|it| it.tolls.contains(&toll) && days_meet(it.last, event))
    });
    same_toll.or_else(|| last.filter(|at| goes_on(accounts, &incidents[*at], cited, event)))
}

/// Says whether an account goes on with the incident told last.
fn goes_on(accounts: &Accounts, before: &Incident<'_>, cited: &Cited, event: &EventClaim) -> bool {
    let is_near = before.sentence.abs_diff(cited.claim.sentence) <= REACH_SENTENCES;
    if !is_near || !is_one_incident(before.last) || !days_meet(before.last, event) {
        return false;
    }
    let sentence = cited.sentence.text.as_str();
    if accounts.opens(Told::OtherIncident, sentence) {
        return false;
    }
    match (own_places(event), before.places) {
        (None, _) | (_, None) => true,
        (Some(own), Some(places)) => {
            own.iter().any(|it| places.iter().any(|other| same::name_of(it) == same::name_of(other)))
                || accounts.names_again(sentence)
        }
    }
}

/// The numbers of dead that a report gives.
struct Tolls<'a> {
    by_claim: BTreeMap<&'a ClaimId, u64>,
    by_sentence: BTreeMap<u32, BTreeSet<u64>>,
}

impl<'a> Tolls<'a> {
    fn of(figures: &[(&'a Cited, &'a FigureClaim)]) -> Tolls<'a> {
        let mut tolls = Tolls { by_claim: BTreeMap::new(), by_sentence: BTreeMap::new() };
        for (cited, figure) in figures.iter().filter(|it| it.1.measure == "killed") {
            let number = figure.best.or(figure.low).filter(|it| *it >= TELLING_TOLL as f64 && it.is_finite());
            let Some(number) = number.filter(|_| is_counted(figure)) else { continue };
            tolls.by_claim.insert(&cited.claim.id, number as u64);
            tolls.by_sentence.entry(cited.claim.sentence).or_default().insert(number as u64);
        }
        tolls
    }

    /// The toll that an account gives itself, or else the only one of its sentence.
    fn given_by(&self, cited: &Cited, event: &EventClaim) -> Option<u64> {
        let own: BTreeSet<u64> =
            event.figures.iter().filter_map(|it| self.by_claim.get(it)).copied().collect();
        let beside = || self.by_sentence.get(&cited.claim.sentence);
        let all = if own.is_empty() { beside()? } else { &own };
        all.last().copied()
    }
}

/// Says whether a number was counted: "dozens" of dead are told of many incidents.
fn is_counted(figure: &FigureClaim) -> bool {
    use orontes_model::Bound;
    match figure.bound {
        Bound::Exact | Bound::MoreThan | Bound::Approx => true,
        Bound::LessThan | Bound::UpTo | Bound::OrderOfMagnitude | Bound::Vague => false,
    }
}

fn happened(it: &(&Cited, &EventClaim)) -> bool {
    same::world(Family::Other, it.0.claim.modality) == EventStatus::Happened
}

fn is_harm(event: &EventClaim) -> bool {
    Family::of(&event.event_type) == Family::Harm
}

fn is_attack(event: &EventClaim) -> bool {
    event.event_type == "attack"
}

/// The places that an account names itself, where one of them is closer than a province. "A town north of the
/// capital" and "a bakery in Arden", of a country, are no names.
fn own_places(event: &EventClaim) -> Option<&[PlaceRef]> {
    let is_name = |it: &PlaceRef| it.id.is_some() || it.name.chars().next().is_some_and(char::is_uppercase);
    let is_close = |it: &PlaceRef| it.precision != Precision::Region && it.standing() != Standing::Inferred;
    event.places.iter().any(|it| is_close(it) && is_name(it)).then_some(event.places.as_slice())
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
