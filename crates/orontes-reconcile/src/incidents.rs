//! Turns occurrences of harm into incidents: those that one report tells as one, and those of one toll and day.
//!
//! Groups are made by place, and one incident is told at a town here, at its quarter there, and in a headline of no
//! place at all. A report that tells two of them as one incident ties them together; so does a toll, where one
//! of two occurrences of a day has no place of its own and no third one has that toll.

use crate::ByName;
use crate::anchors::Anchor;
use crate::case::Case;
use crate::days::{is_tight, widened};
use crate::events::{self, Told};
use crate::parties::SideSet;
use crate::same::{self, Family};
use crate::stories::Story;
use orontes_model::{EventStatus, When};
use std::collections::{BTreeMap, BTreeSet};

/// Widest occurrence, in days, that a toll tells from others: the same toll recurs within weeks.
const TOLL_DAYS: i32 = 3;
/// Dead from which two incidents of one day, town and kind are hardly two.
const DEADLY_TOLL: u64 = 10;
/// Days that "recently" leaves open in a report whose day is known.
const RECENT_DAYS: i32 = 8;

/// Joins occurrences that are one incident. Linear in the claims, but for sorting.
pub(crate) fn joined<'a>(
    case: &Case<'a>,
    told: Vec<Told<'a>>,
    anchors: &ByName<'a, Anchor<'a>>,
) -> Vec<Told<'a>> {
    let mut ties = Ties::new(told.len());
    by_report(&told, anchors, &mut ties);
    by_mark(case, &told, anchors, &mut ties);
    by_copy(case, &told, &mut ties);
    let mut parts: BTreeMap<usize, Vec<Told<'a>>> = BTreeMap::new();
    for (at, it) in told.into_iter().enumerate() {
        parts.entry(ties.root(at)).or_default().push(it);
    }
    parts.into_values().filter_map(|it| one_of(case, it)).collect()
}

/// Makes one occurrence of several: that of the key that most accounts share.
pub(crate) fn one_of<'a>(case: &Case<'a>, mut parts: Vec<Told<'a>>) -> Option<Told<'a>> {
    if parts.len() < 2 {
        return parts.pop();
    }
    let main = parts
        .iter()
        .max_by_key(|it| (!it.key.place.is_empty(), it.members.len(), std::cmp::Reverse(&it.event.id)))?;
    let key = main.key.clone();
    let mut members: Vec<_> = parts.into_iter().flat_map(|it| it.members).collect();
    members.sort_by(|a, b| a.0.claim.id.cmp(&b.0.claim.id));
    Some(events::told_of(case, key, members))
}

fn is_incident(told: &Told<'_>) -> bool {
    told.key.family == Family::Harm && told.key.world == EventStatus::Happened
}

fn by_report<'a>(told: &[Told<'a>], anchors: &ByName<'a, Anchor<'a>>, ties: &mut Ties) {
    let mut threads: BTreeMap<(&str, u32), BTreeSet<usize>> = BTreeMap::new();
    for (at, it) in told.iter().enumerate().filter(|it| is_incident(it.1)) {
        for (cited, _) in &it.members {
            if let Some(incident) = anchors.get(cited.claim.id.0.as_str()).and_then(|it| it.incident) {
                threads.entry((cited.claim.report.as_str(), incident)).or_default().insert(at);
            }
        }
    }
    for thread in threads.values() {
        let thread: Vec<usize> = thread.iter().copied().collect();
        for pair in thread.windows(2).filter(|it| are_of_one_time(&told[it[0]], &told[it[1]])) {
            ties.tie(pair[0], pair[1]);
        }
    }
}

/// An incident of no place is told again by a copy of its report: the same sentence in a report of the same story.
fn by_copy(case: &Case<'_>, told: &[Told<'_>], ties: &mut Ties) {
    let mut sentences: BTreeMap<(Story, EventStatus, &str, &str), usize> = BTreeMap::new();
    for (at, it) in told.iter().enumerate().filter(|it| is_incident_of_no_place(it.1)) {
        for (cited, event) in &it.members {
            let sentence = (cited.sentence.text.as_str(), event.event_type.as_str());
            let key = (case.story(&cited.claim.report), it.key.world, sentence.0, sentence.1);
            let first = *sentences.entry(key).or_insert(at);
            ties.tie(first, at);
        }
    }
}

