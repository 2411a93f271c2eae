//! What can go wrong with a case file, in words that say what was expected and what to do.

use std::path::{Path, PathBuf};

/// A case file that could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file.
    #[error("{}: there is no such case file", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// There is a file where none was expected.
    #[error("{}: something stands there already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file is no case file.
    #[error("{}: this is no case file, but {found}", path.display())]
    NotACase {
        /// The file.
        path: PathBuf,
        /// What it is.
        found: String,
    },
    /// The file was written by a newer program.
    #[error(
        "{}: this case was written by a newer Orontes (format {found}; this program reads up to {}): update the program",
        path.display(), crate::schema::FORMAT
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
    },
    /// Another program holds the case.
    #[error("{}: another program is using this case", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder may not be written.
    #[error("{}: this case cannot be written: the file or its folder is read-only", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The disk takes no more.
    #[error("{}: the disk took no more (full, over quota, or a limit on file size)", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
    /// The file is damaged.
    #[error("{}: this case file is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
    /// A row does not have the shape that this program writes.
    #[error("{}: {row} does not have the shape that this program writes", path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// Which row.
        row: String,
        /// What is wrong with it.
        #[source]
        source: crate::record::RecordError,
    },
    /// A reading was handed over with bytes that it was not read from.
    #[error("{}: the reading of {name} was not made from these bytes", path.display())]
    Mismatch {
        /// The case.
        path: PathBuf,
        /// Name of the report.
        name: String,
    },
    /// Anything else that SQLite refuses.
    #[error("{}: the case file could not be used", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// Returns the error that `source` means for the case at `path`.
    pub(crate) fn of(path: &Path, source: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode as Code;
        let path = path.to_path_buf();
        match source.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => StoreError::Busy { path },
            Some(Code::ReadOnly | Code::PermissionDenied) => StoreError::ReadOnly { path },
            Some(Code::DiskFull) => StoreError::DiskFull { path, source },
            // SQLite calls only ENOSPC "full"; a quota or a file-size limit arrives as a failed write.
            Some(Code::SystemIoFailure) if is_failed_write(&source) => StoreError::DiskFull { path, source },
            Some(Code::NotADatabase) => {
                StoreError::NotACase { path, found: "a file of another kind".to_owned() }
            }
            Some(Code::DatabaseCorrupt) => StoreError::Damaged { path, source },
            // The rollback journal cannot be made beside the file: the folder is read-only.
            Some(Code::CannotOpen) if path.exists() => StoreError::ReadOnly { path },
            Some(_) | None => StoreError::Sqlite { path, source },
        }
    }

    /// Returns what a person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            StoreError::Missing { .. } => "make one with: orontes read REPORTS --case FILE",
            StoreError::Exists { .. } => "choose another name, or move that file away",
            StoreError::NotACase { .. } => {
                "give the .gpkg file that `orontes read --case FILE` wrote; reports themselves go to `orontes read`"
            }
            StoreError::Newer { .. } => "nothing was changed in the file",
            StoreError::Busy { .. } => "wait until it has ended and try again; nothing was changed",
            StoreError::ReadOnly { .. } => {
                "copy the case to a folder that you may write to, or change the permissions"
            }
            StoreError::DiskFull { .. } => {
                "make room and run the same command again; what was acknowledged before is kept"
            }
            StoreError::Damaged { .. } => {
                "keep a copy, then read the reports again into a new case, or restore a backup"
            }
            StoreError::Shape { .. } => "run: orontes verify CASE",
            StoreError::Mismatch { .. } => "this is a fault of the program: please report it",
            StoreError::Sqlite { .. } => "check the path, the permissions and the disk",
        }
    }
}

/// Says whether the disk refused a write, a truncation or a sync: extended codes of SQLite's
/// `SQLITE_IOERR` family (sqlite.org/rescode.html).
fn is_failed_write(source: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    matches!(
        source.sqlite_error().map(|it| it.extended_code),
        Some(ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_TRUNCATE | ffi::SQLITE_IOERR_FSYNC)
    )
}
