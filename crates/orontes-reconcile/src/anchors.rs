//! Turns the claims of one report into the incidents that its accounts of harm mean.
//!
//! A report names the place of an incident once and goes on with "the attack" and "at least 16 people were
//! killed". An account of harm that names no place of its own is of the incident told last before it, and at the
//! head of a report of the one told next. "The attack" without more is the incident told last, wherever it is said to
//! have been; so is a toll that was given before. An attack beside dead and wounded is such an incident; one without
//! is a fight.

use crate::accounts::{Accounts, Told};
use crate::deeds::{Deed, Means};
use crate::parties::SideSet;
use crate::same::{self, Family};
use orontes_model::{
    Cited, ClaimId, EventClaim, EventStatus, FigureClaim, PlaceRef, Precision, Span, Standing, When,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Sentences over which an incident is still the one that is spoken of.
const REACH_SENTENCES: u32 = 3;
/// Sentences from a headline to the first of a report, with what stands between them.
const LEAD_SENTENCES: u32 = 2;
/// Incidents of a report up to which one is gone back to: a digest tells hundreds.
const KEPT_IN_MIND: usize = 16;
/// Widest account, in days, that can be of one incident: a week is what "recent" news leaves open, and totals of a
/// campaign leave more.
const INCIDENT_DAYS: i32 = 8;
/// Dead from which a toll tells an incident from the others of its day: ones and twos are told of many.
const TELLING_TOLL: u64 = 4;
/// Dead from which also a lower number beside the toll tells it: a part of it, or what was said before.
const TELLING_PART: u64 = 10;
/// Days between which the days of two accounts of one incident may lie: news of the night is of either day, and a toll
/// that rose on Sunday is of Saturday's attack.
const APART_DAYS: i32 = 1;

/// What the other claims of its report tell of an account of harm.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchor<'a> {
    /// An attack that is told as an incident of harm and not as a fight.
    pub(crate) is_harm: bool,
    /// What was done in several towns at once: "people fled from Aven, Bray and Corrin".
    pub(crate) is_theatre: bool,
    /// Where the incident is that it goes back to.
    pub(crate) places: Option<&'a [PlaceRef]>,
    /// When the incident was, where the account itself does not say.
    pub(crate) when: Option<When>,
    /// The sides that its report says did it, where the account itself names nobody or somebody else.
    pub(crate) sides: Option<SideSet>,
    /// Which incident of its report it tells.
    pub(crate) incident: Option<u32>,
    /// How many it is said to have killed, where that tells it from others.
    pub(crate) tolls: Vec<u64>,
    /// What its own words say of its deed.
    pub(crate) deed: Deed,
    /// Its incident is told as an execution, or as another killing of somebody in the killer's power.
    pub(crate) is_by_hand: bool,
    /// The tolls of its incident, and what was struck.
    pub(crate) marks: Arc<BTreeSet<String>>,
}

/// An incident as its report has told it so far.
#[derive(Default)]
struct Incident<'a> {
    /// Where it was last told for its own sake.
    sentence: Option<u32>,
    /// Where it was last told beside another deed, as what that one answers or follows.
    beyond: Option<u32>,
    /// The places that each account names itself.
    placed: Vec<Option<&'a [PlaceRef]>>,
    /// The one days that accounts state, with how many do, and the first that does.
    days: BTreeMap<Option<orontes_model::Date>, (usize, usize, When)>,
    /// The day that each account gives itself.
    dated: Vec<Option<When>>,
    tolls: BTreeSet<u64>,
    /// How it was done, by the accounts that say so.
    means: BTreeSet<Means>,
    /// The most dead that an account counts.
    n_dead: Option<u64>,
    /// The single persons it is said to have killed, by their kind.
    victims: BTreeSet<String>,
    /// The sides that each account says did it.
    doers: Vec<SideSet>,
    struck: BTreeSet<String>,
    /// Told aside, after "meanwhile" or "elsewhere".
    is_aside: bool,
    /// The towns that its accounts name.
    towns: BTreeSet<String>,
    /// Something that flies came down in it.
    has_crash: bool,
    /// The places of any size that its accounts name.
    regions: BTreeSet<String>,
}

