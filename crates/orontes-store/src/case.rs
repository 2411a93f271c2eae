//! An open case file, and what it gives back.

use crate::error::StoreError;
use crate::journal::{self, JournalEntry};
use crate::record;
use orontes_model::{Cited, Digest, Dossier, Received};
use rusqlite::{Connection, OptionalExtension, Rows, Transaction, TransactionBehavior};
use sha2::Digest as _;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::thread::ScopedJoinHandle;
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
        self.decoded(
            "SELECT report, body FROM dossier ORDER BY report",
            "the dossier of",
            record::decode_dossier,
        )
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
        self.decoded(BY_REPORT, "the claim", record::decode_claim)
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

    /// Returns what `decode` makes of each row's name and body, in their order. Some thousand rows are read while others
    /// decode those before: all bodies at once would take as much memory again as what is made of them.
    fn decoded<T: Send>(
        &self,
        query: &str,
        what: &str,
        decode: fn(&str) -> Result<T, record::RecordError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare(query).map_err(|it| self.error(it))?;
        let mut rows = statement.query([]).map_err(|it| self.error(it))?;
        let n_decoders = std::thread::available_parallelism().map_or(1, usize::from);
        let mut made = Vec::new();
        std::thread::scope(|scope| {
            let mut take = |decoder: ScopedJoinHandle<'_, Decoded<T>>| {
                let decoded = decoder.join().unwrap_or_else(|it| std::panic::resume_unwind(it));
                made.extend(decoded.map_err(|(name, it)| self.shape(format!("{what} {name}"), it))?);
                Ok(())
            };
            let mut decoders = VecDeque::new();
            loop {
                let block = block(&mut rows).map_err(|it| self.error(it))?;
                if block.is_empty() {
                    return decoders.into_iter().try_for_each(take);
                }
                decoders.push_back(scope.spawn(move || {
                    let one = |(name, body): (String, String)| decode(&body).map_err(|it| (name, it));
                    block.into_iter().map(one).collect::<Decoded<T>>()
                }));
                if decoders.len() > n_decoders {
                    decoders.pop_front().map_or(Ok(()), &mut take)?;
                }
            }
        })?;
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

/// What was made of some rows, or the name of the first that nothing could be made of.
type Decoded<T> = Result<Vec<T>, (String, record::RecordError)>;

/// Rows that are decoded together.
const BLOCK_ROWS: usize = 2_048;

/// Reads the names and bodies of the next rows.
fn block(rows: &mut Rows<'_>) -> rusqlite::Result<Vec<(String, String)>> {
    let mut block = Vec::new();
    while block.len() < BLOCK_ROWS
        && let Some(row) = rows.next()?
    {
        block.push((row.get(0)?, row.get(1)?));
    }
    Ok(block)
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
