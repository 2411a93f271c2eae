//! What every rule looks at: one reading with its tree, its mentions by token, and the reference data beside it.

use crate::filler;
use orontes_codebook::{ClassId, Codebook, inflect};
use orontes_model::{
    Deprel, Located, Mention, MentionForm, MentionKind, Party, Place, PlaceKind, PlaceMention, PlaceRef,
    Precision, Reading, Report, SentenceRole, Span, Token, Upos, ZoneKind,
};
use orontes_registry::Registry;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// One report as the coder sees it.
pub(crate) struct Scene<'a> {
    pub(crate) book: &'a Codebook,
    pub(crate) registry: &'a Registry,
    pub(crate) report: &'a Report,
    pub(crate) reading: &'a Reading,
    pub(crate) located: &'a Located,
    pub(crate) classes: KnownClasses,
    child_starts: Vec<u32>,
    child_items: Vec<u32>,
    mention_over: Vec<Option<u32>>,
    place_of_mention: Vec<Option<u32>>,
    timed: Vec<bool>,
    /// Words and dictionary forms in small letters, and the classes of each word once it was asked for: rules look
    /// at every word again and again.
    forms: Vec<Cow<'a, str>>,
    lemmas: Vec<Cow<'a, str>>,
    kinds: Vec<OnceCell<Vec<ClassId>>>,
    /// Who each noun phrase is, and which mentions name a country, once they were asked for.
    pub(crate) parties: Vec<OnceCell<Option<Party>>>,
    pub(crate) countries: Vec<OnceCell<bool>>,
    /// The one armed group that the report names, once it was asked for.
    pub(crate) rebels: OnceCell<Option<Party>>,
    country: Option<PlaceRef>,
    country_code: Option<String>,
    town: Option<PlaceRef>,
    town_is_first: bool,
    unlisted_towns: BTreeSet<&'a str>,
}

/// How many times as much as in its text a headline's town counts: what a report is about stands there once.
const HEADLINE_WEIGHT: u32 = 3;

fn is_town(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::City | PlaceKind::Town | PlaceKind::Village)
}

/// Numbers of the classes that the engine itself asks for.
pub(crate) struct KnownClasses {
    pub(crate) place_noun: Option<ClassId>,
    pub(crate) force: Option<ClassId>,
    pub(crate) government: Option<ClassId>,
    pub(crate) people: Option<ClassId>,
    pub(crate) generic: Option<ClassId>,
    pub(crate) light: Option<ClassId>,
    pub(crate) object_control: Option<ClassId>,
    pub(crate) occurrence: Option<ClassId>,
}

