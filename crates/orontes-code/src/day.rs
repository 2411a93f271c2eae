//! Finds an occurrence's own day: by the time expression of its clause, its sentence, the line of the
//! story, and last by the day of publication.

use crate::clause;
use crate::scene::Scene;
use orontes_model::{Basis, Deprel, Modality, TimeExpression, TimexKind, When};

/// A day with the words that gave it, where there are any.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dated {
    pub(crate) when: When,
    pub(crate) time: Option<usize>,
}

/// How far back the words of a story that give no day may reach from its publication. A week: what a
/// report tells as news is seldom older, measured by nobody here; ACLED recodes weekly for that reason.
const NEWS_DAYS: i64 = 7;

/// Returns the day that the words themselves give: attached to the trigger, else to a clause above it.
pub(crate) fn stated(scene: &Scene, token: usize) -> Option<Dated> {
    let sentence = &scene.reading.sentences[scene.reading.sentence_of(token)];
    let first = scene.reading.times.partition_point(|it| it.span.end <= sentence.span.start);
    let own = scene.reading.times[first..].iter().enumerate();
    let own = own.take_while(|(_, it)| it.span.start < sentence.span.end);
    let mut best: Option<(u32, usize)> = None;
    for (at, time) in own.filter(|(_, it)| dates_an_occurrence(it)) {
        let Some(distance) = distance(scene, token, time) else { continue };
        if best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, first + at));
        }
    }
    best.map(|(_, at)| Dated { when: scene.reading.times[at].when, time: Some(at) })
}

fn dates_an_occurrence(time: &TimeExpression) -> bool {
    let dated = !time.when.is_unknown();
    // "for a week now" tells when it began; "the past few years" are no day of anything.
    dated && matches!(time.kind, TimexKind::Date | TimexKind::Time)
}

/// Steps between a trigger and a time in the tree, or nothing where the time belongs to another clause: a
/// relative clause or a noun's own "the 1982 massacre" dates nothing above it.
fn distance(scene: &Scene, token: usize, time: &TimeExpression) -> Option<u32> {
    let head = time_head(scene, time)?;
    let up: Vec<usize> = chain(scene, token);
    let mut steps = 0;
    let mut at = head;
    loop {
        if let Some(met) = up.iter().position(|&it| it == at) {
            return Some(steps + 2 * met as u32);
        }
        let closes = matches!(
            scene.deprel(at),
            Deprel::AclRelcl | Deprel::Acl | Deprel::Ccomp | Deprel::Parataxis | Deprel::Appos
        );
        if closes && clause::is_clause(scene, at) {
            return None;
        }
        at = scene.head(at)?;
        steps += 1;
    }
}

fn time_head(scene: &Scene, time: &TimeExpression) -> Option<usize> {
    let tokens = &scene.reading.tokens;
    let first = tokens.partition_point(|it| it.span.end <= time.span.start);
    let last = tokens.partition_point(|it| it.span.start < time.span.end);
    (first..last).find(|&it| scene.head(it).is_none_or(|head| head < first || head >= last))
}

/// A token and its governors, up to the clause boundary that a date does not cross downward.
fn chain(scene: &Scene, token: usize) -> Vec<usize> {
    let mut out = vec![token];
    let mut at = token;
    while let Some(head) = scene.head(at) {
        // What a relative clause tells has its own day.
        if scene.deprel(at) == Deprel::AclRelcl || out.len() > 24 {
            break;
        }
        out.push(head);
        at = head;
    }
    out
}

/// The day for an occurrence without words for it: the day its story has reached, else the days before
/// publication.
pub(crate) fn inherited(scene: &Scene, modality: Modality, story: Option<When>) -> Option<When> {
    if let Some(day) = story {
        return Some(When { basis: Basis::Anchored, ..day });
    }
    let published = scene.report.published;
    match modality {
        Modality::Asserted | Modality::Claimed => {}
        Modality::Predicted | Modality::Conditional | Modality::Historical | Modality::Denied => return None,
    }
    let to = published.to?;
    let from = published.from.filter(|it| *it != to).unwrap_or(to);
    let from = from.checked_sub(jiff::Span::new().days(NEWS_DAYS)).ok();
    Some(When::between(from, Some(to), Basis::Publication))
}
