//! Knows the words that lead to a country: its names, its people's, and the seats that stand for its powers.

use crate::names::{IndexHit, NameIndex};
use crate::table::Row;
use crate::words::{Word, fold};
use orontes_model::{Actor, ActorKind, Note};
use std::collections::{BTreeMap, BTreeSet};

/// How a word leads to a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountryWord {
    /// The country's own name.
    Name,
    /// The adjective ("Syrian").
    Adjective,
    /// The people ("Syrians").
    People,
    /// A seat of power ("the Kremlin", a capital) or a region.
    Seat,
    /// A town, which stands for those who live there.
    Town,
}

/// What a word that leads to a country says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryItem {
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// How the word leads there.
    pub how: CountryWord,
    /// Sector for which a seat stands, where it stands for one.
    pub sector: Option<String>,
}

/// Names, peoples and seats of the world's countries.
#[derive(Clone, Debug, Default)]
pub struct Countries {
    items: Vec<CountryItem>,
    index: NameIndex,
    code_by_iso2: BTreeMap<String, String>,
    /// Towns whose names are more often words or persons.
    shy: BTreeSet<String>,
    adjectives: BTreeMap<String, Vec<String>>,
}

impl Countries {
    /// Adds a row with columns `iso3 name aliases adjectives people capital metonyms`, and returns the country as
    /// an actor.
    pub fn add(&mut self, row: &Row) -> Result<Actor, Note> {
        let code = row.required("iso3")?;
        let name = row.required("name")?;
        let aliases: Vec<&str> = row.list("aliases").collect();
        if let Some(iso2) = row.cell("iso2") {
            self.code_by_iso2.insert(iso2.to_owned(), code.to_owned());
        }
        std::iter::once(name)
            .chain(aliases.iter().copied())
            .for_each(|it| self.word(it, code, CountryWord::Name, None));
        row.list("adjectives").for_each(|it| self.word(it, code, CountryWord::Adjective, None));
        self.adjectives.insert(code.to_owned(), row.list("adjectives").map(str::to_owned).collect());
        row.list("people").for_each(|it| self.word(it, code, CountryWord::People, None));
        row.list("capital")
            .chain(row.list("metonyms"))
            .for_each(|it| self.word(it, code, CountryWord::Seat, Some("GOV")));
        Ok(Actor {
            id: code.to_lowercase(),
            name: name.to_owned(),
            aliases: aliases.into_iter().map(str::to_owned).collect(),
            kind: ActorKind::Government,
            country: Some(code.to_owned()),
            sector: Some("GOV".to_owned()),
            ties: Vec::new(),
        })
    }

    /// Adds a row with columns `words country sector`: buildings that stand for those who sit there, regions and
    /// their peoples, towns. Where a sector is given, it goes before that of the table of countries.
    pub fn add_seat(&mut self, row: &Row) -> Result<(), Note> {
        let code = row.required("country")?;
        row.list("words").for_each(|it| self.word(it, code, CountryWord::Seat, row.cell("sector")));
        Ok(())
    }

    /// Adds a row with column `shy`: a name of a town that is passed over, because it is more often something else.
    pub fn add_shy(&mut self, row: &Row) -> Result<(), Note> {
        self.shy.insert(fold(row.required("shy")?));
        Ok(())
    }

    /// Adds a row with columns `name names country` of a table of towns; `country` is ISO 3166-1 alpha-2. A name that
    /// leads to a country already keeps what it says.
    pub fn add_town(&mut self, row: &Row) -> Result<(), Note> {
        let Some(code) = row.cell("country").and_then(|it| self.code_by_iso2.get(it)).cloned() else {
            return Ok(());
        };
        for name in row.list("name").chain(row.list("names")) {
            if !self.shy.contains(&fold(name)) && self.index.exact(name).is_empty() {
                self.word(name, &code, CountryWord::Town, Some("CVL"));
            }
        }
        Ok(())
    }

    fn word(&mut self, word: &str, code: &str, how: CountryWord, sector: Option<&str>) {
        self.index.add(word, self.items.len(), false);
        self.items.push(CountryItem { country: code.to_owned(), how, sector: sector.map(str::to_owned) });
    }

    /// Returns the words of `text` that lead to a country, in order.
    pub fn find(&self, text: &str, words: &[Word]) -> Vec<IndexHit> {
        self.index.find(text, words)
    }

    /// Returns what an item of [`Countries::find`] says.
    pub fn item(&self, item: usize) -> &CountryItem {
        &self.items[item]
    }

    /// Returns the adjectives of a country.
    pub fn adjectives(&self, country: &str) -> impl Iterator<Item = &str> {
        self.adjectives.get(country).into_iter().flatten().map(String::as_str)
    }

    /// Returns the code of the country that `words` name: a code, a name, an adjective, a people or a seat.
    pub fn code_of(&self, words: &str) -> Option<&str> {
        let by_word = || self.index.exact(words).first().map(|it| self.items[*it].country.as_str());
        self.items.iter().map(|it| it.country.as_str()).find(|it| *it == words).or_else(by_word)
    }
}
