//! Turns a reading into claims, by the codebook.
