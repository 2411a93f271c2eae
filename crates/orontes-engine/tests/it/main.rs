//! What the house promises of the whole way from bytes to a picture.

mod cases;
mod promises;
mod world;
