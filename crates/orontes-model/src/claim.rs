//! Claims: one statement in one report, with its words, its speakers and how sure it is said to be.

use crate::{Bound, Digest, Party, Precision, Span, SpeechKind, When};
use std::fmt;

/// Identity of a claim, derived from report, span and kind: stable across runs and orders.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub String);

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

crate::reading::words! {
    /// How sure something is said to be. `Claimed` is added from the speeches over the words.
    #[derive(Default)]
    Modality {
        #[default]
        Asserted = "asserted", Claimed = "claimed", Predicted = "predicted", Conditional = "conditional",
        Historical = "historical", Denied = "denied",
    }
}

crate::reading::words! {
    /// The kinds of claims. Each has a file of its name on every floor that treats kinds.
    Kind {
        Event = "event", Figure = "figure", Control = "control", Alias = "alias", Relation = "relation",
        Geography = "geography", Consequence = "consequence", Source = "source",
    }
}

/// One statement in one report.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Identity.
    pub id: ClaimId,
    /// The report's name.
    pub report: String,
    /// The report's identity.
    pub digest: Digest,
    /// The words it rests on, in the report's text: from the first to the last word that fills it.
    pub evidence: Span,
    /// Ordinal of the sentence, from 1.
    pub sentence: u32,
    /// How sure it is said to be.
    pub modality: Modality,
    /// Names from the publisher outward to the first speaker; one name: the report speaks for itself.
    pub attribution: Vec<String>,
    /// How central to the report, 0 to 1.
    pub salience: f64,
    /// What is said.
    pub statement: Statement,
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// Something happened, or is said to.
    Event(EventClaim),
    /// A number of something.
    Figure(FigureClaim),
    /// Who holds a place.
    Control(ControlClaim),
    /// Two names of one thing.
    Alias(AliasClaim),
    /// How two actors stand to each other.
    Relation(RelationClaim),
    /// How a place stands to another.
    Geography(GeographyClaim),
    /// What follows from what.
    Consequence(ConsequenceClaim),
    /// Who is cited.
    Source(SourceClaim),
}

/// A place as a claim names it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRef {
    /// The gazetteer's name, or the report's own words.
    pub name: String,
    /// Identifier in the gazetteer, where one is settled on.
    pub id: Option<String>,
    /// The words.
    pub span: Option<Span>,
    /// How precisely.
    pub precision: Precision,
    /// "north of", "outskirts of": an area about the place.
    pub qualifier: Option<String>,
}

/// How what is meant stands to the place that is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is the place.
    Itself,
    /// It is an area about the place or a part of it.
    Around,
    /// It is a site in the place ("prison", "air base").
    Site,
    /// The words of the clause name no place: one was taken from its surroundings.
    Inferred,
}

/// Words that make an area of a place name.
const AREA: &[&str] = &[
    "about",
    "approaches",
    "approaching",
    "area",
    "areas",
    "around",
    "between",
    "beyond",
    "bordering",
    "central",
    "coast",
    "coastal",
    "countryside",
    "district",
    "doorstep",
    "east",
    "eastern",
    "edge",
    "edges",
    "encircling",
    "entrance",
    "entrances",
    "environs",
    "fringes",
    "from",
    "gates",
    "greater",
    "hinterland",
    "inner",
    "kilometer",
    "kilometers",
    "kilometre",
    "kilometres",
    "km",
    "lower",
    "mile",
    "miles",
    "near",
    "nearing",
    "north",
    "northeast",
    "northeastern",
    "northern",
    "northwest",
    "northwestern",
    "outer",
    "outside",
    "outskirt",
    "outskirts",
    "overlooking",
    "part",
    "parts",
    "perimeter",
    "periphery",
    "region",
    "rural",
    "shores",
    "south",
    "southeast",
    "southeastern",
    "southern",
    "southwest",
    "southwestern",
    "suburb",
    "suburbs",
    "surrounding",
    "surroundings",
    "towards",
    "upper",
    "vicinity",
    "west",
    "western",
];

/// Words that only say what a named place is.
const SETTLEMENT: &[&str] =
    &["city", "town", "village", "municipality", "capital", "settlement", "hamlet", "township"];

/// Shares of a place: who holds most of Arden holds Arden in part.
const SHARE: &[&str] =
    &["most", "much", "half", "third", "thirds", "quarter", "quarters", "majority", "bulk", "percent"];

impl PlaceRef {
    /// Returns how what is meant stands to the place that is named.
    pub fn standing(&self) -> Standing {
        let Some(qualifier) = self.qualifier.as_deref() else { return Standing::Itself };
        if matches!(
            qualifier,
            "in the same sentence"
                | "in the sentence before"
                | "in the sentence below"
                | "named before"
                | "the country of the report"
                | "where they went"
        ) {
            return Standing::Inferred;
        }
        let words = qualifier.to_lowercase();
        let mut words = words.split(|it: char| !it.is_alphanumeric());
        // "The central city of Arden" is Arden, whatever else is said of it, and so is most of it.
        match words.clone().any(|it| SETTLEMENT.contains(&it) || SHARE.contains(&it)) {
            true => Standing::Itself,
            false if words.any(|it| AREA.binary_search(&it).is_ok()) => Standing::Around,
            false => Standing::Site,
        }
    }
}

