//! Keeps the claims of a case joined while reports come in: what a report does not touch is not computed again.
//!
//! Claims lie in groups by world, family of types and place; a report touches the groups of its own claims, and
//! those of reports whose story it changes. Which order reports came in, and in which batches, leaves no trace:
//! a batch of all is the same function as one report after the other.
//!
//! **Cost** of adding a report: its look-ups in the index of copies, and a sort of each group it touches. Everything
//! is joined anew only where the latest day of the case passes a day on which somebody changes sides, since
//! undated claims are read as of then. [`Joined::picture`] is linear in the case.

use crate::anchors::{Anchor, Telling, anchors};
use crate::case::Case;
use crate::events::{self, Member, Told};
use crate::same::{Family, GroupKey};
use crate::stories::Story;
use crate::{
    ByName, Filed, Reconciled, bases, differ, figures, incidents, order, origins, threads, unknowns,
};
use indexmap::IndexMap;
use orontes_model::{Cited, Corrections, Date, EventClaim, FigureClaim};
use orontes_registry::Registry;
use rustc_hash::FxBuildHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// The claims of a case, joined into events by group.
pub struct Joined<'a> {
    case: Case<'a>,
    /// In the order in which they came to be; one that is left by all its claims stays, and tells nothing.
    groups: IndexMap<GroupKey, Group<'a>, FxBuildHasher>,
    /// Event claims and figures by report: a story that changes touches the groups of all of them.
    by_report: ByName<'a, Claims<'a>>,
    /// What the other claims of its report tell of a claim.
    anchors: ByName<'a, Anchor<'a>>,
    /// Days from which on somebody is on another side.
    turns: Vec<Date>,
    /// How many turns came before the latest day: what sides of undated claims depend on.
    age: Option<usize>,
}

#[derive(Default)]
struct Claims<'a> {
    events: Vec<(&'a Cited, &'a EventClaim)>,
    figures: Vec<(&'a Cited, &'a FigureClaim)>,
    /// Where the events lie, by number.
    groups: BTreeSet<usize>,
}

#[derive(Default)]
struct Group<'a> {
    members: Vec<Member<'a>>,
    told: Vec<Told<'a>>,
}

/// What the claims of one report mean, before they are put there.
struct Placed<'a> {
    report: &'a str,
    anchors: BTreeMap<&'a str, Anchor<'a>>,
    members: Vec<(GroupKey, Member<'a>)>,
}

/// What adding reports did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Groups of claims that were joined again.
    pub n_groups: usize,
    /// Claims in them.
    pub n_claims: usize,
    /// Says whether undated claims are of a new time, so that everything was joined again.
    pub is_whole: bool,
}

