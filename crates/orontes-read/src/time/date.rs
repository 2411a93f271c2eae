//! Turns lexemes into dates of the calendar: days, months, years, decades, seasons, in all their spellings.

use super::form::{Calendar, Expression, Form, Shift};
use super::scan::step_over;
use crate::lexeme::{Lexeme, Shape};
use crate::number::numeral::word;
use crate::words::english;

type Lexemes<'l> = &'l [Lexeme<'l>];

/// Reads "5 December 2024", "Friday, December 5th", "27-30 Nov.", "the 5th of December".
pub(crate) fn day_of_month(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let from = after_weekday(lexemes, at);
    // "the 25 January protests": the article belongs to the date only before "25th".
    let article = word(lexemes, from) == Some("the");
    if article && lexemes.get(from + 1).is_some_and(|it| it.shape == Shape::Number) {
        return None;
    }
    let (mut date, end) = day_first(lexemes, from).or_else(|| month_first(lexemes, from))?;
    let end = match year_after(lexemes, end) {
        Some((year, end)) => {
            date.year = Some(year);
            end
        }
        None => match year_away(lexemes, end) {
            Some((away, end)) => {
                date.years_away = Some(away);
                end
            }
            None => end,
        },
    };
    date.names_event = date.year.is_none() && english().find("event_noun", lexemes, end).is_some();
    Some(Expression::plain(at, end, Form::Calendar(date)))
}

/// Steps over "Friday, the " before a date.
fn after_weekday(lexemes: &[Lexeme<'_>], at: usize) -> usize {
    let weekday = ["weekday", "weekday_short"].iter().find_map(|class| english().find(class, lexemes, at));
    match weekday {
        Some((_, end)) => step_over(lexemes, step_over(lexemes, end, &[".", ",", "("]), &["the", "on"]),
        None => at,
    }
}

fn day_first(lexemes: &[Lexeme<'_>], at: usize) -> Option<(Calendar, usize)> {
    let (day, end) = day(lexemes, step_over(lexemes, at, &["the"]))?;
    let joined = ["-", "–", "—", "to", "and", "or", "/", "through", "&"];
    let second = joined
        .contains(&word(lexemes, end)?)
        .then(|| self::day(lexemes, step_over(lexemes, end + 1, &["the"])));
    let (last_day, end) = second.flatten().map_or((None, end), |(last, end)| (Some(last), end));
    let (month, end) = month_name(lexemes, step_over(lexemes, end, &["of", "-"]))?;
    Some((Calendar { month: Some(month), day: Some(day), last_day, ..Calendar::default() }, end))
}

fn month_first(lexemes: &[Lexeme<'_>], at: usize) -> Option<(Calendar, usize)> {
    let (month, end) = month_name(lexemes, at)?;
    let from = step_over(lexemes, end, &["the", "-"]);
    let (day, end) = day(lexemes, from).filter(|_| !opens_a_count(lexemes, from))?;
    let (last_day, end) = last_of_range(lexemes, end).map_or((None, end), |(last, end)| (Some(last), end));
    Some((Calendar { month: Some(month), day: Some(day), last_day, ..Calendar::default() }, end))
}

/// "May 5.5", "June 10%": figures that go on are no day.
fn opens_a_count(lexemes: &[Lexeme<'_>], at: usize) -> bool {
    lexemes.get(at + 1).is_some_and(|it| it.glued && (it.text == "%" || it.text == ":"))
}

/// Reads the "-30" of "Nov. 27-30" and the "and 28" of "November 27 and 28".
fn last_of_range(lexemes: &[Lexeme<'_>], at: usize) -> Option<(i8, usize)> {
    let joint = lexemes.get(at)?;
    let in_words = matches!(joint.lower.as_ref(), "to" | "and" | "or" | "through" | "&");
    if !joint.is_dash() && !in_words {
        return None;
    }
    let (last, end) = day(lexemes, at + 1)?;
    let clear = lexemes.get(end).is_none_or(|it| it.shape != Shape::Word)
        || english().find("function", lexemes, end).is_some();
    (month_name(lexemes, end).is_none() && (!in_words || clear)).then_some((last, end))
}

/// Reads a day of the month, 1 to 31, in figures or as "fifth".
fn day(lexemes: &[Lexeme<'_>], at: usize) -> Option<(i8, usize)> {
    if let Some((value, end)) = english().find("ordinal", lexemes, at) {
        let day = value.parse().ok().filter(|it| *it <= 31)?;
        return (word(lexemes, end) == Some("of") || month_name(lexemes, end).is_some())
            .then_some((day, end));
    }
    let figure = lexemes.get(at)?;
    let day = figure.whole(2).filter(|it| (1..=31).contains(it))?;
    Some((day as i8, at + 1))
}

/// Reads the name of a month, long or short. "may" and "march" are months only with a capital.
pub(crate) fn month_name(lexemes: &[Lexeme<'_>], at: usize) -> Option<(i8, usize)> {
    let first = lexemes.get(at)?;
    if let Some((value, end)) = english().find("month", lexemes, at) {
        let doubtful = matches!(first.lower.as_ref(), "may" | "march");
        return (!doubtful || first.is_capital()).then_some((value.parse().ok()?, end));
    }
    let (value, end) = english().find("month_short", lexemes, at).filter(|_| first.is_capital())?;
    let dotted = lexemes.get(end).is_some_and(|it| it.glued && it.text == ".");
    let end = end + usize::from(dotted);
    let is_figure = |idx: Option<usize>| {
        idx.and_then(|it| lexemes.get(it))
            .is_some_and(|it| it.shape != Shape::Word && it.shape != Shape::Mark)
    };
    let dashed = lexemes.get(end).is_some_and(Lexeme::is_dash);
    let before = at.checked_sub(1).map(|it| if lexemes[it].is_dash() { it.saturating_sub(1) } else { it });
    (dotted || is_figure(Some(end + usize::from(dashed))) || is_figure(before))
        .then_some((value.parse().ok()?, end))
}

/// Reads ", 2024" after a day or a month.
fn year_after(lexemes: &[Lexeme<'_>], at: usize) -> Option<(i16, usize)> {
    let from = step_over(lexemes, at, &[",", "of", "-", "("]);
    let from = if from > at + 1 { return None } else { from };
    let closes = usize::from(word(lexemes, at) == Some("(") && word(lexemes, from + 1) == Some(")"));
    if word(lexemes, at) == Some("(") && closes == 0 {
        return None;
    }
    year_figure(lexemes, from).map(|it| (it, from + 1 + closes))
}

/// Reads the "last year" of "November last year", "in May of this year".
fn year_away(lexemes: &[Lexeme<'_>], at: usize) -> Option<(i8, usize)> {
    let from = step_over(lexemes, at, &["of"]);
    let away = match word(lexemes, from)? {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    (word(lexemes, from + 1) == Some("year")).then_some((away, from + 2))
}

fn year_figure(lexemes: &[Lexeme<'_>], at: usize) -> Option<i16> {
    let figure = lexemes.get(at).filter(|it| it.shape == Shape::Number && it.text.len() == 4)?;
    let year = figure.whole(4).filter(|it| (1000..=2199).contains(it))?;
    let measured =
        lexemes.get(at + 1).is_some_and(|it| it.glued && (it.shape == Shape::Word || it.text == "%"));
    (!measured).then_some(year as i16)
}

/// Reads "November 2024", "in November", "last December".
pub(crate) fn month(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    if let Some((shift, end)) = shift(lexemes, at) {
        let (month, end) = month_name(lexemes, end)?;
        let form = Form::ShiftedMonth { month, shift };
        return Some(Expression::plain(at, end, form));
    }
    let (month, end) = month_name(lexemes, at)?;
    let year = year_after(lexemes, end);
    let away = year_away(lexemes, end).filter(|_| year.is_none());
    let is_month = year.is_some() || away.is_some() || stands_as_month(lexemes, at, end);
    let end = year.map(|it| it.1).or(away.map(|it| it.1)).unwrap_or(end);
    let (year, years_away) = (year.map(|it| it.0), away.map(|it| it.0));
    let date = Calendar { year, years_away, month: Some(month), ..Calendar::default() };
    is_month.then(|| Expression::plain(at, end, Form::Calendar(date)))
}

/// "May" and "March" need a preposition; "June Smith" and "April Glaspie" are people.
fn stands_as_month(lexemes: &[Lexeme<'_>], at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).and_then(|it| word(lexemes, it));
    let led = before.is_some_and(|it| {
        english().find("edge", lexemes, at - 1).is_some()
            || matches!(
                it,
                "in" | "of"
                    | "during"
                    | "early"
                    | "late"
                    | "mid"
                    | "to"
                    | "and"
                    | "-"
                    | "–"
                    | "between"
                    | "or"
            )
    });
    let doubtful = matches!(lexemes[at].lower.as_ref(), "may" | "march");
    let named = lexemes.get(end).is_some_and(|it| it.is_capital() && month_name(lexemes, end).is_none());
    led || (!doubtful && !named)
}

/// Returns which way "last", "this", "next" point.
pub(crate) fn shift(lexemes: &[Lexeme<'_>], at: usize) -> Option<(Shift, usize)> {
    let (value, end) = english().find("shift", lexemes, at)?;
    let shift = match value {
        "last" | "past" | "previous" => Shift::Last,
        "this" | "same" => Shift::This,
        "next" | "coming" | "following" => Shift::Next,
        _ => return None,
    };
    Some((shift, end))
}

/// Reads dates in figures: "2024-12-05", "05.12.2024", "06/12/2024", "5-Dec-2024", "06/12".
pub(crate) fn figures(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let from = after_weekday(lexemes, at);
    let (form, end) = dotted(lexemes, from).or_else(|| separated(lexemes, from))?;
    Some(Expression::plain(at, end, form))
}

fn dotted(lexemes: &[Lexeme<'_>], at: usize) -> Option<(Form, usize)> {
    let figure =
        lexemes.get(at).filter(|it| it.shape == Shape::Number && it.text.matches('.').count() == 2)?;
    let parts: Vec<&str> = figure.text.split('.').collect();
    let form = three_parts(parts[0], parts[1], parts[2])?;
    Some((form, at + 1))
}

fn separated(lexemes: &[Lexeme<'_>], at: usize) -> Option<(Form, usize)> {
    let sign = lexemes.get(at + 1).filter(|it| it.glued && (it.text == "/" || it.is_dash()))?;
    let (first, second) = (figure(lexemes, at, 4, false)?, figure(lexemes, at + 2, 2, true)?);
    let again = lexemes.get(at + 3).is_some_and(|it| it.glued && it.text == sign.text);
    match again.then(|| figure(lexemes, at + 4, 4, true)).flatten() {
        Some(third) => Some((three_parts(first, second, third)?, at + 5)),
        None if sign.text == "/" && !again => {
            two_parts(lexemes, at, first, second).map(|form| (form, at + 3))
        }
        None => None,
    }
}

fn figure<'a>(lexemes: Lexemes<'a>, at: usize, digits: usize, glued: bool) -> Option<&'a str> {
    let it = lexemes.get(at).filter(|it| it.shape == Shape::Number && (!glued || it.glued))?;
    it.whole(digits).map(|_| it.text)
}

/// The year is the part with four figures, first or last; two figures at the end are a year of this century.
fn three_parts(first: &str, second: &str, third: &str) -> Option<Form> {
    let (a, b, c): (i16, i16, i16) = (first.parse().ok()?, second.parse().ok()?, third.parse().ok()?);
    if first.len() == 4 && third.len() <= 2 {
        let (month, day) = ((1..=12).contains(&b).then_some(b)?, (1..=31).contains(&c).then_some(c)?);
        let date =
            Calendar { year: Some(a), month: Some(month as i8), day: Some(day as i8), ..Calendar::default() };
        return Some(Form::Calendar(date));
    }
    let year = match third.len() {
        4 => c,
        2 => 2000 + c,
        _ => return None,
    };
    slashes(a, b, Some(year))
}

/// Either of the first two figures may be the day, unless one is greater than twelve.
fn slashes(a: i16, b: i16, year: Option<i16>) -> Option<Form> {
    let fits = (1..=31).contains(&a) && (1..=31).contains(&b) && (a <= 12 || b <= 12);
    fits.then_some(Form::Slashes { first: a as i8, second: b as i8, year })
}

/// "06/12" is a date after a preposition or with a leading zero; "24/7" and "9/11" are not.
fn two_parts(lexemes: &[Lexeme<'_>], at: usize, first: &str, second: &str) -> Option<Form> {
    let led =
        at > 0 && (word(lexemes, at - 1) == Some("on") || english().find("edge", lexemes, at - 1).is_some());
    let zero = first.starts_with('0') || second.starts_with('0');
    let clear = first.len() == 2 && second.len() == 2 && (led || zero);
    clear.then(|| slashes(first.parse().ok()?, second.parse().ok()?, None)).flatten()
}

/// Reads "Christmas Eve", "New Year's Day 2024".
pub(crate) fn holiday(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let (value, end) = english().find("holiday", lexemes, at).filter(|_| lexemes[at].is_capital())?;
    let (month, day) = value.split_once('-')?;
    let (year, end) = year_after(lexemes, end).map_or((None, end), |(year, end)| (Some(year), end));
    let date = Calendar { year, month: month.parse().ok(), day: day.parse().ok(), ..Calendar::default() };
    Some(Expression::plain(at, end, Form::Calendar(date)))
}

/// Reads "the 1980s", "the '90s", "the eighties", "the 20th century".
pub(crate) fn decade(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let led = word(lexemes, at) == Some("the");
    let from = step_over(lexemes, at, &["the", "'"]);
    let ends_in_s = || word(lexemes, from + 1) == Some("s") && lexemes[from + 1].glued;
    let plain = |start: i16, end: usize| Some(Expression::plain(at, end, Form::Decade(start)));
    if let Some((value, end)) = english().find("decade_word", lexemes, from).filter(|_| led) {
        return plain(1900 + value.parse::<i16>().ok()?, end);
    }
    let figure = lexemes.get(from)?;
    match figure.shape {
        Shape::Number if ends_in_s() => match figure.whole(4)? {
            long @ 1000..=2190 if long % 10 == 0 => plain(long as i16, from + 2),
            short @ 10..=90 if short % 10 == 0 && from > at && figure.text.len() == 2 => {
                plain(1900 + short as i16, from + 2)
            }
            _ => None,
        },
        Shape::Ordinal if word(lexemes, from + 1) == Some("century") => {
            let number = figure.whole(2).filter(|it| (1..=22).contains(it))?;
            Some(Expression::plain(at, from + 2, Form::Century(number as i16)))
        }
        Shape::Number | Shape::Ordinal | Shape::Word | Shape::Mark => None,
    }
}

/// Reads "the winter of 2016", "spring 2022", "last summer", "in autumn".
pub(crate) fn season(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let shifted = shift(lexemes, at);
    let from = shifted.map_or_else(|| step_over(lexemes, at, &["the"]), |it| it.1);
    let (code, end) = english().find("season", lexemes, from)?;
    let year = year_after(lexemes, end);
    let doubtful = lexemes[from].lower == "fall" || word(lexemes, end) == Some("of");
    let led = at > 0
        && (matches!(
            word(lexemes, at - 1)?,
            "in" | "during" | "the" | "late" | "early" | "mid" | "over" | "throughout"
        ) || english().find("edge", lexemes, at - 1).is_some());
    let (year, end) = match (year, shifted) {
        (Some((year, end)), _) => (Some(year), end),
        (None, Some(_)) => (None, end),
        (None, None) if led && !doubtful && !lexemes[from].is_capital() => (None, end),
        (None, None) => return None,
    };
    let shift = shifted.map_or(Shift::Nearest, |it| it.0);
    Some(Expression::plain(at, end, Form::Season { year, code, shift }))
}

/// Reads "in 2016", "the 2011 uprising", "2014-2016"; a bare figure without such company is a count.
pub(crate) fn year(lexemes: &[Lexeme<'_>], at: usize) -> Option<Expression> {
    let year = year_figure(lexemes, at).filter(|it| is_year(lexemes, at, *it))?;
    let first = Expression::plain(at, at + 1, year_form(year));
    let joined = lexemes.get(at + 1).is_some_and(|it| it.is_dash() || it.glued && it.text == "/");
    match joined.then(|| second_year(lexemes, at + 2, year)).flatten() {
        Some(last) => {
            let second = Expression::plain(at + 2, at + 3, year_form(last));
            Some(Expression::plain(at, at + 3, Form::Range(Box::new(first), Box::new(second))))
        }
        None => Some(first),
    }
}

fn year_form(year: i16) -> Form {
    Form::Calendar(Calendar { year: Some(year), ..Calendar::default() })
}

/// The "2016" or the "16" of "2014-16".
fn second_year(lexemes: &[Lexeme<'_>], at: usize, first: i16) -> Option<i16> {
    let figure = lexemes.get(at).filter(|it| it.shape == Shape::Number)?;
    let value = figure.whole(4)? as i16;
    let year = match figure.text.len() {
        4 => value,
        2 => first - first % 100 + value,
        _ => return None,
    };
    (year > first && year - first <= 100).then_some(year)
}

fn is_year(lexemes: &[Lexeme<'_>], at: usize, year: i16) -> bool {
    let before = at.checked_sub(1).map(|it| &lexemes[it]);
    let Some(before) = before else { return lexemes.len() == 1 || next_is_dash(lexemes, at) };
    if english().find("label_noun", lexemes, at - 1).is_some() && before.lower != "number" {
        return false;
    }
    let joined = at > 1
        && before.is_dash()
        && matches!(word(lexemes, at - 2), Some("pre" | "post" | "mid" | "early" | "late"));
    let counted = !joined && counts_what_follows(lexemes, at + 1);
    match before.lower.as_ref() {
        "in" | "since" | "until" | "till" | "during" | "before" | "after" | "throughout" | "early"
        | "late" | "mid" | "year" | "pre" | "post" => year >= 1900 || !counted,
        "by" | "from" | "back" | "the" | "a" | "s" => {
            year >= 1900 && !(counted && year % 500 == 0) || !counted && year >= 1500
        }
        "(" | "," | "'" | "’" | "/" | "-" | "–" => (1900..2100).contains(&year) && !counted,
        _ => {
            (1900..2100).contains(&year) && !counted && english().find("year_cue", lexemes, at - 1).is_some()
        }
    }
}

fn next_is_dash(lexemes: &[Lexeme<'_>], at: usize) -> bool {
    lexemes.get(at + 1).is_some_and(Lexeme::is_dash)
}

/// Says whether a plural noun follows, so that the figure counts it ("2000 people").
fn counts_what_follows(lexemes: &[Lexeme<'_>], at: usize) -> bool {
    let Some(next) = lexemes.get(at).filter(|it| it.shape == Shape::Word) else { return false };
    let word = next.lower.as_ref();
    let plural =
        matches!(word, "people" | "men" | "women" | "children" | "troops" | "km" | "percent" | "million");
    plural || (word.ends_with('s') && word.len() > 3 && english().find("function", lexemes, at).is_none())
}
