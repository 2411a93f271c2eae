//! Reads treebanks into numbered samples.

use orontes_grammar::conllu::Entry;
use orontes_grammar::lexicon::normal_form;
use std::collections::BTreeMap;

/// Names of tags, relations, features and lemma scripts, numbered.
#[derive(Default)]
pub(crate) struct Names {
    /// Universal and Penn tag, parted by a tab.
    pub(crate) tags: Vec<String>,
    /// Relations.
    pub(crate) labels: Vec<String>,
    /// Feature lists.
    pub(crate) feats: Vec<String>,
    /// Lemma scripts.
    pub(crate) scripts: Vec<String>,
}

/// A sentence of a treebank.
#[derive(Clone)]
pub(crate) struct Sample {
    /// Words as written.
    pub(crate) forms: Vec<String>,
    /// Their normal forms.
    pub(crate) lower: Vec<String>,
    /// Says of each word whether it is a name.
    pub(crate) names: Vec<bool>,
    /// Tags; 254 for one that the names lack.
    pub(crate) tags: Vec<u8>,
    /// Governors from 0; the number of words for the root.
    pub(crate) heads: Vec<u32>,
    /// Relations; 254 for one that the names lack.
    pub(crate) labels: Vec<u8>,
}

/// Stands for a name that is not numbered.
pub(crate) const UNKNOWN: u8 = 254;

fn numbered(counts: &BTreeMap<String, usize>, least: usize) -> Vec<String> {
    let mut names: Vec<(&String, usize)> = counts.iter().map(|(name, count)| (name, *count)).collect();
    names.sort_by_key(|it| (std::cmp::Reverse(it.1), it.0.clone()));
    names.into_iter().filter(|it| it.1 >= least).take(250).map(|it| it.0.clone()).collect()
}

/// Returns the names that occur in `entries`.
pub(crate) fn names(entries: &[Entry]) -> Names {
    let mut tags = BTreeMap::new();
    let mut labels = BTreeMap::new();
    let mut feats = BTreeMap::from([(String::new(), usize::MAX / 2)]);
    let mut scripts = BTreeMap::new();
    for row in entries.iter().flat_map(|it| &it.words) {
        *tags.entry(format!("{}\t{}", row.upos, row.xpos)).or_insert(0) += 1;
        *labels.entry(row.deprel.clone()).or_insert(0) += 1;
        *feats.entry(row.feats.clone()).or_insert(0) += 1;
        *scripts.entry(script(&row.form, &row.lemma, row.upos == "PROPN")).or_insert(0) += 1;
    }
    Names {
        tags: numbered(&tags, 2),
        labels: numbered(&labels, 1),
        feats: numbered(&feats, 1),
        scripts: numbered(&scripts, 2),
    }
}

/// Returns the line of the script that makes `lemma` of `form`.
pub(crate) fn script(form: &str, lemma: &str, name: bool) -> String {
    let keep = name || (lemma.chars().any(char::is_uppercase) && form.starts_with(lemma));
    let base = if keep { form.to_string() } else { form.to_lowercase() };
    let mut shared = 0;
    for ((at, a), b) in base.char_indices().zip(lemma.chars()) {
        if a != b {
            break;
        }
        shared = at + a.len_utf8();
    }
    let cut = base.len() - shared;
    let case = if keep { "k" } else { "l" };
    if shared == 0 || cut > 200 {
        format!("255 {case} {lemma}")
    } else {
        format!("{cut} {case} {}", &lemma[shared..])
    }
}

fn number(names: &[String], name: &str) -> u8 {
    names.iter().position(|it| it == name).map_or(UNKNOWN, |it| it as u8)
}

/// Returns the sentences as numbers.
pub(crate) fn samples(entries: &[Entry], names: &Names) -> Vec<Sample> {
    entries.iter().map(|it| sample(it, names)).collect()
}

/// Returns the sentence as numbers.
pub(crate) fn sample(entry: &Entry, names: &Names) -> Sample {
    let n = entry.words.len();
    let mut sample =
        Sample { forms: vec![], lower: vec![], names: vec![], tags: vec![], heads: vec![], labels: vec![] };
    for row in &entry.words {
        let mut lower = String::new();
        normal_form(&row.form, &mut lower);
        sample.forms.push(row.form.clone());
        sample.lower.push(lower);
        sample.names.push(row.upos == "PROPN");
        sample.tags.push(number(&names.tags, &format!("{}\t{}", row.upos, row.xpos)));
        sample.heads.push(row.head.checked_sub(1).map_or(n as u32, |it| it as u32));
        sample.labels.push(number(&names.labels, &row.deprel));
    }
    sample
}
