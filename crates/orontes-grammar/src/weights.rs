//! Reads the file of weights in place: named sections of little-endian tables, nothing copied.

use crate::GrammarError;

/// First bytes of a file of weights.
pub const MAGIC: &[u8; 8] = b"ORONTESG";
/// Format of the file; another number means that trainer and reader do not match.
pub const VERSION: u32 = 3;
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

/// A table from a trait of a word to a row of small numbers with a common scale.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    slots: &'static [[u8; 8]],
    scales: &'static [[u8; 4]],
    values: &'static [u8],
    width: usize,
}

/// Returns the slot where the search for a key begins.
#[inline(always)]
fn first_slot(key: u32, mask: u32) -> u32 {
    key.wrapping_mul(0x9E37_79B1).rotate_left(15) & mask
}

impl Rows {
    /// Reads the table; its rows hold `width` numbers.
    ///
    /// # Errors
    /// The sections are missing, or their sizes do not fit.
    pub fn open(sections: &Sections, width: usize) -> Result<Rows, GrammarError> {
        let cut = || GrammarError::Cut { section: "rows".into() };
        let slots = sections.section("rowslots")?.as_chunks::<8>().0;
        let scales = sections.section("rowscale")?.as_chunks::<4>().0;
        let values = sections.section("rows")?;
        let n_rows = scales.len();
        // A table without an empty slot would make every search for an absent key endless.
        let empty = slots.iter().any(|it| u32_at(it, 0) == 0);
        let inside = slots.iter().all(|it| u32_at(it, 0) == 0 || (u32_at(it, 4) as usize) < n_rows);
        let finite = scales.iter().all(|it| f32::from_le_bytes(*it).is_finite());
        let fits = n_rows.checked_mul(width) == Some(values.len());
        if slots.len().is_power_of_two() && empty && inside && finite && fits {
            Ok(Rows { slots, scales, values, width })
        } else {
            Err(cut())
        }
    }

    /// Adds the row of `key` to `sum`, if there is one. The key is not 0.
    #[inline(always)]
    pub fn add(&self, key: u32, sum: &mut [f32]) -> bool {
        let mask = self.slots.len() as u32 - 1;
        let mut slot = first_slot(key, mask);
        loop {
            let bytes = &self.slots[slot as usize];
            let found = u32_at(bytes, 0);
            if found == key {
                let row = u32_at(bytes, 4) as usize;
                let scale = f32::from_le_bytes(self.scales[row]);
                let values = &self.values[row * self.width..(row + 1) * self.width];
                for (place, value) in sum.iter_mut().zip(values) {
                    *place += scale * f32::from(*value as i8);
                }
                return true;
            }
            if found == 0 {
                return false;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Writes the sections of a table; `keys` are distinct and not 0, `rows` holds `width` numbers for each.
    pub fn write(keys: &[u32], rows: &[f32], width: usize) -> Vec<(&'static str, Vec<u8>)> {
        let n_slots = (keys.len() * 3 / 2 + 2).next_power_of_two();
        let mask = n_slots as u32 - 1;
        let mut slots = vec![0u8; n_slots * 8];
        let (mut scales, mut values) = (Vec::new(), Vec::new());
        for (index, key) in keys.iter().enumerate() {
            let mut slot = first_slot(*key, mask) as usize;
            while u32_at(&slots, slot * 8) != 0 {
                slot = (slot + 1) & mask as usize;
            }
            slots[slot * 8..slot * 8 + 4].copy_from_slice(&key.to_le_bytes());
            slots[slot * 8 + 4..slot * 8 + 8].copy_from_slice(&(index as u32).to_le_bytes());
            let row = &rows[index * width..(index + 1) * width];
            let largest = row.iter().fold(0.0f32, |most, it| most.max(it.abs()));
            let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
            scales.extend_from_slice(&scale.to_le_bytes());
            values.extend(row.iter().map(|it| (it / scale).round() as i8 as u8));
        }
        vec![("rowslots", slots), ("rowscale", scales), ("rows", values)]
    }
}
