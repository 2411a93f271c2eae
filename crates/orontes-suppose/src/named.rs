//! Turns words such as `homs=hts` into what is supposed of which place, or into what is unclear about them.

use crate::board::side_of_unlisted;
use orontes_gazetteer::{Gazetteer, How};
use orontes_model::{Actor, Date, Holder, Place, PlaceKind, Situation, Supposition, Then};
use orontes_registry::Registry;
use std::collections::BTreeSet;
use std::fmt;

/// Why words do not say what is supposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// There is no `=` with words on both sides.
    Sign(String),
    /// No place has the name; these sound like it.
    NoPlace(String, Vec<String>),
    /// Several places have it.
    SeveralPlaces(String, Vec<String>),
    /// Nobody has the name.
    NoActor(String),
    /// Several have it.
    SeveralActors(String, Vec<String>),
}

impl fmt::Display for Unclear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unclear::Sign(words) => write!(f, "'{words}' does not say who holds what"),
            Unclear::NoPlace(words, _) => write!(f, "no place of the atlas is called '{words}'"),
            Unclear::SeveralPlaces(words, them) => write!(f, "{} places are called '{words}'", them.len()),
            Unclear::NoActor(words) => write!(f, "nobody is known as '{words}'"),
            Unclear::SeveralActors(words, them) => write!(f, "{} are known as '{words}'", them.len()),
        }
    }
}

impl Unclear {
    /// Returns what a user can do about it.
    pub fn hint(&self) -> String {
        match self {
            Unclear::Sign(_) => "write PLACE=HOLDER, as homs=hts, hama=contested or homs=unknown".to_owned(),
            Unclear::NoPlace(_, like) if like.is_empty() => {
                "give a name as reports write it, or an identifier of the atlas".to_owned()
            }
            Unclear::NoPlace(_, like) => format!("is it {}?", like.join(", ")),
            Unclear::SeveralPlaces(_, them) => format!("give one of the identifiers: {}", them.join(", ")),
            Unclear::NoActor(_) => {
                "give a name or an identifier (orontes actor NAME looks it up), `contested` or `unknown`"
                    .to_owned()
            }
            Unclear::SeveralActors(_, them) => format!("give one of the identifiers: {}", them.join(", ")),
        }
    }
}

/// Returns what `words` suppose. A name of several places or actors means the one that the situation speaks
/// of; a name that is only like another is never guessed.
///
/// # Errors
/// Where the words name no place or nobody, or several.
pub fn supposition(
    gazetteer: &Gazetteer,
    registry: &Registry,
    situation: &Situation,
    day: Option<Date>,
    words: &str,
) -> Result<Supposition, Unclear> {
    let parts = words.split_once('=').map(|it| (it.0.trim(), it.1.trim()));
    let Some((place, holder)) = parts.filter(|it| !it.0.is_empty() && !it.1.is_empty()) else {
        return Err(Unclear::Sign(words.to_owned()));
    };
    let place = place_of(gazetteer, situation, place)?;
    let then = match holder.to_lowercase().as_str() {
        "contested" => Then::Contested,
        "unknown" => Then::Unknown,
        _ => Then::Held(holder_of(registry, situation, &place.country, day, holder)?),
    };
    Ok(Supposition { place_id: place.id.clone(), place: place.name.clone(), then })
}

/// Kinds of places that somebody can hold: one does not take a river, and a province is not one place.
fn is_holdable(place: &Place) -> bool {
    match place.kind {
        PlaceKind::City
        | PlaceKind::Town
        | PlaceKind::Village
        | PlaceKind::Neighbourhood
        | PlaceKind::AirBase
        | PlaceKind::Site
        | PlaceKind::Camp
        | PlaceKind::Crossing
        | PlaceKind::Mountain
        | PlaceKind::Island => true,
        PlaceKind::Country
        | PlaceKind::Adm1
        | PlaceKind::Adm2
        | PlaceKind::Adm3
        | PlaceKind::Region
        | PlaceKind::Road
        | PlaceKind::River
        | PlaceKind::Lake
        | PlaceKind::Sea => false,
    }
}

