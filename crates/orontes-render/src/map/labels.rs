//! Finds room for labels: eight places about a point, the first that meets no other label.

use super::{WIDTH, text};
use std::collections::BTreeMap;

/// Side of a grid cell, in SVG units: about the height of two labels.
const CELL: f64 = 32.0;
/// Height of a label, in SVG units.
const HEIGHT: f64 = 14.0;

type Area = (f64, f64, f64, f64);

/// How a name is lettered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lettering {
    /// A place of which somebody says who holds it.
    Held,
    /// A place where something happened.
    Event,
    /// A town to find one's way by.
    Town,
}

impl Lettering {
    fn style(self) -> &'static str {
        match self {
            Lettering::Held => "fill=\"#111\" font-weight=\"bold\"",
            Lettering::Event => "fill=\"#333\"",
            Lettering::Town => "fill=\"#767676\" font-size=\"10\"",
        }
    }

    /// Mean width of a letter, in SVG units, as Noto Sans draws English names.
    fn letter(self) -> f64 {
        match self {
            Lettering::Held => 7.2,
            Lettering::Event => 6.6,
            Lettering::Town => 5.6,
        }
    }
}

/// Keeps a name legible where a road runs under it.
const HALO: &str = "stroke=\"#f6f4ee\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"";

/// The areas that are taken, by grid cell.
pub(crate) struct Board {
    taken: BTreeMap<(i32, i32), Vec<Area>>,
    height: f64,
}

impl Board {
    pub(crate) fn new(height: f64) -> Board {
        Board { taken: BTreeMap::new(), height }
    }

    /// Takes an area if nothing stands there.
    pub(crate) fn claim(&mut self, x: f64, y: f64, width: f64, height: f64) -> bool {
        let area = (x, y, width, height);
        let free = cells(area)
            .all(|cell| self.taken.get(&cell).is_none_or(|them| !them.iter().any(|it| meets(*it, area))));
        if free {
            cells(area).for_each(|cell| self.taken.entry(cell).or_default().push(area));
        }
        free
    }

    /// Takes an area whatever stands there: a symbol is where its place is.
    pub(crate) fn hold(&mut self, x: f64, y: f64, width: f64, height: f64) {
        let area = (x, y, width, height);
        cells(area).for_each(|cell| self.taken.entry(cell).or_default().push(area));
    }

    /// Letters a point, or returns nothing where there is no room: a label over another helps nobody.
    pub(crate) fn label(&mut self, x: f64, y: f64, words: &str, lettering: Lettering) -> String {
        let width = words.chars().count() as f64 * lettering.letter();
        let (near, far) = (9.0, 12.0);
        let right = (x + near, x + near, "start");
        let left = (x - near - width, x - near, "end");
        let over = (x - width / 2.0, x, "middle");
        let (level, above, below) = (y - HEIGHT / 2.0, y - far - HEIGHT, y + far);
        let half = HEIGHT / 2.0;
        let spots = [
            (right, level),
            (left, level),
            (over, above),
            (over, below),
            (right, above + half),
            (right, below - half),
            (left, above + half),
            (left, below - half),
        ];
        let inside = |((from, ..), top): &((f64, f64, &str), f64)| {
            *from >= 0.0 && from + width <= WIDTH && *top >= 0.0 && top + HEIGHT <= self.height
        };
        let spots: Vec<_> = spots.into_iter().filter(inside).collect();
        match spots.into_iter().find(|((from, ..), top)| self.claim(*from, *top, width, HEIGHT)) {
            // The end that is next to the symbol is where it is told to be, however wide the letters are drawn.
            Some(((_, at, anchor), top)) => {
                let style = format!("{} {HALO} text-anchor=\"{anchor}\"", lettering.style());
                text(at, top + HEIGHT - 3.0, words, &style)
            }
            None => String::new(),
        }
    }
}

fn cells((x, y, width, height): Area) -> impl Iterator<Item = (i32, i32)> {
    let cell = |it: f64| (it / CELL).floor() as i32;
    let columns = cell(x)..=cell(x + width);
    columns.flat_map(move |column| (cell(y)..=cell(y + height)).map(move |row| (column, row)))
}

fn meets(a: Area, b: Area) -> bool {
    a.0 < b.0 + b.2 && b.0 < a.0 + a.2 && a.1 < b.1 + b.3 && b.1 < a.1 + a.3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_stands_on_another() {
        let mut board = Board::new(600.0);
        let drawn: Vec<String> =
            (0..20).map(|_| board.label(300.0, 300.0, "Arden", Lettering::Held)).collect();
        assert!(!drawn[0].is_empty());
        assert!(drawn[19].is_empty(), "twenty labels cannot all stand about one point");
    }

    #[test]
    fn a_label_left_of_its_symbol_ends_there_and_none_leaves_the_frame() {
        let mut board = Board::new(600.0);
        board.hold(WIDTH - 100.0, 280.0, 100.0, 40.0);
        let left = board.label(WIDTH - 101.0, 300.0, "Arden", Lettering::Held);
        assert!(left.contains("text-anchor=\"end\"") && left.contains("x=\"650.0\""), "{left}");
        assert!(Board::new(8.0).label(300.0, 4.0, "Arden", Lettering::Held).is_empty());
    }
}
