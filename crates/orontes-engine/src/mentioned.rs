//! Turns a reading with its places into mentions with what each names: the report as `orontes mentions` tells it.

use crate::Reference;
use orontes_model::{Located, Mention, MentionForm, MentionKind, Party, Reading, Report};
use orontes_registry::Registry;
use std::collections::BTreeMap;

/// The mentions of a report and what they name.
#[derive(Clone, Debug, PartialEq)]
pub struct Mentioned {
    /// Sentences, mentions, times, quantities.
    pub reading: Reading,
    /// What the mentions of places mean.
    pub located: Located,
    /// Who each mention names, one for each mention of the reading; nothing for places and things.
    pub parties: Vec<Option<Party>>,
}

/// How many links a chain of references may have: `read` ties each to its first.
const CHAIN_LINKS: usize = 4;

pub(crate) fn mentioned(
    reference: &Reference,
    report: &Report,
    reading: Reading,
    located: Located,
) -> Mentioned {
    let country = main_country(&located);
    let who = Who { registry: &reference.registry, report, reading: &reading, country };
    let parties = reading.mentions.iter().map(|it| who.party(it)).collect();
    Mentioned { reading, located, parties }
}

/// The country in which most places of the report lie.
fn main_country(located: &Located) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let best = located.places.iter().filter_map(|it| it.resolution.best());
    for country in best.map(|it| it.place.country.as_str()).filter(|it| !it.is_empty()) {
        *counts.entry(country).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(country, count)| (*count, std::cmp::Reverse(*country)));
    most.map(|(country, _)| country.to_owned())
}

struct Who<'a> {
    registry: &'a Registry,
    report: &'a Report,
    reading: &'a Reading,
    country: Option<String>,
}

impl Who<'_> {
    fn party(&self, mention: &Mention) -> Option<Party> {
        match mention.kind {
            MentionKind::Actor | MentionKind::Organisation | MentionKind::Person => self.named(mention),
            MentionKind::Nationality => {
                let code = mention.known.clone()?;
                let name = self.registry.by_id(&code.to_lowercase()).map(|it| it.name.clone());
                let words = mention.span.of(&self.report.text);
                Some(Party {
                    name: name.unwrap_or_else(|| words.to_owned()),
                    id: None,
                    country: Some(code),
                    sector: None,
                    span: None,
                })
            }
            MentionKind::Place | MentionKind::MilitaryPlatform | MentionKind::Weapon => None,
        }
    }

    /// A known name is its entry, a reference is what it goes back to, anything else is taken by its words.
    fn named(&self, mention: &Mention) -> Option<Party> {
        let mut at = mention;
        for _ in 0..CHAIN_LINKS {
            if let Some(actor) = at.known.as_deref().and_then(|it| self.registry.by_id(it)) {
                return Some(Party {
                    name: actor.name.clone(),
                    id: Some(actor.id.clone()),
                    country: actor.country.clone(),
                    sector: actor.sector.clone(),
                    span: None,
                });
            }
            match at.antecedent.and_then(|it| self.reading.mentions.get(it)) {
                Some(before) => at = before,
                None => break,
            }
        }
        let words = at.span.of(&self.report.text);
        let told = at.form != MentionForm::Pronoun;
        told.then(|| self.registry.who(words, self.country.as_deref(), self.report.published.one_day()))
    }
}
