//! The case file: a GeoPackage that keeps reports, claims and a hash-chained journal.
//!
//! What came in is never changed: reports lie under their SHA-256, the journal only grows, and triggers
//! refuse anything else. Everything that is read from the words (dossiers, claims, layers) can be thrown
//! away and rebuilt. Modules, in reading order: [`error`], [`case`], [`open`], [`append`], [`journal`], [`corrections`],
//! [`layers`], [`view`], [`mod@verify`];
//! inside, `schema` (tables), `geometry` (points and lines as GeoPackage writes them), `record` (stored shapes).
//!
//! Packs of the atlas are the other files of the house: [`paged()`] opens one without reading it, a [`Workshop`] is the
//! folder in which one is made.
//!
//! **Cost:** every operation is linear in the reports, claims and journal entries that it touches, with a
//! B-tree look-up for each; [`Case::append`] does not read what is already there.
//!
//! **Invariant:** the store reads no clock and knows no stage; the moment of a change is an argument, and
//! nothing that is computed from a case depends on it.

pub mod append;
pub mod case;
pub mod corrections;
pub mod error;
mod geometry;
pub mod journal;
pub mod layers;
pub mod open;
mod paged;
mod record;
mod schema;
pub mod verify;
pub mod view;
mod workshop;

pub use append::{Appended, Entry};
pub use case::{Case, Kept, Stamp};
pub use corrections::{Correction, Decision, standing};
pub use error::StoreError;
pub use journal::{JournalEntry, JournalKind};
pub use layers::{Layers, RouteLine};
pub use open::WAIT;
pub use paged::paged;
pub use verify::{Fault, Verified, verify};
pub use view::{View, ViewLine, ViewSection};
pub use workshop::Workshop;

use orontes_model::Digest;
use sha2::Digest as _;

/// Returns the identity of bytes received: their SHA-256.
pub fn digest_of(bytes: &[u8]) -> Digest {
    Digest(sha2::Sha256::digest(bytes).into())
}