impl<'a> Joined<'a> {
    /// Returns a case without reports. What persons decided outweighs what the texts say.
    pub fn new(registry: &'a Registry, corrections: &'a Corrections) -> Joined<'a> {
        let ties = || registry.actors().iter().flat_map(|it| &it.ties);
        let ends = ties().filter_map(|it| it.when.to?.tomorrow().ok());
        let turns: BTreeSet<Date> = ties().filter_map(|it| it.when.from).chain(ends).collect();
        Joined {
            case: Case::new(registry, corrections),
            groups: IndexMap::default(),
            by_report: ByName::default(),
            anchors: ByName::default(),
            turns: turns.into_iter().collect(),
            age: None,
        }
    }

    /// Adds reports with their claims. What is there already changes nothing.
    pub fn add(&mut self, filed: &[Filed<'a>], claims: &'a [Cited]) -> Changed {
        let (fresh, mut touched) = self.case.add(filed, claims);
        touched.extend(filed.iter().map(|it| it.dossier.name.as_str()));
        let age = self.age();
        let is_whole = age != self.age;
        self.age = age;
        let mut stale = BTreeSet::new();
        let mut reports: BTreeSet<&'a str> = BTreeSet::new();
        for cited in fresh {
            let (event, figure) = (cited.claim.statement.event(), cited.claim.statement.figure());
            let report = cited.claim.report.as_str();
            if (event.is_some() || figure.is_some()) && reports.insert(report) {
                // More of a report may tell what its other claims mean: they are placed again with it.
                self.lift(report, &mut stale);
            }
            let theirs = self.by_report.entry(report).or_default();
            theirs.events.extend(event.map(|it| (cited, it)));
            theirs.figures.extend(figure.map(|it| (cited, it)));
        }
        if is_whole {
            self.groups.clear();
            self.by_report.values_mut().for_each(|it| it.groups.clear());
            stale.clear();
            reports = self.by_report.keys().copied().collect();
        }
        let theirs =
            touched.iter().filter(|it| !reports.contains(*it)).filter_map(|it| self.by_report.get(it));
        stale.extend(theirs.flat_map(|it| &it.groups));
        let reports: Vec<&'a str> = reports.into_iter().collect();
        for placed in threads::map(&reports, |it| self.placed(it)) {
            self.place(placed, &mut stale);
        }
        let n_groups = stale.len();
        let n_claims = self.join(stale, &touched);
        Changed { n_groups, n_claims, is_whole }
    }

    fn age(&self) -> Option<usize> {
        let latest = self.case.latest()?;
        Some(self.turns.partition_point(|it| *it <= latest))
    }

    /// Takes the claims of a report out of their groups.
    fn lift(&mut self, report: &str, stale: &mut BTreeSet<usize>) {
        let Some(theirs) = self.by_report.get_mut(report) else { return };
        for at in std::mem::take(&mut theirs.groups) {
            self.groups[at].members.retain(|it| it.cited.claim.report != report);
            stale.insert(at);
        }
    }

    /// Returns what the claims of a report mean. A pure function of the report, given the case.
    fn placed(&self, report: &'a str) -> Placed<'a> {
        let Some(claims) = self.by_report.get(report) else {
            return Placed { report, anchors: BTreeMap::new(), members: Vec::new() };
        };
        let case = &self.case;
        let sides =
            |cited: &Cited, event: &EventClaim| events::acting_sides(case, Family::Harm, cited, event);
        let struck = |cited: &Cited, event: &EventClaim| case.sides(&cited.claim, &event.targets);
        let telling =
            Telling { events: &claims.events, figures: &claims.figures, sides: &sides, struck: &struck };
        let anchors = anchors(&case.accounts, &telling);
        let alone = Anchor::default();
        let member = |&(cited, event): &(&'a Cited, &'a EventClaim)| {
            let anchor = anchors.get(cited.claim.id.0.as_str()).unwrap_or(&alone);
            let key = events::key_of(case, cited, event, anchor);
            let member = Member::of(case, &key, cited, event, anchor);
            (key, member)
        };
        let members = claims.events.iter().map(member).collect();
        Placed { report, anchors, members }
    }

    /// Puts the claims of a report into the groups of what they mean.
    fn place(&mut self, placed: Placed<'a>, stale: &mut BTreeSet<usize>) {
        self.anchors.extend(placed.anchors);
        let mut theirs = BTreeSet::new();
        for (key, member) in placed.members {
            let group = self.groups.entry(key);
            theirs.insert(group.index());
            group.or_default().members.push(member);
        }
        stale.extend(&theirs);
        if let Some(it) = self.by_report.get_mut(placed.report) {
            it.groups = theirs;
        }
    }

    /// Joins the claims of some groups anew, those of `restoried` reports included, and returns how many they are.
    fn join(&mut self, stale: BTreeSet<usize>, restoried: &BTreeSet<&str>) -> usize {
        let mut n_claims = 0;
        let mut known = Vec::new();
        for at in stale {
            let group = &mut self.groups[at];
            group.members.sort_by(|a, b| a.cited.claim.id.cmp(&b.cited.claim.id));
            n_claims += group.members.len();
            known.push((at, Mutex::new(std::mem::take(&mut group.told))));
        }
        let told = threads::map(&known, |(at, known)| {
            let known = std::mem::take(&mut *known.lock().unwrap_or_else(PoisonError::into_inner));
            let (key, group) = self.groups.get_index(*at)?;
            let members: Vec<&Member<'a>> = group.members.iter().collect();
            Some(events::told_in(&self.case, key, &members, known, restoried))
        });
        for ((at, _), told) in known.into_iter().zip(told) {
            self.groups[at].told = told.unwrap_or_default();
        }
        n_claims
    }

    /// Returns what the claims jointly say. Linear in the case.
    pub fn picture(&self) -> Reconciled {
        let mut told: Vec<Told<'a>> = self
            .in_order()
            .filter(|it| !is_of_a_report(it.0))
            .flat_map(|it| it.1.told.iter().cloned())
            .collect();
        told.extend(self.placeless());
        self.picture_of(told)
    }

    /// Returns what the claims jointly say, where nobody adds to them any more.
    pub(crate) fn into_picture(mut self) -> Reconciled {
        self.groups.sort_unstable_keys();
        let placeless = self.placeless();
        let placed = self.groups.iter_mut().filter(|it| !is_of_a_report(it.0));
        let mut told: Vec<Told<'a>> = placed.flat_map(|it| std::mem::take(&mut it.1.told)).collect();
        told.extend(placeless);
        self.picture_of(told)
    }

    /// The occurrences that have no place. Each report has its own group of them, and a copy tells nothing that its
    /// original does not tell: reports of one story share one.
    fn placeless(&self) -> Vec<Told<'a>> {
        let mut stories: BTreeMap<(Story, GroupKey), Vec<&Group<'a>>> = BTreeMap::new();
        for (key, group) in self.in_order().filter(|it| is_of_a_report(it.0)) {
            let of_story = (self.case.story(&key.report), GroupKey { report: String::new(), ..key.clone() });
            stories.entry(of_story).or_default().push(group);
        }
        let told = stories.into_iter().flat_map(|((_, key), groups)| match groups.as_slice() {
            [only] => only.told.clone(),
            _ => {
                let mut members: Vec<&Member<'a>> = groups.iter().flat_map(|it| &it.members).collect();
                members.sort_by(|a, b| a.cited.claim.id.cmp(&b.cited.claim.id));
                events::told_in(&self.case, &key, &members, Vec::new(), &BTreeSet::new())
            }
        });
        told.collect()
    }

    /// The groups, by key: the order in which they came to be must not show.
    fn in_order(&self) -> impl Iterator<Item = (&GroupKey, &Group<'a>)> {
        let mut groups: Vec<(&GroupKey, &Group<'a>)> = self.groups.iter().collect();
        groups.sort_unstable_by_key(|it| it.0);
        groups.into_iter()
    }

    fn picture_of(&self, told: Vec<Told<'a>>) -> Reconciled {
        let case = &self.case;
        let mut told = bases::joined(case, incidents::joined(case, told, &self.anchors));
        events::sort(&mut told);
        let published = order::bounds(case, &told);
        let counted = figures::counted(case);
        let rest = || Reconciled {
            origins: origins::all(&case.stories),
            explained: differ::explanations(case, &told, &counted),
            unknowns: unknowns::unknowns(case, &told, &counted),
            figures: figures::series(case, &counted),
            ..Reconciled::default()
        };
        let (disagreements, rest) = threads::both(|| differ::disagreements(case, &told, &counted), rest);
        events::regrade(case, &mut told, &disagreements);
        let events = told.into_iter().map(|it| it.event).collect();
        Reconciled { events, disagreements, published, ..rest }
    }
}

/// Says whether a group holds accounts of one report alone. Those of harm are joined as incidents.
fn is_of_a_report(key: &GroupKey) -> bool {
    key.family != Family::Harm && !key.report.is_empty()
}
