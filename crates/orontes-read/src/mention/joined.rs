//! Joins what stands before a name and is part of it: "Syrian Arab Coalition", "Sudanese Armed Forces", "Abu
//! Jandal al-Kuwaiti".

use super::typed::is_acronym;
use super::{Tables, Words};
use orontes_model::{Mention, MentionKind, Upos};

/// Lengthens names over the nationality, place or ordinal right before them, where the name ends in a word
/// for a body; a nationality inside stays a mention, another name does not.
pub(super) fn join(words: &Words<'_>, mentions: &mut Vec<Mention>, tables: &Tables) {
    let mut drop = vec![false; mentions.len()];
    for at in 0..mentions.len() {
        let (before, rest) = mentions.split_at_mut(at);
        let Some(mention) = rest.first_mut() else { continue };
        if mention.known.is_some() || !ends_as_body(words, mention, tables) {
            continue;
        }
        let mut start = ordinals_before(words, mention.tokens.start);
        // "Syrian Arab Coalition": as many as stand there, each right before the next.
        for (idx, previous) in before.iter().enumerate().rev().take(PARTS_MAX) {
            if previous.tokens.end != start || !is_part(words, previous) {
                break;
            }
            start = ordinals_before(words, previous.tokens.start);
            mention.kind = tables.mark("last", words.lower(mention.tokens.end - 1)).unwrap_or(mention.kind);
            drop[idx] = previous.kind != MentionKind::Nationality;
        }
        mention.tokens.start = start;
        mention.span.start = words.tokens[start].span.start;
    }
    let mut drop = drop.into_iter();
    mentions.retain(|_| !drop.next().unwrap_or(false));
}

/// Names of peoples and places in one name: "Syrian Arab Army" has two.
const PARTS_MAX: usize = 3;

/// Says whether a mention may open the name that follows it.
fn is_part(words: &Words<'_>, previous: &Mention) -> bool {
    let beside = follows(words, previous.tokens.end - 1) && previous.tokens.len() <= 2;
    match previous.kind {
        MentionKind::Nationality => beside,
        // "Macina Brigade", "African Union Mission": the longer name is another body.
        MentionKind::Place | MentionKind::Actor | MentionKind::Organisation => {
            beside && previous.known.is_some()
        }
        MentionKind::Person | MentionKind::MilitaryPlatform | MentionKind::Weapon => false,
    }
}

/// Where a name begins with the ordinals right before it.
fn ordinals_before(words: &Words<'_>, mut start: usize) -> usize {
    while start > 0 && is_ordinal(words, start - 1) && follows(words, start - 1) {
        start -= 1;
    }
    start
}

fn ends_as_body(words: &Words<'_>, mention: &Mention, tables: &Tables) -> bool {
    let last = mention.tokens.end.saturating_sub(1);
    let is_body = matches!(
        tables.mark("last", words.lower(last)),
        Some(MentionKind::Actor | MentionKind::Organisation)
    );
    // "507th ARW": after an ordinal the letters of a unit.
    let is_unit = || {
        let start = mention.tokens.start;
        start == last && start > 0 && is_ordinal(words, start - 1) && is_acronym(words.form(last))
    };
    is_body && words.form(last).starts_with(char::is_uppercase) || is_unit()
}

/// "5th", "407th", "3rd".
fn is_ordinal(words: &Words<'_>, token: usize) -> bool {
    let form = words.form(token);
    form.starts_with(|it: char| it.is_ascii_digit())
        && form.ends_with(|it: char| it.is_alphabetic())
        && words.tokens[token].upos != Upos::Punct
}

fn follows(words: &Words<'_>, token: usize) -> bool {
    words.tokens.get(token).is_some_and(|it| it.space_after)
}
