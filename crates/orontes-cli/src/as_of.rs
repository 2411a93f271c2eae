//! Which part of a case is shown: what had happened by a day, what was known by a day.

use crate::fault;
use orontes_model::{Cited, Corrections, Date, Dossier, EventStatus, Situation, When};
use orontes_store::Correction;
use std::collections::BTreeSet;

/// Which part of a case is shown.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(crate) struct AsOf {
    /// The picture at the end of this day, as 2024-12-05
    #[arg(long, value_name = "DAY")]
    day: Option<Date>,
    /// Only what reports published by this day say; reports of unknown day are left out
    #[arg(long, value_name = "DAY")]
    known_by: Option<Date>,
}

impl AsOf {
    /// Says whether nothing is left out.
    pub(crate) fn is_whole(&self) -> bool {
        self.day.is_none() && self.known_by.is_none()
    }

    /// The day at whose end the picture stands.
    pub(crate) fn day(&self) -> Option<Date> {
        self.day
    }

    /// The picture of what was known by a day.
    pub(crate) fn known_by(day: Date) -> AsOf {
        AsOf { day: None, known_by: Some(day) }
    }

    /// Returns what stands of some corrections, as far as it was decided by the day known by.
    pub(crate) fn standing(&self, corrections: &[Correction]) -> Corrections {
        let day = self.known_by.map(|it| it.to_string());
        orontes_store::standing(corrections, day.as_deref())
    }

    /// Keeps the reports that were surely published by the day known by, and their claims. A report that may
    /// be later is left out: hindsight would spoil the answer, and it is told.
    pub(crate) fn keep_known(&self, dossiers: &mut Vec<Dossier>, cited: &mut Vec<Cited>) {
        let Some(day) = self.known_by else { return };
        let is_known = |it: &Dossier| it.published.to.is_some_and(|it| it <= day);
        let may_be = |it: &Dossier| !is_known(it) && it.published.from.is_none_or(|it| it <= day);
        let n_unsure = dossiers.iter().filter(|it| may_be(it)).count();
        if n_unsure > 0 {
            let reports = if n_unsure == 1 { "report" } else { "reports" };
            fault::tell_note(&format!(
                "{n_unsure} {reports} left out: published after {day}, for all that is known"
            ));
        }
        dossiers.retain(is_known);
        let names: BTreeSet<&str> = dossiers.iter().map(|it| it.name.as_str()).collect();
        cited.retain(|it| names.contains(it.claim.report.as_str()));
    }

    /// Takes out the events and counts that surely came after the day; who held what by then is the engine's
    /// to say. Handles count what is left, so that `why` must be asked with the same day.
    pub(crate) fn cut(&self, situation: &mut Situation) {
        let Some(day) = self.day else { return };
        let is_later = |when: &When| when.from.is_some_and(|it| it > day);
        situation.events.retain(|it| !is_later(&it.date));
        for series in &mut situation.figures {
            series.points.retain(|it| !it.as_of.as_ref().is_some_and(is_later));
        }
        situation.figures.retain(|it| !it.points.is_empty() || !it.projections.is_empty());
    }

    /// Returns the last day that the picture speaks of.
    pub(crate) fn last_day(&self, dossiers: &[Dossier], situation: &Situation) -> Option<Date> {
        let published = dossiers.iter().filter_map(|it| it.published.one_day());
        let happened = [EventStatus::Happened, EventStatus::Claimed];
        let events = situation.events.iter().filter(|it| happened.contains(&it.status));
        self.day.or(self.known_by).or_else(|| published.chain(events.filter_map(|it| it.best_day)).max())
    }
}
