//! Decides on which day a report was published: by its date line, its dateline, or bounded by what it speaks of.

use super::found::{DayWords, FoundDate, FoundWeekday, speaks_of_the_future, weekdays_of};
use super::order::{Evidence, Habit, settle};
use orontes_model::{Basis, Date, Span, When, Zone, ZoneKind};
use regex::Regex;
use std::sync::LazyLock;

/// Returns the day of publication that the text itself gives. Linear in the text.
pub(crate) fn published_in(text: &str, zones: &[Zone], dates: &[FoundDate], habit: Option<Habit>) -> When {
    let weekdays: Vec<FoundWeekday> = body_weekdays(text, zones);
    let body = outside(dates, zones, &[ZoneKind::Boilerplate]);
    let year = latest_past_day(text, &body);
    for idx in heads(text, zones, dates) {
        let others: Vec<FoundDate> = body.iter().filter(|it| it.span != dates[idx].span).cloned().collect();
        let evidence = Evidence { text, dates: &others, weekdays: &weekdays, habit };
        let line =
            zones.iter().find(|it| it.span.contains(dates[idx].span)).map_or(dates[idx].span, |it| it.span);
        if let Some(when) = day_said(&dates[idx], line, &evidence, year) {
            return when;
        }
    }
    bounded(text, &body)
}

/// Says what a numeric date of metadata means, with the text's help.
pub(crate) fn published_as(
    words: DayWords,
    text: &str,
    zones: &[Zone],
    dates: &[FoundDate],
    habit: Option<Habit>,
) -> When {
    let weekdays = body_weekdays(text, zones);
    let body = outside(dates, zones, &[ZoneKind::Boilerplate]);
    let evidence = Evidence { text, dates: &body, weekdays: &weekdays, habit };
    let found = FoundDate { span: Span::default(), words };
    day_said(&found, Span::default(), &evidence, latest_past_day(text, &body)).unwrap_or_default()
}

fn day_said(found: &FoundDate, line: Span, evidence: &Evidence, latest: Option<Date>) -> Option<When> {
    match found.words {
        DayWords::Day(day) => Some(When::day(day, Basis::Explicit)),
        DayWords::TwoWays { day_first, month_first } => {
            let basis = Basis::ExplicitAmbiguousOrder;
            let settled = by_own_weekday(day_first, month_first, line.of(evidence.text));
            Some(settled.or_else(|| settle(day_first, month_first, evidence)).map_or_else(
                || When::between(Some(day_first.min(month_first)), Some(day_first.max(month_first)), basis),
                |day| When::day(day, basis),
            ))
        }
        DayWords::DayOfMonth { month, day } => year_for(month, day, line.of(evidence.text), latest),
        DayWords::Month { year, month } => {
            let first = Date::new(year, month, 1).ok()?;
            Some(When::between(Some(first), Some(first.last_of_month()), Basis::Explicit))
        }
    }
}

/// "Thursday 05/12/2024": the weekday beside the numbers fits one reading or neither.
fn by_own_weekday(a: Date, b: Date, line: &str) -> Option<Date> {
    let weekday = weekdays_of(line).first()?.weekday;
    let fits = |it: Date| it.weekday().to_monday_zero_offset() == weekday;
    match (fits(a), fits(b)) {
        (true, false) => Some(a),
        (false, true) => Some(b),
        (true, true) | (false, false) => None,
    }
}

/// The year of a date line without one: on or after the latest day of the text, on the weekday it names.
fn year_for(month: i8, day: i8, line: &str, latest: Option<Date>) -> Option<When> {
    let latest = latest?;
    let weekday = weekdays_of(line).first().map(|it| it.weekday);
    let fits = |it: &Date| weekday.is_none_or(|day| it.weekday().to_monday_zero_offset() == day);
    // A week's grace: the latest day may be one that the text expects.
    let near = |it: &Date| (*it - latest).get_days() >= -7;
    let years = latest.year()..=latest.year() + 1;
    let found = years.filter_map(|it| Date::new(it, month, day).ok()).find(|it| fits(it) && near(it))?;
    Some(When::day(found, Basis::Content))
}

/// Date lines that are tried: a report has one or two, a list of days must not be tried whole.
const MAX_HEADS: usize = 8;

/// Indexes of the dates that can be the report's own, best first: date lines, bylines, datelines; a line
/// that says "updated" stands behind one that does not.
fn heads(text: &str, zones: &[Zone], dates: &[FoundDate]) -> Vec<usize> {
    let mut ranked: Vec<(u8, usize)> = Vec::new();
    let mut zone_idx = 0;
    for (idx, date) in dates.iter().enumerate() {
        while zones.get(zone_idx).is_some_and(|it| it.span.end <= date.span.start) {
            zone_idx += 1;
        }
        let Some(zone) = zones.get(zone_idx).filter(|it| it.span.contains(date.span)) else { continue };
        let rank = match zone.kind {
            ZoneKind::DateLine if is_said_published(text, zone.span, date.span) => 0,
            ZoneKind::DateLine if zone.span.of(text).to_lowercase().contains("updated") => 2,
            ZoneKind::DateLine => 1,
            ZoneKind::Byline => 3,
            ZoneKind::Dateline => 4,
            ZoneKind::Title | ZoneKind::Heading | ZoneKind::Boilerplate | ZoneKind::MachineDisclosure => {
                continue;
            }
        };
        ranked.push((rank, idx));
    }
    ranked.sort_unstable();
    ranked.truncate(MAX_HEADS);
    ranked.into_iter().map(|(_, idx)| idx).collect()
}

