//! Knows who held which office, and when.

use crate::actors::{country_code, when_of_row};
use crate::table::Row;
use crate::words::fold;
use orontes_model::{Actor, ActorKind, Date, Note, When};
use std::collections::BTreeMap;

/// A time in office.
#[derive(Clone, Debug, PartialEq)]
pub struct Tenure {
    /// Index of the person among the actors.
    pub person: usize,
    /// The office ("president").
    pub office: String,
    /// Of which country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Sector, where the table gives one.
    pub sector: Option<String>,
    /// From when to when.
    pub when: When,
}

/// How a person stands to office on a day.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing<'a> {
    /// Holds this office.
    In(&'a Tenure),
    /// Held one, and holds none.
    After,
    /// Has not held one yet, or none is known.
    Before,
}

/// Persons in office.
#[derive(Clone, Debug, Default)]
pub struct Offices {
    tenures: Vec<Tenure>,
    by_person: BTreeMap<usize, Vec<usize>>,
    by_surname: BTreeMap<String, Vec<usize>>,
    by_office: BTreeMap<String, Vec<usize>>,
    /// The newest day of the table, which stands for the day of words without one.
    newest: Option<Date>,
}

/// Words without a day that name a person are taken to speak of the last years: a judgement, not measured.
const RECENT_YEARS: i32 = 5;

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
            sector: Some(row.cell("sector").unwrap_or("GOV").to_owned()),
            ties: Vec::new(),
        })
    }

    /// Adds the time in office of a row to a person.
    pub fn add(&mut self, row: &Row, person: usize) -> Result<(), Note> {
        let office = row.required("office")?.to_owned();
        let idx = self.tenures.len();
        let surname = fold(row.required("person")?).rsplit(' ').next().unwrap_or("").to_owned();
        let bearers = self.by_surname.entry(surname).or_default();
        if !bearers.contains(&person) {
            bearers.push(person);
        }
        self.by_person.entry(person).or_default().push(idx);
        self.by_office.entry(office_key(&office)).or_default().push(idx);
        let sector = row.cell("sector").map(str::to_owned);
        self.tenures.push(Tenure {
            person,
            office,
            country: country_code(row)?,
            sector,
            when: when_of_row(row)?,
        });
        Ok(())
    }

    /// Every time in office, in the order of the table.
    pub fn tenures(&self) -> &[Tenure] {
        &self.tenures
    }

    /// Returns how a person stands to office on a day. Without a day the office that is open counts, or one that
    /// ended in the last years of the table.
    pub fn standing(&self, person: usize, on: Option<Date>) -> Standing<'_> {
        let tenures = || self.by_person.get(&person).into_iter().flatten().map(|it| &self.tenures[*it]);
        let held = match on {
            Some(day) => tenures().find(|it| holds(it, day)),
            None => {
                tenures().find(|it| it.when.to.is_none()).or_else(|| tenures().rfind(|it| self.is_recent(it)))
            }
        };
        let is_over = |it: &Tenure| it.when.to.is_some_and(|to| on.is_none_or(|day| to < day));
        match held {
            Some(tenure) => Standing::In(tenure),
            None if tenures().any(is_over) => Standing::After,
            None => Standing::Before,
        }
    }

    fn is_recent(&self, tenure: &Tenure) -> bool {
        let year = |it: Option<Date>| it.map_or(0, |day| i32::from(day.year()));
        let age_years = year(self.newest) - year(tenure.when.to);
        age_years <= RECENT_YEARS
    }

    /// Returns the persons who bear a folded surname.
    pub fn by_surname(&self, surname: &str) -> &[usize] {
        self.by_surname.get(surname).map_or(&[], Vec::as_slice)
    }

    /// Returns the person who alone held an office of a country on a day.
    pub fn holder(&self, office: &str, country: &str, on: Date) -> Option<usize> {
        let tenures = self.by_office.get(&office_key(office))?.iter().map(|it| &self.tenures[*it]);
        let mut holders =
            tenures.filter(|it| it.country.as_deref() == Some(country) && holds(it, on)).map(|it| it.person);
        let first = holders.next()?;
        // On the day of a handover both hold it: the words do not tell which.
        holders.all(|it| it == first).then_some(first)
    }

    /// Says whether the table knows an office of a person.
    pub fn is_known(&self, person: usize) -> bool {
        self.by_person.contains_key(&person)
    }

    /// Says whether a person ever held an office of that name.
    pub fn ever_held(&self, person: usize, office: &str) -> bool {
        let key = office_key(office);
        self.by_person
            .get(&person)
            .into_iter()
            .flatten()
            .any(|it| office_key(&self.tenures[*it].office) == key)
    }
}

fn holds(tenure: &Tenure, day: Date) -> bool {
    tenure.when.from.is_none_or(|it| it <= day) && tenure.when.to.is_none_or(|it| day <= it)
}

/// "defense minister" and "defence minister" are one office.
fn office_key(office: &str) -> String {
    fold(office).replace("defense", "defence").replace("premier", "prime minister")
}
