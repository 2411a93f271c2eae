//! Gathers what a report says about its places before any is settled: names with what may be meant, sure places
//! as anchors, countries spoken of.

use crate::kind::{ADMIN_WORDS, told};
use crate::qualifier::{Qualifier, qualifier_of};
use crate::surroundings::Surroundings;
use orontes_gazetteer::{Gazetteer, How, fold};
use orontes_model::{Gloss, Mention, MentionForm, MentionKind, Place, PlaceKind, Reading, Report, Span};
use orontes_roads::Roads;
use std::collections::BTreeMap;

/// Most anchors of the whole report that a place is compared with. A report of one battle names a dozen; a
/// yearbook must not make the work quadratic.
pub(crate) const MOST_ANCHORS: usize = 24;

/// All that is known about the places of one report.
pub(crate) struct Evidence<'a> {
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) roads: &'a Roads,
    pub(crate) text: &'a str,
    pub(crate) reading: &'a Reading,
    /// One per place mention, in the order of the mentions.
    pub(crate) named: Vec<Named<'a>>,
    /// Sure places, those named most often first.
    pub(crate) anchors: Vec<Anchor<'a>>,
    /// Anchors by the sentence that names them.
    pub(crate) by_sentence: BTreeMap<usize, Vec<usize>>,
    /// How often each country is spoken of.
    pub(crate) countries: BTreeMap<&'a str, usize>,
}

/// A place mention with what stands beside it and what may be meant.
pub(crate) struct Named<'a> {
    pub(crate) mention: usize,
    pub(crate) span: Span,
    pub(crate) sentence: usize,
    pub(crate) here: Surroundings<'a>,
    pub(crate) qualifier: Qualifier,
    pub(crate) told: &'static [PlaceKind],
    /// Kinds to which is done what the sentence says is done with the place; empty where a word tells its kind.
    pub(crate) wanted: &'static [PlaceKind],
    /// Folded name: mentions of one key mean one place unless their words differ.
    pub(crate) key: String,
    pub(crate) fitting: Vec<Fitting<'a>>,
}

/// A place that a name may mean, and how that was found.
#[derive(Clone, Debug)]
pub(crate) struct Fitting<'a> {
    pub(crate) place: &'a Place,
    pub(crate) found: Found,
    /// The name in the tables.
    pub(crate) name: String,
    pub(crate) likeness: f64,
    /// Says that it is no city and from a pack of the whole world, where every name is a hamlet's somewhere.
    pub(crate) obscure: bool,
}

/// How a place was found for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Found {
    /// The report explains the name.
    Gloss,
    /// The name is in the tables.
    Name(How),
    /// The area named after a place of that name.
    Area,
}

/// A sure place.
pub(crate) struct Anchor<'a> {
    pub(crate) place: &'a Place,
    /// Sentences that name it, in order.
    pub(crate) sentences: Vec<usize>,
}

impl<'a> Evidence<'a> {
    /// Gathers the evidence of a report.
    pub(crate) fn gather(
        gazetteer: &'a Gazetteer,
        roads: &'a Roads,
        report: &'a Report,
        reading: &'a Reading,
        glosses: &[Gloss],
    ) -> Evidence<'a> {
        let text = report.text.as_str();
        let taught = taught(text, glosses);
        let mut named: Vec<Named<'a>> = Vec::new();
        for (idx, mention) in reading.mentions.iter().enumerate() {
            if mention.kind == MentionKind::Place && mention.antecedent.is_none() {
                let before = named.last();
                let one = name(gazetteer, text, reading, idx, mention, &taught, before);
                named.push(one);
            }
        }
        let mut evidence = Evidence {
            gazetteer,
            roads,
            text,
            reading,
            named,
            anchors: Vec::new(),
            by_sentence: BTreeMap::new(),
            countries: BTreeMap::new(),
        };
        evidence.find_anchors();
        evidence.count_countries();
        evidence
    }

    fn find_anchors(&mut self) {
        let mut sure: BTreeMap<&'a str, Anchor<'a>> = BTreeMap::new();
        for one in &self.named {
            let Some(place) = one.sure() else { continue };
            let anchor = sure.entry(&place.id).or_insert(Anchor { place, sentences: Vec::new() });
            anchor.sentences.push(one.sentence);
        }
        self.anchors = sure.into_values().collect();
        self.anchors.sort_by_key(|it| std::cmp::Reverse(it.sentences.len()));
        for (idx, anchor) in self.anchors.iter().enumerate() {
            for &sentence in &anchor.sentences {
                self.by_sentence.entry(sentence).or_default().push(idx);
            }
        }
    }

    /// Returns the anchors that a place of this sentence is compared with: those that the sentence names, and
    /// those that the report names most.
    pub(crate) fn anchors_of(&self, sentence: usize) -> impl Iterator<Item = &Anchor<'a>> {
        let beside = self.by_sentence.get(&sentence).into_iter().flatten().copied();
        let most = 0..self.anchors.len().min(MOST_ANCHORS);
        beside.take(MOST_ANCHORS).filter(|it| *it >= MOST_ANCHORS).chain(most).map(|it| &self.anchors[it])
    }

    fn count_countries(&mut self) {
        for anchor in &self.anchors {
            if !anchor.place.country.is_empty() {
                *self.countries.entry(&anchor.place.country).or_default() += anchor.sentences.len();
            }
        }
        for mention in &self.reading.mentions {
            if mention.kind == MentionKind::Nationality
                && let Some(iso3) = self.gazetteer.nationality(mention.span.of(self.text))
            {
                *self.countries.entry(iso3).or_default() += 1;
            }
        }
    }

    /// Returns the share of one country in all that is spoken of, 0 to 1.
    pub(crate) fn share_of(&self, country: &str) -> f64 {
        let total: usize = self.countries.values().sum();
        let own = self.countries.get(country).copied().unwrap_or(0);
        if total == 0 { 0.0 } else { own as f64 / total as f64 }
    }
}

