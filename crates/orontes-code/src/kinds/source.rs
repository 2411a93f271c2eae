//! Codes who is cited: one claim per speech, for the innermost speaker.

use super::claim::{Draft, own_voice};
use crate::realis;
use crate::scene::Scene;
use orontes_model::{Claim, Kind, SourceClaim, Speech, Statement};

/// Codes the sources of a report, in the order of their words.
pub(crate) fn code(scene: &Scene, out: &mut Vec<Claim>) {
    for speech in &scene.reading.speeches {
        let token = scene.reading.tokens.partition_point(|it| it.span.end <= speech.cue.start);
        if token < scene.reading.tokens.len() && scene.speaks(scene.reading.sentence_of(token)) {
            out.push(claim(scene, speech, token));
        }
    }
}

fn claim(scene: &Scene, speech: &Speech, token: usize) -> Claim {
    let speaker = speech.speakers.last();
    let source = match speaker {
        Some(speaker) => realis::speaker_name(scene, speaker),
        None => format!("unnamed ({})", scene.words(speech.cue)),
    };
    let words = speaker.map(|it| scene.words(it.span));
    let sentence = scene.reading.sentences[scene.reading.sentence_of(token)].span;
    let near = speaker.map(|it| it.span).filter(|it| sentence.contains(*it));
    let evidence = near.map_or(speech.cue, |it| it.cover(speech.cue));
    let draft = Draft { kind: Kind::Source, evidence, token, what: vec![source.clone()] };
    let statement = SourceClaim {
        source_id: words.and_then(|it| scene.registry.source_by_name(it)).map(|it| it.id.clone()),
        source,
        verb: speech.verb.clone(),
        mention_kind: speech.kind,
        source_span: speaker.map(|it| it.span),
    };
    draft.claim(scene, own_voice(scene), Statement::Source(statement))
}
