//! Turns figures of one measure and scope whose ranges do not meet into disagreements, and other
//! figures that only look as if they clashed into explanations.

use super::difference::{disagreement, explained, side};
use crate::events::Told;
use crate::figures::{Counted, Scope, is_of_now};
use crate::quoted;
use crate::same::Family;
use crate::words::grouped;
use orontes_model::{
    Bound, ClaimId, Disagreement, DisagreementKind, DisagreementSeverity, EventStatus, Explained, Side, When,
};
use std::collections::{BTreeMap, BTreeSet};

/// Measures of the same harm or the same people, which readers take for each other.
const KIN: &[(&str, &str, &str)] = &[
    ("killed", "casualties", "casualties are dead and injured together"),
    ("killed", "injured", "dead and injured are counted apart"),
    ("injured", "casualties", "casualties are dead and injured together"),
    ("displaced", "refugees", "refugees have left the country, displaced people need not have"),
    ("idps", "refugees", "displaced people are inside the country, refugees outside"),
];

/// What figures must share before they can be rivals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Total<'r> {
    measure: &'r str,
    scope: &'r Scope,
    unit: &'r str,
    part: Option<&'r str>,
    /// The incident whose toll it is, by identity and title.
    incident: Option<(&'r str, &'r str)>,
}

impl Total<'_> {
    /// How many of what, where.
    fn words(&self) -> String {
        let of_whom = self.part.map_or_else(String::new, |it| format!(" ({it})"));
        match self.incident {
            Some((_, title)) => format!("{}{of_whom}: {title}", self.measure),
            None => format!("{}{of_whom}, {}", self.measure, scope_words(self.scope)),
        }
    }
}

/// Figures of one total that cannot all hold. Costs a sort of the figures and, within one series, the
/// number of distinct ranges squared, of which only the outermost are compared.
pub(crate) fn disagreements(told: &[Told<'_>], counted: &[Counted<'_>]) -> Vec<Disagreement> {
    let incidents = incidents(told);
    let mut series: BTreeMap<Total<'_>, Vec<&Counted<'_>>> = BTreeMap::new();
    for it in counted.iter().filter(|it| !it.is_projection && it.part.as_deref() != Some("")) {
        series.entry(total_of(&incidents, it)).or_default().push(it);
    }
    let mut found: Vec<Disagreement> =
        series.iter().filter_map(|(total, members)| rival_counts(total, members)).collect();
    for (part, whole, _) in KIN.iter().filter(|it| it.1 == "casualties") {
        let wholes =
            series.iter().filter(|it| it.0.measure == *whole && it.0.part.is_none() && is_of_now(it.0.scope));
        found.extend(wholes.filter_map(|(total, members)| {
            let parts = series.get(&Total { measure: part, ..total.clone() })?;
            part_beyond_whole(part, whole, total.scope, parts, members)
        }));
    }
    found
}

fn total_of<'r>(incidents: &BTreeMap<&'r ClaimId, &'r Told<'_>>, it: &'r Counted<'_>) -> Total<'r> {
    let measure = if it.figure.measure == "idps" { "displaced" } else { it.figure.measure.as_str() };
    let is_toll =
        matches!(measure, "killed" | "injured" | "casualties" | "missing") && is_firm(it.figure.bound);
    let incident = incidents.get(&it.cited.claim.id).filter(|_| is_toll && is_of_now(&it.scope));
    let incident = incident.map(|it| (it.event.id.as_str(), it.event.title.as_str()));
    // The toll of an incident is of the incident, whatever else its sentence names.
    let scope = if incident.is_some() { &Scope::Episode } else { &it.scope };
    Total { measure, scope, unit: &it.figure.unit, part: it.part.as_deref(), incident }
}

