//! Turns a situation into briefs, pages, maps and exchange formats.
