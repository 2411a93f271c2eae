//! Turns a departure that is told as a choice by some and as a defeat by others into a disagreement.

use super::difference::{disagreement, side};
use crate::accounts::Told as Account;
use crate::case::Case;
use crate::events::Told;
use crate::parties::{SideSet, Voice};
use crate::same::{self, Family};
use crate::stories::Story;
use orontes_model::{
    Cited, ClaimId, Disagreement, DisagreementKind, DisagreementSeverity, EventClaim, EventStatus,
};
use std::collections::{BTreeMap, BTreeSet};

/// One disagreement for each departure with both kinds of reasons. Linear in the claims.
pub(crate) fn disagreements(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let happened = || told.iter().filter(|it| it.key.world == EventStatus::Happened);
    // Fights at a place, for the departures from it.
    let mut fights: BTreeMap<&str, Vec<&Told<'_>>> = BTreeMap::new();
    for it in happened().filter(|it| matches!(it.key.family, Family::Fighting | Family::Approach)) {
        fights.entry(it.key.place.as_str()).or_default().push(it);
    }
    let departures = happened().filter(|it| it.key.family == Family::Leaving);
    departures.filter_map(|it| clash_of_reasons(case, it, fights.get(it.key.place.as_str()))).collect()
}

fn clash_of_reasons(
    case: &Case<'_>,
    left: &Told<'_>,
    fights: Option<&Vec<&Told<'_>>>,
) -> Option<Disagreement> {
    let near = fights
        .into_iter()
        .flatten()
        .filter(|it| it.event.date.meets(&left.event.date) || left.event.date.is_unknown());
    let rivals = near.flat_map(|it| &it.members).filter(|it| is_against(case, it.0, it.1, &left.sides));
    let chosen: Vec<&Cited> =
        left.members.iter().filter(|it| is_choice(case, it.0, it.1)).map(|it| it.0).collect();
    let mut forced: BTreeSet<&ClaimId> =
        rivals.filter(|it| is_forced(case, it.0, it.1)).map(|it| &it.0.claim.id).collect();
    forced.extend(
        left.members
            .iter()
            .filter(|it| case.accounts.tell(Account::DrivenOut, &it.0.sentence.text))
            .map(|it| &it.0.claim.id),
    );
    let forced: Vec<&Cited> = forced.into_iter().filter_map(|it| case.claim(it)).collect();
    let voices = |all: &[&Cited]| -> BTreeSet<(Story, Voice)> {
        all.iter().map(|it| (case.story(&it.claim.report), case.voice(it))).collect()
    };
    // Who alone tells both, in one breath, gives two reasons that go together.
    let told_by: BTreeSet<_> = voices(&chosen).union(&voices(&forced)).cloned().collect();
    if chosen.is_empty() || forced.is_empty() || told_by.len() < 2 {
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
    event.motive.is_some() || case.accounts.tell(Account::LeftByChoice, &cited.sentence.text)
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
