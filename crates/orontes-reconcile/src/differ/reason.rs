//! Turns a departure that is told as a choice by some and as a defeat by others into a disagreement.

use super::difference::{disagreement, side};
use crate::accounts::Told as Account;
use crate::case::Case;
use crate::events::Told;
use crate::parties::{SideSet, Voice};
use crate::same::{self, Family};
use crate::stories::Story;
use orontes_model::{
    Cited, ClaimId, Disagreement, DisagreementKind, DisagreementSeverity, EventClaim, EventStatus, Modality,
    PlaceRef, Statement,
};
use std::collections::{BTreeMap, BTreeSet};

/// One disagreement for each departure with both kinds of reasons. Linear in the claims but for a sort of those of
/// reports that tell of a departure.
pub(crate) fn disagreements(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let happened = || told.iter().filter(|it| it.key.world == EventStatus::Happened);
    // Fights at a place, for the departures from it.
    let mut fights: BTreeMap<&str, Vec<&Told<'_>>> = BTreeMap::new();
    for it in happened().filter(|it| matches!(it.key.family, Family::Fighting | Family::Approach)) {
        fights.entry(it.key.place.as_str()).or_default().push(it);
    }
    let departures: Vec<&Told<'_>> = happened().filter(|it| it.key.family == Family::Leaving).collect();
    let beside = told_beside(case, &departures);
    let clash = |(it, beside): (&&Told<'_>, &Reasons<'_>)| {
        clash_of_reasons(case, it, fights.get(it.key.place.as_str()), beside)
    };
    departures.iter().zip(&beside).filter_map(clash).collect()
}

/// What sentences that tell no departure themselves say of one: a claim of each.
#[derive(Clone, Debug, Default)]
struct Reasons<'a> {
    chosen: Vec<&'a Cited>,
    forced: Vec<&'a Cited>,
}

/// A claim with its sentence, and the departure that it tells or whose place it names.
type Line<'a> = (u32, &'a Cited, Option<usize>);

/// Sentences over which a report goes on about a departure that it told, or about the place that was left.
const GOES_ON_SENTENCES: u32 = 8;

/// Reporters give a departure one sentence and its reasons the next ones: "The ministry spoke of an orderly
/// withdrawal. Soldiers described a rout."
fn told_beside<'a>(case: &Case<'a>, departures: &[&Told<'_>]) -> Vec<Reasons<'a>> {
    let mut found = vec![Reasons::default(); departures.len()];
    let mut of_claim: BTreeMap<&ClaimId, usize> = BTreeMap::new();
    let mut of_place: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, it) in departures.iter().enumerate() {
        of_claim.extend(it.event.claims.iter().map(|id| (id, at)));
        if !it.key.place.is_empty() {
            let known = of_place.entry(it.key.place.as_str()).or_insert(at);
            if departures[*known].members.len() < it.members.len() {
                *known = at;
            }
        }
    }
    if of_claim.is_empty() {
        return found;
    }
    let about = |it: &Cited| {
        let place = || places_of(it).map(same::name_of).find_map(|it| of_place.get(it.as_str()).copied());
        of_claim.get(&it.claim.id).copied().or_else(place)
    };
    let mut reports: BTreeMap<&'a str, Vec<Line<'a>>> = BTreeMap::new();
    for it in case.claims() {
        reports.entry(it.claim.report.as_str()).or_default().push((it.claim.sentence, it, about(it)));
    }
    for claims in reports.values_mut().filter(|it| it.iter().any(|it| it.2.is_some())) {
        // A departure that a sentence tells comes before a place that it names.
        claims.sort_by_key(|it| (it.0, !of_claim.contains_key(&it.1.claim.id), &it.1.claim.id));
        let mut last: Option<(u32, usize)> = None;
        for sentence in claims.chunk_by(|a, b| a.0 == b.0) {
            let number = sentence[0].0;
            // Who is quoted stands behind the sentence, whatever the reporter says of him in it.
            let quoted = sentence.iter().find(|it| matches!(case.voice(it.1), Voice::Named(_)));
            let first = quoted.unwrap_or(&sentence[0]).1;
            let own = sentence.iter().find_map(|it| it.2);
            let before = last.filter(|it| number - it.0 <= GOES_ON_SENTENCES);
            last = own.map(|it| (number, it)).or(before);
            let reason = reason_of(case, first);
            // "An allied battalion had left first" tells a departure, and is the reason of the one before.
            let could_not_stay =
                reason == Some(false) && case.accounts.tell(Account::CouldNotStay, &first.sentence.text);
            let of_both = before.filter(|it| could_not_stay && own != Some(it.1));
            for (_, at) in last.into_iter().chain(of_both) {
                match reason {
                    Some(true) => found[at].chosen.push(first),
                    Some(false) => found[at].forced.push(first),
                    None => {}
                }
            }
        }
    }
    found
}

fn places_of(cited: &Cited) -> impl Iterator<Item = &PlaceRef> {
    let (many, one) = match &cited.claim.statement {
        Statement::Event(it) => (it.places.as_slice(), None),
        Statement::Figure(it) => (it.places.as_slice(), None),
        Statement::Control(it) => (Default::default(), Some(&it.place)),
        Statement::Geography(it) => (Default::default(), Some(&it.subject)),
        Statement::Alias(_) | Statement::Relation(_) | Statement::Consequence(_) | Statement::Source(_) => {
            (Default::default(), None)
        }
    };
    many.iter().chain(one).filter(|it| !same::is_wide(it))
}

