//! Holds ranks, and directions within a country, against all places of that country.

use crate::value::{Towards, towards};
use crate::{Atlas, Found};
use orontes_model::{Place, PlaceKind, Point};

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

/// The places among which a rank is stated: of the country, of an area in it, or of one side of it.
struct Among<'a> {
    told: String,
    towns: Vec<&'a Place>,
}

/// Holds "the second-largest city in eastern Arden" against the numbers of people of the atlas.
pub(crate) fn rank(
    atlas: Atlas<'_>,
    subject: &Place,
    object: Option<&Place>,
    after: &str,
    value: &str,
) -> Found {
    let Ok(stated) = value.trim().parse::<usize>() else { return Found::unchecked("no rank is stated") };
    if subject.population == 0 {
        return Found::unchecked(format!("the atlas has no number of people for {}", subject.name));
    }
    let among = match among(atlas, subject, object, after) {
        Ok(among) => among,
        Err(why) => return Found::unchecked(why),
    };
    let towns = || among.towns.iter().filter(|it| it.id != subject.id);
    let people = subject.population as f64;
    let at = 1 + towns().filter(|it| it.population > subject.population).count();
    let best = 1 + towns().filter(|it| it.population as f64 * (1.0 - CLOSE) > people).count();
    let worst = 1 + towns().filter(|it| it.population as f64 > people * (1.0 - CLOSE)).count();
    let known = format!(
        "{} is number {at} {} by the atlas ({} people)",
        subject.name, among.told, subject.population
    );
    Found::of(
        known,
        format!("numbers of people within 20 % may change places: {best} to {worst}"),
        (best..=worst).contains(&stated),
    )
}

fn among<'a>(
    atlas: Atlas<'a>,
    subject: &Place,
    object: Option<&Place>,
    after: &str,
) -> Result<Among<'a>, String> {
    let is_town = |it: &&Place| matches!(it.kind, PlaceKind::City | PlaceKind::Town);
    let all = || atlas.gazetteer.places().iter().filter(|it| it.country == subject.country);
    let area = object.filter(|it| it.kind != PlaceKind::Country);
    if let Some(area) = area {
        let towns: Vec<&Place> = all().filter(is_town).filter(|it| lies_in(it, area)).collect();
        // A region of the tables may hold places that do not name it: then nothing is known of its ranks.
        return match towns.len() >= LEAST_PLACES && lies_in(subject, area) {
            true => Ok(Among { told: format!("of {}", area.name), towns }),
            false => Err(format!("the atlas does not know which towns lie in {}", area.name)),
        };
    }
    let Some(side) = after.split_whitespace().take(6).find_map(side_of) else {
        return Ok(Among { told: "of its country".to_owned(), towns: all().filter(is_town).collect() });
    };
    let Some(Towards::Degrees(degrees)) = towards(side) else {
        return Err(format!("the atlas does not know what is {side}"));
    };
    let sides = Sides::of(all().filter_map(|it| it.point));
    let shares = |it: &Place| it.point.and_then(|point| sides.as_ref()?.share(point, degrees));
    match shares(subject) {
        None => Err("the atlas has too few places of the country to know its extent".to_owned()),
        Some(share) if share < INNER => Err(format!("{} is not clearly in the {side} half", subject.name)),
        Some(_) => {
            let towns = all().filter(is_town).filter(|it| shares(it).is_some_and(|it| it >= 0.5)).collect();
            Ok(Among { told: format!("of the {side} half of its country"), towns })
        }
    }
}

/// The direction in "in eastern Congo", "in the country's north".
fn side_of(word: &str) -> Option<&str> {
    let bare = word.trim_matches(|it: char| !it.is_alphanumeric() && it != '-');
    let plain = bare.to_lowercase().replace('-', "");
    let stem = plain.strip_suffix("ern").unwrap_or(&plain);
    let known = ["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"];
    (known.contains(&stem) || stem == "central").then_some(bare)
}

/// How far the places of a country reach.
struct Sides {
    lat: (f64, f64),
    lon: (f64, f64),
}

impl Sides {
    fn of(points: impl Iterator<Item = Point>) -> Option<Sides> {
        let points: Vec<Point> = points.collect();
        let reach = |of: fn(&Point) -> f64| {
            points.iter().map(of).fold((f64::MAX, f64::MIN), |it, v| (it.0.min(v), it.1.max(v)))
        };
        (points.len() >= LEAST_PLACES).then(|| Sides { lat: reach(|it| it.lat), lon: reach(|it| it.lon) })
    }

    /// Share of the way towards a direction, from the opposite edge; of a diagonal, the lesser of both axes.
    fn share(&self, point: Point, degrees: f64) -> Option<f64> {
        let along = |at: f64, (low, high): (f64, f64)| (at - low) / (high - low).max(f64::EPSILON);
        let axes = [
            (degrees.to_radians().cos(), along(point.lat, self.lat)),
            (degrees.to_radians().sin(), along(point.lon, self.lon)),
        ];
        let asked = axes.into_iter().filter(|it| it.0.abs() > 0.1);
        asked.map(|(sign, share)| if sign > 0.0 { share } else { 1.0 - share }).reduce(f64::min)
    }
}

pub(crate) fn direction_within(atlas: Atlas<'_>, subject: &Place, area: &Place, value: &str) -> Found {
    let Some(point) = subject.point else { return Found::unchecked("the atlas has no point for it") };
    if !lies_in(subject, area) {
        return Found::of(format!("{} does not lie in {}", subject.name, area.name), "", false);
    }
    let inside = atlas.gazetteer.places().iter().filter(|it| lies_in(it, area)).filter_map(|it| it.point);
    let Some(sides) = Sides::of(inside) else {
        return Found::unchecked(format!("the atlas has too few places of {} to know its extent", area.name));
    };
    let share = |degrees: f64| sides.share(point, degrees).unwrap_or(0.0);
    let (north, east) = (share(0.0), share(90.0));
    let known = format!(
        "{} lies at {:.0} % of the way from south to north of {}, {:.0} % from west to east",
        subject.name,
        north * 100.0,
        area.name,
        east * 100.0
    );
    let worst = match towards(value) {
        Some(Towards::Degrees(degrees)) => share(degrees),
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
