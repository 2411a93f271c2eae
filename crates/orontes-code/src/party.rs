//! Turns the head of a noun phrase into the party that it names: of the registry, through a reference, or by its
//! own words, with the span of the words that say who it is.

use crate::clause;
use crate::filler::{heads_under, is_actor, is_men_of_somebody, is_named_actor, phrase_span};
use crate::rebels;
use crate::scene::Scene;
use orontes_model::{ActorKind, Deprel, Mention, MentionForm, MentionKind, Party, Span, Upos};

/// The parties that a noun phrase names: one, or one per nationality ("Ruritanian and Freeland jets").
pub(crate) fn parties(scene: &Scene, at: usize) -> Vec<Party> {
    let start = scene.reading.sentences[scene.reading.sentence_of(at)].tokens.start;
    let form = |it: usize| scene.words(scene.token(it).span);
    let before: Vec<usize> = (start..at)
        .rev()
        .take(8)
        .take_while(|&it| matches!(scene.token(it).upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Cconj))
        .collect();
    let nations: Vec<usize> = before
        .iter()
        .copied()
        .filter(|&it| {
            form(it).starts_with(char::is_uppercase) && scene.registry.country_of(form(it)).is_some()
        })
        .collect();
    let joined = nations.len() == 2 && nations[0] == nations[1] + 2;
    let is_common = scene.token(at).upos == Upos::Noun;
    if !joined || !is_common {
        return party(scene, at).into_iter().collect();
    }
    let rest = Span { start: scene.token(nations[0]).span.end, end: scene.token(at).span.end };
    let each = nations.iter().rev().map(|&it| {
        let words = format!("{}{}", form(it), scene.words(rest));
        let span = scene.token(it).span;
        party_of_words(scene, &words, if it == nations[0] { span.cover(rest) } else { span })
    });
    each.collect()
}

/// The party that a noun phrase names: of the registry, through a reference, or by its own words. A
/// pronoun that goes back to nothing names nobody.
pub(crate) fn party(scene: &Scene, at: usize) -> Option<Party> {
    if let Some(found) = scene.parties[at].get() {
        return found.clone();
    }
    let found = party_anew(scene, at).map(|it| rebels::named_for(scene, at, as_camp(scene, at, it)));
    // Set already where the search came back here: the same words give the same party.
    scene.parties[at].set(found.clone()).ok();
    found
}

/// "In rebel hands", "rebel-held": the word before a noun stands for the rebels.
fn as_camp(scene: &Scene, at: usize, party: Party) -> Party {
    let word = scene.form(at).to_lowercase();
    let modifies = matches!(scene.deprel(at), Deprel::Compound | Deprel::Amod | Deprel::NmodDesc)
        || clause::is_hyphened_before(scene, at);
    let is_bare = party.id.is_none() && party.name.eq_ignore_ascii_case(&word);
    match is_bare && modifies && scene.says("camp_fighter", &word) {
        true => Party { name: format!("{word}s"), ..party },
        false => party,
    }
}

/// "The mayor criticised the commander": nobody but a reflexive goes back to the subject of its own clause, so a target
/// that was taken for the doer has its own words.
pub(crate) fn part_from_doers(scene: &Scene, actors: &[Party], targets: &mut Vec<Party>) {
    let is_doer = |it: &Party| actors.iter().any(|doer| doer.name == it.name && doer.span != it.span);
    for target in targets.iter_mut().filter(|it| is_doer(it)) {
        let head = target.span.and_then(|span| scene.token_at(span));
        let mention = head.and_then(|it| scene.mention(it)).map(|(_, it)| it);
        if let Some(own) = mention.filter(|it| it.form == MentionForm::Description && it.antecedent.is_some())
        {
            *target = party_of_words(scene, scene.words(own.span), own.span);
        }
    }
    let is_pronoun = |it: &Party| {
        let at = it.span.and_then(|span| scene.token_at(span));
        at.is_some_and(|at| scene.token(at).upos == Upos::Pron && !scene.form(at).contains("sel"))
    };
    targets.retain(|it| !(is_doer(it) && is_pronoun(it)));
}

