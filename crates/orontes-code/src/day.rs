//! Finds an occurrence's own day: by the time expression of its clause, its sentence, the line of the
//! story, and last by the day of publication.

use crate::clause;
use crate::scene::Scene;
use orontes_model::{Basis, Date, Deprel, Edge, Modality, TimeExpression, TimexKind, When};

/// A day with the words that gave it, where there are any.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dated {
    pub(crate) when: When,
    pub(crate) time: Option<usize>,
}

/// How far back the words of a story that give no day may reach from its publication. A week: what a
/// report tells as news is seldom older, measured by nobody here; ACLED recodes weekly for that reason.
const NEWS_DAYS: i64 = 7;

/// How an occurrence lies in time, which decides which expressions date it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    /// It happens at a time: "since 2016" dates what it is compared with, not itself.
    Point,
    /// It begins and goes on: "for a week now" tells when.
    Beginning,
    /// It adds up or lasts: "since Monday" opens it.
    Lasting,
}

/// Returns the course of an event of this type; what is held lasts.
pub(crate) fn course(event_type: Option<&str>) -> Course {
    match event_type {
        Some("offensive_launch" | "war_start" | "conflict_reignition") => Course::Beginning,
        Some("displacement" | "casualty_report") | None => Course::Lasting,
        Some(_) => Course::Point,
    }
}

/// Returns the day that the words themselves give: attached to the trigger, else to a clause above it.
pub(crate) fn stated(scene: &Scene, token: usize, course: Course) -> Option<Dated> {
    if let Some(dated) = described_time(scene, token) {
        return Some(dated);
    }
    let sentence = &scene.reading.sentences[scene.reading.sentence_of(token)];
    let first = scene.reading.times.partition_point(|it| it.span.end <= sentence.span.start);
    let own = scene.reading.times[first..].iter().enumerate();
    let own = own.take_while(|(_, it)| it.span.start < sentence.span.end);
    let mut best: Option<(u32, usize)> = None;
    for (at, time) in own.filter(|(_, it)| dates(it, course)) {
        let Some(distance) = distance(scene, token, time, course) else { continue };
        // A stretch up to now says more of a beginning than "now" does.
        let distance =
            if course == Course::Beginning && time.kind == TimexKind::Duration { 0 } else { distance };
        if best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, first + at));
        }
    }
    best.map(|(_, at)| Dated { when: day_of(scene, &scene.reading.times[at], course), time: Some(at) })
}

/// "Since 2016, when the army regained it": the clause tells what happened at that time.
fn described_time(scene: &Scene, token: usize) -> Option<Dated> {
    let mut at = token;
    for _ in 0..6 {
        let head = scene.head(at)?;
        let describes =
            matches!(scene.deprel(at), Deprel::AclRelcl | Deprel::AdvclRelcl | Deprel::Acl | Deprel::Advcl);
        if describes && scene.is_timed(head) && head < at {
            return time_over(scene, head);
        }
        // The parser hangs the clause elsewhere; "2016 when" leaves no doubt.
        let when = scene.children(at).find(|&it| it > 0 && it < at && scene.form(it) == "when");
        if let Some(timed) = when.and_then(|it| it.checked_sub(1)).filter(|&it| scene.is_timed(it)) {
            return time_over(scene, timed);
        }
        at = head;
    }
    None
}

fn time_over(scene: &Scene, token: usize) -> Option<Dated> {
    let span = scene.token(token).span;
    let found = scene.reading.times.partition_point(|it| it.span.end <= span.start);
    let time = scene.reading.times.get(found).filter(|it| !it.when.is_unknown())?;
    Some(Dated { when: time.when, time: Some(found) })
}

fn dates(time: &TimeExpression, course: Course) -> bool {
    if time.when.is_unknown() {
        return false;
    }
    let opens = time.edge == Edge::Since;
    match (time.kind, course) {
        (TimexKind::Date | TimexKind::Time, Course::Point) => !opens,
        (TimexKind::Date | TimexKind::Time, Course::Beginning | Course::Lasting) => true,
        (TimexKind::Duration, Course::Beginning) => time.when.from.is_some() && time.when.to.is_some(),
        (TimexKind::Duration | TimexKind::Set, _) => false,
    }
}

