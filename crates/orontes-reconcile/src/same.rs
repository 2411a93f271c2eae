//! Turns an event claim into the key of the group in which its occurrence is sought.
//!
//! Two claims of different groups never tell one occurrence; inside a group days and sides decide.

use crate::anchors::Anchor;
use crate::quoted;
use orontes_model::{Cited, EventClaim, EventStatus, Modality, PlaceRef, Precision, Span, Standing};
use std::collections::BTreeSet;

/// What kind of occurrence a type is told as. Reporters choose freely among the types of one family
/// ("fell", "was handed over"; "clashes", "attack"), so a family is compared and not a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// A place changes hands.
    Taking,
    /// Forces come nearer, or are said to stand somewhere.
    Approach,
    /// A campaign begins.
    Offensive,
    /// A war breaks out.
    Outbreak,
    /// Forces fight.
    Fighting,
    /// Fire from afar, bombs, killings, and the count of who died of them: one incident is told as any of these.
    Harm,
    /// Forces leave.
    Leaving,
    /// People flee.
    Flight,
    /// Somebody means to do something to a place.
    Plan,
    /// Somebody says something.
    Speech,
    /// Everything else, by its type alone.
    Other,
}

/// The types of the contract by family; those not named are `Other`.
const FAMILIES: &[(Family, &[&str])] = &[
    (Family::Taking, &["territory_capture", "non_violent_transfer", "recapture"]),
    (Family::Approach, &["advance", "position_report"]),
    (Family::Offensive, &["offensive_launch", "conflict_reignition"]),
    (Family::Outbreak, &["war_start"]),
    (Family::Fighting, &["clash", "battle", "attack", "counterattack", "defeat"]),
    (
        Family::Harm,
        &[
            "airstrike",
            "strike",
            "drone_strike",
            "bombardment",
            "shelling",
            "suicide_attack",
            "explosion",
            "chemical_attack",
            "massacre",
            "casualty_report",
        ],
    ),
    (Family::Leaving, &["withdrawal", "redeployment", "retreat"]),
    (Family::Flight, &["displacement"]),
    (Family::Plan, &["intent_to_attack", "threat", "counterattack_preparation"]),
    (
        Family::Speech,
        &[
            "statement",
            "statement_demand",
            "statement_claim",
            "statement_support",
            "statement_criticism",
            "accusation",
            "assessment",
            "diplomatic_contact",
            "designation",
        ],
    ),
];

impl Family {
    /// Returns the family of a type of the contract.
    pub fn of(event_type: &str) -> Family {
        FAMILIES.iter().find(|it| it.1.contains(&event_type)).map_or(Family::Other, |it| it.0)
    }

    /// Days that may lie between two accounts of one occurrence.
    ///
    /// A place changes hands once until it changes hands again, and a side that took it cannot take it the
    /// next day: accounts a week apart are one taking whose day is disputed. Fire falls anew each day, so
    /// there another day is another event (ACLED codebook 2023: one place and one day are one event).
    pub fn tolerance_days(self) -> i32 {
        match self {
            Family::Taking | Family::Leaving | Family::Plan => 7,
            // A campaign and the flight from it go on for weeks, and each account is of its own day.
            Family::Offensive | Family::Outbreak | Family::Flight => 30,
            // News of the night is of either day.
            Family::Fighting | Family::Approach | Family::Harm => 1,
            Family::Speech | Family::Other => 0,
        }
    }

    /// Says whether an area about a town counts as the town. Towns are not taken by taking their villages;
    /// but a battle, a raid and a flight reach beyond the last house.
    fn spills_over(self) -> bool {
        !matches!(self, Family::Taking)
    }

    /// Says whether accounts without a town of their own speak of the whole war theatre.
    fn may_be_nationwide(self) -> bool {
        matches!(self, Family::Offensive | Family::Outbreak | Family::Flight)
    }

    /// Says whether a type only counts who came to harm, or says no more than that somebody attacked.
    pub(crate) fn is_vague(event_type: &str) -> bool {
        matches!(event_type, "casualty_report" | "attack" | "strike" | "property_destruction")
    }

