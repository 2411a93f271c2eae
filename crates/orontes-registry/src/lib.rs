//! Actors, parties, sources and offices known before the first report.
//!
//! Modules in reading order: [`table`] (tab-separated files into rows), [`words`] (texts into folded words),
//! [`names`] (which names stand where), [`actors`] (rows into actors), [`countries`], [`sectors`], [`offices`]
//! (what descriptions are made of), [`sides`] (who stands with whom), `parties` (the same as reports and tables tell it together), `description` (a
//! description into labelled words), [`who`] (any words into a party),
//! [`registry`] (all of it together).
//!
//! Cost: parsing is linear in the files (with the logarithm of a sorted map per name); finding names and coding
//! a description are linear in the words of the text, times the longest name that starts with a word (some six words).
//!
//! **Invariant:** the registry does not know any report: what a text calls somebody on its own account is
//! learnt and kept elsewhere, so one registry serves every report of every case.

pub mod actors;
pub mod countries;
mod description;
pub mod names;
pub mod offices;
mod parties;
pub mod registry;
pub mod sectors;
pub mod sides;
pub mod table;
pub mod who;
pub mod words;

pub use names::NameHit;
pub use registry::Registry;
pub use words::fold;
