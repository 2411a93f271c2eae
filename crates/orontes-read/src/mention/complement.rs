//! Finds what "of" adds to a description: "the government of Iraq", "the families of the victims".

use super::describe::noun_of;
use super::{Tables, Words};
use orontes_model::{Deprel, Mention, MentionForm, MentionKind, Upos};
use std::ops::Range;

/// Longest complement in words: longer ones are lists, or errors.
const COMPLEMENT_TOKENS_MAX: usize = 12;

/// Returns where a description headed by `head` ends, "of" and what it governs taken in.
pub(super) fn end(
    words: &Words<'_>,
    head: usize,
    taken: &[Option<usize>],
    names: &[Mention],
    tables: &Tables,
    sentence_end: usize,
) -> usize {
    let limit = sentence_end.min(head + 1 + COMPLEMENT_TOKENS_MAX);
    let mut end = head + 1;
    while end < limit && words.form(end) == "of" {
        let below = nominal(words, end + 1..limit, taken, names);
        let Some(last) = below.clone().next_back() else { break };
        // "the centre of gravity", "the head of steam": only what is somebody or somewhere belongs to who.
        if taken[last].is_none() && noun_of(words, last, tables).is_none() {
            break;
        }
        end = below.end;
    }
    end
}

/// The words from the first that can stand in a noun phrase to its last noun.
fn nominal(
    words: &Words<'_>,
    limits: Range<usize>,
    taken: &[Option<usize>],
    names: &[Mention],
) -> Range<usize> {
    let mut end = limits.start;
    let mut at = limits.start;
    while at < limits.end {
        // A name counts whole, "of" and "and" inside it too.
        if let Some(name) = taken[at].map(|it| &names[it]).filter(|it| it.form == MentionForm::Name) {
            at = name.tokens.end.max(at + 1);
            end = at.min(limits.end);
            continue;
        }
        let token = &words.tokens[at];
        match token.upos {
            Upos::Noun | Upos::Propn => end = at + 1,
            Upos::Det if at > end => break,
            Upos::Det | Upos::Adj | Upos::Num => {}
            Upos::Pron if token.xpos == "PRP$" => {}
            Upos::Verb if token.deprel == Deprel::Amod => {}
            Upos::Punct if words.form(at) == "-" && !token.space_after => {}
            _ => break,
        }
        at += 1;
    }
    limits.start..end
}

/// Says whether the words end in a place: "the heart of the city", not "the heart of the matter".
pub(super) fn is_of_place(
    words: &Words<'_>,
    complement: Range<usize>,
    taken: &[Option<usize>],
    names: &[Mention],
    tables: &Tables,
) -> bool {
    let Some(last) = complement.clone().next_back() else { return false };
    match taken[last] {
        Some(name) => names[name].kind == MentionKind::Place,
        None => noun_of(words, last, tables).is_some_and(|it| it.kind == MentionKind::Place),
    }
}
