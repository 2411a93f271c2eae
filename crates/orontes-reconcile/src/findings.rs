//! Turns the claims of one event into the accounts of each slot: who says which day, which actors.

use crate::case::Case;
use crate::days::is_tight;
use crate::events::Dated;
use crate::stories::Story;
use crate::support::support;
use orontes_model::{Account, Basis, Cited, ClaimId, Date, EventClaim, Finding, When};
use std::collections::BTreeMap;

/// From and to.
type Days = (Option<Date>, Option<Date>);

/// Groups claims by what they say and counts origins for each version. Most origins first, then what is told most
/// often, then the least value.
pub(crate) fn finding<'a, T: Ord + Clone>(
    case: &Case<'_>,
    said: impl Iterator<Item = (&'a Cited, T)>,
) -> Option<Finding<T>> {
    let mut versions: BTreeMap<T, Vec<&Cited>> = BTreeMap::new();
    said.for_each(|(cited, value)| versions.entry(value).or_default().push(cited));
    let account = |(value, cited): (T, Vec<&Cited>)| {
        let claims: Vec<ClaimId> = cited.iter().map(|it| it.claim.id.clone()).collect();
        let n_told = tellings(case, cited.iter().map(|it| (*it, ()))).values().sum::<usize>();
        (n_told, Account { value, claims, origins: support(case, &cited).origins })
    };
    let mut accounts: Vec<(usize, Account<T>)> = versions.into_iter().map(account).collect();
    accounts.sort_by(|a, b| {
        let rank = |it: &(usize, Account<T>)| (it.1.origins.min, it.1.origins.max, it.0);
        rank(b).cmp(&rank(a)).then_with(|| a.1.value.cmp(&b.1.value))
    });
    Finding::of(accounts.into_iter().map(|it| it.1).collect())
}

/// Counts how often each version is told: of the reports that share a story the one counts that tells it most often,
/// so that a copy outvotes nobody.
pub(crate) fn tellings<'a, T: Ord>(
    case: &Case<'_>,
    said: impl Iterator<Item = (&'a Cited, T)>,
) -> BTreeMap<T, usize> {
    let mut by_story: BTreeMap<T, BTreeMap<Story, BTreeMap<&str, usize>>> = BTreeMap::new();
    for (cited, version) in said {
        let report = cited.claim.report.as_str();
        let stories = by_story.entry(version).or_default();
        *stories.entry(case.story(report)).or_default().entry(report).or_default() += 1;
    }
    let most = |reports: BTreeMap<&str, usize>| reports.into_values().max().unwrap_or(0);
    by_story.into_iter().map(|(version, stories)| (version, stories.into_values().map(most).sum())).collect()
}

/// Returns the day most supported, the days that agree with it, and the accounts that do not.
pub(crate) fn days(case: &Case<'_>, members: &[(&Cited, &EventClaim)]) -> Dated {
    let dated =
        members.iter().filter_map(|(cited, event)| Some((*cited, event.date.filter(|it| !it.is_unknown())?)));
    let single = finding(case, dated.clone().filter_map(|(cited, when)| Some((cited, when.one_day()?))));
    let best = single.as_ref().and_then(|it| it.accounts().first()).map(|it| it.value);
    let around = best.map(|it| When::between(Some(it), Some(it), Default::default()));
    let mut hull = When::default();
    // Two accounts of one day may have found it differently; that makes no second account.
    let mut others: BTreeMap<Days, (Basis, Vec<ClaimId>)> = BTreeMap::new();
    for (cited, when) in dated {
        match around {
            Some(day) if !when.meets(&day) => {
                let entry = others.entry((when.from, when.to)).or_default();
                entry.0 = entry.0.min(when.basis);
                entry.1.push(cited.claim.id.clone());
            }
            _ => hull = narrowed(hull, when),
        }
    }
    if let Some(day) = best {
        let basis = hull.basis;
        hull = When::day(day, basis);
    }
    let others = others.into_iter().map(|((from, to), (basis, ids))| (When::between(from, to, basis), ids));
    Dated { hull, best, others: others.collect() }
}

/// The days that both allow; where they share none, the narrower one stays.
fn narrowed(hull: When, when: When) -> When {
    if hull.is_unknown() {
        return when;
    }
    let from = hull.from.max(when.from);
    let to = [hull.to, when.to].into_iter().flatten().min();
    let basis = hull.basis.min(when.basis);
    match (from, to) {
        (Some(from), Some(to)) if from > to && is_tight(&hull, 7) => hull,
        (Some(from), Some(to)) if from > to => when,
        _ => When::between(from, to, basis),
    }
}
