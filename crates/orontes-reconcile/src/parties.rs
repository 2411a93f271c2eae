//! Turns names of actors and speakers into sides, grades and first speakers.

use orontes_model::{Claim, Date, Party, Reliability};
use orontes_registry::Registry;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The sides that act in one account, as identifiers; empty where nobody is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SideSet(pub(crate) BTreeSet<String>);

impl SideSet {
    /// Says whether nobody is named.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says whether one side is in both.
    pub(crate) fn meets(&self, other: &SideSet) -> bool {
        self.0.iter().any(|it| other.0.contains(it))
    }

    /// Returns the sides that accounts name together, as disjoint sets, least first.
    pub(crate) fn families<'a>(sets: impl Iterator<Item = &'a SideSet>) -> Vec<SideSet> {
        let mut families: Vec<SideSet> = Vec::new();
        for set in sets.filter(|it| !it.is_empty()) {
            let mut joined = set.clone();
            families.retain(|it| {
                let apart = !it.meets(&joined);
                if !apart {
                    joined.0.extend(it.0.iter().cloned());
                }
                apart
            });
            families.push(joined);
        }
        families.sort();
        families
    }
}

/// Returns the side that a party is on, where the registry knows the party.
pub(crate) fn side_of(registry: &Registry, party: &Party, on: Option<Date>) -> Option<String> {
    match party.id.as_deref() {
        Some(id) => Some(registry.side_of(id, on).unwrap_or(id).to_owned()),
        None => registry.unlisted_army(party),
    }
}

/// Returns the sides of some parties.
pub(crate) fn sides_of(registry: &Registry, parties: &[Party], on: Option<Date>) -> SideSet {
    SideSet(parties.iter().filter_map(|it| side_of(registry, it, on)).collect())
}

/// Who stands behind one claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Voice {
    /// The report itself.
    Own,
    /// A named first speaker; one name per speaker, however it is spelt.
    Named(Arc<str>),
    /// Somebody unnamed, or a bare hedge.
    Unnamed,
}

/// Returns who stands behind a claim: the last name of its chain, or the report itself.
pub(crate) fn voice_of(registry: &Registry, claim: &Claim) -> Voice {
    let hedged = claim.modality == orontes_model::Modality::Claimed;
    match claim.attribution.as_slice() {
        [] | [_] if hedged => Voice::Unnamed,
        [] | [_] => Voice::Own,
        [.., first] if is_unnamed(first) => Voice::Unnamed,
        [_, speakers @ ..] => {
            // An officer whom nobody knows speaks for the organisation before him in the chain; a relaying
            // outlet is not the first speaker, so the search starts at the end.
            let known = speakers.iter().rev().find(|it| is_known(registry, it));
            let first = known.or(speakers.first()).map_or("", String::as_str);
            Voice::Named(speaker_key(registry, first).into())
        }
    }
}

fn is_known(registry: &Registry, name: &str) -> bool {
    registry.source_by_name(name).is_some() || !registry.by_name(name).is_empty()
}

fn is_unnamed(name: &str) -> bool {
    name.to_lowercase().starts_with("unnamed")
}

/// Returns one key for all spellings of a speaker.
pub(crate) fn speaker_key(registry: &Registry, name: &str) -> String {
    if let Some(source) = registry.source_by_name(name) {
        return source.id.clone();
    }
    let actor = registry.by_name(name).first().map(|it| it.id.clone());
    actor.unwrap_or_else(|| orontes_registry::fold(name))
}

/// Returns the side that a speaker is on, where it is on one.
pub(crate) fn speaker_side(registry: &Registry, key: &str, on: Option<Date>) -> Option<String> {
    let side = registry.source_by_id(key).map(|it| it.side.clone());
    let id = match side {
        Some(side) => side?,
        None => registry.by_id(key)?.id.clone(),
    };
    Some(registry.side_of(&id, on).unwrap_or(&id).to_owned())
}

/// Returns the default grade of a speaker; F where the registry does not know it.
pub(crate) fn reliability_of(registry: &Registry, key: &str) -> Reliability {
    registry.source_by_id(key).map_or(Reliability::F, |it| it.reliability)
}

/// Returns the name that is printed for a key: the registry's, or else the key itself.
pub(crate) fn name_of_key(registry: &Registry, key: &str) -> String {
    let source = registry.source_by_id(key).map(|it| it.name.clone());
    source.or_else(|| registry.by_id(key).map(|it| it.name.clone())).unwrap_or_else(|| key.to_owned())
}

/// Returns the name that is printed for the speaker of a claim: the registry's, or the report's own words.
pub(crate) fn speaker_name(registry: &Registry, claim: &Claim, key: &str) -> String {
    let known = Some(name_of_key(registry, key)).filter(|it| it != key);
    let own = || claim.attribution.iter().find(|it| speaker_key(registry, it) == key).cloned();
    known.or_else(own).unwrap_or_else(|| key.to_owned())
}
