//! Turns an expression into the days it allows, tied to the publication, the tense and the time spoken of before.

use super::calendar::{self, Days, around, days_between, moved, part_of, timex, timex_unknown};
use super::form::{Amount, Calendar, Expression, Form, Part, Shift, Unit};
use super::scan::is_day;
use super::tense::Tense;
use jiff::civil::Date;
use orontes_model::{Basis, Edge, TimexKind, When};

/// What an expression is tied to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ties {
    /// When the report was published.
    pub(crate) published: When,
    /// The latest year that the report spells out, for dates without one where nothing else tells.
    pub(crate) year: Option<i16>,
    /// The day or days last spoken of.
    pub(crate) before: Option<When>,
    /// Tense of the clause.
    pub(crate) tense: Tense,
    /// True where "for" or "over" stands before the expression.
    pub(crate) after_for: bool,
}

/// An expression tied down.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Resolved {
    /// The days it allows.
    pub(crate) when: When,
    /// TIMEX3 value.
    pub(crate) value: String,
    /// TIMEX3 type.
    pub(crate) kind: TimexKind,
}

/// Ties an expression down. Where the publication is an interval, every day of it is tried at both ends.
pub(crate) fn resolve(it: &Expression, ties: &Ties) -> Resolved {
    let ends = ties.published.from.zip(ties.published.to);
    let Some((first, last)) = ends else { return bounded(at(it, ties, None), ties) };
    let early = at(it, ties, Some(first));
    if first == last {
        return early;
    }
    let late = at(it, ties, Some(last));
    if early == late {
        return early;
    }
    let open = at(it, ties, None);
    let when = When::between(
        early.when.from.min(late.when.from),
        wider(early.when.to, late.when.to),
        early.when.basis,
    );
    Resolved { when, ..open }
}

fn wider(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    a.zip(b).map(|(a, b)| a.max(b))
}

/// A past time of a report whose publication is known only to be before some day lies before it too.
fn bounded(mut it: Resolved, ties: &Ties) -> Resolved {
    let past = matches!(ties.tense, Tense::Past | Tense::Perfect);
    if it.when.is_unknown() && past && it.kind != TimexKind::Duration && it.kind != TimexKind::Set {
        it.when.to = ties.published.to;
    }
    it
}

fn at(it: &Expression, ties: &Ties, anchor: Option<Date>) -> Resolved {
    let (days, mut value, basis) = days_of(it, ties, anchor);
    let kind = kind(it);
    if kind == TimexKind::Time {
        value = if value.is_empty() { format!("XXXX-XX-XX{}", it.of_day) } else { value + &it.of_day };
    }
    let basis = if days.0.is_none() && days.1.is_none() { Basis::Unknown } else { basis };
    Resolved { when: When::between(days.0, days.1, basis), value, kind }
}

fn kind(it: &Expression) -> TimexKind {
    match &it.form {
        Form::Duration { .. } | Form::Stretch { .. } => TimexKind::Duration,
        Form::Set(_) => TimexKind::Set,
        Form::Calendar(_)
        | Form::Slashes { .. }
        | Form::Season { .. }
        | Form::ShiftedMonth { .. }
        | Form::Decade(_)
        | Form::Century(_)
        | Form::Weekday { .. }
        | Form::Overnight
        | Form::Unit { .. }
        | Form::PartOfUnit { .. }
        | Form::Ago { .. }
        | Form::FromBefore { .. }
        | Form::Reference(_)
        | Form::OfDay
        | Form::Range(..) => {
            if it.of_day.is_empty() {
                TimexKind::Date
            } else {
                TimexKind::Time
            }
        }
    }
}

type Tied = (Days, String, Basis);

