//! Turns what the reports leave open into sentences, each with the claims that raise the question.

use crate::accounts::Told as Account;
use crate::case::Case;
use crate::events::Told;
use crate::figures::Counted;
use crate::same::{self, Family};
use orontes_model::{Cited, ClaimId, EventStatus, Statement, Unknown};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the questions that the reports raise and none answers. Linear in the claims.
pub(crate) fn unknowns(case: &Case<'_>, told: &[Told<'_>], counted: &[Counted<'_>]) -> Vec<Unknown> {
    let mut found = undated_reports(case);
    found.extend(no_destination(case, told, counted));
    found.extend(no_holder(case, told));
    found.extend(no_taker(told));
    found
}

fn undated_reports(case: &Case<'_>) -> Vec<Unknown> {
    let undated = case.dossiers.values().filter(|it| it.published.is_unknown());
    let names: BTreeSet<&str> = undated.map(|it| it.name.as_str()).collect();
    if names.is_empty() {
        return Vec::new();
    }
    // The first claim of each such report: a reader looks there for a day.
    let mut first: BTreeMap<&str, &Cited> = BTreeMap::new();
    for cited in case.claims().filter(|it| names.contains(it.claim.report.as_str())) {
        let place = |it: &Cited| (it.claim.sentence, it.claim.evidence);
        let known = first.entry(&cited.claim.report).or_insert(cited);
        if place(cited) < place(known) {
            *known = cited;
        }
    }
    let claims = first.into_values().map(|it| it.claim.id.clone()).collect();
    let text = format!("When {} was published.", names.into_iter().collect::<Vec<_>>().join(", "));
    vec![Unknown { text, claims }]
}

/// People are said to flee, and no account says where to: a flight names where from and where to.
fn no_destination(case: &Case<'_>, told: &[Told<'_>], counted: &[Counted<'_>]) -> Option<Unknown> {
    let flights =
        || told.iter().filter(|it| it.key.family == Family::Flight && it.key.world == EventStatus::Happened);
    let mut claims: BTreeSet<ClaimId> = flights().flat_map(|it| it.event.claims.iter().cloned()).collect();
    let displaced = counted.iter().filter(|it| matches!(it.figure.measure.as_str(), "displaced" | "idps"));
    claims.extend(displaced.map(|it| it.cited.claim.id.clone()));
    let answered = flights()
        .flat_map(|it| &it.members)
        .any(|it| case.accounts.tell(Account::Destination, &it.0.sentence.text));
    (!claims.is_empty() && !answered).then(|| Unknown {
        text: "Where the displaced people went: no report names a destination.".to_owned(),
        claims: claims.into_iter().collect(),
    })
}

/// Places where something happens and of which nobody says who holds them.
fn no_holder(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Unknown> {
    let mut held: BTreeSet<String> = BTreeSet::new();
    for cited in case.claims() {
        if let Statement::Control(control) = &cited.claim.statement {
            held.insert(same::name_of(&control.place));
        }
    }
    let mut raised: BTreeMap<String, (String, BTreeSet<ClaimId>)> = BTreeMap::new();
    for it in told.iter().filter(|it| it.key.world == EventStatus::Happened) {
        if matches!(it.key.family, Family::Taking | Family::Speech) {
            held.extend(it.members.iter().flat_map(|it| &it.1.places).map(same::name_of));
            continue;
        }
        for (cited, event) in &it.members {
            for place in event.places.iter().filter(|it| !same::is_wide(it)) {
                let entry = raised
                    .entry(same::name_of(place))
                    .or_insert_with(|| (place.name.clone(), BTreeSet::new()));
                entry.1.insert(cited.claim.id.clone());
            }
        }
    }
    let open = raised.into_iter().filter(|it| !held.contains(&it.0));
    open.map(|(_, (name, claims))| Unknown {
        text: format!("Who holds {name}."),
        claims: claims.into_iter().collect(),
    })
    .collect()
}

/// Forces left, and nobody is said to have come.
fn no_taker(told: &[Told<'_>]) -> Vec<Unknown> {
    let happened = || told.iter().filter(|it| it.key.world == EventStatus::Happened);
    let taken: BTreeSet<&str> =
        happened().filter(|it| it.key.family == Family::Taking).map(|it| it.key.place.as_str()).collect();
    let left = happened().filter(|it| it.key.family == Family::Leaving && !it.key.place.is_empty());
    left.filter(|it| !taken.contains(it.key.place.as_str()))
        .map(|it| Unknown {
            text: format!(
                "Who holds {} after its defenders left.",
                it.event.place.as_deref().unwrap_or("the place")
            ),
            claims: it.event.claims.clone(),
        })
        .collect()
}
