//! Turns events and control claims into facts about places, in the order in which they took hold.

use orontes_model::{
    Cited, Claim, ClaimId, ControlClaim, ControlStatus, Date, Event, EventStatus, Modality, Party, PlaceRef,
    Precision, Standing, Statement, When,
};
use orontes_registry::Registry;
use std::collections::BTreeMap;

/// Somebody who holds a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Holder {
    /// The name that is printed.
    pub(crate) name: String,
    /// Identifier, where the registry has one.
    pub(crate) id: Option<String>,
    /// Identifier of the side, or the folded name of somebody unknown.
    pub(crate) side: String,
    /// How it fights a government: not at all as far as the words tell, under a name, or described only.
    pub(crate) rebels: Rebels,
}

/// Whether somebody is a rebel, and has a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rebels {
    /// No rebel as far as the words tell.
    #[default]
    No,
    /// "Northern Front".
    Named,
    /// "Islamist militants", "Fighters".
    Described,
}

/// What happened to a place. The order is that of facts of one day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    /// Forces left.
    Left,
    /// There is fighting, until the day. It comes before the taking that it leads to.
    Fought(Option<Date>),
    /// Somebody is said to hold it, with the status of the contract.
    Held(&'static str),
    /// Somebody took it; `true` where only a claim says so.
    Taken(bool),
    /// Somebody comes for it.
    Threatened,
}

/// One fact about one place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fact {
    /// Says whether it is from before the episode.
    pub(crate) is_history: bool,
    /// The day it took hold; `None` for "at some time in its era".
    pub(crate) day: Option<Date>,
    /// The first day on which it may have taken hold, where `day` is only the last.
    pub(crate) not_before: Option<Date>,
    /// What happened.
    pub(crate) what: What,
    /// Who took, holds, left, or comes.
    pub(crate) who: Option<Holder>,
    /// How much stands behind it: whether somebody asserts it, and independent origins.
    pub(crate) support: (bool, u32),
    /// Last day, where the words give one.
    pub(crate) until: Option<Date>,
    /// The claims.
    pub(crate) claims: Vec<ClaimId>,
}

/// A place with its facts, oldest first.
#[derive(Clone, Debug)]
pub(crate) struct Dossier {
    pub(crate) place: String,
    pub(crate) place_id: Option<String>,
    pub(crate) facts: Vec<Fact>,
}

/// Returns the facts by place, up to the end of `day`. Costs a sort.
pub(crate) fn facts(
    registry: &Registry,
    events: &[Event],
    claims: &[Cited],
    day: Option<Date>,
    latest: Option<Date>,
) -> BTreeMap<String, Dossier> {
    let by_id: BTreeMap<&ClaimId, &Claim> = claims.iter().map(|it| (&it.claim.id, &it.claim)).collect();
    let mut found: BTreeMap<String, Dossier> = BTreeMap::new();
    let mut add = |place: Named, fact: Fact| {
        if fact.day.zip(day).is_some_and(|(it, last)| it > last) {
            return;
        }
        let dossier = found.entry(place.key).or_insert_with(|| Dossier {
            place: place.name,
            place_id: place.id,
            facts: Vec::new(),
        });
        dossier.facts.push(fact);
    };
    for event in events {
        for (place, fact) in facts_of_event(registry, event, &by_id, latest) {
            add(place, fact);
        }
    }
    for claim in by_id.values() {
        if let Statement::Control(control) = &claim.statement
            && bears(&What::Threatened, &control.place)
            && let Some(fact) = fact_of_control(registry, claim, control, latest)
        {
            add(named(&control.place), fact);
        }
    }
    for dossier in found.values_mut() {
        name_the_unnamed(&mut dossier.facts);
        sort(&mut dossier.facts);
    }
    found
}

/// Days between two facts about one place up to which unnamed rebels are those that another account names.
const SAME_HANDS_DAYS: i32 = 31;

