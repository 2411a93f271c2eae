//! Everything known before the first report, loaded once.

use crate::embedded;
use orontes_codebook::{Codebook, CodebookError};
use orontes_gazetteer::Gazetteer;
use orontes_gazetteer::pack::{Pack, Section};
use orontes_grammar::{Grammar, GrammarError};
use orontes_model::{Ground, Note, Noted, Place, PlaceKind, Point};
use orontes_registry::Registry;
use orontes_roads::Roads;
use std::collections::{BTreeMap, BTreeSet};

/// Gazetteer, registry, codebook, roads and grammar.
pub struct Reference {
    /// The trained model of English.
    pub grammar: Grammar,
    /// Places.
    pub gazetteer: Gazetteer,
    /// Actors and sources.
    pub registry: Registry,
    /// Coding rules.
    pub codebook: Codebook,
    /// Roads.
    pub roads: Roads,
    /// Shores, waters and borders under the maps.
    pub ground: Vec<Ground>,
    /// Where the numbers of people are from, as the tables of places say.
    pub people_origin: String,
    /// Whose data the tables are, and under what licence.
    pub credits: Credits,
}

/// Whose data is shown, and under what licence, as tables say it in comments that open with `#credit:`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credits {
    /// Places.
    pub places: Vec<String>,
    /// Roads.
    pub roads: Vec<String>,
    /// Shores, waters and borders.
    pub ground: Vec<String>,
}

/// Why reference data could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// The weights of the grammar are damaged.
    #[error("the model of English inside the program does not load")]
    Grammar(#[source] GrammarError),
}

impl Reference {
    /// Loads what ships inside the program: the world and the theatre "syria".
    ///
    /// # Errors
    /// Where the weights of the grammar are damaged.
    pub fn embedded() -> Result<Noted<Reference>, ReferenceError> {
        Reference::with_tables(&[])
    }

    /// Loads what ships inside the program with further tables before it, given by file name and content:
    /// another theatre is another folder of tables. Rows that cannot be read are notes with file and line.
    ///
    /// # Errors
    /// Where the weights of the grammar are damaged.
    pub fn with_tables(more: &[(&str, &str)]) -> Result<Noted<Reference>, ReferenceError> {
        let tables: Vec<(&str, &str)> = more.iter().chain(embedded::TABLES).copied().collect();
        // Places, actors and rules cost about the same, and none asks the other.
        let (gazetteer, registry, rest) = std::thread::scope(|scope| {
            let registry = scope.spawn(|| Registry::parse(&tables));
            let rest = scope.spawn(|| (Grammar::embedded(), Codebook::embedded()));
            (Gazetteer::parse(&named(&tables, &PLACES)), joined(registry), joined(rest))
        });
        let (grammar, codebook) = rest;
        let grammar = grammar.map_err(ReferenceError::Grammar)?;
        let roads = Roads::parse(&named(&tables, &["roads.tsv"]), |id| {
            gazetteer.value.by_id(id).and_then(|it| it.point)
        });
        let ground = orontes_gazetteer::ground::parse(&named(&tables, &["ground.tsv"]));
        let notes: Vec<Note> = [gazetteer.notes, registry.notes, roads.notes, ground.notes].concat();
        let (gazetteer, registry, roads, ground) =
            (gazetteer.value, registry.value, roads.value, ground.value);
        Ok(Noted {
            value: Reference {
                grammar,
                gazetteer,
                registry,
                codebook,
                roads,
                ground,
                people_origin: people_origin(&tables),
                credits: Credits::of(&tables),
            },
            notes,
        })
    }
}

impl Reference {
    /// Returns the reference with a user's codebook files (name and text) over the shipped book. A rule that
    /// fails one of its own sentences is left out, and a note says so.
    ///
    /// # Errors
    /// Names file, line and rule of the first thing that cannot be meant.
    pub fn with_codebook(self, files: &[(String, String)]) -> Result<Noted<Reference>, CodebookError> {
        let book = self.codebook.clone().with_files(files)?;
        let admitted = orontes_code::proof::admit(&self.grammar, book, &self.codebook);
        Ok(Noted { value: Reference { codebook: admitted.value, ..self }, notes: admitted.notes })
    }
}

