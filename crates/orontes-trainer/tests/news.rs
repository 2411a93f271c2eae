//! The project's own treebank is well-formed, and what checks the parser was not trained on.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use orontes_grammar::conllu::{self, Entry};
use std::collections::BTreeSet;
use std::path::Path;

fn entries(name: &str) -> Vec<Entry> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("news").join(name);
    conllu::read(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn sentence(entry: &Entry) -> String {
    entry.words.iter().map(|it| it.form.to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// Says what is wrong with the tree, if anything is.
fn fault(entry: &Entry) -> Option<String> {
    let heads: Vec<usize> = entry.words.iter().map(|it| it.head).collect();
    if heads.iter().filter(|it| **it == 0).count() != 1 {
        return Some("not one root".into());
    }
    for (idx, row) in entry.words.iter().enumerate() {
        if row.head > heads.len() || (row.head == 0) != (row.deprel == "root") {
            return Some(format!("{} has no governor of its kind", row.form));
        }
        let (mut at, mut steps) = (idx + 1, 0);
        while at != 0 && steps <= heads.len() {
            (at, steps) = (heads[at - 1], steps + 1);
        }
        if at != 0 {
            return Some(format!("{} hangs in a circle", row.form));
        }
        if (row.upos == "PUNCT") != (row.deprel == "punct") {
            return Some(format!("{} is a mark or is none", row.form));
        }
    }
    None
}

/// Says whether an arc goes out of the range that another arc spans.
fn crosses(entry: &Entry) -> bool {
    let arcs: Vec<(usize, usize)> = entry
        .words
        .iter()
        .enumerate()
        .filter(|it| it.1.head != 0)
        .map(|(idx, row)| ((idx + 1).min(row.head), (idx + 1).max(row.head)))
        .collect();
    arcs.iter().any(|a| arcs.iter().any(|b| a.0 < b.0 && b.0 < a.1 && a.1 < b.1))
}

#[test]
fn every_sentence_is_one_tree() {
    for name in ["train.conllu", "check.conllu"] {
        for entry in entries(name) {
            assert_eq!(fault(&entry), None, "{name}: {}", sentence(&entry));
            assert!(!crosses(&entry), "{name}: arcs cross in: {}", sentence(&entry));
            assert!(entry.opens_paragraph, "{name}: no paragraph of its own: {}", sentence(&entry));
        }
    }
}

#[test]
fn a_tree_with_a_fault_is_seen() {
    let rows = |heads: [(usize, &str); 3]| {
        let line = |(idx, (head, rel)): (usize, &(usize, &str))| {
            format!("{}\tw\tw\tNOUN\tNN\t_\t{head}\t{rel}\t_\t_\n", idx + 1)
        };
        conllu::read(&heads.iter().enumerate().map(line).collect::<String>()).unwrap().remove(0)
    };
    assert_eq!(fault(&rows([(0, "root"), (1, "obj"), (2, "nmod")])), None);
    assert!(fault(&rows([(0, "root"), (0, "root"), (1, "obj")])).is_some());
    assert!(fault(&rows([(0, "root"), (3, "obj"), (2, "nmod")])).is_some());
    assert!(fault(&rows([(0, "root"), (1, "root"), (1, "nmod")])).is_some());
    assert!(fault(&rows([(0, "root"), (1, "punct"), (1, "nmod")])).is_some());
}

#[test]
fn no_sentence_that_checks_was_trained_on() {
    let train: BTreeSet<String> = entries("train.conllu").iter().map(sentence).collect();
    let check: BTreeSet<String> = entries("check.conllu").iter().map(sentence).collect();
    assert_eq!(train.len(), entries("train.conllu").len(), "a sentence stands twice");
    assert_eq!(check.len(), entries("check.conllu").len(), "a sentence stands twice");
    assert_eq!(train.intersection(&check).collect::<Vec<_>>(), Vec::<&String>::new());
}
