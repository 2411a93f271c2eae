//! Holds stated facts of geography against the atlas: distances, directions, ranks, what lies in what.
//!
//! One check per claim of kind geography whose places are settled: what is stated, what the atlas says and by
//! what, the tolerance, and a verdict. Words too vague for a number, and facts that no atlas has ("strategic"),
//! cannot be checked, and that is said too: a fact that nobody checked must not look like one that held.
//!
//! Cost: linear in the claims, but for a search of the roads for each stated distance and a pass over the places
//! of a country for each rank and each direction within a country.

mod distance;
mod extent;
mod value;

use orontes_gazetteer::Gazetteer;
use orontes_model::{Check, Cited, GeographyClaim, Modality, Place, PlaceKind, Statement, Verdict};
use orontes_roads::Roads;

/// Where facts are looked up.
#[derive(Clone, Copy)]
pub struct Atlas<'a> {
    /// Places.
    pub gazetteer: &'a Gazetteer,
    /// Roads.
    pub roads: &'a Roads,
}

/// What the atlas says of one statement.
pub(crate) struct Found {
    known: String,
    tolerance: String,
    verdict: Verdict,
}

impl Found {
    pub(crate) fn of(known: String, tolerance: impl Into<String>, agrees: bool) -> Found {
        let verdict = if agrees { Verdict::Agrees } else { Verdict::Differs };
        Found { known, tolerance: tolerance.into(), verdict }
    }

    pub(crate) fn unchecked(why: impl Into<String>) -> Found {
        Found { known: why.into(), tolerance: String::new(), verdict: Verdict::Unchecked }
    }
}

/// Returns one check per geography claim that is not denied, in the order of the claims.
pub fn check(atlas: Atlas<'_>, claims: &[Cited]) -> Vec<Check> {
    let stated = claims.iter().filter(|it| it.claim.modality != Modality::Denied);
    let geography = stated.filter_map(|it| match &it.claim.statement {
        Statement::Geography(fact) => Some((it, fact)),
        Statement::Event(_)
        | Statement::Figure(_)
        | Statement::Control(_)
        | Statement::Alias(_)
        | Statement::Relation(_)
        | Statement::Consequence(_)
        | Statement::Source(_) => None,
    });
    geography
        .map(|(cited, fact)| {
            let found = found(atlas, fact, &Said::of(cited));
            Check {
                claim: cited.claim.id.clone(),
                stated: stated_words(fact),
                known: found.known,
                tolerance: found.tolerance,
                verdict: found.verdict,
            }
        })
        .collect()
}

/// "Homs — distance and direction from Hama: just 40km south".
fn stated_words(fact: &GeographyClaim) -> String {
    let object = fact.object.as_ref().map_or(String::new(), |it| format!(" {}", it.name));
    let value = fact.value.as_ref().map_or(String::new(), |it| format!(": {it}"));
    format!("{} {}{object}{value}", fact.subject.name, fact.predicate.replace('_', " "))
}

/// The words of a claim, and those that follow in its sentence: they may narrow what is stated.
struct Said<'a> {
    words: &'a str,
    after: &'a str,
}

