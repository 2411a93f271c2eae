//! Knows junctions and the links between them, as a compressed adjacency.

use orontes_model::Point;

/// A place on the road network.
#[derive(Clone, Debug, PartialEq)]
pub struct Junction {
    /// Identifier of the place, or `lat,lon` for a junction that is no place.
    pub id: String,
    /// Where it is.
    pub point: Point,
}

/// A stretch of road between two junctions, open both ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Index of one end.
    pub from: usize,
    /// Index of the other end.
    pub to: usize,
    /// Length along the road.
    pub length_km: f64,
    /// Number of the road ("M5"), where it has one.
    pub reference: Option<String>,
    /// "motorway", "primary", "secondary"…
    pub class: String,
    /// How the length was found ("measured", "great_circle_x1.1").
    pub basis: String,
    /// Where the link is from.
    pub source: String,
}

/// The road network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roads {
    /// Sorted by identifier.
    pub(crate) junctions: Vec<Junction>,
    pub(crate) links: Vec<Link>,
    /// The links at junction `j` are `at[first[j]..first[j + 1]]`, each with the junction at its other end.
    pub(crate) first: Vec<u32>,
    pub(crate) at: Vec<(u32, u32)>,
    /// Length of each link in whole metres: equal ways must compare equal on every machine.
    pub(crate) metres: Vec<u32>,
}

impl Roads {
    /// Builds the network of these junctions, sorted by identifier, and links.
    pub(crate) fn of(junctions: Vec<Junction>, links: Vec<Link>) -> Roads {
        let mut first = vec![0u32; junctions.len() + 1];
        for link in &links {
            first[link.from + 1] += 1;
            first[link.to + 1] += 1;
        }
        for idx in 1..first.len() {
            first[idx] += first[idx - 1];
        }
        let mut next = first.clone();
        let mut at = vec![(0u32, 0u32); links.len() * 2];
        for (idx, link) in links.iter().enumerate() {
            for (end, other) in [(link.from, link.to), (link.to, link.from)] {
                at[next[end] as usize] = (idx as u32, other as u32);
                next[end] += 1;
            }
        }
        let metres = links.iter().map(|it| (it.length_km.max(0.0) * 1000.0).round() as u32).collect();
        Roads { junctions, links, first, at, metres }
    }

    /// Every junction, sorted by identifier.
    pub fn junctions(&self) -> &[Junction] {
        &self.junctions
    }

    /// Every link, in the order of the table.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Returns the index of the junction of this identifier.
    pub fn junction(&self, id: &str) -> Option<usize> {
        self.junctions.binary_search_by(|it| it.id.as_str().cmp(id)).ok()
    }

    /// Returns the links at a junction with the junction at their other end.
    pub fn links_at(&self, junction: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let range = match (self.first.get(junction), self.first.get(junction + 1)) {
            (Some(&from), Some(&to)) => from as usize..to as usize,
            (None, _) | (_, None) => 0..0,
        };
        self.at[range].iter().map(|&(link, other)| (link as usize, other as usize))
    }

    /// Returns the links of one road number, in the order of the table.
    pub fn road<'a>(&'a self, reference: &'a str) -> impl Iterator<Item = (usize, &'a Link)> {
        let wanted =
            move |it: &&Link| it.reference.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(reference));
        self.links.iter().enumerate().filter(move |it| wanted(&it.1))
    }

    /// Returns the junction nearest to a point with its distance in kilometres. Linear in the junctions.
    pub fn nearest(&self, point: Point) -> Option<(usize, f64)> {
        let away = self.junctions.iter().enumerate().map(|(idx, it)| (idx, it.point.distance_km(point)));
        away.min_by(|a, b| a.1.total_cmp(&b.1))
    }
}
