//! Turns triggers into event claims: one per place, with its roles, day, speakers and words.

use crate::clause;
use crate::context;
use crate::day::{self, Dated};
use crate::filler;
use crate::identity::claim_id;
use crate::kinds::motive;
use crate::party;
use crate::realis::{self, Voice};
use crate::role;
use crate::salience::salience;
use crate::scene::Scene;
use crate::trigger::Trigger;
use orontes_codebook::{EventYield, Role, inflect};
use orontes_model::{
    Claim, ClaimId, Deprel, EventClaim, Kind, Modality, Party, PlaceRef, Plover, Precision, Span, Statement,
    When,
};
use std::collections::{BTreeMap, BTreeSet};

/// Type of an attack, a taking or an offensive that somebody means to make.
const INTENT: &str = "intent_to_attack";

/// What a trigger says, roles resolved, before it is split by place.
pub(crate) struct Occurrence<'a, 'b> {
    pub(crate) trigger: &'b Trigger<'a>,
    pub(crate) actors: Vec<Party>,
    pub(crate) targets: Vec<Party>,
    pub(crate) places: Vec<PlaceRef>,
    pub(crate) dated: Option<Dated>,
    pub(crate) voice: Voice,
    /// Somebody is said to mean to do it, or about to: "will storm Arden".
    pub(crate) is_meant: bool,
    /// Cover of the predicate, its actors and targets, and its time: what every claim of it shares.
    pub(crate) words: Span,
}

/// Resolves the roles of a trigger.
pub(crate) fn occurrence<'a, 'b>(scene: &Scene<'a>, trigger: &'b Trigger<'a>) -> Occurrence<'a, 'b> {
    let parties = |heads: &[usize]| {
        let mut out: Vec<Party> = Vec::new();
        for party in heads.iter().flat_map(|&it| party::parties(scene, it)) {
            if !out.iter().any(|it| it.name == party.name) {
                out.push(party);
            }
        }
        out
    };
    let actors = outermost(parties(&trigger.filled.actors));
    let mut targets = outermost(parties(&trigger.filled.targets));
    party::part_from_doers(scene, &actors, &mut targets);
    let places: Vec<PlaceRef> =
        trigger.filled.places.iter().filter_map(|&it| filler::place_ref(scene, it)).collect();
    let kind = trigger.event.as_ref().map(|it| it.event_type.as_str());
    if targets.is_empty() && kind.is_some_and(|it| scene.in_group("aimed", it)) {
        targets.extend(places.iter().take(1).filter(|it| it.id.is_some()).map(place_as_party));
    }
    let dated = day::stated(scene, trigger.token, day::course(kind));
    let is_intent = kind == Some("intent_to_attack");
    let shift = trigger.rule.shift.or(is_intent.then_some(Modality::Predicted));
    let told = match kind {
        Some("casualty_report") => realis::counted_at(scene, trigger.token),
        Some(_) | None => trigger.token,
    };
    let is_harm = kind.is_some_and(|it| scene.in_group("harm", it));
    let mut voice = realis::voice_of(scene, told, shift, is_harm);
    if trigger.rule.voiced || kind.is_some_and(|it| context::is_words(scene, it)) {
        actors.iter().for_each(|it| realis::spoken_by(&mut voice, &it.name, trigger.rule.voiced));
    }
    let mut actors = actors;
    if kind.is_some_and(|it| context::is_campaign(scene, it)) {
        actors = actors.into_iter().map(|it| party::in_arms(scene, it)).collect();
    }
    if kind == Some("assessment") && actors.is_empty() {
        actors.extend(realis::speaker_of(scene, trigger.token));
    }
    if is_whole_war(scene, trigger, dated.as_ref()) {
        voice.modality = realis::past(voice.modality);
    }
    voice.modality = realis::aged(scene, voice.modality, dated.as_ref().map(|it| &it.when));
    let words = words(scene, trigger, &actors, &targets, dated.as_ref());
    let is_meant = voice.modality == Modality::Predicted
        && !actors.is_empty()
        && kind.is_some_and(|it| scene.in_group("meant", it))
        // "By storming Arden": the way to what is meant.
        && scene.deprel(trigger.token) != Deprel::Advcl
        && !trigger.is_noun
        && !is_only_possible(scene, trigger.token);
    Occurrence { trigger, actors, targets, places, dated, voice, is_meant, words }
}

