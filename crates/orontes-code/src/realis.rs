//! Says how sure a claim is and who stands behind it: mood, the predicate's own shift, and the speeches over it.

use crate::party;
use crate::scene::Scene;
use orontes_model::{Date, Deprel, Modality, Party, Span, Speaker, Speech, SpeechKind, Upos, When};

/// Modality and chain of speakers of the words at a trigger.
pub(crate) struct Voice {
    pub(crate) modality: Modality,
    pub(crate) attribution: Vec<String>,
}

/// Reads mood and speech over a trigger. Speeches whose own cue is the trigger do not count: a demand is
/// the report's, what is demanded is the speaker's.
pub(crate) fn voice(scene: &Scene, token: usize, shift: Option<Modality>) -> Voice {
    voice_of(scene, token, shift, false)
}

/// The same for an occurrence that may be harm done, which is told again as what has happened.
pub(crate) fn voice_of(scene: &Scene, token: usize, shift: Option<Modality>, is_harm: bool) -> Voice {
    let span = scene.token(token).span;
    let mood = scene.reading.moods.get(token).copied().unwrap_or_default().modality;
    let presumed = mood == Modality::Denied && is_presumed(scene, token)
        || matches!(mood, Modality::Predicted | Modality::Conditional)
            && (is_only_judged(scene, token) || is_harm && is_known(scene, token));
    let mood = if presumed { Modality::Asserted } else { mood };
    let mood = if mood == Modality::Denied && is_unadmitted(scene, token) { Modality::Claimed } else { mood };
    let mut attribution = vec![publisher(scene)];
    let mut credited = false;
    for speech in scene.reading.speeches_over(span).filter(|it| !it.cue.overlaps(span)) {
        credited |= speech.kind != SpeechKind::OfficialDesignation;
        extend_chain(scene, speech, &mut attribution);
    }
    Voice { modality: joined(mood, shift, credited), attribution }
}

/// "The committee put the toll at 30": who counts stands behind the number, so that a verb by which somebody counts is
/// in the voice of its own words.
pub(crate) fn counted_at(scene: &Scene, verb: usize) -> usize {
    let span = scene.token(verb).span;
    let speech = scene.reading.speeches.iter().find(|it| it.cue == span && it.content.start >= span.end);
    speech.and_then(|it| scene.token_at(it.content)).unwrap_or(verb)
}

/// "Nobody claimed responsibility for the attack", "denied any role in the bombing": the part in it is denied, and it
/// took place.
fn is_presumed(scene: &Scene, token: usize) -> bool {
    let above = scene.head(token).map_or("", |it| scene.lower_lemma(it));
    let says = |classes: &[&str]| classes.iter().any(|it| scene.says(it, above));
    let told =
        scene.children_in(token, &[Deprel::Det]).any(|it| matches!(scene.form(it), "the" | "this" | "that"));
    let is_set = match scene.deprel(token) {
        // "No comment on the attack"; but "no sign of the attack".
        Deprel::Nmod => says(&["part_in", "outcome"]) || scene.preposition(token) != "of",
        // "Nobody died in the attack".
        Deprel::Obl => says(&["harming", "dying"]),
        // "The bombardment has not stopped".
        Deprel::Nsubj => says(&["ceasing"]),
        _ => false,
    };
    told && is_set
}

/// "To discuss the attack", "should punish those behind the bombing": what a word points at was told before, whatever is to
/// follow from it. Who is to carry it out has not done so yet.
fn is_known(scene: &Scene, token: usize) -> bool {
    let points =
        scene.children_in(token, &[Deprel::Det]).any(|it| matches!(scene.form(it), "the" | "this" | "that"));
    let aside = match scene.deprel(token) {
        Deprel::Obl | Deprel::Nmod => !matches!(scene.preposition(token).as_str(), "of" | "to"),
        Deprel::Obj => scene.head(token).is_some_and(|it| scene.says("looking_back", scene.lower_lemma(it))),
        _ => false,
    };
    points && aside && scene.token(token).upos == Upos::Noun
}

/// "The strikes may be the deadliest attack of the year": what they were is open, and that they were is not.
fn is_only_judged(scene: &Scene, token: usize) -> bool {
    let is_subject =
        scene.deprel(token) == Deprel::Nsubj && matches!(scene.token(token).upos, Upos::Noun | Upos::Propn);
    let indefinite =
        scene.children_in(token, &[Deprel::Det]).any(|it| scene.says("indefinite", scene.form(it)));
    let named = |it: usize| scene.token(it).upos == Upos::Noun && scene.has_child(it, Deprel::Cop);
    is_subject && !indefinite && scene.head(token).is_some_and(named)
}

/// "Did not acknowledge the loss", "would not confirm the attack": who says nothing denies nothing.
fn is_unadmitted(scene: &Scene, token: usize) -> bool {
    let above = scene.head(token).filter(|_| scene.deprel(token) == Deprel::Obj);
    above.is_some_and(|it| scene.says("admitting", &scene.lemma(it).to_lowercase()))
}

