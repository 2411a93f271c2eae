//! Codes how places stand to each other: rank, capital, distance and direction, links, routes, seats, peoples.
//!
//! Constructions: a noun that a place is called and that another complements ("Arden, a gateway to Bellow"),
//! a verb or preposition between two places, an adjective before a settlement and its name ("the northern
//! city of Arden"), a distance and what follows it, and hyphened words ("Arden-based"). Which words do it is
//! data. Cost: linear in the tokens; a word looks its grounds up by lemma.

use super::claim::Draft;
use super::setting;
use crate::adjacent;
use crate::clause;
use crate::context;
use crate::filler;
use crate::party;
use crate::realis;
use crate::scene::Scene;
use orontes_codebook::Role;
use orontes_codebook::shown::ShownBy;
use orontes_model::{
    Claim, Deprel, GeographyClaim, Kind, MentionForm, MentionKind, Modality, PlaceKind, PlaceRef, Precision,
    QuantityRole, Span, Statement, Upos,
};
use std::collections::BTreeSet;

/// Codes the geography of a report. Each pair and predicate is claimed once a sentence.
pub(crate) fn code(scene: &Scene, out: &mut Vec<Claim>) {
    let grounds = Grounds(scene.book.shown_by());
    let mut found = Vec::new();
    for token in 0..scene.reading.tokens.len() {
        if !scene.speaks(scene.reading.sentence_of(token)) {
            continue;
        }
        found.extend(grounds.by_noun(scene, token));
        found.extend(grounds.by_verb(scene, token));
        found.extend(grounds.by_preposition(scene, token));
        found.extend(grounds.by_adjective(scene, token));
        found.extend(ranked(scene, token));
        found.extend(site_of_town(scene, token));
        found.extend(setting::code(scene, grounds.0, token));
    }
    found.extend(grounds.distances(scene));
    let mut told = BTreeSet::new();
    for it in found {
        let object = it.object.as_ref().map(|it| it.name.clone());
        let sentence = scene.reading.sentence_of(it.token);
        if object.as_ref() != Some(&it.subject.name)
            && told.insert((sentence, it.subject.name.clone(), it.predicate.clone(), object))
        {
            out.push(it.claim(scene));
        }
    }
}

pub(super) struct Found {
    pub(super) token: usize,
    pub(super) subject: PlaceRef,
    pub(super) predicate: String,
    pub(super) object: Option<PlaceRef>,
    pub(super) value: Option<String>,
    pub(super) words: Option<Span>,
}

impl Found {
    /// How places lie is the case whatever comes of the sentence that tells it; a way that "could open" is open only then.
    fn modality(&self, scene: &Scene, told: Modality) -> Modality {
        let could = || {
            let modal = |it: usize| scene.token(it).xpos == "MD";
            scene.token(self.token).upos == Upos::Verb
                && scene.children_in(self.token, &[Deprel::Aux]).any(modal)
        };
        match told {
            Modality::Predicted | Modality::Conditional if could() => Modality::Conditional,
            Modality::Predicted | Modality::Conditional => Modality::Asserted,
            Modality::Asserted | Modality::Claimed | Modality::Historical | Modality::Denied => told,
        }
    }

    fn claim(self, scene: &Scene) -> Claim {
        let own = scene.reading.sentences[scene.reading.sentence_of(self.token)].span;
        let object = self.object.as_ref().and_then(|it| it.span);
        let spans = [self.subject.span, object, self.words, Some(scene.token(self.token).span)];
        let evidence = realis::cover(spans.into_iter().flatten().filter(|it| own.contains(*it)));
        let evidence = evidence.unwrap_or(scene.token(self.token).span);
        let mut what = vec![self.subject.name.clone(), self.predicate.clone()];
        what.extend(self.object.as_ref().map(|it| it.name.clone()));
        let draft = Draft { kind: Kind::Geography, evidence, token: self.token, what };
        let mut voice = realis::voice(scene, self.token, None);
        voice.modality = self.modality(scene, voice.modality);
        let statement = GeographyClaim {
            subject: self.subject,
            predicate: self.predicate,
            object: self.object,
            value: self.value,
        };
        draft.claim(scene, voice, Statement::Geography(statement))
    }
}

