//! A case is a GeoPackage that other programs open.

use crate::made::{day, report, stamp};
use orontes_model::{
    Basis, Bound, ClaimId, ControlHistory, ControlInterval, Disagreement, DisagreementKind,
    DisagreementSeverity, Event, EventStatus, FigurePoint, FigureSeries, Likelihood, Origin, Origins, Place,
    PlaceKind, Point, Side, Situation, When,
};
use orontes_store::{Case, Layers, RouteLine};
use rusqlite::Connection;
use std::path::Path;
use std::process::Command;

const ARDEN: Point = Point { lat: 12.25, lon: 45.5 };

fn claims() -> Vec<ClaimId> {
    vec![ClaimId("c1".to_owned()), ClaimId("c2".to_owned())]
}

fn event() -> Event {
    Event {
        id: "event-of-c1".to_owned(),
        event_type: "territory_capture".to_owned(),
        title: "Northern Front captures Arden".to_owned(),
        place: Some("Arden".to_owned()),
        place_id: Some("ar.arden".to_owned()),
        date: When::day(day(1), Basis::Weekday),
        best_day: Some(day(1)),
        other_days: Vec::new(),
        actors: vec!["Northern Front".to_owned()],
        actor_ids: Vec::new(),
        status: EventStatus::Happened,
        claims: claims(),
        origins: Origins { min: 1, max: 2 },
        rests_on: Vec::new(),
        interested: Vec::new(),
        likelihood: Likelihood::VeryLikely,
        credibility: 2,
    }
}

fn control() -> ControlHistory {
    let interval = |holder: &str, from, to| ControlInterval {
        holder: holder.to_owned(),
        holder_id: None,
        not_before: None,
        status: "controlled".to_owned(),
        from,
        to,
        is_computed: false,
        claims: claims(),
    };
    ControlHistory {
        place: "Arden".to_owned(),
        place_id: Some("ar.arden".to_owned()),
        point: Some(ARDEN),
        intervals: vec![interval("Army", None, Some(day(1))), interval("Northern Front", Some(day(1)), None)],
    }
}

fn figures() -> FigureSeries {
    let point = |best| FigurePoint {
        as_of: Some(When::day(day(3), Basis::Explicit)),
        low: None,
        best: Some(best),
        high: None,
        bound: Bound::MoreThan,
        source: "Relief Office".to_owned(),
        origin: "o1".to_owned(),
        claim: ClaimId("c2".to_owned()),
    };
    FigureSeries {
        measure: "displaced".to_owned(),
        scope: "Arden".to_owned(),
        unit: "people".to_owned(),
        points: vec![point(50_000.0)],
        projections: vec![point(120_000.0)],
    }
}

fn disagreement() -> Disagreement {
    let side = |view: &str| Side {
        view: view.to_owned(),
        claims: claims(),
        origins: Origins::default(),
        is_interested: false,
    };
    Disagreement {
        id: "d".to_owned(),
        kind: DisagreementKind::Date,
        severity: DisagreementSeverity::Medium,
        topic: "the day Arden fell".to_owned(),
        sides: vec![side("1 April"), side("2 April")],
        explanation: "One report names the day after.".to_owned(),
    }
}

fn layers() -> Layers {
    let origin = Origin {
        id: "o1".to_owned(),
        reports: vec!["a.txt".to_owned(), "b.txt".to_owned()],
        named: None,
        why: vec!["the same sentence".to_owned()],
    };
    let place = |id: &str, name: &str, point| Place {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: PlaceKind::Town,
        point,
        country: "ARD".to_owned(),
        parents: Vec::new(),
        pcode: None,
        population: 0,
    };
    let homeless = Event { place: None, place_id: None, ..event() };
    let north = Point { lat: 12.75, lon: 45.25 };
    Layers {
        situation: Situation {
            origins: vec![origin],
            events: vec![event(), homeless],
            figures: vec![figures()],
            control: vec![control()],
            disagreements: vec![disagreement()],
            ..Situation::default()
        },
        places: vec![place("ar.arden", "Arden", Some(ARDEN)), place("ar.vale", "The Vale", None)],
        routes: vec![RouteLine {
            id: "m1".to_owned(),
            name: "M1".to_owned(),
            points: vec![ARDEN, north],
            length_km: Some(61.0),
        }],
    }
}

fn made_case(path: &Path) {
    let mut case = Case::create(path, &stamp()).unwrap();
    let made = [report("a.txt", "Northern Front"), report("b.txt", "The army")];
    case.append(&[made[0].entry(), made[1].entry()], &stamp()).unwrap();
    let counted = |dossiers: Vec<_>, cited: Vec<_>| {
        assert_eq!((dossiers.len(), cited.len()), (2, 4));
        layers()
    };
    let written = case.rebuild_layers(&stamp(), counted, |_| None);
    assert_eq!(written.unwrap(), (layers(), None));
}

