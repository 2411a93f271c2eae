//! Turns any words for an actor into a party.
