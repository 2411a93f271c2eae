//! Turns accounts that name different actors of one deed into disagreements.

use super::difference::{disagreement, side};
use crate::case::Case;
use crate::days::days_between;
use crate::events::{self, Told};
use crate::parties::{SideSet, Voice};
use crate::same::Family;
use crate::stories::Story;
use orontes_model::{
    Claim, ClaimId, Disagreement, DisagreementKind, DisagreementSeverity, EventStatus, Party, Side,
};
use std::collections::{BTreeMap, BTreeSet};

/// Days within which two sides that each are said to have taken a place contradict each other; a place
/// that changes hands twice in two days is rarer than a false claim.
const RIVAL_DAYS: i32 = 2;

/// Who of one side acted, and which of two sides did.
pub(crate) fn disagreements(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let mut found = members_of_a_side(case, told);
    found.extend(rivals(case, told));
    found.extend(told.iter().filter_map(|it| two_doers(case, it)));
    found
}

/// One incident of harm, of which some accounts name one side as the doer and others another.
fn two_doers(case: &Case<'_>, told: &Told<'_>) -> Option<Disagreement> {
    if told.key.family != Family::Harm || told.key.world != EventStatus::Happened {
        return None;
    }
    // What one voice of one story says is one account: who names two sides blames both.
    let mut accounts: BTreeMap<(Story, Voice), (SideSet, Vec<ClaimId>)> = BTreeMap::new();
    for (cited, event) in &told.members {
        let sides = events::acting_sides(case, Family::Harm, cited, event);
        if !sides.is_empty() {
            let account = accounts.entry((case.story(&cited.claim.report), case.voice(cited))).or_default();
            account.0.0.extend(sides.0);
            account.1.push(cited.claim.id.clone());
        }
    }
    let families = SideSet::families(accounts.values().map(|it| &it.0));
    if families.len() < 2 {
        return None;
    }
    let of_family = |family: &SideSet| {
        let theirs = accounts.values().filter(|it| it.0.meets(family)).flat_map(|it| it.1.clone());
        side(names_of(told, case, family), theirs)
    };
    let sides = families.iter().map(of_family).collect();
    let topic = format!("by whom: {}", told.event.title);
    let why = "accounts of one incident name different sides as the doer; who speaks may be a party to it";
    Some(disagreement(DisagreementKind::Actor, DisagreementSeverity::High, topic, sides, why))
}

/// The names by which an incident's accounts call a side.
fn names_of(told: &Told<'_>, case: &Case<'_>, family: &SideSet) -> String {
    let of_claim = |(cited, event): &(&orontes_model::Cited, &orontes_model::EventClaim)| {
        let parties = event.actors.iter();
        let theirs = parties.filter(|it| case.sides(&cited.claim, std::slice::from_ref(it)).meets(family));
        theirs.map(|it| it.name.clone()).collect::<Vec<_>>()
    };
    let names: BTreeSet<String> = told.members.iter().flat_map(of_claim).collect();
    names.into_iter().collect::<Vec<_>>().join(" and ")
}

/// Within one side some stories name one force and others also name another.
fn members_of_a_side(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    // By side, then by story: the forces named and one claim for each.
    let mut named: BTreeMap<String, BTreeMap<Story, BTreeMap<String, ClaimId>>> = BTreeMap::new();
    let campaign = told.iter().filter(|it| {
        matches!(it.key.family, Family::Taking | Family::Offensive) && it.key.world == EventStatus::Happened
    });
    for (cited, event) in campaign.flat_map(|it| &it.members) {
        for party in &event.actors {
            let Some((side, force)) = force_of(case, &cited.claim, party) else { continue };
            let story = case.story(&cited.claim.report);
            let forces = named.entry(side).or_default().entry(story).or_default();
            forces.entry(force).or_insert_with(|| cited.claim.id.clone());
        }
    }
    named.into_iter().filter_map(|(side, stories)| completeness(case, &side, &stories)).collect()
}

