//! Proves rules on their own examples: each must fire on its examples with the roles that they mark, and
//! stay silent on its counterexamples.
//!
//! An example marks its roles in brackets: `[actor Rebels] seized [place Arden] on Friday.` Whatever is
//! not marked must stay unfilled. Names are typed by their mark alone, so that a proof needs no gazetteer.

use crate::scene::Scene;
use crate::trigger;
use orontes_codebook::{Codebook, Role, Rule};
use orontes_grammar::Grammar;
use orontes_model::{
    Digest, Located, Mention, MentionForm, MentionKind, Mood, Note, Noted, OffsetMap, Reading, Report,
    Severity, Span, When,
};
use orontes_registry::Registry;
use std::collections::BTreeSet;

/// A rule that fails one of its own sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// File of the rule.
    pub file: String,
    /// Line of its `id`.
    pub line: usize,
    /// The rule.
    pub rule: String,
    /// The sentence, and what was found instead.
    pub message: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, line {}, rule {}: {}", self.file, self.line, self.rule, self.message)
    }
}

/// Returns every sentence of every rule that does not do what it promises.
pub fn prove(grammar: &Grammar, codebook: &Codebook) -> Vec<Failure> {
    let registry = Registry::default();
    codebook.rules().iter().flat_map(|rule| failures(grammar, &registry, codebook, rule)).collect()
}

/// Returns `codebook` without those rules that it has beyond `shipped` and that fail their own examples, and
/// says which. A shipped rule that a failing one was to override stands as before.
pub fn admit(grammar: &Grammar, codebook: Codebook, shipped: &Codebook) -> Noted<Codebook> {
    let registry = Registry::default();
    let asked = codebook.rules().iter().filter(|it| shipped.rule(&it.id) != Some(*it));
    let failed: Vec<Failure> = asked.flat_map(|it| failures(grammar, &registry, &codebook, it)).collect();
    let ids: BTreeSet<&str> = failed.iter().map(|it| it.rule.as_str()).collect();
    let value = codebook.without(&ids, shipped);
    let notes = failed.iter().map(|it| Note {
        severity: Severity::Refused,
        span: None,
        message: format!("rule left out: {it}"),
        hints: vec!["mend the example or the rule; docs/codebook.md says how to write one".to_owned()],
    });
    Noted { value, notes: notes.collect() }
}

fn failures(grammar: &Grammar, registry: &Registry, codebook: &Codebook, rule: &Rule) -> Vec<Failure> {
    let fail = |message: String| Failure {
        file: rule.file.clone(),
        line: rule.line,
        rule: rule.id.clone(),
        message,
    };
    let alone = codebook.alone(rule);
    let mut out = Vec::new();
    for example in &rule.examples {
        let marked = Marked::parse(example);
        match fired(grammar, registry, &alone, &marked) {
            None => out.push(fail(format!("does not fire on its example «{example}»"))),
            Some(found) if found != marked.expected() => {
                out.push(fail(format!(
                    "on its example «{example}» it finds {}",
                    shown(&marked.text, &found)
                )));
            }
            Some(_) => {}
        }
    }
    for counterexample in &rule.counterexamples {
        let marked = Marked::parse(counterexample);
        if let Some(found) = fired(grammar, registry, &alone, &marked) {
            let found = shown(&marked.text, &found);
            out.push(fail(format!("fires on its counterexample «{counterexample}»: {found}")));
        }
    }
    out
}

/// A role with the first and last byte of the mark that holds its filler; the word itself outside marks.
type Fill = (Role, Span);

struct Marked {
    text: String,
    marks: Vec<Fill>,
}

impl Marked {
    fn parse(example: &str) -> Marked {
        let (mut text, mut marks) = (String::new(), Vec::new());
        let mut rest = example;
        while let Some((before, after)) = rest.split_once('[') {
            text.push_str(before);
            let (mark, after) = after.split_once(']').unwrap_or((after, ""));
            let (role, words) = mark.split_once(' ').unwrap_or(("", mark));
            let start = text.len();
            text.push_str(words);
            if let Some(role) = Role::from_word(role) {
                marks.push((role, Span::new(start, text.len())));
            }
            rest = after;
        }
        text.push_str(rest);
        Marked { text, marks }
    }

    fn expected(&self) -> Vec<Fill> {
        let mut out = self.marks.clone();
        out.sort_unstable();
        out
    }
}

fn shown(text: &str, found: &[Fill]) -> String {
    let each: Vec<String> =
        found.iter().map(|(role, span)| format!("{} «{}»", role.word(), span.of(text))).collect();
    if each.is_empty() { "no role".to_owned() } else { each.join(", ") }
}

fn fired(grammar: &Grammar, registry: &Registry, alone: &Codebook, marked: &Marked) -> Option<Vec<Fill>> {
    let blocks = Grammar::blocks(&marked.text);
    let analysis = grammar.analyse(&marked.text, &blocks);
    let moods = vec![Mood::default(); analysis.tokens.len()];
    let mut reading =
        Reading { sentences: analysis.sentences, tokens: analysis.tokens, moods, ..Reading::default() };
    reading.mentions = marked.marks.iter().filter_map(|it| mention(&marked.text, &reading, *it)).collect();
    let report = report(&marked.text);
    let located = Located::default();
    let scene = Scene::new(alone, registry, &report, &reading, &located);
    let trigger = trigger::triggers(&scene).into_iter().next()?;
    let mut found = Vec::new();
    for role in [Role::Actor, Role::Target, Role::Place] {
        for &head in trigger.filled.of(role) {
            let word = scene.token(head).span;
            let mark = marked.marks.iter().find(|(_, span)| span.contains(word)).map_or(word, |it| it.1);
            found.push((role, mark));
        }
    }
    found.sort_unstable();
    found.dedup();
    Some(found)
}

/// The marked words as a mention; common nouns are left to the classes of words, as in a real report.
fn mention(text: &str, reading: &Reading, (role, span): Fill) -> Option<Mention> {
    let first = reading.tokens.partition_point(|it| it.span.end <= span.start);
    let last = reading.tokens.partition_point(|it| it.span.start < span.end);
    let outside = |at: usize| reading.tokens[at].head.is_none_or(|it| it < first || it >= last);
    let head = (first..last).find(|&it| outside(it))?;
    let kind = match role {
        Role::Place => MentionKind::Place,
        Role::Actor | Role::Target => MentionKind::Actor,
    };
    let is_name = reading.tokens[head].span.of(text).starts_with(char::is_uppercase) && head == first;
    is_name.then_some(Mention {
        span,
        tokens: first..last,
        head,
        kind,
        form: MentionForm::Name,
        literal: true,
        known: None,
        antecedent: None,
    })
}

fn report(text: &str) -> Report {
    Report {
        name: "example".to_owned(),
        digest: Digest([0; 32]),
        text: text.to_owned(),
        origin: OffsetMap::default(),
        title: None,
        publisher: None,
        byline: None,
        url: None,
        published: When::default(),
        machine_written: None,
        zones: Vec::new(),
        notes: Vec::new(),
    }
}