/// "Militants hold the town": where another account names the rebels that took it or hold it about that day, these, and
/// nobody else who came after them. Linear in the facts of a place, but for a search among those that name somebody.
fn name_the_unnamed(facts: &mut [Fact]) {
    let holds = |it: &Fact| matches!(it.what, What::Held(_) | What::Taken(_));
    let mut named: Vec<(Option<Date>, Holder)> = facts
        .iter()
        .filter(|it| !it.is_history && holds(it))
        .filter_map(|it| Some((it.day, it.who.clone().filter(|who| who.rebels == Rebels::Named)?)))
        .collect();
    named.sort();
    for fact in facts.iter_mut().filter(|it| !it.is_history) {
        let is_unnamed = fact.who.as_ref().is_some_and(|it| it.rebels == Rebels::Described);
        let day = fact.day;
        let apart = |it: &(Option<Date>, Holder)| {
            it.0.zip(day).map_or(0, |(one, other)| (one - other).get_days().abs())
        };
        let nearest = || named.iter().min_by_key(|it| apart(it)).filter(|it| apart(it) <= SAME_HANDS_DAYS);
        if let Some((_, who)) = is_unnamed.then(nearest).flatten() {
            fact.who = Some(who.clone());
        }
    }
}

/// PLOVER's sector of those who fight a government.
const REBELS: &str = "REB";

fn rebels(registry: &Registry, party: &Party) -> Rebels {
    let known = party.id.as_deref().and_then(|it| registry.by_id(it)).map(|it| it.sector.as_deref());
    let last = party.name.split_whitespace().last().unwrap_or_default();
    let is_plain = last == party.name || last.starts_with(char::is_lowercase);
    match known.unwrap_or(party.sector.as_deref()) {
        Some(REBELS | "UAF") if known.is_none() && is_plain => Rebels::Described,
        Some(REBELS) => Rebels::Named,
        Some(_) | None => Rebels::No,
    }
}

/// Puts facts in order. History of no known day comes first; what happened in the episode on no known day
/// comes before the first day that is known of the episode.
fn sort(facts: &mut [Fact]) {
    let first = facts.iter().filter(|it| !it.is_history).filter_map(|it| it.day).min().unwrap_or(Date::MAX);
    facts.sort_by_key(|it| {
        let day = match (it.day, it.is_history) {
            (Some(day), _) => (day, true),
            (None, true) => (Date::MIN, false),
            (None, false) => (first, false),
        };
        (day, !it.is_history, it.what.clone(), it.claims.clone())
    });
}

/// A place as the board names it: an area about a town is a line of its own.
struct Named {
    key: String,
    name: String,
    id: Option<String>,
}

fn named(place: &PlaceRef) -> Named {
    let qualifier = place.qualifier.as_deref().unwrap_or_default();
    let name = match place.standing() {
        Standing::Itself | Standing::Inferred => {
            let key = place.id.clone().unwrap_or_else(|| format!("?{}", place.name.to_lowercase()));
            return Named { key, name: place.name.clone(), id: place.id.clone() };
        }
        Standing::Around => format!("{qualifier} {}", place.name),
        Standing::Site => format!("{} {qualifier}", place.name),
    };
    Named { key: format!("?{}", name.to_lowercase()), name, id: None }
}

/// What an event's type means for the place; nothing where it means nothing.
fn what_of(event: &Event, is_claimed: bool, by_id: &BTreeMap<&ClaimId, &Claim>) -> Option<What> {
    let what = match event.event_type.as_str() {
        "territory_capture" | "non_violent_transfer" | "recapture" => What::Taken(is_claimed),
        "route_cut" => What::Held("cut"),
        "withdrawal" | "retreat" | "redeployment" => What::Left,
        // Remote violence reaches places that nobody contests (ACLED keeps it apart from battles).
        "clash" | "battle" | "counterattack" => What::Fought(event.date.to),
        "attack" if by_a_force(event, by_id) => What::Fought(event.date.to),
        "intent_to_attack" | "threat" => What::Threatened,
        _ => return None,
    };
    let is_plan = what == What::Threatened;
    let applies = match event.status {
        EventStatus::Happened | EventStatus::Claimed | EventStatus::Historical => !is_plan,
        EventStatus::Intended => is_plan,
        EventStatus::Hypothetical | EventStatus::Denied => false,
    };
    applies.then_some(what)
}

/// Says whether a force attacks: a crowd, a gang or a lone bomber contests no place.
fn by_a_force(event: &Event, by_id: &BTreeMap<&ClaimId, &Claim>) -> bool {
    let told = event.claims.iter().filter_map(|id| by_id.get(id)?.statement.event());
    told.flat_map(|it| &it.actors)
        .filter_map(|it| it.sector.as_deref())
        .any(orontes_registry::sectors::fights_for_ground)
}

