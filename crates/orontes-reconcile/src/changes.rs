//! Turns the pictures of two times of knowledge into what is new, strengthened, contradicted and withdrawn.
//!
//! Both pictures are functions of the reports known by then, so that a change is found by comparing, and no log
//! has to be kept. An event is the same event while it shares claims: its identity may move to an earlier claim.
//! Cost: linear in both pictures, but for sorting.

use crate::words::grouped;
use orontes_model::{
    ChangeKind, ChangeOf, ClaimId, ControlHistory, ControlInterval, Difference, Disagreement,
    DisagreementKind, Event, FigurePoint, FigureSeries, Likelihood, Situation,
};
use std::collections::{BTreeMap, BTreeSet};

/// Returns what `after` tells otherwise than `before`, by kind, then events, control, figures, disagreements.
pub fn changes(before: &Situation, after: &Situation) -> Vec<Difference> {
    let mut found = of_events(before, after);
    found.extend(of_control(before, after));
    found.extend(of_figures(before, after));
    found.extend(of_disagreements(before, after));
    found.sort_by_key(|it| it.kind);
    found
}

fn change(kind: ChangeKind, of: ChangeOf, number: Option<usize>, text: String, how: String) -> Difference {
    Difference { kind, of, number, text, how, claims: Vec::new() }
}

fn of_events(before: &Situation, after: &Situation) -> Vec<Difference> {
    let forebears = forebears(&before.events, &after.events);
    let known: BTreeSet<&ClaimId> = before.events.iter().flat_map(|it| &it.claims).collect();
    let mut found = Vec::new();
    for (at, event) in after.events.iter().enumerate() {
        let earlier = forebears.get(&at).map(|it| &before.events[*it]);
        let fresh: Vec<ClaimId> = event.claims.iter().filter(|it| !known.contains(it)).cloned().collect();
        let told = match earlier {
            Some(earlier) => turn_of(earlier, event),
            // What was one event and is two now was known either way.
            None if fresh.len() < event.claims.len() => None,
            None => Some((ChangeKind::New, supported(event))),
        };
        let Some((kind, how)) = told else { continue };
        let claims = if fresh.is_empty() { event.claims.clone() } else { fresh };
        found
            .push(Difference { claims, ..change(kind, ChangeOf::Event, Some(at), event.title.clone(), how) });
    }
    let still: BTreeSet<&ClaimId> = after.events.iter().flat_map(|it| &it.claims).collect();
    for event in before.events.iter().filter(|it| !it.claims.iter().any(|it| still.contains(it))) {
        let how = "no claim of it stands any more".to_owned();
        let gone = change(ChangeKind::Withdrawn, ChangeOf::Event, None, event.title.clone(), how);
        found.push(Difference { claims: event.claims.clone(), ..gone });
    }
    found
}

/// For each later event, by position, the earlier one of which it holds most claims.
fn forebears(before: &[Event], after: &[Event]) -> BTreeMap<usize, usize> {
    let holder: BTreeMap<&ClaimId, usize> =
        after.iter().enumerate().flat_map(|(at, it)| it.claims.iter().map(move |id| (id, at))).collect();
    let mut forebears = BTreeMap::new();
    for (at, event) in before.iter().enumerate() {
        let mut shares: BTreeMap<usize, usize> = BTreeMap::new();
        for heir in event.claims.iter().filter_map(|it| holder.get(it)) {
            *shares.entry(*heir).or_default() += 1;
        }
        let best = shares.into_iter().max_by_key(|it| (it.1, std::cmp::Reverse(it.0))).map(|it| it.0);
        if let Some(heir) = best {
            forebears.entry(heir).or_insert(at);
        }
    }
    forebears
}

fn supported(event: &Event) -> String {
    format!("{}, {}", event.likelihood.words().0, origins(event))
}

fn origins(event: &Event) -> String {
    match (event.origins.min, event.origins.max) {
        (1, 1) => "1 origin".to_owned(),
        (min, max) if min == max => format!("{min} origins"),
        (min, max) => format!("{min}–{max} origins"),
    }
}

