//! Turns a number with the words about it into bounds: "at least 40", "between A and B", "10 kilometres (6 miles)".

use super::numeral::{Numeral, numeral, word};
use super::sort;
use crate::lexeme::{Lexeme, Shape};
use crate::words::english;
use orontes_model::{Bound, QuantityRole};

/// A number with its qualifiers and its unit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Phrase {
    /// First lexeme.
    pub(crate) start: usize,
    /// One past the last lexeme.
    pub(crate) end: usize,
    /// Lowest value.
    pub(crate) low: Option<f64>,
    /// Value named.
    pub(crate) best: Option<f64>,
    /// Highest value.
    pub(crate) high: Option<f64>,
    /// How exact.
    pub(crate) bound: Bound,
    /// What it is.
    pub(crate) role: QuantityRole,
    /// Unit of a measure.
    pub(crate) unit: Option<String>,
}

/// Reads the phrase of number that starts at lexeme `at`.
pub(crate) fn phrase(lexemes: &[Lexeme<'_>], at: usize) -> Option<Phrase> {
    sort::label(lexemes, at)
        .or_else(|| sort::ordinal(lexemes, at))
        .or_else(|| share(lexemes, at))
        .or_else(|| similar(lexemes, at))
        .or_else(|| sort::age(lexemes, at))
        .or_else(|| cardinal(lexemes, at))
}

/// "more than half of", "nearly two-thirds of".
fn share(lexemes: &[Lexeme<'_>], at: usize) -> Option<Phrase> {
    let (bound, from) = qualifiers(lexemes, at);
    let mut phrase = sort::fraction(lexemes, from)?;
    phrase.start = at;
    bound.into_iter().for_each(|it| apply(&mut phrase, it));
    Some(phrase)
}

/// "a similar number": as many as the number before, whatever that was.
fn similar(lexemes: &[Lexeme<'_>], at: usize) -> Option<Phrase> {
    let (_, end) = english().find("similar", lexemes, at)?;
    let as_many_as = word(lexemes, end) == Some("as") || word(lexemes, end - 1) == Some("many");
    (!as_many_as).then(|| Phrase { bound: Bound::Approx, ..Phrase::open(at, end) })
}

/// Says whether the phrase points back at another number.
pub(crate) fn is_similar(phrase: &Phrase) -> bool {
    phrase.bound == Bound::Approx && phrase.best.is_none() && phrase.low.is_none() && phrase.high.is_none()
}

impl Phrase {
    /// Returns a count without numbers.
    pub(crate) fn open(start: usize, end: usize) -> Phrase {
        let (low, best, high) = (None, None, None);
        Phrase { start, end, low, best, high, bound: Bound::Vague, role: QuantityRole::Count, unit: None }
    }

    /// Returns a phrase of this role with this one value.
    pub(crate) fn of(start: usize, end: usize, role: QuantityRole, value: f64) -> Phrase {
        let value = Some(value);
        Phrase { low: value, best: value, high: value, bound: Bound::Exact, role, ..Phrase::open(start, end) }
    }
}

fn cardinal(lexemes: &[Lexeme<'_>], at: usize) -> Option<Phrase> {
    let (bound, from) = qualifiers(lexemes, at);
    let (sign, from) = currency_sign(lexemes, from);
    let (numeral, range) = number_or_range(lexemes, from)?;
    // "over several days" lasts through them; it does not exceed them.
    let lasts =
        bound == Some(Bound::MoreThan) && numeral.bound == Bound::Vague && word(lexemes, at) == Some("over");
    if lasts || !stands_as_number(lexemes, at, from, &numeral) {
        return None;
    }
    let mut phrase = Phrase {
        low: numeral.low,
        best: numeral.best,
        high: numeral.high,
        bound: numeral.bound,
        ..Phrase::open(at, numeral.end)
    };
    sort::measured(lexemes, &mut phrase, sign);
    let after = after(lexemes, &mut phrase);
    if !range {
        bound.or(after).into_iter().for_each(|it| apply(&mut phrase, it));
    }
    converted(lexemes, &mut phrase);
    Some(phrase)
}

/// Reads the qualifiers before a number; the surest bound of several counts ("up to an estimated").
fn qualifiers(lexemes: &[Lexeme<'_>], at: usize) -> (Option<Bound>, usize) {
    let (mut bound, mut from) = (None, at);
    for _ in 0..3 {
        let Some((value, end)) = english().find("qualifier", lexemes, from) else { break };
        let found = Bound::from_word(value);
        bound = match (bound, found) {
            (None | Some(Bound::Exact), found) => found,
            (kept, _) => kept,
        };
        from = end;
    }
    (bound, from)
}

fn currency_sign(lexemes: &[Lexeme<'_>], at: usize) -> (Option<&'static str>, usize) {
    let found = english().find("currency_sign", lexemes, at);
    // "A$3" is Australian, "a $3" is not.
    let found = found.filter(|it| it.1 == at + 1 || lexemes[at].is_capital() && lexemes[at + 1].glued);
    found.map_or((None, at), |(unit, end)| (Some(unit), end))
}

/// Reads a number, or two that bound it: "between 30 and 40", "10 to 15", "20,000-30,000", "two or three".
fn number_or_range(lexemes: &[Lexeme<'_>], at: usize) -> Option<(Numeral, bool)> {
    let led = matches!(word(lexemes, at)?, "between" | "from");
    let first = numeral(lexemes, if led { at + 1 } else { at })?;
    let joint = lexemes.get(first.end);
    let joins = joint.is_some_and(|it| match it.lower.as_ref() {
        "and" => led && word(lexemes, at) == Some("between"),
        "to" | "or" => true,
        _ => it.is_dash(),
    });
    let second = joins.then(|| second_of_range(lexemes, first.end + 1)).flatten();
    match (second, first.low, first.best) {
        (Some(second), Some(low), Some(_)) if second.high > Some(low) => {
            // "1 to 2 million": the scale of the second counts for the first; "3-1,000,000" has none.
            let worded = lexemes.get(second.end - 1).is_some_and(|it| it.shape == Shape::Word);
            let scale = if worded && low < 1000.0 { scale_of(second) } else { 1.0 };
            let scale = if Some(low * scale) <= second.high { scale } else { 1.0 };
            let bound = Bound::Approx;
            Some((
                Numeral { low: Some(low * scale), best: None, high: second.high, bound, end: second.end },
                true,
            ))
        }
        _ if led => None,
        _ => Some((first, false)),
    }
}

fn second_of_range(lexemes: &[Lexeme<'_>], at: usize) -> Option<Numeral> {
    let (_, from) = currency_sign(lexemes, at);
    numeral(lexemes, from).filter(|it| it.best.is_some())
}

fn scale_of(second: Numeral) -> f64 {
    let value = second.best.unwrap_or(1.0);
    [1.0e12, 1.0e9, 1.0e6].into_iter().find(|it| value >= *it).unwrap_or(1.0)
}

/// "a", "one of the", "no one", "some" and "most" without a number count nothing.
fn stands_as_number(lexemes: &[Lexeme<'_>], at: usize, from: usize, numeral: &Numeral) -> bool {
    let first = word(lexemes, from).unwrap_or("");
    let before = at.checked_sub(1).and_then(|it| word(lexemes, it)).unwrap_or("");
    let next = word(lexemes, numeral.end).unwrap_or("");
    let alone = numeral.end == from + 1;
    match first {
        "one" if alone => {
            !matches!(
                before,
                "no" | "any" | "every" | "some" | "each" | "this" | "that" | "which" | "the" | "only"
            ) && !matches!(
                next,
                "another" | "of" | "'" | "," | "." | "who" | "that" | "day" | "side" | "thing" | "way"
            ) && lexemes.get(numeral.end).is_some_and(|it| it.shape == Shape::Word)
        }
        "some" | "most" | "various" | "both" if alone && numeral.best != Some(2.0) => false,
        "both" => !matches!(next, "and" | "in" | "to" | "of") && lexemes.get(numeral.end).is_some(),
        "score" | "point" => false,
        "few" if alone => before != "quite",
        "many" => !matches!(before, "as" | "how" | "so" | "too"),
        _ => true,
    }
}

/// Reads "or more", "-plus", "+" after a number.
fn after(lexemes: &[Lexeme<'_>], phrase: &mut Phrase) -> Option<Bound> {
    let dashed = lexemes.get(phrase.end).is_some_and(|it| it.is_dash() && it.glued);
    let from = phrase.end + usize::from(dashed);
    if lexemes.get(phrase.end).is_some_and(|it| it.text == "+") {
        phrase.end += 1;
        return Some(Bound::MoreThan);
    }
    let (value, end) = english().find("after", lexemes, from)?;
    phrase.end = end;
    Bound::from_word(value)
}

/// Widens the values by the words about the number.
fn apply(phrase: &mut Phrase, bound: Bound) {
    let Some(best) = phrase.best else {
        // "more than a few dozen", "up to hundreds": the order keeps its own ends, one of them opened.
        match bound {
            Bound::MoreThan => phrase.high = None,
            Bound::LessThan | Bound::UpTo => phrase.low = None,
            Bound::Exact | Bound::Approx | Bound::OrderOfMagnitude | Bound::Vague => {}
        }
        return;
    };
    phrase.bound = bound;
    let tenth = best / 10.0;
    (phrase.low, phrase.high) = match bound {
        Bound::MoreThan => (Some(best), None),
        Bound::LessThan | Bound::UpTo => (None, Some(best)),
        // The contract: "approximately N" is N and ten per cent to either side.
        Bound::Approx => (Some(best - tenth), Some(best + tenth)),
        Bound::Exact | Bound::OrderOfMagnitude | Bound::Vague => (phrase.low, phrase.high),
    };
}

/// "10 kilometers (6 miles)": the same measure in another unit belongs to the first.
fn converted(lexemes: &[Lexeme<'_>], phrase: &mut Phrase) {
    let measured = matches!(phrase.role, QuantityRole::Measure | QuantityRole::Money);
    if !measured || word(lexemes, phrase.end) != Some("(") {
        return;
    }
    let Some(inner) = cardinal_inside(lexemes, phrase.end + 1) else { return };
    let closes = word(lexemes, inner.end) == Some(")");
    let other = inner.role == phrase.role && inner.unit != phrase.unit;
    if closes && other {
        phrase.end = inner.end + 1;
    }
}

fn cardinal_inside(lexemes: &[Lexeme<'_>], at: usize) -> Option<Phrase> {
    let (_, from) = qualifiers(lexemes, at);
    let (sign, from) = currency_sign(lexemes, from);
    let (numeral, _) = number_or_range(lexemes, from)?;
    let mut phrase = Phrase { best: numeral.best, ..Phrase::open(at, numeral.end) };
    sort::measured(lexemes, &mut phrase, sign);
    Some(phrase)
}
