//! Reads the lists of words of the folder `forms` and inflects them.

use super::{Phrase, Word};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet};

/// A form of a word of the lists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Inflected {
    /// The form.
    pub form: String,
    /// The dictionary form.
    pub lemma: String,
    /// The universal tag.
    pub upos: String,
    /// The Penn tag.
    pub xpos: String,
}

/// Lists by class and form: "places" and "d" give the past forms of the verbs that govern places.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    lists: BTreeMap<(String, String), Vec<Phrase>>,
}

/// Returns the universal tag that goes with a Penn tag where nothing else is said.
pub(super) fn universal(xpos: &str, marks: bool) -> &'static str {
    match xpos {
        "IN" if marks => "SCONJ",
        "IN" | "RP" => "ADP",
        "DT" => "DET",
        "CC" => "CCONJ",
        "TO" | "POS" => "PART",
        "NNP" | "NNPS" => "PROPN",
        "CD" => "NUM",
        "MD" => "AUX",
        "RB" | "WRB" => "ADV",
        "PRP" | "PRP$" | "WP" | "WDT" | "EX" => "PRON",
        "JJ" => "ADJ",
        it if it.starts_with("VB") => "VERB",
        _ => "NOUN",
    }
}

/// Forms of verbs: their sign in the rules and their Penn tags.
const VERB_FORMS: [(&str, &str); 6] =
    [("b", "VB"), ("p", "VBP"), ("z", "VBZ"), ("d", "VBD"), ("n", "VBN"), ("g", "VBG")];

/// Parts of verbs that are adverbs in the treebank; the others are particles.
const ADVERBS: [&str; 5] = ["back", "away", "forward", "apart", "together"];

fn classes(text: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let lines = text.lines().filter(|it| !it.starts_with('#') && !it.contains('|'));
    lines.filter_map(|it| it.split_once(": ")).map(|it| (it.0, it.1.split_whitespace().collect()))
}

impl Lexicon {
    pub(super) fn new(
        verbs: &str,
        irregular: &str,
        nouns: &str,
        adjectives: &str,
        names: &str,
    ) -> Result<Lexicon, String> {
        let mut lexicon = Lexicon::default();
        let irregular: BTreeMap<&str, Vec<&str>> = irregular
            .lines()
            .filter(|it| !it.starts_with('#'))
            .filter_map(|it| it.split_once(' '))
            .map(|it| (it.0, it.1.split(' ').collect()))
            .collect();
        for (class, words) in classes(verbs) {
            for word in words {
                lexicon.verb(class, word, &irregular);
            }
        }
        let mut inner = BTreeSet::new();
        for (class, words) in classes(adjectives) {
            for word in words {
                lexicon.add(class, "a", Word::new(word, word, "ADJ", "JJ"));
                // Part of a name it is written with a capital and tagged as one.
                lexicon.add(class, "n", Word::new(word, word, "ADJ", "NNP"));
                if class == "inner" {
                    inner.insert(word);
                }
            }
        }
        for (class, words) in classes(nouns) {
            for word in words {
                lexicon.noun(class, word, &inner);
            }
        }
        for (class, words) in classes(names) {
            for word in words {
                let upos = if class == "namedadj" { "ADJ" } else { "PROPN" };
                lexicon.add(class, "s", Word::new(word, word, upos, "NNP"));
                lexicon.add(class, "n", Word::new(word, word, upos, "NNP"));
                let single = word.strip_suffix("s").unwrap_or(word);
                lexicon.add(class, "p", Word::new(word, single, upos, "NNPS"));
            }
        }
        if lexicon.lists.is_empty() { Err("the lists are empty".into()) } else { Ok(lexicon) }
    }

    fn add(&mut self, class: &str, form: &str, word: Word) {
        self.lists.entry((class.into(), form.into())).or_default().push(Phrase::of(word));
    }

    fn verb(&mut self, class: &str, entry: &str, irregular: &BTreeMap<&str, Vec<&str>>) {
        let mut parts = entry.split('_');
        let verb = parts.next().unwrap_or_default();
        let particles: Vec<&str> = parts.collect();
        let (lemma, doubles) = verb.strip_suffix('+').map_or((verb, false), |it| (it, true));
        let forms = verb_forms(lemma, doubles, irregular.get(lemma).map_or(&[], Vec::as_slice));
        for ((sign, xpos), form) in VERB_FORMS.iter().zip(forms) {
            let mut phrase = Phrase::of(Word::new(&form, lemma, "VERB", xpos));
            for particle in &particles {
                let adverb = ADVERBS.contains(particle);
                let (upos, tag) = if adverb { ("ADV", "RB") } else { ("ADP", "RP") };
                let at = phrase.append(Phrase::of(Word::new(particle, particle, upos, tag)));
                phrase.hang(at, 0, if adverb { "advmod" } else { "compound:prt" });
            }
            self.lists.entry((class.into(), (*sign).into())).or_default().push(phrase);
        }
    }