fn days_of(it: &Expression, ties: &Ties, anchor: Option<Date>) -> Tied {
    let nothing = (None, None);
    match &it.form {
        Form::Calendar(date) => dated(date, it, ties, anchor),
        Form::Slashes { first, second, year } => slashes(*first, *second, *year, ties, anchor),
        Form::Season { year, code, shift } => season(*year, code, *shift, it.part, ties, anchor),
        Form::ShiftedMonth { month, shift } => shifted_month(*month, *shift, it.part, anchor),
        Form::Decade(first) => {
            cut(calendar::years(*first, 10), it.part, format!("{:03}", first / 10), Basis::Explicit)
        }
        Form::Century(number) => {
            let first = (number - 1) * 100 + 1;
            cut(calendar::years(first, 100), it.part, format!("{:02}", number - 1), Basis::Explicit)
        }
        Form::Weekday { weekday, shift, weeks } => {
            self::weekday(*weekday, *shift, *weeks, it.edge, ties, anchor)
        }
        Form::Overnight => match anchor {
            Some(day) => (
                (Some(calendar::move_days(day, -1)), Some(day)),
                timex(calendar::move_days(day, -1), Unit::Day),
                Basis::Relative,
            ),
            None => (nothing, "XXXX-XX-XX".into(), Basis::Relative),
        },
        Form::Unit { unit, offset } => self::unit(*unit, *offset, it, ties, anchor),
        Form::PartOfUnit { unit, later } => part_of_unit(*unit, *later, ties, anchor),
        Form::Ago { amount, unit, ahead } => ago(*amount, *unit, *ahead, anchor),
        Form::Stretch { amount, unit, ahead } => {
            (stretch(*amount, *unit, *ahead, anchor), length(*amount, *unit), Basis::Relative)
        }
        Form::Duration { amount, unit, until_now } => {
            let runs = *until_now || (ties.after_for && ties.tense == Tense::Perfect);
            let days = if runs { stretch(*amount, *unit, false, anchor) } else { nothing };
            (days, length(*amount, *unit), Basis::Relative)
        }
        Form::Set(value) => (nothing, value.clone(), Basis::Unknown),
        Form::FromBefore { amount, unit, later } => from_before(*amount, *unit, *later, ties),
        Form::Reference(value) => reference(value, anchor),
        Form::OfDay => match ties.before.and_then(|it| it.one_day()) {
            Some(day) => ((Some(day), Some(day)), timex(day, Unit::Day), Basis::Anchored),
            None => (nothing, "XXXX-XX-XX".into(), Basis::Unknown),
        },
        Form::Range(first, second) => range(first, second, ties, anchor),
    }
}

/// Takes the part meant of whole days.
fn cut(days: (Date, Date), part: Part, value: String, basis: Basis) -> Tied {
    let (from, to) = part_of(days, part);
    ((Some(from), Some(to)), value, basis)
}

fn dated(date: &Calendar, it: &Expression, ties: &Ties, anchor: Option<Date>) -> Tied {
    let Some(month) = date.month else {
        let year = date.year.unwrap_or(0);
        return cut(calendar::years(year, 1), it.part, format!("{year:04}"), Basis::Explicit);
    };
    let basis = if date.year.is_some() { Basis::Explicit } else { Basis::Relative };
    let days_in = |year: i16| match date.day {
        Some(day) => {
            let first = Date::new(year, month, day).ok()?;
            Some((
                first,
                date.last_day.and_then(|it| Date::new(year, month, it).ok()).unwrap_or(first).max(first),
            ))
        }
        None => calendar::month(year, month),
    };
    let away = date.years_away.and_then(|it| Some(anchor?.year() + i16::from(it)));
    let nearest = || anchor.and_then(|day| nearest_year(day, date, ties.tense, &days_in));
    let year = date.year.or(away).or_else(nearest).or_else(|| episode_year(ties, date, &days_in));
    let year = year
        .or_else(|| ties.year.filter(|_| anchor.is_none() && !date.names_event && date.years_away.is_none()));
    let name = |year: &str| match (date.day, date.last_day) {
        (Some(day), Some(last)) => format!("{year}-{month:02}-{day:02}/{year}-{month:02}-{last:02}"),
        (Some(day), None) => format!("{year}-{month:02}-{day:02}"),
        (None, _) => format!("{year}-{month:02}"),
    };
    match year.and_then(|year| days_in(year).map(|days| (year, days))) {
        Some((year, days)) if date.day.is_none() => cut(days, it.part, name(&format!("{year:04}")), basis),
        Some((year, (from, to))) => ((Some(from), Some(to)), name(&format!("{year:04}")), basis),
        None => ((None, None), name("XXXX"), basis),
    }
}

/// A date that names an event ("the October 7 attack") may be of any year once this many days have passed.
const NAMED_EVENT_DAYS: i64 = 60;
/// A date without a year and without a tense lies ahead when it is this near, and the last one half a year back.
const AHEAD_DAYS: i64 = 31;
const LONG_AGO_DAYS: i64 = 183;

/// What has happened on a day just after that of publication is of this year: reports are updated after the day
/// they bear, and it is later in other time zones. A year back nobody leaves the year out.
const UPDATED_DAYS: i64 = 3;

