//! Turns a cue into the words that it credits.

use super::Scene;
use orontes_model::{Deprel, Upos};
use std::ops::Range;

/// What a verb credits.
pub(crate) struct Content {
    /// The tokens.
    pub(crate) range: Range<usize>,
    /// Says whether it is a clause, not only a noun.
    pub(crate) clausal: bool,
}

/// Returns what a verb of speech reports: its clause, the clause that it is set into, or its object.
pub(crate) fn of_verb(scene: &Scene<'_>, verb: usize) -> Option<Content> {
    let tree = &scene.tree;
    let clausal = |range: Range<usize>| Some(Content { range, clausal: true });
    if let Some(clause) = tree.child(verb, &[Deprel::Ccomp]) {
        return clausal(without_cue(tree.extent(clause), verb));
    }
    let own_object = tree.child(verb, &[Deprel::Obj]).is_some_and(|it| it > verb);
    if tree.rel(verb) == Deprel::Parataxis
        && tree.lemma(verb) != "tell"
        && !own_object
        && let Some(range) = of_host(scene, verb)
    {
        return clausal(range);
    }
    // "denied supporting the rebels; experts say …": its own complement before another sentence.
    if let Some(clause) = tree.child(verb, &[Deprel::Xcomp]) {
        return clausal(tree.extent(clause));
    }
    let beside = tree
        .children(verb)
        .find(|it| tree.rel(*it) == Deprel::Parataxis && tree.subject_child(*it).is_some());
    if let Some(clause) = beside {
        return clausal(tree.extent(clause));
    }
    let object = tree.child(verb, &[Deprel::Obj]).or_else(|| {
        tree.children(verb).find(|it| tree.rel(*it) == Deprel::Obl && tree.has_case(*it, &["of", "about"]))
    })?;
    // "told reporters", "said nothing": who listens and what is not said are no content.
    let empty = matches!(
        tree.lemma(object),
        "nothing" | "reporter" | "journalist" | "much" | "so" | "it" | "goodbye"
    );
    let behind = of_act(scene, verb).unwrap_or_else(|| tree.extent(object));
    // "believe the attackers crossed from Libya": a past that looks like a participle hangs on its subject.
    let clausal = tree.child(object, &[Deprel::Acl]).is_some_and(|it| {
        tree.xpos(it) == "VBN" && it > object && tree.child(it, &[Deprel::OblAgent]).is_none()
    });
    let clausal = clausal && scene.lemmas.has("clause_only", tree.lemma(verb));
    (!empty && tree.lemma(verb) != "tell").then_some(Content { range: behind, clausal })
}

/// "In a statement read on television, X said “…” and that …": where a quotation opens behind the verb, its clause is
/// what is said, and not the words before.
pub(crate) fn of_quotation(scene: &Scene<'_>, verb: usize) -> Option<Content> {
    let tree = &scene.tree;
    let opens = verb + 1 < tree.len() && matches!(tree.form(verb + 1), "\"" | "“" | "``");
    let clause = tree.children(verb).find(|it| *it > verb && tree.rel(*it) == Deprel::Ccomp)?;
    opens.then(|| Content { range: tree.extent(clause), clausal: true })
}

/// Returns what the order of the words shows: "said that …" and ", adding …" reach to the end of their clause.
pub(crate) fn from_words(scene: &Scene<'_>, verb: usize) -> Option<Content> {
    let tree = &scene.tree;
    let end = tree.reading.sentences.get(tree.reading.sentence_of(verb))?.tokens.end;
    let next = verb + 1;
    if next >= end {
        return None;
    }
    let clause = tree.child(verb, &[Deprel::Ccomp]).map(|it| tree.extent(it)).filter(|it| it.end > next);
    if let Some(that) = that_behind(scene, verb, end) {
        let close = clause.filter(|it| it.end > that + 1).map_or(end, |it| it.end);
        return Some(Content { range: that..close, clausal: true });
    }
    let start = || clause_start(scene, next, end).filter(|_| !tree.xpos(verb).starts_with("VBG"));
    if let Some(start) = clause.is_none().then(start).flatten() {
        return Some(Content { range: start..end, clausal: true });
    }
    let aside = tree.xpos(verb) == "VBG" && verb > 0 && tree.is(verb - 1, ",");
    aside.then(|| {
        let comma = (next..end).find(|it| tree.is(*it, ",") && *it + 1 < end && tree.xpos(*it + 1) == "VBG");
        let reach = comma.unwrap_or(end).max(clause.map_or(next, |it| it.end));
        let clausal = (next..reach).any(|it| matches!(tree.xpos(it), "VBD" | "VBZ" | "VBP" | "MD"));
        Content { range: next..reach, clausal }
    })
}

