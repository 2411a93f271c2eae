//! The order of the stages, and nothing else.
//!
//! One report: [`read`](orontes_read::read) → [`locate`](orontes_locate::locate) →
//! [`code`](orontes_code::code), by [`read_report`]. All reports of a case:
//! [`settle`] reads undated ones again, [`overruled()`] puts in what persons corrected, then [`reconcile`](orontes_reconcile::reconcile) → [`situate`](orontes_situate::situate), by [`situation`].
//! A picture that is asked what would follow: [`suppose`](orontes_suppose::suppose), by [`outlook`].
//! What reports state of geography: [`check`](orontes_check::check), by [`checks`].
//!
//! Cost: that of the stages. Reports are independent of each other, so a face may read them on any number of
//! threads; the situation is a function of their set.
//!
//! **Invariant:** `engine` knows no file system and no clock, and decides nothing.

mod dossier;
mod embedded;
mod mentioned;
mod overruled;
mod reference;
mod settle;

pub use mentioned::Mentioned;
pub use orontes_codebook::CodebookError;
pub use orontes_gazetteer::ground::{GroundError, from_geojson as ground_from_geojson};
pub use orontes_reconcile::changes;
pub use orontes_registry::Registry;
pub use orontes_suppose::{SEED, Unclear};
pub use overruled::overruled;
pub use reference::{Credits, Reference, ReferenceError, registry};
pub use settle::settle;

use orontes_check::Atlas;
use orontes_model::{
    Check, Cited, Corrections, Date, Dossier, HeldStretch, Noted, Outlook, Reading, Report, Situation,
};
use orontes_read::Lexicon;
use orontes_reconcile::{Filed, Fingerprint};
use orontes_suppose::Terrain;
use std::borrow::Cow;

/// What one report yields.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// What a case keeps of it.
    pub dossier: Dossier,
    /// Its claims, in the order of their words.
    pub claims: Vec<Cited>,
}

/// Reads one report into claims. A pure function of the report.
pub fn read_report(reference: &Reference, report: &Report) -> Noted<Coded> {
    let mut reading = reading_of(reference, report);
    let located = orontes_locate::locate(&reference.gazetteer, &reference.roads, report, &reading.value);
    located.value.settle(&mut reading.value);
    let claims =
        orontes_code::code(&reference.codebook, &reference.registry, report, &reading.value, &located.value);
    let fingerprint = orontes_reconcile::fingerprint(report, &reading.value);
    let notes = [report.notes.clone(), reading.notes, located.notes, claims.notes].concat();
    let dossier = dossier::dossier(report, &reading.value, &fingerprint, &notes);
    let claims = dossier::cited(report, &reading.value, claims.value);
    Noted { value: Coded { dossier, claims }, notes }
}

/// Reads one report as far as mentions, times, quantities, speeches and moods.
pub fn reading_of(reference: &Reference, report: &Report) -> Noted<Reading> {
    let (grammar, gazetteer, registry) = (&reference.grammar, &reference.gazetteer, &reference.registry);
    orontes_read::read(&Lexicon { grammar, gazetteer, registry }, report)
}

/// Reads one report as far as its mentions and what they name. A pure function of the report.
pub fn mentions_of(reference: &Reference, report: &Report) -> Noted<Mentioned> {
    let mut reading = reading_of(reference, report);
    let located = orontes_locate::locate(&reference.gazetteer, &reference.roads, report, &reading.value);
    located.value.settle(&mut reading.value);
    let notes = [report.notes.clone(), reading.notes, located.notes].concat();
    Noted { value: mentioned::mentioned(reference, report, reading.value, located.value), notes }
}

/// Holds what the claims state of geography against the atlas.
pub fn checks(reference: &Reference, claims: &[Cited]) -> Vec<Check> {
    let atlas = Atlas { gazetteer: &reference.gazetteer, roads: &reference.roads };
    orontes_check::check(atlas, claims)
}

/// Returns who holds the roads between neighbouring places of which a situation says who holds them.
pub fn stretches(reference: &Reference, situation: &Situation, day: Option<Date>) -> Vec<HeldStretch> {
    let terrain = Terrain {
        gazetteer: &reference.gazetteer,
        registry: &reference.registry,
        roads: &reference.roads,
        people_origin: &reference.people_origin,
    };
    orontes_suppose::stretches(&terrain, situation, day)
}

/// Works out what would follow from what `words` suppose (`homs=hts`) about a situation at the end of `day`.
///
/// # Errors
/// Where the words name no place or nobody, or several.
pub fn outlook(
    reference: &Reference,
    situation: &Situation,
    claims: &[Cited],
    words: &[String],
    day: Option<Date>,
    seed: u64,
) -> Result<Outlook, Unclear> {
    let terrain = Terrain {
        gazetteer: &reference.gazetteer,
        registry: &reference.registry,
        roads: &reference.roads,
        people_origin: &reference.people_origin,
    };
    let read = |it: &String| {
        orontes_suppose::supposition(&reference.gazetteer, &reference.registry, situation, day, it)
    };
    let suppositions = words.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(orontes_suppose::suppose(&terrain, situation, claims, &suppositions, day, seed))
}

/// Computes what the claims of a case jointly support, up to the end of `day`. The picture as known at a time
/// is this function of the reports known by then.
pub fn situation(
    reference: &Reference,
    dossiers: &[Dossier],
    claims: &[Cited],
    corrections: &Corrections,
    day: Option<Date>,
) -> Situation {
    let prints: Vec<Fingerprint> =
        dossiers.iter().map(|it| Fingerprint::from_bytes(&it.fingerprint).unwrap_or_default()).collect();
    let filed: Vec<Filed<'_>> =
        dossiers.iter().zip(&prints).map(|(dossier, fingerprint)| Filed { dossier, fingerprint }).collect();
    let reconciled = orontes_reconcile::reconcile(&reference.registry, &filed, claims, corrections);
    // A case is large and few of its claims are rejected: none is copied where there is no need.
    let standing: Cow<'_, [Cited]> = match corrections.rejected.is_empty() {
        true => Cow::Borrowed(claims),
        false => claims.iter().filter(|it| !corrections.rejected.contains(&it.claim.id)).cloned().collect(),
    };
    let mut control = orontes_situate::situate(&reference.registry, &reconciled.events, &standing, day);
    for history in &mut control {
        let place = history.place_id.as_deref().and_then(|it| reference.gazetteer.by_id(it));
        history.point = history.point.or(place.and_then(|it| it.point));
    }
    Situation {
        published: reconciled.published.into_iter().map(|it| (it.report, it.published)).collect(),
        origins: reconciled.origins,
        events: reconciled.events,
        figures: reconciled.figures,
        control,
        disagreements: reconciled.disagreements,
        explained: reconciled.explained,
        unknowns: reconciled.unknowns,
    }
}
