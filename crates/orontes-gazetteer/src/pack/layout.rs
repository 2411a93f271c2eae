//! Knows where what stands in a pack: the head, its sections, the widths of records.

use orontes_model::PlaceKind;
use sha2::{Digest as _, Sha256};

/// First bytes of every pack. The last is no letter, so that no text file is taken for one.
const MAGIC: [u8; 8] = *b"orontes\x1a";
/// The version that this program writes and reads. The first had an index that was halved over the whole of it.
pub(super) const VERSION: u32 = 2;
/// Length of the head; the sections follow.
pub(super) const HEAD_LEN: usize = 512;
/// Where the table of sections begins in the head, and the width of its entries.
const TABLE_AT: usize = 24;
const ENTRY_LEN: usize = 52;
/// Where the digest of the head stands.
const SEAL_AT: usize = HEAD_LEN - 32;

/// Width of a record of a place, and of a name.
pub(super) const PLACE_LEN: usize = 40;
pub(super) const NAME_LEN: usize = 8;

/// Longest text that a pack keeps, in bytes. The longest names of GeoNames have 200.
pub(super) const LONGEST_TEXT: usize = 1 << 15;

/// A part of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(usize)]
pub enum Section {
    /// What the pack is and whom to thank.
    About,
    /// Texts.
    Strings,
    /// Places.
    Places,
    /// Names.
    Names,
    /// Folded names.
    Folded,
    /// Consonant skeletons.
    Bones,
    /// Ends of roads.
    Junctions,
    /// Roads.
    Links,
}

impl Section {
    /// Every section, in the order in which they lie.
    pub const ALL: [Section; 8] = [
        Section::About,
        Section::Strings,
        Section::Places,
        Section::Names,
        Section::Folded,
        Section::Bones,
        Section::Junctions,
        Section::Links,
    ];

    /// The word by which messages call it.
    pub fn word(self) -> &'static str {
        match self {
            Section::About => "about",
            Section::Strings => "strings",
            Section::Places => "places",
            Section::Names => "names",
            Section::Folded => "folded",
            Section::Bones => "bones",
            Section::Junctions => "junctions",
            Section::Links => "links",
        }
    }
}

/// Why bytes are no pack that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The first bytes are not those of a pack.
    #[error("this is no atlas pack")]
    NotAPack,
    /// A later program wrote it.
    #[error("written by a newer Orontes (pack format {found}; this program reads up to {VERSION})")]
    Newer {
        /// Its version.
        found: u32,
    },
    /// An earlier program wrote it.
    #[error("written by an older Orontes (pack format {found}; this program reads {VERSION})")]
    Older {
        /// Its version.
        found: u32,
    },
    /// The file is shorter or longer than it was written.
    #[error(
        "the file is {found} bytes long and was written with {expected}: it was cut or something was added"
    )]
    Length {
        /// Bytes that its head promises.
        expected: u64,
        /// Bytes that are there.
        found: u64,
    },
    /// A part is not as it was written.
    #[error("its {part} is damaged")]
    Damaged {
        /// The part.
        part: &'static str,
    },
}

/// Where a section lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) start: u64,
    pub(super) len: u64,
    pub(super) digest: [u8; 32],
}

/// The head of a pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) sections: [Extent; Section::ALL.len()],
}

impl Layout {
    /// Lays sections of these lengths and digests one after the other, each at a multiple of eight.
    pub(super) fn of(parts: [(u64, [u8; 32]); Section::ALL.len()]) -> Layout {
        let mut layout = Layout::default();
        let mut start = HEAD_LEN as u64;
        for (extent, (len, digest)) in layout.sections.iter_mut().zip(parts) {
            *extent = Extent { start, len, digest };
            start = (start + len).next_multiple_of(8);
        }
        layout
    }

    /// Length of the whole file.
    pub(super) fn file_len(&self) -> u64 {
        let end = self.sections.iter().map(|it| it.start + it.len).max().unwrap_or(0);
        end.max(HEAD_LEN as u64).next_multiple_of(8)
    }

    /// Returns the bytes of the head.
    pub(super) fn head(&self) -> [u8; HEAD_LEN] {
        let mut head = [0; HEAD_LEN];
        head[..8].copy_from_slice(&MAGIC);
        head[8..12].copy_from_slice(&VERSION.to_le_bytes());
        head[12..16].copy_from_slice(&(Section::ALL.len() as u32).to_le_bytes());
        head[16..24].copy_from_slice(&self.file_len().to_le_bytes());
        for (idx, extent) in self.sections.iter().enumerate() {
            let at = TABLE_AT + idx * ENTRY_LEN;
            head[at..at + 8].copy_from_slice(&extent.start.to_le_bytes());
            head[at + 8..at + 16].copy_from_slice(&extent.len.to_le_bytes());
            head[at + 16..at + 48].copy_from_slice(&extent.digest);
        }
        let seal = Sha256::digest(&head[..SEAL_AT]);
        head[SEAL_AT..].copy_from_slice(&seal);
        head
    }

