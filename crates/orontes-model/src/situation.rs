//! The whole picture: what the claims of a case jointly support.

use crate::{ClaimId, Date, Disagreement, Event, Explained, Origin, Point, When};

/// Everything that is computed from the claims of a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Situation {
    /// Days of the reports that give none, by name, as far as the other reports bound them.
    pub published: Vec<(String, When)>,
    /// Reports by story.
    pub origins: Vec<Origin>,
    /// Events, by best day and id.
    pub events: Vec<Event>,
    /// Figures in series.
    pub figures: Vec<FigureSeries>,
    /// Who holds what, when.
    pub control: Vec<ControlHistory>,
    /// Where accounts differ.
    pub disagreements: Vec<Disagreement>,
    /// What only looks like a difference.
    pub explained: Vec<Explained>,
    /// What no report says.
    pub unknowns: Vec<Unknown>,
}

/// A question that the reports raise and none answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// One sentence.
    pub text: String,
    /// The claims that raise it.
    pub claims: Vec<ClaimId>,
}

/// One measure in one scope, over time.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureSeries {
    /// Measure ("displaced").
    pub measure: String,
    /// What it is a total of.
    pub scope: String,
    /// Unit ("people").
    pub unit: String,
    /// Counts, by as-of day.
    pub points: Vec<FigurePoint>,
    /// Forecasts, never mixed with counts.
    pub projections: Vec<FigurePoint>,
}

/// One count.
#[derive(Clone, Debug, PartialEq)]
pub struct FigurePoint {
    /// As of when.
    pub as_of: Option<When>,
    /// Lowest.
    pub low: Option<f64>,
    /// Best.
    pub best: Option<f64>,
    /// Highest.
    pub high: Option<f64>,
    /// How exact.
    pub bound: crate::Bound,
    /// First speaker.
    pub source: String,
    /// Origin of the report.
    pub origin: String,
    /// The claim.
    pub claim: ClaimId,
}

/// Who held one place, over time.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlHistory {
    /// Name of the place.
    pub place: String,
    /// Identifier of the place.
    pub place_id: Option<String>,
    /// Where it is.
    pub point: Option<Point>,
    /// Intervals, oldest first; none overlaps another.
    pub intervals: Vec<ControlInterval>,
}

/// Who held a place for some days.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlInterval {
    /// Name of the holder, or `unknown`.
    pub holder: String,
    /// Identifier of the holder.
    pub holder_id: Option<String>,
    /// How sure: controlled, claimed_control, contested, threatened…
    pub status: String,
    /// First day; `None`: earlier than anyone says.
    pub from: Option<Date>,
    /// Earliest day on which it may have begun, where it is only known to have begun by [`from`](Self::from).
    pub not_before: Option<Date>,
    /// Last day; `None`: to the end of the case.
    pub to: Option<Date>,
    /// Says that no report names the holder: it follows from who threatens the place.
    pub is_computed: bool,
    /// The claims it rests on.
    pub claims: Vec<ClaimId>,
}

/// A likelihood in ICD 203 words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likelihood {
    /// 1–5 %.
    AlmostNoChance,
    /// 5–20 %.
    VeryUnlikely,
    /// 20–45 %.
    Unlikely,
    /// 45–55 %.
    RoughlyEvenChance,
    /// 55–80 %.
    Likely,
    /// 80–95 %.
    VeryLikely,
    /// 95–99 %.
    AlmostCertain,
}

impl Likelihood {
    /// The words and their percentages, lowest and highest (ICD 203, 2015).
    pub fn words(self) -> (&'static str, u8, u8) {
        match self {
            Likelihood::AlmostNoChance => ("almost no chance", 1, 5),
            Likelihood::VeryUnlikely => ("very unlikely", 5, 20),
            Likelihood::Unlikely => ("unlikely", 20, 45),
            Likelihood::RoughlyEvenChance => ("roughly even chance", 45, 55),
            Likelihood::Likely => ("likely", 55, 80),
            Likelihood::VeryLikely => ("very likely", 80, 95),
            Likelihood::AlmostCertain => ("almost certain", 95, 99),
        }
    }

    /// Returns the word for a chance between 0 and 1; nothing is surer than its surest word.
    pub fn of_share(share: f64) -> Likelihood {
        match (share * 100.0).round() {
            it if it < 5.0 => Likelihood::AlmostNoChance,
            it if it < 20.0 => Likelihood::VeryUnlikely,
            it if it < 45.0 => Likelihood::Unlikely,
            it if it <= 55.0 => Likelihood::RoughlyEvenChance,
            it if it <= 80.0 => Likelihood::Likely,
            it if it <= 95.0 => Likelihood::VeryLikely,
            _ => Likelihood::AlmostCertain,
        }
    }
}
