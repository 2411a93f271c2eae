//! Turns sorted keys into front-coded leaves, and a key into the values that stand under it.
//!
//! A leaf holds some 2 kB of keys. The first is whole; each further one says how many bytes it shares with the one
//! before. Behind the leaves stands the sparse index: the first key of each leaf, front-coded too, and its length;
//! then where that index begins (u64). It is read once, a hundredth of the names, so that a look-up reads one leaf.

use super::layout::{push_varint, u64_at, varint};
use super::pages::Stretch;
use std::io::{self, Write};

/// Bytes at which a leaf ends: twice as many halve the sparse index and double what a look-up reads.
const LEAF: usize = 2048;
/// Longest leaf that is read: a leaf ends with the key that fills it, and no name is longer than `LONGEST_TEXT`.
const LONGEST_LEAF: u64 = 1 << 20;

/// Writes an index, key by key.
pub(super) struct IndexWriter<W> {
    out: W,
    n_bytes: u64,
    leaf: Vec<u8>,
    last: Vec<u8>,
    first: Vec<u8>,
    sparse: Vec<u8>,
    last_first: Vec<u8>,
}

impl<W: Write> IndexWriter<W> {
    pub(super) fn new(out: W) -> IndexWriter<W> {
        let (leaf, last, first, sparse, last_first) = Default::default();
        IndexWriter { out, n_bytes: 0, leaf, last, first, sparse, last_first }
    }

    /// Adds the next key in order, with its value.
    pub(super) fn push(&mut self, key: &[u8], value: u32) -> io::Result<()> {
        if self.leaf.len() >= LEAF {
            self.finish_leaf()?;
        }
        if self.leaf.is_empty() {
            self.last.clear();
            self.first = key.to_vec();
        }
        push_key(&self.last, key, &mut self.leaf);
        push_varint(u64::from(value), &mut self.leaf);
        self.last.clear();
        self.last.extend_from_slice(key);
        Ok(())
    }

    fn finish_leaf(&mut self) -> io::Result<()> {
        if self.leaf.is_empty() {
            return Ok(());
        }
        push_key(&self.last_first, &self.first, &mut self.sparse);
        push_varint(self.leaf.len() as u64, &mut self.sparse);
        self.last_first = std::mem::take(&mut self.first);
        self.out.write_all(&self.leaf)?;
        self.n_bytes += self.leaf.len() as u64;
        self.leaf.clear();
        Ok(())
    }

    /// Writes what is left and hands the writer back.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.finish_leaf()?;
        self.out.write_all(&self.sparse)?;
        self.out.write_all(&self.n_bytes.to_le_bytes())?;
        Ok(self.out)
    }
}

fn push_key(last: &[u8], key: &[u8], into: &mut Vec<u8>) {
    let shared = key.iter().zip(last).take_while(|it| it.0 == it.1).count();
    push_varint(shared as u64, into);
    push_varint((key.len() - shared) as u64, into);
    into.extend_from_slice(&key[shared..]);
}

/// Says that a pack of this format cannot hold so much.
pub(super) fn too_large(part: &str) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("{part} would be over 4 GB: make several packs"))
}

/// The sparse index: first key, start and length of each leaf.
#[derive(Default)]
pub(super) struct Sparse {
    keys: Vec<u8>,
    leaves: Vec<Leaf>,
}

#[derive(Clone, Copy)]
struct Leaf {
    key_end: u32,
    start: u64,
    len: u64,
}

impl Sparse {
    /// Reads the sparse index at the end of a section; of one that cannot be read, as far as it can be.
    pub(super) fn of(section: Stretch<'_>) -> Sparse {
        let mut sparse = Sparse::default();
        // Nothing is left to be done where it breaks off: what is not there is not found.
        let _ = sparse.read(section);
        sparse
    }

    fn read(&mut self, section: Stretch<'_>) -> Option<()> {
        let n_at = section.len.checked_sub(8)?;
        let end = u64_at(&section.take(n_at, 8)?, 0)?;
        let bytes = section.take(end, n_at.checked_sub(end)?)?;
        let mut keys = Keys { rest: &bytes, key: Vec::new() };
        let mut start = 0u64;
        while !keys.rest.is_empty() {
            let len = keys.step()?;
            if len > LONGEST_LEAF || start.checked_add(len)? > end {
                return None;
            }
            self.keys.extend_from_slice(&keys.key);
            self.leaves.push(Leaf { key_end: u32::try_from(self.keys.len()).ok()?, start, len });
            start += len;
        }
        Some(())
    }

    fn first_key(&self, leaf: usize) -> &[u8] {
        let start = leaf.checked_sub(1).map_or(0, |it| self.leaves[it].key_end as usize);
        &self.keys[start..self.leaves[leaf].key_end as usize]
    }

