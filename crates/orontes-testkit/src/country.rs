//! Makes a country of any size: tables of places and of a road grid, the same for the same size.

use std::fmt::Write as _;

/// Tables of an invented country.
pub struct Country {
    /// `places.tsv`.
    pub places: String,
    /// `roads.tsv`.
    pub roads: String,
    /// Towns on a side of the square of towns.
    pub side: usize,
}

/// Junctions between two towns, and the degrees between two junctions: about half a kilometre, as
/// OpenStreetMap's junctions lie in settled country.
const STEP: usize = 10;
const DEGREES: f64 = 0.005;

/// Returns a country of at least `n_links` links: a grid of roads with a town at every tenth crossing, a motorway
/// along every hundredth line and a few links missing. Town `t.R.C` stands in row R and column C.
pub fn country(n_links: usize) -> Country {
    let mut side = 2;
    while 2 * (side * STEP + 1) * (side * STEP) < n_links + n_links / 50 {
        side += 1;
    }
    let n = side * STEP + 1;
    let mut places = String::from(
        "#id\tname\tkind\tlat\tlon\tcountry\tparent\tpcode\tpopulation\tnames\n#people: made up\n",
    );
    for row in (0..n).step_by(STEP) {
        for column in (0..n).step_by(STEP) {
            let (town, people) = (id(row, column), 500 + (row * 7919 + column * 104_729) % 60_000);
            let (lat, lon) = point(row, column);
            let (r, c) = (row / STEP, column / STEP);
            let _ = writeln!(places, "{town}\tTown {r} {c}\ttown\t{lat:.3}\t{lon:.3}\tXD\t\t\t{people}\t");
        }
    }
    let mut roads = String::from("#from\tto\tref\tclass\tlength_km\tbasis\tsource\n");
    for row in 0..n {
        for column in 0..n {
            // One link in eighty is missing, so that the grid has holes as roads do.
            let is_there = |turn: usize| !(row * 31 + column * 17 + turn).is_multiple_of(80);
            if column + 1 < n && is_there(0) {
                link(&mut roads, (row, column), (row, column + 1), row);
            }
            if row + 1 < n && is_there(1) {
                link(&mut roads, (row, column), (row + 1, column), column);
            }
        }
    }
    Country { places, roads, side: side + 1 }
}

fn link(roads: &mut String, from: (usize, usize), to: (usize, usize), line: usize) {
    let (reference, class) = match line {
        it if it.is_multiple_of(100) => (format!("M{}", it / 100), "motorway"),
        it if it.is_multiple_of(STEP) => (String::new(), "primary"),
        _ => (String::new(), "tertiary"),
    };
    let (from, to) = (id(from.0, from.1), id(to.0, to.1));
    let _ = writeln!(roads, "{from}\t{to}\t{reference}\t{class}\t\t\tmade up");
}

fn id(row: usize, column: usize) -> String {
    match row.is_multiple_of(STEP) && column.is_multiple_of(STEP) {
        true => format!("t.{}.{}", row / STEP, column / STEP),
        false => {
            let (lat, lon) = point(row, column);
            format!("{lat:.3},{lon:.3}")
        }
    }
}

/// About the equator, where a degree is as wide as high.
fn point(row: usize, column: usize) -> (f64, f64) {
    (row as f64 * DEGREES, 20.0 + column as f64 * DEGREES)
}

#[cfg(test)]
mod tests {
    use super::country;

    #[test]
    fn a_country_has_the_links_asked_for_and_is_the_same_twice() {
        let made = country(1000);
        let n_links = made.roads.lines().count() - 1;
        assert!((1000..2500).contains(&n_links), "{n_links}");
        assert_eq!(made.roads, country(1000).roads);
        assert_eq!(made.places.lines().count() - 2, made.side * made.side);
    }
}
