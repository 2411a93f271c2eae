//! Keeps the lines that a case last told, and gives them back while nothing has changed that they depend on.
//!
//! Who asks a case of 100,000 reports what it says should not wait until all of it is joined again. The lines are of
//! one journal entry and of one program: after any other entry (a report, a correction), and for any other program,
//! they are as good as not there.

use crate::case::Case;
use crate::error::StoreError;
use crate::record;
use orontes_model::{Cited, ClaimId, Dossier};
use rusqlite::{OptionalExtension, Row, Transaction, params};

/// What a case tells, line by line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The program that composed it, exactly: another build may tell the same claims otherwise.
    pub by: String,
    /// The title of the brief.
    pub title: String,
    /// Lines above the sections.
    pub header: Vec<ViewLine>,
    /// The sections.
    pub sections: Vec<ViewSection>,
    /// Lines that the brief only counts, and that can be asked for by their handles.
    pub others: Vec<ViewLine>,
}

/// A heading with its lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewSection {
    /// The heading.
    pub heading: String,
    /// What the section is and is not.
    pub remark: Option<String>,
    /// The lines.
    pub lines: Vec<ViewLine>,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewLine {
    /// Its handle, where it has one.
    pub handle: String,
    /// What is stated.
    pub text: String,
    /// How well it is supported.
    pub support: String,
    /// The sentences that it rests on.
    pub references: Vec<String>,
    /// The claims that it rests on.
    pub claims: Vec<ClaimId>,
    /// The independent origins that its count rests on, in words.
    pub grounds: String,
}

/// Sections as the table counts them.
const OTHERS: i64 = -1;
const HEADER: i64 = 0;

/// A plain table of our own beside those that GIS programs list.
const TABLE: &str = "
DROP TABLE IF EXISTS orontes_view;
CREATE TABLE orontes_view (
  id INTEGER PRIMARY KEY NOT NULL, section INTEGER NOT NULL, heading TEXT NOT NULL, remark TEXT,
  handle TEXT NOT NULL, text TEXT NOT NULL, support TEXT NOT NULL, refs TEXT NOT NULL, claims TEXT NOT NULL,
  grounds TEXT NOT NULL
);
CREATE INDEX orontes_view_by_handle ON orontes_view (handle);
DELETE FROM orontes_meta WHERE key IN ('view_of', 'view_by', 'view_title');
";

/// Replaces the lines of a case; they are of its newest journal entry.
pub(crate) fn write(transaction: &Transaction<'_>, view: Option<&View>) -> rusqlite::Result<()> {
    transaction.execute_batch(TABLE)?;
    let Some(view) = view else { return Ok(()) };
    let none = ViewSection::default();
    let header = view.header.iter().map(|it| (HEADER, &none, it));
    let numbered = (HEADER + 1..).zip(&view.sections);
    let sections = numbered.flat_map(|(at, section)| section.lines.iter().map(move |it| (at, section, it)));
    let others = view.others.iter().map(|it| (OTHERS, &none, it));
    let mut insert = transaction.prepare(
        "INSERT INTO orontes_view (section, heading, remark, handle, text, support, refs, claims, grounds)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (at, section, it) in header.chain(sections).chain(others) {
        // A name of a report may hold any character: only JSON keeps a list of them apart.
        let references = serde_json::Value::from(it.references.as_slice()).to_string();
        let claims = it.claims.iter().map(|it| it.0.as_str()).collect::<Vec<_>>().join(" ");
        insert.execute(params![
            at,
            section.heading,
            section.remark,
            it.handle,
            it.text,
            it.support,
            references,
            claims,
            it.grounds
        ])?;
    }
    let mut tell = transaction.prepare("INSERT INTO orontes_meta VALUES (?1, ?2)")?;
    tell.execute(["view_by", &view.by])?;
    tell.execute(["view_title", &view.title])?;
    transaction.execute(
        "INSERT INTO orontes_meta SELECT 'view_of', lower(hex(hash)) FROM journal ORDER BY seq DESC LIMIT 1",
        [],
    )?;
    Ok(())
}

