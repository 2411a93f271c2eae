//! Makes sentences of war news with their trees from the rules and lists of the folder `forms`.
//!
//! A rule says how a phrase is built of phrases and which of them is the head, so every tree is right by
//! construction. Names are put together of sounds, so that none is learnt by heart.

mod lexicon;
mod naming;

pub use lexicon::Inflected;

use lexicon::{Lexicon, universal};
use naming::Naming;
use orontes_grammar::conllu::{Entry, Row};
use orontes_grammar::punctuation::{hang, mark};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::path::Path;

/// Longest sentence that is made, in words, and deepest nesting of rules.
const LONGEST: usize = 48;
const DEEPEST: usize = 40;

/// A word of a phrase; its governor is counted within the phrase.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: String,
    pub(crate) xpos: String,
    pub(crate) head: usize,
    pub(crate) deprel: String,
}

impl Word {
    fn new(form: &str, lemma: &str, upos: &str, xpos: &str) -> Word {
        let [form, lemma, upos, xpos] = [form, lemma, upos, xpos].map(str::to_string);
        Word { form, lemma, upos, xpos, ..Word::default() }
    }
}

/// Words in a tree; the head is one of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrase {
    pub(crate) words: Vec<Word>,
    pub(crate) head: usize,
    /// Relation that the phrase asks for.
    pub(crate) relation: String,
}

impl Phrase {
    pub(crate) fn of(word: Word) -> Phrase {
        Phrase { words: vec![word], ..Phrase::default() }
    }

    /// Adds a phrase behind; its head hangs on nothing yet. Returns where the head stands.
    pub(crate) fn append(&mut self, mut phrase: Phrase) -> usize {
        let first = self.words.len();
        let head = first + phrase.head;
        for (at, word) in phrase.words.iter_mut().enumerate() {
            if at != phrase.head {
                word.head += first;
            }
        }
        self.words.append(&mut phrase.words);
        head
    }

    /// Hangs the word at `at` on the one at `head`.
    pub(crate) fn hang(&mut self, at: usize, head: usize, relation: &str) {
        self.words[at].head = head;
        self.words[at].deprel = relation.to_string();
    }
}

/// How an item of a rule is bound to the head.
#[derive(Clone, Debug)]
enum Bond {
    Head,
    Relation(String),
    Own,
    Mark,
}

/// What an item of a rule is made of.
#[derive(Clone, Debug)]
enum Source {
    Rule(String),
    Listed(String, String),
    Named(String),
    Written(Word),
}

#[derive(Clone, Debug)]
struct Item {
    /// Of a hundred uses of the rule, those with the item.
    share: u32,
    bond: Bond,
    source: Source,
}

#[derive(Clone, Debug)]
struct Rule {
    relation: String,
    weight: u32,
    items: Vec<Item>,
}

/// Rules and lists, ready to make sentences.
#[derive(Clone, Debug)]
pub struct Forms {
    rules: BTreeMap<String, Vec<Rule>>,
    lexicon: Lexicon,
    naming: Naming,
}