/// The "that" of "said that", "said in a statement on Sunday that", "told state television, which …, that".
fn that_behind(scene: &Scene<'_>, verb: usize, end: usize) -> Option<usize> {
    let tree = &scene.tree;
    let is_that = |it: &usize| tree.is(*it, "that");
    let told = tree.lemma(verb) == "tell";
    for idx in verb + 1..end.min(verb + 14) {
        // "that" without a verb of its own points at something: "said that day".
        if is_that(&idx) && (idx + 1..end).any(|it| matches!(tree.xpos(it), "VBD" | "VBZ" | "VBP" | "MD")) {
            // "the ministry that oversees": a verb right behind makes it a pronoun.
            let opens = tree.upos(idx) == Upos::Sconj || opens_clause(scene, idx + 1..end);
            return opens.then_some(idx);
        }
        let stops = matches!(tree.upos(idx), Upos::Verb | Upos::Aux)
            || matches!(tree.form(idx), "\"" | "“" | ":" | ";");
        let comma = tree.is(idx, ",") && !told;
        if (stops && !told) || comma {
            return None;
        }
    }
    None
}

/// Where a clause without "that" begins behind its verb: right there, or behind when and where it was said
/// ("said in a statement on Sunday evening it had …").
fn clause_start(scene: &Scene<'_>, next: usize, end: usize) -> Option<usize> {
    let tree = &scene.tree;
    let timed = |it: usize| {
        let (span, times) = (tree.reading.tokens[it].span, &tree.reading.times);
        times
            .get(times.partition_point(|it| it.span.end <= span.start))
            .is_some_and(|it| it.span.overlaps(span))
    };
    let is_led = tree.upos(next) == Upos::Adp || timed(next);
    // As far as a noun phrase with its preposition and a day reach.
    for at in next + 1..end.min(next + 14) {
        if !is_led || matches!(tree.form(at), "," | ";" | ":" | "“" | "\"") {
            break;
        }
        let verbal = matches!(tree.upos(at), Upos::Verb | Upos::Aux) && !timed(at);
        if verbal {
            break;
        }
        let is_subject =
            matches!(tree.form(at), "it" | "they" | "he" | "she" | "we") && tree.upos(at - 1) != Upos::Adp;
        if (is_subject || timed(at - 1) && !timed(at)) && opens_clause(scene, at..end) {
            return Some(at);
        }
    }
    opens_clause(scene, next..end).then_some(next)
}

/// Says whether a noun phrase and a finite verb follow before any mark: "believe the group has 3,000 fighters".
pub(crate) fn opens_clause(scene: &Scene<'_>, behind: Range<usize>) -> bool {
    let tree = &scene.tree;
    let mut nouns = false;
    for idx in behind.take(14) {
        match tree.upos(idx) {
            Upos::Verb | Upos::Aux => return nouns && matches!(tree.xpos(idx), "VBZ" | "VBD" | "VBP" | "MD"),
            Upos::Noun | Upos::Propn | Upos::Num => nouns = true,
            Upos::Pron if matches!(tree.lemma(idx), "who" | "which" | "that" | "what") => return false,
            Upos::Pron => nouns = true,
            Upos::Adj | Upos::Det | Upos::Adp | Upos::Adv | Upos::Part | Upos::Sym => {}
            Upos::Punct if tree.is(idx, "-") => {}
            Upos::Punct | Upos::Sconj | Upos::Cconj | Upos::Intj | Upos::X => return false,
        }
    }
    false
}

/// Returns the words right behind a verb that the tree leaves without an object.
pub(crate) fn behind(scene: &Scene<'_>, verb: usize) -> Option<Content> {
    let tree = &scene.tree;
    let end = tree.reading.sentences.get(tree.reading.sentence_of(verb))?.tokens.end;
    let opens = verb + 1 < end
        && matches!(tree.upos(verb + 1), Upos::Noun | Upos::Propn | Upos::Det | Upos::Adj | Upos::Num)
        && matches!(tree.lemma(verb), "report" | "claim" | "say" | "announce" | "confirm");
    let stop = (verb + 1..end).find(|it| matches!(tree.form(*it), "," | ";" | "." | "”" | "\""));
    opens.then(|| Content { range: verb + 1..stop.unwrap_or(end), clausal: false })
}

