//! Asks the engine: one report in, its dossier and claims out; all claims in, the picture out.

use crate::atlas::AtlasOption;
use crate::fault;
use anyhow::Context;
use orontes_engine::Coded;
use orontes_extract::Limits;
use orontes_model::{
    Cited, Corrections, Date, Dossier, Note, Place, PlaceKind, PlaceRef, Point, Report, Statement,
};
use orontes_store::{Case, Layers, RouteLine};
use std::collections::BTreeSet;
use std::mem::ManuallyDrop;

pub(crate) use orontes_engine::Reference;

/// Returns the reference data inside the program with packs beside it, and tells what of it could not be used. It is
/// never taken apart: the process ends with it, and a hundred thousand names would cost a sixth of a short run.
///
/// # Errors
/// Where the program file is damaged, or a pack is not there or is none.
pub(crate) fn reference(atlas: &AtlasOption) -> anyhow::Result<ManuallyDrop<Reference>> {
    let packs = atlas.packs()?;
    let noted = Reference::embedded().context("the reference data inside the program cannot be used")?;
    tell_some(&noted.notes);
    let laid = noted.value.with_packs(packs);
    tell_some(&laid.notes);
    Ok(ManuallyDrop::new(laid.value))
}

/// Returns the same for commands that read reports: what texts are searched with is made ready beside it.
///
/// # Errors
/// Those of [`reference()`].
pub(crate) fn reference_to_read(atlas: &AtlasOption) -> anyhow::Result<ManuallyDrop<Reference>> {
    // Whoever asks for a pattern first makes it; nobody waits for the thread.
    std::thread::spawn(orontes_extract::prepare);
    reference(atlas)
}

/// Tells the first notes on reference data and counts the rest: a broken table must not bury the brief.
fn tell_some(notes: &[Note]) {
    const MAX_TOLD: usize = 5;
    notes.iter().take(MAX_TOLD).for_each(|it| fault::tell_note(&it.message));
    if let Some(n_more) = notes.len().checked_sub(MAX_TOLD).filter(|it| *it > 0) {
        fault::tell_note(&format!("and {n_more} more notes on the reference data"));
    }
}

/// Reads one report. Its notes lie in its dossier.
pub(crate) fn code_report(reference: &Reference, report: &Report) -> (Dossier, Vec<Cited>) {
    let Coded { dossier, claims } = orontes_engine::read_report(reference, report).value;
    (dossier, claims)
}

/// Returns the reports of a case that give no day, as they were received.
///
/// # Errors
/// Where the case cannot be read.
pub(crate) fn undated(case: &Case, dossiers: &[Dossier]) -> anyhow::Result<Vec<Report>> {
    let mut found = Vec::new();
    for dossier in dossiers.iter().filter(|it| it.published.one_day().is_none()) {
        let Some(received) = case.received(&dossier.name)? else { continue };
        let report = orontes_extract::extract(&received, &Limits::default()).ok();
        found.extend(report.map(|it| Report { name: dossier.name.clone(), ..it }));
    }
    Ok(found)
}

/// Returns what the claims jointly support up to the end of `day`, and the places that they speak of.
pub(crate) fn layers(
    reference: &Reference,
    dossiers: &[Dossier],
    cited: &[Cited],
    corrections: &Corrections,
    day: Option<Date>,
) -> Layers {
    let situation = orontes_engine::situation(reference, dossiers, cited, corrections, day);
    let ids: BTreeSet<&str> = cited
        .iter()
        .flat_map(|it| places_of(&it.claim.statement))
        .filter_map(|it| it.id.as_deref())
        .chain(situation.events.iter().filter_map(|it| it.place_id.as_deref()))
        .chain(situation.control.iter().filter_map(|it| it.place_id.as_deref()))
        .collect();
    let places: Vec<Place> =
        ids.into_iter().filter_map(|it| reference.gazetteer.by_id(it)).cloned().collect();
    let routes = routes(reference, &places);
    Layers { situation, places, routes }
}