impl Forms {
    /// Reads the rules and lists of a folder.
    ///
    /// # Errors
    /// A file is missing, or a rule cannot be read or names what is not there.
    pub fn open(folder: &Path) -> Result<Forms, String> {
        let text = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).map_err(|it| format!("{}: {it}", path.display()))
        };
        let lexicon = Lexicon::new(
            &text("verbs.txt")?,
            &text("irregular.txt")?,
            &text("nouns.txt")?,
            &text("adjectives.txt")?,
            &text("names.txt")?,
        )?;
        let naming = Naming::new(&text("names.txt")?)?;
        let mut forms = Forms { rules: BTreeMap::new(), lexicon, naming };
        for (index, line) in text("forms.txt")?.lines().enumerate() {
            let problem = |it: String| format!("forms.txt:{}: {it}", index + 1);
            for line in unfolded(line) {
                let (name, rule) = rule(&line).map_err(problem)?;
                forms.rules.entry(name).or_default().push(rule);
            }
        }
        forms.check()?;
        Ok(forms)
    }

    /// Every word of the lists in every form, with its tags and dictionary form.
    pub fn inflected(&self) -> Vec<Inflected> {
        self.lexicon.inflected()
    }

    /// Returns `count` sentences; the same `seed` gives the same.
    pub fn sentences(&self, count: usize, seed: u64) -> Vec<Entry> {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let mut entries = Vec::with_capacity(count);
        while entries.len() < count {
            let phrase = self.expand("sentence", &mut dice, 0).filter(|it| it.words.len() <= LONGEST);
            entries.extend(phrase.map(entry));
        }
        entries
    }

    /// Says which rule or list is asked for and missing.
    fn check(&self) -> Result<(), String> {
        for (name, rules) in &self.rules {
            for item in rules.iter().flat_map(|it| &it.items) {
                let found = match &item.source {
                    Source::Rule(it) => self.rules.contains_key(it),
                    Source::Listed(class, form) => self.lexicon.has(class, form),
                    Source::Named(kind) => naming::KINDS.contains(&kind.as_str()),
                    Source::Written(_) => true,
                };
                if !found {
                    return Err(format!("forms.txt: {name} asks for what is not there: {:?}", item.source));
                }
            }
            let heads = |it: &&Rule| it.items.iter().filter(|it| matches!(it.bond, Bond::Head)).count() != 1;
            if rules.iter().any(|it| heads(&it)) {
                return Err(format!("forms.txt: a rule of {name} has no head or several"));
            }
        }
        Ok(())
    }

    fn expand(&self, name: &str, dice: &mut ChaCha8Rng, depth: usize) -> Option<Phrase> {
        let rules = self.rules.get(name).filter(|_| depth < DEEPEST)?;
        let total: u32 = rules.iter().map(|it| it.weight).sum();
        let mut left = dice.random_range(0..total.max(1));
        let rule = rules.iter().find(|it| {
            let chosen = left < it.weight;
            left = left.saturating_sub(it.weight);
            chosen
        })?;
        let mut out = Phrase { relation: rule.relation.clone(), ..Phrase::default() };
        let mut bonds: Vec<(usize, String)> = Vec::new();
        let mut head = 0;
        for item in &rule.items {
            if item.share < 100 && dice.random_range(0..100) >= item.share {
                continue;
            }
            let part = match &item.source {
                Source::Rule(name) => self.expand(name, dice, depth + 1)?,
                Source::Listed(class, form) => self.lexicon.draw(class, form, dice)?,
                Source::Named(kind) => self.naming.draw(kind, dice),
                Source::Written(word) => Phrase::of(word.clone()),
            };
            let own = part.relation.clone();
            let at = out.append(part);
            match &item.bond {
                Bond::Head => head = at,
                Bond::Relation(relation) => bonds.push((at, relation.clone())),
                Bond::Own => bonds.push((at, own)),
                Bond::Mark => bonds.push((at, "punct".into())),
            }
        }
        for (at, relation) in bonds {
            out.hang(at, head, &relation);
        }
        out.head = head;
        Some(out)
    }
}

/// Returns the lines that a line with "~" (s and p) and "^" (forms of a verb) stands for.
fn unfolded(line: &str) -> Vec<String> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Vec::new();
    }
    let mut lines = vec![line.to_string()];
    for (sign, values) in [('~', "sp"), ('^', "dzpbgn")] {
        if line.contains(sign) {
            let each = |it: &String| {
                values.chars().map(|value| it.replace(sign, &value.to_string())).collect::<Vec<_>>()
            };
            lines = lines.iter().flat_map(each).collect();
        }
    }
    lines
}

/// Reads a rule: its name and what it says.
fn rule(line: &str) -> Result<(String, Rule), String> {
    let (left, right) = line.split_once("->").ok_or("no arrow")?;
    let mut left = left.split_whitespace();
    let name = left.next().ok_or("no name")?.to_string();
    let (mut relation, mut weight) = (String::new(), 1);
    for word in left {
        if let Some(it) = word.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            relation = it.to_string();
        } else {
            let number = word.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
            weight = number.and_then(|it| it.parse().ok()).ok_or_else(|| format!("no weight: {word}"))?;
        }
    }
    let items = right.split_whitespace().map(item).collect::<Result<Vec<_>, _>>()?;
    Ok((name, Rule { relation, weight, items }))
}

/// The marks that rules are written with, and their tags.
const MARKS: [(&str, &str); 8] = [
    (",", ","),
    (".", "."),
    ("\"", "''"),
    ("(", "-LRB-"),
    (")", "-RRB-"),
    (":", ":"),
    ("-", "HYPH"),
    ("—", ","),
];

