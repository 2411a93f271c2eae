//! Places known before the first report: names in many scripts, coordinates, admin parents.
//!
//! Tables in, a [`Gazetteer`] out: [`Gazetteer::parse`] reads the tables of a theatre and of the world and
//! notes each row that cannot be right. Then names are looked up ([`Gazetteer::lookup`]) or found in running
//! text ([`Gazetteer::find_in`]).
//!
//! Country-sized gazetteers are packs ([`pack::Pack`]): one file, read where it lies, laid beside the tables with
//! [`Gazetteer::with_pack`]. A place of a pack that a table has too is the table's.
//!
//! Cost: parsing is linear in the rows but for sorting the names; a lookup is a binary search per way of
//! comparing, and only the last, fuzzy one walks the names of one first letter; finding names is one pass
//! over the text, whatever the number of names.
//!
//! The gazetteer does not know what a name *means* in a report: two places of one name are both returned.

mod demonym;
mod find;
mod fold;
#[allow(clippy::module_inception)]
mod gazetteer;
pub mod ground;
pub mod import;
pub mod pack;
mod parse;
mod shelf;
mod skeleton;
mod table;
mod twin;

pub use find::NameHit;
pub use fold::{Word, fold, words};
pub use gazetteer::{Gazetteer, Hit, How};
pub use skeleton::skeleton;
pub use table::{Row, Table};
