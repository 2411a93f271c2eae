//! Groups the words of a paragraph into sentences.
//!
//! A sentence ends after a stop, a question or exclamation mark and the quotes and brackets that close with it,
//! where the next word can open one. A stop inside an abbreviation ends one only before a word that opens
//! sentences. A sentence that grows past the cap is cut at a clause mark, so no text makes the parser slow.

use crate::token::{Piece, abbreviation};

/// Longest sentence, in words; the parser's work stays bounded. The longest of the treebank has 159.
pub const MAX_WORDS: usize = 300;

/// Words that open sentences far more often than they follow an abbreviation inside one.
pub(crate) const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "It",
    "He",
    "She",
    "They",
    "We",
    "I",
    "You",
    "But",
    "And",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "His",
    "Her",
    "Their",
    "Its",
    "Our",
    "If",
    "When",
    "While",
    "After",
    "Before",
    "As",
    "For",
    "However",
    "Since",
    "Some",
    "Many",
    "Most",
    "All",
    "Both",
    "No",
    "Not",
    "So",
    "What",
    "Who",
    "Why",
    "How",
    "Meanwhile",
    "Earlier",
    "According",
    "With",
    "From",
    "By",
    "To",
    "Under",
    "Although",
    "Despite",
    "Also",
    "Another",
];

/// Adds the ends of the sentences of `pieces` to `ends`, as indices one past the last word.
pub fn sentences(text: &str, pieces: &[Piece], ends: &mut Vec<usize>) {
    let mut start = 0;
    let mut at = 0;
    while at < pieces.len() {
        let end = boundary(text, pieces, at);
        match end {
            Some(end) => {
                ends.push(end);
                start = end;
                at = end;
            }
            None if at + 1 - start >= MAX_WORDS => {
                let cut = clause_end(text, pieces, start, at + 1);
                ends.push(cut);
                start = cut;
                at += 1;
            }
            None => at += 1,
        }
    }
    if start < pieces.len() {
        ends.push(pieces.len());
    }
}

fn form<'a>(text: &'a str, piece: &Piece) -> &'a str {
    piece.span.of(text)
}

fn closer(form: &str) -> bool {
    matches!(form, "\"" | "\u{201d}" | "\u{2019}" | "''" | ")" | "]" | "'" | "\u{bb}" | "}")
}

/// Returns where the sentence ends if word `at` ends it.
fn boundary(text: &str, pieces: &[Piece], at: usize) -> Option<usize> {
    let word = form(text, &pieces[at]);
    let first = word.chars().next()?;
    let stop = matches!(first, '.' | '!' | '?' | '\u{2026}' | '\u{3002}' | '\u{61f}' | '\u{964}')
        && !word.chars().any(char::is_alphanumeric);
    let abbreviated = !stop && word.ends_with('.') && word.chars().any(char::is_alphabetic);
    if !stop && !abbreviated {
        return None;
    }
    let mut end = at + 1;
    while stop && end < pieces.len() && !pieces[end - 1].space_after && closer(form(text, &pieces[end])) {
        end += 1;
    }
    if end >= pieces.len() {
        return Some(pieces.len());
    }
    let next = form(text, &pieces[end]);
    let opening = next.chars().next()?;
    if abbreviated {
        let may_end = abbreviation(word.trim_end_matches('.')).unwrap_or(true);
        let opens = OPENERS.contains(&next);
        return (may_end && opens && pieces[at].space_after).then_some(end);
    }
    let opens = opening.is_uppercase()
        || opening.is_numeric()
        || matches!(
            opening,
            '"' | '\u{201c}'
                | '\u{2018}'
                | '\''
                | '('
                | '['
                | '\u{ab}'
                | '-'
                | '\u{2013}'
                | '\u{2014}'
                | '*'
                | '\u{2022}'
        )
        || (opening.is_alphabetic() && !opening.is_lowercase());
    let ellipsis = word.len() > 1 && word.bytes().all(|it| it == b'.') || word == "\u{2026}";
    if ellipsis {
        return (opening.is_uppercase() && OPENERS.contains(&next)).then_some(end);
    }
    // Careless writers begin in small letters; after a short word the stop may end an abbreviation instead.
    let before = at.checked_sub(1).map_or("", |it| form(text, &pieces[it]));
    let plain = before.len() > 4 && before.chars().all(char::is_lowercase);
    // No space after the stop: a new sentence only where a capitalised word follows ("ended.The").
    let spaced = pieces[end - 1].space_after;
    let glued = !spaced && opening.is_uppercase() && next.len() > 1;
    ((spaced && (opens || plain || first != '.')) || glued).then_some(end)
}

/// Returns the best place to cut an overlong stretch: after a semicolon, a comma, or at the end.
fn clause_end(text: &str, pieces: &[Piece], start: usize, end: usize) -> usize {
    let after = |marks: &[&str]| {
        (start + MAX_WORDS / 2..end)
            .rev()
            .find(|it| marks.contains(&form(text, &pieces[*it])))
            .map(|it| it + 1)
    };
    after(&[";", ":"]).or_else(|| after(&[",", "\u{2014}", "--"])).unwrap_or(end)
}