impl<'a> Incident<'a> {
    fn take(&mut self, told: &Account<'a>) {
        let at = if told.deed.is_beyond { &mut self.beyond } else { &mut self.sentence };
        *at = Some(told.sentence());
        self.placed.push(told.places);
        self.dated.push(told.date);
        if let Some(day) = told.date.filter(is_stated_day) {
            self.days.entry(day.from).or_insert((0, self.dated.len(), day)).0 += 1;
        }
        self.tolls.extend(&told.tolls);
        self.means.extend(told.deed.means);
        self.n_dead = self.n_dead.max(told.n_dead);
        self.victims.extend(told.deed.victim.clone());
        self.towns.extend(told.places.into_iter().flat_map(towns));
        self.regions.extend(told.event.places.iter().map(same::name_of));
        self.doers.push(told.sides.clone());
        self.struck.extend(told.deed.struck.iter().cloned());
        self.has_crash |= told.deed.is_crash;
    }

    /// Where it was: the place that most accounts name, the first of several.
    fn places(&self) -> Option<&'a [PlaceRef]> {
        commonest(self.placed.iter().flatten().map(|it| (towns(it).next(), *it)))
    }

    /// The one day that most accounts state, the first of several.
    fn when(&self) -> Option<When> {
        self.days.values().max_by_key(|it| (it.0, std::cmp::Reverse(it.1))).map(|it| it.2)
    }

    /// The sides that most accounts name, the first of several.
    fn sides(&self) -> Option<SideSet> {
        let named = self.doers.iter().filter(|it| !it.is_empty());
        commonest(named.map(|it| (it, it))).cloned()
    }

    /// Says whether an account names a side that no account of it names, and all of them name some.
    fn is_of_others(&self, sides: &SideSet) -> bool {
        let mut named = self.doers.iter().filter(|it| !it.is_empty()).peekable();
        !sides.is_empty() && named.peek().is_some() && !named.any(|it| it.meets(sides))
    }

    /// Says whether an account names one of some sides as the doer.
    fn is_done_by(&self, sides: &SideSet) -> bool {
        self.doers.iter().any(|it| it.meets(sides))
    }

    fn is_near(&self, told: &Account<'_>) -> bool {
        match told.deed.is_beyond {
            true => self.beyond == Some(told.sentence()),
            false => self.sentence.is_some_and(|it| it.abs_diff(told.sentence()) <= REACH_SENTENCES),
        }
    }

    /// Says whether the sentence of an account tells it as the deed that this one answers, or that answers this one.
    fn is_apart(&self, told: &Account<'_>) -> bool {
        let there = if told.deed.is_beyond { self.sentence } else { self.beyond };
        let here = if told.deed.is_beyond { self.beyond } else { self.sentence };
        there == Some(told.sentence()) && here != there
    }

    /// Says whether an account with a place may tell where it was: a headline seldom does, and the next lines do.
    fn may_be_placed(&self, told: &Account<'_>) -> bool {
        let is_lead = self.sentence.is_some_and(|it| it.abs_diff(told.sentence()) <= LEAD_SENTENCES);
        self.towns.is_empty() && !self.is_aside && is_lead
    }

    /// Says whether it is the killing of one person, and an account counts several dead.
    fn is_of_one(&self, told: &Account<'_>) -> bool {
        let is_of_one = !self.victims.is_empty() && self.n_dead.is_none_or(|it| it <= 1);
        is_of_one && told.n_dead.is_some_and(|it| it > 1)
    }

    /// Says whether it killed many, and an account tells of one whom somebody killed who is not known to have done it.
    fn is_of_many(&self, told: &Account<'_>) -> bool {
        let Some(victim) = &told.deed.victim else { return false };
        let is_told = self.victims.contains(victim) || self.doers.iter().any(|it| it.meets(&told.sides));
        !self.tolls.is_empty() && told.tolls.is_empty() && !told.sides.is_empty() && !is_told
    }

    /// Says whether it is told as the killing of somebody, and not as fire or bombs that killed.
    fn is_by_hand(&self) -> bool {
        let is_of_one =
            !self.victims.is_empty() && self.n_dead.is_none_or(|it| it <= 1) && self.tolls.is_empty();
        self.means.contains(&Means::Hand) || (is_of_one && self.means.is_empty())
    }

    /// Says whether an account can hardly be of it by how it was done.
    fn is_of_other_means(&self, means: Option<Means>) -> bool {
        means.is_some_and(|it| !self.means.is_empty() && self.means.iter().all(|mine| mine.excludes(it)))
    }

    /// Says whether an account names a province or a district of its own, where no town of the incident is known.
    fn is_elsewhere(&self, event: &EventClaim) -> bool {
        let mut regions = event.places.iter().filter(|it| it.standing() != Standing::Inferred).peekable();
        let is_named = regions.peek().is_some() && self.towns.is_empty();
        is_named && !regions.any(|it| self.regions.contains(&same::name_of(it)))
    }

    fn marks(&self) -> BTreeSet<String> {
        let told = self.tolls.iter().map(u64::to_string).chain(self.struck.iter().cloned());
        told.chain(self.victims.iter().cloned()).collect()
    }

    fn is_at(&self, places: &[PlaceRef]) -> bool {
        towns(places).any(|it| self.towns.contains(&it))
    }

    /// Says whether it is one incident still, and of the days of an account.
    fn is_of_time(&self, date: Option<When>) -> bool {
        let last = self.dated.last().copied().flatten();
        let day = self.when();
        let is_stated = date.as_ref().is_some_and(is_stated_day);
        let is_of_last = || is_of_few_days(last) && days_meet(last, date);
        day.map_or_else(is_of_last, |it| days_meet(Some(it), date) || (!is_stated && is_of_last()))
    }
}