/// The grounds of the book, by the word that shows them.
struct Grounds<'b>(&'b ShownBy);

impl Grounds<'_> {
    /// "Arden, a gateway to Bellow", "its proximity to Bellow", "the capital, Arden".
    fn by_noun(&self, scene: &Scene, noun: usize) -> Vec<Found> {
        if scene.token(noun).upos != Upos::Noun {
            return Vec::new();
        }
        let lemma = scene.lower_lemma(noun);
        // "The capital city" is a capital.
        let has = |word: &String| {
            scene
                .children_in(noun, &[Deprel::Compound, Deprel::Amod])
                .any(|it| scene.lemma(it).eq_ignore_ascii_case(word))
        };
        let shown = self.0.grounds_of_noun(lemma).filter(|it| it.1.rest.iter().all(has));
        let Some((ground, _)) = shown.max_by_key(|it| it.1.rest.len()) else { return Vec::new() };
        let predicate = ground.predicate.as_str();
        let owned = predicate == "near";
        let subjects = match owned {
            true => places(scene, scene.children_in(noun, &[Deprel::NmodPoss])),
            false => bearers(scene, noun),
        };
        let mut objects = complements(scene, noun, owned);
        if objects.is_empty() && predicate == "capital_of" {
            objects.extend(capital_of(scene, noun));
        }
        let needs_object = predicate != "crossroads_of";
        let alone = !needs_object && objects.is_empty();
        let some = objects.into_iter().map(Some).chain(alone.then_some(None));
        joined(noun, &subjects, predicate, some.collect())
    }

    /// "Arden links Bellow and Cray", "the road connecting Arden with Bellow", "Arden lies in Freeland".
    fn by_verb(&self, scene: &Scene, verb: usize) -> Vec<Found> {
        if !matches!(scene.token(verb).upos, Upos::Verb | Upos::Adj) {
            return Vec::new();
        }
        let lemma = scene.lower_lemma(verb);
        let own = || self.0.grounds_of_verb(lemma);
        let base = lemma.strip_suffix('d').filter(|_| own().next().is_none()).unwrap_or_default();
        let mut out = Vec::new();
        for (ground, shown) in own().chain(self.0.grounds_of_verb(base)) {
            let predicate = ground.predicate.as_str();
            let (subjects, objects) = match shown.rest.first() {
                None => linked(scene, verb),
                Some(preposition) => seated(scene, verb, preposition, predicate == "based_in"),
            };
            out.extend(joined(verb, &subjects, predicate, objects.into_iter().map(Some).collect()));
        }
        out
    }

    /// "Arden, a city en route to Bellow", "Arden, near Bellow".
    fn by_preposition(&self, scene: &Scene, at: usize) -> Vec<Found> {
        let opening = opener(scene, at);
        let Some(ground) = self.0.ground_of_preposition(&opening) else { return Vec::new() };
        let Some(governor) = before_opener(scene, at, &opening).or_else(|| scene.head(at)) else {
            return Vec::new();
        };
        let mut objects = places(scene, std::iter::once(at));
        if objects.is_empty() {
            objects.extend(setting::landmark(scene, at));
        }
        // Beside a verb of happening the phrase says where, and not how two places lie.
        let subjects = match clause::is_clause(scene, governor) {
            true if scene.has_child(at, Deprel::Cop) || !scene.has_child(governor, Deprel::Cop) => Vec::new(),
            true => places(scene, clause::surface_subject(scene, governor, 1).into_iter()),
            false => {
                let beside = adjacent::name_set_off(scene, governor).and_then(|it| place(scene, it));
                beside.map_or_else(|| named(scene, governor), |it| vec![it])
            }
        };
        joined(at, &subjects, &ground.predicate, objects.into_iter().map(Some).collect())
    }

    /// "the northern city of Arden", "Arden in the northwest", "the strategic town of Arden", "the mostly
    /// Ruritanian town of Arden".
    fn by_adjective(&self, scene: &Scene, at: usize) -> Vec<Found> {
        let Some(ground) = self.0.ground_of_adjective(scene.form(at)) else { return Vec::new() };
        let Some(noun) = scene.head(at) else { return Vec::new() };
        let predicate = ground.predicate.as_str();
        match predicate {
            "in_direction" => {
                let value = ground.value.clone().unwrap_or_else(|| scene.form(at).to_owned());
                let in_the = scene.preposition(at) == "in"
                    && scene.children_in(at, &[Deprel::Det]).next().is_some()
                    && scene.children_in(at, &[Deprel::Nmod]).next().is_none();
                let subjects = match in_the {
                    true => named(scene, noun),
                    false if is_settlement(scene, noun) && at < noun => named(scene, noun),
                    false => return Vec::new(),
                };
                let object = country_at(scene, at);
                let found = joined(at, &subjects, predicate, vec![object]);
                found.into_iter().map(|it| Found { value: Some(value.clone()), ..it }).collect()
            }
            "majority_community" => community(scene, at).into_iter().collect(),
            _ => {
                let place = is_settlement(scene, noun) && at < noun;
                let subjects = if place { named(scene, noun) } else { Vec::new() };
                let value = Some(scene.words(scene.token(at).span.cover(scene.token(noun).span)).to_owned());
                let found = joined(at, &subjects, predicate, vec![None]);
                found.into_iter().map(|it| Found { value: value.clone(), ..it }).collect()
            }
        }
    }

    /// "40 km south of Arden", "10 kilometres (6 miles) away from Arden", "six miles from Arden".
    fn distances(&self, scene: &Scene) -> Vec<Found> {
        let mut out = Vec::new();
        let mut before: Option<Span> = None;
        for quantity in &scene.reading.quantities {
            let unit = quantity.unit.as_deref().unwrap_or_default();
            if quantity.role != QuantityRole::Measure || !scene.says("length", unit) {
                continue;
            }
            let Some(last) = last_token(scene, quantity.span) else { continue };
            if !scene.speaks(scene.reading.sentence_of(last)) {
                continue;
            }
            // The second of "10 kilometres (6 miles)" says the same.
            let doubled = before.is_some_and(|it| {
                let between = scene.report.text.get(it.end as usize..quantity.span.start as usize);
                between.is_some_and(|it| it.trim_start().starts_with('(') && it.len() < 4)
            });
            before = Some(quantity.span);
            if !doubled {
                out.extend(self.distance(scene, last, quantity.span));
            }
        }
        out
    }

    fn distance(&self, scene: &Scene, last: usize, quantity: Span) -> Option<Found> {
        let end = scene.reading.sentences[scene.reading.sentence_of(last)].tokens.end;
        let (mut at, mut direction, mut opened) = (last + 1, None, false);
        while at < end && at < last + 12 && !opened {
            let form = scene.form(at);
            let ground = self.0.ground_of_adjective(form).filter(|it| it.predicate == "in_direction");
            match form {
                "(" => at = (at..end.min(at + 6)).find(|it| scene.form(*it) == ")")?,
                word if scene.says("distance_end", word) => opened = true,
                word if scene.says("length", word) || scene.says("distance_filler", word) => {}
                _ if ground.is_some() => direction = ground.and_then(|it| it.value.clone()),
                _ => break,
            }
            at += 1;
        }
        let first = scene.token_at(quantity).unwrap_or(last);
        if !opened {
            return direction.and_then(|it| from_the_one_before(scene, first, quantity, &it));
        }
        let object = adjacent::after(scene, at - 1)?;
        let object_place = setting::landmark(scene, object)?;
        let fronted = || opening_place(scene, first, object);
        let subject = place_before(scene, first, object).or_else(fronted);
        let subject = subject.or_else(|| self.located_by(scene, last, object))?;
        let predicate = if direction.is_some() { "distance_and_direction_from" } else { "distance_to" };
        let value = match direction {
            Some(direction) => format!("{} {direction}", scene.words(quantity)),
            None => scene.words(quantity).to_owned(),
        };
        Some(Found {
            token: last,
            subject,
            predicate: predicate.to_owned(),
            object: Some(object_place),
            value: Some(value),
            words: Some(quantity),
        })
    }

    /// Who or what is as far as that: the noun that the phrase describes, else the subject of its clause.
    fn located_by(&self, scene: &Scene, from: usize, object: usize) -> Option<PlaceRef> {
        let mut at = from;
        for _ in 0..6 {
            if clause::is_clause(scene, at) {
                let subject = clause::surface_subject(scene, at, 2).or_else(|| {
                    clause::objects(scene, at, true)
                        .into_iter()
                        .next()
                        .filter(|_| clause::is_passive(scene, at))
                });
                let subject = subject.filter(|it| *it != object)?;
                let told =
                    || matches!(scene.form(subject), "it" | "It").then(|| context::town_before(scene, from));
                return place(scene, subject)
                    .or_else(|| as_place(scene, subject))
                    .or_else(|| told().flatten());
            }
            at = scene.head(at)?;
            let is_direction =
                self.0.ground_of_adjective(scene.form(at)).is_some_and(|it| it.predicate == "in_direction");
            let names = at != object && !is_direction && scene.is_nominal(at);
            let found = if names { named(scene, at) } else { Vec::new() };
            if let Some(found) = found.into_iter().next() {
                return Some(found);
            }
        }
        None
    }
}

