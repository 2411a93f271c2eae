//! Scores relations between named things against the re3d documents, beside what mere nearness would reach.
//!
//! A claim tells a relation of re3d where it has both ends as words: who fights whom, who is where, who leads,
//! holds, belongs to or stands by whom, which two names are one. The baseline says of any two annotated
//! entities in one sentence, whose types some relation of that type joins, that it joins them.

use crate::{score, score_plover};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Runs the program on the documents and holds the figures; `--raise` writes better figures as floors.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let Some(shared) = score::shared().map(|it| it.join("data/re3d")).filter(|it| it.is_dir()) else {
        crate::say("score-re3d: skipped, no annotated set beside the project (../shared/data/re3d)");
        return Ok(());
    };
    let rows = |name: &str| -> Result<Vec<Value>> {
        let text = std::fs::read_to_string(shared.join(name))?;
        let lines = text.lines().filter(|it| !it.trim().is_empty());
        lines.map(|it| serde_json::from_str(it).with_context(|| format!("{name} is no JSON lines"))).collect()
    };
    let (documents, entities, relations) =
        (rows("documents.json")?, rows("entities.json")?, rows("relations.json")?);
    let gold: Vec<Tie> = relations.iter().filter_map(tie_of_row).collect();
    let lines = documents.iter().map(|it| serde_json::json!({ "id": it["_id"], "text": it["text"] }));
    let claims = score_plover::coded(&score::binary(words)?, lines)?;
    let mut said = BTreeSet::new();
    for document in &documents {
        let id = text_of(&document["_id"]);
        let ends = Ends { document: &id, text: document["text"].as_str().unwrap_or_default() };
        claims.get(&id).into_iter().flatten().for_each(|it| said.extend(ends.ties(it)));
    }
    let said: Vec<Tie> = said.into_iter().collect();
    let near = in_one_sentence(&entities, &gold);
    for kind in KINDS {
        let of = |them: &[Tie]| them.iter().filter(|it| it.kind == kind).cloned().collect::<Vec<_>>();
        let (own, base) = (f1(&of(&gold), &of(&said)), f1(&of(&gold), &of(&near)));
        crate::say(&format!("{kind:<16} {own:.3}   baseline {base:.3}"));
    }
    crate::say(&format!("nearness alone   {:.3}", f1(&gold, &near)));
    let figures = Map::from_iter([("relations".to_owned(), Value::from(f1(&gold, &said)))]);
    let floors = crate::root().join("tests/corpus/floors.json");
    score::hold(&floors, "re3d", &figures, words.iter().any(|it| it == "--raise"))
}

/// The relations of the set. `HasAttrOf` joins a thing and its number.
const KINDS: [&str; 11] = [
    "CoLocated",
    "FightingAgainst",
    "HasAttrOf",
    "BelongsTo",
    "InChargeOf",
    "IsSynonymOf",
    "AlliesOf",
    "CommWith",
    "Likes",
    "Dislikes",
    "Apart",
];

/// Two pieces of one document that a relation joins; positions count characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Tie {
    document: String,
    kind: &'static str,
    from: (u64, u64),
    to: (u64, u64),
}

impl Tie {
    /// Says whether both ends meet the other's, in either direction where the relation has none.
    fn meets(&self, other: &Tie) -> bool {
        let touch = |a: (u64, u64), b: (u64, u64)| a.0 < b.1 && b.0 < a.1;
        let straight = touch(self.from, other.from) && touch(self.to, other.to);
        let turned = touch(self.from, other.to) && touch(self.to, other.from);
        let is_directed = matches!(self.kind, "BelongsTo" | "InChargeOf" | "Likes" | "Dislikes");
        self.document == other.document && self.kind == other.kind && (straight || turned && !is_directed)
    }
}

fn kind_of(name: &str) -> Option<&'static str> {
    KINDS.into_iter().find(|it| *it == name)
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn tie_of_row(row: &Value) -> Option<Tie> {
    let span = |begin: &str, end: &str| Some((row[begin].as_u64()?, row[end].as_u64()?));
    Some(Tie {
        document: text_of(&row["documentId"]),
        kind: kind_of(row["type"].as_str()?)?,
        from: span("sourceBegin", "sourceEnd")?,
        to: span("targetBegin", "targetEnd")?,
    })
}

/// The claims of one document as ties.
struct Ends<'a> {
    document: &'a str,
    text: &'a str,
}