/// What became of an event: a fallen likelihood outweighs more origins, for one who relied on it must know first.
fn turn_of(earlier: &Event, event: &Event) -> Option<(ChangeKind, String)> {
    let (was, is) = (earlier.likelihood.words().0, event.likelihood.words().0);
    let how = |what: &str| format!("{what}: {was}, {} → {is}, {}", origins(earlier), origins(event));
    if event.likelihood < earlier.likelihood {
        let is_lost = event.likelihood <= Likelihood::Unlikely;
        let kind = if is_lost { ChangeKind::Withdrawn } else { ChangeKind::Contradicted };
        return Some((kind, how("less likely")));
    }
    if event.credibility > earlier.credibility {
        return Some((ChangeKind::Contradicted, how("an account differs")));
    }
    if event.likelihood > earlier.likelihood || event.origins.min > earlier.origins.min {
        return Some((ChangeKind::Strengthened, how("better supported")));
    }
    match (earlier.best_day, event.best_day) {
        (Some(was), Some(is)) if was != is => {
            Some((ChangeKind::Contradicted, format!("its day was {was} and is {is}")))
        }
        (None, Some(is)) => Some((ChangeKind::Strengthened, format!("its day is known: {is}"))),
        _ => None,
    }
}

fn of_control(before: &Situation, after: &Situation) -> Vec<Difference> {
    let key = |it: &ControlHistory| it.place_id.clone().unwrap_or_else(|| it.place.clone());
    let earlier: BTreeMap<String, &ControlHistory> = before.control.iter().map(|it| (key(it), it)).collect();
    let mut found = Vec::new();
    let mut there = BTreeSet::new();
    for (at, history) in after.control.iter().enumerate() {
        there.insert(key(history));
        let Some(now) = history.intervals.last() else { continue };
        let was = earlier.get(&key(history)).and_then(|it| it.intervals.last());
        let Some((kind, how)) = hand_over(was, now) else { continue };
        let text = format!("{}: {}, {}", history.place, now.holder, now.status.replace('_', " "));
        found.push(Difference {
            claims: now.claims.clone(),
            ..change(kind, ChangeOf::Control, Some(at), text, how)
        });
    }
    for history in before.control.iter().filter(|it| !there.contains(&key(it))) {
        let Some(was) = history.intervals.last() else { continue };
        let text = format!("{}: {}, {}", history.place, was.holder, was.status.replace('_', " "));
        let how = "nobody says who holds it any more".to_owned();
        let gone = change(ChangeKind::Withdrawn, ChangeOf::Control, None, text, how);
        found.push(Difference { claims: was.claims.clone(), ..gone });
    }
    found
}

fn hand_over(was: Option<&ControlInterval>, now: &ControlInterval) -> Option<(ChangeKind, String)> {
    let Some(was) = was else { return Some((ChangeKind::New, "first word of who holds it".to_owned())) };
    if was.holder != now.holder {
        let since = now.from.map_or_else(String::new, |it| format!(" since {it}"));
        return Some((ChangeKind::New, format!("was {}{since}", was.holder)));
    }
    if was.status == now.status {
        return None;
    }
    let is_shaken = ["contested", "threatened", "cut", "not_controlled"].contains(&now.status.as_str());
    let kind = if is_shaken { ChangeKind::Contradicted } else { ChangeKind::Strengthened };
    Some((kind, format!("was {}", was.status.replace('_', " "))))
}

fn of_figures(before: &Situation, after: &Situation) -> Vec<Difference> {
    let key = |it: &FigureSeries| (it.measure.clone(), it.scope.clone(), it.unit.clone());
    let earlier: BTreeMap<_, &FigureSeries> = before.figures.iter().map(|it| (key(it), it)).collect();
    let known: BTreeSet<&ClaimId> = before.figures.iter().flat_map(points).map(|it| &it.0.claim).collect();
    let still: BTreeSet<&ClaimId> = after.figures.iter().flat_map(points).map(|it| &it.0.claim).collect();
    let mut found = Vec::new();
    for (at, series) in after.figures.iter().enumerate() {
        let old: Vec<(&FigurePoint, bool)> =
            earlier.get(&key(series)).into_iter().flat_map(|it| points(it)).collect();
        for (point, is_forecast) in points(series).filter(|it| !known.contains(&it.0.claim)) {
            let rivals = || old.iter().filter(|it| it.1 == is_forecast).map(|it| it.0);
            let same = rivals().find(|it| range(it) == range(point));
            let superseded = rivals().find(|it| it.source == point.source && range(it) != range(point));
            let (kind, how) = match (same, superseded) {
                (Some(same), _) if same.origin == point.origin => continue,
                (Some(same), _) => (ChangeKind::Strengthened, format!("as {} had said", same.source)),
                (None, Some(old)) => {
                    (ChangeKind::New, format!("supersedes {} by the same source", amount(old)))
                }
                (None, None) => (ChangeKind::New, String::new()),
            };
            let text = count(series, point, is_forecast);
            let one = change(kind, ChangeOf::Figure, Some(at), text, how);
            found.push(Difference { claims: vec![point.claim.clone()], ..one });
        }
    }
    for series in &before.figures {
        for (point, is_forecast) in points(series).filter(|it| !still.contains(&it.0.claim)) {
            let text = count(series, point, is_forecast);
            let gone =
                change(ChangeKind::Withdrawn, ChangeOf::Figure, None, text, "no longer stands".to_owned());
            found.push(Difference { claims: vec![point.claim.clone()], ..gone });
        }
    }
    found
}

