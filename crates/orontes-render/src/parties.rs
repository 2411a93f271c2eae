//! Turns who stands with whom into a section of the brief, and into an answer of its own.

use crate::brief::{Line, Section};
use crate::{Picture, phrase};
use orontes_model::{ClaimId, Date, PartyRow, SideSpan, TieRow, When};
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Actors told before the rest is only counted.
const SHOWN: usize = 12;

/// How a tie is told of its subject, and of its object.
const TELLINGS: [(&str, &str, &str); 14] = [
    ("sides_with", "sides with", "sided with by"),
    ("supports", "supports", "supported by"),
    ("allied_with", "allied with", "allied with"),
    ("proxy_of", "proxy of", "with the proxy"),
    ("part_of", "part of", "made up of"),
    ("member_of", "member of", "with the member"),
    ("formerly_part_of", "formerly part of", "formerly with"),
    ("leader_of", "leads", "led by"),
    ("broke_with", "broke with", "left by"),
    ("opposes", "opposes", "opposed by"),
    ("hostile_to", "hostile to", "faced by the hostility of"),
    ("designates_terrorist", "calls terrorist", "called terrorist by"),
    ("media_of", "outlet of", "with the outlet"),
    ("father_of", "father of", "child of"),
];

/// Actors between whom reports tell a relation, those with most claims first.
pub(crate) fn parties(picture: &Picture<'_>) -> Section {
    let mut rows: Vec<&PartyRow> = picture.parties.iter().filter(|it| n_claims(it) > 0).collect();
    rows.sort_by_key(|it| (it.id.is_none(), Reverse(n_claims(it)), it.name.clone()));
    let mut lines: Vec<Line> =
        rows.iter().take(SHOWN).enumerate().map(|(idx, it)| row(picture, idx, it)).collect();
    let rest: Vec<ClaimId> = rows.iter().skip(SHOWN).flat_map(|it| claims(it)).collect();
    if !rest.is_empty() {
        let text = format!("and {} more", rows.len() - SHOWN);
        lines.push(line(picture, String::new(), text, rest));
    }
    Section {
        heading: "Parties".into(),
        remark: Some("Ties as reports tell them; (known) where the registry has them too on the day.".into()),
        lines,
    }
}

fn row(picture: &Picture<'_>, idx: usize, it: &PartyRow) -> Line {
    let mut by_telling: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for tie in &it.ties {
        let known = if tie.in_registry { " (known)" } else { "" };
        by_telling.entry(telling(tie)).or_default().push(format!("{}{known}", tie.other));
    }
    let mut told: Vec<String> = side(picture, it).into_iter().collect();
    told.extend(by_telling.into_iter().map(|(telling, others)| format!("{telling} {}", others.join(", "))));
    line(picture, format!("P{}", idx + 1), format!("{}: {}", it.name, told.join("; ")), claims(it))
}

/// The side of the day, and the changes of side up to it.
fn side(picture: &Picture<'_>, it: &PartyRow) -> Option<String> {
    let side = it.side.as_ref()?;
    let by = if it.is_side_reported { " by what reports say" } else { "" };
    let began = |from: Option<_>| picture.cut_off.zip(from).is_none_or(|(day, from)| from <= day);
    let past = it.sides.iter().filter(|it| began(it.when.from) && it.side != *side);
    let past: Vec<String> = past
        .map(|it| {
            let until = it.when.to.map_or_else(String::new, |day| format!(" until {}", phrase::day(day)));
            format!("{}{until}", it.side)
        })
        .collect();
    let before = if past.is_empty() { String::new() } else { format!(" (before: {})", past.join(", ")) };
    Some(format!("on the side of {side}{by}{before}"))
}

/// Turns claims into their references.
type References<'a> = &'a dyn Fn(&[ClaimId]) -> Vec<String>;

