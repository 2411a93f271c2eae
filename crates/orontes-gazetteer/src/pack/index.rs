//! Turns sorted keys into front-coded blocks, and a key into the values that stand under it.
//!
//! A block holds 16 keys. The first is whole; each further one says how many bytes it shares with the one before.
//! The section ends with the start of each block (u32) and their number (u64), so that it is read from its end.

use super::layout::{push_varint, u32_at, u64_at, varint};
use std::io::{self, Write};

/// Keys in a block: more make the file smaller and each look-up longer.
const BLOCK: usize = 16;

/// Writes an index, key by key.
pub(super) struct IndexWriter<W> {
    out: W,
    n_bytes: u64,
    block: Vec<u8>,
    in_block: usize,
    last: Vec<u8>,
    heads: Vec<u32>,
}

impl<W: Write> IndexWriter<W> {
    pub(super) fn new(out: W) -> IndexWriter<W> {
        IndexWriter { out, n_bytes: 0, block: Vec::new(), in_block: 0, last: Vec::new(), heads: Vec::new() }
    }

    /// Adds the next key in order, with its value.
    pub(super) fn push(&mut self, key: &[u8], value: u32) -> io::Result<()> {
        if self.in_block == BLOCK {
            self.finish_block()?;
        }
        let shared = match self.in_block {
            0 => 0,
            _ => key.iter().zip(&self.last).take_while(|it| it.0 == it.1).count(),
        };
        push_varint(shared as u64, &mut self.block);
        push_varint((key.len() - shared) as u64, &mut self.block);
        self.block.extend_from_slice(&key[shared..]);
        push_varint(u64::from(value), &mut self.block);
        self.last.clear();
        self.last.extend_from_slice(key);
        self.in_block += 1;
        Ok(())
    }

    fn finish_block(&mut self) -> io::Result<()> {
        if self.in_block == 0 {
            return Ok(());
        }
        let head = u32::try_from(self.n_bytes).map_err(|_| too_large("the index of names"))?;
        self.heads.push(head);
        self.out.write_all(&self.block)?;
        self.n_bytes += self.block.len() as u64;
        self.block.clear();
        self.in_block = 0;
        Ok(())
    }

    /// Writes what is left and hands the writer back.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.finish_block()?;
        for head in &self.heads {
            self.out.write_all(&head.to_le_bytes())?;
        }
        self.out.write_all(&(self.heads.len() as u64).to_le_bytes())?;
        Ok(self.out)
    }
}

/// Says that a pack of this format cannot hold so much.
pub(super) fn too_large(part: &str) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("{part} would be over 4 GB: make several packs"))
}

/// An index, read where it lies.
#[derive(Clone, Copy)]
pub(super) struct Index<'a> {
    blocks: &'a [u8],
    heads: &'a [u8],
}

impl<'a> Index<'a> {
    /// Finds the heads at the end of a section; an index that cannot be read is empty.
    pub(super) fn of(section: &'a [u8]) -> Index<'a> {
        Index::read(section).unwrap_or(Index { blocks: &[], heads: &[] })
    }

    fn read(section: &'a [u8]) -> Option<Index<'a>> {
        let n_at = section.len().checked_sub(8)?;
        let n_heads = usize::try_from(u64_at(section, n_at)?).ok()?;
        let heads_at = n_at.checked_sub(n_heads.checked_mul(4)?)?;
        Some(Index { blocks: &section[..heads_at], heads: &section[heads_at..n_at] })
    }

    fn n_blocks(&self) -> usize {
        self.heads.len() / 4
    }

    fn block(&self, idx: usize) -> Option<Block<'a>> {
        let start = u32_at(self.heads, idx * 4)? as usize;
        let end = u32_at(self.heads, (idx + 1) * 4).map_or(self.blocks.len(), |it| it as usize);
        Some(Block { rest: self.blocks.get(start..end)?, key: Vec::new() })
    }

    fn first_key(&self, idx: usize) -> Option<Vec<u8>> {
        let mut block = self.block(idx)?;
        block.step()?;
        Some(block.key)
    }

    /// Calls `visit` with each key that is not less than `from`, in order, and its value, until it says false or a
    /// block cannot be read.
    pub(super) fn walk(&self, from: &[u8], mut visit: impl FnMut(&[u8], u32) -> bool) {
        let (mut low, mut high) = (0, self.n_blocks());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.first_key(middle) {
                Some(key) if key.as_slice() < from => low = middle + 1,
                Some(_) => high = middle,
                None => return,
            }
        }
        // Keys like `from` may begin in the block before the first that opens with one.
        for idx in low.saturating_sub(1)..self.n_blocks() {
            let Some(mut block) = self.block(idx) else { return };
            while let Some(value) = block.step() {
                if block.key.as_slice() >= from && !visit(&block.key, value) {
                    return;
                }
            }
        }
    }

    /// Returns how many keys there are, and whether every block is readable and in order.
    pub(super) fn survey(&self, mut visit: impl FnMut(u32)) -> (u64, bool) {
        let (mut n_keys, mut last) = (0, Vec::new());
        for idx in 0..self.n_blocks() {
            let Some(mut block) = self.block(idx) else { return (n_keys, false) };
            while let Some(value) = block.step() {
                if block.key < last {
                    return (n_keys, false);
                }
                last.clone_from(&block.key);
                visit(value);
                n_keys += 1;
            }
            if !block.rest.is_empty() {
                return (n_keys, false);
            }
        }
        (n_keys, true)
    }
}

struct Block<'a> {
    rest: &'a [u8],
    key: Vec<u8>,
}

impl Block<'_> {
    /// Reads the next key into `key` and returns its value; nothing at the end or where the bytes make no sense.
    fn step(&mut self) -> Option<u32> {
        let (shared, a) = varint(self.rest)?;
        let (own, b) = varint(self.rest.get(a..)?)?;
        let start = a + b;
        let end = start.checked_add(usize::try_from(own).ok()?)?;
        let letters = self.rest.get(start..end)?;
        let (value, c) = varint(self.rest.get(end..)?)?;
        let shared = usize::try_from(shared).ok().filter(|it| *it <= self.key.len())?;
        self.key.truncate(shared);
        self.key.extend_from_slice(letters);
        self.rest = self.rest.get(end + c..)?;
        u32::try_from(value).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn index_of(keys: &[String]) -> Vec<u8> {
        let mut writer = IndexWriter::new(Vec::new());
        for (idx, key) in keys.iter().enumerate() {
            writer.push(key.as_bytes(), idx as u32).unwrap();
        }
        writer.finish().unwrap()
    }

    proptest! {
        #[test]
        fn every_key_is_found_with_all_its_values(mut keys in proptest::collection::vec("[ab]{0,5}", 0..120), wanted in "[ab]{0,5}") {
            keys.sort();
            let section = index_of(&keys);
            let mut found = Vec::new();
            Index::of(&section).walk(wanted.as_bytes(), |key, value| {
                let same = key == wanted.as_bytes();
                if same {
                    found.push(value as usize);
                }
                same
            });
            let expected: Vec<usize> = (0..keys.len()).filter(|&it| keys[it] == wanted).collect();
            prop_assert_eq!(found, expected);
            prop_assert_eq!(Index::of(&section).survey(|_| {}), (keys.len() as u64, true));
        }

        #[test]
        fn any_bytes_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..200), n in 0..9u64) {
            let mut section = bytes;
            section.extend(n.to_le_bytes());
            Index::of(&section).walk(b"a", |_, _| true);
            Index::of(&section).survey(|_| {});
        }
    }
}
