//! Turns the colon of a headline into a speech: "Army retakes port: monitor", "UN: 50,000 displaced".

use super::speaker::{credit, is_speaker, kind_of};
use super::{Draft, Scene};
use orontes_model::{MentionKind, Sentence, SentenceRole, Upos};
use std::ops::Range;

/// A credit in a headline has at most this many words.
const CREDIT_WORDS: usize = 5;

/// Finds the credits of headlines.
pub(crate) fn credits(scene: &Scene<'_>) -> Vec<Draft> {
    let headings = scene.tree.reading.sentences.iter().filter(|it| it.role == SentenceRole::Heading);
    headings.filter_map(|it| credited(scene, it)).collect()
}

fn credited(scene: &Scene<'_>, sentence: &Sentence) -> Option<Draft> {
    let tree = &scene.tree;
    let tokens = sentence.tokens.clone();
    let colon = tokens.clone().rev().find(|it| tree.form(*it) == ":")?;
    let (before, after) = (tokens.start..colon, colon + 1..tokens.end);
    let (source, content) = if after.len() <= CREDIT_WORDS { (after, before) } else { (before, after) };
    let told = content.clone().any(|it| tree.upos(it) == Upos::Verb);
    let head = head(scene, &source).filter(|it| told && can_credit(scene, *it))?;
    let speakers = credit(scene, head);
    let kind = kind_of(scene, head, &speakers, colon);
    Some(Draft {
        cue: colon,
        cue_tokens: colon..colon + 1,
        verb: ":".into(),
        kind,
        speakers,
        content: Some(content),
    })
}

/// A place before a colon ("SYRIA: …") says where, not who.
fn can_credit(scene: &Scene<'_>, head: usize) -> bool {
    let place =
        scene.mention_at(head).is_some_and(|it| scene.tree.reading.mentions[it].kind == MentionKind::Place);
    let known = scene.mention_at(head).is_some() || scene.tree.upos(head) == Upos::Noun;
    !place && known && is_speaker(scene, head, false)
}

fn head(scene: &Scene<'_>, range: &Range<usize>) -> Option<usize> {
    if range.is_empty() || range.len() > CREDIT_WORDS {
        return None;
    }
    range.clone().find(|it| {
        scene.tree.head(*it).is_none_or(|head| !range.contains(&head)) && scene.tree.upos(*it) != Upos::Punct
    })
}
