//! Asks the engine: one report in, its dossier and claims out; all claims in, the picture out.

use crate::fault;
use anyhow::Context;
use orontes_engine::Coded;
use orontes_model::{Cited, Date, Dossier, PlaceRef, Report, Statement};
use orontes_store::Layers;
use std::collections::BTreeSet;

pub(crate) use orontes_engine::Reference;

/// Returns the reference data inside the program, and tells what of it could not be used.
///
/// # Errors
/// Where the program file is damaged.
pub(crate) fn reference() -> anyhow::Result<Reference> {
    let noted = Reference::embedded().context("the reference data inside the program cannot be used")?;
    noted.notes.iter().for_each(|it| fault::tell_note(&it.message));
    Ok(noted.value)
}

/// Reads one report. Its notes lie in its dossier.
pub(crate) fn code_report(reference: &Reference, report: &Report) -> (Dossier, Vec<Cited>) {
    let Coded { dossier, claims } = orontes_engine::read_report(reference, report).value;
    (dossier, claims)
}

/// Returns what the claims jointly support up to the end of `day`, and the places that they speak of.
pub(crate) fn layers(
    reference: &Reference,
    dossiers: &[Dossier],
    cited: &[Cited],
    day: Option<Date>,
) -> Layers {
    let situation = orontes_engine::situation(reference, dossiers, cited, day);
    let ids: BTreeSet<&str> = cited
        .iter()
        .flat_map(|it| places_of(&it.claim.statement))
        .filter_map(|it| it.id.as_deref())
        .chain(situation.events.iter().filter_map(|it| it.place_id.as_deref()))
        .chain(situation.control.iter().filter_map(|it| it.place_id.as_deref()))
        .collect();
    let places = ids.into_iter().filter_map(|it| reference.gazetteer.by_id(it)).cloned().collect();
    Layers { situation, places, routes: Vec::new() }
}

fn places_of(statement: &Statement) -> Vec<&PlaceRef> {
    match statement {
        Statement::Event(it) => it.places.iter().collect(),
        Statement::Figure(it) => it.places.iter().collect(),
        Statement::Control(it) => vec![&it.place],
        Statement::Geography(it) => std::iter::once(&it.subject).chain(&it.object).collect(),
        Statement::Alias(_) | Statement::Relation(_) | Statement::Consequence(_) | Statement::Source(_) => {
            Vec::new()
        }
    }
}
