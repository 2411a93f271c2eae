//! Turns the path of a pack into a file of which pages are read as they are asked for.

use orontes_gazetteer::pack::ReadAt;
use std::fs::File;
use std::io;
use std::path::Path;

/// A file and how long it was when it was opened. Packs are written beside their name and renamed over it (see
/// `Workshop::publish`), so that the file that is open is never written again by this program.
struct Paged {
    file: File,
    size: u64,
}

/// Opens a file to be read anywhere.
///
/// # Errors
/// Where the file is not there, is none or cannot be read.
pub fn paged(path: &Path) -> io::Result<Box<dyn ReadAt>> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(Box::new(Paged { file, size: about.len() }))
}

impl ReadAt for Paged {
    fn size(&self) -> u64 {
        self.size
    }

    #[cfg(unix)]
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, into, at)
    }

    #[cfg(windows)]
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let (mut at, mut rest) = (at, into);
        while !rest.is_empty() {
            match std::os::windows::fs::FileExt::seek_read(&self.file, rest, at)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                n => (at, rest) = (at + n as u64, &mut rest[n..]),
            }
        }
        Ok(())
    }
}
