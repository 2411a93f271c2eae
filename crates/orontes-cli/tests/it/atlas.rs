//! `orontes atlas`: from a gazetteer as it is distributed to a pack that resolves names.

use crate::bed::Bed;
use std::io::{Cursor, Write};

/// Rows of a GeoNames dump of an invented country, written for this test.
fn dump() -> String {
    let row = |id: u32,
               name: &str,
               others: &str,
               lat: f64,
               lon: f64,
               class: &str,
               code: &str,
               adm: &str,
               people: u32| {
        format!(
            "{id}\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{class}\t{code}\tSY\t\t{adm}\t\t\t\t{people}\t\t0\tAsia/Damascus\t2026-10-01\n"
        )
    };
    [
        row(1, "Muhafazat Brill", "Brill Governorate", 35.0, 38.0, "A", "ADM1", "77", 90_000),
        row(2, "Tell Qarnun", "Qarnoon,تل قرنون", 35.1, 38.1, "P", "PPL", "77", 8_000),
        row(3, "Off The Globe", "", 135.0, 38.1, "P", "PPL", "77", 0),
    ]
    .concat()
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn imported() -> Bed {
    let bed = Bed::new();
    bed.put("SY.zip", &zip(&[("readme.txt", "Thanks for downloading."), ("SY.txt", &dump())]));
    bed.put(
        "alternateNamesV2.zip",
        &zip(&[("iso-languagecodes.txt", "ISO\n"), ("alternateNamesV2.txt", "9\t2\ten\tHill of Horns\t\n")]),
    );
    let ran = bed.run(&["atlas", "import", "geonames", "SY.zip", "alternateNamesV2.zip"]);
    let shown = ran.ended(0, &["SY.txt:3: latitude out of range; they look swapped", "--atlas SY.atlas"]);
    assert!(shown.contains("CC BY 4.0") && shown.contains("© GeoNames"), "{shown}");
    bed
}

#[test]
fn a_dump_becomes_a_pack_that_is_shown_and_sound() {
    let bed = imported();
    let shown = bed.run(&["atlas", "show", "SY.atlas"]).done();
    for said in
        ["as of        2026-10-01", "2, with", "1 town, 1 adm1", "SY 2", "1 left out: latitude out of range"]
    {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&bed.run(&["atlas", "show", "SY.atlas", "--json"]).done()).unwrap();
    assert_eq!((json["places"].as_u64(), json["licence"].as_str()), (Some(2), Some("CC BY 4.0")));
    let checked = bed.run(&["atlas", "check", "SY.atlas"]).done();
    assert_eq!(checked, "SY.atlas: 2 places, 0 links, nothing found\n");
    assert!(!bed.path("SY.atlas.making").exists(), "the folder of the work is gone");
}

#[test]
fn a_place_of_a_pack_is_what_a_report_means() {
    let bed = imported();
    bed.put("report.txt", b"December 5, 2024\n\nSyrian rebels captured the town of Tell Qarnun on Thursday, residents said. They left Hill of Horns.\n");
    let without = bed.run(&["mentions", "report.txt"]).done();
    assert!(!without.contains("geonames:2"), "{without}");
    let with = bed.run(&["mentions", "report.txt", "--atlas", "SY.atlas"]).done();
    let town =
        with.lines().find(|it| it.contains("\"text\":\"Tell Qarnun\"")).unwrap_or_else(|| panic!("{with}"));
    assert!(town.contains("\"id\":\"geonames:2\"") && town.contains("35.1"), "{town}");
    let brief = bed.run(&["read", "report.txt", "--atlas", "SY.atlas"]).done();
    assert!(brief.contains("Tell Qarnun"), "{brief}");
}

#[test]
fn the_same_files_give_the_same_pack() {
    let (one, two) = (imported(), imported());
    let bytes = |bed: &Bed| std::fs::read(bed.path("SY.atlas")).unwrap();
    assert!(bytes(&one) == bytes(&two));
}

#[test]
fn a_run_that_was_broken_off_leaves_no_pack_and_is_gone_on_with() {
    let bed = Bed::new();
    bed.put("bad.zip", &zip(&[("SY.txt", &dump())])[..200]);
    bed.run(&["atlas", "import", "geonames", "bad.zip", "-o", "SY.atlas"]).ended(1, &["bad.zip"]);
    assert!(!bed.path("SY.atlas").exists());
    bed.put("bad.zip", &zip(&[("SY.txt", &dump())]));
    bed.run(&["atlas", "import", "geonames", "bad.zip", "-o", "SY.atlas"]).done();
    assert!(bed.path("SY.atlas").exists() && !bed.path("SY.atlas.making").exists());
}

#[test]
fn what_is_no_pack_or_no_gazetteer_is_refused() {
    let bed = imported();
    bed.put("text.atlas", b"no pack at all");
    bed.run(&["atlas", "show", "text.atlas"]).ended(2, &["text.atlas: this is no atlas pack", "hint:"]);
    bed.run(&["read", "report.txt", "--atlas", "none.atlas"]).ended(2, &["none.atlas", "hint:"]);
    let mut bytes = std::fs::read(bed.path("SY.atlas")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x20;
    bed.put("turned.atlas", &bytes);
    let said = bed.run(&["atlas", "check", "turned.atlas"]).ended(1, &[]);
    assert!(said.contains("damaged: ") && said.contains("not as it was written"), "{said}");
    bed.put("cut.atlas", &bytes[..middle]);
    bed.run(&["atlas", "check", "cut.atlas"]).ended(2, &["it was cut or something was added"]);
    bed.put("empty.csv", b"a,b\n1,2\n");
    bed.run(&["atlas", "import", "csv", "empty.csv"]).ended(1, &["columns for name, latitude and longitude"]);
    bed.run(&["atlas", "import", "csv", "none.csv"]).ended(2, &["none.csv: there is no such file"]);
    bed.run(&["atlas", "import", "osm", "empty.csv"]).ended(1, &["is this an OpenStreetMap extract?"]);
    bed.run(&["atlas", "import", "csv", "empty.csv", "--country", "Syria"])
        .ended(2, &["no code of a country"]);
}

#[test]
fn boundaries_and_tables_become_packs_too() {
    let bed = Bed::new();
    bed.put("adm.geojson", br#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"adm1_name":"Brill","adm1_pcode":"XX01"},"geometry":{"type":"Point","coordinates":[38.0,35.0]}}]}"#);
    let shown = bed.run(&["atlas", "import", "cod-ab", "adm.geojson"]).done();
    assert!(shown.contains("1 adm1") && shown.contains("OCHA"), "{shown}");
    bed.put("places.csv", b"name,lat,lon\nTann,35.0,38.0\n");
    let args = [
        "atlas",
        "import",
        "csv",
        "places.csv",
        "--country",
        "SY",
        "--licence",
        "CC0",
        "--title",
        "My places",
    ];
    let shown = bed.run(&args).done();
    assert!(shown.contains("My places") && shown.contains("CC0"), "{shown}");
}

/// A workbook of one sheet, cells as texts.
fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |it: &&str| format!("<c t=\"inlineStr\"><is><t>{it}</t></is></c>");
    let row = |it: &&[&str]| format!("<row>{}</row>", it.iter().map(cell).collect::<String>());
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{}</sheetData></worksheet>",
        rows.iter().map(row).collect::<String>()
    );
    zip(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Admin1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

#[test]
fn the_workbook_of_a_gazetteer_becomes_a_pack() {
    let bed = Bed::new();
    let header = ["adm1_name", "adm1_pcode", "center_lat", "center_lon", "valid_on"];
    let book =
        xlsx(&[&header, &["Brill", "XX01", "35.0", "38.0", "2025-01-31"], &["No point", "XX02", "", "", ""]]);
    bed.put("xxx_admgz.xlsx", &book);
    let ran = bed.run(&["atlas", "import", "cod-ab", "xxx_admgz.xlsx"]);
    let shown = ran.ended(0, &["xxx_admgz.xlsx/Admin1:3: an area needs a boundary"]);
    assert!(shown.contains("1 adm1") && shown.contains("2025-01-31"), "{shown}");
    bed.put("none.xlsx", &xlsx(&[&["name", "value"]]));
    bed.run(&["atlas", "import", "cod-ab", "none.xlsx"]).ended(1, &["a column such as ADM1_PCODE"]);
}

#[test]
fn an_import_that_is_killed_goes_on_and_gives_the_same_pack() {
    let (bed, whole) = (Bed::new(), Bed::new());
    let mut table = String::from("id,name,lat,lon,parent\n");
    for idx in 0..200_000u32 {
        let at = f64::from(idx % 1000) / 100.0;
        table.push_str(&format!("{idx},Place number {},{at},{at},{}\n", idx % 7919, idx / 100));
    }
    bed.put("places.csv", table.as_bytes());
    whole.put("places.csv", table.as_bytes());
    let args = ["atlas", "import", "csv", "places.csv", "--memory", "1"];
    whole.run(&args).done();
    let mut child = bed.spawn(&args);
    // Killed as soon as some of the rows are safe.
    let progress = bed.path("places.atlas.making/progress");
    while !progress.exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert!(child.try_wait().unwrap().is_none(), "it was killed on its way");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!bed.path("places.atlas").exists(), "nothing half-made bears the name");
    bed.run(&args).ended(0, &["going on after"]);
    let bytes = |it: &Bed| std::fs::read(it.path("places.atlas")).unwrap();
    assert!(bytes(&bed) == bytes(&whole), "the same bytes as in one go");
}

#[test]
fn parties_are_told_by_day_from_the_registry_and_from_reports() {
    let bed = Bed::new();
    let ask = |day: &str| bed.run(&["atlas", "parties", "al-Nusra Front", "--day", day]).done();
    assert_ne!(ask("2014-01-01"), ask("2024-01-01"));
    let said = bed.run(&["atlas", "parties", "Syrian Arab Army", "--day", "2020-01-01"]).done();
    assert!(
        said.contains("side: Syrian government") && said.contains("part of Syrian government — registry"),
        "{said}"
    );
    assert!(said.contains("sides over time: Syrian government to 8 Dec 2024; "), "{said}");
    bed.put("report.txt", b"December 5, 2024\n\nThe Kestrel Brigade, a faction of the Syrian National Army, took the village of Tell Aran.\n");
    let said = bed.run(&["atlas", "parties", "Kestrel Brigade", "--case", "report.txt"]).done();
    assert!(said.contains("reports [report:"), "{said}");
    let json: serde_json::Value = serde_json::from_str(
        &bed.run(&["atlas", "parties", "Kestrel Brigade", "--case", "report.txt", "--json"]).done(),
    )
    .unwrap();
    assert_eq!(json["parties"][0]["side_reported"], true, "{json:#}");
    bed.run(&["atlas", "parties", "Nobody At All"]).ended(2, &["nobody is known as 'Nobody At All'"]);
}

/// An invented country: a trunk road through three towns, and a longer way around the middle one.
fn kestralia(with_places: bool) -> Vec<u8> {
    let town = |name: &'static str, kind: &'static str, people: &'static str| {
        [("place", kind), ("name", name), ("population", people)]
    };
    let tags = [
        town("Kestral", "city", "210000"),
        town("Orlem", "town", "40000"),
        town("Vassen", "city", "120000"),
        town("Tarnby", "town", "15000"),
        town("Brackle", "village", "900"),
    ];
    let tags = |idx: usize| if with_places { &tags[idx][..] } else { &[] };
    let nodes = [
        (1, -40.0, -20.0, tags(0)),
        (2, -40.3, -20.0, tags(1)),
        (3, -40.6, -20.0, tags(2)),
        (4, -40.9, -20.0, tags(3)),
        (5, -40.3, -20.5, tags(4)),
    ];
    let ways: [orontes_testkit::pbf::Way<'_>; 4] = [
        (1, &[1, 2, 3], &[("highway", "trunk"), ("ref", "N1")]),
        (2, &[3, 4], &[("highway", "trunk"), ("ref", "N1")]),
        (3, &[1, 5, 3], &[("highway", "secondary")]),
        (4, &[4, 99], &[("highway", "primary")]),
    ];
    orontes_testkit::pbf::extract(&nodes, &ways, &[])
}

const OF_KESTRALIA: &[u8] = b"KESTRAL, April 4, 2031 (Valley Wire)

Government forces hold Kestral, Orlem and Vassen, the army said on Friday. The Northern Front captured the town of Tarnby on Thursday.

If Orlem falls, Vassen would be cut off from the capital, officers said.
";

fn check_kestralia(said: &str, source: &str) {
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "What if Orlem is held by Northern Front?",
        "Vassen would be cut off from the capital",
        "Kestral to Vassen: before 67 km, 0.8 h (N1 Kestral–Vassen 67 km)",
        "(secondary Kestral–Vassen 108 km), +41 km",
        "Brackle",
        "road graph: 5 junctions, 5 links",
        source,
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("great_circle_x1.1 ("), "roads of another country bear on nothing: {said}");
}