impl<'a> Named<'a> {
    /// Returns the place that this name means whatever else the report says: the only one of this very name, or
    /// a city beside which its namesakes are too small to be meant without a word. An area named after its city
    /// does not count beside it.
    pub(crate) fn sure(&self) -> Option<&'a Place> {
        let exact = || {
            let them = self.fitting.iter().filter(|it| it.found <= Found::Name(How::Article) && !it.obscure);
            them.map(|it| it.place)
        };
        let mut settled: Vec<&'a Place> = exact().filter(|it| !is_area(it.kind)).collect();
        if settled.is_empty() || !self.told.is_empty() {
            settled = exact().collect();
        }
        settled.sort_by_key(|it| std::cmp::Reverse(it.population));
        match settled.as_slice() {
            [] => None,
            [only] => Some(only),
            [first, second, ..] => (first.population >= GREAT_FROM
                && first.population / GREATER >= second.population)
                .then_some(*first),
        }
    }
}

/// A city of so many people, so many times as large as its namesakes, is meant by its bare name: newsrooms add
/// a word for the other.
const GREAT_FROM: u64 = 100_000;
const GREATER: u64 = 20;

/// Says whether no report means this place without saying where it is.
fn is_obscure(place: &Place) -> bool {
    !matches!(place.kind, PlaceKind::Country | PlaceKind::Adm1 | PlaceKind::Sea)
        && place.population < GREAT_FROM
}

/// Says whether a place of this kind is an area that others lie in.
pub(crate) fn is_area(kind: PlaceKind) -> bool {
    use PlaceKind as K;
    match kind {
        K::Adm1 | K::Adm2 | K::Adm3 | K::Region => true,
        K::City | K::Town | K::Village | K::Neighbourhood | K::Country | K::AirBase | K::Site | K::Camp => {
            false
        }
        K::Crossing | K::Road | K::River | K::Lake | K::Mountain | K::Sea | K::Island => false,
    }
}

/// Names that the report explains, folded, with the place.
fn taught(text: &str, glosses: &[Gloss]) -> BTreeMap<String, String> {
    let known = glosses.iter().filter_map(|it| Some((fold(it.alias.of(text)), it.place.clone()?)));
    // The first explanation of a name holds.
    let mut taught = BTreeMap::new();
    for (alias, place) in known {
        taught.entry(alias).or_insert(place);
    }
    taught
}

fn name<'a>(
    gazetteer: &'a Gazetteer,
    text: &'a str,
    reading: &'a Reading,
    idx: usize,
    mention: &'a Mention,
    taught: &BTreeMap<String, String>,
    before: Option<&Named<'a>>,
) -> Named<'a> {
    let here = Surroundings::of(text, mention.span);
    let mut qualifier = qualifier_of(text, mention.span, &here);
    let mut kinds = told(&here);
    if let Some(before) = before
        && mention.span.start >= before.span.end
    {
        let between = text.get(before.span.end as usize..mention.span.start as usize).unwrap_or("");
        // "the villages of A, B and C" are all villages; "between A and B" lies between both.
        if kinds.is_empty()
            && lists_on(between)
            && !before.here.after.is_empty()
            && told_by_plural(&before.here)
        {
            kinds = before.told;
        }
        if between.trim() == "and" && before.qualifier.words.as_deref() == Some("between") {
            qualifier.words = Some("between".to_owned());
        }
    }
    let written = mention.span.of(text);
    let fitting = match mention.form {
        // "A Kurdish-majority town", "the Hausa-speaking north": people are meant, whatever their name is too.
        MentionForm::Name if is_of_people(text, mention.span) => Vec::new(),
        MentionForm::Name => fitting(gazetteer, written, mention, kinds, taught),
        MentionForm::Description | MentionForm::Pronoun => Vec::new(),
    };
    let sentence = reading.sentences.partition_point(|it| it.span.end <= mention.span.start);
    let wanted = if kinds.is_empty() { crate::verb::wanted(&here) } else { &[] };
    Named {
        mention: idx,
        span: mention.span,
        sentence,
        wanted,
        here,
        qualifier,
        told: kinds,
        key: fold(written),
        fitting,
    }
}

