//! Names what is wrong with a pack: damage, admin parents in a circle, points off the globe or swapped.

use super::layout::Section;
use super::view::{MOST_LEVELS, Pack};
use orontes_model::Point;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// Something wrong with a pack or one of its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What sort of thing.
    pub flaw: Flaw,
    /// Where: identifier and name of a place, or the part of the pack; the first few of a sort.
    pub examples: Vec<String>,
    /// How many there are.
    pub n: u64,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// The bytes of a part are not those that were written.
    Digest,
    /// A record cannot be read.
    Unreadable,
    /// Identifiers or keys do not stand in order, so that look-ups miss.
    Order,
    /// A name and its place do not know each other.
    Names,
    /// The coordinates lie on no globe.
    OffGlobe,
    /// A place lies in itself, going up.
    Circle,
    /// Outside its country as the other places span it, and inside when latitude and longitude change places.
    Swapped,
    /// At 0° N 0° E, where rows without a point land.
    NullIsland,
}

impl Flaw {
    /// Says whether the pack must not be used, rather than looked at by a person.
    pub fn is_damage(self) -> bool {
        match self {
            Flaw::Digest | Flaw::Unreadable | Flaw::Order | Flaw::Names => true,
            Flaw::OffGlobe | Flaw::Circle | Flaw::Swapped | Flaw::NullIsland => false,
        }
    }

    /// What is wrong, for a person.
    pub fn sentence(self) -> &'static str {
        match self {
            Flaw::Digest => "not as it was written",
            Flaw::Unreadable => "cannot be read",
            Flaw::Order => "out of order, so that look-ups miss",
            Flaw::Names => "names and places that do not know each other",
            Flaw::OffGlobe => "coordinates out of range",
            Flaw::Circle => "lies in itself, going up its admin parents",
            Flaw::Swapped => {
                "latitude and longitude look swapped: outside its country, inside when they change places"
            }
            Flaw::NullIsland => "at 0° N 0° E, where rows without a point land",
        }
    }
}

/// Examples of one sort that are told.
const MOST_EXAMPLES: usize = 10;

#[derive(Default)]
struct Found(BTreeMap<Flaw, Finding>);

impl Found {
    fn add(&mut self, flaw: Flaw, what: impl FnOnce() -> String) {
        let finding = self.0.entry(flaw).or_insert(Finding { flaw, examples: Vec::new(), n: 0 });
        finding.n += 1;
        if finding.examples.len() < MOST_EXAMPLES {
            finding.examples.push(what());
        }
    }
}

impl Pack {
    /// Looks at every byte and every place, and tells what is wrong, worst first. Linear in the pack.
    pub fn check(&self) -> Vec<Finding> {
        let mut found = Found::default();
        for section in Section::ALL {
            let mut digest = Sha256::new();
            let read = self.stretch(section).each_piece(section, |it| digest.update(it));
            let digest: [u8; 32] = digest.finalize().into();
            if read.is_err() || digest != self.layout.sections[section as usize].digest {
                found.add(Flaw::Digest, || section.word().to_owned());
            }
        }
        self.check_places(&mut found);
        self.check_names(&mut found);
        self.check_points(&mut found);
        found.0.into_values().collect()
    }

    fn check_places(&self, found: &mut Found) {
        let mut last = String::new();
        let mut n_names = 0;
        for place in 0..self.n_places() {
            let Some(record) = self.record(place) else {
                found.add(Flaw::Unreadable, || format!("place number {place}"));
                continue;
            };
            let told = || format!("{} ({})", record.name, record.id);
            if record.id <= last && place > 0 {
                found.add(Flaw::Order, told);
            }
            if record.first_name != n_names || self.names_of(place).1.len() != record.n_names as usize {
                found.add(Flaw::Names, told);
            }
            n_names = record.first_name.saturating_add(record.n_names);
            if record.parent.is_some_and(|it| it >= self.n_places()) {
                found.add(Flaw::Unreadable, || format!("parent of {}", told()));
            } else if self.goes_in_a_circle(place) {
                found.add(Flaw::Circle, told);
            }
            last = record.id;
        }
    }

