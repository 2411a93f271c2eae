//! Scores coded sentences against the PLOVER records: type, actor, recipient, deaths.
//!
//! The records are the public `plover_gsr_dev.json` in a folder beside the project. Of each sentence the most
//! salient event counts. Types of PLOVER 1 are read as those of PLOVER 2 that took their place.

use crate::score;
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// Runs the program on the sentences of the records and holds the figures; `--list` prints what differs,
/// `--raise` writes better figures as floors.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let Some(shared) = score::shared() else {
        crate::say("score-plover: skipped, no annotated set beside the project (../shared/data/plover)");
        return Ok(());
    };
    let text = std::fs::read_to_string(shared.join("data/plover/plover_gsr_dev.json"))?;
    let records: Vec<Value> = serde_json::from_str(&text).context("the records are no JSON array")?;
    let records: Vec<&Value> = records.iter().filter(|it| it["text"].is_string()).collect();
    // Two records may bear one id: each is a report of its own.
    let own_id = |nth: usize, it: &Value| format!("{nth} {}", it["id"].as_str().unwrap_or_default());
    let lines = records
        .iter()
        .enumerate()
        .map(|(nth, it)| serde_json::json!({ "id": own_id(nth, it), "text": it["text"] }));
    let claims = coded(&score::binary(words)?, lines)?;
    let mut tally = Tally::default();
    let list = words.iter().any(|it| it == "--list");
    for (nth, record) in records.iter().enumerate() {
        let own = claims.get(&own_id(nth, record)).map_or(&[][..], Vec::as_slice);
        let told = tally.add(record, own);
        if let Some(told) = told.filter(|_| list) {
            crate::say(&told);
        }
    }
    let floors = crate::root().join("tests/corpus/floors.json");
    score::hold(&floors, "plover", &tally.figures(), words.iter().any(|it| it == "--raise"))
}

/// Claims of documents given as JSON lines, by the document's id.
pub(crate) fn coded(
    binary: &Path,
    lines: impl Iterator<Item = Value>,
) -> Result<BTreeMap<String, Vec<Value>>> {
    let file = std::env::temp_dir().join(format!("orontes-score-{}.jsonl", std::process::id()));
    std::fs::write(&file, lines.map(|it| format!("{it}\n")).collect::<String>())?;
    let printed = score::output(std::process::Command::new(binary).arg("claims").arg(&file));
    let _ = std::fs::remove_file(&file);
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in printed?.lines() {
        let claim: Value = serde_json::from_str(line)?;
        found.entry(claim["report"].as_str().unwrap_or_default().to_owned()).or_default().push(claim);
    }
    Ok(found)
}

/// Words in common, words asked for, words said.
#[derive(Default)]
struct Overlap {
    common: usize,
    asked: usize,
    said: usize,
}

impl Overlap {
    fn add(&mut self, asked: &[String], said: &[String]) {
        self.asked += asked.len();
        self.said += said.len();
        let mut open = asked.to_vec();
        for word in said {
            if let Some(at) = open.iter().position(|it| it == word) {
                open.swap_remove(at);
                self.common += 1;
            }
        }
    }

