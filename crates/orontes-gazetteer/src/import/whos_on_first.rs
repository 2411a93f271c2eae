//! Turns an extract of Who's On First into rows.

use super::{Pass, Sink, Tally, each_line, settlement};
use crate::pack::Row;
use orontes_model::PlaceKind;
use std::io::{self, BufRead};

/// Reads a table with the columns `id placetype name lat lon population names` under a header, where `names` lists
/// `lang_x_kind=name` with `|` between. `country` is the ISO code of all rows. Linear in it.
///
/// # Errors
/// Where it cannot be read, or `sink` stops.
pub fn whos_on_first(
    name: &str,
    from: &mut dyn BufRead,
    country: &str,
    sink: &mut Sink<'_>,
) -> io::Result<Tally> {
    let mut pass = Pass::new(name, sink);
    let mut header: Vec<String> = Vec::new();
    each_line(from, |line, text| {
        if line == 1 {
            header = text.trim_start_matches('#').split('\t').map(|it| it.trim().to_owned()).collect();
            return Ok(());
        }
        let cells: Vec<&str> = text.split('\t').collect();
        let cell = |column: &str| {
            let at = header.iter().position(|it| it == column);
            at.and_then(|it| cells.get(it)).map_or("", |it| it.trim())
        };
        let Some(kind) = kind_of(cell("placetype")) else { return Ok(()) };
        let Some(point) = pass.point(line, cell("lat"), cell("lon")) else { return Ok(()) };
        let population = cell("population").parse().unwrap_or(0);
        let names = cell("names").split('|').filter_map(|it| it.split_once('=')).map(|it| it.1.trim());
        pass.place(
            line,
            &Row {
                id: format!("wof:{}", cell("id")),
                name: cell("name").to_owned(),
                names: names.filter(|it| !it.is_empty()).map(str::to_owned).collect(),
                kind: settlement(kind, population),
                point,
                country: country.to_owned(),
                parents: Vec::new(),
                keys: Vec::new(),
                pcode: None,
                population,
            },
        )
    })?;
    Ok(pass.tally)
}

fn kind_of(placetype: &str) -> Option<PlaceKind> {
    match placetype {
        "region" => Some(PlaceKind::Adm1),
        "county" => Some(PlaceKind::Adm2),
        "localadmin" => Some(PlaceKind::Adm3),
        "locality" => Some(PlaceKind::Village),
        "neighbourhood" | "borough" | "macrohood" => Some(PlaceKind::Neighbourhood),
        "campus" => Some(PlaceKind::Site),
        _ => None,
    }
}
