//! Turns words of condition into marks on both halves of an if.
//!
//! Parsers take one half for the root as often as the other, so a condition that opens a clause is read from
//! the order of the words: it reaches to the end of its sentence, or of the speech in which it stands.

use super::Scene;
use orontes_model::{Deprel, Upos};
use std::ops::Range;

/// For each token, the word of condition over it.
pub(crate) fn marks(scene: &Scene<'_>) -> Vec<Option<usize>> {
    let mut marks = vec![None; scene.tree.len()];
    for sentence in &scene.tree.reading.sentences {
        let tokens = sentence.tokens.clone();
        let opens = tokens.clone().find(|it| opens_condition(scene, *it, &tokens));
        if let Some(cue) = opens {
            for idx in reach(scene, cue, &tokens) {
                marks[idx] = Some(cue);
            }
        }
        // An if in the middle: its own half, up to the next comma; the tree tells the other.
        for cue in tokens.clone().filter(|it| stands_inside(scene, *it, &tokens)) {
            let comma = (cue..tokens.end).find(|it| matches!(scene.tree.form(*it), "," | ";"));
            (cue..comma.unwrap_or(tokens.end)).for_each(|it| marks[it] = marks[it].or(Some(cue)));
        }
        for verb in tokens {
            if marks[verb].is_some() && tells_for_itself(scene, verb) {
                marks[verb] = None;
            }
        }
    }
    marks
}

/// "If X takes Arden, which Y has held since May, …", "the town that Y holds": a relative clause with a verb of fact
/// tells what is the case whatever comes of the if.
pub(crate) fn tells_for_itself(scene: &Scene<'_>, verb: usize) -> bool {
    let tree = &scene.tree;
    if tree.upos(verb) != Upos::Verb {
        return false;
    }
    let helped = tree.children(verb).filter(|it| matches!(tree.rel(*it), Deprel::Aux | Deprel::AuxPass));
    let helped: Vec<usize> = helped.collect();
    let is_fact = matches!(tree.xpos(verb), "VBD" | "VBZ" | "VBP")
        || helped.iter().any(|it| matches!(tree.xpos(*it), "VBD" | "VBZ" | "VBP"));
    is_fact && !helped.iter().any(|it| tree.xpos(*it) == "MD") && opens_relative(scene, verb)
}

/// Longest way from "which" to its verb: "which the 4th army corps and its allies have held".
const RELATIVE_REACH: usize = 8;

/// Says whether a word of relation with a noun before it opens the clause of a verb, no other verb between.
fn opens_relative(scene: &Scene<'_>, verb: usize) -> bool {
    let tree = &scene.tree;
    if tree.rel(verb) == Deprel::AclRelcl && tree.subject_child(verb).is_some_and(|it| it < verb) {
        return true;
    }
    let start = tree.reading.sentences[tree.reading.sentence_of(verb)].tokens.start;
    let stops = |it: &usize| tree.upos(*it) == Upos::Verb || matches!(tree.form(*it), "," | ";");
    let mut near = (start..verb).rev().take(RELATIVE_REACH).take_while(|it| !stops(it));
    let found = near.find(|it| matches!(tree.form(*it), "which" | "who" | "whom" | "that"));
    let Some(opener) = found.filter(|it| *it > start) else { return false };
    let before = match tree.form(opener - 1) {
        "," if opener > start + 1 => opener - 2,
        _ => opener - 1,
    };
    let is_name = matches!(tree.upos(before), Upos::Noun | Upos::Propn);
    let is_word = ["rumour", "document"].iter().any(|it| scene.lemmas.has(it, tree.lemma(before)));
    is_name && !(tree.form(opener) == "that" && (is_word || scene.lemmas.has("verb", tree.lemma(before))))
}

/// "if", "unless", "provided"; not the verb of "has provided aid".
fn is_word_of_condition(scene: &Scene<'_>, idx: usize) -> bool {
    let tree = &scene.tree;
    let is_verb = tree.upos(idx) == Upos::Verb && tree.rel(idx) != Deprel::Mark;
    !is_verb && scene.lemmas.has("condition", &tree.form(idx).to_lowercase())
}

