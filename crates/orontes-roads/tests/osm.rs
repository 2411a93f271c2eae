//! Extracts of OpenStreetMap, read into links and places.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use orontes_model::Point;
use orontes_roads::{Extract, osm, unpacked};
use orontes_testkit::pbf::{self, Spot, Way, block, bytes};
use proptest::prelude::*;
use std::io::{self, Cursor, Read};

/// A crossing of two roads in a town, a road that leaves the extract, a street, an air field, a province.
fn extract() -> Vec<u8> {
    let brill: &[(&str, &str)] = &[("place", "town"), ("name", "Brill")];
    // Four nodes of a road eastward, one north and one south of the third, two of the field.
    let nodes: [Spot<'_>; 8] = [
        (11, 35.0, 36.0, &[]),
        (12, 35.0, 36.02, &[]),
        (13, 35.0, 36.1, brill),
        (14, 35.0, 36.2, &[]),
        (15, 35.1, 36.1, &[]),
        (16, 34.9, 36.1, &[]),
        (17, 35.2, 36.0, &[]),
        (18, 35.2, 36.02, &[]),
    ];
    let ways: [Way<'_>; 4] = [
        (1, &[11, 12, 13, 14], &[("highway", "trunk"), ("ref", "M5;E1")]),
        (2, &[15, 13, 16, 99], &[("highway", "primary")]),
        (3, &[12, 17], &[("highway", "residential")]),
        (4, &[17, 18, 17], &[("aeroway", "aerodrome"), ("name", "Brill Field")]),
    ];
    let province = &[("boundary", "administrative"), ("admin_level", "4"), ("name", "Upper Brill")];
    pbf::extract(&nodes, &ways, &[(5, &[("label", 13, 0), ("outer", 4, 1)], province)])
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
fn roads_are_cut_where_they_meet_where_none_meets_for_long_and_where_the_extract_ends() {
    let (read, _) = read(&extract()).unwrap();
    assert_eq!(
        (read.n_junctions, read.n_links, read.n_cut, read.seconds),
        (5, 4, 1, Some(pbf::SECONDS as i64))
    );
    let roads = unpacked(&read.sections[0], &read.sections[1]);
    assert_eq!(roads.notes, []);
    let roads = roads.value;
    let ids: Vec<&str> = roads.junctions().iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["osm:n11", "osm:n13", "osm:n14", "osm:n15", "osm:n16"]);
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
    assert_eq!(roads.notes[0].message, "link 3 ends at no junction");
    assert_eq!(roads.value.links().len(), 3);
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