/// "Could storm Arden": nobody is said to mean it.
fn is_only_possible(scene: &Scene, token: usize) -> bool {
    scene.children_in(token, &[Deprel::Aux]).any(|it| scene.says("possibility", scene.form(it)))
}

/// "Threatened to impose a curfew in Arden": to whom the threatened thing is done, is threatened. Gives an occurrence
/// without a target those of the one below it. Linear in the occurrences.
pub(crate) fn lend_targets(scene: &Scene, occurrences: &mut [Occurrence]) {
    let at: BTreeMap<usize, usize> =
        occurrences.iter().enumerate().map(|(nth, it)| (it.trigger.token, nth)).collect();
    for nth in 0..occurrences.len() {
        let own = &occurrences[nth];
        let takes = own.trigger.rule.slots.iter().any(|it| it.role == Role::Target);
        if !own.targets.is_empty() || !takes {
            continue;
        }
        let below =
            own.trigger.group.iter().flat_map(|&it| scene.children_in(it, &[Deprel::Xcomp, Deprel::Acl]));
        let below = below.filter(|&it| it > own.trigger.token).filter_map(|it| at.get(&it));
        let mut lent = below.map(|&it| &occurrences[it]).filter(|it| !it.targets.is_empty());
        let Some(lender) = lent.next() else { continue };
        let is_doer = |it: &&Party| own.actors.iter().any(|doer| doer.name == it.name);
        let targets: Vec<Party> = lender.targets.iter().filter(|it| !is_doer(it)).cloned().collect();
        let words = targets.iter().filter_map(|it| it.span).fold(own.words, Span::cover);
        let sentence = scene.reading.sentences[scene.reading.sentence_of(own.trigger.token)].span;
        let own = &mut occurrences[nth];
        own.words = if sentence.contains(words) { words } else { own.words };
        own.targets = targets;
    }
}

/// One of two parties whose words lie inside the other's is no second one ("Ruritanian" of "Ruritanian jets").
fn outermost(found: Vec<Party>) -> Vec<Party> {
    let spans: Vec<Option<Span>> = found.iter().map(|it| it.span).collect();
    let inside = |own: Option<Span>| {
        let wider =
            |it: &Option<Span>| matches!((it, own), (Some(it), Some(own)) if *it != own && it.contains(own));
        spans.iter().any(wider)
    };
    found.iter().filter(|it| !inside(it.span)).cloned().collect()
}

/// "The war has killed 300,000": a total of the whole war. "The renewed conflict has displaced …, since
/// Monday" is one of the episode.
fn is_whole_war(scene: &Scene, trigger: &Trigger, dated: Option<&Dated>) -> bool {
    let kind = trigger.event.as_ref().map(|it| it.event_type.as_str());
    let counts = kind.is_some_and(|it| scene.in_group("toll", it));
    let (whole, renewal) = (scene.book.classes().id("whole_war"), scene.book.classes().id("renewal"));
    let subject = clause::surface_subject(scene, trigger.token, 3);
    counts
        && dated.is_none()
        && subject.is_some_and(|it| {
            let fresh = |at: usize| scene.is_of(renewal, at);
            scene.is_of(whole, it) && !scene.children(it).any(fresh)
        })
}

/// The town that something is done to, where nobody in it is named: a name and no actor of the registry.
fn place_as_party(place: &PlaceRef) -> Party {
    Party { name: place.name.clone(), id: None, country: None, sector: None, span: place.span }
}

/// "Residents" who flee Arden are the residents of Arden.
pub(crate) fn of_their_place(scene: &Scene, mut actors: Vec<Party>, places: &[PlaceRef]) -> Vec<Party> {
    let Some(place) = places.first().filter(|it| it.precision != Precision::Region) else { return actors };
    for actor in &mut actors {
        let is_local = actor.name.split(' ').count() == 1
            && inflect::singulars(&actor.name.to_lowercase())
                .any(|it| scene.book.classes().holds("locals", &it));
        if is_local {
            actor.name = format!("{} of {}", actor.name, place.name);
        }
    }
    actors
}

fn words(
    scene: &Scene,
    trigger: &Trigger,
    actors: &[Party],
    targets: &[Party],
    dated: Option<&Dated>,
) -> Span {
    let own = scene.reading.sentences[scene.reading.sentence_of(trigger.token)].span;
    let predicate = trigger.group.iter().map(|&it| scene.token(it).span);
    let parties = actors.iter().chain(targets).filter_map(|it| it.span);
    let time = dated.and_then(|it| it.time).map(|it| scene.reading.times[it].span);
    let all = predicate.chain(parties).chain(time).filter(|it| own.contains(*it));
    realis::cover(all).unwrap_or(scene.token(trigger.token).span)
}