impl<'a> Scene<'a> {
    /// Prepares the look-ups; linear in tokens and mentions.
    pub(crate) fn new(
        book: &'a Codebook,
        registry: &'a Registry,
        report: &'a Report,
        reading: &'a Reading,
        located: &'a Located,
    ) -> Scene<'a> {
        let (child_starts, child_items) = children_of(&reading.tokens);
        let mut scene = Scene {
            classes: known_classes(book),
            book,
            registry,
            report,
            reading,
            located,
            child_starts,
            child_items,
            mention_over: vec![None; reading.tokens.len()],
            place_of_mention: vec![None; reading.mentions.len()],
            timed: vec![false; reading.tokens.len()],
            forms: reading.tokens.iter().map(|it| lowered(it.span.of(&report.text))).collect(),
            lemmas: reading.tokens.iter().map(|it| lowered(&it.lemma)).collect(),
            kinds: vec![OnceCell::new(); reading.tokens.len()],
            parties: vec![OnceCell::new(); reading.tokens.len()],
            countries: vec![OnceCell::new(); reading.mentions.len()],
            rebels: OnceCell::new(),
            country: None,
            country_code: None,
            town: None,
            town_is_first: false,
            unlisted_towns: BTreeSet::new(),
        };
        scene.spread_mentions();
        scene.settle_country();
        scene.settle_unlisted_towns();
        scene.settle_town();
        scene
    }

    fn spread_mentions(&mut self) {
        // Mentions come longer first from each start, so the innermost is written last; a head is never
        // overwritten by a mention that only lies beside it.
        for (at, mention) in self.reading.mentions.iter().enumerate() {
            for token in mention.tokens.clone() {
                if let Some(slot) = self.mention_over.get_mut(token) {
                    *slot = Some(at as u32);
                }
            }
        }
        for (at, mention) in self.reading.mentions.iter().enumerate().rev() {
            if let Some(slot) = self.mention_over.get_mut(mention.head) {
                *slot = Some(at as u32);
            }
        }
        for (at, place) in self.located.places.iter().enumerate() {
            if let Some(slot) = self.place_of_mention.get_mut(place.mention) {
                *slot = Some(at as u32);
            }
        }
        for time in &self.reading.times {
            let first = self.reading.tokens.partition_point(|it| it.span.end <= time.span.start);
            for token in first..self.reading.tokens.len() {
                if self.reading.tokens[token].span.start >= time.span.end {
                    break;
                }
                self.timed[token] = true;
            }
        }
    }

    /// The country that most of the report's places, forces and nationalities belong to; the first named where
    /// two weigh as much. A place inside a country weighs most, a government that acts and a people least: reports name
    /// many countries and one war's villages. A dateline does not count: wars are reported from abroad.
    fn settle_country(&mut self) {
        let mention = |at: usize| &self.reading.mentions[at];
        let told = |it: &Mention| {
            self.reading.sentences[self.reading.sentence_of(it.tokens.start)].role != SentenceRole::Furniture
        };
        let located = self.located.places.iter().filter(|it| told(mention(it.mention)));
        let best: Vec<(&Place, bool)> = located
            .filter_map(|it| Some((&it.resolution.best()?.place, mention(it.mention).literal)))
            .collect();
        let peoples = self.reading.mentions.iter().filter(|it| it.kind == MentionKind::Nationality);
        let places = best.iter().map(|(place, literal)| {
            let inner = place.kind != PlaceKind::Country;
            (place.country.as_str(), 1 + u32::from(*literal) + u32::from(inner))
        });
        let forces = self.reading.mentions.iter().filter(|it| it.kind == MentionKind::Actor);
        let homes = forces.filter_map(|it| self.registry.by_id(it.known.as_deref()?)?.country.as_deref());
        let peoples = peoples.filter_map(|it| it.known.as_deref());
        let countries = places.chain(peoples.map(|it| (it, 1))).chain(homes.map(|it| (it, 2)));
        let mut counts: Vec<(&str, u32)> = Vec::new();
        for (country, weight) in countries.filter(|it| !it.0.is_empty()) {
            match counts.iter_mut().find(|(code, _)| *code == country) {
                Some((_, count)) => *count += weight,
                None => counts.push((country, weight)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max();
        let code = counts.iter().find(|(_, count)| Some(*count) == most).map(|(code, _)| (*code).to_owned());
        let named = best
            .iter()
            .map(|it| it.0)
            .find(|it| it.kind == PlaceKind::Country && Some(&it.country) == code.as_ref());
        self.country = code.as_ref().and_then(|code| {
            let actor = self.registry.by_id(&code.to_lowercase());
            let name = named.map(|it| it.name.clone()).or_else(|| actor.map(|it| it.name.clone()))?;
            let id = named.map(|it| it.id.clone());
            let qualifier = Some("the country of the report".to_owned());
            Some(PlaceRef { name, id, span: None, precision: Precision::Region, qualifier })
        });
        self.country_code = code;
    }

    /// The town that the report names more often than all others together, or twice as often as any other, or its
    /// headline alone and nothing else as often. Linear in the places and the towns among them.
    fn settle_town(&mut self) {
        /// How often a town is named that is only ahead of the others. Four: a report of several towns names each
        /// once or twice.
        const AHEAD_COUNT: u32 = 4;
        let mut counts: BTreeMap<(&str, Option<&str>), u32> = BTreeMap::new();
        for (at, mention) in self.reading.mentions.iter().enumerate() {
            let role = self.reading.sentences[self.reading.sentence_of(mention.tokens.start)].role;
            let told = role != SentenceRole::Furniture
                && mention.literal
                && self.report.zone_at(mention.span) != Some(ZoneKind::Dateline);
            let best = self.located_mention(at).and_then(|it| it.resolution.best());
            let place = best.map(|it| &it.place).filter(|it| is_town(it.kind));
            let town = match place {
                Some(place) => Some((place.name.as_str(), Some(place.id.as_str()))),
                None if self.is_unlisted_town(mention) => Some((self.words(mention.span), None)),
                None => None,
            };
            let Some(town) = town.filter(|_| told) else { continue };
            // A headline names what the report is about.
            *counts.entry(town).or_default() +=
                if role == SentenceRole::Heading { HEADLINE_WEIGHT } else { 1 };
        }
        let all: u32 = counts.values().sum();
        let second = |first: &(&str, Option<&str>)| {
            counts.iter().filter(|it| it.0 != first).map(|it| *it.1).max().unwrap_or(0)
        };
        let first = counts.iter().find(|it| *it.1 >= 2 && *it.1 * 2 > all);
        let ahead = counts.iter().find(|it| *it.1 >= AHEAD_COUNT && *it.1 >= 2 * second(it.0));
        self.town_is_first = first.is_some();
        let town = first.or(ahead).map(|(town, _)| *town);
        self.town = town.map(|(name, id)| PlaceRef {
            name: name.to_owned(),
            id: id.map(str::to_owned),
            span: None,
            precision: Precision::Near,
            qualifier: Some("named before".to_owned()),
        });
    }

    /// Notes the names that no table knows and that the report somewhere puts behind "in" or "from".
    fn settle_unlisted_towns(&mut self) {
        let named = self.reading.mentions.iter().filter(|it| filler::is_unknown_town(self, it, it.head));
        let named: BTreeSet<&str> = named.map(|it| self.words(it.span)).collect();
        self.unlisted_towns = named;
    }

    /// Says whether a name that no table knows is that of a town: used as one here or elsewhere in the report.
    pub(crate) fn is_unlisted_town(&self, mention: &Mention) -> bool {
        mention.form == MentionForm::Name
            && mention.known.is_none()
            && matches!(mention.kind, MentionKind::Organisation)
            && self.unlisted_towns.contains(self.words(mention.span))
    }

    /// Says whether the report names its town more often than all others together.
    pub(crate) fn is_about_one_town(&self) -> bool {
        self.town_is_first
    }

    /// The town that the report is about, as a place.
    pub(crate) fn town_of_report(&self) -> Option<&PlaceRef> {
        self.town.as_ref()
    }

    /// The country that the report is about, as a place.
    pub(crate) fn country(&self) -> Option<&PlaceRef> {
        self.country.as_ref()
    }

    /// The country that the report is about, ISO 3166-1 alpha-3.
    pub(crate) fn country_code(&self) -> Option<&str> {
        self.country_code.as_deref()
    }

    pub(crate) fn token(&self, at: usize) -> &'a Token {
        &self.reading.tokens[at]
    }

    /// The first token of some words.
    pub(crate) fn token_at(&self, span: Span) -> Option<usize> {
        let at = self.reading.tokens.partition_point(|it| it.span.end <= span.start);
        (at < self.reading.tokens.len()).then_some(at)
    }

    pub(crate) fn lemma(&self, at: usize) -> &'a str {
        &self.reading.tokens[at].lemma
    }

    /// The dictionary form in small letters.
    pub(crate) fn lower_lemma(&self, at: usize) -> &str {
        &self.lemmas[at]
    }

    pub(crate) fn deprel(&self, at: usize) -> Deprel {
        self.reading.tokens[at].deprel
    }

    pub(crate) fn head(&self, at: usize) -> Option<usize> {
        self.reading.tokens[at].head
    }

    /// Words that a token governs, in order.
    pub(crate) fn children(&self, at: usize) -> impl Iterator<Item = usize> + Clone + '_ {
        let range = self.child_starts[at] as usize..self.child_starts[at + 1] as usize;
        self.child_items[range].iter().map(|&it| it as usize)
    }

    /// Governed words in one of these relations.
    pub(crate) fn children_in<'b>(
        &'b self,
        at: usize,
        relations: &'b [Deprel],
    ) -> impl Iterator<Item = usize> + Clone + 'b {
        self.children(at).filter(move |&it| relations.contains(&self.deprel(it)))
    }

    pub(crate) fn has_child(&self, at: usize, relation: Deprel) -> bool {
        self.children(at).any(|it| self.deprel(it) == relation)
    }

    /// The mention whose head a token is, else the innermost that covers it.
    pub(crate) fn mention(&self, at: usize) -> Option<(usize, &'a Mention)> {
        let found = self.mention_over.get(at).copied().flatten()? as usize;
        Some((found, &self.reading.mentions[found]))
    }

    /// Says whether a number opens a noun phrase, though the tree hangs the noun before it on the same head:
    /// "according to the data five people", not "Unit 5 soldiers".
    pub(crate) fn opens_count(&self, number: usize) -> bool {
        opens_count(&self.reading.tokens, number)
    }

    /// What a mention of a place was found to mean.
    pub(crate) fn located_mention(&self, mention: usize) -> Option<&'a PlaceMention> {
        let found = self.place_of_mention.get(mention).copied().flatten()? as usize;
        Some(&self.located.places[found])
    }

    /// Says whether a token is part of an expression of time.
    pub(crate) fn is_timed(&self, at: usize) -> bool {
        self.timed[at]
    }

    /// A word as written, in lower case.
    pub(crate) fn form(&self, at: usize) -> &str {
        &self.forms[at]
    }

    /// Says whether a lemma is of a class.
    pub(crate) fn is_of(&self, class: Option<ClassId>, at: usize) -> bool {
        let Some(class) = class else { return false };
        let kinds = self.kinds[at].get_or_init(|| {
            let classes = self.book.classes();
            let mut kinds = classes.of_lemma(&self.lemmas[at]).to_vec();
            inflect::singulars(self.form(at)).for_each(|it| kinds.extend_from_slice(classes.of_lemma(&it)));
            kinds.sort_unstable();
            kinds
        });
        kinds.binary_search(&class).is_ok()
    }

    /// Says whether a word as written is of a class that the program itself asks for.
    pub(crate) fn says(&self, class: &str, word: &str) -> bool {
        self.book.classes().holds(class, word)
    }

    /// Says whether a phrase is opened by a preposition of a group; one that none opens is not.
    pub(crate) fn opened_by(&self, group: &str, at: usize) -> bool {
        self.book.classes().opens(group, &self.preposition(at))
    }

    /// Says whether an event type is of a group.
    pub(crate) fn in_group(&self, group: &str, event_type: &str) -> bool {
        self.book.classes().in_group(group, event_type)
    }

    pub(crate) fn is_nominal(&self, at: usize) -> bool {
        let argument = matches!(
            self.deprel(at),
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::OblAgent | Deprel::Nmod
        );
        match self.token(at).upos {
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X | Upos::Sym => true,
            // "Many have fled", "the wounded".
            Upos::Adj | Upos::Det => argument,
            _ => false,
        }
    }

    /// The preposition that opens a phrase, several words joined by a blank; empty for none.
    pub(crate) fn preposition(&self, at: usize) -> String {
        let mut words = String::new();
        for child in self.children(at).filter(|&it| it < at) {
            let opens = matches!(self.deprel(child), Deprel::Case | Deprel::Mark)
                || self.token(child).upos == Upos::Adp && self.deprel(child) != Deprel::CompoundPrt;
            if !opens {
                continue;
            }
            push_word(&mut words, &self.lemmas[child]);
            for fixed in self.children_in(child, &[Deprel::Fixed]) {
                push_word(&mut words, &self.lemmas[fixed]);
            }
        }
        words
    }

    /// Says whether claims may rest on a sentence.
    pub(crate) fn speaks(&self, sentence: usize) -> bool {
        let sentence = &self.reading.sentences[sentence];
        matches!(sentence.role, SentenceRole::Body | SentenceRole::Heading)
    }

    /// Says whether a word stands in a headline, where every word has its capital and tags are guesses.
    pub(crate) fn is_headline(&self, at: usize) -> bool {
        self.reading.sentences[self.reading.sentence_of(at)].role == SentenceRole::Heading
    }

    pub(crate) fn words(&self, span: Span) -> &'a str {
        span.of(&self.report.text)
    }
}

