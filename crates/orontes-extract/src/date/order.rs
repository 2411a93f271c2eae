//! Settles the order of day and month of a date such as 06/12/2024 by the weekdays and other days of the text.

use super::found::{DayWords, FoundDate, FoundWeekday, speaks_of_the_future};
use orontes_model::Date;

/// Which of day and month the page's language puts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Habit {
    /// 6/12 is 6 December.
    DayFirst,
    /// 6/12 is June 12.
    MonthFirst,
}

/// What a text offers to settle an order.
#[derive(Debug)]
pub(crate) struct Evidence<'a> {
    /// The text.
    pub text: &'a str,
    /// Its dates.
    pub dates: &'a [FoundDate],
    /// Its weekdays.
    pub weekdays: &'a [FoundWeekday],
    /// What the page's language would do.
    pub habit: Option<Habit>,
}

/// Returns the reading of the two that the rest of the text bears out, or none.
///
/// Asked in turn: a day that the text names in words of its own is meant by both; a date of one reading only shows the habit of the writer; a report is published near and
/// not before the latest day that it names; news counts its weekdays from nearby, so the reading that lies
/// closest behind them wins, and where all leave it open the weekday of the lead; days without a year lie shortly before; last the language of the page.
pub(crate) fn settle(day_first: Date, month_first: Date, evidence: &Evidence) -> Option<Date> {
    by_named_day(day_first, month_first, evidence)
        .or_else(|| by_other_numbers(evidence).map(|it| pick(it, day_first, month_first)))
        .or_else(|| by_past_days(day_first, month_first, evidence))
        .or_else(|| by_weekdays(day_first, month_first, evidence))
        .or_else(|| by_lead(day_first, month_first, evidence))
        .or_else(|| by_nearness(day_first, month_first, evidence))
        .or_else(|| evidence.habit.map(|it| pick(it, day_first, month_first)))
}

fn pick(habit: Habit, day_first: Date, month_first: Date) -> Date {
    match habit {
        Habit::DayFirst => day_first,
        Habit::MonthFirst => month_first,
    }
}

fn past_days<'a>(evidence: &'a Evidence) -> impl Iterator<Item = Date> + 'a {
    evidence.dates.iter().filter_map(|it| match it.words {
        DayWords::Day(day) if !speaks_of_the_future(evidence.text, it.span.start as usize) => Some(day),
        DayWords::Day(_)
        | DayWords::TwoWays { .. }
        | DayWords::DayOfMonth { .. }
        | DayWords::Month { .. } => None,
    })
}

/// "4/7/2017" in a feed over a text of "07.04.2017": each writer has an order of his own, and the day is one.
fn by_named_day(a: Date, b: Date, evidence: &Evidence) -> Option<Date> {
    let names = |day: Date| past_days(evidence).any(|it| it == day);
    match (names(a), names(b)) {
        (true, false) => Some(a),
        (false, true) => Some(b),
        (true, true) | (false, false) => None,
    }
}

/// How far behind and ahead of its latest day a report is published: news tells of the last weeks, and
/// a feed may stamp a report with the day of the event, a little before the days it names.
const NEAR_DAYS: std::ops::RangeInclusive<i32> = -7..=21;

fn by_past_days(a: Date, b: Date, evidence: &Evidence) -> Option<Date> {
    let latest = past_days(evidence).max()?;
    let (after_a, after_b) = ((a - latest).get_days(), (b - latest).get_days());
    match (NEAR_DAYS.contains(&after_a), NEAR_DAYS.contains(&after_b), after_a >= 0, after_b >= 0) {
        (true, false, _, _) | (false, false, true, false) => Some(a),
        (false, true, _, _) | (false, false, false, true) => Some(b),
        // Both lie before a day that the text names: the nearer is the less wrong.
        (false, false, false, false) => Some(a.max(b)),
        (true, true, _, _) | (false, false, true, true) => None,
    }
}

/// Mean distance in days from the weekdays mentioned, each counted in the direction of its tense.
fn weekday_distance(day: Date, weekdays: &[FoundWeekday]) -> f64 {
    let today = day.weekday().to_monday_zero_offset();
    let distance = |it: &FoundWeekday| match it.is_ahead {
        true => (it.weekday - today).rem_euclid(7),
        false => (today - it.weekday).rem_euclid(7),
    };
    weekdays.iter().map(|it| f64::from(distance(it))).sum::<f64>() / weekdays.len() as f64
}

