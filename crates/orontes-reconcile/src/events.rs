//! Turns event claims into events: one per occurrence, with every claim that tells it.

use crate::anchors::Anchor;
use crate::case::Case;
use crate::days::{self, Cluster, Item, Pace};
use crate::differ;
use crate::findings;
use crate::grades::{self, Evidence};
use crate::parties::{SideSet, Voice};
use crate::same::{self, Family, GroupKey};
use crate::support::support;
use orontes_model::{
    Cited, ClaimId, Disagreement, Event, EventClaim, EventStatus, Likelihood, Modality, Origins, Party,
    PlaceRef, Precision, Standing, When,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An event with what the modules about disagreement ask of it.
#[derive(Clone)]
pub(crate) struct Told<'a> {
    pub(crate) event: Event,
    pub(crate) key: GroupKey,
    pub(crate) members: Vec<(&'a Cited, &'a EventClaim)>,
    /// Sides of its actors.
    pub(crate) sides: SideSet,
}

/// Returns the group in which the occurrence of a claim is sought.
pub(crate) fn key_of(case: &Case<'_>, cited: &Cited, event: &EventClaim, anchor: &Anchor<'_>) -> GroupKey {
    let speaker = speaker_place(case, cited, event);
    same::group_key(cited, event, &speaker, anchor)
}

/// One account of a group, with the sides that act in it.
#[derive(Clone)]
pub(crate) struct Member<'a> {
    pub(crate) cited: &'a Cited,
    pub(crate) event: &'a EventClaim,
    sides: SideSet,
    when: When,
    marks: Arc<BTreeSet<String>>,
}

impl<'a> Member<'a> {
    /// Returns a claim as an account of a group.
    pub(crate) fn of(
        case: &Case<'_>,
        key: &GroupKey,
        cited: &'a Cited,
        event: &'a EventClaim,
        anchor: &Anchor<'_>,
    ) -> Member<'a> {
        let own = || acting_sides(case, key.family, cited, event);
        let sides = anchor.sides.clone().filter(|_| key.family == Family::Harm).unwrap_or_else(own);
        let when = anchor.when.or(event.date).unwrap_or_default();
        Member { cited, event, sides, when, marks: Arc::clone(&anchor.marks) }
    }
}

/// Joins the claims of one group, by identity, into occurrences. What is `known` of it is taken over where neither its
/// accounts nor the stories of their reports are others. Costs a sort of them.
pub(crate) fn told_in<'a>(
    case: &Case<'a>,
    key: &GroupKey,
    members: &[&Member<'a>],
    known: Vec<Told<'a>>,
    restoried: &BTreeSet<&str>,
) -> Vec<Told<'a>> {
    let first = |it: &Told<'a>| it.members.first().map_or("", |it| it.0.claim.id.0.as_str());
    let mut known: BTreeMap<&'a str, Told<'a>> = known.into_iter().map(|it| (first(&it), it)).collect();
    let clusters = clusters_of(case, key, members).into_iter();
    let told = clusters.map(|cluster| {
        let mut accounts: Vec<_> =
            cluster.members.iter().map(|&at| (members[at].cited, members[at].event)).collect();
        accounts.sort_by(|a, b| a.0.claim.id.cmp(&b.0.claim.id));
        let before = accounts.first().and_then(|it| known.remove(it.0.claim.id.0.as_str()));
        match before.filter(|it| is_unmoved(it, &accounts, restoried)) {
            Some(told) => told,
            None => told_of(case, key.clone(), accounts),
        }
    });
    told.collect()
}

fn is_unmoved(told: &Told<'_>, accounts: &[(&Cited, &EventClaim)], restoried: &BTreeSet<&str>) -> bool {
    told.members.len() == accounts.len()
        && told.members.iter().zip(accounts).all(|(one, other)| one.0.claim.id == other.0.claim.id)
        && !accounts.iter().any(|it| restoried.contains(it.0.claim.report.as_str()))
}

