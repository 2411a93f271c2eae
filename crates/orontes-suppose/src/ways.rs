//! Turns routes into ways that a person reads, and compares the ways of a side before and after.

use crate::areas::{is_told, warrant};
use crate::board::{Board, Holding, Terrain};
use crate::loss::Fall;
use orontes_model::{Stretch, Way, WayChange};
use orontes_roads::Route;
use std::cmp::Reverse;

/// Ways to more places than these are not told: the main ones come first.
const MAX_WAYS: usize = 6;

/// Returns the ways from the side's base to its main places: those cut off first, then by people.
pub(crate) fn ways(terrain: &Terrain<'_>, board: &Board<'_>, fall: &Fall<'_>) -> Vec<WayChange> {
    let told = |it: &usize| is_told(&warrant(&board.before, &fall.leaning, *it));
    let people = |it: usize| board.places[it].map_or(0, |it| it.population);
    let mut targets: Vec<usize> = (0..board.places.len())
        .filter(|it| board.places[*it].is_some() && *it != fall.base && fall.after[*it])
        .filter(|it| fall.reach_before.km(*it).is_some() && (fall.is_cut(*it) || told(it)))
        .collect();
    targets.sort_by_key(|it| (!fall.is_cut(*it), !told(it), Reverse(people(*it)), *it));
    targets.truncate(MAX_WAYS);
    let wide = (targets.iter().any(|it| fall.is_cut(*it))).then(|| {
        let passes =
            |it: usize| fall.after[it] || (board.after[it] == Holding::Unknown && !board.is_abroad(it));
        terrain.roads.reach(&[fall.base], passes, |_| true)
    });
    let abroad = targets.iter().any(|it| fall.is_cut(*it)).then(|| {
        let passes = |it: usize| fall.after[it] || board.after[it] == Holding::Unknown;
        terrain.roads.reach(&[fall.base], passes, |_| true)
    });
    let name = |it: usize| board.places[it].map_or_else(String::new, |it| it.name.clone());
    let told_way = |route: Option<Route>| route.map(|it| way(terrain, board, fall, &it));
    targets
        .into_iter()
        .filter_map(|to| {
            let after = told_way(fall.reach_after.route(terrain.roads, to));
            let else_by = |reach: &Option<orontes_roads::Reach>, wanted: bool| {
                wanted.then(|| told_way(reach.as_ref()?.route(terrain.roads, to))).flatten()
            };
            let through_unknown = else_by(&wide, after.is_none());
            let abroad = else_by(&abroad, after.is_none() && through_unknown.is_none());
            let before = told_way(fall.reach_before.route(terrain.roads, to))?;
            Some(WayChange { from: name(fall.base), to: name(to), before, after, through_unknown, abroad })
        })
        .collect()
}

/// Tells a route by its roads.
pub(crate) fn way(terrain: &Terrain<'_>, board: &Board<'_>, fall: &Fall<'_>, route: &Route) -> Way {
    let links = terrain.roads.links();
    let name = |it: usize| board.name(terrain, it);
    let id = |it: usize| terrain.roads.junctions()[it].id.as_str();
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut last = route.junctions[0];
    for (&link, ends) in route.links.iter().zip(route.junctions.windows(2)) {
        let link = &links[link];
        // From a town to the road that passes it is no road of its own.
        if link.class == "access" && route.links.len() > 2 {
            continue;
        }
        match stretches.last_mut().filter(|it| it.reference == link.reference && it.class == link.class) {
            Some(stretch) => {
                last = ends[1];
                stretch.length_km += link.length_km;
                stretch.n_links += 1;
            }
            None => {
                // Only the ends that are told are named.
                stretches.iter_mut().last().into_iter().for_each(|it| it.to = name(last));
                last = ends[1];
                stretches.push(Stretch {
                    from: name(ends[0]),
                    to: String::new(),
                    reference: link.reference.clone(),
                    class: link.class.clone(),
                    length_km: link.length_km,
                    n_links: 1,
                });
            }
        }
    }
    if let [first, ..] = stretches.as_mut_slice() {
        first.from = name(route.junctions[0]);
    }
    stretches
        .iter_mut()
        .last()
        .into_iter()
        .for_each(|it| it.to = name(route.junctions[route.junctions.len() - 1]));
    let named = || route.junctions.iter().filter(|it| board.places[**it].is_some());
    let unreported = named()
        .filter(|it| matches!(board.after[**it], Holding::Unknown))
        .map(|it| board.town(terrain, *it, fall.leaning.warrant(*it)));
    Way {
        length_km: route.length_km,
        hours: route.links.iter().map(|it| links[*it].hours()).sum(),
        stretches,
        links: route.junctions.windows(2).map(|it| format!("{}..{}", id(it[0]), id(it[1]))).collect(),
        places: named().map(|it| terrain.roads.junctions()[*it].id.clone()).collect(),
        unreported: unreported.collect(),
    }
}
