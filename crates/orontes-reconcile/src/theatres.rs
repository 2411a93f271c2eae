//! Turns the countries and towns that reports tell of into wars, so that totals of two wars are no rivals.

use crate::case::Case;
use crate::same;
use orontes_model::{PlaceRef, Statement};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a place is said to be that stands in for one that nobody names.
const COUNTRY: &str = "the country of the report";
/// Towns that two countries' reports must share to tell of one war, and what part of those of the one that has fewer:
/// a capital where all wars are talked about joins none.
const SHARED_TOWNS: usize = 2;
const SHARED_SHARE: f64 = 0.25;

/// The war that each report tells of, by the country that its claims are set in.
pub(crate) struct Theatres<'a> {
    of_report: BTreeMap<&'a str, Arc<str>>,
    none: Arc<str>,
}

impl Theatres<'_> {
    /// Returns the war of a report: nothing where the case knows of one war only, or nobody can tell.
    pub(crate) fn of(&self, report: &str) -> Arc<str> {
        self.of_report.get(report).unwrap_or(&self.none).clone()
    }
}

/// Finds the wars of a case. Linear in the claims; countries, of which there are few, are compared pair by pair.
pub(crate) fn theatres<'a>(case: &Case<'a>) -> Theatres<'a> {
    let mut countries: BTreeMap<&'a str, BTreeMap<&'a str, usize>> = BTreeMap::new();
    let mut towns: BTreeMap<&'a str, BTreeSet<&'a str>> = BTreeMap::new();
    for cited in case.claims() {
        let Statement::Event(event) = &cited.claim.statement else { continue };
        for place in &event.places {
            let report = cited.claim.report.as_str();
            if place.qualifier.as_deref() == Some(COUNTRY) {
                *countries.entry(report).or_default().entry(&place.name).or_default() += 1;
            } else if let Some(id) = town(place) {
                towns.entry(report).or_default().insert(id);
            }
        }
    }
    let most = |told: &BTreeMap<&'a str, usize>| {
        told.iter().max_by_key(|it| (it.1, std::cmp::Reverse(it.0))).map(|it| *it.0)
    };
    let of_report: BTreeMap<&'a str, &'a str> =
        countries.iter().filter_map(|it| Some((*it.0, most(it.1)?))).collect();
    let mut by_country: BTreeMap<&'a str, BTreeSet<&'a str>> = BTreeMap::new();
    for (report, country) in &of_report {
        by_country.entry(country).or_default().extend(towns.get(report).into_iter().flatten());
    }
    let wars = one_war(&by_country);
    let distinct: BTreeSet<&str> = wars.values().copied().collect();
    let several = distinct.len() > 1;
    let named = of_report.into_iter().filter(|_| several);
    let of_report = named.filter_map(|it| Some((it.0, Arc::from(*wars.get(it.1)?)))).collect();
    Theatres { of_report, none: Arc::from("") }
}

fn town(place: &PlaceRef) -> Option<&str> {
    place.id.as_deref().filter(|_| !same::is_wide(place))
}

/// The least country of those whose reports tell of the same towns, for each.
fn one_war<'a>(by_country: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> BTreeMap<&'a str, &'a str> {
    let mut war: BTreeMap<&'a str, &'a str> = by_country.keys().map(|it| (*it, *it)).collect();
    let all: Vec<_> = by_country.iter().collect();
    for (at, (one, of_one)) in all.iter().enumerate() {
        for (other, of_other) in &all[at + 1..] {
            let n_shared = of_one.intersection(of_other).count();
            let fewer = of_one.len().min(of_other.len());
            // Of a country without towns of its own nobody can tell that it is another war.
            let is_one =
                fewer == 0 || n_shared >= SHARED_TOWNS && n_shared as f64 >= SHARED_SHARE * fewer as f64;
            let (Some(&kept), Some(&gone)) = (war.get(*one), war.get(*other)) else { continue };
            if is_one && kept != gone {
                let (kept, gone) = (kept.min(gone), kept.max(gone));
                war.values_mut().filter(|it| **it == gone).for_each(|it| *it = kept);
            }
        }
    }
    war
}
