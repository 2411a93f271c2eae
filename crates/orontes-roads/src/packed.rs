//! Turns a road network into the two sections of a pack that hold it, and back.
//!
//! Junctions: their number (u32), then for each latitude and longitude in ten-millionths of a degree (i32) and the
//! end of its identifier (u32) in the text that follows. Links: their number and that of texts (u32), the end of each
//! text (u32), the texts, then for each link both ends, the length in metres, and the numbers of its texts (six
//! u32 and one more for the source). All little-endian.

use crate::roads::{Junction, Link, Roads};
use orontes_model::{Note, Noted, Point, Severity};
use std::collections::BTreeMap;

/// A link on its way into a pack.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PackedLink {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) length_km: f64,
    pub(crate) reference: String,
    pub(crate) class: String,
    pub(crate) basis: String,
    pub(crate) source: String,
}

const JUNCTION_LEN: usize = 12;
const LINK_LEN: usize = 28;

/// Writes both sections.
pub(crate) fn pack(junctions: &[(String, Point)], links: &[PackedLink]) -> [Vec<u8>; 2] {
    let mut first = (junctions.len() as u32).to_le_bytes().to_vec();
    let mut ids = String::new();
    for (id, point) in junctions {
        ids.push_str(id);
        first.extend(((point.lat * 1e7).round() as i32).to_le_bytes());
        first.extend(((point.lon * 1e7).round() as i32).to_le_bytes());
        first.extend((ids.len() as u32).to_le_bytes());
    }
    first.extend(ids.into_bytes());
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    for link in links {
        for text in [&link.reference, &link.class, &link.basis, &link.source] {
            numbers.insert(text, 0);
        }
    }
    let (mut ends, mut texts) = (Vec::new(), String::new());
    for (number, (text, own)) in numbers.iter_mut().enumerate() {
        *own = number as u32;
        texts.push_str(text);
        ends.push(texts.len() as u32);
    }
    let mut second = (links.len() as u32).to_le_bytes().to_vec();
    second.extend((ends.len() as u32).to_le_bytes());
    ends.iter().for_each(|it| second.extend(it.to_le_bytes()));
    second.extend(texts.into_bytes());
    for link in links {
        let number = |text: &String| numbers.get(text.as_str()).copied().unwrap_or(0);
        let metres = (link.length_km * 1000.0).round() as u32;
        let texts = [&link.reference, &link.class, &link.basis, &link.source].map(number);
        for value in [link.from, link.to, metres].into_iter().chain(texts) {
            second.extend(value.to_le_bytes());
        }
    }
    [first, second]
}

/// Reads the roads of a pack. A link whose end is no junction, or whose length cannot be, is left out with a note.
pub fn unpacked(junctions: &[u8], links: &[u8]) -> Noted<Roads> {
    let mut notes = Vec::new();
    let mut note = |message: String| notes.push(Note::new(Severity::Refused, message));
    if junctions.is_empty() && links.is_empty() {
        return Noted { value: Roads::default(), notes };
    }
    let Some(own) = read_junctions(junctions) else {
        note("the junctions of the pack cannot be read".to_owned());
        return Noted { value: Roads::default(), notes };
    };
    let Some(read) = read_links(links) else {
        note("the links of the pack cannot be read".to_owned());
        return Noted { value: Roads::of(own, Vec::new()), notes };
    };
    let mut kept = Vec::with_capacity(read.len());
    for (idx, link) in read.into_iter().enumerate() {
        let ends = own.get(link.from).zip(own.get(link.to));
        match ends {
            None => note(format!("link {idx} ends at no junction")),
            Some((a, b)) if !is_possible(link.length_km, a.point, b.point) => note(format!(
                "link {idx} from {} to {} is {:.1} km, shorter than the great circle of {:.1} km",
                a.id,
                b.id,
                link.length_km,
                a.point.distance_km(b.point)
            )),
            Some(_) => kept.push(link),
        }
    }
    Noted { value: Roads::of(own, kept), notes }
}

/// Metres are rounded, and so are degrees.
fn is_possible(length_km: f64, a: Point, b: Point) -> bool {
    length_km >= a.distance_km(b) - 0.01
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn read_junctions(section: &[u8]) -> Option<Vec<Junction>> {
    let n = u32_at(section, 0)? as usize;
    let ids = section.get(4usize.checked_add(n.checked_mul(JUNCTION_LEN)?)?..)?;
    let mut junctions = Vec::with_capacity(n);
    let mut start = 0;
    for idx in 0..n {
        let at = 4 + idx * JUNCTION_LEN;
        let degrees = |at: usize| Some(f64::from(u32_at(section, at)? as i32) / 1e7);
        let point = Point { lat: degrees(at)?, lon: degrees(at + 4)? };
        let end = u32_at(section, at + 8)? as usize;
        let id = std::str::from_utf8(ids.get(start..end)?).ok()?.to_owned();
        let on_globe = point.lat.abs() <= 90.0 && point.lon.abs() <= 180.0;
        // The network finds junctions by halving: they must stand in order.
        let in_order = junctions.last().is_none_or(|it: &Junction| it.id < id);
        if !on_globe || !in_order {
            return None;
        }
        junctions.push(Junction { id, point });
        start = end;
    }
    Some(junctions)
}

fn read_links(section: &[u8]) -> Option<Vec<Link>> {
    let (n_links, n_texts) = (u32_at(section, 0)? as usize, u32_at(section, 4)? as usize);
    let texts_at = 8usize.checked_add(n_texts.checked_mul(4)?)?;
    let texts = section.get(texts_at..)?;
    let mut known: Vec<&str> = Vec::new();
    let mut start = 0;
    for idx in 0..n_texts {
        let end = u32_at(section, 8 + idx * 4)? as usize;
        known.push(std::str::from_utf8(texts.get(start..end)?).ok()?);
        start = end;
    }
    let records = texts.get(start..)?;
    if records.len() != n_links.checked_mul(LINK_LEN)? {
        return None;
    }
    let link = |record: &[u8]| {
        let text = |at: usize| known.get(u32_at(record, at)? as usize).map(|it| (*it).to_owned());
        Some(Link {
            from: u32_at(record, 0)? as usize,
            to: u32_at(record, 4)? as usize,
            length_km: f64::from(u32_at(record, 8)?) / 1000.0,
            reference: text(12).filter(|it| !it.is_empty()),
            class: text(16)?,
            basis: text(20)?,
            source: text(24)?,
        })
    };
    records.chunks_exact(LINK_LEN).map(link).collect()
}
