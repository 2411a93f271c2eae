//! Knows by which words accounts differ: a retreat or a rout, an ally at work or absent, a flight with an end.

use orontes_model::{EventClaim, Standing};
use std::collections::BTreeSet;

/// The lists of English; what each is stands at its head.
const ENGLISH: &str = include_str!("../../../data/words/accounts.tsv");

/// One list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Told {
    /// A force left a place of its own accord.
    LeftByChoice,
    /// A force was driven out.
    DrivenOut,
    /// An ally does not help.
    NoHandsFree,
    /// Where people fled to.
    Destination,
    /// A sentence turns to another incident.
    OtherIncident,
    /// Nouns for an incident of harm.
    Incident,
    /// A number is a part of one told before it.
    PartBefore,
    /// A number is a part of one told before it, and the words after it say so.
    PartAfter,
    /// Classes of people whose dead are counted apart, in the singular.
    Class,
    /// A number counts those whom somebody treated or took in.
    InCare,
    /// Means that few use on one day, each with a word that stands for all that name it.
    Means,
    /// Words for people and things of no kind: every incident strikes them.
    Anybody,
    /// A part of a place is meant.
    PartOf,
    /// Most of a place is meant.
    MostOf,
    /// The whole of a place is meant, and said to be.
    AllOf,
    /// Leads from a deed to the one that it answers, or that is laid to somebody: "in response to", "accused of".
    Answers,
    /// Leads from a deed to an earlier or a later one: "days after".
    TimeLink,
    /// A killing of somebody in the killer's power.
    ByHand,
    /// Fire from the air or from afar.
    ByFire,
    /// Something that flies came down.
    Crash,
    /// A site that few strikes of a day hit, as "word=what names it" where it has several names.
    Site,
    /// A site to which wounded are brought.
    Care,
    /// What is said of a place after its name: "air base".
    SiteOf,
    /// A number counts a whole war, or years of it.
    WholeWar,
    /// A force is said to leave a place.
    Leaving,
    /// Why a force could not stay, in words that are said of no other thing.
    CouldNotStay,
    /// A count is the later one of two, and says so.
    Grown,
    /// A count covers a stretch of days.
    Stretch,
    /// Nouns for a settlement or a part of one.
    Settlement,
    /// An attack did not take what it came for.
    Repelled,
}

impl Told {
    /// Every list, in the order of their numbers.
    const ALL: &[Told] = &[
        Told::LeftByChoice,
        Told::DrivenOut,
        Told::NoHandsFree,
        Told::Destination,
        Told::OtherIncident,
        Told::Incident,
        Told::PartBefore,
        Told::PartAfter,
        Told::Class,
        Told::InCare,
        Told::Means,
        Told::Anybody,
        Told::PartOf,
        Told::MostOf,
        Told::AllOf,
        Told::Answers,
        Told::TimeLink,
        Told::ByHand,
        Told::ByFire,
        Told::Crash,
        Told::Site,
        Told::Care,
        Told::SiteOf,
        Told::WholeWar,
        Told::Leaving,
        Told::CouldNotStay,
        Told::Grown,
        Told::Stretch,
        Told::Settlement,
        Told::Repelled,
    ];

    fn word(self) -> &'static str {
        match self {
            Told::LeftByChoice => "left_by_choice",
            Told::DrivenOut => "driven_out",
            Told::NoHandsFree => "no_hands_free",
            Told::Destination => "destination",
            Told::OtherIncident => "other_incident",
            Told::Incident => "incident",
            Told::PartBefore => "part_before",
            Told::PartAfter => "part_after",
            Told::Class => "class",
            Told::InCare => "in_care",
            Told::Means => "means",
            Told::Anybody => "anybody",
            Told::PartOf => "part_of",
            Told::MostOf => "most_of",
            Told::AllOf => "all_of",
            Told::Answers => "answers",
            Told::TimeLink => "time_link",
            Told::ByHand => "by_hand",
            Told::ByFire => "by_fire",
            Told::Crash => "crash",
            Told::Site => "site",
            Told::Care => "care",
            Told::SiteOf => "site_of",
            Told::WholeWar => "whole_war",
            Told::Leaving => "leaving",
            Told::CouldNotStay => "could_not_stay",
            Told::Grown => "grown",
            Told::Stretch => "stretch",
            Told::Repelled => "repelled",
            Told::Settlement => "settlement",
        }
    }
}

