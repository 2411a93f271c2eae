//! Packs: what goes in comes out, beside the tables as in them, and damage is named and never a crash.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use orontes_gazetteer::pack::{About, Builder, Built, Flaw, Memory, Pack, PackError, ReadAt, Row};
use orontes_gazetteer::{Gazetteer, How};
use orontes_model::{PlaceKind, Point};
use proptest::prelude::*;

fn row(id: &str, name: &str, kind: PlaceKind, lat: f64, lon: f64) -> Row {
    Row {
        id: id.to_owned(),
        name: name.to_owned(),
        names: Vec::new(),
        kind,
        point: Point { lat, lon },
        country: "SYR".to_owned(),
        parents: Vec::new(),
        keys: Vec::new(),
        pcode: None,
        population: 0,
    }
}

/// A governorate, a district, two towns of one name.
fn rows() -> Vec<Row> {
    let governorate =
        Row { keys: vec!["x:05".to_owned()], ..row("x:1", "Muhafazat Hamah", PlaceKind::Adm1, 35.2, 37.2) };
    let district =
        Row { parents: vec!["x:05".to_owned()], ..row("x:2", "Mahrada", PlaceKind::Adm2, 35.3, 36.5) };
    let suran = Row {
        names: vec!["صوران".to_owned(), "Souran".to_owned()],
        parents: vec!["x:none".to_owned(), "x:2".to_owned()],
        pcode: Some("C3210".to_owned()),
        population: 30_716,
        ..row("x:3", "Şūrān", PlaceKind::Town, 35.2905, 36.7406)
    };
    vec![suran, row("x:4", "Suran", PlaceKind::Village, 36.568, 37.212), governorate, district]
}

fn bytes_of(rows: &[Row], memory: usize) -> Vec<u8> {
    let scratch = Memory::default();
    let mut builder = Builder::new(&scratch, memory, Built::default());
    for row in rows {
        builder.add(row).unwrap();
    }
    let mut out = Vec::new();
    let about = About { title: "test".to_owned(), licence: "CC0".to_owned(), ..About::default() };
    builder.finish(about, [b"", b""], &mut out).unwrap();
    out
}

fn open(bytes: Vec<u8>) -> Pack {
    Pack::open(Box::new(bytes)).unwrap()
}

fn with_pack(rows: &[Row]) -> Gazetteer {
    let countries =
        "#iso2\tiso3\tname\tlat\tlon\tcapital\nSY\tSYR\tSyria\t35\t38\t\nPL\tPOL\tPoland\t52\t19\t\n";
    Gazetteer::parse(&[("countries.tsv", countries)]).value.with_pack(open(bytes_of(rows, 1 << 20)))
}

#[test]
fn places_are_found_by_identifier_and_by_every_way_of_writing_a_name() {
    let gazetteer = with_pack(&rows());
    let suran = gazetteer.by_id("x:3").unwrap();
    assert_eq!(
        (suran.name.as_str(), suran.population, suran.pcode.as_deref()),
        ("Şūrān", 30_716, Some("C3210"))
    );
    assert_eq!(suran.parents, ["x:2", "x:1", "sy"]);
    assert_eq!(gazetteer.names_of("x:3"), ["Şūrān", "صوران", "Souran"]);
    let found = |name: &str| {
        gazetteer.lookup(name).into_iter().map(|it| (it.place.id.clone(), it.how)).collect::<Vec<_>>()
    };
    let exact = |id: &str| (id.to_owned(), How::Exact);
    assert_eq!(found("Suran"), [exact("x:3"), exact("x:4")], "the larger first");
    assert_eq!(found("صوران"), [exact("x:3")]);
    assert_eq!(found("Mahardah"), [("x:2".to_owned(), How::Skeleton)]);
    assert_eq!(found("al-Mahrada"), [("x:2".to_owned(), How::Article)]);
    assert_eq!(found("Muhafazat Hamax"), [("x:1".to_owned(), How::Fuzzy(1))]);
    assert_eq!(found("Nowhere"), []);
    assert!(gazetteer.by_id("x:none").is_none());
}

#[test]
fn the_memory_that_sorting_may_take_does_not_change_a_byte() {
    let rows: Vec<Row> = (0..300)
        .map(|it| Row {
            parents: vec![format!("x:{}", it / 7)],
            ..row(&format!("x:{it}"), &format!("Place number {}", it % 40), PlaceKind::Village, 35.0, 36.0)
        })
        .collect();
    let whole = bytes_of(&rows, 1 << 20);
    assert!(whole == bytes_of(&rows, 300));
    let mut backwards = rows;
    backwards.reverse();
    assert!(whole == bytes_of(&backwards, 1000), "nor does the order of the rows");
}

