//! Writes what all claims together support as layers that a GIS opens, and plain tables beside them.

use crate::case::{Case, Stamp};
use crate::error::StoreError;
use crate::geometry::{Bounds, line_blob, point_blob};
use crate::record::date_text;
use crate::schema;
use crate::view::{self, View};
use orontes_model::{Cited, ClaimId, Dossier, Event, FigurePoint, Place, Point, Situation, When};
use rusqlite::{Transaction, params};
use std::collections::BTreeMap;

/// What the layers show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layers {
    /// The picture.
    pub situation: Situation,
    /// The places that it speaks of.
    pub places: Vec<Place>,
    /// The roads between them.
    pub routes: Vec<RouteLine>,
}

/// A road as a line.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteLine {
    /// Identifier.
    pub id: String,
    /// The name that is printed.
    pub name: String,
    /// Its course.
    pub points: Vec<Point>,
    /// Length in kilometres, where it is known.
    pub length_km: Option<f64>,
}

impl Case {
    /// Throws the layers away and writes those that `picture` makes of all dossiers and claims, with the lines that
    /// `view` makes of it meanwhile, in one transaction: no other program can add a report between the reading and the writing. Returns both.
    ///
    /// # Errors
    /// Where another program writes, the disk refuses, or a row is not understood.
    pub fn rebuild_layers<T: AsRef<Layers> + Sync>(
        &mut self,
        stamp: &Stamp,
        picture: impl FnOnce(Vec<Dossier>, Vec<Cited>) -> T,
        view: impl FnOnce(&T) -> Option<View> + Send,
    ) -> Result<(T, Option<View>), StoreError> {
        self.change(|case, transaction| {
            let made = picture(case.dossiers()?, case.cited()?);
            let (written, view) = std::thread::scope(|scope| {
                let view = scope.spawn(|| view(&made));
                let written = write_layers(transaction, made.as_ref(), stamp);
                (written, view.join().unwrap_or_else(|it| std::panic::resume_unwind(it)))
            });
            written.map_err(|it| case.error(it))?;
            view::write(transaction, view.as_ref()).map_err(|it| case.error(it))?;
            Ok((made, view))
        })
    }
}

impl AsRef<Layers> for Layers {
    fn as_ref(&self) -> &Layers {
        self
    }
}

/// What is derived from all claims together.
const DERIVED: [&str; 7] = ["event", "control", "place", "route", "figure", "disagreement", "origin"];

/// What the description of a layer ends with while it is older than the claims: whoever opens the case in a GIS reads it.
const STALE: &str = " (older than the newest report or correction; to renew: orontes read --case FILE)";

/// Marks every layer as older than the claims.
pub(crate) fn mark_stale(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let mut mark = transaction.prepare_cached(
        "UPDATE gpkg_contents SET description = description || ?2
         WHERE table_name = ?1 AND substr(description, -length(?2)) <> ?2",
    )?;
    DERIVED.iter().try_for_each(|it| mark.execute([it, STALE]).map(|_| ()))
}

fn write_layers(transaction: &Transaction<'_>, layers: &Layers, stamp: &Stamp) -> rusqlite::Result<()> {
    let mut unmark =
        transaction.prepare("UPDATE gpkg_contents SET description = ?2 WHERE table_name = ?1")?;
    for it in schema::LISTED {
        unmark.execute([it.table, it.description])?;
    }
    for table in DERIVED {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let points = points_by_place(layers);
    let situation = &layers.situation;
    write_events(transaction, situation, &points)?;
    write_control(transaction, situation)?;
    write_places(transaction, &layers.places)?;
    write_routes(transaction, &layers.routes)?;
    write_figures(transaction, situation)?;
    write_disagreements(transaction, situation)?;
    write_origins(transaction, situation)?;
    let of_events = situation.events.iter().filter_map(|it| point_of(it, &points));
    let of_control = situation.control.iter().filter_map(|it| it.point);
    let of_places = layers.places.iter().filter_map(|it| it.point);
    let of_routes = layers.routes.iter().flat_map(|it| it.points.iter().copied());
    sign(transaction, "event", Bounds::of(of_events), stamp)?;
    sign(transaction, "control", Bounds::of(of_control), stamp)?;
    sign(transaction, "place", Bounds::of(of_places), stamp)?;
    sign(transaction, "route", Bounds::of(of_routes), stamp)?;
    for table in ["report", "dossier", "claim", "figure", "disagreement", "origin", "journal"] {
        sign(transaction, table, None, stamp)?;
    }
    transaction.execute(
        "INSERT OR REPLACE INTO orontes_meta
         SELECT 'layers_of', lower(hex(hash)) FROM journal ORDER BY seq DESC LIMIT 1",
        [],
    )?;
    Ok(())
}

/// Where each place lies, by identifier.
fn points_by_place(layers: &Layers) -> BTreeMap<&str, Point> {
    let of_places = layers.places.iter().filter_map(|it| Some((it.id.as_str(), it.point?)));
    let of_control =
        layers.situation.control.iter().filter_map(|it| Some((it.place_id.as_deref()?, it.point?)));
    of_control.chain(of_places).collect()
}

fn point_of(event: &Event, points: &BTreeMap<&str, Point>) -> Option<Point> {
    points.get(event.place_id.as_deref()?).copied()
}

fn write_events(
    transaction: &Transaction<'_>,
    situation: &Situation,
    points: &BTreeMap<&str, Point>,
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare(
        "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    )?;
    for (idx, event) in situation.events.iter().enumerate() {
        insert.execute(params![
            idx as i64 + 1,
            point_of(event, points).map(point_blob),
            format!("E{}", idx + 1),
            event.id,
            event.event_type,
            event.title,
            event.place,
            event.place_id,
            event.date.from.map(date_text),
            event.date.to.map(date_text),
            event.best_day.map(date_text),
            event.actors.join("; "),
            event.status.word(),
            event.origins.min,
            event.origins.max,
            event.likelihood.words().0,
            event.credibility,
            ids(&event.claims),
        ])?;
    }
    Ok(())
}

fn write_control(transaction: &Transaction<'_>, situation: &Situation) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare(
        "INSERT INTO control (geom, place, place_id, holder, holder_id, status, computed, date_from, date_to, claims)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for history in &situation.control {
        for interval in &history.intervals {
            insert.execute(params![
                history.point.map(point_blob),
                history.place,
                history.place_id,
                interval.holder,
                interval.holder_id,
                interval.status,
                interval.is_computed,
                interval.from.map(date_text),
                interval.to.map(date_text),
                ids(&interval.claims),
            ])?;
        }
    }
    Ok(())
}

fn write_places(transaction: &Transaction<'_>, places: &[Place]) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare(
        "INSERT INTO place (geom, place, name, kind, country, pcode, population) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for place in places {
        // The model's 0 means "not known", which a GIS would draw as an empty town.
        let population = i64::try_from(place.population).ok().filter(|it| *it > 0);
        insert.execute(params![
            place.point.map(point_blob),
            place.id,
            place.name,
            place.kind.word(),
            place.country,
            place.pcode,
            population,
        ])?;
    }
    Ok(())
}

