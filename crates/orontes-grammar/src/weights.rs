//! Reads the file of weights in place: named sections of little-endian tables, nothing copied.

use crate::GrammarError;

/// First bytes of a file of weights.
pub const MAGIC: &[u8; 8] = b"ORONTESG";
/// Format of the file; another number means that trainer and reader do not match.
pub const VERSION: u32 = 2;
/// Sections start at multiples of this many bytes.
pub const ALIGN: usize = 16;
/// Bytes of one entry of the table of contents: name, offset, length.
const ENTRY: usize = 16;

/// The sections of a file of weights.
#[derive(Clone, Copy, Debug)]
pub struct Sections {
    bytes: &'static [u8],
    count: usize,
}

impl Sections {
    /// Checks the head of `bytes` and that every section lies inside.
    ///
    /// # Errors
    /// The bytes are not a file of weights of this version, or are cut short.
    pub fn open(bytes: &'static [u8]) -> Result<Sections, GrammarError> {
        if bytes.len() < 16 || &bytes[..8] != MAGIC {
            return Err(GrammarError::NotWeights);
        }
        let version = u32_at(bytes, 8);
        if version != VERSION {
            return Err(GrammarError::Version { found: version, expected: VERSION });
        }
        let count = u32_at(bytes, 12) as usize;
        let sections = Sections { bytes, count };
        if count > 64 || bytes.len() < 16 + count * ENTRY {
            return Err(GrammarError::Cut { section: "table of contents".into() });
        }
        for index in 0..count {
            let (name, start, len) = sections.entry(index);
            if start.checked_add(len).is_none_or(|end| end > bytes.len()) {
                return Err(GrammarError::Cut { section: name.into() });
            }
        }
        Ok(sections)
    }

    fn entry(&self, index: usize) -> (&'static str, usize, usize) {
        let at = 16 + index * ENTRY;
        let name = std::str::from_utf8(&self.bytes[at..at + 8]).unwrap_or("?").trim_end_matches('\0');
        (name, u32_at(self.bytes, at + 8) as usize, u32_at(self.bytes, at + 12) as usize)
    }

    /// Returns the bytes of a section.
    ///
    /// # Errors
    /// The file has no such section.
    pub fn section(&self, name: &str) -> Result<&'static [u8], GrammarError> {
        (0..self.count)
            .map(|it| self.entry(it))
            .find(|it| it.0 == name)
            .map(|(_, start, len)| &self.bytes[start..start + len])
            .ok_or_else(|| GrammarError::Missing { section: name.into() })
    }

    /// Returns the lines of a section of text.
    ///
    /// # Errors
    /// The section is missing or is not UTF-8.
    pub fn lines(&self, name: &str) -> Result<Vec<&'static str>, GrammarError> {
        let text = std::str::from_utf8(self.section(name)?)
            .map_err(|_| GrammarError::Cut { section: name.into() })?;
        Ok(text.lines().collect())
    }
}

/// Joins named sections to the bytes that [`Sections::open`] reads.
pub fn join(sections: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    let mut start = (bytes.len() + sections.len() * ENTRY).next_multiple_of(ALIGN);
    for (name, data) in sections {
        let mut padded = [0; 8];
        padded[..name.len()].copy_from_slice(name.as_bytes());
        bytes.extend_from_slice(&padded);
        bytes.extend_from_slice(&(start as u32).to_le_bytes());
        bytes.extend_from_slice(&(data.len() as u32).to_le_bytes());
        start = (start + data.len()).next_multiple_of(ALIGN);
    }
    for (_, data) in sections {
        bytes.resize(bytes.len().next_multiple_of(ALIGN), 0);
        bytes.extend_from_slice(data);
    }
    bytes
}

#[inline(always)]
fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// A table from a feature to the few classes that it speaks for or against.
#[derive(Clone, Copy, Debug)]
pub struct Sparse {
    slots: &'static [u8],
    entries: &'static [u8],
    mask: u32,
}

/// Bytes of one slot: key, start of its entries, number of its entries.
const SLOT: usize = 10;
/// Bytes of one entry: class, weight.
const PAIR: usize = 3;

