//! What the house promises of the whole way from bytes to a picture.

// A test that cannot be set up has failed.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod arden;
mod cases;
mod mangled;
mod places;
mod promises;
mod slots;
mod world;
