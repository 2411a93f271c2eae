//! Turns the holders of places into who holds the roads between neighbours among them.
//!
//! Two reported places are neighbours where a road joins them that passes no third. Cost: one search of the roads.

use crate::board::{Terrain, side_of, told};
use orontes_model::{ControlInterval, Date, HeldStretch, Hold, PlaceKind, Situation};
use orontes_roads::{Reach, Route};
use std::collections::BTreeMap;

/// Between places further apart nothing says where along the road one hold ends: farther than a day's convoy.
const LONGEST_KM: f64 = 150.0;

/// Returns who holds the stretches between neighbouring places of which the situation says who holds them at the end
/// of `day`, in the order of their ends.
pub fn stretches(terrain: &Terrain<'_>, situation: &Situation, day: Option<Date>) -> Vec<HeldStretch> {
    let told = told(situation, day);
    let mut holds: BTreeMap<usize, (&str, &ControlInterval)> = BTreeMap::new();
    for (id, interval) in &told {
        let spot = terrain.gazetteer.by_id(id).filter(|it| is_spot(it.kind));
        if let (Some(_), Some(junction)) = (spot, terrain.roads.junction(id))
            && interval.holder != "unknown"
        {
            holds.entry(junction).or_insert((id, interval));
        }
    }
    let starts: Vec<usize> = holds.keys().copied().collect();
    let reach = terrain.roads.reach(&starts, |_| true, |_| true);
    let mut nearest: BTreeMap<(usize, usize), (f64, usize)> = BTreeMap::new();
    for (idx, link) in terrain.roads.links().iter().enumerate() {
        let (Some(a), Some(b)) = (reach.start(link.from), reach.start(link.to)) else { continue };
        let (Some(to_a), Some(to_b)) = (reach.km(link.from), reach.km(link.to)) else { continue };
        let km = to_a + link.length_km + to_b;
        if a != b && km <= LONGEST_KM {
            let kept = nearest.entry((a.min(b), a.max(b))).or_insert((km, idx));
            if km < kept.0 {
                *kept = (km, idx);
            }
        }
    }
    let found = nearest.into_iter().filter_map(|((a, b), (_, link))| {
        let route = whole(terrain, &reach, a, link)?;
        Some(stretch(terrain, holds.get(&a)?.1, holds.get(&b)?.1, &route, day))
    });
    found.collect()
}

/// The way from `a` over the link where the two reaches meet.
fn whole(terrain: &Terrain<'_>, reach: &Reach, a: usize, link: usize) -> Option<Route> {
    let own = &terrain.roads.links()[link];
    let first = if reach.start(own.from)? == a { [own.from, own.to] } else { [own.to, own.from] };
    let (mut route, mut back) =
        (reach.route(terrain.roads, first[0])?, reach.route(terrain.roads, first[1])?);
    route.length_km += own.length_km + back.length_km;
    route.links.push(link);
    back.links.reverse();
    back.junctions.reverse();
    route.links.extend(back.links);
    route.junctions.extend(back.junctions);
    Some(route)
}

fn stretch(
    terrain: &Terrain<'_>,
    from: &ControlInterval,
    to: &ControlInterval,
    route: &Route,
    day: Option<Date>,
) -> HeldStretch {
    let junctions = terrain.roads.junctions();
    let place = |it: usize| terrain.gazetteer.by_id(&junctions[it].id);
    let name = |it: usize| place(it).map_or_else(String::new, |it| it.name.clone());
    let (first, last) = (route.junctions[0], route.junctions[route.junctions.len() - 1]);
    let inner = &route.junctions[1..route.junctions.len() - 1];
    let towns = inner.iter().filter_map(|it| place(*it));
    let towns = towns.filter(|it| matches!(it.kind, PlaceKind::City | PlaceKind::Town));
    let unreported: Vec<String> = towns.map(|it| it.name.clone()).collect();
    let one_side = side_of(terrain, from, day) == side_of(terrain, to, day);
    let mut references: Vec<String> = Vec::new();
    for reference in route.links.iter().filter_map(|it| terrain.roads.links()[*it].reference.as_ref()) {
        if !references.contains(reference) {
            references.push(reference.clone());
        }
    }
    let mut claims = [from.claims.clone(), to.claims.clone()].concat();
    claims.sort();
    claims.dedup();
    HeldStretch {
        ends: [name(first), name(last)],
        holders: [from.holder.clone(), to.holder.clone()],
        hold: match (one_side, unreported.is_empty()) {
            (false, _) => Hold::Front,
            (true, true) => Hold::Held,
            (true, false) => Hold::Unknown,
        },
        length_km: route.length_km,
        references,
        unreported,
        points: route.junctions.iter().map(|it| junctions[*it].point).collect(),
        claims,
    }
}

fn is_spot(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::City | PlaceKind::Town | PlaceKind::Village | PlaceKind::AirBase | PlaceKind::Crossing
    )
}
