//! Who holds a stretch of road between two places of which reports say who holds them.

use crate::{ClaimId, Point};

/// A stretch of road between two reported places, with no other between.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldStretch {
    /// Names of its ends.
    pub ends: [String; 2],
    /// Who holds each end, as reported.
    pub holders: [String; 2],
    /// What that makes of the stretch.
    pub hold: Hold,
    /// Its length.
    pub length_km: f64,
    /// References of its roads ("M5"), in order, each once.
    pub references: Vec<String>,
    /// Towns between of which no report speaks.
    pub unreported: Vec<String>,
    /// From junction to junction.
    pub points: Vec<Point>,
    /// The claims behind the holders of its ends.
    pub claims: Vec<ClaimId>,
}

/// Whose a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    /// One side holds both ends, and no town lies between that might be another's.
    Held,
    /// Two sides hold its ends: the front crosses it somewhere.
    Front,
    /// One side holds both ends, and of a town between no report speaks.
    Unknown,
}

impl Hold {
    /// The word that files carry.
    pub fn word(self) -> &'static str {
        match self {
            Hold::Held => "held",
            Hold::Front => "front",
            Hold::Unknown => "unknown",
        }
    }
}
