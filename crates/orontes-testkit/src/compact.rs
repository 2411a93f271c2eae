//! Writes a claim, an event or a holder on one line, so that a page can be read aloud.

use orontes_model::{Cited, ControlHistory, Date, EventClaim, FigureClaim, Party, PlaceRef, Statement, When};

/// One claim on one line: kind and slots, then modality, then speakers after the publisher.
pub fn claim(cited: &Cited) -> String {
    let told = match &cited.claim.statement {
        Statement::Event(it) => event(it),
        Statement::Figure(it) => figure(it),
        Statement::Control(it) => {
            let holder = it.holder.as_ref().map_or("nobody", |it| it.name.as_str());
            let from = it.from.as_ref().map_or(String::new(), |it| format!(" from {}", days(it)));
            format!("control {}: {holder}, {}{from}", it.place.name, it.status.word())
        }
        Statement::Alias(it) => format!("alias {} = {} ({})", it.alias, it.canonical, it.evidence_kind),
        Statement::Relation(it) => {
            let past = if it.past { ", past" } else { "" };
            format!("relation {} {} {}{past}", it.subject.name, it.predicate, it.object.name)
        }
        Statement::Geography(it) => {
            let object = it.object.as_ref().map_or(String::new(), |it| format!(" {}", it.name));
            let value = it.value.as_ref().map_or(String::new(), |it| format!(" ({it})"));
            format!("geography {} {}{object}{value}", it.subject.name, it.predicate)
        }
        Statement::Consequence(_) => format!("consequence: {}", cited.evidence.text),
        Statement::Source(it) => format!("source {} ({}, {})", it.source, it.verb, it.mention_kind.word()),
    };
    let speakers: Vec<&str> = cited.claim.attribution.iter().skip(1).map(String::as_str).collect();
    let by = if speakers.is_empty() { String::new() } else { format!(" by {}", speakers.join(" > ")) };
    format!("{told} | {}{by}", cited.claim.modality.word())
}

fn event(it: &EventClaim) -> String {
    let targets = if it.targets.is_empty() { String::new() } else { format!(" -> {}", parties(&it.targets)) };
    let places = if it.places.is_empty() { String::new() } else { format!(" @ {}", places(&it.places)) };
    let date = it.date.as_ref().map_or(String::new(), |it| format!(", {}", days(it)));
    format!("{}: {}{targets}{places}{date}", it.event_type, parties(&it.actors))
}

fn figure(it: &FigureClaim) -> String {
    let number = |it: Option<f64>| it.map_or("?".to_owned(), |it| it.to_string());
    let places = if it.places.is_empty() { String::new() } else { format!(" @ {}", places(&it.places)) };
    let whom = it.of_whom.as_ref().map_or(String::new(), |it| format!(" of {it}"));
    let as_of = it.as_of.as_ref().map_or(String::new(), |it| format!(", as of {}", days(it)));
    let range = format!("{}/{}/{}", number(it.low), number(it.best), number(it.high));
    format!("figure {} {range} {} ({}){whom}{places}{as_of}", it.measure, it.unit, it.bound.word())
}

fn parties(them: &[Party]) -> String {
    let names: Vec<&str> = them.iter().map(|it| it.name.as_str()).collect();
    if names.is_empty() { "?".into() } else { names.join(" + ") }
}

fn places(them: &[PlaceRef]) -> String {
    let named = them.iter().map(|it| match &it.qualifier {
        Some(qualifier) => format!("{qualifier} {}", it.name),
        None => it.name.clone(),
    });
    named.collect::<Vec<_>>().join(" + ")
}

/// "2031-04-04", "2031-04-01..2031-04-04", "..2031-04-04".
pub fn days(when: &When) -> String {
    let day = |it: Option<Date>| it.map_or(String::new(), |it| it.to_string());
    match when.one_day() {
        Some(one) => one.to_string(),
        None => format!("{}..{}", day(when.from), day(when.to)),
    }
}

/// Who held a place, each interval after the other.
pub fn control(history: &ControlHistory) -> String {
    let day = |it: Option<Date>| it.map_or(String::new(), |it| it.to_string());
    let told = history
        .intervals
        .iter()
        .map(|it| format!("{} {} {}..{}", it.holder, it.status, day(it.from), day(it.to)));
    format!("{}: {}", history.place, told.collect::<Vec<_>>().join("; "))
}

/// One change on one line: kind, noun, what it says, what is different.
pub fn change(it: &orontes_model::Difference) -> String {
    let how = if it.how.is_empty() { String::new() } else { format!(" | {}", it.how) };
    format!("{} {}: {}{how}", it.kind.word(), it.of.word(), it.text)
}
