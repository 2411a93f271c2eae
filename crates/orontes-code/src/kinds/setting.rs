//! Codes how places lie to each other where no verb of lying says so: "Arden, west of Bellow", "Cray, a port on
//! Lake Dell", "the Arden-Bellow road", "the highway between Arden and Bellow", "opens the way to Bellow".
//!
//! Read by the order of the words, which parsers leave whole where they lose an apposition. Cost: each word looks a
//! bounded stretch around itself.

use super::geography::{Found, bearers, named, place};
use crate::adjacent;
use crate::clause;
use crate::context;
use crate::filler;
use crate::party;
use crate::scene::Scene;
use orontes_codebook::shown::ShownBy;
use orontes_model::{Deprel, Mention, MentionForm, MentionKind, PlaceKind, PlaceRef, Precision, Span, Upos};

/// Codes what one word shows.
pub(super) fn code(scene: &Scene, shown: &ShownBy, at: usize) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    found.extend(directed(scene, shown, at));
    found.extend(inside(scene, at));
    found.extend(called(scene, shown, at));
    found.extend(joined_by_way(scene, at));
    found.extend(way_opened(scene, at));
    found
}

/// The tokens of the sentence of a word.
fn sentence(scene: &Scene, at: usize) -> std::ops::Range<usize> {
    scene.reading.sentences[scene.reading.sentence_of(at)].tokens.clone()
}

/// The name of a place that ends right before a word.
fn name_ending<'a>(scene: &Scene<'a>, end: usize) -> Option<&'a Mention> {
    let (_, mention) = scene.mention(end.checked_sub(1)?)?;
    let is_name = mention.kind == MentionKind::Place && mention.form == MentionForm::Name && mention.literal;
    (is_name && mention.tokens.end == end && sentence(scene, mention.head).contains(&end)).then_some(mention)
}

/// What a name stands for; a site that the tables place in a town keeps its own name ("Badush prison").
fn itself(scene: &Scene, mention: &Mention, other: Option<&PlaceRef>) -> Option<PlaceRef> {
    let found = place(scene, mention.head);
    let is_other = |it: &PlaceRef| other.is_some_and(|other| other.name == it.name);
    match found.filter(|it| it.precision == Precision::Exact && !is_other(it)) {
        Some(found) => Some(found),
        None => {
            scene.words(mention.span).starts_with(char::is_uppercase).then(|| by_words(scene, mention.span))
        }
    }
}

fn by_words(scene: &Scene, span: Span) -> PlaceRef {
    let name = scene.words(span).to_owned();
    PlaceRef { name, id: None, span: Some(span), precision: Precision::Exact, qualifier: None }
}

fn found(token: usize, subject: PlaceRef, predicate: &str, object: Option<PlaceRef>) -> Found {
    Found { token, subject, predicate: predicate.to_owned(), object, value: None, words: None }
}

/// A place as the end of a direction: named, a border ("the Freelandish border"), or the town told of ("the port").
pub(super) fn landmark(scene: &Scene, at: usize) -> Option<PlaceRef> {
    if scene.says("boundary", scene.lower_lemma(at)) {
        return border_of(scene, at);
    }
    let is_town = scene.says("town_noun", scene.lower_lemma(at)) || scene.lower_lemma(at) == "port";
    let definite = || scene.children_in(at, &[Deprel::Det]).any(|it| scene.form(it) == "the");
    place(scene, at).or_else(|| (is_town && definite()).then(|| context::town_before(scene, at)).flatten())
}

/// "The border with Freeland", "the Freelandish border": the country on the other side.
fn border_of(scene: &Scene, at: usize) -> Option<PlaceRef> {
    let with = scene.children_in(at, &[Deprel::Nmod]).filter(|it| scene.preposition(*it) == "with");
    if let Some(found) = with.filter_map(|it| place(scene, it)).next() {
        return Some(found);
    }
    let mut before = scene.children_in(at, &[Deprel::Amod, Deprel::Compound, Deprel::NmodPoss]);
    let people = before.find_map(|it| scene.mention(it).filter(|(_, it)| it.known.is_some()))?.1;
    let party = party::country_party(scene, people.known.as_deref()?, people.span)?;
    Some(PlaceRef { name: party.name, ..by_words(scene, people.span) })
}

