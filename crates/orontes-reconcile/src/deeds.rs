//! Turns the sentence of an account of harm into what its own words say of the deed, apart from another deed told beside it.
//!
//! "The strike was a response to Tuesday's gas attack", "shells fell on Arden a day after gunmen killed a guard in Bray":
//! one sentence tells two deeds, and the words that lead from one to the other say that they are two. What stands beyond
//! such a link, its day and its town included, is of the other deed.

use crate::accounts::{Accounts, Part, Told};
use crate::quoted;
use orontes_model::{Cited, EventClaim, PlaceRef, Span};
use std::collections::BTreeSet;

/// How a deed was done, as far as it tells it from another one told beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Means {
    /// Fire from the air or from afar.
    Fire,
    /// A bomb that somebody laid, drove or wore.
    Blast,
    /// Poison.
    Poison,
    /// The killing of somebody in one's power: an execution.
    Hand,
}

impl Means {
    /// Says whether few deeds of one report are done so: fire and bombs fall daily.
    pub(crate) fn is_rare(self) -> bool {
        match self {
            Means::Poison | Means::Hand => true,
            Means::Fire | Means::Blast => false,
        }
    }

    /// Says whether it happens once where it happens: fire goes on all day, from either side.
    pub(crate) fn is_of_one_place(self) -> bool {
        match self {
            Means::Blast | Means::Poison => true,
            Means::Fire | Means::Hand => false,
        }
    }

    /// Says whether two accounts of one deed can hardly name both. A bomb may fall from the air or lie in a car, and
    /// poison comes in shells.
    pub(crate) fn excludes(self, other: Means) -> bool {
        match (self, other) {
            (Means::Hand, Means::Fire | Means::Blast | Means::Poison) => true,
            (Means::Fire | Means::Blast | Means::Poison, Means::Hand) => true,
            (Means::Poison, Means::Blast) | (Means::Blast, Means::Poison) => true,
            (Means::Fire | Means::Blast, Means::Fire | Means::Blast) => false,
            (Means::Poison, Means::Poison | Means::Fire) | (Means::Fire, Means::Poison) => false,
            (Means::Hand, Means::Hand) => false,
        }
    }
}

/// What the words of an account say of its deed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deed {
    /// It stands beyond a link that leads to another deed.
    pub(crate) is_beyond: bool,
    /// The words of the sentence on its side of the link.
    pub(crate) own: String,
    /// Where those words stand in the report.
    span: Option<Span>,
    /// Its quotation goes on beyond a link: a day and a town there are of the other deed.
    link: Option<u32>,
    /// How it was done.
    pub(crate) means: Option<Means>,
    /// The one person it killed, by a word for the kind: "pilot".
    pub(crate) victim: Option<String>,
    /// The things that it struck.
    pub(crate) struck: BTreeSet<String>,
    /// It speaks of "the attack" without saying which.
    pub(crate) is_again: bool,
    /// It adds dead at a settlement that it does not name.
    pub(crate) is_of_others: bool,
    /// Its own clause says that something that flies came down.
    pub(crate) is_crash: bool,
}

