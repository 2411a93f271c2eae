//! Turns a shapefile of boundaries into rows: a point for each shape (.shp), their attributes (.dbf).
//!
//! Two formats of fixed widths, read as a stream; nothing is taken for granted of what they say of their own lengths.

use super::boundaries::{Attributes, area, told_point};
use super::{Pass, Sink, Tally, shape};
use orontes_model::Point;
use std::io::{self, Read};

/// Longest record of one shape: the coast of Canada at full detail has some 60 MB.
const LONGEST_SHAPE: u64 = 256 << 20;

/// Reads a file of shapes and returns a point for each: its own, or the centroid of its largest ring. Linear in it.
///
/// # Errors
/// Where it cannot be read, or is none.
pub fn shapes(name: &str, from: &mut dyn Read) -> io::Result<Vec<Option<Point>>> {
    let mut head = [0; 100];
    from.read_exact(&mut head).map_err(|_| bad(name, "it is too short for a shapefile"))?;
    if head[..4] != 9994u32.to_be_bytes() || head[28..32] != 1000u32.to_le_bytes() {
        return Err(bad(name, "it is no shapefile"));
    }
    let mut points = Vec::new();
    let mut record = Vec::new();
    loop {
        let mut opens = [0; 8];
        if !read_whole(from, &mut opens).map_err(|_| cut(name, points.len()))? {
            return Ok(points);
        }
        let words = u32::from_be_bytes([opens[4], opens[5], opens[6], opens[7]]);
        let len = u64::from(words) * 2;
        if len > LONGEST_SHAPE {
            return Err(bad(name, &format!("shape {} has an impossible length", points.len() + 1)));
        }
        record.clear();
        if Read::take(&mut *from, len).read_to_end(&mut record)? as u64 != len {
            return Err(cut(name, points.len()));
        }
        points.push(point_of(&record));
    }
}

/// The point that stands for one shape; nothing for an empty one or one that makes no sense.
fn point_of(record: &[u8]) -> Option<Point> {
    // Shapes with heights and measures carry them behind what is read here.
    match i32_at(record, 0)? {
        1 | 11 | 21 => point_at(record, 4),
        8 | 18 | 28 => point_at(record, 40),
        3 | 5 | 13 | 15 | 23 | 25 => {
            let n_parts = usize::try_from(i32_at(record, 36)?).ok()?;
            let n_points = usize::try_from(i32_at(record, 40)?).ok()?;
            let points_at = n_parts.checked_mul(4)?.checked_add(44)?;
            // The record must hold as many as it says.
            record.get(..n_points.checked_mul(16)?.checked_add(points_at)?)?;
            let start = |part: usize| match part < n_parts {
                true => usize::try_from(i32_at(record, 44 + 4 * part)?).ok(),
                false => Some(n_points),
            };
            let ring = |part: usize| {
                let (from, to) = (start(part)?, start(part + 1)?.min(n_points));
                Some((from..to).filter_map(|it| point_at(record, points_at + 16 * it)).collect())
            };
            shape::middle_of((0..n_parts).filter_map(ring))
        }
        _ => None,
    }
}

fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    bytes.get(at..at + 4)?.try_into().ok().map(i32::from_le_bytes)
}

fn point_at(bytes: &[u8], at: usize) -> Option<Point> {
    let number = |at: usize| bytes.get(at..at + 8)?.try_into().ok().map(f64::from_le_bytes);
    Some(Point { lon: number(at)?, lat: number(at + 8)? })
}

/// Says whether the words of a .prj file tell degrees; other coordinates would land anywhere.
pub fn is_in_degrees(projection: &str) -> bool {
    let words = projection.trim_start_matches('\u{feff}').trim_start().to_uppercase();
    !words.starts_with("PROJC")
}

/// A column of a .dbf file.
struct Column {
    name: String,
    kind: u8,
    len: usize,
}

