//! Turns the place of a number in its sentence into the noun that it counts.

use orontes_model::{Deprel, Reading, Span, Upos};
use std::ops::Range;

/// How far a noun may stand behind its number where the tree says nothing.
const REACH: usize = 5;

/// Returns the token of the noun counted by the words at `span`; with `guess`, from the order where the tree
/// says nothing.
pub(crate) fn counted(
    text: &str,
    reading: &Reading,
    tokens: Range<usize>,
    span: Span,
    guess: bool,
) -> Option<usize> {
    let all = &reading.tokens;
    let first = tokens.start + all[tokens.clone()].partition_point(|it| it.span.end <= span.start);
    let last = tokens.start + all[tokens.clone()].partition_point(|it| it.span.start < span.end);
    if first >= last {
        return None;
    }
    let found = by_tree(text, reading, first..last);
    found.or_else(|| guess.then(|| by_order(text, reading, last, tokens.end)).flatten())
}

fn by_tree(text: &str, reading: &Reading, words: Range<usize>) -> Option<usize> {
    let all = &reading.tokens;
    // The words of a number hang together; the one whose governor lies outside stands for all.
    let top = words.clone().filter(|it| all[*it].head.is_none_or(|head| !words.contains(&head)));
    let top: Vec<usize> = top.filter(|it| all[*it].upos != Upos::Punct).collect();
    let of = |token: usize| {
        let governs = |it: &usize| {
            !words.contains(it)
                && matches!(all[*it].deprel, Deprel::Nmod | Deprel::Obl)
                && has_of(text, reading, *it)
        };
        reading.children(token).find(governs)
    };
    if let Some(noun) = words.clone().rev().find_map(of) {
        return Some(noun);
    }
    let named = |token: &usize| {
        let it = &all[*token];
        let modifies = matches!(
            it.deprel,
            Deprel::Nummod
                | Deprel::Amod
                | Deprel::Compound
                | Deprel::Det
                | Deprel::NmodUnmarked
                | Deprel::DetPredet
        );
        it.head.filter(|head| modifies && !words.contains(head) && is_noun(all[*head].upos))
    };
    top.iter().rev().find_map(named)
}

fn has_of(text: &str, reading: &Reading, token: usize) -> bool {
    reading.children(token).any(|it| {
        let child = &reading.tokens[it];
        child.deprel == Deprel::Case && child.span.of(text).eq_ignore_ascii_case("of")
    })
}

/// The last noun of the first run of nouns after the number, only adjectives and "of" before it.
fn by_order(text: &str, reading: &Reading, from: usize, end: usize) -> Option<usize> {
    let mut found = None;
    for idx in from..end.min(from + REACH) {
        let it = &reading.tokens[idx];
        let word = it.span.of(text);
        match it.upos {
            Upos::Noun | Upos::Propn => found = Some(idx),
            Upos::Adj | Upos::Det | Upos::Adv if found.is_none() => {}
            Upos::Adp if found.is_none() && word.eq_ignore_ascii_case("of") => {}
            Upos::Punct if found.is_none() && word == "-" => {}
            Upos::Adj
            | Upos::Adp
            | Upos::Adv
            | Upos::Aux
            | Upos::Cconj
            | Upos::Det
            | Upos::Intj
            | Upos::Num
            | Upos::Part
            | Upos::Pron
            | Upos::Punct
            | Upos::Sconj
            | Upos::Sym
            | Upos::Verb
            | Upos::X => break,
        }
    }
    found
}

fn is_noun(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X)
}