/// "Reporting period: 24 to 30 October. Published 3 November": the verb before a date says which one it is.
fn is_said_published(text: &str, line: Span, date: Span) -> bool {
    const NEAR_BYTES: usize = 24;
    let before = text.get(line.start as usize..date.start as usize).unwrap_or_default();
    let near = before.char_indices().rev().take(NEAR_BYTES).last().map_or("", |it| &before[it.0..]);
    let near = near.to_lowercase();
    ["published", "posted", "issued", "released"].iter().any(|it| near.contains(it))
}

fn outside(dates: &[FoundDate], zones: &[Zone], kinds: &[ZoneKind]) -> Vec<FoundDate> {
    let mut zone_idx = 0;
    let mut kept = Vec::with_capacity(dates.len());
    for date in dates {
        while zones.get(zone_idx).is_some_and(|it| it.span.end <= date.span.start) {
            zone_idx += 1;
        }
        if !zones.get(zone_idx).is_some_and(|it| it.span.overlaps(date.span) && kinds.contains(&it.kind)) {
            kept.push(date.clone());
        }
    }
    kept
}

fn body_weekdays(text: &str, zones: &[Zone]) -> Vec<FoundWeekday> {
    let mut zone_idx = 0;
    let mut kept = Vec::new();
    for weekday in weekdays_of(text) {
        while zones.get(zone_idx).is_some_and(|it| it.span.end as usize <= weekday.at) {
            zone_idx += 1;
        }
        let skipped = zones.get(zone_idx).is_some_and(|it| {
            (it.span.start as usize) <= weekday.at
                && matches!(it.kind, ZoneKind::Boilerplate | ZoneKind::DateLine)
        });
        if !skipped {
            kept.push(weekday);
        }
    }
    kept
}

fn latest_past_day(text: &str, dates: &[FoundDate]) -> Option<Date> {
    let past = dates.iter().filter(|it| !speaks_of_the_future(text, it.span.start as usize));
    past.filter_map(|it| match it.words {
        DayWords::Day(day) => Some(day),
        DayWords::TwoWays { day_first, month_first } => Some(day_first.min(month_first)),
        DayWords::Month { year, month } => Date::new(year, month, 1).ok(),
        DayWords::DayOfMonth { .. } => None,
    })
    .max()
}

/// A report is not older than what it tells as past: the latest such day is its earliest, the end is open.
fn bounded(text: &str, dates: &[FoundDate]) -> When {
    let Some(latest) = latest_past_day(text, dates).max(latest_year(text)) else { return When::default() };
    let later = dates.iter().filter(|it| !speaks_of_the_future(text, it.span.start as usize));
    let without_year = later.filter_map(|it| match it.words {
        DayWords::DayOfMonth { month, day } => Date::new(latest.year(), month, day).ok(),
        DayWords::Day(_) | DayWords::TwoWays { .. } | DayWords::Month { .. } => None,
    });
    // Four months: "since 27 November" in a text of December belongs to its year; more is another year's.
    let near = |it: &Date| (1..=120).contains(&(*it - latest).get_days());
    let named_day = latest_past_day(text, dates) == Some(latest);
    let from = without_year.filter(|it| named_day && near(it)).max().unwrap_or(latest);
    When::between(Some(from), None, Basis::Content)
}

static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i-u)\b(?:in|since|from|during) +((?:19|20)[0-9]{2})\b(?: +(\w+))?")
        .expect("the pattern is fixed and tested")
});

/// The first day of the latest year that the text speaks of as past: "since 2011", "in 2015".
fn latest_year(text: &str) -> Option<Date> {
    let counts = |noun: &str| {
        const UNITS: [&str; 14] = [
            "people",
            "men",
            "fighters",
            "troops",
            "soldiers",
            "civilians",
            "km",
            "kilometers",
            "kilometres",
            "miles",
            "metres",
            "meters",
            "families",
            "tonnes",
        ];
        UNITS.contains(&noun.to_lowercase().as_str())
    };
    let years = YEARS.captures_iter(text).filter(|it| {
        let at = it.get(0).map_or(0, |it| it.start());
        !it.get(2).is_some_and(|it| counts(it.as_str())) && !speaks_of_the_future(text, at)
    });
    let latest = years.filter_map(|it| it.get(1)?.as_str().parse::<i16>().ok()).max()?;
    Date::new(latest, 1, 1).ok()
}
