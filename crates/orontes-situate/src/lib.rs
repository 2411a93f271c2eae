//! Replays events into who holds what, on any day.
