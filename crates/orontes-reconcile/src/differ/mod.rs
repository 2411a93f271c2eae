//! Turns the joined claims of a case into typed disagreements and into what only looks like one.
//!
//! Modules by what accounts differ on: [`number`], [`distance`] (number), [`day`] (date), [`doer`] and [`holder`] (actor), [`reason`] (motive),
//! [`degree`], [`extent`], [`place`], [`role`], [`stance`] (framing). Each looks at one group of claims at a time.

mod day;
mod degree;
mod difference;
mod distance;
mod doer;
mod extent;
mod holder;
mod number;
mod place;
mod reason;
mod role;
mod stance;

pub(crate) use degree::denials;

use crate::case::Case;
use crate::events::Told;
use crate::figures::Counted;
use crate::support::support;
use orontes_model::{Cited, ClaimId, Disagreement, DisagreementKind, DisagreementSeverity, Explained, Side};
use std::collections::BTreeSet;

/// All differences of a case, the gravest first.
pub(crate) fn disagreements(
    case: &Case<'_>,
    told: &[Told<'_>],
    counted: &[Counted<'_>],
) -> Vec<Disagreement> {
    let mut found = day::disagreements(case, told);
    found.extend(number::disagreements(&case.accounts, told, counted));
    found.extend(distance::disagreements(case));
    found.extend(place::disagreements(case, told));
    found.extend(extent::disagreements(case, told));
    found.extend(doer::disagreements(case, told));
    found.extend(holder::disagreements(case));
    found.extend(reason::disagreements(case, told));
    found.extend(degree::disagreements(case, told));
    found.extend(role::disagreements(case));
    found.extend(stance::disagreements(case, told));
    found.sort_by(|a, b| (a.severity, a.kind, &a.id).cmp(&(b.severity, b.kind, &b.id)));
    found.dedup_by(|a, b| a.id == b.id);
    found.iter_mut().flat_map(|it| &mut it.sides).for_each(|it| count_origins(case, it));
    found
}

/// Counts who stands behind a side, as behind an event.
fn count_origins(case: &Case<'_>, side: &mut Side) {
    let cited: Vec<&Cited> = side.claims.iter().filter_map(|it| case.claim(it)).collect();
    side.origins = support(case, &cited).origins;
    side.is_interested = !cited.is_empty() && cited.iter().all(|it| case.is_of_itself(it));
}

/// What looks like a difference and is none.
pub(crate) fn explanations(case: &Case<'_>, told: &[Told<'_>], counted: &[Counted<'_>]) -> Vec<Explained> {
    let mut found = number::explanations(counted);
    found.extend(degree::explanations(case, told));
    found.sort_by(|a, b| (&a.kind, &a.claims).cmp(&(&b.kind, &b.claims)));
    found
}

/// Claims that stand in a disagreement about whether, by whom or when something happened. Differing numbers,
/// reasons and lights leave the event itself untouched.
pub(crate) fn disputed(disagreements: &[Disagreement]) -> BTreeSet<&ClaimId> {
    let bears_on_event = |it: &&Disagreement| match (it.kind, it.severity) {
        (_, DisagreementSeverity::Low) => false,
        (DisagreementKind::Actor | DisagreementKind::Degree | DisagreementKind::Place, _) => true,
        (DisagreementKind::Date, severity) => severity == DisagreementSeverity::High,
        (
            DisagreementKind::Number
            | DisagreementKind::Motive
            | DisagreementKind::Extent
            | DisagreementKind::Role
            | DisagreementKind::Framing,
            _,
        ) => false,
    };
    disagreements.iter().filter(bears_on_event).flat_map(|it| &it.sides).flat_map(|it| &it.claims).collect()
}
