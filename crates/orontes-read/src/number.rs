//! Turns numbers in words and figures into quantities: how many, how exactly, of what.
//!
//! [`numeral`] reads the number, [`qualified`] the words about it ("at least", "between A and B"), [`sort`]
//! says what it is (a count, a measure, money, a share, an age, an ordinal, a rank, a label), [`counted`]
//! finds the noun it counts. Figures of dates are left to the times.

mod counted;
pub(crate) mod numeral;
mod qualified;
mod sort;

use crate::lexeme::{Lexeme, lexemes};
use orontes_model::{Quantity, QuantityRole, Reading, Span, TimeExpression, TimexKind};
use qualified::{Phrase, phrase};

/// Finds the quantities of a report, in order. Needs the times of the reading.
pub(crate) fn quantities(text: &str, reading: &Reading) -> Vec<Quantity> {
    let mut found = Vec::new();
    for sentence in &reading.sentences {
        let lexemes = lexemes(sentence.span.of(text), sentence.span.start as usize);
        let mut last: Option<f64> = None;
        for phrase in phrases(&lexemes, &reading.times) {
            let phrase = if qualified::is_similar(&phrase) { like(phrase, last) } else { phrase };
            last = phrase.best.filter(|_| phrase.role == QuantityRole::Count).or(last);
            found.push(quantity(text, &lexemes, &phrase, reading, sentence.tokens.clone()));
        }
    }
    found
}

/// "a similar number" is the number before it, give or take a tenth, as for "approximately".
fn like(phrase: Phrase, last: Option<f64>) -> Phrase {
    Phrase { low: last.map(|it| it - it / 10.0), best: last, high: last.map(|it| it + it / 10.0), ..phrase }
}

/// Finds the phrases of number of one sentence, in order.
fn phrases(lexemes: &[Lexeme<'_>], times: &[TimeExpression]) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    let mut at = 0;
    while at < lexemes.len() {
        if let Some(end) = dated_until(lexemes[at].span, times) {
            while at < lexemes.len() && lexemes[at].span.start < end {
                at += 1;
            }
            continue;
        }
        match phrase(lexemes, at).filter(|it| !overlaps_date(lexemes, it, times)) {
            Some(phrase) => {
                at = phrase.end.max(at + 1);
                found.push(phrase);
            }
            None => at += 1,
        }
    }
    found
}

/// A time of the calendar or the clock that covers the span, and where it ends; lengths are numbers too.
fn dated_until(span: Span, times: &[TimeExpression]) -> Option<u32> {
    let idx = times.partition_point(|it| it.span.end <= span.start);
    let time = times.get(idx).filter(|it| it.span.overlaps(span))?;
    (time.kind != TimexKind::Duration).then_some(time.span.end)
}

fn overlaps_date(lexemes: &[Lexeme<'_>], phrase: &Phrase, times: &[TimeExpression]) -> bool {
    (phrase.start..phrase.end).any(|it| dated_until(lexemes[it].span, times).is_some())
}

fn quantity(
    text: &str,
    lexemes: &[Lexeme<'_>],
    phrase: &Phrase,
    reading: &Reading,
    tokens: std::ops::Range<usize>,
) -> Quantity {
    let span = lexemes[phrase.start].span.cover(lexemes[phrase.end - 1].span);
    let of = match phrase.role {
        QuantityRole::Count | QuantityRole::Ordinal | QuantityRole::Rank | QuantityRole::Share => {
            counted::counted(text, reading, tokens, span, true)
        }
        // "40km south of Hama" measures nothing of Hama.
        QuantityRole::Measure => counted::counted(text, reading, tokens, span, false),
        QuantityRole::Money | QuantityRole::Age | QuantityRole::Label => None,
    };
    Quantity {
        span,
        low: phrase.low,
        best: phrase.best,
        high: phrase.high,
        bound: phrase.bound,
        role: phrase.role,
        unit: phrase.unit.clone(),
        of,
    }
}

#[cfg(test)]
mod tests;
