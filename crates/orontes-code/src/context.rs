//! Fills what an occurrence leaves open from what its report has told of the same occurrence: "the fall of
//! Arden" was somebody's capture, "the offensive" was launched by somebody, and a thing that happened
//! nowhere in its clause happened in the country that the report is about.
//!
//! A filler found so carries the words of the reference as its span, and a place found so is less precise:
//! a reader sees what was said and what was carried over.

use crate::filler;
use crate::kinds::event::Occurrence;
use crate::party;
use crate::scene::Scene;
use orontes_model::{
    Deprel, Mention, MentionForm, MentionKind, Modality, Party, PlaceKind, PlaceRef, Precision, Span, Upos,
    ZoneKind,
};

/// Says whether an event of this type is one side's move in a campaign.
pub(crate) fn is_campaign(scene: &Scene, event_type: &str) -> bool {
    scene.in_group("campaign", event_type)
}

/// Says whether an event of this type is words.
pub(crate) fn is_words(scene: &Scene, event_type: &str) -> bool {
    scene.in_group("words", event_type) || scene.in_group("judgement", event_type)
}

/// How many sentences back a reference without a place reaches ("the offensive", "their gains").
const REACH_SENTENCES: usize = 6;

/// Fills empty actors and places, in the order of the text. Linear in the occurrences: what was told of a
/// place is kept in one table.
pub(crate) fn carry_over(scene: &Scene, occurrences: &mut [Occurrence]) {
    let told = told(scene, occurrences);
    let lent = places_of_hosts(scene, occurrences);
    for (at, occurrence) in occurrences.iter_mut().enumerate() {
        let Some(event) = occurrence.trigger.event.as_ref().map(|it| it.event_type.as_str()) else {
            continue;
        };
        if occurrence.actors.is_empty() && scene.in_group("follows", event) {
            occurrence.actors = told_beside(scene, occurrence, at, &told);
        }
        if occurrence.actors.is_empty() && scene.in_group("undirected", event) {
            occurrence.actors = fought_beside(scene, occurrence, &told);
        }
        if occurrence.actors.is_empty() && scene.in_group("of_people", event) {
            occurrence.actors = vec![party::unnamed_people(scene, occurrence.trigger.token)];
        }
        if occurrence.actors.is_empty() && scene.in_group("carried", event) {
            occurrence.actors = carried_actors(scene, occurrence, at, &told);
        }
        let about = scene.in_group("about_place", event);
        let lends = scene.in_group("toll", event) || scene.in_group("on_the_scene", event);
        if occurrence.places.is_empty() && lends {
            occurrence.places = lent[at].clone();
        }
        if occurrence.places.is_empty() && (about || !scene.in_group("words", event)) {
            occurrence.places = setting(scene, occurrence).into_iter().collect();
        }
        let actors = std::mem::take(&mut occurrence.actors);
        occurrence.actors = crate::kinds::event::of_their_place(scene, actors, &occurrence.places);
    }
}

