//! Actors, parties, sources and offices known before the first report.
