//! Turns a number and a unit into a length, or a time so far from now ("two days ago", "13-year", "the past week").

use super::form::{Amount, Expression, Form, Unit};
use super::scan::step_over;
use crate::lexeme::{Lexeme, Shape};
use crate::number::numeral::{numeral, word};
use crate::words::english;
use orontes_model::Bound;

/// Reads "three days", "a week", "half a century", "two weeks ago", "days later", "a 13-year war".
pub(crate) fn counted(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let (amount, unit, end) = length(lexemes, at)?;
    if let Some((form, end)) = with_tail(lexemes, end, amount, unit) {
        return Some(Expression::plain(at, end, form));
    }
    if is_chance(lexemes, at, end, unit) {
        return None;
    }
    let until_now = word(lexemes, end) == Some("now");
    Some(Expression::plain(at, end, Form::Duration { amount, unit, until_now }))
}

/// Reads "the early days of the conflict": a past that the words name by something else.
pub(crate) fn early_days(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let from = step_over(lexemes, at, &["the"]);
    let part = matches!(
        word(lexemes, from)?,
        "early" | "earliest" | "opening" | "first" | "initial" | "late" | "latter" | "closing" | "dying"
    );
    let (_, end) = english().find("units", lexemes, from + 1)?;
    let of = part && word(lexemes, end) == Some("of");
    of.then(|| Expression::plain(at, end, Form::Reference("PAST_REF")))
}