/// "Bombs hit a market in Arden, killing twelve", "a fire during the escape from Arden prison killed 40": the place of
/// the occurrence that a loss is told of, by occurrence. Linear: each looks at the words right above and below it.
fn places_of_hosts(scene: &Scene, occurrences: &[Occurrence]) -> Vec<Vec<PlaceRef>> {
    let mut at: Vec<(usize, usize)> = occurrences
        .iter()
        .enumerate()
        .filter(|(_, it)| !it.places.is_empty())
        .flat_map(|(nth, it)| it.trigger.group.iter().map(move |&word| (word, nth)))
        .collect();
    at.sort_unstable();
    let told_at = |word: usize| {
        let nth = at.partition_point(|it| it.0 < word);
        at.get(nth).filter(|it| it.0 == word).map(|it| it.1)
    };
    let lent = |it: &Occurrence| {
        let verb = it.trigger.token;
        // "While six others were killed in a village": a clause with a subject of its own may be elsewhere.
        let is_own = scene.children_in(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_some();
        let hangs = !is_own && matches!(scene.deprel(verb), Deprel::Advcl | Deprel::Conj | Deprel::Acl);
        let above = scene.head(verb).filter(|_| hangs);
        let subject = scene.children_in(verb, &[Deprel::Nsubj, Deprel::OblAgent]).collect::<Vec<_>>();
        let inside = subject.iter().flat_map(|&it| scene.children_in(it, &[Deprel::Nmod]));
        let below = scene.children_in(verb, &[Deprel::Advcl]).chain(inside);
        let hosts = above.into_iter().chain(subject.iter().copied()).chain(below);
        let host = hosts.into_iter().filter(|&it| it != verb).find_map(told_at)?;
        let words = Some(trigger_words(scene, it));
        let near = |place: &PlaceRef| PlaceRef { span: words, ..place.clone() };
        Some(occurrences[host].places.iter().take(1).map(near).collect())
    };
    occurrences.iter().map(|it| lent(it).unwrap_or_default()).collect()
}

/// Who acts in a campaign, by occurrence.
struct Told {
    at: usize,
    sentence: usize,
    /// The words of its predicate.
    group: Vec<usize>,
    event_type: String,
    places: Vec<String>,
    actors: Vec<Party>,
}

fn told(scene: &Scene, occurrences: &[Occurrence]) -> Vec<Told> {
    let mut out = Vec::new();
    for (at, it) in occurrences.iter().enumerate() {
        let is_campaign = it.trigger.event.as_ref().is_some_and(|it| is_campaign(scene, &it.event_type));
        if is_campaign && !it.actors.is_empty() {
            out.push(Told {
                at,
                sentence: scene.reading.sentence_of(it.trigger.token),
                group: it.trigger.group.clone(),
                event_type: it.trigger.event.as_ref().map_or(String::new(), |it| it.event_type.clone()),
                places: it.places.iter().map(|it| it.name.clone()).collect(),
                actors: it.actors.clone(),
            });
        }
    }
    out
}

/// Who was told to act at the same place, nearest before and then after; without a place, who was told to
/// act just before.
fn carried_actors(scene: &Scene, occurrence: &Occurrence, at: usize, told: &[Told]) -> Vec<Party> {
    let sentence = scene.reading.sentence_of(occurrence.trigger.token);
    let split = told.partition_point(|it| it.at < at);
    let (before, after) = told.split_at(split);
    let places: Vec<&str> = occurrence.places.iter().map(|it| it.name.as_str()).collect();
    // Somebody of the registry before words that only describe: "the main forces" say little elsewhere.
    let same_place = |it: &&Told| {
        it.actors.iter().any(|it| it.id.is_some())
            && it.places.iter().any(|place| places.contains(&place.as_str()))
    };
    // "The offensive threatens Arden": whose the offensive is was told before, wherever.
    let by_occurrence = !occurrence.trigger.filled.actors.is_empty();
    let found = match places.is_empty() || by_occurrence {
        // Bounded look-back keeps a long report linear.
        false => {
            before.iter().rev().take(64).find(same_place).or_else(|| after.iter().take(64).find(same_place))
        }
        // "Since the invasion began in 2022": what lies back is no part of the move told before it.
        true if occurrence.voice.modality == Modality::Historical => None,
        true => before.iter().next_back().filter(|it| sentence - it.sentence <= REACH_SENTENCES),
    };
    let words = trigger_words(scene, occurrence);
    // "The recent capture of Bellow" right after the taking of Arden is the same side's.
    let event = occurrence.trigger.event.as_ref().map(|it| it.event_type.as_str());
    let found = found.or_else(|| {
        let is_old = occurrence.voice.modality == Modality::Historical;
        let near = before.last().filter(|it| sentence - it.sentence <= 1);
        near.filter(|it| {
            !is_old && Some(it.event_type.as_str()) == event && it.actors.iter().any(|it| it.id.is_some())
        })
    });
    found.map_or(Vec::new(), |it| with_span(&it.actors, words))
}

/// Who was told to move in the same sentence before.
fn told_beside(scene: &Scene, occurrence: &Occurrence, at: usize, told: &[Told]) -> Vec<Party> {
    let sentence = scene.reading.sentence_of(occurrence.trigger.token);
    let split = told.partition_point(|it| it.at < at);
    let before = told[..split].last().filter(|it| it.sentence == sentence);
    let words = trigger_words(scene, occurrence);
    before.map_or(Vec::new(), |it| with_span(&it.actors, words))
}

/// "Rebels entered the town after three days of clashes": whoever moves in the clause that the fight leads up to
/// was one side of it.
fn fought_beside(scene: &Scene, occurrence: &Occurrence, told: &[Told]) -> Vec<Party> {
    let mut at = occurrence.trigger.token;
    // "Three days of clashes", "a week of intense fighting".
    while scene.deprel(at) == Deprel::Nmod && scene.preposition(at) == "of" {
        let Some(measure) = scene.head(at) else { return Vec::new() };
        at = measure;
    }
    let verb =
        scene.head(at).filter(|_| scene.deprel(at) == Deprel::Obl && scene.opened_by("leading_up", at));
    let Some(verb) = verb else { return Vec::new() };
    let sentence = scene.reading.sentence_of(verb);
    let first = told.partition_point(|it| it.sentence < sentence);
    let here = told[first..].iter().take_while(|it| it.sentence == sentence);
    let moved = here.into_iter().find(|it| it.group.contains(&verb));
    moved.map_or(Vec::new(), |it| with_span(&it.actors, trigger_words(scene, occurrence)))
}

fn with_span(actors: &[Party], words: Span) -> Vec<Party> {
    actors.iter().map(|party| Party { span: Some(words), ..party.clone() }).collect()
}

fn trigger_words(scene: &Scene, occurrence: &Occurrence) -> Span {
    scene.token(occurrence.trigger.token).span
}

/// The only town that the sentence names, nearly; else the one of the sentence before in its paragraph where it
/// happens at one spot; else the site that the sentence names by its own words; else the town that the report is
/// about; else the country of the report, roughly.
fn setting(scene: &Scene, occurrence: &Occurrence) -> Option<PlaceRef> {
    let token = occurrence.trigger.token;
    let is = |group: &str| {
        occurrence.trigger.event.as_ref().is_some_and(|it| scene.in_group(group, &it.event_type))
    };
    let here = Some(trigger_words(scene, occurrence));
    let country = || scene.country().map(|it| PlaceRef { span: here, ..it.clone() });
    if is("wide") {
        return country();
    }
    let town = town_of_sentence(scene, token);
    // "Thousands fled to Arden": they were not driven out of Arden.
    let flees = occurrence.trigger.event.as_ref().is_some_and(|it| it.event_type == "displacement");
    let town = town.map(|it| if flees { as_destination(scene, it) } else { it });
    // "Fell back to Arden": they left somewhere else, which the sentence does not name.
    let (town, goal) = match town {
        Some(it) if is("leaves") && leads_to(scene, &it) => (None, Some(as_destination(scene, it))),
        town => (town, None),
    };
    let town = town.or_else(|| general_town(scene, token));
    let carried = || town_of_sentence_before(scene, token).filter(|_| is("local"));
    let town = town.or_else(|| carried().map(|it| PlaceRef { span: here, ..it }));
    // What lies back happened wherever it happened, and who speaks may stand anywhere.
    let is_news = occurrence.voice.modality != Modality::Historical && is("on_the_scene");
    // "The attack" of a report about two towns may be told of the other one.
    let is_fixed = scene.is_about_one_town() || !is("harm") || !occurrence.trigger.is_noun;
    let scene_of_story = || town_of_story(scene, token).filter(|_| is_news && is_fixed);
    town.or_else(|| site_of_sentence(scene, token).filter(|_| is_news))
        .or_else(|| scene_of_story().map(|it| PlaceRef { span: here, ..it }))
        .or(goal)
        .or_else(country)
}

/// Says whether a preposition of direction opens the name of a place.
fn leads_to(scene: &Scene, place: &PlaceRef) -> bool {
    let at = place.span.and_then(|it| scene.token_at(it));
    at.is_some_and(|it| scene.opened_by("onto", it) && scene.preposition(it) != "from")
}

/// "In fighting near the railway station": the only site that a sentence without a place of the gazetteer names.
fn site_of_sentence(scene: &Scene, token: usize) -> Option<PlaceRef> {
    if !named_places(scene, token).is_empty() {
        return None;
    }
    let tokens = scene.reading.sentences[scene.reading.sentence_of(token)].tokens.clone();
    let is_site = |it: &usize| {
        matches!(scene.token(*it).upos, Upos::Noun | Upos::Propn)
            && scene.opened_by("locative", *it)
            && scene.is_of(scene.classes.place_noun, *it)
            && !scene.is_of(scene.classes.generic, *it)
            && filler::is_place(scene, *it)
    };
    let mut sites = tokens.filter(is_site);
    let only = sites.next().filter(|_| sites.next().is_none())?;
    filler::place_ref(scene, only)
}

/// The town that the report is about, where the sentence names no other place than countries or that town among others.
fn town_of_story(scene: &Scene, token: usize) -> Option<PlaceRef> {
    let town = scene.town_of_report()?;
    let named = named_places(scene, token);
    let mut below = named.iter().filter(|it| it.kind != Some(PlaceKind::Country)).peekable();
    let is_open = below.peek().is_none() || below.any(|it| it.place.name == town.name);
    is_open.then(|| town.clone())
}

/// "Seized the city and closed its markets": the town that the sentence speaks of without its name.
fn general_town(scene: &Scene, token: usize) -> Option<PlaceRef> {
    if !named_places(scene, token).is_empty() {
        return None;
    }
    let tokens = scene.reading.sentences[scene.reading.sentence_of(token)].tokens.clone();
    let is_town = |it: usize| scene.says("town_noun", scene.form(it));
    let said = tokens.into_iter().find(|&it| is_town(it) && filler::is_definite_general(scene, it))?;
    town_before(scene, said)
}

/// A place that a preposition of direction opens is where they went.
fn as_destination(scene: &Scene, place: PlaceRef) -> PlaceRef {
    match leads_to(scene, &place) {
        true => PlaceRef { qualifier: Some("where they went".to_owned()), ..place },
        false => place,
    }
}

/// The only place below a country that the sentence of a word names or refers to.
pub(crate) fn town_of_sentence(scene: &Scene, token: usize) -> Option<PlaceRef> {
    only_town(&named_places(scene, token))
}

/// "Protesters rallied in Arden. Police fired tear gas.": the only town of the sentence before, where the
/// sentence itself names no place at all.
fn town_of_sentence_before(scene: &Scene, token: usize) -> Option<PlaceRef> {
    let here = scene.reading.sentence_of(token);
    let before = here.checked_sub(1)?;
    let sentences = &scene.reading.sentences;
    let flows = sentences[here].paragraph == sentences[before].paragraph
        && sentences[before].role == sentences[here].role;
    let is_open = flows && named_places(scene, token).is_empty();
    let town = is_open.then(|| only_town(&named_places(scene, sentences[before].tokens.start))).flatten()?;
    Some(PlaceRef { qualifier: Some("in the sentence before".to_owned()), ..town })
}

/// "Militants raid Nigerian village": the only town that the sentence below a headline names.
pub(crate) fn town_of_next(scene: &Scene, token: usize) -> Option<PlaceRef> {
    /// A headline, its deck, a date line and a byline.
    const HEADLINES: usize = 4;
    let sentences = &scene.reading.sentences;
    let told = |it: &&orontes_model::Sentence| it.role == orontes_model::SentenceRole::Body;
    let next = sentences[scene.reading.sentence_of(token) + 1..].iter().take(HEADLINES).find(told);
    let next = next.filter(|_| scene.is_headline(token))?;
    let town = only_town(&named_places(scene, next.tokens.start))?;
    Some(PlaceRef { precision: Precision::Near, qualifier: Some("in the sentence below".to_owned()), ..town })
}

/// The town named last before a word, at most two sentences back: what "the city" goes back to where the
/// reading left it open.
pub(crate) fn town_before(scene: &Scene, token: usize) -> Option<PlaceRef> {
    let here = scene.reading.sentence_of(token);
    let start = scene.reading.sentences[here.saturating_sub(2)].span.start;
    let end = scene.token(token).span.start;
    let last = scene.reading.mentions.partition_point(|it| it.span.start < end);
    let recent = (0..last).rev().take_while(|&it| scene.reading.mentions[it].span.start >= start);
    // Wars are reported from elsewhere: a dateline is no town of the story.
    let told = |it: &usize| {
        let span = scene.reading.mentions[*it].span;
        scene.report.zone_at(span) != Some(ZoneKind::Dateline)
    };
    let is_literal = |it: &usize| scene.reading.mentions[*it].literal;
    let located =
        recent.filter(told).filter(is_literal).filter_map(|it| Some((it, scene.located_mention(it)?)));
    let is_town = |kind: PlaceKind| matches!(kind, PlaceKind::City | PlaceKind::Town | PlaceKind::Village);
    // A name that no table knows may be that town, and is where the report calls it one; else nothing is said rather
    // than of the one before it.
    let is_open = |it: usize| {
        let mention = &scene.reading.mentions[it];
        mention.form == MentionForm::Name && mention.literal
    };
    let mut towns = located.map(|(it, place)| (it, place.resolution.best()));
    let (named, best) = towns.find(|(it, best)| best.map_or(is_open(*it), |it| is_town(it.place.kind)))?;
    let Some(best) = best else { return called_town(scene, named, token) };
    Some(PlaceRef {
        name: best.place.name.clone(),
        id: Some(best.place.id.clone()),
        span: Some(scene.token(token).span),
        precision: Precision::Near,
        qualifier: Some("named before".to_owned()),
    })
}

/// "The town of Ilmbridge … the town": a name that no table knows, where its own words call it a settlement.
fn called_town(scene: &Scene, named: usize, token: usize) -> Option<PlaceRef> {
    let mention = &scene.reading.mentions[named];
    let (head, start) = (mention.head, mention.tokens.start);
    let settlement = |it: usize| {
        scene.says("town_noun", scene.form(it)) || scene.is_of(scene.book.classes().id("settlement"), it)
    };
    let above =
        scene.head(head).filter(|&it| matches!(scene.preposition(head).as_str(), "of" | "") && it < start);
    let after = (mention.tokens.end < scene.reading.tokens.len()).then_some(mention.tokens.end);
    let beside = scene.children_in(head, &[Deprel::Appos, Deprel::Compound]).chain(above).chain(after);
    let is_called = beside.into_iter().any(settlement);
    is_called.then(|| PlaceRef {
        name: scene.words(mention.span).to_owned(),
        id: None,
        span: Some(scene.token(token).span),
        precision: Precision::Near,
        qualifier: Some("named before".to_owned()),
    })
}

struct Named<'a> {
    place: PlaceRef,
    /// Nothing of a name that no table knows.
    kind: Option<PlaceKind>,
    parents: &'a [String],
}

