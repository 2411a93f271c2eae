//! Turns figures of one measure and scope whose ranges do not meet into disagreements, and other
//! figures that only look as if they clashed into explanations.

use super::difference::{disagreement, explained, side};
use crate::figures::{Counted, Scope, is_of_now};
use orontes_model::{ClaimId, Disagreement, DisagreementKind, DisagreementSeverity, Explained, Side, When};
use std::collections::{BTreeMap, BTreeSet};

/// Measures of the same harm or the same people, which readers take for each other.
const KIN: &[(&str, &str, &str)] = &[
    ("killed", "casualties", "casualties are dead and injured together"),
    ("killed", "injured", "dead and injured are counted apart"),
    ("injured", "casualties", "casualties are dead and injured together"),
    ("displaced", "refugees", "refugees have left the country, displaced people need not have"),
    ("idps", "refugees", "displaced people are inside the country, refugees outside"),
];

/// Figures of one series that cannot all hold. Costs a sort of the figures and, within one series, the
/// number of distinct ranges squared, of which only the outermost are compared.
pub(crate) fn disagreements(counted: &[Counted<'_>]) -> Vec<Disagreement> {
    let mut series: BTreeMap<(&str, &Scope, &str), Vec<&Counted<'_>>> = BTreeMap::new();
    for it in counted.iter().filter(|it| !it.is_projection) {
        let measure = if it.figure.measure == "idps" { "displaced" } else { &it.figure.measure };
        series.entry((measure, &it.scope, &it.figure.unit)).or_default().push(it);
    }
    let rivals =
        series.iter().filter_map(|((measure, scope, _), members)| rival_counts(measure, scope, members));
    let mut found: Vec<Disagreement> = rivals.collect();
    for (part, whole, _) in KIN.iter().filter(|it| it.1 == "casualties") {
        let wholes = series.iter().filter(|it| it.0.0 == *whole && is_of_now(it.0.1));
        found.extend(wholes.filter_map(|((_, scope, unit), members)| {
            part_beyond_whole(part, whole, scope, series.get(&(*part, *scope, *unit))?, members)
        }));
    }
    found
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

fn rival_counts(measure: &str, scope: &Scope, members: &[&Counted<'_>]) -> Option<Disagreement> {
    let mut ranged: Vec<(&Counted<'_>, f64, f64)> = members.iter().filter_map(|it| range(it)).collect();
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
    let topic = format!("how many {measure}, {}", scope_words(scope));
    let explanation = format!(
        "{} and {} cannot both hold for one day and one scope; the lower count may be the older one",
        sides.first()?.view,
        sides.last()?.view
    );
    Some(disagreement(DisagreementKind::Number, severity, topic, sides, explanation))
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
        orontes_model::Bound::MoreThan => None,
        _ => figure.best,
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

/// A number with its thousands set off by commas.
fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
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
