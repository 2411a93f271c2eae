//! Turns the words about a predicate into its own mood: helpers, negation, conditions, adjectives.

use super::condition::is_if;
use super::{Scene, mood};
use orontes_model::{Deprel, Modality, Mood, Upos};

/// Returns the mood that the words about a token give it; the strongest first.
pub(crate) fn own(scene: &Scene<'_>, idx: usize) -> Option<Mood> {
    condition(scene, idx)
        .or_else(|| negation(scene, idx))
        .or_else(|| helper(scene, idx))
        .or_else(|| purpose(scene, idx))
        .or_else(|| described(scene, idx))
}

/// An if-clause, and the clause that it is a condition of; "asked if" asks.
fn condition(scene: &Scene<'_>, idx: usize) -> Option<Mood> {
    let tree = &scene.tree;
    let relation = |it: usize| {
        matches!(
            tree.rel(it),
            Deprel::Advcl | Deprel::AdvclRelcl | Deprel::Obl | Deprel::Dep | Deprel::Parataxis
        )
    };
    let is_half = |it: usize| relation(it) && (is_if(scene, it) || is_event_of(scene, it));
    if is_half(idx) {
        return Some(mood(Modality::Conditional, idx));
    }
    let half = tree.children(idx).find(|it| is_half(*it))?;
    // A reporting verb above "that if …" is not itself in doubt.
    let reports = scene.speech.has("verb", tree.lemma(idx)) && tree.child(idx, &[Deprel::Ccomp]).is_some();
    (!reports || half < idx).then(|| mood(Modality::Conditional, half))
}

/// "in the event of an attack", "in case of": a condition in the shape of a noun.
fn is_event_of(scene: &Scene<'_>, idx: usize) -> bool {
    let tree = &scene.tree;
    matches!(tree.lemma(idx), "event" | "case")
        && tree.has_case(idx, &["in"])
        && tree.child(idx, &[Deprel::Nmod, Deprel::Acl]).is_some()
}

fn negation(scene: &Scene<'_>, idx: usize) -> Option<Mood> {
    let tree = &scene.tree;
    let predicate = is_predicate(scene, idx);
    // "have yet to agree" have not agreed.
    let yet = |it: &usize| {
        tree.rel(*it) == Deprel::Mark && tree.is(*it, "to") && *it > 0 && tree.is(*it - 1, "yet")
    };
    if let Some(to) = tree.children(idx).find(yet) {
        return Some(mood(Modality::Denied, to - 1));
    }
    // "neither attacked nor withdrew".
    let nor = tree.children(idx).find(|it| tree.rel(*it) == Deprel::Cc && tree.is(*it, "nor"));
    let neither = idx.checked_sub(1).filter(|it| tree.is(*it, "neither") && tree.upos(idx) == Upos::Verb);
    if let Some(cue) = nor.or(neither) {
        return Some(mood(Modality::Denied, cue));
    }
    let cue = tree.children(idx).find(|it| negates(scene, idx, *it, predicate))?;
    // "did not fall until Friday" fell on Friday.
    let until = |it: usize| {
        tree.has_case(it, &["until", "till"])
            || tree
                .children(it)
                .any(|mark| matches!(tree.lemma(mark), "until" | "till") && tree.rel(mark) == Deprel::Mark)
    };
    let limited = tree.children(idx).any(until);
    (!limited).then(|| mood(Modality::Denied, cue))
}

pub(crate) fn is_predicate(scene: &Scene<'_>, idx: usize) -> bool {
    matches!(scene.tree.upos(idx), Upos::Verb | Upos::Aux) || scene.tree.child(idx, &[Deprel::Cop]).is_some()
}

fn negates(scene: &Scene<'_>, idx: usize, child: usize, predicate: bool) -> bool {
    let tree = &scene.tree;
    let word = tree.form(child).to_lowercase();
    match tree.rel(child) {
        Deprel::Advmod | Deprel::Det | Deprel::CcPreconj | Deprel::Aux
            if matches!(word.as_str(), "not" | "n't" | "n’t" | "never" | "hardly" | "barely" | "neither") =>
        {
            !is_more_than(scene, child)
        }
        // "no longer": the two words are one adverb.
        Deprel::Advmod => word == "longer" && child > 0 && tree.is(child - 1, "no"),
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj if predicate => {
            has_not(scene, child)
                || matches!(word.as_str(), "nobody" | "none" | "nothing" | "neither")
                || (word == "one" || tree.upos(child) == Upos::Noun) && has_no(scene, child)
        }
        Deprel::Det => word == "no" && !predicate && is_event_noun(scene, idx),
        _ => false,
    }
}

