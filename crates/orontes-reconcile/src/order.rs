//! Turns the contents of undated reports into bounds on the day they were written.
//!
//! A report cannot be older than the latest day it tells of. It is not younger than the fall of a town
//! that it shows as still awaited, if others give that fall a day and it says nothing of it.

use crate::case::Case;
use crate::days::is_tight;
use crate::events::Told;
use crate::parties::SideSet;
use crate::same::{self, Family};
use crate::stories::Story;
use orontes_model::{Basis, Cited, ControlStatus, Date, EventStatus, Modality, Statement, When};
use std::collections::{BTreeMap, BTreeSet};

/// Widest account of a fall that still bounds a report, in days: "recent" and "this month" do, "this year" does not.
const WEEKS_OPEN_DAYS: i32 = 31;

/// Bounds on the day of publication of one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounded {
    /// The report.
    pub report: String,
    /// Earliest and latest day.
    pub published: When,
}

/// Returns the bounds of the reports that carry no day of their own, by name. Linear in the claims.
pub(crate) fn bounds(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Bounded> {
    let undated =
        case.dossiers.values().filter(|it| it.published.from.is_none() || it.published.to.is_none());
    let undated: BTreeSet<&str> = undated.map(|it| it.name.as_str()).collect();
    if undated.is_empty() {
        return Vec::new();
    }
    let from = latest_told(case, &undated);
    let falls = falls_told(told, &undated);
    let retold = retold(case, &undated);
    let to = awaited(case, told, &undated);
    let one = |report: &&str| {
        let known = case.dossiers.get(report).map(|it| it.published).unwrap_or_default();
        let story = retold.get(report).copied();
        let from = known.from.max(from.get(report).copied()).max(falls.get(report).copied());
        let from = from.max(story.map(|it| it.0));
        let to = known.to.or(to.get(report).copied());
        let to = match (to, story.map(|it| it.1)) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        let to = to.filter(|to| from.is_none_or(|from| from <= *to));
        let changed = (from, to) != (known.from, known.to);
        changed.then(|| Bounded {
            report: (*report).to_owned(),
            published: When::between(from, to, Basis::Content),
        })
    };
    undated.iter().filter_map(one).collect()
}

/// Days after those of one story that bear a day within which one without a day is taken to have come: nobody prints the
/// news of the day before yesterday.
const RETOLD_WITHIN_DAYS: i32 = 1;

/// Who tells a story again does so on its day or the next: the days that this leaves.
fn retold<'a>(case: &Case<'a>, undated: &BTreeSet<&'a str>) -> BTreeMap<&'a str, (Date, Date)> {
    let stories: BTreeSet<Story> = undated.iter().map(|it| case.story(it)).collect();
    let mut dated: BTreeMap<Story, (Date, Date)> = BTreeMap::new();
    for it in case.dossiers.values().filter(|it| is_tight(&it.published, RETOLD_WITHIN_DAYS)) {
        let story = case.story(&it.name);
        let (Some(from), Some(to)) = (it.published.from, it.published.to) else { continue };
        if stories.contains(&story) {
            let known = dated.entry(story).or_insert((from, to));
            *known = (known.0.min(from), known.1.max(to));
        }
    }
    let soon = |it: Date| it.saturating_add(jiff::Span::new().days(RETOLD_WITHIN_DAYS));
    let of_report = |it: &&'a str| Some((*it, dated.get(&case.story(it)).map(|it| (it.0, soon(it.1)))?));
    undated.iter().filter_map(of_report).collect()
}

/// The latest day that each report tells as past in words of its own.
fn latest_told<'a>(case: &Case<'a>, undated: &BTreeSet<&'a str>) -> BTreeMap<&'a str, Date> {
    let mut latest: BTreeMap<&str, Date> = BTreeMap::new();
    for (cited, event) in case.event_claims().filter(|it| undated.contains(it.0.claim.report.as_str())) {
        let when =
            event.date.filter(|it| matches!(it.basis, Basis::Explicit | Basis::ExplicitAmbiguousOrder));
        let past = same::world(Family::Other, cited.claim.modality) == EventStatus::Happened;
        if let Some(day) = when.and_then(|it| it.one_day()).filter(|_| past) {
            let entry = latest.entry(&cited.claim.report).or_insert(day);
            *entry = day.max(*entry);
        }
    }
    latest
}

/// The latest fall of a town that each report tells as past and that another report gives a day. Towns fall
/// once and the day is told by many; other occurrences repeat, and would bound a report by the wrong one.
fn falls_told<'a>(told: &[Told<'a>], undated: &BTreeSet<&'a str>) -> BTreeMap<&'a str, Date> {
    let mut latest: BTreeMap<&str, Date> = BTreeMap::new();
    let falls =
        told.iter().filter(|it| it.key.family == Family::Taking && it.key.world == EventStatus::Happened);
    for fall in falls {
        let by_others = fall.members.iter().filter(|it| !undated.contains(it.0.claim.report.as_str()));
        let Some(day) = day_of_fall(fall.event.best_day, by_others.filter_map(|it| it.1.date)) else {
            continue;
        };
        // Hearsay of a fall dates nobody: only what a report tells in its own voice.
        let own = fall.members.iter().filter(|it| it.0.claim.modality == Modality::Asserted);
        for report in own.filter_map(|it| undated.get(it.0.claim.report.as_str())) {
            let entry = latest.entry(report).or_insert(day);
            *entry = day.max(*entry);
        }
    }
    latest
}