fn facts_of_event(
    registry: &Registry,
    event: &Event,
    by_id: &BTreeMap<&ClaimId, &Claim>,
    latest: Option<Date>,
) -> Vec<(Named, Fact)> {
    let Some(what) = what_of(event, event.status == EventStatus::Claimed, by_id) else { return Vec::new() };
    // One event may be told at a town and in its outskirts: each place keeps the claims that name it.
    let mut places: BTreeMap<String, (Named, Vec<ClaimId>, Vec<&Party>)> = BTreeMap::new();
    for id in &event.claims {
        let Some(Statement::Event(told)) = by_id.get(id).map(|it| &it.statement) else { continue };
        for place in told.places.iter().filter(|it| bears(&what, it)) {
            let place = named(place);
            let entry = places.entry(place.key.clone()).or_insert_with(|| (place, Vec::new(), Vec::new()));
            entry.1.push(id.clone());
            entry.2.extend(&told.actors);
        }
    }
    // A battle of a few days begins on the first of them; what is told of a longer time happened at its end.
    let is_battle = matches!(what, What::Fought(_)) && is_narrow(&event.date);
    let day = if is_battle { event.date.from } else { event.best_day.or(surely(&event.date)) };
    let fact = |claims: Vec<ClaimId>, actors: Vec<&Party>| Fact {
        is_history: event.status == EventStatus::Historical,
        day,
        not_before: not_before(&event.date, day),
        what: what.clone(),
        who: holder_among(registry, &actors, day.or(latest)),
        support: (event.status != EventStatus::Claimed, event.origins.min),
        until: None,
        claims,
    };
    places.into_values().map(|(place, claims, actors)| (place, fact(claims, actors))).collect()
}

/// Says whether what happened bears on a place: forces that leave for the outskirts do not leave these, who stands
/// outside a town holds no place that has a name, and a country that stands in for an unnamed place is not held by
/// who takes that place. "Strategic areas" are nowhere on a map.
fn bears(what: &What, place: &PlaceRef) -> bool {
    let has_name = place.id.is_some() || place.name.chars().any(char::is_uppercase);
    has_name
        && match place.standing() {
            Standing::Itself | Standing::Site => true,
            Standing::Around => {
                *what != What::Left && is_area(place.qualifier.as_deref().unwrap_or_default())
            }
            Standing::Inferred => place.precision != Precision::Region,
        }
}

/// Says whether words about a town name an area of which somebody can hold the whole: its countryside, its eastern
/// part. A distance or a direction from it names none.
fn is_area(qualifier: &str) -> bool {
    const AREAS: [&str; 22] = [
        "central",
        "coast",
        "coastal",
        "countryside",
        "district",
        "east",
        "eastern",
        "environs",
        "greater",
        "hinterland",
        "inner",
        "lower",
        "north",
        "northern",
        "outer",
        "region",
        "rural",
        "south",
        "southern",
        "upper",
        "west",
        "western",
    ];
    const POSITIONS: [&str; 14] = [
        "approaches",
        "around",
        "away",
        "between",
        "beyond",
        "from",
        "km",
        "kilometers",
        "kilometres",
        "miles",
        "near",
        "of",
        "outside",
        "towards",
    ];
    let qualifier = qualifier.to_lowercase();
    let has = |list: &[&str]| qualifier.split(|it: char| !it.is_alphanumeric()).any(|it| list.contains(&it));
    has(&AREAS) && !has(&POSITIONS)
}

/// Days that a battle for one town may last and still be told as one.
const BATTLE_DAYS: i32 = 14;

fn is_narrow(when: &When) -> bool {
    matches!((when.from, when.to), (Some(from), Some(to)) if (to - from).get_days() <= BATTLE_DAYS)
}

/// The first of the days that the words leave open, where `day` is the last of them.
fn not_before(when: &When, day: Option<Date>) -> Option<Date> {
    when.from.filter(|from| day == when.to && day.is_some_and(|it| *from < it))
}

/// The first day on which it had surely happened; what is open to the present has none.
fn surely(when: &When) -> Option<Date> {
    when.to
}