fn is_incident_of_no_place(told: &Told<'_>) -> bool {
    told.key.family == Family::Harm && told.key.place.is_empty()
}

/// A report that tells one incident of two sides says that it is disputed who did it.
fn are_of_one_time(one: &Told<'_>, other: &Told<'_>) -> bool {
    widened(&one.event.date, Family::Harm.tolerance_days()).meets(&other.event.date)
}

/// What tells an incident from the others of its day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// What tells it, in one town. Comes first, so that one town under two names is one before places are counted.
    There(Box<Mark>, String),
    /// What it struck, or how it was done, where it killed many.
    Deadly(String),
    /// So many dead.
    Toll(u64),
    /// What was struck: "buses", "a market".
    Struck(String),
    /// The one person who was killed: "a pilot".
    Victim(String),
    /// By means that few use on one day: poison, a suicide bomber, a car bomb.
    By(&'static str),
}

fn by_mark<'a>(case: &Case<'a>, told: &[Told<'a>], anchors: &ByName<'a, Anchor<'a>>, ties: &mut Ties) {
    let mut by_mark: BTreeMap<Mark, Vec<(When, usize)>> = BTreeMap::new();
    for (at, it) in told.iter().enumerate().filter(|it| is_incident(it.1)) {
        let Some(when) = days_of(&it.event.date) else { continue };
        for mark in marks(case, it, anchors) {
            by_mark.entry(mark).or_default().push((when, at));
        }
    }
    for (mark, mut alike) in by_mark.into_iter().filter(|it| it.1.len() > 1) {
        alike.sort();
        // Occurrences of days that follow each other without a gap may be one.
        let mut start = 0;
        for end in 1..=alike.len() {
            let goes_on = end < alike.len() && is_next(&alike[end - 1].0, &alike[end].0);
            if !goes_on {
                let those: Vec<usize> = alike[start..end].iter().map(|it| it.1).collect();
                tie_alike(told, &mark, &those, ties);
                start = end;
            }
        }
    }
}

fn marks<'a>(case: &Case<'a>, told: &Told<'a>, anchors: &ByName<'a, Anchor<'a>>) -> BTreeSet<Mark> {
    let mut found = BTreeSet::new();
    let mut towns = BTreeSet::new();
    for (cited, event) in &told.members {
        let anchor = anchors.get(cited.claim.id.0.as_str());
        found.extend(anchor.into_iter().flat_map(|it| &it.tolls).map(|it| Mark::Toll(*it)));
        let deed = anchor.map(|it| &it.deed);
        found.extend(deed.into_iter().flat_map(|it| &it.struck).cloned().map(Mark::Struck));
        found.extend(deed.and_then(|it| it.victim.clone()).map(Mark::Victim));
        let own = anchor.map(|it| it.deed.own.as_str()).filter(|it| !it.is_empty());
        found.extend(case.accounts.means(own.unwrap_or(&cited.sentence.text)).map(Mark::By));
        towns.extend(
            event.places.iter().filter(|it| !same::is_wide(it)).map(|it| case.accounts.town_of(&it.name)),
        );
    }
    let n_dead = found.iter().filter_map(|it| if let Mark::Toll(it) = it { Some(*it) } else { None }).max();
    if n_dead.is_some_and(|it| it >= DEADLY_TOLL) {
        let sites =
            found.iter().filter_map(|it| if let Mark::Struck(it) = it { Some(it.clone()) } else { None });
        let means = told.members.iter().filter_map(|it| anchors.get(it.0.claim.id.0.as_str())?.deed.means);
        let means = means.filter(|it| it.is_of_one_place()).map(|it| format!("{it:?}"));
        found.extend(sites.chain(means).map(Mark::Deadly).collect::<Vec<_>>());
    }
    let there = |mark: &Mark| {
        towns.iter().map(|it| Mark::There(Box::new(mark.clone()), it.clone())).collect::<Vec<_>>()
    };
    let placed: Vec<Mark> = found.iter().flat_map(there).collect();
    found.extend(placed);
    found
}