/// The day on which others say that a town fell; where they only leave some weeks open, the first of those.
fn day_of_fall(best: Option<Date>, told: impl Iterator<Item = When> + Clone) -> Option<Date> {
    let first = told.clone().filter_map(|it| it.one_day()).min();
    match best {
        Some(_) => first.filter(|it| best == Some(*it)),
        None => told.filter(|it| is_tight(it, WEEKS_OPEN_DAYS)).filter_map(|it| it.from).min(),
    }
}

/// The day of the fall of a town that each report still awaits.
fn awaited<'a>(case: &Case<'a>, told: &[Told<'_>], undated: &BTreeSet<&'a str>) -> BTreeMap<&'a str, Date> {
    let mut falls: BTreeMap<&str, Vec<&Told<'_>>> = BTreeMap::new();
    let dated =
        told.iter().filter(|it| it.key.family == Family::Taking && it.key.world == EventStatus::Happened);
    for it in dated.filter(|it| it.event.best_day.is_some()) {
        falls.entry(&it.key.place).or_default().push(it);
    }
    let tells: BTreeSet<(&str, &str)> = told
        .iter()
        .filter(|it| it.key.family == Family::Taking && it.key.world == EventStatus::Happened)
        .flat_map(|it| {
            let own = it.members.iter().filter(|it| it.0.claim.modality == Modality::Asserted);
            own.map(move |member| (member.0.claim.report.as_str(), it.key.place.as_str()))
        })
        .collect();
    let mut bounds: BTreeMap<&str, Date> = BTreeMap::new();
    for cited in case.claims().filter(|it| undated.contains(it.claim.report.as_str())) {
        let Some((place, sides)) = still_awaits(case, cited) else { continue };
        if tells.contains(&(cited.claim.report.as_str(), place.as_str())) {
            continue;
        }
        // Who is awaited must be who came; the first fall to that side is the one awaited.
        let fits = |it: &&&Told<'_>| sides.is_empty() || it.sides.is_empty() || it.sides.meets(&sides);
        let fall = falls
            .get(place.as_str())
            .into_iter()
            .flatten()
            .filter(fits)
            .filter_map(|it| it.event.best_day)
            .min();
        if let Some(day) = fall {
            let entry = bounds.entry(&cited.claim.report).or_insert(day);
            *entry = day.min(*entry);
        }
    }
    bounds
}

/// The place that a claim shows as not yet taken, and the sides that come for it.
fn still_awaits(case: &Case<'_>, cited: &Cited) -> Option<(String, SideSet)> {
    match &cited.claim.statement {
        Statement::Event(event) => {
            let place = event.places.first().filter(|it| !same::is_wide(it))?;
            let sides = case.sides(&cited.claim, &event.actors);
            let family = Family::of(&event.event_type);
            let awaited = match same::world(family, cited.claim.modality) {
                EventStatus::Intended | EventStatus::Hypothetical => {
                    matches!(family, Family::Taking | Family::Plan)
                }
                EventStatus::Happened => family == Family::Approach,
                EventStatus::Claimed | EventStatus::Historical | EventStatus::Denied => false,
            };
            awaited.then(|| (same::name_of(place), sides))
        }
        Statement::Control(control) if control.status == ControlStatus::Threatened => {
            Some((same::name_of(&control.place), SideSet::default()))
        }
        _ => None,
    }
}
