//! Turns a description of an actor into labelled words and the segments that its prepositions part it into.

use crate::countries::{CountryItem, CountryWord};
use crate::offices::Standing;
use crate::registry::Registry;
use crate::sectors::Rule;
use crate::words::{Word, words};
use orontes_model::{Actor, ActorKind, Date};
use std::collections::BTreeMap;

/// What some words of a description are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// An actor of the registry, by index.
    Actor(usize),
    /// A word that leads to a country, by item.
    Country(usize),
    /// A word that tells a sector, by item.
    Sector(usize),
}

/// Some words of a description, and what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) what: What,
}

/// How a segment hangs on what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// It stands first.
    Head,
    /// It says to whom or where the head belongs ("of", "in", "for").
    Of,
    /// It says the same again (after a comma, "who", "as").
    Also,
    /// It speaks of others ("against", "to", "and").
    Away,
}

/// A stretch of labels between two prepositions.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) link: Link,
    pub(crate) labels: Vec<Label>,
    pub(crate) end: usize,
}

/// A description, read.
pub(crate) struct Description<'a> {
    pub(crate) registry: &'a Registry,
    pub(crate) text: &'a str,
    pub(crate) words: Vec<Word>,
    pub(crate) context: Option<&'a str>,
    pub(crate) on: Option<Date>,
    pub(crate) segments: Vec<Segment>,
}

/// Prepositions of English that say to whom somebody belongs.
const OF: &[&str] =
    &["of", "in", "for", "from", "at", "within", "inside", "across", "throughout", "de", "du"];
/// Words of English after which the same actor is described again.
const ALSO: &[&str] = &["who", "whose", "as", "known", "called", "named"];
/// Words of English after which somebody else is spoken of.
const AWAY: &[&str] = &[
    "to", "with", "against", "by", "on", "near", "and", "or", "toward", "towards", "over", "after", "under",
    "that", "which", "like",
];
/// What a country's name may be tied to by a hyphen without the actor being of that country ("Iran-backed").
const BACKED: &[&str] = &[
    "backed",
    "led",
    "supported",
    "allied",
    "aligned",
    "funded",
    "trained",
    "sponsored",
    "brokered",
    "linked",
    "affiliated",
    "friendly",
    "held",
    "occupied",
    "controlled",
    "armed",
    "equipped",
    "born",
    "speaking",
    "mediated",
];
/// Prefixes that set an actor apart from the country that they stand before.
const APART: &[&str] = &["pro", "anti", "non", "counter"];
/// Forms of address before a surname.
const HONORIFICS: &[&str] = &["mr", "mrs", "ms", "dr", "sir", "lord", "lady", "madam", "senor", "monsieur"];

impl<'a> Description<'a> {
    pub(crate) fn new(
        registry: &'a Registry,
        text: &'a str,
        context: Option<&'a str>,
        on: Option<Date>,
    ) -> Self {
        let words = words(text);
        let mut description = Description { registry, text, words, context, on, segments: Vec::new() };
        let mut labels = description.labels();
        description.add_surnames(&mut labels);
        description.segments = description.segments(&labels);
        description
    }

    /// Labels words from the left: the longest wins, then actors, countries, sectors.
    fn labels(&self) -> Vec<Label> {
        let mut at: BTreeMap<usize, Label> = BTreeMap::new();
        let mut offer = |start: usize, end: usize, what: What| {
            let label = Label { start, end, what };
            let kept = at.entry(start).or_insert(label);
            if kept.end < end {
                *kept = label;
            }
        };
        for hit in self.registry.names.find(self.text, &self.words) {
            if let Some(actor) = self.chosen(&hit.items, hit.is_description) {
                offer(hit.words.0, hit.words.1, What::Actor(actor));
            }
        }
        for hit in self.registry.countries.find(self.text, &self.words) {
            if let Some(item) = self.chosen_country(&hit.items).filter(|_| !self.is_apart(hit.words)) {
                offer(hit.words.0, hit.words.1, What::Country(item));
            }
        }
        for hit in self.registry.sectors.find(self.text, &self.words) {
            offer(hit.words.0, hit.words.1, What::Sector(hit.items[0]));
        }
        let mut labels: Vec<Label> = Vec::new();
        for (_, label) in at {
            if labels.last().is_none_or(|it| it.end <= label.start) {
                labels.push(label);
            }
        }
        labels
    }

    /// Returns which bearer of a name is meant: of the country that the text is about, in office on the day, or the
    /// first of the tables. A country is no actor here: its words lead to it by themselves.
    pub(crate) fn chosen(&self, items: &[usize], is_description: bool) -> Option<usize> {
        let at_home =
            |it: &usize| self.context.is_some() && self.actor(*it).country.as_deref() == self.context;
        let fit: Vec<usize> = items.iter().copied().filter(|it| !is_country(self.actor(*it))).collect();
        if is_description {
            return fit.into_iter().find(at_home);
        }
        let in_office = |it: &usize| matches!(self.registry.offices.standing(*it, self.on), Standing::In(_));
        fit.iter()
            .copied()
            .find(at_home)
            .or_else(|| fit.iter().copied().find(in_office))
            .or(fit.first().copied())
    }

    fn chosen_country(&self, items: &[usize]) -> Option<usize> {
        let is_context =
            |it: &usize| Some(self.registry.countries.item(*it).country.as_str()) == self.context;
        items.iter().copied().find(is_context).or(items.first().copied())
    }

