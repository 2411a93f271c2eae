//! What `locate` promises, on the tables that ship.

mod meaning;
mod namesakes;
mod spellings;
mod world;
