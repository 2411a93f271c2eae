//! Turns areas into the places on which they hang: whose gain would join them, whose loss would cut off more.

use crate::areas::warrant;
use crate::board::{Board, Terrain};
use crate::loss::Fall;
use orontes_model::KeyPlace;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// More places than these are not told: those with most people behind them come first.
const MAX_KEYS: usize = 6;

/// Returns the places outside of the side's areas that touch two or more of them. Linear.
pub(crate) fn restoring(terrain: &Terrain<'_>, board: &Board<'_>, fall: &Fall<'_>) -> Vec<KeyPlace> {
    let area_of = terrain.roads.areas(|it| fall.after[it], |_| true);
    let mut people_of: BTreeMap<usize, u64> = BTreeMap::new();
    for (junction, area) in area_of.iter().enumerate() {
        if let (Some(area), Some(place)) = (area, board.places[junction]) {
            *people_of.entry(*area).or_default() += place.population;
        }
    }
    let own = area_of.get(fall.base).copied().flatten();
    let mut found = Vec::new();
    for junction in (0..board.places.len()).filter(|it| !fall.after[*it] && !board.is_abroad(*it)) {
        let mut touched: Vec<usize> =
            terrain.roads.links_at(junction).filter_map(|(_, other)| area_of[other]).collect();
        touched.sort_unstable();
        touched.dedup();
        if !own.is_some_and(|it| touched.contains(&it)) {
            continue;
        }
        let others = touched.iter().filter(|it| Some(**it) != own);
        let people: u64 = others.filter_map(|it| people_of.get(it)).sum();
        found.push((people, junction));
    }
    keys(terrain, board, fall, found)
}

/// Returns the places of the base's area whose further loss would cut off people. Linear: one walk that
/// knows for each junction how far up its descendants reach (Tarjan 1972).
pub(crate) fn completing(terrain: &Terrain<'_>, board: &Board<'_>, fall: &Fall<'_>) -> Vec<KeyPlace> {
    let n = board.places.len();
    let mut walk =
        Walk { order: vec![0; n], low: vec![0; n], people: vec![0; n], cut: vec![0; n], n_seen: 0 };
    let mut open: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    let neighbours = |it: usize| -> Vec<usize> {
        let beside = terrain.roads.links_at(it).map(|it| it.1);
        beside.filter(|other| fall.after[*other]).collect()
    };
    let people = |it: usize| board.places[it].map_or(0, |it| it.population);
    walk.enter(fall.base, people(fall.base));
    open.push((fall.base, usize::MAX, neighbours(fall.base)));
    while let Some((at, parent, beside)) = open.last_mut() {
        let (at, parent) = (*at, *parent);
        match beside.pop() {
            Some(other) if other == parent => {}
            Some(other) if walk.order[other] > 0 => walk.low[at] = walk.low[at].min(walk.order[other]),
            Some(other) => {
                walk.enter(other, people(other));
                open.push((other, at, neighbours(other)));
            }
            None => {
                open.pop();
                if parent != usize::MAX {
                    walk.leave(at, parent);
                }
            }
        }
    }
    let found = (0..n).filter(|it| *it != fall.base && walk.cut[*it] > 0).map(|it| (walk.cut[it], it));
    keys(terrain, board, fall, found.collect())
}

struct Walk {
    /// When each junction was first seen, from 1.
    order: Vec<u32>,
    /// The earliest junction that it or its descendants touch.
    low: Vec<u32>,
    /// People of it and its descendants.
    people: Vec<u64>,
    /// People whom its loss cuts off.
    cut: Vec<u64>,
    n_seen: u32,
}

impl Walk {
    fn enter(&mut self, junction: usize, people: u64) {
        self.n_seen += 1;
        self.order[junction] = self.n_seen;
        self.low[junction] = self.n_seen;
        self.people[junction] = people;
    }

    fn leave(&mut self, junction: usize, parent: usize) {
        self.people[parent] += self.people[junction];
        self.low[parent] = self.low[parent].min(self.low[junction]);
        if self.low[junction] >= self.order[parent] {
            self.cut[parent] += self.people[junction];
        }
    }
}

fn keys(
    terrain: &Terrain<'_>,
    board: &Board<'_>,
    fall: &Fall<'_>,
    mut found: Vec<(u64, usize)>,
) -> Vec<KeyPlace> {
    found.retain(|it| it.0 > 0);
    found.sort_by_key(|it| (Reverse(it.0), it.1));
    found.truncate(MAX_KEYS);
    let key = |(people, junction): (u64, usize)| KeyPlace {
        town: board.town(terrain, junction, warrant(&board.after, &fall.leaning, junction)),
        people,
    };
    found.into_iter().map(key).collect()
}
