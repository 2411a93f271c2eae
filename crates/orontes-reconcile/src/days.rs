//! Turns accounts with their days into clusters that may be one occurrence each.

use crate::parties::SideSet;
use orontes_model::{Date, When};
use std::collections::BTreeSet;

/// What clustering looks at in one account.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// Position of the account in the caller's order.
    pub(crate) at: usize,
    /// The story that its report tells: a copy weighs nothing beside its original.
    pub(crate) story: String,
    /// What breaks ties: the claim's identity.
    pub(crate) id: String,
    /// Its days.
    pub(crate) when: When,
    /// The sides that act, empty where nobody is named.
    pub(crate) sides: SideSet,
    /// Latest day on which the account can have been published.
    pub(crate) known_by: Option<Date>,
}

/// How days are compared within one group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// Widest account that founds a cluster, in days between its ends.
    pub(crate) tight_days: i32,
    /// Days that may lie between two accounts of one occurrence.
    pub(crate) tolerance_days: i32,
}

/// One possible occurrence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cluster {
    /// The accounts, by position.
    pub(crate) members: Vec<usize>,
    hull: When,
    founded: bool,
    stories: BTreeSet<String>,
}

impl Cluster {
    fn of(item: &Item, founded: bool) -> Cluster {
        let hull = if founded { item.when } else { When::default() };
        let stories = BTreeSet::from([item.story.clone()]);
        Cluster { members: vec![item.at], hull, founded, stories }
    }

    fn take(&mut self, item: &Item) {
        self.members.push(item.at);
        self.stories.insert(item.story.clone());
    }
}

/// Returns the number of days from `from` to `to`.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// Says whether the ends lie at most `days` apart.
pub(crate) fn is_tight(when: &When, days: i32) -> bool {
    matches!((when.from, when.to), (Some(from), Some(to)) if from <= to && days_between(from, to) <= days)
}

/// Groups accounts of one group into occurrences. The result depends on the set of items alone.
///
/// Accounts with a narrow day found clusters, side by side; accounts without one join the cluster that
/// was the latest when they were written. Costs a sort.
pub(crate) fn clusters(mut items: Vec<Item>, pace: Pace) -> Vec<Cluster> {
    items.sort_by(|a, b| (a.when, &a.id).cmp(&(b.when, &b.id)));
    let sides = SideSet::families(items.iter().map(|it| &it.sides));
    let mut found: Vec<Cluster> = Vec::new();
    let (named, nameless): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|it| !it.sides.is_empty());
    for side in &sides {
        let mine: Vec<&Item> = named.iter().filter(|it| it.sides.meets(side)).collect();
        let start = found.len();
        found.extend(founded(&mine, pace));
        let loose: Vec<&Item> = mine.into_iter().filter(|it| !is_tight(&it.when, pace.tight_days)).collect();
        attach(&mut found, start, &loose, pace.tolerance_days);
    }
    // An account that names nobody may be of any side; a narrow day first looks among the named ones.
    let (tight, loose): (Vec<&Item>, Vec<&Item>) =
        nameless.iter().partition(|it| is_tight(&it.when, pace.tight_days));
    let mut alone = Vec::new();
    for item in tight {
        match near(&found, item, pace.tolerance_days) {
            Some(at) => found[at].take(item),
            None => alone.push(item),
        }
    }
    found.extend(founded(&alone, pace));
    join_nameless(&mut found, &loose, pace.tolerance_days);
    found
}

/// Puts accounts that name nobody and no day where they most likely belong: to the latest occurrence with a
/// day, else to the one most told of.
fn join_nameless(found: &mut Vec<Cluster>, loose: &[&Item], tolerance_days: i32) {
    let undated = (0..found.len()).max_by_key(|&it| (found[it].stories.len(), std::cmp::Reverse(it)));
    let is_dated = found.iter().any(|it| it.founded);
    match undated.filter(|_| !is_dated) {
        Some(at) => loose.iter().for_each(|it| found[at].take(it)),
        None => attach(found, 0, loose, tolerance_days),
    }
}

/// Clusters of the accounts with narrow days, which come sorted by day.
fn founded(items: &[&Item], pace: Pace) -> Vec<Cluster> {
    let mut found: Vec<Cluster> = Vec::new();
    for item in items.iter().filter(|it| is_tight(&it.when, pace.tight_days)) {
        match found.last_mut().filter(|it| continues(it, item, pace)) {
            Some(cluster) => {
                cluster.take(item);
                cluster.hull.to = cluster.hull.to.max(item.when.to);
            }
            None => found.push(Cluster::of(item, true)),
        }
    }
    found
}

fn continues(cluster: &Cluster, item: &Item, pace: Pace) -> bool {
    let (Some(first), Some(last), Some(from)) = (cluster.hull.from, cluster.hull.to, item.when.from) else {
        return false;
    };
    // Without the second bound a chain of daily accounts would make a month one event.
    let longest_days = 3 * pace.tolerance_days + pace.tight_days;
    days_between(last, from) <= pace.tolerance_days && days_between(first, from) <= longest_days
}

/// Puts each loose account into the cluster it most likely means, among those from `start` on.
fn attach(found: &mut Vec<Cluster>, start: usize, loose: &[&Item], tolerance_days: i32) {
    let founded_end = found.len();
    let mut own: Option<usize> = None;
    for item in loose {
        let target = (start..founded_end)
            .filter(|&it| found[it].founded && found[it].hull.meets(&widened(&item.when, tolerance_days)))
            .max_by_key(|&it| (!is_after(&found[it], item), found[it].hull.from, std::cmp::Reverse(it)));
        match target.or(own) {
            Some(at) => found[at].take(item),
            None => {
                own = Some(found.len());
                found.push(Cluster::of(item, false));
            }
        }
    }
}

/// The days with some more on either side.
pub(crate) fn widened(when: &When, days: i32) -> When {
    let moved = |it: Option<Date>, days: i32| it.map(|it| it.saturating_add(jiff::Span::new().days(days)));
    When::between(moved(when.from, -days), moved(when.to, days), when.basis)
}

fn is_after(cluster: &Cluster, item: &Item) -> bool {
    matches!((cluster.hull.from, item.known_by), (Some(from), Some(known)) if from > known)
}

/// The cluster nearest to a nameless account with a narrow day.
fn near(found: &[Cluster], item: &Item, tolerance_days: i32) -> Option<usize> {
    let (from, to) = (item.when.from?, item.when.to?);
    let gap = |it: &Cluster| -> Option<i32> {
        let (first, last) = (it.hull.from?, it.hull.to?);
        Some(days_between(last, from).max(days_between(to, first)).max(0))
    };
    (0..found.len())
        .filter(|&it| found[it].founded)
        .filter_map(|it| Some((gap(&found[it])?, std::cmp::Reverse(found[it].stories.len()), it)))
        .filter(|it| it.0 <= tolerance_days)
        .min()
        .map(|it| it.2)
}
