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
use crate::{Filed, Reconciled, differ, figures, incidents, order, origins, unknowns};
use orontes_model::{Cited, Corrections, Date, EventClaim, FigureClaim};
use orontes_registry::Registry;
use std::collections::{BTreeMap, BTreeSet};

/// The claims of a case, joined into events by group.
pub struct Joined<'a> {
    case: Case<'a>,
    groups: BTreeMap<GroupKey, Group<'a>>,
    /// Event claims and figures by report: a story that changes touches the groups of all of them.
    by_report: BTreeMap<&'a str, Claims<'a>>,
    /// What the other claims of its report tell of a claim.
    anchors: BTreeMap<&'a str, Anchor<'a>>,
    /// Days from which on somebody is on another side.
    turns: Vec<Date>,
    /// How many turns came before the latest day: what sides of undated claims depend on.
    age: Option<usize>,
}

#[derive(Clone, Default)]
struct Claims<'a> {
    events: Vec<(&'a Cited, &'a EventClaim)>,
    figures: Vec<(&'a Cited, &'a FigureClaim)>,
}

#[derive(Default)]
struct Group<'a> {
    members: BTreeMap<&'a str, Member<'a>>,
    told: Vec<Told<'a>>,
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
            groups: BTreeMap::new(),
            by_report: BTreeMap::new(),
            anchors: BTreeMap::new(),
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
            stale.clear();
            reports = self.by_report.keys().copied().collect();
        }
        let theirs =
            touched.iter().filter(|it| !reports.contains(*it)).filter_map(|it| self.by_report.get(it));
        stale.extend(theirs.flat_map(|it| &it.events).map(|(cited, event)| self.key_of(cited, event)));
        for report in reports {
            self.place(report, &mut stale);
        }
        let n_claims = stale.iter().map(|it| self.join(it, &touched)).sum();
        Changed { n_groups: stale.len(), n_claims, is_whole }
    }

    fn age(&self) -> Option<usize> {
        let latest = self.case.latest()?;
        Some(self.turns.partition_point(|it| *it <= latest))
    }

    fn key_of(&self, cited: &Cited, event: &EventClaim) -> GroupKey {
        let alone = Anchor::default();
        let anchor = self.anchors.get(cited.claim.id.0.as_str()).unwrap_or(&alone);
        events::key_of(&self.case, cited, event, anchor)
    }

    /// Takes the claims of a report out of their groups.
    fn lift(&mut self, report: &str, stale: &mut BTreeSet<GroupKey>) {
        for &(cited, event) in self.by_report.get(report).into_iter().flat_map(|it| &it.events) {
            let key = self.key_of(cited, event);
            if let Some(group) = self.groups.get_mut(&key) {
                group.members.remove(cited.claim.id.0.as_str());
            }
            stale.insert(key);
        }
    }

    /// Puts the claims of a report into the groups of what they mean.
    fn place(&mut self, report: &str, stale: &mut BTreeSet<GroupKey>) {
        let Some(claims) = self.by_report.get(report).cloned() else { return };
        let case = &self.case;
        let sides =
            |cited: &Cited, event: &EventClaim| events::acting_sides(case, Family::Harm, cited, event);
        let telling = Telling { events: &claims.events, figures: &claims.figures, sides: &sides };
        self.anchors.extend(anchors(&case.accounts, &telling));
        for (cited, event) in claims.events {
            let key = self.key_of(cited, event);
            let alone = Anchor::default();
            let anchor = self.anchors.get(cited.claim.id.0.as_str()).unwrap_or(&alone);
            let member = Member::of(&self.case, &key, cited, event, anchor);
            let group = self.groups.entry(key.clone()).or_default();
            group.members.insert(cited.claim.id.0.as_str(), member);
            stale.insert(key);
        }
    }

    /// Joins the claims of one group anew, those of `restoried` reports included, and returns how many they are.
    fn join(&mut self, key: &GroupKey, restoried: &BTreeSet<&str>) -> usize {
        let Some(group) = self.groups.get_mut(key) else { return 0 };
        let members: Vec<&Member<'a>> = group.members.values().collect();
        if members.is_empty() {
            self.groups.remove(key);
            return 0;
        }
        let known = std::mem::take(&mut group.told);
        let n_claims = members.len();
        group.told = events::told_in(&self.case, key, &members, known, restoried);
        n_claims
    }

    /// Returns what the claims jointly say. Linear in the case.
    pub fn picture(&self) -> Reconciled {
        let case = &self.case;
        let told: Vec<Told<'a>> = self.groups.values().flat_map(|it| it.told.iter().cloned()).collect();
        let mut told = incidents::joined(case, told, &self.anchors);
        events::sort(&mut told);
        let published = order::bounds(case, &told);
        let counted = figures::counted(case);
        let disagreements = differ::disagreements(case, &told, &counted);
        events::regrade(case, &mut told, &disagreements);
        Reconciled {
            origins: origins::all(&case.stories),
            explained: differ::explanations(case, &told, &counted),
            unknowns: unknowns::unknowns(case, &told, &counted),
            figures: figures::series(case, &counted),
            events: told.into_iter().map(|it| it.event).collect(),
            disagreements,
            published,
        }
    }
}
