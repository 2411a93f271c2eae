//! Turns any words for an actor into a party: a name, an identifier, a country and a sector.
//!
//! A name of the registry settles everything. A description is read from its head noun backwards: the head decides
//! the sector ("journalist"), or gives way to what it belongs to ("army spokesman", "leader of the rebels"); the
//! country comes from the head's own, then the words before it, then those after "of" and "in", then the context.
//! What no word tells stays empty.

use crate::countries::CountryWord;
use crate::description::{Description, Label, Link, What, is_country};
use crate::offices::Standing;
use crate::registry::Registry;
use crate::sectors::{self, Rule};
use orontes_model::{ActorKind, Date, Party};

/// Sectors of offices: who has left one is of the elites.
const OFFICES: &[&str] = &["GOV", "LEG", "JUD", "MIL", "COP", "SPY"];
/// Sectors of bodies above countries: where they work says nothing of whose they are.
const ABOVE_COUNTRIES: &[&str] = &["IGO", "IMG"];
/// Words before a description that count or determine.
const DETERMINERS: &[&str] = &[
    "the",
    "a",
    "an",
    "some",
    "several",
    "many",
    "few",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "dozens",
    "hundreds",
    "thousands",
    "scores",
    "tens",
    "other",
    "all",
    "both",
    "these",
    "those",
    "this",
    "that",
    "its",
    "their",
    "his",
    "her",
    "our",
    "more",
    "most",
    "at",
    "least",
    "about",
    "another",
    "any",
    "alleged",
    "suspected",
];

impl Registry {
    /// Returns who `text` means. `context_country` (ISO 3166-1 alpha-3) is what the report is about: it settles names
    /// that several bear and what descriptions such as "the rebels" mean; `on` is the day for offices.
    pub fn who(&self, text: &str, context_country: Option<&str>, on: Option<Date>) -> Party {
        let description = Description::new(self, text, context_country, on);
        let bare = description.bare();
        if let Some(actor) = description.named(bare) {
            return description.party_of(actor);
        }
        let read = description.read();
        let (id, name) = match read.actor {
            Some(actor) => (Some(description.actor(actor).id.clone()), description.actor(actor).name.clone()),
            None => (None, bare.to_owned()),
        };
        Party { name, id, country: read.country, sector: read.sector, span: None }
    }

    /// Returns the country whose armed forces a party is described as, where no table knows them: "Mali's army" and "the
    /// Malian military" are one party, and stand with their government. The army of a people is none of a country's.
    pub fn unlisted_army(&self, party: &Party) -> Option<String> {
        let country = party.country.as_deref().filter(|_| party.id.is_none())?;
        let is_army = party.sector.as_deref() == Some("MIL");
        let name = party.name.to_ascii_lowercase();
        let whose = NAMES_OF_AN_ARMY.iter().find_map(|it| {
            let before = name.strip_suffix(it).and_then(|it| party.name.get(..it.len()));
            let after = || {
                party.name.get(name.strip_prefix(it)?.strip_prefix(" of ").map(|it| name.len() - it.len())?..)
            };
            before.map(|it| it.trim().trim_end_matches("'s").trim_end_matches("’s")).or_else(after)
        });
        let whose = whose.filter(|it| it.is_empty() || self.country_of(it) == Some(country))?;
        (is_army && (!whose.is_empty() || name == party.name)).then(|| country.to_lowercase())
    }

    /// Returns the ISO 3166-1 alpha-3 code of the country that `words` name: a code, a name, an adjective, a seat.
    pub fn country_of(&self, words: &str) -> Option<&str> {
        self.countries.code_of(words)
    }
}

/// What a description tells.
struct Read {
    actor: Option<usize>,
    country: Option<String>,
    sector: Option<String>,
}

