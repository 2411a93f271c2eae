//! What a case promises, seen from outside.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod case;
mod corrections;
mod geopackage;
mod kill;
mod large_pack;
mod made;
mod mangled;
mod refusal;
mod verify;
mod view;
