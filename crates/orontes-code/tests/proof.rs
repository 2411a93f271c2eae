//! The shipped book holds what its examples promise.

use orontes_code::proof::prove;
use orontes_codebook::Codebook;
use orontes_grammar::Grammar;

/// Share of the sentences that may fail. A newly trained grammar reads one short sentence in a hundred otherwise
/// than the last, and a rule is not wrong for that; above the share rules or grammar are.
const MAY_FAIL_PERCENT: usize = 3;

#[test]
fn shipped_rules_do_what_their_examples_say() {
    let grammar = Grammar::embedded().expect("the weights are those of this program");
    let book = Codebook::embedded();
    let sentences: usize = book.rules().iter().map(|it| it.examples.len() + it.counterexamples.len()).sum();
    let failures = prove(&grammar, &book);
    let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(
        told.len() * 100 <= sentences * MAY_FAIL_PERCENT,
        "{} of {sentences} fail:\n{}",
        told.len(),
        told.join("\n")
    );
}

#[test]
fn a_failing_override_leaves_the_shipped_rule_standing() {
    let grammar = Grammar::embedded().expect("the weights are those of this program");
    let rule = |example: &str| {
        format!(
            "[[rule]]\nid = \"x\"\nverbs = [\"seize\"]\nactor = \"subj\"\nplace = \"obj\"\nevent = \"advance\"\n\
             example = \"{example}\"\ncounterexample = \"Police ate lunch.\"\n"
        )
    };
    let shipped =
        Codebook::from_files(&[("shipped.toml", &rule("[actor The rebels] seized [place the city]."))])
            .expect("loads");
    let mine = ("mine.toml".to_owned(), rule("[place The rebels] seized [actor the city]."));
    let both = shipped.clone().with_files(&[mine]).expect("loads");
    assert_eq!(both.rules()[0].file, "mine.toml");
    let admitted = orontes_code::proof::admit(&grammar, both, &shipped);
    assert_eq!(admitted.notes.len(), 1);
    assert_eq!(admitted.value.rules()[0].file, "shipped.toml");
}

#[test]
fn a_rule_that_fails_its_example_is_left_out_with_its_place() {
    let grammar = Grammar::embedded().expect("the weights are those of this program");
    let mine = "[[rule]]\nid = \"wrong\"\nverbs = [\"seize\"]\nactor = \"subj\"\nplace = \"obj\"\nevent = \"advance\"\n\
                example = \"[place The rebels] seized [actor the city].\"\ncounterexample = \"Police ate lunch.\"\n";
    let book = Codebook::from_files(&[("mine.toml", mine)]).expect("loads");
    let admitted = orontes_code::proof::admit(&grammar, book, &Codebook::default());
    assert!(admitted.value.rules().is_empty());
    assert!(admitted.notes[0].message.contains("mine.toml, line 2, rule wrong"), "{:?}", admitted.notes);
}
