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

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?-u:\b)\.?";

static DATES: LazyLock<Regex> = LazyLock::new(|| {
    let nth = r"(?:st|nd|rd|th)?";
    let space = "(?:[ \t\r\n]|\u{a0})";
    let gap = "(?:[ \t\r\n,-]|\u{a0}){1,3}";
    let year = "(?:19|20)[0-9]{2}";
    let day = "[0-9]{1,2}";
    let edge = r"(?-u:\b)";
    let pattern = [
        // 2024-12-05, 2024/12/5, with or without a time behind it
        format!(
            r"(?P<iy>{year})[-/.](?P<im>{day})[-/.](?P<id>{day})(?:t[0-9:.]+(?:z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?"
        ),
        // 5 December 2024, 5th of December, 2024, 05-Dec-24
        format!(r"(?P<ad>{day}){nth}{gap}(?:of{space})?(?P<am>{MONTH}){gap}(?P<ay>{year}|'?[0-9]{{2}})"),
        // December 5, 2024; December 5th 2024; Dec. 5 2024
        format!(r"(?P<bm>{MONTH}){space}+(?P<bd>{day}){nth}{gap}(?P<by>{year})"),
        // 05/12/2024, 5.12.2024, 5-12-24
        format!(r"(?P<na>{day})(?P<ns>[/.-])(?P<nb>{day})[/.-](?P<ny>{year}|[0-9]{{2}})"),
        // 5 December, December 5, December 2024
        format!(r"(?P<cd>{day}){nth}{gap}(?:of{space})?(?P<cm>{MONTH})"),
        format!(r"(?P<mm>{MONTH}),?{space}+(?:of{space})?(?P<my>{year})"),
        format!(r"(?P<dm>{MONTH}){space}+(?P<dd>{day}){nth}"),
    ];
    let whole = pattern.map(|it| format!("{edge}{it}{edge}")).join("|");
    fixed(&format!("(?i){whole}"))
});

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed and tested")
}

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

static WEEKDAYS: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"(?i-u)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"));

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

/// Words before a day that put it ahead.
const AHEAD: [&str; 21] = [
    "will",
    "would",
    "shall",
    "scheduled",
    "planned",
    "plans",
    "plan",
    "deadline",
    "until",
    "till",
    "due",
    "expected",
    "expects",
    "next",
    "by",
    "coming",
    "upcoming",
    "before",
    "ahead",
    "postponed",
    "slated",
];

/// Bytes before a date in which its sentence may say that it lies ahead: about ten words.
const TENSE_REACH_BYTES: usize = 60;

/// Says whether the words just before `at`, within the same sentence, speak of days to come.
pub(crate) fn speaks_of_the_future(text: &str, at: usize) -> bool {
    let floor = text.floor_char_boundary(at.saturating_sub(TENSE_REACH_BYTES));
    let before = &text[floor..at];
    let sentence = before.rfind(['.', '!', '?', '\n', '\r']).map_or(before, |it| &before[it + 1..]);
    sentence
        .split(|it: char| !it.is_alphabetic())
        .any(|it| AHEAD.iter().any(|word| it.eq_ignore_ascii_case(word)))
}