/// "Arden, west of Bellow", "Arden, a town just to the west of Bellow".
fn directed(scene: &Scene, shown: &ShownBy, at: usize) -> Option<Found> {
    let ground = shown.ground_of_adjective(scene.form(at)).filter(|it| it.predicate == "in_direction")?;
    let tokens = sentence(scene, at);
    if at + 2 >= tokens.end || scene.form(at + 1) != "of" {
        return None;
    }
    let object = landmark(scene, adjacent::after(scene, at + 1)?)?;
    let hedged = |it: &usize| {
        matches!(scene.form(*it), "just" | "immediately" | "directly" | "to" | "the" | "due" | "far")
    };
    let before = (tokens.start..at).rev().find(|it| !hedged(it))?;
    let subject = match scene.form(before) {
        "," | "(" => itself(scene, name_ending(scene, before)?, Some(&object))?,
        _ if scene.is_of(scene.classes.place_noun, before) && scene.token(before).upos == Upos::Noun => {
            bearers(scene, before).into_iter().next()?
        }
        _ => return None,
    };
    let value = ground.value.clone();
    Some(Found { value, ..found(at, subject, "in_direction", Some(object)) })
}

/// "Arden, in Dell province,": a name between commas behind a name, the wider behind the narrower.
fn inside(scene: &Scene, at: usize) -> Option<Found> {
    if scene.form(at) != "in" || at < 2 || scene.form(at - 1) != "," {
        return None;
    }
    let narrow = name_ending(scene, at - 1)?;
    let wide = adjacent::after(scene, at)?;
    let (id, mention) = scene.mention(wide).filter(|(_, it)| it.kind == MentionKind::Place)?;
    let tokens = sentence(scene, at);
    let closed = mention.tokens.end >= tokens.end
        || matches!(scene.form(mention.tokens.end), "," | "." | ";" | "(" | ")" | "—" | "–" | "-");
    let (outer, inner) = (area(scene, id, mention), scene.mention(narrow.head).map(|it| it.0)?);
    let is_wider = outer && !area(scene, inner, narrow);
    if !closed || !is_wider || !mention.literal {
        return None;
    }
    let object = place(scene, mention.head)?;
    Some(found(at, itself(scene, narrow, Some(&object))?, "located_in", Some(object)))
}

/// Says whether a name is of a country or a part of one, by the tables or by its own words.
fn area(scene: &Scene, id: usize, mention: &Mention) -> bool {
    let kind = scene.located_mention(id).and_then(|it| it.resolution.best()).map(|it| it.place.kind);
    let by_words = || {
        let last = mention.tokens.end.saturating_sub(1);
        scene.says("tract", &scene.form(last).to_lowercase())
    };
    let is_town = |it| matches!(it, PlaceKind::City | PlaceKind::Town | PlaceKind::Village);
    kind.map_or_else(by_words, |it| !is_town(it))
}

/// "Cray, a port on Lake Dell", "Arden, a village in the Dell region", "the last city of Dell province".
fn called(scene: &Scene, shown: &ShownBy, noun: usize) -> Option<Found> {
    let general = scene.is_of(scene.classes.place_noun, noun) && scene.token(noun).upos == Upos::Noun;
    if !general || shown.grounds_of_noun(scene.lower_lemma(noun)).next().is_some() {
        return None;
    }
    // "The largest city in Dell" is ranked and not only placed.
    let superlative = |it: usize| scene.form(it).ends_with("est") || scene.form(it) == "populous";
    if scene.children_in(noun, &[Deprel::Amod]).any(superlative) {
        return None;
    }
    let leads = |it: &usize| match scene.preposition(*it).as_str() {
        "in" | "on" => true,
        "of" => scene.mention(*it).is_some_and(|(id, mention)| area(scene, id, mention)),
        _ => false,
    };
    let phrase = scene.children_in(noun, &[Deprel::Nmod]).filter(|it| *it > noun).find(leads)?;
    let object = place(scene, phrase)?;
    let beside = scene.deprel(noun) == Deprel::Appos || scene.has_child(noun, Deprel::Cop);
    let subject = bearers(scene, noun).into_iter().next().filter(|_| beside)?;
    Some(found(noun, subject, "located_in", Some(object)))
}

/// "The Arden-Bellow road", "the highway linking Arden with Bellow", "a route from Arden to Bellow": it joins both;
/// what lies on it is on the way to them.
fn joined_by_way(scene: &Scene, noun: usize) -> Vec<Found> {
    if !scene.says("way", scene.lower_lemma(noun)) || !scene.is_nominal(noun) {
        return Vec::new();
    }
    let Some((first, second)) = hyphened_ends(scene, noun).or_else(|| ends_behind(scene, noun)) else {
        return Vec::new();
    };
    if first.name == second.name {
        return Vec::new();
    }
    let name = format!("{}-{} {}", first.name, second.name, scene.lower_lemma(noun));
    let way = PlaceRef { name, ..by_words(scene, scene.token(noun).span) };
    let on_it = on_way(scene, noun).into_iter().flat_map(|it| {
        let ends =
            [&first, &second].into_iter().filter(|end| end.name != it.name).cloned().collect::<Vec<_>>();
        ends.into_iter().map(move |end| found(noun, it.clone(), "on_route_to", Some(end)))
    });
    let joins =
        [&first, &second].into_iter().map(|it| found(noun, way.clone(), "connects", Some(it.clone())));
    joins.chain(on_it).collect()
}

