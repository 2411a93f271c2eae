//! How fast a supposition is answered: on the shipped theatre, and on a country of a million links.

use divan::Bencher;
use orontes_gazetteer::Gazetteer;
use orontes_model::{ControlHistory, ControlInterval, Holder, Situation, Supposition, Then};
use orontes_registry::Registry;
use orontes_roads::Roads;
use orontes_suppose::{SEED, Terrain, suppose};
use orontes_testkit::country::country;

fn main() {
    divan::main();
}

struct World {
    gazetteer: Gazetteer,
    registry: Registry,
    roads: Roads,
    situation: Situation,
}

impl World {
    fn of(tables: &[(&str, &str)], held: &[(String, &str)]) -> World {
        let gazetteer = Gazetteer::parse(tables).value;
        let registry = Registry::parse(tables).value;
        let roads: Vec<(&str, &str)> = tables.iter().copied().filter(|it| it.0 == "roads.tsv").collect();
        let roads = Roads::parse(&roads, |id| gazetteer.by_id(id).and_then(|it| it.point)).value;
        let history = |(place, holder): &(String, &str)| ControlHistory {
            place: place.clone(),
            place_id: Some(place.clone()),
            point: None,
            intervals: vec![ControlInterval {
                holder: (*holder).to_owned(),
                holder_id: Some((*holder).to_owned()),
                status: "controlled".to_owned(),
                not_before: None,
                from: None,
                to: None,
                is_computed: false,
                claims: Vec::new(),
            }],
        };
        let control = held.iter().map(history).collect();
        World { gazetteer, registry, roads, situation: Situation { control, ..Situation::default() } }
    }

    fn ask(&self, place: &str, side: &str) -> usize {
        let terrain = Terrain {
            gazetteer: &self.gazetteer,
            registry: &self.registry,
            roads: &self.roads,
            people_origin: "",
        };
        let holder = Holder { name: side.to_owned(), side: side.to_owned() };
        let supposition =
            Supposition { place_id: place.to_owned(), place: place.to_owned(), then: Then::Held(holder) };
        suppose(&terrain, &self.situation, &[], &[supposition], None, SEED).losses.len()
    }
}

#[divan::bench(sample_count = 20)]
fn on_the_shipped_theatre(bencher: Bencher) {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
    let read = |name: &str| std::fs::read_to_string(format!("{data}/{name}")).unwrap_or_default();
    let files = [
        "theatres/syria/places.tsv",
        "theatres/syria/roads.tsv",
        "theatres/syria/actors.tsv",
        "theatres/syria/ties.tsv",
        "world/countries.tsv",
    ];
    let texts: Vec<(&str, String)> =
        files.iter().map(|it| (it.rsplit('/').next().unwrap_or(it), read(it))).collect();
    let tables: Vec<(&str, &str)> = texts.iter().map(|it| (it.0, it.1.as_str())).collect();
    let held =
        [("sy.homs", "sy.saa"), ("sy.hama", "sy.hts"), ("sy.aleppo", "sy.hts"), ("sy.idlib", "sy.hts")];
    let held: Vec<(String, &str)> = held.iter().map(|it| (it.0.to_owned(), it.1)).collect();
    let world = World::of(&tables, &held);
    assert_eq!(world.ask("sy.homs", "sy.insurgents"), 1);
    bencher.bench(|| world.ask("sy.homs", "sy.insurgents"));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn on_a_country_of_a_million_links(bencher: Bencher) {
    let made = country(1_000_000);
    let mid = made.side / 2;
    let town = |row: usize, column: usize| format!("t.{row}.{column}");
    let held = [
        (town(mid, mid), "gov"),
        (town(2, 2), "gov"),
        (town(made.side - 3, 2), "gov"),
        (town(2, made.side - 3), "front"),
        (town(made.side - 3, made.side - 3), "front"),
    ];
    let actors = "# id\tname\tkind\tcountry\tsector\taliases\ngov\tGovernment\tforce\t\t\t\nfront\tFront\tforce\t\t\t\n";
    let world =
        World::of(&[("places.tsv", &made.places), ("roads.tsv", &made.roads), ("actors.tsv", actors)], &held);
    assert!(world.roads.links().len() >= 1_000_000);
    assert_eq!(world.ask(&town(mid, mid), "front"), 1);
    bencher.bench(|| world.ask(&town(mid, mid), "front"));
}
