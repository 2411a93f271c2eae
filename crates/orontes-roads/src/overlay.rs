//! Lays a detailed network over a sketch: where the detailed one has roads, it counts, and places reach it by the
//! shortest way to a junction of it.

use crate::roads::{Junction, Link, Roads};
use orontes_model::Point;
use std::collections::{BTreeMap, BTreeSet};

/// A place further than this from every junction of a road of some class lies on none: the middle of a city of a
/// million lies within 2 km of a through road.
const ACCESS_KM: f64 = 5.0;
/// What a way of that length is longer than the great circle, as for links without a length.
const ACCESS_FACTOR: f64 = 1.2;
/// Width of a cell in which neighbours are looked for, degrees of latitude: no less than [`ACCESS_KM`].
const CELL_DEG: f64 = 0.05;

impl Roads {
    /// Returns this network with `detail` in place of those of its links that run between places which `detail`
    /// reaches. `places` become junctions where they lie within five kilometres of one. Linear in both networks but
    /// for sorting junctions.
    pub fn with_detail(self, detail: Roads, places: &BTreeMap<String, Point>) -> Roads {
        if detail.links.is_empty() {
            return self;
        }
        let cells = Cells::of(&detail.junctions);
        let own = self.junctions.iter().map(|it| (it.id.as_str(), it.point));
        let asked = places.iter().map(|(id, point)| (id.as_str(), *point));
        // Places of both are told once: the later entry is the place's own point.
        let spots: BTreeMap<&str, Point> = own.chain(asked).collect();
        let mut access: Vec<(String, usize, f64)> = Vec::new();
        for (id, point) in &spots {
            if let Some((junction, away_km)) = cells.nearest(*point, &detail.junctions) {
                access.push(((*id).to_owned(), junction, away_km));
            }
        }
        let reached: BTreeSet<&str> = access.iter().map(|it| it.0.as_str()).collect();
        let sketched = self.links.iter().filter(|it| {
            let ends = [it.from, it.to].map(|end| reached.contains(self.junctions[end].id.as_str()));
            ends != [true, true]
        });
        let mut junctions: BTreeMap<String, Point> =
            detail.junctions.iter().map(|it| (it.id.clone(), it.point)).collect();
        let kept: Vec<&Link> = sketched.collect();
        for end in kept.iter().flat_map(|it| [it.from, it.to]) {
            junctions.insert(self.junctions[end].id.clone(), self.junctions[end].point);
        }
        junctions.extend(access.iter().filter_map(|it| Some((it.0.clone(), *spots.get(it.0.as_str())?))));
        let junctions: Vec<Junction> =
            junctions.into_iter().map(|(id, point)| Junction { id, point }).collect();
        let number = |id: &str| junctions.partition_point(|it| it.id.as_str() < id);
        let moved = |link: &Link, from: &Roads| Link {
            from: number(&from.junctions[link.from].id),
            to: number(&from.junctions[link.to].id),
            ..link.clone()
        };
        let mut links: Vec<Link> = kept.into_iter().map(|it| moved(it, &self)).collect();
        links.extend(detail.links.iter().map(|it| moved(it, &detail)));
        links.extend(access.iter().filter(|it| it.0 != detail.junctions[it.1].id).map(
            |(id, junction, away_km)| Link {
                from: number(id),
                to: number(&detail.junctions[*junction].id),
                length_km: away_km * ACCESS_FACTOR,
                reference: None,
                class: "access".to_owned(),
                basis: "great_circle_x1.2".to_owned(),
                source: "nearest junction".to_owned(),
            },
        ));
        Roads::of(junctions, links)
    }
}

/// Junctions by the cell of the globe that they lie in.
struct Cells(Vec<(i32, i32, u32)>);

impl Cells {
    fn of(junctions: &[Junction]) -> Cells {
        let cell = |(idx, it): (usize, &Junction)| {
            let (row, column) = cell_of(it.point);
            (row, column, idx as u32)
        };
        let mut cells: Vec<_> = junctions.iter().enumerate().map(cell).collect();
        cells.sort_unstable();
        Cells(cells)
    }

    fn nearest(&self, point: Point, junctions: &[Junction]) -> Option<(usize, f64)> {
        let (row, column) = cell_of(point);
        // Cells grow narrow towards the poles; beyond 80° nobody drives.
        let reach = (1.0 / point.lat.to_radians().cos().max(0.17)).ceil() as i32;
        let mut best: Option<(usize, f64)> = None;
        for row in row - 1..=row + 1 {
            let from = self.0.partition_point(|it| *it < (row, column - reach, 0));
            for &(_, _, idx) in self.0[from..].iter().take_while(|it| it.0 == row && it.1 <= column + reach) {
                let away_km = junctions[idx as usize].point.distance_km(point);
                if away_km <= ACCESS_KM && best.is_none_or(|it| away_km < it.1) {
                    best = Some((idx as usize, away_km));
                }
            }
        }
        best
    }
}

fn cell_of(point: Point) -> (i32, i32) {
    ((point.lat / CELL_DEG).floor() as i32, (point.lon / CELL_DEG).floor() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(id: &str, lat: f64, lon: f64) -> (String, Point) {
        (id.to_owned(), Point { lat, lon })
    }

    fn network(points: &[(String, Point)], links: &[(&str, &str)]) -> Roads {
        let mut table = String::from("from\tto\n");
        links.iter().for_each(|(from, to)| table.push_str(&format!("{from}\t{to}\n")));
        Roads::parse(&[("roads.tsv", &table)], |id| points.iter().find(|it| it.0 == id).map(|it| it.1)).value
    }

    #[test]
    fn a_detailed_network_counts_where_it_reaches() {
        // Three towns in a row and one far off; the detail passes the first two, with a junction between.
        let towns =
            [spot("a", 35.0, 36.0), spot("b", 35.0, 36.4), spot("c", 35.0, 36.8), spot("far", 45.0, 36.0)];
        let sketch = network(&towns, &[("a", "b"), ("b", "c"), ("c", "far")]);
        let fine = [spot("n1", 35.01, 36.0), spot("n2", 35.01, 36.2), spot("n3", 35.01, 36.4)];
        let detail = network(&fine, &[("n1", "n2"), ("n2", "n3")]);
        let roads = sketch.clone().with_detail(detail, &[spot("new", 35.02, 36.2)].into());
        let between = |from: &str, to: &str| {
            let route = roads.route(roads.junction(from).unwrap(), roads.junction(to).unwrap()).unwrap();
            route.junctions.iter().map(|it| roads.junctions()[*it].id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(between("a", "b"), ["a", "n1", "n2", "n3", "b"]);
        assert_eq!(between("b", "c"), ["b", "c"], "the sketch stays where the detail does not reach");
        assert_eq!(between("new", "n2"), ["new", "n2"]);
        assert_eq!(between("far", "a").len(), 7);
        assert_eq!(sketch.clone().with_detail(Roads::default(), &BTreeMap::new()), sketch);
    }
}