    fn goes_in_a_circle(&self, place: u32) -> bool {
        let mut at = Some(place);
        for _ in 0..=MOST_LEVELS {
            let Some(here) = at else { return false };
            at = self.record(here).and_then(|it| it.parent);
        }
        at.is_some()
    }

    fn check_names(&self, found: &mut Found) {
        for (section, index) in [(Section::Folded, self.folded()), (Section::Bones, self.bones())] {
            let n_names = self.n_names();
            let mut n_strays = 0;
            let (_, whole) = index.survey(|name| n_strays += u64::from(name >= n_names));
            if !whole {
                found.add(Flaw::Order, || format!("the index «{}»", section.word()));
            }
            (0..n_strays).for_each(|_| found.add(Flaw::Names, || format!("the index «{}»", section.word())));
        }
    }

    fn check_points(&self, found: &mut Found) {
        let mut spans: BTreeMap<String, Spread> = BTreeMap::new();
        for record in (0..self.n_places()).filter_map(|it| self.record(it)) {
            if let Some(point) = record.point {
                spans.entry(record.country).or_default().add(point);
            }
        }
        let boxes: BTreeMap<String, Edges> =
            spans.into_iter().filter_map(|(country, it)| Some((country, it.edges()?))).collect();
        for record in (0..self.n_places()).filter_map(|it| self.record(it)) {
            let told = || format!("{} ({})", record.name, record.id);
            match (record.point, boxes.get(&record.country)) {
                (None, _) => found.add(Flaw::OffGlobe, told),
                (Some(point), _) if point.lat == 0.0 && point.lon == 0.0 => found.add(Flaw::NullIsland, told),
                (Some(point), Some(edges)) if !record.country.is_empty() && edges.says_swapped(point) => {
                    found.add(Flaw::Swapped, told);
                }
                (Some(_), _) => {}
            }
        }
    }
}

/// How the places of one country spread over whole degrees.
struct Spread {
    lat: Vec<u32>,
    lon: Vec<u32>,
    n: u32,
}

impl Default for Spread {
    fn default() -> Spread {
        Spread { lat: vec![0; 181], lon: vec![0; 361], n: 0 }
    }
}

/// The degrees between which a country lies.
struct Edges {
    lat: [f64; 2],
    lon: [f64; 2],
}

impl Spread {
    fn add(&mut self, point: Point) {
        self.lat[(point.lat.floor() as i64 + 90).clamp(0, 180) as usize] += 1;
        self.lon[(point.lon.floor() as i64 + 180).clamp(0, 360) as usize] += 1;
        self.n += 1;
    }

    /// The box that holds all but a strange few; nothing where there are too few places to tell.
    fn edges(&self) -> Option<Edges> {
        /// Below so many places one swapped row is a tenth of them.
        const LEAST_PLACES: u32 = 10;
        if self.n < LEAST_PLACES {
            return None;
        }
        // One in twenty at either end may be wrong without moving the box.
        let strays = self.n / 20;
        let inner = |bins: &[u32], first: f64| {
            let low = edge(bins.iter().enumerate(), strays);
            let high = edge(bins.iter().enumerate().rev(), strays);
            // A degree and a half more on either side for what the cut took from the edge.
            [low as f64 + first - 1.5, high as f64 + first + 2.5]
        };
        Some(Edges { lat: inner(&self.lat, -90.0), lon: inner(&self.lon, -180.0) })
    }
}

/// Returns the first bin past so many strays.
fn edge<'a>(bins: impl Iterator<Item = (usize, &'a u32)>, strays: u32) -> usize {
    let mut so_far = 0;
    for (bin, n) in bins {
        so_far += n;
        if so_far > strays {
            return bin;
        }
    }
    0
}

impl Edges {
    fn holds(&self, lat: f64, lon: f64) -> bool {
        (self.lat[0]..=self.lat[1]).contains(&lat) && (self.lon[0]..=self.lon[1]).contains(&lon)
    }

    fn says_swapped(&self, point: Point) -> bool {
        !self.holds(point.lat, point.lon) && self.holds(point.lon, point.lat)
    }
}
