//! Joins what stands before a name and is part of it: "Syrian Arab Coalition", "Sudanese Armed Forces", "Abu
//! Jandal al-Kuwaiti".

use super::typed::is_acronym;
use super::{Tables, Words};
use crate::Lexicon;
use orontes_model::{Mention, MentionForm, MentionKind, Upos};

/// Lengthens names over the nationality, place or ordinal right before them, where the name ends in a word
/// for a body; a nationality inside stays a mention, another name does not. A name of the tables that is only the
/// end of a longer one is not that name; and a body that is "of" a place has the place in its name.
pub(super) fn join(lexicon: &Lexicon<'_>, words: &Words<'_>, mentions: &mut Vec<Mention>, tables: &Tables) {
    let mut drop = vec![false; mentions.len()];
    for at in 0..mentions.len() {
        let (before, rest) = mentions.split_at_mut(at);
        let Some((mention, after)) = rest.split_first_mut() else { continue };
        if !ends_as_body(words, mention, tables) {
            continue;
        }
        if mention.known.is_some() {
            if let Some(lost) = only_ends(lexicon, words, before, mention) {
                mention.known = None;
                mention.tokens.start = before[lost].tokens.start;
                mention.span.start = before[lost].span.start;
                drop[lost] = before[lost].kind != MentionKind::Nationality;
            }
            continue;
        }
        if let Some(nth) = place_of_name(words, mention, after, tables) {
            mention.tokens.end = after[nth].tokens.end;
            mention.span = mention.span.cover(after[nth].span);
            drop[at + 1 + nth] = true;
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

/// "Popular Congress Party", "Sudanese Congress Party": the mention right before a known name that makes it another's. A
/// nationality does where the known body belongs to another country.
fn only_ends(lexicon: &Lexicon<'_>, words: &Words<'_>, before: &[Mention], known: &Mention) -> Option<usize> {
    let nth = before.len().checked_sub(1)?;
    let previous = &before[nth];
    let beside = previous.tokens.end == known.tokens.start && follows(words, previous.tokens.end - 1);
    let actor = known.known.as_deref().and_then(|it| lexicon.registry.by_id(it))?;
    let is_other = match previous.kind {
        MentionKind::Nationality => {
            let own = lexicon.registry.country_of(previous.span.of(words.text));
            own.is_some() && actor.country.is_some() && own != actor.country.as_deref()
        }
        MentionKind::Actor | MentionKind::Organisation | MentionKind::Person => {
            previous.known.is_none()
                && previous.form == MentionForm::Name
                && previous.tokens.len() == 1
                && !is_acronym(words.form(previous.tokens.start))
                && matches!(words.tokens[previous.tokens.start].upos, Upos::Propn | Upos::Adj)
        }
        MentionKind::Place | MentionKind::MilitaryPlatform | MentionKind::Weapon => false,
    };
    (beside && is_other).then_some(nth)
}

/// "Human Rights Observatory of the Sahel": the known place behind "of" or "for" that a name goes on with. A school or a
/// hospital only stands there.
fn place_of_name(words: &Words<'_>, name: &Mention, after: &[Mention], tables: &Tables) -> Option<usize> {
    let last = name.tokens.end.checked_sub(1)?;
    let goes_on = tables.mark("body_of", words.lower(last)).is_some()
        && tables.mark("stands_in", words.lower(last)).is_none();
    if !goes_on || name.tokens.len() < 2 || !matches!(words.form(last + 1), "of" | "for") {
        return None;
    }
    let start = if words.lower(last + 2) == "the" { last + 3 } else { last + 2 };
    let nth = after.iter().take(PARTS_MAX).position(|it| it.tokens.start == start)?;
    (after[nth].kind == MentionKind::Place).then_some(nth)
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
