//! Turns the syntax above an expression of time into the tense that decides which Friday is meant.

use orontes_model::{Deprel, Reading, Upos};

/// Tense of a clause, as far as dates need it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tense {
    /// Nothing tells.
    #[default]
    Unknown,
    /// Past, or a passive or present that tells what was.
    Past,
    /// "has been fighting": up to the present.
    Perfect,
    /// "will", "is to", "is due to".
    Future,
}

/// Words under which an infinitive lies ahead of its sentence.
const AHEAD: &[&str] = &[
    "due",
    "schedule",
    "scheduled",
    "set",
    "expect",
    "expected",
    "plan",
    "intend",
    "slate",
    "slated",
    "ready",
    "likely",
    "poise",
    "poised",
    "aim",
    "hope",
    "agree",
    "want",
    "pledge",
    "vow",
    "promise",
    "go",
];

/// How far the tense of an expression is sought above it; deeper verbs belong to other clauses.
const CLIMB: usize = 8;

/// Returns the tense of the clause in which `token` stands.
pub(crate) fn tense(reading: &Reading, token: usize) -> Tense {
    let mut at = token;
    for _ in 0..CLIMB {
        let it = &reading.tokens[at];
        if matches!(it.upos, Upos::Verb | Upos::Aux) || has_copula(reading, at) {
            let found = of_verb(reading, at);
            if found != Tense::Unknown {
                return found;
            }
        }
        match it.head {
            Some(head) if head < reading.tokens.len() && head != at => at = head,
            Some(_) | None => break,
        }
    }
    Tense::Unknown
}

fn has_copula(reading: &Reading, at: usize) -> bool {
    reading.children(at).any(|it| reading.tokens[it].deprel == Deprel::Cop)
}

fn of_verb(reading: &Reading, verb: usize) -> Tense {
    let mut found = match reading.tokens[verb].xpos {
        "VBD" => Tense::Past,
        "VBN" => Tense::Past,
        _ => Tense::Unknown,
    };
    if found == Tense::Unknown && AHEAD.contains(&reading.tokens[verb].lemma.as_str()) {
        return Tense::Future;
    }
    for child in reading.children(verb) {
        let it = &reading.tokens[child];
        let helps = matches!(it.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
        match (helps, it.lemma.as_str(), it.xpos) {
            (true, "will" | "shall" | "'ll" | "wo" | "may", _) => return Tense::Future,
            (true, "have", "VBP" | "VBZ") => found = Tense::Perfect,
            (true, "have" | "be" | "do", "VBD") if found != Tense::Perfect => found = Tense::Past,
            (true, "be", "VBP" | "VBZ") if found != Tense::Perfect && is_going(reading, verb) => {
                return Tense::Future;
            }
            _ => {}
        }
    }
    found
}

/// "is scheduled", "are expected": a participle of the present that looks ahead.
fn is_going(reading: &Reading, verb: usize) -> bool {
    AHEAD.contains(&reading.tokens[verb].lemma.as_str())
}