#[test]
fn a_broken_run_goes_on_where_it_was() {
    let rows = rows();
    let whole = bytes_of(&rows, 1 << 20);
    let scratch = Memory::default();
    let mut builder = Builder::new(&scratch, 1, Built::default());
    let mut safe = Built::default();
    for row in &rows[..3] {
        safe = builder.add(row).unwrap().unwrap_or(safe);
    }
    drop(builder);
    assert_eq!(safe, Built { n_rows: 3, n_runs: 3 });
    let mut builder = Builder::new(&scratch, 1 << 20, safe);
    for row in &rows {
        builder.add(row).unwrap();
    }
    let mut out = Vec::new();
    let about = About { title: "test".to_owned(), licence: "CC0".to_owned(), ..About::default() };
    builder.finish(about, [b"", b""], &mut out).unwrap();
    assert!(out == whole);
}

#[test]
fn further_names_meet_their_place_whichever_comes_first() {
    let scratch = Memory::default();
    let mut builder = Builder::new(&scratch, 64, Built::default());
    builder.add_names("x:1", &["Hama Governorate"]).unwrap();
    builder.add_names("x:9", &["Nobody"]).unwrap();
    for row in rows() {
        builder.add(&row).unwrap();
    }
    builder.add(&rows()[0]).unwrap();
    let mut out = Vec::new();
    let about = builder.finish(About::default(), [b"", b""], &mut out).unwrap();
    let warned: Vec<_> = about.warnings.iter().map(|it| (it.0.as_str(), *it.1)).collect();
    assert_eq!(
        warned,
        [
            ("names of places that are not there", 1),
            ("parents that are not there", 1),
            ("rows of an identifier that was there", 1)
        ]
    );
    let gazetteer = Gazetteer::parse(&[]).value.with_pack(open(out));
    assert_eq!(gazetteer.by_name("hama governorate")[0].id, "x:1");
}

#[test]
fn a_place_of_the_tables_stays_theirs() {
    let table = "#id\tname\tkind\tlat\tlon\tcountry\tparent\nsy.suran\tSuran\ttown\t35.2930\t36.7438\tSYR\tsy.hama\nsy.hama\tMuhafazat Hamah\tadm1\t35.2\t37.2\tSYR\t\n";
    let gazetteer = Gazetteer::parse(&[("t.tsv", table)]).value.with_pack(open(bytes_of(&rows(), 1 << 20)));
    let ids: Vec<&str> = gazetteer.by_name("Suran").iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["sy.suran", "x:4"]);
    assert_eq!(gazetteer.by_name("صوران")[0].id, "sy.suran", "names of the pack lead to it");
    assert_eq!(gazetteer.by_id("x:3").unwrap().id, "sy.suran");
    assert_eq!(gazetteer.by_id("x:2").unwrap().parents, ["sy.hama"], "and so do parents");
    let twice = gazetteer.with_pack(open(bytes_of(&rows(), 1 << 20)));
    assert_eq!(twice.by_name("Suran").len(), 2, "a second pack adds nothing");
}

/// Bytes that are read in pages, as a file is.
struct Paged(Vec<u8>);