/// Says whether "no" stands before a noun and takes it away ("no doubt" does not).
pub(crate) fn has_no(scene: &Scene<'_>, noun: usize) -> bool {
    let tree = &scene.tree;
    let firm = matches!(tree.lemma(noun), "doubt" | "matter" | "secret" | "surprise" | "wonder");
    !firm
        && tree
            .children(noun)
            .any(|it| matches!(tree.lemma(it), "no" | "neither") && tree.rel(it) == Deprel::Det)
}

/// "not a single shot": the noun is taken away, and with it what is said of it.
fn has_not(scene: &Scene<'_>, noun: usize) -> bool {
    let tree = &scene.tree;
    tree.children(noun).any(|it| {
        it < noun
            && matches!(tree.lemma(it), "not")
            && matches!(tree.rel(it), Deprel::Advmod | Deprel::CcPreconj | Deprel::Det)
            && !is_more_than(scene, it)
    })
}

/// "fled not only Arden but Bellow": they fled Arden.
fn is_more_than(scene: &Scene<'_>, not: usize) -> bool {
    let tree = &scene.tree;
    not + 1 < tree.len()
        && ["only", "just", "least", "merely", "simply"].iter().any(|it| tree.is(not + 1, it))
}

fn is_event_noun(scene: &Scene<'_>, idx: usize) -> bool {
    scene.tree.upos(idx) == Upos::Noun
}

/// "in order to", "so as to": a purpose, wherever the tree hangs it.
fn purpose(scene: &Scene<'_>, idx: usize) -> Option<Mood> {
    let tree = &scene.tree;
    let to = idx.checked_sub(1).filter(|it| tree.is(*it, "to"))?;
    let word = to.checked_sub(2)?;
    let opens =
        tree.is(word + 1, "order") && tree.is(word, "in") || tree.is(word + 1, "as") && tree.is(word, "so");
    opens.then(|| mood(Modality::Predicted, to))
}

fn helper(scene: &Scene<'_>, idx: usize) -> Option<Mood> {
    let tree = &scene.tree;
    let is_modal = |it: &usize| {
        tree.rel(*it) == Deprel::Aux && scene.lemmas.has("modal", &tree.form(*it).to_lowercase())
    };
    let modal = tree.children(idx).find(is_modal)?;
    let word = tree.form(modal).to_lowercase();
    let perfect = tree.children(idx).any(|it| tree.rel(it) == Deprel::Aux && tree.is(it, "have"));
    let sees = matches!(tree.lemma(idx), "see" | "hear" | "feel" | "smell");
    match word.as_str() {
        // "may have been killed" guesses at the past, "could see smoke" tells what was seen.
        "may" | "might" | "could" if perfect => None,
        "could" if sees => None,
        _ => Modality::from_word(scene.lemmas.value("modal", &word)?).map(|it| mood(it, modal)),
    }
}

/// "a planned offensive", "its next target".
fn described(scene: &Scene<'_>, idx: usize) -> Option<Mood> {
    let tree = &scene.tree;
    if tree.upos(idx) != Upos::Noun {
        return past_word(scene, idx);
    }
    let adjective = |it: &usize| tree.rel(*it) == Deprel::Amod;
    let planned = tree
        .children(idx)
        .filter(adjective)
        .find(|it| scene.lemmas.has("ahead_amod", &tree.form(*it).to_lowercase()));
    let target = || {
        let next = tree.children(idx).find(|it| adjective(it) && tree.is(*it, "next"))?;
        scene.lemmas.has("target", tree.lemma(idx)).then_some(next)
    };
    planned.or_else(target).map(|it| mood(Modality::Predicted, it)).or_else(|| past_word(scene, idx))
}

/// "once", "formerly", "historically".
fn past_word(scene: &Scene<'_>, idx: usize) -> Option<Mood> {
    let tree = &scene.tree;
    let says = |it: &usize| {
        tree.rel(*it) == Deprel::Advmod && scene.lemmas.has("historic", &tree.form(*it).to_lowercase())
    };
    // "historically significant" says nothing of when.
    if !is_predicate(scene, idx) {
        return None;
    }
    let cue = tree.children(idx).find(says)?;
    // "once" before a present verb is a condition or a number, "then" a step in a story.
    let once =
        matches!(tree.form(cue).to_lowercase().as_str(), "once" | "then" | "previously" | "originally");
    let past = matches!(tree.xpos(idx), "VBD" | "VBN") || tree.children(idx).any(|it| tree.xpos(it) == "VBD");
    let then = tree.is(cue, "then") || tree.is(cue, "originally");
    (!then && (!once || past)).then(|| mood(Modality::Historical, cue))
}