    /// Returns the last leaf that opens with less than `wanted`: those that open with it come behind.
    fn leaf_before(&self, wanted: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.leaves.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.first_key(middle) < wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.saturating_sub(1)
    }
}

/// An index, read leaf by leaf.
#[derive(Clone, Copy)]
pub(super) struct Index<'a> {
    pub(super) section: Stretch<'a>,
    pub(super) sparse: &'a Sparse,
}

impl Index<'_> {
    /// Calls `visit` with each key that is not less than `from`, in order, and its value, until it says false or a
    /// leaf cannot be read.
    pub(super) fn walk(&self, from: &[u8], mut visit: impl FnMut(&[u8], u32) -> bool) {
        for leaf in &self.sparse.leaves[self.sparse.leaf_before(from).min(self.sparse.leaves.len())..] {
            let Some(bytes) = self.section.take(leaf.start, leaf.len) else { return };
            let mut keys = Keys { rest: &bytes, key: Vec::new() };
            while let Some(value) = keys.step_u32() {
                if keys.key.as_slice() >= from && !visit(&keys.key, value) {
                    return;
                }
            }
        }
    }

    /// Returns how many keys there are, and whether every leaf is readable and in order.
    pub(super) fn survey(&self, mut visit: impl FnMut(u32)) -> (u64, bool) {
        let (mut n_keys, mut last) = (0, Vec::new());
        for (idx, leaf) in self.sparse.leaves.iter().enumerate() {
            let Some(bytes) = self.section.take(leaf.start, leaf.len) else { return (n_keys, false) };
            let mut keys = Keys { rest: &bytes, key: Vec::new() };
            let mut is_first = true;
            while let Some(value) = keys.step_u32() {
                if keys.key < last || is_first && keys.key != self.sparse.first_key(idx) {
                    return (n_keys, false);
                }
                is_first = false;
                last.clone_from(&keys.key);
                visit(value);
                n_keys += 1;
            }
            if !keys.rest.is_empty() {
                return (n_keys, false);
            }
        }
        (n_keys, self.is_whole())
    }

    /// Says whether the leaves fill the section up to the sparse index.
    fn is_whole(&self) -> bool {
        let end = self.sparse.leaves.last().map_or(0, |it| it.start + it.len);
        let told = self.section.len.checked_sub(8).and_then(|it| u64_at(&self.section.take(it, 8)?, 0));
        told == Some(end)
    }
}

/// Front-coded keys, each with a number behind it.
struct Keys<'a> {
    rest: &'a [u8],
    key: Vec<u8>,
}

impl Keys<'_> {
    /// Reads the next key into `key` and returns its number; nothing at the end or where the bytes make no sense.
    fn step(&mut self) -> Option<u64> {
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
        Some(value)
    }

    fn step_u32(&mut self) -> Option<u32> {
        self.step().and_then(|it| u32::try_from(it).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::super::pages::Content;
    use super::*;
    use proptest::prelude::*;

    fn index_of(keys: &[String]) -> Vec<u8> {
        let mut writer = IndexWriter::new(Vec::new());
        for (idx, key) in keys.iter().enumerate() {
            writer.push(key.as_bytes(), idx as u32).unwrap();
        }
        writer.finish().unwrap()
    }

    fn with_index<T>(section: Vec<u8>, ask: impl FnOnce(Index<'_>) -> T) -> T {
        let content = Content::Whole(Box::new(section));
        let section = Stretch { content: &content, start: 0, len: content.size() };
        ask(Index { section, sparse: &Sparse::of(section) })
    }

    proptest! {
        #[test]
        fn every_key_is_found_with_all_its_values(
            mut keys in proptest::collection::vec("[ab]{0,5}|[ab]{900}", 0..120),
            wanted in "[ab]{0,5}",
        ) {
            keys.sort();
            with_index(index_of(&keys), |index| {
                let mut found = Vec::new();
                index.walk(wanted.as_bytes(), |key, value| {
                    let same = key == wanted.as_bytes();
                    if same {
                        found.push(value as usize);
                    }
                    same
                });
                let expected: Vec<usize> = (0..keys.len()).filter(|&it| keys[it] == wanted).collect();
                prop_assert_eq!(found, expected);
                prop_assert_eq!(index.survey(|_| {}), (keys.len() as u64, true));
                Ok(())
            })?;
        }

        #[test]
        fn any_bytes_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..200), end in 0..220u64) {
            let mut section = bytes;
            section.extend(end.to_le_bytes());
            with_index(section, |index| {
                index.walk(b"a", |_, _| true);
                index.survey(|_| {});
            });
        }
    }
}