fn party_anew(scene: &Scene, at: usize) -> Option<Party> {
    // "a group of insurgents", "hundreds of soldiers": the ones who act are named below.
    let at = heads_under(scene, at).into_iter().rev().find(|&it| is_actor(scene, it)).unwrap_or(at);
    // "The offensive threatens …": whoever acts in the occurrence does.
    if scene.is_of(scene.classes.occurrence, at) && scene.token(at).upos != Upos::Propn {
        let doer = clause::subjects(scene, at, false)
            .into_iter()
            .find(|&it| it != at && is_actor(scene, it) && !scene.is_timed(it))?;
        return (!scene.is_of(scene.classes.occurrence, doer)).then(|| party(scene, doer)).flatten();
    }
    if is_weapon(scene, at) {
        return party(scene, weapon_owner(scene, at)?);
    }
    if let Some(body) = body_behind(scene, at) {
        return body_party(scene, at, body);
    }
    if let Some(found) =
        body_of_members(scene, at).or_else(|| owner_of_force(scene, at)).or_else(|| band_of(scene, at))
    {
        return Some(found);
    }
    let own = scene.mention(at);
    if let Some((id, mention)) = own {
        // "Turkish" inside "the Turkish-backed army" is somebody by itself.
        if mention.head != at
            && let Some(country) = scene.registry.country_of(scene.words(scene.token(at).span))
        {
            return country_party(scene, country, scene.token(at).span);
        }
        // "the militant group X": the name that follows a description says who it is.
        let open = mention.form == MentionForm::Description
            && mention.known.is_none()
            && mention.antecedent.is_none();
        if let Some(next) = named_right_after(scene, mention).filter(|_| open)
            && let Some(found) = mentioned_party(scene, next)
        {
            return Some(Party {
                span: Some(mention.span.cover(scene.reading.mentions[next].span)),
                ..found
            });
        }
        // "The M23 group": the name inside the description is who it is, whatever it might go back to.
        if let Some(party) = name_inside(scene, at, mention).filter(|_| mention.head == at) {
            return Some(party);
        }
        // "The group's leader, X": who bears the description is named beside it.
        let beside = scene.children_in(at, &[Deprel::Appos, Deprel::Flat, Deprel::NmodDesc]);
        let beside = beside
            .filter_map(|it| scene.mention(it).filter(|(_, named)| named.head == it))
            .find(|(_, it)| it.form == MentionForm::Name && it.kind == MentionKind::Person);
        if let Some((named, found)) = beside.filter(|_| open && mention.head == at)
            && let Some(party) = mentioned_party(scene, named)
        {
            return Some(Party { span: Some(mention.span.cover(found.span)), ..party });
        }
        if let Some(found) = mentioned_party(scene, id) {
            return Some(in_its_words(scene, at, id, found));
        }
    }
    if is_some_people(scene, at) {
        return Some(people(scene, scene.token(at).span));
    }
    (scene.token(at).upos != Upos::Pron).then(|| party_of_phrase(scene, at)).flatten()
}

/// The party that a phrase of no known mention names: by a name beside its head, or by its own words.
fn party_of_phrase(scene: &Scene, at: usize) -> Option<Party> {
    let own = scene.mention(at);
    let named = scene
        .children_in(at, &[Deprel::Appos, Deprel::Flat, Deprel::NmodDesc])
        .filter(|&it| scene.token(it).upos == Upos::Propn)
        .find_map(|it| scene.mention(it).and_then(|(id, _)| mentioned_party(scene, id)));
    let span = own.filter(|(_, it)| it.head == at).map_or(phrase_span(scene, at), |(_, it)| it.span);
    if let Some(found) = named {
        return Some(Party { span: Some(span), ..found });
    }
    let span = without_count(scene, span);
    if is_bare_count(scene, at) {
        return Some(people(scene, span));
    }
    let words = scene.words(span);
    (!words.is_empty()).then(|| party_of_words(scene, words, span))
}

/// The party of a mention with the words that say who it is: title and owner with it, numbers without.
fn in_its_words(scene: &Scene, at: usize, id: usize, found: Party) -> Party {
    let mention = &scene.reading.mentions[id];
    let actor = found.id.as_deref().and_then(|it| scene.registry.by_id(it));
    // "Residents" and "families" are civilians, and more: their own words stay.
    let is_people = actor.is_some_and(|it| it.kind == ActorKind::People);
    let span = if is_people { phrase_span(scene, at) } else { with_title(scene, at, id) };
    let span = without_count(scene, span);
    let is_nobodys = found.id.is_none() && found.country.is_none();
    // "Ruritania's Supreme Court": the name that no table knows is the court of its owner's country.
    if is_nobodys && span != mention.span && is_owned(scene, span, mention) {
        return party_of_words(scene, scene.words(span), span);
    }
    // "An estimated 34,500 people" are people.
    let is_counted =
        found.id.is_none() && mention.form == MentionForm::Description && span.start > mention.span.start;
    if is_counted {
        return party_of_words(scene, scene.words(span), span);
    }
    let name = match is_people && mention.form == MentionForm::Description {
        true => scene.words(span).to_owned(),
        false => found.name,
    };
    Party { span: Some(span), name, ..found }
}

