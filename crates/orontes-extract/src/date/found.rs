//! Finds days, months and weekdays in words.

use orontes_model::{Date, Span};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Words that name a day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundDate {
    /// Where they stand.
    pub span: Span,
    /// What they say.
    pub words: DayWords,
}

/// What the words of a date say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayWords {
    /// Day, month and year.
    Day(Date),
    /// Numbers that can be read in two orders.
    TwoWays {
        /// Read as day/month/year.
        day_first: Date,
        /// Read as month/day/year.
        month_first: Date,
    },
    /// Day and month.
    DayOfMonth {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// Month and year.
    Month {
        /// Four figures.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
}

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?";

static DATES: LazyLock<Regex> = LazyLock::new(|| {
    let nth = r"(?:st|nd|rd|th)?";
    let gap = r"[\s\-,]{1,3}";
    let pattern = [
        // 2024-12-05, 2024/12/5, with or without a time behind it
        r"\b(?P<iy>(?:19|20)\d\d)[-/.](?P<im>\d{1,2})[-/.](?P<id>\d{1,2})(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?\b".to_owned(),
        // 5 December 2024, 5th of December, 2024, 05-Dec-24
        format!(r"\b(?P<ad>\d{{1,2}}){nth}{gap}(?:of\s+)?(?P<am>{MONTH}){gap}(?P<ay>(?:19|20)\d\d|'?\d\d\b)\b"),
        // December 5, 2024; December 5th 2024; Dec. 5 2024
        format!(r"\b(?P<bm>{MONTH})\s+(?P<bd>\d{{1,2}}){nth}{gap}(?P<by>(?:19|20)\d\d)\b"),
        // 05/12/2024, 5.12.2024, 5-12-24
        r"\b(?P<na>\d{1,2})(?P<ns>[/.-])(?P<nb>\d{1,2})[/.-](?P<ny>(?:19|20)\d\d|\d\d)\b".to_owned(),
        // 5 December, December 5, December 2024
        format!(r"\b(?P<cd>\d{{1,2}}){nth}{gap}(?:of\s+)?(?P<cm>{MONTH})"),
        format!(r"\b(?P<mm>{MONTH}),?\s+(?:of\s+)?(?P<my>(?:19|20)\d\d)\b"),
        format!(r"\b(?P<dm>{MONTH})\s+(?P<dd>\d{{1,2}}){nth}\b"),
    ];
    Regex::new(&format!("(?i)(?:{})", pattern.join("|"))).expect("the pattern is fixed and tested")
});

/// Returns the dates in `text`, in order. Linear in the text.
pub(crate) fn dates_of(text: &str) -> Vec<FoundDate> {
    let found = DATES.captures_iter(text).filter_map(|it| {
        let whole = it.get(0)?;
        let span = Span::new(whole.start(), whole.end());
        read(&it).map(|words| FoundDate { span, words })
    });
    found.collect()
}

fn read(found: &Captures) -> Option<DayWords> {
    let number =
        |name: &str| found.name(name).and_then(|it| it.as_str().trim_start_matches('\'').parse::<i16>().ok());
    let month = |name: &str| found.name(name).and_then(|it| month_of(it.as_str()));
    if let (Some(year), Some(month), Some(day)) = (number("iy"), number("im"), number("id")) {
        return day_of(year, month, day).map(DayWords::Day);
    }
    for (year, month, day) in [("ay", month("am"), number("ad")), ("by", month("bm"), number("bd"))] {
        if let (Some(year), Some(month), Some(day)) = (number(year), month, day) {
            return day_of(full_year(year), month, day).map(DayWords::Day);
        }
    }
    if let (Some(a), Some(b), Some(year), Some(mark)) =
        (number("na"), number("nb"), number("ny"), found.name("ns"))
    {
        // Two-figure years are written with strokes; with points or hyphens they are versions and codes.
        return (year > 99 || mark.as_str() == "/").then(|| numeric(a, b, full_year(year), mark.as_str()))?;
    }
    if let (Some(year), Some(month)) = (number("my"), month("mm")) {
        return Some(DayWords::Month { year, month: month as i8 });
    }
    let (month, day) = month("cm").zip(number("cd")).or_else(|| month("dm").zip(number("dd")))?;
    // 2024 is a leap year, so 29 February passes.
    day_of(2024, month, day).map(|it| DayWords::DayOfMonth { month: it.month(), day: it.day() })
}

fn numeric(a: i16, b: i16, year: i16, mark: &str) -> Option<DayWords> {
    let (day_first, month_first) = (day_of(year, b, a), day_of(year, a, b));
    match (day_first, month_first) {
        // Points are a habit of countries that put the day first.
        (Some(day), None) | (None, Some(day)) => Some(DayWords::Day(day)),
        (Some(day), Some(other)) if day == other || mark == "." => Some(DayWords::Day(day)),
        (Some(day_first), Some(month_first)) => Some(DayWords::TwoWays { day_first, month_first }),
        (None, None) => None,
    }
}

/// Two figures are a year of this century up to 69, of the last one after: the POSIX rule.
fn full_year(year: i16) -> i16 {
    match year {
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        full => full,
    }
}

fn day_of(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn month_of(word: &str) -> Option<i16> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let head = word.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|it| *it == head).map(|it| it as i16 + 1)
}

static WEEKDAYS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(mon|tues|wednes|thurs|fri|satur|sun)day\b").expect("the pattern is fixed and tested")
});

/// A weekday in the text, counted from Monday = 0, and whether it is said of days to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundWeekday {
    /// Where it begins.
    pub at: usize,
    /// Monday is 0.
    pub weekday: i8,
    /// Whether the words before it speak of the future.
    pub is_ahead: bool,
}

/// Returns the weekdays in `text`, in order. Linear in the text.
pub(crate) fn weekdays_of(text: &str) -> Vec<FoundWeekday> {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let found = WEEKDAYS.find_iter(text).filter_map(|it| {
        let head = it.as_str().get(..3)?.to_ascii_lowercase();
        let weekday = DAYS.iter().position(|day| *day == head)? as i8;
        Some(FoundWeekday { at: it.start(), weekday, is_ahead: speaks_of_the_future(text, it.start()) })
    });
    found.collect()
}

static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"will|would|shall|scheduled|planned|plans|plan|deadline|until|till|due|expected|expects|next|by|coming|upcoming|before|ahead of|is to|are to";
    Regex::new(&format!(r"(?i)\b(?:{words})\b[^.!?\n]*$")).expect("the pattern is fixed and tested")
});

/// Bytes before a date in which its sentence may say that it lies ahead: about ten words.
const TENSE_REACH_BYTES: usize = 60;

/// Says whether the words just before `at`, within the same sentence, speak of days to come.
pub(crate) fn speaks_of_the_future(text: &str, at: usize) -> bool {
    let floor = text.floor_char_boundary(at.saturating_sub(TENSE_REACH_BYTES));
    AHEAD.is_match(&text[floor..at])
}