fn is_of_people(text: &str, span: Span) -> bool {
    let rest = text.get(span.end as usize..).unwrap_or("");
    ["-majority", "-minority", "-speaking", "-dominated", "-populated"].iter().any(|it| rest.starts_with(it))
}

fn lists_on(between: &str) -> bool {
    matches!(between.trim(), "," | "and" | ", and" | "&")
}

fn told_by_plural(here: &Surroundings<'_>) -> bool {
    let mut own = here.before.iter().rev().skip_while(|it| it.is("the"));
    own.next().is_some_and(|it| it.is("of")) && own.next().is_some_and(|it| it.text.ends_with('s'))
        || !here.before.iter().any(|it| it.is("of"))
}

fn fitting<'a>(
    gazetteer: &'a Gazetteer,
    written: &str,
    mention: &Mention,
    kinds: &[PlaceKind],
    taught: &BTreeMap<String, String>,
) -> Vec<Fitting<'a>> {
    let explained = taught.get(&fold(written)).and_then(|id| gazetteer.by_id(id));
    if let Some(place) = explained {
        return vec![Fitting {
            place,
            found: Found::Gloss,
            name: place.name.clone(),
            likeness: 1.0,
            obscure: false,
        }];
    }
    let mut found = look_up(gazetteer, written);
    if found.is_empty() {
        found = look_up(gazetteer, bare(written));
    }
    if found.is_empty()
        && let Some(place) = mention.known.as_deref().and_then(|id| gazetteer.by_id(id))
    {
        found.push(Fitting {
            place,
            found: Found::Name(How::Exact),
            name: place.name.clone(),
            likeness: 0.9,
            obscure: false,
        });
    }
    if kinds.contains(&PlaceKind::Adm1) || kinds.contains(&PlaceKind::Adm2) {
        add_areas(gazetteer, kinds, &mut found);
    }
    found
}

fn look_up<'a>(gazetteer: &'a Gazetteer, name: &str) -> Vec<Fitting<'a>> {
    let hits = gazetteer.lookup(name).into_iter();
    hits.map(|it| Fitting {
        place: it.place,
        found: Found::Name(it.how),
        name: it.name.to_owned(),
        likeness: it.likeness,
        obscure: it.worldwide && is_obscure(it.place),
    })
    .collect()
}

/// Adds the province or district that is named after a place of this name.
fn add_areas<'a>(gazetteer: &'a Gazetteer, kinds: &[PlaceKind], found: &mut Vec<Fitting<'a>>) {
    let mut areas: Vec<Fitting<'a>> = Vec::new();
    for own in found.iter().filter(|it| it.found <= Found::Name(How::Skeleton)) {
        for word in ADMIN_WORDS {
            for place in gazetteer.by_name(&format!("{} {word}", own.place.name)) {
                let fits = kinds.contains(&place.kind) && place.country == own.place.country;
                if fits && !areas.iter().chain(found.iter()).any(|it| it.place.id == place.id) {
                    let name = place.name.clone();
                    areas.push(Fitting {
                        place,
                        found: Found::Area,
                        name,
                        likeness: own.likeness,
                        obscure: own.obscure,
                    });
                }
            }
        }
    }
    found.extend(areas);
}

/// Leaves out words that say what a name is: "the city of Hama", "northern Hama", "Hama city".
fn bare(written: &str) -> &str {
    let mut rest = written.trim();
    loop {
        let lower = rest.split_whitespace().next().filter(|it| it.starts_with(char::is_lowercase));
        let hyphened = lower.is_some_and(|it| it.contains('-'));
        match lower {
            Some(word) if !hyphened && word.len() < rest.len() => rest = rest[word.len()..].trim_start(),
            Some(_) | None => break,
        }
    }
    while let Some((head, last)) = rest.rsplit_once(' ')
        && last.starts_with(char::is_lowercase)
    {
        rest = head.trim_end();
    }
    rest.trim_end_matches("'s").trim_end_matches("’s")
}
