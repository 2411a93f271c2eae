//! Sources in the formats in which they are distributed, made small by hand.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use orontes_gazetteer::import::{self, Item, Tally};
use orontes_gazetteer::pack::Row;
use orontes_model::{PlaceKind, Point};
use std::io;

type Reader<'a> = dyn Fn(&mut dyn io::BufRead, &mut import::Sink<'_>) -> io::Result<Tally> + 'a;

fn read(contents: &str, reader: &Reader<'_>) -> (Vec<Row>, Vec<String>, Tally) {
    let (mut rows, mut names) = (Vec::new(), Vec::new());
    let mut sink = |item: Item<'_>| {
        match item {
            Item::Place(row) => rows.push(row.clone()),
            Item::Names(id, more) => names.extend(more.iter().map(|it| format!("{id} {it}"))),
        }
        Ok(())
    };
    let tally = reader(&mut contents.as_bytes(), &mut sink).unwrap();
    (rows, names, tally)
}

const DUMP: &str = "\
170017\tMuḩāfaz̧at Ḩamāh\tMuhafazat Hamah\tHama Governorate\t35.2\t37.2\tA\tADM1\tSY\t\t05\t\t\t\t1384953\t\t0\tAsia/Damascus\t2012-01-01
170016\tḨamāh\tHamah\tHama,Hamath,حماة\t35.13179\t36.75783\tP\tPPLA\tSY\t\t05\t01\t\t\t460602\t\t0\tAsia/Damascus\t2018-01-01
1\tSome Well\tSome Well\t\t35.0\t36.0\tH\tWLL\tSY\t\t05\t\t\t\t0\t\t0\tAsia/Damascus\t2018-01-01
2\tBroken\tBroken\t\t135.0\t36.0\tP\tPPL\tSY\t\t05\t\t\t\t0\t\t0\tAsia/Damascus\t2018-01-01
3\t\t\t\t35.0\t36.0\tP\tPPL\tSY\t\t05\t\t\t\t0\t\t0\tAsia/Damascus\t2018-01-01
short row
";

#[test]
fn a_geonames_dump_is_read() {
    let (rows, _, tally) = read(DUMP, &|from, sink| import::geonames("SY.txt", from, sink));
    assert_eq!((tally.n_places, tally.refused.values().sum::<u64>()), (2, 3), "{tally:#?}");
    assert_eq!(tally.latest, "2018-01-01");
    assert!(
        tally
            .notes
            .iter()
            .any(|it| it.message.contains("SY.txt:4: latitude out of range; they look swapped"))
    );
    let [area, town] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!(
        (area.kind, area.keys[0].as_str(), area.parents.len()),
        (PlaceKind::Adm1, "geonames:SY.05", 0)
    );
    assert_eq!((town.id.as_str(), town.kind, town.population), ("geonames:170016", PlaceKind::City, 460602));
    assert_eq!(town.parents, ["geonames:SY.05.01", "geonames:SY.05"]);
    assert_eq!(town.names, ["Hamah", "Hama", "Hamath", "حماة"]);
}

#[test]
fn alternate_names_belong_to_a_place_of_another_file() {
    let file = "1\t170016\ten\tHama\t1\n2\t170016\tlink\thttps://x\n3\t170016\tar\tحماه\n4\n";
    let (_, names, tally) = read(file, &|from, sink| import::alternate_names("a.txt", from, sink));
    assert_eq!(names, ["geonames:170016 Hama", "geonames:170016 حماه"]);
    assert_eq!(tally.refused.values().sum::<u64>(), 1);
}

#[test]
fn a_spreadsheet_is_read_whatever_its_separator() {
    let sheet = "\u{feff}#name,region,country,latitude,longitude,location_type,conflict_date,population\r
\"Brill, Old\",North,Syria,35.1,36.7,town,,12000\r
\"Two
lines\",,SYR,35.2,36.7,,,\r
Nowhere,,,,,,,\r
";
    let (rows, _, tally) = read(sheet, &|from, sink| import::table("sheet.csv", from, "sheet", "SY", sink));
    assert_eq!((rows.len(), tally.refused.values().sum::<u64>()), (2, 1), "{tally:?}");
    assert_eq!(
        (rows[0].name.as_str(), rows[0].kind, rows[0].id.as_str()),
        ("Brill, Old", PlaceKind::Town, "sheet:2")
    );
    assert_eq!((rows[1].country.as_str(), rows[0].country.as_str()), ("SYR", "SY"));
    let (rows, ..) =
        read("id;name;lat;lon;parent\n7;Tann;1;2;6\n", &|from, sink| import::table("t", from, "t", "", sink));
    assert_eq!((rows[0].id.as_str(), rows[0].parents.clone()), ("t:7", vec!["t:6".to_owned()]));
    for bad in ["a;b;c\n1;2;3\n", "name,lat\nx,1\n"] {
        let failed = import::table("x.csv", &mut bad.as_bytes(), "x", "SY", &mut |_| Ok(()));
        assert!(failed.unwrap_err().to_string().contains("columns for name, latitude and longitude"));
    }
}

