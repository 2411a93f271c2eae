//! Turns who took, attacked and left what into who stands against whom.

use crate::facts::{Holder, Rebels, holder_of};
use orontes_model::{Basis, Cited, Date, Event, EventStatus, Modality, Standing, Statement, When};
use orontes_registry::Registry;
use std::collections::{BTreeMap, BTreeSet};

/// For each side, whom it most often stands against, from each day on.
pub(crate) struct Opponents {
    by_side: BTreeMap<String, Vec<(Option<Date>, Holder)>>,
}

impl Opponents {
    /// Returns whom a side stands against on a day, as far as was known by then; without a day, at all.
    pub(crate) fn of(&self, side: &str, day: Option<Date>) -> Option<&Holder> {
        let ladder = self.by_side.get(side)?;
        let known = day.map_or(ladder.len(), |day| ladder.partition_point(|it| it.0 <= Some(day)));
        ladder[..known].last().map(|it| &it.1)
    }
}

/// Who is against whom, and since when that is known.
type Against = (Option<Date>, Holder, Holder);

/// Returns the opponents of every side that some claim shows against another. Costs a sort.
pub(crate) fn opponents(
    registry: &Registry,
    events: &[Event],
    claims: &[Cited],
    latest: Option<Date>,
) -> Opponents {
    let mut against: BTreeMap<String, Vec<(Option<Date>, Holder)>> = BTreeMap::new();
    for (day, one, other) in
        targeted(registry, claims, latest).into_iter().chain(lost_and_won(registry, events, claims, latest))
    {
        if one.side != other.side {
            against.entry(one.side.clone()).or_default().push((day, side_itself(registry, &other)));
            against.entry(other.side).or_default().push((day, side_itself(registry, &one)));
        }
    }
    known_before(registry, claims, latest, &mut against);
    Opponents { by_side: against.into_iter().map(|(side, seen)| (side, ladder(seen))).collect() }
}

/// Before the reports show two sides against each other, the registry says whom a side opposes.
fn known_before(
    registry: &Registry,
    claims: &[Cited],
    latest: Option<Date>,
    against: &mut BTreeMap<String, Vec<(Option<Date>, Holder)>>,
) {
    let events = claims.iter().filter_map(|it| match &it.claim.statement {
        Statement::Event(event) => Some(event),
        _ => None,
    });
    let sides: BTreeSet<String> = events
        .flat_map(|it| &it.actors)
        .filter_map(|it| registry.side_of(it.id.as_deref()?, latest).map(str::to_owned))
        .collect();
    for side in sides {
        let Some(actor) = registry.by_id(&side) else { continue };
        let held = |when: &When| latest.is_none_or(|day| when.meets(&When::day(day, Basis::Unknown)));
        let opposed = actor.ties.iter().filter(|it| it.predicate == "opposes" && held(&it.when));
        for other in opposed.filter_map(|it| registry.by_id(&it.to)) {
            let holder = Holder {
                name: other.name.clone(),
                id: Some(other.id.clone()),
                side: other.id.clone(),
                rebels: Rebels::No,
            };
            against.entry(side.clone()).or_default().push((None, holder));
        }
    }
}

/// The side of a force, by its own name where the registry has one.
fn side_itself(registry: &Registry, it: &Holder) -> Holder {
    match registry.by_id(&it.side) {
        Some(actor) => Holder {
            name: actor.name.clone(),
            id: Some(actor.id.clone()),
            side: it.side.clone(),
            rebels: it.rebels,
        },
        None => it.clone(),
    }
}

/// The one most often seen up to each day.
fn ladder(mut seen: Vec<(Option<Date>, Holder)>) -> Vec<(Option<Date>, Holder)> {
    seen.sort();
    let mut counted: BTreeMap<Holder, usize> = BTreeMap::new();
    let mut steps: Vec<(Option<Date>, Holder)> = Vec::new();
    for (day, holder) in seen {
        let n = counted.entry(holder.clone()).or_default();
        *n += 1;
        let n = *n;
        let standing = steps.last().map(|it| &it.1);
        let beaten = standing.is_none_or(|it| {
            let m = counted.get(it).copied().unwrap_or(0);
            n > m || (n == m && holder < *it)
        });
        if beaten {
            steps.push((day, holder));
        }
    }
    steps
}

