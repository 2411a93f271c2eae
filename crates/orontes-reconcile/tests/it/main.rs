//! What reconciling promises, on claims of the invented country of Arden.

mod arden;
mod changes;
mod grounds;
mod incidents;
mod kinds;
mod properties;
mod sameness;
mod stories;
mod wars;