fn last_token(scene: &Scene, span: Span) -> Option<usize> {
    let after = scene.reading.tokens.partition_point(|it| it.span.start < span.end);
    after.checked_sub(1)
}

/// Of what a capital is that names no owner: the country, and for "the state capital" a part that is not named.
fn capital_of(scene: &Scene, noun: usize) -> Option<PlaceRef> {
    let before = scene.children_in(noun, &[Deprel::Amod, Deprel::Compound]);
    let Some(tier) = before.into_iter().find(|it| scene.says("tier", scene.form(*it))) else {
        return country_at(scene, noun);
    };
    let country = country_at(scene, noun)?;
    let name = format!("part of {}", country.name);
    Some(PlaceRef { name, id: None, qualifier: Some(scene.form(tier).to_owned()), ..country })
}

/// "Sake, about 25 km west of Goma": the place that the length stands beside.
fn place_before(scene: &Scene, quantity: usize, object: usize) -> Option<PlaceRef> {
    /// As far as a comma, a bracket and an adverb reach.
    const REACH: usize = 4;
    let start = scene.reading.sentences[scene.reading.sentence_of(quantity)].tokens.start;
    let skipped = |it: usize| {
        matches!(scene.token(it).upos, Upos::Punct | Upos::Adv | Upos::Adp | Upos::Num)
            || scene.says("distance_lead", scene.form(it))
    };
    let before = (start..quantity).rev().take(REACH + 1).find(|&it| !skipped(it))?;
    // "Homs, a city just 40 km …".
    if scene.is_of(scene.classes.place_noun, before)
        && let Some(name) = adjacent::name_set_off(scene, before)
    {
        return place(scene, name);
    }
    let (_, mention) = scene.mention(before).filter(|(_, it)| it.kind == MentionKind::Place)?;
    let set_off = (mention.tokens.end..quantity).any(|it| matches!(scene.form(it), "," | "("));
    (set_off && mention.head != object && mention.form == MentionForm::Name)
        .then(|| place(scene, mention.head))
        .flatten()
}

