//! Turns dates before the episode into marks on the clauses and nouns that they date.
//!
//! The episode that a report is about begins at most sixty days before its publication: news looks back on
//! days and weeks, and what it dates further back is told as history. Totals "since" such a date are history
//! too (contract, section 3), unless nothing is counted.

use super::Scene;
use jiff::ToSpan;
use jiff::civil::Date;
use orontes_model::{Deprel, Edge, QuantityRole, Sentence, TimeExpression, TimexKind, Upos, When};

/// Days before the publication from which a date belongs to the episode.
const EPISODE_DAYS: i64 = 60;

/// For each token, the token of the date that makes it past.
pub(crate) fn marks(scene: &Scene<'_>, published: &When) -> Vec<Option<usize>> {
    let mut marks = vec![None; scene.tree.len()];
    let Some(start) = episode_start(scene, published) else { return marks };
    for time in &scene.tree.reading.times {
        let Some(token) = head_of(scene, time) else { continue };
        if is_before(time, start) || is_bare_year(time, published) || is_early(time) {
            mark(scene, time, token, &mut marks);
        } else if is_long_stretch(time) {
            mark_pluperfect(scene, token, &mut marks);
        }
    }
    carry_on(scene, &mut marks);
    for verb in (0..scene.tree.len()).filter(|it| totals_the_war(scene, *it, start)) {
        marks[verb] = marks[verb].or(Some(verb));
    }
    marks
}

/// A story of the past goes on in the next sentence of its paragraph where that one is in the plain past, has no
/// time of its own, and takes up a noun of the story ("… protests. However, the army suppressed the protests.").
fn carry_on(scene: &Scene<'_>, marks: &mut [Option<usize>]) {
    let reading = scene.tree.reading;
    for pair in reading.sentences.windows(2) {
        let (told, next) = (&pair[0], &pair[1]);
        let Some(cue) = told.tokens.clone().find_map(|it| marks[it]) else { continue };
        let root = next.tokens.clone().find(|it| scene.tree.head(*it).is_none());
        let Some(root) = root.filter(|it| is_plain_past(scene, *it) && told.paragraph == next.paragraph)
        else {
            continue;
        };
        if !has_time(scene, next) && takes_up(scene, told, next) {
            marks[root] = Some(cue);
        }
    }
}

/// A past without a helper, also where the tagger took it for a participle.
fn is_plain_past(scene: &Scene<'_>, verb: usize) -> bool {
    let tree = &scene.tree;
    matches!(tree.xpos(verb), "VBD" | "VBN") && tree.child(verb, &[Deprel::Aux, Deprel::AuxPass]).is_none()
}

fn has_time(scene: &Scene<'_>, sentence: &Sentence) -> bool {
    let times = &scene.tree.reading.times;
    times
        .get(times.partition_point(|it| it.span.end <= sentence.span.start))
        .is_some_and(|it| it.span.overlaps(sentence.span))
}

/// Says whether a noun with "the" names something that happened in the sentence before.
fn takes_up(scene: &Scene<'_>, told: &Sentence, next: &Sentence) -> bool {
    let tree = &scene.tree;
    let definite = |it: &usize| {
        tree.upos(*it) == Upos::Noun
            && tree
                .children(*it)
                .any(|det| tree.rel(det) == Deprel::Det && !matches!(tree.lemma(det), "a" | "an" | "no"))
    };
    let mut nouns: Vec<&str> =
        told.tokens.clone().filter(|it| tree.upos(*it) == Upos::Noun).map(|it| tree.lemma(it)).collect();
    nouns.sort_unstable();
    next.tokens
        .clone()
        .filter(definite)
        .any(|it| names_event(tree.lemma(it)) && nouns.binary_search(&tree.lemma(it)).is_ok())
}

