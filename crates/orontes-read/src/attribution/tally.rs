//! Turns the verbs of those who count ("put the toll at 30", "documented 52 deaths") into drafts of speeches: a number
//! belongs to whoever counted.

use super::speaker::{credit, is_speaker, kind_of};
use super::{Draft, Scene};
use orontes_model::Deprel;

/// Finds every verb whose subject counts.
pub(crate) fn counts(scene: &Scene<'_>) -> Vec<Draft> {
    (0..scene.tree.len()).filter_map(|it| counted(scene, it)).collect()
}

fn counted(scene: &Scene<'_>, verb: usize) -> Option<Draft> {
    let tree = &scene.tree;
    let is = |class: &str, token: usize| scene.lemmas.has(class, tree.lemma(token));
    let lemma = tree.lemma(verb);
    let counts = ["tally", "set_at", "give"].iter().any(|it| scene.lemmas.has(it, lemma));
    if !counts || !tree.xpos(verb).starts_with("VB") || tree.is_passive(verb) {
        return None;
    }
    let object = tree.child(verb, &[Deprel::Obj]).filter(|it| *it > verb)?;
    let is_number = |it: usize| tree.rel(it) == Deprel::Nummod;
    let has_number = |it: usize| tree.extent(it).any(is_number);
    let level = tree.children(verb).find(|it| {
        *it > object && matches!(tree.rel(*it), Deprel::Obl | Deprel::Advmod) && is_level(scene, *it)
    });
    let end = match () {
        () if is("set_at", verb) && is("toll", object) => tree.extent(level?).end,
        () if is("give", verb) && is("toll", object) && has_figure(scene, object) => tree.extent(object).end,
        // "documented 52 deaths"; what is said in a clause is read by the verb of saying.
        () if is("tally", verb) && has_number(object) && tree.child(verb, &[Deprel::Ccomp]).is_none() => {
            tree.extent(object).end
        }
        () => return None,
    };
    let subject = tree.subject(verb).filter(|it| *it < verb && is_speaker(scene, *it, true))?;
    let speakers = credit(scene, subject);
    let kind = kind_of(scene, subject, &speakers, verb);
    let content = Some(verb + 1..end.max(tree.extent(object).end));
    Some(Draft { cue: verb, cue_tokens: verb..verb + 1, verb: lemma.to_lowercase(), kind, speakers, content })
}

/// "at 30 dead", "above 3,000", "to 40".
fn is_level(scene: &Scene<'_>, phrase: usize) -> bool {
    let cases = ["at", "to", "above", "over", "below", "under", "near", "around", "beyond"];
    scene.tree.has_case(phrase, &cases) && has_figure(scene, phrase)
}

fn has_figure(scene: &Scene<'_>, phrase: usize) -> bool {
    use orontes_model::Upos;
    scene.tree.extent(phrase).any(|it| scene.tree.upos(it) == Upos::Num)
}
