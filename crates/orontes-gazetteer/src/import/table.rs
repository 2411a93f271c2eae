//! Turns a spreadsheet saved with commas, semicolons or tabs into rows.

use super::{Pass, Sink, Tally, settlement};
use crate::pack::Row;
use orontes_model::PlaceKind;
use std::io::{self, BufRead};

/// Column names under which tables of places on the web keep what we need, by our own name.
const COLUMNS: [(&str, &[&str]); 10] = [
    ("id", &["id", "geonameid", "pcode", "osm_id", "wikidata"]),
    ("name", &["name", "place", "city", "name_en", "asciiname", "location"]),
    ("lat", &["lat", "latitude", "y"]),
    ("lon", &["lon", "lng", "long", "longitude", "x"]),
    ("country", &["country_code", "iso2", "iso3", "country"]),
    ("kind", &["kind", "type", "fclass", "feature"]),
    ("population", &["population", "pop"]),
    ("names", &["names", "alternatenames", "aliases", "name_ar", "name_local"]),
    ("parent", &["parent", "parent_id", "admin_id"]),
    ("pcode", &["pcode", "p_code"]),
];

/// Reads a table with a header. Columns are told by their usual names; `country` is used where the table has none of
/// two or three capitals. Identifiers become `PREFIX:ID`. Linear in it.
///
/// # Errors
/// Where it cannot be read, has no columns of name, latitude and longitude, or `sink` stops.
pub fn table(
    name: &str,
    from: &mut dyn BufRead,
    prefix: &str,
    country: &str,
    sink: &mut Sink<'_>,
) -> io::Result<Tally> {
    let mut pass = Pass::new(name, sink);
    let mut columns: Option<[Option<usize>; COLUMNS.len()]> = None;
    each_row(from, |line, row| {
        let Some(columns) = columns else {
            let header: Vec<String> =
                row.iter().map(|it| it.trim().trim_start_matches('#').to_lowercase()).collect();
            let found = COLUMNS.map(|it| it.1.iter().find_map(|own| header.iter().position(|it| it == own)));
            if found[1..4].iter().any(Option::is_none) {
                let message = format!(
                    "{name}: columns for name, latitude and longitude are expected in its first line"
                );
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
            columns = Some(found);
            return Ok(());
        };
        let cell = |at: usize| columns[at].and_then(|it| row.get(it)).map_or("", |it| it.trim());
        let Some(point) = pass.point(line, cell(2), cell(3)) else { return Ok(()) };
        let own = match cell(0) {
            "" => line.to_string(),
            id => id.to_owned(),
        };
        let told = cell(4);
        let code = matches!(told.len(), 2 | 3) && told.bytes().all(|it| it.is_ascii_uppercase());
        let population = cell(6).replace([',', ' '], "").parse().unwrap_or(0);
        let kind = PlaceKind::from_word(&cell(5).to_lowercase()).unwrap_or(PlaceKind::Village);
        let parent = Some(cell(8)).filter(|it| !it.is_empty());
        pass.place(
            line,
            &Row {
                id: format!("{prefix}:{own}"),
                name: cell(1).to_owned(),
                names: cell(7)
                    .split(['|', ',', ';'])
                    .map(|it| it.trim().to_owned())
                    .filter(|it| !it.is_empty())
                    .collect(),
                kind: settlement(kind, population),
                point,
                country: if code { told } else { country }.to_owned(),
                parents: parent.map(|it| format!("{prefix}:{it}")).into_iter().collect(),
                keys: Vec::new(),
                pcode: Some(cell(9)).filter(|it| !it.is_empty()).map(str::to_owned),
                population,
            },
        )
    })?;
    Ok(pass.tally)
}

/// Longest row that is read: a quote that is never closed must not take the whole file for one cell.
const LONGEST_ROW: usize = 1 << 20;

/// Calls `visit` with each row of cells and the line where it begins. Quoted cells may hold separators, line breaks
/// and doubled quotes (RFC 4180). The separator is what the header has most of.
pub(super) fn each_row(
    from: &mut dyn BufRead,
    mut visit: impl FnMut(u64, &[String]) -> io::Result<()>,
) -> io::Result<()> {
    let (mut open, mut opened_at, mut comma) = (String::new(), 1, ',');
    super::each_line(from, |line, text| {
        if line == 1 {
            let n_of = |it: &char| text.matches(*it).count();
            comma = *[',', '\t', ';'].iter().max_by_key(|it| n_of(it)).unwrap_or(&',');
        }
        if open.is_empty() {
            opened_at = line;
        } else {
            open.push('\n');
        }
        open.push_str(text);
        // An odd number of quotes leaves one open: the row goes on.
        if open.matches('"').count() % 2 == 1 && open.len() < LONGEST_ROW {
            return Ok(());
        }
        let whole = std::mem::take(&mut open);
        if whole.trim().is_empty() { Ok(()) } else { visit(opened_at, &cells(&whole, comma)) }
    })?;
    if open.trim().is_empty() { Ok(()) } else { visit(opened_at, &cells(&open, comma)) }
}

fn cells(row: &str, comma: char) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = row.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            _ if ch == comma && !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(ch),
        }
    }
    cells.push(cell);
    cells
}