fn write_routes(transaction: &Transaction<'_>, routes: &[RouteLine]) -> rusqlite::Result<()> {
    let mut insert =
        transaction.prepare("INSERT INTO route (geom, route, name, length_km) VALUES (?1, ?2, ?3, ?4)")?;
    for route in routes {
        insert.execute(params![line_blob(&route.points), route.id, route.name, route.length_km])?;
    }
    Ok(())
}

fn write_figures(transaction: &Transaction<'_>, situation: &Situation) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare(
        "INSERT INTO figure (ref, measure, scope, unit, projection, as_of_from, as_of_to, low, best, high, bound,
         source, origin, claim) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for (idx, series) in situation.figures.iter().enumerate() {
        let counts = series.points.iter().map(|it| (it, false));
        for (point, projection) in counts.chain(series.projections.iter().map(|it| (it, true))) {
            let FigurePoint { low, best, high, bound, source, origin, claim, .. } = point;
            insert.execute(params![
                format!("F{}", idx + 1),
                series.measure,
                series.scope,
                series.unit,
                projection,
                edge(point.as_of, |it| it.from),
                edge(point.as_of, |it| it.to),
                low,
                best,
                high,
                bound.word(),
                source,
                origin,
                claim.0,
            ])?;
        }
    }
    Ok(())
}

fn write_disagreements(transaction: &Transaction<'_>, situation: &Situation) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare(
        "INSERT INTO disagreement (ref, disagreement, kind, severity, topic, view, claims, explanation)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (idx, it) in situation.disagreements.iter().enumerate() {
        for side in &it.sides {
            insert.execute(params![
                format!("D{}", idx + 1),
                it.id,
                it.kind.word(),
                it.severity.word(),
                it.topic,
                side.view,
                ids(&side.claims),
                it.explanation,
            ])?;
        }
    }
    Ok(())
}

fn write_origins(transaction: &Transaction<'_>, situation: &Situation) -> rusqlite::Result<()> {
    let mut insert =
        transaction.prepare("INSERT INTO origin (origin, report, named, why) VALUES (?1, ?2, ?3, ?4)")?;
    for origin in &situation.origins {
        for report in &origin.reports {
            insert.execute(params![origin.id, report, origin.named, origin.why.join("; ")])?;
        }
    }
    Ok(())
}

/// Signs a listed table with the box about it and the moment of the change.
fn sign(
    transaction: &Transaction<'_>,
    table: &str,
    bounds: Option<Bounds>,
    stamp: &Stamp,
) -> rusqlite::Result<()> {
    transaction.execute(
        "UPDATE gpkg_contents SET last_change = ?2, min_x = ?3, min_y = ?4, max_x = ?5, max_y = ?6
         WHERE table_name = ?1",
        params![
            table,
            stamp.moment.as_deref().unwrap_or(schema::NO_MOMENT),
            bounds.map(|it| it.west),
            bounds.map(|it| it.south),
            bounds.map(|it| it.east),
            bounds.map(|it| it.north),
        ],
    )?;
    Ok(())
}

fn edge(when: Option<When>, end: impl Fn(&When) -> Option<orontes_model::Date>) -> Option<String> {
    when.as_ref().and_then(end).map(date_text)
}

fn ids(claims: &[ClaimId]) -> String {
    claims.iter().map(|it| it.0.as_str()).collect::<Vec<_>>().join(" ")
}