#[test]
fn what_follows_is_computed_on_a_country_that_was_imported_from_openstreetmap() {
    let bed = Bed::new();
    bed.put("kestralia.osm.pbf", &kestralia(true));
    bed.put("report.txt", OF_KESTRALIA);
    let shown = bed.run(&["atlas", "import", "osm", "kestralia.osm.pbf", "--country", "XQ"]).done();
    assert!(shown.contains("5 links between 5 junctions") && shown.contains("ODbL"), "{shown}");
    let args = ["what-if", "report.txt", "orlem=northern front", "--atlas", "kestralia.atlas"];
    check_kestralia(&bed.run(&args).done(), "OpenStreetMap, osm (5)");
    let svg = bed.run(&["export", "report.txt", "-f", "svg", "--atlas", "kestralia.atlas"]).done();
    assert!(svg.contains("© OpenStreetMap contributors, ODbL 1.0"), "{svg}");
    let json = bed.run(&["export", "report.txt", "-f", "geojson", "--atlas", "kestralia.atlas"]).done();
    assert!(json.contains("© OpenStreetMap contributors, ODbL 1.0"), "{json}");
    let kml = bed.run(&["export", "report.txt", "-f", "kml", "--atlas", "kestralia.atlas"]).done();
    assert!(kml.contains("© OpenStreetMap contributors, ODbL 1.0"), "{kml}");
}

