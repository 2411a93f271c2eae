//! Turns gazetteers in others' formats into rows for a pack, one at a time: nothing is held but the line at hand.
//!
//! [`geonames()`] reads GeoNames dumps and their alternate names, [`whos_on_first()`] extracts of Who's On First,
//! [`table()`] spreadsheets saved as CSV, [`boundaries()`] the admin boundaries of OCHA's common operational datasets
//! (COD-AB) as GeoJSON or as the table of their gazetteer, [`workbook()`] that table as XLSX, [`shapes()`] and
//! [`shape_table()`] them as a shapefile, [`osm_place()`] the tags of OpenStreetMap.

mod boundaries;
mod geonames;
mod osm;
mod shape;
mod shapefile;
mod table;
mod whos_on_first;
mod workbook;

pub use boundaries::{boundaries, boundary_table};
pub use geonames::{alternate_names, geonames};
pub use osm::osm_place;
pub use shapefile::{is_in_degrees, shape_table, shapes};
pub use table::table;
pub use whos_on_first::whos_on_first;
pub use workbook::workbook;

use crate::pack::Row;
use orontes_model::{Note, PlaceKind, Point, Severity};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};

/// Something read from a source.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// A place.
    Place(&'a Row),
    /// Further names of a place whose row stands elsewhere: its identifier and they.
    Names(&'a str, &'a [&'a str]),
}

/// Takes what is read, and may stop the reading with an error.
pub type Sink<'a> = dyn FnMut(Item<'_>) -> io::Result<()> + 'a;

/// What became of the rows of a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Places handed on.
    pub n_places: u64,
    /// Names handed on apart from places.
    pub n_names: u64,
    /// Rows left out, by reason.
    pub refused: BTreeMap<String, u64>,
    /// The first of them one by one, with file and line.
    pub notes: Vec<Note>,
    /// The latest day that the source bears, as it writes it.
    pub latest: String,
}

impl Tally {
    /// Returns this and what became of another source.
    pub fn joined(mut self, other: Tally) -> Tally {
        self.n_places += other.n_places;
        self.n_names += other.n_names;
        for (why, n) in other.refused {
            *self.refused.entry(why).or_default() += n;
        }
        self.notes.extend(other.notes);
        self.notes.truncate(MOST_NOTES);
        self.latest = self.latest.max(other.latest);
        self
    }
}

/// Bad rows that are told one by one; the rest are counted.
pub const MOST_NOTES: usize = 20;

/// Whom to thank for a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credit {
    /// What the source is called.
    pub title: &'static str,
    /// Its licence.
    pub licence: &'static str,
    /// What must be said wherever its places are shown.
    pub attribution: &'static str,
}

/// GeoNames (<https://www.geonames.org/about.html>).
pub const GEONAMES: Credit =
    Credit { title: "GeoNames", licence: "CC BY 4.0", attribution: "© GeoNames (https://www.geonames.org)" };
/// Who's On First (<https://whosonfirst.org/docs/licenses/>).
pub const WHOS_ON_FIRST: Credit = Credit {
    title: "Who's On First",
    licence: "CC BY 4.0, parts CC0",
    attribution: "Who's On First, with data from GeoNames and others (https://whosonfirst.org/docs/licenses/)",
};
/// OpenStreetMap (<https://www.openstreetmap.org/copyright>).
pub const OPENSTREETMAP: Credit =
    Credit { title: "OpenStreetMap", licence: "ODbL 1.0", attribution: "© OpenStreetMap contributors" };
/// OCHA's common operational datasets; each country's page on HDX names its own source.
pub const COD_AB: Credit = Credit {
    title: "COD-AB",
    licence: "CC BY-IGO 3.0, where the dataset's page on HDX says nothing else",
    attribution: "OCHA, common operational dataset of administrative boundaries (https://data.humdata.org)",
};

/// Settlements with so many people are towns, and cities: where a source does not say, the size does. From the
/// median sizes of both in the shipped theatre.
const TOWN_FROM: u64 = 5_000;
const CITY_FROM: u64 = 50_000;

