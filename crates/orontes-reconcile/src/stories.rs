//! Turns filed reports into a graph of those that go back to one text, one report at a time.
//!
//! What links two reports is decided by the two alone; which two are compared at all depends on what rare words
//! and strings they share with how many others. Both are functions of the set of reports, so the groups are too.

use crate::alignment::{self, Rarity};
use crate::copies::{self, COPIED};
use crate::origins;
use crate::pairing::{Keyed, Pair, Pairing};
use crate::{ByName, Filed, Fingerprint, threads};
use orontes_model::{Digest, Dossier, StoryRuling, StoryVerdict};
use orontes_registry::Registry;
use std::collections::{BTreeMap, BTreeSet};

/// Rare words in more reports than this bring no two of them together.
const RARE_REPORTS: usize = 12;
/// Rare words that two reports must share to be compared sentence by sentence.
const SHARED_RARE_WORDS: u32 = 8;
/// Days between publications beyond which a re-writing is not looked for.
const REWRITTEN_WITHIN_DAYS: i32 = 3;

/// What says that two reports go back to one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Link {
    is_same_bytes: bool,
    /// Share of the shorter one's five-word strings in the other.
    containment: Option<f64>,
    retold: Option<Retold>,
    is_ruled: bool,
}

/// How many sentences two reports tell alike.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Retold {
    n_alike: usize,
    n_in_order: usize,
    n_shorter: usize,
}

impl Link {
    fn is_none(&self) -> bool {
        *self == Link::default()
    }

    /// How much it says, for choosing among links: identity, then words, then sentences.
    pub(crate) fn strength(&self) -> f64 {
        let retold = self.retold.map_or(0.0, |it| it.n_alike as f64 / it.n_shorter.max(1) as f64);
        let of_words = self.containment.map_or(retold, |it| 1.0 + it);
        if self.is_ruled {
            4.0
        } else if self.is_same_bytes {
            3.0
        } else {
            of_words
        }
    }

    /// Says whether the texts themselves give evidence, and not only a person's ruling.
    pub(crate) fn has_words(&self) -> bool {
        self.is_same_bytes || self.containment.is_some() || self.retold.is_some()
    }

    /// The evidence as the end of a sentence that begins with both names.
    pub(crate) fn words(&self) -> String {
        match (self.is_same_bytes, self.containment, self.retold) {
            (true, ..) => "are the same bytes".to_owned(),
            (_, Some(share), _) => {
                format!("share {:.0} % of the shorter one's five-word strings", share * 100.0)
            }
            (.., Some(it)) => format!(
                "tell {} of {} sentences alike, {} of them in one order",
                it.n_alike, it.n_shorter, it.n_in_order
            ),
            (false, None, None) => "are one story by a person's ruling".to_owned(),
        }
    }
}

/// Stands for the story that a report tells: the same for reports of one story, and of no meaning else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Story(u32);

impl Story {
    /// Of a report that neither was filed nor told a claim.
    pub(crate) const NONE: Story = Story(u32::MAX);
    /// From here down stand the reports that nobody filed.
    const UNFILED: u32 = u32::MAX - 1;

    /// Returns the story of a report of this number among those that nobody filed.
    pub(crate) fn unfiled(at: u32) -> Story {
        Story(Story::UNFILED - at)
    }

    /// Returns that number again.
    pub(crate) fn unfiled_at(self) -> Option<u32> {
        Story::UNFILED.checked_sub(self.0)
    }
}

/// What counting origins asks of a story: whether only machines wrote it, and which agency stands behind it.
type Standing = (bool, Option<String>);

/// All filed reports, what links them, and the stories that follow.
pub(crate) struct Stories<'a> {
    filed: Vec<Filed<'a>>,
    number_of: ByName<'a, u32>,
    agencies: Vec<Option<String>>,
    by_digest: BTreeSet<(Digest, &'a str, u32)>,
    copied: Pairing,
    reworded: Pairing,
    /// Alignments that were computed: a function of the two texts, kept because it is dear.
    aligned: BTreeMap<Pair, Option<Retold>>,
    links: Vec<BTreeMap<u32, Link>>,
    /// The member with the least name, for each report.
    head_of: Vec<u32>,
    members: BTreeMap<u32, Vec<u32>>,
    /// Of each story, at its head.
    standings: Vec<Standing>,
    rarity: Rarity,
    rulings: &'a [StoryRuling],
}

