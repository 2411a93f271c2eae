//! Turns who stands with whom into a section of the brief.

use crate::brief::{Line, Section};
use crate::{Picture, phrase};
use orontes_model::{ClaimId, PartyRow, TieRow};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Actors told before the rest is only counted.
const SHOWN: usize = 12;

/// How a tie is told of its subject, and of its object.
const TELLINGS: [(&str, &str, &str); 13] = [
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
    Line { handle, text, support: String::new(), references: picture.references(&claims), claims }
}
