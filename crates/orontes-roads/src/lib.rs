//! The road network: a table of links in, distances and routes out.
//!
//! [`Roads::parse`] reads a theatre's links between places; [`Roads::route`] finds the shortest way, whole or
//! around what is closed, and [`Roads::alternatives`] other ways; [`Roads::reach`] says how far everything is from
//! the nearest of some places; [`Roads::areas`] what still hangs together when places or links are closed.
//!
//! [`osm()`] makes junctions and links of an OpenStreetMap extract, in the form in which a pack keeps them;
//! [`unpacked`] reads them back and [`Roads::with_detail`] lays them over a sketch.
//!
//! Cost: parsing is linear in the links but for sorting the junctions; a search costs at most
//! links × log(links); areas are linear in the links.
//!
//! The network does not know who holds a place: callers say what passes.

mod osm;
mod overlay;
mod packed;
mod parse;
mod pbf;
mod reach;
mod roads;
mod route;
mod speed;

pub use osm::{AsksFor, Extract, Tagged, osm};
pub use packed::unpacked;
pub use reach::Reach;
pub use roads::{Junction, Link, Roads};
pub use route::Route;
pub use speed::SPEED_ORIGIN;