/// Puts events in the order in which they are printed.
pub(crate) fn sort(told: &mut [Told<'_>]) {
    told.sort_by(|a, b| (a.event.best_day, &a.event.id).cmp(&(b.event.best_day, &b.event.id)));
}

/// A speech happens where its speaker is: who speaks stands for its place.
fn speaker_place(case: &Case<'_>, cited: &Cited, event: &EventClaim) -> String {
    let actor = case.sides(&cited.claim, &event.actors).0.into_iter().next();
    actor.unwrap_or_else(|| match case.voice(cited) {
        Voice::Named(key) => case.speaker_side(&key).unwrap_or_else(|| key.to_string()),
        Voice::Own | Voice::Unnamed => String::new(),
    })
}

fn clusters_of(case: &Case<'_>, key: &GroupKey, members: &[&Member<'_>]) -> Vec<Cluster> {
    let items = members.iter().enumerate().map(|(at, it)| Item {
        at,
        story: case.story(&it.cited.claim.report),
        id: it.cited.claim.id.0.as_str(),
        when: it.when,
        sides: &it.sides,
        known_by: case.known_by(&it.cited.claim.report),
        marks: &it.marks,
    });
    days::clusters(items.collect(), pace(key))
}

/// How days are compared. History is told by years, the present by days.
fn pace(key: &GroupKey) -> Pace {
    match key.world {
        EventStatus::Historical => Pace { tight_days: 366, tolerance_days: 0 },
        EventStatus::Happened
        | EventStatus::Claimed
        | EventStatus::Intended
        | EventStatus::Hypothetical
        | EventStatus::Denied => Pace {
            tight_days: key.family.tolerance_days().clamp(1, 3),
            tolerance_days: key.family.tolerance_days(),
        },
    }
}

/// Returns the sides that act in an account.
pub(crate) fn acting_sides(case: &Case<'_>, family: Family, cited: &Cited, event: &EventClaim) -> SideSet {
    // Who flees takes no side by fleeing.
    if family == Family::Flight {
        return SideSet::default();
    }
    let is_violent = matches!(family, Family::Harm | Family::Fighting);
    let may_act = |it: &&Party| !is_violent || case.may_bear_arms(it);
    let doers: Vec<Party> = event.actors.iter().filter(may_act).cloned().collect();
    let mut sides = case.sides(&cited.claim, &doers);
    if family == Family::Harm {
        // "The Syria attack" names where it was.
        let is_place = |it: &&Party| event.places.iter().any(|place| place.name == it.name);
        let doers = || doers.iter().filter(|it| !is_place(it));
        sides.0.extend(doers().filter_map(|it| case.arms_of(it)));
        sides.0.extend(doers().filter_map(|it| case.side_of_country(it)));
    }
    if family.is_mutual() {
        sides.0.extend(case.sides(&cited.claim, &event.targets).0);
    }
    sides
}

/// Returns the occurrence that some accounts tell, which come sorted by identity.
pub(crate) fn told_of<'a>(
    case: &Case<'_>,
    key: GroupKey,
    members: Vec<(&'a Cited, &'a EventClaim)>,
) -> Told<'a> {
    let sides = members.iter().fold(SideSet::default(), |mut all, it| {
        all.0.extend(case.sides(&it.0.claim, &it.1.actors).0);
        all
    });
    let claims: Vec<ClaimId> = members.iter().map(|it| it.0.claim.id.clone()).collect();
    let dated = findings::days(case, &members);
    let status = status_of(key.world, &members);
    let place = place_of(case, &members);
    let event = Event {
        id: format!("event-{}", claims[0]),
        event_type: commonest_type(case, &members),
        title: String::new(),
        place: place.as_ref().map(|it| it.0.clone()),
        place_id: place.and_then(|it| it.1),
        date: dated.hull,
        best_day: dated.best,
        other_days: dated.others,
        actors: actor_names(&members),
        actor_ids: members
            .iter()
            .flat_map(|it| &it.1.actors)
            .filter_map(|it| it.id.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        status,
        claims,
        origins: Origins::default(),
        rests_on: Vec::new(),
        interested: members
            .iter()
            .filter(|it| case.is_of_itself(it.0))
            .map(|it| it.0.claim.id.clone())
            .collect(),
        likelihood: Likelihood::RoughlyEvenChance,
        credibility: 6,
    };
    let mut told = Told { event, key, members, sides };
    told.event.title = crate::titles::title(&told.event, &told.key);
    told.grade(case, 0, false);
    told
}

