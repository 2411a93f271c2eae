//! Turns accounts by which two sides hold one place on one day into disagreements.

use super::difference::{disagreement, side};
use crate::case::Case;
use crate::days::{days_between, is_tight};
use crate::parties::{SideSet, Voice};
use crate::same::{self, Family};
use crate::stories::Story;
use orontes_model::{
    Basis, Cited, ControlStatus, Date, Disagreement, DisagreementKind, DisagreementSeverity, EventStatus,
    Statement,
};
use std::collections::{BTreeMap, BTreeSet};

/// One account of who holds a place.
struct Held<'a> {
    cited: &'a Cited,
    sides: SideSet,
    name: &'a str,
    /// The day of which it says so.
    day: Date,
    /// The first day, where its words give one.
    since: Option<Date>,
    voice: (Story, Voice),
}

/// Days between two accounts of one day's holders: what is printed today is of yesterday.
const ONE_NIGHT_DAYS: i32 = 1;

/// One disagreement for each place that two sides are said to hold at once. Linear in the claims, but for a sort; of
/// one place neighbours by day are compared.
pub(crate) fn disagreements(case: &Case<'_>) -> Vec<Disagreement> {
    let mut places: BTreeMap<String, Vec<Held<'_>>> = BTreeMap::new();
    for cited in case.claims() {
        if let Some((place, held)) = held(case, cited) {
            places.entry(place).or_default().push(held);
        }
    }
    let enemies = enemies(case);
    places.into_values().filter_map(|it| two_holders(case, &enemies, it)).collect()
}

/// Sides of which a report says that one fights, strikes or opposes the other: a front and the group that leads it hold a
/// town together, under two names.
fn enemies(case: &Case<'_>) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for cited in case.claims() {
        let (ones, others) = match &cited.claim.statement {
            Statement::Event(it) if is_hostile(&it.event_type) => {
                (it.actors.as_slice(), it.targets.as_slice())
            }
            Statement::Relation(it) if AGAINST.contains(&it.predicate.as_str()) => {
                (std::slice::from_ref(&it.subject), std::slice::from_ref(&it.object))
            }
            _ => continue,
        };
        let (ones, others) = (case.sides(&cited.claim, ones), case.sides(&cited.claim, others));
        for (one, other) in ones.0.iter().flat_map(|one| others.0.iter().map(move |other| (one, other))) {
            found.insert((one.clone(), other.clone()));
            found.insert((other.clone(), one.clone()));
        }
    }
    found
}

fn is_hostile(event_type: &str) -> bool {
    matches!(Family::of(event_type), Family::Fighting | Family::Harm | Family::Taking | Family::Offensive)
}

/// Relations of those who do not hold a place together.
const AGAINST: &[&str] = &["hostile_to", "opposes"];

fn held<'a>(case: &Case<'a>, cited: &'a Cited) -> Option<(String, Held<'a>)> {
    let Statement::Control(control) = &cited.claim.statement else { return None };
    let is_held = matches!(control.status, ControlStatus::Controlled | ControlStatus::ClaimedControl);
    let is_now = same::world(Family::Other, cited.claim.modality) == EventStatus::Happened;
    let holder = control.holder.as_ref().filter(|_| is_held && is_now && control.to.is_none())?;
    let is_wide = same::is_wide(&control.place);
    let sides = case.sides(&cited.claim, std::slice::from_ref(holder));
    if is_wide || sides.is_empty() {
        return None;
    }
    let own = control.from.filter(|it| it.basis != Basis::Publication).and_then(|it| it.one_day());
    let published = case.dossiers.get(cited.claim.report.as_str()).map(|it| it.published);
    // "Not before" is no day on which anything was so.
    let printed = published.filter(|it| is_tight(it, ONE_NIGHT_DAYS)).and_then(|it| it.to);
    // "Took it on Saturday" says nothing of the day of the report.
    let day = own.or(printed)?;
    let since = control.from.filter(crate::days::is_stated).and_then(|it| it.one_day());
    let place =
        format!("{}/{}", same::name_of(&control.place), control.place.qualifier.as_deref().unwrap_or(""));
    let voice = (case.story(&cited.claim.report), case.voice(cited));
    Some((place, Held { cited, sides, name: &holder.name, day, since, voice }))
}

fn two_holders(
    case: &Case<'_>,
    enemies: &BTreeSet<(String, String)>,
    mut told: Vec<Held<'_>>,
) -> Option<Disagreement> {
    told.sort_by(|a, b| (a.day, &a.cited.claim.id).cmp(&(b.day, &b.cited.claim.id)));
    let are_enemies = |one: &Held<'_>, other: &Held<'_>| {
        let with =
            |it: &String| other.sides.0.iter().any(|other| enemies.contains(&(it.clone(), other.clone())));
        one.sides.0.iter().any(with)
    };
    let pair = told.windows(2).find(|it| are_rivals(case, &it[0], &it[1]) && are_enemies(&it[0], &it[1]))?;
    let near = |it: &&Held<'_>| (pair[0].day..=pair[1].day).contains(&it.day);
    let of_side = |one: &Held<'_>, other: &Held<'_>| {
        let theirs =
            told.iter().filter(near).filter(|it| it.sides.meets(&one.sides) && !it.sides.meets(&other.sides));
        let claims: BTreeSet<_> = theirs.map(|it| it.cited.claim.id.clone()).collect();
        side(format!("held by {}", one.name), claims)
    };
    let Statement::Control(control) = &pair[0].cited.claim.statement else { return None };
    let topic = format!("who holds: {}", control.place.name);
    let why = "two sides are said to hold it on one day, and who speaks may be a party: one account is wrong, early or late";
    let sides = vec![of_side(&pair[0], &pair[1]), of_side(&pair[1], &pair[0])];
    Some(disagreement(DisagreementKind::Actor, DisagreementSeverity::High, topic, sides, why))
}

/// Says whether two neighbours by day cannot both hold: other sides, other voices, and no hand-over between the two.
fn are_rivals(case: &Case<'_>, one: &Held<'_>, other: &Held<'_>) -> bool {
    let is_one_time = days_between(one.day, other.day) <= ONE_NIGHT_DAYS;
    let is_disputed = one.voice != other.voice
        && (one.voice.0 != other.voice.0 || speaks_of_itself(case, one) || speaks_of_itself(case, other));
    // "Has held it since the 28th" leaves the 27th to the other.
    let changed_hands =
        [(one, other), (other, one)].iter().any(|it| it.0.since.is_some_and(|since| since > it.1.day));
    is_one_time && is_disputed && !changed_hands && !one.sides.meets(&other.sides)
}

fn speaks_of_itself(case: &Case<'_>, held: &Held<'_>) -> bool {
    match &held.voice.1 {
        Voice::Named(key) => case.speaker_side(key).is_some_and(|it| held.sides.0.contains(&it)),
        Voice::Own | Voice::Unnamed => false,
    }
}
