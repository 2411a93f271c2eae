//! Knows which sector the nouns of a description belong to.

use crate::table::Row;
use orontes_model::Note;

/// Words and phrases with their sectors.
#[derive(Clone, Debug, Default)]
pub struct Sectors {
    rows: Vec<(String, String)>,
}

impl Sectors {
    /// Adds a row with columns `words sector weight`.
    pub fn add(&mut self, row: &Row) -> Result<(), Note> {
        let sector = row.required("sector")?.to_owned();
        row.list("words").for_each(|it| self.rows.push((it.to_owned(), sector.clone())));
        Ok(())
    }
}
