//! Tells the places that one drawing can hold legibly from those that lie far beyond them.
//!
//! A riot in a capital 1,500 km from the front would press every other symbol into one corner: it is named
//! below the map instead. Cost: two sorts of the places.

use orontes_model::Point;

/// A place stays on the map within this many times the median distance from the middle: at six, the whole of
/// a country at war stays together, and a second theatre on another side of a continent does not.
const SPREAD: f64 = 6.0;
/// Within this distance of the middle nothing is ever left out, in kilometres: a day's drive.
const NEAR_KM: f64 = 250.0;

/// Splits points into those near the middle of all, and the indices of those far away.
pub(super) fn split(points: &[Point]) -> (Vec<Point>, Vec<usize>) {
    let (Some(lat), Some(lon)) = (median(points, |it| it.lat), median(points, |it| it.lon)) else {
        return (Vec::new(), Vec::new());
    };
    let middle = Point { lat, lon };
    let far = |it: &Point| middle.distance_km(*it);
    let reach = median(points, far).map_or(NEAR_KM, |it| (SPREAD * it).max(NEAR_KM));
    let (near, beyond): (Vec<usize>, Vec<usize>) =
        (0..points.len()).partition(|it| far(&points[*it]) <= reach);
    (near.into_iter().map(|it| points[it]).collect(), beyond)
}

fn median(points: &[Point], of: impl Fn(&Point) -> f64) -> Option<f64> {
    let mut all: Vec<f64> = points.iter().map(of).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    #[test]
    fn a_capital_far_away_is_left_out_and_a_country_stays_whole() {
        let goma = [at(-1.68, 29.22), at(-1.58, 29.04), at(-1.71, 28.98), at(-4.33, 15.31)];
        assert_eq!(split(&goma).1, [3]);
        let syria = [at(36.2, 37.16), at(35.13, 36.75), at(34.73, 36.71), at(33.51, 36.29), at(35.33, 40.14)];
        assert!(split(&syria).1.is_empty());
    }

    #[test]
    fn some_point_always_stays() {
        assert_eq!(split(&[at(10.0, 20.0)]), (vec![at(10.0, 20.0)], Vec::new()));
        let apart = [at(10.0, 20.0), at(-40.0, 120.0)];
        assert!(!split(&apart).0.is_empty());
    }
}
