//! The shipped theatre: what the loss of a crossroads does there.

use crate::world::{World, falls};
use orontes_gazetteer::Gazetteer;
use orontes_registry::Registry;
use orontes_roads::Roads;

fn theatre() -> World {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
    let read = |name: &str| std::fs::read_to_string(format!("{data}/{name}")).unwrap();
    let files = [
        "theatres/syria/places.tsv",
        "world/countries.tsv",
        "theatres/syria/actors.tsv",
        "theatres/syria/ties.tsv",
    ];
    let texts: Vec<(&str, String)> = files.iter().map(|it| (*it, read(it))).collect();
    let tables: Vec<(&str, &str)> = texts.iter().map(|it| (it.0, it.1.as_str())).collect();
    let gazetteer = Gazetteer::parse(&tables[..2]).value;
    let registry = Registry::parse(&tables).value;
    let table = read("theatres/syria/roads.tsv");
    let roads =
        Roads::parse(&[("roads.tsv", &table)], |id| gazetteer.by_id(id).and_then(|it| it.point)).value;
    World { gazetteer, registry, roads, situation: orontes_model::Situation::default() }
        .held("sy.homs", "sy.government", "threatened")
        .held("sy.latakia", "sy.government", "threatened")
        .held("sy.damascus", "sy.government", "support_base")
        .held("sy.hama", "sy.hts", "controlled")
        .held("sy.aleppo", "sy.hts", "controlled")
        .held("sy.idlib", "sy.hts", "controlled")
        .held("sy", "unknown", "contested")
}

#[test]
fn the_loss_of_the_crossroads_parts_the_capital_from_the_coast_and_names_the_small_roads_that_would_not() {
    let outlook = theatre().ask(&[falls("sy.homs", "sy.insurgents")], orontes_suppose::SEED);
    let loss = &outlook.losses[0];
    assert_eq!(loss.base.id, "sy.damascus");
    let coast = loss.ways.iter().find(|it| it.to == "Latakia").unwrap();
    assert!((295.0..310.0).contains(&coast.before.length_km), "{}", coast.before.length_km);
    assert!(coast.after.is_none() && coast.through_unknown.is_none() && coast.abroad.is_some());
    assert!(loss.odds.alone > 0.8 && loss.odds.alone < 1.0, "gaps leave a doubt: {:?}", loss.odds);
    assert!(loss.after.len() > loss.before.len(), "the coast is cut off");
    let coast = loss.after.iter().find(|it| it.towns.iter().any(|it| it.id == "sy.latakia")).unwrap();
    assert!(coast.towns.iter().any(|it| it.id == "sy.tartus") && coast.people > 500_000);
    assert!(!loss.after[0].towns.iter().any(|it| it.id == "sy.latakia"));
    assert!(
        loss.gaps.iter().any(|it| [&it.from, &it.to].iter().any(|it| it.id == "sy.qusayr")),
        "{:?}",
        loss.gaps
    );
}