/// "Just 40 km south of Hama, Homs …": a length that opens its sentence is the next name's.
fn opening_place(scene: &Scene, quantity: usize, object: usize) -> Option<PlaceRef> {
    let sentence = &scene.reading.sentences[scene.reading.sentence_of(quantity)].tokens;
    let opens = quantity <= sentence.start + 3;
    let comma = (object + 1..sentence.end.min(object + 4)).find(|it| opens && scene.form(*it) == ",")?;
    place(scene, adjacent::after(scene, comma)?)
}

/// "Its proximity to Bellow, a city 40 km to the south": counted from the town that was told before it.
fn from_the_one_before(scene: &Scene, quantity: usize, length: Span, direction: &str) -> Option<Found> {
    let subject = place_before(scene, quantity, quantity)?;
    let at = subject.span.and_then(|it| scene.token_at(it))?;
    let object = context::town_before(scene, at).filter(|it| it.name != subject.name)?;
    let value = Some(format!("{} {direction}", scene.words(length)));
    let predicate = "distance_and_direction_from".to_owned();
    Some(Found { token: quantity, subject, predicate, object: Some(object), value, words: Some(length) })
}

/// A party as the subject of a distance or seat: its name stands where a place would.
fn as_place(scene: &Scene, at: usize) -> Option<PlaceRef> {
    // Where a person was killed is no place of his.
    if scene.mention(at).is_some_and(|(_, it)| it.kind == MentionKind::Person) {
        return None;
    }
    let party = filler::is_actor(scene, at).then(|| party::party(scene, at)).flatten()?;
    let (name, span) = (party.name, party.span);
    Some(PlaceRef { name, id: None, span, precision: Precision::Exact, qualifier: None })
}

