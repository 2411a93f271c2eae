//! The pack: many places in one file of which pages are read as they are asked for, and never the whole.
//!
//! A pack is little-endian throughout. It opens with a head of 512 bytes: magic, version, length of the file, and a
//! table of sections with offset, length and SHA-256 each; the head ends with its own SHA-256. Opening checks the
//! head, the length and that every section lies inside the file: the same work whatever the size. The sections:
//!
//! | section | holds |
//! |---|---|
//! | `about` | lines `key<TAB>value`: title, source, its date, licence, attribution, countries, counts |
//! | `strings` | every text once it is needed, a length (LEB128) before each |
//! | `places` | records of 40 bytes sorted by identifier, so that an identifier is found by halving |
//! | `names` | records of 8 bytes: the text of a name and its place; the names of one place stand together |
//! | `folded` | folded names in order, front-coded in leaves of 2 kB, each with the number of its name; a sparse index |
//! | `bones` | consonant skeletons and the keys of short names, likewise |
//! | `junctions`, `links` | roads, which another crate reads |
//!
//! Keys of one spelling stand in order of population, so that a reader who stops early stops among the smallest.
//!
//! **Invariant:** nothing in a pack is trusted. Every offset is checked when it is followed; a damaged pack yields
//! fewer places or wrong ones, never a panic, and [`Pack::check`] names what is wrong.
//!
//! Cost: opening is constant; the first look-up reads the sparse index, each one leaf and the pages of the places that
//! it gives; a pack keeps 4 MB of pages and 1 MB of sparse index for each 5 million names; building sorts on disk in runs
//! of bounded memory ([`Builder`]).

mod about;
mod build;
mod check;
mod index;
mod layout;
mod pages;
mod scratch;
mod sorter;
mod view;

pub use about::About;
pub use build::{Builder, Built, Row};
pub use check::{Finding, Flaw};
pub use layout::{PackError, Section};
pub use pages::{Bytes, ReadAt};
pub use scratch::{Memory, Scratch};
pub use view::Pack;
