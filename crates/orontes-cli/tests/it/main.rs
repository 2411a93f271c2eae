//! The program as its users meet it: from the command line.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it skips"
)]

mod actor;
mod atlas;
mod bed;
mod changes;
mod codebook;
mod correct;
mod custody;
mod export;
mod help;
mod kept;
mod mentions;
mod reading;
mod refusal;
mod same_bytes;
mod why;