fn joined(
    token: usize,
    subjects: &[PlaceRef],
    predicate: &str,
    objects: Vec<Option<PlaceRef>>,
) -> Vec<Found> {
    let mut out = Vec::new();
    for subject in subjects {
        for object in &objects {
            out.push(Found {
                token,
                subject: subject.clone(),
                predicate: predicate.to_owned(),
                object: object.clone(),
                value: None,
                words: None,
            });
        }
    }
    out
}

/// A place that is named or referred to; words that only describe one name none.
pub(super) fn place(scene: &Scene, at: usize) -> Option<PlaceRef> {
    let known = scene.mention(at).is_some_and(|(_, it)| it.kind == MentionKind::Place)
        || scene.is_of(scene.classes.place_noun, at)
        || scene.token(at).upos == Upos::Pron;
    let found = known.then(|| filler::place_ref(scene, at)).flatten()?;
    // "A junction", "the north": words of no place that a gazetteer or a name stands behind.
    (found.id.is_some() || scene.token(at).upos == Upos::Propn).then_some(found)
}

fn places(scene: &Scene, heads: impl Iterator<Item = usize>) -> Vec<PlaceRef> {
    let members = heads.flat_map(|it| filler::members(scene, Role::Place, it));
    members.filter_map(|it| place(scene, it)).collect()
}

/// The place that a noun phrase names itself or stands beside in apposition.
pub(super) fn named(scene: &Scene, noun: usize) -> Vec<PlaceRef> {
    let beside = scene.head(noun).filter(|_| scene.deprel(noun) == Deprel::Appos);
    let found: Vec<PlaceRef> = beside.into_iter().chain([noun]).filter_map(|it| place(scene, it)).collect();
    found.into_iter().take(1).collect()
}

fn is_settlement(scene: &Scene, noun: usize) -> bool {
    let general = scene.is_of(scene.classes.place_noun, noun);
    let below = [Deprel::Nmod, Deprel::Appos, Deprel::Flat, Deprel::NmodDesc];
    let mut named = scene.children_in(noun, &below).filter(|it| {
        scene
            .mention(*it)
            .is_some_and(|(_, it)| it.kind == MentionKind::Place && it.form == MentionForm::Name)
            && matches!(scene.preposition(*it).as_str(), "of" | "")
    });
    general && named.next().is_some()
}