impl Deed {
    /// Reads what an account says of its deed. `triggers` are the words of all accounts of its sentence.
    pub(crate) fn of(accounts: &Accounts, cited: &Cited, event: &EventClaim, triggers: &[Span]) -> Deed {
        let sentence = cited.sentence.text.as_str();
        let at = event.trigger.and_then(|it| Some(quoted::around(cited, it)?.0.len())).unwrap_or(0);
        let part = accounts.part_at(sentence, at);
        // "Used as a launchpad for a gas attack" may be told by "used gas": the deed is what its last word tells.
        let last = accounts.part_at(sentence, at + last_word_of(cited, event));
        let part = if last.is_of_a_place { last } else { part };
        // Ten who die days after the attack died of it; who is killed in revenge for it did not.
        let is_told_beside = |it: &Span| {
            let start = (at + it.start as usize).checked_sub(event.trigger.map_or(0, |it| it.start as usize));
            part.is_answer && start.is_some_and(|it| !(part.start..part.end).contains(&it))
        };
        let is_deed = part.is_of_a_place
            || accounts.names_an_incident(&beside(sentence, &part))
            || triggers.iter().any(is_told_beside);
        let is_beyond = part.is_beyond && is_deed;
        let own = sentence.get(part.start..part.end).unwrap_or(sentence).to_owned();
        let quote_end =
            event.trigger.map_or(0, |it| at as u32 + cited.claim.evidence.end.saturating_sub(it.start));
        let reaches = event.trigger.filter(|_| !part.is_beyond && quote_end as usize > part.end);
        let link = reaches.map(|it| it.start + (part.end - at) as u32);
        let told = quoted::words_at(cited, cited.claim.evidence).unwrap_or_default();
        let told = if link.is_some() { own.as_str() } else { told };
        let clause = Clause::of(sentence, at, event.trigger, &part, triggers);
        let own_targets = event.targets.iter().filter(|it| clause.owns(it.span));
        let own_targets: Vec<&str> = own_targets.map(|it| it.name.as_str()).collect();
        Deed {
            is_beyond,
            means: means(accounts, event, told),
            victim: victim(accounts, &own_targets, &clause),
            is_of_others: accounts.tells_of_others_elsewhere(&clause.own()),
            is_crash: accounts.tell(Told::Crash, told),
            struck: struck(accounts, event, &own_targets, &clause),
            is_again: accounts.names_again(clause.until_deed())
                || event.actors.is_empty() && accounts.names_again(clause.all()),
            span: event.trigger.map(|it| {
                let moved = |to: usize| (it.start as usize + to).saturating_sub(at) as u32;
                Span::new(moved(part.start) as usize, moved(part.end) as usize)
            }),
            link,
            own,
        }
    }

    /// Says whether the words on its own side of the link give its day.
    pub(crate) fn has_own_day(&self, accounts: &Accounts) -> bool {
        self.link.is_none() || accounts.tells_a_day(&self.own)
    }

    /// Says whether a number is told of its own deed.
    pub(crate) fn is_own_number(&self, number: Span) -> bool {
        !self.is_beyond || self.span.is_none_or(|it| it.start <= number.start && number.end <= it.end)
    }

    /// Says whether a place that an account names is of its own deed.
    pub(crate) fn is_own_place(&self, place: &PlaceRef) -> bool {
        match (self.link, place.span) {
            (Some(link), Some(span)) => span.start < link,
            (Some(_), None) | (None, _) => true,
        }
    }
}

/// Where the last of the words begins that tell a deed, counted from the first.
fn last_word_of(cited: &Cited, event: &EventClaim) -> usize {
    let words = event.trigger.and_then(|it| quoted::words_at(cited, it)).unwrap_or_default().trim_end();
    words.rfind(char::is_whitespace).map_or(0, |it| it + 1)
}

/// The words of a sentence outside one of its parts.
fn beside(sentence: &str, part: &Part) -> String {
    let (before, after) = (sentence.get(..part.start), sentence.get(part.end..));
    [before.unwrap_or_default(), after.unwrap_or_default()].join(" ")
}

fn means(accounts: &Accounts, event: &EventClaim, words: &str) -> Option<Means> {
    let by_words = match accounts.means(words) {
        Some("poison") => Some(Means::Poison),
        Some("suicide" | "car bomb") => Some(Means::Blast),
        _ => None,
    };
    let is_hand = accounts.tell(Told::ByHand, words);
    match event.event_type.as_str() {
        "chemical_attack" => Some(Means::Poison),
        _ if by_words.is_some() => by_words,
        "suicide_attack" | "explosion" => Some(Means::Blast),
        // "A twin bombing" is told as a strike where no word says that it came through the air.
        "airstrike" | "strike" | "drone_strike" | "bombardment" | "shelling" => {
            accounts.tell(Told::ByFire, words).then_some(Means::Fire)
        }
        _ if is_hand => Some(Means::Hand),
        _ => None,
    }
}

/// The words of a sentence between the deeds told before and after one.
struct Clause<'a> {
    before: &'a str,
    deed: &'a str,
    after: &'a str,
    /// From the deed to the end of the next one.
    through: &'a str,
    trigger: Option<Span>,
    triggers: &'a [Span],
}

