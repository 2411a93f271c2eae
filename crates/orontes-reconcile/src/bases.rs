//! Turns accounts of the taking of a base, a headquarters or a camp into one occurrence, by whatever words it is called.
//!
//! A report names such a site once ("the Northeast Command") and goes on with "the base"; the next report calls it "the
//! headquarters of the Northeastern Command". Towns are one by their key; these have no entry in any table.

use crate::case::Case;
use crate::days::widened;
use crate::events::Told;
use crate::incidents::{Ties, one_of};
use crate::same::Family;
use orontes_model::{EventStatus, PlaceRef};
use std::collections::{BTreeMap, BTreeSet};

/// Words for a site that soldiers keep.
const KEPT: &[&str] = &[
    "airbase",
    "airfield",
    "barracks",
    "base",
    "camp",
    "command",
    "fort",
    "fortress",
    "garrison",
    "headquarters",
    "hq",
    "outpost",
];
/// Words beside them that tell no such site from another.
const PLAIN: &[&str] = &[
    "army",
    "its",
    "key",
    "large",
    "largest",
    "local",
    "main",
    "major",
    "military",
    "of",
    "provincial",
    "regional",
    "s",
    "strategic",
    "the",
];

/// Joins takings of one site. Linear in them, but for a sort.
pub(crate) fn joined<'a>(case: &Case<'a>, told: Vec<Told<'a>>) -> Vec<Told<'a>> {
    let mut ties = Ties::new(told.len());
    let names: Vec<Option<BTreeSet<String>>> = told.iter().map(name_of_site).collect();
    let mut by_name: BTreeMap<&BTreeSet<String>, Vec<usize>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        if let Some(name) = name.as_ref().filter(|it| !it.is_empty()) {
            by_name.entry(name).or_default().push(at);
        }
    }
    for alike in by_name.values() {
        tie_next(&told, alike, &mut ties);
    }
    let mut by_report: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, it) in told.iter().enumerate().filter(|it| names[it.0].is_some()) {
        let reports: BTreeSet<&str> = it.members.iter().map(|it| it.0.claim.report.as_str()).collect();
        reports.into_iter().for_each(|it| by_report.entry(it).or_default().push(at));
    }
    for sites in by_report.values() {
        // "The base" of a report that names two may be either.
        let named: BTreeSet<&BTreeSet<String>> =
            sites.iter().filter_map(|it| names[*it].as_ref()).filter(|it| !it.is_empty()).collect();
        if named.len() <= 1 {
            tie_next(&told, sites, &mut ties);
        }
    }
    let mut parts: BTreeMap<usize, Vec<Told<'a>>> = BTreeMap::new();
    for (at, it) in told.into_iter().enumerate() {
        parts.entry(ties.root(at)).or_default().push(it);
    }
    parts.into_values().filter_map(|it| one_of(case, it)).collect()
}

/// Ties neighbours by day that one side can have taken at one time.
fn tie_next(told: &[Told<'_>], alike: &[usize], ties: &mut Ties) {
    let mut alike = alike.to_vec();
    alike.sort_by_key(|it| (told[*it].event.date, &told[*it].event.id));
    for pair in alike.windows(2) {
        let (one, other) = (&told[pair[0]], &told[pair[1]]);
        let is_of_one_side = one.sides.is_empty() || other.sides.is_empty() || one.sides.meets(&other.sides);
        let days = Family::Taking.tolerance_days();
        if is_of_one_side && widened(&one.event.date, days).meets(&other.event.date) {
            ties.tie(pair[0], pair[1]);
        }
    }
}

/// The words that tell a taken site from others, none where it is only described; nothing for what is no such site.
fn name_of_site(told: &Told<'_>) -> Option<BTreeSet<String>> {
    let is_taking = told.key.family == Family::Taking && told.key.world == EventStatus::Happened;
    let places = told.members.iter().flat_map(|it| &it.1.places);
    let site = places.filter(|_| is_taking).find_map(words_of_site)?;
    let words: Vec<&str> = site.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let is_name = |it: &&str| it.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
    let tells = |it: &&str| !KEPT.contains(&it.to_lowercase().as_str()) && !PLAIN.contains(it);
    let telling = || words.iter().copied().filter(tells);
    // "The police headquarters" has no name, and is not any base.
    if !telling().any(|it| is_name(&it)) && telling().next().is_some() {
        return None;
    }
    let folded = telling().filter(is_name).map(str::to_lowercase);
    Some(folded.map(|it| it.strip_suffix("ern").unwrap_or(&it).to_owned()).collect())
}

fn words_of_site(place: &PlaceRef) -> Option<&str> {
    let is_kept = |it: &&str| {
        it.split(|it: char| !it.is_alphanumeric()).any(|it| KEPT.contains(&it.to_lowercase().as_str()))
    };
    // "base (Arden)" is the base of a town.
    let name = place.name.split(" (").next();
    place.qualifier.as_deref().filter(is_kept).or_else(|| name.filter(is_kept))
}