/// A clause that stands around its cue ("…, he said, …") keeps the side that is longer when the cue is at an end.
fn without_cue(range: Range<usize>, cue: usize) -> Range<usize> {
    match range.contains(&cue) {
        true if cue + 3 >= range.end => range.start..cue,
        true | false => range,
    }
}

/// Returns the clause that a cue is set into, without the cue's own words where they stand at an end.
pub(crate) fn of_host(scene: &Scene<'_>, cue: usize) -> Option<Range<usize>> {
    let tree = &scene.tree;
    let host = tree.head(cue)?;
    // "X said Y, citing Z": what Z said is what X said.
    let host_content = of_host_speech(scene, host, cue);
    let whole = host_content.unwrap_or_else(|| tree.extent(host));
    Some(cut(whole, &tree.extent(cue)))
}

fn of_host_speech(scene: &Scene<'_>, host: usize, cue: usize) -> Option<Range<usize>> {
    let tree = &scene.tree;
    let beside = matches!(tree.rel(cue), Deprel::Advcl) || cue < host && tree.xpos(cue) == "VBG";
    let speaks = scene.lemmas.has_value("verb", tree.lemma(host), "say") && beside;
    let mut said = tree.children(host).filter(|it| tree.rel(*it) == Deprel::Ccomp && *it != cue);
    said.next().filter(|_| speaks).map(|it| tree.extent(it))
}

/// Takes a phrase from the end at which it stands; in the middle it stays.
fn cut(whole: Range<usize>, phrase: &Range<usize>) -> Range<usize> {
    if phrase.start <= whole.start {
        return phrase.end.clamp(whole.start, whole.end)..whole.end;
    }
    // One token may close the sentence behind the phrase.
    if phrase.end + 1 >= whole.end { whole.start..phrase.start } else { whole }
}

/// Returns what "according to X" covers: its sentence where it opens or closes it, else its clause.
pub(crate) fn of_phrase(scene: &Scene<'_>, cue: usize, phrase: Range<usize>) -> Option<Range<usize>> {
    let tree = &scene.tree;
    let sentence = tree.reading.sentences.get(tree.reading.sentence_of(cue))?.tokens.clone();
    let at_edge = phrase.start <= sentence.start + 2 || phrase.end + 2 >= sentence.end;
    let phrase = phrase.start.min(cue)..phrase.end;
    if at_edge {
        let content = cut(sentence.clone(), &phrase);
        let finite = |it: usize| matches!(tree.xpos(it), "VBD" | "VBZ" | "VBP" | "MD" | "VBN");
        if content.clone().any(finite) || phrase.start > sentence.start + 2 {
            return Some(content);
        }
        // The tree hung the statement under its source: it begins behind the first comma.
        let comma = (cue..sentence.end).find(|it| tree.is(*it, ","))?;
        return Some(comma + 1..sentence.end);
    }
    let mut top = tree.head(cue)?;
    while phrase.contains(&top) {
        top = tree.head(top)?;
    }
    Some(cut(tree.clause(top), &phrase))
}

/// Returns what is demanded, praised, promised: everything behind the verb that belongs to it.
pub(crate) fn of_act(scene: &Scene<'_>, verb: usize) -> Option<Range<usize>> {
    let tree = &scene.tree;
    let belongs = |it: &usize| {
        *it > verb
            && matches!(
                tree.rel(*it),
                Deprel::Obj
                    | Deprel::Iobj
                    | Deprel::Xcomp
                    | Deprel::Ccomp
                    | Deprel::Obl
                    | Deprel::Advcl
                    | Deprel::CompoundPrt
            )
    };
    let ranges = tree.children(verb).filter(belongs).map(|it| tree.extent(it));
    let cover = ranges.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))?;
    Some(cover.start.max(verb + 1)..cover.end)
}

/// Returns what follows "quoted … as saying".
pub(crate) fn of_quoted(scene: &Scene<'_>, verb: usize) -> Option<Range<usize>> {
    let tree = &scene.tree;
    let says =
        |it: &usize| matches!(tree.lemma(*it), "say" | "tell" | "write" | "declare" | "warn" | "state");
    let inner =
        tree.children(verb).find(says).or_else(|| (verb + 1..(verb + 12).min(tree.len())).find(says))?;
    of_verb(scene, inner).map(|it| it.range)
}