impl Ends<'_> {
    fn ties(&self, claim: &Value) -> Vec<Tie> {
        let one = |key: &str| if claim[key].is_array() { vec![claim[key].clone()] } else { vec![] };
        let many = |key: &str| claim[key].as_array().cloned().unwrap_or_default();
        match claim["kind"].as_str().unwrap_or_default() {
            "event" => {
                // What was carried over has the trigger's words: a place that nobody named there joins nothing.
                let there: Vec<Value> =
                    many("places_span").into_iter().filter(|it| *it != claim["trigger_span"]).collect();
                // A town that something is aimed at is no side of a fight.
                let sides = |key: &str| many(key).into_iter().filter(|it| !there.contains(it)).collect();
                let (actors, targets): (Vec<Value>, Vec<Value>) =
                    (sides("actors_span"), sides("targets_span"));
                let mut found = self.joined(event_tie(claim), &actors, &targets);
                found.extend(self.joined(Some("CoLocated"), &actors, &there));
                found.extend(self.joined(Some("CoLocated"), &targets, &there));
                found
            }
            "relation" => self.joined(relation_tie(claim), &one("subject_span"), &one("object_span")),
            "control" => self.joined(Some("InChargeOf"), &one("holder_span"), &one("place_span")),
            "alias" => self.joined(Some("IsSynonymOf"), &one("alias_span"), &one("canonical_span")),
            "geography" => {
                let is_in = claim["predicate"] == "located_in";
                self.joined(is_in.then_some("CoLocated"), &one("subject_span"), &one("object_span"))
            }
            "figure" => self.joined(Some("HasAttrOf"), &one("number_span"), &one("counted_span")),
            _ => Vec::new(),
        }
    }

    fn joined(&self, kind: Option<&'static str>, from: &[Value], to: &[Value]) -> Vec<Tie> {
        let Some(kind) = kind else { return Vec::new() };
        let from: Vec<_> = from.iter().filter_map(|it| self.characters(it)).collect();
        let to: Vec<_> = to.iter().filter_map(|it| self.characters(it)).collect();
        let tie =
            |&from: &(u64, u64), &to: &(u64, u64)| Tie { document: self.document.to_owned(), kind, from, to };
        from.iter().flat_map(|a| to.iter().map(move |b| tie(a, b))).filter(|it| it.from != it.to).collect()
    }

    /// Bytes of the text as characters, which the set counts.
    fn characters(&self, span: &Value) -> Option<(u64, u64)> {
        let at = |index: usize| {
            let bytes = span[index].as_u64()? as usize;
            Some(self.text.get(..bytes)?.chars().count() as u64)
        };
        Some((at(0)?, at(1)?))
    }
}

/// What an event makes of its two sides.
fn event_tie(claim: &Value) -> Option<&'static str> {
    if claim["type"] == "diplomatic_contact" {
        return Some("CommWith");
    }
    match claim["plover"]["type"].as_str()? {
        "ASSAULT" | "COERCE" => Some("FightingAgainst"),
        "CONSULT" | "REQUEST" => Some("CommWith"),
        "SUPPORT" => Some("Likes"),
        "AID" | "COOPERATE" | "AGREE" => Some("AlliesOf"),
        "ACCUSE" | "REJECT" | "THREATEN" | "SANCTION" => Some("Dislikes"),
        _ => None,
    }
}

fn relation_tie(claim: &Value) -> Option<&'static str> {
    match claim["predicate"].as_str()? {
        "supports" | "allied_with" | "proxy_of" => Some("AlliesOf"),
        "part_of" | "member_of" => Some("BelongsTo"),
        "leader_of" => Some("InChargeOf"),
        "opposes" | "hostile_to" => Some("FightingAgainst"),
        _ => None,
    }
}

/// Every pair of entities of a sentence that some relation of a type joins by their types, as that relation.
fn in_one_sentence(entities: &[Value], gold: &[Tie]) -> Vec<Tie> {
    struct Entity<'a> {
        sentence: (String, String),
        span: (u64, u64),
        kind: &'a str,
    }
    let all: Vec<Entity<'_>> = entities
        .iter()
        .filter_map(|row| {
            let document = text_of(&row["documentId"]);
            // An identifier reads document-sentence-begin-end-type.
            let sentence = row["_id"].as_str()?.strip_prefix(&document)?.split('-').nth(1)?.to_owned();
            let span = (row["begin"].as_u64()?, row["end"].as_u64()?);
            Some(Entity { sentence: (document, sentence), span, kind: row["type"].as_str()? })
        })
        .collect();
    let types: BTreeMap<(&str, u64, u64), &str> =
        all.iter().map(|it| ((it.sentence.0.as_str(), it.span.0, it.span.1), it.kind)).collect();
    let type_of = |tie: &Tie, span: (u64, u64)| types.get(&(tie.document.as_str(), span.0, span.1)).copied();
    let joins: BTreeSet<(&str, &str, &'static str)> =
        gold.iter().filter_map(|it| Some((type_of(it, it.from)?, type_of(it, it.to)?, it.kind))).collect();
    let mut by_sentence: BTreeMap<&(String, String), Vec<&Entity<'_>>> = BTreeMap::new();
    all.iter().for_each(|it| by_sentence.entry(&it.sentence).or_default().push(it));
    let mut found = Vec::new();
    for together in by_sentence.values() {
        for a in together {
            for b in together.iter().filter(|it| it.span != a.span) {
                let fitting = joins.iter().filter(|(from, to, _)| *from == a.kind && *to == b.kind);
                found.extend(fitting.map(|(_, _, kind)| Tie {
                    document: a.sentence.0.clone(),
                    kind,
                    from: a.span,
                    to: b.span,
                }));
            }
        }
    }
    found
}

/// F1 of ties, each counted once on either side.
fn f1(gold: &[Tie], said: &[Tie]) -> f64 {
    let mut open: Vec<&Tie> = gold.iter().collect();
    let mut right = 0;
    for tie in said {
        if let Some(at) = open.iter().position(|it| it.meets(tie)) {
            open.swap_remove(at);
            right += 1;
        }
    }
    let whole = gold.len() + said.len();
    if whole == 0 { 0.0 } else { 2.0 * f64::from(right) / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_claim_is_a_tie_by_the_words_of_its_ends() {
        let ends = Ends { document: "d", text: "Añb fought C." };
        let claim = json!({ "kind": "event", "type": "clash", "plover": { "type": "ASSAULT" },
            "actors_span": [[0, 4]], "targets_span": [[12, 13]] });
        let ties = ends.ties(&claim);
        let fight = |from, to| Tie { document: "d".into(), kind: "FightingAgainst", from, to };
        assert_eq!(ties, [fight((0, 3), (11, 12))], "positions count characters");
        assert_eq!(f1(&[fight((11, 12), (0, 3))], &ties), 1.0, "a fight has no direction");
        assert_eq!(f1(&[fight((4, 9), (0, 3))], &ties), 0.0);
    }
}
