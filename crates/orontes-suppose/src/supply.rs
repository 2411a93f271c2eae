//! Turns places that others hold into the roads by which a side's base feeds the front before them.

use crate::board::{Board, Holding, Terrain};
use crate::loss::Fall;
use crate::ways::way;
use orontes_model::{Supply, Warrant};
use orontes_roads::Reach;
use std::collections::BTreeMap;

/// More fronts than these are not told: the nearest come first.
const MAX_FRONTS: usize = 8;

/// Returns the supply roads to the fronts: before every place that somebody else is reported or supposed to
/// hold and that a road joins to one of its own.
pub(crate) fn supplies(terrain: &Terrain<'_>, board: &Board<'_>, fall: &Fall<'_>) -> Vec<Supply> {
    let mut by_front: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    for facing in (0..board.after.len()).filter(|it| is_anothers(&board.after[*it], &fall.side)) {
        for (link, beside) in terrain.roads.links_at(facing).filter(|it| fall.after[it.1]) {
            let Some(front) = front(terrain, board, fall, beside) else { continue };
            let km = terrain.roads.links()[link].length_km;
            let nearest = by_front.entry(front).or_insert((km, facing));
            if km < nearest.0 {
                *nearest = (km, facing);
            }
        }
    }
    let mut fronts: Vec<(f64, usize, usize)> =
        by_front.into_iter().map(|(at, (km, to))| (km, at, to)).collect();
    fronts.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    fronts.truncate(MAX_FRONTS);
    let name = |it: usize| board.places[it].map_or_else(String::new, |it| it.name.clone());
    let told =
        |reach: &Reach, to: usize| reach.route(terrain.roads, to).map(|it| way(terrain, board, fall, &it));
    let supply = |(_, front, facing): (f64, usize, usize)| Supply {
        front: name(front),
        facing: name(facing),
        holder: holder(board, facing),
        before: told(&fall.reach_before, front),
        after: told(&fall.reach_after, front),
    };
    fronts.into_iter().map(supply).collect()
}

/// The place of the side at a junction before what another holds, or the last on the way there.
fn front(terrain: &Terrain<'_>, board: &Board<'_>, fall: &Fall<'_>, beside: usize) -> Option<usize> {
    let ways = [&fall.reach_before, &fall.reach_after];
    let route = ways.into_iter().find_map(|it| it.route(terrain.roads, beside))?;
    let front = route.junctions.iter().rev().copied().find(|it| board.places[*it].is_some())?;
    (fall.after[front] && front != fall.base).then_some(front)
}

fn is_anothers(holding: &Holding, side: &str) -> bool {
    match holding {
        Holding::Side(whose, warrant) => whose != side && !matches!(warrant, Warrant::Nearest(_)),
        Holding::Contested(_) => true,
        Holding::Unknown => false,
    }
}

fn holder(board: &Board<'_>, junction: usize) -> String {
    match &board.after[junction] {
        Holding::Side(side, _) => board.sides.get(side).unwrap_or(side).clone(),
        Holding::Contested(_) => "contested".to_owned(),
        Holding::Unknown => "unknown".to_owned(),
    }
}