/// Actors and targets of hostile acts.
fn targeted(registry: &Registry, claims: &[Cited], latest: Option<Date>) -> Vec<Against> {
    let mut found = Vec::new();
    for cited in claims.iter().filter(|it| is_fact(it.claim.modality)) {
        let Statement::Event(event) = &cited.claim.statement else { continue };
        if !is_hostile(&event.event_type) {
            continue;
        }
        let day = event.date.and_then(|it| it.to);
        for actor in event.actors.iter().filter(|it| it.id.is_some()) {
            let targets = event.targets.iter().filter(|it| it.id.is_some());
            found.extend(targets.map(|it| {
                (day, holder_of(registry, actor, day.or(latest)), holder_of(registry, it, day.or(latest)))
            }));
        }
    }
    found
}

fn is_fact(modality: Modality) -> bool {
    match modality {
        Modality::Asserted | Modality::Claimed => true,
        Modality::Predicted | Modality::Conditional | Modality::Historical | Modality::Denied => false,
    }
}

/// Types whose target is an enemy.
fn is_hostile(event_type: &str) -> bool {
    matches!(
        event_type,
        "territory_capture"
            | "recapture"
            | "clash"
            | "battle"
            | "attack"
            | "counterattack"
            | "offensive_launch"
            | "advance"
            | "airstrike"
            | "shelling"
            | "suicide_attack"
            | "drone_strike"
            | "bombardment"
    )
}

/// Who took a place, beside who left it or had held it.
fn lost_and_won(
    registry: &Registry,
    events: &[Event],
    claims: &[Cited],
    latest: Option<Date>,
) -> Vec<Against> {
    let mut won: BTreeMap<String, Vec<(Option<Date>, Holder)>> = BTreeMap::new();
    let mut lost: BTreeMap<String, Vec<(Option<Date>, Holder)>> = BTreeMap::new();
    let by_id: BTreeMap<_, _> = claims.iter().map(|it| (&it.claim.id, &it.claim)).collect();
    for event in events {
        let Some(place) = event.place_id.clone().or_else(|| event.place.clone()) else { continue };
        let side = match (event.event_type.as_str(), event.status) {
            ("territory_capture" | "non_violent_transfer", EventStatus::Happened) => {
                won.entry(place).or_default()
            }
            ("withdrawal" | "retreat" | "redeployment", EventStatus::Happened | EventStatus::Claimed) => {
                lost.entry(place).or_default()
            }
            _ => continue,
        };
        let day = event.best_day.or(event.date.to).or(event.date.from);
        let told = event.claims.iter().filter_map(|it| by_id.get(it)).filter_map(|it| match &it.statement {
            Statement::Event(told) => Some(told),
            _ => None,
        });
        side.extend(told.flat_map(|it| &it.actors).map(|it| (day, holder_of(registry, it, day.or(latest)))));
    }
    for cited in claims {
        let Statement::Control(control) = &cited.claim.statement else { continue };
        let key = control.place.id.clone().unwrap_or_else(|| control.place.name.clone());
        if cited.claim.modality == Modality::Historical && control.place.standing() == Standing::Itself {
            lost.entry(key)
                .or_default()
                .extend(control.holder.iter().map(|it| (None, holder_of(registry, it, latest))));
        }
    }
    let pair = |(place, winners): (String, Vec<(Option<Date>, Holder)>)| -> Vec<Against> {
        let losers = lost.get(&place).into_iter().flatten();
        // The most telling winner stands for all: every loser beside every winner would be quadratic.
        let Some(winner) = winners.into_iter().min() else { return Vec::new() };
        losers.map(|it| (it.0.max(winner.0), winner.1.clone(), it.1.clone())).collect()
    };
    won.into_iter().flat_map(pair).collect()
}