/// "one day" without more is some day, not a length.
fn is_chance(lexemes: &[Lexeme<'_>], at: usize, end: usize, unit: Unit) -> bool {
    let bare = word(lexemes, at) == Some("one") && unit == Unit::Day && end == at + 2;
    bare && word(lexemes, end) != Some("of")
}

/// Reads "the past three days", "recent weeks", "the next few months", "the coming days".
pub(crate) fn stretch(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let (value, from) = english().find("shift", lexemes, at)?;
    let ahead = match value {
        "past" | "last" | "previous" | "recent" | "final" => false,
        "next" | "coming" | "following" => true,
        _ => return None,
    };
    let (amount, unit, end) = length(lexemes, from)?;
    // "the last two weeks of the war" are counted from an end that the words name.
    let of_something = matches!(value, "last" | "final") && word(lexemes, end) == Some("of");
    let form = match (value, of_something) {
        ("previous", _) => Form::FromBefore { amount: Amount { low: 0.0, ..amount }, unit, later: false },
        ("following", _) => Form::FromBefore { amount: Amount { low: 0.0, ..amount }, unit, later: true },
        (_, true) | ("final", _) => Form::Duration { amount, unit, until_now: false },
        (_, false) => Form::Stretch { amount, unit, ahead },
    };
    Some(Expression::plain(at, end, form))
}

/// Reads an amount and its unit.
fn length(lexemes: &[Lexeme<'_>], at: usize) -> Option<(Amount, Unit, usize)> {
    bare_plural(lexemes, at).or_else(|| half(lexemes, at)).or_else(|| numbered(lexemes, at))
}

/// "days", "years of war", "weeks-long", "month-long".
fn bare_plural(lexemes: &[Lexeme<'_>], at: usize) -> Option<(Amount, Unit, usize)> {
    if let Some((value, end)) = english().find("unit", lexemes, at)
        && after_long(lexemes, end) > end
        && word(lexemes, end + 1) == Some("long")
    {
        return Unit::of_word(value).map(|it| (Amount::ONE.times(it.1), it.0, end + 2));
    }
    let (value, end) = english().find("units", lexemes, at)?;
    let (unit, _) = Unit::of_word(value).filter(|it| it.0 != Unit::Minute && it.0 != Unit::Quarter)?;
    Some((Amount::some(unit), unit, after_long(lexemes, end)))
}

/// "half a century", "half an hour".
fn half(lexemes: &[Lexeme<'_>], at: usize) -> Option<(Amount, Unit, usize)> {
    let (qualified, from) = qualifier(lexemes, at);
    if word(lexemes, from)? != "half" {
        return None;
    }
    let (value, end) = english().find("unit", lexemes, step_over(lexemes, from + 1, &["a", "an", "-"]))?;
    let (unit, times) = Unit::of_word(value)?;
    Some((qualified.apply(times / 2.0), unit, end))
}

fn numbered(lexemes: &[Lexeme<'_>], at: usize) -> Option<(Amount, Unit, usize)> {
    let (qualified, from) = qualifier(lexemes, at);
    let (mut amount, end) = count(lexemes, from, qualified)?;
    // "over several days" lasts through them; it does not exceed them.
    if amount.best.is_none() && from > at && word(lexemes, at) == Some("over") {
        return None;
    }
    let end = after_plus(lexemes, end);
    let end = english().find("filler", lexemes, end).map_or(end, |it| it.1);
    let (value, end) = ["units", "unit"].iter().find_map(|class| english().find(class, lexemes, end))?;
    let singular = english().find("unit", lexemes, end - 1).is_some();
    let (unit, times) = Unit::of_word(value).filter(|_| fits(lexemes, from, end, singular))?;
    if word(lexemes, end) == Some("and")
        && word(lexemes, end + 1) == Some("a")
        && word(lexemes, end + 2) == Some("half")
    {
        amount = qualified.apply(amount.best.unwrap_or(1.0) + 0.5);
        return Some((amount.times(times), unit, end + 3));
    }
    Some((amount.times(times), unit, after_long(lexemes, end)))
}

/// Steps over the "-plus" or "+" of "20-plus months" and the hyphen of "three-day".
fn after_plus(lexemes: &[Lexeme<'_>], at: usize) -> usize {
    let at = if lexemes.get(at).is_some_and(|it| it.is_dash() && it.glued) { at + 1 } else { at };
    step_over(lexemes, at, &["plus", "+", "odd"])
}

/// "a second strike", "three quarters", "a quarter of" and ages are no lengths.
fn fits(lexemes: &[Lexeme<'_>], from: usize, end: usize, singular: bool) -> bool {
    let unit = lexemes[end - 1].lower.as_ref();
    let article = matches!(word(lexemes, from), Some("a" | "an" | "one"));
    let hyphened = end >= 2 && lexemes[end - 2].is_dash();
    let one_or_joined = article || hyphened || lexemes[from].text == "1" || !singular;
    let other = unit.starts_with("quarter") || (unit == "second" && article);
    one_or_joined && !other && !is_age(lexemes, end)
}

/// Says whether an age ends here: "-year-old boy", "years old", "years of age"; but not "13-year-old war".
pub(crate) fn is_age(lexemes: &[Lexeme<'_>], end: usize) -> bool {
    let from = if lexemes.get(end).is_some_and(Lexeme::is_dash) { end + 1 } else { end };
    match word(lexemes, from) {
        Some("old" | "olds") => english().find("old_thing", lexemes, from + 1).is_none(),
        Some("of") => word(lexemes, from + 1) == Some("age"),
        Some(_) | None => false,
    }
}

/// Steps over "-long" and the "-old" of "13-year-old war".
fn after_long(lexemes: &[Lexeme<'_>], end: usize) -> usize {
    let dash = lexemes.get(end).is_some_and(Lexeme::is_dash);
    match word(lexemes, end + 1) {
        Some("long" | "old") if dash => end + 2,
        Some(_) | None => end,
    }
}

/// A qualifier before a number of units.
#[derive(Clone, Copy)]
struct Qualified(Option<Bound>);

fn qualifier(lexemes: &[Lexeme<'_>], at: usize) -> (Qualified, usize) {
    match english().find("qualifier", lexemes, at) {
        // "no years" and "some years" are told by the number reader.
        Some((value, end)) if !matches!(word(lexemes, at), Some("no" | "another" | "~")) => {
            (Qualified(Bound::from_word(value)), end)
        }
        Some(_) | None => (Qualified(None), at),
    }
}

impl Qualified {
    fn apply(self, count: f64) -> Amount {
        let best = Some(count);
        match self.0 {
            Some(Bound::MoreThan) => Amount { low: count, high: f64::INFINITY, best },
            Some(Bound::LessThan | Bound::UpTo) => Amount { low: 0.0, high: count, best },
            // "about N" is N and a tenth to either side, as for counts.
            Some(Bound::Approx) => Amount { low: 0.9 * count, high: 1.1 * count, best },
            Some(Bound::Exact | Bound::OrderOfMagnitude | Bound::Vague) | None => {
                Amount { low: count, high: count, best }
            }
        }
    }
}

impl Amount {
    /// Returns so many times the amount.
    pub(crate) fn times(self, times: f64) -> Amount {
        Amount { low: self.low * times, high: self.high * times, best: self.best.map(|it| it * times) }
    }
}

fn count(lexemes: &[Lexeme<'_>], at: usize, qualified: Qualified) -> Option<(Amount, usize)> {
    // "in as many months" counts what was counted before.
    let as_many = at > 0 && word(lexemes, at - 1) == Some("as") && word(lexemes, at) == Some("many");
    if let Some(found) = numeral(lexemes, at).filter(|_| !as_many) {
        return Some(match found.best {
            Some(best) => to_second(lexemes, found.end, best).unwrap_or((qualified.apply(best), found.end)),
            None => {
                let (low, high) = (found.low.unwrap_or(0.0), found.high.unwrap_or(f64::INFINITY));
                (Amount { low, high, best: None }, found.end)
            }
        });
    }
    let article = matches!(word(lexemes, at)?, "a" | "an")
        && lexemes.get(at + 1).is_some_and(|it| it.shape == Shape::Word);
    article.then(|| (qualified.apply(1.0), at + 1))
}

/// "two to three weeks", "three or four days", "10-15 minutes".
fn to_second(lexemes: &[Lexeme<'_>], at: usize, low: f64) -> Option<(Amount, usize)> {
    let joined = lexemes.get(at).is_some_and(|it| it.is_dash() || matches!(it.lower.as_ref(), "to" | "or"));
    let second = joined.then(|| numeral(lexemes, at + 1)).flatten()?;
    let high = second.best.filter(|it| *it > low)?;
    Some((Amount { low, high, best: None }, second.end))
}

/// "ago", "later", "earlier", "from now".
fn with_tail(lexemes: &[Lexeme<'_>], end: usize, amount: Amount, unit: Unit) -> Option<(Form, usize)> {
    let closed = |at: usize| lexemes.get(at).is_none_or(|it| it.shape == Shape::Mark);
    match word(lexemes, end)? {
        "ago" => Some((Form::Ago { amount, unit, ahead: false }, end + 1)),
        "from" if word(lexemes, end + 1) == Some("now") => {
            Some((Form::Ago { amount, unit, ahead: true }, end + 2))
        }
        "earlier" | "previously" => Some((Form::FromBefore { amount, unit, later: false }, end + 1)),
        "later" | "afterwards" | "afterward" => {
            Some((Form::FromBefore { amount, unit, later: true }, end + 1))
        }
        "prior" if closed(end + 1) => Some((Form::FromBefore { amount, unit, later: false }, end + 1)),
        "before" if closed(end + 1) => Some((Form::FromBefore { amount, unit, later: false }, end + 1)),
        "after" if closed(end + 1) => Some((Form::FromBefore { amount, unit, later: true }, end + 1)),
        _ => None,
    }
}
