//! Ties "I" and "we" inside somebody's words to who says them.

use orontes_model::{Mention, MentionForm, MentionKind, Reading, Speech, SpeechKind, Upos};

/// Adds mentions of the first person, each with its speaker; none where nobody is credited with the words.
/// A possessive opens the phrase of what it owns and is no mention by itself.
pub(crate) fn add_first_persons(text: &str, reading: &mut Reading) {
    let mut added: Vec<Mention> = Vec::new();
    // Speeches lie in order of their content: those that may hold a word are kept until they have ended.
    let mut next = 0;
    let mut open: Vec<usize> = Vec::new();
    for (idx, token) in reading.tokens.iter().enumerate() {
        while reading.speeches.get(next).is_some_and(|it| it.content.start <= token.span.start) {
            open.retain(|it| reading.speeches[*it].content.end > token.span.start);
            open.push(next);
            next += 1;
        }
        let plural = match token.span.of(text) {
            "I" | "me" | "myself" => false,
            "we" | "We" | "us" | "ourselves" => true,
            _ => continue,
        };
        if token.upos != Upos::Pron || token.xpos == "PRP$" {
            continue;
        }
        let speeches = open.iter().rev().map(|it| &reading.speeches[*it]);
        let mut around = speeches.filter(|it| it.content.contains(token.span) && is_speaking(it));
        let speaker = around.next().and_then(|it| speaker_of(it, plural, reading));
        added.extend(speaker.map(|speaker| first_person(reading, idx, plural, speaker)));
    }
    insert(reading, added);
}

/// Words of somebody, not the sight of a picture.
fn is_speaking(speech: &Speech) -> bool {
    match speech.kind {
        SpeechKind::ReportedSpeech | SpeechKind::PartyClaim | SpeechKind::SpeechAct => true,
        SpeechKind::UnnamedReport
        | SpeechKind::Hedge
        | SpeechKind::VisualEvidence
        | SpeechKind::AgentlessPassive
        | SpeechKind::OfficialDesignation => false,
    }
}

/// "I" is the innermost speaker, who must be a person; "we" the body that the innermost speaker speaks for, or
/// the speaker: an outlet that passes the words on is never "we".
fn speaker_of(speech: &Speech, plural: bool, reading: &Reading) -> Option<usize> {
    let mut named = speech.speakers.iter().rev().map_while(|it| it.mention);
    let last = named.next()?;
    let is_person = reading.mentions[last].kind == MentionKind::Person;
    if !plural {
        return is_person.then_some(last);
    }
    let body = named.next().filter(|it| speaks_for(reading, last, *it));
    Some(body.filter(|_| is_person).unwrap_or(last))
}

/// "the spokesman for the army", "army spokesman Abu Omar": no verb stands between the two.
fn speaks_for(reading: &Reading, person: usize, body: usize) -> bool {
    let (person, body) = (&reading.mentions[person], &reading.mentions[body]);
    let is_body = matches!(body.kind, MentionKind::Actor | MentionKind::Organisation);
    let start = person.tokens.end.min(body.tokens.end);
    let end = person.tokens.start.max(body.tokens.start);
    let between = reading.tokens.get(start..end).unwrap_or(&[]);
    is_body && between.len() < 8 && between.iter().all(|it| it.upos != Upos::Verb)
}

fn first_person(reading: &Reading, token: usize, plural: bool, speaker: usize) -> Mention {
    let first = reading.mentions[speaker].antecedent.unwrap_or(speaker);
    let said = &reading.mentions[first];
    let kind = if plural { MentionKind::Actor } else { MentionKind::Person };
    let known = said.known.clone().filter(|_| !plural || said.kind != MentionKind::Person);
    Mention {
        span: reading.tokens[token].span,
        tokens: token..token + 1,
        head: token,
        kind,
        form: MentionForm::Pronoun,
        literal: true,
        known,
        antecedent: Some(first),
    }
}

/// Puts mentions, sorted by start, among the others, and moves what points to mentions along.
fn insert(reading: &mut Reading, added: Vec<Mention>) {
    if added.is_empty() {
        return;
    }
    let order = |it: &Mention| (it.span.start, std::cmp::Reverse(it.span.end));
    let mut moved = Vec::with_capacity(reading.mentions.len());
    let mut before = 0;
    for (idx, mention) in reading.mentions.iter().enumerate() {
        while added.get(before).is_some_and(|it| order(it) < order(mention)) {
            before += 1;
        }
        moved.push(idx + before);
    }
    reading.mentions.extend(added);
    reading.mentions.sort_by_key(order);
    for mention in &mut reading.mentions {
        mention.antecedent = mention.antecedent.map(|it| moved[it]);
    }
    for speaker in reading.speeches.iter_mut().flat_map(|it| &mut it.speakers) {
        speaker.mention = speaker.mention.map(|it| moved[it]);
    }
}
