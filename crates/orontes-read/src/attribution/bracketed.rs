//! Turns a body in brackets behind a count ("3,000 people were displaced (Relief Office).") into a draft of a speech.

use super::speaker::{credit, is_organisation};
use super::{Draft, Scene};
use orontes_model::{MentionForm, MentionKind, SpeechKind, Upos};

/// Finds every bracket that closes a statement with a number and opens with the name of a body.
pub(crate) fn credits(scene: &Scene<'_>) -> Vec<Draft> {
    let opens = |it: &usize| scene.tree.form(*it) == "(";
    (0..scene.tree.len()).filter(opens).filter_map(|it| bracketed(scene, it)).collect()
}

/// Longest bracket, in words: "(UNHCR/WFP, data as of 3 May)".
const LONGEST: usize = 12;

fn bracketed(scene: &Scene<'_>, open: usize) -> Option<Draft> {
    let tree = &scene.tree;
    let sentence = tree.reading.sentences.get(tree.reading.sentence_of(open))?.tokens.clone();
    let close = (open + 1..sentence.end.min(open + LONGEST)).find(|it| tree.form(*it) == ")")?;
    let ends = (close + 1..sentence.end).all(|it| tree.upos(it) == Upos::Punct);
    let counts = (sentence.start..open).any(|it| tree.upos(it) == Upos::Num);
    if !ends || !counts || glosses(scene, open) {
        return None;
    }
    let inside = (open + 1..close).filter_map(|it| scene.mention_at(it));
    let mut bodies = inside.map(|it| &tree.reading.mentions[it]).filter(|it| is_organisation(scene, it));
    let body = bodies.find(|it| it.tokens.start == open + 1)?;
    Some(Draft {
        cue: body.head,
        cue_tokens: body.tokens.clone(),
        verb: "source".into(),
        kind: SpeechKind::ReportedSpeech,
        speakers: credit(scene, body.head),
        content: Some(sentence.start..open),
    })
}

/// "The Relief Office (RO)": a bracket behind a name says what it is called besides.
fn glosses(scene: &Scene<'_>, open: usize) -> bool {
    let mentions = &scene.tree.reading.mentions;
    let from = mentions.partition_point(|it| it.tokens.end < open);
    let near = mentions[from..].iter().take_while(|it| it.tokens.start < open);
    near.filter(|it| it.tokens.end == open && it.form == MentionForm::Name)
        .any(|it| matches!(it.kind, MentionKind::Organisation | MentionKind::Actor | MentionKind::Person))
}
