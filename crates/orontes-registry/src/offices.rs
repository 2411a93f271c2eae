//! Knows who held which office, and when.

use crate::actors::{country_code, when_of_row};
use crate::table::Row;
use crate::words::fold;
use orontes_model::{Actor, ActorKind, Note, When};

/// A time in office.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    /// Index of the person among the actors.
    pub person: usize,
    /// The office ("president").
    pub office: String,
    /// Of which country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// From when to when.
    pub when: When,
}

/// Persons in office.
#[derive(Clone, Debug, Default)]
pub struct Offices {
    tenures: Vec<Tenure>,
}

impl Offices {
    /// Returns the person of a row with columns `person office country from to aliases` as an actor.
    pub fn person_from_row(row: &Row) -> Result<Actor, Note> {
        let name = row.required("person")?;
        Ok(Actor {
            id: format!("person.{}", fold(name).replace(' ', "-")),
            name: name.to_owned(),
            aliases: row.list("aliases").map(str::to_owned).collect(),
            kind: ActorKind::Person,
            country: country_code(row)?,
            sector: Some("GOV".to_owned()),
            ties: Vec::new(),
        })
    }

    /// Adds the time in office of a row to a person.
    pub fn add(&mut self, row: &Row, person: usize) -> Result<(), Note> {
        let office = row.required("office")?.to_owned();
        self.tenures.push(Tenure { person, office, country: country_code(row)?, when: when_of_row(row)? });
        Ok(())
    }

    /// Every time in office, in the order of the table.
    pub fn tenures(&self) -> &[Tenure] {
        &self.tenures
    }
}