/// Which places a noun is said of: apposition, "is", "serves as", the one that is made it.
pub(super) fn bearers(scene: &Scene, noun: usize) -> Vec<PlaceRef> {
    let beside = adjacent::name_set_off(scene, noun).filter(|_| !scene.has_child(noun, Deprel::Cop));
    let mut heads: Vec<usize> = beside.into_iter().collect();
    heads.extend(scene.children_in(noun, &[Deprel::Appos, Deprel::Flat]));
    let governor = scene.head(noun);
    let relation = scene.deprel(noun);
    match (relation, governor) {
        (Deprel::Appos | Deprel::Compound | Deprel::NmodDesc, Some(name)) => heads.push(name),
        (Deprel::Conj, Some(first)) if scene.token(first).upos == Upos::Noun => return bearers(scene, first),
        (Deprel::Obl | Deprel::Xcomp | Deprel::Nmod | Deprel::Advcl, Some(verb))
            if scene.preposition(noun) == "as" || relation == Deprel::Xcomp =>
        {
            let object = scene.children_in(verb, &[Deprel::Obj]).next();
            heads.extend(object.or_else(|| clause::surface_subject(scene, verb, 3)));
        }
        _ => {}
    }
    if scene.has_child(noun, Deprel::Cop) {
        heads.extend(clause::surface_subject(scene, noun, 1));
    }
    let mut found: Vec<PlaceRef> = heads.into_iter().flat_map(|it| named(scene, it)).collect();
    found.truncate(1);
    found
}

/// What a noun is of: owner, "of", "to", "between", "for", "with"; where it is owned, the phrases alone.
fn complements(scene: &Scene, noun: usize, owned: bool) -> Vec<PlaceRef> {
    let owners = scene.children_in(noun, &[Deprel::NmodPoss]).filter(|_| !owned);
    let phrases =
        scene.children_in(noun, &[Deprel::Nmod, Deprel::Acl]).filter(|it| scene.opened_by("related", *it));
    let found = places(scene, owners.chain(phrases.clone()));
    if !found.is_empty() {
        return found;
    }
    // "The main gate for trade with Bellow": what passes through it leads there.
    let with = phrases.flat_map(|it| scene.children_in(it, &[Deprel::Nmod]).collect::<Vec<_>>());
    let with: Vec<usize> = with.filter(|it| scene.opened_by("linked", *it)).collect();
    places(scene, with.into_iter())
}

/// Ends and bearer of a link.
fn linked(scene: &Scene, verb: usize) -> (Vec<PlaceRef>, Vec<PlaceRef>) {
    let passive = clause::is_passive(scene, verb);
    let subject = if passive { None } else { clause::surface_subject(scene, verb, 3) };
    let mut subjects: Vec<PlaceRef> = subject.into_iter().flat_map(|it| named(scene, it)).collect();
    // "a passage connecting A with B": the place that is called a passage.
    if let Some(noun) = subject.filter(|_| subjects.is_empty()) {
        subjects = bearers(scene, noun);
    }
    let with = clause::phrases(scene, verb).filter(|it| scene.opened_by("linked", *it));
    let mut ends: Vec<usize> = scene.children_in(verb, &[Deprel::Obj]).chain(with).collect();
    let below = ends.clone();
    ends.extend(below.iter().flat_map(|it| {
        clause::phrases(scene, *it).filter(|it| scene.preposition(*it) == "with").collect::<Vec<_>>()
    }));
    (subjects, places(scene, ends.into_iter()))
}

/// Subject and seat of "based in", "lies in", "Arden-based".
fn seated(scene: &Scene, verb: usize, preposition: &str, party: bool) -> (Vec<PlaceRef>, Vec<PlaceRef>) {
    let hyphened = clause::hyphened(scene, verb).filter(|_| party);
    let mut seats: Vec<PlaceRef> = match hyphened {
        Some(before) => filler::place_ref(scene, before).into_iter().collect(),
        None => {
            let phrases = clause::phrases(scene, verb).filter(|it| scene.preposition(*it) == preposition);
            places(scene, phrases)
        }
    };
    seats.truncate(1);
    let passive = clause::objects(scene, verb, true).into_iter().next();
    let subject = match clause::is_passive(scene, verb) || hyphened.is_some() {
        true => passive.or_else(|| hyphened.and_then(|_| scene.head(verb))),
        false => clause::surface_subject(scene, verb, 2),
    };
    let subject = subject.and_then(|it| if party { as_place(scene, it) } else { place(scene, it) });
    (subject.into_iter().collect(), seats)
}

