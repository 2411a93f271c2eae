//! Turns a cut into the pairs of places that lie close on both sides of it and that the network does not join:
//! a small road there, which the network may lack, would keep the link.

use crate::areas::warrant;
use crate::board::{Board, Holding, Terrain};
use crate::loss::Fall;
use orontes_model::{Gap, Point};
use std::collections::BTreeMap;

/// More gaps than these are not told.
const MAX_GAPS: usize = 10;
/// Of the links by length, the one at this share: places within it are as close as neighbours mostly are.
const NEIGHBOUR_SHARE: f64 = 0.9;
/// Places looked at to learn how often the network joins a pair: enough for a share to a hundredth or two.
const N_SAMPLED: usize = 4000;
/// Pairs are counted in so many classes of distance.
const N_CLASSES: usize = 5;

/// A gap with its junctions.
pub(crate) struct Found {
    pub(crate) gap: Gap,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// Returns the gaps, nearest first: for each place cut off the nearest kept, and for each kept the nearest cut off. Costs a grid of the places.
pub(crate) fn gaps(terrain: &Terrain<'_>, board: &Board<'_>, fall: &Fall<'_>) -> Vec<Found> {
    let is_kept = |it: usize| fall.after[it] && fall.reach_after.km(it).is_some();
    // What lies behind the cut may be entered by any place that no report gives to another.
    let is_open = |it: usize| board.after[it] == Holding::Unknown && !board.is_abroad(it);
    let named = || (0..board.places.len()).filter(|it| board.places[*it].is_some());
    if !named().any(|it| fall.is_cut(it)) {
        return Vec::new();
    }
    let nearness = neighbour_km(terrain, board);
    let kept = Grid::of(terrain, nearness, named().filter(|it| is_kept(*it)));
    let mut by_end: BTreeMap<usize, (f64, usize, usize)> = BTreeMap::new();
    for cut in named().filter(|it| fall.is_cut(*it) && (is_open(*it) || fall.is_told(*it))) {
        for (km, kept) in kept.around(terrain, cut).filter(|it| it.0 <= nearness) {
            // One town must not hide the next: each end keeps the pair that is nearest to it.
            for end in [cut, kept] {
                let nearest = by_end.entry(end).or_insert((km, kept, cut));
                if km < nearest.0 {
                    *nearest = (km, kept, cut);
                }
            }
        }
    }
    let mut found: Vec<(f64, usize, usize)> = by_end.into_values().collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    found.dedup();
    found.truncate(MAX_GAPS);
    let shares = joined_shares(terrain, board, nearness);
    let town = |it: usize| board.town(terrain, it, warrant(&board.after, &fall.leaning, it));
    let gap = |(straight_km, from, to): (f64, usize, usize)| Found {
        gap: Gap {
            from: town(from),
            to: town(to),
            straight_km,
            joined_share: shares[class(straight_km, nearness)],
        },
        from,
        to,
    };
    found.into_iter().map(gap).collect()
}

/// As the crow flies, how far apart the ends of most links between places are.
fn neighbour_km(terrain: &Terrain<'_>, board: &Board<'_>) -> f64 {
    let at = |it: usize| terrain.roads.junctions()[it].point;
    let between =
        terrain.roads.links().iter().filter(|it| {
            [it.from, it.to].iter().all(|it| board.places[*it].is_some() && !board.is_abroad(*it))
        });
    let mut straight: Vec<f64> = between.map(|it| at(it.from).distance_km(at(it.to))).collect();
    if straight.is_empty() {
        return 0.0;
    }
    let nth = ((straight.len() - 1) as f64 * NEIGHBOUR_SHARE) as usize;
    *straight.select_nth_unstable_by(nth, f64::total_cmp).1
}

fn class(km: f64, nearness: f64) -> usize {
    ((km / nearness * N_CLASSES as f64) as usize).min(N_CLASSES - 1)
}

/// Of pairs of places so far apart, the share that one link joins, by class of distance.
fn joined_shares(terrain: &Terrain<'_>, board: &Board<'_>, nearness: f64) -> [f64; N_CLASSES] {
    let named: Vec<usize> =
        (0..board.places.len()).filter(|it| board.places[*it].is_some() && !board.is_abroad(*it)).collect();
    let grid = Grid::of(terrain, nearness, named.iter().copied());
    let (mut n_pairs, mut n_joined) = ([0u32; N_CLASSES], [0u32; N_CLASSES]);
    let step = named.len().div_ceil(N_SAMPLED).max(1);
    for &one in named.iter().step_by(step) {
        for (km, other) in grid.around(terrain, one).filter(|it| it.0 <= nearness && it.1 != one) {
            let class = class(km, nearness);
            n_pairs[class] += 1;
            n_joined[class] += u32::from(terrain.roads.links_at(one).any(|it| it.1 == other));
        }
    }
    std::array::from_fn(|it| f64::from(n_joined[it]) / f64::from(n_pairs[it].max(1)))
}

/// Junctions by squares as wide as a search.
struct Grid {
    degrees: f64,
    squares: BTreeMap<(i32, i32), Vec<usize>>,
}

/// Kilometres of a degree of latitude.
const DEGREE_KM: f64 = 111.2;

impl Grid {
    fn of(terrain: &Terrain<'_>, width_km: f64, junctions: impl Iterator<Item = usize>) -> Grid {
        let mut grid = Grid { degrees: (width_km / DEGREE_KM).max(0.001), squares: BTreeMap::new() };
        for junction in junctions {
            let square = grid.square(terrain.roads.junctions()[junction].point);
            grid.squares.entry(square).or_default().push(junction);
        }
        grid
    }

    /// Squares of longitude are as many degrees wide as of latitude: narrower on the warrant away from the
    /// equator, which is why more of them are looked at.
    fn square(&self, point: Point) -> (i32, i32) {
        ((point.lat / self.degrees).floor() as i32, (point.lon / self.degrees).floor() as i32)
    }

    /// Junctions about one, with how far they are.
    fn around<'a>(
        &'a self,
        terrain: &'a Terrain<'_>,
        junction: usize,
    ) -> impl Iterator<Item = (f64, usize)> + 'a {
        let point = terrain.roads.junctions()[junction].point;
        let (row, column) = self.square(point);
        let wide = (1.0 / point.lat.to_radians().cos().max(0.1)).ceil() as i32;
        let rows =
            (row - 1..=row + 1).flat_map(move |row| (column - wide..=column + wide).map(move |it| (row, it)));
        let there = rows.filter_map(|it| self.squares.get(&it)).flatten();
        there.map(move |it| (terrain.roads.junctions()[*it].point.distance_km(point), *it))
    }
}