fn item(text: &str) -> Result<Item, String> {
    let (share, text) = match text.strip_prefix('?') {
        Some(rest) => {
            let digits = rest.len() - rest.trim_start_matches(|it: char| it.is_ascii_digit()).len();
            (rest[..digits].parse().map_err(|_| format!("no share: {text}"))?, &rest[digits..])
        }
        None => (100, text),
    };
    if let Some((form, tag)) = MARKS.iter().find(|it| it.0 == text) {
        return Ok(Item {
            share,
            bond: Bond::Mark,
            source: Source::Written(Word::new(form, form, "PUNCT", tag)),
        });
    }
    let (bond, rest) = if let Some(rest) = text.strip_prefix('*') {
        (Bond::Head, rest)
    } else if let Some(rest) = text.strip_prefix('+') {
        (Bond::Own, rest)
    } else if let Some((relation, rest)) = text.split_once('<') {
        (Bond::Relation(relation.into()), rest)
    } else {
        let bar = text.find('|').ok_or_else(|| format!("no tag: {text}"))?;
        let colon = text[..bar].rfind(':').ok_or_else(|| format!("no relation: {text}"))?;
        (Bond::Relation(text[..colon].into()), &text[colon + 1..])
    };
    let mark = matches!(&bond, Bond::Relation(it) if it == "mark");
    let source = if let Some(name) = rest.strip_prefix('@') {
        let (class, form) = name.split_once('.').ok_or_else(|| format!("no form: {text}"))?;
        Source::Listed(class.into(), form.into())
    } else if let Some(kind) = rest.strip_prefix('#') {
        Source::Named(kind.into())
    } else if let Some((word, tags)) = rest.split_once('|') {
        let (form, lemma) =
            word.split_once('=').map_or((word, word.to_lowercase()), |it| (it.0, it.1.into()));
        let (upos, xpos) = tags.split_once('|').unwrap_or((universal(tags, mark), tags));
        Source::Written(Word::new(form, &lemma, upos, xpos))
    } else {
        Source::Rule(rest.into())
    };
    Ok(Item { share, bond, source })
}

/// Turns a whole phrase into a sentence: commas that meet a stop fall out, "a" becomes "an", marks are hung.
fn entry(mut phrase: Phrase) -> Entry {
    let n = phrase.words.len();
    phrase.words[phrase.head].deprel = "root".into();
    phrase.words[phrase.head].head = n;
    let is = |word: &Word, marks: &[&str]| word.upos == "PUNCT" && marks.contains(&word.form.as_str());
    let gone: Vec<bool> = (0..n)
        .map(|at| {
            let next = phrase.words.get(at + 1);
            let comma = is(&phrase.words[at], &[","]);
            comma && (at == 0 || next.is_none_or(|it| is(it, &[",", ".", ")", ":"])))
        })
        .collect();
    let mut place = vec![0; n + 1];
    for at in 0..n {
        place[at + 1] = place[at] + usize::from(!gone[at]);
    }
    let mut words: Vec<Word> = Vec::new();
    for (word, _) in phrase.words.into_iter().zip(&gone).filter(|it| !it.1) {
        words.push(Word { head: place[word.head], ..word });
    }
    for at in 1..words.len() {
        let vowel = words[at].form.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
        let before = &mut words[at - 1];
        if before.xpos == "DT" && ["a", "an"].contains(&before.lemma.as_str()) {
            before.form = if vowel { "an" } else { "a" }.into();
            before.lemma = "a".into();
        }
    }
    quotes(&mut words);
    if let Some(first) = words.iter_mut().find(|it| it.upos != "PUNCT") {
        let mut letters = first.form.chars();
        first.form = letters.next().map_or(String::new(), |it| it.to_uppercase().chain(letters).collect());
    }
    let mut heads: Vec<u32> = words.iter().map(|it| it.head as u32).collect();
    let tagged: Vec<bool> = words.iter().map(|it| it.upos == "PUNCT").collect();
    let marks: Vec<_> = words.iter().map(|it| mark(&it.form)).collect();
    hang(&tagged, &marks, &mut heads);
    let n = words.len();
    let row = |(word, head): (Word, u32)| Row {
        form: word.form,
        lemma: word.lemma,
        upos: word.upos,
        xpos: word.xpos,
        feats: String::new(),
        head: if head as usize == n { 0 } else { head as usize + 1 },
        deprel: word.deprel,
        space_after: true,
    };
    Entry { words: words.into_iter().zip(heads).map(row).collect(), opens_paragraph: true, joined: vec![] }
}

/// Tags the first of two quotes as the opening one.
fn quotes(words: &mut [Word]) {
    let mut open = false;
    for word in words.iter_mut().filter(|it| it.form == "\"") {
        word.xpos = if open { "''" } else { "``" }.into();
        open = !open;
    }
}
