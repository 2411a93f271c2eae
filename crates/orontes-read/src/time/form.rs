//! What words of time say before they are tied to a day.

use orontes_model::Edge;

/// An expression of time as the words give it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expression {
    /// First lexeme.
    pub(crate) start: usize,
    /// One past the last lexeme.
    pub(crate) end: usize,
    /// What is named.
    pub(crate) form: Form,
    /// Which part of it.
    pub(crate) part: Part,
    /// Time of day, as TIMEX3 writes it ("TMO", "T17:00"); empty for none.
    pub(crate) of_day: String,
    /// How the words open it.
    pub(crate) edge: Edge,
}

/// What is named.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Form {
    /// A day, month or year of the calendar; what is missing is found from the publication.
    Calendar(Calendar),
    /// Figures of which either may be the day ("06/12/2024").
    Slashes { first: i8, second: i8, year: Option<i16> },
    /// A season, with its TIMEX3 code.
    Season { year: Option<i16>, code: &'static str, shift: Shift },
    /// A month named by "last" or "next".
    ShiftedMonth { month: i8, shift: Shift },
    /// Ten years from a year ("the 1980s").
    Decade(i16),
    /// A century by its number.
    Century(i16),
    /// A weekday, 1 for Monday, counted from the publication.
    Weekday { weekday: i8, shift: Shift, weeks: i32 },
    /// The night before the publication.
    Overnight,
    /// A whole unit, so many away from the present one ("last week" is −1).
    Unit { unit: Unit, offset: i32 },
    /// The present unit up to the present, or from it ("earlier this week").
    PartOfUnit { unit: Unit, later: bool },
    /// So long ago, or ahead where the sign is negative.
    Ago { amount: Amount, unit: Unit, ahead: bool },
    /// A stretch that ends now, or begins now ("the past three days").
    Stretch { amount: Amount, unit: Unit, ahead: bool },
    /// A length.
    Duration { amount: Amount, unit: Unit, until_now: bool },
    /// Something that returns, with its TIMEX3 value.
    Set(String),
    /// Counted from the time spoken of before ("two days later", "the same day").
    FromBefore { amount: Amount, unit: Unit, later: bool },
    /// The present, the past or the future at large.
    Reference(&'static str),
    /// Only a time of day.
    OfDay,
    /// From one to the other.
    Range(Box<Expression>, Box<Expression>),
}

/// What the words give of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Calendar {
    /// Year, four figures.
    pub(crate) year: Option<i16>,
    /// Month, 1 to 12.
    pub(crate) month: Option<i8>,
    /// Day of the month.
    pub(crate) day: Option<i8>,
    /// Years from the one of the publication ("November last year").
    pub(crate) years_away: Option<i8>,
    /// Last day where the words give several ("27-30 November").
    pub(crate) last_day: Option<i8>,
    /// True where the date is the name of something ("the October 7 attack").
    pub(crate) names_event: bool,
}

/// Which way the words point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shift {
    /// No word: the tense decides.
    #[default]
    Nearest,
    /// "last".
    Last,
    /// "this".
    This,
    /// "next".
    Next,
}

/// Which part of the time named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it.
    #[default]
    Whole,
    /// So many parts, of which the one numbered from 0 is meant.
    Slice(u8, u8),
    /// A week of a month, from 1; 5 is the last.
    Week(u8),
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Seconds and minutes: less than a day matters to nobody who counts days.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Weeks, Monday first.
    Week,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
    /// Tens of years.
    Decade,
    /// Hundreds of years.
    Century,
}

/// How many units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Amount {
    /// Least; 0 for open.
    pub(crate) low: f64,
    /// Most; infinite for open.
    pub(crate) high: f64,
    /// The number in the words, where there is one.
    pub(crate) best: Option<f64>,
}

impl Amount {
    /// One unit, exactly.
    pub(crate) const ONE: Amount = Amount { low: 1.0, high: 1.0, best: Some(1.0) };

    /// No number in the words, but more than one and fewer than the next longer unit holds.
    pub(crate) fn some(unit: Unit) -> Amount {
        Amount { low: 2.0, high: unit.few(), best: None }
    }
}

impl Unit {
    /// Returns the unit of a word of the table.
    pub(crate) fn of_word(word: &str) -> Option<(Unit, f64)> {
        Some(match word {
            "second" => (Unit::Minute, 1.0 / 60.0),
            "minute" => (Unit::Minute, 1.0),
            "hour" => (Unit::Hour, 1.0),
            "day" => (Unit::Day, 1.0),
            "weekend" => (Unit::Weekend, 1.0),
            "week" => (Unit::Week, 1.0),
            "fortnight" => (Unit::Week, 2.0),
            "month" => (Unit::Month, 1.0),
            "quarter" => (Unit::Quarter, 1.0),
            "year" => (Unit::Year, 1.0),
            "decade" => (Unit::Decade, 1.0),
            "century" => (Unit::Century, 1.0),
            _ => return None,
        })
    }

    /// TIMEX3 duration: its prefix and its letter.
    pub(crate) fn timex(self) -> (&'static str, &'static str) {
        match self {
            Unit::Minute => ("PT", "M"),
            Unit::Hour => ("PT", "H"),
            Unit::Day => ("P", "D"),
            Unit::Weekend => ("P", "WE"),
            Unit::Week => ("P", "W"),
            Unit::Month => ("P", "M"),
            Unit::Quarter => ("P", "Q"),
            Unit::Year => ("P", "Y"),
            Unit::Decade => ("P", "DE"),
            Unit::Century => ("P", "CE"),
        }
    }

    /// Days in one unit, rounded up; a bound where the words count units without a number.
    pub(crate) fn days(self) -> f64 {
        match self {
            Unit::Minute => 1.0 / 1440.0,
            Unit::Hour => 1.0 / 24.0,
            Unit::Day => 1.0,
            Unit::Weekend => 2.0,
            Unit::Week => 7.0,
            Unit::Month => 30.4375,
            Unit::Quarter => 91.3125,
            Unit::Year => 365.25,
            Unit::Decade => 3652.5,
            Unit::Century => 36525.0,
        }
    }

    /// How many a writer calls "days" before it says "weeks", and so on up.
    fn few(self) -> f64 {
        match self {
            Unit::Minute => 60.0,
            Unit::Hour => 24.0,
            Unit::Day => 9.0,
            Unit::Weekend | Unit::Quarter => 4.0,
            Unit::Week => 8.0,
            Unit::Month => 18.0,
            Unit::Year | Unit::Decade => 9.0,
            Unit::Century => 9.0,
        }
    }
}