fn only_town(named: &[Named]) -> Option<PlaceRef> {
    let is_known = |it: &&Named| it.kind.is_some_and(|it| it != PlaceKind::Country);
    let mut below: Vec<&Named> = named.iter().filter(is_known).collect();
    // A name that no table knows is where it happened, where no other town is named.
    if below.is_empty() {
        below.extend(named.iter().filter(|it| it.kind.is_none()));
    }
    // A square and its town are one place, the square.
    let is_parent = |it: &Named| {
        below.iter().any(|other| it.place.id.as_ref().is_some_and(|id| other.parents.contains(id)))
    };
    let mut towns = below.iter().filter(|it| !is_parent(it)).map(|it| &it.place);
    let first = towns.next()?;
    towns.all(|it| it.name == first.name).then(|| first.clone())
}

fn unknown_place(scene: &Scene, mention: &Mention) -> Option<Named<'static>> {
    let is_name = mention.kind == MentionKind::Place && mention.form == MentionForm::Name && mention.literal;
    let place = PlaceRef {
        name: scene.words(mention.span).to_owned(),
        id: None,
        span: Some(mention.span),
        precision: Precision::Near,
        qualifier: Some("in the same sentence".to_owned()),
    };
    (is_name || scene.is_unlisted_town(mention)).then_some(Named { place, kind: None, parents: &[] })
}