/// Who flees, dies or is driven out where nobody says who.
const PEOPLE: &str = "people";

/// "The wounded", "those killed": people of whom only what was done to them is told.
fn is_some_people(scene: &Scene, at: usize) -> bool {
    let describes = scene.says("casualty_word", scene.form(at)) && scene.token(at).upos != Upos::Propn;
    describes || scene.says("those_people", scene.form(at))
}

/// "Many have fled", "left 40 dead": a count that stands alone counts people. "The other" is somebody named.
fn is_bare_count(scene: &Scene, at: usize) -> bool {
    let counts = scene.token(at).upos == Upos::Num || scene.says("counting", scene.form(at));
    let told = |it: usize| {
        matches!(scene.deprel(it), Deprel::Nmod | Deprel::Compound | Deprel::Flat)
            && scene.preposition(it) != "at"
            || scene.deprel(it) == Deprel::Det
    };
    counts && scene.token(at).upos != Upos::Propn && !scene.children(at).any(told)
}

/// Somebody whom no word names, at the word that says that there is somebody.
pub(crate) fn unnamed_people(scene: &Scene, at: usize) -> Party {
    people(scene, scene.token(at).span)
}

fn people(scene: &Scene, span: Span) -> Party {
    Party { name: PEOPLE.to_owned(), ..party_of_words(scene, PEOPLE, span) }
}

/// "An opposition attack" is one of its forces: a camp that fights does so under its name.
pub(crate) fn in_arms(scene: &Scene, party: Party) -> Party {
    let Some(span) = party.span else { return party };
    let is_camp = scene
        .token_at(span)
        .is_some_and(|it| scene.token(it).span == span && scene.says("camp", scene.form(it)));
    if !is_camp {
        return party;
    }
    let forces = party_of_words(scene, &format!("{} forces", scene.words(span)), span);
    if forces.id.is_some() { forces } else { party }
}

/// "The League's men", "Front terrorists": the fighters of an armed body of the registry are the
/// body. A country's soldiers are not its government, and keep their words.
fn band_of(scene: &Scene, at: usize) -> Option<Party> {
    if scene.token(at).xpos != "NNS" || !scene.says("fighter_noun", scene.lower_lemma(at)) {
        return None;
    }
    let owners = scene.children_in(at, &[Deprel::NmodPoss, Deprel::Compound]);
    let of = scene.children_in(at, &[Deprel::Nmod]).filter(|it| scene.opened_by("fighting_for", *it));
    owners.chain(of).find_map(|it| {
        let owner = party(scene, it)?;
        let kind = scene.registry.by_id(owner.id.as_deref()?)?.kind;
        let span = owner.span.map_or(scene.token(at).span, |it| it.cover(scene.token(at).span));
        matches!(kind, ActorKind::Force).then_some(Party { span: Some(span), ..owner })
    })
}

/// A body inside a phrase: under its own name, or with what stands before it in the phrase.
fn body_party(scene: &Scene, at: usize, body: usize) -> Option<Party> {
    if scene.mention(body).is_some_and(|(_, it)| it.head == body && it.form == MentionForm::Name) {
        return party(scene, body);
    }
    let span = Span { end: scene.token(body).span.end, ..phrase_span(scene, at) };
    Some(party_of_words(scene, scene.words(span), span))
}

/// What is fired or flown, and acts for whoever owns it.
fn is_weapon(scene: &Scene, at: usize) -> bool {
    ["uav", "projectile", "explosive"].iter().any(|it| scene.is_of(scene.book.classes().id(it), at))
        && scene.token(at).upos != Upos::Propn
}

/// "A Ruritanian drone", "a Front missile": without an owner nobody is named.
fn weapon_owner(scene: &Scene, at: usize) -> Option<usize> {
    let owners = scene.children_in(at, &[Deprel::NmodPoss, Deprel::Amod, Deprel::Compound]);
    owners.into_iter().find(|&it| is_named_actor(scene, it))
}

