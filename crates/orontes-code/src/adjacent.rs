//! Finds phrases by where they stand beside a word, for what trees leave out: lists, and subjects and
//! objects that the parser attached elsewhere.

use crate::clause;
use crate::scene::Scene;
use orontes_model::{Deprel, MentionForm, MentionKind, Upos};
use std::ops::Range;

/// The head of the phrase that ends right before a verb, adverbs and auxiliaries between them skipped. A
/// phrase that a preposition opens is no subject.
pub(crate) fn before(scene: &Scene, verb: usize) -> Option<usize> {
    let sentence = sentence(scene, verb);
    let last = last_before(scene, sentence.start, verb)?;
    let last = match scene.form(last) == "," {
        true => last_before_apposition(scene, sentence.start, last)?,
        false => last,
    };
    let phrase = phrase_ending_at(scene, last)?;
    (!is_opened(scene, phrase.0)).then_some(phrase.1)
}

/// Says whether a preposition stands right before the phrase of a word: what the parser then calls a subject
/// is none ("an attack on Arden killed ten").
pub(crate) fn is_governed(scene: &Scene, head: usize) -> bool {
    let before = |child: &usize| *child < head;
    let first = scene.mention(head).filter(|(_, it)| it.head == head).map(|(_, it)| it.tokens.start);
    let first = first.or_else(|| scene.children(head).find(before)).unwrap_or(head).min(head);
    // "On Sunday security forces": the preposition opens the day alone.
    let first =
        (first..head).find(|&it| !scene.is_timed(it) && scene.token(it).upos != Upos::Adp).unwrap_or(first);
    let behind_day = first > 0 && scene.is_timed(first - 1);
    !behind_day && is_opened(scene, first)
}

/// Says whether a preposition, an article between, stands before a word.
fn is_opened(scene: &Scene, first: usize) -> bool {
    let start = sentence(scene, first).start;
    let mut at = first;
    while at > start && at > first.saturating_sub(3) {
        at -= 1;
        match scene.token(at).upos {
            Upos::Det | Upos::Adj | Upos::Num => {}
            Upos::Adp => return opens_phrase(scene, at) && !scene.says("clause_opener", scene.form(at)),
            _ => return false,
        }
    }
    false
}

/// "At least 40 families", "up to 40 fighters": what only bounds a number opens no phrase.
fn opens_phrase(scene: &Scene, preposition: usize) -> bool {
    let Some(head) = scene.head(preposition).filter(|_| scene.deprel(preposition) == Deprel::Case) else {
        return scene.deprel(preposition) != Deprel::Fixed;
    };
    let bounds = scene.token(head).upos == Upos::Adj
        && scene.head(head).is_some_and(|it| scene.token(it).upos == Upos::Num);
    !bounds
}

/// The phrase right behind a word that one of these prepositions opens, wherever the parser hung it.
pub(crate) fn behind(scene: &Scene, word: usize, prepositions: &[String]) -> Option<usize> {
    let next = word + 1;
    let inside = next + 1 < sentence(scene, word).end;
    let opens = inside && prepositions.iter().any(|it| *it == scene.form(next));
    opens.then(|| after(scene, next)).flatten().filter(|&it| !scene.is_timed(it))
}

/// The subject of the first verb of a headline, for a verb after a comma or "and": "X takes A, eyes B".
pub(crate) fn headline_subject(scene: &Scene, verb: usize) -> Option<usize> {
    let sentence = sentence(scene, verb);
    let joined = verb > sentence.start && matches!(scene.form(verb - 1), "," | "and" | ";");
    if !scene.is_headline(verb) || !joined {
        return None;
    }
    let main = (sentence.start..verb - 1).find(|&it| scene.token(it).upos == Upos::Verb)?;
    clause::surface_subject(scene, main, 1).or_else(|| before(scene, main))
}

