//! Turns GeoNames dumps into rows: `SY.txt`, `allCountries.txt`, `cities500.txt`, and `alternateNamesV2.txt`.

use super::{Pass, Sink, Tally, each_line, settlement};
use crate::pack::Row;
use orontes_model::PlaceKind;
use std::io::{self, BufRead};

/// Reads a dump: 19 columns without a header (<https://download.geonames.org/export/dump/readme.txt>). Linear in it.
///
/// # Errors
/// Where it cannot be read, or `sink` stops.
pub fn geonames(name: &str, from: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<Tally> {
    let mut pass = Pass::new(name, sink);
    each_line(from, |line, text| {
        if text.trim().is_empty() || text.starts_with('#') { Ok(()) } else { place(&mut pass, line, text) }
    })?;
    Ok(pass.tally)
}

fn place(pass: &mut Pass<'_, '_>, line: u64, text: &str) -> io::Result<()> {
    let cells: Vec<&str> = text.split('\t').collect();
    let [
        id,
        title,
        ascii,
        others,
        lat,
        lon,
        class,
        code,
        country,
        _,
        adm1,
        adm2,
        adm3,
        _,
        people,
        _,
        _,
        _,
        day,
    ] = cells[..]
    else {
        pass.refuse(line, "19 columns are expected", text);
        return Ok(());
    };
    if id.is_empty() || !id.bytes().all(|it| it.is_ascii_digit()) {
        pass.refuse(line, "an identifier of digits is expected first", id);
        return Ok(());
    }
    pass.dated(day);
    let Some(kind) = kind_of(class, code) else { return Ok(()) };
    let Some(point) = pass.point(line, lat, lon) else { return Ok(()) };
    let population = people.parse().unwrap_or(0);
    let codes = [adm1, adm2, adm3];
    let key = |n: usize| format!("geonames:{country}.{}", codes[..n].join("."));
    // An area's code is its own key; what is above it, and above a place, is tried from the nearest.
    let level = match kind {
        PlaceKind::Adm1 => 1,
        PlaceKind::Adm2 => 2,
        PlaceKind::Adm3 => 3,
        _ => 4,
    };
    let known = codes.iter().take_while(|it| !it.is_empty() && **it != "00").count();
    let keys = if (1..=known).contains(&level) { vec![key(level)] } else { Vec::new() };
    pass.place(
        line,
        &Row {
            id: format!("geonames:{id}"),
            name: title.to_owned(),
            names: [ascii]
                .into_iter()
                .chain(others.split(','))
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect(),
            kind: settlement(kind, population),
            point,
            country: country.to_owned(),
            parents: (1..=known.min(level - 1)).rev().map(key).collect(),
            keys,
            pcode: None,
            population,
        },
    )
}

/// Feature classes and codes of GeoNames (<https://www.geonames.org/export/codes.html>) that news names.
fn kind_of(class: &str, code: &str) -> Option<PlaceKind> {
    match (class, code) {
        ("P", "PPLX") => Some(PlaceKind::Neighbourhood),
        ("P", "PPLC" | "PPLA" | "PPLA2") => Some(PlaceKind::City),
        ("P", "PPLH" | "PPLQ" | "PPLW") => None,
        ("P", "PPLA3") => Some(PlaceKind::Town),
        ("P", _) => Some(PlaceKind::Village),
        ("A", "ADM1") => Some(PlaceKind::Adm1),
        ("A", "ADM2") => Some(PlaceKind::Adm2),
        ("A", "ADM3") => Some(PlaceKind::Adm3),
        ("S", "AIRB" | "AIRP" | "AIRF") => Some(PlaceKind::AirBase),
        ("S", "CMP" | "CMPRF") => Some(PlaceKind::Camp),
        ("S", "PSTB" | "CSTM") => Some(PlaceKind::Crossing),
        ("S", "DAM" | "PRN" | "SQR" | "MSQE" | "CSTL" | "INSM" | "OILR" | "BDG" | "HSP") => {
            Some(PlaceKind::Site)
        }
        ("H", "STM" | "STMI" | "CNL") => Some(PlaceKind::River),
        ("H", "LK" | "RSV" | "LKI") => Some(PlaceKind::Lake),
        ("T", "MT" | "MTS" | "HLL") => Some(PlaceKind::Mountain),
        ("T", "ISL") => Some(PlaceKind::Island),
        ("L", "RGN" | "AREA") => Some(PlaceKind::Region),
        (_, _) => None,
    }
}

/// Codes in the column of languages that stand for no language: links, airports, post codes and the like.
const NO_LANGUAGES: [&str; 10] =
    ["link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "abbr"];

/// Reads `alternateNamesV2.txt`: names of places in many languages, for rows of another file. Linear in it.
///
/// # Errors
/// Where it cannot be read, or `sink` stops.
pub fn alternate_names(name: &str, from: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<Tally> {
    let mut pass = Pass::new(name, sink);
    each_line(from, |line, text| {
        let mut cells = text.split('\t');
        let (_, id, language, own) = (cells.next(), cells.next(), cells.next(), cells.next());
        let (Some(id), Some(language), Some(own)) = (id, language, own) else {
            pass.refuse(line, "at least four columns are expected", text);
            return Ok(());
        };
        if NO_LANGUAGES.contains(&language) || own.is_empty() {
            return Ok(());
        }
        pass.names(&format!("geonames:{id}"), &[own])
    })?;
    Ok(pass.tally)
}