/// "The conflict has killed 500,000 people": a count under a war in the perfect, with no day of the episode
/// beside it, is the whole war's.
fn totals_the_war(scene: &Scene<'_>, verb: usize, start: Date) -> bool {
    let tree = &scene.tree;
    let perfect = tree.xpos(verb) == "VBN"
        && tree.children(verb).any(|it| {
            tree.rel(it) == Deprel::Aux && matches!(tree.xpos(it), "VBZ" | "VBP") && tree.lemma(it) == "have"
        });
    let Some(subject) = tree.subject(verb).filter(|_| perfect) else { return false };
    let fresh = tree.children(subject).any(|it| scene.lemmas.has("fresh", &tree.form(it).to_lowercase()));
    scene.lemmas.has("whole_war", tree.lemma(subject))
        && !fresh
        && counts(scene, verb)
        && !is_dated_after(scene, verb, start)
}

fn is_dated_after(scene: &Scene<'_>, verb: usize, start: Date) -> bool {
    let span = scene.tree.span(&scene.tree.extent(verb));
    let times = &scene.tree.reading.times;
    let from = times.partition_point(|it| it.span.end <= span.start);
    let within = times[from..].iter().take_while(|it| it.span.start < span.end);
    within.filter(|it| it.value != "PRESENT_REF").any(|it| it.when.from.is_some_and(|it| it >= start))
}

/// The publication, or the latest day spoken of, less the days of an episode.
fn episode_start(scene: &Scene<'_>, published: &When) -> Option<Date> {
    let latest = || {
        scene
            .tree
            .reading
            .times
            .iter()
            .filter(|it| it.kind != TimexKind::Set)
            .filter_map(|it| it.when.from)
            .max()
    };
    let day = published.from.or(published.to).or_else(latest)?;
    Some(day.saturating_sub(EPISODE_DAYS.days()))
}

fn is_before(time: &TimeExpression, start: Date) -> bool {
    let dated = matches!(time.kind, TimexKind::Date | TimexKind::Time);
    dated && time.when.from.is_some() && time.when.to.is_some_and(|it| it < start)
}

/// Where the day of publication is unknown, a year without a month is the background of the news.
fn is_bare_year(time: &TimeExpression, published: &When) -> bool {
    let known = published.from.zip(published.to).is_some_and(|(from, to)| days_between(from, to) < 366);
    !known
        && time.kind == TimexKind::Date
        && time.value.len() == 4
        && time.value.bytes().all(|it| it.is_ascii_digit())
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |it| it.get_days())
}

/// "the early days of the conflict": the past, without a day; "recently" has one word and belongs to the episode.
fn is_early(time: &TimeExpression) -> bool {
    time.value == "PAST_REF" && time.when.from.is_none() && time.span.len() > "recently".len()
}

fn is_long_stretch(time: &TimeExpression) -> bool {
    time.kind == TimexKind::Duration && (time.value.ends_with('Y') || time.value.ends_with("DE"))
}

/// The last word of an expression whose governor lies outside of it.
fn head_of(scene: &Scene<'_>, time: &TimeExpression) -> Option<usize> {
    let tokens = &scene.tree.reading.tokens;
    let first = tokens.partition_point(|it| it.span.end <= time.span.start);
    let last = tokens.partition_point(|it| it.span.start < time.span.end);
    let outside = |it: &usize| tokens[*it].head.is_none_or(|head| head < first || head >= last);
    (first..last).filter(outside).find(|it| tokens[*it].upos != Upos::Punct)
}