fn day_of(scene: &Scene, time: &TimeExpression, course: Course) -> When {
    let when = time.when;
    match (course, time.kind, time.edge) {
        (Course::Beginning, TimexKind::Duration, _) => When { to: when.from, ..when },
        (Course::Lasting, _, Edge::Since) => When { to: scene.report.published.to, ..when },
        (Course::Lasting, _, _) if is_since_then(scene, time) => {
            When { to: scene.report.published.to, ..when }
        }
        _ => when,
    }
}

/// Steps between a trigger and a time in the tree, or nothing where the time belongs to another clause: a
/// relative clause or a noun's own "the 1982 massacre" dates nothing above it.
fn distance(scene: &Scene, token: usize, time: &TimeExpression, course: Course) -> Option<u32> {
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
        let is_other = tells_another_time(scene, at) && !(course == Course::Lasting && opens(scene, at));
        if (closes || is_other) && clause::is_clause(scene, at) {
            return None;
        }
        at = scene.head(at)?;
        steps += 1;
    }
}

/// "…, since the war began in April", "… because they had fled in May": a day in such a clause is its own.
fn tells_another_time(scene: &Scene, at: usize) -> bool {
    scene.deprel(at) == Deprel::Advcl && scene.says("other_time", &scene.preposition(at))
}

/// "The army has held it since the war began in April": what lasts began when the clause tells.
fn opens(scene: &Scene, at: usize) -> bool {
    scene.deprel(at) == Deprel::Advcl && scene.preposition(at) == "since"
}

fn is_since_then(scene: &Scene, time: &TimeExpression) -> bool {
    let above = std::iter::successors(time_head(scene, time), |it| scene.head(*it));
    above.take_while(|it| scene.deprel(*it) != Deprel::Root).take(6).any(|it| opens(scene, it))
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

/// A day within so many of the report's own is of the episode that it tells, not of history.
const EPISODE_DAYS: i32 = 60;

/// The day for an occurrence without words for it: the day its story has reached; the day of publication for
/// what is told in the present; else the days before it; and in an undated report the days since the
/// latest one that the report speaks of.
pub(crate) fn inherited(
    scene: &Scene,
    token: Option<usize>,
    modality: Modality,
    story: Option<When>,
) -> Option<When> {
    // What is told of the past takes no day of the present.
    let is_of_now = |it: &When| {
        it.to.zip(scene.report.published.from).is_some_and(|(to, news)| {
            news.checked_sub(jiff::Span::new().days(EPISODE_DAYS)).is_ok_and(|start| to >= start)
        })
    };
    if let Some(day) = story.filter(|it| modality != Modality::Historical || !is_of_now(it)) {
        return Some(When { basis: Basis::Anchored, ..day });
    }
    match modality {
        Modality::Asserted | Modality::Claimed => {}
        Modality::Predicted | Modality::Conditional | Modality::Historical | Modality::Denied => return None,
    }
    let published = scene.report.published;
    let Some(to) = published.to else {
        // A bound on the day of the report is none on what it tells as past: news is a few days old.
        let bound = published.from.and_then(|it| it.checked_sub(jiff::Span::new().days(NEWS_DAYS)).ok());
        let from = bound.or_else(|| latest_day(scene));
        return from.map(|it| When::between(Some(it), None, Basis::Content));
    };
    if token.is_some_and(|it| is_present(scene, it)) && published.one_day().is_some() {
        return Some(When::day(to, Basis::Publication));
    }
    let from = published.from.filter(|it| *it != to).unwrap_or(to);
    let from = from.checked_sub(jiff::Span::new().days(NEWS_DAYS)).ok();
    Some(When::between(from, Some(to), Basis::Publication))
}

/// The latest day or year that an undated report names: what it tells as news came after.
fn latest_day(scene: &Scene) -> Option<Date> {
    let named = scene.reading.times.iter().filter(|it| matches!(it.when.basis, Basis::Explicit));
    named.filter_map(|it| it.when.from).max()
}

/// "Rebels advance", "rebels have advanced": told as of the day of the report.
fn is_present(scene: &Scene, token: usize) -> bool {
    let present = |at: usize| matches!(scene.token(at).xpos, "VBZ" | "VBP");
    let shows = |at: usize| present(at) || scene.children_in(at, &[Deprel::Aux, Deprel::Cop]).any(present);
    // "has redeployed and taken positions": the auxiliary serves both.
    shows(token) || scene.deprel(token) == Deprel::Conj && scene.head(token).is_some_and(shows)
}
