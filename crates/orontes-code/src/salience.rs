//! Says how central some words are to their report.

use crate::scene::Scene;
use orontes_model::{Deprel, SentenceRole};

/// Salience from 0 to 1: headline and lead before body, main clause before what hangs on it. The inverted
/// pyramid of news writing orders a report by weight; the steps are a convention, not a measurement.
pub(crate) fn salience(scene: &Scene, token: usize) -> f64 {
    let at = scene.reading.sentence_of(token);
    let sentence = &scene.reading.sentences[at];
    let before = scene.reading.sentences[..at].iter().filter(|it| it.role == SentenceRole::Body).count();
    let place = match sentence.role {
        SentenceRole::Heading if before == 0 => 1.0,
        SentenceRole::Heading => 0.6,
        _ if before < 2 => 0.9,
        _ if before < 6 => 0.7,
        _ => 0.5,
    };
    let depth = depth(scene, token);
    (place - 0.1 * f64::from(depth.min(3))).max(0.1)
}

/// How many clauses a word is below the main one.
fn depth(scene: &Scene, token: usize) -> u32 {
    let mut depth = 0;
    let mut at = token;
    while let Some(head) = scene.head(at) {
        depth += u32::from(matches!(
            scene.deprel(at),
            Deprel::Xcomp
                | Deprel::AclRelcl
                | Deprel::Acl
                | Deprel::Advcl
                | Deprel::Parataxis
                | Deprel::Nmod
                | Deprel::Obl
                | Deprel::AdvclRelcl
        ));
        at = head;
    }
    depth
}