impl<'a> Description<'a> {
    /// Returns the words without what counts or determines before them.
    fn bare(&self) -> &'a str {
        let is_determiner = |idx: &usize| {
            let word = &self.words[*idx];
            DETERMINERS.contains(&word.folded.as_str())
                || word.folded.chars().all(|it| it.is_ascii_digit())
                || (*idx > 0 && word.folded == "of")
        };
        let is_last = |idx: usize| idx + 1 == self.words.len();
        let skipped = (0..self.words.len()).take_while(|it| !is_last(*it) && is_determiner(it)).count();
        let start = self.words.get(skipped).map_or(0, |it| it.span.start as usize);
        self.text.get(start..).unwrap_or("").trim()
    }

    fn named(&self, bare: &str) -> Option<usize> {
        let bearers = self.registry.names.exact(bare);
        let (described, named): (Vec<usize>, Vec<usize>) =
            bearers.into_iter().partition(|it| self.registry.names.describes(bare, *it));
        let known = self.chosen(&named, false).or_else(|| self.chosen(&described, true));
        known.or_else(|| self.of_context(bare)).or_else(|| {
            let one_word = self.words.iter().filter(|it| it.span.of(self.text) == bare).count() == 1;
            let surname = self.segments.first().and_then(|it| it.labels.first()).filter(|_| one_word)?;
            match surname.what {
                What::Actor(actor) => Some(actor),
                What::Country(_) | What::Sector(_) => None,
            }
        })
    }

    /// "The army" of a report on Sudan is what the tables know as the Sudanese army.
    fn of_context(&self, bare: &str) -> Option<usize> {
        let country = self.context.filter(|_| self.is_lower_case(bare))?;
        let adjectives = self.registry.countries.adjectives(country);
        let named = adjectives.flat_map(|it| self.registry.names.exact(&format!("{it} {bare}")));
        named.into_iter().find(|it| self.actor(*it).country.as_deref() == Some(country))
    }

    fn is_lower_case(&self, text: &str) -> bool {
        !text.chars().any(char::is_uppercase)
    }

    fn party_of(&self, idx: usize) -> Party {
        let actor = self.actor(idx);
        Party {
            name: actor.name.clone(),
            id: Some(actor.id.clone()),
            country: self.country_of_actor(idx),
            sector: self.sector_of_actor(idx).or_else(|| actor.sector.clone()),
            span: None,
        }
    }

    /// Returns the country of an actor on the day: whose office a person holds may not be the person's own.
    fn country_of_actor(&self, idx: usize) -> Option<String> {
        match self.registry.offices.standing(idx, self.on) {
            Standing::In(tenure) => tenure.country.clone(),
            Standing::After | Standing::Before => self.actor(idx).country.clone(),
        }
    }

    /// Returns the sector of an actor on the day: that of the office for who holds one (a movement may hold the
    /// government), elites for a person who has held one.
    fn sector_of_actor(&self, idx: usize) -> Option<String> {
        let actor = self.actor(idx);
        let offices = &self.registry.offices;
        let is_person = actor.kind == ActorKind::Person;
        // Without a day a movement is what the tables say of it.
        if !offices.is_known(idx) || (!is_person && self.on.is_none()) {
            return actor.sector.clone();
        }
        match offices.standing(idx, self.on) {
            Standing::In(tenure) => {
                let told =
                    tenure.sector.as_deref().or_else(|| self.registry.sectors.of_office(&tenure.office));
                Some(told.unwrap_or("GOV").to_owned())
            }
            Standing::After if is_person => Some("ELI".to_owned()),
            Standing::After => actor.sector.clone(),
            // Who is known for an office to come is in politics until then, unless a table says otherwise.
            Standing::Before if actor.id.starts_with("person.") => Some("PTY".to_owned()),
            Standing::Before => actor.sector.clone(),
        }
    }

    fn read(&self) -> Read {
        let Some(first) = self.segments.iter().position(|it| !it.labels.is_empty()) else {
            return Read { actor: None, country: self.context.map(str::to_owned), sector: unknown() };
        };
        let sector = self.sector_in(first).or_else(|| self.sector_of_country(first));
        let country = self.country_in(first, sector.as_deref());
        let country =
            country.or_else(|| self.context.filter(|_| !is_above(sector.as_deref())).map(str::to_owned));
        let sector = match country.as_deref() {
            // Who governs in a body above countries is of that body.
            Some("UNO" | "IGO") => sector.map(|it| if it == "GOV" { "IGO".to_owned() } else { it }),
            Some(_) | None => sector,
        };
        let actor = self.head_actor(first, sector.as_deref(), country.as_deref());
        let sector = match actor.filter(|_| sector.is_none()) {
            Some(actor) => self.sector_of_actor(actor).or_else(|| self.actor(actor).sector.clone()),
            None => sector,
        };
        Read { actor, country, sector }
    }

    /// Returns the sector that the labels of a segment tell, read from its head, its last label, backwards.
    fn sector_in(&self, idx: usize) -> Option<String> {
        let mut head: Option<(&str, Rule)> = None;
        let mut is_past = false;
        let mut found: Option<String> = None;
        for label in self.segments[idx].labels.iter().rev() {
            let told = match label.what {
                What::Sector(_) => match self.sector_item(label)? {
                    (_, Rule::Past) => {
                        is_past = true;
                        continue;
                    }
                    (sector, Rule::Own) => Some(sector.to_owned()),
                    (sector, rule) => {
                        head = stronger(head, (sector, rule));
                        continue;
                    }
                },
                What::Actor(actor) if self.has_title(idx, label) => {
                    found = found.or_else(|| self.titled(idx, actor));
                    continue;
                }
                What::Actor(actor) => self.sector_of_actor(actor),
                // A town's people are its own; of what stands beside it a town says nothing.
                What::Country(_) => {
                    let seat = self.country_item(label).filter(|it| it.how == CountryWord::Seat);
                    seat.and_then(|it| it.sector.clone())
                }
            };
            if found.is_none() {
                found = told.and_then(|it| yielded(head, &it));
            }
        }
        let found =
            found.or_else(|| self.sector_from_owner(idx, head)).or_else(|| head.map(|it| it.0.to_owned()));
        found.map(|it| if is_past && OFFICES.contains(&it.as_str()) { "ELI".to_owned() } else { it })
    }

    /// Says whether a word for an office stands right before a person: the words say what the person is.
    fn has_title(&self, idx: usize, label: &Label) -> bool {
        let labels = &self.segments[idx].labels;
        let is_person = matches!(label.what, What::Actor(it) if self.actor(it).kind == ActorKind::Person);
        let before = labels.iter().rev().find(|it| it.end <= label.start);
        is_person && before.and_then(|it| self.sector_item(it)).is_some_and(|it| it.1 != Rule::Past)
    }

    /// Returns the sector of a person on the day where the title before the name tells none of its own.
    fn titled(&self, idx: usize, actor: usize) -> Option<String> {
        let tells = |it: &Label| self.sector_item(it).is_some_and(|it| it.1 == Rule::Own);
        match self.segments[idx].labels.iter().any(tells) {
            true => None,
            false => self.sector_of_actor(actor),
        }
    }

    /// Returns what a head that gives way takes from the segments after it: "leader of the rebels".
    fn sector_from_owner(&self, idx: usize, head: Option<(&str, Rule)>) -> Option<String> {
        let is_open =
            head.is_some() || self.segments[idx].labels.iter().all(|it| self.country_item(it).is_some());
        let next = idx + 1;
        let follows = self.segments.get(next).is_some_and(|it| matches!(it.link, Link::Of | Link::Also));
        if !is_open || !follows {
            return None;
        }
        self.sector_in(next).and_then(|it| yielded(head, &it))
    }

    /// A country or a region alone has no sector (PLOVER), its people are civilians; other words leave it unknown.
    fn sector_of_country(&self, idx: usize) -> Option<String> {
        let segment = &self.segments[idx];
        let item = segment.labels.iter().rev().find_map(|it| self.country_item(it));
        let is_alone = segment.labels.len() == 1 && segment.labels[0].end == segment.end && idx == 0;
        match item {
            Some(item) => match item.how {
                CountryWord::Adjective | CountryWord::People if is_alone => Some("CVL".to_owned()),
                CountryWord::Name | CountryWord::Seat | CountryWord::Town if is_alone => item.sector.clone(),
                CountryWord::Name
                | CountryWord::Adjective
                | CountryWord::People
                | CountryWord::Seat
                | CountryWord::Town => unknown(),
            },
            None => unknown(),
        }
    }

    /// Returns the country that the head brings, or the words before it, or the segments after it.
    fn country_in(&self, idx: usize, sector: Option<&str>) -> Option<String> {
        let labels = &self.segments[idx].labels;
        let of_actor = |label: &Label| match label.what {
            What::Actor(actor) => Some(actor),
            What::Country(_) | What::Sector(_) => None,
        };
        let head = labels.last().and_then(of_actor);
        if let Some(country) = head.and_then(|it| self.country_of_actor(it)) {
            return Some(country);
        }
        // A person's or a state's word goes before a town's: "Russian forces Kherson".
        let words =
            || labels.iter().filter_map(|it| self.country_item(it).map(|item| (self.is_seat(it), item)));
        let word = words().find(|it| !it.0).or_else(|| words().next());
        if let Some((_, item)) = word {
            return Some(item.country.clone());
        }
        let owner = labels.iter().rev().filter_map(of_actor).find_map(|it| self.country_of_actor(it));
        if owner.is_some() || is_above(sector) {
            return owner;
        }
        (idx + 1..self.segments.len())
            .filter(|it| matches!(self.segments[*it].link, Link::Of | Link::Also))
            .filter(|it| !self.segments[*it].labels.is_empty())
            .find_map(|it| self.country_in(it, sector))
    }

    /// Returns the actor that the whole description means, if it is one of the registry.
    fn head_actor(&self, idx: usize, sector: Option<&str>, country: Option<&str>) -> Option<usize> {
        let segment = &self.segments[idx];
        let last = segment.labels.last()?;
        match last.what {
            What::Actor(actor) => return (last.end == segment.end).then_some(actor),
            What::Country(_) => return None,
            What::Sector(_) => {}
        }
        let (own, rule) = self.sector_item(last)?;
        let owner = segment.labels.iter().rev().find_map(|it| match it.what {
            What::Actor(actor) => Some((actor, self.words[it.end - 1].possessive)),
            What::Country(_) | What::Sector(_) => None,
        });
        match owner {
            // "Hamas fighters" are Hamas; its leader, and the forces of a president, are somebody else.
            Some((actor, false)) if rule == Rule::Armed || rule == Rule::Own => {
                let is_same = self.actor(actor).sector.as_deref() == sector
                    && self.actor(actor).kind != ActorKind::Person;
                is_same.then_some(actor)
            }
            Some(_) => None,
            None if last.end < segment.end => None,
            None => self
                .described(idx, country)
                .or_else(|| self.army_of(idx, country))
                .or_else(|| self.office_holder(last, own, country)),
        }
    }

    /// "Sudan's military" and "the armed forces of Sudan" are what the tables know as the Sudanese army.
    fn army_of(&self, idx: usize, country: Option<&str>) -> Option<usize> {
        let country = country?;
        let labels = &self.segments[idx].labels;
        let first = labels.iter().find(|it| self.country_item(it).is_none())?;
        let rest = self.slice(first.start, self.segments[idx].end).to_lowercase();
        // "The Hill People's army" is theirs, and not that of the country that the report is about.
        let start = idx.checked_sub(1).map_or(0, |it| self.segments[it].end);
        let of_country = |at: usize| {
            labels.iter().any(|it| (it.start..it.end).contains(&at) && self.country_item(it).is_some())
        };
        let names_another = |at: usize| {
            let word = &self.words[at];
            let is_name = word.span.of(self.text).starts_with(char::is_uppercase);
            is_name && !of_country(at) && !DETERMINERS.contains(&word.folded.as_str())
        };
        let is_told = !(start..first.start).any(names_another);
        if !is_told || !NAMES_OF_AN_ARMY.contains(&rest.as_str()) {
            return None;
        }
        let adjectives = self.registry.countries.adjectives(country);
        let named = adjectives.flat_map(|adjective| {
            NAMES_OF_AN_ARMY
                .iter()
                .flat_map(move |army| self.registry.names.exact(&format!("{adjective} {army}")))
        });
        let is_army = |it: &usize| {
            let actor = self.actor(*it);
            actor.country.as_deref() == Some(country) && actor.sector.as_deref() == Some("MIL")
        };
        named.into_iter().find(is_army)
    }

    /// "Syrian rebels": what describes an actor once its country is told.
    fn described(&self, idx: usize, country: Option<&str>) -> Option<usize> {
        let country = country?;
        let labels = &self.segments[idx].labels;
        let first = labels.iter().find(|it| self.country_item(it).is_none())?;
        let rest = self.slice(first.start, self.segments[idx].end);
        let is_of_country =
            |it: &usize| self.actor(*it).country.as_deref() == Some(country) && !is_country(self.actor(*it));
        self.registry.names.exact(rest).into_iter().find(is_of_country)
    }

    fn office_holder(&self, label: &Label, sector: &str, country: Option<&str>) -> Option<usize> {
        let is_office = OFFICES.contains(&sector) && self.segments.iter().all(|it| it.link != Link::Also);
        let office = self.slice(label.start, label.end);
        self.registry.offices.holder(office, country?, self.on?).filter(|_| is_office)
    }
}