impl Sparse {
    /// Reads the table from a section.
    ///
    /// # Errors
    /// The section is missing or its sizes do not fit.
    pub fn open(sections: &Sections, name: &str) -> Result<Sparse, GrammarError> {
        let bytes = sections.section(name)?;
        let cut = || GrammarError::Cut { section: name.into() };
        if bytes.len() < 8 {
            return Err(cut());
        }
        let n_slots = u32_at(bytes, 0) as usize;
        let end = n_slots.checked_mul(SLOT).map(|it| it + 8).ok_or_else(cut)?;
        if !n_slots.is_power_of_two() || bytes.len() < end || (bytes.len() - end) % PAIR != 0 {
            return Err(cut());
        }
        let table = Sparse { slots: &bytes[8..end], entries: &bytes[end..], mask: n_slots as u32 - 1 };
        let n_entries = table.entries.len() / PAIR;
        // A table without an empty slot would make every search for an absent key endless.
        let mut empty = false;
        for slot in table.slots.chunks_exact(SLOT) {
            let count = u16::from_le_bytes([slot[8], slot[9]]) as usize;
            empty |= count == 0;
            if count > 0 && u32_at(slot, 4) as usize + count > n_entries {
                return Err(cut());
            }
        }
        if empty { Ok(table) } else { Err(cut()) }
    }

    #[inline(always)]
    fn entries_of(&self, key: u32) -> &'static [u8] {
        let mut slot = key.wrapping_mul(0x9E37_79B1).rotate_left(15) & self.mask;
        loop {
            let bytes = &self.slots[slot as usize * SLOT..slot as usize * SLOT + SLOT];
            let count = u16::from_le_bytes([bytes[8], bytes[9]]) as usize;
            if count == 0 {
                return &[];
            }
            if u32_at(bytes, 0) == key {
                let start = u32_at(bytes, 4) as usize;
                return &self.entries[start * PAIR..(start + count) * PAIR];
            }
            slot = (slot + 1) & self.mask;
        }
    }

    /// Returns the classes of `key` with their weights.
    #[inline]
    pub fn pairs(&self, key: u32) -> impl Iterator<Item = (u8, i16)> + use<> {
        self.entries_of(key).chunks_exact(PAIR).map(|it| (it[0], i16::from_le_bytes([it[1], it[2]])))
    }

    /// Returns the first class of `key`.
    #[inline]
    pub fn first(&self, key: u32) -> Option<u8> {
        self.entries_of(key).first().copied()
    }

    /// Writes a table; `rows` hold distinct keys, each with at least one pair.
    pub fn write(rows: &[(u32, Vec<(u8, i16)>)]) -> Vec<u8> {
        let n_slots = (rows.len() * 3 / 2 + 2).next_power_of_two();
        let mask = n_slots as u32 - 1;
        let mut slots = vec![0; n_slots * SLOT];
        let mut entries = Vec::new();
        for (key, pairs) in rows {
            let mut slot = key.wrapping_mul(0x9E37_79B1).rotate_left(15) & mask;
            while slots[slot as usize * SLOT + 8] != 0 || slots[slot as usize * SLOT + 9] != 0 {
                slot = (slot + 1) & mask;
            }
            let at = slot as usize * SLOT;
            slots[at..at + 4].copy_from_slice(&key.to_le_bytes());
            slots[at + 4..at + 8].copy_from_slice(&((entries.len() / PAIR) as u32).to_le_bytes());
            slots[at + 8..at + 10].copy_from_slice(&(pairs.len() as u16).to_le_bytes());
            for (class, weight) in pairs {
                entries.push(*class);
                entries.extend_from_slice(&weight.to_le_bytes());
            }
        }
        let mut bytes = Vec::new();
        bytes.extend_from_slice(&(n_slots as u32).to_le_bytes());
        bytes.extend_from_slice(&0u32.to_le_bytes());
        bytes.extend(slots);
        bytes.extend(entries);
        bytes
    }
}

/// Weights of features over many classes.
pub trait Scores {
    /// Adds the weights of feature `key` to the scores of its classes.
    fn add(&self, key: u32, scores: &mut [i32]);
}

/// A table from a feature to weights of classes, four bytes each: fingerprint, class, weight.
#[derive(Clone, Copy, Debug)]
pub struct Packed {
    slots: &'static [u8],
    count: u64,
}

/// Bits of a packed entry that hold the class.
const CLASS_BITS: u32 = 7;
/// Bits of a packed entry that hold the fingerprint of its feature.
const PRINT_BITS: u32 = 17;

/// Returns the first slot of a key among `count`, and its fingerprint, which is never zero.
#[inline(always)]
fn place(key: u32, count: u64, bits: u32) -> (usize, u32) {
    let spread = u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let slot = ((spread >> 32) * count) >> 32;
    let print = (spread as u32) >> (32 - bits);
    (slot as usize, print.max(1))
}

