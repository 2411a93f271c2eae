//! Turns filed reports into origins: the stories they go back to, with the evidence.

use crate::Filed;
use crate::alignment::{self, Rarity};
use crate::copies::{self, COPIED};
use orontes_model::{Dossier, Origin};
use orontes_registry::Registry;
use std::collections::{BTreeMap, BTreeSet};

/// Words in at most this many reports make two reports candidates for a re-writing.
const RARE_REPORTS: u32 = 12;
/// Rare words that candidates must share.
const SHARED_RARE_WORDS: usize = 8;
/// Days between publications beyond which a re-writing is not looked for.
const REWRITTEN_WITHIN_DAYS: i32 = 3;

/// Groups reports by story; each report stands in one. The order of `filed` does not matter.
pub fn origins(registry: &Registry, filed: &[Filed<'_>]) -> Vec<Origin> {
    let mut filed = filed.to_vec();
    filed.sort_by(|a, b| (&a.dossier.name, a.dossier.digest).cmp(&(&b.dossier.name, b.dossier.digest)));
    filed.dedup_by(|a, b| a.dossier.name == b.dossier.name);
    let mut groups = Groups::of(filed.len());
    let mut why: BTreeMap<(usize, usize), String> = BTreeMap::new();
    let mut link = |groups: &mut Groups, one: usize, other: usize, reason: String| {
        groups.join(one, other);
        why.insert((one, other), reason);
    };
    for (one, other) in same_bytes(&filed) {
        link(&mut groups, one, other, reason(&filed, one, other, "are the same bytes"));
    }
    let prints: Vec<_> = filed.iter().map(|it| it.fingerprint).collect();
    for it in copies::copies(&prints, COPIED) {
        if is_one_story(&filed, it.one, it.other) {
            let share =
                format!("share {:.0} % of the shorter one's five-word strings", it.containment * 100.0);
            link(&mut groups, it.one, it.other, reason(&filed, it.one, it.other, &share));
        }
    }
    let rarity = Rarity::of(filed.iter().map(|it| it.fingerprint.sentences.as_slice()));
    for (one, other) in candidates(&filed, &rarity) {
        if groups.root(one) == groups.root(other) || !is_one_story(&filed, one, other) {
            continue;
        }
        let found =
            alignment::align(&rarity, &filed[one].fingerprint.sentences, &filed[other].fingerprint.sentences);
        if found.is_derivation() {
            let told = format!(
                "tell {} of {} sentences alike, {} of them in one order",
                found.pairs.len(),
                found.n_shorter,
                found.n_in_order
            );
            link(&mut groups, one, other, reason(&filed, one, other, &told));
        }
    }
    groups.sets().into_iter().map(|members| origin(registry, &filed, &members, &why)).collect()
}

fn reason(filed: &[Filed<'_>], one: usize, other: usize, what: &str) -> String {
    let (one, other) = (filed[one].dossier, filed[other].dossier);
    let direction = match copy_of(one, other) {
        Some((copy, from)) => {
            format!("; {} is the later or machine-written one, after {}", copy.name, from.name)
        }
        None => String::new(),
    };
    format!("{} and {} {what}{direction}", one.name, other.name)
}

/// Which of two reports is the copy, where that is known: the later one, or the one that a machine wrote.
fn copy_of<'a>(one: &'a Dossier, other: &'a Dossier) -> Option<(&'a Dossier, &'a Dossier)> {
    let is_after =
        |a: &Dossier, b: &Dossier| matches!((a.published.from, b.published.to), (Some(a), Some(b)) if a > b);
    match (one.machine_written.is_some(), other.machine_written.is_some()) {
        _ if is_after(one, other) => Some((one, other)),
        _ if is_after(other, one) => Some((other, one)),
        (true, false) => Some((one, other)),
        (false, true) => Some((other, one)),
        (true, true) | (false, false) => None,
    }
}

fn same_bytes(filed: &[Filed<'_>]) -> Vec<(usize, usize)> {
    let mut by_digest: Vec<_> = filed.iter().enumerate().map(|(at, it)| (it.dossier.digest, at)).collect();
    by_digest.sort_unstable();
    by_digest.windows(2).filter(|it| it[0].0 == it[1].0).map(|it| (it[0].1, it[1].1)).collect()
}

/// A digest of the day holds the words of many stories and would make them one: it is no copy of any.
fn is_one_story(filed: &[Filed<'_>], one: usize, other: usize) -> bool {
    let (one, other) = (filed[one].fingerprint.shingles.len(), filed[other].fingerprint.shingles.len());
    one.min(other) * 4 >= one.max(other)
}

/// Pairs that share rare words and are of about one time. Costs a sort of the rare words.
fn candidates(filed: &[Filed<'_>], rarity: &Rarity) -> Vec<(usize, usize)> {
    let mut postings: Vec<(u32, u32)> = Vec::new();
    for (at, it) in filed.iter().enumerate() {
        let rare = it.fingerprint.sentences.iter().flatten().copied();
        let rare: BTreeSet<u32> =
            rare.filter(|it| (2..=RARE_REPORTS).contains(&rarity.n_reports_with(*it))).collect();
        postings.extend(rare.into_iter().map(|it| (it, at as u32)));
    }
    postings.sort_unstable();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for run in postings.chunk_by(|a, b| a.0 == b.0) {
        pairs.extend(run.iter().enumerate().flat_map(|(at, a)| run[at + 1..].iter().map(|b| (a.1, b.1))));
    }
    pairs.sort_unstable();
    let runs = pairs.chunk_by(|a, b| a == b).filter(|it| it.len() >= SHARED_RARE_WORDS);
    runs.map(|it| (it[0].0 as usize, it[0].1 as usize))
        .filter(|&(a, b)| is_of_one_time(filed[a].dossier, filed[b].dossier))
        .collect()
}

fn is_of_one_time(one: &Dossier, other: &Dossier) -> bool {
    let apart = |a: &Dossier, b: &Dossier| match (a.published.to, b.published.from) {
        (Some(to), Some(from)) => crate::days::days_between(to, from) > REWRITTEN_WITHIN_DAYS,
        _ => false,
    };
    !apart(one, other) && !apart(other, one)
}

fn origin(
    registry: &Registry,
    filed: &[Filed<'_>],
    members: &[usize],
    why: &BTreeMap<(usize, usize), String>,
) -> Origin {
    let reports: Vec<String> = members.iter().map(|it| filed[*it].dossier.name.clone()).collect();
    let within = why.iter().filter(|(pair, _)| members.binary_search(&pair.0).is_ok());
    let mut why: Vec<String> = within.map(|it| it.1.clone()).collect();
    let named = members.iter().find_map(|it| agency(registry, filed[*it]));
    if let Some(named) = &named {
        why.push(format!("credited to {named}"));
    }
    Origin { id: format!("origin-{}", reports[0]), reports, named, why }
}

/// The agency that a report credits with its story.
fn agency(registry: &Registry, filed: Filed<'_>) -> Option<String> {
    let credits =
        filed.fingerprint.credits.iter().map(String::as_str).chain(filed.dossier.publisher.as_deref());
    let found = credits.flat_map(|it| registry.sources_in(it)).flat_map(|it| it.ids);
    found.filter_map(|it| registry.source_by_id(&it)).find(|it| it.is_agency).map(|it| it.name.clone())
}

/// Disjoint sets of positions.
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn of(n: usize) -> Groups {
        Groups { parents: (0..n).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parents[at] != at {
            self.parents[at] = self.parents[self.parents[at]];
            at = self.parents[at];
        }
        at
    }

    /// The least position stays the root, so that the sets do not depend on the order of joining.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other)] = one.min(other);
    }

    fn sets(mut self) -> Vec<Vec<usize>> {
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.parents.len() {
            let root = self.root(at);
            sets.entry(root).or_default().push(at);
        }
        sets.into_values().collect()
    }
}
