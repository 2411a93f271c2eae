//! Holds stated distances and directions between two places against great circles, roads and bearings.

use crate::value::{Towards, compass, kilometres, towards};
use crate::{Atlas, Found};
use orontes_model::{Place, PlaceKind, Point};

/// A stated distance may be off by this share: writers mean edges of towns or their middles. A judgement.
const SHARE: f64 = 0.15;
/// And by this much, the width of a town.
const TOWN_KM: f64 = 3.0;
/// A road where the atlas has none is taken to be at most so many times the great circle: the longest link of
/// the shipped theatre is 1.2, whole ways through mountains are longer.
const WINDING: f64 = 1.4;
/// A stated direction agrees within half of a quarter, and differs beyond a quarter and an eighth.
const AGREES_DEGREES: f64 = 45.0;
const DIFFERS_DEGREES: f64 = 67.5;
/// "Near" is vague: within this it holds, beyond the other it does not.
const NEAR_KM: f64 = 50.0;
const FAR_KM: f64 = 150.0;

fn points(subject: &Place, object: &Place) -> Option<(Point, Point)> {
    let is_point = |it: &Place| !matches!(it.kind, PlaceKind::Country | PlaceKind::Adm1 | PlaceKind::Region);
    (is_point(subject) && is_point(object)).then_some((subject.point?, object.point?))
}

const NO_POINTS: &str = "one of the two is an area: distances to it are not told";

pub(crate) fn distance(atlas: Atlas<'_>, subject: &Place, object: &Place, value: &str) -> Found {
    let Some(stated) = kilometres(value) else { return Found::unchecked("no length in figures is stated") };
    let Some((from, to)) = points(subject, object) else { return Found::unchecked(NO_POINTS) };
    let straight = from.distance_km(to);
    let road = road_km(atlas, subject, object);
    let longest = road.unwrap_or(straight * WINDING).max(straight);
    let tolerance = stated.rounding_km.max(stated.km * SHARE) + TOWN_KM;
    let agrees = stated.km >= straight - tolerance && stated.km <= longest + tolerance;
    let by_road = road
        .map_or_else(|| "the atlas has no road between them".to_owned(), |it| format!("{it:.0} km by road"));
    let known = format!("{} to {}: {straight:.0} km as the crow flies, {by_road}", subject.name, object.name);
    Found::of(known, format!("± {tolerance:.0} km"), agrees)
}

fn road_km(atlas: Atlas<'_>, subject: &Place, object: &Place) -> Option<f64> {
    let (from, to) = (junction(atlas, subject)?, junction(atlas, object)?);
    atlas.roads.route(from, to).map(|it| it.length_km)
}

/// A place of two tables bears the identifier of one of them, and its junction perhaps that of the other: they
/// stand at one point.
fn junction(atlas: Atlas<'_>, place: &Place) -> Option<usize> {
    const SAME_POINT_KM: f64 = 0.5;
    let beside = || atlas.roads.nearest(place.point?).filter(|it| it.1 <= SAME_POINT_KM);
    atlas.roads.junction(&place.id).or_else(|| beside().map(|it| it.0))
}

pub(crate) fn direction(subject: &Place, object: &Place, value: &str) -> Found {
    let degrees = match towards(value) {
        Some(Towards::Degrees(degrees)) => degrees,
        Some(Towards::Middle) | None => return Found::unchecked("no direction is stated"),
    };
    let Some((at, seen_from)) = points(subject, object) else { return Found::unchecked(NO_POINTS) };
    let bearing = bearing(seen_from, at);
    let off = (bearing - degrees).rem_euclid(360.0);
    let off = off.min(360.0 - off);
    let known = format!("{} lies {} of {} ({bearing:.0}°)", subject.name, compass(bearing), object.name);
    match off {
        it if it <= AGREES_DEGREES => Found::of(known, "± 45°", true),
        it if it > DIFFERS_DEGREES => Found::of(known, "± 45°", false),
        _ => Found::unchecked(format!("{known}: between the stated direction and the next")),
    }
}

/// Both must hold; one that cannot be checked leaves the other to decide.
pub(crate) fn distance_and_direction(
    atlas: Atlas<'_>,
    subject: &Place,
    object: &Place,
    value: &str,
) -> Found {
    use orontes_model::Verdict;
    let (distance, direction) = (distance(atlas, subject, object, value), direction(subject, object, value));
    let verdict = match (distance.verdict, direction.verdict) {
        (Verdict::Differs, _) | (_, Verdict::Differs) => Verdict::Differs,
        (Verdict::Agrees, _) | (_, Verdict::Agrees) => Verdict::Agrees,
        (Verdict::Unchecked, Verdict::Unchecked) => Verdict::Unchecked,
    };
    let told =
        |a: String, b: String| [a, b].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("; ");
    Found {
        known: told(distance.known, direction.known),
        tolerance: told(distance.tolerance, direction.tolerance),
        verdict,
    }
}

pub(crate) fn near(subject: &Place, object: &Place) -> Found {
    let Some((from, to)) = points(subject, object) else { return Found::unchecked(NO_POINTS) };
    let straight = from.distance_km(to);
    let known = format!("{} to {}: {straight:.0} km as the crow flies", subject.name, object.name);
    match straight {
        it if it <= NEAR_KM => Found::of(known, format!("near is within {NEAR_KM} km"), true),
        it if it > FAR_KM => Found::of(known, format!("beyond {FAR_KM} km nothing is near"), false),
        _ => Found::unchecked(format!("{known}: near says no number")),
    }
}

/// A site lies in a town whose middle is a town's width away.
pub(crate) fn within_town(subject: &Place, object: &Place) -> Found {
    /// As wide as the largest towns.
    const WIDE_KM: f64 = 15.0;
    let Some((from, to)) = points(subject, object) else {
        return Found::unchecked("the atlas does not say what it lies in");
    };
    let straight = from.distance_km(to);
    let known = format!("{} to {}: {straight:.1} km as the crow flies", subject.name, object.name);
    Found::of(known, format!("in a town is within {WIDE_KM} km of its middle"), straight <= WIDE_KM)
}

/// What a place leads to: that a road joins them is known, that it is the way is not.
pub(crate) fn joined(atlas: Atlas<'_>, subject: &Place, object: &Place, predicate: &str) -> Found {
    match road_km(atlas, subject, object) {
        Some(km) => Found::unchecked(format!(
            "a road of {km:.0} km joins {} and {}; whether it is {} the atlas does not say",
            subject.name,
            object.name,
            match predicate {
                "gateway_to" => "the gateway",
                "connects" => "what connects them",
                _ => "the way taken",
            }
        )),
        None => Found::unchecked("the atlas has no road between them"),
    }
}

/// The bearing from one point to another, degrees from north.
fn bearing(from: Point, to: Point) -> f64 {
    let (lat1, lat2) = (from.lat.to_radians(), to.lat.to_radians());
    let across = (to.lon - from.lon).to_radians();
    let east = across.sin() * lat2.cos();
    let north = lat1.cos() * lat2.sin() - lat1.sin() * lat2.cos() * across.cos();
    east.atan2(north).to_degrees().rem_euclid(360.0)
}
