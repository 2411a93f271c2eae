//! Turns a headline that only names a statement and who issued it into a speech over the whole text: "Statement of the
//! General Command", "Press release by the Front".
//!
//! What a party publishes of itself is its word, although no verb in it says so.

use super::speaker::{credit, lower};
use super::{Draft, Scene};
use orontes_model::{Deprel, MentionKind, SentenceRole, SpeechKind, Upos};
use std::ops::Range;

/// Finds who issued the text, where its headline is a statement and nothing else.
pub(crate) fn issued(scene: &Scene<'_>) -> Option<Draft> {
    let tree = &scene.tree;
    let first = tree.reading.sentences.first().filter(|it| it.role == SentenceRole::Heading)?;
    let title = first.tokens.clone();
    let noun = statement(scene, &title)?;
    let speakers: Vec<_> = issuers(scene, noun).into_iter().flat_map(|it| credit(scene, it)).collect();
    let content = title.end..tree.len();
    let named = !speakers.is_empty() && speakers.iter().all(|it| it.mention.is_some() && !it.unnamed);
    (named && !content.is_empty()).then(|| Draft {
        cue: noun,
        cue_tokens: noun..noun + 1,
        verb: lower(scene, noun),
        kind: SpeechKind::ReportedSpeech,
        speakers,
        content: Some(content),
    })
}

/// The word that the headline hangs on, where it is a statement; "Army statement sparks anger" tells of one.
fn statement(scene: &Scene<'_>, title: &Range<usize>) -> Option<usize> {
    let tree = &scene.tree;
    let told = title.clone().any(|it| matches!(tree.upos(it), Upos::Verb | Upos::Aux));
    let root = title.clone().find(|it| tree.head(*it).is_none())?;
    (!told && scene.lemmas.has("issued", &lower(scene, root))).then_some(root)
}

/// "Of the Command", "by the Front and the League", "SDF statement".
fn issuers(scene: &Scene<'_>, noun: usize) -> Vec<usize> {
    let tree = &scene.tree;
    let by = |it: &usize| tree.rel(*it) == Deprel::Nmod && tree.has_case(*it, &["of", "by", "from"]);
    let own = |it: &usize| *it < noun && matches!(tree.rel(*it), Deprel::Compound | Deprel::NmodPoss);
    let found =
        tree.children(noun).filter(by).chain(tree.children(noun).filter(own)).find(|it| acts(scene, *it));
    let Some(first) = found else { return Vec::new() };
    let others = tree.children(first).filter(|it| tree.rel(*it) == Deprel::Conj && acts(scene, *it));
    std::iter::once(first).chain(others).collect()
}

fn acts(scene: &Scene<'_>, token: usize) -> bool {
    let kind = scene.mention_at(token).map(|it| scene.tree.reading.mentions[it].kind);
    matches!(kind, Some(MentionKind::Actor | MentionKind::Organisation | MentionKind::Person))
}
