//! Places: what a gazetteer knows, and what a mention was found to mean.

use crate::{Reading, Span};
use std::collections::BTreeMap;

/// A point on the WGS 84 ellipsoid, degrees.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Point {
    /// Latitude, −90 to 90, north positive.
    pub lat: f64,
    /// Longitude, −180 to 180, east positive.
    pub lon: f64,
}

impl Point {
    /// Great-circle distance in kilometres (haversine, mean Earth radius 6,371.0088 km, IUGG).
    pub fn distance_km(self, other: Point) -> f64 {
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let (dlat, dlon) = (lat2 - lat1, (other.lon - self.lon).to_radians());
        let (a, b) = ((dlat / 2.0).sin(), (dlon / 2.0).sin());
        2.0 * 6371.0088 * (a * a + lat1.cos() * lat2.cos() * b * b).sqrt().min(1.0).asin()
    }
}

crate::reading::words! {
    /// What a place is.
    PlaceKind {
        City = "city", Town = "town", Village = "village", Neighbourhood = "neighbourhood",
        Country = "country", Adm1 = "adm1", Adm2 = "adm2", Adm3 = "adm3", Region = "region",
        AirBase = "air_base", Site = "site", Camp = "camp", Crossing = "crossing", Road = "road",
        River = "river", Lake = "lake", Mountain = "mountain", Sea = "sea", Island = "island",
    }
}

/// A gazetteer entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Identifier, stable across versions of the pack ("sy.hama", "geonames:170017").
    pub id: String,
    /// The name that is printed.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Where it is; areas have a representative point.
    pub point: Option<Point>,
    /// ISO 3166-1 alpha-3 of its country.
    pub country: String,
    /// Identifiers of its admin parents, nearest first.
    pub parents: Vec<String>,
    /// OCHA p-code, where it has one.
    pub pcode: Option<String>,
    /// People living there, 0 for unknown.
    pub population: u64,
}

/// How precisely a mention is placed, ACLED `geo_precision` in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The named place itself (ACLED 1).
    Exact,
    /// Near it, or a part of a district (ACLED 2).
    Near,
    /// A province or larger (ACLED 3).
    Region,
}

/// What a mention of a place was found to mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolution<T> {
    /// One reading only is left.
    One(T),
    /// Several fit, best first.
    Several(Vec<T>),
    /// Nothing fits.
    None,
}

impl<T> Resolution<T> {
    /// Returns the only reading; nothing where several fit.
    pub fn certain(&self) -> Option<&T> {
        match self {
            Resolution::One(it) => Some(it),
            Resolution::Several(_) | Resolution::None => None,
        }
    }

    /// Returns the best reading, a guess where several fit: the caller says that it guesses.
    pub fn best(&self) -> Option<&T> {
        match self {
            Resolution::One(it) => Some(it),
            Resolution::Several(them) => them.first(),
            Resolution::None => None,
        }
    }
}

/// Where something is when words place it about a point: within so many kilometres of there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The middle.
    pub point: Point,
    /// How far from there it may be.
    pub radius_km: f64,
}

/// A gazetteer entry that may be meant, with its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The entry.
    pub place: Place,
    /// How well it fits, 0 to 1; comparable within one mention only.
    pub score: f64,
    /// Why, for a person: "exact name", "gloss «Hmoth (Homs)»", "same district as Suran".
    pub reason: String,
}

/// One mention of a place with what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Index into [`crate::Reading::mentions`].
    pub mention: usize,
    /// The words, with their qualifier ("the northern countryside of Hama").
    pub span: Span,
    /// What it means.
    pub resolution: Resolution<Candidate>,
    /// How precisely.
    pub precision: Precision,
    /// What the words make of the place: nothing, or an area about it ("north of", "outskirts of").
    pub qualifier: Option<String>,
    /// What the qualifier makes of the best reading, where that is a point: "10 km north of".
    pub area: Option<Area>,
}

/// All places of one report, resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Located {
    /// One per place mention, in the order of the mentions.
    pub places: Vec<PlaceMention>,
    /// Names that the report itself explains: "Hmoth (Homs)" teaches Hmoth.
    pub glosses: Vec<Gloss>,
    /// For each description of a settlement ("the town") the mention that it goes back to, by the places' kinds and
    /// weights; nothing where it may go back to several. Holds over [`crate::Mention::antecedent`].
    pub antecedents: BTreeMap<usize, Option<usize>>,
}

/// A name that a report explains by another.
#[derive(Clone, Debug, PartialEq)]
pub struct Gloss {
    /// The name explained.
    pub alias: Span,
    /// The name that explains it.
    pub canonical: Span,
    /// Identifier of the place meant.
    pub place: Option<String>,
}

impl Located {
    /// Writes what descriptions of settlements go back to into the reading.
    pub fn settle(&self, reading: &mut Reading) {
        for (idx, back) in &self.antecedents {
            if let Some(mention) = reading.mentions.get_mut(*idx) {
                mention.antecedent = *back;
            }
        }
    }

    /// Returns what mention number `mention` was found to mean.
    pub fn of_mention(&self, mention: usize) -> Option<&PlaceMention> {
        // In the order of the mentions.
        let at = self.places.binary_search_by_key(&mention, |it| it.mention).ok()?;
        self.places.get(at)
    }
}
