//! Makes extracts of OpenStreetMap, encoded as <https://wiki.openstreetmap.org/wiki/PBF_Format> says.

use std::io::Read;

/// Keys with values.
pub type Tags<'a> = &'a [(&'a str, &'a str)];

/// A spot on the map, a way's or its own: identifier, latitude and longitude in degrees, tags.
pub type Spot<'a> = (i64, f64, f64, Tags<'a>);

/// A way: identifier, its nodes, tags.
pub type Way<'a> = (u64, &'a [i64], Tags<'a>);

/// A relation: identifier, its members by role, identifier and type (0 node, 1 way, 2 relation), tags.
pub type Relation<'a> = (u64, &'a [(&'a str, i64, u64)], Tags<'a>);

/// When the extracts are from: 2024-12-04, 22:00.
pub const SECONDS: u64 = 1_733_356_800;

/// Returns a number as a varint.
pub fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

/// Returns a field that holds a number.
pub fn number(field: u64, number: u64) -> Vec<u8> {
    [varint(field << 3), varint(number)].concat()
}

/// Returns a field that holds bytes.
pub fn bytes(field: u64, content: &[u8]) -> Vec<u8> {
    [varint(field << 3 | 2), varint(content.len() as u64), content.to_vec()].concat()
}

fn packed(field: u64, numbers: impl IntoIterator<Item = u64>) -> Vec<u8> {
    bytes(field, &numbers.into_iter().flat_map(varint).collect::<Vec<u8>>())
}

fn differences(numbers: impl Iterator<Item = i64>) -> Vec<u64> {
    let mut before = 0;
    numbers.map(|it| zigzag(it - std::mem::replace(&mut before, it))).collect()
}

/// Returns a block of a file, with its head, packed with zlib if wanted.
pub fn block(sort: &str, body: &[u8], zlib: bool) -> Vec<u8> {
    let blob = if zlib {
        let mut packer = flate2::read::ZlibEncoder::new(body, flate2::Compression::default());
        let mut small = Vec::new();
        packer.read_to_end(&mut small).expect("bytes in memory are read");
        [number(2, body.len() as u64), bytes(3, &small)].concat()
    } else {
        bytes(1, body)
    };
    let head = [bytes(1, sort.as_bytes()), number(3, blob.len() as u64)].concat();
    [(head.len() as u32).to_be_bytes().to_vec(), head, blob].concat()
}

/// Texts of a block, numbered from 1.
#[derive(Default)]
struct Texts(Vec<String>);

impl Texts {
    fn number(&mut self, text: &str) -> u64 {
        let at = self.0.iter().position(|it| it == text);
        at.unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        }) as u64
            + 1
    }

    fn tags(&mut self, tags: Tags<'_>) -> Vec<u8> {
        let keys: Vec<u64> = tags.iter().map(|it| self.number(it.0)).collect();
        let values: Vec<u64> = tags.iter().map(|it| self.number(it.1)).collect();
        [packed(2, keys), packed(3, values)].concat()
    }

    fn dense(&mut self, nodes: &[Spot<'_>]) -> Vec<u8> {
        let mut tags = Vec::new();
        for (.., own) in nodes {
            for (key, value) in *own {
                tags.extend([self.number(key), self.number(value)]);
            }
            tags.push(0);
        }
        // Degrees are stored in units of 100 nanodegrees.
        let units = |degrees: f64| (degrees * 1e7).round() as i64;
        [
            packed(1, differences(nodes.iter().map(|it| it.0))),
            packed(8, differences(nodes.iter().map(|it| units(it.1)))),
            packed(9, differences(nodes.iter().map(|it| units(it.2)))),
            packed(10, tags),
        ]
        .concat()
    }

    fn way(&mut self, (id, nodes, tags): &Way<'_>) -> Vec<u8> {
        let own = [number(1, *id), self.tags(tags), packed(8, differences(nodes.iter().copied()))].concat();
        bytes(3, &own)
    }

    fn relation(&mut self, (id, members, tags): &Relation<'_>) -> Vec<u8> {
        let roles: Vec<u64> = members.iter().map(|it| self.number(it.0)).collect();
        let ids = differences(members.iter().map(|it| it.1));
        let sorts = packed(10, members.iter().map(|it| it.2));
        bytes(4, &[number(1, *id), self.tags(tags), packed(8, roles), packed(9, ids), sorts].concat())
    }
}

/// Returns an extract of one block.
pub fn extract(nodes: &[Spot<'_>], ways: &[Way<'_>], relations: &[Relation<'_>]) -> Vec<u8> {
    let header = [bytes(4, b"OsmSchema-V0.6"), bytes(4, b"DenseNodes"), number(32, SECONDS)].concat();
    let mut texts = Texts::default();
    let dense = texts.dense(nodes);
    let ways: Vec<u8> = ways.iter().flat_map(|it| texts.way(it)).collect();
    let relations: Vec<u8> = relations.iter().flat_map(|it| texts.relation(it)).collect();
    let table: Vec<u8> =
        std::iter::once(String::new()).chain(texts.0).flat_map(|it| bytes(1, it.as_bytes())).collect();
    let group = |content: &[u8]| bytes(2, content);
    let data = [bytes(1, &table), group(&bytes(2, &dense)), group(&ways), group(&relations)].concat();
    [block("OSMHeader", &header, false), block("OSMData", &data, true)].concat()
}