/// The words that open a phrase, with those of a longer preposition that the parser made a noun of.
fn opener(scene: &Scene, at: usize) -> String {
    let own = scene.preposition(at);
    let start = scene.reading.sentences[scene.reading.sentence_of(at)].tokens.start;
    let first = scene.children(at).filter(|it| *it < at).min().unwrap_or(at);
    if own != "to" || first < start + 2 {
        return own;
    }
    let before = |count: usize| if first >= start + count { scene.form(first - count) } else { "" };
    match (before(3), before(2), before(1)) {
        (_, "en", "route") => "en route to".to_owned(),
        ("on", "the", way @ ("road" | "way" | "highway")) => format!("on the {way} to"),
        (_, _, near @ ("close" | "next" | "adjacent")) => format!("{near} to"),
        _ => own,
    }
}

/// The noun right before a preposition of several words, which trees hang anywhere ("a city en route to").
fn before_opener(scene: &Scene, at: usize, opening: &str) -> Option<usize> {
    let length = opening.split(' ').count();
    let own = scene.children(at).filter(|it| *it < at && scene.token(*it).upos == Upos::Adp).max()?;
    let noun = (own + 1).checked_sub(length + 1).filter(|_| length > 1)?;
    let same = scene.reading.sentence_of(noun) == scene.reading.sentence_of(at);
    (same && scene.is_of(scene.classes.place_noun, noun)).then_some(noun)
}

/// "Arden, Freeland's second-largest city", "the largest city in the country".
fn ranked(scene: &Scene, at: usize) -> Option<Found> {
    let form = scene.form(at);
    let size = form.rsplit('-').next().unwrap_or_default();
    let noun = scene.head(at).filter(|it| *it > at)?;
    // "Larger" compares two; "most populous" ranks.
    let superlative = scene.says("size", size) && (form.ends_with("est") || size == "populous");
    if !superlative || !scene.says("ranked_noun", scene.lemma(noun)) {
        return None;
    }
    let ranked = |word: &str| scene.book.classes().rank_of(word);
    let ordinal = form.split('-').next().filter(|it| *it != size).map(str::to_owned);
    let before = |count: usize| at.checked_sub(count).map(|it| scene.form(it)).unwrap_or_default();
    let ordinal = ordinal
        .or_else(|| Some(before(1)).filter(|it| ranked(it).is_some()).map(str::to_owned))
        .or_else(|| Some(before(2)).filter(|it| before(1) == "-" && ranked(it).is_some()).map(str::to_owned));
    let rank = ordinal.and_then(|it| ranked(&it)).unwrap_or(1);
    let subject = bearers(scene, noun).into_iter().next()?;
    let within = scene.children_in(noun, &[Deprel::NmodPoss, Deprel::Nmod]);
    let within =
        places(scene, within.filter(|it| matches!(scene.preposition(*it).as_str(), "" | "in" | "of")));
    let object = within.into_iter().find(|it| it.id.is_some()).or_else(|| country_at(scene, noun));
    let (predicate, object) = match object {
        Some(within) if is_part(scene, noun, &within) => {
            ("size_rank_in_region", Some(part(scene, noun, within)))
        }
        other => ("size_rank_in_country", other),
    };
    let words = Some(scene.token(at).span.cover(scene.token(noun).span));
    let predicate = predicate.to_owned();
    Some(Found { token: noun, subject, predicate, object, value: Some(rank.to_string()), words })
}

