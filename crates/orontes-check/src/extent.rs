//! Holds ranks, and directions within a country, against all places of that country.

use crate::value::{Towards, towards};
use crate::{Atlas, Found};
use orontes_model::{Place, PlaceKind};

/// Towns whose numbers of people are this close may change ranks between two counts: censuses grow old.
const CLOSE: f64 = 0.2;
/// What is called northern lies in the upper part of a country; between the shares it is neither.
const OUTER: f64 = 0.55;
const INNER: f64 = 0.40;
/// A country needs so many places for its extent to be known.
const LEAST_PLACES: usize = 8;

/// Says whether a place lies in an area, by its admin parents or its country.
pub(crate) fn lies_in(subject: &Place, area: &Place) -> bool {
    subject.parents.contains(&area.id) || (area.kind == PlaceKind::Country && subject.country == area.country)
}

pub(crate) fn rank(atlas: Atlas<'_>, subject: &Place, value: &str) -> Found {
    let Ok(stated) = value.trim().parse::<usize>() else { return Found::unchecked("no rank is stated") };
    if subject.population == 0 {
        return Found::unchecked(format!("the atlas has no number of people for {}", subject.name));
    }
    let towns = || {
        let is_town = |it: &&Place| matches!(it.kind, PlaceKind::City | PlaceKind::Town);
        atlas
            .gazetteer
            .places()
            .iter()
            .filter(is_town)
            .filter(|it| it.country == subject.country && it.id != subject.id)
    };
    let people = subject.population as f64;
    let at = 1 + towns().filter(|it| it.population > subject.population).count();
    let best = 1 + towns().filter(|it| it.population as f64 * (1.0 - CLOSE) > people).count();
    let worst = 1 + towns().filter(|it| it.population as f64 > people * (1.0 - CLOSE)).count();
    let known = format!(
        "{} is number {at} of its country by the atlas ({} people)",
        subject.name, subject.population
    );
    Found::of(
        known,
        format!("numbers of people within 20 % may change places: {best} to {worst}"),
        (best..=worst).contains(&stated),
    )
}

pub(crate) fn direction_within(atlas: Atlas<'_>, subject: &Place, area: &Place, value: &str) -> Found {
    let Some(point) = subject.point else { return Found::unchecked("the atlas has no point for it") };
    if !lies_in(subject, area) {
        return Found::of(format!("{} does not lie in {}", subject.name, area.name), "", false);
    }
    let inside: Vec<_> =
        atlas.gazetteer.places().iter().filter(|it| lies_in(it, area)).filter_map(|it| it.point).collect();
    if inside.len() < LEAST_PLACES {
        return Found::unchecked(format!("the atlas has too few places of {} to know its extent", area.name));
    }
    let share = |of: fn(&orontes_model::Point) -> f64| {
        let (low, high) =
            inside.iter().map(of).fold((f64::MAX, f64::MIN), |it, v| (it.0.min(v), it.1.max(v)));
        (of(&point) - low) / (high - low).max(f64::EPSILON)
    };
    let (north, east) = (share(|it| it.lat), share(|it| it.lon));
    let known = format!(
        "{} lies at {:.0} % of the way from south to north of {}, {:.0} % from west to east",
        subject.name,
        north * 100.0,
        area.name,
        east * 100.0
    );
    let worst = match towards(value) {
        Some(Towards::Degrees(degrees)) => {
            // A diagonal asks of both axes, a quarter of one.
            let wants = [(degrees.to_radians().cos(), north), (degrees.to_radians().sin(), east)];
            let asked = wants.into_iter().filter(|it| it.0.abs() > 0.1);
            asked.map(|(sign, share)| if sign > 0.0 { share } else { 1.0 - share }).fold(1.0, f64::min)
        }
        // The middle is off both edges.
        Some(Towards::Middle) => 2.0 * [north, 1.0 - north].into_iter().fold(1.0, f64::min),
        None => return Found::unchecked("no direction is stated"),
    };
    let tolerance = "the outer 45 % agree, beyond the inner 40 % of the other side differ";
    match worst {
        it if it >= OUTER => Found::of(known, tolerance, true),
        it if it < INNER => Found::of(known, tolerance, false),
        _ => Found::unchecked(format!("{known}: neither clearly so nor clearly not")),
    }
}