/// A report of which others only tell that it was written after some day is news of that time: a date shortly
/// before that day is of its year. One further back or ahead may be of a later year.
fn episode_year(ties: &Ties, date: &Calendar, days_in: &dyn Fn(i16) -> Option<(Date, Date)>) -> Option<i16> {
    let published = ties.published;
    let known = published.basis == Basis::Content && published.to.is_none() && date.years_away.is_none();
    let bound = published.from.filter(|_| known && ties.tense != Tense::Future)?;
    let days = |year: &i16| days_in(*year).map(|it| days_between(it.1, bound));
    (bound.year() - 1..=bound.year())
        .find(|it| days(it).is_some_and(|it| (0..=NAMED_EVENT_DAYS).contains(&it)))
}

fn nearest_year(
    anchor: Date,
    date: &Calendar,
    tense: Tense,
    days_in: &dyn Fn(i16) -> Option<(Date, Date)>,
) -> Option<i16> {
    let year = anchor.year();
    // Four years on either side, for 29 February.
    let past = (year - 4..=year).rev().find(|it| days_in(*it).is_some_and(|days| days.0 <= anchor));
    let next = (year..=year + 4).find(|it| days_in(*it).is_some_and(|days| days.1 >= anchor));
    let since = past.and_then(days_in).map_or(i64::MAX, |days| days_between(days.1, anchor));
    let until = next.and_then(days_in).map_or(i64::MAX, |days| days_between(anchor, days.0));
    if date.names_event {
        return past.filter(|_| since <= NAMED_EVENT_DAYS);
    }
    match tense {
        Tense::Past | Tense::Perfect
            if date.day.is_some() && until <= UPDATED_DAYS && since > LONG_AGO_DAYS =>
        {
            next
        }
        Tense::Past | Tense::Perfect => past,
        Tense::Future => next,
        Tense::Unknown if until <= AHEAD_DAYS && since > LONG_AGO_DAYS => next,
        Tense::Unknown => past,
    }
}

fn slashes(first: i8, second: i8, year: Option<i16>, ties: &Ties, anchor: Option<Date>) -> Tied {
    let read = |day: i8, month: i8| {
        let date =
            Calendar { year, month: (month <= 12).then_some(month), day: Some(day), ..Calendar::default() };
        let expression = Expression::plain(0, 0, Form::Calendar(date));
        date.month
            .map(|_| dated(&date, &expression, ties, anchor))
            .filter(|it| it.0.0.is_some() || anchor.is_none())
    };
    let (day_first, month_first) = (read(first, second), read(second, first));
    match (day_first, month_first) {
        (Some(a), Some(b)) if a != b => {
            // Day before month is the order of most of the world; the other one only where it alone lies in the past.
            let ahead =
                |it: &Tied| anchor.is_some_and(|day| it.0.0.is_some_and(|from| days_between(day, from) > 1));
            let (days, value, _) = if ahead(&a) && !ahead(&b) { b } else { a };
            (days, value, Basis::ExplicitAmbiguousOrder)
        }
        (Some(only), _) | (None, Some(only)) => only,
        (None, None) => ((None, None), "XXXX-XX-XX".into(), Basis::Unknown),
    }
}

/// Months of the northern hemisphere, where most readers of the calendar words live.
fn season_days(year: i16, code: &str) -> Option<(Date, Date)> {
    let (first, last) = match code {
        "SP" => ((year, 3), (year, 5)),
        "SU" => ((year, 6), (year, 8)),
        "FA" => ((year, 9), (year, 11)),
        _ => ((year, 12), (year + 1, 2)),
    };
    Some((calendar::month(first.0, first.1)?.0, calendar::month(last.0, last.1)?.1))
}

fn season(
    year: Option<i16>,
    code: &str,
    shift: Shift,
    part: Part,
    ties: &Ties,
    anchor: Option<Date>,
) -> Tied {
    let basis = if year.is_some() { Basis::Explicit } else { Basis::Relative };
    let found = year.or_else(|| {
        let anchor = anchor?;
        let days = |it: &i16| season_days(*it, code);
        let around = anchor.year() - 2..=anchor.year() + 1;
        let starts_after = |it: &i16| days(it).is_some_and(|days| days.0 > anchor);
        let ends_before = |it: &i16| days(it).is_some_and(|days| days.1 < anchor);
        match (shift, ties.tense) {
            (Shift::Last, _) => around.rev().find(ends_before),
            (Shift::Next, _) => around.clone().find(starts_after),
            (Shift::Nearest, Tense::Future) => around.clone().find(|it| !ends_before(it)),
            (Shift::This, _) => around.rev().find(|it| !starts_after(it)),
            (Shift::Nearest, _) => around.rev().find(|it| !starts_after(it)),
        }
    });
    match found.and_then(|it| season_days(it, code).map(|days| (it, days))) {
        Some((year, days)) => cut(days, part, format!("{year:04}-{code}"), basis),
        None => ((None, None), format!("XXXX-{code}"), basis),
    }
}

