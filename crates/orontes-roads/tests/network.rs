//! What the road network promises, on an invented country and on the table that ships.

use orontes_model::Point;
use orontes_roads::Roads;
use std::collections::BTreeMap;

const ARDEN: &str = "#from\tto\tref\tclass\tlength_km\tbasis\tsource
a\tb\tM5\tmotorway\t112\tmeasured\tx
b\tc\tM5\tmotorway\t112\tmeasured\tx
a\td\t\tprimary\t200\tmeasured\tx
d\tc\t\tprimary\t\t\tx
e\tf\t\tprimary\t150\tmeasured\tx
";

/// Points a degree apart: about 111.2 km.
fn point_of(id: &str) -> Option<Point> {
    let (lat, lon) = match id {
        "a" => (0.0, 0.0),
        "b" => (0.0, 1.0),
        "c" => (0.0, 2.0),
        "d" => (1.0, 1.0),
        "e" => (5.0, 5.0),
        "f" => (5.0, 6.0),
        _ => return None,
    };
    Some(Point { lat, lon })
}

fn arden() -> Roads {
    let read = Roads::parse(&[("roads.tsv", ARDEN)], point_of);
    assert_eq!(read.notes, []);
    read.value
}

#[test]
fn the_shortest_way_is_found_and_the_detour_around_what_is_closed() {
    let roads = arden();
    let at = |id| roads.junction(id).expect("it is on a road");
    let direct = roads.route(at("a"), at("c")).expect("a road leads there");
    assert_eq!(direct.junctions, [at("a"), at("b"), at("c")]);
    assert_eq!((direct.length_km, direct.links.len()), (224.0, 2));
    let detour = roads.route_where(at("a"), at("c"), |it| it != at("b"), |_| true).expect("by d");
    assert_eq!(detour.junctions, [at("a"), at("d"), at("c")]);
    assert!(detour.length_km > 380.0 && detour.length_km < 400.0, "{}", detour.length_km);
    assert_eq!(roads.route(at("a"), at("e")), None);
    assert_eq!(roads.distances_km(at("a"))[at("c")], Some(224.0));
    assert_eq!(roads.route(99, 0), None);
}

#[test]
fn closing_places_parts_the_network_into_areas() {
    let roads = arden();
    let at = |id| roads.junction(id).expect("it is on a road");
    let whole = roads.areas(|_| true, |_| true);
    assert_eq!(whole[at("a")], whole[at("c")]);
    assert_ne!(whole[at("a")], whole[at("e")]);
    let cut = roads.areas(|it| it != at("b") && it != at("d"), |_| true);
    assert_ne!(cut[at("a")], cut[at("c")]);
    assert_eq!(cut[at("b")], None);
}

#[test]
fn links_that_cannot_be_right_are_named() {
    let bad =
        "from\tto\tlength_km\na\tb\t50\na\tc\t900\na\tz\t10\na\ta\t1\nb\tc\tfar\n0.5,0.5\ta\t\n95,1\ta\t\n";
    let read = Roads::parse(&[("bad.tsv", bad), ("other.tsv", "x\ty\n")], point_of);
    let said: Vec<&str> = read.notes.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "bad.tsv:2: «a» to «b» is 50 km, shorter than the great circle of 111.2 km",
            "bad.tsv:3: «a» to «c» is 900 km, more than three times the great circle of 222.4 km",
            "bad.tsv:4: «z» is no place, so the link has no end there",
            "bad.tsv:5: a link from «a» to itself",
            "bad.tsv:6: «far» is no length in kilometres",
            "bad.tsv:8: «95,1» is no place, so the link has no end there",
            "other.tsv: no table of roads, columns from and to are missing",
        ]
    );
    assert_eq!(read.value.links().len(), 3);
    assert_eq!(read.value.links()[2].basis, "great_circle_x1.2");
}

/// Reads the table that ships, with the points of the places that ship.
fn shipped() -> Roads {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
    let mut points = BTreeMap::new();
    for table in ["theatres/syria/places.tsv", "world/cities.tsv", "world/regions.tsv"] {
        let contents = std::fs::read_to_string(format!("{data}/{table}")).expect("the tables ship");
        for line in contents.lines().skip(1).filter(|it| !it.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let (lat, lon) = (cells[3].parse().expect("a number"), cells[4].parse().expect("a number"));
            points.entry(cells[0].to_owned()).or_insert(Point { lat, lon });
        }
    }
    let table = std::fs::read_to_string(format!("{data}/theatres/syria/roads.tsv")).expect("the table ships");
    let read = Roads::parse(&[("roads.tsv", &table)], |id| points.get(id).copied());
    assert_eq!(read.notes, []);
    read.value
}

