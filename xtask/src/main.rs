//! House checks, scores and evaluations that the project runs on itself.

fn main() {}
