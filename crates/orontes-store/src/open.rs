//! Opens a case file, makes one, and refuses what is none.

use crate::case::{Case, Stamp};
use crate::error::StoreError;
use crate::journal::{self, JournalKind};
use crate::{geometry, schema};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, params};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer waits for another before it gives up. Batches of some hundred reports commit in well
/// under a second, so five seconds mean that the other program is busy for long or hangs.
pub const WAIT: Duration = Duration::from_secs(5);

impl Case {
    /// Makes a new case file.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where something stands there already; otherwise what the disk refuses.
    pub fn create(path: &Path, stamp: &Stamp) -> Result<Case, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists { path: path.to_path_buf() });
        }
        Case::open_or_create(path, stamp)
    }

    /// Opens the case file at `path`, or makes it where there is none.
    ///
    /// # Errors
    /// Where the file is no case, is newer, is locked, or may not be written.
    pub fn open_or_create(path: &Path, stamp: &Stamp) -> Result<Case, StoreError> {
        refuse_folder(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let fresh = !path.exists();
        let connection = Connection::open_with_flags(path, flags).map_err(|it| match fresh {
            true => cannot_make(path, it),
            false => StoreError::of(path, it),
        })?;
        let mut case = Case { connection, path: path.to_path_buf() };
        case.prepare()?;
        case.build_if_empty(stamp)?;
        case.check()?;
        case.index()?;
        Ok(case)
    }

    /// Opens the case file at `path`. Where the file or its folder is read-only, it can still be read.
    ///
    /// # Errors
    /// Where there is none, or the file is no case, is newer, or is damaged.
    pub fn open(path: &Path) -> Result<Case, StoreError> {
        refuse_folder(path)?;
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_path_buf() });
        }
        // Writable where the disk allows: only then can SQLite undo what a killed writer left half done.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|it| StoreError::of(path, it))?;
        let case = Case { connection, path: path.to_path_buf() };
        case.prepare()?;
        case.check()?;
        Ok(case)
    }

    /// Makes a case that lives in memory and is gone with the program.
    ///
    /// # Errors
    /// Where memory is short.
    pub fn in_memory(stamp: &Stamp) -> Result<Case, StoreError> {
        let path = PathBuf::from("(memory)");
        let connection = Connection::open_in_memory().map_err(|it| StoreError::of(&path, it))?;
        let mut case = Case { connection, path };
        case.build_if_empty(stamp)?;
        Ok(case)
    }

    /// Sets what SQLite forgets between sessions.
    ///
    /// The rollback journal of SQLite (not its write-ahead log) keeps a case in one file that can be copied
    /// or mailed at any moment between commits; `EXTRA` also syncs the folder after a commit, so that an
    /// acknowledged batch outlives a power cut. `trusted_schema` off: a case may come from a stranger.
    fn prepare(&self) -> Result<(), StoreError> {
        self.wait(WAIT)?;
        self.sql(|connection| {
            connection.pragma_update(None, "trusted_schema", false)?;
            connection.pragma_update(None, "cell_size_check", true)?;
            connection.pragma_update(None, "synchronous", "EXTRA")
        })
    }

    fn build_if_empty(&mut self, stamp: &Stamp) -> Result<(), StoreError> {
        if self.n_tables()? > 0 {
            return Ok(());
        }
        self.change(|case, transaction| {
            // Another program may have built it while this one waited for the lock.
            if case.n_tables()? > 0 {
                return Ok(());
            }
            build(transaction, stamp).map_err(|it| case.error(it))
        })
    }

    /// Makes the indices that a case of an earlier program lacks; they change no row.
    fn index(&self) -> Result<(), StoreError> {
        self.sql(|connection| {
            connection.execute_batch(
                "CREATE INDEX IF NOT EXISTS dossier_by_rules ON dossier (rules);
                 CREATE INDEX IF NOT EXISTS journal_by_kind ON journal (kind);",
            )
        })
    }

    fn n_tables(&self) -> Result<i64, StoreError> {
        self.sql(|connection| {
            connection.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |row| row.get(0))
        })
    }

    /// Refuses a file that is no case, or a newer one.
    fn check(&self) -> Result<(), StoreError> {
        let not_a_case =
            |found: &str| StoreError::NotACase { path: self.path.clone(), found: found.to_owned() };
        if self.n_tables()? == 0 {
            return Err(not_a_case("an empty file"));
        }
        let application: i64 =
            self.sql(|it| it.pragma_query_value(None, "application_id", |row| row.get(0)))?;
        if application != schema::APPLICATION_ID {
            return Err(not_a_case("another kind of SQLite database"));
        }
        let has_meta: bool = self.sql(|it| {
            it.query_row("SELECT COUNT(*) > 0 FROM sqlite_schema WHERE name = 'orontes_meta'", [], |row| {
                row.get(0)
            })
        })?;
        if !has_meta {
            return Err(not_a_case("a GeoPackage that another program wrote"));
        }
        let format: Option<i64> = self.sql(|it| {
            it.query_row("SELECT CAST(value AS INTEGER) FROM orontes_meta WHERE key = 'format'", [], |row| {
                row.get(0)
            })
            .optional()
        })?;
        match format {
            None | Some(..=0) => Err(not_a_case("a case without a format number")),
            Some(found) if found > schema::FORMAT => {
                Err(StoreError::Newer { path: self.path.clone(), found })
            }
            Some(_) => Ok(()),
        }
    }
}

