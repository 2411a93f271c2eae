//! Draws the map of a brief as SVG: symbols at places, never areas between them.
//!
//! A place is coloured only where a sentence says who holds it. Standing is told by shape and hatch, the
//! holder by colour and letter, so that the map reads in grey. Cost: labels are placed greedily against
//! those already placed, a grid keeps that linear in the number of places.

mod core;
mod ground;
mod labels;
mod symbols;

use crate::escape::escaped;
use crate::picture::RoadLine;
use crate::{Picture, brief, phrase};
use labels::{Board, Lettering};
use orontes_model::{ControlHistory, Point};
use std::collections::BTreeSet;
use symbols::{Holders, Standing};

/// Size of the drawing, in SVG units.
const WIDTH: f64 = 760.0;
/// Free space about the outermost place, as a share of the drawing.
const MARGIN: f64 = 0.09;
/// Shortest side of the area shown, in kilometres: one town alone still gets surroundings.
const LEAST_SIDE_KM: f64 = 80.0;
/// One degree of latitude, in kilometres (WGS 84 mean).
const DEGREE_KM: f64 = 111.195;

/// Returns the map as one `<svg>` element; nothing where no place of the picture has a point.
pub fn map_svg(picture: &Picture<'_>) -> Option<String> {
    let held: Vec<&ControlHistory> =
        picture.situation.control.iter().filter(|it| drawn(picture, it)).collect();
    let events = event_points(picture);
    let spots: Vec<(&str, Point)> = held
        .iter()
        .filter_map(|it| Some((it.place.as_str(), it.point?)))
        .chain(events.iter().map(|(name, point)| (name.as_str(), *point)))
        .collect();
    let (near, beyond) = core::split(&spots.iter().map(|it| it.1).collect::<Vec<Point>>());
    let frame = Frame::about(&near)?;
    let held: Vec<&ControlHistory> =
        held.into_iter().filter(|it| it.point.is_some_and(|it| frame.shows(it))).collect();
    let holders = Holders::of(&held, picture.cut_off);
    let mut board = Board::new(frame.height);
    let ground = ground::shapes(picture, &frame);
    let print = small_print(picture, beyond_note(&spots, &beyond, &frame), !ground.is_empty());
    let (legend, legend_height) = symbols::legend(&holders, frame.height, &print);
    let mut out = head(&frame, legend_height);
    scale_bar_area(&frame, &mut board);
    hold_symbols(&held, &events, &frame, &mut board);
    out.push_str(&ground);
    let (lines, letters) = roads(picture, &frame, &mut board);
    out.push_str(&lines);
    out.push_str(&symbols::stretches(&holders, &frame, picture));
    out.push_str(&letters);
    out.push_str(&symbols::places(&held, &holders, &frame, &mut board, picture));
    out.push_str(&event_marks(&events, &held, &frame, &mut board));
    out.push_str(&towns(picture, &held, &events, &frame, &mut board));
    out.push_str(&ground::names(picture, &frame, &mut board));
    out.push_str(&scale_bar(&frame));
    out.push_str(&legend);
    out.push_str("</svg>\n");
    Some(out)
}

/// The day, what is not drawn, and whose data is.
fn small_print(picture: &Picture<'_>, beyond: Option<String>, has_ground: bool) -> Vec<String> {
    let note = format!(
        "As of {}. Symbols stand at places that a sentence speaks of; the land between is not coloured.",
        cut_off(picture)
    );
    let ground = picture.ground_credits.iter().filter(|_| has_ground);
    let credits: Vec<&str> = picture.credits.iter().chain(ground).map(String::as_str).collect();
    let credit = (!credits.is_empty()).then(|| format!("Data: {}.", credits.join("; ")));
    std::iter::once(note).chain(beyond).chain(credit).collect()
}

/// Keeps the room of every symbol before the first name is lettered.
fn hold_symbols(held: &[&ControlHistory], events: &[(String, Point)], frame: &Frame, board: &mut Board) {
    for (x, y) in held.iter().filter_map(|it| Some(frame.at(it.point?))) {
        board.hold(x - 8.0, y - 8.0, 16.0, 16.0);
    }
    for (x, y) in events.iter().map(|it| frame.at(it.1)) {
        board.hold(x - 5.0, y - 5.0, 10.0, 10.0);
    }
}

/// Names the places that lie too far away to be drawn.
fn beyond_note(spots: &[(&str, Point)], beyond: &[usize], frame: &Frame) -> Option<String> {
    let names: BTreeSet<&str> =
        beyond.iter().map(|it| &spots[*it]).filter(|it| !frame.shows(it.1)).map(|it| it.0).collect();
    if names.is_empty() {
        return None;
    }
    let listed: Vec<&str> = names.iter().copied().take(BEYOND_NAMED).collect();
    let rest = match names.len() - listed.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!("Beyond this map: {}{rest}.", listed.join(", ")))
}

/// Far places that are named; more are counted.
const BEYOND_NAMED: usize = 5;

