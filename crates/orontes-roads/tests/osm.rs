//! Extracts of OpenStreetMap, encoded by hand as <https://wiki.openstreetmap.org/wiki/PBF_Format> says.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use orontes_model::Point;
use orontes_roads::{Extract, osm, unpacked};
use proptest::prelude::*;
use std::io::{self, Cursor, Read};

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

fn number(field: u64, number: u64) -> Vec<u8> {
    [varint(field << 3), varint(number)].concat()
}

fn bytes(field: u64, content: &[u8]) -> Vec<u8> {
    [varint(field << 3 | 2), varint(content.len() as u64), content.to_vec()].concat()
}

fn packed(field: u64, numbers: impl IntoIterator<Item = u64>) -> Vec<u8> {
    bytes(field, &numbers.into_iter().flat_map(varint).collect::<Vec<u8>>())
}

fn differences(numbers: &[i64]) -> Vec<u64> {
    let before = std::iter::once(&0).chain(numbers);
    numbers.iter().zip(before).map(|(own, before)| zigzag(own - before)).collect()
}

fn block(sort: &str, body: &[u8], zlib: bool) -> Vec<u8> {
    let blob = if zlib {
        let mut packer = flate2::read::ZlibEncoder::new(body, flate2::Compression::default());
        let mut small = Vec::new();
        packer.read_to_end(&mut small).unwrap();
        [number(2, body.len() as u64), bytes(3, &small)].concat()
    } else {
        bytes(1, body)
    };
    let head = [bytes(1, sort.as_bytes()), number(3, blob.len() as u64)].concat();
    [(head.len() as u32).to_be_bytes().to_vec(), head, blob].concat()
}

/// Texts of a block, numbered from 1.
#[derive(Default)]
struct Texts(Vec<String>);

impl Texts {
    fn number(&mut self, text: &str) -> u64 {
        let at = self.0.iter().position(|it| it == text);
        at.unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        }) as u64
            + 1
    }

    fn tags(&mut self, tags: &[(&str, &str)]) -> Vec<u8> {
        let keys: Vec<u64> = tags.iter().map(|it| self.number(it.0)).collect();
        let values: Vec<u64> = tags.iter().map(|it| self.number(it.1)).collect();
        [packed(2, keys), packed(3, values)].concat()
    }

    fn way(&mut self, id: u64, nodes: &[i64], tags: &[(&str, &str)]) -> Vec<u8> {
        let own = [number(1, id), self.tags(tags), packed(8, differences(nodes))].concat();
        bytes(3, &own)
    }
}

/// A crossing of two roads in a town, a road that leaves the extract, a street, an air field, a province.
fn extract() -> Vec<u8> {
    let header = [bytes(4, b"OsmSchema-V0.6"), bytes(4, b"DenseNodes"), number(32, 1_733_356_800)].concat();
    let mut texts = Texts::default();
    // Four nodes of a road eastward, one north and one south of the third, two of the field.
    let nodes: [(i64, i64, i64); 8] = [
        (11, 350_000_000, 360_000_000),
        (12, 350_000_000, 360_500_000),
        (13, 350_000_000, 361_000_000),
        (14, 350_000_000, 362_000_000),
        (15, 351_000_000, 361_000_000),
        (16, 349_000_000, 361_000_000),
        (17, 352_000_000, 360_000_000),
        (18, 352_000_000, 360_200_000),
    ];
    let column = |of: fn(&(i64, i64, i64)) -> i64| differences(&nodes.iter().map(of).collect::<Vec<_>>());
    let mut tags = Vec::new();
    for (id, ..) in &nodes {
        if *id == 13 {
            for (key, value) in [("place", "town"), ("name", "Brill")] {
                tags.extend([texts.number(key), texts.number(value)]);
            }
        }
        tags.push(0);
    }
    let dense = [
        packed(1, column(|it| it.0)),
        packed(8, column(|it| it.1)),
        packed(9, column(|it| it.2)),
        packed(10, tags),
    ]
    .concat();
    let ways = [
        texts.way(1, &[11, 12, 13, 14], &[("highway", "trunk"), ("ref", "M5;E1")]),
        texts.way(2, &[15, 13, 16, 99], &[("highway", "primary")]),
        texts.way(3, &[12, 17], &[("highway", "residential")]),
        texts.way(4, &[17, 18, 17], &[("aeroway", "aerodrome"), ("name", "Brill Field")]),
    ]
    .concat();
    let label = [texts.number("label"), texts.number("outer")];
    let members = [packed(8, label), packed(9, differences(&[13, 4])), packed(10, [0, 1])].concat();
    let province = [("boundary", "administrative"), ("admin_level", "4"), ("name", "Upper Brill")];
    let relation = bytes(4, &[number(1, 5), texts.tags(&province), members].concat());
    let table: Vec<u8> =
        std::iter::once(String::new()).chain(texts.0).flat_map(|it| bytes(1, it.as_bytes())).collect();
    let group = |content: &[u8]| bytes(2, content);
    let data = [bytes(1, &table), group(&bytes(2, &dense)), group(&ways), group(&relation)].concat();
    [block("OSMHeader", &header, false), block("OSMData", &data, true)].concat()
}