fn place_of<'a>(gazetteer: &'a Gazetteer, situation: &Situation, words: &str) -> Result<&'a Place, Unclear> {
    /// More names than these do not help a user.
    const MAX_LIKE: usize = 5;
    if let Some(place) = gazetteer.by_id(words) {
        return Ok(place);
    }
    let hits = gazetteer.lookup(words);
    let hits: Vec<_> = hits.into_iter().filter(|it| is_holdable(it.place)).collect();
    let is_sure = |how: How| matches!(how, How::Exact | How::Article);
    let sure: Vec<&Place> = hits.iter().filter(|it| is_sure(it.how)).map(|it| it.place).collect();
    if sure.is_empty() {
        let like = hits.iter().take(MAX_LIKE).map(|it| labelled(it.place)).collect();
        return Err(Unclear::NoPlace(words.to_owned(), like));
    }
    let told: BTreeSet<&str> = places_told(situation).collect();
    let countries: BTreeSet<&str> =
        told.iter().filter_map(|it| gazetteer.by_id(it)).map(|it| it.country.as_str()).collect();
    let narrowed = narrowed(sure, |it| told.contains(it.id.as_str()));
    let narrowed = self::narrowed(narrowed, |it| countries.contains(it.country.as_str()));
    match narrowed.as_slice() {
        [only] => Ok(only),
        several => {
            Err(Unclear::SeveralPlaces(words.to_owned(), several.iter().map(|it| labelled(it)).collect()))
        }
    }
}

/// Keeps what fits, or all where nothing does.
fn narrowed<T: Copy>(them: Vec<T>, fits: impl Fn(T) -> bool) -> Vec<T> {
    let kept: Vec<T> = them.iter().copied().filter(|it| fits(*it)).collect();
    if kept.is_empty() { them } else { kept }
}

fn places_told(situation: &Situation) -> impl Iterator<Item = &str> {
    let held = situation.control.iter().filter_map(|it| it.place_id.as_deref());
    held.chain(situation.events.iter().filter_map(|it| it.place_id.as_deref()))
}

fn labelled(place: &Place) -> String {
    format!("{} ({}, {})", place.id, place.name, place.kind.word())
}

fn holder_of(
    registry: &Registry,
    situation: &Situation,
    country: &str,
    day: Option<Date>,
    words: &str,
) -> Result<Holder, Unclear> {
    let mut named = registry.by_id(words).map_or_else(|| registry.by_name(words), |it| vec![it]);
    if named.is_empty() {
        // An acronym is met in its capitals alone, and nobody types those.
        named = registry.by_name(&words.to_uppercase());
    }
    let told: BTreeSet<&str> = situation
        .events
        .iter()
        .flat_map(|it| &it.actor_ids)
        .chain(situation.control.iter().flat_map(|it| &it.intervals).filter_map(|it| it.holder_id.as_ref()))
        .map(String::as_str)
        .collect();
    let named = narrowed(named, |it: &Actor| told.contains(it.id.as_str()));
    let mut named = narrowed(named, |it: &Actor| it.country.as_deref() == Some(country));
    if named.is_empty() {
        let described = registry.who(words, Some(country), day).id;
        named.extend(described.and_then(|it| registry.by_id(&it)));
    }
    match named.as_slice() {
        [] => told_holder(situation, words).ok_or_else(|| Unclear::NoActor(words.to_owned())),
        [only] => {
            let side = registry.side_of(&only.id, day).unwrap_or(&only.id);
            Ok(Holder { name: only.name.clone(), side: side.to_owned() })
        }
        several => {
            let them = several.iter().map(|it| format!("{} ({})", it.id, it.name)).collect();
            Err(Unclear::SeveralActors(words.to_owned(), them))
        }
    }
}

/// One whom no table knows, but reports name as the holder of a place: a new group of another war.
fn told_holder(situation: &Situation, words: &str) -> Option<Holder> {
    let intervals = situation.control.iter().flat_map(|it| &it.intervals);
    let unlisted = intervals.filter(|it| it.holder_id.is_none() && it.holder != "unknown");
    let name = unlisted.map(|it| &it.holder).find(|it| it.eq_ignore_ascii_case(words))?;
    Some(Holder { name: name.clone(), side: side_of_unlisted(name) })
}
