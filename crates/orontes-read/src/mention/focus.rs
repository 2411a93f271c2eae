//! Finds the country that a report is mostly about: "the rebels" of a report on one war are not those of
//! another.

use super::Words;
use crate::Lexicon;
use orontes_model::{Mention, MentionKind};
use std::collections::BTreeMap;

/// Returns ISO 3166-1 alpha-3 of the country that most names of the report belong to. A place inside a
/// country weighs more than the country's own name: reports name many countries and one war's villages.
/// Where a report was filed from tells nothing of where its war is.
pub(super) fn country(lexicon: &Lexicon<'_>, words: &Words<'_>, mentions: &[Mention]) -> Option<String> {
    let mut weights: BTreeMap<String, u32> = BTreeMap::new();
    for mention in mentions.iter().filter(|it| !words.is_furniture(it.tokens.start)) {
        let Some(id) = &mention.known else { continue };
        let (country, weight) = match mention.kind {
            MentionKind::Nationality => (Some(id.clone()), 1),
            MentionKind::Place => {
                let place = lexicon.gazetteer.by_id(id);
                let weight =
                    place.map_or(1, |it| if it.kind == orontes_model::PlaceKind::Country { 2 } else { 3 });
                (place.map(|it| it.country.clone()), weight)
            }
            MentionKind::Actor | MentionKind::Person | MentionKind::Organisation => {
                (lexicon.registry.by_id(id).and_then(|it| it.country.clone()), 2)
            }
            MentionKind::MilitaryPlatform | MentionKind::Weapon => (None, 0),
        };
        if let Some(country) = country.filter(|it| !it.is_empty()) {
            *weights.entry(country).or_default() += weight;
        }
    }
    let best =
        weights.iter().max_by_key(|(country, weight)| (**weight, std::cmp::Reverse((*country).clone())));
    best.map(|(country, _)| country.clone())
}
