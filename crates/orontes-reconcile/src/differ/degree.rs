//! Turns accounts that differ on how far something went into disagreements: taken or entered, done or denied.

use super::difference::{disagreement, explained, side};
use crate::accounts::Told as Account;
use crate::case::Case;
use crate::days::days_between;
use crate::events::Told;
use crate::parties::{SideSet, Voice};
use crate::same::{self, Family};
use crate::stories::Story;
use orontes_model::{
    Cited, ClaimId, ControlStatus, Date, Disagreement, DisagreementKind, DisagreementSeverity, EventStatus,
    Explained, PlaceRef, Standing, Statement,
};
use std::collections::{BTreeMap, BTreeSet};

/// Takings that others tell as less, and events that somebody denies.
pub(crate) fn disagreements(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let partial = partial_accounts(case, told);
    let takings = told.iter().filter(|it| is_taking(it));
    let mut found: Vec<Disagreement> =
        takings.filter_map(|it| less_than_taken(case, it, partial.get(it.key.place.as_str()))).collect();
    found.extend(repelled(case, told));
    found.extend(denials(told).into_iter().map(|(event, denial)| denied(event, denial)));
    found
}

/// A place that some say was taken and others say was attacked in vain.
fn repelled(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let fails = |it: &&Cited| case.accounts.tell(Account::Repelled, &it.sentence.text);
    let fights = told.iter().filter(|it| {
        matches!(it.key.family, Family::Fighting | Family::Harm) && it.key.world == EventStatus::Happened
    });
    let mut held: BTreeMap<&str, Vec<(&Told<'_>, Vec<&Cited>)>> = BTreeMap::new();
    for it in fights.filter(|it| !it.key.place.is_empty()) {
        let in_vain: Vec<&Cited> = it.members.iter().map(|it| it.0).filter(fails).collect();
        if !in_vain.is_empty() {
            held.entry(it.key.place.as_str()).or_default().push((it, in_vain));
        }
    }
    told.iter().filter(|it| is_taking(it)).filter_map(|it| taken_or_repelled(case, it, &held)).collect()
}

fn taken_or_repelled(
    case: &Case<'_>,
    taken: &Told<'_>,
    held: &BTreeMap<&str, Vec<(&Told<'_>, Vec<&Cited>)>>,
) -> Option<Disagreement> {
    // A base of the town is attacked as the town.
    let town = taken.key.place.split(['/', '~']).next().unwrap_or_default();
    let day = taken.event.best_day?;
    let near = held.get(town)?.iter().filter(|(fight, _)| {
        fight
            .event
            .best_day
            .is_some_and(|it| days_between(day, it).abs() <= Family::Fighting.tolerance_days())
    });
    let in_vain: Vec<&Cited> = near.flat_map(|it| it.1.iter().copied()).collect();
    let voices = |all: &mut dyn Iterator<Item = &Cited>| -> BTreeSet<(Story, Voice)> {
        all.map(|it| (case.story(&it.claim.report), case.voice(it))).collect()
    };
    let (ours, theirs) =
        (voices(&mut taken.members.iter().map(|it| it.0)), voices(&mut in_vain.iter().copied()));
    // Who tells both tells of two attacks, or of one that was lost and won.
    if in_vain.is_empty() || theirs.is_subset(&ours) || ours.is_subset(&theirs) {
        return None;
    }
    let sides = vec![
        side("taken", taken.event.claims.iter().cloned()),
        side("attacked in vain", in_vain.iter().map(|it| it.claim.id.clone())),
    ];
    let why =
        "some say that it was taken and others that the attack was repelled: who speaks may be a party to it";
    let topic = format!("taken or not: {}", taken.event.title);
    Some(disagreement(DisagreementKind::Degree, DisagreementSeverity::High, topic, sides, why))
}

fn is_taking(told: &Told<'_>) -> bool {
    told.key.family == Family::Taking && told.key.world == EventStatus::Happened
}

/// An account that a place was entered or partly held, with the sides it names.
struct Partial<'a> {
    cited: &'a Cited,
    sides: SideSet,
}

fn partial_accounts<'a>(case: &Case<'a>, told: &[Told<'a>]) -> BTreeMap<String, Vec<Partial<'a>>> {
    let mut found: BTreeMap<String, Vec<Partial<'a>>> = BTreeMap::new();
    for cited in case.claims() {
        let Statement::Control(control) = &cited.claim.statement else { continue };
        if same::world(Family::Other, cited.claim.modality) == EventStatus::Happened
            && matches!(control.status, ControlStatus::ControlledPartly | ControlStatus::Contested)
            && control.place.standing() == Standing::Itself
        {
            let sides = case.sides(&cited.claim, control.holder.as_slice());
            found.entry(same::name_of(&control.place)).or_default().push(Partial { cited, sides });
        }
    }
    let entered =
        told.iter().filter(|it| it.key.family == Family::Approach && it.key.world == EventStatus::Happened);
    for (cited, event) in entered.flat_map(|it| &it.members) {
        for place in event.places.iter().filter(|it| same::is_itself(it) && is_inside(cited, it)) {
            let sides = case.sides(&cited.claim, &event.actors);
            found.entry(same::name_of(place)).or_default().push(Partial { cited, sides });
        }
    }
    found
}

/// An advance in or into a place has reached it; one towards it has not.
fn is_inside(cited: &Cited, place: &PlaceRef) -> bool {
    let sentence = cited.sentence.text.as_str();
    ["in ", "into ", "inside ", "entered ", "enter "]
        .iter()
        .any(|it| sentence.contains(&format!("{it}{}", place.name)))
}

fn less_than_taken(
    case: &Case<'_>,
    taken: &Told<'_>,
    partial: Option<&Vec<Partial<'_>>>,
) -> Option<Disagreement> {
    let rank = |it: &&Partial<'_>| {
        let is_earlier = case
            .known_by(&it.cited.claim.report)
            .zip(taken.event.best_day)
            .is_some_and(|(known, day)| known < day);
        let same_side = it.sides.is_empty() || taken.sides.is_empty() || it.sides.meets(&taken.sides);
        !is_earlier && same_side
    };
    let less: Vec<&Partial<'_>> = partial.into_iter().flatten().filter(rank).collect();
    let stories =
        |claims: &mut dyn Iterator<Item = &str>| claims.map(|it| case.story(it)).collect::<BTreeSet<Story>>();
    // A sentence whose verb says "took" and "partly" at once tells the lesser thing.
    let at = |it: &Cited| (it.claim.report.clone(), it.claim.sentence);
    let partial: BTreeSet<(String, u32)> = less.iter().map(|it| at(it.cited)).collect();
    let firm = taken.members.iter().filter(|it| !partial.contains(&at(it.0)));
    let full = stories(&mut firm.map(|it| it.0.claim.report.as_str()));
    let partly = stories(&mut less.iter().map(|it| it.cited.claim.report.as_str()));
    if full.is_empty() || partly.is_subset(&full) {
        return None;
    }
    let sides = vec![
        side("taken", taken.event.claims.iter().cloned()),
        side("entered or partly held", less.iter().map(|it| it.cited.claim.id.clone())),
    ];
    let why = "some accounts say that it was taken and others only that forces entered or hold part of it";
    let topic = format!("how far: {}", taken.event.title);
    Some(disagreement(DisagreementKind::Degree, DisagreementSeverity::Low, topic, sides, why))
}

/// Events with the denials of them: same kind of thing, same place, days that meet.
pub(crate) fn denials<'t, 'a>(told: &'t [Told<'a>]) -> Vec<(&'t Told<'a>, &'t Told<'a>)> {
    let key = |it: &'t Told<'a>| (it.key.family, it.key.event_type.as_str(), it.key.place.as_str());
    let mut denied: BTreeMap<(Family, &str, &str), Vec<&Told<'a>>> = BTreeMap::new();
    let denials = told.iter().filter(|it| it.key.world == EventStatus::Denied && !it.key.place.is_empty());
    denials.for_each(|it| denied.entry(key(it)).or_default().push(it));
    let happened = told.iter().filter(|it| it.key.world == EventStatus::Happened);
    let pairs =
        happened.flat_map(|it| denied.get(&key(it)).into_iter().flatten().map(move |other| (it, *other)));
    pairs
        .filter(|(event, denial)| {
            let same_side =
                event.sides.is_empty() || denial.sides.is_empty() || event.sides.meets(&denial.sides);
            same_side && event.event.date.meets(&denial.event.date)
        })
        .collect()
}

