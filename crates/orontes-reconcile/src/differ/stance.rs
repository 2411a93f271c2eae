//! Turns a speaker or an ally who is shown in two lights into a disagreement of framing.

use super::difference::{disagreement, side};
use crate::accounts::Told as Account;
use crate::case::Case;
use crate::events::Told;
use crate::same::Family;
use orontes_model::{
    Cited, ClaimId, Disagreement, DisagreementKind, DisagreementSeverity, EventStatus, Statement,
};
use std::collections::{BTreeMap, BTreeSet};

/// Speakers with two stances, and backers who are there in one account and absent in another.
pub(crate) fn disagreements(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let mut found = two_stances(case, told);
    found.extend(there_and_absent(case, told));
    found
}

/// One speaker backs a fight in one story and asks for talks or finds fault in another.
fn two_stances(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let mut by_speaker: BTreeMap<String, BTreeMap<bool, Vec<&Cited>>> = BTreeMap::new();
    let speeches =
        told.iter().filter(|it| it.key.family == Family::Speech && it.key.world == EventStatus::Happened);
    for it in speeches.filter(|it| !it.key.place.is_empty()) {
        let backs = match it.key.event_type.as_str() {
            "statement_support" => true,
            "statement_demand" | "statement_criticism" => false,
            _ => continue,
        };
        let of_speaker =
            by_speaker.entry(office_of(case, &it.key.place)).or_default().entry(backs).or_default();
        of_speaker.extend(it.members.iter().map(|it| it.0));
    }
    let both = by_speaker.into_iter().filter_map(|(speaker, stances)| {
        let (backing, asking) = (stances.get(&true)?, stances.get(&false)?);
        let stories =
            |cited: &[&Cited]| cited.iter().map(|it| case.story(&it.claim.report)).collect::<BTreeSet<_>>();
        if stories(backing) == stories(asking) {
            return None;
        }
        let ids = |cited: &[&Cited]| cited.iter().map(|it| it.claim.id.clone()).collect::<Vec<ClaimId>>();
        let sides = vec![side("backs one side", ids(backing)), side("asks for something else", ids(asking))];
        let name = backing.iter().chain(asking).find_map(|it| it.claim.attribution.last());
        let name = case
            .registry
            .by_id(&speaker)
            .map(|it| &it.name)
            .or(name)
            .map_or(speaker.as_str(), String::as_str);
        let why = "one story reports backing and another a demand or criticism; both may have been said";
        let kind = DisagreementKind::Framing;
        Some(disagreement(kind, DisagreementSeverity::Low, format!("what {name} wants"), sides, why))
    });
    both.collect()
}

/// A government and the people who hold its offices speak with one voice: a president's words are his country's.
fn office_of(case: &Case<'_>, speaker: &str) -> String {
    let actor = case.registry.by_id(speaker);
    let country = actor.filter(|it| it.sector.as_deref() == Some("GOV")).and_then(|it| it.country.as_deref());
    country.map_or_else(|| speaker.to_owned(), str::to_lowercase)
}

/// A foreign backer fights in one story and is said to have no hands free in another.
fn there_and_absent(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    // Claims of one sentence come one after the other.
    let mut last = ("", false);
    let mut absent: Vec<&Cited> = Vec::new();
    for cited in case.claims_as_they_came() {
        let sentence = cited.sentence.text.as_str();
        if last.0 != sentence {
            last = (sentence, case.accounts.tell(Account::NoHandsFree, sentence));
        }
        absent.extend(last.1.then_some(cited));
    }
    if absent.is_empty() {
        return Vec::new();
    }
    let home = home_country(case);
    let absent = by_country(case, &home, absent.into_iter());
    if absent.is_empty() {
        return Vec::new();
    }
    let acts: BTreeSet<&ClaimId> = told
        .iter()
        .filter(|it| it.key.world == EventStatus::Happened)
        .filter(|it| {
            matches!(it.key.family, Family::Harm | Family::Fighting)
                || it.key.event_type == "foreign_intervention"
        })
        .flat_map(|it| &it.event.claims)
        .collect();
    let present = by_country(case, &home, case.claims().filter(|it| acts.contains(&it.claim.id)));
    let both = absent.into_iter().filter_map(|(country, gone)| {
        // A sentence that says both is about the absence.
        let at = |it: &&Cited| (it.claim.report.clone(), it.claim.sentence);
        let said: BTreeSet<(String, u32)> = gone.iter().map(at).collect();
        let mut there = present.get(&country)?.clone();
        there.retain(|it| !said.contains(&at(it)));
        if there.is_empty() {
            return None;
        }
        let stories = |cited: &[&Cited]| cited.iter().map(|it| case.story(&it.claim.report)).collect::<BTreeSet<_>>();
        if !stories(&gone).iter().any(|it| !stories(&there).contains(it)) {
            return None;
        }
        let ids = |cited: &[&Cited]| cited.iter().map(|it| it.claim.id.clone()).collect::<Vec<ClaimId>>();
        let sides = vec![side("takes part", ids(&there)), side("has no hands free", ids(&gone))];
        let why = "a backer is shown at work in one story and as absent in another; the stories may be of different days";
        let kind = DisagreementKind::Framing;
        // Countries are actors too, by their code.
        let name = case.registry.by_id(&country.to_lowercase()).map_or(country, |it| it.name.clone());
        Some(disagreement(kind, DisagreementSeverity::Medium, format!("what part {name} takes"), sides, why))
    });
    both.collect()
}

/// Claims by the foreign countries whose governments or forces their sentences name.
fn by_country<'a>(
    case: &Case<'a>,
    home: &str,
    claims: impl Iterator<Item = &'a Cited>,
) -> BTreeMap<String, Vec<&'a Cited>> {
    let mut found: BTreeMap<String, Vec<&Cited>> = BTreeMap::new();
    let mut read: BTreeMap<(&str, u32), BTreeSet<String>> = BTreeMap::new();
    for cited in claims {
        let at = (cited.claim.report.as_str(), cited.claim.sentence);
        let countries = read.entry(at).or_insert_with(|| countries_in(case, &cited.sentence.text));
        for country in countries.iter().filter(|it| *it != home) {
            found.entry(country.clone()).or_default().push(cited);
        }
    }
    found
}

/// Countries of the governments and forces that a sentence names.
fn countries_in(case: &Case<'_>, sentence: &str) -> BTreeSet<String> {
    use orontes_model::ActorKind::{Force, Government, Organisation, Outlet, People, Person};
    let hits = case.registry.find_in(sentence);
    let actors = hits.iter().flat_map(|it| &it.ids).filter_map(|it| case.registry.by_id(it));
    let acting = actors.filter(|it| match it.kind {
        Force | Government | Person => true,
        Organisation | Outlet | People => false,
    });
    acting.filter_map(|it| it.country.clone()).collect()
}

/// The country most actors of the case belong to: its own forces are no backers.
fn home_country(case: &Case<'_>) -> String {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for cited in case.claims() {
        let Statement::Event(event) = &cited.claim.statement else { continue };
        for party in &event.actors {
            let known = || case.registry.by_id(party.id.as_deref()?)?.country.as_deref();
            if let Some(country) = party.country.as_deref().or_else(known) {
                *counted.entry(country).or_default() += 1;
            }
        }
    }
    counted
        .into_iter()
        .max_by_key(|it| (it.1, std::cmp::Reverse(it.0)))
        .map_or_else(String::new, |it| it.0.to_owned())
}
