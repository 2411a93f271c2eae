//! Places known before the first report: names in many scripts, coordinates, admin parents.
