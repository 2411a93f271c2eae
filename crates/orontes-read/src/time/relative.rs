//! Turns lexemes into times counted from the publication: weekdays, "yesterday", "last week", clock times, sets.

use super::date::{month_name, shift};
use super::form::{Amount, Expression, Form, Shift, Unit};
use super::scan::step_over;
use crate::lexeme::{Lexeme, Shape};
use crate::number::numeral::{numeral, word};
use crate::words::english;

/// Reads "Friday", "last Friday", "next Monday", "Tuesday of last week", "Fridays".
pub(crate) fn weekday(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    if let Some((value, end)) = english().find("weekdays", lexemes, at).filter(|_| lexemes[at].is_capital()) {
        let form = match value.parse().ok().filter(|_| owns_what_follows(lexemes, at, end)) {
            Some(weekday) => Form::Weekday { weekday, shift: Shift::Nearest, weeks: 0 },
            None => Form::Set(format!("XXXX-WXX-{value}")),
        };
        return Some(Expression::plain(at, end, form));
    }
    let shifted = shift(lexemes, at);
    let from = shifted.map_or(at, |it| it.1);
    let (value, end) = weekday_name(lexemes, from)?;
    let (mut shift, mut weeks, mut end) = (shifted.map_or(Shift::Nearest, |it| it.0), 0, end);
    let of_week = step_over(lexemes, end, &["of"]);
    if let Some((which, after)) =
        self::shift(lexemes, of_week).filter(|it| word(lexemes, it.1) == Some("week"))
    {
        (shift, weeks, end) = (Shift::This, offset(which), after + 1);
    }
    Some(Expression::plain(at, end, Form::Weekday { weekday: value, shift, weeks }))
}