    /// Reads the first bytes of a file of so many.
    pub(super) fn read(bytes: &[u8], found: u64) -> Result<Layout, PackError> {
        if !bytes.starts_with(&MAGIC) {
            return Err(PackError::NotAPack);
        }
        let damaged = PackError::Damaged { part: "head" };
        let version = u32_at(bytes, 8).ok_or(PackError::NotAPack)?;
        if version > VERSION {
            return Err(PackError::Newer { found: version });
        }
        let Some(head) = bytes.get(..HEAD_LEN) else {
            return Err(PackError::Length { expected: HEAD_LEN as u64, found });
        };
        if head[SEAL_AT..] != *Sha256::digest(&head[..SEAL_AT]) {
            return Err(damaged);
        }
        if version < VERSION {
            return Err(PackError::Older { found: version });
        }
        let mut layout = Layout::default();
        for (idx, extent) in layout.sections.iter_mut().enumerate() {
            let at = TABLE_AT + idx * ENTRY_LEN;
            extent.start = u64_at(head, at).unwrap_or(0);
            extent.len = u64_at(head, at + 8).unwrap_or(0);
            extent.digest.copy_from_slice(&head[at + 16..at + 48]);
            let end = extent.start.checked_add(extent.len);
            if end.is_none_or(|it| it > i64::MAX as u64) {
                return Err(damaged);
            }
        }
        let expected = u64_at(head, 16).unwrap_or(0);
        if expected != found || layout.file_len() != expected {
            return Err(PackError::Length { expected, found });
        }
        Ok(layout)
    }
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(u64::from_le_bytes)
}

/// Adds a number in LEB128.
pub(super) fn push_varint(mut number: u64, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

/// Returns the number in LEB128 at the front of `bytes`, and its length.
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut number = 0u64;
    for (idx, byte) in bytes.iter().take(9).enumerate() {
        number |= u64::from(byte & 0x7f) << (7 * idx);
        if byte & 0x80 == 0 {
            return Some((number, idx + 1));
        }
    }
    None
}

/// Kinds by their number in packs. A number once given is never given to another kind.
const KINDS: [PlaceKind; 19] = [
    PlaceKind::City,
    PlaceKind::Town,
    PlaceKind::Village,
    PlaceKind::Neighbourhood,
    PlaceKind::Country,
    PlaceKind::Adm1,
    PlaceKind::Adm2,
    PlaceKind::Adm3,
    PlaceKind::Region,
    PlaceKind::AirBase,
    PlaceKind::Site,
    PlaceKind::Camp,
    PlaceKind::Crossing,
    PlaceKind::Road,
    PlaceKind::River,
    PlaceKind::Lake,
    PlaceKind::Mountain,
    PlaceKind::Sea,
    PlaceKind::Island,
];

pub(super) fn kind_number(kind: PlaceKind) -> u8 {
    KINDS.iter().position(|it| *it == kind).unwrap_or(KINDS.len()) as u8
}

pub(super) fn kind_of(number: u8) -> Option<PlaceKind> {
    KINDS.get(number as usize).copied()
}

/// Degrees as packs keep them: whole ten-millionths, a centimetre on the ground.
const PER_DEGREE: f64 = 1e7;

pub(super) fn packed_degrees(degrees: f64) -> i32 {
    (degrees * PER_DEGREE).round() as i32
}

pub(super) fn degrees(packed: i32) -> f64 {
    f64::from(packed) / PER_DEGREE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_kind_has_a_number() {
        for &kind in PlaceKind::ALL {
            assert_eq!(kind_of(kind_number(kind)), Some(kind), "{kind:?}");
        }
    }

    #[test]
    fn a_head_is_read_as_it_was_written() {
        let layout = Layout::of(std::array::from_fn(|it| (it as u64 * 3, [it as u8; 32])));
        let mut file = layout.head().to_vec();
        file.resize(layout.file_len() as usize, 0);
        let len = file.len() as u64;
        assert_eq!(Layout::read(&file, len), Ok(layout));
        file[8] = 9;
        assert_eq!(Layout::read(&file, len), Err(PackError::Newer { found: 9 }));
        assert_eq!(Layout::read(b"#id\tname\n", 9), Err(PackError::NotAPack));
        file[8] = VERSION as u8;
        assert!(matches!(Layout::read(&file, len + 1), Err(PackError::Length { .. })));
    }

    proptest! {
        #[test]
        fn numbers_come_back(number in 0..1u64 << 56) {
            let mut bytes = Vec::new();
            push_varint(number, &mut bytes);
            prop_assert_eq!(varint(&bytes), Some((number, bytes.len())));
        }

        #[test]
        fn any_bytes_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..700)) {
            let _ = (varint(&bytes), Layout::read(&bytes, bytes.len() as u64));
            let mut named = MAGIC.to_vec();
            named.extend(bytes);
            let _ = Layout::read(&named, named.len() as u64);
        }
    }
}