/// The incidents that figures are tolls of: the dead of one raid are no rival count to those of the next.
fn incidents<'r>(told: &'r [Told<'_>]) -> BTreeMap<&'r ClaimId, &'r Told<'r>> {
    let harm = told.iter().filter(|it| {
        it.key.family == Family::Harm
            && it.key.world == EventStatus::Happened
            && it.event.best_day.is_some()
            && it.event.place.is_some()
    });
    harm.flat_map(|it| it.members.iter().flat_map(|it| &it.1.figures).map(move |id| (id, it))).collect()
}

/// A part that may be as large as its whole: some account has taken the one for the other, or is out of date.
fn part_beyond_whole(
    part: &str,
    whole: &str,
    scope: &Scope,
    parts: &[&Counted<'_>],
    wholes: &[&Counted<'_>],
) -> Option<Disagreement> {
    let top = |it: &&&Counted<'_>| range(it).map_or(0.0, |it| if it.2.is_finite() { it.2 } else { it.1 });
    let least_whole = wholes.iter().map(|it| top(&it)).fold(f64::INFINITY, f64::min);
    let beyond: Vec<&&Counted<'_>> = parts.iter().filter(|it| top(it) >= least_whole).collect();
    if beyond.is_empty() {
        return None;
    }
    let small = wholes.iter().filter(|it| top(it) <= least_whole);
    let sides = vec![
        side(format!("{part}, as many"), beyond.iter().map(|it| it.cited.claim.id.clone())),
        side(format!("{whole}, no more"), small.map(|it| it.cited.claim.id.clone())),
    ];
    let why =
        format!("as many are said to be {part} as there are {whole} in all: one account may mean the other");
    let topic = format!("{part} or {whole}, {}", scope_words(scope));
    Some(disagreement(DisagreementKind::Number, DisagreementSeverity::Low, topic, sides, why))
}

fn rival_counts(total: &Total<'_>, members: &[&Counted<'_>]) -> Option<Disagreement> {
    let (mut ranged, _) = told_apart(members);
    ranged.sort_by(|a, b| {
        a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2)).then(a.0.cited.claim.id.cmp(&b.0.cited.claim.id))
    });
    let bands = bands(&ranged);
    if bands.len() < 2 || is_dated_series(&bands) {
        return None;
    }
    let (low, high) = (bands.first()?, bands.last()?);
    let ratio = high.iter().map(|it| it.1).fold(f64::INFINITY, f64::min)
        / low.iter().map(|it| it.2).fold(1.0, f64::max);
    let severity = if ratio >= 10.0 { DisagreementSeverity::High } else { DisagreementSeverity::Medium };
    let sides: Vec<Side> = bands.iter().map(|band| band_side(band)).collect();
    let topic = format!("how many {}", total.words());
    let explanation = format!(
        "{} and {} cannot both hold for one day and one total; the lower count may be the older one",
        sides.first()?.view,
        sides.last()?.view
    );
    Some(disagreement(DisagreementKind::Number, severity, topic, sides, explanation))
}

/// "Thousands" is said of any large number; "tens of thousands" says which order it is of.
fn is_elastic(it: &Counted<'_>) -> bool {
    match it.figure.bound {
        Bound::Vague => true,
        Bound::OrderOfMagnitude => {
            let words = quoted::words_at(it.cited, it.figure.number).unwrap_or_default().to_lowercase();
            !words.contains(" of ")
        }
        Bound::Exact | Bound::Approx | Bound::MoreThan | Bound::LessThan | Bound::UpTo => false,
    }
}

/// Says whether a number was counted, as the toll of one incident is.
fn is_firm(bound: Bound) -> bool {
    match bound {
        Bound::Exact | Bound::Approx | Bound::MoreThan | Bound::LessThan | Bound::UpTo => true,
        Bound::OrderOfMagnitude | Bound::Vague => false,
    }
}

/// Splits figures into those that can be rivals and those that are too vague to be: who says "thousands" does not
/// gainsay a count of 400,000, and who says "hundreds of thousands" does gainsay one of 5,000.
fn told_apart<'r, 'a>(members: &[&'r Counted<'a>]) -> (Vec<Ranged<'r, 'a>>, Vec<Ranged<'r, 'a>>) {
    // One person whose death is told is no toll of the others.
    let is_somebody = |it: &&&Counted<'_>| it.figure.measure == "killed" && it.figure.best == Some(1.0);
    let ranged = members.iter().filter(|it| !is_somebody(it)).filter_map(|it| range(it));
    let (vague, mut firm): (Vec<_>, Vec<_>) = ranged.partition(|it| is_elastic(it.0));
    if firm.is_empty() {
        return (vague, Vec::new());
    }
    let most = firm.iter().map(|it| if it.2.is_finite() { it.2 } else { it.1 }).fold(0.0, f64::max);
    let (beyond, within): (Vec<_>, Vec<_>) = vague.into_iter().partition(|it| it.1 > most * 2.0);
    firm.extend(beyond);
    (firm, within)
}