/// What the armed forces of a country are called beside its name: one party, whichever a reporter chooses.
const NAMES_OF_AN_ARMY: &[&str] =
    &["armed forces", "army", "military", "national army", "military forces", "armed force", "army forces"];

/// PLOVER's word for a sector that the words do not tell.
fn unknown() -> Option<String> {
    Some("UNK".to_owned())
}

fn is_above(sector: Option<&str>) -> bool {
    sector.is_some_and(|it| ABOVE_COUNTRIES.contains(&it))
}

/// Returns which of two heads that give way counts: the last one, but arms outweigh ("spokesman of the troops").
fn stronger<'a>(head: Option<(&'a str, Rule)>, other: (&'a str, Rule)) -> Option<(&'a str, Rule)> {
    match head {
        Some((_, Rule::Of)) if other.1 == Rule::Armed => Some(other),
        Some(head) => Some(head),
        None => Some(other),
    }
}

/// Returns the sector that is left when a head meets the sector of what it belongs to.
fn yielded(head: Option<(&str, Rule)>, owner: &str) -> Option<String> {
    match head {
        Some((own, Rule::Armed)) if !sectors::bears_arms(owner) => match owner {
            "OPP" => Some("REB".to_owned()),
            "PTY" => Some("PRM".to_owned()),
            _ => Some(own.to_owned()),
        },
        // "UNK" is what a town's or a crowd's nouns leave open; a head of its own says more.
        Some((own, Rule::Of)) if owner == "UNK" => Some(own.to_owned()),
        Some(_) | None => Some(owner.to_owned()),
    }
}