/// The subject of a participle that opens its sentence: "Despite cutting ties with A, B is …".
pub(crate) fn opening_subject(scene: &Scene, verb: usize) -> Option<usize> {
    let sentence = sentence(scene, verb);
    if verb > sentence.start + 2 || scene.token(verb).xpos != "VBG" {
        return None;
    }
    let comma = (verb..sentence.end.min(verb + 24)).find(|&it| scene.form(it) == ",")?;
    after(scene, comma)
}

/// The phrase after a copula that follows a noun: "their next target is Arden".
pub(crate) fn after_copula(scene: &Scene, noun: usize) -> Option<usize> {
    let copula = noun + 1;
    let inside = copula < sentence(scene, noun).end;
    let is_copula = |at: usize| scene.says("copula", scene.form(at));
    (inside && is_copula(copula)).then(|| after(scene, copula)).flatten()
}

/// The last word before a verb that is no adverb, no auxiliary and no part of a day ("on Friday").
fn last_before(scene: &Scene, start: usize, verb: usize) -> Option<usize> {
    let skipped = |at: usize| {
        matches!(scene.token(at).upos, Upos::Adv | Upos::Aux | Upos::Part)
            || scene.is_timed(at)
            || scene.token(at).upos == Upos::Adp && at + 1 < verb && scene.is_timed(at + 1)
    };
    (start..verb).rev().find(|&at| !skipped(at))
}

/// The last word before "…, a phrase," where no verb stands in the phrase.
fn last_before_apposition(scene: &Scene, start: usize, comma: usize) -> Option<usize> {
    let open = (start..comma).rev().take(14).find(|&at| scene.form(at) == ",")?;
    let plain = (open + 1..comma).all(|at| !matches!(scene.token(at).xpos, "VBD" | "VBZ" | "VBP" | "MD"));
    (plain && open > start).then(|| open - 1)
}

/// First word and head of the phrase that ends at a word.
fn phrase_ending_at(scene: &Scene, last: usize) -> Option<(usize, usize)> {
    if let Some((_, mention)) = scene.mention(last).filter(|(_, it)| it.tokens.end == last + 1) {
        return Some((mention.tokens.start, mention.head));
    }
    if !scene.is_nominal(last) || scene.is_timed(last) {
        return None;
    }
    let modifies =
        |at: usize| matches!(scene.token(at).upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num);
    let start = sentence(scene, last).start;
    let first = (start..last).rev().take_while(|&at| modifies(at)).last().unwrap_or(last);
    Some((first, last))
}

/// The head of the phrase that begins right after a word: articles, numbers and adjectives, then a noun.
pub(crate) fn after(scene: &Scene, word: usize) -> Option<usize> {
    let sentence = sentence(scene, word);
    let mut last = None;
    let mut passed = word;
    for at in word + 1..sentence.end.min(word + 10) {
        passed = passed.max(modifier_at(scene, at, sentence.end).unwrap_or(passed));
        match scene.token(at).upos {
            _ if at <= passed && last.is_none() => {}
            Upos::Det | Upos::Num | Upos::Adj | Upos::Adv if last.is_none() => {}
            // "Rebels who entered": the relative opens a clause of its own.
            Upos::Pron if last.is_some() || matches!(scene.token(at).xpos, "WP" | "WDT" | "WP$") => break,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::X => last = Some(at),
            _ => break,
        }
    }
    let last = last?;
    match scene.mention(last) {
        Some((_, mention)) if mention.tokens.start > word => Some(mention.head),
        _ => Some(last),
    }
}

/// Where a participle before its noun ends, hyphens included: "rebel-held Arden", "besieged Arden".
fn modifier_at(scene: &Scene, at: usize, end: usize) -> Option<usize> {
    let glued = |it: usize| scene.form(it + 1) == "-" && !scene.token(it).space_after;
    let mut last = at;
    while last + 2 < end && glued(last) {
        last += 2;
    }
    let is_participle = last > at && scene.token(last).upos == Upos::Adj || scene.token(last).xpos == "VBN";
    let names = last + 1 < end && scene.is_nominal(last + 1) && scene.token(last).space_after;
    (is_participle && names).then_some(last)
}

