//! Finds room for labels: eight places about a point, the first that meets no other label.

use super::{WIDTH, text};
use std::collections::BTreeMap;

/// Side of a grid cell, in SVG units: about the height of two labels.
const CELL: f64 = 32.0;
/// Mean width of a letter of the map's type, in SVG units.
const LETTER: f64 = 6.4;
/// Height of a label, in SVG units.
const HEIGHT: f64 = 14.0;

type Area = (f64, f64, f64, f64);

/// The areas that are taken, by grid cell.
pub(crate) struct Board {
    taken: BTreeMap<(i32, i32), Vec<Area>>,
}

impl Board {
    pub(crate) fn new() -> Board {
        Board { taken: BTreeMap::new() }
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
    pub(crate) fn label(&mut self, x: f64, y: f64, words: &str, style: &str) -> String {
        let width = words.chars().count() as f64 * LETTER;
        let (near, far) = (9.0, 12.0);
        let spots = [
            (x + near, y - HEIGHT / 2.0),
            (x - near - width, y - HEIGHT / 2.0),
            (x - width / 2.0, y - far - HEIGHT),
            (x - width / 2.0, y + far),
            (x + near, y - far - HEIGHT / 2.0),
            (x + near, y + far - HEIGHT / 2.0),
            (x - near - width, y - far - HEIGHT / 2.0),
            (x - near - width, y + far - HEIGHT / 2.0),
        ];
        let inside = |(x, _): &(f64, f64)| *x >= 0.0 && x + width <= WIDTH;
        match spots.into_iter().filter(inside).find(|(x, y)| self.claim(*x, *y, width, HEIGHT)) {
            Some((x, y)) => text(x, y + HEIGHT - 3.0, words, style),
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
        let mut board = Board::new();
        let drawn: Vec<String> = (0..20).map(|_| board.label(300.0, 300.0, "Arden", "")).collect();
        assert!(!drawn[0].is_empty());
        assert!(drawn[19].is_empty(), "twenty labels cannot all stand about one point");
    }
}