/// The actor whom most accounts name, of several the first; a force rather than only its side.
fn holder_among(registry: &Registry, actors: &[&Party], on: Option<Date>) -> Option<Holder> {
    let mut counted: BTreeMap<Holder, (usize, usize)> = BTreeMap::new();
    for (at, party) in actors.iter().enumerate().filter(|it| is_somebody(it.1)) {
        counted.entry(holder_of(registry, party, on)).or_insert((0, at)).0 += 1;
    }
    // "The separatists and the army that helps them took the town": who is named first took it.
    let is_party = |it: &Holder| it.id.is_some() || it.rebels != Rebels::No;
    counted
        .into_iter()
        .max_by_key(|(who, (n_told, at))| (is_party(who), *n_told, std::cmp::Reverse(*at)))
        .map(|it| it.0)
}

/// Words in small letters for which the registry has nobody ("main forces") describe and do not name; rebels whom
/// nobody names are a side all the same.
fn is_somebody(party: &Party) -> bool {
    party.id.is_some() || party.name.chars().any(char::is_uppercase) || is_armed_camp(party)
}

/// "The separatists", "armed groups": those who fight a government, by no name.
fn is_armed_camp(party: &Party) -> bool {
    party.id.is_none() && matches!(party.sector.as_deref(), Some(REBELS | "UAF"))
}

/// Returns a party as a holder, on the side that it was on that day: sides change.
pub(crate) fn holder_of(registry: &Registry, party: &Party, on: Option<Date>) -> Holder {
    let side = party.id.as_deref().map(|it| registry.side_of(it, on).unwrap_or(it).to_owned());
    let side = side.or_else(|| registry.unlisted_army(party));
    let rebels = rebels(registry, party);
    // "Rebels", "separatists" and "armed groups" of one country are told of as one side until somebody names them apart.
    let camp = || format!("?rebels {}", party.country.as_deref().unwrap_or_default());
    let side = side.or_else(|| (rebels == Rebels::Described).then(camp));
    Holder {
        name: party.name.clone(),
        id: party.id.clone(),
        rebels,
        side: side.unwrap_or_else(|| format!("?{}", party.name.to_lowercase())),
    }
}

fn fact_of_control(
    registry: &Registry,
    claim: &Claim,
    control: &ControlClaim,
    latest: Option<Date>,
) -> Option<Fact> {
    let is_history = match claim.modality {
        Modality::Asserted | Modality::Claimed => false,
        Modality::Historical => true,
        Modality::Predicted | Modality::Conditional | Modality::Denied => return None,
    };
    let who = control
        .holder
        .as_ref()
        .filter(|it| is_somebody(it))
        .map(|it| holder_of(registry, it, control.from.as_ref().and_then(surely).or(latest)));
    let what = match control.status {
        ControlStatus::Controlled if claim.modality == Modality::Claimed => What::Held("claimed_control"),
        ControlStatus::Controlled
        | ControlStatus::ControlledPartly
        | ControlStatus::ClaimedControl
        | ControlStatus::Positions
        | ControlStatus::Cut
        | ControlStatus::SupportBase => What::Held(control.status.word()),
        ControlStatus::Contested => What::Fought(control.to.and_then(|it| it.to)),
        ControlStatus::Threatened => What::Threatened,
        ControlStatus::NotControlled => return None,
    };
    // Of a threatened place the claim names the holder, if anybody: it is he who is threatened.
    if what == What::Threatened && who.is_some() {
        return Some(Fact { what: What::Held("threatened"), ..fact(claim, control, is_history, who) });
    }
    Some(Fact { what, ..fact(claim, control, is_history, who) })
}

fn fact(claim: &Claim, control: &ControlClaim, is_history: bool, who: Option<Holder>) -> Fact {
    Fact {
        is_history,
        day: control.from.as_ref().and_then(surely),
        not_before: control.from.and_then(|it| not_before(&it, surely(&it))),
        what: What::Threatened,
        who,
        support: (claim.modality == Modality::Asserted, 1),
        // Who held a place in a past that the report looks back on holds it no longer, unless he took it.
        until: control
            .to
            .and_then(|it| it.to)
            .or_else(|| control.from.and_then(|it| it.to).filter(|_| is_history)),
        claims: vec![claim.id.clone()],
    }
}
