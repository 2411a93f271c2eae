//! What a case promises, seen from outside.

mod case;
mod geopackage;
mod kill;
mod made;
mod refusal;
mod verify;
