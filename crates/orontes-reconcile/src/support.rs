//! Turns the claims behind a fact into the number of independent origins, at least and at most.

use crate::case::Case;
use crate::parties::{self, Voice};
use crate::stories::Story;
use orontes_model::{Cited, Origins, Reliability, Root, RootKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who stands behind a fact, counted once each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Support {
    pub(crate) origins: Origins,
    /// What the least count rests on; of stories that only machines wrote, all that stand for the one that counts.
    bases: Vec<Basis>,
    /// Named first speakers, by key.
    pub(crate) speakers: BTreeSet<Arc<str>>,
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
/// agency, which others name as their speaker; what only the voice of a side says counts as that side; stories that tell it with one sentence, word
/// for word, count once; speakers of one side count once,
/// speakers of one story whom nobody knows count once, for a party has many mouths; and stories that only
/// machines wrote do not count beside others, for a machine has seen nothing.
pub(crate) fn support(case: &Case<'_>, claims: &[&Cited]) -> Support {
    let mut stories: BTreeMap<Story, Telling> = BTreeMap::new();
    let mut found = Support { only_unnamed: true, ..Support::default() };
    for cited in claims {
        let report = cited.claim.report.as_str();
        let voice = case.voice(cited);
        found.note(case, cited, &voice);
        let of_story = || Telling { is_machine: case.is_machine_story(report), ..Telling::default() };
        let telling = stories.entry(case.story(report)).or_insert_with(of_story);
        telling.wordings.insert(case.wording(&cited.claim.id));
        telling.issuers.insert(case.issuer(report).map(Arc::from));
        telling.voices.insert(voice);
    }
    let bases: BTreeSet<Basis> = stories.iter().flat_map(bases_of).collect();
    let borrowed = borrowed(case, &stories);
    let sided = stories.iter().flat_map(|it| sided(case, bases_of(it)));
    let lender = |it: Basis| match &it {
        Basis::Story(story) => borrowed.get(story).map_or(it, |it| Basis::Story(*it)),
        Basis::Speaker(_) | Basis::Side(_) => it,
    };
    let sided: BTreeSet<Basis> = sided.map(lender).collect();
    let is_machine = |it: &&Basis| match it {
        Basis::Story(story) => stories.get(story).is_some_and(|it| it.is_machine),
        Basis::Speaker(_) | Basis::Side(_) => false,
    };
    let seen: Vec<Basis> = sided.iter().filter(|it| !is_machine(it)).cloned().collect();
    let min = seen.len().max(usize::from(!sided.is_empty()));
    found.bases = if seen.is_empty() { sided.into_iter().collect() } else { seen };
    found.origins = Origins { min: min as u32, max: stories.len().max(bases.len()) as u32 };
    found
}

/// How one story tells the fact.
#[derive(Default)]
struct Telling {
    voices: BTreeSet<Voice>,
    is_machine: bool,
    /// Whose word the story is, by report that tells the fact, as keys of speakers.
    issuers: BTreeSet<Option<Arc<str>>>,
    wordings: BTreeSet<Option<u32>>,
}

/// What an account rests on, counted once each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Basis {
    /// A story of its own.
    Story(Story),
    /// A named first speaker, by key.
    Speaker(Arc<str>),
    /// The side of such a speaker.
    Side(String),
}

/// Stories that tell the fact with another story's sentence, word for word: both have it from one source, whatever else
/// they tell. With the story that stands for both.
fn borrowed(case: &Case<'_>, stories: &BTreeMap<Story, Telling>) -> BTreeMap<Story, Story> {
    if stories.len() < 2 {
        return BTreeMap::new();
    }
    // The least by name lends, so that no order of arrival shows.
    let mut by_name: Vec<(String, Story)> = stories.keys().map(|it| (case.name_of_story(*it), *it)).collect();
    by_name.sort_unstable();
    let mut first: BTreeMap<u32, Story> = BTreeMap::new();
    for (_, story) in by_name {
        let wordings = stories.get(&story).into_iter().flat_map(|it| it.wordings.iter().flatten());
        wordings.for_each(|it| _ = first.entry(*it).or_insert(story));
    }
    let lender = |all: &BTreeSet<Option<u32>>| {
        let lenders = all.iter().map(|it| it.and_then(|it| first.get(&it).copied()));
        lenders.collect::<Option<BTreeSet<_>>>().filter(|it| it.len() == 1)?.into_iter().next()
    };
    let lent = stories.iter().filter_map(|(story, it)| Some((*story, lender(&it.wordings)?)));
    lent.filter(|it| it.0 != it.1).collect()
}

/// What a story rests on: itself or its agency, or else the speakers it passes on.
fn bases_of((story, telling): (&Story, &Telling)) -> Vec<Basis> {
    let named = telling.voices.iter().filter_map(|it| match it {
        Voice::Named(key) => Some(Basis::Speaker(Arc::clone(key))),
        Voice::Own | Voice::Unnamed => None,
    });
    let rests_on_itself = !telling.voices.iter().any(|it| matches!(it, Voice::Named(_)));
    // One report that is nobody's voice makes it a story of its own.
    let issuer = || telling.issuers.first().cloned().flatten();
    let own = || issuer().map_or(Basis::Story(*story), Basis::Speaker);
    rests_on_itself.then(own).into_iter().chain(named).collect()
}

/// The bases of one story, speakers of one side as that side. Of speakers whom nobody knows one stands for all,
/// and none beside a speaker who is known.
fn sided(case: &Case<'_>, bases: Vec<Basis>) -> Vec<Basis> {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for base in bases {
        let Basis::Speaker(speaker) = &base else {
            known.push(base);
            continue;
        };
        match case.speaker_side(speaker) {
            Some(side) => known.push(Basis::Side(side)),
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
                self.only_unnamed = false;
                let report = cited.claim.report.as_str();
                self.note_side(case.issuer(report).and_then(|it| case.speaker_side(&it)));
                let publisher = case.dossiers.get(report).and_then(|it| it.publisher.as_deref());
                publisher.map(|it| parties::speaker_key(case.registry, it))
            }
            Voice::Named(key) => {
                self.only_unnamed = false;
                self.speakers.insert(Arc::clone(key));
                self.note_side(case.speaker_side(key));
                Some(key.to_string())
            }
            Voice::Unnamed => None,
        };
        let grade = grade.map(|it| case.reliability(&it));
        self.best_grade = [self.best_grade, grade].into_iter().flatten().min();
    }

    fn note_side(&mut self, side: Option<String>) {
        match side {
            Some(side) => _ = self.speaker_sides.insert(side),
            None => self.has_neutral = true,
        }
    }

    /// Returns what the least count rests on, by name; `acting` are the sides whose acts it is about. A speaker whom
    /// nobody knows is named as the `claims` name it.
    pub(crate) fn roots(&self, case: &Case<'_>, claims: &[&Cited], acting: &parties::SideSet) -> Vec<Root> {
        let told = |key: &str| {
            let names = claims.iter().map(|it| parties::speaker_name(case.registry, &it.claim, key));
            names.filter(|it| it != key).min().unwrap_or_else(|| key.to_owned())
        };
        let root = |it: &Basis| {
            let is_interested = matches!(it, Basis::Side(side) if acting.0.contains(side));
            let (kind, name) = match it {
                Basis::Story(story) => (RootKind::Story, case.name_of_story(*story)),
                Basis::Speaker(key) => (RootKind::Speaker, told(key)),
                Basis::Side(side) => (RootKind::Side, parties::name_of_key(case.registry, side)),
            };
            Root { kind, name, is_interested }
        };
        let mut roots: Vec<Root> = self.bases.iter().map(root).collect();
        roots.sort();
        roots.truncate(self.origins.min as usize);
        roots
    }

    /// Says whether nobody but parties of these sides says it.
    pub(crate) fn is_interested(&self, acting: &parties::SideSet) -> bool {
        !self.has_neutral
            && !self.only_unnamed
            && self.speaker_sides.iter().all(|it| acting.0.contains(it))
            && !self.speaker_sides.is_empty()
    }
}