/// Codes one occurrence: a claim per place, or one without place.
pub(crate) fn code(scene: &Scene, occurrence: &Occurrence, out: &mut Vec<Claim>) {
    let Some(event) = &occurrence.trigger.event else { return };
    if occurrence.places.is_empty() {
        out.push(claim(scene, occurrence, event, None));
    }
    for place in &occurrence.places {
        out.push(claim(scene, occurrence, event, Some(place)));
    }
}

fn claim(scene: &Scene, occurrence: &Occurrence, event: &EventYield, place: Option<&PlaceRef>) -> Claim {
    let trigger = occurrence.trigger;
    let evidence = evidence(scene, occurrence, place);
    let name = place.map_or("", |it| it.name.as_str());
    let is_other = event.event_type == "other";
    let event_type = if occurrence.is_meant { INTENT } else { event.event_type.as_str() };
    let statement = EventClaim {
        event_type: event_type.to_owned(),
        actors: occurrence.actors.clone(),
        targets: occurrence.targets.clone(),
        places: place.into_iter().cloned().collect(),
        date: occurrence.dated.as_ref().map(|it| it.when),
        acled: event.acled.clone().filter(|_| !occurrence.is_meant),
        plover: plover(scene, occurrence, event),
        predicate: is_other.then(|| scene.lemma(trigger.token).to_lowercase()),
        trigger: realis::cover(trigger.group.iter().map(|&it| scene.token(it).span)),
        motive: motive::of(scene, occurrence),
        figures: Vec::new(),
    };
    Claim {
        id: claim_id(&scene.report.digest, evidence, Kind::Event, &[event_type, name]),
        report: scene.report.name.clone(),
        digest: scene.report.digest,
        evidence,
        sentence: scene.reading.sentence_of(trigger.token) as u32 + 1,
        modality: occurrence.voice.modality,
        attribution: occurrence.voice.attribution.clone(),
        // What is said matters more than that it is said.
        salience: (salience(scene, trigger.token) - if is_voice(scene, trigger) { 0.25 } else { 0.0 })
            .max(0.1),
        statement: Statement::Event(statement),
    }
}

/// Says whether a clause of its own tells what is said: "alleged that troops had fled". "Accused the troops of
/// fleeing" is an accusation first.
fn is_voice(scene: &Scene, trigger: &Trigger) -> bool {
    trigger.rule.voiced && scene.has_child(trigger.token, Deprel::Ccomp)
}

/// The PLOVER code: that of the act, or of the promise, threat or refusal where it is only announced.
fn plover(scene: &Scene, occurrence: &Occurrence, event: &EventYield) -> Option<Plover> {
    let own = event.plover.clone()?;
    let classes = scene.book.classes();
    let token = occurrence.trigger.token;
    let put_off = || {
        let auxiliaries = scene.children_in(token, &[Deprel::Aux]).map(|it| scene.form(it));
        auxiliaries.into_iter().any(|it| scene.says("future", it))
    };
    // A rule that shifts what it tells says what kind of word it is itself.
    let acts = !occurrence.actors.is_empty() && occurrence.trigger.rule.shift.is_none();
    let told = match occurrence.voice.modality {
        Modality::Predicted if acts => classes.foretold(&own),
        Modality::Conditional if acts && put_off() => classes.foretold(&own),
        Modality::Denied if acts && put_off() => classes.refused(&own),
        Modality::Predicted
        | Modality::Conditional
        | Modality::Denied
        | Modality::Asserted
        | Modality::Claimed
        | Modality::Historical => None,
    };
    match told {
        None => Some(Plover { event_type: own, mode: event.mode.clone() }),
        Some(code) => {
            let (event_type, mode) = code.split_once(' ').map_or((code, None), |(it, mode)| (it, Some(mode)));
            Some(Plover { event_type: event_type.to_owned(), mode: mode.map(str::to_owned) })
        }
    }
}

