//! Turns the ways of an OpenStreetMap extract into junctions and the links between them, and its elements with tags
//! into points for a gazetteer.
//!
//! The extract is read three times: ways say which nodes count, nodes say where those are, ways are cut at nodes
//! where roads meet, and where none does for long. A link is the stretch between two such nodes, its length the sum of
//! the great circles along it.
//!
//! Cost: linear in the extract but for sorting the nodes that count; 24 bytes of memory for each of those, which for
//! the roads that are kept (tertiary and up) is a few per cent of a country.

use crate::packed::{PackedLink, pack};
use crate::pbf::{Element, each_element};
use orontes_model::Point;
use std::io::{self, Read};

/// Roads that are kept, with the word by which a link calls them. Below, streets and tracks outnumber roads by ten to
/// one, and no report names them.
const CLASSES: [(&str, &str); 10] = [
    ("motorway", "motorway"),
    ("motorway_link", "motorway"),
    ("trunk", "trunk"),
    ("trunk_link", "trunk"),
    ("primary", "primary"),
    ("primary_link", "primary"),
    ("secondary", "secondary"),
    ("secondary_link", "secondary"),
    ("tertiary", "tertiary"),
    ("tertiary_link", "tertiary"),
];

/// A stretch is cut after so many kilometres although no road meets it there: places reach the network at junctions, and
/// a town on a road through the desert must lie within five kilometres of one.
const LONGEST_KM: f64 = 3.0;

/// Something with tags and a point.
#[derive(Clone, Copy, Debug)]
pub struct Tagged<'a> {
    /// Its identifier, the sort before it: "n123", "w7", "r5".
    pub id: &'a str,
    /// Its tags.
    pub tags: &'a [(&'a str, &'a str)],
    /// Where it is; the middle of a way, the label or capital of a relation.
    pub point: Point,
}

/// What was made of an extract.
#[derive(Clone, Debug, Default)]
pub struct Extract {
    /// The roads, as [`crate::unpacked`] reads them: junctions and links.
    pub sections: [Vec<u8>; 2],
    /// Junctions.
    pub n_junctions: u64,
    /// Links.
    pub n_links: u64,
    /// Stretches left out because a node of theirs is not in the extract: roads that leave it.
    pub n_cut: u64,
    /// When the extract was made, in seconds since 1970, where it says so.
    pub seconds: Option<i64>,
}

/// Says whether the tags of an element are asked for.
pub type AsksFor<'a> = dyn Fn(&[(&str, &str)]) -> bool + 'a;

/// Reads an extract. `open` opens it anew for each reading; `take` gets all that has the tags `is_place` asks for.
///
/// # Errors
/// Where the file cannot be read or is no extract, or `take` stops.
pub fn osm(
    open: &dyn Fn() -> io::Result<Box<dyn Read>>,
    is_place: &AsksFor<'_>,
    take: &mut dyn FnMut(Tagged<'_>) -> io::Result<()>,
) -> io::Result<Extract> {
    let mut spots = Spots::default();
    let seconds = each_element(&mut open()?, &mut |element| {
        spots.ask(element, is_place);
        Ok(())
    })?;
    spots.settle();
    each_element(&mut open()?, &mut |element| match element {
        Element::Node { id, point, tags } => {
            spots.place(id, point);
            if !tags.is_empty() && is_place(tags) {
                take(Tagged { id: &format!("n{id}"), tags, point })
            } else {
                Ok(())
            }
        }
        Element::Way { .. } | Element::Relation { .. } => Ok(()),
    })?;
    let mut links = Vec::new();
    let mut n_cut = 0;
    each_element(&mut open()?, &mut |element| match element {
        Element::Node { .. } => Ok(()),
        Element::Way { id, nodes, tags } => {
            if let Some(class) = class_of(tags) {
                n_cut += spots.cut(nodes, class, tags, &mut links);
            }
            match is_place(tags).then(|| spots.middle(nodes)).flatten() {
                Some(point) => take(Tagged { id: &format!("w{id}"), tags, point }),
                None => Ok(()),
            }
        }
        Element::Relation { id, nodes, tags } => {
            let label = is_place(tags).then(|| label_of(nodes)).flatten().and_then(|it| spots.point(it));
            match label {
                Some(point) => take(Tagged { id: &format!("r{id}"), tags, point }),
                None => Ok(()),
            }
        }
    })?;
    let (junctions, links) = numbered(&spots, links);
    let (n_junctions, n_links) = (junctions.len() as u64, links.len() as u64);
    Ok(Extract { sections: pack(&junctions, &links), n_junctions, n_links, n_cut, seconds })
}

fn class_of(tags: &[(&str, &str)]) -> Option<&'static str> {
    let highway = tags.iter().find(|it| it.0 == "highway")?.1;
    CLASSES.iter().find(|it| it.0 == highway).map(|it| it.1)
}

/// The node at which a relation is labelled, or else its capital.
fn label_of(nodes: &[(i64, &str)]) -> Option<i64> {
    let of_role = |role: &str| nodes.iter().find(|it| it.1 == role).map(|it| it.0);
    of_role("label").or_else(|| of_role("admin_centre"))
}

