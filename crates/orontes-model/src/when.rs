//! Days as the words allow them: an earliest and a latest day, either of them open.

pub use jiff::civil::Date;

/// The earliest and the latest day that the words allow, both included; `None` is an open end.
/// One day is `from == to`. Precision is the width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    /// Earliest day, or open.
    pub from: Option<Date>,
    /// Latest day, or open.
    pub to: Option<Date>,
    /// How the days were found.
    pub basis: Basis,
}

/// How a day was found, from the surest to the least sure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The words give day, month and year.
    Explicit,
    /// An order of day and month that can be read two ways, settled by weekdays or other dates in the text.
    ExplicitAmbiguousOrder,
    /// A weekday, counted from the publication day.
    Weekday,
    /// "yesterday", "last week", "overnight": counted from the publication day.
    Relative,
    /// Counted from another event of the same report.
    Anchored,
    /// No day in the words: the publication day bounds it.
    Publication,
    /// Not dated: bounded by what the text speaks of.
    Content,
    /// Nothing bounds it.
    #[default]
    Unknown,
}

impl When {
    /// Returns one day, found so.
    pub fn day(day: Date, basis: Basis) -> When {
        When { from: Some(day), to: Some(day), basis }
    }

    /// Returns the days from `from` to `to`, either open.
    pub fn between(from: Option<Date>, to: Option<Date>, basis: Basis) -> When {
        When { from, to, basis }
    }

    /// Returns the day, where it is one.
    pub fn one_day(&self) -> Option<Date> {
        self.from.filter(|_| self.from == self.to)
    }

    /// Says whether neither end is known.
    pub fn is_unknown(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Says whether some day fits both.
    pub fn meets(&self, other: &When) -> bool {
        let starts_in_time =
            |a: Option<Date>, b: Option<Date>| !matches!((a, b), (Some(a), Some(b)) if a > b);
        starts_in_time(self.from, other.to) && starts_in_time(other.from, self.to)
    }
}

impl Basis {
    /// The word that exchange files carry.
    pub fn word(self) -> &'static str {
        match self {
            Basis::Explicit => "explicit",
            Basis::ExplicitAmbiguousOrder => "explicit_ambiguous_order",
            Basis::Weekday => "weekday",
            Basis::Relative => "relative",
            Basis::Anchored => "anchored",
            Basis::Publication => "publication",
            Basis::Content => "content",
            Basis::Unknown => "unknown",
        }
    }
}
