//! What `suppose` promises.

mod answers;
// The generator by its file: the crate of it leans on the engine, which leans on this one.
#[path = "../../../orontes-testkit/src/country.rs"]
mod country;
mod names;
mod properties;
mod scale;
mod theatre;
mod world;
