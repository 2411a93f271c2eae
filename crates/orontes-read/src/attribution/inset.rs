//! Turns "…, the governor said, …" and "…," said the governor into a credit of the words around it.
//!
//! What is set into the words it credits is what parsers fail on most, and commas and order show it plainly.

use super::Scene;
use orontes_model::{Deprel, Upos};
use std::ops::Range;

/// A credit that stands beside the words it credits, not above them.
pub(crate) struct Inset {
    /// Head of the noun phrase that speaks.
    pub(crate) subject: usize,
    /// What is credited.
    pub(crate) content: Range<usize>,
}

/// A speaker with titles and apposition is hardly longer.
const REACH: usize = 16;

/// Returns the credit of a verb of speech that is set into its sentence.
pub(crate) fn inset(scene: &Scene<'_>, verb: usize) -> Option<Inset> {
    let tree = &scene.tree;
    let sentence = tree.reading.sentences.get(tree.reading.sentence_of(verb))?.tokens.clone();
    let (subject, start, end) =
        speaker_before(scene, verb, &sentence).or_else(|| speaker_behind(scene, verb, &sentence))?;
    // A comma behind the credit may open the rest of the same statement, or something that the speaker did.
    let rest = end + 1..sentence.end;
    let goes_on = is_comma(scene, end)
        && rest.clone().any(|it| tree.xpos(it).starts_with("VB"))
        && !opens_aside(scene, end + 1);
    // Behind a closed quotation only another quotation goes on.
    let is_quote = |it: usize| matches!(tree.form(it), "\"" | "”" | "''" | "“" | "``");
    let closed = start > sentence.start && is_quote(start - 1) && !rest.clone().any(is_quote);
    let goes_on = goes_on && !closed;
    let content = if goes_on { sentence } else { sentence.start..start };
    let beside = |it: usize| it < start || it > end;
    let finite = |it: usize| matches!(tree.xpos(it), "VBD" | "VBZ" | "VBP" | "MD" | "VBN");
    let told = content.clone().any(|it| beside(it) && finite(it));
    if !told {
        return None;
    }
    Some(Inset { subject, content })
}

fn is_comma(scene: &Scene<'_>, idx: usize) -> bool {
    idx < scene.tree.len() && matches!(scene.tree.form(idx), "," | "—" | "–")
}

fn is_border(scene: &Scene<'_>, idx: usize) -> bool {
    matches!(scene.tree.form(idx), "," | "—" | "–" | "”" | "\"" | "''" | "?" | "!")
}

/// "…, diplomats said, the road would be cut": a noun phrase with its verb goes on; without one it tells who spoke.
fn opens_clause(scene: &Scene<'_>, idx: usize) -> bool {
    let tree = &scene.tree;
    let sentences = &tree.reading.sentences;
    let end = sentences.get(tree.reading.sentence_of(idx)).map_or(idx, |it| it.tokens.end);
    let mut words = (idx..end).take_while(|it| !is_border(scene, *it));
    words.any(|it| matches!(tree.xpos(it), "VBD" | "VBZ" | "VBP" | "MD"))
}

/// "adding that", "citing", "without saying", "who": what follows belongs to the speaker.
fn opens_aside(scene: &Scene<'_>, idx: usize) -> bool {
    idx < scene.tree.len()
        && (scene.tree.xpos(idx) == "VBG"
            || matches!(
                scene.tree.lemma(idx),
                "who" | "which" | "without" | "as" | "after" | "while" | "in" | "and" | "but"
            )
            || matches!(scene.tree.lemma(idx), "a" | "the") && !opens_clause(scene, idx))
}