#[test]
fn distances_along_the_shipped_roads_are_within_an_eighth_of_those_known() {
    let roads = shipped();
    // Road distances as road signs and route planners give them, rounded.
    for (from, to, known_km) in [
        ("sy.hama", "sy.homs", 47.0),
        ("sy.damascus", "sy.homs", 162.0),
        ("sy.aleppo", "sy.hama", 146.0),
        ("sy.homs", "sy.tartus", 96.0),
        ("sy.homs", "sy.tadmur", 157.0),
        ("sy.deir_ez_zor", "sy.raqqa", 140.0),
        ("sy.damascus", "sy.daraa", 106.0),
        ("sy.homs", "sy.qusayr", 30.0),
    ] {
        let at = |id| roads.junction(id).expect("it is on a road");
        let route = roads.route(at(from), at(to)).expect("a road leads there");
        let off = (route.length_km - known_km).abs() / known_km;
        assert!(off <= 0.125, "{from} to {to}: {:.1} km for {known_km}", route.length_km);
    }
}

#[test]
fn the_shipped_roads_hang_together_and_homs_joins_the_coast_to_damascus() {
    let roads = shipped();
    let whole = roads.areas(|_| true, |_| true);
    assert!(whole.iter().all(|it| *it == Some(0)));
    let at = |id| roads.junction(id).expect("it is on a road");
    // Across Lebanon it is as near; a government's own roads are those inside its border.
    let inside = |it: usize| roads.junctions()[it].id.starts_with("sy.");
    let (from, to) = (at("sy.damascus"), at("sy.tartus"));
    let direct = roads.route_where(from, to, inside, |_| true).expect("a road leads there");
    assert!(direct.junctions.contains(&at("sy.homs")), "{direct:?}");
    let around = roads.route_where(from, to, |it| inside(it) && it != at("sy.homs"), |_| true);
    assert!(around.is_none_or(|it| it.length_km > direct.length_km));
    assert!(roads.road("M5").count() > 30);
}

#[test]
fn other_ways_are_new_over_half_their_length_and_the_shortest_comes_first() {
    let roads = arden();
    let at = |id| roads.junction(id).expect("it is on a road");
    let ways = roads.alternatives(at("a"), at("c"), 3);
    assert_eq!(ways.iter().map(|it| it.junctions.len()).collect::<Vec<_>>(), [3, 3]);
    assert_eq!(ways[0].junctions[1], at("b"));
    assert_eq!(ways[1].junctions[1], at("d"));
    assert_eq!(roads.alternatives(at("a"), at("e"), 3), []);
    assert_eq!(roads.alternatives(at("a"), at("a"), 2).len(), 1);
}

#[test]
fn a_road_is_measured_along_itself() {
    let roads = arden();
    let at = |id| roads.junction(id).expect("it is on a road");
    assert_eq!(roads.along("m5", at("a"), at("c")).map(|it| it.length_km), Some(224.0));
    assert_eq!(roads.along("M5", at("a"), at("d")), None);
}

#[test]
fn the_nearest_of_several_starts_is_told_and_a_closed_junction_is_reached_and_not_passed() {
    let roads = arden();
    let at = |id| roads.junction(id).expect("it is on a road");
    let reach = roads.reach(&[at("a"), at("c")], |_| true, |_| true);
    assert_eq!((reach.start(at("b")), reach.km(at("b"))), (Some(at("a")), Some(112.0)));
    assert_eq!(reach.start(at("e")), None);
    let closed = roads.reach(&[at("a")], |it| it != at("b") && it != at("d"), |_| true);
    assert_eq!(closed.km(at("b")), Some(112.0));
    assert_eq!(closed.km(at("c")), None);
}

#[test]
fn hours_follow_the_class_and_an_unknown_class_is_slow() {
    let roads = arden();
    let hours: Vec<f64> = roads.links().iter().map(|it| it.hours()).collect();
    assert!((hours[0] - 112.0 / 90.0).abs() < 1e-9);
    assert!((hours[4] - 150.0 / 65.0).abs() < 1e-9);
}
