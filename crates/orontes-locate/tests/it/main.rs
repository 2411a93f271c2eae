//! What `locate` promises, on the tables that ship.

mod meaning;
mod namesakes;
mod promises;
mod spellings;
mod world;