/// "Saturdays attack" of a feed that has lost its apostrophes: a plural of a weekday right before a noun is that
/// day's. "On Fridays crowds gather" and "Fridays are" tell of every one.
fn owns_what_follows(lexemes: &[Lexeme<'_>], at: usize, end: usize) -> bool {
    let opened = at.checked_sub(1).and_then(|it| english().find("repeated_before", lexemes, it));
    let Some(next) = lexemes.get(end) else { return false };
    let is_noun = next.shape == Shape::Word
        && !next.glued
        && !next.is_capital()
        && english().find("repeated_after", lexemes, end).is_none();
    opened.is_none() && is_noun
}

fn weekday_name(lexemes: &[Lexeme<'_>], at: usize) -> Option<(i8, usize)> {
    let first = lexemes.get(at)?;
    if let Some((value, end)) = english().find("weekday", lexemes, at) {
        return Some((value.parse().ok()?, end));
    }
    let (value, end) = english().find("weekday_short", lexemes, at).filter(|_| first.is_capital())?;
    let next = lexemes.get(end)?;
    let dotted = next.glued && next.text == ".";
    let dated = next.shape == Shape::Number || next.text == "," || month_name(lexemes, end).is_some();
    (dotted || dated && !matches!(first.lower.as_ref(), "sun" | "sat" | "wed" | "mon"))
        .then_some((value.parse().ok()?, end + usize::from(dotted)))
}

fn offset(shift: Shift) -> i32 {
    match shift {
        Shift::Last => -1,
        Shift::This | Shift::Nearest => 0,
        Shift::Next => 1,
    }
}

/// Reads "today", "yesterday evening", "last night", "this morning", "overnight", "earlier today".
pub(crate) fn day(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let from = step_over(lexemes, at, &["earlier", "later"]);
    let form = |offset: i32| Form::Unit { unit: Unit::Day, offset };
    if let Some((value, end)) = english().find("day_word", lexemes, from) {
        return Some(Expression::plain(at, end, form(value.parse().ok()?)));
    }
    let night =
        |end: usize, form: Form| Expression { of_day: "TNI".into(), ..Expression::plain(at, end, form) };
    match english().find("night_word", lexemes, at) {
        Some(("-1", end)) => return Some(night(end, Form::Overnight)),
        Some((_, end)) => return Some(night(end, form(0))),
        None => {}
    }
    let offset = match word(lexemes, from)? {
        "this" => 0,
        "last" => -1,
        _ => return None,
    };
    let (value, end) = english().find("tod", lexemes, from + 1)?;
    Some(Expression { of_day: value.into(), ..Expression::plain(at, end, form(offset)) })
}

/// Reads "last week", "this year", "earlier this month", "the same day", "the weekend".
pub(crate) fn unit(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    part_of_unit(lexemes, at)
        .or_else(|| shifted_unit(lexemes, at))
        .or_else(|| weekend(lexemes, at))
        .or_else(|| day_beside(lexemes, at))
}

fn part_of_unit(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let later = match word(lexemes, at)? {
        "earlier" => false,
        "later" => true,
        _ => return None,
    };
    let from = match (word(lexemes, at + 1)?, word(lexemes, at + 2)) {
        ("this", _) => at + 2,
        ("in", Some("the")) => at + 3,
        ("on", Some("in")) => at + 4,
        _ => return None,
    };
    let (unit, end) = unit_word(lexemes, from)?;
    Some(Expression::plain(at, end, Form::PartOfUnit { unit, later }))
}

fn shifted_unit(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let (value, after) = english().find("shift", lexemes, at)?;
    let (unit, end) = unit_word(lexemes, after)?;
    let the = word(lexemes, at) == Some("the");
    let near = |amount: f64, later: bool| Form::FromBefore {
        amount: Amount { low: amount, high: amount, best: Some(amount) },
        unit,
        later,
    };
    let stretch = |ahead: bool| Form::Stretch { amount: Amount::ONE, unit, ahead };
    let form = match value {
        "same" => near(0.0, true),
        "following" => near(1.0, true),
        "previous" => near(1.0, false),
        "next" if the => near(1.0, true),
        "next" => Form::Unit { unit, offset: 1 },
        "past" => stretch(false),
        "last" if the && unit != Unit::Weekend => stretch(false),
        "last" => Form::Unit { unit, offset: -1 },
        "coming" => stretch(true),
        "this" => Form::Unit { unit, offset: 0 },
        _ => return None,
    };
    Some(Expression::plain(at, end, form))
}

/// A unit in the singular; "night" is told by the day reader, "second" is nearly always an ordinal.
fn unit_word(lexemes: &[Lexeme<'_>], at: usize) -> Option<(Unit, usize)> {
    let (value, end) = english().find("unit", lexemes, at)?;
    let plain = !matches!(lexemes[at].lower.as_ref(), "second" | "minute" | "night");
    plain.then(|| Unit::of_word(value)).flatten().map(|it| (it.0, end))
}

fn weekend(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let fits = word(lexemes, at)? == "the" && word(lexemes, at + 1) == Some("weekend");
    fits.then(|| Expression::plain(at, at + 2, Form::Unit { unit: Unit::Weekend, offset: 0 }))
}

/// Reads "the day before", "a day after", where nothing follows that it is counted from.
fn day_beside(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    if word(lexemes, at)? != "the" {
        return None;
    }
    let (unit, end) = unit_word(lexemes, at + 1)?;
    let later = match word(lexemes, end)? {
        "before" => false,
        "after" => true,
        _ => return None,
    };
    let closed = lexemes.get(end + 1).is_none_or(|it| it.shape == Shape::Mark);
    closed.then(|| Expression::plain(at, end + 1, Form::FromBefore { amount: Amount::ONE, unit, later }))
}

/// Reads "the year" where a part of it is named ("the end of the year").
pub(crate) fn the_unit(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let from = if matches!(word(lexemes, at)?, "the" | "this") { at + 1 } else { return None };
    let (unit, end) = unit_word(lexemes, from)?;
    (unit != Unit::Day).then(|| Expression::plain(at, end, Form::Unit { unit, offset: 0 }))
}

/// Reads "5 p.m.", "17:30 GMT", "0400 hours", "ten o'clock" as a TIMEX3 time.
pub(crate) fn clock(lexemes: &[Lexeme<'_>], at: usize) -> Option<(String, usize)> {
    let first = lexemes.get(at)?;
    let (hour, minute, end) =
        hour_and_minute(lexemes, at).or_else(|| military(lexemes, at)).or_else(|| {
            let (value, end) = english().find("small", lexemes, at)?;
            (english().find("meridiem", lexemes, end).is_some())
                .then(|| value.parse().ok().map(|it| (it, 0, end)))?
        })?;
    let meridiem = english().find("meridiem", lexemes, end);
    let hour = match meridiem {
        Some(("pm", _)) if (1..12).contains(&hour) => hour + 12,
        Some(("am", _)) if hour == 12 => 0,
        Some(_) | None => hour,
    };
    let timed = meridiem.is_some() || end > at + 1 || first.whole(4).is_some() && first.text.len() == 4;
    let end = meridiem.map_or(end, |it| it.1);
    let dotted = meridiem.is_some()
        && lexemes.get(end).is_some_and(|it| it.glued && it.text == ".")
        && word(lexemes, end - 2) == Some(".");
    let end = end + usize::from(dotted);
    let end = english().find("zone", lexemes, end).map_or(end, |it| it.1);
    (timed && hour < 25 && minute < 60).then(|| (format!("T{hour:02}:{minute:02}"), end))
}

fn hour_and_minute(lexemes: &[Lexeme<'_>], at: usize) -> Option<(i64, i64, usize)> {
    let hour = lexemes.get(at)?.whole(2).filter(|it| *it < 25 && lexemes[at].shape == Shape::Number)?;
    let sign = lexemes.get(at + 1).filter(|it| it.glued && it.text == ":");
    let minute = sign.and_then(|_| lexemes.get(at + 2)).filter(|it| it.glued && it.text.len() == 2);
    match minute.and_then(|it| it.whole(2)) {
        Some(minute) => Some((hour, minute, at + 3)),
        None => english().find("meridiem", lexemes, at + 1).map(|_| (hour, 0, at + 1)),
    }
}

/// "0430 GMT", "1700 hours": four figures are a time of day only before a zone.
fn military(lexemes: &[Lexeme<'_>], at: usize) -> Option<(i64, i64, usize)> {
    let figure = lexemes.get(at).filter(|it| it.text.len() == 4)?;
    let value = figure.whole(4)?;
    english().find("zone", lexemes, at + 1)?;
    Some((value / 100, value % 100, at + 1))
}

/// Reads "daily", "every Friday", "each week", "twice a day", "per month".
pub(crate) fn returning(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let set = |end: usize, value: String| Some(Expression::plain(at, end, Form::Set(value)));
    if let Some((value, end)) = english().find("set_word", lexemes, at) {
        // "The Daily Star", "Weekly Trust": a capital inside the sentence makes it a name.
        return if at > 0 && lexemes[at].is_capital() { None } else { set(end, value.to_owned()) };
    }
    if let Some((_, end)) = english().find("set_open", lexemes, at) {
        return every(lexemes, end).and_then(|(value, end)| set(end, value));
    }
    let (_, end) = english().find("set_per", lexemes, at)?;
    let (value, after) = english().find("unit", lexemes, end)?;
    (is_rate(lexemes, at)).then(|| set(after, period(value, 1.0)?)).flatten()
}

fn every(lexemes: &[Lexeme<'_>], at: usize) -> Option<(String, usize)> {
    let at = step_over(lexemes, at, &["other", "single"]);
    if let Some((value, end)) = weekday_name(lexemes, at) {
        return Some((format!("XXXX-WXX-{value}"), end));
    }
    if let Some((month, end)) = month_name(lexemes, at) {
        return Some((format!("XXXX-{month:02}"), end));
    }
    if let Some((code, end)) = english().find("season", lexemes, at) {
        return Some((format!("XXXX-{code}"), end));
    }
    if let Some((value, end)) = english().find("unit", lexemes, at) {
        return Some((period(value, 1.0)?, end));
    }
    if let Some((_, end)) = english().find("tod", lexemes, at) {
        return Some(("P1D".to_owned(), end));
    }
    let count = numeral(lexemes, at)?;
    let (value, end) = english().find("units", lexemes, count.end)?;
    Some((period(value, count.best?)?, end))
}

fn period(unit: &str, count: f64) -> Option<String> {
    let (unit, times) = Unit::of_word(unit)?;
    let (prefix, letter) = unit.timex();
    Some(format!("{prefix}{}{letter}", count * times))
}

/// "100 trucks a day", "twice a week", "20 percent per year"; but not "for a day" or "a week ago".
fn is_rate(lexemes: &[Lexeme<'_>], at: usize) -> bool {
    if word(lexemes, at) == Some("per") {
        return true;
    }
    let Some(before) = at.checked_sub(1).and_then(|it| word(lexemes, it)) else { return false };
    if matches!(before, "once" | "twice" | "thrice" | "times") {
        return true;
    }
    let counted = (at.saturating_sub(4)..at).any(|it| lexemes[it].shape == Shape::Number);
    let after = word(lexemes, at + 2).unwrap_or("");
    counted
        && before.ends_with('s')
        && !matches!(after, "ago" | "later" | "earlier" | "after" | "before" | "-")
}

/// Reads "now", "recently", "in the near future".
pub(crate) fn reference(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let (value, end) = english().find("reference", lexemes, at)?;
    // "in the past week" is a stretch with a length, not the past at large.
    let counted = numeral(lexemes, end).is_some()
        || ["unit", "units"].iter().any(|class| english().find(class, lexemes, end).is_some());
    (!counted).then(|| Expression::plain(at, end, Form::Reference(value)))
}