/// Links figures to the events of whose clause they are told ("shelled Arden, killing 20"). Linear in the claims:
/// figures of one sentence meet its events alone.
pub(crate) fn link_figures(scene: &Scene, events: &mut [Claim], figures: &[Claim]) {
    let clause = |span: Span| scene.token_at(span).map(|it| role::clause_of(scene, it));
    let mut of_sentence: BTreeMap<u32, Vec<(usize, &ClaimId)>> = BTreeMap::new();
    for figure in figures {
        let Statement::Figure(told) = &figure.statement else { continue };
        if let Some(clause) = clause(told.number) {
            of_sentence.entry(figure.sentence).or_default().push((clause, &figure.id));
        }
    }
    for event in events {
        let Some(told) = of_sentence.get(&event.sentence) else { continue };
        let Statement::Event(event) = &mut event.statement else { continue };
        let Some(own) = event.trigger.and_then(clause) else { continue };
        let below = |it: usize| scene.deprel(it) == Deprel::Advcl && scene.head(it) == Some(own);
        let near = told.iter().filter(|(it, _)| *it == own || below(*it));
        event.figures = near.map(|(_, id)| (*id).clone()).collect();
    }
}

/// Drops claims that say in the same sentence what another says already: same type, actors and place
/// ("families uprooted from their homes seek refuge" is one flight).
pub(crate) fn drop_repeated(scene: &Scene, claims: Vec<Claim>) -> Vec<Claim> {
    let key = |claim: &Claim| {
        let Statement::Event(event) = &claim.statement else { return None };
        let names = event.actors.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        let places =
            event.places.iter().map(|it| (it.name.clone(), it.qualifier.clone())).collect::<Vec<_>>();
        Some((claim.sentence, event.event_type.clone(), names, places))
    };
    // "Declared an emergency and imposed a curfew": two coordinated verbs with an object each are two deeds.
    let deed = |claim: &Claim| {
        let Statement::Event(event) = &claim.statement else { return None };
        let verb = scene.token_at(event.trigger?)?;
        let joined = scene.deprel(verb) == Deprel::Conj && scene.has_child(verb, Deprel::Obj);
        let first = scene.head(verb).filter(|it| joined && scene.has_child(*it, Deprel::Obj));
        first.map(|_| verb)
    };
    let mut seen = BTreeSet::new();
    claims.into_iter().filter(|it| key(it).is_none_or(|key| seen.insert((key, deed(it))))).collect()
}

/// The shared words and the place's own, within the sentence.
pub(crate) fn evidence(scene: &Scene, occurrence: &Occurrence, place: Option<&PlaceRef>) -> Span {
    let own = scene.reading.sentences[scene.reading.sentence_of(occurrence.trigger.token)].span;
    match place.and_then(|it| it.span).filter(|it| own.contains(*it)) {
        Some(span) => occurrence.words.cover(span),
        None => occurrence.words,
    }
}

/// Gives each undated event of a report a day: that of a dated claim of the same type and place, else the
/// day its story has reached, else the days before publication.
pub(crate) fn date_the_undated(scene: &Scene, claims: &mut [Claim]) {
    let dated: Vec<(String, String, When)> = claims.iter().filter_map(told_day).collect();
    let mut story: Option<(u32, When)> = None;
    for claim in claims.iter_mut() {
        let sentence = claim.sentence;
        let modality = claim.modality;
        let Statement::Event(event) = &mut claim.statement else { continue };
        if let Some(when) = event.date {
            let is_news = realis::aged(scene, modality, Some(&when)) == modality;
            if is_news && when.one_day().is_some() && !matches!(modality, orontes_model::Modality::Historical)
            {
                story = Some((sentence, when));
            }
            continue;
        }
        if modality == orontes_model::Modality::Predicted || modality == orontes_model::Modality::Conditional
        {
            continue;
        }
        let place = event.places.first().map_or("", |it| it.name.as_str());
        let same =
            dated.iter().find(|(kind, at, _)| *kind == event.event_type && at == place && !at.is_empty());
        let told = same
            .map(|(_, _, when)| *when)
            .or(story.filter(|(at, _)| sentence - at <= STORY_SENTENCES).map(|it| it.1));
        let token = event.trigger.and_then(|it| scene.token_at(it));
        event.date = day::inherited(scene, token, modality, told);
    }
}

/// How many sentences a day given once carries the story on. Two: the next sentences of a news paragraph
/// go on telling that day, later ones look back or ahead.
const STORY_SENTENCES: u32 = 2;

fn told_day(claim: &Claim) -> Option<(String, String, When)> {
    let Statement::Event(event) = &claim.statement else { return None };
    let place = event.places.first().map_or("", |it| it.name.as_str()).to_owned();
    let when = event.date.filter(|it| it.one_day().is_some())?;
    (claim.modality != orontes_model::Modality::Historical).then(|| (event.event_type.clone(), place, when))
}
