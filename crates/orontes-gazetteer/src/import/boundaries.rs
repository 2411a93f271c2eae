//! Turns OCHA's admin boundaries (COD-AB) into rows: GeoJSON of a level, or the table of the gazetteer.
//!
//! Both spellings of the attributes are read: `ADM2_EN`, `ADM2_PCODE` of the datasets up to 2024 and `adm2_name`,
//! `adm2_pcode` of those since. Names in other languages (`ADM2_AR`, `adm2_name1`) become further names.

use super::table::each_row;
use super::{Pass, Sink, Tally, shape};
use crate::pack::Row;
use orontes_model::{PlaceKind, Point};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead};

/// Attributes of one area, in lower case.
pub(super) type Attributes = BTreeMap<String, String>;

/// Reads a GeoJSON file of boundaries, one area at a time. Linear in it.
///
/// # Errors
/// Where it cannot be read, is no GeoJSON, or `sink` stops.
pub fn boundaries(name: &str, from: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<Tally> {
    let mut pass = Pass::new(name, sink);
    let mut stopped = None;
    let mut n_features = 0;
    let mut take = |feature: Value| {
        n_features += 1;
        let attributes = feature.get("properties").and_then(Value::as_object);
        let attributes =
            attributes.into_iter().flatten().map(|(key, it)| (key.to_lowercase(), text_of(it))).collect();
        let point = told_point(&attributes).or_else(|| shape::middle(feature.get("geometry")?));
        let taken = area(&mut pass, n_features, &attributes, point);
        let goes_on = taken.is_ok();
        stopped = taken.err();
        goes_on
    };
    let mut json = serde_json::Deserializer::from_reader(from);
    let read = Features(&mut take).deserialize(&mut json).and_then(|()| json.end());
    match (stopped, read) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("{name}: no GeoJSON of features: {error}"),
        )),
        (None, Ok(())) => Ok(pass.tally),
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(
        || if value.is_null() { String::new() } else { value.to_string() },
        |it| it.trim().to_owned(),
    )
}

/// Reads the table of a COD-AB gazetteer, a sheet of the workbook saved as CSV. Linear in it.
///
/// # Errors
/// Where it cannot be read, has no column of p-codes, or `sink` stops.
pub fn boundary_table(name: &str, from: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<Tally> {
    let mut pass = Pass::new(name, sink);
    let mut sheet: Option<Sheet> = None;
    each_row(from, |line, row| match &sheet {
        Some(sheet) => sheet.take(&mut pass, line, row),
        None => {
            let message =
                || format!("{name}: a column such as ADM1_PCODE or adm1_pcode is expected in its first line");
            let of = Sheet::of(row).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, message()))?;
            sheet = Some(of);
            Ok(())
        }
    })?;
    Ok(pass.tally)
}

/// The table of a gazetteer, by the words of its first line.
pub(super) struct Sheet {
    header: Vec<String>,
}

impl Sheet {
    /// Takes the first line of a table; nothing where no column holds p-codes.
    pub(super) fn of(row: &[String]) -> Option<Sheet> {
        let header: Vec<String> = row.iter().map(|it| it.trim().to_lowercase()).collect();
        header.iter().any(|it| it.ends_with("pcode")).then_some(Sheet { header })
    }

    pub(super) fn take(&self, pass: &mut Pass<'_, '_>, line: u64, row: &[String]) -> io::Result<()> {
        // The line of HXL tags under the header.
        if row.iter().any(|it| it.starts_with('#')) {
            return Ok(());
        }
        let cells = self.header.iter().zip(row);
        let attributes: Attributes = cells.map(|(key, it)| (key.clone(), it.trim().to_owned())).collect();
        area(pass, line, &attributes, told_point(&attributes))
    }
}

pub(super) fn told_point(attributes: &Attributes) -> Option<Point> {
    let number = |keys: [&str; 4]| keys.iter().find_map(|it| attributes.get(*it)?.parse::<f64>().ok());
    let lat = number(["center_lat", "latitude", "lat", "y"])?;
    Some(Point { lat, lon: number(["center_lon", "longitude", "lon", "x"])? })
}

/// Hands the deepest area that the attributes name on.
pub(super) fn area(
    pass: &mut Pass<'_, '_>,
    line: u64,
    attributes: &Attributes,
    point: Option<Point>,
) -> io::Result<()> {
    let cell = |key: String| attributes.get(&key).map(String::as_str).filter(|it| !it.is_empty());
    let pcode_of =
        |level: usize| cell(format!("adm{level}_pcode")).or_else(|| cell(format!("admin{level}pcode")));
    let Some(level) = (0..=4).rev().find(|&it| pcode_of(it).is_some()) else {
        pass.refuse(line, "an area needs a p-code", "");
        return Ok(());
    };
    let pcode = pcode_of(level).unwrap_or("");
    let Some(point) = point else {
        pass.refuse(line, "an area needs a boundary, or a latitude and longitude", pcode);
        return Ok(());
    };
    let Some(point) = pass.point(line, &point.lat.to_string(), &point.lon.to_string()) else { return Ok(()) };
    for key in ["valid_on", "validon", "date"] {
        pass.dated(attributes.get(key).map_or("", |it| it.get(..10).unwrap_or("")));
    }
    let prefixes = [format!("adm{level}_"), format!("admin{level}name")];
    let named = |key: &str| {
        let name = prefixes.iter().find_map(|it| key.strip_prefix(it.as_str()));
        name.is_some_and(|it| {
            matches!(it.len(), 0 | 2) || it.starts_with("name") || it == "ref" || it.starts_with("alt")
        })
    };
    let english = [format!("adm{level}_en"), format!("adm{level}_name"), format!("admin{level}name_en")];
    let mut names: Vec<&str> = english.into_iter().filter_map(cell).collect();
    names.extend(attributes.iter().filter(|it| named(it.0) && !it.1.is_empty()).map(|it| it.1.as_str()));
    let Some(name) = names.first() else {
        pass.refuse(line, "an area needs a name", pcode);
        return Ok(());
    };
    let country = pcode_of(0).unwrap_or(pcode);
    pass.place(
        line,
        &Row {
            id: format!("cod:{pcode}"),
            name: (*name).to_owned(),
            names: names.iter().skip(1).map(|it| (*it).to_owned()).collect(),
            kind: match level {
                0 => PlaceKind::Country,
                1 => PlaceKind::Adm1,
                2 => PlaceKind::Adm2,
                3 => PlaceKind::Adm3,
                _ => PlaceKind::Neighbourhood,
            },
            point,
            country: country.chars().take_while(char::is_ascii_alphabetic).take(3).collect(),
            parents: (0..level).rev().filter_map(pcode_of).map(|it| format!("cod:{it}")).collect(),
            keys: Vec::new(),
            pcode: Some(pcode.to_owned()),
            population: 0,
        },
    )
}

/// Walks the features of a collection without holding them all; `take` says whether to go on.
struct Features<'a>(&'a mut dyn FnMut(Value) -> bool);

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FeatureCollection")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            if key == "features" {
                map.next_value_seed(Features(self.0))?;
                found = true;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if found { Ok(()) } else { Err(serde::de::Error::custom("it has no «features»")) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(feature) = seq.next_element::<Value>()? {
            if !(self.0)(feature) {
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}
