//! Turns bytes received into reports: encodings, HTML, JSON lines, dates, boilerplate.
