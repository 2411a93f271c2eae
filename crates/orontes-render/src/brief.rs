//! Composes the brief: the sections of a flash update, each line with the references that it rests on.

use crate::claims::words_of_sentence;
use crate::{Picture, parties, phrase};
use orontes_model::{
    Bound, Check, Cited, ClaimId, ControlInterval, Event, EventStatus, FigureClaim, FigurePoint,
    FigureSeries, Statement, Verdict, When,
};
use std::borrow::Cow;

/// A brief before it is laid out as text, page or JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// "Hama, Aleppo and Homs, as of 6 Dec 2024".
    pub title: String,
    /// Counts of reports, origins, events.
    pub header: Vec<Line>,
    /// The sections, in reading order; none is empty.
    pub sections: Vec<Section>,
}

/// A heading with its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: Cow<'static, str>,
    /// What the section is and is not, where a reader may mistake it.
    pub remark: Option<Cow<'static, str>>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// One statement of the brief.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Handle that `why` takes ("E1", "F2.1", "D3", "C4", "R1").
    pub handle: String,
    /// What is stated.
    pub text: String,
    /// How sure and how well supported, in the words of the standards.
    pub support: String,
    /// The sentences it rests on, as `report:sentence`.
    pub references: Vec<String>,
    /// The claims it rests on.
    pub claims: Vec<ClaimId>,
    /// The independent origins that a count rests on, for who asks why; empty where nothing is counted.
    pub grounds: String,
}

/// Bytes up to which the words of a number stand in a line as they are; longer ones hold more than a number.
const SHORT_NUMBER: usize = 40;

/// Events after which somebody else holds a place.
const TAKINGS: [&str; 4] = ["territory_capture", "recapture", "non_violent_transfer", "withdrawal"];

/// Events that are told as having taken place, or as denied.
const HAPPENED: &[EventStatus] = &[EventStatus::Happened, EventStatus::Claimed, EventStatus::Denied];

/// Stated facts that the atlas contradicts come first; those that it cannot judge are only counted.
fn checks(picture: &Picture<'_>) -> Section {
    let of = |verdict: Verdict| picture.checks.iter().filter(move |it| it.verdict == verdict);
    let shown = of(Verdict::Differs).chain(of(Verdict::Agrees));
    let mut lines: Vec<Line> = shown.enumerate().map(|(idx, it)| check(picture, idx, it)).collect();
    let unchecked: Vec<ClaimId> = of(Verdict::Unchecked).map(|it| it.claim.clone()).collect();
    if !unchecked.is_empty() {
        lines.push(Line {
            handle: String::new(),
            text: format!("{} more that the atlas cannot check", unchecked.len()),
            support: String::new(),
            references: picture.references(&unchecked),
            claims: unchecked,
            ..Line::default()
        });
    }
    Section {
        heading: "Stated facts of geography".into(),
        remark: Some("Distances, directions, ranks and what lies in what, held against the atlas.".into()),
        lines,
    }
}

fn check(picture: &Picture<'_>, idx: usize, it: &Check) -> Line {
    let tolerance = if it.tolerance.is_empty() { String::new() } else { format!(" ({})", it.tolerance) };
    let claims = vec![it.claim.clone()];
    Line {
        handle: format!("G{}", idx + 1),
        text: format!("{} — {}: {}", it.stated, it.verdict.word(), it.known),
        support: tolerance.trim().to_owned(),
        references: picture.references(&claims),
        claims,
        ..Line::default()
    }
}

/// How many lines a section of events shows before it only counts the rest.
const SHOWN: usize = 8;

/// Composes the brief of a picture.
pub fn compose(picture: &Picture<'_>) -> Brief {
    let sections = [
        events(picture, "Key developments", None, HAPPENED, false),
        control(picture),
        figures(picture),
        disagreements(picture),
        explained(picture),
        events(
            picture,
            "Announced, expected or conditional",
            Some("No line here has happened: these are intentions, forecasts and conditions as reported."),
            &[EventStatus::Intended, EventStatus::Hypothetical],
            false,
        ),
        events(picture, "Statements", Some("What was said, not what was done."), HAPPENED, true),
        parties::parties(picture),
        checks(picture),
        unknowns(picture),
        reports(picture),
    ];
    Brief {
        title: title(picture),
        header: vec![counts(picture)],
        sections: sections.into_iter().filter(|it| !it.lines.is_empty()).collect(),
    }
}

