//! Turns the sentences of a report into its expressions of time, tied to the day of publication.
//!
//! Expressions are read from the letters, in three steps: [`scan`] says what the words name, [`range`] joins
//! what belongs together, [`resolve`] ties it to days. A weekday is the last one before the publication unless
//! the clause lies ahead; a date without a year is the nearest before it; "the next day" counts from the
//! day spoken of before. What cannot be tied keeps a TIMEX3 value with X and open days.

mod calendar;
mod counted;
mod date;
mod form;
mod range;
mod relative;
mod resolve;
mod scan;
mod tense;

use crate::lexeme::lexemes;
use crate::number::numeral::word;
use form::{Expression, Form};
use orontes_model::{Reading, Span, TimeExpression, TimexKind, When};
use resolve::{Ties, resolve};
use tense::Tense;

pub(crate) use counted::is_age;

/// Finds the expressions of time of a report, in order.
pub(crate) fn times(text: &str, reading: &Reading, published: &When) -> Vec<TimeExpression> {
    let tense = |sentence: usize, span: Span| {
        let tokens = reading.sentences[sentence].tokens.clone();
        let end = tokens.end;
        let at = tokens.start + reading.tokens[tokens].partition_point(|it| it.span.end <= span.start);
        if at < end { tense::tense(reading, at) } else { Tense::Unknown }
    };
    let sentences: Vec<Span> = reading.sentences.iter().map(|it| it.span).collect();
    times_of(text, &sentences, published, &tense)
}

fn times_of(
    text: &str,
    sentences: &[Span],
    published: &When,
    tense: &dyn Fn(usize, Span) -> Tense,
) -> Vec<TimeExpression> {
    let read = |span: &Span| {
        let lexemes = lexemes(span.of(text), span.start as usize);
        let found = range::joined(&lexemes, scan::expressions(&lexemes));
        (lexemes, found)
    };
    let all: Vec<_> = sentences.iter().map(read).collect();
    let year = all.iter().flat_map(|it| &it.1).filter_map(|it| explicit_year(&it.form)).max();
    let mut found = Vec::new();
    let mut before: Option<When> = None;
    for (idx, (lexemes, expressions)) in all.iter().enumerate() {
        for it in expressions {
            let span = lexemes[it.start].span.cover(lexemes[it.end - 1].span);
            let after_for =
                it.start > 0 && matches!(word(lexemes, it.start - 1), Some("for" | "over" | "during" | "in"));
            let ties = Ties { published: *published, year, before, tense: tense(idx, span), after_for };
            let time = expression(it, span, &ties);
            if time.kind != TimexKind::Duration && time.when.from.is_some() && time.when.to.is_some() {
                before = Some(time.when);
            }
            found.push(time);
        }
    }
    found
}

fn expression(it: &Expression, span: Span, ties: &Ties) -> TimeExpression {
    let resolved = resolve(it, ties);
    TimeExpression { span, when: resolved.when, value: resolved.value, kind: resolved.kind, edge: it.edge }
}

/// The year that a form spells out with its month; years far ahead of any report are not the year of a date without one.
fn explicit_year(form: &Form) -> Option<i16> {
    match form {
        // A year alone is background as often as not ("the first attack since 2016").
        Form::Calendar(date) => date.year.filter(|it| (1900..2100).contains(it) && date.month.is_some()),
        Form::Slashes { year, .. } => *year,
        Form::Range(first, second) => explicit_year(&second.form).max(explicit_year(&first.form)),
        Form::Season { year, .. } => *year,
        Form::ShiftedMonth { .. }
        | Form::Decade(_)
        | Form::Century(_)
        | Form::Weekday { .. }
        | Form::Overnight
        | Form::Unit { .. }
        | Form::PartOfUnit { .. }
        | Form::Ago { .. }
        | Form::Stretch { .. }
        | Form::Duration { .. }
        | Form::Set(_)
        | Form::FromBefore { .. }
        | Form::Reference(_)
        | Form::OfDay => None,
    }
}

#[cfg(test)]
mod tests;
