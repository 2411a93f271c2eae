//! Turns bytes received into reports: encodings, HTML, JSON lines, dates, boilerplate.
//!
//! [`received`] splits a file into documents, [`extract`] turns one document into a
//! [`Report`]: decode, find the article of a page, mark the zones, find the day of
//! publication. Costs time and memory linear in the bytes; a page whose markup is too deep for the article
//! finder is read by its own structure instead.
//!
//! **Invariant:** offsets always lead back to the bytes received. Text that comes as UTF-8 is never altered.

mod date;
mod encoding;
mod html;
mod json;
mod limits;
mod lines;
mod pieces;
mod received;
mod refused;
mod text;
mod zones;

pub use limits::{Limits, allowed};
pub use orontes_model::{Format, Received, Report};
pub use received::received;
pub use refused::Refused;

use orontes_model::Digest;
use sha2::{Digest as _, Sha256};

/// Builds the patterns by which lines of a text are told apart, as the first report would: a program that has other
/// things to load meanwhile need not wait for them later.
pub fn prepare() {
    const LINES: &str = "Fighting in Arden\n\nBy Staff Writer\n\nARDEN, 5 December 2031 (Wire) - Troops left on Friday.\n\nShare this";
    let _ = extract(
        &Received { name: String::new(), bytes: LINES.into(), format: Format::Text },
        &Limits::default(),
    );
}

/// Turns one document into a report.
///
/// # Errors
/// Refuses a document that is too long, is no text, holds no words, or is a JSON line without a text.
pub fn extract(received: &Received, limits: &Limits) -> Result<Report, Refused> {
    limits::check(received, limits)?;
    let digest = Digest(Sha256::digest(&received.bytes).into());
    match received.format {
        Format::Text => text::report(received, digest),
        Format::Html => html::report(received, digest, limits),
        Format::JsonLine => json::report(received, digest, limits),
    }
}