/// Grades every event once more, after it is known which are disputed and which denied.
pub(crate) fn regrade(case: &Case<'_>, told: &mut [Told<'_>], disagreements: &[Disagreement]) {
    let disputed: BTreeSet<ClaimId> = differ::disputed(disagreements).into_iter().cloned().collect();
    let mut denials: BTreeMap<String, Vec<&Cited>> = BTreeMap::new();
    for (event, denial) in differ::denials(told) {
        denials.entry(event.event.id.clone()).or_default().extend(denial.members.iter().map(|it| it.0));
    }
    let n_denials: BTreeMap<String, u32> =
        denials.into_iter().map(|(id, cited)| (id, support(case, &cited).origins.min)).collect();
    for it in told {
        let is_disputed = it.event.claims.iter().any(|it| disputed.contains(it));
        let n_denials = n_denials.get(&it.event.id).copied().unwrap_or(0);
        // Without either it is graded as it was when it was told.
        if is_disputed || n_denials > 0 {
            it.grade(case, n_denials, is_disputed);
        }
    }
}

impl Told<'_> {
    /// Counts origins and grades the event, given who denies it and whether an account differs.
    pub(crate) fn grade(&mut self, case: &Case<'_>, n_denials: u32, is_disputed: bool) {
        let cited: Vec<&Cited> = self.members.iter().map(|it| it.0).collect();
        let support = support(case, &cited);
        let is_interested = support.is_interested(&self.sides);
        let status = self.event.status;
        let evidence = Evidence { support: &support, status, is_interested, n_denials, is_disputed };
        self.event.likelihood = grades::likelihood(&evidence);
        self.event.credibility = grades::credibility(&evidence);
        self.event.origins = support.origins;
        self.event.rests_on = support.roots(case, &cited, &self.sides);
    }
}

fn status_of(world: EventStatus, members: &[(&Cited, &EventClaim)]) -> EventStatus {
    let any = |modality: Modality| members.iter().any(|it| it.0.claim.modality == modality);
    match world {
        EventStatus::Happened if !any(Modality::Asserted) => EventStatus::Claimed,
        EventStatus::Intended if members.iter().all(|it| it.0.claim.modality == Modality::Conditional) => {
            EventStatus::Hypothetical
        }
        world => world,
    }
}

/// The type that most members tell; "casualties" and "attack" give way to what was done.
fn commonest_type(case: &Case<'_>, members: &[(&Cited, &EventClaim)]) -> String {
    let types = members.iter().map(|it| (it.0, it.1.event_type.as_str()));
    let told = findings::tellings(case, types);
    let rank = |it: &(&str, usize)| (!Family::is_vague(it.0), it.1, std::cmp::Reverse(it.0.to_owned()));
    told.into_iter().max_by_key(rank).map_or_else(String::new, |it| it.0.to_owned())
}

/// The place that most members name, with its identifier.
fn place_of(case: &Case<'_>, members: &[(&Cited, &EventClaim)]) -> Option<(String, Option<String>)> {
    let stated = |it: &&PlaceRef| it.standing() != Standing::Inferred || it.precision != Precision::Region;
    let places = || {
        let all = members.iter().flat_map(|(cited, event)| event.places.iter().map(move |it| (*cited, it)));
        all.filter(|it| stated(&it.1))
    };
    // An account that only names the country does not outvote one that names the town.
    let is_close = places().any(|it| !same::is_wide(it.1));
    let close = places().filter(|it| !is_close || !same::is_wide(it.1));
    let counted =
        findings::tellings(case, close.map(|(cited, it)| (cited, (it.name.as_str(), it.id.as_deref()))));
    let best = counted.into_iter().max_by_key(|it| (it.1, it.0.1.is_some(), std::cmp::Reverse(it.0)))?;
    Some((best.0.0.to_owned(), best.0.1.map(str::to_owned)))
}

fn actor_names(members: &[(&Cited, &EventClaim)]) -> Vec<String> {
    let names: BTreeSet<&str> =
        members.iter().flat_map(|it| &it.1.actors).map(|it| it.name.as_str()).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// The days of an event as [`findings::days`] returns them.
pub(crate) struct Dated {
    pub(crate) hull: When,
    pub(crate) best: Option<orontes_model::Date>,
    pub(crate) others: Vec<(When, Vec<ClaimId>)>,
}
