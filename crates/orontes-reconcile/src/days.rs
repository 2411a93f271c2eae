//! Turns accounts with their days into clusters that may be one occurrence each.

use crate::parties::SideSet;
use crate::stories::Story;
use orontes_model::{Basis, Date, When};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What clustering looks at in one account.
#[derive(Clone, Debug)]
pub(crate) struct Item<'i> {
    /// Position of the account in the caller's order.
    pub(crate) at: usize,
    /// The story that its report tells: a copy weighs nothing beside its original.
    pub(crate) story: Story,
    /// What breaks ties: the claim's identity.
    pub(crate) id: &'i str,
    /// Its days.
    pub(crate) when: When,
    /// The sides that act, empty where nobody is named.
    pub(crate) sides: &'i SideSet,
    /// Latest day on which the account can have been published.
    pub(crate) known_by: Option<Date>,
    /// What tells its incident from others: its tolls, and what was struck.
    pub(crate) marks: &'i BTreeSet<String>,
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
    stories: BTreeSet<Story>,
    marks: BTreeSet<String>,
}

impl Cluster {
    fn of(item: &Item<'_>, founded: bool) -> Cluster {
        let hull = if founded { item.when } else { When::default() };
        let stories = BTreeSet::from([item.story]);
        let marks = item.marks.clone();
        Cluster { members: vec![item.at], hull, founded, stories, marks }
    }

    /// How many of its marks an account has. Only accounts that founded it count, so that no order shows.
    fn n_shared(&self, item: &Item<'_>) -> usize {
        item.marks.iter().filter(|it| self.marks.contains(*it)).count()
    }