/// The words of a scope in a topic.
fn scope_words(scope: &Scope) -> String {
    match scope {
        Scope::WholeWar => "in the whole war".to_owned(),
        Scope::Past(words) => format!("in the past ({words})"),
        Scope::Place(town) => format!("in {town}"),
        Scope::Episode => "in this episode".to_owned(),
    }
}

type Ranged<'r, 'a> = (&'r Counted<'a>, f64, f64);

/// The range of a figure; an open end is open.
fn range<'r, 'a>(it: &&'r Counted<'a>) -> Option<Ranged<'r, 'a>> {
    let figure = it.figure;
    let low = figure.low.or(figure.best);
    let high = figure.high.or(match figure.bound {
        Bound::MoreThan => None,
        Bound::Exact
        | Bound::Approx
        | Bound::LessThan
        | Bound::UpTo
        | Bound::OrderOfMagnitude
        | Bound::Vague => figure.best,
    });
    if low.is_none() && high.is_none() {
        return None;
    }
    Some((it, low.unwrap_or(0.0), high.unwrap_or(f64::INFINITY)))
}

/// Splits figures, sorted by lowest value, where no figure bridges the gap.
fn bands<'r, 'a>(ranged: &[Ranged<'r, 'a>]) -> Vec<Vec<Ranged<'r, 'a>>> {
    let mut bands: Vec<Vec<Ranged<'r, 'a>>> = Vec::new();
    let mut reach = f64::NEG_INFINITY;
    for it in ranged {
        match bands.last_mut() {
            Some(band) if it.1 <= reach => band.push(*it),
            _ => bands.push(vec![*it]),
        }
        // "More than 50,000" bridges to every higher count in logic and to none in use: a speaker who
        // knows of 370,000 does not say 50,000. Twice the number is taken as its reach.
        let high = if it.2.is_finite() { it.2 } else { it.1 * 2.0 };
        reach = reach.max(high);
    }
    bands
}

/// Says whether the bands are counts of one total on days that follow each other.
fn is_dated_series(bands: &[Vec<Ranged<'_, '_>>]) -> bool {
    let hull = |band: &Vec<Ranged<'_, '_>>| -> Option<(orontes_model::Date, orontes_model::Date)> {
        let days = band
            .iter()
            .map(|it| it.0.as_of.and_then(|it| Some((it.from?, it.to?))))
            .collect::<Option<Vec<_>>>()?;
        Some((days.iter().map(|it| it.0).min()?, days.iter().map(|it| it.1).max()?))
    };
    bands.windows(2).all(|pair| matches!((hull(&pair[0]), hull(&pair[1])), (Some(a), Some(b)) if a.1 < b.0))
}

fn band_side(band: &[Ranged<'_, '_>]) -> Side {
    let low = band.iter().map(|it| it.1).fold(f64::INFINITY, f64::min);
    let high = band.iter().map(|it| it.2).fold(0.0, f64::max);
    let view = match (low == high, high.is_finite()) {
        (true, _) => grouped(low),
        (false, true) => format!("{} to {}", grouped(low), grouped(high)),
        (false, false) => format!("{} or more", grouped(low)),
    };
    side(view, band.iter().map(|it| it.0.cited.claim.id.clone()))
}