/// The lists, by name.
pub(crate) struct Accounts {
    /// The words of each list, by its number.
    lists: Vec<Vec<&'static str>>,
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = ENGLISH.lines().filter(|it| !it.starts_with('#')).skip(1);
    rows.filter_map(|it| it.split_once('\t'))
}

impl Accounts {
    /// Reads the lists of English.
    pub(crate) fn of_english() -> Accounts {
        let words_of = |list: &Told| rows().filter(|it| it.0 == list.word()).map(|it| it.1).collect();
        Accounts { lists: Told::ALL.iter().map(words_of).collect() }
    }

    /// Says whether a sentence uses a word of a list: one that begins a word of the sentence.
    pub(crate) fn tell(&self, what: Told, sentence: &str) -> bool {
        let sentence = format!(" {}", sentence.to_lowercase());
        let lists = &self.lists[what as usize];
        let begins = |it: &str, words: &str| {
            it.as_bytes().first() == words.as_bytes().first() && it.starts_with(words)
        };
        begins_of_words(&sentence).any(|it| lists.iter().any(|words| begins(it, words)))
    }

    fn words_of(&self, what: Told) -> impl Iterator<Item = &'static str> + '_ {
        self.lists[what as usize].iter().copied()
    }

    /// Says whether a word stands in a list.
    pub(crate) fn lists(&self, what: Told, word: &str) -> bool {
        self.words_of(what).any(|it| it == word)
    }

    /// Says whether a text opens with words of a list.
    pub(crate) fn opens(&self, what: Told, text: &str) -> bool {
        let text = text.trim_start_matches(|it: char| !it.is_alphanumeric()).to_lowercase();
        let is_whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        self.words_of(what).any(|it| text.strip_prefix(it).is_some_and(is_whole))
    }

    /// Says whether a text ends with words of a list, but for a few that qualify a number ("at least").
    pub(crate) fn closes(&self, what: Told, text: &str) -> bool {
        let text = text.to_lowercase();
        let mut words: Vec<&str> = text.split_whitespace().collect();
        while words.last().is_some_and(|it| ABOUT_A_NUMBER.contains(it)) {
            words.pop();
        }
        let text = words.join(" ");
        let is_whole = |rest: &str| !rest.ends_with(char::is_alphanumeric);
        self.words_of(what).any(|it| text.strip_suffix(it).is_some_and(is_whole))
    }

    /// The things that an account says were struck, by one word each in the singular: of "crowded bus convoys" a convoy.
    /// People of any class are struck by every incident, and names tell of places.
    pub(crate) fn struck(&self, event: &EventClaim, own_targets: &[&str]) -> BTreeSet<String> {
        let targets = event.targets.iter().filter(|it| it.id.is_none()).map(|it| it.name.as_str());
        let targets = targets.filter(|it| own_targets.contains(it));
        let sites = event.places.iter().filter(|it| it.standing() == Standing::Site);
        let sites = sites.filter_map(|it| it.qualifier.as_deref());
        targets.chain(sites).filter_map(|it| self.thing(it)).collect()
    }

    /// The sites that words say were hit, each by one word for all that name it: "on the air base".
    pub(crate) fn sites_hit(&self, words: &str) -> BTreeSet<String> {
        let folded = words.to_ascii_lowercase();
        let tokens: Vec<&str> =
            folded.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
        let sites: Vec<(&str, &str)> =
            self.words_of(Told::Site).map(|it| it.split_once('=').unwrap_or((it, it))).collect();
        let named = (0..tokens.len()).filter_map(|at| {
            let one = singular(tokens[at]);
            let is_pair = |first: &str, last: &str| tokens[at] == first && tokens.get(at + 1) == Some(&last);
            let is_it =
                |name: &str| name == one || name.split_once(' ').is_some_and(|it| is_pair(it.0, it.1));
            let site = sites.iter().find(|it| is_it(it.1))?;
            let leads = tokens[at.saturating_sub(LEADING_WORDS)..at].iter();
            let is_care = self.lists(Told::Care, site.0);
            leads.rev().any(|it| HITS.contains(it) || (*it == "at" && !is_care)).then(|| site.0.to_owned())
        });
        named.collect()
    }

    fn thing(&self, struck: &str) -> Option<String> {
        let last = struck.split_whitespace().next_back()?;
        let is_plain = last.chars().count() >= SHORTEST_THING && last.chars().all(char::is_lowercase);
        let one = singular(last);
        let name = struck.to_lowercase();
        let mut sites = self.words_of(Told::Site).filter_map(|it| it.split_once('='));
        if let Some(site) = sites.find(|it| name.ends_with(it.1) || it.1 == one) {
            return Some(site.0.to_owned());
        }
        let is_anybody = self.lists(Told::Anybody, last) || self.lists(Told::Anybody, &one);
        (is_plain && !is_anybody).then_some(one)
    }

