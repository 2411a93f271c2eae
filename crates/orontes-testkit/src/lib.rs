//! The literate case runner and what tests share.
//!
//! A page of `tests/cases` tells in Markdown what the program makes of a few sentences: blocks marked `report`
//! go in, blocks marked `claims` and `situation` say what comes out ([`page`]), each claim on one line
//! ([`compact`]). [`mod@country`] makes countries of any size for what must scale. The country of the pages is invented: Arden, in `examples/arden`.
//! [`pbf`] makes extracts of OpenStreetMap.
//! [`war`] makes reports by the hundred thousand, for measuring.

pub mod compact;
pub mod country;
pub mod dispatches;
pub mod mangle;
pub mod page;
pub mod pbf;
pub mod war;