/// Returns the largest towns of the countries that `places` lie in, with their points: a reader finds the
/// way on a map by them.
pub(crate) fn towns(reference: &Reference, places: &[Place]) -> Vec<(String, Point)> {
    /// More than these crowd a map of one screen.
    const MAX_TOWNS: usize = 16;
    let countries = countries_of(places);
    let mut towns: Vec<&Place> = reference
        .gazetteer
        .places()
        .iter()
        .filter(|it| matches!(it.kind, PlaceKind::City | PlaceKind::Town))
        .filter(|it| countries.contains(it.country.as_str()))
        .collect();
    towns.sort_by(|a, b| b.population.cmp(&a.population).then_with(|| a.id.cmp(&b.id)));
    let shown = towns.into_iter().take(MAX_TOWNS);
    shown.filter_map(|it| Some((it.name.clone(), it.point?))).collect()
}

/// The countries in which something is placed more closely than by the country alone.
fn countries_of(places: &[Place]) -> BTreeSet<&str> {
    places.iter().filter(|it| it.kind != PlaceKind::Country).map(|it| it.country.as_str()).collect()
}

/// Classes of roads that a map of a country bears; those below are its streets.
const GREAT_ROADS: [&str; 3] = ["motorway", "trunk", "primary"];

/// Returns the roads of the countries of some places, links of one road that follow each other as one line. Of an
/// imported network, whose junctions are no places, the great roads about the places.
fn routes(reference: &Reference, places: &[Place]) -> Vec<RouteLine> {
    let junctions = reference.roads.junctions();
    let countries = countries_of(places);
    let near = around(places);
    let is_there = |junction: usize| {
        let place = junctions.get(junction).and_then(|it| reference.gazetteer.by_id(&it.id));
        place.is_some_and(|it| countries.contains(it.country.as_str()))
    };
    let is_near = |junction: usize| {
        let point = junctions.get(junction).map(|it| it.point);
        point.is_some_and(|it| near.is_some_and(|near| near[0].holds(it.lat) && near[1].holds(it.lon)))
    };
    let is_drawn = |it: &&orontes_roads::Link| {
        let imported = it.basis == "osm";
        imported && GREAT_ROADS.contains(&it.class.as_str()) && is_near(it.from) && is_near(it.to)
            || !imported && (is_there(it.from) || is_there(it.to))
    };
    let mut routes: Vec<RouteLine> = Vec::new();
    let mut end = None;
    for link in reference.roads.links().iter().filter(is_drawn) {
        let (Some(from), Some(to)) = (junctions.get(link.from), junctions.get(link.to)) else { continue };
        let name = link.reference.clone().unwrap_or_default();
        let last =
            routes.last_mut().filter(|it| end == Some(link.from) && it.name == name && !name.is_empty());
        match last {
            Some(route) => {
                route.points.push(to.point);
                route.length_km = route.length_km.map(|it| it + link.length_km);
            }
            None => routes.push(RouteLine {
                id: format!("{}..{}", from.id, to.id),
                name,
                points: vec![from.point, to.point],
                length_km: Some(link.length_km),
            }),
        }
        end = Some(link.to);
    }
    routes
}

/// Degrees from one to another.
#[derive(Clone, Copy)]
struct Degrees {
    from: f64,
    to: f64,
}

impl Degrees {
    fn holds(self, degrees: f64) -> bool {
        (self.from..=self.to).contains(&degrees)
    }
}

/// Returns latitudes and longitudes about the places that are spots, as wide again as a map shows beside them.
fn around(places: &[Place]) -> Option<[Degrees; 2]> {
    const BESIDE_DEG: f64 = 0.5;
    let spots = places
        .iter()
        .filter(|it| !matches!(it.kind, PlaceKind::Country | PlaceKind::Adm1 | PlaceKind::Region));
    let points: Vec<Point> = spots.filter_map(|it| it.point).collect();
    let span = |of: fn(&Point) -> f64| {
        let (from, to) =
            points.iter().map(of).fold((f64::MAX, f64::MIN), |(a, b), it| (a.min(it), b.max(it)));
        let beside = BESIDE_DEG + (to - from) * 0.1;
        Degrees { from: from - beside, to: to + beside }
    };
    (!points.is_empty()).then(|| [span(|it| it.lat), span(|it| it.lon)])
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