fn denied(event: &Told<'_>, denial: &Told<'_>) -> Disagreement {
    let sides = vec![
        side("it happened", event.event.claims.iter().cloned()),
        side("it did not", denial.event.claims.iter().cloned()),
    ];
    let topic = format!("whether: {}", event.event.title);
    let why = "somebody says that it happened and somebody denies it";
    disagreement(DisagreementKind::Degree, DisagreementSeverity::High, topic, sides, why)
}

/// Accounts from before a taking, which speak of the old holder or of an approach, and the taking itself.
pub(crate) fn explanations(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Explained> {
    let mut before: BTreeMap<String, Vec<Holding<'_>>> = BTreeMap::new();
    for cited in case.claims() {
        let Statement::Control(control) = &cited.claim.statement else { continue };
        let sides = case.sides(&cited.claim, control.holder.as_slice());
        if same::is_itself(&control.place) && !sides.is_empty() {
            let known_by = case.known_by(&cited.claim.report);
            let holding = Holding { cited, sides, known_by };
            before.entry(same::name_of(&control.place)).or_default().push(holding);
        }
    }
    let takings = told.iter().filter(|it| is_taking(it));
    takings.filter_map(|it| before_after(it, before.get(it.key.place.as_str()))).collect()
}

/// An account of who holds a place; what every taking of the place asks of it is asked once.
struct Holding<'a> {
    cited: &'a Cited,
    sides: SideSet,
    known_by: Option<Date>,
}

fn before_after(taken: &Told<'_>, holders: Option<&Vec<Holding<'_>>>) -> Option<Explained> {
    let day = taken.event.best_day?;
    let earlier = holders.into_iter().flatten().filter(|it| {
        let known_before = it.known_by.is_some_and(|known| known <= day);
        let of_history = it.cited.claim.modality == orontes_model::Modality::Historical;
        (known_before || of_history) && !it.sides.meets(&taken.sides)
    });
    let earlier: BTreeSet<ClaimId> = earlier.map(|it| it.cited.claim.id.clone()).collect();
    if earlier.is_empty() {
        return None;
    }
    let claims = earlier.into_iter().chain(taken.event.claims.iter().cloned()).collect();
    Some(explained(
        "before_after",
        claims,
        format!("{}: accounts of another holder are from before {day}", taken.event.title),
    ))
}
