//! Turns counted origins and open contradictions into Admiralty credibility and ICD 203 words.
//!
//! The tables of `docs/likelihood.md`, cell by cell. They count; nothing is weighed or trained.

use crate::support::Support;
use orontes_model::{EventStatus, Likelihood, Reliability};

/// What the tables look at.
pub(crate) struct Evidence<'a> {
    pub(crate) support: &'a Support,
    pub(crate) status: EventStatus,
    /// Nobody but a party to the event says it.
    pub(crate) is_interested: bool,
    /// Independent origins that deny it, at least.
    pub(crate) n_denials: u32,
    /// An open disagreement about what happened, short of a denial.
    pub(crate) is_disputed: bool,
}

/// Returns the Admiralty credibility of an item, 1 to 6 (AJP-2.1; contract section 6).
pub(crate) fn credibility(it: &Evidence<'_>) -> u8 {
    let n_origins = it.support.origins.min;
    if it.n_denials > n_origins {
        return 5;
    }
    if it.n_denials > 0 {
        return 4;
    }
    if it.support.only_unnamed && n_origins < 2 {
        return 6;
    }
    if n_origins < 2 || it.is_interested {
        return 3;
    }
    if it.is_disputed || !is_cross_side(it.support) { 2 } else { 1 }
}

/// Two origins that are not on one side.
fn is_cross_side(support: &Support) -> bool {
    support.has_neutral || support.speaker_sides.len() > 1
}

/// Returns how likely it is that the event took place, or that the intention is held.
pub(crate) fn likelihood(it: &Evidence<'_>) -> Likelihood {
    match it.status {
        // A hypothesis is no forecast, and a forecast without a number of its own is left open.
        EventStatus::Hypothetical => return Likelihood::RoughlyEvenChance,
        EventStatus::Denied => return Likelihood::Unlikely,
        EventStatus::Happened | EventStatus::Claimed | EventStatus::Intended | EventStatus::Historical => {}
    }
    let n_origins = it.support.origins.min;
    let row = match n_origins {
        _ if it.n_denials > n_origins => 0,
        _ if it.n_denials > 0 => 1,
        0 | 1 if it.support.only_unnamed || it.is_interested => 1,
        0 | 1 => 2,
        2 => 3,
        _ if is_cross_side(it.support) && it.support.best_grade.is_some_and(|it| it <= Reliability::B) => 4,
        _ => 3,
    };
    let row = if it.is_disputed && row > 1 { row - 1 } else { row };
    [
        Likelihood::Unlikely,
        Likelihood::RoughlyEvenChance,
        Likelihood::Likely,
        Likelihood::VeryLikely,
        Likelihood::AlmostCertain,
    ][row]
}
