//! Coding rules as data files: predicates, roles, and what they yield.
