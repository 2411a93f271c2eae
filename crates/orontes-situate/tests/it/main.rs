//! What the board promises, on events of the invented country of Arden.

mod arden;
mod board;
mod properties;
