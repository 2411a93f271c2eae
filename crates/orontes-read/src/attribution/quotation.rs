//! Turns quotation marks into speech that runs over several sentences, and gives a cue without a clause its words.

use super::{Draft, Scene};
use std::ops::Range;

/// Fewer words in quotation marks are a name or a word held at arm's length, not speech.
const SPOKEN_WORDS: usize = 4;

/// Extends the drafts over what stands in quotation marks. Drafts come in the order of their cues.
pub(crate) fn carry(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let quotes = quotations(scene);
    let by_sentence = by_sentence(scene, drafts);
    let mut added: Vec<Draft> = Vec::new();
    let mut last: Option<Draft> = None;
    for quote in &quotes {
        if quote.tokens.len() < SPOKEN_WORDS {
            continue;
        }
        let found = nearest(scene, drafts, &by_sentence, &quote.tokens);
        let draft = match found {
            Some(idx) => {
                extend(scene, &mut drafts[idx], &quote.tokens);
                Some(drafts[idx].clone())
            }
            None if quote.goes_on => last.clone(),
            None => before_or_after(scene, drafts, &by_sentence, &quote.tokens),
        };
        if let Some(draft) = &draft {
            added.extend(per_sentence(scene, draft, &quote.tokens));
        }
        last = draft.or(last);
    }
    drafts.extend(added);
}

/// Words between quotation marks.
struct Quotation {
    tokens: Range<usize>,
    /// True where an earlier paragraph left the quotation open.
    goes_on: bool,
}

fn quotations(scene: &Scene<'_>) -> Vec<Quotation> {
    let tree = &scene.tree;
    let mut found: Vec<Quotation> = Vec::new();
    let (mut open, mut goes_on, mut paragraph): (Option<usize>, bool, u32) = (None, false, 0);
    for sentence in &tree.reading.sentences {
        if sentence.paragraph != paragraph {
            // Each paragraph of a long quotation opens anew; only the last one closes.
            goes_on = open.take().is_some_and(|start| {
                let curly = tree.form(start) == "“";
                if curly {
                    found.push(Quotation { tokens: start + 1..sentence.tokens.start, goes_on });
                }
                curly
            });
            paragraph = sentence.paragraph;
        }
        for idx in sentence.tokens.clone() {
            match (tree.form(idx), open) {
                ("“" | "``" | "«" | "„", None) => open = Some(idx),
                ("\"" | "''", None) => open = Some(idx),
                ("”" | "\"" | "''" | "»" | "“", Some(start)) => {
                    found.push(Quotation { tokens: start + 1..idx, goes_on });
                    (open, goes_on) = (None, false);
                }
                (_, _) => {}
            }
        }
    }
    found
}

/// For each sentence, the drafts whose cue stands in it, as a range of the sorted drafts.
fn by_sentence(scene: &Scene<'_>, drafts: &[Draft]) -> Vec<Range<usize>> {
    let range = |tokens: &Range<usize>| {
        drafts.partition_point(|it| it.cue < tokens.start)..drafts.partition_point(|it| it.cue < tokens.end)
    };
    scene.tree.reading.sentences.iter().map(|it| range(&it.tokens)).collect()
}

/// The draft whose cue stands outside the quotation, in the sentence in which it begins or ends.
fn nearest(
    scene: &Scene<'_>,
    drafts: &[Draft],
    by_sentence: &[Range<usize>],
    quote: &Range<usize>,
) -> Option<usize> {
    let reading = scene.tree.reading;
    let (first, last) = (reading.sentence_of(quote.start), reading.sentence_of(quote.end.saturating_sub(1)));
    // A mark that closes may open the next sentence's tokens, so the sentence of the mark counts too.
    let closing = reading.sentence_of(quote.end.min(scene.tree.len().saturating_sub(1)));
    let ends = [Some(first), (last != first).then_some(last), (closing != last).then_some(closing)];
    let within = ends.into_iter().flatten().filter_map(|it| by_sentence.get(it)).flat_map(Clone::clone);
    let distance = |it: usize| {
        let cue = drafts[it].cue;
        if cue < quote.start { quote.start - cue } else { cue.saturating_sub(quote.end) }
    };
    within
        .filter(|it| !quote.contains(&drafts[*it].cue) && is_spoken(&drafts[*it]))
        .min_by_key(|it| distance(*it))
}

/// Hedges and passives that name nobody do not own the quotation beside them.
fn is_spoken(draft: &Draft) -> bool {
    !draft.speakers.is_empty() && draft.verb != ":"
}

/// "X spoke to reporters. “…”": the last speaker of the paragraph; or "“…” He was in Homs, he said."
fn before_or_after(
    scene: &Scene<'_>,
    drafts: &[Draft],
    by_sentence: &[Range<usize>],
    quote: &Range<usize>,
) -> Option<Draft> {
    let reading = scene.tree.reading;
    let first = reading.sentence_of(quote.start);
    // Words of its own sentence before it would name another speaker.
    if quote.start > reading.sentences.get(first)?.tokens.start + 1 {
        return None;
    }
    let paragraph = reading.sentences.get(first)?.paragraph;
    let same = |it: &usize| reading.sentences.get(*it).is_some_and(|it| it.paragraph == paragraph);
    let spoken = |it: usize| by_sentence[it].clone().rev().find(|it| is_spoken(&drafts[*it]));
    let before = first.checked_sub(1).filter(same).and_then(spoken);
    before.map(|it| drafts[it].clone())
}

/// Gives the cue the part of the quotation that stands in its sentence.
fn extend(scene: &Scene<'_>, draft: &mut Draft, quote: &Range<usize>) {
    let reading = scene.tree.reading;
    let sentence = reading.sentences[reading.sentence_of(draft.cue)].tokens.clone();
    let part = quote.start.max(sentence.start)..quote.end.min(sentence.end);
    if part.is_empty() {
        return;
    }
    draft.content = Some(match draft.content.take() {
        Some(kept) if kept.start <= part.end + 2 && part.start <= kept.end + 2 => {
            kept.start.min(part.start)..kept.end.max(part.end)
        }
        Some(kept) => kept,
        None => part,
    });
}

/// Gives each whole sentence of the quotation to its speaker.
fn per_sentence(scene: &Scene<'_>, draft: &Draft, quote: &Range<usize>) -> Vec<Draft> {
    let reading = scene.tree.reading;
    let from = reading.sentence_of(quote.start);
    let inside = reading.sentences.iter().skip(from).take_while(|it| it.tokens.start < quote.end);
    let part = |tokens: &Range<usize>| quote.start.max(tokens.start)..quote.end.min(tokens.end);
    let others = inside.filter(|it| !it.tokens.contains(&draft.cue)).map(|it| part(&it.tokens));
    others.filter(|it| it.len() > 1).map(|it| Draft { content: Some(it), ..draft.clone() }).collect()
}
