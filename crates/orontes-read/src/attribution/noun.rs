//! Turns hedges, nouns of report and pictures into drafts of speeches.

use super::speaker::{credit, kind_of, lower};
use super::{Draft, Scene};
use orontes_model::{Deprel, SpeechKind, Upos};
use std::ops::Range;

/// Finds "reportedly", "allegedly", "apparently", and "alleged", "reported" before a noun.
pub(crate) fn hedges(scene: &Scene<'_>) -> Vec<Draft> {
    (0..scene.tree.len()).filter_map(|it| hedge(scene, it)).collect()
}

fn hedge(scene: &Scene<'_>, cue: usize) -> Option<Draft> {
    let tree = &scene.tree;
    let word = tree.form(cue).to_lowercase();
    let head = tree.head(cue)?;
    let perfect = || tree.children(head).any(|it| tree.rel(it) == Deprel::Aux && tree.is(it, "have"));
    // "may have been killed" guesses at what has happened.
    if tree.rel(cue) == Deprel::Aux && matches!(word.as_str(), "may" | "might") && perfect() {
        return Some(bare(cue, word, SpeechKind::Hedge, tree.clause(head)));
    }
    // "SANA has reported airstrikes" is no reported airstrike.
    let helped = cue > 0 && matches!(tree.lemma(cue - 1), "have" | "be") && tree.upos(cue) != Upos::Adv;
    if helped {
        return None;
    }
    let content = match tree.upos(cue) {
        Upos::Adv if scene.lemmas.has("hedge_adv", &word) => hedged_clause(scene, head),
        Upos::Adj | Upos::Verb if tree.rel(cue) == Deprel::Amod && scene.lemmas.has("hedge_adj", &word) => {
            tree.extent(head)
        }
        _ => return None,
    };
    Some(bare(cue, word, SpeechKind::Hedge, content))
}

/// The clause of a verb, or of the predicate that has this word as its part.
fn hedged_clause(scene: &Scene<'_>, head: usize) -> Range<usize> {
    let tree = &scene.tree;
    let predicate = matches!(tree.upos(head), Upos::Verb | Upos::Aux) || tree.subject_child(head).is_some();
    let range = if predicate { tree.clause(head) } else { tree.extent(head) };
    if range.end > head + 1 {
        return range;
    }
    // A verb that the tree leaves without its object goes on to the next mark.
    let sentence = tree.reading.sentence_of(head);
    let end = tree.reading.sentences.get(sentence).map_or(range.end, |it| it.tokens.end);
    let stop = (head + 1..end).find(|it| tree.upos(*it) == Upos::Punct);
    range.start..stop.unwrap_or(end)
}

fn bare(cue: usize, verb: String, kind: SpeechKind, content: Range<usize>) -> Draft {
    Draft { cue, cue_tokens: cue..cue + 1, verb, kind, speakers: Vec::new(), content: Some(content) }
}

/// Finds "reports that …", "rumours of …", "the army's claim that …".
pub(crate) fn reports(scene: &Scene<'_>) -> Vec<Draft> {
    let is_noun =
        |it: &usize| scene.tree.upos(*it) == Upos::Noun && scene.lemmas.has("rumour", scene.tree.lemma(*it));
    (0..scene.tree.len()).filter(is_noun).filter_map(|it| report(scene, it)).collect()
}

fn report(scene: &Scene<'_>, noun: usize) -> Option<Draft> {
    let tree = &scene.tree;
    let that = |it: &usize| {
        let clause = matches!(tree.rel(*it), Deprel::Acl | Deprel::Ccomp | Deprel::Advcl);
        let opens = |mark: usize| tree.is(mark, "that") || tree.is(mark, "of");
        clause && tree.children(*it).any(|mark| tree.rel(mark) == Deprel::Mark && opens(mark))
    };
    let of = |it: &usize| {
        tree.rel(*it) == Deprel::Nmod && tree.has_case(*it, &["of"]) && tree.lemma(noun) != "account"
    };
    let found = tree.children(noun).filter(|it| *it > noun).find(|it| that(it) || of(it))?;
    // "The army dismissed rebel claims that …": the denial is the army's own speech.
    let object = matches!(tree.rel(noun), Deprel::Obj | Deprel::NsubjPass);
    let dismissed = tree.head(noun).filter(|it| object && scene.lemmas.has("dismiss_verb", tree.lemma(*it)));
    if dismissed.is_some_and(|it| scene.lemmas.has("verb", tree.lemma(it))) {
        return None;
    }
    let possessive = || {
        let mark = noun.checked_sub(1).filter(|it| matches!(tree.form(*it), "'" | "’" | "'s" | "’s"))?;
        mark.checked_sub(1).filter(|it| matches!(tree.upos(*it), Upos::Noun | Upos::Propn))
    };
    let owner = tree.child(noun, &[Deprel::NmodPoss]).or_else(possessive);
    let speakers = credit(scene, owner.unwrap_or(noun));
    let kind = kind_of(scene, owner.unwrap_or(noun), &speakers, noun);
    let verb = tree.lemma(noun).to_lowercase();
    Some(Draft { speakers, ..bare(noun, verb, kind, tree.extent(found)) })
}

/// Finds "fighters were seen in footage …", "images of …" apart from pictures that are subjects of "show".
pub(crate) fn pictures(scene: &Scene<'_>) -> Vec<Draft> {
    let tree = &scene.tree;
    let is_picture =
        |it: &usize| tree.rel(*it) == Deprel::Obl && scene.lemmas.has("visual", &lower(scene, *it));
    (0..tree.len()).filter(is_picture).filter_map(|it| picture(scene, it)).collect()
}

fn picture(scene: &Scene<'_>, noun: usize) -> Option<Draft> {
    let tree = &scene.tree;
    let verb = tree.head(noun)?;
    let seen = matches!(
        tree.lemma(verb),
        "see" | "hear" | "show" | "appear" | "film" | "capture" | "walk" | "watch"
    );
    let fits = tree.has_case(noun, &["in", "on", "by"]) && seen;
    let clause = cut_from(tree.clause(verb), tree.extent(noun));
    let speakers = credit(scene, noun);
    let verb = tree.lemma(noun).to_lowercase();
    fits.then(|| Draft { speakers, ..bare(noun, verb, SpeechKind::VisualEvidence, clause) })
}

fn cut_from(whole: Range<usize>, phrase: Range<usize>) -> Range<usize> {
    if phrase.start <= whole.start { phrase.end..whole.end } else { whole.start..phrase.start.min(whole.end) }
}
