//! Turns a stretch of text into words, numbers and marks, whatever the tokeniser made of it.
//!
//! Dates and numbers are written in ways on which tokenisers differ ("40km", "mid-November",
//! "05.12.2024"); reading them from the letters keeps them right under any tokeniser.

use crate::words::{Phrase, english};
use orontes_model::Span;
use std::borrow::Cow;

/// One piece of text.
#[derive(Clone, Debug)]
pub(crate) struct Lexeme<'t> {
    /// Where it stands.
    pub(crate) span: Span,
    /// Its letters.
    pub(crate) text: &'t str,
    /// Its letters in lower case, curly apostrophes straight.
    pub(crate) lower: Cow<'t, str>,
    /// What it is made of.
    pub(crate) shape: Shape,
    /// True where no white space stands before it.
    pub(crate) glued: bool,
    /// What the table of words of time and number knows of it.
    pub(crate) phrases: &'static [Phrase],
}

/// What a lexeme is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters, or letters with digits after them ("M5").
    Word,
    /// Digits, with separators inside ("1,500", "05.12.2024").
    Number,
    /// Digits with an ordinal ending ("5th").
    Ordinal,
    /// One sign.
    Mark,
}

impl Lexeme<'_> {
    /// Says whether it is a hyphen or a dash.
    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.text, "-" | "–" | "—" | "‑" | "‐" | "−")
    }

    /// Says whether its first letter is a capital.
    pub(crate) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Returns its value where it is a plain whole number of at most `digits` digits.
    pub(crate) fn whole(&self, digits: usize) -> Option<i64> {
        let figures = match self.shape {
            Shape::Number => self.text,
            Shape::Ordinal => self.text.trim_end_matches(|it: char| it.is_alphabetic()),
            Shape::Word | Shape::Mark => return None,
        };
        (figures.len() <= digits && figures.bytes().all(|it| it.is_ascii_digit()))
            .then(|| figures.parse().ok())?
    }
}

/// Cuts `text` into lexemes; spans count from `base`.
pub(crate) fn lexemes(text: &str, base: usize) -> Vec<Lexeme<'_>> {
    let mut found: Vec<Lexeme<'_>> = Vec::with_capacity(text.len() / 5);
    let mut glued = false;
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() || is_invisible(first) {
            glued = glued && is_invisible(first);
            at += first.len_utf8();
            continue;
        }
        let (len, shape) = piece(&text[at..], first);
        let piece = &text[at..at + len];
        let span = Span::new(base + at, base + at + len);
        let lower = lower(piece);
        let phrases = english().opened_by(&lower);
        found.push(Lexeme { span, text: piece, lower, shape, glued, phrases });
        at += len;
        glued = true;
    }
    found
}

fn is_invisible(it: char) -> bool {
    matches!(it, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}')
}

fn lower(piece: &str) -> Cow<'_, str> {
    match piece {
        "’" | "‘" | "`" | "´" => Cow::Borrowed("'"),
        _ if piece.bytes().all(|it| it.is_ascii() && !it.is_ascii_uppercase()) => Cow::Borrowed(piece),
        _ => Cow::Owned(piece.to_lowercase()),
    }
}

/// Returns the length in bytes and the shape of the piece that `rest` starts with.
fn piece(rest: &str, first: char) -> (usize, Shape) {
    if first.is_ascii_digit() {
        return figures(rest);
    }
    if first.is_alphabetic() {
        let len = rest.find(|it: char| !is_letter(it)).unwrap_or(rest.len());
        return (len, Shape::Word);
    }
    (first.len_utf8(), Shape::Mark)
}

fn is_letter(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '\u{300}'..='\u{36f}')
}

fn figures(rest: &str) -> (usize, Shape) {
    let bytes = rest.as_bytes();
    let digit = |idx: usize| bytes.get(idx).is_some_and(u8::is_ascii_digit);
    let mut len = 1;
    while digit(len) || (matches!(bytes.get(len), Some(b'.' | b',')) && digit(len + 1)) {
        len += 1;
    }
    let ending = bytes.get(len..len + 2).map(<[u8]>::to_ascii_lowercase);
    let closes = !rest[len..].chars().nth(2).is_some_and(char::is_alphanumeric);
    match ending.as_deref() {
        Some(b"st" | b"nd" | b"rd" | b"th") if closes => (len + 2, Shape::Ordinal),
        _ => (len, Shape::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(lexemes(text, 0).iter().map(|it| it.text).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn figures_keep_their_separators_and_lose_their_units() {
        check("1,500 men, 40km", &["1,500", "men", ",", "40", "km"]);
        check("05.12.2024 06/12", &["05.12.2024", "06", "/", "12"]);
        check("the 5th, M5", &["the", "5th", ",", "M5"]);
    }

    #[test]
    fn white_space_of_every_kind_separates() {
        check("10\u{a0}km\u{202f}away", &["10", "km", "away"]);
    }
}
