//! Turns an OpenStreetMap extract (.osm.pbf) into its nodes, ways and relations, one block at a time.
//!
//! The format is five small messages of Protocol Buffers in zlib blocks
//! (<https://wiki.openstreetmap.org/wiki/PBF_Format>); a block never holds more than 32 MiB, and neither does this
//! reader. A tag, a text or a member that makes no sense is left out; a block that makes none ends the reading with
//! its number.

use flate2::read::ZlibDecoder;
use orontes_model::Point;
use std::io::{self, Read};

/// Something on the map.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Element<'a> {
    /// A point.
    Node {
        /// Its identifier.
        id: i64,
        /// Where it is.
        point: Point,
        /// Its tags.
        tags: &'a [(&'a str, &'a str)],
    },
    /// A line, or the edge of an area.
    Way {
        /// Its identifier.
        id: i64,
        /// The nodes along it.
        nodes: &'a [i64],
        /// Its tags.
        tags: &'a [(&'a str, &'a str)],
    },
    /// Something made of others.
    Relation {
        /// Its identifier.
        id: i64,
        /// Members that are nodes, with their role.
        nodes: &'a [(i64, &'a str)],
        /// Its tags.
        tags: &'a [(&'a str, &'a str)],
    },
}

/// Takes elements, and may stop the reading with an error.
pub(crate) type Visit<'a> = dyn FnMut(Element<'_>) -> io::Result<()> + 'a;

/// Limits of the format on the head of a block and its content.
const MOST_HEAD: usize = 64 << 10;
const MOST_BODY: usize = 32 << 20;

/// Calls `visit` with every element, in the order of the file. Returns the day of the extract where it says one, in
/// seconds since 1970. Linear in the file.
///
/// # Errors
/// Where the file cannot be read, is no extract, is cut, or `visit` stops.
pub(crate) fn each_element(from: &mut dyn Read, visit: &mut Visit<'_>) -> io::Result<Option<i64>> {
    let mut seconds = None;
    let mut n_blocks = 0;
    while let Some((sort, body)) = block(from).map_err(|error| at_block(n_blocks, &error.to_string()))? {
        if n_blocks == 0 && sort != "OSMHeader" {
            return Err(at_block(0, "an OpenStreetMap extract opens with a header"));
        }
        match sort.as_str() {
            "OSMHeader" => seconds = header(&body).map_err(|what| at_block(n_blocks, what))?,
            "OSMData" => data(&body, visit, n_blocks)?,
            _ => {}
        }
        n_blocks += 1;
    }
    if n_blocks == 0 {
        return Err(at_block(0, "the file is empty"));
    }
    Ok(seconds)
}

fn at_block(n: usize, what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("block {n}: {what}"))
}

fn bad(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Reads a block: its sort and its content, unpacked; nothing at the end of the file.
fn block(from: &mut dyn Read) -> io::Result<Option<(String, Vec<u8>)>> {
    let mut len = [0; 4];
    if from.read(&mut len[..1])? == 0 {
        return Ok(None);
    }
    from.read_exact(&mut len[1..])?;
    let head = taken(from, u32::from_be_bytes(len) as usize, MOST_HEAD)?;
    let (mut sort, mut len) = (String::new(), 0);
    each_field(&head, |field, value| match (field, value) {
        (1, Value::Bytes(text)) => sort = String::from_utf8_lossy(text).into_owned(),
        (3, Value::Number(number)) => len = number as usize,
        (_, _) => {}
    })
    .ok_or_else(|| bad("its head makes no sense: is this an OpenStreetMap extract?"))?;
    let blob = taken(from, len, MOST_BODY)?;
    let (mut plain, mut packed) = (None, None);
    each_field(&blob, |field, value| match (field, value) {
        (1, Value::Bytes(bytes)) => plain = Some(bytes.to_vec()),
        (3, Value::Bytes(bytes)) => packed = Some(bytes),
        (_, _) => {}
    })
    .ok_or_else(|| bad("its content makes no sense"))?;
    match (plain, packed) {
        (Some(plain), _) => Ok(Some((sort, plain))),
        (None, Some(packed)) => {
            let mut body = Vec::new();
            ZlibDecoder::new(packed).take(MOST_BODY as u64 + 1).read_to_end(&mut body)?;
            if body.len() > MOST_BODY {
                return Err(bad("it unpacks to more than 32 MiB"));
            }
            Ok(Some((sort, body)))
        }
        (None, None) => Err(bad("it is packed in a way other than zlib")),
    }
}

fn taken(from: &mut dyn Read, len: usize, most: usize) -> io::Result<Vec<u8>> {
    if len > most {
        return Err(bad("it is longer than the format allows: is this an OpenStreetMap extract?"));
    }
    let mut bytes = vec![0; len];
    from.read_exact(&mut bytes).map_err(|_| bad("the file is cut"))?;
    Ok(bytes)
}

/// What this reader understands of an extract.
const FEATURES: [&str; 3] = ["OsmSchema-V0.6", "DenseNodes", "HistoricalInformation"];

fn header(body: &[u8]) -> Result<Option<i64>, &'static str> {
    let (mut seconds, mut strange) = (None, false);
    each_field(body, |field, value| match (field, value) {
        (4, Value::Bytes(feature)) => strange |= !FEATURES.iter().any(|it| it.as_bytes() == feature),
        (32, Value::Number(number)) => seconds = Some(number as i64),
        (_, _) => {}
    })
    .ok_or("the header makes no sense")?;
    if strange { Err("the extract needs a feature that this program does not know") } else { Ok(seconds) }
}