/// The value whose key comes most often, and the first of several.
fn commonest<K: Ord, T>(keyed: impl Iterator<Item = (K, T)>) -> Option<T> {
    let mut counted: BTreeMap<K, (usize, usize, T)> = BTreeMap::new();
    for (at, (key, it)) in keyed.enumerate() {
        counted.entry(key).or_insert((0, at, it)).0 += 1;
    }
    counted.into_values().max_by_key(|it| (it.0, std::cmp::Reverse(it.1))).map(|it| it.2)
}

/// The names of places closer than a province.
fn towns(places: &[PlaceRef]) -> impl Iterator<Item = String> + '_ {
    places.iter().filter(|it| !same::is_wide(it)).map(same::name_of)
}

/// Event claims of one report, and its figures.
pub(crate) struct Telling<'t, 'a> {
    pub(crate) events: &'t [(&'a Cited, &'a EventClaim)],
    pub(crate) figures: &'t [(&'a Cited, &'a FigureClaim)],
    /// The sides that an account says did it.
    pub(crate) sides: &'t dyn Fn(&Cited, &EventClaim) -> SideSet,
    /// The sides that it says were struck.
    pub(crate) struck: &'t dyn Fn(&Cited, &EventClaim) -> SideSet,
}

/// One account of harm.
struct Account<'a> {
    cited: &'a Cited,
    event: &'a EventClaim,
    deed: Deed,
    /// The places that it names itself, one of them closer than a province.
    places: Option<&'a [PlaceRef]>,
    /// Its day, where its own words may give it.
    date: Option<When>,
    tolls: Vec<u64>,
    /// The dead that it counts, however few.
    n_dead: Option<u64>,
    sides: SideSet,
    /// The sides that it says were struck.
    struck: SideSet,
}

impl<'a> Account<'a> {
    fn of(
        accounts: &Accounts,
        report: &Telling<'_, 'a>,
        tolls: &Tolls<'_>,
        (cited, event): (&'a Cited, &'a EventClaim),
        triggers: &[Span],
    ) -> Account<'a> {
        let deed = Deed::of(accounts, cited, event, triggers);
        let places = own_places(event).and_then(|all| {
            let is_close = |it: &&PlaceRef| deed.is_own_place(it) && !same::is_wide(it);
            if all.iter().all(|it| deed.is_own_place(it)) {
                return Some(all);
            }
            all.iter().find(is_close).map(std::slice::from_ref)
        });
        let date = event.date.filter(|_| deed.has_own_day(accounts));
        Account {
            cited,
            event,
            places,
            date,
            tolls: tolls.given_by(cited, event, &deed),
            n_dead: tolls.counted_by(event),
            sides: (report.sides)(cited, event),
            struck: (report.struck)(cited, event),
            deed,
        }
    }

    fn sentence(&self) -> u32 {
        self.cited.claim.sentence
    }
}

