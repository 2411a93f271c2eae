//! Turns what the words make of a place into an area: "10 km north of", "the countryside of", "between A and B".
//!
//! A stated distance is a measure; everything else is a custom of speech, and the radii say how wide it is. They are
//! set by hand from how agencies use the words (2026-11), and wide rather than narrow: an area that does not hold the
//! event misleads, a wide one only says less.

use crate::qualifier::{bearing, number, unit_km};
use crate::surroundings::{Piece, pieces};
use orontes_model::{Area, PlaceKind, Point};

/// Kilometres about a town that the words mean.
const EDGE_KM: f64 = 5.0;
const NEAR_KM: f64 = 10.0;
const WAY_KM: f64 = 20.0;
const COUNTRYSIDE_KM: f64 = 30.0;
/// How far off a stated distance may be: rounded, by road or straight.
const SLACK: f64 = 0.25;
const LEAST_SLACK_KM: f64 = 2.0;

/// Nouns that reach as far as a town's edge, and as far as its countryside.
const EDGES: [&str; 15] = [
    "outskirts",
    "outskirt",
    "suburbs",
    "edge",
    "edges",
    "gates",
    "entrance",
    "entrances",
    "periphery",
    "doorstep",
    "fringes",
    "perimeter",
    "approaches",
    "part",
    "parts",
];
const LANDS: [&str; 5] = ["countryside", "hinterland", "rural", "areas", "area"];

/// Returns the area that `words` make of a spot; `beyond` is the other end of "between A and B". Nothing where the
/// place is no spot: a province says by itself how precise it is.
pub(crate) fn area_of(words: &str, kind: PlaceKind, point: Point, beyond: Option<Point>) -> Option<Area> {
    if crate::rank::precision_of(kind) != orontes_model::Precision::Exact {
        return None;
    }
    let words = pieces(words, 0, words.len());
    if words.first().is_some_and(|it| it.is("between")) {
        let (middle, half_km) = middle(point, beyond?);
        return Some(Area { point: middle, radius_km: half_km.max(LEAST_SLACK_KM) });
    }
    let way = words.iter().find_map(|it| bearing(it).or_else(|| part(it)));
    if let Some(km) = distance_km(&words) {
        let slack_km = (km * SLACK).max(LEAST_SLACK_KM);
        return Some(match way {
            Some(way) => Area { point: moved(point, way, km), radius_km: slack_km },
            // Every way is open: a ring, told by its outer edge.
            None => Area { point, radius_km: km + slack_km },
        });
    }
    let says = |known: &[&str]| words.iter().any(|it| it.is_of(known));
    let reach_km = match () {
        () if says(&LANDS) => COUNTRYSIDE_KM,
        () if says(&EDGES) => EDGE_KM,
        () if way.is_some() => WAY_KM,
        () => NEAR_KM,
    };
    Some(match way {
        // From the town outward: the middle lies half way.
        Some(way) => Area { point: moved(point, way, reach_km / 2.0), radius_km: reach_km / 2.0 },
        None => Area { point, radius_km: reach_km },
    })
}

/// "northern", "north-western": the part of a place that lies that way.
fn part(piece: &Piece<'_>) -> Option<f64> {
    let lower = piece.text.to_lowercase();
    let stem = lower.strip_suffix("ernmost").or_else(|| lower.strip_suffix("ern"))?;
    bearing(&Piece { text: stem, start: 0 })
}

fn distance_km(words: &[Piece<'_>]) -> Option<f64> {
    words.iter().enumerate().find_map(|(idx, piece)| {
        let amount = number(piece)?;
        let glued = piece.text.trim_start_matches(|it: char| !it.is_alphabetic());
        let unit = if glued.is_empty() {
            unit_km(words.get(idx + 1)?)
        } else {
            unit_km(&Piece { text: glued, start: 0 })
        };
        Some(amount * unit?)
    })
}

/// Kilometres in a degree of latitude.
const DEGREE_KM: f64 = 111.19;

/// Returns the point so many kilometres from another; exact to a hundredth over the distances that news states.
fn moved(from: Point, way_deg: f64, km: f64) -> Point {
    let (east, north) = way_deg.to_radians().sin_cos();
    let lat = (from.lat + north * km / DEGREE_KM).clamp(-90.0, 90.0);
    let narrow = from.lat.to_radians().cos().max(0.01);
    let lon = from.lon + east * km / DEGREE_KM / narrow;
    Point { lat, lon: (lon + 180.0).rem_euclid(360.0) - 180.0 }
}

fn middle(a: Point, b: Point) -> (Point, f64) {
    // The shorter way about the globe, also across 180°.
    let turn = (b.lon - a.lon + 180.0).rem_euclid(360.0) - 180.0;
    let lon = (a.lon + turn / 2.0 + 180.0).rem_euclid(360.0) - 180.0;
    (Point { lat: (a.lat + b.lat) / 2.0, lon }, a.distance_km(b) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Point = Point { lat: 35.0, lon: 36.75 };

    fn check(words: &str, north_km: f64, east_km: f64, radius_km: f64) {
        let area = area_of(words, PlaceKind::City, HERE, None).expect("a town has an area about it");
        let lat = HERE.lat + north_km / DEGREE_KM;
        let lon = HERE.lon + east_km / DEGREE_KM / HERE.lat.to_radians().cos();
        assert!(area.point.distance_km(Point { lat, lon }) < 0.1, "{words}: {area:?}");
        assert!((area.radius_km - radius_km).abs() < 0.01, "{words}: {area:?}");
    }

    #[test]
    fn words_make_an_area_of_a_town() {
        check("10 km north of", 10.0, 0.0, 2.5);
        check("25km east of", 0.0, 25.0, 6.25);
        check("10 miles from", 0.0, 0.0, 16.09 + 4.02);
        check("north of", 10.0, 0.0, 10.0);
        check("northern countryside of", 15.0, 0.0, 15.0);
        check("countryside of", 0.0, 0.0, 30.0);
        check("outskirts of the city of", 0.0, 0.0, 5.0);
        check("western outskirts of", 0.0, -2.5, 2.5);
        check("near", 0.0, 0.0, 10.0);
    }

    #[test]
    fn between_two_towns_is_half_way() {
        let there = Point { lat: 35.2, lon: 36.75 };
        let area = area_of("between", PlaceKind::Town, HERE, Some(there)).expect("two ends");
        assert!((area.point.lat - 35.1).abs() < 1e-9 && (area.radius_km - 11.12).abs() < 0.01, "{area:?}");
        assert_eq!(area_of("between", PlaceKind::Town, HERE, None), None);
        let (date_line, _) = middle(Point { lat: 0.0, lon: 179.0 }, Point { lat: 0.0, lon: -179.0 });
        assert_eq!(date_line.lon.abs(), 180.0);
    }

    #[test]
    fn a_province_is_no_spot() {
        assert_eq!(area_of("northern", PlaceKind::Adm1, HERE, None), None);
    }
}