fn shifted_month(month: i8, shift: Shift, part: Part, anchor: Option<Date>) -> Tied {
    let found = anchor.and_then(|day| {
        let days = |year: i16| calendar::month(year, month);
        let year = day.year();
        match shift {
            Shift::Last => (year - 1..=year).rev().find(|it| days(*it).is_some_and(|it| it.1 < day)),
            Shift::Next => (year..=year + 1).find(|it| days(*it).is_some_and(|it| it.0 > day)),
            Shift::This | Shift::Nearest => Some(year),
        }
    });
    match found.and_then(|year| calendar::month(year, month)) {
        Some(days) => cut(days, part, timex(days.0, Unit::Month), Basis::Relative),
        None => ((None, None), format!("XXXX-{month:02}"), Basis::Relative),
    }
}

fn weekday(weekday: i8, shift: Shift, weeks: i32, edge: Edge, ties: &Ties, anchor: Option<Date>) -> Tied {
    let Some(today) = anchor else {
        return ((None, None), format!("XXXX-WXX-{weekday}"), Basis::Weekday);
    };
    let back = (i64::from(today.weekday().to_monday_one_offset()) - i64::from(weekday)).rem_euclid(7);
    let past = calendar::move_days(today, -back);
    let ahead = matches!(edge, Edge::By | Edge::Until | Edge::Before) && ties.tense == Tense::Unknown;
    let next = if back == 0 { today } else { calendar::move_days(past, 7) };
    let day = match shift {
        Shift::Last if back == 0 => calendar::move_days(past, -7),
        Shift::Last => past,
        Shift::Next => calendar::move_days(past, 7),
        Shift::This => {
            let monday = around(today, Unit::Week).0;
            calendar::move_days(monday, i64::from(weekday) - 1 + 7 * i64::from(weeks))
        }
        Shift::Nearest if ahead || ties.tense == Tense::Future => next,
        Shift::Nearest => past,
    };
    ((Some(day), Some(day)), timex(day, Unit::Day), Basis::Weekday)
}

fn unit(unit: Unit, offset: i32, it: &Expression, ties: &Ties, anchor: Option<Date>) -> Tied {
    let Some(today) = anchor else {
        let value = if unit == Unit::Day && offset == 0 { "PRESENT_REF" } else { timex_unknown(unit) };
        let value = if it.of_day.is_empty() { value } else { "XXXX-XX-XX" };
        return ((None, None), value.into(), Basis::Relative);
    };
    let past = matches!(ties.tense, Tense::Past | Tense::Perfect | Tense::Unknown);
    let mut day = moved(today, if unit == Unit::Weekend { Unit::Week } else { unit }, f64::from(offset));
    let days = around(day, unit);
    if unit == Unit::Weekend && offset == 0 && past && days.0 > today {
        day = calendar::move_days(day, -7);
    }
    let (days, value, basis) = cut(around(day, unit), it.part, timex(day, unit), Basis::Relative);
    // What has happened "this year" has happened by the day of publication.
    let happened =
        offset == 0 && it.part == Part::Whole && matches!(ties.tense, Tense::Past | Tense::Perfect);
    ((days.0, if happened { days.1.min(Some(today)) } else { days.1 }), value, basis)
}

fn part_of_unit(unit: Unit, later: bool, ties: &Ties, anchor: Option<Date>) -> Tied {
    let Some(today) = anchor else {
        return ((None, None), timex_unknown(unit).into(), Basis::Relative);
    };
    let today =
        if unit == Unit::Day { ties.before.and_then(|it| it.one_day()).unwrap_or(today) } else { today };
    let (from, to) = around(today, unit);
    let days = if later { (Some(today), Some(to)) } else { (Some(from), Some(today)) };
    (days, timex(today, unit), Basis::Relative)
}

