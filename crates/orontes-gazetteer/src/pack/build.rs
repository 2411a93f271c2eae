//! Turns rows in any order into a pack, in bounded memory.
//!
//! Rows are sorted by identifier on disk, so that what two files say of one place meets. One pass over them writes
//! texts, places and names, and sends folded names, skeletons and the keys of parents into sorters of their own;
//! the merges of those write the rest. Nothing but one group of rows, one run of each sorter and the heads of index
//! blocks lies in memory.

use super::about::About;
use super::index::{IndexWriter, too_large};
use super::layout::{
    LONGEST_TEXT, Layout, NAME_LEN, PLACE_LEN, Section, kind_number, packed_degrees, push_varint, varint,
};
use super::scratch::Scratch;
use super::sorter::Sorter;
use crate::fold::fold;
use crate::skeleton::key_of;
use orontes_model::{PlaceKind, Point};
use sha2::{Digest as _, Sha256};
use std::io::{self, BufReader, BufWriter, Read, Write};

/// A place on its way into a pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Identifier, the same in every edition of the source ("geonames:170017").
    pub id: String,
    /// The name that is printed.
    pub name: String,
    /// Its other names.
    pub names: Vec<String>,
    /// What it is.
    pub kind: PlaceKind,
    /// Where it is.
    pub point: Point,
    /// ISO 3166-1 alpha-3 of its country, or nothing.
    pub country: String,
    /// Keys of what it lies in, the nearest first: the first that exists is its parent.
    pub parents: Vec<String>,
    /// Keys beside the identifier by which other rows call it ("geonames:SY.05").
    pub keys: Vec<String>,
    /// OCHA p-code.
    pub pcode: Option<String>,
    /// People living there, 0 for unknown.
    pub population: u64,
}

/// What has been put safely on the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// Rows and lists of names, from the first.
    pub n_rows: u64,
    /// Sorted runs that hold them.
    pub n_runs: usize,
}

/// A pack in the making.
pub struct Builder<'s> {
    scratch: &'s dyn Scratch,
    memory: usize,
    rows: Sorter<'s>,
    n_rows: u64,
    there: Built,
}

/// Payload of a row, of a list of further names.
const ROW: u8 = 0;
const NAMES: u8 = 1;

