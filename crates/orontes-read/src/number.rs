//! Turns numbers in words and figures into quantities: how many, how exactly, of what.

pub(crate) mod numeral;