/// The name that a comma sets a noun phrase beside: "Arden, the largest city", wherever the tree hangs the noun.
pub(crate) fn name_set_off(scene: &Scene, noun: usize) -> Option<usize> {
    let start = sentence(scene, noun).start;
    let first = first_of_phrase(scene, noun);
    let comma = first.checked_sub(1).filter(|&it| it > start && scene.form(it) == ",")?;
    let (_, mention) = scene.mention(comma - 1).filter(|(_, it)| it.tokens.end == comma)?;
    (mention.form == MentionForm::Name).then_some(mention.head)
}

/// The first word of a noun phrase: what stands before its noun and hangs on it.
fn first_of_phrase(scene: &Scene, noun: usize) -> usize {
    let mut first = noun;
    for _ in 0..8 {
        let lower = scene.children(first).chain(scene.children(noun)).filter(|&it| {
            it < first
                && it + 8 > noun
                && !matches!(scene.token(it).upos, Upos::Punct | Upos::Verb | Upos::Cconj)
        });
        match lower.min() {
            Some(found) => first = found,
            None => break,
        }
    }
    first
}

/// Members that follow "including", "such as" or "like" after a general noun.
pub(crate) fn listed_after(scene: &Scene, noun: usize) -> Vec<usize> {
    let sentence = sentence(scene, noun);
    let mut at = noun + 1;
    // A short phrase may come between: "towns in the north, including …".
    let opener = (at..sentence.end.min(noun + 8))
        .find(|&it| scene.says("list_opener", scene.form(it)) || is_such_as(scene, it));
    let Some(opener) = opener else { return Vec::new() };
    let plain = (noun + 1..opener).all(|it| !matches!(scene.token(it).upos, Upos::Verb | Upos::Aux));
    if !plain {
        return Vec::new();
    }
    at = opener + if is_such_as(scene, opener) { 2 } else { 1 };
    let mut out = Vec::new();
    while let Some(head) = item_at(scene, at, sentence.end) {
        out.push(head.1);
        match joint(scene, head.0, sentence.end) {
            Some((next, _)) => at = next,
            None => break,
        }
    }
    out
}

/// "The Arden, Bellow and Cray neighbourhoods", "the villages of Arden, Bellow and Cray": the names that a plural noun of
/// settlement bears, two at least.
pub(crate) fn names_of_plural(scene: &Scene, noun: usize) -> Vec<usize> {
    if scene.token(noun).xpos != "NNS" || !scene.is_of(scene.classes.generic, noun) {
        return Vec::new();
    }
    let own = sentence(scene, noun);
    let is_name = |it: usize| scene.token(it).upos == Upos::Propn && !scene.is_timed(it);
    // Behind "of", else before the noun.
    let behind = (noun + 2 < own.end && scene.form(noun + 1) == "of").then(|| {
        let start = if scene.form(noun + 2) == "the" { noun + 3 } else { noun + 2 };
        run_of_names(scene, start..own.end, &is_name)
    });
    let before = || {
        let joins = |it: usize| is_name(it) || matches!(scene.form(it), "," | "and" | "&");
        let start = (own.start..noun).rev().take_while(|&it| joins(it)).last().unwrap_or(noun);
        let start = (start..noun).find(|&it| is_name(it)).unwrap_or(noun);
        run_of_names(scene, start..noun, &is_name)
    };
    let found = behind.unwrap_or_else(before);
    if found.len() > 1 { found } else { Vec::new() }
}

/// The last word of each name in a list that "and" closes.
fn run_of_names(scene: &Scene, range: std::ops::Range<usize>, is_name: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let mut out = Vec::new();
    let (mut at, mut closed) = (range.start, false);
    while at < range.end && is_name(at) && !closed || at < range.end && is_name(at) && out.is_empty() {
        while at + 1 < range.end && is_name(at + 1) {
            at += 1;
        }
        out.push(at);
        let comma = at + 1 < range.end && scene.form(at + 1) == ",";
        let and = |it: usize| it < range.end && matches!(scene.form(it), "and" | "&");
        let last = and(at + 1) || comma && and(at + 2);
        at += match (comma, last) {
            (true, true) => 3,
            (true, false) | (false, true) => 2,
            (false, false) => break,
        };
        if last {
            while at < range.end && is_name(at) && at + 1 < range.end && is_name(at + 1) {
                at += 1;
            }
            if at < range.end && is_name(at) {
                out.push(at);
            }
            closed = true;
        }
    }
    // Without an "and" the comma may part two clauses.
    if closed { out } else { Vec::new() }
}

