//! Turns tables of countries, places, cities, aliases and shy names into a gazetteer, noting rows that cannot
//! be right.

use crate::demonym::Demonyms;
use crate::find::{Finder, Shyness};
use crate::fold::fold;
use crate::gazetteer::{Gazetteer, Initial, Letters, Name};
use crate::skeleton::key_of;
use crate::table::{Row, Table};
use crate::twin::{TWIN_KM, is_twin};
use orontes_model::{Note, Noted, Place, PlaceKind, Point, Severity};
use std::collections::BTreeMap;

/// A point this far from its parent or country, and nearer by this factor when latitude and longitude change
/// places, is taken for swapped. No country but Russia reaches 4,000 km from its middle.
const SWAPPED_FROM_KM: f64 = 1000.0;
const SWAPPED_FACTOR: f64 = 4.0;

impl Gazetteer {
    /// Reads tables, each with its name for the notes. What a table holds is told by its columns: `iso3` and
    /// `capital` a table of countries; `id`, `lat` and `kind` of places; `alias` and `place` of other names;
    /// `shy` of names that are words or persons too; `lat` and `population` without `id` of cities.
    ///
    /// A row that cannot be right is refused or mended with a note that gives file and line.
    pub fn parse(files: &[(&str, &str)]) -> Noted<Gazetteer> {
        let mut tables: Vec<(TableKind, Table<'_>)> = Vec::new();
        let mut draft = Draft::default();
        for (name, contents) in files {
            let table = Table::parse(name, contents);
            match TableKind::of(&table) {
                Some(kind) => tables.push((kind, table)),
                None => draft.note(Severity::Info, format!("{name}: no table of places, names or countries")),
            }
        }
        // Countries first, so that places know theirs; other names last, so that all places are there.
        tables.sort_by_key(|it| it.0);
        for (kind, table) in &tables {
            draft.table += 1;
            for row in table.rows() {
                draft.add(*kind, &row);
            }
        }
        draft.finish()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum TableKind {
    Countries,
    Places,
    Aliases,
    Shy,
}

impl TableKind {
    fn of(table: &Table<'_>) -> Option<TableKind> {
        match () {
            () if table.has("iso3") && table.has("capital") => Some(TableKind::Countries),
            () if table.has("alias") && table.has("place") => Some(TableKind::Aliases),
            () if table.has("shy") => Some(TableKind::Shy),
            () if table.has("lat") && table.has("lon") && table.has("name") => Some(TableKind::Places),
            () => None,
        }
    }
}

/// A gazetteer in the making.
#[derive(Default)]
struct Draft {
    places: Vec<Place>,
    by_id: BTreeMap<String, u32>,
    names: Vec<Name>,
    by_name: BTreeMap<String, Vec<u32>>,
    /// The table that is read, and for each place the table it is from.
    table: u32,
    from_table: Vec<u32>,
    /// Parent that a row names, by place.
    parents: BTreeMap<u32, (String, String)>,
    iso3_of: BTreeMap<String, String>,
    country_of: BTreeMap<String, u32>,
    demonyms: Demonyms,
    shy: BTreeMap<String, Shyness>,
    notes: Vec<Note>,
}

impl Draft {
    fn note(&mut self, severity: Severity, message: String) {
        self.notes.push(Note::new(severity, message));
    }

    fn add(&mut self, kind: TableKind, row: &Row<'_, '_>) {
        match kind {
            TableKind::Countries => self.add_country(row),
            TableKind::Places => self.add_place(row),
            TableKind::Aliases => self.add_alias(row),
            TableKind::Shy => {
                let why = if row.cell("why") == "person" { Shyness::Person } else { Shyness::Word };
                self.shy.insert(fold(row.cell("shy")), why);
            }
        }
    }

    fn add_country(&mut self, row: &Row<'_, '_>) {
        let (iso2, iso3, name) = (row.cell("iso2").to_lowercase(), row.cell("iso3"), row.cell("name"));
        if iso2.len() != 2 || iso3.len() != 3 || name.is_empty() {
            return self.note(Severity::Refused, format!("{}: iso2, iso3 and name are needed", row.place()));
        }
        let Some(point) = self.point(row, "lat", "lon") else { return };
        self.iso3_of.insert(iso2.to_uppercase(), iso3.to_owned());
        self.demonyms.add_country(iso3, &iso2);
        let country = place(&iso2, name, PlaceKind::Country, Some(point), iso3);
        let idx = self.insert(country, row);
        self.country_of.insert(iso3.to_owned(), idx);
        self.add_names(std::iter::once(name).chain(row.list("aliases")), idx);
        let words = row.list("adjectives").chain(row.list("people"));
        for word in words {
            if !self.demonyms.add_nationality(word, iso3) {
                self.note(
                    Severity::Info,
                    format!("{}: «{word}» is another country's word already", row.place()),
                );
            }
        }
        for name in row.list("metonyms") {
            self.demonyms.add_government(name, iso3);
        }
        self.add_capital(row, &iso2, iso3, idx);
    }

    fn add_capital(&mut self, row: &Row<'_, '_>, iso2: &str, iso3: &str, country: u32) {
        let name = row.cell("capital");
        if name.is_empty() {
            return;
        }
        // A city that bears its country's name ("Singapore") cannot stand for a government apart from it.
        if fold(name) != fold(row.cell("name")) {
            self.demonyms.add_government(name, iso3);
        }
        if let Some(point) = self.point(row, "capital_lat", "capital_lon") {
            let mut capital = place(&derived_id(iso2, name), name, PlaceKind::City, Some(point), iso3);
            capital.parents = vec![self.places[country as usize].id.clone()];
            let idx = self.insert(capital, row);
            self.add_names([name], idx);
        }
    }

    fn add_place(&mut self, row: &Row<'_, '_>) {
        let name = row.cell("name");
        if name.is_empty() {
            return self.note(Severity::Refused, format!("{}: a place needs a name", row.place()));
        }
        let kind = match row.cell("kind") {
            "" => PlaceKind::City,
            word => match PlaceKind::from_word(word) {
                Some(kind) => kind,
                None => {
                    return self
                        .note(Severity::Refused, format!("{}: «{word}» is no kind of place", row.place()));
                }
            },
        };
        let country = row.cell("country");
        let iso3 = self.iso3_of.get(country).cloned().unwrap_or_else(|| country.to_owned());
        let Some(point) = self.point(row, "lat", "lon") else { return };
        let id = match row.cell("id") {
            "" => derived_id(self.demonyms.country_id(&iso3).unwrap_or(&iso3), name),
            id => id.to_owned(),
        };
        let mut entry = place(&id, name, kind, Some(point), &iso3);
        entry.pcode = Some(row.cell("pcode")).filter(|it| !it.is_empty()).map(str::to_owned);
        match row.number("population") {
            Ok(population) => entry.population = population.map_or(0, |it| it.max(0.0) as u64),
            Err(cell) => {
                self.note(Severity::Warning, format!("{}: population «{cell}» is no number", row.place()))
            }
        }
        let names: Vec<(&str, String)> =
            std::iter::once(name).chain(row.list("names")).map(|it| (it, fold(it))).collect();
        if let Some(twin) = self.twin_of(&entry, &names) {
            self.by_id.insert(std::mem::replace(&mut entry.id, self.places[twin as usize].id.clone()), twin);
        }
        let idx = self.insert(entry, row);
        self.add_folded(names, idx);
        let parent = match row.cell("parent") {
            "" if kind != PlaceKind::Country => {
                self.country_of.get(&iso3).map(|&it| self.places[it as usize].id.clone())
            }
            "" => None,
            parent => Some(parent.to_owned()),
        };
        if let Some(parent) = parent {
            self.parents.insert(idx, (parent, row.place()));
        }
    }

    /// Adds a place; where its identifier is known, fills in what the entry lacks. The tables of a theatre are
    /// closer to the ground than those of the world, whichever comes first.
    fn insert(&mut self, entry: Place, row: &Row<'_, '_>) -> u32 {
        if let Some(&idx) = self.by_id.get(&entry.id) {
            let known = &mut self.places[idx as usize];
            let apart_km = match (known.point, entry.point) {
                (Some(a), Some(b)) => a.distance_km(b),
                (None, _) | (_, None) => 0.0,
            };
            known.population = known.population.max(entry.population);
            known.pcode = known.pcode.take().or(entry.pcode);
            if apart_km > TWIN_KM[2] {
                let at = row.place();
                let message =
                    format!("{at}: «{}» stands {apart_km:.0} km from an earlier row of that id", entry.id);
                self.note(Severity::Warning, message);
            }
            return idx;
        }
        let idx = self.places.len() as u32;
        self.by_id.insert(entry.id.clone(), idx);
        self.from_table.push(self.table);
        self.places.push(entry);
        idx
    }

    fn add_names<'a>(&mut self, names: impl IntoIterator<Item = &'a str>, idx: u32) {
        self.add_folded(names.into_iter().map(|it| (it, fold(it))), idx);
    }

    fn add_folded<'a>(&mut self, names: impl IntoIterator<Item = (&'a str, String)>, place: u32) {
        for (written, folded) in names {
            match self.by_name.get_mut(&folded) {
                Some(them) => them.push(place),
                None => {
                    self.by_name.insert(folded.clone(), vec![place]);
                }
            }
            self.names.push(Name { written: written.to_owned(), folded, place });
        }
    }