/// Says whether a sentence gives a reason for leaving, and whether that is one of those who chose to.
fn reason_of(case: &Case<'_>, cited: &Cited) -> Option<bool> {
    let told = |what: Account| case.accounts.tell(what, &cited.sentence.text);
    if told(Account::CouldNotStay) {
        return Some(false);
    }
    told(Account::Leaving)
        .then(|| match (told(Account::LeftByChoice), told(Account::DrivenOut)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            (true, true) | (false, false) => None,
        })
        .flatten()
}

fn clash_of_reasons(
    case: &Case<'_>,
    left: &Told<'_>,
    fights: Option<&Vec<&Told<'_>>>,
    beside: &Reasons<'_>,
) -> Option<Disagreement> {
    let near = fights
        .into_iter()
        .flatten()
        .filter(|it| it.event.date.meets(&left.event.date) || left.event.date.is_unknown());
    let rivals = near.flat_map(|it| &it.members).filter(|it| is_against(case, it.0, it.1, &left.sides));
    let mut chosen: Vec<&Cited> =
        left.members.iter().filter(|it| is_choice(case, it.0, it.1)).map(|it| it.0).collect();
    let mut forced: BTreeSet<&ClaimId> =
        rivals.filter(|it| is_forced(case, it.0, it.1)).map(|it| &it.0.claim.id).collect();
    let drives = |it: &Cited| {
        let told = |what: Account| case.accounts.tell(what, &it.sentence.text);
        told(Account::DrivenOut) || told(Account::CouldNotStay)
    };
    forced.extend(left.members.iter().filter(|it| drives(it.0)).map(|it| &it.0.claim.id));
    let at = |it: &Cited| (it.claim.report.clone(), it.claim.sentence);
    let own: BTreeSet<(String, u32)> = left.members.iter().map(|it| at(it.0)).collect();
    chosen.extend(beside.chosen.iter().filter(|it| !own.contains(&at(it))));
    forced.extend(beside.forced.iter().filter(|it| !own.contains(&at(it))).map(|it| &it.claim.id));
    let forced: Vec<&Cited> = forced.into_iter().filter_map(|it| case.claim(it)).collect();
    let voices = |all: &[&Cited]| -> BTreeSet<(Story, Voice)> {
        all.iter().map(|it| (case.story(&it.claim.report), case.voice(it))).collect()
    };
    // Who alone tells both, in one breath, gives two reasons that go together.
    let told_by: BTreeSet<_> = voices(&chosen).union(&voices(&forced)).cloned().collect();
    let breaths: BTreeSet<_> = chosen.iter().chain(&forced).map(|it| at(it)).collect();
    if chosen.is_empty() || forced.is_empty() || told_by.len() < 2 || breaths.len() < 2 {
        return None;
    }
    let interested = chosen.iter().filter(|it| speaks_of_itself(case, it, &left.sides)).count();
    let whose = match interested {
        0 => "the first reason is the kind that an army gives for itself",
        _ => "the first reason comes from the side that left, which speaks of its own act",
    };
    let sides = vec![
        side("left of its own accord", chosen.iter().map(|it| it.claim.id.clone())),
        side("was driven out", forced.iter().map(|it| it.claim.id.clone())),
    ];
    let topic = format!("why: {}", left.event.title);
    let why = format!("one account calls it a choice and another a defeat; {whose}");
    Some(disagreement(DisagreementKind::Motive, DisagreementSeverity::High, topic, sides, why))
}

fn is_choice(case: &Case<'_>, cited: &Cited, event: &EventClaim) -> bool {
    // "Redeployed" is the word of those who speak of their own retreat.
    let is_own_word = event.event_type == "redeployment" && cited.claim.modality == Modality::Claimed;
    is_own_word || event.motive.is_some() || case.accounts.tell(Account::LeftByChoice, &cited.sentence.text)
}

fn is_forced(case: &Case<'_>, cited: &Cited, event: &EventClaim) -> bool {
    matches!(event.event_type.as_str(), "defeat" | "military_weakness")
        || case.accounts.tell(Account::DrivenOut, &cited.sentence.text)
}

/// Says whether a fight was one against those who left, or one that they lost.
fn is_against(case: &Case<'_>, cited: &Cited, event: &EventClaim, left: &SideSet) -> bool {
    let actors = case.sides(&cited.claim, &event.actors);
    let targets = case.sides(&cited.claim, &event.targets);
    let lost = same::Family::of(&event.event_type) == Family::Fighting && actors.meets(left);
    left.is_empty() || lost || targets.meets(left) || (targets.is_empty() && !actors.meets(left))
}

fn speaks_of_itself(case: &Case<'_>, cited: &Cited, sides: &SideSet) -> bool {
    match case.voice(cited) {
        Voice::Named(key) => case.speaker_side(&key).is_some_and(|it| sides.0.contains(&it)),
        Voice::Own | Voice::Unnamed => false,
    }
}
