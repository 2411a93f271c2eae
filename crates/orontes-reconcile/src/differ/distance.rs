//! Turns distances that reports give between the same two places into disagreements.

use super::difference::{disagreement, side};
use crate::case::Case;
use crate::same;
use orontes_model::{Cited, Disagreement, DisagreementKind, DisagreementSeverity, GeographyClaim, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// Share by which two distances may differ and be one: 15 miles are told as 25 km, 110 km as 70 miles.
const ROUNDED: f64 = 0.05;
/// Kilometres in a mile.
const MILE_KM: f64 = 1.609_344;

/// One disagreement for each two places whose distance reports give differently. Linear in the claims, but for a sort.
pub(crate) fn disagreements(case: &Case<'_>) -> Vec<Disagreement> {
    let mut pairs: BTreeMap<(String, String), Vec<(f64, &Cited)>> = BTreeMap::new();
    for cited in case.claims() {
        let Statement::Geography(geography) = &cited.claim.statement else { continue };
        let Some((ends, km)) = distance(geography) else { continue };
        pairs.entry(ends).or_default().push((km, cited));
    }
    pairs.into_values().filter_map(differing).collect()
}

/// The two places, in one order, and the kilometres between them.
fn distance(geography: &GeographyClaim) -> Option<((String, String), f64)> {
    if !geography.predicate.starts_with("distance") {
        return None;
    }
    let (one, other) = (&geography.subject, geography.object.as_ref()?);
    // A road of so many kilometres leads to a border or a coast from any of its points.
    let km = distance_km(geography.value.as_deref()?)?;
    let ends = [same::name_of(one), same::name_of(other)];
    let [first, last] = if ends[0] <= ends[1] { ends } else { [ends[1].clone(), ends[0].clone()] };
    (first != last).then_some(((first, last), km))
}

/// The first number of a value that a unit of length follows, in kilometres: "about 25 km (16 miles) west".
fn distance_km(value: &str) -> Option<f64> {
    let spaced = value.replace(',', "");
    let digit = |it: char| it.is_ascii_digit();
    let start = spaced.find(digit)?;
    let number = &spaced[start..];
    let end = number.find(|it: char| !(digit(it) || it == '.')).unwrap_or(number.len());
    let amount: f64 = number[..end].parse().ok().filter(|it| *it > 0.0)?;
    let unit = number[end..].trim_start_matches([' ', '-', '\u{a0}']);
    match () {
        () if unit.starts_with("km") || unit.starts_with("kilomet") => Some(amount),
        () if unit.starts_with("mile") || unit.starts_with("mi ") => Some(amount * MILE_KM),
        () => None,
    }
}

fn differing(mut told: Vec<(f64, &Cited)>) -> Option<Disagreement> {
    told.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.claim.id.cmp(&b.1.claim.id)));
    let bands: Vec<&[(f64, &Cited)]> = told.chunk_by(|a, b| b.0 <= a.0 * (1.0 + ROUNDED)).collect();
    let reports: BTreeSet<&str> = told.iter().map(|it| it.1.claim.report.as_str()).collect();
    if bands.len() < 2 || reports.len() < 2 {
        return None;
    }
    let view = |band: &&[(f64, &Cited)]| {
        let words: BTreeSet<&str> = band.iter().filter_map(|it| value(it.1)).collect();
        let words = words.into_iter().collect::<Vec<_>>().join("; ");
        side(words, band.iter().map(|it| it.1.claim.id.clone()))
    };
    let Statement::Geography(first) = &told.first()?.1.claim.statement else { return None };
    let ends = [first.subject.name.as_str(), first.object.as_ref()?.name.as_str()];
    let topic = format!("how far: {} and {}", ends[0].min(ends[1]), ends[0].max(ends[1]));
    let why = "accounts give different distances between the same two places: one was altered on the way, or was measured otherwise";
    let sides = bands.iter().map(view).collect();
    Some(disagreement(DisagreementKind::Number, DisagreementSeverity::Low, topic, sides, why))
}

fn value(cited: &Cited) -> Option<&str> {
    let Statement::Geography(it) = &cited.claim.statement else { return None };
    it.value.as_deref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_is_read_in_kilometres_whatever_its_unit() {
        assert_eq!(distance_km("about 25 km (16 miles) west"), Some(25.0));
        assert_eq!(distance_km("1,200 kilometres"), Some(1200.0));
        assert_eq!(distance_km("some 10 miles").map(f64::round), Some(16.0));
        assert_eq!(distance_km("two hours"), None);
        assert_eq!(distance_km("10 houses"), None);
    }
}
