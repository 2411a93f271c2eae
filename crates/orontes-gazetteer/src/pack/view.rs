//! Reads places and names out of a pack where it lies.

use super::about::About;
use super::index::Index;
use super::layout::{Layout, NAME_LEN, PLACE_LEN, PackError, Section, degrees, kind_of, u32_at, varint};
use orontes_model::{PlaceKind, Point};

/// The bytes of a pack: a mapped file, a file that was read, or a part of the program.
pub type Bytes = Box<dyn AsRef<[u8]> + Send + Sync>;

/// A pack that is open.
pub struct Pack {
    bytes: Bytes,
    pub(super) layout: Layout,
    about: About,
}

/// A place as it lies in a pack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Record<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: &'a str,
    pub(crate) kind: PlaceKind,
    /// Nothing where the coordinates lie on no globe.
    pub(crate) point: Option<Point>,
    pub(crate) country: &'a str,
    pub(crate) parent: Option<u32>,
    pub(crate) pcode: Option<&'a str>,
    pub(crate) population: u64,
    pub(super) first_name: u32,
    pub(super) n_names: u32,
}

/// Names of one spelling that are looked at. GeoNames knows some 2,700 places called San José; those beyond have
/// fewer people than all that are kept.
const MOST_NAMESAKES: usize = 512;

/// Admin levels that a place can lie in, one in the other; a longer chain runs in a circle.
pub(crate) const MOST_LEVELS: usize = 12;

impl Pack {
    /// Opens a pack. The work is the same whatever its size.
    ///
    /// # Errors
    /// Where the bytes are no pack, one of a later version, cut, or damaged in their head.
    pub fn open(bytes: Bytes) -> Result<Pack, PackError> {
        let layout = Layout::read((*bytes).as_ref())?;
        let mut pack = Pack { bytes, layout, about: About::default() };
        let about = std::str::from_utf8(pack.section(Section::About));
        pack.about = About::read(about.map_err(|_| PackError::Damaged { part: "about" })?);
        Ok(pack)
    }

    /// What the pack says of itself.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Returns the bytes of a section.
    pub fn section(&self, section: Section) -> &[u8] {
        let extent = self.layout.sections[section as usize];
        let end = extent.start.saturating_add(extent.len);
        let all: &[u8] = (*self.bytes).as_ref();
        all.get(extent.start as usize..end as usize).unwrap_or(&[])
    }

    /// How many places there are.
    pub fn n_places(&self) -> u32 {
        (self.section(Section::Places).len() / PLACE_LEN) as u32
    }

    /// Identifiers of its cities and towns. Linear in its places.
    pub fn towns(&self) -> impl Iterator<Item = &str> {
        let records = (0..self.n_places()).filter_map(|it| self.record(it));
        records.filter(|it| matches!(it.kind, PlaceKind::City | PlaceKind::Town)).map(|it| it.id)
    }

    pub(super) fn n_names(&self) -> u32 {
        (self.section(Section::Names).len() / NAME_LEN) as u32
    }

    /// Returns the text at an offset of the section of texts.
    pub(super) fn text(&self, at: u32) -> Option<&str> {
        let rest = self.section(Section::Strings).get(at as usize..)?;
        let (len, start) = varint(rest)?;
        let end = start.checked_add(usize::try_from(len).ok()?)?;
        std::str::from_utf8(rest.get(start..end)?).ok()
    }

    /// Returns a place; nothing where there is none of that number or its record makes no sense.
    pub(crate) fn record(&self, place: u32) -> Option<Record<'_>> {
        let start = (place as usize).checked_mul(PLACE_LEN)?;
        let record = self.section(Section::Places).get(start..start + PLACE_LEN)?;
        let number = |at: usize| u32_at(record, at);
        let point = Point { lat: degrees(number(8)? as i32), lon: degrees(number(12)? as i32) };
        let pcode = number(24)?.checked_sub(1);
        let country = std::str::from_utf8(&record[34..37]).ok()?;
        Some(Record {
            id: self.text(number(0)?)?,
            name: self.text(number(4)?)?,
            kind: kind_of(record[37])?,
            point: Some(point).filter(|it| it.lat.abs() <= 90.0 && it.lon.abs() <= 180.0),
            country: country.trim_end_matches('\0'),
            parent: number(20)?.checked_sub(1),
            pcode: pcode.and_then(|it| self.text(it)),
            population: u64::from(number(16)?),
            first_name: number(28)?,
            n_names: u32::from(u16::from_le_bytes([record[32], record[33]])),
        })
    }

    /// Returns a name with the number of its place.
    pub(crate) fn name(&self, name: u32) -> Option<(&str, u32)> {
        let record = self.section(Section::Names);
        let start = (name as usize).checked_mul(NAME_LEN)?;
        Some((self.text(u32_at(record, start)?)?, u32_at(record, start + 4)?))
    }

    /// The names of a place, the printed one first.
    pub(crate) fn names_of(&self, place: u32) -> impl Iterator<Item = &str> {
        let record = self.record(place);
        let range = record.map_or(0..0, |it| it.first_name..it.first_name.saturating_add(it.n_names));
        range.map_while(move |it| self.name(it).filter(|own| own.1 == place)).map(|it| it.0)
    }

    /// Returns the number of the place of this identifier.
    pub(crate) fn by_id(&self, id: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.n_places());
        while low < high {
            let middle = low + (high - low) / 2;
            let own = self.record(middle)?.id;
            match own.cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Returns the admin parents of a place, nearest first. A chain that meets itself ends there.
    pub(crate) fn parents_of(&self, place: u32) -> Vec<u32> {
        let mut chain: Vec<u32> = Vec::new();
        let mut at = self.record(place).and_then(|it| it.parent);
        while let Some(parent) =
            at.filter(|it| *it != place && !chain.contains(it) && chain.len() < MOST_LEVELS)
        {
            let Some(record) = self.record(parent) else { break };
            chain.push(parent);
            at = record.parent;
        }
        chain
    }

    /// Returns the numbers of the names that fold to `folded`, those of the largest places first.
    pub(crate) fn exactly(&self, folded: &str) -> Vec<u32> {
        self.under(Section::Folded, folded)
    }

    /// Returns the numbers of the names with these consonants, those of the largest places first.
    pub(crate) fn of_bones(&self, bones: &str) -> Vec<u32> {
        self.under(Section::Bones, bones)
    }

    fn under(&self, section: Section, wanted: &str) -> Vec<u32> {
        let mut found = Vec::new();
        Index::of(self.section(section)).walk(wanted.as_bytes(), |key, name| {
            let same = key == wanted.as_bytes();
            if same {
                found.push(name);
            }
            same && found.len() < MOST_NAMESAKES
        });
        found
    }

    /// Calls `visit` with each folded name that opens with `prefix`, in order, and the number of its name, until it
    /// says false.
    pub(crate) fn opening_with(&self, prefix: &str, mut visit: impl FnMut(&str, u32) -> bool) {
        Index::of(self.section(Section::Folded)).walk(prefix.as_bytes(), |key, name| {
            key.starts_with(prefix.as_bytes()) && std::str::from_utf8(key).is_ok_and(|it| visit(it, name))
        });
    }
}