impl<'a> Said<'a> {
    fn of(cited: &'a Cited) -> Said<'a> {
        let (words, sentence) = (cited.evidence.text.as_str(), cited.sentence.text.as_str());
        let after = sentence.split_once(words).map_or("", |it| it.1);
        Said { words, after: after.split([',', ';', '.']).next().unwrap_or("") }
    }
}

fn found(atlas: Atlas<'_>, fact: &GeographyClaim, said: &Said<'_>) -> Found {
    let place = |id: Option<&String>| id.and_then(|it| atlas.gazetteer.by_id(it));
    let Some(subject) = place(fact.subject.id.as_ref()) else {
        return Found::unchecked(format!("{} is no place of the atlas", fact.subject.name));
    };
    let object = fact.object.as_ref().and_then(|it| place(it.id.as_ref()));
    let value = fact.value.as_deref().unwrap_or_default();
    match (fact.predicate.as_str(), object) {
        ("size_rank_in_country", _) => extent::rank(atlas, subject, object, said.after, value),
        ("distance_to", Some(object)) => distance::distance(atlas, subject, object, value),
        ("distance_and_direction_from", Some(object)) => {
            distance::distance_and_direction(atlas, subject, object, value)
        }
        ("near", Some(object)) => distance::near(subject, object),
        ("in_direction", Some(object)) => direction(atlas, subject, object, value),
        ("located_in", Some(object)) => located_in(atlas, subject, object),
        ("capital_of", Some(object)) => capital_of(atlas, subject, object, said.words),
        ("on_route_to", Some(object)) => distance::joined(atlas, subject, object, "on_route_to"),
        ("connects" | "gateway_to", Some(object)) => {
            distance::joined(atlas, subject, object, &fact.predicate)
        }
        (_, None) if fact.object.is_some() => {
            let name = fact.object.as_ref().map_or("", |it| it.name.as_str());
            Found::unchecked(format!("{name} is no place of the atlas"))
        }
        (_, _) => Found::unchecked("the atlas has no such fact"),
    }
}

/// Within what encloses it, or as seen from another place.
fn direction(atlas: Atlas<'_>, subject: &Place, object: &Place, value: &str) -> Found {
    match is_area(object) {
        true => extent::direction_within(atlas, subject, object, value),
        false => distance::direction(subject, object, value),
    }
}

fn is_area(place: &Place) -> bool {
    matches!(place.kind, PlaceKind::Country | PlaceKind::Adm1 | PlaceKind::Adm2 | PlaceKind::Adm3)
}

fn located_in(atlas: Atlas<'_>, subject: &Place, object: &Place) -> Found {
    let lies = extent::lies_in(subject, object);
    let parents: Vec<&str> = subject
        .parents
        .iter()
        .filter_map(|it| atlas.gazetteer.by_id(it))
        .map(|it| it.name.as_str())
        .collect();
    let known = match parents.is_empty() {
        true => format!("{} lies in {}", subject.name, subject.country),
        false => format!("{} lies in {}", subject.name, parents.join(", ")),
    };
    match (lies, is_area(object)) {
        (true, _) => Found::of(known, "", true),
        (false, true) if !subject.parents.is_empty() || object.kind == PlaceKind::Country => {
            Found::of(known, "", false)
        }
        // A square lies in its town although the atlas gives it no such parent.
        (false, _) => distance::within_town(subject, object),
    }
}

/// Words that make another sort of capital: of a part of the country, of its trade, of a party to the war.
const OTHER_CAPITALS: [&str; 24] = [
    "provincial",
    "state",
    "regional",
    "district",
    "departmental",
    "county",
    "governorate",
    "oblast",
    "administrative",
    "cultural",
    "commercial",
    "economic",
    "financial",
    "industrial",
    "business",
    "spiritual",
    "facto",
    "former",
    "ancient",
    "rebel",
    "wartime",
    "interim",
    "temporary",
    "self-declared",
];

fn capital_of(atlas: Atlas<'_>, subject: &Place, object: &Place, words: &str) -> Found {
    let mut words = words.split(|it: char| !it.is_alphanumeric() && it != '-').map(str::to_lowercase);
    if let Some(sort) = words.find(|it| OTHER_CAPITALS.contains(&it.as_str())) {
        return Found::unchecked(format!(
            "the atlas has seats of government of countries, and no {sort} capitals"
        ));
    }
    if object.kind != PlaceKind::Country {
        return Found::unchecked("the atlas has capitals of countries only");
    }
    let is_capital = subject.country == object.country
        && atlas.gazetteer.government(&subject.name) == Some(&object.country);
    let not = if is_capital { "" } else { "not " };
    Found::of(format!("{} is {not}the seat of government of {}", subject.name, object.name), "", is_capital)
}
