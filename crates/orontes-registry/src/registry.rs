//! Turns the tables of theatres and of the world into one registry, and answers who bears a name.

use crate::actors::{actor_from_row, source_from_row, tie_from_row};
use crate::countries::Countries;
use crate::names::{NameHit, NameIndex};
use crate::offices::Offices;
use crate::sectors::Sectors;
use crate::sides;
use crate::table::{Row, rows};
use crate::words::{fold, words};
use indexmap::IndexMap;
use orontes_model::{Actor, Date, Note, Noted, Severity, Source};
use rustc_hash::FxBuildHasher;

/// Actors, sources, and the words from which descriptions of actors are made.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    pub(crate) actors: Vec<Actor>,
    idx_by_id: IndexMap<String, usize, FxBuildHasher>,
    pub(crate) names: NameIndex,
    sources: Vec<Source>,
    source_idx_by_id: IndexMap<String, usize, FxBuildHasher>,
    source_names: NameIndex,
    pub(crate) countries: Countries,
    pub(crate) sectors: Sectors,
    pub(crate) offices: Offices,
}

impl Registry {
    /// Returns the registry of some files, given by name and content. What a file holds follows from the last part of
    /// its name: `actors.tsv`, `ties.tsv`, `sources.tsv`, `offices.tsv`, `sectors.tsv`, `seats.tsv`, `countries.tsv`,
    /// `cities.tsv`, `shy_names.tsv`; other files are passed over. Files that come first win where a name is borne by several.
    pub fn parse(files: &[(&str, &str)]) -> Noted<Registry> {
        let mut registry = Registry::default();
        let mut notes = Vec::new();
        for role in [
            "actors.tsv",
            "seats.tsv",
            "countries.tsv",
            "shy_names.tsv",
            "cities.tsv",
            "sectors.tsv",
            "offices.tsv",
            "sources.tsv",
            "ties.tsv",
        ] {
            for (file, text) in files.iter().filter(|(file, _)| file_name(file) == role) {
                for row in rows(file, text) {
                    if let Err(note) = registry.add(role, &row) {
                        notes.push(note);
                    }
                }
            }
        }
        notes.extend(registry.dangling_ties());
        Noted { value: registry, notes }
    }

    fn add(&mut self, role: &str, row: &Row) -> Result<(), Note> {
        match role {
            "actors.tsv" => self.add_actor(actor_from_row(row)?, row),
            "countries.tsv" => {
                let actor = self.countries.add(row)?;
                self.add_actor(actor, row)
            }
            "seats.tsv" => self.countries.add_seat(row),
            "shy_names.tsv" => self.countries.add_shy(row),
            "cities.tsv" => self.countries.add_town(row),
            "offices.tsv" => self.add_tenure(row),
            "sectors.tsv" => self.sectors.add(row),
            "sources.tsv" => self.add_source(row),
            "ties.tsv" => self.add_tie(row),
            _ => Ok(()),
        }
    }

    fn add_actor(&mut self, actor: Actor, row: &Row) -> Result<(), Note> {
        let idx = self.actors.len();
        if self.idx_by_id.contains_key(&actor.id) {
            return Err(row.refused(&format!("identifier `{}` is there already", actor.id)));
        }
        self.idx_by_id.insert(actor.id.clone(), idx);
        for name in std::iter::once(&actor.name).chain(&actor.aliases) {
            self.names.add(name, idx, is_common(name));
        }
        row.list("words").for_each(|it| self.names.add(it, idx, true));
        self.actors.push(actor);
        Ok(())
    }

    /// A person of the table of offices is an actor; one who is there already under that name is the same.
    fn add_tenure(&mut self, row: &Row) -> Result<(), Note> {
        let person = row.required("person")?;
        let known =
            self.names.exact(person).into_iter().find(|it| fold(&self.actors[*it].name) == fold(person));
        let idx = match known {
            Some(idx) => {
                row.list("aliases").for_each(|it| self.names.add(it, idx, false));
                idx
            }
            None => {
                let actor = Offices::person_from_row(row)?;
                self.add_actor(actor, row)?;
                self.actors.len() - 1
            }
        };
        self.offices.add(row, idx)
    }