/// A day and a half: less can come of one weekday more or less in the story.
const MARGIN_DAYS: f64 = 1.5;

fn by_weekdays(a: Date, b: Date, evidence: &Evidence) -> Option<Date> {
    if evidence.weekdays.is_empty() {
        return None;
    }
    let (from_a, from_b) = (weekday_distance(a, evidence.weekdays), weekday_distance(b, evidence.weekdays));
    match from_a - from_b {
        difference if difference <= -MARGIN_DAYS => Some(a),
        difference if difference >= MARGIN_DAYS => Some(b),
        _ => None,
    }
}

/// Days that a lead may lie back: agencies lead with today or yesterday.
const LEAD_DAYS: i8 = 1;

/// "Troops took the town on Thursday": the first weekday of a story is that of its news, which is a day old at most.
fn by_lead(a: Date, b: Date, evidence: &Evidence) -> Option<Date> {
    let lead = evidence.weekdays.iter().min_by_key(|it| it.at).filter(|it| !it.is_ahead)?;
    let is_fresh =
        |day: Date| (day.weekday().to_monday_zero_offset() - lead.weekday).rem_euclid(7) <= LEAD_DAYS;
    match (is_fresh(a), is_fresh(b)) {
        (true, false) => Some(a),
        (false, true) => Some(b),
        (true, true) | (false, false) => None,
    }
}

fn by_other_numbers(evidence: &Evidence) -> Option<Habit> {
    let habits = evidence.dates.iter().filter_map(|it| match it.words {
        DayWords::Day(day) => habit_of(it.span.of(evidence.text), day),
        DayWords::TwoWays { .. } | DayWords::DayOfMonth { .. } | DayWords::Month { .. } => None,
    });
    let habits: Vec<Habit> = habits.collect();
    let first = *habits.first()?;
    habits.iter().all(|it| *it == first).then_some(first)
}

/// The order in "25/11/2024", which can be read one way only.
fn habit_of(words: &str, day: Date) -> Option<Habit> {
    let mut parts = words.split(['/', '-', '.']);
    let (a, b) = (parts.next()?.parse::<i8>().ok()?, parts.next()?.parse::<i8>().ok()?);
    match (a == day.day() && b == day.month(), a == day.month() && b == day.day()) {
        (true, false) => Some(Habit::DayFirst),
        (false, true) => Some(Habit::MonthFirst),
        (true, true) | (false, false) => None,
    }
}

/// Days from the latest day without a year back to it; the mean over all such days.
fn by_nearness(a: Date, b: Date, evidence: &Evidence) -> Option<Date> {
    let days: Vec<(i8, i8)> =
        evidence.dates.iter().filter_map(|it| day_of_month(it, evidence.text)).collect();
    if days.is_empty() {
        return None;
    }
    let behind = |day: Date| days.iter().map(|it| i64::from(days_since(day, *it))).max().unwrap_or(0);
    let (from_a, from_b) = (behind(a), behind(b));
    // A month: stories reach back weeks, a wrong order moves by months.
    match from_a - from_b {
        ..=-30 => Some(a),
        30.. => Some(b),
        _ => None,
    }
}

fn day_of_month(found: &FoundDate, text: &str) -> Option<(i8, i8)> {
    match found.words {
        DayWords::DayOfMonth { month, day } if !speaks_of_the_future(text, found.span.start as usize) => {
            Some((month, day))
        }
        DayWords::Day(_)
        | DayWords::TwoWays { .. }
        | DayWords::DayOfMonth { .. }
        | DayWords::Month { .. } => None,
    }
}

/// Days from the last such day of a year up to `day`.
fn days_since(day: Date, (month, of_month): (i8, i8)) -> i32 {
    let in_year = |year: i16| Date::new(year, month, of_month).ok();
    let last = in_year(day.year()).filter(|it| *it <= day).or_else(|| in_year(day.year() - 1));
    last.map_or(0, |it| (day - it).get_days())
}
