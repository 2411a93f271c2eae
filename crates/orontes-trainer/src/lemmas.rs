//! Counts which lemma script and which features go with a word, an ending and a tag.

use crate::forms::Inflected;
use crate::treebank::{Names, UNKNOWN, sample, script};
use orontes_grammar::conllu::Entry;
use orontes_grammar::lemma::{ending_key, endings, feats_key, whole_key};
use orontes_grammar::weights::Sparse;
use std::collections::BTreeMap;

type Counts = BTreeMap<u32, BTreeMap<u8, usize>>;

fn count(counts: &mut Counts, key: u32, class: u8) {
    *counts.entry(key).or_default().entry(class).or_insert(0) += 1;
}

fn majority(counts: &Counts, key: u32) -> Option<u8> {
    let classes = counts.get(&key)?;
    classes.iter().max_by_key(|it| (*it.1, std::cmp::Reverse(*it.0))).map(|it| *it.0)
}

/// What a form of the lists counts beside the uses of a word in the treebank: more than any error there.
const LISTED: usize = 1000;

/// Returns the tables of lemma scripts and of features, `listed` forms first. A word is left out where its ending
/// says the same.
pub(crate) fn tables(entries: &[Entry], listed: &[Inflected], names: &Names) -> (Vec<u8>, Vec<u8>) {
    let (mut by_ending, mut by_word) = (Counts::new(), Counts::new());
    let (mut feats_of_tag, mut feats_of_word) = (Counts::new(), Counts::new());
    let mut words: BTreeMap<(String, u8), ()> = BTreeMap::new();
    let find = |names: &[String], name: &str| names.iter().position(|it| it == name).map(|it| it as u8);
    for entry in entries {
        let sample = sample(entry, names);
        for (at, row) in entry.words.iter().enumerate().filter(|it| sample.tags[it.0] != UNKNOWN) {
            let (tag, lower) = (sample.tags[at], &sample.lower[at]);
            let made = script(&row.form, &row.lemma, row.upos == "PROPN");
            if let Some(script) = find(&names.scripts, &made).filter(|_| row.lemma != "_") {
                count(&mut by_word, whole_key(lower, tag), script);
                endings(lower).for_each(|it| count(&mut by_ending, ending_key(it, tag), script));
            }
            if let Some(list) = find(&names.feats, &row.feats) {
                count(&mut feats_of_word, feats_key(lower, tag), list);
                count(&mut feats_of_tag, feats_key("", tag), list);
            }
            words.insert((lower.clone(), tag), ());
        }
    }
    for row in listed {
        let tag = find(&names.tags, &format!("{}\t{}", row.upos, row.xpos));
        let script = find(&names.scripts, &script(&row.form, &row.lemma, false));
        if let (Some(tag), Some(script)) = (tag, script) {
            *by_word.entry(whole_key(&row.form, tag)).or_default().entry(script).or_insert(0) += LISTED;
            endings(&row.form).for_each(|it| count(&mut by_ending, ending_key(it, tag), script));
            words.insert((row.form.clone(), tag), ());
        }
    }
    let mut lemma_rows: BTreeMap<u32, u8> = BTreeMap::new();
    let mut feats_rows: BTreeMap<u32, u8> =
        feats_of_tag.keys().filter_map(|it| Some((*it, majority(&feats_of_tag, *it)?))).collect();
    for (word, tag) in words.keys() {
        let ending = lemma_of_ending(word, *tag, &by_ending, &mut lemma_rows);
        let whole = whole_key(word, *tag);
        if let Some(script) = majority(&by_word, whole).filter(|it| Some(*it) != ending) {
            lemma_rows.insert(whole, script);
        }
        let own = feats_key(word, *tag);
        let usual = majority(&feats_of_tag, feats_key("", *tag));
        if let Some(list) = majority(&feats_of_word, own).filter(|it| Some(*it) != usual) {
            feats_rows.insert(own, list);
        }
    }
    (written(&lemma_rows), written(&feats_rows))
}

/// Adds the endings of a word that say something else than the next shorter one; returns what the longest says.
fn lemma_of_ending(word: &str, tag: u8, counts: &Counts, rows: &mut BTreeMap<u32, u8>) -> Option<u8> {
    let mut said = None;
    let shortest_first: Vec<&str> = endings(word).collect();
    for ending in shortest_first.into_iter().rev() {
        let key = ending_key(ending, tag);
        let script = majority(counts, key);
        if let Some(script) = script.filter(|it| Some(*it) != said) {
            rows.insert(key, script);
        }
        said = script.or(said);
    }
    said
}

fn written(rows: &BTreeMap<u32, u8>) -> Vec<u8> {
    let rows: Vec<(u32, Vec<(u8, i16)>)> =
        rows.iter().map(|(key, class)| (*key, vec![(*class, 1)])).collect();
    Sparse::write(&rows)
}