/// What looks like rival counts and is none.
pub(crate) fn explanations(counted: &[Counted<'_>]) -> Vec<Explained> {
    let mut by_measure: BTreeMap<&str, Vec<&Counted<'_>>> = BTreeMap::new();
    counted.iter().for_each(|it| by_measure.entry(&it.figure.measure).or_default().push(it));
    let mut found = Vec::new();
    for (measure, members) in &by_measure {
        found.extend(forecast(measure, members));
        found.extend(other_scope(measure, members));
        found.extend(later(measure, members));
        found.extend(vague(members));
        found.extend(parts(measure, members));
    }
    for (one, other, why) in KIN {
        if let (Some(a), Some(b)) = (by_measure.get(one), by_measure.get(other)) {
            let both = episode(a).chain(episode(b)).collect::<BTreeSet<ClaimId>>();
            if episode(a).next().is_some() && episode(b).next().is_some() {
                found.push(explained(
                    "other_measure",
                    both,
                    format!("{one} and {other} are two measures: {why}"),
                ));
            }
        }
    }
    found
}

fn episode<'r>(members: &'r [&Counted<'_>]) -> impl Iterator<Item = ClaimId> + 'r {
    members.iter().filter(|it| is_of_now(&it.scope)).map(|it| it.cited.claim.id.clone())
}

fn ids<'r>(members: impl Iterator<Item = &'r &'r Counted<'r>>) -> BTreeSet<ClaimId> {
    members.map(|it| it.cited.claim.id.clone()).collect()
}

fn forecast(measure: &str, members: &[&Counted<'_>]) -> Option<Explained> {
    let (forecasts, counts): (Vec<&Counted<'_>>, Vec<&Counted<'_>>) =
        members.iter().partition(|it| it.is_projection);
    (!forecasts.is_empty() && !counts.is_empty()).then(|| {
        let why =
            format!("a forecast of {measure} stands beside counts of {measure}: it is not a rival count");
        explained("forecast", ids(forecasts.iter().chain(&counts)), why)
    })
}

fn other_scope(measure: &str, members: &[&Counted<'_>]) -> Option<Explained> {
    let counts = members.iter().filter(|it| !it.is_projection);
    let scopes: BTreeSet<&Scope> = counts.clone().map(|it| &it.scope).collect();
    (scopes.len() > 1).then(|| {
        let scopes: Vec<String> = scopes.iter().map(|it| scope_words(it)).collect();
        let why = format!("{measure} are counted for different totals: {}", scopes.join("; "));
        explained("other_scope", ids(counts), why)
    })
}

/// A vague count beside a firm one that it does not reach.
fn vague(members: &[&Counted<'_>]) -> Option<Explained> {
    let mut by_scope: BTreeMap<&Scope, Vec<&Counted<'_>>> = BTreeMap::new();
    for it in members.iter().filter(|it| !it.is_projection && it.part.is_none()) {
        by_scope.entry(&it.scope).or_default().push(it);
    }
    by_scope.values().find_map(|members| {
        let (firm, vague) = told_apart(members);
        let (count, low, _) = firm.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let short: Vec<_> = vague.into_iter().filter(|it| it.2 < low).collect();
        let words = &short.first()?.0.cited.evidence.text;
        let why = format!("\u{201c}{words}\u{201d} is no count: {} does not contradict it", grouped(low));
        let claims = short.iter().map(|it| it.0).chain([count]).map(|it| it.cited.claim.id.clone());
        Some(explained("vague", claims.collect(), why))
    })
}

/// A part of a total beside the total.
fn parts(measure: &str, members: &[&Counted<'_>]) -> Option<Explained> {
    let (parts, totals): (Vec<&Counted<'_>>, Vec<&Counted<'_>>) =
        members.iter().filter(|it| !it.is_projection).partition(|it| it.part.is_some());
    let whom: BTreeSet<&str> =
        parts.iter().filter_map(|it| it.part.as_deref()).filter(|it| !it.is_empty()).collect();
    if parts.is_empty() || totals.is_empty() {
        return None;
    }
    let whom =
        if whom.is_empty() { "some".to_owned() } else { whom.into_iter().collect::<Vec<_>>().join(", ") };
    let why = format!(
        "of the {measure} some are counted again by who they are ({whom}): a part is no rival to its total"
    );
    Some(explained("part", ids(parts.iter().chain(&totals)), why))
}

/// A later count by the same issuer for the same scope supersedes the earlier one.
fn later(measure: &str, members: &[&Counted<'_>]) -> Option<Explained> {
    let mut by_issuer: BTreeMap<(&str, &Scope), BTreeSet<(When, ClaimId)>> = BTreeMap::new();
    for it in members.iter().filter(|it| !it.is_projection) {
        if let Some(when) = it.as_of {
            by_issuer.entry((&it.issuer, &it.scope)).or_default().insert((when, it.cited.claim.id.clone()));
        }
    }
    let (issuer, points) = by_issuer.into_iter().find(|(_, points)| {
        let days: Vec<&When> = points.iter().map(|it| &it.0).collect();
        days.windows(2).any(|pair| !pair[0].meets(pair[1]))
    })?;
    let why =
        format!("{} counted {measure} on different days: the later count supersedes the earlier", issuer.0);
    Some(explained("other_day", points.into_iter().map(|it| it.1).collect(), why))
}