    /// Says whether a hyphen sets the actor apart from these words: "Iran-backed", "anti-French".
    fn is_apart(&self, (start, end): (usize, usize)) -> bool {
        let is_in = |idx: usize, list: &[&str]| {
            self.words.get(idx).is_some_and(|it| list.contains(&it.folded.as_str()))
        };
        let after =
            self.gap(end).starts_with(['-', '\u{2010}', '\u{2011}', '\u{2013}']) && is_in(end, BACKED);
        let before =
            start > 0 && self.gap(start).ends_with(['-', '\u{2010}', '\u{2011}']) && is_in(start - 1, APART);
        after || before
    }

    /// Returns what stands between word `idx` and the word before it.
    fn gap(&self, idx: usize) -> &str {
        match (idx.checked_sub(1).and_then(|it| self.words.get(it)), self.words.get(idx)) {
            (Some(before), Some(word)) => {
                self.text.get(before.span.end as usize..word.span.start as usize).unwrap_or("")
            }
            _ => "",
        }
    }

    /// Labels surnames that stand beside a title or alone.
    fn add_surnames(&self, labels: &mut Vec<Label>) {
        let is_free = |idx: usize| !labels.iter().any(|it| it.start <= idx && idx < it.end);
        let mut found = Vec::new();
        for (idx, word) in self.words.iter().enumerate().filter(|(idx, _)| is_free(*idx)) {
            let bearers = self.registry.offices.by_surname(&word.folded);
            if bearers.is_empty() || !word.span.of(self.text).chars().any(char::is_uppercase) {
                continue;
            }
            let title = labels.iter().find(|it| it.end == idx && matches!(it.what, What::Sector(_)));
            let follows = labels.iter().any(|it| it.start == idx + 1 && matches!(it.what, What::Sector(_)));
            let is_addressed = idx > 0 && HONORIFICS.contains(&self.words[idx - 1].folded.as_str());
            let is_alone = (0..self.words.len()).all(|it| it == idx || !is_free(it)) && labels.is_empty();
            if title.is_some() || follows || is_addressed || is_alone {
                let office = title.map(|it| self.slice(it.start, it.end));
                found.extend(self.bearer(bearers, office, labels).map(|it| Label {
                    start: idx,
                    end: idx + 1,
                    what: What::Actor(it),
                }));
            }
        }
        labels.extend(found);
        labels.sort_by_key(|it| it.start);
    }

    /// Returns the one bearer of a surname who fits the country, the title and the day.
    fn bearer(&self, bearers: &[usize], office: Option<&str>, labels: &[Label]) -> Option<usize> {
        let in_text = labels.iter().find_map(|it| self.country_item(it)).map(|it| it.country.as_str());
        let country = in_text.or(self.context);
        let mut fit = bearers.to_vec();
        fit.retain(|it| self.actor(*it).kind == ActorKind::Person);
        narrow(&mut fit, |it| country.is_some_and(|code| self.actor(it).country.as_deref() == Some(code)));
        narrow(&mut fit, |it| office.is_some_and(|office| self.registry.offices.ever_held(it, office)));
        narrow(&mut fit, |it| matches!(self.registry.offices.standing(it, self.on), Standing::In(_)));
        (fit.len() == 1).then(|| fit[0])
    }

    fn segments(&self, labels: &[Label]) -> Vec<Segment> {
        let mut out = vec![Segment { link: Link::Head, labels: Vec::new(), end: 0 }];
        let mut idx = 0;
        while idx < self.words.len() {
            let label = labels.iter().find(|it| it.start == idx);
            let opens = match label {
                None => link_of(&self.words[idx].folded),
                Some(_) => None,
            };
            if let Some(link) =
                opens.or_else(|| self.gap(idx).contains([',', '(', ';', ':']).then_some(Link::Also))
            {
                out.push(Segment { link, labels: Vec::new(), end: idx });
            }
            let next = label.map_or(idx + 1, |it| it.end);
            if let Some(segment) = out.last_mut() {
                segment.labels.extend(label);
                segment.end = next;
            }
            idx = next;
        }
        out
    }

    pub(crate) fn actor(&self, idx: usize) -> &'a Actor {
        &self.registry.actors[idx]
    }

    pub(crate) fn country_item(&self, label: &Label) -> Option<&'a CountryItem> {
        match label.what {
            What::Country(item) => Some(self.registry.countries.item(item)),
            What::Actor(_) | What::Sector(_) => None,
        }
    }

    pub(crate) fn sector_item(&self, label: &Label) -> Option<(&'a str, Rule)> {
        match label.what {
            What::Sector(item) => Some(self.registry.sectors.item(item)),
            What::Actor(_) | What::Country(_) => None,
        }
    }

    pub(crate) fn is_seat(&self, label: &Label) -> bool {
        self.country_item(label).is_some_and(|it| matches!(it.how, CountryWord::Seat | CountryWord::Town))
    }

    /// Returns the words from `start` to `end`.
    pub(crate) fn slice(&self, start: usize, end: usize) -> &'a str {
        match (self.words.get(start), self.words.get(end.saturating_sub(1))) {
            (Some(first), Some(last)) if start < end => first.span.cover(last.span).of(self.text),
            _ => "",
        }
    }
}

/// Keeps those that fit, or all where none does.
fn narrow(items: &mut Vec<usize>, fits: impl Fn(usize) -> bool) {
    if items.iter().any(|it| fits(*it)) {
        items.retain(|it| fits(*it));
    }
}

fn link_of(word: &str) -> Option<Link> {
    match word {
        _ if OF.contains(&word) => Some(Link::Of),
        _ if ALSO.contains(&word) => Some(Link::Also),
        _ if AWAY.contains(&word) => Some(Link::Away),
        _ => None,
    }
}

pub(crate) fn is_country(actor: &Actor) -> bool {
    actor.kind == ActorKind::Government && actor.id.len() == 3
}
