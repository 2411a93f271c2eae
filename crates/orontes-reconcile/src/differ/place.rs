//! Turns one toll of one day that is told of two places into a disagreement.

use super::difference::{disagreement, side};
use crate::case::Case;
use crate::days::days_between;
use crate::events::Told;
use crate::same::Family;
use crate::stories::Story;
use orontes_model::{Bound, Disagreement, DisagreementKind, DisagreementSeverity, EventStatus};
use std::collections::{BTreeMap, BTreeSet};

/// Dead from which the same number of one day is seldom that of another incident.
const TELLING_TOLL: f64 = 10.0;

/// One disagreement for each toll that two stories give to two places. Costs a sort of the tolls.
pub(crate) fn disagreements(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let mut by_toll: BTreeMap<(u64, &str), Vec<&Told<'_>>> = BTreeMap::new();
    let placed = told.iter().filter(|it| {
        it.key.family == Family::Harm && it.key.world == EventStatus::Happened && it.event.place_id.is_some()
    });
    for it in placed {
        for toll in tolls(case, it) {
            by_toll.entry((toll, it.event.event_type.as_str())).or_default().push(it);
        }
    }
    let mut found = Vec::new();
    for ((toll, _), mut alike) in by_toll {
        alike.sort_by_key(|it| (it.event.best_day, &it.event.id));
        found.extend(alike.windows(2).filter_map(|it| two_places(case, toll, it[0], it[1])));
    }
    found
}

/// The exact numbers of dead that an incident is told with.
fn tolls(case: &Case<'_>, told: &Told<'_>) -> BTreeSet<u64> {
    let figures = told.members.iter().flat_map(|it| &it.1.figures);
    let figures = figures.filter_map(|it| case.claim(it)?.claim.statement.figure());
    let exact = figures.filter(|it| it.measure == "killed" && it.bound == Bound::Exact);
    exact.filter_map(|it| it.best).filter(|it| *it >= TELLING_TOLL).map(|it| it as u64).collect()
}

fn two_places(case: &Case<'_>, toll: u64, one: &Told<'_>, other: &Told<'_>) -> Option<Disagreement> {
    let apart = days_between(one.event.best_day?, other.event.best_day?);
    let (here, there) = (one.event.place.as_deref()?, other.event.place.as_deref()?);
    let stories = |it: &Told<'_>| -> BTreeSet<Story> {
        it.members.iter().map(|it| case.story(&it.0.claim.report)).collect()
    };
    let is_one_side = one.sides.is_empty() || other.sides.is_empty() || one.sides.meets(&other.sides);
    // A story that tells of both places tells of two incidents, or of one in both.
    let is_apart = stories(one).is_disjoint(&stories(other)) && one.event.place_id != other.event.place_id;
    if apart.abs() > Family::Harm.tolerance_days() || !is_one_side || !is_apart {
        return None;
    }
    let sides =
        vec![side(here, one.event.claims.iter().cloned()), side(there, other.event.claims.iter().cloned())];
    let why = format!(
        "{toll} dead are told of {here} and of {there} within a day: one account may have the wrong place, or one place lies in the other"
    );
    let topic = format!("where: {}", one.event.title);
    Some(disagreement(DisagreementKind::Place, DisagreementSeverity::Low, topic, sides, why))
}