fn mark(scene: &Scene<'_>, time: &TimeExpression, token: usize, marks: &mut [Option<usize>]) {
    let tree = &scene.tree;
    marks[token] = Some(token);
    let Some(head) = tree.head(token) else { return };
    let clause = host(scene, head);
    // A sentence in which the parser found no verb is dated as a whole.
    if clause.is_none() && time.edge == Edge::At && has_hidden_verb(scene, token) {
        marks[root_of(scene, token)] = Some(token);
        return;
    }
    match (tree.rel(token), time.edge) {
        // "the first attack since 2016" is not of 2016; "7 million since 2011" is a total of the whole war.
        (_, Edge::Since) => {
            match clause.filter(|it| counts(scene, *it)) {
                Some(verb) => marks[verb] = Some(token),
                // What began then and lasts is of today.
                None => marks[token] = None,
            }
        }
        _ if super::own::is_predicate(scene, head) && is_present(scene, head) => {}
        (
            Deprel::Nummod
            | Deprel::Compound
            | Deprel::Nmod
            | Deprel::NmodUnmarked
            | Deprel::NmodPoss
            | Deprel::Amod
            | Deprel::Flat
            | Deprel::Dep
            | Deprel::NmodDesc,
            _,
        ) => {
            marks[head] = Some(token);
            let verb = host(scene, head).filter(|it| *it < token && !is_present(scene, *it));
            // "recaptured the town in 2016" dates the verb, "recalled the massacre in 1982" the noun.
            let in_year = tree.has_case(token, &["in", "on", "during"]) && !names_event(tree.lemma(head));
            if let Some(verb) = verb.filter(|_| in_year) {
                marks[verb] = Some(token);
            }
        }
        (_, Edge::At | Edge::Until | Edge::By | Edge::Before | Edge::After) => {
            if let Some(verb) = clause.filter(|it| !is_present(scene, *it)) {
                marks[verb] = Some(token);
            }
        }
    }
}

/// Says whether a noun is itself something that happens.
fn names_event(lemma: &str) -> bool {
    let noun = crate::lexeme::lexemes(lemma, 0);
    ["event_noun", "dated_noun"].iter().any(|it| crate::words::english().find(it, &noun, 0).is_some())
}

/// Says whether the root of the sentence is no predicate although words of the past stand in it.
fn has_hidden_verb(scene: &Scene<'_>, token: usize) -> bool {
    let tree = &scene.tree;
    let sentence = tree.reading.sentences.get(tree.reading.sentence_of(token));
    let past = sentence.is_some_and(|it| it.tokens.clone().any(|it| tree.xpos(it) == "VBD"));
    past && !super::own::is_predicate(scene, root_of(scene, token))
}

fn root_of(scene: &Scene<'_>, token: usize) -> usize {
    let mut at = token;
    // As deep as any tree of a sentence is.
    for _ in 0..300 {
        match scene.tree.head(at) {
            Some(head) => at = head,
            None => break,
        }
    }
    at
}

/// The predicate over a token; a noun stands for itself.
fn host(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let mut at = token;
    // Deeper than this the date belongs to a noun, not to the clause.
    for _ in 0..4 {
        if super::own::is_predicate(scene, at) {
            return Some(at);
        }
        at = scene.tree.head(at)?;
    }
    None
}

fn counts(scene: &Scene<'_>, verb: usize) -> bool {
    let span = scene.tree.span(&scene.tree.clause(verb));
    let quantities = &scene.tree.reading.quantities;
    let from = quantities.partition_point(|it| it.span.end <= span.start);
    quantities[from..]
        .iter()
        .take_while(|it| it.span.start < span.end)
        .any(|it| it.role == QuantityRole::Count)
}

/// A present tense tells of now, whatever date stands beside it.
fn is_present(scene: &Scene<'_>, verb: usize) -> bool {
    let tree = &scene.tree;
    let present = |it: usize| matches!(tree.xpos(it), "VBZ" | "VBP");
    let helper = |it: usize| matches!(tree.rel(it), Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
    present(verb) || tree.children(verb).any(|it| helper(it) && present(it))
}

/// "had been at a standstill for years".
fn mark_pluperfect(scene: &Scene<'_>, token: usize, marks: &mut [Option<usize>]) {
    let tree = &scene.tree;
    let Some(verb) = tree.head(token).and_then(|it| host(scene, it)) else { return };
    if tree.children(verb).any(|it| tree.rel(it) == Deprel::Aux && tree.is(it, "had")) {
        marks[verb] = Some(token);
    }
}
