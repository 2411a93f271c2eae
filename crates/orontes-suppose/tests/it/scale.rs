//! That a country of many links is answered, and answered the same.

use crate::world::{World, falls};
use orontes_testkit::country::country;

#[test]
fn a_country_of_twenty_thousand_links_is_answered() {
    let made = country(20_000);
    let mid = made.side / 2;
    let town = |row: usize, column: usize| format!("t.{row}.{column}");
    let mut world = World::from_tables(&made.places, &made.roads);
    assert!(world.roads.links().len() >= 20_000);
    world = world.held(&town(mid, mid), "gov", "controlled").held(&town(1, 1), "gov", "controlled");
    world = world.held(&town(made.side - 2, made.side - 2), "front", "controlled");
    let outlook = world.ask(&[falls(&town(mid, mid), "front")], 5);
    let loss = &outlook.losses[0];
    assert_eq!(loss.base.id, town(1, 1));
    assert!(loss.odds.alone < 0.5, "a grid has ways around: {:?}", loss.odds);
    assert_eq!(outlook, world.ask(&[falls(&town(mid, mid), "front")], 5));
}
