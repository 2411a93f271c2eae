//! What `suppose` promises.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod answers;
mod names;
mod properties;
mod scale;
mod stretches;
mod theatre;
mod world;
