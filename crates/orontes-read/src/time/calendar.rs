//! Turns units and amounts into days: the week of a day, a third of a month, so many months back.

use super::form::{Part, Unit};
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

/// Earliest and latest day, either open.
pub(crate) type Days = (Option<Date>, Option<Date>);

/// Returns the days of the unit that holds `day`.
pub(crate) fn around(day: Date, unit: Unit) -> (Date, Date) {
    let month_of = |month: i8| (month - 1) / 3 * 3 + 1;
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => (day, day),
        Unit::Week => {
            let first = move_days(day, -i64::from(day.weekday().to_monday_zero_offset()));
            (first, move_days(first, 6))
        }
        Unit::Weekend => {
            let (first, last) = around(day, Unit::Week);
            (move_days(first, 5), last)
        }
        Unit::Month => (day.first_of_month(), day.last_of_month()),
        Unit::Quarter => {
            let first = date(day.year(), month_of(day.month()), 1);
            (first, months_later(first, 2).last_of_month())
        }
        Unit::Year => years(day.year(), 1),
        Unit::Decade => years(day.year() - day.year().rem_euclid(10), 10),
        Unit::Century => years(day.year() - (day.year() - 1).rem_euclid(100), 100),
    }
}

/// Returns the days of `count` years from `first`.
pub(crate) fn years(first: i16, count: i16) -> (Date, Date) {
    // Years of the calendar library end at ±9999; a year beyond them is held at its edge.
    let fit = |year: i16| year.clamp(-9990, 9990);
    (date(fit(first), 1, 1), date(fit(first.saturating_add(count - 1)), 12, 31))
}

/// Returns the days of a month, nothing where there is no such month.
pub(crate) fn month(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// Returns the day so many days later, held at the edge of the calendar.
pub(crate) fn move_days(day: Date, days: i64) -> Date {
    day.saturating_add(days.clamp(-4_000_000, 4_000_000).days())
}

fn months_later(day: Date, months: i64) -> Date {
    day.saturating_add(months.clamp(-200_000, 200_000).months())
}

/// Returns the day so many units later (earlier where negative); parts of a unit count as days, rounded.
pub(crate) fn moved(day: Date, unit: Unit, count: f64) -> Date {
    let months = match unit {
        Unit::Month => 1.0,
        Unit::Quarter => 3.0,
        Unit::Year => 12.0,
        Unit::Decade => 120.0,
        Unit::Century => 1200.0,
        Unit::Minute | Unit::Hour | Unit::Day | Unit::Weekend | Unit::Week => 0.0,
    } * count;
    if months != 0.0 && months.fract() == 0.0 {
        return months_later(day, months as i64);
    }
    let days = count * unit.days();
    // A day begun is a day: "in the past 30 hours" reaches into the day before yesterday.
    move_days(day, if days < 0.0 { days.floor() } else { days.ceil() } as i64)
}

/// Returns the part of the days that is meant.
pub(crate) fn part_of(days: (Date, Date), part: Part) -> (Date, Date) {
    let (from, to) = days;
    let whole = days_between(from, to) + 1;
    match part {
        Part::Whole => days,
        // Parts of a year begin with a month, as "the first half of 2023" does.
        Part::Slice(parts, which) if whole > 92 => {
            let n_months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month() - from.month()) + 1;
            let edge = |idx: u8| n_months * i64::from(idx) / i64::from(parts);
            (months_later(from, edge(which)), months_later(from, edge(which + 1) - 1).last_of_month())
        }
        Part::Slice(parts, which) => {
            let edge = |idx: i64| whole * idx / i64::from(parts);
            let first = move_days(from, edge(i64::from(which)));
            (first, move_days(from, (edge(i64::from(which) + 1) - 1).max(edge(i64::from(which)))))
        }
        Part::Week(5) => (move_days(to, -6).max(from), to),
        Part::Week(week) => {
            let first = move_days(from, 7 * (i64::from(week) - 1));
            (first.min(to), move_days(first, 6).min(to))
        }
    }
}

/// Returns the days from one to the other, negative where the second is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |it: Span| i64::from(it.get_days()))
}

/// Returns the TIMEX3 value of the unit that holds `day`.
pub(crate) fn timex(day: Date, unit: Unit) -> String {
    let week = day.iso_week_date();
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => day.to_string(),
        Unit::Week => format!("{:04}-W{:02}", week.year(), week.week()),
        Unit::Weekend => format!("{:04}-W{:02}-WE", week.year(), week.week()),
        Unit::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Unit::Quarter => format!("{:04}-Q{}", day.year(), (day.month() + 2) / 3),
        Unit::Year => format!("{:04}", day.year()),
        Unit::Decade => format!("{:03}", day.year().div_euclid(10)),
        Unit::Century => format!("{:02}", (day.year() - 1).div_euclid(100)),
    }
}

/// Returns the TIMEX3 value of a unit of which nothing is known.
pub(crate) fn timex_unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Week => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}