/// Returns the anchors of the claims of one report, by claim. Costs a sort of them.
pub(crate) fn anchors<'a>(accounts: &Accounts, report: &Telling<'_, 'a>) -> BTreeMap<&'a str, Anchor<'a>> {
    let tolls = Tolls::of(report);
    let told = accounts_of_harm(accounts, report.events);
    let mut triggers: BTreeMap<u32, Vec<Span>> = BTreeMap::new();
    for (cited, event) in &told {
        triggers.entry(cited.claim.sentence).or_default().extend(event.trigger);
    }
    let triggers_of = |it: &Cited| triggers.get(&it.claim.sentence).map_or(&[][..], Vec::as_slice);
    let told = told.into_iter().map(|it| Account::of(accounts, report, &tolls, it, triggers_of(it.0)));
    let told: Vec<Account<'a>> = told.collect();
    let mut incidents: Vec<Incident<'a>> = Vec::new();
    let mut found: Vec<usize> = Vec::new();
    for it in &told {
        let at = meant(accounts, &incidents, it).unwrap_or(incidents.len());
        if at == incidents.len() {
            let is_aside = accounts.opens(Told::OtherIncident, &it.cited.sentence.text);
            incidents.push(Incident { is_aside, ..Incident::default() });
        }
        incidents[at].take(it);
        found.push(at);
    }
    let common = incidents.iter().map(|it| (it.places(), it.when(), it.sides(), Arc::new(it.marks())));
    let common: Vec<_> = common.collect();
    let anchor = |(it, at): (Account<'a>, usize)| {
        let (places, when, sides, marks) = &common[at];
        let is_one = is_of_few_days(it.date);
        let is_lent = it.date.is_none() && it.event.date.is_some();
        let anchor = Anchor {
            is_harm: is_attack(it.event),
            is_theatre: false,
            // What stands beyond a link has no place but its own: that of the sentence is where the other deed was done.
            places: places.or(it.deed.is_beyond.then_some(&[])).filter(|_| is_one && it.places.is_none()),
            when: when
                .filter(|_| is_one && !it.date.as_ref().is_some_and(is_stated_day))
                .or_else(|| is_lent.then(When::default)),
            sides: sides.clone().filter(|_| is_one),
            incident: Some(at as u32),
            tolls: it.tolls,
            deed: it.deed,
            is_by_hand: incidents[at].is_by_hand(),
            marks: Arc::clone(marks),
        };
        (it.cited.claim.id.0.as_str(), anchor)
    };
    let of_theatre = told_of_several_towns(report.events);
    let of_theatre = of_theatre.map(|it| (it, Anchor { is_theatre: true, ..Anchor::default() }));
    told.into_iter().zip(found).map(anchor).chain(of_theatre).collect()
}

/// The claims that one word of their report tells of several towns, which are no harm.
fn told_of_several_towns<'a>(events: &[(&'a Cited, &'a EventClaim)]) -> impl Iterator<Item = &'a str> {
    let mut by_word: BTreeMap<(Span, &str), (BTreeSet<_>, Vec<_>)> = BTreeMap::new();
    for (cited, event) in events.iter().filter(|it| !is_harm(it.1) && !is_attack(it.1)) {
        let Some(word) = event.trigger else { continue };
        let told = by_word.entry((word, event.event_type.as_str())).or_default();
        told.0.extend(towns(&event.places));
        told.1.push(cited.claim.id.0.as_str());
    }
    by_word.into_values().filter(|it| it.0.len() > 1).flat_map(|it| it.1)
}

/// The accounts of harm of a report, in the order of its words.
fn accounts_of_harm<'a>(
    accounts: &Accounts,
    events: &[(&'a Cited, &'a EventClaim)],
) -> Vec<(&'a Cited, &'a EventClaim)> {
    let mut told: Vec<_> = events.iter().copied().filter(happened).collect();
    told.sort_by_key(|it| (it.0.claim.sentence, it.0.claim.evidence, it.0.claim.id.0.as_str()));
    let harmed: BTreeSet<u32> =
        told.iter().filter(|it| is_harm(it.1)).map(|it| it.0.claim.sentence).collect();
    let beside = |it: u32| it.saturating_sub(LEAD_SENTENCES)..=it.saturating_add(LEAD_SENTENCES);
    let beside_harm = |it: u32| harmed.range(beside(it)).next().is_some();
    let goes_back = |it: &Cited| !harmed.is_empty() && accounts.names_again(&it.sentence.text);
    told.retain(|(cited, event)| {
        let is_told_as_harm = || beside_harm(cited.claim.sentence) || goes_back(cited);
        is_harm(event) || (is_attack(event) && is_told_as_harm())
    });
    told
}

