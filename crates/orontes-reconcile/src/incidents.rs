//! Turns occurrences of harm into incidents: those that one report tells as one, and those of one toll and day.
//!
//! Groups are made by place, and one incident is told at a town here, at its quarter there, and in a headline of no
//! place at all. A report that tells two of them as one incident ties them together; so does a toll, where one
//! of two occurrences of a day has no place of its own and no third one has that toll.

use crate::anchors::Anchor;
use crate::case::Case;
use crate::days::is_tight;
use crate::events::{self, Told};
use crate::same::Family;
use orontes_model::{EventStatus, When};
use std::collections::{BTreeMap, BTreeSet};

/// Widest occurrence, in days, that a toll tells from others: the same toll recurs within weeks.
const TOLL_DAYS: i32 = 3;

/// Joins occurrences that are one incident. Linear in the claims, but for sorting.
pub(crate) fn joined<'a>(
    case: &Case<'a>,
    told: Vec<Told<'a>>,
    anchors: &BTreeMap<&'a str, Anchor<'a>>,
) -> Vec<Told<'a>> {
    let mut ties = Ties::new(told.len());
    by_report(&told, anchors, &mut ties);
    by_toll(&told, anchors, &mut ties);
    let mut parts: BTreeMap<usize, Vec<Told<'a>>> = BTreeMap::new();
    for (at, it) in told.into_iter().enumerate() {
        parts.entry(ties.root(at)).or_default().push(it);
    }
    parts.into_values().filter_map(|it| one_of(case, it)).collect()
}

/// Makes one occurrence of several: that of the key that most accounts share.
fn one_of<'a>(case: &Case<'a>, mut parts: Vec<Told<'a>>) -> Option<Told<'a>> {
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

fn by_report<'a>(told: &[Told<'a>], anchors: &BTreeMap<&'a str, Anchor<'a>>, ties: &mut Ties) {
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
        for pair in thread.windows(2).filter(|it| fit(&told[it[0]], &told[it[1]])) {
            ties.tie(pair[0], pair[1]);
        }
    }
}

/// Says whether nothing that both tell keeps them apart.
fn fit(one: &Told<'_>, other: &Told<'_>) -> bool {
    let one_side = one.sides.is_empty() || other.sides.is_empty() || one.sides.meets(&other.sides);
    one_side && one.event.date.meets(&other.event.date)
}

fn by_toll<'a>(told: &[Told<'a>], anchors: &BTreeMap<&'a str, Anchor<'a>>, ties: &mut Ties) {
    let mut by_toll: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, it) in told.iter().enumerate().filter(|it| is_incident(it.1) && is_day(&it.1.event.date)) {
        let tolls = it.members.iter().filter_map(|it| anchors.get(it.0.claim.id.0.as_str())?.toll);
        for toll in tolls.collect::<BTreeSet<u64>>() {
            by_toll.entry(toll).or_default().push(at);
        }
    }
    for mut alike in by_toll.into_values().filter(|it| it.len() > 1) {
        alike.sort_by_key(|&it| (told[it].event.date, it));
        // Occurrences of days that follow each other without a gap may be one.
        let mut start = 0;
        for end in 1..=alike.len() {
            let goes_on = end < alike.len() && is_next(&told[alike[end - 1]], &told[alike[end]]);
            if !goes_on {
                tie_alike(told, &alike[start..end], ties);
                start = end;
            }
        }
    }
}

fn is_day(when: &When) -> bool {
    is_tight(when, TOLL_DAYS)
}

fn is_next(one: &Told<'_>, other: &Told<'_>) -> bool {
    match (one.event.date.to, other.event.date.from) {
        (Some(to), Some(from)) => (from - to).get_days() <= Family::Harm.tolerance_days(),
        _ => false,
    }
}

/// Ties occurrences of one toll and time, unless two of them have places of their own.
fn tie_alike(told: &[Told<'_>], alike: &[usize], ties: &mut Ties) {
    let places: BTreeSet<usize> =
        alike.iter().filter(|it| !told[**it].key.place.is_empty()).map(|it| ties.root(*it)).collect();
    if places.len() > 1 {
        return;
    }
    let of_one_side = alike.windows(2).all(|it| {
        let (one, other) = (&told[it[0]], &told[it[1]]);
        one.sides.is_empty() || other.sides.is_empty() || one.sides.meets(&other.sides)
    });
    if of_one_side {
        alike.windows(2).for_each(|it| ties.tie(it[0], it[1]));
    }
}

/// Which of many are one; the least stands for all.
struct Ties(Vec<usize>);

impl Ties {
    fn new(n: usize) -> Ties {
        Ties((0..n).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn tie(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