impl ReadAt for Paged {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> std::io::Result<()> {
        let found = self.0.get(at as usize..).and_then(|it| it.get(..into.len()));
        into.copy_from_slice(found.ok_or(std::io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

#[test]
fn a_pack_read_in_pages_answers_as_one_that_is_there_as_a_whole() {
    let rows: Vec<Row> = (0..3000)
        .map(|it| Row {
            names: vec![format!("Town of the {it}th name"), format!("{it} Springs")],
            parents: vec![format!("x:{}", it / 50)],
            population: it,
            ..row(&format!("x:{it}"), &format!("Place {}", it % 700), PlaceKind::Town, 35.0, 36.0)
        })
        .collect();
    let bytes = bytes_of(&rows, 1 << 20);
    let whole = Gazetteer::parse(&[]).value.with_pack(open(bytes.clone()));
    let paged = Pack::open_file(Box::new(Paged(bytes))).unwrap();
    assert_eq!(paged.check(), []);
    let paged = Gazetteer::parse(&[]).value.with_pack(paged);
    for name in
        ["Place 3", "Plaice 3", "Place 699", "Town of the 2999th name", "Twn of the 17th name", "Nothing"]
    {
        let hits = |it: &Gazetteer| format!("{:?}", it.lookup(name));
        assert_eq!(hits(&paged), hits(&whole), "{name}");
    }
    assert_eq!(paged.lookup("Place 3").len(), 5);
    for id in ["x:0", "x:2999", "x:77", "x:3000", ""] {
        assert_eq!(paged.by_id(id), whole.by_id(id));
        assert_eq!(paged.names_of(id), whole.names_of(id));
    }
}

#[test]
fn a_name_that_is_a_text_is_left_out_and_counted() {
    let mut rows = rows();
    rows[0].names.push("x".repeat(1 << 15).to_owned() + "y");
    rows[1].name = "z".repeat(1 << 16);
    let pack = open(bytes_of(&rows, 1 << 20));
    assert_eq!(pack.about().warnings.get("rows whose identifier or name is no name but a text"), Some(&1));
    assert_eq!((pack.n_places(), pack.check()), (3, vec![]));
}

#[test]
fn a_sound_pack_has_no_findings() {
    assert_eq!(open(bytes_of(&rows(), 1 << 20)).check(), []);
}

#[test]
fn parents_in_a_circle_and_swapped_points_are_named() {
    let mut rows: Vec<Row> = (0..40)
        .map(|it| {
            row(
                &format!("x:{it:02}"),
                &format!("Town {it}"),
                PlaceKind::Town,
                34.0 + f64::from(it) / 20.0,
                38.0 + f64::from(it) / 20.0,
            )
        })
        .collect();
    rows[3].parents = vec!["x:04".to_owned()];
    rows[4].parents = vec!["x:03".to_owned()];
    rows[5].parents = vec!["x:05".to_owned()];
    rows[6].point = Point { lat: 39.0, lon: 34.5 };
    rows[7].point = Point { lat: 0.0, lon: 0.0 };
    let pack = open(bytes_of(&rows, 1 << 20));
    let found: Vec<(Flaw, Vec<String>)> = pack.check().into_iter().map(|it| (it.flaw, it.examples)).collect();
    assert_eq!(
        found,
        [
            (Flaw::Circle, vec!["Town 3 (x:03)".to_owned(), "Town 4 (x:04)".to_owned()]),
            (Flaw::Swapped, vec!["Town 6 (x:06)".to_owned()]),
            (Flaw::NullIsland, vec!["Town 7 (x:07)".to_owned()]),
        ]
    );
    let gazetteer = Gazetteer::parse(&[]).value.with_pack(pack);
    assert_eq!(gazetteer.by_id("x:03").unwrap().parents, ["x:04"]);
    assert_eq!(gazetteer.by_id("x:05").unwrap().parents, [] as [&str; 0]);
}

#[test]
fn what_is_no_pack_is_refused_by_name() {
    let refused = |bytes: Vec<u8>| Pack::open(Box::new(bytes)).err().unwrap();
    let whole = bytes_of(&rows(), 1 << 20);
    assert_eq!(refused(Vec::new()), PackError::NotAPack);
    assert_eq!(refused(b"PK\x03\x04 a zip".to_vec()), PackError::NotAPack);
    assert!(matches!(refused(whole[..whole.len() - 8].to_vec()), PackError::Length { .. }));
    assert!(matches!(refused(whole[..100].to_vec()), PackError::Length { .. }));
    let mut turned = whole.clone();
    turned[40] ^= 1;
    assert_eq!(refused(turned), PackError::Damaged { part: "head" });
    let mut newer = whole.clone();
    newer[8] = 3;
    assert_eq!(refused(newer), PackError::Newer { found: 3 });
    let mut older = whole;
    older[8] = 1;
    assert_eq!(refused(older), PackError::Damaged { part: "head" }, "its seal is not that of its version");
}

/// Asks a pack for everything that it can be asked for.
fn ask_all(pack: Pack) {
    pack.check();
    let gazetteer = Gazetteer::parse(&[]).value.with_pack(pack);
    for name in ["Suran", "Şūrān", "Mahardah", "Muhafazat Hamax", "صوران", ""] {
        for hit in gazetteer.lookup(name) {
            gazetteer.names_of(&hit.place.id);
        }
    }
    for id in ["x:1", "x:2", "x:3", "x:4", "x:5"] {
        gazetteer.by_id(id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn a_damaged_pack_is_refused_or_answers_and_its_damage_is_named(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        deep in any::<bool>(),
    ) {
        let whole = bytes_of(&rows(), 1 << 20);
        let mut bytes = whole.clone();
        for (at, byte) in changes {
            // Half of the runs leave the head alone, so that the damage is met inside.
            let from = if deep { 512 } else { 0 };
            let at = from + at.index(bytes.len() - from);
            bytes[at] = byte;
        }
        let changed = bytes != whole;
        if let Ok(pack) = Pack::open(Box::new(bytes.clone())) {
            let padding = changed && pack.check().is_empty();
            // Padding between sections belongs to none and is never read.
            let only_padding = bytes.iter().zip(&whole).filter(|it| it.0 != it.1).count() <= 8 * 8;
            prop_assert!(!padding || only_padding);
            ask_all(pack);
        }
    }
}
