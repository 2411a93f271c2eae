//! Turns one role or rank that is given to two places into a disagreement.

use super::difference::{disagreement, side};
use crate::case::Case;
use crate::same;
use orontes_model::{
    ClaimId, Disagreement, DisagreementKind, DisagreementSeverity, GeographyClaim, Modality, Statement,
};
use std::collections::BTreeMap;

/// Predicates whose subject is one place for each object and value: one city is the third largest of a
/// country, one is its capital. A gateway may be two, but seldom for one writer.
const ONE_SUBJECT: &[&str] = &["size_rank_in_country", "capital_of", "gateway_to"];
/// Predicates whose value is one for each pair of places.
const ONE_VALUE: &[&str] = &["size_rank_in_country"];

/// One disagreement for each role with several bearers, and for each place with several ranks.
pub(crate) fn disagreements(case: &Case<'_>) -> Vec<Disagreement> {
    type Bearers<'a> = BTreeMap<&'a str, Vec<ClaimId>>;
    let mut bearers: BTreeMap<(&str, String, &str), Bearers<'_>> = BTreeMap::new();
    let mut values: BTreeMap<(&str, String), Bearers<'_>> = BTreeMap::new();
    for cited in case.claims() {
        let Statement::Geography(it) = &cited.claim.statement else { continue };
        if cited.claim.modality != Modality::Asserted && cited.claim.modality != Modality::Claimed {
            continue;
        }
        let value = it.value.as_deref().unwrap_or("");
        if ONE_SUBJECT.contains(&it.predicate.as_str())
            && (!value.is_empty() || (it.object.is_some() && !ONE_VALUE.contains(&it.predicate.as_str())))
        {
            let role = (it.predicate.as_str(), object_of(it), value);
            bearers
                .entry(role)
                .or_default()
                .entry(&it.subject.name)
                .or_default()
                .push(cited.claim.id.clone());
        }
        if ONE_VALUE.contains(&it.predicate.as_str()) && !value.is_empty() {
            let of = (it.predicate.as_str(), same::name_of(&it.subject));
            values.entry(of).or_default().entry(value).or_default().push(cited.claim.id.clone());
        }
    }
    let roles = bearers.into_iter().filter(|it| it.1.len() > 1).map(|((predicate, object, value), by)| {
        let topic = format!("which place: {} {object} {value}", predicate.replace('_', " "));
        let why =
            "one role is given to two places: one account may have mistaken what its source referred to";
        let sides = by.into_iter().map(|(name, claims)| side(name, claims)).collect();
        disagreement(DisagreementKind::Role, DisagreementSeverity::Low, topic.trim_end(), sides, why)
    });
    let ranks = values.into_iter().filter(|it| it.1.len() > 1).map(|((predicate, _), by)| {
        let sides = by.into_iter().map(|(value, claims)| side(value, claims)).collect();
        let why =
            "one place is given two ranks, which may be counts of different years or of different bounds";
        disagreement(
            DisagreementKind::Number,
            DisagreementSeverity::Low,
            predicate.replace('_', " "),
            sides,
            why,
        )
    });
    roles.chain(ranks).collect()
}

fn object_of(it: &GeographyClaim) -> String {
    it.object.as_ref().map(|it| it.name.clone()).unwrap_or_default()
}
