//! Turns a file too large to hold into the few pages of it that are asked for.
//!
//! A mapped file counts as resident with all that the system brings in around each page that is touched: five
//! thousand names made 720 MB of a pack resident. Pages that are read and kept by us are ours to bound.

use super::layout::{PackError, Section};
use std::borrow::Cow;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Bytes that are there as a whole: a part of the program, or a small pack.
pub type Bytes = Box<dyn AsRef<[u8]> + Send + Sync>;

/// A file that can be read anywhere. The gazetteer knows no disk: a face brings one.
pub trait ReadAt: Send + Sync {
    /// How many bytes there are.
    fn size(&self) -> u64;

    /// Fills `into` with the bytes from `at`.
    ///
    /// # Errors
    /// Where there are not as many, or they cannot be read.
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()>;
}

/// Bytes of a page: what the system reads at least.
const PAGE: u64 = 4096;
/// Pages that are kept, 4 MB of each pack: the parents and names of what a report speaks of lie among few.
const N_SLOTS: usize = 1024;

/// The bytes of a pack.
pub(super) enum Content {
    Whole(Bytes),
    Paged(Pages),
}

/// Pages of a file, each in the slot of its number until another of that slot is asked for.
pub(super) struct Pages {
    file: Box<dyn ReadAt>,
    slots: Vec<Mutex<Slot>>,
}

#[derive(Default)]
struct Slot {
    /// Number of the page and one, 0 while there is none.
    page: u64,
    bytes: Vec<u8>,
}

impl Pages {
    pub(super) fn of(file: Box<dyn ReadAt>) -> Pages {
        Pages { file, slots: (0..N_SLOTS).map(|_| Mutex::default()).collect() }
    }

    fn copy(&self, at: u64, into: &mut [u8]) -> Option<()> {
        let (mut at, mut rest) = (at, into);
        while !rest.is_empty() {
            let (page, from) = (at / PAGE, (at % PAGE) as usize);
            let slot = &self.slots[page as usize % N_SLOTS];
            let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
            if slot.page != page + 1 {
                self.fetch(page, &mut slot)?;
            }
            let found = slot.bytes.get(from..).filter(|it| !it.is_empty())?;
            let len = found.len().min(rest.len());
            let (now, later) = rest.split_at_mut(len);
            now.copy_from_slice(&found[..len]);
            (at, rest) = (at + len as u64, later);
        }
        Some(())
    }

    fn fetch(&self, page: u64, slot: &mut Slot) -> Option<()> {
        let len = self.file.size().checked_sub(page * PAGE)?.min(PAGE);
        slot.page = 0;
        slot.bytes.resize(len as usize, 0);
        self.file.read_at(page * PAGE, &mut slot.bytes).ok()?;
        slot.page = page + 1;
        Some(())
    }
}

impl Content {
    pub(super) fn size(&self) -> u64 {
        match self {
            Content::Whole(bytes) => (**bytes).as_ref().len() as u64,
            Content::Paged(pages) => pages.file.size(),
        }
    }
}

/// A section of a pack, or any stretch of it.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    pub(super) content: &'a Content,
    pub(super) start: u64,
    pub(super) len: u64,
}

impl<'a> Stretch<'a> {
    /// Fills `into` with the bytes from `at`, of pages that are kept. Nothing where the stretch has not as many.
    pub(super) fn copy(&self, at: u64, into: &mut [u8]) -> Option<()> {
        self.holds(at, into.len() as u64)?;
        match self.content {
            Content::Whole(bytes) => {
                let from = (self.start + at) as usize;
                into.copy_from_slice((**bytes).as_ref().get(from..from + into.len())?);
                Some(())
            }
            Content::Paged(pages) => pages.copy(self.start + at, into),
        }
    }

    /// Returns `len` bytes from `at`, past the pages that are kept: for what is read once.
    pub(super) fn take(&self, at: u64, len: u64) -> Option<Cow<'a, [u8]>> {
        self.holds(at, len)?;
        match self.content {
            Content::Whole(bytes) => {
                let from = usize::try_from(self.start + at).ok()?;
                (**bytes).as_ref().get(from..from + len as usize).map(Cow::Borrowed)
            }
            Content::Paged(pages) => {
                let mut taken = vec![0; usize::try_from(len).ok()?];
                pages.file.read_at(self.start + at, &mut taken).ok()?;
                Some(Cow::Owned(taken))
            }
        }
    }

    pub(super) fn u32_at(&self, at: u64) -> Option<u32> {
        let mut bytes = [0; 4];
        self.copy(at, &mut bytes)?;
        Some(u32::from_le_bytes(bytes))
    }

    fn holds(&self, at: u64, len: u64) -> Option<()> {
        (at.checked_add(len)? <= self.len).then_some(())
    }

    /// Calls `visit` with the bytes of the stretch, piece by piece.
    pub(super) fn each_piece(&self, section: Section, mut visit: impl FnMut(&[u8])) -> Result<(), PackError> {
        const PIECE: u64 = 1 << 20;
        let mut at = 0;
        while at < self.len {
            let len = PIECE.min(self.len - at);
            let damaged = PackError::Damaged { part: section.word() };
            visit(&self.take(at, len).ok_or(damaged)?);
            at += len;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Vector(Vec<u8>);

    impl ReadAt for Vector {
        fn size(&self) -> u64 {
            self.0.len() as u64
        }

        fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
            let found = self.0.get(at as usize..at as usize + into.len());
            into.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
            Ok(())
        }
    }

    proptest! {
        #[test]
        fn pages_give_the_bytes_of_the_file(
            len in 0..20_000usize,
            asked in proptest::collection::vec((0..21_000u64, 0..9_000usize), 1..20),
        ) {
            let bytes: Vec<u8> = (0..len).map(|it| (it * 31 % 251) as u8).collect();
            let content = Content::Paged(Pages::of(Box::new(Vector(bytes.clone()))));
            let stretch = Stretch { content: &content, start: 0, len: content.size() };
            for (at, n_bytes) in asked {
                let expected = bytes.get(at as usize..at as usize + n_bytes);
                let mut into = vec![0; n_bytes];
                let copied = stretch.copy(at, &mut into).map(|()| into.as_slice());
                prop_assert_eq!(copied, expected);
                let taken = stretch.take(at, n_bytes as u64);
                prop_assert_eq!(taken.as_deref(), expected);
            }
        }
    }
}
