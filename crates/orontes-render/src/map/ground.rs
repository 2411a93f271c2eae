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

/// Letters waters, each name once, where the places leave room: seas and lakes inside where they are wide enough, else
/// on their shore; rivers along their course.
pub(crate) fn names(picture: &Picture<'_>, frame: &Frame, board: &mut Board) -> String {
    let mut lettered: BTreeSet<&str> = BTreeSet::new();
    let mut out = String::new();
    let named = picture.ground.iter().filter(|it| !it.name.is_empty() && meets(frame, &it.points));
    for ground in named {
        if lettered.contains(ground.name.as_str()) {
            continue;
        }
        let places = match ground.kind {
            GroundKind::Sea => inside(ground, frame),
            GroundKind::Lake => [inside(ground, frame), along(ground, frame)].concat(),
            GroundKind::River => along(ground, frame),
            GroundKind::Coast | GroundKind::Border => continue,
        };
        let width = letters_width(ground);
        let free = places.into_iter().find(|(x, y)| {
            x + width < WIDTH && *y > 14.0 && *y < frame.height && board.claim(*x, y - 12.0, width, 12.0)
        });
        if let Some((x, y)) = free {
            lettered.insert(&ground.name);
            let style = "fill=\"#5b87a8\" font-size=\"10\" font-style=\"italic\"";
            out.push_str(&text(x + 2.0, y - 3.0, &ground.name, style));
        }
    }
    out
}

fn letters_width(ground: &Ground) -> f64 {
    ground.name.chars().count() as f64 * 5.6
}

/// The corners that the frame shows, from which a name may begin.
fn along(ground: &Ground, frame: &Frame) -> Vec<(f64, f64)> {
    ground.points.iter().skip(1).filter(|it| frame.shows(**it)).map(|it| frame.at(*it)).collect()
}

/// Places from which the name lies wholly within the area, the one nearest to the middle of them all first.
fn inside(ground: &Ground, frame: &Frame) -> Vec<(f64, f64)> {
    /// Places are tried on a grid so wide: about the height of a name.
    const STEP: f64 = 16.0;
    /// Finer shores are thinned: a name keeps more room than they turn.
    const MOST_CORNERS: usize = 2000;
    let thin = ground.points.len().div_ceil(MOST_CORNERS).max(1);
    let corners: Vec<(f64, f64)> = ground.points.iter().step_by(thin).map(|it| frame.at(*it)).collect();
    let width = letters_width(ground);
    let fits = |x: f64, y: f64| {
        [(x, y), (x + width, y), (x, y - 12.0), (x + width, y - 12.0)].iter().all(|it| holds(&corners, *it))
    };
    let steps = |size: f64| (1..(size / STEP) as usize).map(|it| it as f64 * STEP);
    let mut found: Vec<(f64, f64)> = steps(frame.height)
        .flat_map(|y| steps(WIDTH - width).map(move |x| (x, y)))
        .filter(|(x, y)| fits(*x, *y))
        .collect();
    let n = found.len().max(1) as f64;
    let middle = (found.iter().map(|it| it.0).sum::<f64>() / n, found.iter().map(|it| it.1).sum::<f64>() / n);
    let off = |it: &(f64, f64)| (it.0 - middle.0).powi(2) + (it.1 - middle.1).powi(2);
    found.sort_by(|a, b| off(a).total_cmp(&off(b)));
    found
}

/// Says whether a point lies in a polygon: a ray from it crosses the edge an odd number of times.
fn holds(corners: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let next = corners.iter().cycle().skip(1);
    let crossed = corners
        .iter()
        .zip(next)
        .filter(|(a, b)| (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0);
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_in_a_polygon_or_not() {
        let square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        assert!(holds(&square, (5.0, 5.0)) && !holds(&square, (15.0, 5.0)) && !holds(&square, (5.0, -1.0)));
        assert!(!holds(&[], (5.0, 5.0)));
    }
}