/// The known name of a body before a general noun for it: "the M23 group", "the Front movement".
fn name_inside(scene: &Scene, at: usize, mention: &Mention) -> Option<Party> {
    if mention.form != MentionForm::Description
        || mention.known.is_some()
        || !scene.is_of(scene.classes.generic, at) && !scene.says("body_noun", scene.lemma(at))
    {
        return None;
    }
    let names = scene.children_in(at, &[Deprel::Compound, Deprel::Amod, Deprel::NmodDesc, Deprel::Flat]);
    let inside = names.filter_map(|it| scene.mention(it).filter(|(_, named)| named.head == it));
    let (id, found) = inside.into_iter().find(|(_, it)| {
        it.form == MentionForm::Name && it.kind == MentionKind::Actor && it.known.is_some()
    })?;
    let party = mentioned_party(scene, id)?;
    // What follows the name only says what sort of body it is.
    let span = Span { end: found.span.end, ..mention.span };
    Some(Party { span: Some(if found.span.end > span.start { span } else { found.span }), ..party })
}

/// "League officials", "the Front's fighters": where several officials or what a body drives act, the body does. A
/// people is no body: "Ruritanian officials" are who they are.
fn body_behind(scene: &Scene, at: usize) -> Option<usize> {
    let officials = scene.token(at).xpos == "NNS" && scene.says("official_noun", scene.lemma(at));
    let is_common = scene.token(at).upos == Upos::Noun;
    if !is_common || !officials && !scene.says("platform_noun", scene.lemma(at)) {
        return None;
    }
    let mut owners =
        scene.children_in(at, &[Deprel::Compound, Deprel::NmodPoss, Deprel::NmodDesc, Deprel::Amod]);
    owners.find(|&it| {
        let named =
            scene.mention(it).filter(|(_, named)| named.head == it && named.form == MentionForm::Name);
        named.is_some_and(|(_, it)| matches!(it.kind, MentionKind::Actor | MentionKind::Organisation))
            // "Ruritanian army bulldozers": the army.
            || scene.token(it).upos == Upos::Noun && scene.says("army_noun", scene.lemma(it))
    })
}

/// "Fighters of the M23 rebel movement", "a unit of the Northern Front": several of a body, or a part of it, are the
/// body where its name says who it is. A state's soldiers keep their own words: they are its army.
fn body_of_members(scene: &Scene, at: usize) -> Option<Party> {
    let is_part = scene.token(at).upos == Upos::Noun && scene.is_of(scene.classes.force, at);
    let named = |it: usize| {
        let inside = scene.children_in(it, &[Deprel::Compound, Deprel::NmodDesc, Deprel::Flat]);
        let heads = std::iter::once(it).chain(inside.collect::<Vec<_>>());
        heads.into_iter().any(|it| {
            scene.mention(it).is_some_and(|(_, found)| {
                found.form == MentionForm::Name
                    && matches!(found.kind, MentionKind::Actor | MentionKind::Organisation)
                    && found.tokens.contains(&it)
            })
        })
    };
    let mut below = scene.children_in(at, &[Deprel::Nmod]);
    let body = below.find(|&it| {
        it > at && ["of", "from"].contains(&scene.preposition(it).as_str()) && is_part && named(it)
    })?;
    let found = party(scene, body)?;
    let known = found.id.as_deref().and_then(|it| scene.registry.by_id(it));
    let is_state = known.is_some_and(|it| it.kind == ActorKind::Government)
        || scene.registry.country_of(&found.name).is_some();
    let span = phrase_span(scene, at);
    // "The Front movement", which no table knows, is told by all of its words.
    let is_named = found.id.is_some() || scene.token(body).upos == Upos::Propn;
    (is_named && !is_state)
        .then(|| Party { span: Some(found.span.map_or(span, |it| span.cover(it))), ..found })
}