/// The days in which an occurrence is compared with others. "Recently" in the news is today or yesterday.
fn days_of(when: &When) -> Option<When> {
    if is_tight(when, TOLL_DAYS) {
        return Some(*when);
    }
    let to = when.to.filter(|_| is_tight(when, RECENT_DAYS))?;
    Some(When::between(to.yesterday().ok(), Some(to), when.basis))
}

fn is_next(one: &When, other: &When) -> bool {
    match (one.to, other.from) {
        (Some(to), Some(from)) => (from - to).get_days() <= Family::Harm.tolerance_days(),
        _ => false,
    }
}

/// Ties occurrences of one mark and time, unless two of them have places of their own that the mark does not name.
fn tie_alike(told: &[Told<'_>], mark: &Mark, alike: &[usize], ties: &mut Ties) {
    let placed = alike.iter().filter(|it| !told[**it].key.place.is_empty() && !is_described(&told[**it]));
    let places: BTreeSet<usize> = placed.map(|it| ties.root(*it)).collect();
    let is_there = matches!(mark, Mark::There(..));
    // One toll in one town is one incident, whoever is said to have done it; so is what killed many at one site or by
    // one bomb, and what was done by means that few use.
    let is_disputed = match mark {
        Mark::There(it, _) => matches!(**it, Mark::Toll(_) | Mark::Victim(_) | Mark::Deadly(_)),
        Mark::By(_) => true,
        Mark::Deadly(_) | Mark::Toll(_) | Mark::Struck(_) | Mark::Victim(_) => false,
    };
    let families = SideSet::families(alike.iter().map(|it| &told[*it].sides));
    if !is_there && places.len() > 1 {
        tie_to_most_told(told, alike, &places, ties);
        return;
    }
    if !is_there && families.len() > 1 && !is_disputed {
        return;
    }
    if is_disputed || families.len() <= 1 {
        alike.windows(2).for_each(|it| ties.tie(it[0], it[1]));
        return;
    }
    // Who names nobody may mean either side.
    for side in &families {
        let of_side: Vec<usize> = alike.iter().copied().filter(|it| told[*it].sides.meets(side)).collect();
        of_side.windows(2).for_each(|it| ties.tie(it[0], it[1]));
    }
}

/// Of several places that have a mark, who names none means the one that twice as many reports tell of as of any other.
fn tie_to_most_told(told: &[Told<'_>], alike: &[usize], places: &BTreeSet<usize>, ties: &mut Ties) {
    let mut reports: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for at in alike {
        let theirs = told[*at].members.iter().map(|it| it.0.claim.report.as_str());
        reports.entry(ties.root(*at)).or_default().extend(theirs);
    }
    let mut counted: Vec<(usize, usize)> =
        places.iter().filter_map(|it| Some((reports.get(it)?.len(), *it))).collect();
    counted.sort_unstable_by(|a, b| b.cmp(a));
    let Some((&(n_most, most), others)) = counted.split_first() else { return };
    if n_most < 2 * others.first().map_or(0, |it| it.0) {
        return;
    }
    let placeless: Vec<usize> =
        alike.iter().copied().filter(|it| !places.contains(&ties.root(*it))).collect();
    for at in placeless {
        let (one, other) = (&told[at].sides, &told[most].sides);
        if one.is_empty() || other.is_empty() || one.meets(other) {
            ties.tie(most, at);
        }
    }
}

/// Says whether its place is described and not named: "an army base" may be any.
fn is_described(told: &Told<'_>) -> bool {
    let name = told.event.place.as_deref().filter(|_| told.event.place_id.is_none()).unwrap_or_default();
    let head = name.split(" (").next().and_then(|it| it.split_whitespace().next_back());
    head.is_some_and(|it| it.chars().all(|it| it.is_lowercase() || !it.is_alphabetic()))
}

/// Which of many are one; the least stands for all.
pub(crate) struct Ties(Vec<usize>);

impl Ties {
    pub(crate) fn new(n: usize) -> Ties {
        Ties((0..n).collect())
    }

    pub(crate) fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    pub(crate) fn tie(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
