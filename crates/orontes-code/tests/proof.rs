//! The shipped book holds what its examples promise.

use orontes_code::proof::prove;
use orontes_codebook::Codebook;
use orontes_grammar::Grammar;

#[test]
fn every_shipped_rule_does_what_its_examples_say() {
    let grammar = Grammar::embedded().expect("the weights are those of this program");
    let failures = prove(&grammar, &Codebook::embedded());
    let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{} fail:\n{}", told.len(), told.join("\n"));
}