    /// The first of the means that a sentence tells of which few use on one day, by one word for all that name it.
    pub(crate) fn means(&self, sentence: &str) -> Option<&'static str> {
        let sentence = format!(" {}", sentence.to_lowercase());
        let told = self.words_of(Told::Means).filter_map(|it| it.split_once('='));
        told.into_iter()
            .find(|told| begins_of_words(&sentence).any(|it| it.starts_with(told.1)))
            .map(|it| it.0)
    }

    /// Returns the part of a sentence that a word at `at` stands in: links lead from one deed to another.
    pub(crate) fn part_at(&self, sentence: &str, at: usize) -> Part {
        let mut part =
            Part { start: 0, end: sentence.len(), is_beyond: false, is_answer: false, is_of_a_place: false };
        for link in self.links_in(sentence) {
            if at < link.start {
                return Part { end: link.start, ..part };
            }
            if at < link.close {
                return Part {
                    start: link.end,
                    end: link.close,
                    is_beyond: true,
                    is_answer: link.is_answer,
                    is_of_a_place: link.is_of_a_place,
                };
            }
            part = Part { start: link.close, ..part };
        }
        part
    }

    /// The links of a sentence that lead from one deed to another, in the order of its words.
    fn links_in(&self, sentence: &str) -> Vec<Link> {
        let folded = sentence.to_ascii_lowercase();
        let is_revenge = REVENGE.iter().any(|it| folded.contains(it));
        let begins = folded.char_indices().scan(' ', |before, (at, it)| {
            let begins = !before.is_alphanumeric() && it.is_alphanumeric();
            *before = it;
            Some((at, begins))
        });
        let links = begins.filter(|it| it.1).filter_map(|(at, _)| {
            let rest = &folded[at..];
            let is_there = |it: &&str| {
                rest.strip_prefix(*it).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            };
            let answer = self.words_of(Told::Answers).find(is_there);
            // "In revenge ... after" leads to what is avenged.
            let answer = answer.or_else(|| Some("after").filter(|it| is_revenge && is_there(it)));
            let link = answer.or_else(|| self.words_of(Told::TimeLink).find(is_there))?;
            let is_of_a_place =
                link.ends_with(" for") && (link.contains("launch") || link.contains("staging"));
            Some((at, link.len(), answer.is_some(), is_of_a_place))
        });
        let mut found: Vec<Link> = Vec::new();
        for (start, len, is_answer, is_of_a_place) in links {
            if found.last().is_some_and(|it| start < it.close) {
                continue;
            }
            // Set off by commas, or at the head of a sentence, the other deed ends with its comma.
            let before = folded[..start].trim_end();
            let is_set_off = before.split_whitespace().count() <= OPENING_WORDS || before.ends_with(',');
            let comma = folded[start + len..].find(',').filter(|_| is_set_off).map(|it| start + len + it);
            let close = comma.unwrap_or(folded.len());
            found.push(Link { start, end: start + len, close, is_answer, is_of_a_place });
        }
        found
    }

    /// Says whether words name a day.
    pub(crate) fn tells_a_day(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        let mut each = words.split(|it: char| !it.is_alphanumeric());
        each.any(|it| {
            WEEKDAYS.contains(&it.strip_suffix('s').unwrap_or(it))
                || WEEKDAYS.contains(&it)
                || DAYS.contains(&it)
        })
    }

    /// The name of a place without what is said of it: "Arden air base" stands in Arden.
    pub(crate) fn town_of(&self, name: &str) -> String {
        let mut name = name.to_lowercase();
        while let Some(cut) =
            self.words_of(Told::SiteOf).find_map(|it| name.strip_suffix(it)?.strip_suffix(' '))
        {
            name = cut.to_owned();
        }
        // "Al-Hader" and "Hader" are one name with and without its article.
        let bare = ARTICLES.iter().find_map(|it| name.strip_prefix(it)).map(str::to_owned);
        bare.unwrap_or(name)
    }

    /// Says whether words add dead at a settlement that they do not name: "six others died in a village nearby".
    pub(crate) fn tells_of_others_elsewhere(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        let words: Vec<&str> =
            words.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
        let is_unnamed = |at: usize| {
            let before = &words[at.saturating_sub(DETERMINED_WORDS)..at];
            before.iter().any(|it| matches!(*it, "a" | "an" | "another" | "nearby"))
        };
        let is_there = (1..words.len()).any(|at| self.lists(Told::Settlement, words[at]) && is_unnamed(at));
        is_there && words.iter().any(|it| MORE.contains(it))
    }

    /// Says whether words hold a noun for an incident.
    pub(crate) fn names_an_incident(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        words.split(|it: char| !it.is_alphanumeric()).any(|it| self.lists(Told::Incident, it))
    }

    /// Says whether a sentence speaks of "the attack" without saying which: that is the one told before.
    pub(crate) fn names_again(&self, sentence: &str) -> bool {
        let sentence = sentence.to_lowercase();
        let words: Vec<&str> =
            sentence.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
        (0..words.len()).any(|at| {
            let is_noun = self.words_of(Told::Incident).any(|it| words[at] == it);
            let is_definite = words[at.saturating_sub(DETERMINED_WORDS)..at].iter().any(is_definite);
            // "The attack on Sunday" is named by its day, and not by what it hit.
            let is_dated = words.get(at + 2).is_some_and(|it| WEEKDAYS.contains(it));
            let says_which = !is_dated && words.get(at + 1).is_some_and(|it| SAYS_WHICH.contains(it));
            is_noun && is_definite && !says_which
        })
    }
}