    fn take(&mut self, item: &Item<'_>) {
        self.members.push(item.at);
        self.stories.insert(item.story);
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

/// Says whether the words give a day, and it was not taken over from what stands before or from the day of the report.
pub(crate) fn is_stated(when: &When) -> bool {
    match when.basis {
        Basis::Explicit | Basis::ExplicitAmbiguousOrder | Basis::Weekday | Basis::Relative => true,
        Basis::Anchored | Basis::Publication | Basis::Content | Basis::Unknown => false,
    }
}

/// Groups accounts of one group into occurrences. The result depends on the set of items alone.
///
/// Accounts with a narrow day found clusters, side by side; accounts without one join the cluster that
/// was the latest when they were written. Costs a sort.
pub(crate) fn clusters(mut items: Vec<Item<'_>>, pace: Pace) -> Vec<Cluster> {
    items.sort_by(|a, b| (a.when, a.id).cmp(&(b.when, b.id)));
    let distinct: BTreeSet<&SideSet> = items.iter().map(|it| it.sides).collect();
    let sides = SideSet::families(distinct.into_iter());
    let family_of: BTreeMap<&str, usize> =
        sides.iter().enumerate().flat_map(|(at, it)| it.0.iter().map(move |it| (it.as_str(), at))).collect();
    let mut found: Vec<Cluster> = Vec::new();
    let (named, nameless): (Vec<Item<'_>>, Vec<Item<'_>>) =
        items.into_iter().partition(|it| !it.sides.is_empty());
    let mut by_family: Vec<Vec<&Item<'_>>> = vec![Vec::new(); sides.len()];
    for item in &named {
        // Families are disjoint, so that any of its sides tells which one an account is of.
        let family = item.sides.0.first().and_then(|it| family_of.get(it.as_str()));
        family.into_iter().for_each(|it| by_family[*it].push(item));
    }
    for mine in by_family {
        let start = found.len();
        found.extend(founded(&mine, pace));
        let loose: Vec<&Item<'_>> =
            mine.into_iter().filter(|it| !is_tight(&it.when, pace.tight_days)).collect();
        attach(&mut found, start, &loose, pace.tolerance_days);
    }
    // An account that names nobody may be of any side; a narrow day first looks among the named ones.
    let (tight, loose): (Vec<&Item<'_>>, Vec<&Item<'_>>) =
        nameless.iter().partition(|it| is_tight(&it.when, pace.tight_days));
    let mut alone = Vec::new();
    let calendar = Calendar::of(&found, 0);
    for item in tight {
        match calendar.near(&found, item, pace.tolerance_days) {
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
fn join_nameless(found: &mut Vec<Cluster>, loose: &[&Item<'_>], tolerance_days: i32) {
    let undated = (0..found.len()).max_by_key(|&it| (found[it].stories.len(), Reverse(it)));
    let is_dated = found.iter().any(|it| it.founded);
    match undated.filter(|_| !is_dated) {
        Some(at) => loose.iter().for_each(|it| found[at].take(it)),
        None => attach(found, 0, loose, tolerance_days),
    }
}

/// Clusters of the accounts with narrow days, which come sorted by day.
fn founded(items: &[&Item<'_>], pace: Pace) -> Vec<Cluster> {
    let mut found: Vec<Cluster> = Vec::new();
    for item in items.iter().filter(|it| is_tight(&it.when, pace.tight_days)) {
        match found.last_mut().filter(|it| continues(it, item, pace)) {
            Some(cluster) => {
                cluster.take(item);
                cluster.marks.extend(item.marks.iter().cloned());
                cluster.hull.to = cluster.hull.to.max(item.when.to);
            }
            None => found.push(Cluster::of(item, true)),
        }
    }
    found
}

fn continues(cluster: &Cluster, item: &Item<'_>, pace: Pace) -> bool {
    let (Some(first), Some(last), Some(from)) = (cluster.hull.from, cluster.hull.to, item.when.from) else {
        return false;
    };
    // Without the second bound a chain of daily accounts would make a month one event.
    let longest_days = 3 * pace.tolerance_days + pace.tight_days;
    days_between(last, from) <= pace.tolerance_days && days_between(first, from) <= longest_days
}

/// Days beyond which an account that gives both of its ends tells a stretch of the war and no occurrence in it: a month may
/// date an attack.
const SUM_DAYS: i32 = 31;

/// Says whether an account sums up weeks: the dead of January and February did not die in the raid of the 18th.
fn is_sum(when: &When, tolerance_days: i32) -> bool {
    let is_closed = when.from.is_some() && when.to.is_some() && is_stated(when);
    tolerance_days > 0 && is_closed && !is_tight(when, SUM_DAYS.max(2 * tolerance_days))
}

/// Puts each loose account into the cluster it most likely means, among those from `start` on.
fn attach(found: &mut Vec<Cluster>, start: usize, loose: &[&Item<'_>], tolerance_days: i32) {
    let calendar = Calendar::of(found, start);
    let mut own: Option<usize> = None;
    for item in loose {
        let target =
            calendar.latest(found, item, tolerance_days).filter(|_| !is_sum(&item.when, tolerance_days));
        match target.or(own) {
            Some(at) => found[at].take(item),
            None => {
                own = Some(found.len());
                found.push(Cluster::of(item, false));
            }
        }
    }
}

/// Clusters with days by their first day, so that an account is held against those of its days and not against all.
struct Calendar {
    /// First day, last day and place of each; of one first day the first found comes last.
    days: Vec<(Date, Date, usize)>,
    /// The longest of them.
    longest_days: i32,
}

impl Calendar {
    /// Orders the clusters from `start` on. Costs a sort.
    fn of(found: &[Cluster], start: usize) -> Calendar {
        let founded = (start..found.len()).filter(|it| found[*it].founded);
        let mut days: Vec<(Date, Date, usize)> =
            founded.filter_map(|at| Some((found[at].hull.from?, found[at].hull.to?, at))).collect();
        days.sort_by_key(|it| (it.0, Reverse(it.2)));
        let longest_days = days.iter().map(|it| days_between(it.0, it.1)).max().unwrap_or(0);
        Calendar { days, longest_days }
    }

    /// The clusters that begin by `to` and can last until `from`, the latest first.
    fn back_from(&self, from: Option<Date>, to: Option<Date>) -> impl Iterator<Item = &(Date, Date, usize)> {
        let end = to.map_or(self.days.len(), |to| self.days.partition_point(|it| it.0 <= to));
        let can_reach = move |it: &&(Date, Date, usize)| {
            from.is_none_or(|from| days_between(it.0, from) <= self.longest_days)
        };
        let begun = self.days[..end].iter().rev().take_while(can_reach);
        begun.filter(move |it| from.is_none_or(|from| it.1 >= from))
    }

    /// The latest cluster that an account can mean and that had begun when it was written, or else the latest; of those
    /// that an account of few days can mean, one that shares its marks.
    fn latest(&self, found: &[Cluster], item: &Item<'_>, tolerance_days: i32) -> Option<usize> {
        let when = widened(&item.when, tolerance_days);
        let known_by = match (when.to, item.known_by) {
            (Some(to), Some(known)) => Some(to.min(known)),
            (to, known) => to.or(known),
        };
        if has_marks(item) {
            let shares = |it: &&(Date, Date, usize)| Reverse(found[it.2].n_shared(item));
            let begun = self.back_from(when.from, known_by).min_by_key(shares);
            let later = || self.back_from(when.from, when.to).filter(|it| is_after(&found[it.2], item));
            return begun.or_else(|| later().min_by_key(shares)).map(|it| it.2);
        }
        let begun = self.back_from(when.from, known_by).next();
        let later = || self.back_from(when.from, when.to).find(|it| is_after(&found[it.2], item));
        begun.or_else(later).map(|it| it.2)
    }

    /// The cluster nearest to a nameless account with a narrow day: of those within reach one that shares its marks.
    fn near(&self, found: &[Cluster], item: &Item<'_>, tolerance_days: i32) -> Option<usize> {
        let (from, to) = (item.when.from?, item.when.to?);
        let about = widened(&item.when, tolerance_days);
        let gap = |it: &(Date, Date, usize)| days_between(it.1, from).max(days_between(to, it.0)).max(0);
        self.back_from(about.from, about.to)
            .map(|it| {
                (Reverse(found[it.2].n_shared(item)), gap(it), Reverse(found[it.2].stories.len()), it.2)
            })
            .filter(|it| it.1 <= tolerance_days)
            .min()
            .map(|it| it.3)
    }
}

/// Days over which marks are compared: an account of more is held against the latest cluster alone, or each would be
/// held against all.
const MARKED_DAYS: i32 = 8;

fn has_marks(item: &Item<'_>) -> bool {
    !item.marks.is_empty() && is_tight(&item.when, MARKED_DAYS)
}

/// The days with some more on either side.
pub(crate) fn widened(when: &When, days: i32) -> When {
    let moved = |it: Option<Date>, days: i32| it.map(|it| it.saturating_add(jiff::Span::new().days(days)));
    When::between(moved(when.from, -days), moved(when.to, days), when.basis)
}

fn is_after(cluster: &Cluster, item: &Item<'_>) -> bool {
    matches!((cluster.hull.from, item.known_by), (Some(from), Some(known)) if from > known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u64) -> Date {
        Date::constant(2031, 3, 1) + jiff::Span::new().days(n as i64)
    }

    /// A stream of numbers that is the same on every run (Lehmer, modulus 2^31 - 1).
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, n: u64) -> u64 {
            self.0 = self.0 * 48_271 % 0x7fff_ffff;
            self.0 % n
        }

        fn when(&mut self) -> When {
            let from = self.below(40);
            let to = from + self.below(6);
            let from = (self.below(6) > 0).then(|| day(from));
            let to = (self.below(6) > 0).then(|| day(to));
            When::between(from, to, Basis::Explicit)
        }

        fn item(&mut self, at: usize) -> Item<'static> {
            let known_by = (self.below(2) == 0).then(|| day(self.below(40)));
            let story = Story::unfiled(self.below(4) as u32);
            let marks = (0..self.below(3)).map(|_| self.below(4).to_string()).collect();
            let (marks, sides) = (Box::leak(Box::new(marks)), Box::leak(Box::default()));
            let (id, when) = (format!("{at:04}").leak(), self.when());
            Item { at, story, id, when, sides, known_by, marks }
        }
    }

    /// What [`Calendar::latest`] is by its meaning: every cluster is looked at.
    fn latest_of_all(found: &[Cluster], item: &Item<'_>, tolerance_days: i32) -> Option<usize> {
        (0..found.len())
            .filter(|&it| found[it].founded && found[it].hull.meets(&widened(&item.when, tolerance_days)))
            .max_by_key(|&it| {
                let n_shared = if has_marks(item) { found[it].n_shared(item) } else { 0 };
                (!is_after(&found[it], item), n_shared, found[it].hull.from, Reverse(it))
            })
    }

    fn near_of_all(found: &[Cluster], item: &Item<'_>, tolerance_days: i32) -> Option<usize> {
        let (from, to) = (item.when.from?, item.when.to?);
        let gap = |it: &Cluster| -> Option<i32> {
            Some(days_between(it.hull.to?, from).max(days_between(to, it.hull.from?)).max(0))
        };
        (0..found.len())
            .filter(|&it| found[it].founded)
            .filter_map(|it| {
                let (n_shared, n_stories) = (found[it].n_shared(item), found[it].stories.len());
                Some((Reverse(n_shared), gap(&found[it])?, Reverse(n_stories), it))
            })
            .filter(|it| it.1 <= tolerance_days)
            .min()
            .map(|it| it.3)
    }

    #[test]
    fn an_account_finds_in_the_calendar_what_it_finds_among_all() {
        let mut dice = Dice(20_310_404);
        for _ in 0..400 {
            let founding: Vec<Item<'_>> = (0..12).map(|at| dice.item(at)).collect();
            let mut found: Vec<Cluster> =
                founding.iter().map(|it| Cluster::of(it, is_tight(&it.when, 9))).collect();
            found.iter_mut().zip(&founding).skip(6).for_each(|(it, item)| it.take(item));
            let calendar = Calendar::of(&found, 0);
            for at in 0..20 {
                let (item, tolerance_days) = (dice.item(at), dice.below(4) as i32);
                assert_eq!(
                    calendar.latest(&found, &item, tolerance_days),
                    latest_of_all(&found, &item, tolerance_days)
                );
                assert_eq!(
                    calendar.near(&found, &item, tolerance_days),
                    near_of_all(&found, &item, tolerance_days)
                );
            }
        }
    }
}