/// The nodes that count, with where they are.
#[derive(Default)]
struct Spots {
    /// Each use of a node, until they are settled: then each node once, sorted.
    ids: Vec<i64>,
    /// Ends of roads, and nodes where two uses meet; by position in `ids`.
    is_junction: Vec<bool>,
    points: Vec<Option<Point>>,
    ends: Vec<i64>,
    /// Nodes that are asked for by areas only: meeting there joins no roads.
    others: Vec<i64>,
}

impl Spots {
    fn ask(&mut self, element: Element<'_>, is_place: &AsksFor<'_>) {
        match element {
            Element::Node { .. } => {}
            Element::Way { nodes, tags, .. } => {
                if class_of(tags).is_some() {
                    self.ids.extend(nodes);
                    self.ends.extend(nodes.first().into_iter().chain(nodes.last()));
                } else if is_place(tags) {
                    self.others.extend(nodes);
                }
            }
            Element::Relation { nodes, tags, .. } => {
                if is_place(tags) {
                    self.others.extend(label_of(nodes));
                }
            }
        }
    }

    fn settle(&mut self) {
        self.ids.sort_unstable();
        self.ends.sort_unstable();
        let mut meeting: Vec<i64> = self.ids.windows(2).filter(|it| it[0] == it[1]).map(|it| it[0]).collect();
        meeting.append(&mut self.ends);
        meeting.sort_unstable();
        meeting.dedup();
        self.ids.append(&mut self.others);
        self.ids.sort_unstable();
        self.ids.dedup();
        self.is_junction = self.ids.iter().map(|it| meeting.binary_search(it).is_ok()).collect();
        self.points = vec![None; self.ids.len()];
    }

    fn place(&mut self, id: i64, point: Point) {
        if let Ok(at) = self.ids.binary_search(&id) {
            self.points[at] = Some(point);
        }
    }

    fn point(&self, id: i64) -> Option<Point> {
        self.ids.binary_search(&id).ok().and_then(|at| self.points[at])
    }

    fn middle(&self, nodes: &[i64]) -> Option<Point> {
        // The last node of an area is its first.
        let open = if nodes.len() > 1 && nodes.first() == nodes.last() { &nodes[1..] } else { nodes };
        let points: Vec<Point> = open.iter().filter_map(|it| self.point(*it)).collect();
        let n = points.len() as f64;
        let sum = |of: fn(&Point) -> f64| points.iter().map(of).sum::<f64>() / n;
        (!points.is_empty()).then(|| Point { lat: sum(|it| it.lat), lon: sum(|it| it.lon) })
    }

    /// Cuts a way at its junctions; returns how many stretches leave the extract.
    fn cut(
        &self,
        nodes: &[i64],
        class: &str,
        tags: &[(&str, &str)],
        links: &mut Vec<(u32, u32, PackedLink)>,
    ) -> u64 {
        let reference = tags.iter().find(|it| it.0 == "ref" || it.0 == "int_ref").map_or("", |it| it.1);
        let (mut start, mut last, mut length_km, mut n_cut) = (None, None, 0.0, 0);
        for id in nodes {
            let at = self.ids.binary_search(id).ok();
            let Some((at, point)) = at.and_then(|at| Some((at, self.points[at]?))) else {
                n_cut += u64::from(start.is_some());
                (start, last, length_km) = (None, None, 0.0);
                continue;
            };
            length_km += last.map_or(0.0, |it: Point| it.distance_km(point));
            last = Some(point);
            if !self.is_junction[at] && start.is_some() && length_km < LONGEST_KM {
                continue;
            }
            if let Some(from) = start.filter(|it| *it != at as u32) {
                let link = PackedLink {
                    from: 0,
                    to: 0,
                    length_km,
                    reference: reference.split(';').next().unwrap_or("").trim().to_owned(),
                    class: class.to_owned(),
                    basis: "osm".to_owned(),
                    source: "OpenStreetMap".to_owned(),
                };
                links.push((from, at as u32, link));
            }
            (start, length_km) = (Some(at as u32), 0.0);
        }
        n_cut
    }
}

/// Numbers the junctions that links use, in the order of their identifiers as text.
fn numbered(spots: &Spots, links: Vec<(u32, u32, PackedLink)>) -> (Vec<(String, Point)>, Vec<PackedLink>) {
    let mut used: Vec<u32> = links.iter().flat_map(|it| [it.0, it.1]).collect();
    used.sort_unstable();
    used.dedup();
    let mut junctions: Vec<(String, Point, u32)> = used
        .iter()
        .filter_map(|&at| Some((format!("osm:n{}", spots.ids[at as usize]), spots.points[at as usize]?, at)))
        .collect();
    junctions.sort_by(|a, b| a.0.cmp(&b.0));
    let mut number = vec![0u32; used.len()];
    for (idx, junction) in junctions.iter().enumerate() {
        number[used.partition_point(|it| *it < junction.2)] = idx as u32;
    }
    let of = |at: u32| number[used.partition_point(|it| *it < at)];
    let links =
        links.into_iter().map(|(from, to, it)| PackedLink { from: of(from), to: of(to), ..it }).collect();
    (junctions.into_iter().map(|it| (it.0, it.1)).collect(), links)
}
