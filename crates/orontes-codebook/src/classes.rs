//! Classes of words that rules test their fillers with: place nouns, forces, people, routes, prepositions.

use crate::shown::ByWord;
use std::collections::BTreeMap;

/// Names of classes with the lemmas in them; prepositions that go together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    of_lemma: ByWord<Vec<ClassId>>,
    names: ByWord<ClassId>,
    prepositions: ByWord<Vec<String>>,
    ranks: BTreeMap<String, u32>,
    event_groups: ByWord<Vec<String>>,
    foretold: BTreeMap<String, String>,
    refused: BTreeMap<String, String>,
}

/// Number of a class within its codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClassId(u16);

impl Classes {
    /// Adds lemmas to a class.
    pub fn extend(&mut self, class: &str, lemmas: impl IntoIterator<Item = String>) {
        let id = self.id_or_new(class);
        for lemma in lemmas {
            let ids = self.of_lemma.entry(lemma).or_default();
            if let Err(at) = ids.binary_search(&id) {
                ids.insert(at, id);
            }
        }
    }

    /// Names a group of prepositions.
    pub fn group(&mut self, name: &str, prepositions: Vec<String>) {
        self.prepositions.insert(name.to_owned(), prepositions);
    }

    /// Adds event types to a group of them.
    pub fn group_events(&mut self, name: &str, types: Vec<String>) {
        self.event_groups.entry(name.to_owned()).or_default().extend(types);
    }

    /// Adds what PLOVER types become where they are only announced.
    pub fn foretell(&mut self, types: BTreeMap<String, String>) {
        self.foretold.extend(types);
    }

    /// Adds what PLOVER types become where somebody says that they will not be.
    pub fn refuse(&mut self, types: BTreeMap<String, String>) {
        self.refused.extend(types);
    }

    /// The PLOVER type, and mode behind a blank, of an act of a type that is only announced.
    pub fn foretold(&self, plover: &str) -> Option<&str> {
        self.foretold.get(plover).map(String::as_str)
    }

    /// The PLOVER type, and mode behind a blank, of an act of a type that somebody says will not be.
    pub fn refused(&self, plover: &str) -> Option<&str> {
        self.refused.get(plover).map(String::as_str)
    }

    /// Says whether an event type is of a group.
    pub fn in_group(&self, name: &str, event_type: &str) -> bool {
        self.event_groups.get(name).is_some_and(|types| types.iter().any(|it| it == event_type))
    }

    /// Adds ordinals with the rank they give.
    pub fn rank(&mut self, ordinals: BTreeMap<String, u32>) {
        self.ranks.extend(ordinals);
    }

    /// The rank that an ordinal gives ("second": 2).
    pub fn rank_of(&self, ordinal: &str) -> Option<u32> {
        self.ranks.get(ordinal).copied()
    }

    /// Says whether a preposition is of a group.
    pub fn opens(&self, group: &str, preposition: &str) -> bool {
        self.prepositions(group).is_some_and(|words| words.iter().any(|it| it == preposition))
    }

    /// Returns the prepositions of a group.
    pub fn prepositions(&self, group: &str) -> Option<&[String]> {
        self.prepositions.get(group).map(Vec::as_slice)
    }

    /// Says whether a class of this name exists.
    pub fn knows(&self, class: &str) -> bool {
        self.names.contains_key(class)
    }

    /// Returns the number of a class, for repeated tests.
    pub fn id(&self, class: &str) -> Option<ClassId> {
        self.names.get(class).copied()
    }

    /// Says whether a lemma belongs to a class.
    pub fn holds(&self, class: &str, lemma: &str) -> bool {
        self.id(class).is_some_and(|it| self.contains(it, lemma))
    }

    /// Says whether a lemma belongs to a numbered class.
    pub fn contains(&self, class: ClassId, lemma: &str) -> bool {
        self.of_lemma(lemma).binary_search(&class).is_ok()
    }

    /// The classes that a lemma belongs to, in rising order.
    pub fn of_lemma(&self, lemma: &str) -> &[ClassId] {
        self.of_lemma.get(lemma).map_or(&[], Vec::as_slice)
    }

    fn id_or_new(&mut self, class: &str) -> ClassId {
        let new = ClassId(self.names.len() as u16);
        *self.names.entry(class.to_owned()).or_insert(new)
    }
}