impl<'s> Builder<'s> {
    /// Begins a pack, or goes on with one of which `there` lies in `scratch` already: as many rows are passed over.
    /// `memory` is what sorting may take, in bytes.
    pub fn new(scratch: &'s dyn Scratch, memory: usize, there: Built) -> Builder<'s> {
        let rows = Sorter::new(scratch, "rows", memory, there.n_runs);
        Builder { scratch, memory, rows, n_rows: 0, there }
    }

    /// Adds a place. Tells what is safe when more has become so.
    ///
    /// # Errors
    /// Where the scratch files cannot be written.
    pub fn add(&mut self, row: &Row) -> io::Result<Option<Built>> {
        if self.passes_over() {
            return Ok(None);
        }
        let mut payload = vec![ROW];
        row.encode(&mut payload);
        self.push(&row.id, &payload)
    }

    /// Adds further names of a place, whose row may come before or after.
    ///
    /// # Errors
    /// Where the scratch files cannot be written.
    pub fn add_names(&mut self, id: &str, names: &[&str]) -> io::Result<Option<Built>> {
        if self.passes_over() {
            return Ok(None);
        }
        let mut payload = vec![NAMES];
        push_texts(names.iter().copied(), &mut payload);
        self.push(id, &payload)
    }

    fn passes_over(&mut self) -> bool {
        self.n_rows += 1;
        self.n_rows <= self.there.n_rows
    }

    fn push(&mut self, id: &str, payload: &[u8]) -> io::Result<Option<Built>> {
        let finished = self.rows.push(id.as_bytes(), payload)?;
        Ok(finished.then_some(Built { n_rows: self.n_rows, n_runs: self.rows.n_runs() }))
    }

    /// Writes what is in memory, so that all rows are safe.
    ///
    /// # Errors
    /// Where the scratch files cannot be written.
    pub fn settle(&mut self) -> io::Result<Built> {
        self.rows.finish_run()?;
        Ok(Built { n_rows: self.n_rows.max(self.there.n_rows), n_runs: self.rows.n_runs() })
    }

    /// Writes the pack: what it says of itself, with counts filled in, its places, and the roads as they are handed
    /// over. Returns what it says of itself.
    ///
    /// # Errors
    /// Where the scratch files or the pack cannot be written, or the pack would be over 4 GB in one part.
    pub fn finish(self, about: About, roads: [&[u8]; 2], out: &mut dyn Write) -> io::Result<About> {
        let Builder { scratch, memory, rows, .. } = self;
        let mut assembly = Assembly::new(scratch, memory, about)?;
        let mut merge = rows.merge()?;
        while let Some((id, payload)) = merge.next()? {
            let mut further = Vec::new();
            while merge.next_key() == Some(&id) {
                further.extend(merge.next()?.map(|it| it.1));
            }
            assembly.group(&id, &payload, &further)?;
        }
        let about = assembly.finish(roads, out)?;
        merge.clear()?;
        Ok(about)
    }
}

impl Row {
    fn encode(&self, into: &mut Vec<u8>) {
        into.push(kind_number(self.kind));
        into.extend(packed_degrees(self.point.lat).to_le_bytes());
        into.extend(packed_degrees(self.point.lon).to_le_bytes());
        push_varint(self.population.min(u64::from(u32::MAX)), into);
        let pcode = self.pcode.as_deref().unwrap_or("");
        push_texts([self.name.as_str(), &self.country, pcode].into_iter(), into);
        for texts in [&self.parents, &self.keys, &self.names] {
            push_texts(texts.iter().map(String::as_str), into);
        }
    }
}

fn push_texts<'a>(texts: impl ExactSizeIterator<Item = &'a str>, into: &mut Vec<u8>) {
    push_varint(texts.len() as u64, into);
    for text in texts {
        push_varint(text.len() as u64, into);
        into.extend_from_slice(text.as_bytes());
    }
}

/// A row as it comes back from the disk.
struct Back<'a> {
    kind: u8,
    lat: [u8; 4],
    lon: [u8; 4],
    population: u32,
    name: &'a str,
    country: &'a str,
    pcode: &'a str,
    parents: Vec<&'a str>,
    keys: Vec<&'a str>,
    names: Vec<&'a str>,
}

impl<'a> Back<'a> {
    fn read(payload: &'a [u8]) -> Option<Back<'a>> {
        let (&kind, rest) = payload.split_first()?;
        let (lat, rest) = rest.split_first_chunk::<4>()?;
        let (lon, rest) = rest.split_first_chunk::<4>()?;
        let (population, len) = varint(rest)?;
        let mut rest = &rest[len..];
        let one = texts(&mut rest)?;
        let [name, country, pcode] = one[..] else { return None };
        let (parents, keys, names) = (texts(&mut rest)?, texts(&mut rest)?, texts(&mut rest)?);
        let population = population as u32;
        Some(Back { kind, lat: *lat, lon: *lon, population, name, country, pcode, parents, keys, names })
    }
}

fn texts<'a>(rest: &mut &'a [u8]) -> Option<Vec<&'a str>> {
    let (n_texts, len) = varint(rest)?;
    *rest = &rest[len..];
    let mut found = Vec::new();
    for _ in 0..n_texts {
        let (text_len, len) = varint(rest)?;
        let text = rest.get(len..len.checked_add(text_len as usize)?)?;
        found.push(std::str::from_utf8(text).ok()?);
        *rest = &rest[len + text.len()..];
    }
    Some(found)
}

/// A section on its way into a scratch file.
struct Part {
    out: BufWriter<Box<dyn Write>>,
    digest: Sha256,
    len: u64,
}

impl Part {
    fn new(scratch: &dyn Scratch, section: Section) -> io::Result<Part> {
        let out = BufWriter::with_capacity(1 << 18, scratch.create(&part_name(section))?);
        Ok(Part { out, digest: Sha256::new(), len: 0 })
    }