impl<'a> Stories<'a> {
    /// Returns no stories yet. Rulings of persons outweigh what the texts say.
    pub(crate) fn new(rulings: &'a [StoryRuling]) -> Stories<'a> {
        Stories {
            filed: Vec::new(),
            number_of: ByName::default(),
            agencies: Vec::new(),
            by_digest: BTreeSet::new(),
            copied: copies::pairing(),
            reworded: Pairing::new(RARE_REPORTS, false),
            aligned: BTreeMap::new(),
            links: Vec::new(),
            head_of: Vec::new(),
            members: BTreeMap::new(),
            standings: Vec::new(),
            rarity: Rarity::of_english(),
            rulings,
        }
    }

    /// Adds reports and returns the names of those whose story is now another one, or one of other standing.
    /// A name that is there already changes nothing.
    pub(crate) fn add(&mut self, registry: &Registry, filed: &[Filed<'a>]) -> BTreeSet<&'a str> {
        let mut pairs = Vec::new();
        let mut unsettled = BTreeSet::new();
        let mut filed = filed.to_vec();
        filed.sort_by(|a, b| (&a.dossier.name, a.dossier.digest).cmp(&(&b.dossier.name, b.dossier.digest)));
        for it in filed {
            if !self.number_of.contains_key(it.dossier.name.as_str()) {
                unsettled.insert(self.file(registry, it, &mut pairs));
            }
        }
        self.pair(&unsettled, &mut pairs);
        for ruling in self.rulings.iter().filter(|it| it.verdict == StoryVerdict::Same) {
            let ends = (self.number_of.get(ruling.one.as_str()), self.number_of.get(ruling.other.as_str()));
            if let (Some(&one), Some(&other)) = ends {
                pairs.push((one.min(other), one.max(other)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        for pair in pairs.into_iter().filter(|it| it.0 != it.1) {
            if self.relink(pair) {
                unsettled.extend([pair.0, pair.1]);
            }
        }
        self.regroup(&unsettled)
    }

    /// Looks up what the new reports share with all others.
    fn pair(&mut self, numbers: &BTreeSet<u32>, pairs: &mut Vec<Pair>) {
        let numbers: Vec<u32> = numbers.iter().copied().collect();
        let of_each = |keys: &(dyn Fn(&Fingerprint) -> Vec<u32> + Sync)| {
            threads::map(&numbers, |&report| {
                let it = self.filed[report as usize];
                Keyed { report, order: order_of(&it.dossier.name), keys: keys(it.fingerprint) }
            })
        };
        let copied = of_each(&copies::keys);
        let reworded = of_each(&|print| {
            let mut rare: Vec<u32> = print.sentences.iter().flatten().copied().collect();
            rare.sort_unstable();
            rare.dedup();
            rare.retain(|it| self.rarity.is_rare(*it));
            rare
        });
        self.copied.add(&copied, 1, pairs);
        self.reworded.add(&reworded, SHARED_RARE_WORDS, pairs);
    }

    fn file(&mut self, registry: &Registry, it: Filed<'a>, pairs: &mut Vec<Pair>) -> u32 {
        let number = self.filed.len() as u32;
        let name = it.dossier.name.as_str();
        // The same bytes under several names: each is linked with the next by name.
        let place = (it.dossier.digest, name, number);
        let before = self.by_digest.range(..place).next_back().filter(|at| at.0 == place.0);
        let after = self.by_digest.range(place..).next().filter(|at| at.0 == place.0);
        let neighbours: Vec<u32> = before.into_iter().chain(after).map(|it| it.2).collect();
        pairs.extend(neighbours.iter().map(|it| (*it, number)));
        if let [before, after] = neighbours[..] {
            pairs.push((before.min(after), before.max(after)));
        }
        self.by_digest.insert(place);
        self.number_of.insert(name, number);
        self.agencies.push(origins::agency(registry, it));
        self.filed.push(it);
        self.links.push(BTreeMap::new());
        self.head_of.push(number);
        self.standings.push(Standing::default());
        self.members.insert(number, vec![number]);
        number
    }

    /// Decides anew what links two reports. Says whether that changed.
    fn relink(&mut self, pair: Pair) -> bool {
        let link = self.link_of(pair);
        let known = self.links[pair.0 as usize].get(&pair.1);
        if known.map_or(link.is_none(), |it| *it == link) {
            return false;
        }
        for (one, other) in [pair, (pair.1, pair.0)] {
            match link.is_none() {
                true => _ = self.links[one as usize].remove(&other),
                false => _ = self.links[one as usize].insert(other, link.clone()),
            }
        }
        true
    }

    fn link_of(&mut self, pair: Pair) -> Link {
        let (one, other) = (self.filed[pair.0 as usize], self.filed[pair.1 as usize]);
        let is_ruled = self.ruled(pair) == Some(StoryVerdict::Same);
        let is_same_bytes = one.dossier.digest == other.dossier.digest;
        if !is_one_story(one, other) {
            return Link { is_same_bytes, is_ruled, ..Link::default() };
        }
        let n_shared = self.copied.count(pair);
        let containment = copies::containment(one.fingerprint, other.fingerprint, n_shared);
        let containment = containment.filter(|it| *it >= COPIED);
        let is_candidate = self.reworded.count(pair) >= SHARED_RARE_WORDS;
        let retold = match containment.is_none() && is_candidate && is_of_one_time(one.dossier, other.dossier)
        {
            true => self.retold(pair),
            false => None,
        };
        Link { is_same_bytes, containment, retold, is_ruled }
    }

    fn retold(&mut self, pair: Pair) -> Option<Retold> {
        if let Some(known) = self.aligned.get(&pair) {
            return *known;
        }
        let (mut one, mut other) = (self.filed[pair.0 as usize], self.filed[pair.1 as usize]);
        if one.dossier.name > other.dossier.name {
            (one, other) = (other, one);
        }
        let (one, other) = (&one.fingerprint.sentences, &other.fingerprint.sentences);
        let found = alignment::align(&self.rarity, one, other);
        let retold = found.is_derivation().then_some(Retold {
            n_alike: found.pairs.len(),
            n_in_order: found.n_in_order,
            n_shorter: found.n_shorter,
        });
        self.aligned.insert(pair, retold);
        retold
    }

    /// Groups anew what hangs together with `unsettled`, before or now.
    fn regroup(&mut self, unsettled: &BTreeSet<u32>) -> BTreeSet<&'a str> {
        let heads: BTreeSet<u32> = unsettled.iter().map(|it| self.head_of[*it as usize]).collect();
        let mut open = BTreeSet::new();
        let mut were = BTreeMap::new();
        for head in heads {
            let members = self.members.remove(&head).unwrap_or_default();
            were.insert(head, self.standings[head as usize].clone());
            open.extend(members);
        }
        let mut touched = BTreeSet::new();
        while let Some(start) = open.first().copied() {
            let reached = self.reached_from(start, None);
            reached.iter().for_each(|it| _ = open.remove(it));
            for part in self.parted(reached) {
                touched.extend(self.settle(&part, &were));
            }
        }
        touched
    }

    /// Makes one group of `part`, and returns those for whom it is another than before.
    fn settle(&mut self, part: &BTreeSet<u32>, were: &BTreeMap<u32, Standing>) -> Vec<&'a str> {
        let mut members: Vec<u32> = part.iter().copied().collect();
        members.sort_by_key(|it| self.dossier(*it).name.as_str());
        let head = members[0];
        let standing = self.standing(&members);
        let mut touched = Vec::new();
        for &it in &members {
            let before = std::mem::replace(&mut self.head_of[it as usize], head);
            if before != head || were.get(&before) != Some(&standing) {
                touched.push(self.dossier(it).name.as_str());
            }
        }
        self.members.insert(head, members);
        self.standings[head as usize] = standing;
        touched
    }

    fn reached_from(&self, start: u32, without: Option<u32>) -> BTreeSet<u32> {
        let mut reached = BTreeSet::from([start]);
        let mut next = vec![start];
        while let Some(at) = next.pop() {
            for other in self.links[at as usize].keys().filter(|it| Some(**it) != without) {
                if reached.insert(*other) {
                    next.push(*other);
                }
            }
        }
        reached
    }

    /// Where a person ruled that two members are independent, the first by name goes its own way, with those that
    /// hang on it alone.
    fn parted(&self, group: BTreeSet<u32>) -> Vec<BTreeSet<u32>> {
        let mut parts = vec![group];
        for ruling in self.rulings.iter().filter(|it| it.verdict == StoryVerdict::Independent) {
            let ends = (self.number_of.get(ruling.one.as_str()), self.number_of.get(ruling.other.as_str()));
            let (Some(&one), Some(&other)) = ends else { continue };
            let Some(at) = parts.iter().position(|it| it.contains(&one) && it.contains(&other)) else {
                continue;
            };
            let within = parts.swap_remove(at);
            let kept: BTreeSet<u32> =
                self.reached_from(other, Some(one)).intersection(&within).copied().collect();
            parts.push(within.difference(&kept).copied().collect());
            parts.push(kept);
        }
        parts.retain(|it| !it.is_empty());
        parts
    }

    fn ruled(&self, pair: Pair) -> Option<StoryVerdict> {
        let (one, other) = (self.filed[pair.0 as usize].dossier, self.filed[pair.1 as usize].dossier);
        let is_on = |it: &&StoryRuling| {
            (it.one == one.name && it.other == other.name) || (it.one == other.name && it.other == one.name)
        };
        self.rulings.iter().rfind(is_on).map(|it| it.verdict)
    }

    /// What persons ruled on reports of a group, one sentence each.
    pub(crate) fn rulings_on(&self, members: &[u32]) -> Vec<String> {
        let is_member = |name: &str| members.iter().any(|it| self.dossier(*it).name == name);
        let on = self.rulings.iter().filter(|it| is_member(&it.one) || is_member(&it.other));
        on.map(StoryRuling::words).collect()
    }

    /// The groups, each sorted by name.
    pub(crate) fn groups(&self) -> impl Iterator<Item = Vec<u32>> + '_ {
        self.members.values().cloned()
    }

    /// A report as it was filed.
    pub(crate) fn filed(&self, number: u32) -> Filed<'a> {
        self.filed[number as usize]
    }

    /// How rare words are.
    pub(crate) fn rarity(&self) -> &Rarity {
        &self.rarity
    }

    /// What is known of a report.
    pub(crate) fn dossier(&self, number: u32) -> &'a Dossier {
        self.filed[number as usize].dossier
    }

    /// The agency that a report credits with its story.
    pub(crate) fn agency(&self, number: u32) -> Option<&str> {
        self.agencies[number as usize].as_deref()
    }

    /// The reports that a report is linked with.
    pub(crate) fn links(&self, number: u32) -> impl Iterator<Item = (u32, &Link)> {
        self.links[number as usize].iter().map(|it| (*it.0, it.1))
    }

    /// Returns the story that a report tells, where it was filed.
    pub(crate) fn story(&self, report: &str) -> Option<Story> {
        Some(Story(self.head_of[*self.number_of.get(report)? as usize]))
    }

    /// Returns the identity of the origin that a story is.
    pub(crate) fn name_of(&self, story: Story) -> Option<String> {
        let head = self.filed.get(story.0 as usize)?;
        Some(format!("origin-{}", head.dossier.name))
    }

    /// Says whether only machines wrote the reports of a story, and no agency stands behind it.
    pub(crate) fn is_machine_story(&self, report: &str) -> bool {
        self.story(report).is_some_and(|it| self.standings[it.0 as usize].0)
    }

    /// The agency that any report of a story credits with it, the least name first.
    pub(crate) fn agency_of(&self, report: &str) -> Option<&str> {
        self.standings[self.story(report)?.0 as usize].1.as_deref()
    }

    fn agency_among(&self, members: &[u32]) -> Option<&str> {
        members.iter().find_map(|it| self.agency(*it))
    }

    fn standing(&self, members: &[u32]) -> Standing {
        (self.only_machines(members), self.agency_among(members).map(str::to_owned))
    }

    fn only_machines(&self, members: &[u32]) -> bool {
        members.iter().all(|it| self.agency(*it).is_none() && self.dossier(*it).machine_written.is_some())
    }
}

/// A place among all names that may ever come (FNV-1a of 64 bits).
fn order_of(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |all, it| (all ^ u64::from(it)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// A digest of the day holds the words of many stories and would make them one: it is no copy of any.
fn is_one_story(one: Filed<'_>, other: Filed<'_>) -> bool {
    let (one, other) = (one.fingerprint.shingles.len(), other.fingerprint.shingles.len());
    one.min(other) * 4 >= one.max(other)
}

fn is_of_one_time(one: &Dossier, other: &Dossier) -> bool {
    let apart = |a: &Dossier, b: &Dossier| match (a.published.to, b.published.from) {
        (Some(to), Some(from)) => crate::days::days_between(to, from) > REWRITTEN_WITHIN_DAYS,
        _ => false,
    };
    !apart(one, other) && !apart(other, one)
}
