//! A folder in which a pack is made: what is done there outlives a broken run, and only a whole pack leaves it.

use orontes_gazetteer::pack::Scratch;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// The folder `TARGET.making` beside the pack that is made.
#[derive(Debug)]
pub struct Workshop {
    folder: PathBuf,
    target: PathBuf,
    /// Held until the end, so that two runs do not make one pack.
    _lock: File,
}

/// The file that says what is made from what; work for another plan is thrown away.
const PLAN: &str = "plan";
/// The file that says how far the work is.
const PROGRESS: &str = "progress";

impl Workshop {
    /// Opens the folder for `target`. `plan` tells all that the outcome depends on: work of the same plan is gone on
    /// with, and its last progress returned; other work is thrown away.
    ///
    /// # Errors
    /// Where the folder cannot be made, or another run works in it.
    pub fn open(target: &Path, plan: &str) -> io::Result<(Workshop, Option<String>)> {
        let folder = beside(target, ".making");
        fs::create_dir_all(&folder)?;
        let lock = File::create(folder.join("lock"))?;
        if lock.try_lock().is_err() {
            return Err(io::Error::new(io::ErrorKind::ResourceBusy, "another run is making this pack"));
        }
        let workshop = Workshop { folder, target: target.to_owned(), _lock: lock };
        let known = fs::read_to_string(workshop.folder.join(PLAN)).unwrap_or_default();
        if known == plan {
            let progress = fs::read_to_string(workshop.folder.join(PROGRESS)).ok();
            return Ok((workshop, progress));
        }
        for entry in fs::read_dir(&workshop.folder)? {
            let path = entry?.path();
            if path.file_name().is_some_and(|it| it != "lock") {
                fs::remove_file(path)?;
            }
        }
        workshop.replace(PLAN, plan)?;
        Ok((workshop, None))
    }

    /// Keeps how far the work is; what it rests on must have been written before.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn note(&self, progress: &str) -> io::Result<()> {
        self.replace(PROGRESS, progress)
    }

    /// Writes a file whole or not at all.
    fn replace(&self, name: &str, text: &str) -> io::Result<()> {
        let part = self.folder.join(format!("{name}.part"));
        fs::write(&part, text)?;
        fs::rename(part, self.folder.join(name))
    }

    /// Writes the pack and gives it its name when all of it is on the disk. The folder is thrown away.
    ///
    /// # Errors
    /// Where `write` fails or the pack cannot be written; the name then leads where it led before.
    pub fn publish<T>(self, write: impl FnOnce(&mut dyn Write, &Workshop) -> io::Result<T>) -> io::Result<T> {
        let whole = self.folder.join("whole");
        let mut out = BufWriter::with_capacity(1 << 20, File::create(&whole)?);
        let written = write(&mut out, &self)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(whole, &self.target)?;
        // The pack is there; a folder that stays behind harms nobody.
        let _ = fs::remove_dir_all(&self.folder);
        Ok(written)
    }
}

fn beside(target: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = target.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    target.with_file_name(name)
}

impl Scratch for Workshop {
    fn create(&self, name: &str) -> io::Result<Box<dyn Write>> {
        Ok(Box::new(File::create(self.folder.join(name))?))
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read>> {
        Ok(Box::new(File::open(self.folder.join(name))?))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        match fs::remove_file(self.folder.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}
