//! Turns two junctions into the shortest way between them, and closed junctions into separate areas.

use crate::roads::Roads;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A way along links.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Length along the roads.
    pub length_km: f64,
    /// The junctions passed, both ends included.
    pub junctions: Vec<usize>,
    /// The links taken, one fewer.
    pub links: Vec<usize>,
}

/// Longest link that is added up without loss: whole metres, so that equal ways compare equal on every machine.
fn metres(length_km: f64) -> u64 {
    (length_km.max(0.0) * 1000.0).round() as u64
}

impl Roads {
    /// Returns the shortest way between two junctions; nothing where there is none.
    pub fn route(&self, from: usize, to: usize) -> Option<Route> {
        self.route_where(from, to, |_| true, |_| true)
    }

    /// Returns the shortest way over junctions and links that pass. The ends are not asked.
    pub fn route_where(
        &self,
        from: usize,
        to: usize,
        junction_passes: impl Fn(usize) -> bool,
        link_passes: impl Fn(usize) -> bool,
    ) -> Option<Route> {
        let passes = |it: usize| it == from || it == to || junction_passes(it);
        let (far, came_by) = self.search(from, Some(to), passes, link_passes);
        far.get(to).copied().flatten()?;
        let (mut junctions, mut links) = (vec![to], Vec::new());
        let mut at = to;
        while at != from {
            let link = came_by[at] as usize;
            at = if self.links[link].from == at { self.links[link].to } else { self.links[link].from };
            links.push(link);
            junctions.push(at);
        }
        junctions.reverse();
        links.reverse();
        let length_km = links.iter().map(|&it| self.links[it].length_km).sum();
        Some(Route { length_km, junctions, links })
    }

    /// Returns how far every junction is along the roads, in kilometres; nothing where no road leads.
    pub fn distances_km(&self, from: usize) -> Vec<Option<f64>> {
        let (far, _) = self.search(from, None, |_| true, |_| true);
        far.into_iter().map(|it| it.map(|metres| metres as f64 / 1000.0)).collect()
    }

    /// Dijkstra's search: metres to each junction, and the link by which it was reached.
    fn search(
        &self,
        from: usize,
        to: Option<usize>,
        junction_passes: impl Fn(usize) -> bool,
        link_passes: impl Fn(usize) -> bool,
    ) -> (Vec<Option<u64>>, Vec<u32>) {
        let mut far = vec![None; self.junctions.len()];
        let mut came_by = vec![0u32; self.junctions.len()];
        if from >= far.len() {
            return (far, came_by);
        }
        far[from] = Some(0);
        let mut open = BinaryHeap::from([Reverse((0u64, from))]);
        while let Some(Reverse((so_far, at))) = open.pop() {
            if Some(at) == to {
                break;
            }
            if far[at].is_some_and(|best| best < so_far) {
                continue;
            }
            for (link, next) in self.links_at(at).filter(|it| link_passes(it.0) && junction_passes(it.1)) {
                let there = so_far + metres(self.links[link].length_km);
                if far[next].is_none_or(|best| there < best) {
                    far[next] = Some(there);
                    came_by[next] = link as u32;
                    open.push(Reverse((there, next)));
                }
            }
        }
        (far, came_by)
    }

    /// Numbers the areas that hang together over junctions and links that pass: for each junction its area,
    /// nothing for junctions that do not pass. Areas are numbered by their first junction.
    pub fn areas(
        &self,
        junction_passes: impl Fn(usize) -> bool,
        link_passes: impl Fn(usize) -> bool,
    ) -> Vec<Option<usize>> {
        let mut area = vec![None; self.junctions.len()];
        let mut n_areas = 0;
        for start in 0..self.junctions.len() {
            if area[start].is_some() || !junction_passes(start) {
                continue;
            }
            let mut open = vec![start];
            area[start] = Some(n_areas);
            while let Some(at) = open.pop() {
                for (link, next) in self.links_at(at) {
                    if area[next].is_none() && link_passes(link) && junction_passes(next) {
                        area[next] = Some(n_areas);
                        open.push(next);
                    }
                }
            }
            n_areas += 1;
        }
        area
    }
}