/// Something happened, or is said to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventClaim {
    /// Type of CONTRACT section 3 ("territory_capture").
    pub event_type: String,
    /// Who did it, or both sides of an undirected clash.
    pub actors: Vec<Party>,
    /// To whom.
    pub targets: Vec<Party>,
    /// Where.
    pub places: Vec<PlaceRef>,
    /// When; `None` where the words and the report leave it open.
    pub date: Option<When>,
    /// ACLED sub-event type.
    pub acled: Option<String>,
    /// PLOVER type and mode.
    pub plover: Option<Plover>,
    /// Lemma of the predicate, for types that are `other`.
    pub predicate: Option<String>,
    /// The word that triggered it.
    pub trigger: Option<Span>,
    /// Why they did it, in the report's words.
    pub motive: Option<Span>,
    /// Figures that belong to it, as claim ids.
    pub figures: Vec<ClaimId>,
}

/// A PLOVER 2 code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plover {
    /// Event type ("ASSAULT").
    pub event_type: String,
    /// Mode, where PLOVER has one; [`Plover::NO_MODE`] where it has none for what happened.
    pub mode: Option<String>,
}

impl Plover {
    /// Stands for a mode where PLOVER has none that fits ("the capture of a town").
    pub const NO_MODE: &'static str = "none";
}

/// A number of something.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureClaim {
    /// What is counted ("displaced", "killed", "distance").
    pub measure: String,
    /// Unit ("people", "households", "kilometres").
    pub unit: String,
    /// Lowest, where the words give one.
    pub low: Option<f64>,
    /// Best.
    pub best: Option<f64>,
    /// Highest.
    pub high: Option<f64>,
    /// How exact the words are.
    pub bound: Bound,
    /// The number's span.
    pub number: Span,
    /// What it is a total of ("offensive", "whole war", "city"), in words.
    pub scope: String,
    /// As of when.
    pub as_of: Option<When>,
    /// Where.
    pub places: Vec<PlaceRef>,
    /// Class of people counted ("civilians", "fighters", "children").
    pub of_whom: Option<String>,
}

/// Who holds a place.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlClaim {
    /// Where.
    pub place: PlaceRef,
    /// Who; `None` where it is said of nobody.
    pub holder: Option<Party>,
    /// How.
    pub status: ControlStatus,
    /// Since when.
    pub from: Option<When>,
    /// Until when.
    pub to: Option<When>,
}

crate::reading::words! {
    /// How a place is held.
    ControlStatus {
        Controlled = "controlled", ControlledPartly = "controlled_partly", ClaimedControl = "claimed_control",
        Contested = "contested", Threatened = "threatened", Positions = "positions", Cut = "cut",
        SupportBase = "support_base", NotControlled = "not_controlled",
    }
}

/// Two names of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct AliasClaim {
    /// The other name.
    pub alias: String,
    /// The name it stands for.
    pub canonical: String,
    /// gloss, acronym, surname, title or world.
    pub evidence_kind: String,
    /// Words of the alias.
    pub alias_span: Span,
    /// Words of the canonical name.
    pub canonical_span: Option<Span>,
}

/// How two actors stand to each other.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationClaim {
    /// Who.
    pub subject: Party,
    /// Predicate of CONTRACT section 3.
    pub predicate: String,
    /// To whom.
    pub object: Party,
    /// Says whether it holds no more ("formerly").
    pub past: bool,
}

/// How a place stands to another.
#[derive(Clone, Debug, PartialEq)]
pub struct GeographyClaim {
    /// Which place.
    pub subject: PlaceRef,
    /// Predicate of CONTRACT section 3.
    pub predicate: String,
    /// The other place, where there is one.
    pub object: Option<PlaceRef>,
    /// Value ("40 km", "south", "third-largest").
    pub value: Option<String>,
}

/// What follows from what.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsequenceClaim {
    /// Words of the cause.
    pub cause: Span,
    /// Words of the effect.
    pub effect: Span,
    /// Claims that stand in the cause.
    pub cause_claims: Vec<ClaimId>,
    /// Claims that stand in the effect.
    pub effect_claims: Vec<ClaimId>,
}

/// Who is cited.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceClaim {
    /// Name of the registry, the report's words, or "unnamed …".
    pub source: String,
    /// Identifier in the registry.
    pub source_id: Option<String>,
    /// Lemma of the word that credits.
    pub verb: String,
    /// How.
    pub mention_kind: SpeechKind,
    /// Words that name the source.
    pub source_span: Option<Span>,
}

impl Statement {
    /// Returns the event that is told, where one is.
    pub fn event(&self) -> Option<&EventClaim> {
        if let Statement::Event(it) = self { Some(it) } else { None }
    }

    /// Returns the number that is told, where one is.
    pub fn figure(&self) -> Option<&FigureClaim> {
        if let Statement::Figure(it) = self { Some(it) } else { None }
    }

    /// Returns who is said to hold what, where that is told.
    pub fn control(&self) -> Option<&ControlClaim> {
        if let Statement::Control(it) = self { Some(it) } else { None }
    }

    /// Returns the kind of the statement.
    pub fn kind(&self) -> Kind {
        match self {
            Statement::Event(_) => Kind::Event,
            Statement::Figure(_) => Kind::Figure,
            Statement::Control(_) => Kind::Control,
            Statement::Alias(_) => Kind::Alias,
            Statement::Relation(_) => Kind::Relation,
            Statement::Geography(_) => Kind::Geography,
            Statement::Consequence(_) => Kind::Consequence,
            Statement::Source(_) => Kind::Source,
        }
    }
}