/// Counts and forecasts of a series; the second says whether it is a forecast.
fn points(series: &FigureSeries) -> impl Iterator<Item = (&FigurePoint, bool)> {
    series.points.iter().map(|it| (it, false)).chain(series.projections.iter().map(|it| (it, true)))
}

fn range(it: &FigurePoint) -> [Option<u64>; 3] {
    [it.low, it.best, it.high].map(|it| it.map(f64::to_bits))
}

fn count(series: &FigureSeries, point: &FigurePoint, is_forecast: bool) -> String {
    let forecast = if is_forecast { " (forecast)" } else { "" };
    let (measure, scope) = (series.measure.replace('_', " "), &series.scope);
    format!("{measure}, {scope}: {}{forecast}, {}", amount(point), point.source)
}

fn amount(it: &FigurePoint) -> String {
    match (it.low, it.best, it.high) {
        (Some(low), _, Some(high)) if low != high => format!("{} to {}", grouped(low), grouped(high)),
        (Some(low), _, None) => format!("{} or more", grouped(low)),
        (None, None, Some(high)) => format!("up to {}", grouped(high)),
        (low, best, high) => best.or(low).or(high).map_or_else(|| "some".to_owned(), grouped),
    }
}

fn of_disagreements(before: &Situation, after: &Situation) -> Vec<Difference> {
    let (were, are) = (Questions::of(&before.disagreements), Questions::of(&after.disagreements));
    let mut found = Vec::new();
    for (at, it) in after.disagreements.iter().enumerate().filter(|it| !were.hold(it.1)) {
        let how = format!("{} disagreement, {} severity", it.kind.word(), it.severity.word());
        let open = change(ChangeKind::Contradicted, ChangeOf::Disagreement, Some(at), it.topic.clone(), how);
        found.push(Difference { claims: claims_of(it), ..open });
    }
    for it in before.disagreements.iter().filter(|it| !are.hold(it)) {
        let how = "accounts no longer differ".to_owned();
        let gone = change(ChangeKind::Withdrawn, ChangeOf::Disagreement, None, it.topic.clone(), how);
        found.push(Difference { claims: claims_of(it), ..gone });
    }
    found
}

fn claims_of(it: &Disagreement) -> Vec<ClaimId> {
    let all: BTreeSet<&ClaimId> = it.sides.iter().flat_map(|it| &it.claims).collect();
    all.into_iter().cloned().collect()
}

/// The questions that are open at a time. A topic carries names that more accounts may add to, so that two of
/// one kind which share a claim are one question.
struct Questions<'a> {
    topics: BTreeSet<(DisagreementKind, &'a str)>,
    claims: BTreeSet<(DisagreementKind, &'a ClaimId)>,
}

impl<'a> Questions<'a> {
    fn of(open: &'a [Disagreement]) -> Questions<'a> {
        let claims = open.iter().flat_map(|it| it.sides.iter().map(move |side| (it.kind, side)));
        Questions {
            topics: open.iter().map(|it| (it.kind, it.topic.as_str())).collect(),
            claims: claims.flat_map(|(kind, side)| side.claims.iter().map(move |it| (kind, it))).collect(),
        }
    }

    fn hold(&self, it: &Disagreement) -> bool {
        let mut claims = it.sides.iter().flat_map(|it| &it.claims);
        self.topics.contains(&(it.kind, it.topic.as_str()))
            || claims.any(|id| self.claims.contains(&(it.kind, id)))
    }
}
