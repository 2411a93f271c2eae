//! Turns a situation into what people and programs read: the brief, a page with a map, exchange files.
//!
//! In reading order: [`picture`] gathers what every output draws on; [`label`] gives reports their short
//! names; [`claims`], [`mentions`] and [`case`] write the exchange files; [`phrase`] puts events and figures into words;
//! [`brief`] composes the flash update and [`changes`] what is different since a day, which [`text`] lays out for a terminal and [`page`] as HTML with a
//! [`map`], which [`mod@png`] turns into pixels; [`outlook`] composes what would follow from a supposition;
//! [`mod@geojson`] and [`mod@kml`] are for maps of others.
//!
//! Cost: linear in the claims, events and reports of the picture.
//!
//! **Invariant:** nothing is computed here that is not in the [`Picture`]; every line that is printed carries
//! the references it rests on, and report text is escaped wherever it is shown.

pub mod brief;
pub mod case;
pub mod changes;
pub mod claims;
pub mod escape;
mod event_type;
pub mod geojson;
pub mod json;
pub mod kml;
pub mod label;
pub mod map;
pub mod mentions;
pub mod outlook;
pub mod outlook_json;
pub mod page;
mod parties;
pub mod phrase;
pub mod picture;
pub mod png;
pub mod text;

pub use brief::{Brief, compose};
pub use case::case_json;
pub use changes::changes_brief;
pub use claims::claims_jsonl;
pub use geojson::geojson;
pub use kml::kml;
pub use map::map_svg;
pub use mentions::mentions_jsonl;
pub use outlook::outlook_brief;
pub use outlook_json::outlook_json;
pub use page::page_html;
pub use parties::{parties_json, parties_text};
pub use picture::Picture;
pub use png::png;
pub use text::brief_text;