#[test]
fn the_header_and_the_tables_are_those_of_a_geopackage() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    made_case(&path);
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(&bytes[68..72], b"GPKG");
    let connection = Connection::open(&path).unwrap();
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("PRAGMA user_version"), 10_300);
    assert_eq!(count("SELECT COUNT(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326)"), 3);
    assert_eq!(count("SELECT COUNT(*) FROM pragma_foreign_key_check"), 0);
    assert_eq!(count("SELECT COUNT(*) FROM gpkg_contents WHERE data_type = 'features'"), 4);
    assert_eq!(count("SELECT COUNT(*) FROM gpkg_geometry_columns"), 4);
    let lists =
        "SELECT COUNT(*) FROM gpkg_contents LEFT JOIN sqlite_schema ON name = table_name WHERE name IS NULL";
    assert_eq!(count(lists), 0, "every listed table is there");
    assert_eq!(count("SELECT COUNT(*) FROM event WHERE geom IS NULL"), 1);
    assert_eq!(count("SELECT COUNT(*) FROM figure WHERE projection"), 1);
    assert_eq!(count("SELECT COUNT(*) FROM disagreement"), 2);
    let west = connection.query_row("SELECT min_x FROM gpkg_contents WHERE table_name = 'route'", [], |it| {
        it.get::<_, f64>(0)
    });
    assert_eq!(west.unwrap(), 45.25);
}

#[test]
fn layers_that_are_thrown_away_come_back_with_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    made_case(&path);
    let rows = || {
        let connection = Connection::open(&path).unwrap();
        let mut seen = Vec::new();
        for table in ["event", "control", "place", "route", "figure", "disagreement", "origin"] {
            let mut query = connection.prepare(&format!("SELECT * FROM {table} ORDER BY id")).unwrap();
            let n = query.column_count();
            let mut rows = query.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                seen.push(
                    (0..n).map(|it| row.get::<_, rusqlite::types::Value>(it).unwrap()).collect::<Vec<_>>(),
                );
            }
        }
        seen
    };
    let before = rows();
    assert_eq!(before.len(), 2 + 2 + 2 + 1 + 2 + 2 + 2);
    let mut case = Case::open(&path).unwrap();
    assert!(case.layers_are_current().unwrap());
    case.append(&[report("c.txt", "Southern Front").entry()], &stamp()).unwrap();
    assert!(!case.layers_are_current().unwrap());
    assert_eq!(
        marked_as_older(&path),
        ["control", "disagreement", "event", "figure", "origin", "place", "route"]
    );
    case.rebuild_layers(&stamp(), |_, _| Layers::default(), |_| None).unwrap();
    assert_eq!(rows(), Vec::<Vec<_>>::new());
    case.rebuild_layers(&stamp(), |_, _| layers(), |_| None).unwrap();
    assert_eq!(rows(), before);
    assert_eq!(marked_as_older(&path), Vec::<String>::new());
    assert_eq!(case.verify().unwrap().faults, []);
}

/// The tables that a GIS shows as older than the claims.
fn marked_as_older(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let query = "SELECT table_name FROM gpkg_contents WHERE description LIKE '%(older than %' ORDER BY 1";
    let mut rows = connection.prepare(query).unwrap();
    rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn no_file_is_left_beside_a_case() {
    let folder = tempfile::tempdir().unwrap();
    made_case(&folder.path().join("arden.gpkg"));
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names, ["arden.gpkg"]);
}

#[test]
fn ogrinfo_lists_and_reads_every_layer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    made_case(&path);
    let ogrinfo = |args: &[&str]| Command::new("ogrinfo").args(args).arg(&path).output();
    let Ok(listed) = ogrinfo(&["-ro", "-al"]) else {
        println!("skipped: ogrinfo (Debian's gdal-bin) is not installed");
        return;
    };
    let said = String::from_utf8_lossy(&listed.stdout);
    let complaints = String::from_utf8_lossy(&listed.stderr);
    assert!(listed.status.success() && complaints.is_empty(), "{complaints}");
    for expected in [
        "Layer name: event",
        "Layer name: control",
        "Layer name: place",
        "Layer name: route",
        "Layer name: claim",
        "Layer name: report",
        "Layer name: figure",
        "Layer name: journal",
        "POINT (45.5 12.25)",
        "LINESTRING (45.5 12.25,45.25 12.75)",
        "Geometry: Point",
        "Geometry: Line String",
        "Feature Count: 2",
        "holder (String) = Northern Front",
        "best_day (Date) = 2031/04/01",
        "Extent: (45.250000, 12.250000) - (45.500000, 12.750000)",
    ] {
        assert!(said.contains(expected), "{expected:?} is not in\n{said}");
    }
}
