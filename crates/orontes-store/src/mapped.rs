//! Turns the path of a pack into its bytes, without reading them: the system brings in what is looked at.

use orontes_gazetteer::pack::Bytes;
use std::fs::File;
use std::io;
use std::path::Path;

/// Opens a file as bytes in memory. Where the system cannot map it (some network disks), it is read whole.
///
/// # Errors
/// Where the file is not there or cannot be read.
pub fn mapped(path: &Path) -> io::Result<Bytes> {
    let file = File::open(path)?;
    // Windows maps no empty file, and a folder is none.
    if !file.metadata()?.is_file() || file.metadata()?.len() == 0 {
        return Ok(Box::new(std::fs::read(path)?));
    }
    match map(&file) {
        Ok(map) => Ok(Box::new(map)),
        Err(_) => Ok(Box::new(std::fs::read(path)?)),
    }
}

// Safety: the only thing that Rust cannot see is another process changing the file under the map. Packs are written
// beside their name and renamed over it (see `Workshop::publish`), so that the file that a map holds is never written
// again by this program; a reader checks every offset that it follows and every text for UTF-8 when it takes it, so
// that bytes changed by anybody else give wrong places at worst. A file cut short under the map ends the process
// with a signal, as it does for every program that maps files.
#[allow(unsafe_code)]
fn map(file: &File) -> io::Result<memmap2::Mmap> {
    unsafe { memmap2::Mmap::map(file) }
}
