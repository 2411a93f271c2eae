//! Finds the days that a text names, and the day on which it was published.

pub(crate) mod found;
pub(crate) mod order;
pub(crate) mod published;

pub(crate) use found::{DayWords, FoundDate, dates_of};