/// A force with its side; nothing for words that name only the side.
fn force_of(case: &Case<'_>, claim: &Claim, party: &Party) -> Option<(String, String)> {
    let id = party.id.as_deref()?;
    let actor = case.registry.by_id(id)?;
    let side = case.registry.side_of(id, case.day_of(claim))?;
    let is_force = actor.kind == orontes_model::ActorKind::Force && side != id;
    is_force.then(|| (side.to_owned(), actor.name.clone()))
}

fn completeness(
    case: &Case<'_>,
    side_id: &str,
    stories: &BTreeMap<Story, BTreeMap<String, ClaimId>>,
) -> Option<Disagreement> {
    let mut versions: BTreeMap<Vec<&str>, Vec<ClaimId>> = BTreeMap::new();
    for forces in stories.values() {
        let names: Vec<&str> = forces.keys().map(String::as_str).collect();
        versions.entry(names).or_default().extend(forces.values().cloned());
    }
    if versions.len() < 2 {
        return None;
    }
    let name = case.registry.by_id(side_id).map_or(side_id, |it| it.name.as_str());
    let overlap = versions.keys().all(|a| versions.keys().all(|b| a.iter().any(|it| b.contains(it))));
    let severity = if overlap { DisagreementSeverity::Low } else { DisagreementSeverity::Medium };
    let sides: Vec<Side> =
        versions.into_iter().map(|(names, claims)| side(names.join(" and "), claims)).collect();
    let why = "accounts name different forces of one side: the shorter lists may be incomplete";
    Some(disagreement(DisagreementKind::Actor, severity, format!("which forces of {name} acted"), sides, why))
}

/// Two sides are each said to have taken one place, or to have done one deed, on one day.
fn rivals(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let mut by_place: BTreeMap<(Family, &str, &str), Vec<&Told<'_>>> = BTreeMap::new();
    let attributed =
        told.iter().filter(|it| is_exclusive(it) && !it.sides.is_empty() && it.event.best_day.is_some());
    for it in attributed {
        by_place.entry((it.key.family, &it.key.event_type, &it.key.place)).or_default().push(it);
    }
    let mut found = Vec::new();
    for members in by_place.values_mut() {
        members.sort_by_key(|it| (it.event.best_day, &it.event.id));
        found.extend(members.windows(2).filter_map(|pair| rival(case, pair[0], pair[1])));
    }
    found
}

/// Deeds of which one side only can be the doer.
fn is_exclusive(told: &Told<'_>) -> bool {
    let deed = matches!(told.key.event_type.as_str(), "massacre" | "suicide_attack" | "abduction");
    told.key.world == EventStatus::Happened && (told.key.family == Family::Taking || deed)
}

fn rival(case: &Case<'_>, one: &Told<'_>, other: &Told<'_>) -> Option<Disagreement> {
    let apart = days_between(one.event.best_day?, other.event.best_day?);
    let stories = |it: &Told<'_>| -> BTreeSet<Story> {
        it.members.iter().map(|it| case.story(&it.0.claim.report)).collect()
    };
    let (of_one, of_other) = (stories(one), stories(other));
    // One story that tells both tells of two events, or was misread: it does not contradict itself.
    let is_one_voice = of_one.is_subset(&of_other) || of_other.is_subset(&of_one);
    // Who takes back what was taken on a day before gainsays nobody.
    let is_taken_back = apart > 0 && other.event.event_type == "recapture";
    if is_taken_back || apart > RIVAL_DAYS || one.sides.meets(&other.sides) || is_one_voice {
        return None;
    }
    let view = |it: &Told<'_>| side(it.event.actors.join(" and "), it.event.claims.iter().cloned());
    let claims: BTreeSet<&str> = [one, other].iter().map(|it| it.event.title.as_str()).collect();
    let topic = format!("by whom: {}", claims.into_iter().next().unwrap_or_default());
    let why = "two sides are each said to have done it within two days: one account is wrong, or it changed hands twice";
    Some(disagreement(
        DisagreementKind::Actor,
        DisagreementSeverity::High,
        topic,
        vec![view(one), view(other)],
        why,
    ))
}