/// Contract, section 3: conditional before predicted, both before who says so; a denial stays one.
fn joined(mood: Modality, shift: Option<Modality>, credited: bool) -> Modality {
    let own = match (mood, shift) {
        (Modality::Asserted | Modality::Claimed, Some(shift)) => shift,
        (Modality::Historical, Some(Modality::Predicted | Modality::Conditional | Modality::Denied)) => mood,
        (mood, _) => mood,
    };
    match own {
        Modality::Asserted if credited => Modality::Claimed,
        own => own,
    }
}

/// The name that stands for the report's own voice.
pub(crate) fn publisher(scene: &Scene) -> String {
    scene.report.publisher.clone().unwrap_or_else(|| "(publisher)".to_owned())
}

fn extend_chain(scene: &Scene, speech: &Speech, chain: &mut Vec<String>) {
    if speech.speakers.is_empty() {
        push_new(chain, "unnamed".to_owned());
    }
    for speaker in &speech.speakers {
        push_new(chain, speaker_name(scene, speaker));
    }
}

fn push_new(chain: &mut Vec<String>, name: String) {
    if !chain.contains(&name) {
        chain.push(name);
    }
}

/// Name of a speaker: the registry's, or "unnamed" with the report's words.
pub(crate) fn speaker_name(scene: &Scene, speaker: &Speaker) -> String {
    let words = scene.words(speaker.span);
    if speaker.unnamed {
        let own = untimed(scene, speaker.span).to_lowercase();
        let own = own.strip_prefix("the ").unwrap_or(&own);
        let own = own.strip_prefix("unnamed ").unwrap_or(own);
        return format!("unnamed {own}");
    }
    if let Some(source) = scene.registry.source_by_name(words) {
        return source.name.clone();
    }
    speaker
        .mention
        .and_then(|it| scene.reading.mentions.get(it))
        .and_then(|it| party::party(scene, it.head))
        .map_or_else(|| words.to_owned(), |it| it.name)
}

/// "Reports on Friday" are reports: the day is no part of who speaks.
fn untimed<'a>(scene: &Scene<'a>, span: Span) -> &'a str {
    let Some(first) = scene.token_at(span) else { return scene.words(span) };
    let inside = (first..scene.reading.tokens.len()).take_while(|&it| span.contains(scene.token(it).span));
    let timed = inside.skip(1).find(|&it| scene.is_timed(it)).filter(|&it| it > first + 1);
    let end = timed.map(|it| if scene.token(it - 1).upos == Upos::Adp { it - 2 } else { it - 1 });
    end.map_or(scene.words(span), |it| scene.words(scene.token(first).span.cover(scene.token(it).span)))
}

/// The last speaker credited with the words at a token, as a party: who judges, where a judgement is told.
pub(crate) fn speaker_of(scene: &Scene, token: usize) -> Option<Party> {
    let span = scene.token(token).span;
    let speech = scene.reading.speeches_over(span).filter(|it| !it.cue.overlaps(span)).last()?;
    let speaker = speech.speakers.last().filter(|it| !it.unnamed)?;
    let mention = scene.reading.mentions.get(speaker.mention?)?;
    party::party(scene, mention.head)
}

/// Days that end this long before the report are before the episode it is about. Ninety days: reports of
/// a campaign look back weeks, and background paragraphs look back years; little lies between.
const EPISODE_DAYS: i32 = 90;

/// An occurrence long before the report is historical, whoever tells it. News dates its own episode by days:
/// where the report has no day to count from, a bare year is history too.
pub(crate) fn aged(scene: &Scene, modality: Modality, date: Option<&When>) -> Modality {
    let ended = date.and_then(|it| it.to.or(it.from));
    let told = scene.report.published.to.or(scene.report.published.from);
    let is_old = match (ended, told) {
        (Some(ended), Some(told)) => days_between(ended, told) > EPISODE_DAYS,
        (Some(_), None) => date.is_some_and(spans_a_year),
        (None, _) => false,
    };
    if is_old { past(modality) } else { modality }
}

/// What is told of the past, before the episode that the report is about.
pub(crate) fn past(modality: Modality) -> Modality {
    match modality {
        Modality::Asserted | Modality::Claimed => Modality::Historical,
        other => other,
    }
}

fn spans_a_year(date: &When) -> bool {
    date.from.zip(date.to).is_some_and(|(from, to)| days_between(from, to) >= 364)
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |it| it.get_days())
}

/// Adds a speaker to a chain, for events that are words; those that repeat what is said rest on the speaker.
pub(crate) fn spoken_by(voice: &mut Voice, name: &str, repeats: bool) {
    push_new(&mut voice.attribution, name.to_owned());
    if voice.modality == Modality::Asserted && repeats {
        voice.modality = Modality::Claimed;
    }
}

/// Smallest span over all of these.
pub(crate) fn cover(spans: impl IntoIterator<Item = Span>) -> Option<Span> {
    spans.into_iter().reduce(Span::cover)
}