impl Packed {
    /// Reads the table from a section.
    ///
    /// # Errors
    /// The section is missing, cut, or has no empty slot.
    pub fn open(sections: &Sections, name: &str) -> Result<Packed, GrammarError> {
        let slots = sections.section(name)?;
        let whole = slots.len() % 4 == 0 && slots.chunks_exact(4).any(|it| u32_at(it, 0) == 0);
        if !whole {
            return Err(GrammarError::Cut { section: name.into() });
        }
        Ok(Packed { slots, count: slots.len() as u64 / 4 })
    }

    /// Writes the `keep` heaviest of `entries` (key, class, weight).
    pub fn write(mut entries: Vec<(u32, u8, i8)>, keep: usize) -> Vec<u8> {
        entries.sort_unstable_by_key(|it| (std::cmp::Reverse(it.2.unsigned_abs()), it.0, it.1));
        entries.truncate(keep);
        let count = entries.len() + entries.len() / 3 + 2;
        let mut slots = vec![0u32; count];
        for (key, class, weight) in entries {
            let (mut slot, print) = place(key, count as u64, PRINT_BITS);
            while slots[slot] != 0 {
                slot = (slot + 1) % count;
            }
            slots[slot] = print << 15 | u32::from(class) << 8 | u32::from(weight as u8);
        }
        slots.iter().flat_map(|it| it.to_le_bytes()).collect()
    }
}

impl Scores for Packed {
    #[inline]
    fn add(&self, key: u32, scores: &mut [i32]) {
        let (mut slot, print) = place(key, self.count, PRINT_BITS);
        loop {
            let entry = u32_at(self.slots, slot * 4);
            if entry == 0 {
                return;
            }
            if entry >> 15 == print {
                let class = (entry >> 8) & ((1 << CLASS_BITS) - 1);
                if let Some(score) = scores.get_mut(class as usize) {
                    *score += i32::from(entry as u8 as i8);
                }
            }
            slot += 1;
            if slot as u64 == self.count {
                slot = 0;
            }
        }
    }
}

/// Weights of features over the three moves of the parser.
pub trait Moves {
    /// Returns the weights of shift, left and right.
    fn row(&self, key: u32) -> [i32; 3];
}

/// A table from a feature to the weights of the three moves, five bytes each: fingerprint, weights.
#[derive(Clone, Copy, Debug)]
pub struct Triples {
    slots: &'static [u8],
    count: u64,
}

/// Bytes of one slot.
const TRIPLE: usize = 5;

impl Triples {
    /// Reads the table from a section.
    ///
    /// # Errors
    /// The section is missing, cut, or has no empty slot.
    pub fn open(sections: &Sections, name: &str) -> Result<Triples, GrammarError> {
        let slots = sections.section(name)?;
        let whole =
            slots.len() % TRIPLE == 0 && slots.chunks_exact(TRIPLE).any(|it| it[0] == 0 && it[1] == 0);
        if !whole {
            return Err(GrammarError::Cut { section: name.into() });
        }
        Ok(Triples { slots, count: (slots.len() / TRIPLE) as u64 })
    }

    /// Writes the `keep` heaviest of `rows`.
    pub fn write(mut rows: Vec<(u32, [i8; 3])>, keep: usize) -> Vec<u8> {
        let weight = |it: &[i8; 3]| it.iter().map(|it| u32::from(it.unsigned_abs())).sum::<u32>();
        rows.sort_unstable_by_key(|it| (std::cmp::Reverse(weight(&it.1)), it.0));
        rows.truncate(keep);
        let count = rows.len() + rows.len() / 3 + 2;
        let mut slots = vec![0u8; count * TRIPLE];
        for (key, weights) in rows {
            let (mut slot, print) = place(key, count as u64, 16);
            while slots[slot * TRIPLE] != 0 || slots[slot * TRIPLE + 1] != 0 {
                slot = (slot + 1) % count;
            }
            let bytes = &mut slots[slot * TRIPLE..slot * TRIPLE + TRIPLE];
            bytes[..2].copy_from_slice(&(print as u16).to_le_bytes());
            for (byte, weight) in bytes[2..].iter_mut().zip(weights) {
                *byte = weight as u8;
            }
        }
        slots
    }
}

impl Moves for Triples {
    #[inline(always)]
    fn row(&self, key: u32) -> [i32; 3] {
        let (mut slot, print) = place(key, self.count, 16);
        loop {
            let bytes = &self.slots[slot * TRIPLE..slot * TRIPLE + TRIPLE];
            let found = u32::from(u16::from_le_bytes([bytes[0], bytes[1]]));
            if found == print {
                return [i32::from(bytes[2] as i8), i32::from(bytes[3] as i8), i32::from(bytes[4] as i8)];
            }
            if found == 0 {
                return [0; 3];
            }
            slot += 1;
            if slot as u64 == self.count {
                slot = 0;
            }
        }
    }
}