    /// Returns the place of an earlier table that this one is too: one of its names, the same sort of place, as
    /// near as two tables put the middle of one place. Rows of one table are distinct by its maker's word.
    fn twin_of(&self, entry: &Place, names: &[(&str, String)]) -> Option<u32> {
        if self.by_id.contains_key(&entry.id) {
            return None;
        }
        let named = names.iter().filter_map(|it| self.by_name.get(&it.1)).flatten().copied();
        let near = named.filter_map(|idx| {
            let other = self.from_table[idx as usize] != self.table;
            is_twin(&self.places[idx as usize], entry).filter(|_| other).map(|away_km| (away_km, idx))
        });
        near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|it| it.1)
    }

    /// Returns the point of a row; notes and refuses what lies on no globe.
    fn point(&mut self, row: &Row<'_, '_>, lat: &str, lon: &str) -> Option<Point> {
        let (Ok(Some(lat_deg)), Ok(Some(lon_deg))) = (row.number(lat), row.number(lon)) else {
            self.note(
                Severity::Refused,
                format!("{}: latitude and longitude are needed as numbers", row.place()),
            );
            return None;
        };
        if lat_deg.abs() <= 90.0 && lon_deg.abs() <= 180.0 {
            return Some(Point { lat: lat_deg, lon: lon_deg });
        }
        let hint = if lat_deg.abs() <= 180.0 && lon_deg.abs() <= 90.0 { "; they look swapped" } else { "" };
        let message = format!("{}: {lat_deg}, {lon_deg} is out of range{hint}", row.place());
        self.note(Severity::Refused, message);
        None
    }

    fn add_alias(&mut self, row: &Row<'_, '_>) {
        let (alias, id) = (row.cell("alias"), row.cell("place"));
        match self.by_id.get(id) {
            Some(&idx) if !alias.is_empty() => self.add_names([alias], idx),
            Some(_) => self.note(Severity::Refused, format!("{}: an alias needs a name", row.place())),
            None => self.note(
                Severity::Refused,
                format!("{}: «{alias}» names «{id}», which is no place", row.place()),
            ),
        }
    }

    fn finish(mut self) -> Noted<Gazetteer> {
        self.settle_parents();
        self.suspect_swapped();
        let names = distinct(std::mem::take(&mut self.names));
        let mut by_fold: Vec<u32> = (0..names.len() as u32).collect();
        by_fold.sort_by_key(|it| (&names[*it as usize].folded, names[*it as usize].place));
        let great: Vec<(&str, u32)> = names
            .iter()
            .filter(|it| is_great(&self.places[it.place as usize]) && it.folded.len() >= LOST_FROM)
            .filter(|it| it.folded.is_ascii() && !it.folded.ends_with('s'))
            .map(|it| (it.folded.as_str(), it.place))
            .collect();
        let sorted = by_fold.iter().map(|it| &names[*it as usize]);
        let written = sorted.map(|it| (it.written.as_str(), it.folded.as_str(), it.place));
        let finder = Finder::of(written, &great, &self.shy);
        let indexed = || names.iter().enumerate().map(|(idx, name)| (idx as u32, name));
        let mut bones: Vec<(String, u32)> =
            indexed().filter_map(|(idx, name)| key_of(&name.folded).map(|it| (it, idx))).collect();
        bones.sort_unstable();
        let latin = indexed().filter(|it| it.1.folded.is_ascii());
        let mut by_initial: Vec<Initial> = latin
            .filter_map(|(idx, name)| {
                let letter = name.folded.chars().next()?;
                Some(Initial { letter, name: idx, letters: Letters::of(&name.folded) })
            })
            .collect();
        by_initial.sort_unstable();
        let Draft { places, by_id, demonyms, notes, .. } = self;
        let shelves = Vec::new();
        let value = Gazetteer { places, by_id, names, by_fold, bones, by_initial, demonyms, finder, shelves };
        Noted { value, notes }
    }

    /// Walks each place's parents to the top; a chain that meets itself or an unknown name ends there.
    fn settle_parents(&mut self) {
        for idx in 0..self.places.len() as u32 {
            let mut chain: Vec<String> = Vec::new();
            let mut at = idx;
            let row = self.parents.get(&idx).map_or_else(String::new, |it| it.1.clone());
            while let Some((parent, _)) = self.parents.get(&at).cloned() {
                let Some(&next) = self.by_id.get(&parent) else {
                    if at == idx {
                        self.note(Severity::Warning, format!("{row}: parent «{parent}» is no place"));
                    }
                    break;
                };
                if next == idx || chain.contains(&parent) {
                    if next == idx {
                        self.note(
                            Severity::Refused,
                            format!("{row}: «{}» is its own parent, going up", self.places[idx as usize].id),
                        );
                    }
                    break;
                }
                chain.push(parent);
                at = next;
            }
            if !chain.is_empty() {
                self.places[idx as usize].parents = chain;
            }
        }
    }

    fn suspect_swapped(&mut self) {
        let mut notes = Vec::new();
        for entry in &self.places {
            let nearest = entry.parents.iter().filter_map(|it| self.by_id.get(it)).next();
            let known = nearest.or_else(|| self.country_of.get(&entry.country));
            let about = known.and_then(|&it| self.places[it as usize].point);
            if let (Some(point), Some(about)) = (entry.point, about)
                && looks_swapped(point, about)
            {
                let message = format!(
                    "«{}» ({}) looks as if latitude and longitude were swapped",
                    entry.name, entry.id
                );
                notes.push(Note::new(Severity::Warning, message));
            }
        }
        self.notes.extend(notes);
    }
}

