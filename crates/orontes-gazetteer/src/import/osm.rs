//! Turns the tags of an OpenStreetMap node, way or relation into a row.

use super::settlement;
use crate::pack::Row;
use orontes_model::{PlaceKind, Point};

/// Returns the place that tags describe; nothing where they describe none that news names or it has no name.
/// `id` is the element's own, with its sort before it ("n123"); `country` the ISO code of all rows that say none.
/// Keys of tags: <https://wiki.openstreetmap.org/wiki/Key:place>.
pub fn osm_place(id: &str, tags: &[(&str, &str)], point: Point, country: &str) -> Option<Row> {
    let tag =
        |key: &str| tags.iter().find(|it| it.0 == key).map(|it| it.1.trim()).filter(|it| !it.is_empty());
    let kind = kind_of(&tag)?;
    let english = tag("name:en").or_else(|| tag("int_name"));
    let name = english.or_else(|| tag("name"))?;
    let names = tags.iter().filter(|it| is_name(it.0)).flat_map(|it| it.1.split(';')).map(str::trim);
    let names = names.filter(|it| !it.is_empty() && *it != name).map(str::to_owned).collect();
    let people = tag("population").unwrap_or("").replace([',', ' '], "");
    let population = people.parse().unwrap_or(0);
    let told = tag("is_in:country_code").or_else(|| tag("addr:country")).filter(|it| it.len() == 2);
    Some(Row {
        id: format!("osm:{id}"),
        name: name.to_owned(),
        names,
        kind: if tag("place") == Some("locality") { kind } else { settlement(kind, population) },
        point,
        country: told.unwrap_or(country).to_uppercase(),
        parents: Vec::new(),
        keys: Vec::new(),
        pcode: tag("ref:pcode").or_else(|| tag("unocha:pcode")).map(str::to_owned),
        population,
    })
}

fn is_name(key: &str) -> bool {
    let variants = ["name", "alt_name", "old_name", "official_name", "short_name", "int_name", "loc_name"];
    // "name:ar", "alt_name:en"; "name:prefix" and "name:etymology" are none.
    match key.split_once(':') {
        None => variants.contains(&key),
        Some((own, language)) => {
            let code = matches!(language.split(['-', '_']).next().map_or(0, str::len), 2 | 3);
            variants.contains(&own)
                && code
                && language.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
        }
    }
}

fn kind_of<'a>(tag: &impl Fn(&str) -> Option<&'a str>) -> Option<PlaceKind> {
    match tag("place") {
        Some("city") => return Some(PlaceKind::City),
        Some("town") => return Some(PlaceKind::Town),
        Some("village" | "hamlet" | "isolated_dwelling" | "municipality" | "locality") => {
            return Some(PlaceKind::Village);
        }
        Some("suburb" | "quarter" | "neighbourhood" | "borough" | "city_block") => {
            return Some(PlaceKind::Neighbourhood);
        }
        Some("region" | "archipelago") => return Some(PlaceKind::Region),
        Some("island" | "islet") => return Some(PlaceKind::Island),
        Some("sea" | "ocean") => return Some(PlaceKind::Sea),
        Some("state" | "province") => return Some(PlaceKind::Adm1),
        Some("county" | "district") => return Some(PlaceKind::Adm2),
        Some("country") => return Some(PlaceKind::Country),
        Some(_) | None => {}
    }
    if tag("boundary") == Some("administrative") {
        // Level 4 is the first below the country nearly everywhere; 2 is the country.
        match tag("admin_level") {
            Some("4") => return Some(PlaceKind::Adm1),
            Some("5" | "6") => return Some(PlaceKind::Adm2),
            Some("7" | "8") => return Some(PlaceKind::Adm3),
            Some(_) | None => {}
        }
    }
    match (tag("aeroway"), tag("military"), tag("barrier"), tag("natural"), tag("waterway"), tag("amenity")) {
        (Some("aerodrome"), ..) | (_, Some("airfield"), ..) => Some(PlaceKind::AirBase),
        (_, Some("base" | "barracks" | "checkpoint"), ..) => Some(PlaceKind::Site),
        (_, _, Some("border_control"), ..) => Some(PlaceKind::Crossing),
        (_, _, _, Some("peak" | "mountain_range" | "ridge"), ..) => Some(PlaceKind::Mountain),
        (_, _, _, Some("water"), ..) if tag("water") == Some("lake") || tag("water") == Some("reservoir") => {
            Some(PlaceKind::Lake)
        }
        (_, _, _, _, Some("river"), _) => Some(PlaceKind::River),
        (_, _, _, _, Some("dam"), _) => Some(PlaceKind::Site),
        (.., Some("refugee_site")) => Some(PlaceKind::Camp),
        (.., Some("prison" | "hospital" | "university")) => Some(PlaceKind::Site),
        (..) => None,
    }
}