/// Says what sort of settlement so many people make.
fn settlement(kind: PlaceKind, people: u64) -> PlaceKind {
    match kind {
        PlaceKind::Village if people >= CITY_FROM => PlaceKind::City,
        PlaceKind::Village if people >= TOWN_FROM => PlaceKind::Town,
        other => other,
    }
}

/// Hands rows on and keeps count.
struct Pass<'a, 's> {
    name: &'a str,
    tally: Tally,
    sink: &'a mut Sink<'s>,
}

impl<'a, 's> Pass<'a, 's> {
    fn new(name: &'a str, sink: &'a mut Sink<'s>) -> Pass<'a, 's> {
        Pass { name, tally: Tally::default(), sink }
    }

    /// Leaves a row out. `why` is the sort of fault, `what` the row's own.
    fn refuse(&mut self, line: u64, why: &str, what: &str) {
        *self.tally.refused.entry(why.to_owned()).or_default() += 1;
        if self.tally.notes.len() < MOST_NOTES {
            let told = if what.is_empty() { String::new() } else { format!(": «{}»", clipped(what)) };
            let message = format!("{}:{line}: {why}{told}", self.name);
            self.tally.notes.push(Note::new(Severity::Refused, message));
        }
    }

    fn place(&mut self, line: u64, row: &Row) -> io::Result<()> {
        if row.name.is_empty() || row.id.is_empty() {
            self.refuse(line, "a place needs a name and an identifier", &row.id);
            return Ok(());
        }
        self.tally.n_places += 1;
        (self.sink)(Item::Place(row))
    }

    fn names(&mut self, id: &str, names: &[&str]) -> io::Result<()> {
        self.tally.n_names += names.len() as u64;
        (self.sink)(Item::Names(id, names))
    }

    /// Returns the point of two cells; refuses what lies on no globe.
    fn point(&mut self, line: u64, lat: &str, lon: &str) -> Option<Point> {
        let degrees = |cell: &str| cell.trim().parse::<f64>().ok().filter(|it| it.is_finite());
        let (Some(lat_deg), Some(lon_deg)) = (degrees(lat), degrees(lon)) else {
            self.refuse(line, "latitude and longitude are needed as numbers", &format!("{lat}, {lon}"));
            return None;
        };
        if lat_deg.abs() <= 90.0 && lon_deg.abs() <= 180.0 {
            return Some(Point { lat: lat_deg, lon: lon_deg });
        }
        let swapped = lat_deg.abs() <= 180.0 && lon_deg.abs() <= 90.0;
        let why =
            if swapped { "latitude out of range; they look swapped" } else { "coordinates out of range" };
        self.refuse(line, why, &format!("{lat_deg}, {lon_deg}"));
        None
    }

    fn dated(&mut self, day: &str) {
        // Days of ISO 8601 compare as text.
        let iso = day.len() == 10
            && day.bytes().enumerate().all(|(idx, it)| match idx {
                4 | 7 => it == b'-',
                _ => it.is_ascii_digit(),
            });
        if iso && *day > *self.tally.latest {
            self.tally.latest = day.to_owned();
        }
    }
}

fn clipped(what: &str) -> String {
    what.chars().take(60).collect()
}

/// Longest line that is read: the longest of GeoNames, with all names of a country, has some 20 kB.
const LONGEST_LINE: u64 = 1 << 20;

/// Calls `visit` with each line and its number, from 1. A line that is too long or no UTF-8 is handed on with what
/// can be read of it.
fn each_line(from: &mut dyn BufRead, mut visit: impl FnMut(u64, &str) -> io::Result<()>) -> io::Result<()> {
    let mut bytes = Vec::new();
    let mut line = 0;
    loop {
        bytes.clear();
        if Read::take(&mut *from, LONGEST_LINE).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(());
        }
        line += 1;
        if bytes.last() != Some(&b'\n') && bytes.len() as u64 == LONGEST_LINE {
            skip_line(from)?;
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_end_matches(['\n', '\r']);
        visit(line, if line == 1 { text.trim_start_matches('\u{feff}') } else { text })?;
    }
}

fn skip_line(from: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = from.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = memchr::memchr(b'\n', buffer);
        let len = end.map_or(buffer.len(), |it| it + 1);
        from.consume(len);
        if end.is_some() {
            return Ok(());
        }
    }
}
