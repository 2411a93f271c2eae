//! Room to work in while a pack is built: named files, on disk or in memory.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Named files that outlive a broken run, so that it can go on. The gazetteer knows no disk: a face brings one.
pub trait Scratch {
    /// Begins a file, in place of one of that name.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn create(&self, name: &str) -> io::Result<Box<dyn Write>>;

    /// Opens a file for reading.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    fn open(&self, name: &str) -> io::Result<Box<dyn Read>>;

    /// Throws a file away; nothing happens where there is none.
    ///
    /// # Errors
    /// Where it cannot be removed.
    fn remove(&self, name: &str) -> io::Result<()>;
}

/// Files in memory, for small packs.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
}

struct Open {
    name: String,
    written: Vec<u8>,
    memory: Memory,
}

impl Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut files = self.memory.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.entry(self.name.clone()).or_default().append(&mut self.written);
        Ok(())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // Writing to memory does not fail.
        let _ = self.flush();
    }
}

impl Scratch for Memory {
    fn create(&self, name: &str) -> io::Result<Box<dyn Write>> {
        self.remove(name)?;
        Ok(Box::new(Open { name: name.to_owned(), written: Vec::new(), memory: self.clone() }))
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read>> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let found = files.get(name).cloned();
        let missing = || io::Error::new(io::ErrorKind::NotFound, format!("no file «{name}»"));
        Ok(Box::new(io::Cursor::new(found.ok_or_else(missing)?)))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}