/// Places that a title names.
const TITLE_PLACES: usize = 3;

fn title(picture: &Picture<'_>) -> String {
    let told = ranked(picture, &[EventStatus::Happened, EventStatus::Claimed]);
    let of_control = |it: &&(usize, &Event)| TAKINGS.contains(&it.1.event_type.as_str());
    let mut places: Vec<String> = Vec::new();
    // Who takes what names a situation; where nothing was taken, what happened most.
    for (_, event) in told.iter().filter(of_control).chain(&told) {
        let named = event
            .place
            .as_ref()
            .filter(|it| (event.place_id.is_some() || is_proper(it)) && !it.contains('('));
        if let Some(place) = named.filter(|it| !places.contains(it)) {
            places.push(place.clone());
        }
        if places.len() == TITLE_PLACES {
            break;
        }
    }
    let about = if places.is_empty() { "No events found".into() } else { phrase::names(&places) };
    match picture.cut_off {
        Some(day) => format!("{about}: situation as of {}", phrase::day(day)),
        None => format!("{about}: situation"),
    }
}

/// Says whether words are a name: of a place that the atlas lacks, too ("Boni", not "the outskirts of Boni").
fn is_proper(place: &str) -> bool {
    place.split(' ').all(|it| it.starts_with(char::is_uppercase))
}

fn counts(picture: &Picture<'_>) -> Line {
    let situation = picture.situation;
    let undated = picture.dossiers.iter().filter(|it| picture.published(it).one_day().is_none()).count();
    let machine = picture.dossiers.iter().filter(|it| it.machine_written.is_some()).count();
    let told = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let mut parts = vec![
        told(picture.dossiers.len(), "report", "reports"),
        told(situation.origins.len(), "origin", "origins"),
    ];
    parts.extend((undated > 0).then(|| format!("{undated} without a day of publication")));
    parts.extend((machine > 0).then(|| format!("{machine} said to be machine-written")));
    parts.push(told(picture.claims.len(), "claim", "claims"));
    parts.push(told(situation.events.len(), "event", "events"));
    parts.push(told(situation.disagreements.len(), "disagreement", "disagreements"));
    let references =
        picture.dossiers.iter().map(|it| format!("{}:1", picture.labels.of_report(&it.name))).collect();
    Line { handle: "R".into(), text: parts.join(" · "), references, ..Line::default() }
}

fn line(picture: &Picture<'_>, handle: String, text: String, support: String, claims: &[ClaimId]) -> Line {
    Line {
        handle,
        text,
        support,
        references: picture.references(claims),
        claims: claims.to_vec(),
        ..Line::default()
    }
}

/// Events of a standing, the best supported and most salient first, each with its number in the situation.
fn ranked<'a>(picture: &Picture<'a>, standing: &[EventStatus]) -> Vec<(usize, &'a Event)> {
    let weight = |event: &Event| {
        let salience =
            event.claims.iter().filter_map(|it| picture.claims.get(it)).map(|it| it.claim.salience);
        let salience: f64 = salience.fold(0.0, f64::max);
        (f64::from(event.origins.max) + 2.0 * salience, event.claims.len())
    };
    let numbered = picture.situation.events.iter().enumerate();
    let standing = numbered.filter(|(_, it)| standing.contains(&it.status));
    let mut found: Vec<_> = standing.map(|it| (weight(it.1), it)).collect();
    found.sort_by(|((a_weight, a_claims), (_, a)), ((b_weight, b_claims), (_, b))| {
        b_weight.total_cmp(a_weight).then(b_claims.cmp(a_claims)).then(a.id.cmp(&b.id))
    });
    found.into_iter().map(|it| it.1).collect()
}

fn events(
    picture: &Picture<'_>,
    heading: &'static str,
    remark: Option<&'static str>,
    standing: &[EventStatus],
    words: bool,
) -> Section {
    let mut all = ranked(picture, standing);
    all.retain(|(_, it)| phrase::is_words(it) == words);
    let mut lines: Vec<Line> =
        all.iter().take(SHOWN).map(|(idx, it)| event_line(picture, *idx, it)).collect();
    if let Some(rest) = all.get(SHOWN..).filter(|it| !it.is_empty()) {
        let claims: Vec<ClaimId> =
            rest.iter().flat_map(|(_, it)| it.claims.iter().take(1).cloned()).collect();
        let handles: Vec<String> = rest.iter().map(|(idx, _)| format!("E{}", idx + 1)).collect();
        let text = format!("and {} more: {}", rest.len(), handles.join(" "));
        lines.push(line(picture, String::new(), text, String::new(), &claims));
    }
    Section { heading: heading.into(), remark: remark.map(Cow::from), lines }
}

