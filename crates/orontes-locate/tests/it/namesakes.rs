//! Namesakes among 10,658 places, told apart by what stands beside the name.
//!
//! The cases are made from the extract itself: a name that several places bear, one of them meant, and a
//! sentence that gives a distance with a bearing, or a neighbour. Skipped where the extract is not there.

use crate::world::{World, id_of};
use orontes_gazetteer::fold;
use orontes_gazetteer::import::{self, Item};
use orontes_gazetteer::pack::{About, Builder, Built, Memory, Pack};
use orontes_model::{Place, PlaceKind, Point};
use std::collections::BTreeMap;

/// Unpacks the extract with the `xz` program.
fn extract() -> Option<String> {
    let shared = std::env::var("ORONTES_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").to_owned());
    let path = format!("{shared}/data/gazetteer/syria_places.tsv.xz");
    let unpacked = std::process::Command::new("xz").args(["-dc", &path]).output().ok()?;
    String::from_utf8(unpacked.stdout).ok().filter(|it| !it.is_empty())
}

/// Imports the extract, and returns the identifiers of its rows.
fn pack_of(extract: &str) -> (Pack, Vec<String>) {
    let (scratch, mut rows) = (Memory::default(), Vec::new());
    let mut builder = Builder::new(&scratch, 1 << 20, Built::default());
    let mut sink = |item: Item<'_>| {
        if let Item::Place(row) = item {
            rows.push(row.id.clone());
            builder.add(row)?;
        }
        Ok(())
    };
    import::whos_on_first("syria_places.tsv", &mut extract.as_bytes(), "SY", &mut sink).unwrap();
    let mut bytes = Vec::new();
    builder.finish(About::default(), [b"", b""], &mut bytes).unwrap();
    (Pack::open(Box::new(bytes)).unwrap(), rows)
}

const WAYS: [&str; 8] =
    ["north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"];

fn way(from: Point, to: Point) -> &'static str {
    let (dy, dx) = (to.lat - from.lat, (to.lon - from.lon) * from.lat.to_radians().cos());
    let degrees = dx.atan2(dy).to_degrees().rem_euclid(360.0);
    WAYS[((degrees + 22.5) / 45.0) as usize % 8]
}

/// Names in plain letters that at least two settlements bear, any two of them at least 30 km apart.
fn shared_names(world: &World, rows: &[String]) -> Vec<(String, Vec<Place>)> {
    let mut by_name: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let imported = rows.iter().filter_map(|it| world.gazetteer.by_id(it));
    let all: BTreeMap<&str, &Place> =
        world.gazetteer.places().iter().chain(imported).map(|it| (it.id.as_str(), it)).collect();
    for place in all.into_values() {
        if place.country == "SYR"
            && matches!(place.kind, PlaceKind::City | PlaceKind::Town | PlaceKind::Village)
        {
            by_name.entry(fold(&place.name)).or_default().push(place.clone());
        }
    }
    let apart = |them: &[Place]| {
        them.iter().enumerate().all(|(idx, a)| {
            them[idx + 1..].iter().all(|b| match (a.point, b.point) {
                (Some(a), Some(b)) => a.distance_km(b) >= 30.0,
                (None, _) | (_, None) => false,
            })
        })
    };
    by_name.into_iter().filter(|it| it.0.is_ascii() && it.1.len() > 1 && apart(&it.1)).collect()
}

#[test]
fn namesakes_are_told_apart_by_a_distance_or_a_neighbour() {
    let Some(extract) = extract() else {
        println!("skipped: no extract of Who's On First beside the repository, or no xz program");
        return;
    };
    let (pack, rows) = pack_of(&extract);
    assert!(pack.n_places() > 10_000, "{}", pack.n_places());
    assert_eq!(pack.check().into_iter().filter(|it| it.flaw.is_damage()).collect::<Vec<_>>(), []);
    let mut world = World::shipped(&[]);
    world.gazetteer = world.gazetteer.with_pack(pack);
    let cities = [
        "sy.hama",
        "sy.homs",
        "sy.aleppo",
        "sy.raqqa",
        "sy.daraa",
        "sy.latakia",
        "sy.deir_ez_zor",
        "sy.hasakah",
    ];
    let cities: Vec<&Place> = cities.iter().filter_map(|it| world.gazetteer.by_id(it)).collect();
    let names = shared_names(&world, &rows);
    // Towns whose name nobody else bears, for neighbours.
    let towns: Vec<&Place> = world
        .gazetteer
        .places()
        .iter()
        .filter(|it| it.id.starts_with("sy.") && world.gazetteer.by_name(&it.name).len() == 1)
        .filter(|it| matches!(it.kind, PlaceKind::City | PlaceKind::Town))
        .collect();
    // Every fifth name, so that the cases are spread over the alphabet.
    let mut wrong = Vec::new();
    let mut n_cases = 0;
    for (idx, (_, bearers)) in names.iter().step_by(5).enumerate() {
        let meant = &bearers[idx % bearers.len()];
        let point = meant.point.expect("a settlement has a point");
        let away = |it: &&&Place| it.point.map_or(f64::MAX, |it| it.distance_km(point));
        let known = if idx % 2 == 0 { &cities } else { &towns };
        let city = known.iter().min_by(|a, b| away(a).total_cmp(&away(b))).expect("there are towns");
        let km = away(&city);
        // A town further off is no neighbour: it tells nothing.
        if n_cases == 40 || idx % 2 == 1 && km > 15.0 {
            continue;
        }
        let text = if idx % 2 == 0 {
            let way = way(city.point.expect("a city has a point"), point);
            format!("Two shells hit {}, about {km:.0} km {way} of {}, residents said.", meant.name, city.name)
        } else {
            format!("Fighters moved from {} to {} on Sunday.", city.name, meant.name)
        };
        let order =
            if idx % 2 == 0 { [meant.name.as_str(), &city.name] } else { [city.name.as_str(), &meant.name] };
        let located = world.locate(&text, &order);
        let place = &located.places[idx % 2];
        let sure = id_of(place);
        n_cases += 1;
        if sure.as_deref() != Some(&meant.id) {
            wrong.push((text, sure, place.resolution.best().map(|it| it.reason.clone())));
        }
    }
    println!("{} of {n_cases} right; {wrong:#?}", n_cases - wrong.len());
    assert!(n_cases >= 40);
    assert!(wrong.len() <= 2, "{} of {n_cases} not right: {wrong:#?}", wrong.len());
}
