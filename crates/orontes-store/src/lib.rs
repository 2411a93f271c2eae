//! The case file: a GeoPackage that keeps reports, claims and a hash-chained journal.