/// The incident told before that an account means, where it means one: of those still in mind the one that has most in
/// common with it, and the latest of several.
fn meant(accounts: &Accounts, incidents: &[Incident<'_>], it: &Account<'_>) -> Option<usize> {
    if !is_of_few_days(it.date) {
        return None;
    }
    let start = incidents.len().saturating_sub(KEPT_IN_MIND);
    let turn = Turn {
        is_aside: accounts.opens(Told::OtherIncident, &it.cited.sentence.text),
        is_again: it.deed.is_again,
        is_first: !(start..incidents.len()).any(|at| incidents[at].is_near(it)),
    };
    let fitting = (start..incidents.len()).filter_map(|at| Some((fit(&incidents[at], it, turn)?, at)));
    fitting.max().map(|it| it.1)
}

/// How an account takes up what was told before.
#[derive(Clone, Copy)]
struct Turn {
    /// It turns to another incident: "elsewhere".
    is_aside: bool,
    /// It speaks of "the attack" without saying which.
    is_again: bool,
    /// Nothing near it tells an incident.
    is_first: bool,
}

/// How much speaks for it that an account is of an incident; nothing where it cannot be. A toll says most, then a town,
/// then who did it and what was struck, then that it was told just before.
fn fit(of: &Incident<'_>, it: &Account<'_>, turn: Turn) -> Option<(u32, usize)> {
    if !of.is_of_time(it.date) || of.is_apart(it) || of.is_of_other_means(it.deed.means) {
        return None;
    }
    let has_thing = it.deed.struck.iter().any(|thing| of.struck.contains(thing));
    let has_toll = it.tolls.iter().any(|toll| of.tolls.contains(toll));
    if turn.is_aside {
        return has_toll.then_some((0, 0));
    }
    let own = it.places;
    let is_there = own.is_some_and(|own| of.is_at(own));
    let goes_on = if own.is_some() { is_there } else { !of.is_elsewhere(it.event) };
    let is_near = of.is_near(it) && (goes_on || turn.is_again || of.may_be_placed(it));
    // What a report is about: "the attack", far from any other, is the incident that it told most of.
    let goes_back = own.is_none() && turn.is_again && turn.is_first && of.sentence.is_some();
    let has_means = it.deed.means.is_some_and(|it| of.means.contains(&it));
    let is_elsewhere = own.is_some() && !is_there && !of.towns.is_empty();
    // "The assault on the League in Bray" is not the bomb that the League set off in Arden.
    if is_elsewhere && !has_toll && of.is_done_by(&it.struck) {
        return None;
    }
    // Officers who "died when their helicopter crashed" did not die of the shelling told before.
    if it.deed.is_crash && !of.has_crash && !has_toll {
        return None;
    }
    let is_rare = it.deed.means.is_some_and(Means::is_rare) && has_means && !is_elsewhere;
    let has_victim = it.deed.victim.as_ref().is_some_and(|it| of.victims.contains(it));
    let is_barred = !turn.is_again && (of.is_of_others(&it.sides) || of.is_of_one(it) || of.is_of_many(it));
    let is_bound = has_toll || is_rare || has_victim;
    if !is_bound && (is_barred || !(is_there || is_near || goes_back)) {
        return None;
    }
    let has_side = of.doers.iter().any(|doer| doer.meets(&it.sides));
    let points = 4 * u32::from(has_toll) + 3 * u32::from(is_there) + u32::from(is_near);
    let points = points + 2 * u32::from(has_side) + 2 * u32::from(has_thing);
    if it.deed.is_of_others && !has_toll {
        return None;
    }
    let is_here = of.sentence == Some(it.sentence());
    let points = points + 2 * u32::from(has_means) + 2 * u32::from(has_victim) + u32::from(is_here);
    // Where a headline tells two deeds, the town that the next lines name is that of the one told most.
    let is_placed = own.is_some() && !is_there;
    Some((points, if goes_back || is_placed { of.dated.len() } else { 0 }))
}

/// The numbers of dead that a report gives.
struct Tolls<'a> {
    dead: BTreeMap<&'a ClaimId, u64>,
    by_claim: BTreeMap<&'a ClaimId, (u64, Span)>,
    by_sentence: BTreeMap<u32, BTreeSet<u64>>,
}

