//! An open case file, and what it gives back.

use crate::error::StoreError;
use crate::journal::{self, JournalEntry};
use crate::record;
use orontes_model::{Cited, Digest, Dossier, Received};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use sha2::Digest as _;
use std::path::PathBuf;
use std::time::Duration;

/// A case file that is open.
#[derive(Debug)]
pub struct Case {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

/// Under which rules, and when, something is done to a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The moment, RFC 3339, where the caller has a clock.
    pub moment: Option<String>,
    /// Version of the rules that read the report.
    pub rules: String,
}

/// A report that a case keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The name by which it is cited.
    pub name: String,
    /// Identity.
    pub digest: String,
    /// Bytes received.
    pub size: u64,
    /// Version of the rules by which it was last read.
    pub rules: String,
}

impl Case {
    /// Waits up to `wait` for another program that writes the same case.
    ///
    /// # Errors
    /// Where SQLite refuses the setting.
    pub fn wait(&self, wait: Duration) -> Result<(), StoreError> {
        self.connection.busy_timeout(wait).map_err(|it| self.error(it))
    }

    /// Says whether the case holds these bytes, and under which name.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn name_of(&self, digest: Digest) -> Result<Option<String>, StoreError> {
        name_of(&self.connection, &digest.to_string()).map_err(|it| self.error(it))
    }

    /// Returns the reports, by name.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn reports(&self) -> Result<Vec<Kept>, StoreError> {
        self.sql(|connection| {
            let mut rows = connection.prepare(
                "SELECT name, sha256, size, COALESCE(rules, '') FROM report LEFT JOIN dossier USING (id) ORDER BY name",
            )?;
            let kept = rows.query_map([], |row| {
                let size = u64::try_from(row.get::<_, i64>(2)?).unwrap_or_default();
                Ok(Kept { name: row.get(0)?, digest: row.get(1)?, size, rules: row.get(3)? })
            })?;
            kept.collect()
        })
    }

    /// Returns the names of the reports that were last read by other rules than these, by name. Costs a look-up and
    /// a step for each of them, not for each report.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn read_otherwise(&self, rules: &str) -> Result<Vec<String>, StoreError> {
        self.sql(|connection| {
            let mut rows = connection.prepare(
                "SELECT report.name FROM dossier JOIN report USING (id)
                 WHERE dossier.rules < ?1 OR dossier.rules > ?1 ORDER BY report.name",
            )?;
            rows.query_map([rules], |row| row.get(0))?.collect()
        })
    }

    /// Returns the bytes of the report cited as `name`, as they came in.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn received(&self, name: &str) -> Result<Option<Received>, StoreError> {
        let row = self.sql(|connection| {
            let mut row = connection.prepare_cached("SELECT format, received FROM report WHERE name = ?1")?;
            row.query_row([name], |row| Ok((row.get::<_, String>(0)?, row.get(1)?))).optional()
        })?;
        let Some((word, bytes)) = row else { return Ok(None) };
        let format = record::format_from_word(&word)
            .map_err(|source| self.shape(format!("the report {name}"), source))?;
        Ok(Some(Received { name: name.to_owned(), bytes, format }))
    }

    /// Returns what is known of each report, by name.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds a row that this program does not understand.
    pub fn dossiers(&self) -> Result<Vec<Dossier>, StoreError> {
        self.decoded("SELECT report, body FROM dossier ORDER BY report", |report, body| {
            record::decode_dossier(body).map_err(|it| self.shape(format!("the dossier of {report}"), it))
        })
    }

    /// Returns every claim, by report, in the order in which it was read: an order that does not tell which
    /// report came first.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds a row that this program does not understand.
    pub fn cited(&self) -> Result<Vec<Cited>, StoreError> {
        // In the order of two indices: sorting the rows themselves would write all of them to the disk once more.
        const BY_REPORT: &str =
            "SELECT claim.claim, claim.body FROM report CROSS JOIN claim ON claim.report_id = report.id
             ORDER BY report.name, claim.id";
        self.decoded(BY_REPORT, |claim, body| {
            record::decode_claim(body).map_err(|it| self.shape(format!("the claim {claim}"), it))
        })
    }

    /// Returns the journal, oldest entry first.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn journal(&self) -> Result<Vec<JournalEntry>, StoreError> {
        self.sql(journal::entries)
    }

    /// Returns what is known of each report, and every claim, as of one moment: a batch that another program
    /// adds meanwhile is in both or in neither.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds a row that this program does not understand.
    pub fn contents(&self) -> Result<(Vec<Dossier>, Vec<Cited>), StoreError> {
        let moment = self.moment()?;
        let contents = (self.dossiers()?, self.cited()?);
        drop(moment);
        Ok(contents)
    }

    /// Says whether the layers were written after the newest change. They are not where a program was
    /// stopped between the two; nothing is lost, for they follow from the claims.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn layers_are_current(&self) -> Result<bool, StoreError> {
        self.sql(|connection| {
            let mut newest = connection.prepare(
                "SELECT COALESCE((SELECT value FROM orontes_meta WHERE key = 'layers_of'), '') =
                 (SELECT lower(hex(hash)) FROM journal ORDER BY seq DESC LIMIT 1)",
            )?;
            newest.query_row([], |row| row.get(0))
        })
    }

    /// Keeps the file as it is for this reader until the value is dropped.
    pub(crate) fn moment(&self) -> Result<Transaction<'_>, StoreError> {
        self.connection.unchecked_transaction().map_err(|it| self.error(it))
    }

    /// Does `work` in one transaction that no other writer can come between.
    pub(crate) fn change<T>(
        &mut self,
        work: impl FnOnce(&Case, &Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
            .map_err(|it| self.error(it))?;
        let value = work(self, &transaction)?;
        transaction.commit().map_err(|it| self.error(it))?;
        Ok(value)
    }

    /// Returns what `decode` makes of each row's name and body, one row at a time: all bodies at once would take as much
    /// memory again as what is made of them.
    fn decoded<T>(
        &self,
        query: &str,
        decode: impl Fn(&str, &str) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare(query).map_err(|it| self.error(it))?;
        let mut rows = statement.query([]).map_err(|it| self.error(it))?;
        let mut made = Vec::new();
        while let Some(row) = rows.next().map_err(|it| self.error(it))? {
            let name: String = row.get(0).map_err(|it| self.error(it))?;
            let body: String = row.get(1).map_err(|it| self.error(it))?;
            made.push(decode(&name, &body)?);
        }
        Ok(made)
    }

    pub(crate) fn sql<T>(
        &self,
        query: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        query(&self.connection).map_err(|it| self.error(it))
    }

    pub(crate) fn error(&self, source: rusqlite::Error) -> StoreError {
        StoreError::of(&self.path, source)
    }

    pub(crate) fn shape(&self, row: String, source: record::RecordError) -> StoreError {
        StoreError::Shape { path: self.path.clone(), row, source }
    }
}

pub(crate) fn name_of(connection: &Connection, digest: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT name FROM report WHERE sha256 = ?1")?
        .query_row([digest], |row| row.get(0))
        .optional()
}

/// A seal over the stored rows of one report, in their order.
#[derive(Default)]
pub(crate) struct RowSeal(sha2::Sha256);

impl RowSeal {
    pub(crate) fn add(&mut self, body: &str) {
        self.0.update((body.len() as u64).to_be_bytes());
        self.0.update(body.as_bytes());
    }

    pub(crate) fn hex(self) -> String {
        Digest(self.0.finalize().into()).to_string()
    }
}
