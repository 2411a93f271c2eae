//! Turns the claims behind a fact into the number of independent origins, at least and at most.

use crate::case::Case;
use crate::parties::{self, Voice};
use orontes_model::{Cited, Origins, Reliability};
use std::collections::{BTreeMap, BTreeSet};

/// Who stands behind a fact, counted once each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Support {
    pub(crate) origins: Origins,
    /// Named first speakers, by key.
    pub(crate) speakers: BTreeSet<String>,
    /// Sides of those speakers.
    pub(crate) speaker_sides: BTreeSet<String>,
    /// Says whether somebody who is on no side says it: a report itself, or a speaker without a side.
    pub(crate) has_neutral: bool,
    /// Says whether all of it is hedged or credited to nobody named.
    pub(crate) only_unnamed: bool,
    /// Best grade among the named speakers and publishers.
    pub(crate) best_grade: Option<Reliability>,
}

/// Counts who stands behind some claims.
///
/// At most: every story, and every named first speaker, counts. At least: a story that names a speaker counts
/// as that speaker, also where its headline says the same in its own voice; the story of an agency counts as the
/// agency, which others name as their speaker; stories that tell it with one sentence, word
/// for word, count once; speakers of one side count once,
/// speakers of one story whom nobody knows count once, for a party has many mouths; and stories that only
/// machines wrote do not count beside others, for a machine has seen nothing.
pub(crate) fn support(case: &Case<'_>, claims: &[&Cited]) -> Support {
    let mut stories: BTreeMap<String, BTreeSet<Voice>> = BTreeMap::new();
    let mut found = Support { only_unnamed: true, ..Support::default() };
    let mut machine = BTreeSet::new();
    let mut agencies: BTreeMap<String, String> = BTreeMap::new();
    let mut wordings: BTreeMap<String, BTreeSet<Option<u32>>> = BTreeMap::new();
    for cited in claims {
        let story = case.story(&cited.claim.report);
        let voice = case.voice(cited);
        if case.is_machine_story(&cited.claim.report) {
            machine.insert(story.clone());
        }
        if let Some(agency) = case.agency(&cited.claim.report) {
            agencies.insert(story.clone(), agency);
        }
        found.note(case, cited, &voice);
        wordings.entry(story.clone()).or_default().insert(case.wording(&cited.claim.id));
        stories.entry(story).or_default().insert(voice);
    }
    let bases_of = |it: (&String, &BTreeSet<Voice>)| bases_of(it, agencies.get(it.0));
    let bases: BTreeSet<String> = stories.iter().flat_map(bases_of).collect();
    let borrowed = borrowed(&wordings);
    let sided = stories.iter().flat_map(|it| sided(case, bases_of(it)));
    let sided: BTreeSet<String> = sided.map(|it| borrowed.get(&it).cloned().unwrap_or(it)).collect();
    let seen = sided.iter().filter(|it| !it.strip_prefix("story ").is_some_and(|it| machine.contains(it)));
    let min = seen.count().max(usize::from(!sided.is_empty()));
    found.origins = Origins { min: min as u32, max: stories.len().max(bases.len()) as u32 };
    found
}

/// Stories that tell the fact with another story's sentence, word for word: both have it from one source, whatever else
/// they tell. By basis, with the basis that stands for both.
fn borrowed(wordings: &BTreeMap<String, BTreeSet<Option<u32>>>) -> BTreeMap<String, String> {
    let mut first: BTreeMap<u32, &String> = BTreeMap::new();
    for (story, all) in wordings {
        all.iter().flatten().for_each(|it| _ = first.entry(*it).or_insert(story));
    }
    let lender = |all: &BTreeSet<Option<u32>>| {
        let lenders = all.iter().map(|it| it.and_then(|it| first.get(&it).copied()));
        lenders.collect::<Option<BTreeSet<_>>>().filter(|it| it.len() == 1)?.into_iter().next()
    };
    let lent = wordings.iter().filter_map(|(story, all)| Some((story, lender(all)?)));
    lent.filter(|it| it.0 != it.1).map(|it| (format!("story {}", it.0), format!("story {}", it.1))).collect()
}

/// What a story rests on: itself or its agency, or else the speakers it passes on.
fn bases_of((story, voices): (&String, &BTreeSet<Voice>), agency: Option<&String>) -> Vec<String> {
    let named = voices.iter().filter_map(|it| match it {
        Voice::Named(key) => Some(format!("speaker {key}")),
        Voice::Own | Voice::Unnamed => None,
    });
    let rests_on_itself = !voices.iter().any(|it| matches!(it, Voice::Named(_)));
    let own = || agency.map_or_else(|| format!("story {story}"), |it| format!("speaker {it}"));
    rests_on_itself.then(own).into_iter().chain(named).collect()
}

/// The bases of one story, speakers of one side as that side. Of speakers whom nobody knows one stands for all,
/// and none beside a speaker who is known.
fn sided(case: &Case<'_>, bases: Vec<String>) -> Vec<String> {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for base in bases {
        let Some(speaker) = base.strip_prefix("speaker ") else {
            known.push(base);
            continue;
        };
        match case.speaker_side(speaker) {
            Some(side) => known.push(format!("side {side}")),
            None if case.knows(speaker) => known.push(base),
            None => unknown.push(base),
        }
    }
    if known.is_empty() { unknown.into_iter().take(1).collect() } else { known }
}

impl Support {
    fn note(&mut self, case: &Case<'_>, cited: &Cited, voice: &Voice) {
        let grade = match voice {
            Voice::Own => {
                self.has_neutral = true;
                self.only_unnamed = false;
                let publisher =
                    case.dossiers.get(cited.claim.report.as_str()).and_then(|it| it.publisher.as_deref());
                publisher.map(|it| parties::speaker_key(case.registry, it))
            }
            Voice::Named(key) => {
                self.only_unnamed = false;
                self.speakers.insert(key.clone());
                match case.speaker_side(key) {
                    Some(side) => _ = self.speaker_sides.insert(side),
                    None => self.has_neutral = true,
                }
                Some(key.clone())
            }
            Voice::Unnamed => None,
        };
        let grade = grade.map(|it| case.reliability(&it));
        self.best_grade = [self.best_grade, grade].into_iter().flatten().min();
    }

    /// Says whether nobody but parties of these sides says it.
    pub(crate) fn is_interested(&self, acting: &parties::SideSet) -> bool {
        !self.has_neutral
            && !self.only_unnamed
            && self.speaker_sides.iter().all(|it| acting.0.contains(it))
            && !self.speaker_sides.is_empty()
    }
}