/// "Its fighters", "his forces", "our troops": the force of whom the pronoun goes back to, or of who says it, is that
/// body, or the body that this person leads or speaks for.
fn owner_of_force(scene: &Scene, at: usize) -> Option<Party> {
    let is_force = scene.token(at).upos == Upos::Noun
        && (scene.is_of(scene.classes.force, at) || is_men_of_somebody(scene, at));
    let pronoun = |it: usize| scene.token(it).upos == Upos::Pron;
    let owner = scene.children_in(at, &[Deprel::NmodPoss]).find(|&it| is_force && pronoun(it))?;
    // "Its allied militias", "its Russian mercenaries": somebody else's, of its own sort.
    if scene.children_in(at, &[Deprel::Amod, Deprel::Compound]).next().is_some() {
        return None;
    }
    let owned_by = match scene.form(owner) {
        "our" => speaking(scene, owner)?,
        _ => scene.mention(owner).filter(|(_, it)| it.head == owner)?.1.antecedent?,
    };
    let first = &scene.reading.mentions[owned_by];
    let span = scene.token(owner).span.cover(scene.token(at).span);
    let found = match first.kind {
        MentionKind::Person => body_of_person(scene, owned_by)
            .or_else(|| band_of_officer(scene, first.head, at))
            .unwrap_or_else(|| somebodys(scene, at)),
        MentionKind::Actor | MentionKind::Organisation => {
            body_of_members(scene, first.head).or_else(|| mentioned_party(scene, owned_by))?
        }
        MentionKind::Place
        | MentionKind::Nationality
        | MentionKind::MilitaryPlatform
        | MentionKind::Weapon => return None,
    };
    let known = found.id.as_deref().and_then(|it| scene.registry.by_id(it));
    let is_state = known.is_some_and(|it| it.kind == ActorKind::Government);
    (!is_state).then_some(Party { span: Some(span), ..found })
}

/// "A rebel commander": those whom the word beside the rank names; his fighters are rebel fighters where no table knows
/// them.
fn band_of_officer(scene: &Scene, officer: usize, force: usize) -> Option<Party> {
    let mut beside = scene.children_in(officer, &[Deprel::Compound, Deprel::Amod]);
    let band = beside.find(|&it| scene.is_of(scene.classes.force, it))?;
    let span = scene.token(band).span;
    // Tables know them as many: "rebels", "insurgents".
    let many = party_of_words(scene, &format!("{}s", scene.words(span)), span);
    let band = if many.id.is_some() { many } else { party_of_words(scene, scene.words(span), span) };
    let name = format!("{} {}", band.name, scene.form(force));
    Some(if band.id.is_some() { band } else { Party { name, ..band } })
}

/// The forces of a commander whom no words tie to a side: rather nobody's than the army's of the country.
fn somebodys(scene: &Scene, at: usize) -> Party {
    let name = scene.form(at).to_owned();
    Party { name, id: None, country: None, sector: None, span: None }
}

/// The first mention of who says the word at a token.
fn speaking(scene: &Scene, at: usize) -> Option<usize> {
    let span = scene.token(at).span;
    let speech = scene.reading.speeches_over(span).last()?;
    let mention = speech.speakers.last().filter(|it| !it.unnamed)?.mention?;
    Some(scene.reading.mentions[mention].antecedent.unwrap_or(mention))
}

/// Ties by which a person belongs to a body.
const LEADING: [&str; 2] = ["leader_of", "member_of"];

/// The body that a person leads or speaks for: by the registry, else by the words beside the name ("X, spokesman of the
/// Front", "Front commander X").
pub(crate) fn body_of_person(scene: &Scene, id: usize) -> Option<Party> {
    let mention = &scene.reading.mentions[id];
    let on = scene.report.published.to.or(scene.report.published.from);
    let holds = |when: &orontes_model::When| {
        on.is_none_or(|on| when.from.is_none_or(|it| it <= on) && when.to.is_none_or(|it| on <= it))
    };
    let person = mention.known.as_deref().and_then(|it| scene.registry.by_id(it));
    let mut ties = person.into_iter().flat_map(|it| &it.ties);
    let tie = ties.find(|it| LEADING.contains(&it.predicate.as_str()) && holds(&it.when));
    if let Some(actor) = tie.and_then(|it| scene.registry.by_id(&it.to)) {
        let party = Party {
            name: actor.name.clone(),
            id: Some(actor.id.clone()),
            country: actor.country.clone(),
            sector: actor.sector.clone(),
            span: Some(mention.span),
        };
        return (actor.kind == ActorKind::Force).then_some(party);
    }
    let head = mention.head;
    let above = scene.head(head).filter(|_| scene.deprel(head) == Deprel::Appos);
    let beside = scene.children_in(head, &[Deprel::Appos, Deprel::NmodDesc, Deprel::Compound]);
    let titles = std::iter::once(head).chain(above).chain(beside.collect::<Vec<_>>());
    let is_body = |it: usize| {
        scene.mention(it).is_some_and(|(_, found)| {
            found.head == it && matches!(found.kind, MentionKind::Actor | MentionKind::Organisation)
        })
    };
    titles.into_iter().find_map(|title| {
        let owners = [Deprel::NmodPoss, Deprel::Compound, Deprel::Nmod, Deprel::NmodDesc, Deprel::Amod];
        let is_office = title == head || scene.says("office", scene.lower_lemma(title));
        let mut owners = scene.children_in(title, &owners);
        let owner = owners.find(|&it| {
            is_office && is_body(it) && matches!(scene.preposition(it).as_str(), "" | "of" | "for")
        })?;
        party(scene, owner)
    })
}