#[test]
fn places_of_a_table_lie_on_roads_of_an_extract() {
    let bed = Bed::new();
    bed.put("kestralia.osm.pbf", &kestralia(false));
    bed.put("report.txt", OF_KESTRALIA);
    let table = "name;lat;lon;kind;population;country\nKestral;-40.01;-20.0;city;210000;XQ\nOrlem;-40.3;-20.02;town;40000;XQ\nVassen;-40.6;-20.0;city;120000;XQ\nTarnby;-40.9;-20.01;town;15000;XQ\nBrackle;-40.3;-20.5;town;900;XQ\n";
    bed.put("places.csv", table.as_bytes());
    bed.run(&["atlas", "import", "osm", "kestralia.osm.pbf", "--country", "XQ"])
        .ended(2, &["it holds no place"]);
    bed.run(&[
        "atlas",
        "import",
        "csv",
        "places.csv",
        "--licence",
        "CC0",
        "--attribution",
        "Survey of Kestralia",
    ])
    .done();
    let packs = "places.atlas;kestralia.atlas";
    let said = bed.run(&["what-if", "report.txt", "orlem=northern front", "--atlas", packs]).done();
    assert!(said.contains("What if Orlem is held by Northern Front?") && said.contains("Brackle"), "{said}");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    // The trunk road passes Orlem at 1.7 km: who takes the town takes the road there.
    assert!(
        said.contains("Kestral to Vassen: before 68 km, 0.8 h (N1 Kestral–Vassen 67 km); after: 109 km"),
        "{said}"
    );
}

