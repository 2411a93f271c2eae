//! Turns lexemes into expressions of time, each the longest that starts where it starts.

use super::counted;
use super::date;
use super::form::{Expression, Form, Part};
use super::relative;
use crate::lexeme::{Lexeme, Shape};
use crate::number::numeral::word;
use crate::words::english;
use orontes_model::Edge;

/// Finds the expressions of one sentence, in order, none inside another.
pub(crate) fn expressions(lexemes: &[Lexeme<'_>]) -> Vec<Expression> {
    let mut found: Vec<Expression> = Vec::new();
    let mut at = 0;
    while at < lexemes.len() {
        if let Some((_, end)) = english().find("not_date", lexemes, at) {
            at = end;
            continue;
        }
        match longest(lexemes, at) {
            Some(expression) => {
                at = expression.end.max(at + 1);
                found.push(expression);
            }
            None => at += 1,
        }
    }
    found
}

/// Every way to read an expression, the surer before the less sure: the first wins a tie.
type Reader = fn(&[Lexeme<'_>], usize) -> Option<Expression>;

const READERS: [Reader; 15] = [
    date::day_of_month,
    date::month,
    date::figures,
    date::holiday,
    date::decade,
    date::season,
    date::year,
    relative::weekday,
    relative::day,
    relative::unit,
    relative::returning,
    counted::counted,
    counted::stretch,
    counted::early_days,
    relative::reference,
];

fn longest(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    if lexemes[at].shape == Shape::Mark && lexemes[at].text != "'" && lexemes[at].text != "’" {
        return None;
    }
    let core = |from: usize| best(READERS.iter().filter_map(|read| read(lexemes, from)));
    let plain = core(at).map(|it| with_time_of_day(lexemes, it));
    best([plain, with_part(lexemes, at, &core), time_of_day_first(lexemes, at, &core)].into_iter().flatten())
}

fn best(them: impl Iterator<Item = Expression>) -> Option<Expression> {
    them.reduce(|kept, it| if it.end > kept.end { it } else { kept })
}

/// Reads "late November", "the end of the year", "mid-2016", "early on Friday".
fn with_part(
    lexemes: &[Lexeme<'_>],
    at: usize,
    core: &dyn Fn(usize) -> Option<Expression>,
) -> Option<Expression> {
    let led = word(lexemes, at) == Some("the");
    let (value, end) = english()
        .find("part", lexemes, at)
        .or_else(|| led.then(|| english().find("part", lexemes, at + 1)).flatten())?;
    let led = led && english().find("part", lexemes, at).is_none();
    let end = step_over(lexemes, end, &["-", "–", "to"]);
    let (value, end) = english().find("part", lexemes, end).map_or((value, end), |(_, end)| ("mid", end));
    let end = step_over(lexemes, end, &["-", "–", "on", "in", "of"]);
    let inner = core(end).map(|it| with_time_of_day(lexemes, it));
    let inner = inner.or_else(|| time_of_day_first(lexemes, end, core));
    let inner = inner.or_else(|| relative::the_unit(lexemes, end))?;
    let by_weeks = value.starts_with('w') && value != "whole";
    // "the early 1980s" begins with its article, "the late Friday shelling" does not.
    let bears_article = matches!(inner.form, Form::Decade(_) | Form::Century(_) | Form::Season { .. });
    if (led && !bears_article) || !takes_part(&inner.form) || (by_weeks && !is_month(&inner.form)) {
        return None;
    }
    let of_day =
        if inner.of_day.is_empty() && is_day(&inner.form) { part_of_day(value) } else { &inner.of_day };
    Some(Expression { start: at, part: part(value), of_day: of_day.to_owned(), ..inner })
}

fn takes_part(form: &Form) -> bool {
    match form {
        Form::Calendar(_)
        | Form::Season { .. }
        | Form::ShiftedMonth { .. }
        | Form::Decade(_)
        | Form::Century(_)
        | Form::Weekday { .. }
        | Form::Unit { .. } => true,
        Form::Slashes { .. }
        | Form::PartOfUnit { .. }
        | Form::Overnight
        | Form::Ago { .. }
        | Form::Stretch { .. }
        | Form::Duration { .. }
        | Form::Set(_)
        | Form::FromBefore { .. }
        | Form::Reference(_)
        | Form::OfDay
        | Form::Range(..) => false,
    }
}

fn is_month(form: &Form) -> bool {
    matches!(form, Form::Calendar(it) if it.month.is_some() && it.day.is_none())
        || matches!(form, Form::ShiftedMonth { .. } | Form::Unit { .. })
}

/// Says whether the form names one day, so that "early" means a time of day.
pub(crate) fn is_day(form: &Form) -> bool {
    use super::form::Unit;
    matches!(form, Form::Weekday { .. } | Form::Unit { unit: Unit::Day, .. } | Form::Slashes { .. })
        || matches!(form, Form::Calendar(it) if it.day.is_some())
}

fn part(value: &str) -> Part {
    match value {
        "early" => Part::Slice(3, 0),
        "mid" => Part::Slice(3, 1),
        "late" => Part::Slice(3, 2),
        "first_half" => Part::Slice(2, 0),
        "second_half" => Part::Slice(2, 1),
        "q1" => Part::Slice(4, 0),
        "q2" => Part::Slice(4, 1),
        "q3" => Part::Slice(4, 2),
        "q4" => Part::Slice(4, 3),
        "w1" => Part::Week(1),
        "w2" => Part::Week(2),
        "w3" => Part::Week(3),
        "w5" => Part::Week(5),
        _ => Part::Whole,
    }
}

/// "early Friday" is its morning, "late Friday" its night.
fn part_of_day(value: &str) -> &'static str {
    match value {
        "early" => "TMO",
        "mid" => "TDT",
        "late" => "TNI",
        _ => "",
    }
}

/// Adds "morning", "at 5 p.m." to a day that stands before it.
fn with_time_of_day(lexemes: &[Lexeme<'_>], it: Expression) -> Expression {
    if !is_day(&it.form) || !it.of_day.is_empty() {
        return it;
    }
    let from = step_over(lexemes, it.end, &["in", "at", "the", ",", "around", "about"]);
    let early =
        english().find("part", lexemes, it.end).filter(|it| matches!(it.0, "early" | "late")).map(|it| it.1);
    let tod = english().find("tod", lexemes, early.unwrap_or(it.end));
    let tod = tod.or_else(|| {
        english().find("tod", lexemes, from).filter(|_| from > it.end && word(lexemes, it.end) != Some(","))
    });
    let clock = relative::clock(lexemes, from).filter(|clock| clock.1 > from);
    match (tod, clock) {
        (_, Some((value, end))) => Expression { of_day: value, end, ..it },
        (Some((value, end)), None) => Expression { of_day: value.to_owned(), end, ..it },
        (None, None) => it,
    }
}

/// Reads "the morning of 5 December", "dawn on Friday", "5 p.m. on Friday", "at dawn".
fn time_of_day_first(
    lexemes: &[Lexeme<'_>],
    at: usize,
    core: &dyn Fn(usize) -> Option<Expression>,
) -> Option<Expression> {
    let from = step_over(lexemes, at, &["the"]);
    let early = english().find("part", lexemes, from).filter(|it| matches!(it.0, "early" | "late"));
    let tod = english().find("tod", lexemes, from);
    let tod = tod.or_else(|| early.and_then(|it| english().find("tod", lexemes, it.1)));
    let (value, end, alone) = match (relative::clock(lexemes, at), tod) {
        (Some((value, end)), _) => (value, end, true),
        (None, Some((value, end))) => {
            let bare = from == at && english().find("tod_bare", lexemes, at).is_some();
            (value.to_owned(), end, bare)
        }
        (None, None) => return None,
    };
    let next = step_over(lexemes, end, &["on", "of", ","]);
    match core(next).filter(|it| is_day(&it.form)) {
        Some(day) => Some(Expression { start: at, of_day: value, ..day }),
        None if alone => Some(Expression { of_day: value, ..Expression::plain(at, end, Form::OfDay) }),
        None => None,
    }
}

/// Returns the lexeme after `at` where one of these words stands there, else `at`.
pub(crate) fn step_over(lexemes: &[Lexeme<'_>], at: usize, these: &[&str]) -> usize {
    let mut at = at;
    for _ in 0..2 {
        if word(lexemes, at).is_some_and(|it| these.contains(&it)) {
            at += 1;
        }
    }
    at
}

impl Expression {
    /// Returns an expression of the whole form without a time of day.
    pub(crate) fn plain(start: usize, end: usize, form: Form) -> Expression {
        Expression { start, end, form, part: Part::Whole, of_day: String::new(), edge: Edge::At }
    }
}