#[test]
fn an_extract_of_whos_on_first_is_read() {
    let extract = "id\tplacetype\tname\tlat\tlon\tpopulation\tgeonames\twikidata\tnames
7\tlocality\tŞūrān\t35.291\t36.748\t30716\t1\tQ1\teng_x_preferred=Suran|ara_x_preferred=صوران
8\tlocality\tNowhere\tx\t36.7\t\t\t\t
9\tempire\tRome\t41.9\t12.5\t\t\t\t
";
    let (rows, _, tally) = read(extract, &|from, sink| import::whos_on_first("wof.tsv", from, "SY", sink));
    assert_eq!((rows.len(), tally.refused.len()), (1, 1));
    assert_eq!(
        (rows[0].kind, rows[0].names.clone()),
        (PlaceKind::Town, vec!["Suran".to_owned(), "صوران".to_owned()])
    );
}

#[test]
fn boundaries_of_ocha_are_read_in_both_spellings_and_as_a_table() {
    let old = r#"{"type":"FeatureCollection","name":"syr","features":[
      {"type":"Feature","properties":{"ADM2_EN":"As-Suran","ADM2_AR":"صوران","ADM2_PCODE":"SY0501","ADM1_EN":"Hama","ADM1_PCODE":"SY05","ADM0_PCODE":"SY","validOn":"2024-05-01"},
       "geometry":{"type":"MultiPolygon","coordinates":[[[[36.0,35.0],[37.0,35.0],[37.0,36.0],[36.0,36.0],[36.0,35.0]]],[[[1,1],[1.1,1],[1,1.1],[1,1]]]]}},
      {"type":"Feature","properties":{"ADM2_EN":"No code"},"geometry":null},
      {"type":"Feature","properties":{"ADM2_EN":"No shape","ADM2_PCODE":"SY0502"},"geometry":null}]}"#;
    let (rows, _, tally) = read(old, &|from, sink| import::boundaries("syr.geojson", from, sink));
    assert_eq!((rows.len(), tally.refused.len(), tally.latest.as_str()), (1, 2, "2024-05-01"), "{tally:?}");
    let row = &rows[0];
    assert_eq!((row.id.as_str(), row.name.as_str(), row.kind), ("cod:SY0501", "As-Suran", PlaceKind::Adm2));
    assert!(row.point.distance_km(Point { lat: 35.5, lon: 36.5 }) < 1.0, "{row:?}");
    assert_eq!(
        (row.parents.clone(), row.country.as_str()),
        (vec!["cod:SY05".to_owned(), "cod:SY".to_owned()], "SY")
    );
    assert!(row.names.contains(&"صوران".to_owned()) && !row.names.contains(&"Hama".to_owned()), "{row:?}");

    let sheet = "adm0_name,adm0_pcode,adm1_name,adm1_name1,adm1_pcode,center_lat,center_lon,valid_on\n#country,#c,#adm1,#x,#y,,,\nSyria,SY,Hama,حماة,SY05,35.2,36.9,2025-01-31\n";
    let (rows, _, tally) = read(sheet, &|from, sink| import::boundary_table("syr.csv", from, sink));
    assert_eq!((rows.len(), tally.latest.as_str()), (1, "2025-01-31"), "{tally:?}");
    assert_eq!(
        (rows[0].pcode.as_deref(), rows[0].names.clone()),
        (Some("SY05"), vec!["Hama".to_owned(), "حماة".to_owned()])
    );
    for bad in ["", "[]x", "{}", "{\"features\":[{\"properties\":"] {
        assert!(import::boundaries("x", &mut bad.as_bytes(), &mut |_| Ok(())).is_err(), "{bad}");
    }
}

#[test]
fn tags_of_openstreetmap_make_a_place() {
    let here = Point { lat: 35.0, lon: 36.0 };
    let tags = [
        ("place", "town"),
        ("name", "صوران"),
        ("name:en", "Suran"),
        ("alt_name:en", "Souran;Soran"),
        ("name:etymology", "x"),
        ("population", "30,716"),
    ];
    let row = import::osm_place("n7", &tags, here, "SY").unwrap();
    assert_eq!((row.id.as_str(), row.name.as_str(), row.population), ("osm:n7", "Suran", 30716));
    assert_eq!(row.names, ["صوران", "Souran", "Soran"]);
    assert!(import::osm_place("n8", &[("place", "town")], here, "SY").is_none());
    assert!(import::osm_place("n9", &[("name", "A shop"), ("shop", "yes")], here, "SY").is_none());
    let base = [("military", "airfield"), ("name", "Taftanaz")];
    assert_eq!(import::osm_place("w1", &base, here, "").unwrap().kind, PlaceKind::AirBase);
}

#[test]
fn a_line_without_end_is_no_reason_to_run_out_of_memory() {
    let mut file = "x".repeat(5 << 20);
    file.push('\n');
    file.push_str(DUMP);
    let (rows, _, tally) = read(&file, &|from, sink| import::geonames("SY.txt", from, sink));
    assert_eq!((rows.len(), tally.refused.values().sum::<u64>()), (2, 4));
}
