//! Everything known before the first report, loaded once.

use crate::embedded;
use orontes_codebook::{Codebook, CodebookError};
use orontes_gazetteer::Gazetteer;
use orontes_gazetteer::pack::{Pack, Section};
use orontes_grammar::{Grammar, GrammarError};
use orontes_model::{Ground, Note, Noted, PlaceKind};
use orontes_registry::Registry;
use orontes_roads::Roads;

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
        // Half of the time goes into places, half into the rest, and neither asks the other.
        let (gazetteer, rest) = std::thread::scope(|scope| {
            let rest = scope.spawn(|| (Registry::parse(&tables), Grammar::embedded(), Codebook::embedded()));
            (Gazetteer::parse(&named(&tables, &PLACES)), rest.join())
        });
        let (registry, grammar, codebook) = rest.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
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
        for pack in packs {
            let roads =
                orontes_roads::unpacked(&pack.section(Section::Junctions), &pack.section(Section::Links));
            notes.extend(roads.notes);
            let towns: Vec<String> = match roads.value.links() {
                [] => Vec::new(),
                [..] => pack.towns().collect(),
            };
            self.gazetteer = self.gazetteer.with_pack(pack);
            let own = self.gazetteer.places().iter().filter(|it| is_on_a_road(it.kind));
            let towns = towns.iter().filter_map(|it| self.gazetteer.by_id(it));
            let spots = own.chain(towns).filter_map(|it| Some((it.id.clone(), it.point?))).collect();
            self.roads = self.roads.with_detail(roads.value, &spots);
        }
        Noted { value: self, notes }
    }
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