/// The names that a comma sets beside a plural: "its allies, Arden and Bellow, …".
pub(crate) fn listed_beside(scene: &Scene, noun: usize) -> Vec<usize> {
    let end = sentence(scene, noun).end;
    if scene.token(noun).xpos != "NNS" || noun + 2 >= end || scene.form(noun + 1) != "," {
        return Vec::new();
    }
    let (mut at, mut out, mut closed) = (noun + 2, Vec::new(), false);
    while let Some((after, head)) = item_at(scene, at, end) {
        out.push(head);
        // Past "and" stands the last of them.
        let Some((next, and)) = joint(scene, after, end).filter(|_| !closed) else { break };
        (at, closed) = (next, and);
    }
    // Without an "and" the comma may part two clauses.
    if closed { out } else { Vec::new() }
}

fn is_such_as(scene: &Scene, at: usize) -> bool {
    scene.form(at) == "such" && at + 1 < scene.reading.tokens.len() && scene.form(at + 1) == "as"
}

/// An item of a list: articles and adjectives, then words up to the end of a noun phrase. Yields the
/// position after it and its head.
fn item_at(scene: &Scene, from: usize, end: usize) -> Option<(usize, usize)> {
    let mut last = None;
    let mut at = from;
    while at < end && at < from + 8 {
        match scene.token(at).upos {
            Upos::Noun | Upos::Propn | Upos::X => last = Some(at),
            Upos::Det | Upos::Adj | Upos::Num if last.is_none() => {}
            Upos::Punct if scene.form(at) == "-" && last.is_some() => {}
            _ => break,
        }
        at += 1;
    }
    let last = last?;
    let head = scene.mention(last).filter(|(_, it)| it.tokens.start >= from).map_or(last, |(_, it)| it.head);
    Some((last + 1, head))
}

/// What joins two items: a comma, "and", or both. Yields the position after it, and whether it was "and".
fn joint(scene: &Scene, from: usize, end: usize) -> Option<(usize, bool)> {
    let mut at = from;
    let (mut joined, mut and) = (false, false);
    if at < end && scene.form(at) == "(" {
        at = (at..end.min(at + 6)).find(|&it| scene.form(it) == ")")? + 1;
    }
    while at < end && at < from + 10 {
        match scene.form(at) {
            "," => joined = true,
            form if scene.says("joiner", form) => {
                joined = true;
                and = true;
            }
            form if joined && scene.says("list_adverb", form) => {}
            _ => break,
        }
        at += 1;
    }
    joined.then_some((at, and))
}

/// Named places that stand in a list with this one: "from Arden, Bellow (Belo) and Cray".
pub(crate) fn places_joined(scene: &Scene, first: usize) -> Vec<usize> {
    let Some((_, mention)) = scene.mention(first).filter(|(_, it)| it.kind == MentionKind::Place) else {
        return Vec::new();
    };
    let end = sentence(scene, first).end;
    let mut pending = Vec::new();
    let mut out = Vec::new();
    let mut at = mention.tokens.end;
    while let Some((next, and)) = joint(scene, at, end) {
        let Some((_, mention)) = scene.reading.tokens.get(next).and_then(|_| scene.mention(next)) else {
            break;
        };
        if mention.kind != MentionKind::Place || mention.tokens.start != next {
            break;
        }
        pending.push(mention.head);
        at = mention.tokens.end;
        // "Arden, Freeland" is a town and its country; only an "and" makes a list.
        if and {
            out.append(&mut pending);
        }
    }
    out
}

fn sentence(scene: &Scene, at: usize) -> Range<usize> {
    scene.reading.sentences[scene.reading.sentence_of(at)].tokens.clone()
}
