//! The invented country, the literate case runner and generators for tests.
