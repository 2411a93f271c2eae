//! Reads undated reports again once the other reports of the case bound their day.
//!
//! "On 27 November" of a report without a day has no year until the case gives it one. What a case keeps is
//! what each report says alone; this is a function of the set of reports, so the order of arrival leaves no
//! trace. Cost: one more reconciling, and one more reading of each undated report.

use crate::{Coded, Reference, read_report, situation};
use orontes_model::{Basis, Cited, Corrections, Dossier, Report, When};
use std::collections::BTreeMap;

/// Returns the dossiers and claims of a case, those of `undated` reports read with the days that the others
/// leave them.
pub fn settle(
    reference: &Reference,
    undated: Vec<Report>,
    dossiers: Vec<Dossier>,
    claims: Vec<Cited>,
) -> (Vec<Dossier>, Vec<Cited>) {
    if undated.is_empty() {
        return (dossiers, claims);
    }
    let alone = situation(reference, &dossiers, &claims, &Corrections::default(), None);
    let bounds: BTreeMap<String, When> = alone.published.into_iter().collect();
    let mut settled: BTreeMap<String, Coded> = BTreeMap::new();
    for report in undated {
        let Some(bound) = bounds.get(&report.name).filter(|it| tells_more(it, &report.published)) else {
            continue;
        };
        let published = When { basis: Basis::Content, ..*bound };
        let name = report.name.clone();
        settled.insert(name, read_report(reference, &Report { published, ..report }).value);
    }
    let (mut dossiers, mut claims) = (dossiers, claims);
    claims.retain(|it| !settled.contains_key(&it.claim.report));
    for dossier in &mut dossiers {
        if let Some(read) = settled.remove(&dossier.name) {
            claims.extend(read.claims);
            *dossier = read.dossier;
        }
    }
    (dossiers, claims)
}

/// Says whether a bound is closer than what the report says of itself.
fn tells_more(bound: &When, own: &When) -> bool {
    bound.from > own.from || (bound.to.is_some() && (own.to.is_none() || bound.to < own.to))
}