/// Identifier, name and point.
type Named = (String, String, Point);

fn read(file: &[u8]) -> io::Result<(Extract, Vec<Named>)> {
    let mut places = Vec::new();
    let open = || -> io::Result<Box<dyn Read>> { Ok(Box::new(Cursor::new(file.to_vec()))) };
    let is_place = |tags: &[(&str, &str)]| tags.iter().any(|it| it.0 == "name");
    let read = osm(&open, &is_place, &mut |it| {
        let name = it.tags.iter().find(|it| it.0 == "name").map_or("", |it| it.1);
        places.push((it.id.to_owned(), name.to_owned(), it.point));
        Ok(())
    })?;
    Ok((read, places))
}

#[test]
fn roads_are_cut_where_they_meet_and_where_the_extract_ends() {
    let (read, _) = read(&extract()).unwrap();
    assert_eq!((read.n_junctions, read.n_links, read.n_cut, read.seconds), (4, 3, 1, Some(1_733_356_800)));
    let roads = unpacked(&read.sections[0], &read.sections[1]);
    assert_eq!(roads.notes, []);
    let roads = roads.value;
    let ids: Vec<&str> = roads.junctions().iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["osm:n11", "osm:n13", "osm:n14", "osm:n15"]);
    let [west, middle, north] = ["osm:n11", "osm:n13", "osm:n15"].map(|it| roads.junction(it).unwrap());
    let route = roads.route(west, north).unwrap();
    assert_eq!(route.junctions, [west, middle, north]);
    // 0.1° of longitude at 35° north and 0.1° of latitude.
    assert!((route.length_km - (9.108 + 11.119)).abs() < 0.02, "{}", route.length_km);
    let first = &roads.links()[0];
    assert_eq!(
        (first.reference.as_deref(), first.class.as_str(), first.basis.as_str()),
        (Some("M5"), "trunk", "osm")
    );
}

#[test]
fn what_has_a_name_is_handed_on_with_its_point() {
    let (_, places) = read(&extract()).unwrap();
    let named: Vec<(&str, &str)> = places.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    assert_eq!(named, [("n13", "Brill"), ("w4", "Brill Field"), ("r5", "Upper Brill")]);
    assert!(places[1].2.distance_km(Point { lat: 35.2, lon: 36.01 }) < 0.1);
    assert_eq!(places[2].2, places[0].2);
}

#[test]
fn what_is_no_extract_is_refused_with_the_block() {
    let refused = |file: &[u8]| read(file).unwrap_err().to_string();
    assert_eq!(refused(b""), "block 0: the file is empty");
    assert!(refused(b"<?xml version=\"1.0\"?><osm>").contains("is this an OpenStreetMap extract?"));
    let whole = extract();
    assert_eq!(refused(&whole[..whole.len() - 3]), "block 1: the file is cut");
    let strange = block("OSMHeader", &bytes(4, b"LocationsOnWays2"), false);
    assert!(refused(&strange).contains("a feature that this program does not know"));
}

#[test]
fn links_without_ends_are_named() {
    let (read, _) = read(&extract()).unwrap();
    let [junctions, mut links] = read.sections;
    let from_of_last = links.len() - 28;
    links[from_of_last] = 77;
    let roads = unpacked(&junctions, &links);
    assert_eq!(roads.notes[0].message, "link 2 ends at no junction");
    assert_eq!(roads.value.links().len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn damage_is_refused_or_read_around_and_never_a_crash(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
        cut in any::<prop::sample::Index>(),
    ) {
        // Unpacked, so that the damage is met inside and not by zlib.
        let mut file = extract();
        for (at, byte) in &changes {
            let at = at.index(file.len());
            file[at] = *byte;
        }
        let _ = read(&file);
        let _ = read(&file[..cut.index(file.len())]);
        let [mut junctions, mut links] = read(&extract()).unwrap().0.sections;
        for (at, byte) in changes {
            let half = at.index(junctions.len() + links.len());
            match half.checked_sub(junctions.len()) {
                None => junctions[half] = byte,
                Some(at) => links[at] = byte,
            }
        }
        unpacked(&junctions, &links);
    }
}