/// Leaves out names that are empty once folded, and those by which a place is known already.
fn distinct(mut names: Vec<Name>) -> Vec<Name> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|it| (&names[*it].folded, names[*it].place, *it));
    let same = |a: usize, b: usize| names[a].folded == names[b].folded && names[a].place == names[b].place;
    let mut doubles: Vec<bool> = names.iter().map(|it| it.folded.is_empty()).collect();
    order.windows(2).filter(|it| same(it[0], it[1])).for_each(|it| doubles[it[1]] = true);
    let mut is_double = doubles.into_iter();
    names.retain(|_| !is_double.next().unwrap_or(false));
    names
}

/// Shortest name that is found with an s whose apostrophe was lost; below, other words are near ("Malis").
const LOST_FROM: usize = 5;

/// Countries and cities of millions: names that texts use in the possessive day by day.
fn is_great(place: &Place) -> bool {
    place.kind == PlaceKind::Country || place.kind == PlaceKind::City && place.population >= 1_000_000
}

fn looks_swapped(point: Point, about: Point) -> bool {
    let swapped = Point { lat: point.lon, lon: point.lat };
    let apart_km = point.distance_km(about);
    swapped.lat.abs() <= 90.0
        && apart_km > SWAPPED_FROM_KM
        && apart_km > SWAPPED_FACTOR * swapped.distance_km(about)
}

fn place(id: &str, name: &str, kind: PlaceKind, point: Option<Point>, iso3: &str) -> Place {
    Place {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        point,
        country: iso3.to_owned(),
        parents: Vec::new(),
        pcode: None,
        population: 0,
    }
}

fn derived_id(iso2: &str, name: &str) -> String {
    format!("{iso2}.{}", fold(name).replace(' ', "_"))
}