/// The places that a sentence names or refers to. A town that stands for its government is none.
fn named_places<'a>(scene: &Scene<'a>, token: usize) -> Vec<Named<'a>> {
    let sentence = &scene.reading.sentences[scene.reading.sentence_of(token)];
    let first = scene.reading.mentions.partition_point(|it| it.span.start < sentence.span.start);
    let mut out = Vec::new();
    for (at, mention) in scene.reading.mentions.iter().enumerate().skip(first) {
        if mention.span.start >= sentence.span.end {
            break;
        }
        let first = mention.antecedent.map_or(mention, |it| &scene.reading.mentions[it]);
        // "Juba denied that its aircraft …": its is the government's.
        let is_government =
            |it: &Mention| it.kind == MentionKind::Place && it.form == MentionForm::Name && !it.literal;
        if is_government(mention) || mention.form == MentionForm::Pronoun && is_government(first) {
            continue;
        }
        let places = [Some(at), mention.antecedent];
        let found = places.into_iter().flatten().filter_map(|it| scene.located_mention(it));
        let Some(best) = found.filter_map(|it| it.resolution.best()).next() else {
            out.extend(unknown_place(scene, mention));
            continue;
        };
        let is_country = best.place.kind == PlaceKind::Country;
        let place = PlaceRef {
            name: best.place.name.clone(),
            id: Some(best.place.id.clone()),
            span: Some(mention.span),
            precision: if is_country { Precision::Region } else { Precision::Near },
            qualifier: Some("in the same sentence".to_owned()),
        };
        out.push(Named { place, kind: Some(best.place.kind), parents: &best.place.parents });
    }
    out
}