/// "…, NP said": a border, a noun phrase, the verb, and no clause behind it.
fn speaker_before(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<(usize, usize, usize)> {
    let tree = &scene.tree;
    // "…, a colonel who declined to be named said": what is told of a speaker stands between, without a comma.
    let reach = (sentence.start..verb).rev().take(REACH).take_while(|it| !is_border(scene, *it));
    let who = reach.filter(|it| tree.is(*it, "who")).last().unwrap_or(verb);
    if let Some((subject, at)) = named_and_described(scene, verb, sentence) {
        return Some((subject, at, after_verb(scene, verb, sentence)?));
    }
    let mut at = who;
    while at > sentence.start && who - at < REACH && in_noun_phrase(scene, at - 1) {
        at -= 1;
    }
    let bordered = at > sentence.start && at < who && is_border(scene, at - 1);
    let own = at..who;
    let subject = tree
        .subject_child(verb)
        .filter(|it| own.contains(it) && !has_preposition(scene, *it))
        .or_else(|| head_of(scene, own))?;
    let closes = after_verb(scene, verb, sentence)?;
    bordered.then_some((subject, at, closes))
}

/// "…, the head of the council, Anna Reed, said": name and description between commas are one speaker, the name.
fn named_and_described(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<(usize, usize)> {
    let tree = &scene.tree;
    let back = |end: usize| {
        let mut at = end;
        while at > sentence.start && end - at < REACH && in_noun_phrase(scene, at - 1) {
            at -= 1;
        }
        at
    };
    let end = verb.checked_sub(1).filter(|it| *it > sentence.start && tree.is(*it, ","))?;
    let second = back(end)..end;
    let comma = second.start.checked_sub(1).filter(|it| *it > sentence.start && tree.is(*it, ","))?;
    let first = back(comma)..comma;
    let bordered = first.start > sentence.start && is_border(scene, first.start - 1);
    if !bordered || first.is_empty() || second.is_empty() {
        return None;
    }
    let is_name =
        |range: &Range<usize>| tree.upos(range.end - 1) == Upos::Propn && tree.upos(range.start) != Upos::Det;
    let describes =
        |range: &Range<usize>| matches!(tree.upos(range.start), Upos::Det | Upos::Pron) && !is_name(range);
    let name = match (is_name(&first), is_name(&second)) {
        (false, true) if describes(&first) => second,
        (true, false) if describes(&second) => first.clone(),
        _ => return None,
    };
    let mentions = &tree.reading.mentions;
    let from = mentions.partition_point(|it| it.tokens.start < name.start);
    let mut inside = mentions[from..].iter().take_while(|it| it.tokens.start < name.end);
    let whole = inside.find(|it| it.tokens.end == name.end);
    let head = whole.map(|it| it.head).or_else(|| head_of(scene, name))?;
    Some((head, first.start))
}

fn in_noun_phrase(scene: &Scene<'_>, idx: usize) -> bool {
    let form = scene.tree.form(idx);
    match scene.tree.upos(idx) {
        Upos::Noun
        | Upos::Propn
        | Upos::Adj
        | Upos::Det
        | Upos::Num
        | Upos::Pron
        | Upos::Part
        | Upos::Adv => true,
        Upos::Adp => matches!(form, "of" | "in" | "for" | "at" | "on" | "from"),
        Upos::Aux => matches!(scene.tree.lemma(idx), "have"),
        Upos::Cconj => form == "and",
        Upos::Punct => matches!(form, "-" | "(" | ")"),
        // "the Hamas-run ministry": a participle that a hyphen ties to its noun.
        Upos::Verb => idx > 0 && scene.tree.is(idx - 1, "-") && scene.tree.rel(idx) == Deprel::Amod,
        Upos::Intj | Upos::Sconj | Upos::Sym | Upos::X => false,
    }
}

/// The end of what belongs to the verb ("told Reuters by phone"), where no clause follows it.
fn after_verb(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<usize> {
    let tree = &scene.tree;
    let next = verb + 1;
    // "outlets reported growing concerns over …," has an object: nothing before it is credited.
    let adverbial = next >= sentence.end
        || matches!(tree.upos(next), Upos::Adp | Upos::Adv | Upos::Punct)
        || tree.lemma(verb) == "tell"
        || is_day(scene, next);
    if !adverbial {
        return None;
    }
    for idx in verb + 1..sentence.end.min(verb + REACH) {
        let form = tree.form(idx);
        if matches!(form, "," | "." | "—" | "–" | "\"" | "”" | ";" | "''" | "“") {
            return Some(idx);
        }
        if matches!(tree.upos(idx), Upos::Verb | Upos::Aux | Upos::Sconj)
            || matches!(form, "that" | "to" | ":")
        {
            return None;
        }
    }
    (sentence.end <= verb + REACH).then_some(sentence.end)
}

fn is_day(scene: &Scene<'_>, idx: usize) -> bool {
    let span = scene.tree.reading.tokens[idx].span;
    let times = &scene.tree.reading.times;
    times.get(times.partition_point(|it| it.span.end <= span.start)).is_some_and(|it| it.span.overlaps(span))
}

/// "…," said NP: a border right before the verb, a noun phrase right behind it.
fn speaker_behind(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> Option<(usize, usize, usize)> {
    let tree = &scene.tree;
    let bordered = verb > sentence.start && is_border(scene, verb - 1) && tree.xpos(verb).starts_with("VB");
    if !bordered || tree.xpos(verb) == "VBG" || tree.lemma(verb) == "tell" {
        return None;
    }
    let mut at = verb + 1;
    while at < sentence.end && at - verb < REACH && in_noun_phrase(scene, at) {
        at += 1;
    }
    let closed = at >= sentence.end || is_border(scene, at) || matches!(tree.form(at), "." | ":" | ";");
    // "…, the ministry said the jets …": a subject before the comma speaks.
    let led = tree.subject_child(verb).is_some_and(|it| it < verb)
        && tree.is(verb - 1, ",")
        && !is_quoted(scene, verb, sentence);
    if !closed || led {
        return None;
    }
    let named =
        head_of(scene, verb + 1..at).filter(|it| tree.upos(*it) != Upos::Pron || tree.lemma(*it) != "it")?;
    let direct =
        tree.children(verb).find(|it| (verb + 1..at).contains(it) && tree.subject_child(verb) == Some(*it));
    Some((direct.unwrap_or(named), verb, at))
}

/// Says whether a quotation stands before the verb: then what follows it may well be its subject.
fn is_quoted(scene: &Scene<'_>, verb: usize, sentence: &Range<usize>) -> bool {
    (sentence.start..verb).any(|it| matches!(scene.tree.form(it), "\"" | "”" | "''"))
}

/// The noun phrase right before a verb, where the tree names no subject: "HTS claimed", "SANA has reported".
pub(crate) fn neighbour(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let tree = &scene.tree;
    let start = tree.reading.sentences.get(tree.reading.sentence_of(verb))?.tokens.start;
    let mut end = verb;
    let closes = end > start + 1 && matches!(tree.form(end - 1), "”" | "\"" | "''");
    end -= usize::from(closes);
    while end > start && (matches!(tree.upos(end - 1), Upos::Aux | Upos::Adv) || tree.is(end - 1, ")")) {
        if tree.is(end - 1, ")") {
            let open = (start..end - 1).rev().take(REACH).find(|it| tree.is(*it, "("))?;
            end = open;
        } else {
            end -= 1;
        }
    }
    let mut at = end;
    while at > start && end - at < REACH && in_noun_phrase(scene, at - 1) {
        at -= 1;
    }
    let nominal = |it: usize| matches!(tree.upos(it), Upos::Noun | Upos::Propn | Upos::Pron);
    // "the general told": an adjective with an article stands for a noun.
    let bare =
        at < end && tree.upos(end - 1) == Upos::Adj && end - at >= 2 && tree.upos(end - 2) == Upos::Det;
    match at < end && nominal(end - 1) {
        true => head_of(scene, at..end),
        false => bare.then(|| end - 1),
    }
}

/// The speaker that opens the sentence, where a clause stands between it and its verb: "SOHR, which …, said".
pub(crate) fn opener(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let tree = &scene.tree;
    let start = tree.reading.sentences.get(tree.reading.sentence_of(verb))?.tokens.start;
    let set_off = verb > start && tree.is(verb - 1, ",");
    let end = (start..verb).find(|it| tree.is(*it, ","))?;
    set_off.then(|| head_of(scene, start..end)).flatten().filter(|it| !has_preposition(scene, *it))
}

/// The first noun phrase behind a preposition or a cue.
pub(crate) fn noun_behind(scene: &Scene<'_>, from: usize) -> Option<Range<usize>> {
    let tree = &scene.tree;
    let end = tree.reading.sentences.get(tree.reading.sentence_of(from))?.tokens.end;
    let stop = (from..end.min(from + REACH)).find(|it| !in_noun_phrase(scene, *it));
    let range = from..stop.unwrap_or(end.min(from + REACH));
    (!range.is_empty()).then_some(range)
}

/// "the Health Ministry in Gaza said": Gaza is not the subject, whatever the tree says.
fn has_preposition(scene: &Scene<'_>, noun: usize) -> bool {
    scene.tree.children(noun).any(|it| scene.tree.rel(it) == Deprel::Case && scene.tree.upos(it) == Upos::Adp)
}

/// The last noun before the first preposition.
pub(crate) fn head_of(scene: &Scene<'_>, range: Range<usize>) -> Option<usize> {
    let tree = &scene.tree;
    let nominal = |it: &usize| matches!(tree.upos(*it), Upos::Noun | Upos::Propn | Upos::Pron);
    let end = range.clone().find(|it| tree.upos(*it) == Upos::Adp).unwrap_or(range.end);
    (range.start..end).rev().find(nominal)
}
