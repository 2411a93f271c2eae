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

/// A shapefile of polygons, each a list of rings of longitude and latitude.
fn shp(shapes: &[&[&[[f64; 2]]]]) -> Vec<u8> {
    let mut records = Vec::new();
    for (idx, rings) in shapes.iter().enumerate() {
        let mut content = 5i32.to_le_bytes().to_vec();
        content.extend([0; 32]);
        let n_points: usize = rings.iter().map(|it| it.len()).sum();
        content.extend((rings.len() as i32).to_le_bytes());
        content.extend((n_points as i32).to_le_bytes());
        let mut start = 0i32;
        for ring in *rings {
            content.extend(start.to_le_bytes());
            start += ring.len() as i32;
        }
        rings.iter().copied().flatten().flatten().for_each(|it| content.extend(it.to_le_bytes()));
        records.extend((idx as u32 + 1).to_be_bytes());
        records.extend((content.len() as u32 / 2).to_be_bytes());
        records.extend(content);
    }
    let mut file = vec![0; 100];
    file[..4].copy_from_slice(&9994u32.to_be_bytes());
    file[28..32].copy_from_slice(&1000u32.to_le_bytes());
    file.extend(records);
    file
}

/// A table as dBASE III writes it.
fn dbf(columns: &[(&str, u8, u8)], rows: &[&[&str]]) -> Vec<u8> {
    let mut file = vec![0; 32];
    file[0] = 3;
    file[4..8].copy_from_slice(&(rows.len() as u32).to_le_bytes());
    file[8..10].copy_from_slice(&(32 + 32 * columns.len() as u16 + 1).to_le_bytes());
    let width: u16 = columns.iter().map(|it| u16::from(it.2)).sum();
    file[10..12].copy_from_slice(&(width + 1).to_le_bytes());
    for (name, kind, len) in columns {
        let mut column = [0; 32];
        column[..name.len()].copy_from_slice(name.as_bytes());
        (column[11], column[16]) = (*kind, *len);
        file.extend(column);
    }
    file.push(0x0d);
    for row in rows {
        file.push(b' ');
        for (cell, column) in row.iter().zip(columns) {
            let mut cell = cell.as_bytes().to_vec();
            cell.resize(usize::from(column.2), b' ');
            file.extend(cell);
        }
    }
    file.push(0x1a);
    file
}

const SQUARE: [[f64; 2]; 5] = [[36.0, 35.0], [36.0, 36.0], [37.0, 36.0], [37.0, 35.0], [36.0, 35.0]];
const SLIVER: [[f64; 2]; 4] = [[10.0, 10.0], [10.1, 10.0], [10.0, 10.1], [10.0, 10.0]];
const COLUMNS: [(&str, u8, u8); 5] = [
    ("ADM1_EN", b'C', 20),
    ("ADM1_AR", b'C', 20),
    ("ADM1_PCODE", b'C', 8),
    ("ADM0_PCODE", b'C', 4),
    ("validOn", b'D', 8),
];

#[test]
fn boundaries_of_ocha_are_read_as_a_shapefile() {
    let points = import::shapes("a.shp", &mut shp(&[&[&SLIVER, &SQUARE], &[]]).as_slice()).unwrap();
    assert_eq!(points.len(), 2);
    assert!(points[0].unwrap().distance_km(Point { lat: 35.5, lon: 36.5 }) < 1.0, "the larger ring counts");
    assert_eq!(points[1], None);
    let table = dbf(
        &COLUMNS,
        &[&["Hama", "حماة", "SY05", "SY", "20240501"], &["No shape", "", "SY06", "SY", "20240501"]],
    );
    let mut rows = Vec::new();
    let mut sink = |item: Item<'_>| {
        if let Item::Place(row) = item {
            rows.push(row.clone());
        }
        Ok(())
    };
    let tally = import::shape_table("a.dbf", &points, &mut table.as_slice(), &mut sink).unwrap();
    assert_eq!((tally.n_places, tally.latest.as_str()), (1, "2024-05-01"));
    assert!(tally.notes[0].message.contains("an area needs a boundary"), "{tally:?}");
    let row = &rows[0];
    assert_eq!((row.id.as_str(), row.name.as_str(), row.kind), ("cod:SY05", "Hama", PlaceKind::Adm1));
    assert_eq!(
        (row.names.as_slice(), row.country.as_str()),
        (&["حماة".to_owned(), "Hama".to_owned()][..], "SY")
    );

    let short = import::shape_table("a.dbf", &points[..1], &mut table.as_slice(), &mut |_| Ok(())).unwrap();
    assert!(short.refused.keys().any(|it| it.contains("as many rows as shapes")), "{short:?}");
    assert!(import::is_in_degrees("GEOGCS[\"WGS 84\""));
    assert!(!import::is_in_degrees("PROJCS[\"WGS 84 / UTM zone 37N\""));
}

#[test]
fn a_damaged_shapefile_is_refused_or_read_in_part() {
    let (shapes, table) = (shp(&[&[&SQUARE], &[&SLIVER]]), dbf(&COLUMNS, &[&["Hama", "", "SY05", "SY", ""]]));
    for at in 0..shapes.len() {
        let _ = import::shapes("a.shp", &mut &shapes[..at]);
        let mut turned = shapes.clone();
        turned[at] ^= 0xff;
        let _ = import::shapes("a.shp", &mut turned.as_slice());
    }
    for at in 0..table.len() {
        let _ = import::shape_table("a.dbf", &[None], &mut &table[..at], &mut |_| Ok(()));
        let mut turned = table.clone();
        turned[at] ^= 0xff;
        let _ = import::shape_table("a.dbf", &[None], &mut turned.as_slice(), &mut |_| Ok(()));
    }
    let refused = |bytes: &[u8]| import::shapes("a.shp", &mut &*bytes).unwrap_err().to_string();
    assert!(refused(b"no shapes").contains("too short"));
    assert!(refused(&[7; 200]).contains("no shapefile"));
    assert!(refused(&shapes[..shapes.len() - 3]).contains("cut short"));
    assert!(import::workbook("a.xlsx", b"PK no book", &mut |_| Ok(())).is_err());
}
