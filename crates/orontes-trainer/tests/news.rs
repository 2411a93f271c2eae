//! The project's own treebank is well-formed, and what checks the parser was not trained on.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use orontes_grammar::conllu::{self, Entry};
use orontes_trainer::Forms;
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
    for name in ["train.conllu", "check.conllu", "wars.conllu"] {
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
    let wars: BTreeSet<String> = entries("wars.conllu").iter().map(sentence).collect();
    assert_eq!(check.len(), entries("check.conllu").len(), "a sentence stands twice");
    assert_eq!(train.intersection(&wars).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(train.intersection(&check).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_made_sentence_is_one_tree_and_a_seed_makes_the_same_ones() {
    let forms = Forms::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("forms")).unwrap();
    let made = forms.sentences(2000, 5);
    assert_eq!(made, forms.sentences(2000, 5));
    assert_ne!(made, forms.sentences(2000, 6));
    for entry in &made {
        assert_eq!(fault(entry), None, "{}", sentence(entry));
        assert!(!crosses(entry), "arcs cross in: {}", sentence(entry));
    }
    // Names are put together anew: hardly any stands in two halves of what is made.
    let names = |part: &[Entry]| -> BTreeSet<String> {
        let rows =
            part.iter().flat_map(|it| &it.words).filter(|it| it.deprel == "flat" && it.upos == "PROPN");
        rows.map(|it| it.form.clone()).filter(|it| it.len() > 5).collect()
    };
    let (left, right) = (names(&made[..1000]), names(&made[1000..]));
    assert!(left.len() > 100 && left.intersection(&right).count() * 20 < left.len());
}

#[test]
fn the_forms_of_regular_verbs_are_spelt_as_english_does() {
    let forms = Forms::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("forms")).unwrap();
    let inflected = forms.inflected();
    for (form, lemma, tag) in [
        ("massacred", "massacre", "VBD"),
        ("fled", "flee", "VBD"),
        ("fleeing", "flee", "VBG"),
        ("freeing", "free", "VBG"),
        ("repelled", "repel", "VBN"),
        ("routed", "rout", "VBD"),
        ("storms", "storm", "VBZ"),
        ("crushes", "crush", "VBZ"),
        ("occupies", "occupy", "VBZ"),
        ("occupied", "occupy", "VBD"),
        ("seizing", "seize", "VBG"),
        ("militiamen", "militiaman", "NNS"),
    ] {
        let found = inflected.iter().any(|it| it.form == form && it.lemma == lemma && it.xpos == tag);
        assert!(found, "{form} is {tag} of {lemma}");
    }
}

#[test]
fn a_rule_that_names_nothing_is_refused() {
    let folder = std::env::temp_dir().join(format!("orontes-forms-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("forms");
    for name in ["verbs.txt", "irregular.txt", "nouns.txt", "adjectives.txt", "names.txt"] {
        std::fs::copy(from.join(name), folder.join(name)).unwrap();
    }
    std::fs::write(folder.join("forms.txt"), "sentence -> nsubj<nobody *@moving.d .\n").unwrap();
    assert!(Forms::open(&folder).unwrap_err().contains("nobody"));
    std::fs::write(folder.join("forms.txt"), "sentence -> nsubj<#place @moving.d .\n").unwrap();
    assert!(Forms::open(&folder).is_err());
    std::fs::remove_dir_all(&folder).unwrap();
}
