//! Knows the names of countries, their demonyms, and the seats of power that stand for a government.

use crate::names::{IndexHit, NameIndex};
use crate::table::Row;
use crate::words::Word;
use orontes_model::{Actor, ActorKind, Note};

/// How words lead to a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountryWord {
    /// The country's own name.
    Name,
    /// The people's word, as adjective or noun.
    Demonym,
    /// A seat of power ("the Kremlin", a capital) that stands for a government.
    Seat,
}

/// Names, demonyms and seats of the world's countries.
#[derive(Clone, Debug, Default)]
pub struct Countries {
    items: Vec<(String, CountryWord, Option<String>)>,
    index: NameIndex,
}

impl Countries {
    /// Adds a row with columns `iso3`, `name` or `names`, `aliases`, `demonyms`, and returns the country as an actor.
    pub fn add(&mut self, row: &Row) -> Result<Actor, Note> {
        let code = row.required("iso3")?;
        let names: Vec<&str> = row.list("name").chain(row.list("names")).chain(row.list("aliases")).collect();
        let Some((name, aliases)) = names.split_first() else {
            return Err(row.refused("the country has no name"));
        };
        names.iter().for_each(|it| self.add_word(it, code, CountryWord::Name, None));
        row.list("demonyms").for_each(|it| self.add_word(it, code, CountryWord::Demonym, None));
        Ok(Actor {
            id: code.to_lowercase(),
            name: (*name).to_owned(),
            aliases: aliases.iter().map(|it| (*it).to_owned()).collect(),
            kind: ActorKind::Government,
            country: Some(code.to_owned()),
            sector: Some("GOV".to_owned()),
            ties: Vec::new(),
        })
    }

    /// Adds a row with columns `seat country sector`: a place or building that stands for those who sit there.
    pub fn add_seat(&mut self, row: &Row) -> Result<(), Note> {
        let code = row.required("country")?;
        let sector = row.cell("sector").map(str::to_owned);
        row.list("seat").for_each(|it| self.add_word(it, code, CountryWord::Seat, sector.clone()));
        Ok(())
    }

    fn add_word(&mut self, word: &str, code: &str, how: CountryWord, sector: Option<String>) {
        self.index.add(word, self.items.len(), false);
        self.items.push((code.to_owned(), how, sector));
    }

    /// Returns the words of `text` that lead to a country, in order.
    pub fn find(&self, text: &str, words: &[Word]) -> Vec<IndexHit> {
        self.index.find(text, words)
    }

    /// Returns the code behind an item of [`Countries::find`], how the word leads there, and the sector of a seat.
    pub fn item(&self, item: usize) -> (&str, CountryWord, Option<&str>) {
        let (code, how, sector) = &self.items[item];
        (code, *how, sector.as_deref())
    }
}