/// A spokesman who says "we hold the town" says it of the body that he speaks for.
pub(crate) fn as_body(scene: &Scene, party: &Party) -> Option<Party> {
    let at = party.span.and_then(|it| scene.token_at(it))?;
    let (id, mention) = scene.mention(at)?;
    let first = mention.antecedent.unwrap_or(id);
    let is_we = mention.form == MentionForm::Pronoun && matches!(scene.form(at), "we" | "us");
    let is_person = scene.reading.mentions[first].kind == MentionKind::Person;
    let body = (is_we && is_person).then(|| body_of_person(scene, first)).flatten()?;
    Some(Party { span: party.span, ..body })
}

/// "Five hundred insurgents" are insurgents: how many they are is a figure and no part of who they are.
fn without_count(scene: &Scene, span: Span) -> Span {
    let Some(first) = scene.token_at(span) else { return span };
    let told = |it: usize| scene.token(it).upos == Upos::Num || scene.says("counting", scene.form(it));
    let end = scene.reading.tokens.len();
    // "Half a million people", "a further 1,200 families".
    let framed = |it: usize| match scene.form(it) {
        "a" | "an" => it + 1 < end && told(it + 1) && scene.form(it + 1) != "few",
        "half" => true,
        _ => false,
    };
    let counted = |it: &usize| told(*it) || framed(*it);
    // "According to the data five people": what stands before the number belongs to something else.
    let inside = (first..scene.reading.tokens.len())
        .take_while(|&it| span.contains(scene.token(it).span) && scene.token(it).upos != Upos::Adp);
    let first = inside.skip(1).filter(|&it| scene.opens_count(it)).last().unwrap_or(first);
    let rest = (first..scene.reading.tokens.len()).find(|it| !counted(it));
    match rest.map(|it| scene.token(it).span.start) {
        Some(start) if start < span.end && start > span.start => Span { start, end: span.end },
        _ => span,
    }
}

/// The mention of somebody that begins where another ends.
fn named_right_after(scene: &Scene, mention: &Mention) -> Option<usize> {
    /// Titles between the two: "opposition leader Maulana X".
    const TITLES: usize = 2;
    let end = scene.reading.tokens.len();
    let begins = |at: &usize| scene.mention(*at).is_some_and(|(_, it)| it.tokens.start == *at);
    let (from, to) = (mention.tokens.end, end.min(mention.tokens.end + TITLES + 1));
    let next = (from..to).find(begins)?;
    let titled = (from..next).all(|it| scene.token(it).upos == Upos::Propn);
    let (id, found) = scene.mention(next).filter(|_| titled)?;
    let who = matches!(found.kind, MentionKind::Actor | MentionKind::Organisation | MentionKind::Person);
    (who && found.form == MentionForm::Name).then_some(id)
}

/// The words of a mention with the title before it ("Ruritanian President X"); for a pronoun, the words of
/// its sentence that it goes back to.
fn with_title(scene: &Scene, at: usize, mention: usize) -> Span {
    let own = &scene.reading.mentions[mention];
    if own.form == MentionForm::Pronoun {
        let before = own.antecedent.map(|it| &scene.reading.mentions[it]);
        let same = |it: &&Mention| scene.reading.sentence_of(it.head) == scene.reading.sentence_of(own.head);
        return before.filter(same).map_or(own.span, |it| it.span);
    }
    if !own.tokens.contains(&at) || own.kind == MentionKind::Place {
        return own.span;
    }
    // "Opposition leader X": what modifies the title, and does not say that it is over.
    let belongs = |it: usize| {
        let tied = matches!(scene.deprel(it), Deprel::Amod | Deprel::Compound)
            && scene.head(it).is_some_and(|above| above > it && scene.is_of(scene.classes.government, above));
        own.form == MentionForm::Name && tied && !scene.says("former", scene.form(it))
    };
    let is_title = |it: usize| {
        scene.words(scene.token(it).span).starts_with(char::is_uppercase)
            || own.form == MentionForm::Name && scene.is_of(scene.classes.government, it)
            || belongs(it)
    };
    let titles = (0..own.tokens.start).rev().take(6).take_while(|&it| {
        matches!(scene.token(it).upos, Upos::Propn | Upos::Noun | Upos::Adj)
            && scene.reading.sentence_of(it) == scene.reading.sentence_of(at)
            && is_title(it)
    });
    let first = titles.last().unwrap_or(own.tokens.start);
    own.span.cover(scene.token(with_owner(scene, with_prefix(scene, first), at)).span)
}

