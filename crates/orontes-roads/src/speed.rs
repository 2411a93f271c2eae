//! Turns the class of a road and a length into hours.

use crate::roads::Link;

/// Average speed by class, km/h: the default car profile of OSRM (profiles/car.lua, version 5.27), which is what
/// free traffic makes of OpenStreetMap's classes in peace. Columns drive slower, checkpoints and damage are not
/// in it: hours compare two ways and do not tell an arrival.
const SPEED_KMH: &[(&str, f64)] = &[
    ("motorway", 90.0),
    ("trunk", 85.0),
    ("primary", 65.0),
    ("secondary", 55.0),
    ("tertiary", 40.0),
    ("unclassified", 25.0),
    ("residential", 25.0),
    ("track", 10.0),
];
/// What OSRM takes for classes that it does not name.
const OTHER_KMH: f64 = 25.0;

/// Where the speeds are from, for a reader.
pub const SPEED_ORIGIN: &str =
    "speeds: OSRM's car profile, motorway 90, trunk 85, primary 65, secondary 55, tertiary 40, other 25 km/h";

impl Link {
    /// Returns the hours that a car takes over the link when nothing stops it.
    pub fn hours(&self) -> f64 {
        let class = self.class.trim_end_matches("_link");
        let speed = SPEED_KMH.iter().find(|it| it.0 == class).map_or(OTHER_KMH, |it| it.1);
        self.length_km / speed
    }
}