/// A part of a sentence that tells one deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// It is the deed that the sentence leads to, and not what it is about.
    pub(crate) is_beyond: bool,
    /// That deed is answered by the other or laid to somebody, so that both cannot be one.
    pub(crate) is_answer: bool,
    /// The words lead to it from the place that it was done from: "the launch pad for".
    pub(crate) is_of_a_place: bool,
}

/// Words that add people to those told before.
const MORE: &[&str] = &["additional", "another", "further", "more", "others"];

/// Words that lead from one deed to another, and where the words of the other end.
struct Link {
    start: usize,
    end: usize,
    close: usize,
    is_answer: bool,
    is_of_a_place: bool,
}

/// Articles that are written or left out before a name.
const ARTICLES: &[&str] =
    &["al-", "al ", "el-", "el ", "ad-", "an-", "ar-", "as-", "ash-", "at-", "az-", "the "];
/// Words that say of a deed that it answers another.
const REVENGE: &[&str] = &["aveng", "reprisal", "retaliat", "reveng"];
/// Words before a link at the head of a sentence: "two days after".
const OPENING_WORDS: usize = 2;
/// Words that tell a day beside those of the week.
const DAYS: &[&str] = &[
    "april",
    "august",
    "december",
    "february",
    "january",
    "july",
    "june",
    "march",
    "november",
    "october",
    "overnight",
    "september",
    "today",
    "tonight",
    "yesterday",
];
/// Words before a site within which it is said to have been hit: "hit a crowded fish market".
const LEADING_WORDS: usize = 5;
/// Words that lead to what was hit.
const HITS: &[&str] = &[
    "against",
    "attacked",
    "bombed",
    "hit",
    "hits",
    "hitting",
    "into",
    "on",
    "rocked",
    "shelled",
    "struck",
    "target",
    "targeted",
    "targeting",
    "targets",
];
/// Words between "the" and its noun: "the twin car bomb attack", of which the last are looked at.
const DETERMINED_WORDS: usize = 3;
/// Words after "the attack" that say which: it is named for the first time.
const SAYS_WHICH: &[&str] =
    &["against", "at", "in", "inside", "near", "of", "on", "outside", "targeting", "that", "upon"];
/// Letters of the shortest word for a thing that may be struck ("bus").
const SHORTEST_THING: usize = 3;
/// Days of the week in English; the possessive without its mark ("Saturdays blast") is one of them too.
const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words before a number that say how exact it is, and whether it begins anew.
const ABOUT_A_NUMBER: &[&str] = &[
    "a",
    "about",
    "almost",
    "another",
    "approximately",
    "around",
    "as",
    "at",
    "fewer",
    "least",
    "many",
    "more",
    "most",
    "nearly",
    "over",
    "some",
    "than",
    "up",
    "to",
    "were",
    "was",
    "are",
];

/// "Saturday's blast" is as definite as "the blast"; its "s" stands alone once the apostrophe is cut.
fn is_definite(word: &&str) -> bool {
    let is_of_a_day = || word.strip_suffix('s').is_some_and(|it| WEEKDAYS.contains(&it));
    matches!(*word, "the" | "this" | "that" | "these" | "those" | "such" | "s") || is_of_a_day()
}