fn ago(amount: Amount, unit: Unit, ahead: bool, anchor: Option<Date>) -> Tied {
    let open = || if ahead { "FUTURE_REF" } else { "PAST_REF" }.to_owned();
    let Some(today) = anchor else {
        return ((None, None), open(), Basis::Relative);
    };
    // "a decade ago" points at a year, not at one of the tens of the calendar.
    let (amount, unit) = match unit {
        Unit::Decade => (amount.times(10.0), Unit::Year),
        Unit::Century => (amount.times(100.0), Unit::Year),
        Unit::Minute
        | Unit::Hour
        | Unit::Day
        | Unit::Weekend
        | Unit::Week
        | Unit::Month
        | Unit::Quarter
        | Unit::Year => (amount, unit),
    };
    let sign = if ahead { 1.0 } else { -1.0 };
    let grain = |count: f64| around(moved(today, unit, sign * count), unit);
    let far = amount.high.is_finite().then(|| grain(amount.high));
    let near = (amount.low > 0.0).then(|| grain(amount.low));
    let days = match ahead {
        false => (far.map(|it| it.0), Some(near.map_or(today, |it| it.1.min(today)))),
        true => (Some(near.map_or(today, |it| it.0.max(today))), far.map(|it| it.1)),
    };
    let value = amount.best.map(|it| timex(moved(today, unit, sign * it), unit));
    (days, value.unwrap_or_else(open), Basis::Relative)
}

fn stretch(amount: Amount, unit: Unit, ahead: bool, anchor: Option<Date>) -> Days {
    let Some(today) = anchor else { return (None, None) };
    let far =
        amount.high.is_finite().then(|| moved(today, unit, if ahead { amount.high } else { -amount.high }));
    if ahead { (Some(today), far) } else { (far, Some(today)) }
}

/// TIMEX3 value of a length: "P3D", "PXW" where the words give no number.
fn length(amount: Amount, unit: Unit) -> String {
    let (prefix, letter) = unit.timex();
    match amount.best {
        // Nobody writes the value of half an hour as half an hour.
        Some(count) if unit == Unit::Hour && count.fract() != 0.0 => format!("PT{}M", (count * 60.0).round()),
        Some(count) => format!("{prefix}{count}{letter}"),
        None => format!("{prefix}X{letter}"),
    }
}

fn from_before(amount: Amount, unit: Unit, later: bool, ties: &Ties) -> Tied {
    let sign = if later { 1.0 } else { -1.0 };
    let before = ties.before.and_then(|it| it.from.zip(it.to));
    let Some((first, last)) = before.filter(|_| amount.high.is_finite()) else {
        return ((None, None), timex_unknown(unit).into(), Basis::Anchored);
    };
    let (near, far) = (sign * amount.low, sign * amount.high);
    let ends =
        [moved(first, unit, near), moved(first, unit, far), moved(last, unit, near), moved(last, unit, far)];
    let from = ends.iter().map(|it| around(*it, unit).0).min();
    let to = ends.iter().map(|it| around(*it, unit).1).max();
    let settled = from.filter(|it| Some(around(*it, unit)) == from.zip(to));
    let value = settled.map_or_else(|| timex_unknown(unit).into(), |it| timex(it, unit));
    ((from, to), value, Basis::Anchored)
}

fn reference(value: &str, anchor: Option<Date>) -> Tied {
    let days = match value {
        "PRESENT_REF" => (anchor, anchor),
        "PAST_REF" => (None, anchor),
        _ => (anchor, None),
    };
    (days, value.to_owned(), Basis::Relative)
}

fn range(first: &Expression, second: &Expression, ties: &Ties, anchor: Option<Date>) -> Tied {
    let (mut a, b) = (days_of(first, ties, anchor), days_of(second, ties, anchor));
    let weekdays = matches!(first.form, Form::Weekday { .. });
    if let (true, Some(from), Some(to)) = (weekdays, a.0.0, b.0.1)
        && from > to
    {
        let day = calendar::move_days(from, -7);
        a = ((Some(day), Some(day)), timex(day, Unit::Day), Basis::Weekday);
    }
    let of_day = |it: &Expression, value: &str| {
        if is_day(&it.form) || it.form == Form::OfDay {
            format!("{value}{}", it.of_day)
        } else {
            value.to_owned()
        }
    };
    let value = format!("{}/{}", of_day(first, &a.1), of_day(second, &b.1));
    let (from, to) = (a.0.0, b.0.1);
    let days = if from.zip(to).is_some_and(|(from, to)| from > to) { (to, from) } else { (from, to) };
    (days, value, a.2.max(b.2))
}