    /// Says whether both sides act, so that the actors of one account may be the targets of another.
    pub fn is_mutual(self) -> bool {
        matches!(self, Family::Fighting)
    }
}

/// What must be equal before days and sides are looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupKey {
    /// Facts, intentions, hypotheses, history and denials are worlds of their own.
    pub world: EventStatus,
    /// The family.
    pub family: Family,
    /// The type, for families that are single types.
    pub event_type: String,
    /// The place; see [`place_key`].
    pub place: String,
    /// The report, for accounts without any place: "recent clashes" of two reports need not be the same.
    pub report: String,
}

impl std::hash::Hash for GroupKey {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        (self.world as u8, self.family as u8, &self.event_type, &self.place, &self.report).hash(hasher);
    }
}

/// Returns the group in which the occurrence of an event claim is sought. `speaker` stands for the place of a speech.
pub(crate) fn group_key(cited: &Cited, event: &EventClaim, speaker: &str, anchor: &Anchor<'_>) -> GroupKey {
    let family = if anchor.is_harm { Family::Harm } else { family_of(event) };
    let single = matches!(family, Family::Other | Family::Speech);
    let place = match family {
        Family::Speech => speaker.to_owned(),
        _ if anchor.is_theatre && family.may_be_nationwide() => THEATRE.to_owned(),
        _ => place_key(family, (cited, event.trigger), anchor.places.unwrap_or(&event.places)),
    };
    let report = cited.claim.report.as_str();
    GroupKey {
        world: eventuality(family, world(family, cited.claim.modality)),
        family,
        event_type: match (single, anchor.is_by_hand && family == Family::Harm) {
            (true, _) => single_type(event),
            (false, true) => BY_HAND.to_owned(),
            (false, false) => String::new(),
        },
        report: match (place.is_empty(), anchor.incident) {
            (false, _) => String::new(),
            (true, None) => report.to_owned(),
            (true, Some(incident)) => format!("{report}#{incident}"),
        },
        place,
    }
}

/// The fall of a town that is feared, meant or supposed is one eventuality; whether anybody means it is its status.
fn eventuality(family: Family, world: EventStatus) -> EventStatus {
    match (family, world) {
        (Family::Taking, EventStatus::Hypothetical) => EventStatus::Intended,
        (_, world) => world,
    }
}

/// A type that is no family; what fits no type is told apart by its predicate.
fn single_type(claim: &EventClaim) -> String {
    match &claim.predicate {
        Some(predicate) if claim.event_type == "other" => format!("other {predicate}"),
        _ => claim.event_type.clone(),
    }
}

/// Returns the family of a claim. An offensive on one town is the battle for it and not the campaign.
fn family_of(claim: &EventClaim) -> Family {
    let family = Family::of(&claim.event_type);
    let at_a_town = claim.places.iter().filter(|it| !is_wide(it)).count() == 1;
    if family == Family::Offensive && at_a_town { Family::Fighting } else { family }
}

/// Returns the world that a claim speaks of. To have an intention is itself reported as a fact or by
/// somebody; what is intended has not happened either way.
pub fn world(family: Family, modality: Modality) -> EventStatus {
    match modality {
        Modality::Historical => EventStatus::Historical,
        Modality::Denied => EventStatus::Denied,
        Modality::Conditional => EventStatus::Hypothetical,
        Modality::Predicted => EventStatus::Intended,
        Modality::Asserted | Modality::Claimed if family == Family::Plan => EventStatus::Intended,
        Modality::Asserted | Modality::Claimed => EventStatus::Happened,
    }
}

