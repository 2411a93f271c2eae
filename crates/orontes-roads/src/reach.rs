//! Turns some starts into how far every junction is from the nearest of them, and the ways back.

use crate::roads::Roads;
use crate::route::Route;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Metres to a junction that no way leads to.
const NOWHERE: u32 = u32::MAX;

/// How far each junction is from the nearest of some starts, and by which link it is reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    metres: Vec<u32>,
    came_by: Vec<u32>,
    start: Vec<u32>,
}

impl Reach {
    /// Returns how far a junction is, in kilometres; nothing where no way leads there.
    pub fn km(&self, junction: usize) -> Option<f64> {
        self.metres.get(junction).filter(|it| **it != NOWHERE).map(|it| f64::from(*it) / 1000.0)
    }

    /// Returns the start from which a junction is reached first; nothing where no way leads there.
    pub fn start(&self, junction: usize) -> Option<usize> {
        self.km(junction).map(|_| self.start[junction] as usize)
    }

    /// Returns the way to a junction; nothing where there is none.
    pub fn route(&self, roads: &Roads, to: usize) -> Option<Route> {
        let start = self.start(to)?;
        let (mut junctions, mut links) = (vec![to], Vec::new());
        let mut at = to;
        while at != start {
            let link = self.came_by[at] as usize;
            at = if roads.links[link].from == at { roads.links[link].to } else { roads.links[link].from };
            links.push(link);
            junctions.push(at);
        }
        junctions.reverse();
        links.reverse();
        let length_km = links.iter().map(|&it| roads.links[it].length_km).sum();
        Some(Route { length_km, junctions, links })
    }
}

impl Roads {
    /// Returns how far everything is from the nearest start, by ways that lead on only through junctions and
    /// over links that pass. A junction that does not pass is still reached; a start is not asked. Costs
    /// links × log(links).
    pub fn reach(
        &self,
        starts: &[usize],
        junction_passes: impl Fn(usize) -> bool,
        link_passes: impl Fn(usize) -> bool,
    ) -> Reach {
        let weigh = |link: usize| u64::from(self.metres[link]);
        self.search(starts, None, junction_passes, link_passes, weigh)
    }

    /// Dijkstra's search, up to `to` where one is given; `weigh` gives the metres of a link.
    pub(crate) fn search(
        &self,
        starts: &[usize],
        to: Option<usize>,
        junction_passes: impl Fn(usize) -> bool,
        link_passes: impl Fn(usize) -> bool,
        weigh: impl Fn(usize) -> u64,
    ) -> Reach {
        let n = self.junctions.len();
        let mut reach = Reach { metres: vec![NOWHERE; n], came_by: vec![0; n], start: vec![0; n] };
        let mut open = BinaryHeap::new();
        for &start in starts.iter().filter(|it| **it < n) {
            reach.metres[start] = 0;
            reach.start[start] = start as u32;
            open.push(Reverse((0u32, start as u32)));
        }
        while let Some(Reverse((so_far, at))) = open.pop() {
            let at = at as usize;
            if Some(at) == to {
                break;
            }
            if reach.metres[at] < so_far || (reach.start[at] as usize != at && !junction_passes(at)) {
                continue;
            }
            for &(link, next) in &self.at[self.first[at] as usize..self.first[at + 1] as usize] {
                let there = u64::from(so_far) + weigh(link as usize);
                let there = u32::try_from(there).unwrap_or(NOWHERE - 1);
                if there < reach.metres[next as usize] && link_passes(link as usize) {
                    reach.metres[next as usize] = there;
                    reach.came_by[next as usize] = link;
                    reach.start[next as usize] = reach.start[at];
                    open.push(Reverse((there, next)));
                }
            }
        }
        reach
    }
}