/// "The largest city in eastern Freeland", "in the province": ranked within a part and not within the country.
fn is_part(scene: &Scene, noun: usize, within: &PlaceRef) -> bool {
    let known = within.span.and_then(|it| scene.token_at(it)).and_then(|it| scene.mention(it));
    let kind = known.and_then(|(id, _)| scene.located_mention(id)).and_then(|it| it.resolution.best());
    let narrower = kind.is_some_and(|it| it.place.kind != PlaceKind::Country);
    let own = scene.children_in(noun, &[Deprel::Amod]).any(|it| scene.says("tier", scene.form(it)));
    narrower || own || directed(scene, noun).is_some()
}

/// The word of direction in the phrase of a ranked noun: "in eastern Freeland", "in the country's north".
fn directed(scene: &Scene, noun: usize) -> Option<usize> {
    let phrase = scene.children_in(noun, &[Deprel::Nmod]).find(|it| scene.preposition(*it) == "in")?;
    let is_direction = |it: &usize| scene.says("direction", scene.form(*it));
    scene.children_in(phrase, &[Deprel::Amod, Deprel::Compound]).chain([phrase]).find(is_direction)
}

fn part(scene: &Scene, noun: usize, within: PlaceRef) -> PlaceRef {
    let Some(direction) = directed(scene, noun) else { return within };
    let name = format!("{} {}", scene.form(direction), within.name);
    PlaceRef {
        name,
        id: None,
        precision: Precision::Region,
        qualifier: Some(scene.form(direction).to_owned()),
        ..within
    }
}

/// The country of the report, standing in for what a word leaves unsaid.
fn country_at(scene: &Scene, word: usize) -> Option<PlaceRef> {
    scene.country().map(|it| PlaceRef { span: Some(scene.token(word).span), ..it.clone() })
}

/// "Arden's Freedom Square": a named site of a named place.
fn site_of_town(scene: &Scene, at: usize) -> Option<Found> {
    let noun = scene.head(at).filter(|_| scene.deprel(at) == Deprel::NmodPoss)?;
    let is_named = |it: usize| {
        scene.token(it).upos == Upos::Propn
            && scene.mention(it).is_some_and(|(_, it)| it.kind == MentionKind::Place)
    };
    if !is_named(at) || !is_named(noun) || scene.mention(at)?.0 == scene.mention(noun)?.0 {
        return None;
    }
    let (subject, object) = (filler::place_ref(scene, noun)?, filler::place_ref(scene, at)?);
    let predicate = "located_in".to_owned();
    Some(Found { token: noun, subject, predicate, object: Some(object), value: None, words: None })
}

/// "the Ruritanian-majority town of Arden", "mostly Ruritanian Arden".
fn community(scene: &Scene, at: usize) -> Option<Found> {
    let start = scene.reading.sentences[scene.reading.sentence_of(at)].tokens.start;
    let end = scene.reading.sentences[scene.reading.sentence_of(at)].tokens.end;
    let hyphen_before = at >= start + 2 && scene.form(at - 1) == "-";
    let hyphen_after = at + 2 < end && scene.form(at + 1) == "-";
    let group = match (hyphen_before, hyphen_after) {
        (true, _) => at - 2,
        (_, true) => at + 2,
        _ => at + 1,
    };
    let is_group = group < end && scene.words(scene.token(group).span).starts_with(char::is_uppercase);
    let noun = (group.max(at) + 1..end.min(at + 7))
        .find(|it| matches!(scene.token(*it).upos, Upos::Noun | Upos::Propn))?;
    let fits = scene.is_of(scene.classes.place_noun, noun)
        || scene.mention(noun).is_some_and(|(_, it)| it.kind == MentionKind::Place);
    let subject = named(scene, noun).into_iter().next().filter(|_| is_group && fits)?;
    let span = scene.token(group).span;
    let name = scene.words(span).to_owned();
    let object = PlaceRef { name, id: None, span: Some(span), precision: Precision::Exact, qualifier: None };
    let predicate = "majority_community".to_owned();
    Some(Found { token: at, subject, predicate, object: Some(object), value: None, words: None })
}