/// Returns the key of the places of an account: one town, its surroundings or a site in it, the theatre (`*`), or nothing.
fn place_key(family: Family, (cited, trigger): (&Cited, Option<Span>), places: &[PlaceRef]) -> String {
    // "Marched into Arden, sending thousands fleeing": where others went is not where those who flee go.
    let is_after =
        |it: &PlaceRef| trigger.zip(it.span).is_none_or(|(trigger, place)| trigger.start < place.start);
    let goes_there = |it: &PlaceRef| family == Family::Flight && is_after(it) && is_destination(cited, it);
    let named = || places.iter().filter(|it| !is_wide(it) && !goes_there(it));
    let towns = named().map(name_of).collect::<BTreeSet<_>>();
    match (towns.len(), family.may_be_nationwide()) {
        (1, _) => {
            let town = towns.into_iter().next().unwrap_or_default();
            match family.spills_over() {
                true => town,
                false => town + &named().map(|it| within(cited, it)).min().unwrap_or_default(),
            }
        }
        (0, true) if places.iter().any(goes_there) => {
            let there = places.iter().filter(|it| goes_there(it)).map(name_of).min();
            format!("{TO}{}", there.unwrap_or_default())
        }
        (_, true) => THEATRE.to_owned(),
        // Harm in a country is done somewhere in it: what joins two such accounts is more than the country.
        (0, false) if family == Family::Harm => String::new(),
        // A country that only stands in for a place nobody names brings no two reports together.
        (0, false) => {
            let stated = places.iter().filter(|it| it.standing() != Standing::Inferred);
            stated.map(name_of).min().unwrap_or_default()
        }
        (_, false) => towns.into_iter().collect::<Vec<_>>().join("+"),
    }
}

/// Stands for the whole theatre of a war in a key.
const THEATRE: &str = "*";
/// Marks where people fled to in the key of their flight.
pub(crate) const TO: &str = ">";
/// Words within which "to" before a name still leads there: "to the town of Arden", "to the harbour city of Arden".
const LEADS_WORDS: usize = 6;

/// Says whether people go to a place and do not leave it: "fled to Arden" is no flight from Arden.
fn is_destination(cited: &Cited, place: &PlaceRef) -> bool {
    let Some((before, _)) = place.span.and_then(|it| quoted::around(cited, it)) else { return false };
    let mut last =
        before.rsplit(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).take(LEADS_WORDS);
    let leads = last.find_map(|it| match it.to_lowercase().as_str() {
        "to" | "into" | "toward" | "towards" => Some(true),
        "from" | "out" | "in" | "near" | "around" | "outside" => Some(false),
        _ => None,
    });
    leads == Some(true)
}

/// What is added to a town's key where what is meant is not the town itself.
fn within(cited: &Cited, place: &PlaceRef) -> String {
    let words = place.span.and_then(|it| quoted::words_at(cited, it));
    if words.is_some_and(quoted::is_several) {
        return AROUND.to_owned();
    }
    match place.standing() {
        Standing::Itself | Standing::Inferred => String::new(),
        Standing::Around => AROUND.to_owned(),
        Standing::Site => format!("/{}", place.qualifier.as_deref().unwrap_or_default().to_lowercase()),
    }
}

/// Stands for the type in the key of an execution: it is told beside the bombs of its town and day, and is none of them.
const BY_HAND: &str = "by hand";

/// Marks the surroundings of a town in its key.
pub(crate) const AROUND: &str = "~";

/// Says whether a place is a province or larger, or only the country that a report is about.
pub fn is_wide(place: &PlaceRef) -> bool {
    let is_site = match place.standing() {
        Standing::Itself | Standing::Inferred | Standing::Around => false,
        Standing::Site => true,
    };
    place.precision == Precision::Region && !is_site
}

/// Says whether a place is meant itself, and not what lies about or in it.
pub fn is_itself(place: &PlaceRef) -> bool {
    match place.standing() {
        Standing::Itself | Standing::Inferred => true,
        Standing::Around | Standing::Site => false,
    }
}

/// Returns what identifies a place: its identifier, or its folded name where the gazetteer knows none.
pub fn name_of(place: &PlaceRef) -> String {
    place.id.clone().unwrap_or_else(|| format!("?{}", place.name.to_lowercase()))
}
