//! What `locate` promises, on the tables that ship.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod meaning;
mod namesakes;
mod promises;
mod spellings;
mod world;