    fn add_source(&mut self, row: &Row) -> Result<(), Note> {
        let source = source_from_row(row)?;
        if self.source_idx_by_id.contains_key(&source.id) {
            return Err(row.refused(&format!("identifier `{}` is there already", source.id)));
        }
        let idx = self.sources.len();
        std::iter::once(&source.name)
            .chain(&source.aliases)
            .for_each(|it| self.source_names.add(it, idx, false));
        self.source_idx_by_id.insert(source.id.clone(), idx);
        self.sources.push(source);
        Ok(())
    }

    fn add_tie(&mut self, row: &Row) -> Result<(), Note> {
        let (subject, tie) = tie_from_row(row)?;
        let idx = *self
            .idx_by_id
            .get(&subject)
            .ok_or_else(|| row.refused(&format!("nobody has the identifier `{subject}`")))?;
        self.actors[idx].ties.push(tie);
        Ok(())
    }

    fn dangling_ties(&mut self) -> Vec<Note> {
        let mut notes = Vec::new();
        for actor in &mut self.actors {
            actor.ties.retain(|tie| {
                let is_known = self.idx_by_id.contains_key(&tie.to);
                if !is_known {
                    let message = format!(
                        "{} {} {}: nobody has the identifier `{}`",
                        actor.id, tie.predicate, tie.to, tie.to
                    );
                    notes.push(Note::new(Severity::Refused, message));
                }
                is_known
            });
        }
        notes
    }

    /// Every actor, in the order of the tables.
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// Returns the actor with an identifier.
    pub fn by_id(&self, id: &str) -> Option<&Actor> {
        self.idx_by_id.get(id).map(|it| &self.actors[*it])
    }

    /// Returns the actors that bear a name, in any spelling; those who are only so described come last.
    pub fn by_name(&self, name: &str) -> Vec<&Actor> {
        self.names.exact(name).into_iter().map(|it| &self.actors[it]).collect()
    }

    /// Returns the names of actors in `text`, leftmost first and the longest where several start at one word.
    /// Countries are among them: what a country's name means in its sentence is for the caller to settle.
    pub fn find_in(&self, text: &str) -> Vec<NameHit> {
        let words = words(text);
        let hits = self.names.find(text, &words).into_iter();
        hits.map(|hit| NameHit {
            span: words[hit.words.0].span.cover(words[hit.words.1 - 1].span),
            ids: hit.items.iter().map(|it| self.actors[*it].id.clone()).collect(),
            is_description: hit.is_description,
        })
        .collect()
    }

    /// Every source, in the order of the tables.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Returns the source with an identifier.
    pub fn source_by_id(&self, id: &str) -> Option<&Source> {
        self.source_idx_by_id.get(id).map(|it| &self.sources[*it])
    }

    /// Returns the source that bears a name, in any spelling.
    pub fn source_by_name(&self, name: &str) -> Option<&Source> {
        self.source_names.exact(name).first().map(|it| &self.sources[*it])
    }

    /// Returns the names of sources in `text`, leftmost first, with the sources that bear them.
    pub fn sources_in(&self, text: &str) -> Vec<NameHit> {
        let words = words(text);
        let hits = self.source_names.find(text, &words).into_iter();
        hits.map(|hit| NameHit {
            span: words[hit.words.0].span.cover(words[hit.words.1 - 1].span),
            ids: hit.items.iter().map(|it| self.sources[*it].id.clone()).collect(),
            is_description: false,
        })
        .collect()
    }

    /// Returns the identifier of the side that an actor is on: the actor at the end of its ties ("part_of",
    /// "leader_of", "sides_with"…) that hold on the day; itself where it has none.
    pub fn side_of(&self, id: &str, on: Option<Date>) -> Option<&str> {
        sides::side_of(&self.actors, &self.idx_by_id, id, on)
    }

    /// Says whether two actors are known to be on one side on a day.
    pub fn same_side(&self, a: &str, b: &str, on: Option<Date>) -> bool {
        self.side_of(a, on).is_some_and(|side| self.side_of(b, on) == Some(side))
    }
}

/// "civilians" describes whoever stands in the tables under it; a name has a capital, or a script without any.
fn is_common(name: &str) -> bool {
    name.chars().any(|it| it.is_ascii_lowercase()) && !name.chars().any(char::is_uppercase)
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