impl<'a> Clause<'a> {
    fn of(
        sentence: &'a str,
        at: usize,
        trigger: Option<Span>,
        part: &Part,
        triggers: &'a [Span],
    ) -> Clause<'a> {
        let start = trigger.map_or(0, |it| it.start as usize);
        let in_sentence = |offset: u32| (at + offset as usize).saturating_sub(start);
        let deed = at..trigger.map_or(sentence.len(), |it| in_sentence(it.end));
        let earlier = triggers.iter().map(|it| in_sentence(it.end)).filter(|it| *it <= deed.start);
        let from = earlier.max().unwrap_or(0).max(part.start.min(deed.start));
        let later = || triggers.iter().filter(|it| in_sentence(it.start) >= deed.end);
        let to = later().map(|it| in_sentence(it.start)).min().unwrap_or(sentence.len());
        let past = later().map(|it| in_sentence(it.end)).min().unwrap_or(sentence.len());
        let end = part.end.max(deed.end);
        let words = |from: usize, to: usize| sentence.get(from..to).unwrap_or_default();
        Clause {
            before: words(from, deed.start),
            deed: words(from, deed.end),
            after: words(deed.end, to.min(end)),
            through: words(from, past.min(end)),
            trigger,
            triggers,
        }
    }

    fn until_deed(&self) -> &'a str {
        self.deed
    }

    /// The words that no other deed of the sentence has to itself.
    fn own(&self) -> String {
        [self.deed, self.after].concat()
    }

    fn all(&self) -> &'a str {
        self.through
    }

    /// Says whether no other deed stands between the deed and a word that it is said to have struck.
    fn owns(&self, struck: Option<Span>) -> bool {
        let (Some(struck), Some(trigger)) = (struck, self.trigger) else { return true };
        let (from, to) = (trigger.end.min(struck.end), trigger.start.max(struck.start));
        !self.triggers.iter().any(|it| it.start >= from && it.end <= to)
    }
}

/// What an account says was struck: its targets, the site that it names, and "the market" that bombs "hit".
fn struck(
    accounts: &Accounts,
    event: &EventClaim,
    targets: &[&str],
    clause: &Clause<'_>,
) -> BTreeSet<String> {
    let mut struck = accounts.struck(event, targets);
    struck.extend(accounts.sites_hit(clause.all()));
    struck
}

/// Words after a deed within which its victim is named: "the killing of a Northern air force pilot".
const VICTIM_WORDS: usize = 7;
/// Words that stand behind a noun, so that it is no part of another: "a rebel stronghold" is nobody.
const BEHIND_A_NOUN: &[&str] = &[
    "after", "and", "as", "at", "before", "by", "during", "from", "had", "has", "in", "inside", "near", "of",
    "on", "outside", "they", "was", "were", "when", "where", "while", "who", "whom", "whose", "with",
];

/// The one person that an account says was killed: its target, the next person named after it, or the one who "was
/// killed".
fn victim(accounts: &Accounts, targets: &[&str], clause: &Clause<'_>) -> Option<String> {
    let named = targets.iter().filter_map(|it| it.split(" of ").next()?.split_whitespace().next_back());
    let mut named = named.filter(|it| accounts.lists(Told::Class, it)).map(str::to_owned);
    let is_passive =
        clause.before.split_whitespace().rev().take(3).any(|it| matches!(it, "was" | "been" | "being"));
    let after = clause.after.split(['.', ',', ';', ':']).next().unwrap_or_default();
    let after = after.split_whitespace().take(VICTIM_WORDS).take_while(|it| *it != "by");
    let after: Vec<&str> = after.collect();
    named.next().or_else(|| person(accounts, &after)).or_else(|| {
        let before: Vec<&str> = clause.before.split_whitespace().collect();
        person(accounts, &before).filter(|_| is_passive)
    })
}

/// The first word for one person that is no part of a longer name.
fn person(accounts: &Accounts, words: &[&str]) -> Option<String> {
    let ends = |at: usize| words.get(at + 1).is_none_or(|it| BEHIND_A_NOUN.contains(it));
    let found = words.iter().enumerate().find(|(at, it)| accounts.lists(Told::Class, it) && ends(*at));
    found.map(|it| (*it.1).to_owned())
}