fn event_line(picture: &Picture<'_>, idx: usize, event: &Event) -> Line {
    let (word, low, high) = event.likelihood.words();
    let how = match event.status {
        EventStatus::Happened => format!("{word} ({low}–{high} %)"),
        EventStatus::Claimed => format!("claimed; {word} ({low}–{high} %)"),
        EventStatus::Denied => "denied".into(),
        EventStatus::Intended => "announced or expected".into(),
        EventStatus::Hypothetical => "conditional".into(),
        EventStatus::Historical => "earlier".into(),
    };
    let support = format!("{how}; {}; credibility {}", phrase::event_origins(event), event.credibility);
    let first = event.claims.iter().find_map(|it| picture.claims.get(it));
    let words = first.map(|it| it.evidence.text.as_str());
    let told = match words {
        _ if phrase::is_words(event) => phrase::statement(event, words),
        Some(words) if event.event_type == "other" => phrase::in_its_words(event, words),
        _ => phrase::event(event),
    };
    let grounds = phrase::grounds(picture, event);
    Line { grounds, ..line(picture, format!("E{}", idx + 1), told, support, &event.claims) }
}

fn control(picture: &Picture<'_>) -> Section {
    let mut lines = Vec::new();
    for (idx, history) in picture.situation.control.iter().enumerate() {
        let Some(held) = holder_on(&history.intervals, picture.cut_off) else { continue };
        let earlier = |it: &&ControlInterval| it.to.is_some() && it.to < held.from;
        let before = history.intervals.iter().rev().filter(earlier).find(|it| it.holder != held.holder);
        let before = before.map_or(String::new(), |it| format!(" (before: {})", it.holder));
        let since = phrase::since(held);
        let text = format!("{}: {}{since}{before}", history.place, held.holder);
        lines.push(line(picture, format!("C{}", idx + 1), text, held.status.replace('_', " "), &held.claims));
    }
    Section {
        heading: "Control board".into(),
        remark: Some("Only places of which a sentence says who holds them.".into()),
        lines,
    }
}

/// Returns the interval that holds on a day; the last one where no day is given.
pub fn holder_on(
    intervals: &[ControlInterval],
    day: Option<orontes_model::Date>,
) -> Option<&ControlInterval> {
    let Some(day) = day else { return intervals.last() };
    intervals
        .iter()
        .rev()
        .find(|it| it.from.is_none_or(|from| from <= day) && it.to.is_none_or(|to| day <= to))
}

fn figures(picture: &Picture<'_>) -> Section {
    let mut lines = Vec::new();
    for (idx, series) in picture.situation.figures.iter().enumerate() {
        let told = |point: &FigurePoint, forecast: bool| {
            let as_of = point.as_of.as_ref().and_then(as_of).unwrap_or_else(|| "day not given".into());
            let forecast = if forecast { "forecast: " } else { "" };
            let (amount, whom) = match figure_of(picture, point) {
                Some((cited, it)) => (number_said(cited, it, point), whom(series, it)),
                None => (phrase::amount(point), String::new()),
            };
            let text = format!("{}: {forecast}{amount}{whom}", phrase::series(series));
            (text, format!("{as_of}; {}", point.source), point.claim.clone())
        };
        let points = series.points.iter().map(|it| told(it, false));
        let all = points.chain(series.projections.iter().map(|it| told(it, true)));
        for (nth, (text, support, claim)) in all.enumerate() {
            lines.push(line(picture, format!("F{}.{}", idx + 1, nth + 1), text, support, &[claim]));
        }
    }
    Section {
        heading: "Figures".into(),
        remark: Some("As reported, by issuer and day; never added up.".into()),
        lines,
    }
}

fn figure_of<'p>(picture: &'p Picture<'_>, point: &FigurePoint) -> Option<(&'p Cited, &'p FigureClaim)> {
    let cited = picture.claims.get(&point.claim)?;
    let Statement::Figure(it) = &cited.claim.statement else { return None };
    Some((cited, it))
}