    fn f1(&self) -> f64 {
        ratio(2 * self.common, self.asked + self.said)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[derive(Default)]
struct Tally {
    sentences: usize,
    types: usize,
    actor: Overlap,
    recipient: Overlap,
    told_deaths: usize,
    right_deaths: usize,
    exact_deaths: usize,
}

impl Tally {
    /// Adds one sentence, and tells what differs in it.
    fn add(&mut self, record: &Value, claims: &[Value]) -> Option<String> {
        let best = most_salient(claims);
        let asked = type_of_today(record["event"].as_str().unwrap_or_default());
        let said = best.and_then(|it| it["plover"]["type"].as_str()).unwrap_or("none");
        let text = record["text"].as_str().unwrap_or_default();
        let spans = |key: &str| best.map_or(Vec::new(), |it| words_of_spans(text, &it[key]));
        let (actor, recipient) = (names(&record["source"]), names(&record["target"]));
        let (said_actor, said_recipient) = (spans("actors_span"), spans("targets_span"));
        self.sentences += 1;
        self.types += usize::from(asked == said);
        self.actor.add(&actor, &said_actor);
        self.recipient.add(&recipient, &said_recipient);
        let (dead, said_dead) = (number(&record["dead"]), deaths(claims));
        self.exact_deaths += usize::from(dead == said_dead);
        self.told_deaths += usize::from(dead.is_some());
        self.right_deaths += usize::from(dead.is_some() && dead == said_dead);
        let same = asked == said && actor == said_actor && recipient == said_recipient && dead == said_dead;
        let of = |words: &[String]| words.join(" ");
        (!same).then(|| {
            format!(
                "{asked} / {said}; actor «{}» / «{}»; recipient «{}» / «{}»; dead {dead:?} / {said_dead:?}\n    {text}",
                of(&actor),
                of(&said_actor),
                of(&recipient),
                of(&said_recipient)
            )
        })
    }

    fn figures(&self) -> Map<String, Value> {
        Map::from_iter([
            ("type".to_owned(), Value::from(ratio(self.types, self.sentences))),
            ("actor".to_owned(), Value::from(self.actor.f1())),
            ("recipient".to_owned(), Value::from(self.recipient.f1())),
            ("deaths".to_owned(), Value::from(ratio(self.exact_deaths, self.sentences))),
            ("deaths_told".to_owned(), Value::from(ratio(self.right_deaths, self.told_deaths))),
        ])
    }
}

/// The event that a reader of one sentence would name: the most salient, the first of equals.
fn most_salient(claims: &[Value]) -> Option<&Value> {
    let events = claims.iter().filter(|it| it["kind"] == "event");
    events.reduce(|best, it| if it["salience"].as_f64() > best["salience"].as_f64() { it } else { best })
}

/// PLOVER 2 types for those of the first version.
fn type_of_today(old: &str) -> &str {
    match old {
        "DEMAND" => "REQUEST",
        "INVESTIGATE" | "DISAPPROVE" => "ACCUSE",
        "FIGHT" => "ASSAULT",
        same => same,
    }
}

/// The number of killed that a sentence tells first.
fn deaths(claims: &[Value]) -> Option<u64> {
    let killed = claims.iter().find(|it| it["kind"] == "figure" && it["measure"] == "killed")?;
    ["best", "low"].into_iter().find_map(|it| killed[it].as_f64()).map(|it| it as u64)
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn names(parties: &Value) -> Vec<String> {
    let rows = parties.as_array().map_or(&[][..], Vec::as_slice);
    rows.iter().filter_map(|it| it["actorText"].as_str()).flat_map(words).collect()
}

fn words_of_spans(text: &str, spans: &Value) -> Vec<String> {
    let rows = spans.as_array().map_or(&[][..], Vec::as_slice);
    let ends = rows.iter().filter_map(|it| Some((it[0].as_u64()? as usize, it[1].as_u64()? as usize)));
    ends.filter_map(|(start, end)| text.get(start..end)).flat_map(words).collect()
}

/// Words in lower case, articles left out.
fn words(text: &str) -> Vec<String> {
    text.split(|it: char| !it.is_alphanumeric() && !"'.-".contains(it))
        .map(|it| it.trim_matches(['.', '\'']).to_lowercase())
        .filter(|it| !it.is_empty() && !matches!(it.as_str(), "the" | "a" | "an"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_sentence_is_scored_by_its_most_salient_event() {
        let record = json!({ "event": "DEMAND", "text": "X asked the B to go.", "source": [{ "actorText": "X" }],
            "target": [{ "actorText": "the B" }] });
        let claim = |kind: &str, salience: f64| {
            json!({ "kind": "event", "salience": salience, "plover": { "type": kind },
                "actors_span": [[0, 1]], "targets_span": [[8, 16]] })
        };
        let mut tally = Tally::default();
        assert!(tally.add(&record, &[claim("AID", 0.4), claim("REQUEST", 0.9)]).is_some());
        let figures = tally.figures();
        assert_eq!(figures["type"], 1.0);
        assert_eq!(figures["actor"], 1.0, "articles do not count");
        assert!(figures["recipient"].as_f64().unwrap() < 1.0, "words too many do");
        assert_eq!(figures["deaths"], 1.0, "none told and none said");
    }
}
