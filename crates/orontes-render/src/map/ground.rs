//! Draws the ground under the symbols: sea, lakes, rivers, shores and borders, as far as the frame shows them.

use super::labels::Board;
use super::{Frame, WIDTH, text};
use crate::Picture;
use orontes_model::{Ground, GroundKind, Point};
use std::collections::BTreeSet;

/// Colours of the ground: pale, so that the holders' colours stand out (ColorBrewer "Blues", lightest steps).
const WATER: &str = "#d6e6f2";
const WATER_EDGE: &str = "#9dbdd6";
const BORDER: &str = "#8d8797";

/// Draws areas first, then lines. Names come later ([`names`]): they give way to the places.
pub(crate) fn shapes(picture: &Picture<'_>, frame: &Frame) -> String {
    let mut shown: Vec<&Ground> = picture.ground.iter().filter(|it| meets(frame, &it.points)).collect();
    shown.sort_by_key(|it| it.kind);
    let drawn: String = shown.into_iter().map(|it| shape(it, frame)).collect();
    if drawn.is_empty() { drawn } else { format!("<g clip-path=\"url(#frame)\">\n{drawn}</g>\n") }
}

fn shape(ground: &Ground, frame: &Frame) -> String {
    let corners: Vec<String> =
        ground.points.iter().map(|it| frame.at(*it)).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let style = match ground.kind {
        GroundKind::Sea | GroundKind::Lake => format!("fill=\"{WATER}\" stroke=\"{WATER_EDGE}\""),
        GroundKind::River => format!("fill=\"none\" stroke=\"{WATER_EDGE}\" stroke-width=\"1.6\""),
        GroundKind::Coast => format!("fill=\"none\" stroke=\"{WATER_EDGE}\""),
        GroundKind::Border => {
            format!("fill=\"none\" stroke=\"{BORDER}\" stroke-width=\"1.2\" stroke-dasharray=\"7 3 2 3\"")
        }
    };
    let element = if ground.kind.is_area() { "polygon" } else { "polyline" };
    format!("<{element} points=\"{}\" {style} stroke-linejoin=\"round\"/>\n", corners.join(" "))
}

/// Says whether the box about the points meets the frame: what lies beyond is not written.
fn meets(frame: &Frame, points: &[Point]) -> bool {
    let places = || points.iter().map(|it| frame.at(*it));
    let within = |low: f64, high: f64, size: f64| low <= size && high >= 0.0;
    let (left, right) = places().fold((f64::MAX, f64::MIN), |(a, b), (x, _)| (a.min(x), b.max(x)));
    let (top, bottom) = places().fold((f64::MAX, f64::MIN), |(a, b), (_, y)| (a.min(y), b.max(y)));
    within(left, right, WIDTH) && within(top, bottom, frame.height)
}

/// Letters rivers and lakes, each name once, where the places leave room.
pub(crate) fn names(picture: &Picture<'_>, frame: &Frame, board: &mut Board) -> String {
    let mut lettered: BTreeSet<&str> = BTreeSet::new();
    let mut out = String::new();
    let waters = picture.ground.iter().filter(|it| matches!(it.kind, GroundKind::River | GroundKind::Lake));
    for ground in waters.filter(|it| !it.name.is_empty()) {
        // The first point that has room: a river is lettered where it is, not in the middle of its box.
        for point in ground.points.iter().skip(1).filter(|it| frame.shows(**it)) {
            if lettered.contains(ground.name.as_str()) {
                break;
            }
            let (x, y) = frame.at(*point);
            let width = ground.name.chars().count() as f64 * 5.6;
            if x + width < WIDTH && y > 14.0 && board.claim(x, y - 12.0, width, 12.0) {
                lettered.insert(&ground.name);
                let style = "fill=\"#5b87a8\" font-size=\"10\" font-style=\"italic\"";
                out.push_str(&text(x + 2.0, y - 3.0, &ground.name, style));
            }
        }
    }
    out
}