/// Says whether a possessor stands between the start of some words and the mention in them.
fn is_owned(scene: &Scene, span: Span, mention: &Mention) -> bool {
    let first = scene.token_at(span).unwrap_or(mention.tokens.start);
    (first..mention.tokens.start).any(|it| scene.token(it).xpos == "POS")
}

/// "Vice-President X": what a hyphen ties to a title belongs to it.
fn with_prefix(scene: &Scene, first: usize) -> usize {
    let glued = |it: usize| !scene.token(it).space_after;
    let tied = first >= 2
        && scene.form(first - 1) == "-"
        && glued(first - 1)
        && glued(first - 2)
        && scene.reading.sentence_of(first - 2) == scene.reading.sentence_of(first);
    if tied { first - 2 } else { first }
}

/// "Ruritania's Supreme Court", "the League's new chief X": whose it is says which.
fn with_owner(scene: &Scene, first: usize, at: usize) -> usize {
    let mut owners =
        scene.children_in(at, &[Deprel::NmodPoss]).chain(scene.children_in(first, &[Deprel::NmodPoss]));
    let owner = owners.find(|&it| {
        it < first && it + 5 > first && scene.mention(it).is_some_and(|(_, it)| it.form == MentionForm::Name)
    });
    owner.and_then(|it| scene.mention(it)).map_or(first, |(_, it)| it.tokens.start.min(first))
}

pub(crate) fn country_party(scene: &Scene, code: &str, span: Span) -> Option<Party> {
    let actor = scene.registry.by_id(&code.to_lowercase())?;
    Some(Party {
        name: actor.name.clone(),
        id: Some(actor.id.clone()),
        country: actor.country.clone(),
        sector: actor.sector.clone(),
        span: Some(span),
    })
}

fn mentioned_party(scene: &Scene, id: usize) -> Option<Party> {
    let mut target = id;
    for _ in 0..4 {
        let mention = &scene.reading.mentions[target];
        if mention.kind == MentionKind::Nationality
            && let Some(found) =
                mention.known.as_deref().and_then(|it| country_party(scene, it, mention.span))
        {
            return Some(found);
        }
        if let Some(actor) = mention.known.as_deref().and_then(|it| scene.registry.by_id(it)) {
            return Some(Party {
                name: actor.name.clone(),
                id: Some(actor.id.clone()),
                country: actor.country.clone(),
                sector: actor.sector.clone(),
                span: Some(mention.span),
            });
        }
        // "The terrorist groups" are not the agency that tells of them.
        let teller = |it: usize| {
            let words = scene.words(scene.reading.mentions[it].span);
            scene.is_of(scene.classes.force, mention.head) && scene.registry.source_by_name(words).is_some()
        };
        match (mention.antecedent.filter(|&it| !teller(it)), mention.form) {
            (Some(before), _) => target = before,
            (None, MentionForm::Pronoun) => return None,
            (None, MentionForm::Name | MentionForm::Description) => {
                // "Fighters of the Front …, and they": who they are is told by whose they are.
                let of_body =
                    || body_of_members(scene, mention.head).or_else(|| owner_of_force(scene, mention.head));
                if let Some(found) = (target != id).then(of_body).flatten() {
                    return Some(found);
                }
                return Some(party_of_words(scene, scene.words(mention.span), mention.span));
            }
        }
    }
    None
}

pub(crate) fn party_of_words(scene: &Scene, words: &str, span: Span) -> Party {
    let on = scene.report.published.to.or(scene.report.published.from);
    Party { span: Some(span), ..scene.registry.who(words, scene.country_code(), on) }
}
