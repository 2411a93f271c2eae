//! Trains the weights of the grammar crate from a treebank, deterministically.

fn main() {}