fn hyphened_ends(scene: &Scene, noun: usize) -> Option<(PlaceRef, PlaceRef)> {
    let second = name_ending(scene, noun)?;
    let dash = second.tokens.start.checked_sub(1)?;
    let dashed = matches!(scene.form(dash), "-" | "–" | "—" | "‑" | "to");
    let first = name_ending(scene, dash).filter(|_| dashed)?;
    Some((place(scene, first.head)?, place(scene, second.head)?))
}

/// Words between a way and the first of its ends, and between its ends: an apposition may stand there.
const REACH: usize = 14;

fn ends_behind(scene: &Scene, noun: usize) -> Option<(PlaceRef, PlaceRef)> {
    let tokens = sentence(scene, noun);
    let near = noun + 1..tokens.end.min(noun + 6);
    let opens = |it: &usize| {
        matches!(scene.form(*it), "between" | "from") || scene.says("joining", scene.lower_lemma(*it))
    };
    let opener = near.clone().find(opens)?;
    let plain = (noun + 1..opener).all(|it| {
        matches!(
            scene.token(it).upos,
            Upos::Pron | Upos::Sconj | Upos::Adv | Upos::Verb | Upos::Adj | Upos::Punct
        )
    });
    let first = adjacent::after(scene, opener).filter(|_| plain)?;
    let start = scene.mention(first).map_or(first + 1, |(_, it)| it.tokens.end);
    let joint = |it: &usize| matches!(scene.form(*it), "and" | "to" | "with");
    let link = (start..tokens.end.min(start + REACH)).find(joint)?;
    let second = adjacent::after(scene, link)?;
    Some((place(scene, first)?, place(scene, second)?))
}

/// What lies on a way: the name it is set off from, or the subject of the verb that it hangs on.
fn on_way(scene: &Scene, noun: usize) -> Option<PlaceRef> {
    if !matches!(scene.preposition(noun).as_str(), "on" | "along" | "astride") {
        return None;
    }
    let first = scene.children(noun).filter(|it| *it < noun).min().unwrap_or(noun);
    if first > 0 && scene.form(first - 1) == "," {
        return name_ending(scene, first - 1).and_then(|it| place(scene, it.head));
    }
    let governor = scene.head(noun)?;
    if scene.is_of(scene.classes.place_noun, governor) && scene.token(governor).upos == Upos::Noun {
        return bearers(scene, governor).into_iter().next();
    }
    let verb = Some(governor).filter(|it| clause::is_clause(scene, *it)).unwrap_or(noun);
    let lies = scene.says("lying", scene.lower_lemma(verb)) || scene.has_child(verb, Deprel::Cop);
    let subject = clause::surface_subject(scene, verb, 2).filter(|_| lies)?;
    named(scene, subject).into_iter().next()
}

/// "The fall of Arden could open the way to Bellow": whoever has the one reaches the other.
fn way_opened(scene: &Scene, verb: usize) -> Option<Found> {
    if !scene.says("opening_way", scene.lower_lemma(verb)) || scene.token(verb).upos != Upos::Verb {
        return None;
    }
    let way =
        scene.children_in(verb, &[Deprel::Obj]).find(|it| scene.says("way_in", scene.lower_lemma(*it)))?;
    let leads = |it: &usize| matches!(scene.preposition(*it).as_str(), "to" | "toward" | "towards" | "into");
    let object = clause::phrases(scene, way).chain(clause::phrases(scene, verb)).find(leads)?;
    let object = place(scene, object)?;
    let subject = clause::surface_subject(scene, verb, 3)?;
    let own = || named(scene, subject).into_iter().next();
    let of = || {
        let mut below = scene.children_in(subject, &[Deprel::Nmod, Deprel::NmodPoss, Deprel::Obj]);
        below.find_map(|it| place(scene, it))
    };
    let taken = || {
        filler::heads_under(scene, subject).into_iter().any(|it| scene.is_of(scene.classes.occurrence, it))
    };
    let subject =
        own().or_else(of).or_else(|| taken().then(|| context::town_before(scene, verb)).flatten())?;
    Some(found(verb, subject, "gateway_to", Some(object)))
}
