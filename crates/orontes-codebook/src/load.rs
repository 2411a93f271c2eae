//! Turns the TOML files of a codebook into rules and classes, or says which line of which file is wrong.

use crate::classes::Classes;
use crate::rule::{
    ClassTest, ControlYield, EventYield, Path, Predicate, PredicateClass, Role, Rule, Slot, Step,
};
use orontes_model::{ControlStatus, Modality};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// What is wrong with a codebook, and where.
#[derive(Debug, thiserror::Error)]
pub enum CodebookError {
    /// The file is no TOML, or has keys that no rule knows.
    #[error("{file}: not a codebook file: {message}")]
    Syntax {
        /// The file.
        file: String,
        /// What the TOML reader said, with its line.
        message: String,
    },
    /// A rule says something that cannot be meant.
    #[error("{file}, line {line}, rule {rule}: {message}")]
    Rule {
        /// The file.
        file: String,
        /// Line of the rule's `id`.
        line: usize,
        /// The rule.
        rule: String,
        /// What is wrong and what was expected.
        message: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BookFile {
    #[serde(default)]
    class: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    preposition: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    irregular: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    rank: BTreeMap<String, u32>,
    #[serde(default)]
    event_group: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    foretold: BTreeMap<String, String>,
    #[serde(default)]
    refused: BTreeMap<String, String>,
    #[serde(default)]
    rule: Vec<RuleFile>,
    #[serde(default)]
    measure: Vec<toml::Table>,
    #[serde(default)]
    bond: Vec<toml::Table>,
    #[serde(default)]
    ground: Vec<toml::Table>,
    #[serde(default)]
    cause: Vec<toml::Table>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn into_vec(self) -> Vec<String> {
        match self {
            OneOrMany::One(it) => vec![it],
            OneOrMany::Many(them) => them,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    id: Spanned<String>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    actor: Option<String>,
    target: Option<String>,
    place: Option<String>,
    #[serde(default)]
    needs: Vec<String>,
    without: Option<String>,
    with: Option<String>,
    event: Option<String>,
    acled: Option<String>,
    plover: Option<String>,
    control: Option<OneOrMany>,
    modality: Option<String>,
    #[serde(default)]
    voiced: bool,
    #[serde(default)]
    finite: bool,
    #[serde(default)]
    main: bool,
    #[serde(default)]
    nominal: bool,
    example: Option<OneOrMany>,
    counterexample: Option<OneOrMany>,
}

/// Rules and classes of one file, before they are joined with others.
pub(crate) struct Loaded {
    pub(crate) rules: Vec<Rule>,
    pub(crate) measures: Vec<toml::Table>,
    pub(crate) bonds: Vec<toml::Table>,
    pub(crate) grounds: Vec<toml::Table>,
    pub(crate) causes: Vec<toml::Table>,
    pub(crate) irregular: BTreeMap<String, Vec<String>>,
}

/// Reads one file; its classes and prepositions go into `classes`, for later files to use.
pub(crate) fn load(file: &str, text: &str, classes: &mut Classes) -> Result<Loaded, CodebookError> {
    let book: BookFile = toml::from_str(text)
        .map_err(|err| CodebookError::Syntax { file: file.to_owned(), message: err.to_string() })?;
    for (name, lemmas) in book.class {
        classes.extend(&name, lemmas);
    }
    for (name, words) in book.preposition {
        classes.group(&name, words);
    }
    for (name, types) in book.event_group {
        classes.group_events(&name, types);
    }
    classes.rank(book.rank);
    classes.foretell(book.foretold);
    classes.refuse(book.refused);
    let rules = book
        .rule
        .into_iter()
        .map(|it| {
            let start = it.id.span().start.min(text.len());
            let line = text.as_bytes()[..start].iter().filter(|&&byte| byte == b'\n').count() + 1;
            let rule = it.id.get_ref().clone();
            rule_from_file(it, file, line, classes).map_err(|message| CodebookError::Rule {
                file: file.to_owned(),
                line,
                rule,
                message,
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Loaded {
        rules,
        measures: book.measure,
        bonds: book.bond,
        grounds: book.ground,
        causes: book.cause,
        irregular: book.irregular,
    })
}

fn rule_from_file(rule: RuleFile, file: &str, line: usize, classes: &Classes) -> Result<Rule, String> {
    let predicates = predicates(&rule)?;
    let mut slots = Vec::new();
    for (role, paths) in
        [(Role::Actor, &rule.actor), (Role::Target, &rule.target), (Role::Place, &rule.place)]
    {
        if let Some(paths) = paths {
            slots.push(Slot { role, paths: paths_of(paths, classes)? });
        }
    }
    let event = rule.event.map(|event_type| {
        let (plover, mode) = rule.plover.as_deref().map(typed).unzip();
        let mode = mode.flatten();
        EventYield { event_type, acled: rule.acled.clone(), plover, mode }
    });
    let control = rule.control.map(OneOrMany::into_vec).unwrap_or_default();
    let control = control.iter().map(|it| control_yield(it)).collect::<Result<Vec<_>, _>>()?;
    if event.is_none() && control.is_empty() {
        return Err("yields nothing: give it `event` or `control`".to_owned());
    }
    let examples = rule.example.map(OneOrMany::into_vec).unwrap_or_default();
    let counterexamples = rule.counterexample.map(OneOrMany::into_vec).unwrap_or_default();
    if examples.is_empty() || counterexamples.is_empty() {
        return Err("needs at least one `example` and one `counterexample`".to_owned());
    }
    let shift = match rule.modality.as_deref() {
        Some(word) => Some(Modality::from_word(word).ok_or(format!("`{word}` is no modality"))?),
        None => None,
    };
    Ok(Rule {
        id: rule.id.into_inner(),
        file: file.to_owned(),
        line,
        predicates,
        needs: needs(&rule.needs, &slots)?,
        slots,
        without: rule.without.map_or(Ok(Vec::new()), |it| paths_of(&it, classes))?,
        with: rule.with.map_or(Ok(Vec::new()), |it| paths_of(&it, classes))?,
        event,
        control,
        shift,
        voiced: rule.voiced,
        finite: rule.finite,
        main: rule.main,
        nominal: rule.nominal,
        examples,
        counterexamples,
    })
}

/// A PLOVER type, with its mode behind a blank where it has one.
fn typed(code: &str) -> (String, Option<String>) {
    match code.split_once(' ') {
        Some((plover, mode)) => (plover.to_owned(), Some(mode.to_owned())),
        None => (code.to_owned(), None),
    }
}

/// Prepositions inside a nominal predicate, whose head then comes first.
const LINKS: [&str; 8] = ["of", "in", "on", "for", "to", "with", "under", "from"];

fn predicates(rule: &RuleFile) -> Result<Vec<Predicate>, String> {
    let listed = [
        (PredicateClass::Verb, &rule.verbs),
        (PredicateClass::Noun, &rule.nouns),
        (PredicateClass::Adjective, &rule.adjectives),
    ];
    let mut out = Vec::new();
    for (class, phrases) in listed {
        for phrase in phrases {
            let mut words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
            if words.is_empty() {
                return Err("has an empty predicate".to_owned());
            }
            // "drone strike" is found by "strike", "claim of responsibility" by "claim".
            let is_compound =
                !words.iter().any(|it| LINKS.contains(&it.as_str()) || it.starts_with(['<', '^']));
            if class == PredicateClass::Noun && is_compound {
                words.rotate_right(1);
            }
            out.push(Predicate { class, words });
        }
    }
    match out.is_empty() {
        true => Err("has no predicate: give it `verbs`, `nouns` or `adjectives`".to_owned()),
        false => Ok(out),
    }
}

/// Each entry is a role, or several of which one is enough: `actor|place`.
fn needs(words: &[String], slots: &[Slot]) -> Result<Vec<Vec<Role>>, String> {
    words.iter().map(|it| it.split('|').map(|word| need(word, slots)).collect()).collect()
}

fn need(word: &str, slots: &[Slot]) -> Result<Role, String> {
    let role = Role::from_word(word).ok_or(format!("`{word}` is no role: actor, target or place"))?;
    match slots.iter().any(|it| it.role == role) {
        true => Ok(role),
        false => Err(format!("needs `{word}` but has no slot for it")),
    }
}

fn paths_of(text: &str, classes: &Classes) -> Result<Vec<Path>, String> {
    text.split_whitespace().map(|it| path_of(it, classes)).collect()
}

fn path_of(text: &str, classes: &Classes) -> Result<Path, String> {
    let (joined, text) = text.strip_prefix('+').map_or((false, text), |rest| (true, rest));
    let (step, tests) = text.split_once(':').unwrap_or((text, ""));
    let step = match step {
        "subj" => Step::Subject,
        "obj" => Step::Object,
        "iobj" => Step::IndirectObject,
        "poss" => Step::Possessor,
        "mod" => Step::Modifier,
        "both" => Step::Both,
        "csubj" => Step::ComplementSubject,
        "gov" => Step::Governor,
        group if group.starts_with('~') => {
            let words = classes.prepositions(&group[1..]);
            Step::Prepositions(words.ok_or(format!("`{group}` names no group of prepositions"))?.to_vec())
        }
        word => Step::Prepositions(vec![word.replace('_', " ")]),
    };
    let tests = tests.split('|').filter(|it| !it.is_empty()).map(|it| class_test(it, classes));
    Ok(Path { step, classes: tests.collect::<Result<_, _>>()?, joined })
}

/// Classes that the engine decides by mentions as well as by words.
const BUILT_IN: [&str; 5] = ["place", "actor", "any", "name", "third"];

fn class_test(text: &str, classes: &Classes) -> Result<ClassTest, String> {
    let (class, negated) = match text.strip_prefix('!') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    match BUILT_IN.contains(&class) || classes.knows(class) {
        true => Ok(ClassTest { class: class.to_owned(), negated }),
        false => Err(format!("`{class}` is no class of words: write it under [class] in an earlier file")),
    }
}

fn control_yield(text: &str) -> Result<ControlYield, String> {
    let mut out = ControlYield { status: ControlStatus::Controlled, holder: None, ends: false };
    let mut words = text.split_whitespace();
    let status = words.next().unwrap_or_default();
    out.status = ControlStatus::from_word(status).ok_or(format!("`{status}` is no status of control"))?;
    for word in words {
        match (word, Role::from_word(word)) {
            ("ends", _) => out.ends = true,
            ("by", _) => {}
            (_, Some(role)) => out.holder = Some(role),
            (_, None) => {
                return Err(format!("`{word}` in `{text}`: expected `by actor`, `by target` or `ends`"));
            }
        }
    }
    Ok(out)
}