/// Reads the attributes of shapes, whose points come in the same order, and hands the areas on. Linear in it.
///
/// # Errors
/// Where it cannot be read, is none, or `sink` stops.
pub fn shape_table(
    name: &str,
    points: &[Option<Point>],
    from: &mut dyn Read,
    sink: &mut Sink<'_>,
) -> io::Result<Tally> {
    let (columns, record_len) = columns(name, from)?;
    let mut pass = Pass::new(name, sink);
    let mut record = vec![0; record_len];
    let mut idx = 0;
    while read_whole(from, &mut record).map_err(|_| cut(name, idx))? {
        let point = points.get(idx).copied().flatten();
        idx += 1;
        match record[0] {
            b' ' => {
                let attributes = attributes(&columns, &record[1..]);
                area(&mut pass, idx as u64, &attributes, told_point(&attributes).or(point))?;
            }
            // The mark of the end, and rows that are deleted.
            0x1a => break,
            _ => {}
        }
        // The mark of the end may stand alone.
        record[0] = 0x1a;
    }
    if idx != points.len() {
        let told = format!("{} shapes and {idx} rows", points.len());
        pass.refuse(idx as u64, "as many rows as shapes are expected", &told);
    }
    Ok(pass.tally)
}

fn columns(name: &str, from: &mut dyn Read) -> io::Result<(Vec<Column>, usize)> {
    let none = || bad(name, "it is no table of a shapefile (.dbf)");
    let mut head = [0; 32];
    from.read_exact(&mut head).map_err(|_| none())?;
    let head_len = usize::from(u16::from_le_bytes([head[8], head[9]]));
    let record_len = usize::from(u16::from_le_bytes([head[10], head[11]]));
    let mut rest = vec![0; head_len.checked_sub(32).ok_or_else(none)?];
    from.read_exact(&mut rest).map_err(|_| none())?;
    let described = rest.chunks_exact(32).take_while(|it| it[0] != 0x0d);
    let columns: Vec<Column> = described
        .map(|it| Column {
            name: it[..11]
                .iter()
                .take_while(|it| **it != 0)
                .map(|it| char::from(it.to_ascii_lowercase()))
                .collect(),
            kind: it[11],
            len: usize::from(it[16]),
        })
        .collect();
    let told: usize = columns.iter().map(|it| it.len).sum();
    if columns.is_empty() || told + 1 > record_len {
        return Err(none());
    }
    Ok((columns, record_len))
}

fn attributes(columns: &[Column], mut record: &[u8]) -> Attributes {
    let mut found = Attributes::new();
    for column in columns {
        let (own, rest) = record.split_at(column.len.min(record.len()));
        record = rest;
        let text = text_of(own);
        let text = text.trim_matches([' ', '\0']);
        let is_day = column.kind == b'D' && text.len() == 8 && text.is_ascii();
        let text =
            if is_day { format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]) } else { text.to_owned() };
        found.insert(column.name.clone(), text);
    }
    found
}

/// UTF-8, as OCHA writes it; else each byte is a letter of Latin-1.
fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // A name cut at the width of its column may end within a letter.
        Err(error) if error.error_len().is_none() => {
            String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
        }
        Err(_) => bytes.iter().map(|it| char::from(*it)).collect(),
    }
}

/// Fills `into`; false at the end. One byte of padding may follow the last record.
fn read_whole(from: &mut dyn Read, into: &mut [u8]) -> io::Result<bool> {
    let mut n_read = 0;
    while n_read < into.len() {
        match from.read(&mut into[n_read..]) {
            Ok(0) => break,
            Ok(n) => n_read += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    match n_read {
        0 | 1 => Ok(n_read == into.len()),
        n if n == into.len() => Ok(true),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

fn bad(name: &str, what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{name}: {what}"))
}

fn cut(name: &str, n: usize) -> io::Error {
    bad(name, &format!("it is cut short behind number {n}"))
}
