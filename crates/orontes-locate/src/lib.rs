//! Turns mentions of places and roads into gazetteer entries, with reasons.
