//! Reads places and names out of a pack, page by page.

use super::about::About;
use super::index::{Index, Sparse};
use super::layout::{
    HEAD_LEN, LONGEST_TEXT, Layout, NAME_LEN, PLACE_LEN, PackError, Section, degrees, kind_of, u32_at, varint,
};
use super::pages::{Bytes, Content, Pages, ReadAt, Stretch};
use orontes_model::{PlaceKind, Point};
use std::borrow::Cow;
use std::sync::OnceLock;

/// A pack that is open.
pub struct Pack {
    content: Content,
    pub(super) layout: Layout,
    about: About,
    folded: OnceLock<Sparse>,
    bones: OnceLock<Sparse>,
}

/// A place as it lies in a pack.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: PlaceKind,
    /// Nothing where the coordinates lie on no globe.
    pub(crate) point: Option<Point>,
    pub(crate) country: String,
    pub(crate) parent: Option<u32>,
    pub(crate) pcode: Option<String>,
    pub(crate) population: u64,
    pub(crate) first_name: u32,
    pub(super) n_names: u32,
}

/// Names of one spelling that are looked at. GeoNames knows some 2,700 places called San José; those beyond have
/// fewer people than all that are kept.
const MOST_NAMESAKES: usize = 512;

/// Admin levels that a place can lie in, one in the other; a longer chain runs in a circle.
pub(crate) const MOST_LEVELS: usize = 12;

impl Pack {
    /// Opens a pack that is there as a whole. The work is the same whatever its size.
    ///
    /// # Errors
    /// Where the bytes are no pack, one of another version, cut, or damaged in their head.
    pub fn open(bytes: Bytes) -> Result<Pack, PackError> {
        Pack::of(Content::Whole(bytes))
    }

    /// Opens a pack of which pages are read as they are asked for. The work is the same whatever its size.
    ///
    /// # Errors
    /// Where the file is no pack, one of another version, cut, or damaged in its head.
    pub fn open_file(file: Box<dyn ReadAt>) -> Result<Pack, PackError> {
        Pack::of(Content::Paged(Pages::of(file)))
    }

    fn of(content: Content) -> Result<Pack, PackError> {
        let whole = Stretch { content: &content, start: 0, len: content.size() };
        let head =
            whole.take(0, whole.len.min(HEAD_LEN as u64)).ok_or(PackError::Damaged { part: "head" })?;
        let layout = Layout::read(&head, whole.len)?;
        drop(head);
        let (folded, bones) = Default::default();
        let mut pack = Pack { content, layout, about: About::default(), folded, bones };
        let damaged = PackError::Damaged { part: "about" };
        let about = std::str::from_utf8(&pack.section(Section::About)).map(About::read);
        pack.about = about.map_err(|_| damaged)?;
        Ok(pack)
    }

