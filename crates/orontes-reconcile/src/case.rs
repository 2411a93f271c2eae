//! Turns filed reports and cited claims into the sorted, deduplicated case that every other module reads.

use crate::Filed;
use crate::parties::{self, SideSet, Voice};
use orontes_model::{
    Basis, Cited, Claim, Date, Dossier, EventClaim, FigureClaim, Modality, Origin, Party, Statement,
};
use orontes_registry::Registry;
use std::collections::BTreeMap;

/// Width, in days, up to which an account tells on which side somebody was.
const YEAR_DAYS: i32 = 366;

/// All claims of a case in one order, with what is known of their reports.
pub(crate) struct Case<'a> {
    pub(crate) registry: &'a Registry,
    /// By identity, each once.
    pub(crate) claims: Vec<&'a Cited>,
    pub(crate) dossiers: BTreeMap<&'a str, &'a Dossier>,
    pub(crate) origins: &'a [Origin],
    story_of: BTreeMap<&'a str, usize>,
    /// The latest day that the case knows of: what undated claims are taken to be of.
    latest: Option<Date>,
}

impl<'a> Case<'a> {
    /// Returns the case; order and repetition of the arguments leave no trace in it.
    pub(crate) fn of(
        registry: &'a Registry,
        filed: &[Filed<'a>],
        origins: &'a [Origin],
        claims: &'a [Cited],
    ) -> Case<'a> {
        let mut claims: Vec<&Cited> = claims.iter().collect();
        claims.sort_by(|a, b| a.claim.id.cmp(&b.claim.id));
        claims.dedup_by(|a, b| a.claim.id == b.claim.id);
        let latest = latest(filed, &claims);
        let stories = origins.iter().enumerate();
        let story_of = stories.flat_map(|(at, it)| it.reports.iter().map(move |name| (name.as_str(), at)));
        Case {
            registry,
            claims,
            dossiers: filed.iter().map(|it| (it.dossier.name.as_str(), it.dossier)).collect(),
            origins,
            story_of: story_of.collect(),
            latest,
        }
    }

    /// Returns the story that a report tells, as a key that no other story has.
    pub(crate) fn story(&self, report: &str) -> String {
        self.story_of
            .get(report)
            .map_or_else(|| format!("report {report}"), |it| self.origins[*it].id.clone())
    }

    /// Says whether only machines wrote the reports of a claim's story.
    pub(crate) fn is_machine_story(&self, report: &str) -> bool {
        let machine = |name: &str| self.dossiers.get(name).is_some_and(|it| it.machine_written.is_some());
        match self.story_of.get(report) {
            Some(at) => {
                let origin = &self.origins[*at];
                origin.named.is_none() && origin.reports.iter().all(|it| machine(it))
            }
            None => machine(report),
        }
    }

    /// Latest day on which a report can have been published.
    pub(crate) fn known_by(&self, report: &str) -> Option<Date> {
        self.dossiers.get(report).and_then(|it| it.published.to)
    }

    /// Returns the day a claim speaks of, as far as sides depend on it: sides change, and with them who is whose.
    pub(crate) fn day_of(&self, claim: &Claim) -> Option<Date> {
        let told = match &claim.statement {
            Statement::Event(it) => it.date,
            Statement::Figure(it) => it.as_of,
            Statement::Control(it) => it.from.or(it.to),
            _ => None,
        };
        let published = self.dossiers.get(claim.report.as_str()).map(|it| it.published);
        // "Not before 2015" is no day: a wide account is of the day it was published, or of the latest.
        let narrow = [told, published].into_iter().flatten().find(|it| crate::days::is_tight(it, YEAR_DAYS));
        narrow.and_then(|it| it.to).or(self.latest)
    }

    /// The latest day that the case knows of.
    pub(crate) fn latest(&self) -> Option<Date> {
        self.latest
    }

    /// Returns the sides of some parties as of a claim.
    pub(crate) fn sides(&self, claim: &Claim, parties: &[Party]) -> SideSet {
        parties::sides_of(self.registry, parties, self.day_of(claim))
    }

    /// Returns the side that a speaker is on as of the latest day, where it is on one.
    pub(crate) fn speaker_side(&self, key: &str) -> Option<String> {
        parties::speaker_side(self.registry, key, self.latest)
    }

    /// Returns who stands behind a claim.
    pub(crate) fn voice(&self, cited: &Cited) -> Voice {
        parties::voice_of(self.registry, &cited.claim)
    }

    /// Event claims, by identity.
    pub(crate) fn event_claims(&self) -> impl Iterator<Item = (&'a Cited, &'a EventClaim)> + '_ {
        self.claims.iter().filter_map(|it| match &it.claim.statement {
            Statement::Event(event) => Some((*it, event)),
            _ => None,
        })
    }

    /// Figure claims, by identity.
    pub(crate) fn figure_claims(&self) -> impl Iterator<Item = (&'a Cited, &'a FigureClaim)> + '_ {
        self.claims.iter().filter_map(|it| match &it.claim.statement {
            Statement::Figure(figure) => Some((*it, figure)),
            _ => None,
        })
    }
}

/// The latest day of publication, or told as past in words of its own.
fn latest(filed: &[Filed<'_>], claims: &[&Cited]) -> Option<Date> {
    let published = filed.iter().filter_map(|it| it.dossier.published.to);
    let told = claims.iter().filter(|it| matches!(it.claim.modality, Modality::Asserted | Modality::Claimed));
    let told = told.filter_map(|it| match &it.claim.statement {
        Statement::Event(event) => event.date.filter(|it| it.basis == Basis::Explicit)?.one_day(),
        _ => None,
    });
    published.chain(told).max()
}
