//! What the answer says on a country small enough to check by eye.

use crate::world::{World, falls};
use orontes_model::{Effect, Warrant};

/// The capital in the south, a port in the north-west, a crossroads between them, the rebels' town beyond it, and
/// a mountain village on a small road that goes around the crossroads.
///
/// ```text
///   port ── crossroads ── rebeltown
///     │        │
///     └─ village ─ capital (arden)
/// ```
fn valley(with_village_road: bool) -> World {
    let places = [
        ("arden", "city", 0.0, 20.0, 500_000),
        ("crossroads", "town", 0.9, 20.0, 80_000),
        ("port", "town", 0.9, 19.2, 120_000),
        ("rebeltown", "town", 1.5, 20.0, 60_000),
        ("village", "village", 0.3, 18.6, 900),
    ];
    let mut roads = vec![
        ("arden", "crossroads", "M1", "motorway"),
        ("crossroads", "port", "", "primary"),
        ("crossroads", "rebeltown", "M1", "motorway"),
        ("village", "arden", "", "tertiary"),
    ];
    if with_village_road {
        roads.push(("village", "port", "", "tertiary"));
    }
    World::of(&places, &roads).held("crossroads", "gov", "controlled").held("port", "gov", "controlled").held(
        "rebeltown",
        "front",
        "controlled",
    )
}

#[test]
fn losing_the_only_way_cuts_a_town_off_with_its_people() {
    let outlook = valley(false).ask(&[falls("crossroads", "front")], 1);
    let loss = &outlook.losses[0];
    assert_eq!((loss.holder.side.as_str(), loss.base.id.as_str()), ("gov", "arden"));
    assert_eq!(loss.base.warrant, Warrant::Seat, "no report speaks of the capital");
    assert_eq!((loss.before.len(), loss.after.len()), (1, 2));
    assert_eq!(loss.after[1].towns[0].id, "port");
    assert_eq!((loss.after[1].people, loss.after[1].people_reported), (120_000, 120_000));
    assert!(loss.is_certain_on_graph);
    assert_eq!(loss.ways[0].to, "Port");
    assert!(loss.ways[0].after.is_none() && loss.ways[0].through_unknown.is_none());
    assert_eq!(loss.restoring[0].town.id, "crossroads");
    // In some draws a road that the graph lacks keeps the link.
    assert_eq!(loss.odds.people[2], 120_000);
    assert!(loss.odds.alone > 0.2 && loss.odds.alone <= 1.0, "{:?}", loss.odds);
}

#[test]
fn a_way_through_a_place_of_unknown_holder_is_told_and_makes_the_cut_less_sure() {
    let outlook = valley(true).ask(&[falls("crossroads", "front")], 1);
    let loss = &outlook.losses[0];
    assert!(!loss.is_certain_on_graph);
    assert_eq!(loss.after.len(), 1, "the village is nearest to the port");
    let way = loss.ways.iter().find(|it| it.to == "Port").unwrap();
    let after = way.after.as_ref().unwrap();
    assert_eq!(after.unreported.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["village"]);
    assert!(after.hours > way.before.hours, "{} against {}", after.hours, way.before.hours);
    assert_eq!(loss.completing[0].town.id, "village");
    assert!(loss.odds.alone < 1.0 && loss.odds.alone <= loss.odds.spreading, "{:?}", loss.odds);
}

#[test]
fn a_small_road_that_the_graph_may_lack_is_named() {
    // Neighbours lie as far apart as village and port do, so that a road between these may be missing.
    let outlook = valley(false).ask(&[falls("crossroads", "front")], 1);
    let gap = &outlook.losses[0].gaps[0];
    assert_eq!((gap.from.id.as_str(), gap.to.id.as_str()), ("village", "port"));
    assert!((90.0..97.0).contains(&gap.straight_km), "{}", gap.straight_km);
    assert!((0.0..=1.0).contains(&gap.joined_share));
}

#[test]
fn the_front_is_fed_from_the_base_until_its_road_is_lost() {
    let outlook = valley(true).ask(&[falls("crossroads", "front")], 1);
    let fronts: Vec<(&str, &str)> =
        outlook.losses[0].supplies.iter().map(|it| (it.front.as_str(), it.facing.as_str())).collect();
    assert!(fronts.contains(&("Port", "Crossroads")), "{fronts:?}");
    let port = outlook.losses[0].supplies.iter().find(|it| it.front == "Port").unwrap();
    assert!(port.after.as_ref().unwrap().length_km > 0.0 && port.holder == "Northern Front");
}

