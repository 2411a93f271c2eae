//! The ground that a map is drawn on: shores, waters and borders, which no report asserts.

use crate::Point;

crate::reading::words! {
    /// What a line or area of the ground is.
    GroundKind { Sea = "sea", Lake = "lake", River = "river", Coast = "coast", Border = "border" }
}

impl GroundKind {
    /// Says whether the points go round an area; the others are lines.
    pub fn is_area(self) -> bool {
        matches!(self, GroundKind::Sea | GroundKind::Lake)
    }
}

/// One line or area of the ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// What it is.
    pub kind: GroundKind,
    /// Its name, empty where it has none.
    pub name: String,
    /// Its points in order; an area closes from the last to the first.
    pub points: Vec<Point>,
}