impl<'a> Tolls<'a> {
    fn of(report: &Telling<'_, 'a>) -> Tolls<'a> {
        let owned: BTreeSet<&ClaimId> = report.events.iter().flat_map(|it| &it.1.figures).collect();
        let mut tolls =
            Tolls { dead: BTreeMap::new(), by_claim: BTreeMap::new(), by_sentence: BTreeMap::new() };
        for (cited, figure) in report.figures.iter().filter(|it| it.1.measure == "killed") {
            let number = figure.best.or(figure.low).filter(|it| it.is_finite() && *it >= 0.0);
            tolls.dead.extend(number.map(|it| (&cited.claim.id, it as u64)));
            let number = number.filter(|it| *it >= TELLING_TOLL as f64);
            let Some(number) = number.filter(|_| is_counted(figure)) else { continue };
            tolls.by_claim.insert(&cited.claim.id, (number as u64, figure.number));
            // What one account of a sentence counts is no toll of the next: "43 died where a pilot was shot".
            if !owned.contains(&cited.claim.id) {
                tolls.by_sentence.entry(cited.claim.sentence).or_default().insert(number as u64);
            }
        }
        tolls
    }

    /// The highest number of dead that an account gives itself.
    fn counted_by(&self, event: &EventClaim) -> Option<u64> {
        event.figures.iter().filter_map(|it| self.dead.get(it)).copied().max()
    }

    /// The tolls that an account gives itself, or else those of its sentence that no account gives: the highest, and others that are high.
    fn given_by(&self, cited: &Cited, event: &EventClaim, deed: &Deed) -> Vec<u64> {
        let own: BTreeSet<u64> = event
            .figures
            .iter()
            .filter_map(|it| self.by_claim.get(it))
            .filter(|it| deed.is_own_number(it.1))
            .map(|it| it.0)
            .collect();
        let beside =
            self.by_sentence.get(&cited.claim.sentence).filter(|_| own.is_empty() && !deed.is_beyond);
        let all = beside.unwrap_or(&own);
        let highest = all.last().copied();
        all.iter().copied().filter(|it| *it >= TELLING_PART || Some(*it) == highest).collect()
    }
}

/// Says whether a number was counted: "dozens" of dead are told of many incidents.
fn is_counted(figure: &FigureClaim) -> bool {
    use orontes_model::Bound;
    match figure.bound {
        Bound::Exact | Bound::MoreThan | Bound::Approx => true,
        Bound::LessThan | Bound::UpTo | Bound::OrderOfMagnitude | Bound::Vague => false,
    }
}

fn happened(it: &(&Cited, &EventClaim)) -> bool {
    same::world(Family::Other, it.0.claim.modality) == EventStatus::Happened
}

fn is_harm(event: &EventClaim) -> bool {
    Family::of(&event.event_type) == Family::Harm
}

fn is_attack(event: &EventClaim) -> bool {
    matches!(event.event_type.as_str(), "attack" | "property_destruction")
}

/// The places that an account names itself, where one of them is closer than a province. "A town north of the
/// capital" and "a bakery in Arden", of a country, are no names.
fn own_places(event: &EventClaim) -> Option<&[PlaceRef]> {
    let is_name = |it: &PlaceRef| it.id.is_some() || it.name.chars().next().is_some_and(char::is_uppercase);
    let is_close = |it: &PlaceRef| it.precision != Precision::Region && it.standing() != Standing::Inferred;
    event.places.iter().any(|it| is_close(it) && is_name(it)).then_some(event.places.as_slice())
}

fn is_of_few_days(date: Option<When>) -> bool {
    date.is_none_or(|it| it.is_unknown() || crate::days::is_tight(&it, INCIDENT_DAYS))
}

fn days_meet(one: Option<When>, other: Option<When>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => crate::days::widened(&one, APART_DAYS).meets(&other),
        _ => true,
    }
}

/// Says whether an account itself says its one day, so that nobody carried it over.
fn is_stated_day(when: &When) -> bool {
    crate::days::is_stated(when) && when.one_day().is_some()
}