    fn finish(mut self) -> io::Result<(u64, [u8; 32])> {
        self.out.flush()?;
        Ok((self.len, self.digest.finalize().into()))
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write_all(bytes)?;
        self.digest.update(bytes);
        self.len += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn part_name(section: Section) -> String {
    format!("part.{}", section.word())
}

/// The pass over the sorted rows and what it leaves to be merged.
struct Assembly<'s> {
    scratch: &'s dyn Scratch,
    about: About,
    strings: Part,
    names: Part,
    /// Records of places whose parents are not known yet.
    drafts: BufWriter<Box<dyn Write>>,
    folded: Sorter<'s>,
    bones: Sorter<'s>,
    keys: Sorter<'s>,
    parents: Sorter<'s>,
    n_places: u32,
    n_names: u32,
}

const DRAFTS: &str = "drafts";

impl<'s> Assembly<'s> {
    fn new(scratch: &'s dyn Scratch, memory: usize, about: About) -> io::Result<Assembly<'s>> {
        // Four sorters share what one had.
        let sorter = |name| Sorter::new(scratch, name, memory / 4, 0);
        Ok(Assembly {
            scratch,
            about,
            strings: Part::new(scratch, Section::Strings)?,
            names: Part::new(scratch, Section::Names)?,
            drafts: BufWriter::with_capacity(1 << 18, scratch.create(DRAFTS)?),
            folded: sorter("folded"),
            bones: sorter("bones"),
            keys: sorter("keys"),
            parents: sorter("parents"),
            n_places: 0,
            n_names: 0,
        })
    }

    fn warn(&mut self, what: &str, n: usize) {
        if n > 0 {
            *self.about.warnings.entry(what.to_owned()).or_default() += n as u64;
        }
    }

    /// Takes all that is said of one identifier: its row stands first.
    fn group(&mut self, id: &[u8], payload: &[u8], further: &[Vec<u8>]) -> io::Result<()> {
        let row = payload.strip_prefix(&[ROW]).and_then(Back::read);
        let (Some(row), Ok(id)) = (row, std::str::from_utf8(id)) else {
            self.warn("names of places that are not there", 1);
            return Ok(());
        };
        if [id, row.name, row.pcode].iter().any(|it| it.len() > LONGEST_TEXT) {
            self.warn("rows whose identifier or name is no name but a text", 1);
            return Ok(());
        }
        self.warn(
            "rows of an identifier that was there",
            further.iter().filter(|it| it.first() == Some(&ROW)).count(),
        );
        let more = further.iter().filter_map(|it| texts(&mut it.strip_prefix(&[NAMES])?)).flatten();
        let mut names: Vec<&str> = vec![row.name];
        // Few places have more than a hundred names: looking through them is cheaper than a set.
        for name in row.names.iter().copied().chain(more) {
            let fits = !name.is_empty() && name.len() <= LONGEST_TEXT;
            if fits && !names.contains(&name) && names.len() < usize::from(u16::MAX) {
                names.push(name);
            }
        }
        self.count(&row);
        self.write_names(id, &row, &names)?;
        self.push_keys(id, &row)?;
        self.n_places = self.n_places.checked_add(1).ok_or_else(|| too_large("the places"))?;
        Ok(())
    }

    fn count(&mut self, row: &Back<'_>) {
        let (lat, lon) =
            (f64::from(i32::from_le_bytes(row.lat)) / 1e7, f64::from(i32::from_le_bytes(row.lon)) / 1e7);
        let about = &mut self.about;
        let [south, west, north, east] = about.bounds.unwrap_or([lat, lon, lat, lon]);
        about.bounds = Some([south.min(lat), west.min(lon), north.max(lat), east.max(lon)]);
        match about.countries.get_mut(row.country) {
            Some(n) => *n += 1,
            None => {
                about.countries.insert(row.country.to_owned(), 1);
            }
        }
        if let Some(kind) = super::layout::kind_of(row.kind) {
            *about.kinds.entry(kind).or_default() += 1;
        }
    }

    fn write_names(&mut self, id: &str, row: &Back<'_>, names: &[&str]) -> io::Result<()> {
        let id_at = self.string(id)?;
        let pcode_at = if row.pcode.is_empty() { 0 } else { self.string(row.pcode)? + 1 };
        let first_name = self.n_names;
        let mut name_at = 0;
        let mut spelled: Vec<String> = Vec::with_capacity(names.len());
        for (idx, name) in names.iter().enumerate() {
            let at = self.string(name)?;
            name_at = if idx == 0 { at } else { name_at };
            self.names.write_all(&at.to_le_bytes())?;
            self.names.write_all(&self.n_places.to_le_bytes())?;
            self.index(name, row.population, &mut spelled)?;
            self.n_names = self.n_names.checked_add(1).ok_or_else(|| too_large("the names"))?;
        }
        let mut record = Vec::with_capacity(PLACE_LEN);
        record.extend(id_at.to_le_bytes());
        record.extend(name_at.to_le_bytes());
        record.extend(row.lat);
        record.extend(row.lon);
        record.extend(row.population.to_le_bytes());
        record.extend(0u32.to_le_bytes());
        record.extend(pcode_at.to_le_bytes());
        record.extend(first_name.to_le_bytes());
        record.extend((names.len() as u16).to_le_bytes());
        let mut country = row.country.as_bytes().to_vec();
        country.resize(3, 0);
        record.extend(country);
        record.push(row.kind);
        record.resize(PLACE_LEN, 0);
        self.drafts.write_all(&record)
    }

    fn string(&mut self, text: &str) -> io::Result<u32> {
        let at = u32::try_from(self.strings.len).ok().filter(|it| *it < u32::MAX);
        let mut len = Vec::with_capacity(5);
        push_varint(text.len() as u64, &mut len);
        self.strings.write_all(&len)?;
        self.strings.write_all(text.as_bytes())?;
        at.ok_or_else(|| too_large("the texts"))
    }

    /// Sends a name into the indexes, once for each folded form of its place.
    fn index(&mut self, name: &str, population: u32, spelled: &mut Vec<String>) -> io::Result<()> {
        let folded = fold(name);
        if folded.is_empty() || spelled.contains(&folded) {
            return Ok(());
        }
        // Larger places first: the complement of the population sorts so.
        let mut rank = vec![0];
        rank.extend((u32::MAX - population).to_be_bytes());
        let value = self.n_names.to_be_bytes();
        self.folded.push(&[folded.as_bytes(), &rank].concat(), &value)?;
        if let Some(bones) = key_of(&folded) {
            self.bones.push(&[bones.as_bytes(), &rank].concat(), &value)?;
        }
        spelled.push(folded);
        Ok(())
    }

    fn push_keys(&mut self, id: &str, row: &Back<'_>) -> io::Result<()> {
        let own = self.n_places.to_be_bytes();
        for key in std::iter::once(id).chain(row.keys.iter().copied()) {
            self.keys.push(key.as_bytes(), &[&[0u8][..], &own].concat())?;
        }
        for (rank, key) in row.parents.iter().enumerate().take(usize::from(u8::MAX)) {
            self.keys.push(key.as_bytes(), &[&[1u8, rank as u8][..], &own].concat())?;
        }
        Ok(())
    }

    fn finish(mut self, roads: [&[u8]; 2], out: &mut dyn Write) -> io::Result<About> {
        self.drafts.flush()?;
        let strings = self.strings.finish()?;
        let names = self.names.finish()?;
        let n_orphans = join_keys(self.keys, &mut self.parents)?;
        if n_orphans > 0 {
            self.about.warnings.insert("parents that are not there".to_owned(), n_orphans);
        }
        let places = write_places(self.scratch, self.parents)?;
        let folded = write_index(self.scratch, Section::Folded, self.folded)?;
        let bones = write_index(self.scratch, Section::Bones, self.bones)?;
        self.about.n_places = u64::from(self.n_places);
        self.about.n_names = u64::from(self.n_names);
        let write = |section, bytes: &[u8]| {
            let mut part = Part::new(self.scratch, section)?;
            part.write_all(bytes)?;
            part.finish()
        };
        let about = write(Section::About, self.about.lines().as_bytes())?;
        let junctions = write(Section::Junctions, roads[0])?;
        let links = write(Section::Links, roads[1])?;
        debug_assert_eq!(names.0, u64::from(self.n_names) * NAME_LEN as u64);
        let parts = [about, strings, places, names, folded, bones, junctions, links];
        join_parts(self.scratch, &Layout::of(parts), out)?;
        Ok(self.about)
    }
}

/// Brings keys and those who ask for them together; returns how many asked for nothing that is there.
fn join_keys(keys: Sorter<'_>, parents: &mut Sorter<'_>) -> io::Result<u64> {
    let mut merge = keys.merge()?;
    let (mut key, mut owner): (Vec<u8>, Option<[u8; 4]>) = (Vec::new(), None);
    let mut n_orphans = 0;
    while let Some((own, payload)) = merge.next()? {
        if own != key {
            (key, owner) = (own, None);
        }
        match payload[..] {
            // The first who bears a key keeps it.
            [0, a, b, c, d] => owner = owner.or(Some([a, b, c, d])),
            [1, rank, a, b, c, d] => match owner.filter(|it| *it != [a, b, c, d]) {
                Some([e, f, g, h]) => {
                    parents.push(&[a, b, c, d], &[rank, e, f, g, h])?;
                }
                // A further choice may be there; only a first one is missed.
                None => n_orphans += u64::from(rank == 0 && owner.is_none()),
            },
            _ => {}
        }
    }
    merge.clear()?;
    Ok(n_orphans)
}

/// Writes the records of the places with their parents.
fn write_places(scratch: &dyn Scratch, parents: Sorter<'_>) -> io::Result<(u64, [u8; 32])> {
    let mut merge = parents.merge()?;
    let mut drafts = BufReader::with_capacity(1 << 18, scratch.open(DRAFTS)?);
    let mut part = Part::new(scratch, Section::Places)?;
    let mut record = [0; PLACE_LEN];
    let mut place = 0u32;
    while read_whole(&mut drafts, &mut record)? {
        let key = place.to_be_bytes();
        let mut parent = None;
        while merge.next_key() == Some(&key) {
            let found = merge.next()?;
            parent = parent.or(found.and_then(|it| it.1.get(1..5)?.try_into().ok()));
        }
        if let Some(parent) = parent {
            record[20..24].copy_from_slice(&(u32::from_be_bytes(parent) + 1).to_le_bytes());
        }
        part.write_all(&record)?;
        place += 1;
    }
    merge.clear()?;
    drop(drafts);
    scratch.remove(DRAFTS)?;
    part.finish()
}

fn read_whole(from: &mut impl Read, record: &mut [u8]) -> io::Result<bool> {
    match from.read_exact(record) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn write_index(scratch: &dyn Scratch, section: Section, sorter: Sorter<'_>) -> io::Result<(u64, [u8; 32])> {
    /// What stands behind the letters of a key: a zero and the rank.
    const RANK_LEN: usize = 5;
    let mut merge = sorter.merge()?;
    let mut index = IndexWriter::new(Part::new(scratch, section)?);
    while let Some((key, payload)) = merge.next()? {
        let letters = key.len().saturating_sub(RANK_LEN);
        let name = payload.try_into().map_or(0, u32::from_be_bytes);
        index.push(&key[..letters], name)?;
    }
    merge.clear()?;
    index.finish()?.finish()
}

/// Writes the head and behind it the sections, and throws their files away.
fn join_parts(scratch: &dyn Scratch, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&layout.head())?;
    for section in Section::ALL {
        let len = io::copy(&mut scratch.open(&part_name(section))?, out)?;
        let padding = len.next_multiple_of(8) - len;
        out.write_all(&[0; 8][..padding as usize])?;
        scratch.remove(&part_name(section))?;
    }
    out.flush()
}