fn push_word(words: &mut String, word: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(word);
}

/// A word in small letters, borrowed where it is written so.
fn lowered(word: &str) -> Cow<'_, str> {
    match word.bytes().all(|it| it.is_ascii() && !it.is_ascii_uppercase()) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(word.to_lowercase()),
    }
}

fn opens_count(tokens: &[Token], number: usize) -> bool {
    let (Some(own), Some(before)) = (tokens.get(number), number.checked_sub(1).map(|it| &tokens[it])) else {
        return false;
    };
    let spelled = own.lemma.chars().all(|it| it.is_alphabetic() || it == '-');
    own.upos == Upos::Num
        && own.deprel == Deprel::Nummod
        && own.head.is_some_and(|it| it > number)
        && before.head == own.head
        && matches!(before.deprel, Deprel::Compound | Deprel::NmodDesc)
        && (spelled || before.upos == Upos::Noun)
}

/// The governor that a token keeps: what stands before a number is no part of the noun that the number counts.
fn governor(tokens: &[Token], at: usize) -> Option<usize> {
    let token = &tokens[at];
    let stray = matches!(token.deprel, Deprel::Compound | Deprel::NmodDesc)
        && tokens.get(at + 1).is_some_and(|it| it.upos == Upos::Num)
        && opens_count(tokens, at + 1);
    token.head.filter(|&it| it < tokens.len() && !stray)
}

fn children_of(tokens: &[Token]) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; tokens.len() + 2];
    for head in (0..tokens.len()).filter_map(|it| governor(tokens, it)) {
        starts[head + 2] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut items = vec![0u32; *starts.last().unwrap_or(&0) as usize];
    for at in 0..tokens.len() {
        if let Some(head) = governor(tokens, at) {
            items[starts[head + 1] as usize] = at as u32;
            starts[head + 1] += 1;
        }
    }
    (starts, items)
}

fn known_classes(book: &Codebook) -> KnownClasses {
    let id = |name| book.classes().id(name);
    KnownClasses {
        place_noun: id("place_noun"),
        force: id("force"),
        government: id("government"),
        people: id("people"),
        generic: id("generic"),
        light: id("light"),
        object_control: id("object_control"),
        occurrence: id("occurrence"),
    }
}