/// "… will answer if attacked"; not "asked if", "as if".
fn stands_inside(scene: &Scene<'_>, idx: usize, sentence: &Range<usize>) -> bool {
    let tree = &scene.tree;
    is_word_of_condition(scene, idx)
        && idx > sentence.start
        && !scene.lemmas.has("asking", tree.lemma(idx - 1))
        && !tree.is(idx - 1, "as")
}

/// "If …,", "that if …,", "Should X fall,", "Were X to fall,".
fn opens_condition(scene: &Scene<'_>, idx: usize, sentence: &Range<usize>) -> bool {
    let tree = &scene.tree;
    let word = tree.form(idx).to_lowercase();
    if is_word_of_condition(scene, idx) {
        let first = if idx > sentence.start && matches!(tree.lemma(idx - 1), "even" | "only") {
            idx - 1
        } else {
            idx
        };
        return begins_clause(scene, first, sentence);
    }
    let inverted = matches!(word.as_str(), "should" | "were" | "had") && first_word(scene, sentence) == idx;
    inverted && !asks(scene, sentence) && idx + 1 < sentence.end && is_nominal(tree.upos(idx + 1))
}

fn is_nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj)
}

fn asks(scene: &Scene<'_>, sentence: &Range<usize>) -> bool {
    sentence.clone().rev().take(2).any(|it| scene.tree.form(it) == "?")
}

/// The first token that is a word.
fn first_word(scene: &Scene<'_>, sentence: &Range<usize>) -> usize {
    sentence.clone().find(|it| scene.tree.upos(*it) != Upos::Punct).unwrap_or(sentence.start)
}

fn begins_clause(scene: &Scene<'_>, idx: usize, sentence: &Range<usize>) -> bool {
    if idx == first_word(scene, sentence) {
        return true;
    }
    let before = scene.tree.form(idx - 1).to_lowercase();
    matches!(
        before.as_str(),
        "that" | "but" | "and" | "so" | "," | ":" | ";" | "—" | "–" | "“" | "\"" | "because" | "then"
    ) && has_main_clause(scene, idx, sentence)
}

/// "He asked, if …" has no comma behind; "that if this happens, it may …" has.
fn has_main_clause(scene: &Scene<'_>, idx: usize, sentence: &Range<usize>) -> bool {
    let comma = (idx..sentence.end).find(|it| scene.tree.form(*it) == ",");
    comma.is_some_and(|comma| {
        (comma..sentence.end).any(|it| matches!(scene.tree.upos(it), Upos::Verb | Upos::Aux))
    })
}

fn reach(scene: &Scene<'_>, cue: usize, sentence: &Range<usize>) -> Range<usize> {
    let reading = scene.tree.reading;
    let span = reading.tokens[cue].span;
    let begins = reading.sentences[reading.sentence_of(cue)].span.start;
    let from = reading.speeches.partition_point(|it| it.content.start < begins);
    let over = reading.speeches[from..].iter().take_while(|it| it.content.start <= span.start);
    let ends = over.filter(|it| {
        it.content.contains(span) && it.cue.end <= it.content.start || it.content.end <= it.cue.start
    });
    let end = ends.map(|it| it.content.end).filter(|it| *it > span.start).min();
    let stop = |idx: &usize| {
        scene.tree.form(*idx) == ";" || end.is_some_and(|it| reading.tokens[*idx].span.start >= it)
    };
    let end = (cue..sentence.end).find(stop).unwrap_or(sentence.end);
    cue..end
}

/// Says whether a clause in the middle of its sentence is a condition of its governor: "will answer if attacked".
pub(crate) fn is_if(scene: &Scene<'_>, idx: usize) -> bool {
    let tree = &scene.tree;
    let opens = |it: usize| {
        let marks = matches!(tree.rel(it), Deprel::Mark | Deprel::Advmod | Deprel::Case);
        // "as if" compares.
        let as_if = it > 0 && tree.is(it - 1, "as");
        marks && scene.lemmas.has("condition", &tree.form(it).to_lowercase()) && !as_if
    };
    tree.children(idx).any(opens)
}
