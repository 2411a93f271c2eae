//! Finds why something was done, in the words of its own clause: a purpose, a cause, what it answers.

use crate::kinds::event::Occurrence;
use crate::scene::Scene;
use orontes_model::{Deprel, Span, Upos};

/// The words of the motive of an occurrence: acts of somebody have one, where the clause tells it.
pub(crate) fn of(scene: &Scene, occurrence: &Occurrence) -> Option<Span> {
    let token = occurrence.trigger.token;
    if occurrence.actors.is_empty() {
        return None;
    }
    // "Launched strikes in retaliation for …": the reason hangs on the verb that carries the noun.
    let carrier =
        scene.head(token).filter(|_| matches!(scene.deprel(token), Deprel::Obj | Deprel::NsubjPass));
    let group = occurrence.trigger.group.iter().copied();
    let sites = group.chain(carrier.filter(|it| scene.token(*it).upos == Upos::Verb));
    let mut below = sites.flat_map(|it| scene.children(it).filter(move |&child| child > it));
    let reason = below.find(|&it| is_reason(scene, it) && !occurrence.trigger.group.contains(&it))?;
    let span = words_below(scene, reason);
    let own = scene.reading.sentences[scene.reading.sentence_of(token)].span;
    own.contains(span).then_some(span)
}

fn is_reason(scene: &Scene, at: usize) -> bool {
    if scene.is_timed(at) {
        return false;
    }
    match scene.deprel(at) {
        Deprel::Obl | Deprel::Nmod => {
            scene.opened_by("motive", at) && scene.token(at).upos != Upos::Num && !is_named_place(scene, at)
                || scene.opened_by("motive_frame", at) && scene.says("motive_noun", scene.lemma(at))
        }
        Deprel::Advcl => {
            let marks = scene.children_in(at, &[Deprel::Mark]).map(|it| scene.form(it));
            let mut marks = marks.into_iter().filter(|_| scene.head(at).is_some());
            marks.any(|it| it == "to" && scene.token(at).xpos == "VB" || scene.says("motive_mark", it))
        }
        _ => false,
    }
}

/// "Flew over Arden" tells a way and no reason.
fn is_named_place(scene: &Scene, at: usize) -> bool {
    scene.mention(at).is_some_and(|(id, _)| scene.located_mention(id).is_some())
}

/// The words of a phrase with all that hangs on it. A phrase of a news sentence is short: the walk is bounded.
fn words_below(scene: &Scene, head: usize) -> Span {
    const WORDS_MAX: usize = 40;
    let mut open = vec![head];
    let mut span = scene.token(head).span;
    let mut at = 0;
    while let Some(&word) = open.get(at).filter(|_| open.len() <= WORDS_MAX) {
        at += 1;
        let is_end = scene.token(word).upos == Upos::Punct;
        if !is_end {
            span = span.cover(scene.token(word).span);
        }
        open.extend(scene.children(word).filter(|&it| scene.deprel(it) != Deprel::Parataxis));
    }
    span
}
