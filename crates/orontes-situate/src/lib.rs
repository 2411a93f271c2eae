//! Replays events into who holds what, on any day.
//!
//! A place's history is a fold, oldest first, over what claims and events say of it ([`facts`]): a taking
//! gives it a holder, a departure without a taker leaves it `unknown`, a threat changes how firmly it is held
//! and not by whom. What is conditional, forecast or denied moves nothing ([`fold`]). Where reports only say
//! that one side comes for a place, its holder is computed as that side's opponent and marked so
//! ([`opponents`]). A place of which nothing is said is absent.
//!
//! **Invariants:** intervals of one place do not overlap; a claim about a later day moves no earlier day.
//!
//! Cost: linear in events and claims, but for sorting the facts of each place.

mod facts;
mod fold;
mod opponents;

use orontes_model::{Cited, ControlHistory, Date, Event, EventStatus};
use orontes_registry::Registry;

/// The word for a holder whom nobody names.
pub const UNKNOWN: &str = "unknown";

/// Returns who held each place over time, by name of the place; up to the end of `day` where one is given.
pub fn situate(
    registry: &Registry,
    events: &[Event],
    claims: &[Cited],
    day: Option<Date>,
) -> Vec<ControlHistory> {
    // Undated claims are taken to be of the latest day that is known: sides change, and history has its own days.
    let told = events.iter().filter(|it| matches!(it.status, EventStatus::Happened | EventStatus::Claimed));
    let latest = told.filter_map(|it| it.best_day).max();
    let facts = facts::facts(registry, events, claims, day, latest);
    let opponents = opponents::opponents(registry, events, claims, latest);
    let mut histories: Vec<ControlHistory> =
        facts.into_values().filter_map(|it| fold::history(&opponents, it)).collect();
    histories.sort_by(|a, b| (&a.place, &a.place_id).cmp(&(&b.place, &b.place_id)));
    histories
}