    /// What the pack says of itself.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Returns the bytes of a section; none where they cannot be read.
    pub fn section(&self, section: Section) -> Cow<'_, [u8]> {
        let stretch = self.stretch(section);
        stretch.take(0, stretch.len).unwrap_or_default()
    }

    pub(super) fn stretch(&self, section: Section) -> Stretch<'_> {
        let extent = self.layout.sections[section as usize];
        Stretch { content: &self.content, start: extent.start, len: extent.len }
    }

    /// How many places there are.
    pub fn n_places(&self) -> u32 {
        (self.stretch(Section::Places).len / PLACE_LEN as u64) as u32
    }

    /// Identifiers of its cities and towns. Linear in its places.
    pub fn towns(&self) -> impl Iterator<Item = String> {
        let records = (0..self.n_places()).filter_map(|it| self.record(it));
        records.filter(|it| matches!(it.kind, PlaceKind::City | PlaceKind::Town)).map(|it| it.id)
    }

    pub(super) fn n_names(&self) -> u32 {
        (self.stretch(Section::Names).len / NAME_LEN as u64) as u32
    }

    /// Returns the text at an offset of the section of texts.
    pub(super) fn text(&self, at: u32) -> Option<String> {
        /// Most names and their length stand in so many bytes: they are fetched in one go.
        const MOSTLY: u64 = 48;
        let texts = self.stretch(Section::Strings);
        let at = u64::from(at);
        let mut front = [0; MOSTLY as usize];
        let front = &mut front[..MOSTLY.min(texts.len.checked_sub(at)?) as usize];
        texts.copy(at, front)?;
        let (len, start) = varint(front)?;
        let len = usize::try_from(len).ok().filter(|it| *it <= LONGEST_TEXT)?;
        if let Some(whole) = front.get(start..start + len) {
            return std::str::from_utf8(whole).ok().map(str::to_owned);
        }
        let mut text = vec![0; len];
        texts.copy(at + start as u64, &mut text)?;
        String::from_utf8(text).ok()
    }

    /// Returns a place; nothing where there is none of that number or its record makes no sense.
    pub(crate) fn record(&self, place: u32) -> Option<Record> {
        let mut record = [0; PLACE_LEN];
        self.stretch(Section::Places).copy(u64::from(place) * PLACE_LEN as u64, &mut record)?;
        let number = |at: usize| u32_at(&record, at);
        let point = Point { lat: degrees(number(8)? as i32), lon: degrees(number(12)? as i32) };
        let pcode = number(24)?.checked_sub(1);
        let country = std::str::from_utf8(&record[34..37]).ok()?;
        Some(Record {
            id: self.text(number(0)?)?,
            name: self.text(number(4)?)?,
            kind: kind_of(record[37])?,
            point: Some(point).filter(|it| it.lat.abs() <= 90.0 && it.lon.abs() <= 180.0),
            country: country.trim_end_matches('\0').to_owned(),
            parent: number(20)?.checked_sub(1),
            pcode: pcode.and_then(|it| self.text(it)),
            population: u64::from(number(16)?),
            first_name: number(28)?,
            n_names: u32::from(u16::from_le_bytes([record[32], record[33]])),
        })
    }

    /// Returns a name as it is written.
    pub(crate) fn name(&self, name: u32) -> Option<String> {
        self.text(self.stretch(Section::Names).u32_at(u64::from(name) * NAME_LEN as u64)?)
    }

    /// Returns the number of the place of a name.
    pub(crate) fn place_of(&self, name: u32) -> Option<u32> {
        self.stretch(Section::Names).u32_at(u64::from(name) * NAME_LEN as u64 + 4)
    }

    /// The names of a place, the printed one first, with the number of the first.
    pub(crate) fn names_of(&self, place: u32) -> (u32, Vec<String>) {
        let Some(record) = self.record(place) else { return (0, Vec::new()) };
        let range = record.first_name..record.first_name.saturating_add(record.n_names);
        let own = range.map_while(|it| (self.place_of(it)? == place).then(|| self.name(it))?);
        (record.first_name, own.collect())
    }

    /// Returns the number of the place of this identifier.
    pub(crate) fn by_id(&self, id: &str) -> Option<u32> {
        let places = self.stretch(Section::Places);
        let (mut low, mut high) = (0, self.n_places());
        while low < high {
            let middle = low + (high - low) / 2;
            let own = self.text(places.u32_at(u64::from(middle) * PLACE_LEN as u64)?)?;
            match own.as_str().cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn parent(&self, place: u32) -> Option<u32> {
        let at = u64::from(place) * PLACE_LEN as u64 + 20;
        self.stretch(Section::Places).u32_at(at)?.checked_sub(1)
    }

    /// Returns the admin parents of a place, nearest first. A chain that meets itself ends there.
    pub(crate) fn parents_of(&self, place: u32) -> Vec<u32> {
        let mut chain: Vec<u32> = Vec::new();
        let mut at = self.parent(place);
        while let Some(parent) = at.filter(|it| {
            *it != place && *it < self.n_places() && !chain.contains(it) && chain.len() < MOST_LEVELS
        }) {
            chain.push(parent);
            at = self.parent(parent);
        }
        chain
    }

    /// Returns the numbers of the names that fold to `folded`, those of the largest places first.
    pub(crate) fn exactly(&self, folded: &str) -> Vec<u32> {
        under(self.folded(), folded)
    }

    /// Returns the numbers of the names with these consonants, those of the largest places first.
    pub(crate) fn of_bones(&self, bones: &str) -> Vec<u32> {
        under(self.bones(), bones)
    }

    /// Calls `visit` with each folded name that opens with `prefix`, in order, and the number of its name, until it
    /// says false.
    pub(crate) fn opening_with(&self, prefix: &str, mut visit: impl FnMut(&str, u32) -> bool) {
        self.folded().walk(prefix.as_bytes(), |key, name| {
            key.starts_with(prefix.as_bytes()) && std::str::from_utf8(key).is_ok_and(|it| visit(it, name))
        });
    }

    pub(super) fn folded(&self) -> Index<'_> {
        let section = self.stretch(Section::Folded);
        Index { section, sparse: self.folded.get_or_init(|| Sparse::of(section)) }
    }

    pub(super) fn bones(&self) -> Index<'_> {
        let section = self.stretch(Section::Bones);
        Index { section, sparse: self.bones.get_or_init(|| Sparse::of(section)) }
    }
}

fn under(index: Index<'_>, wanted: &str) -> Vec<u32> {
    let mut found = Vec::new();
    index.walk(wanted.as_bytes(), |key, name| {
        let same = key == wanted.as_bytes();
        if same {
            found.push(name);
        }
        same && found.len() < MOST_NAMESAKES
    });
    found
}