    fn noun(&mut self, class: &str, entry: &str, inner: &BTreeSet<&str>) {
        let (before, last) = entry.rsplit_once('_').unwrap_or(("", entry));
        let (single, plural) = last.split_once('/').map_or((last, plural_of(last)), |it| (it.0, it.1.into()));
        for (sign, form, xpos) in [("s", single, "NN"), ("p", plural.as_str(), "NNS")] {
            let mut phrase = Phrase::default();
            let parts: Vec<&str> = before.split('_').filter(|it| !it.is_empty()).collect();
            for part in &parts {
                let word = match inner.contains(part) {
                    true => Word::new(part, part, "ADJ", "JJ"),
                    false => Word::new(part, part, "NOUN", "NN"),
                };
                phrase.words.push(word);
            }
            let (upos, tag) = match single.starts_with(|it: char| it.is_uppercase()) {
                true => ("PROPN", if sign == "s" { "NNP" } else { "NNPS" }),
                false => ("NOUN", xpos),
            };
            phrase.head = phrase.words.len();
            phrase.words.push(Word::new(form, single, upos, tag));
            for (at, part) in parts.iter().enumerate() {
                phrase.hang(at, phrase.head, if inner.contains(part) { "amod" } else { "compound" });
            }
            self.lists.entry((class.into(), sign.into())).or_default().push(phrase);
        }
    }

    pub(super) fn has(&self, class: &str, form: &str) -> bool {
        self.lists.contains_key(&(class.to_string(), form.to_string()))
    }

    pub(super) fn draw(&self, class: &str, form: &str, dice: &mut ChaCha8Rng) -> Option<Phrase> {
        let list = self.lists.get(&(class.to_string(), form.to_string()))?;
        Some(list[dice.random_range(0..list.len())].clone())
    }

    /// Returns all forms of the verbs and nouns; the participle also as an adjective's place needs it.
    pub(super) fn inflected(&self) -> Vec<Inflected> {
        let words = self.lists.values().flatten().flat_map(|it| &it.words);
        let words = words.filter(|it| it.upos == "VERB" || it.upos == "NOUN");
        let all: BTreeSet<Inflected> = words
            .map(|it| Inflected {
                form: it.form.clone(),
                lemma: it.lemma.clone(),
                upos: it.upos.clone(),
                xpos: it.xpos.clone(),
            })
            .collect();
        all.into_iter().collect()
    }
}

fn vowel(it: char) -> bool {
    matches!(it, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Base, present, third person, past, participle and gerund.
fn verb_forms(lemma: &str, doubles: bool, irregular: &[&str]) -> [String; 6] {
    let last = lemma.chars().last().unwrap_or('e');
    let doubled = if doubles { format!("{lemma}{last}") } else { lemma.to_string() };
    let before_last = lemma.chars().rev().nth(1).unwrap_or('a');
    let y = last == 'y' && !vowel(before_last);
    let stem = lemma.strip_suffix('e').filter(|_| !lemma.ends_with("ee") && !lemma.ends_with("oe"));
    let regular_past = match (stem, y) {
        (_, true) => format!("{}ied", &lemma[..lemma.len() - 1]),
        _ if last == 'e' => format!("{lemma}d"),
        _ => format!("{doubled}ed"),
    };
    let regular_gerund = stem.map_or_else(|| format!("{doubled}ing"), |it| format!("{it}ing"));
    let nth = |at: usize, regular: String| irregular.get(at).map_or(regular, |it| (*it).to_string());
    let third = if y { format!("{}ies", &lemma[..lemma.len() - 1]) } else { with_s(lemma) };
    [
        lemma.to_string(),
        lemma.to_string(),
        nth(2, third),
        nth(0, regular_past.clone()),
        nth(1, regular_past),
        nth(3, regular_gerund),
    ]
}

fn with_s(word: &str) -> String {
    let hissed = ["s", "x", "z", "ch", "sh", "go"].iter().any(|it| word.ends_with(it));
    if hissed { format!("{word}es") } else { format!("{word}s") }
}

fn plural_of(noun: &str) -> String {
    let before_last = noun.chars().rev().nth(1).unwrap_or('a');
    match noun.strip_suffix('y') {
        Some(stem) if !vowel(before_last) => format!("{stem}ies"),
        _ => match noun.strip_suffix("man") {
            Some(stem) => format!("{stem}men"),
            None => with_s(noun),
        },
    }
}