fn refuse_folder(path: &Path) -> Result<(), StoreError> {
    match path.is_dir() {
        true => Err(StoreError::NotACase { path: path.to_path_buf(), found: "a folder".to_owned() }),
        false => Ok(()),
    }
}

/// Returns why a file that is not there could not be made.
fn cannot_make(path: &Path, source: rusqlite::Error) -> StoreError {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    match folder.is_none_or(Path::is_dir) {
        true => StoreError::ReadOnly { path: path.to_path_buf() },
        false => StoreError::Sqlite { path: path.to_path_buf(), source },
    }
}

fn build(transaction: &Transaction<'_>, stamp: &Stamp) -> rusqlite::Result<()> {
    transaction.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", schema::USER_VERSION)?;
    for tables in [schema::GEOPACKAGE, schema::KEPT, schema::CODED, schema::LAYERS] {
        transaction.execute_batch(tables)?;
    }
    transaction.execute("INSERT INTO orontes_meta VALUES ('format', ?1)", [schema::FORMAT.to_string()])?;
    let moment = stamp.moment.as_deref();
    for it in schema::LISTED {
        transaction.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
             VALUES (?1, ?2, ?1, ?3, ?4, ?5)",
            params![
                it.table,
                if it.geometry.is_some() { "features" } else { "attributes" },
                it.description,
                moment.unwrap_or(schema::NO_MOMENT),
                it.geometry.map(|_| geometry::SRS_ID),
            ],
        )?;
        if let Some(geometry) = it.geometry {
            transaction.execute(
                "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)",
                params![it.table, geometry, geometry::SRS_ID],
            )?;
        }
    }
    journal::add(transaction, JournalKind::CaseMade, moment, &json!({ "format": schema::FORMAT }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_in_plain_words_and_loses_nothing_acknowledged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("arden.gpkg");
        let mut case = Case::create(&path, &Stamp::default()).unwrap();
        // SQLite treats its own limit on pages as a full disk: the same code, the same roll-back.
        let pages: i64 = case.sql(|it| it.pragma_query_value(None, "page_count", |row| row.get(0))).unwrap();
        case.sql(|it| it.execute_batch(&format!("PRAGMA max_page_count = {}", pages + 20))).unwrap();
        let mut n_kept = 0;
        let error = loop {
            let outcome = case.change(|case, transaction| {
                let body = json!({ "filler": "x".repeat(10_000) });
                journal::add(transaction, JournalKind::ReportRead, None, &body).map_err(|it| case.error(it))
            });
            match outcome {
                Ok(()) => n_kept += 1,
                Err(error) => break error,
            }
        };
        assert!(matches!(error, StoreError::DiskFull { .. }), "{error:?}");
        assert!(error.to_string().contains("the disk took no more"), "{error}");
        assert!(n_kept > 2);
        drop(case);
        let case = Case::open(&path).unwrap();
        assert_eq!(case.journal().unwrap().len(), 1 + n_kept);
        assert_eq!(case.verify().unwrap().faults, []);
    }
}