#[test]
fn links_without_ends_swapped_points_and_what_another_program_packs_are_named() {
    let bed = Bed::new();
    bed.put("kestralia.osm.pbf", &kestralia(true));
    let ran = bed.run(&["atlas", "import", "osm", "kestralia.osm.pbf", "--country", "XQ"]);
    let shown = ran.done();
    assert!(shown.contains("1 left out: roads that leave the extract"), "{shown}");
    for (name, first) in
        [("a.csv.xz", &b"\xfd7zXZ\0\0\0"[..]), ("a.csv.bz2", b"BZh91AY"), ("a.zst", b"\x28\xb5\x2f\xfd\0\0")]
    {
        bed.put(name, first);
        bed.run(&["atlas", "import", "csv", name]).ended(1, &[name, "unpack it first"]);
    }
    let mut table = String::from("id,name,kind,lat,lon,country,parent\n");
    for idx in 0..40 {
        table.push_str(&format!("p{idx},Place {idx},town,{}.5,36.{idx:02},SY,\n", 33 + idx % 3));
    }
    table.push_str("swapped,Turned,town,36.3,34.2,SY,\nbad,Off,town,95,36,SY,\na,Ring A,adm1,34.1,36.1,SY,b\nb,Ring B,adm1,34.2,36.1,SY,a\n");
    table.push_str("sea,Far Off,town,36.5,3.5,SY,\n");
    bed.put("places.csv", table.as_bytes());
    bed.run(&["atlas", "import", "csv", "places.csv"]).ended(0, &["latitude out of range"]);
    let found = bed.run(&["atlas", "check", "places.atlas"]).ended(1, &[]);
    assert!(
        found.contains("2 × lies in itself") && found.contains("1 × latitude and longitude look swapped"),
        "{found}"
    );
    // What is flawed is still opened, and answers what it can.
    bed.put("report.txt", b"4 April 2031\n\nTroops took Ring A and Place 7 on Friday.\n");
    bed.run(&["read", "report.txt", "--atlas", "places.atlas"]).done();
}