/// The singular of an English noun, as far as both of its forms come out alike ("buses" and "bus").
fn singular(noun: &str) -> String {
    let cut = noun.strip_suffix("ies").map(|it| format!("{it}y"));
    let cut = cut.or_else(|| noun.strip_suffix("ses").map(|it| format!("{it}s")));
    let cut = cut.or_else(|| noun.strip_suffix("ches").map(|it| format!("{it}ch")));
    let is_plural = !noun.ends_with("ss") && !noun.ends_with("us");
    let cut = cut.or_else(|| noun.strip_suffix('s').filter(|_| is_plural).map(str::to_owned));
    cut.unwrap_or_else(|| noun.to_owned())
}

/// Whatever follows a character that is no letter and no digit.
fn begins_of_words(sentence: &str) -> impl Iterator<Item = &str> + Clone {
    let ends = sentence.char_indices().filter(|it| !it.1.is_alphanumeric());
    ends.map(|(at, it)| &sentence[at + it.len_utf8()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_knows_the_forms_of_a_word_and_not_the_words_that_hold_it() {
        let accounts = Accounts::of_english();
        assert!(accounts.tell(Told::DrivenOut, "Troops fled as defences collapsed."));
        assert!(accounts.tell(Told::LeftByChoice, "The army left voluntarily."));
        assert!(!accounts.tell(Told::DrivenOut, "The army said its route was planned."));
        assert!(!accounts.tell(Told::Destination, "Thousands fled."));
    }

    #[test]
    fn the_attack_without_more_is_the_one_told_before() {
        let accounts = Accounts::of_english();
        assert!(accounts.names_again("The attack occurred in the quarter of Salt Gate."));
        assert!(accounts.names_again("Ten people died in Saturday's blast."));
        assert!(!accounts.names_again("The attack on Corrin killed ten people."));
        assert!(!accounts.names_again("An attack killed ten people."));
        assert!(accounts.opens(Told::OtherIncident, "Elsewhere, four people were killed."));
        assert!(accounts.closes(Told::PartBefore, "Seventy people were killed, among them at least"));
        assert!(accounts.opens(Told::PartAfter, " of them children"));
        assert!(!accounts.closes(Told::PartBefore, "Shells killed at least"));
    }

    #[test]
    fn a_link_parts_a_sentence_into_a_deed_and_the_one_beyond() {
        let accounts = Accounts::of_english();
        let part = |sentence: &str, word: &str| {
            let part = accounts.part_at(sentence, sentence.find(word).unwrap());
            (sentence[part.start..part.end].trim().to_owned(), part.is_beyond)
        };
        let sentence = "Shells fell on Aven a day after gunmen killed a guard in Bray.";
        assert_eq!(part(sentence, "fell"), ("Shells fell on Aven a".to_owned(), false));
        assert_eq!(part(sentence, "killed"), ("gunmen killed a guard in Bray.".to_owned(), true));
        let sentence = "In response to the raid, the army shelled Aven.";
        assert_eq!(part(sentence, "raid"), ("the raid".to_owned(), true));
        assert!(!part(sentence, "shelled").1);
        assert!(part("In revenge the army shelled Aven after a pilot was shot.", "shot").1);
        assert!(!part("People died after a bomb went off in Aven.", "bomb").1);
    }

    #[test]
    fn a_site_that_was_hit_is_known_by_one_word_and_one_where_wounded_lie_is_not() {
        let accounts = Accounts::of_english();
        let hit = |words: &str| accounts.sites_hit(words).into_iter().collect::<Vec<_>>();
        assert_eq!(hit("Missiles hit the air base of Aven"), ["airbase"]);
        assert_eq!(hit("the strike on an airfield"), ["airbase"]);
        assert_eq!(hit("a bomb went off at a crowded fish market"), ["market"]);
        assert!(hit("the wounded were taken to a hospital").is_empty());
        assert!(hit("doctors at the hospital counted 12 bodies").is_empty());
        assert_eq!(accounts.town_of("Aven Air Base"), "aven");
        assert_eq!(accounts.town_of("Al-Hader"), "hader");
    }

    #[test]
    fn every_list_has_words_and_no_row_is_astray() {
        let accounts = Accounts::of_english();
        let lists = Told::ALL;
        assert!(lists.iter().enumerate().all(|it| it.0 == *it.1 as usize));
        let n_of = |it: Told| accounts.words_of(it).count();
        assert!(lists.iter().all(|it| n_of(*it) > 2));
        assert_eq!(lists.iter().map(|it| n_of(*it)).sum::<usize>(), rows().count());
    }
}