/// Returns the sentence that ", it appears," is set into.
pub(crate) fn of_aside(scene: &Scene<'_>, verb: usize) -> Option<Range<usize>> {
    let tree = &scene.tree;
    let sentence = tree.reading.sentences.get(tree.reading.sentence_of(verb))?.tokens.clone();
    let set_in = verb >= sentence.start + 2 && tree.is(verb - 1, "it") && tree.is(verb - 2, ",");
    let closes = verb + 1 >= sentence.end || matches!(tree.form(verb + 1), "," | ".");
    (set_in && closes).then_some(sentence)
}

/// Returns what seems so: "it seems that …", "the army appears to have left".
pub(crate) fn of_seeming(scene: &Scene<'_>, verb: usize) -> Option<Range<usize>> {
    let tree = &scene.tree;
    let end = tree.reading.sentences.get(tree.reading.sentence_of(verb))?.tokens.end;
    let next = verb + 1;
    if next < end && tree.is(next, "that") {
        return from_words(scene, verb).map(|it| it.range);
    }
    if let Some(clause) = tree.child(verb, &[Deprel::Ccomp, Deprel::Csubj]).filter(|it| *it > verb) {
        return Some(tree.extent(clause));
    }
    let infinitive = next < end && tree.is(next, "to");
    if !infinitive {
        return tree.child(verb, &[Deprel::Xcomp]).map(|_| tree.clause(verb));
    }
    // "there seems to be", "the army appears to have left": from the subject to the end.
    let start = tree.reading.sentences[tree.reading.sentence_of(verb)].tokens.start;
    let open = (start..verb).rev().find(|it| matches!(tree.form(*it), "," | ";" | "that" | "and" | "but"));
    Some(open.map_or(start, |it| it + 1)..end)
}

/// Takes "KYIV, Ukraine (AP) — " from the start of what is said: it says where the report was written.
pub(crate) fn without_dateline(scene: &Scene<'_>, range: Range<usize>) -> Range<usize> {
    let tree = &scene.tree;
    let tokens = &tree.reading.tokens;
    let opens = tree
        .reading
        .sentences
        .get(tree.reading.sentence_of(range.start))
        .is_some_and(|it| it.tokens.start == range.start);
    let is_dash = |it: &usize| {
        let spaced = tokens[*it - 1].span.end < tokens[*it].span.start;
        spaced && matches!(tree.form(*it), "—" | "–" | "-" | "--")
    };
    // A place, its country, a day and an agency in brackets have no more words.
    let dash = (range.start + 1..range.end.min(range.start + 14)).find(is_dash).filter(|_| opens);
    let only_names = |end: usize| {
        (range.start..end).all(|it| matches!(tree.upos(it), Upos::Propn | Upos::Punct | Upos::Num))
    };
    match dash.filter(|it| tree.upos(range.start) == Upos::Propn && only_names(*it)) {
        Some(dash) => dash + 1..range.end,
        None => range,
    }
}

/// Takes ", a claim that the ministry denied" from the end of what is said: it is said of the words, not in them.
pub(crate) fn without_verdict(scene: &Scene<'_>, range: Range<usize>) -> Range<usize> {
    let tree = &scene.tree;
    let names_it = |at: usize| {
        let article = at + 1 < range.end && matches!(tree.lemma(at + 1), "a" | "an");
        // "a claim", "a long-standing charge".
        let mut near = at + 2..range.end.min(at + 6);
        article && near.any(|it| tree.upos(it) == Upos::Noun && scene.lemmas.has("verdict", tree.lemma(it)))
    };
    // Something must have been said before it.
    match (range.start + 2..range.end).find(|it| tree.is(*it, ",") && names_it(*it)) {
        Some(comma) => range.start..comma,
        None => range,
    }
}

/// Says whether a passive of opinion is followed by the opinion.
pub(crate) fn has_complement(scene: &Scene<'_>, verb: usize) -> bool {
    let tree = &scene.tree;
    let as_what =
        || tree.children(verb).any(|it| tree.has_case(it, &["as", "of", "for", "with"]) && it > verb);
    let clause = [Deprel::Xcomp, Deprel::Ccomp, Deprel::Csubj, Deprel::CsubjPass];
    let accused = || {
        tree.children(verb)
            .any(|it| tree.rel(it) == Deprel::Advcl && tree.child(it, &[Deprel::Mark]).is_some())
    };
    tree.child(verb, &clause).is_some() || as_what() || accused()
}

/// Says whether the words call somebody a terrorist.
pub(crate) fn has_terror(scene: &Scene<'_>, range: &Range<usize>) -> bool {
    range.clone().any(|it| scene.lemmas.has("terror", &scene.tree.lemma(it).to_lowercase()))
}
