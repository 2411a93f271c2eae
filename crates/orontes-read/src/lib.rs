//! Turns a report into a reading: sentences, mentions, times, quantities, attribution, modality.

mod lexeme;
mod number;
mod time;
mod words;
