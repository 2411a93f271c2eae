//! Turns two junctions into the ways between them, and closed junctions into separate areas.

use crate::roads::Roads;

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

/// Another way is one where at least this share of its length is not on the ways before it; half, as in the
/// plateau and penalty methods that route planners use (Abraham et al. 2013 ask for at most 80 % shared).
const NEW_SHARE: f64 = 0.5;
/// Ways longer than this many times the shortest are detours that nobody takes while it is open.
const LONGEST: f64 = 2.0;
/// A link taken counts as half again as long for the next way (penalty method; 1.1 to 1.5 in the literature).
const PENALTY: (u64, u64) = (3, 2);

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
        let weigh = |link: usize| u64::from(self.metres[link]);
        self.search(&[from], Some(to), junction_passes, link_passes, weigh).route(self, to)
    }

    /// Returns up to `at_most` ways between two junctions, the shortest first, each of them new over at least
    /// half its length. Costs a search for each of three tries a way.
    pub fn alternatives(&self, from: usize, to: usize, at_most: usize) -> Vec<Route> {
        let mut metres: Vec<u64> = self.metres.iter().map(|it| u64::from(*it)).collect();
        let mut is_taken = vec![false; self.links.len()];
        let mut found: Vec<Route> = Vec::new();
        for _ in 0..at_most.saturating_mul(3) {
            let search = self.search(&[from], Some(to), |_| true, |_| true, |it| metres[it]);
            let Some(route) = search.route(self, to) else { break };
            let new: f64 =
                route.links.iter().filter(|it| !is_taken[**it]).map(|it| self.links[*it].length_km).sum();
            let shortest_km = found.first().map_or(route.length_km, |it| it.length_km);
            for &link in &route.links {
                metres[link] = metres[link] * PENALTY.0 / PENALTY.1 + 1;
                is_taken[link] = true;
            }
            if new >= route.length_km * NEW_SHARE && route.length_km <= shortest_km * LONGEST {
                found.push(route);
            }
            if found.len() >= at_most || from == to {
                break;
            }
        }
        found.sort_by(|a, b| a.length_km.total_cmp(&b.length_km));
        found
    }

    /// Returns the way between two junctions along the road of one number alone.
    pub fn along(&self, reference: &str, from: usize, to: usize) -> Option<Route> {
        let is_on = |link: usize| {
            let own = self.links[link].reference.as_deref();
            own.is_some_and(|it| it.eq_ignore_ascii_case(reference))
        };
        self.route_where(from, to, |_| true, is_on)
    }

    /// Returns how far every junction is along the roads, in kilometres; nothing where no road leads.
    pub fn distances_km(&self, from: usize) -> Vec<Option<f64>> {
        let reach = self.reach(&[from], |_| true, |_| true);
        (0..self.junctions.len()).map(|it| reach.km(it)).collect()
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