impl Reference {
    /// Lays packs beside the tables: places that those lack are known from then on, and where a pack has roads,
    /// they count in place of the sketch that ships. Links that cannot be are notes.
    pub fn with_packs(mut self, packs: Vec<Pack>) -> Noted<Reference> {
        let mut notes = Vec::new();
        let mut details: Vec<Roads> = Vec::new();
        let has_roads = packs.iter().any(|it| it.about().n_links > 0);
        let mut towns: Vec<String> = Vec::new();
        for pack in packs {
            let about = pack.about();
            let people = format!("places of {}: as it gives them", about.title);
            let before = std::mem::take(&mut self.people_origin);
            self.people_origin = if before.is_empty() { people } else { format!("{before}; {people}") };
            // The towns of a country lie on the roads of whichever pack; those of the world are too many to list.
            if has_roads && (about.n_links > 0 || !about.is_worldwide()) {
                towns.extend(pack.towns());
            }
            let roads =
                orontes_roads::unpacked(&pack.section(Section::Junctions), &pack.section(Section::Links));
            notes.extend(roads.notes);
            details.push(roads.value);
            self.gazetteer = self.gazetteer.with_pack(pack);
        }
        let own = self.gazetteer.places().iter().filter(|it| is_on_a_road(it.kind));
        let towns = towns.iter().filter_map(|it| self.gazetteer.by_id(it));
        let spots: BTreeMap<String, Point> =
            own.chain(towns).filter_map(|it| Some((it.id.clone(), it.point?))).collect();
        for detail in details.into_iter().filter(|it| !it.links().is_empty()) {
            self.roads = self.roads.with_detail(detail, &spots);
        }
        Noted { value: self, notes }
    }
}

/// Waits for a thread, and panics where it did.
fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Says whether a place of this kind is a spot that a road may lead to.
fn is_on_a_road(kind: PlaceKind) -> bool {
    use PlaceKind as K;
    match kind {
        K::City | K::Town | K::Village | K::Neighbourhood | K::AirBase | K::Site | K::Camp | K::Crossing => {
            true
        }
        K::Country | K::Adm1 | K::Adm2 | K::Adm3 | K::Region | K::Road => false,
        K::River | K::Lake | K::Mountain | K::Sea | K::Island => false,
    }
}

/// Returns what the tables of places say of their numbers of people: the comments that open with `#people:`.
fn people_origin(tables: &[(&str, &str)]) -> String {
    let lines = named(tables, &PLACES).into_iter().flat_map(|it| it.1.lines());
    let said: Vec<&str> = lines.filter_map(|it| it.strip_prefix("#people:")).map(str::trim).collect();
    said.join("; ")
}

impl Credits {
    fn of(tables: &[(&str, &str)]) -> Credits {
        let said = |names: &[&str]| {
            let heads = named(tables, names)
                .into_iter()
                .flat_map(|it| it.1.lines().take_while(|it| it.starts_with('#')));
            let mut said: Vec<String> =
                heads.filter_map(|it| it.strip_prefix("#credit:")).map(|it| it.trim().to_owned()).collect();
            said.dedup();
            said
        };
        Credits { places: said(&PLACES), roads: said(&["roads.tsv"]), ground: said(&["ground.tsv"]) }
    }
}

impl Reference {
    /// Returns whose data is shown where these places are, and roads where there are any: tables and packs that none of
    /// them is from are not named.
    pub fn credits_of(&self, places: &[Place], has_roads: bool) -> Vec<String> {
        let near = places.iter().filter(|it| it.kind != PlaceKind::Country);
        let packs: BTreeSet<Option<usize>> = near.map(|it| self.gazetteer.pack_of(&it.id)).collect();
        let own = packs.contains(&None);
        let mut credits: Vec<String> = Vec::new();
        if own {
            credits.extend(self.credits.places.iter().cloned());
        }
        if own && has_roads {
            credits.extend(self.credits.roads.iter().cloned());
        }
        for (idx, about) in self.gazetteer.packs().enumerate() {
            if packs.contains(&Some(idx)) || has_roads && about.n_links > 0 {
                credits.push(format!("{}: {}, {}", about.title, about.attribution, about.licence));
            }
        }
        credits
    }
}

/// Tables of places; the registry picks its own by name.
const PLACES: [&str; 6] =
    ["places.tsv", "aliases.tsv", "countries.tsv", "cities.tsv", "regions.tsv", "shy_names.tsv"];

/// The tables whose last part of the name is one of these.
fn named<'a>(tables: &[(&'a str, &'a str)], names: &[&str]) -> Vec<(&'a str, &'a str)> {
    let last = |path: &str| path.rsplit(['/', '\\']).next().is_some_and(|it| names.contains(&it));
    tables.iter().copied().filter(|(path, _)| last(path)).collect()
}

/// Returns the actors and sources that ship inside the program, without the rest.
pub fn registry() -> Noted<Registry> {
    Registry::parse(embedded::TABLES)
}