/// A place that is drawn has a point of its own; a country or province is told in the board alone.
fn drawn(picture: &Picture<'_>, history: &ControlHistory) -> bool {
    let close = history
        .place_id
        .as_ref()
        .is_none_or(|it| picture.points.is_empty() || picture.points.contains_key(it));
    history.point.is_some() && close
}

/// Where on the drawing a point of the earth lies: equirectangular about the middle latitude, which at the
/// size of a country errs by less than the width of a symbol.
pub(crate) struct Frame {
    west: f64,
    north: f64,
    /// Units per degree of latitude.
    scale: f64,
    shrink: f64,
    /// Height of the drawing without the legend.
    pub(crate) height: f64,
}

impl Frame {
    fn about(points: &[Point]) -> Option<Frame> {
        let bound = |of: fn(&Point) -> f64, pick: fn(f64, f64) -> f64| points.iter().map(of).reduce(pick);
        let (mut south, mut north) = (bound(|it| it.lat, f64::min)?, bound(|it| it.lat, f64::max)?);
        let (mut west, mut east) = (bound(|it| it.lon, f64::min)?, bound(|it| it.lon, f64::max)?);
        let shrink = ((south + north) / 2.0).to_radians().cos().max(0.1);
        let least = LEAST_SIDE_KM / DEGREE_KM;
        let widen = |low: &mut f64, high: &mut f64, least: f64| {
            let short = (least - (*high - *low)).max(0.0) / 2.0;
            let margin = (*high - *low + 2.0 * short) * MARGIN;
            *low -= short + margin;
            *high += short + margin;
        };
        widen(&mut south, &mut north, least);
        widen(&mut west, &mut east, least / shrink);
        let scale = (WIDTH / ((east - west) * shrink)).min(WIDTH / (north - south));
        let spare = (WIDTH / scale / shrink - (east - west)).max(0.0) / 2.0;
        Some(Frame { west: west - spare, north, scale, shrink, height: (north - south) * scale })
    }

    pub(crate) fn at(&self, point: Point) -> (f64, f64) {
        ((point.lon - self.west) * self.shrink * self.scale, (self.north - point.lat) * self.scale)
    }

    fn shows(&self, point: Point) -> bool {
        let (x, y) = self.at(point);
        (0.0..=WIDTH).contains(&x) && (0.0..=self.height).contains(&y)
    }

    fn units_per_km(&self) -> f64 {
        self.scale / DEGREE_KM
    }
}

fn head(frame: &Frame, legend_height: f64) -> String {
    let height = frame.height + legend_height;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\" \
         aria-label=\"Map of the places that the reports speak of\" font-family=\"sans-serif\" font-size=\"12\">\n\
         {}<clipPath id=\"frame\"><rect width=\"{WIDTH:.0}\" height=\"{bottom:.0}\"/></clipPath>\n\
         <rect width=\"{WIDTH:.0}\" height=\"{bottom:.0}\" fill=\"#f6f4ee\" stroke=\"#999\"/>\n",
        symbols::patterns(),
        bottom = frame.height
    )
}

/// The lines of the roads, and their references, which stand on all lines.
fn roads(picture: &Picture<'_>, frame: &Frame, board: &mut Board) -> (String, String) {
    let mut out = String::from(
        "<g clip-path=\"url(#frame)\" fill=\"none\" stroke=\"#c6bca6\" stroke-width=\"1.8\" stroke-linejoin=\"round\">\n",
    );
    let mut lettered: BTreeSet<&str> = BTreeSet::new();
    let mut letters = String::new();
    let cut = cut_roads(picture);
    for road in picture.roads.iter().filter(|it| it.points.iter().any(|it| frame.shows(*it))) {
        let path: Vec<String> =
            road.points.iter().map(|it| frame.at(*it)).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        out.push_str(&format!("<polyline points=\"{}\"/>\n", path.join(" ")));
        let is_open = !road.reference.is_empty() && !lettered.contains(road.reference.as_str());
        if let Some(letter) = is_open.then(|| road_letter(road, &cut, frame, board)).flatten() {
            lettered.insert(&road.reference);
            letters.push_str(&letter);
        }
    }
    out.push_str("</g>\n");
    (out, letters)
}

/// Words of the places that are reported cut on the day: the numbers of roads are among them ("M5 highway").
fn cut_roads(picture: &Picture<'_>) -> BTreeSet<String> {
    let histories = picture.situation.control.iter();
    let cut = histories.filter(|it| held_on(it, picture).is_some_and(|it| it.status == "cut"));
    cut.flat_map(|it| it.place.split(' ')).map(str::to_owned).collect()
}

