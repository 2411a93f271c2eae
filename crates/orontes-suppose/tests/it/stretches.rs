//! Who holds the roads between places.

use crate::world::{World, falls};
use orontes_model::Hold;

/// Five towns along one road, and one off it.
fn road() -> World {
    let places = [
        ("arden", "city", 0.0, 20.0, 500_000),
        ("brook", "town", 0.2, 20.0, 9_000),
        ("cliff", "town", 0.4, 20.0, 8_000),
        ("dale", "town", 0.6, 20.0, 7_000),
        ("elm", "town", 0.8, 20.0, 6_000),
        ("far", "town", 5.0, 20.0, 5_000),
    ];
    let roads = [
        ("arden", "brook", "M1", "motorway"),
        ("brook", "cliff", "M1", "motorway"),
        ("cliff", "dale", "M1", "motorway"),
        ("dale", "elm", "", "primary"),
        ("elm", "far", "", "primary"),
    ];
    World::of(&places, &roads)
}

fn told(world: &World) -> Vec<String> {
    let one = |it: &orontes_model::HeldStretch| {
        let between = if it.unreported.is_empty() {
            String::new()
        } else {
            format!(" past {}", it.unreported.join(", "))
        };
        format!("{} to {}: {}{between}", it.ends[0], it.ends[1], it.hold.word())
    };
    world.stretches().iter().map(one).collect()
}

#[test]
fn a_stretch_is_held_where_one_side_holds_its_ends_and_nothing_lies_between() {
    let world = road().held("arden", "gov", "controlled").held("brook", "gov", "controlled");
    assert_eq!(told(&world), ["Arden to Brook: held"]);
    let stretch = &world.stretches()[0];
    assert_eq!((stretch.references.as_slice(), stretch.points.len()), (&["M1".to_owned()][..], 2));
    assert_eq!(stretch.claims.len(), 2);
}

#[test]
fn an_unreported_town_between_leaves_it_unknown_and_two_sides_make_a_front() {
    let world = road().held("arden", "gov", "controlled").held("cliff", "gov", "controlled");
    let world = world.held("elm", "front", "controlled");
    assert_eq!(told(&world), ["Arden to Cliff: unknown past Brook", "Cliff to Elm: front past Dale"]);
    let front = &world.stretches()[1];
    assert_eq!((front.hold, front.points.len()), (Hold::Front, 3));
    assert!((front.length_km - 44.5 * 1.15).abs() < 10.0, "{}", front.length_km);
}

#[test]
fn nothing_is_said_over_distances_or_of_places_that_nobody_holds() {
    let world = road().held("elm", "gov", "controlled").held("far", "front", "controlled");
    assert_eq!(told(&world), [] as [&str; 0], "466 km apart");
    let world = road().held("arden", "gov", "controlled").held("brook", "unknown", "contested");
    assert_eq!(told(&world), [] as [&str; 0]);
}

#[test]
fn the_seat_of_a_country_without_ties_is_its_reported_governments() {
    // No tie says who governs: the force that reports call the government is meant, and not a side of its own.
    let mut world = road().held("brook", "gov", "controlled").held("cliff", "gov", "controlled");
    let actors = "# id\tname\tkind\tcountry\tsector\taliases\twords\ngov\tGovernment\tgovernment\tXRD\tGOV\t\t\nfront\tNorthern Front\tforce\tXRD\tREB\tNF\trebels\n";
    let countries = "#iso2\tiso3\tname\tcapital\tcapital_lat\tcapital_lon\tlat\tlon\tadjectives\tpeople\taliases\tmetonyms\nXD\tXRD\tArdenia\tArden\t0\t20\t0\t20\tArdenian\tArdenians\t\t\n";
    world.registry =
        orontes_registry::Registry::parse(&[("actors.tsv", actors), ("countries.tsv", countries)]).value;
    let outlook = world.ask(&[falls("brook", "front")], 1);
    assert!(outlook.losses.iter().all(|it| it.base.name == "Arden"), "{:?}", outlook.losses);
}