/// What the numbers of a block mean.
struct Scale<'a> {
    texts: Vec<&'a str>,
    granularity: i64,
    lat_offset: i64,
    lon_offset: i64,
}

impl<'a> Scale<'a> {
    fn point(&self, lat: i64, lon: i64) -> Option<Point> {
        let degrees =
            |offset: i64, packed: i64| (offset as f64 + self.granularity as f64 * packed as f64) / 1e9;
        let point = Point { lat: degrees(self.lat_offset, lat), lon: degrees(self.lon_offset, lon) };
        Some(point).filter(|it| it.lat.abs() <= 90.0 && it.lon.abs() <= 180.0)
    }

    fn text(&self, idx: u64) -> Option<&'a str> {
        self.texts.get(usize::try_from(idx).ok()?).copied()
    }

    fn tags(&self, keys: &[u64], values: &[u64]) -> Vec<(&'a str, &'a str)> {
        keys.iter()
            .zip(values)
            .filter_map(|(key, value)| Some((self.text(*key)?, self.text(*value)?)))
            .collect()
    }
}

fn data(body: &[u8], visit: &mut Visit<'_>, n: usize) -> io::Result<()> {
    let mut scale = Scale { texts: Vec::new(), granularity: 100, lat_offset: 0, lon_offset: 0 };
    let mut groups = Vec::new();
    let whole = each_field(body, |field, value| match (field, value) {
        (1, Value::Bytes(table)) => {
            let _ = each_field(table, |field, value| {
                if let (1, Value::Bytes(text)) = (field, value) {
                    scale.texts.push(std::str::from_utf8(text).unwrap_or(""));
                }
            });
        }
        (2, Value::Bytes(group)) => groups.push(group),
        (17, Value::Number(number)) => scale.granularity = number as i64,
        (19, Value::Number(number)) => scale.lat_offset = number as i64,
        (20, Value::Number(number)) => scale.lon_offset = number as i64,
        (_, _) => {}
    });
    whole.ok_or_else(|| at_block(n, "the data make no sense"))?;
    for group in groups {
        let mut parts = Vec::new();
        let whole = each_field(group, |field, value| {
            if let Value::Bytes(bytes) = value {
                parts.push((field, bytes));
            }
        });
        whole.ok_or_else(|| at_block(n, "a group makes no sense"))?;
        for (field, bytes) in parts {
            match field {
                1 => one(bytes, Sort::Node, &scale, visit)?,
                2 => dense(bytes, &scale, visit)?,
                3 => one(bytes, Sort::Way, &scale, visit)?,
                4 => one(bytes, Sort::Relation, &scale, visit)?,
                _ => {}
            }
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Sort {
    Node,
    Way,
    Relation,
}

/// Reads a single element. The fields of the three sorts differ in 8 to 10 only.
fn one(bytes: &[u8], sort: Sort, scale: &Scale<'_>, visit: &mut Visit<'_>) -> io::Result<()> {
    let (mut id, mut keys, mut values) = (0u64, Vec::new(), Vec::new());
    let (mut eight, mut nine, mut ten) = (Vec::new(), Vec::new(), Vec::new());
    let whole = each_field(bytes, |field, value| match (field, value) {
        (1, Value::Number(number)) => id = number,
        (2, value) => value.numbers_into(&mut keys),
        (3, value) => value.numbers_into(&mut values),
        (8, value) => value.numbers_into(&mut eight),
        (9, value) => value.numbers_into(&mut nine),
        (10, value) => value.numbers_into(&mut ten),
        (_, _) => {}
    });
    if whole.is_none() {
        return Ok(());
    }
    let tags = scale.tags(&keys, &values);
    match sort {
        Sort::Node => {
            let (Some(&lat), Some(&lon)) = (eight.first(), nine.first()) else { return Ok(()) };
            match scale.point(signed(lat), signed(lon)) {
                Some(point) => visit(Element::Node { id: signed(id), point, tags: &tags }),
                None => Ok(()),
            }
        }
        Sort::Way => visit(Element::Way { id: id as i64, nodes: &sums(&eight), tags: &tags }),
        Sort::Relation => {
            let members = sums(&nine).into_iter().zip(&eight).zip(&ten);
            // Sort 0 of a member is a node.
            let nodes: Vec<(i64, &str)> = members
                .filter(|it| *it.1 == 0)
                .map(|((id, role), _)| (id, scale.text(*role).unwrap_or("")))
                .collect();
            visit(Element::Relation { id: id as i64, nodes: &nodes, tags: &tags })
        }
    }
}

fn dense(bytes: &[u8], scale: &Scale<'_>, visit: &mut Visit<'_>) -> io::Result<()> {
    let (mut ids, mut lats, mut lons, mut texts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let whole = each_field(bytes, |field, value| match field {
        1 => value.numbers_into(&mut ids),
        8 => value.numbers_into(&mut lats),
        9 => value.numbers_into(&mut lons),
        10 => value.numbers_into(&mut texts),
        _ => {}
    });
    if whole.is_none() {
        return Ok(());
    }
    let mut texts = texts.into_iter();
    for ((id, lat), lon) in sums(&ids).into_iter().zip(sums(&lats)).zip(sums(&lons)) {
        // Keys and values by turns; a zero ends those of a node.
        let mut tags = Vec::new();
        while let Some(key) = texts.next().filter(|it| *it != 0) {
            let Some(value) = texts.next() else { break };
            tags.extend(scale.text(key).zip(scale.text(value)));
        }
        if let Some(point) = scale.point(lat, lon) {
            visit(Element::Node { id, point, tags: &tags })?;
        }
    }
    Ok(())
}

/// Adds up differences in zigzag.
fn sums(differences: &[u64]) -> Vec<i64> {
    let mut sum = 0i64;
    differences
        .iter()
        .map(|it| {
            sum = sum.wrapping_add(signed(*it));
            sum
        })
        .collect()
}

fn signed(zigzag: u64) -> i64 {
    (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64)
}

/// A value of a field of Protocol Buffers.
enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

impl Value<'_> {
    /// Adds the numbers of a list, packed or one by one.
    fn numbers_into(self, numbers: &mut Vec<u64>) {
        match self {
            Value::Number(number) => numbers.push(number),
            Value::Bytes(mut bytes) => {
                while let Some((number, rest)) = varint(bytes) {
                    numbers.push(number);
                    bytes = rest;
                }
            }
        }
    }
}

/// Calls `visit` with each field of a message; nothing where the bytes are none.
fn each_field<'a>(mut bytes: &'a [u8], mut visit: impl FnMut(u64, Value<'a>)) -> Option<()> {
    while !bytes.is_empty() {
        let (tag, rest) = varint(bytes)?;
        bytes = rest;
        match tag & 7 {
            0 => {
                let (number, rest) = varint(bytes)?;
                visit(tag >> 3, Value::Number(number));
                bytes = rest;
            }
            1 => bytes = bytes.get(8..)?,
            2 => {
                let (len, rest) = varint(bytes)?;
                let own = rest.get(..usize::try_from(len).ok()?)?;
                visit(tag >> 3, Value::Bytes(own));
                bytes = &rest[own.len()..];
            }
            5 => bytes = bytes.get(4..)?,
            _ => return None,
        }
    }
    Some(())
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0u64;
    for (idx, byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7f).checked_shl(7 * idx as u32)?;
        if byte & 0x80 == 0 {
            return Some((number, &bytes[idx + 1..]));
        }
    }
    None
}