/// The report's own words for a number: "at least 17" is neither "17" nor "more than 17", and "dozens" is no range
/// that anybody stated.
fn number_said(cited: &Cited, figure: &FigureClaim, point: &FigurePoint) -> String {
    let words = words_of_sentence(cited, figure.number);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    let words: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
    let amount = phrase::amount(point);
    let is_round = matches!(figure.bound, Bound::OrderOfMagnitude | Bound::Vague);
    match (words.len() <= SHORT_NUMBER, words.contains(|it: char| it.is_ascii_digit())) {
        (true, true) => words,
        (true, false) if is_round && point.low.or(point.high).is_some() => format!("{words} ({amount})"),
        (true, false) if is_round && !words.is_empty() => words,
        (true | false, _) => amount,
    }
}

/// Who is counted, where that is a part of the people: "20 children among them" must not look like a total.
fn whom(series: &FigureSeries, figure: &FigureClaim) -> String {
    let is_unit = |it: &&String| series.unit.starts_with(it.as_str());
    figure.of_whom.as_ref().filter(|it| !is_unit(it)).map_or_else(String::new, |it| format!(" ({it})"))
}

fn as_of(when: &When) -> Option<String> {
    match (when.from, when.to) {
        (_, Some(to)) => Some(format!("as of {}", phrase::day(to))),
        (Some(from), None) => Some(format!("not before {}", phrase::day(from))),
        (None, None) => None,
    }
}

fn disagreements(picture: &Picture<'_>) -> Section {
    let told = picture.situation.disagreements.iter().enumerate().map(|(idx, it)| {
        let sides: Vec<String> = it.sides.iter().map(phrase::side).collect();
        let claims: Vec<ClaimId> = it.sides.iter().flat_map(|side| side.claims.clone()).collect();
        let text = format!("{}: {}. {}", it.topic, sides.join(" / "), it.explanation);
        line(
            picture,
            format!("D{}", idx + 1),
            text,
            format!("{}, {}", it.kind.word(), it.severity.word()),
            &claims,
        )
    });
    Section { heading: "Disagreements".into(), remark: None, lines: told.collect() }
}

fn explained(picture: &Picture<'_>) -> Section {
    let told = picture.situation.explained.iter().enumerate().map(|(idx, it)| {
        line(picture, format!("X{}", idx + 1), it.explanation.clone(), it.kind.replace('_', " "), &it.claims)
    });
    Section { heading: "Only looks like a disagreement".into(), remark: None, lines: told.collect() }
}

fn unknowns(picture: &Picture<'_>) -> Section {
    let told =
        picture.situation.unknowns.iter().enumerate().map(|(idx, it)| {
            line(picture, format!("U{}", idx + 1), it.text.clone(), String::new(), &it.claims)
        });
    Section { heading: "Not known".into(), remark: None, lines: told.collect() }
}

fn reports(picture: &Picture<'_>) -> Section {
    let mut lines = Vec::new();
    for (idx, origin) in picture.situation.origins.iter().enumerate() {
        let labels: Vec<String> = origin.reports.iter().map(|it| picture.labels.of_report(it)).collect();
        let named = origin.named.as_ref().map_or(String::new(), |it| format!(", credited to {it}"));
        let text = match labels.as_slice() {
            [only] => format!("{only}: {}{named}", report_words(picture, &origin.reports[0])),
            all => format!("{} go back to one story{named}: {}", all.join(" and "), origin.why.join("; ")),
        };
        lines.push(Line {
            handle: format!("R{}", idx + 1),
            text,
            support: String::new(),
            references: labels.iter().map(|it| format!("{it}:1")).collect(),
            claims: Vec::new(),
            ..Line::default()
        });
    }
    Section { heading: "Reports and copies".into(), remark: None, lines }
}

fn report_words(picture: &Picture<'_>, name: &str) -> String {
    let Some(dossier) = picture.dossier(name) else { return String::new() };
    let title = dossier.title.clone().unwrap_or_else(|| "no headline".into());
    let days =
        phrase::interval(&picture.published(dossier)).unwrap_or_else(|| "no day of publication".into());
    let machine = if dossier.machine_written.is_some() { ", said to be machine-written" } else { "" };
    format!("«{title}», {days}{machine}")
}
