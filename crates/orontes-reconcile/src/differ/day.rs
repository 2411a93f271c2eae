//! Turns accounts of one occurrence that give different days into disagreements.

use super::difference::{disagreement, side};
use crate::case::Case;
use crate::days::{days_between, is_stated, is_tight};
use crate::events::Told;
use crate::parties::SideSet;
use crate::same::{self, Family};
use orontes_model::{
    Cited, ClaimId, ControlStatus, Date, Disagreement, DisagreementKind, DisagreementSeverity, Event,
    EventStatus, Side, Statement, When,
};
use std::collections::{BTreeMap, BTreeSet};

/// Days within one event, and days of a town's fall beside days of the fall of its surroundings.
pub(crate) fn disagreements(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let mut found: Vec<Disagreement> = told.iter().filter_map(|it| within(&it.event)).collect();
    found.extend(around(told));
    found.extend(since(case, told));
    found
}

/// Days by which a fall and the first day of those who hold the place since may lie apart and be of one change of hands.
const ONE_CHANGE_DAYS: i32 = 31;

/// "Has held the town since the 3rd" dates its fall, which others tell of another day.
fn since(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let mut held: BTreeMap<String, Vec<(Date, &Cited, SideSet)>> = BTreeMap::new();
    for cited in case.claims() {
        let Statement::Control(control) = &cited.claim.statement else { continue };
        let is_now = same::world(Family::Other, cited.claim.modality) == EventStatus::Happened;
        let is_held = matches!(control.status, ControlStatus::Controlled | ControlStatus::ClaimedControl);
        let day = control.from.filter(is_stated).and_then(|it| it.one_day());
        if let (Some(day), Some(holder), true) =
            (day, &control.holder, is_now && is_held && same::is_itself(&control.place))
        {
            let sides = case.sides(&cited.claim, std::slice::from_ref(holder));
            held.entry(same::name_of(&control.place)).or_default().push((day, cited, sides));
        }
    }
    let takings =
        told.iter().filter(|it| it.key.family == Family::Taking && it.key.world == EventStatus::Happened);
    takings
        .filter_map(|it| held.get(it.key.place.as_str()).and_then(|held| since_another_day(it, held)))
        .collect()
}

fn since_another_day(fall: &Told<'_>, held: &[(Date, &Cited, SideSet)]) -> Option<Disagreement> {
    let best = fall.event.best_day?;
    // What the sentence of the fall says of the holder is the fall again.
    let told: BTreeSet<(&str, u32)> =
        fall.members.iter().map(|it| (it.0.claim.report.as_str(), it.0.claim.sentence)).collect();
    let own = |it: &Cited| told.contains(&(it.claim.report.as_str(), it.claim.sentence));
    let others = held.iter().filter(|(day, it, sides)| {
        (1..=ONE_CHANGE_DAYS).contains(&days_between(*day, best).abs())
            && sides.meets(&fall.sides)
            && !own(it)
    });
    let others: Vec<&(Date, &Cited, SideSet)> = others.collect();
    let apart = others.iter().map(|it| days_between(it.0, best).abs()).max()?;
    let days: BTreeSet<String> = others.iter().map(|it| it.0.to_string()).collect();
    let sides = vec![
        side(format!("taken on {best}"), fall.event.claims.iter().cloned()),
        side(
            format!("held since {}", days.into_iter().collect::<Vec<_>>().join(", ")),
            others.iter().map(|it| it.1.claim.id.clone()),
        ),
    ];
    let why = "one account dates the fall and another the day from which the place is held: one claim may be early, or the last of it fell later";
    let topic = format!("since when: {}", fall.event.title);
    Some(disagreement(DisagreementKind::Date, severity_of(apart), topic, sides, why))
}

/// A slip of one day is what time zones and press days make of one night.
fn severity_of(apart_days: i32) -> DisagreementSeverity {
    match apart_days {
        ..=1 => DisagreementSeverity::Low,
        2..=6 => DisagreementSeverity::Medium,
        _ => DisagreementSeverity::High,
    }
}

