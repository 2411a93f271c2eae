//! The trainer is deterministic, and what it writes can be read and used.

use orontes_grammar::{Grammar, conllu};
use orontes_trainer::{Part, Settings, train};

/// A treebank of one pattern: a name and a verb, with or without an object.
fn treebank() -> Vec<conllu::Entry> {
    let names = ["Ann", "Bob", "Eve", "Dan"];
    let verbs = [("sees", "see"), ("hears", "hear"), ("finds", "find")];
    let mut file = String::new();
    for (n, subject) in names.iter().enumerate() {
        for (v, (form, lemma)) in verbs.iter().enumerate() {
            let object = names[(n + v + 1) % names.len()];
            file += &format!("1\t{subject}\t{subject}\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\t_\n");
            file += &format!("2\t{form}\t{lemma}\tVERB\tVBZ\tTense=Pres\t0\troot\t_\t_\n");
            file += &format!("3\t{object}\t{object}\tPROPN\tNNP\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No\n");
            file += "4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";
        }
    }
    conllu::read(&file).expect("the treebank is CoNLL-U")
}

/// A network of the smallest size that the reader takes.
fn weights(seed: u64, epochs: usize) -> Vec<u8> {
    let parts = [Part { entries: treebank(), weight: 2 }];
    let small =
        Settings { width: 32, layers: 2, tag_layers: 1, arc: 16, relation: 16, ..Settings::default() };
    train(&parts, None, &[treebank()], Settings { seed, epochs, batch: 16, rate: 0.01, ..small }, &|_| ())
}

#[test]
fn the_same_treebank_and_seed_give_the_same_bytes_and_another_seed_gives_others() {
    assert_eq!(weights(7, 3), weights(7, 3));
    assert_ne!(weights(7, 3), weights(8, 3));
}

#[test]
fn what_was_learnt_parses_a_sentence_that_was_not_in_the_treebank() {
    let grammar = Grammar::load(Box::leak(weights(7, 60).into_boxed_slice())).unwrap();
    let text = "Ann sees Ann.";
    let found = grammar.analyse(text, &Grammar::blocks(text));
    let heads: Vec<Option<usize>> = found.tokens.iter().map(|it| it.head).collect();
    assert_eq!(heads, [Some(1), None, Some(1), Some(1)]);
    let relations: Vec<&str> = found.tokens.iter().map(|it| it.deprel.word()).collect();
    assert_eq!(relations, ["nsubj", "root", "obj", "punct"]);
    assert_eq!(found.tokens[1].lemma, "see");
}

#[test]
fn damaged_weights_are_refused() {
    let mut bytes = weights(7, 1);
    let whole: &'static [u8] = Box::leak(bytes.clone().into_boxed_slice());
    assert!(Grammar::load(whole).is_ok());
    assert!(Grammar::load(&whole[..whole.len() / 2]).is_err());
    assert!(Grammar::load(&[]).is_err());
    bytes[8] = 99;
    assert!(
        Grammar::load(Box::leak(bytes.into_boxed_slice())).unwrap_err().to_string().contains("format 99")
    );
}