#[test]
fn a_contested_place_lets_nobody_pass() {
    let outlook = valley(false).ask(&[falls("crossroads", "contested")], 1);
    assert_eq!(outlook.losses[0].after.len(), 2);
}

#[test]
fn what_is_so_already_changes_nothing_and_says_so() {
    let outlook = valley(false).ask(&[falls("crossroads", "gov")], 1);
    assert_eq!(outlook.changes[0].effect, Effect::Present);
    assert!(outlook.losses.is_empty());
    assert!(outlook.notes.iter().any(|it| it.message.contains("nothing changes")));
}

#[test]
fn a_supposition_on_a_place_without_a_reported_holder_is_a_premise() {
    let world = valley(true);
    let outlook = world.ask(&[falls("crossroads", "front"), falls("village", "front")], 1);
    assert_eq!(outlook.changes[1].effect, Effect::Premise);
    let loss = &outlook.losses[0];
    assert_eq!(loss.after.len(), 2, "the village is the rebels', so the port is cut off");
    assert_eq!(loss.odds.alone, 1.0);
}

#[test]
fn where_a_premise_is_all_that_is_supposed_it_is_the_change() {
    let outlook = valley(true).ask(&[falls("village", "front")], 1);
    assert_eq!(outlook.changes[0].effect, Effect::Change);
    assert!(
        outlook.notes.iter().any(|it| it.message.contains("nearest reported place")),
        "{:?}",
        outlook.notes
    );
    assert_eq!(outlook.losses[0].lost[0].id, "village");
}

#[test]
fn a_place_on_no_road_is_told_and_one_beside_a_road_is_stood_for() {
    let mut world = valley(false);
    let places = "#id\tname\tkind\tlat\tlon\tcountry\tparent\tpcode\tpopulation\tnames
far\tFar\ttown\t4\t24\tXD\t\t\t10\t
beside\tBeside\ttown\t0.9\t20.02\tXD\t\t\t10\t
crossroads\tCrossroads\ttown\t0.9\t20.0\tXD\t\t\t80000\t
arden\tArden\tcity\t0\t20\tXD\t\t\t500000\t
";
    world.gazetteer = orontes_gazetteer::Gazetteer::parse(&[("places.tsv", places)]).value;
    let outlook = world.ask(&[falls("far", "front")], 1);
    assert!(outlook.notes.iter().any(|it| it.message.contains("on no road")), "{:?}", outlook.notes);
    let outlook = world.ask(&[falls("beside", "front")], 1);
    let (junction, km) = outlook.changes[0].junction.clone().unwrap();
    assert_eq!(junction, "crossroads");
    assert!((2.0..3.0).contains(&km), "{km}");
}

#[test]
fn another_country_is_no_way_but_is_told_where_no_other_is_left() {
    let places = "#id\tname\tkind\tlat\tlon\tcountry\tparent\tpcode\tpopulation\tnames
arden\tArden\tcity\t0\t20\tXD\t\t\t500000\t
crossroads\tCrossroads\ttown\t0.9\t20\tXD\t\t\t80000\t
port\tPort\ttown\t0.9\t19.2\tXD\t\t\t120000\t
rebeltown\tRebeltown\ttown\t1.5\t20\tXD\t\t\t60000\t
abroad\tAbroad\ttown\t0.4\t19.0\tXS\t\t\t60000\t
";
    let roads = "#from\tto\tref\tclass\tlength_km\tbasis\tsource
arden\tcrossroads\tM1\tmotorway\t\t\t
crossroads\tport\t\tprimary\t\t\t
crossroads\trebeltown\t\tprimary\t\t\t
arden\tabroad\t\tprimary\t\t\t
abroad\tport\t\tprimary\t\t\t
";
    let world = World::from_tables(places, roads)
        .held("crossroads", "gov", "controlled")
        .held("port", "gov", "controlled")
        .held("rebeltown", "front", "controlled");
    let outlook = world.ask(&[falls("crossroads", "front")], 1);
    let way = outlook.losses[0].ways.iter().find(|it| it.to == "Port").unwrap();
    assert!(way.after.is_none() && way.through_unknown.is_none());
    assert!(way.abroad.as_ref().unwrap().places.contains(&"abroad".to_owned()));
}