/// Days that an account may leave open and still give another day.
const WEEK_DAYS: i32 = 7;

fn within(event: &Event) -> Option<Disagreement> {
    let best = event.best_day?;
    // A count over weeks is of no day.
    let is_day =
        |it: &When| is_stated(it) && (is_tight(it, WEEK_DAYS) || it.from.is_none() || it.to.is_none());
    let stated: Vec<&(When, Vec<ClaimId>)> = event.other_days.iter().filter(|it| is_day(&it.0)).collect();
    if stated.is_empty() || !has_one_day(event) {
        return None;
    }
    let apart = stated.iter().map(|it| gap_days(best, &it.0)).max().unwrap_or(0);
    let severity = severity_of(apart);
    let others: BTreeSet<&ClaimId> = stated.iter().flat_map(|it| &it.1).collect();
    let agreeing = event.claims.iter().filter(|it| !others.contains(it)).cloned();
    let mut sides = vec![side(best.to_string(), agreeing)];
    sides.extend(stated.iter().map(|it| side(days(&it.0), it.1.iter().cloned())));
    let away = match apart {
        1 => "the day beside it".to_owned(),
        _ => format!("a day up to {apart} days away from it"),
    };
    let why = format!("most accounts give {best}; others give {away}");
    Some(disagreement(DisagreementKind::Date, severity, format!("when: {}", event.title), sides, why))
}

/// Says whether the event falls on one day at least by its first day: people go on fleeing, and a plan is
/// held on every day that somebody speaks of it.
fn has_one_day(event: &Event) -> bool {
    let is_lasting = matches!(
        Family::of(&event.event_type),
        Family::Flight | Family::Plan | Family::Speech | Family::Approach | Family::Fighting
    );
    event.status != EventStatus::Historical && !is_lasting
}

fn gap_days(best: Date, when: &When) -> i32 {
    let before = when.to.map_or(0, |to| days_between(to, best));
    let after = when.from.map_or(0, |from| days_between(best, from));
    before.max(after).max(0)
}

fn days(when: &When) -> String {
    match (when.from, when.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("by {to}"),
        (None, None) => "no day".to_owned(),
    }
}

/// A hasty reader takes "they hold the places around X" of one day for the fall of X on that day.
fn around(told: &[Told<'_>]) -> Vec<Disagreement> {
    let takings =
        || told.iter().filter(|it| it.key.family == Family::Taking && it.key.world == EventStatus::Happened);
    let towns: BTreeMap<&str, Vec<&Told<'_>>> = takings().fold(BTreeMap::new(), |mut all, it| {
        all.entry(it.key.place.as_str()).or_insert_with(Vec::new).push(it);
        all
    });
    let pair = |ring: &Told<'_>| -> Option<Disagreement> {
        let place = ring.key.place.as_str();
        let site = || place.split_once('/').map(|it| it.0);
        let town = place.strip_suffix(same::AROUND).or_else(site).and_then(|it| towns.get(it))?;
        let town = town
            .iter()
            .find(|it| it.sides.is_empty() || ring.sides.is_empty() || it.sides.meets(&ring.sides))?;
        let (inner, outer) = (town.event.best_day?, ring.event.best_day?);
        let apart = days_between(outer, inner).abs();
        if apart == 0 || apart > Family::Taking.tolerance_days() || !is_tight(&ring.event.date, 1) {
            return None;
        }
        let sides: Vec<Side> = vec![
            side(format!("{inner}, the town"), town.event.claims.iter().cloned()),
            side(format!("{outer}, a part of it or places around it"), ring.event.claims.iter().cloned()),
        ];
        let why = "one day is given for the town and another for a part of it or places around it, so both may hold";
        let topic = format!("when: {}", town.event.title);
        Some(disagreement(DisagreementKind::Date, DisagreementSeverity::Low, topic, sides, why))
    };
    takings().filter_map(pair).collect()
}