/// Returns who stands with whom on a day, one paragraph for each actor.
pub fn parties_text(rows: &[PartyRow], day: Option<Date>, references: References<'_>) -> String {
    let mut out = day.map_or_else(String::new, |it| format!("On {}\n\n", phrase::day(it)));
    for (idx, row) in rows.iter().enumerate() {
        let gap = if idx > 0 { "\n" } else { "" };
        let id = row.id.as_ref().map_or_else(String::new, |it| format!("  ({it})"));
        out.push_str(&format!("{gap}{}{id}\n", row.name));
        for line in side_lines(row).chain(row.ties.iter().map(|it| tie_line(it, references))) {
            out.push_str(&format!("  {line}\n"));
        }
        if row.ties.is_empty() && row.side.is_none() {
            out.push_str("  no tie is known\n");
        }
    }
    out
}

fn side_lines(row: &PartyRow) -> impl Iterator<Item = String> {
    let by = if row.is_side_reported { ", by what reports say" } else { "" };
    let now = row.side.iter().map(move |it| format!("side: {it}{by}"));
    let span = |it: &SideSpan| format!("{}{}", it.side, days(&it.when));
    let all: Vec<String> = row.sides.iter().map(span).collect();
    now.chain((all.len() > 1).then(|| format!("sides over time: {}", all.join("; "))))
}

fn tie_line(tie: &TieRow, references: References<'_>) -> String {
    let mut known = Vec::new();
    if tie.in_registry {
        known.push(format!("registry{}", tie.when.as_ref().map_or_else(String::new, days)));
    }
    if !tie.claims.is_empty() {
        known.push(format!("reports [{}]", references(&tie.claims).join(", ")));
    }
    format!("{} {} — {}", telling(tie), tie.other, known.join("; "))
}

/// " from 1 Jan 2029 to 30 Jun 2030"; nothing where both ends are open.
fn days(when: &When) -> String {
    let from = when.from.map_or_else(String::new, |it| format!(" from {}", phrase::day(it)));
    let to = when.to.map_or_else(String::new, |it| format!(" to {}", phrase::day(it)));
    from + &to
}

/// The same as JSON.
pub fn parties_json(rows: &[PartyRow], day: Option<Date>, references: References<'_>) -> Value {
    let open = |it: Option<Date>| it.map(|it| it.to_string());
    let side = |it: &SideSpan| json!({ "side": it.side, "from": open(it.when.from), "to": open(it.when.to) });
    let tie = |it: &TieRow| {
        json!({
            "predicate": it.predicate,
            "inverse": it.is_inverse,
            "other": it.other,
            "other_id": it.other_id,
            "past": it.past,
            "registry": it.in_registry,
            "from": it.when.as_ref().and_then(|it| open(it.from)),
            "to": it.when.as_ref().and_then(|it| open(it.to)),
            "references": references(&it.claims),
        })
    };
    let row = |it: &PartyRow| {
        json!({
            "name": it.name,
            "id": it.id,
            "side": it.side,
            "side_reported": it.is_side_reported,
            "sides": it.sides.iter().map(side).collect::<Value>(),
            "ties": it.ties.iter().map(tie).collect::<Value>(),
        })
    };
    json!({ "day": open(day), "parties": rows.iter().map(row).collect::<Value>() })
}

fn telling(tie: &TieRow) -> String {
    let known = TELLINGS.iter().find(|it| it.0 == tie.predicate);
    let words = match (known, tie.is_inverse) {
        (Some((_, forward, _)), false) => (*forward).to_owned(),
        (Some((_, _, backward)), true) => (*backward).to_owned(),
        (None, false) => tie.predicate.replace('_', " "),
        (None, true) => format!("object of {} by", tie.predicate.replace('_', " ")),
    };
    if tie.past && tie.predicate != "formerly_part_of" { format!("formerly {words}") } else { words }
}

fn claims(it: &PartyRow) -> Vec<ClaimId> {
    let mut all: Vec<ClaimId> = it.ties.iter().flat_map(|it| it.claims.iter().cloned()).collect();
    all.sort();
    all.dedup();
    all
}

fn n_claims(it: &PartyRow) -> usize {
    it.ties.iter().map(|it| it.claims.len()).sum()
}

fn line(picture: &Picture<'_>, handle: String, text: String, claims: Vec<ClaimId>) -> Line {
    Line { handle, text, references: picture.references(&claims), claims, ..Line::default() }
}