impl Case {
    /// Returns all that the case tells, where the program `by` composed it after the newest journal entry.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn view(&self, by: &str) -> Result<Option<View>, StoreError> {
        let moment = self.moment()?;
        if !self.view_is_current(by)? {
            return Ok(None);
        }
        let mut view = View { by: by.to_owned(), ..View::default() };
        let mut last = HEADER;
        self.sql(|connection| {
            view.title = connection.query_row(
                "SELECT value FROM orontes_meta WHERE key = 'view_title'",
                [],
                |row| row.get(0),
            )?;
            let mut rows = connection.prepare(
                "SELECT handle, text, support, refs, claims, grounds, section, heading, remark FROM orontes_view
                 WHERE section >= 0 ORDER BY id",
            )?;
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                let at: i64 = row.get(6)?;
                if at > last {
                    let (heading, remark) = (row.get(7)?, row.get(8)?);
                    view.sections.push(ViewSection { heading, remark, lines: Vec::new() });
                    last = at;
                }
                let lines = view.sections.last_mut().map_or(&mut view.header, |it| &mut it.lines);
                lines.push(line(row)?);
            }
            Ok(())
        })?;
        drop(moment);
        Ok(Some(view))
    }

    /// Returns the lines of a handle, and those below it (F2.1 below F2), under the same condition as [`Case::view`].
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn view_lines(&self, by: &str, handle: &str) -> Result<Option<Vec<ViewLine>>, StoreError> {
        if !self.view_is_current(by)? {
            return Ok(None);
        }
        self.sql(|connection| {
            // The full stop comes just before the slash, so that this is every handle that goes on with one.
            let mut rows = connection.prepare(
                "SELECT handle, text, support, refs, claims, grounds FROM orontes_view
                 WHERE handle = ?1 OR (handle >= ?1 || '.' AND handle < ?1 || '/') ORDER BY id",
            )?;
            rows.query_map([handle], line)?.collect::<Result<Vec<_>, _>>().map(Some)
        })
    }

    fn view_is_current(&self, by: &str) -> Result<bool, StoreError> {
        self.sql(|connection| {
            let of = |key: &str| {
                connection
                    .query_row("SELECT value FROM orontes_meta WHERE key = ?1", [key], |row| row.get(0))
                    .optional()
            };
            let newest: Option<String> = connection
                .query_row("SELECT lower(hex(hash)) FROM journal ORDER BY seq DESC LIMIT 1", [], |row| {
                    row.get(0)
                })
                .optional()?;
            let of_newest = newest.is_some() && of("view_of")? == newest;
            Ok(of_newest && of("view_by")?.as_deref() == Some(by))
        })
    }

    /// Returns some claims, as they were read; those that are not there are left out.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds a row that this program does not understand.
    pub fn cited_of(&self, ids: &[ClaimId]) -> Result<Vec<Cited>, StoreError> {
        let bodies = ids.iter().map(|it| self.body("SELECT body FROM claim WHERE claim = ?1", &it.0));
        let decode = |(id, body): (&ClaimId, String)| {
            record::decode_claim(&body).map_err(|it| self.shape(format!("the claim {id}"), it))
        };
        ids.iter()
            .zip(bodies)
            .filter_map(|(id, body)| Some(body.transpose()?.and_then(|it| decode((id, it)))))
            .collect()
    }

    /// Returns what is known of some reports, as they were read; those that are not there are left out.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds a row that this program does not understand.
    pub fn dossiers_of<'n>(&self, names: impl Iterator<Item = &'n str>) -> Result<Vec<Dossier>, StoreError> {
        const OF_NAME: &str = "SELECT body FROM dossier JOIN report USING (id) WHERE report.name = ?1";
        let mut found = Vec::new();
        for name in names {
            let Some(body) = self.body(OF_NAME, name)? else { continue };
            let dossier = record::decode_dossier(&body)
                .map_err(|it| self.shape(format!("the dossier of {name}"), it))?;
            found.push(dossier);
        }
        Ok(found)
    }

    /// Returns the names of all reports, sorted.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn names(&self) -> Result<Vec<String>, StoreError> {
        self.sql(|connection| {
            let mut rows = connection.prepare("SELECT name FROM report ORDER BY name")?;
            rows.query_map([], |row| row.get(0))?.collect()
        })
    }

    fn body(&self, query: &str, key: &str) -> Result<Option<String>, StoreError> {
        self.sql(|connection| connection.prepare_cached(query)?.query_row([key], |row| row.get(0)).optional())
    }
}

fn line(row: &Row<'_>) -> rusqlite::Result<ViewLine> {
    let references: String = row.get(3)?;
    let claims: String = row.get(4)?;
    Ok(ViewLine {
        handle: row.get(0)?,
        text: row.get(1)?,
        support: row.get(2)?,
        // What is no list was not written by us, and leads nowhere.
        references: serde_json::from_str(&references).unwrap_or_default(),
        claims: claims.split_whitespace().map(|it| ClaimId(it.to_owned())).collect(),
        grounds: row.get(5)?,
    })
}