/// The reference of a road on the middle of the stretch with room that is nearest to the middle of the map, marked where
/// the road is cut.
fn road_letter(road: &RoadLine, cut: &BTreeSet<String>, frame: &Frame, board: &mut Board) -> Option<String> {
    let middle = |pair: &[Point]| Point {
        lat: (pair[0].lat + pair[1].lat) / 2.0,
        lon: (pair[0].lon + pair[1].lon) / 2.0,
    };
    let is_cut = cut.contains(&road.reference);
    let words = if is_cut { format!("{} {}", road.reference, symbols::CUT) } else { road.reference.clone() };
    let width = words.chars().count() as f64 * 7.0;
    let off = |(x, y): &(f64, f64)| (x - WIDTH / 2.0).powi(2) + (y - frame.height / 2.0).powi(2);
    let inside =
        |(x, y): &(f64, f64)| (width..WIDTH - width).contains(x) && (10.0..frame.height - 10.0).contains(y);
    let middles = road.points.windows(2).map(|it| frame.at(middle(it)));
    let mut spots: Vec<(f64, f64)> = middles.filter(inside).collect();
    spots.sort_by(|a, b| off(a).total_cmp(&off(b)));
    let (x, y) = spots.into_iter().find(|(x, y)| board.claim(x - width / 2.0, y - 7.0, width, 14.0))?;
    let colour = if is_cut { "#a00" } else { "#6b5d3f" };
    let style = format!(
        "fill=\"{colour}\" stroke=\"#f6f4ee\" stroke-width=\"3\" paint-order=\"stroke\" font-size=\"10\" \
         font-weight=\"bold\" text-anchor=\"middle\""
    );
    Some(text(x, y + 3.5, &words, &style))
}

fn event_points(picture: &Picture<'_>) -> Vec<(String, Point)> {
    let events = picture.situation.events.iter();
    let happened = events.filter(|it| {
        matches!(it.status, orontes_model::EventStatus::Happened | orontes_model::EventStatus::Claimed)
    });
    let mut found: Vec<(String, Point)> = happened
        .filter_map(|it| Some((it.place.clone()?, *picture.points.get(it.place_id.as_ref()?)?)))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found.dedup_by(|a, b| a.0 == b.0);
    found
}

/// Places where something happened and of which nobody says who holds them: a small cross, no colour.
fn event_marks(
    events: &[(String, Point)],
    held: &[&ControlHistory],
    frame: &Frame,
    board: &mut Board,
) -> String {
    let free = events.iter().filter(|(name, _)| !held.iter().any(|it| it.place == *name));
    free.map(|(name, point)| {
        let (x, y) = frame.at(*point);
        symbols::cross(x, y) + &board.label(x, y, name, Lettering::Event)
    })
    .collect()
}

/// Towns that orient the reader; lettered in grey where there is room.
fn towns(
    picture: &Picture<'_>,
    held: &[&ControlHistory],
    events: &[(String, Point)],
    frame: &Frame,
    board: &mut Board,
) -> String {
    let shown = picture
        .towns
        .iter()
        .filter(|(name, point)| frame.shows(*point) && !held.iter().any(|it| it.place == *name))
        .filter(|(name, _)| !events.iter().any(|it| it.0 == *name));
    shown
        .filter_map(|(name, point)| {
            let (x, y) = frame.at(*point);
            let label = board.label(x, y, name, Lettering::Town);
            (!label.is_empty())
                .then(|| format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"1.8\" fill=\"#8a8a8a\"/>\n{label}"))
        })
        .collect()
}

/// The length that the scale bar shows: the longest round one that takes at most a quarter of the width.
fn scale_km(frame: &Frame) -> f64 {
    const STEPS_KM: [f64; 9] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0];
    let longest = WIDTH / 4.0;
    let fitting = STEPS_KM.iter().rev().find(|km| **km * frame.units_per_km() <= longest);
    fitting.copied().unwrap_or(STEPS_KM[0])
}

/// No name may stand on the scale bar.
fn scale_bar_area(frame: &Frame, board: &mut Board) {
    board.hold(8.0, frame.height - 34.0, scale_km(frame) * frame.units_per_km() + 8.0, 34.0);
}

fn scale_bar(frame: &Frame) -> String {
    let km = scale_km(frame);
    let (length, y) = (km * frame.units_per_km(), frame.height - 14.0);
    let bar = format!("<path d=\"M12,{:.1}v6h{length:.1}v-6\" fill=\"none\" stroke=\"#333\"/>\n", y - 6.0);
    bar + &text(16.0, y - 4.0, &format!("{km:.0} km"), "fill=\"#333\"")
}

/// A text element; the words are escaped.
pub(crate) fn text(x: f64, y: f64, words: &str, style: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" {style}>{}</text>\n", escaped(words))
}

/// "6 Dec 2024", or nothing.
pub(crate) fn cut_off(picture: &Picture<'_>) -> String {
    picture.cut_off.map_or_else(|| "last day known".into(), phrase::day)
}

/// The interval that holds on the cut-off day.
pub(crate) fn held_on<'a>(
    history: &'a ControlHistory,
    picture: &Picture<'_>,
) -> Option<&'a orontes_model::ControlInterval> {
    brief::holder_on(&history.intervals, picture.cut_off)
}

/// How a status is drawn.
pub(crate) fn standing(status: &str, holder: &str) -> Standing {
    match status {
        _ if holder == "unknown" => Standing::Unknown,
        "claimed_control" => Standing::Claimed,
        "contested" | "threatened" | "positions" | "controlled_partly" | "cut" => Standing::Contested,
        "not_controlled" => Standing::Unknown,
        _ => Standing::Assessed,
    }
}
