//! Scores which passages of many outlets' reports are joined as one incident, beside a plain filter.
//!
//! The annotation is `tests/corpus/incidents.tsv`, and `incidents-held.tsv` for days whose texts nobody looks at who
//! works on joining; the reports are the public FA-KES corpus, which is not part of the project. Where it is absent the
//! score says so and passes. What a second reader made of three days (`incidents-second.tsv`) is how far readers agree.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Types that tell of an incident; speech, plans and the course of a campaign are not annotated.
const TOLD: &[&str] = &[
    "abduction",
    "airstrike",
    "arrest",
    "attack",
    "bombardment",
    "casualty_report",
    "chemical_attack",
    "clash",
    "counterattack",
    "defeat",
    "drone_strike",
    "explosion",
    "massacre",
    "offensive_launch",
    "recapture",
    "retreat",
    "shelling",
    "suicide_attack",
    "territory_capture",
    "withdrawal",
];
/// Modalities in which an incident is told as one that took place.
const HAPPENED: &[&str] = &["asserted", "claimed", "historical"];

/// An annotation: its file, the name of its floors, and whether letters hold within a day only.
struct Annotation {
    file: &'static str,
    floors: &'static str,
    is_by_day: bool,
}

const ANNOTATIONS: &[Annotation] = &[
    Annotation { file: "incidents.tsv", floors: "incidents", is_by_day: false },
    Annotation { file: "incidents-held.tsv", floors: "incidents_held", is_by_day: true },
];
/// What a second reader made of passages of the first file.
const SECOND_READER: Annotation = Annotation { file: "incidents-second.tsv", floors: "", is_by_day: true };

/// One annotated passage.
struct Passage {
    /// The day, where passages of one day only are compared.
    day: String,
    article: String,
    begin: u64,
    end: u64,
    incident: String,
    /// Measure and value of a figure that belongs to the incident.
    figure: Option<(String, f64)>,
}

/// Reads the reports, scores them and holds the figures against their floors.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let Some(shared) = crate::score::shared() else {
        crate::say("incidents: skipped, no data beside the project (../shared)");
        return Ok(());
    };
    let corpus = shared.join("data/fa-kes/fa_kes_dev.jsonl");
    let Ok(articles) = std::fs::read_to_string(&corpus) else {
        crate::say(&format!("incidents: skipped, there is no {}", corpus.display()));
        return Ok(());
    };
    let binary = crate::score::binary(words)?;
    let floors = crate::root().join("tests/corpus/floors.json");
    agreement()?;
    let held = ANNOTATIONS.iter().map(|annotation| {
        let passages = passages(annotation)?;
        crate::say(&format!("\n{}", annotation.file));
        let work = std::env::temp_dir().join(format!("orontes-incidents-{}", std::process::id()));
        std::fs::create_dir_all(&work)?;
        let read = read(&binary, &work, &articles, &passages);
        let _ = std::fs::remove_dir_all(&work);
        let (claims, event_of) = read?;
        let figures = scored(&passages, &claims, &event_of);
        crate::score::hold(&floors, annotation.floors, &figures, words.iter().any(|it| it == "--raise"))
    });
    // Every annotation is printed before the first that is below its floor ends the run.
    held.collect::<Vec<_>>().into_iter().collect()
}

/// Prints how far two readers agree on which passages tell one incident.
fn agreement() -> Result<()> {
    let first = passages(&Annotation { is_by_day: true, ..ANNOTATIONS[0] })?;
    let key = |it: &Passage| (it.article.clone(), it.begin, it.end);
    let first: BTreeMap<_, &Passage> =
        first.iter().filter(|it| it.figure.is_none()).map(|it| (key(it), it)).collect();
    let second = passages(&SECOND_READER)?;
    let both = second.iter().filter_map(|it| Some((first.get(&key(it))?, it)));
    let both: Vec<(String, String)> = both.map(|(one, other)| (one.group(), other.group())).collect();
    let agreed = pairwise(both.iter().map(|it| (it.0.clone(), Some(it.1.clone()))));
    crate::say(&format!("two readers, {} passages: F1 {:.3}", both.len(), agreed.f1()));
    Ok(())
}

fn passages(annotation: &Annotation) -> Result<Vec<Passage>> {
    let path = crate::root().join("tests/corpus").join(annotation.file);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let rows = text.lines().filter(|it| !it.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [day, article, layer, begin, end, incident, measure, value] = cells[..] else {
            bail!("not eight cells: {row}")
        };
        let figure =
            (layer == "figure").then(|| Ok::<_, anyhow::Error>((measure.to_owned(), value.parse()?)));
        Ok(Passage {
            day: if annotation.is_by_day { day.to_owned() } else { String::new() },
            article: article.to_owned(),
            begin: begin.parse()?,
            end: end.parse()?,
            incident: incident.to_owned(),
            figure: figure.transpose()?,
        })
    })
    .collect()
}

impl Passage {
    fn group(&self) -> String {
        format!("{} {}", self.day, self.incident)
    }
}

type Claims = BTreeMap<String, Vec<Value>>;

/// Reads the annotated articles as one case; returns its claims by article, and the event of each.
fn read(
    binary: &Path,
    work: &Path,
    articles: &str,
    passages: &[Passage],
) -> Result<(Claims, BTreeMap<String, String>)> {
    let wanted: BTreeSet<&str> = passages.iter().map(|it| it.article.as_str()).collect();
    let id = |line: &str| Some(serde_json::from_str::<Value>(line).ok()?.get("id")?.as_str()?.to_owned());
    let some: Vec<&str> =
        articles.lines().filter(|it| id(it).is_some_and(|it| wanted.contains(it.as_str()))).collect();
    let (lines, case) = (work.join("some.jsonl"), work.join("case.gpkg"));
    std::fs::write(&lines, some.join("\n"))?;
    let output = |command: &mut Command| -> Result<String> {
        let done = command.output()?;
        if !done.status.success() {
            bail!("{:?} failed:\n{}", command.get_program(), String::from_utf8_lossy(&done.stderr))
        }
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    };
    output(Command::new(binary).arg("read").arg(&lines).arg("--case").arg(&case))?;
    let told = output(Command::new(binary).arg("export").arg(&case).args(["--format", "claims"]))?;
    let picture: Value = serde_json::from_str(&output(
        Command::new(binary).arg("export").arg(&case).args(["--format", "case"]),
    )?)?;
    let mut claims = Claims::new();
    for line in told.lines() {
        let claim: Value = serde_json::from_str(line)?;
        claims.entry(text(&claim, "report").to_owned()).or_default().push(claim);
    }
    let mut event_of = BTreeMap::new();
    for event in picture["events"].as_array().into_iter().flatten() {
        for claim in event["claims"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            event_of.insert(claim.to_owned(), text(event, "id").to_owned());
        }
    }
    Ok((claims, event_of))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn overlap(claim: &Value, passage: &Passage) -> u64 {
    let at = |idx: usize| claim["evidence"][idx].as_u64().unwrap_or(0);
    at(1).min(passage.end).saturating_sub(at(0).max(passage.begin))
}

/// The claim that tells a passage: the one that covers most of it, of several the one that covers least else.
fn telling<'c>(passage: &Passage, claims: &'c Claims) -> Option<&'c Value> {
    let there = claims.get(&passage.article)?.iter().filter(|it| {
        text(it, "kind") == "event"
            && TOLD.contains(&own_type(it))
            && HAPPENED.contains(&text(it, "modality"))
    });
    let length =
        |it: &Value| it["evidence"][1].as_u64().unwrap_or(0) - it["evidence"][0].as_u64().unwrap_or(0);
    there.filter(|it| overlap(it, passage) > 0).max_by_key(|it| {
        (overlap(it, passage), std::cmp::Reverse(length(it)), std::cmp::Reverse(text(it, "id").to_owned()))
    })
}

fn scored(passages: &[Passage], claims: &Claims, event_of: &BTreeMap<String, String>) -> Map<String, Value> {
    let mentions: Vec<&Passage> = passages.iter().filter(|it| it.figure.is_none()).collect();
    let told: Vec<(&Passage, Option<&Value>)> =
        mentions.iter().map(|it| (*it, telling(it, claims))).collect();
    let ours = |it: &Value| event_of.get(text(it, "id")).cloned();
    let filter = |it: &Value| Some(one_a_day(it));
    // Joining itself is measured on the passages that are coded; a passage that is not coded is joined with none.
    let coded = |group: &dyn Fn(&Value) -> Option<String>| {
        let coded = told.iter().filter_map(|(passage, it)| Some((*passage, group((*it)?))));
        pairwise(coded.map(|(passage, it)| (passage.group(), of_day(passage, it))))
    };
    let all = |group: &dyn Fn(&Value) -> Option<String>| {
        pairwise(told.iter().map(|(passage, it)| (passage.group(), of_day(passage, it.and_then(group)))))
    };
    let (joining, end_to_end) = (coded(&ours), all(&ours));
    let counted: Vec<&Passage> = passages.iter().filter(|it| it.figure.is_some()).collect();
    let n_figures = counted.iter().filter(|it| is_counted(it, claims)).count();
    let n_coded = told.iter().filter(|it| it.1.is_some()).count();
    let coverage = n_coded as f64 / mentions.len().max(1) as f64;
    let of_figures = n_figures as f64 / counted.len().max(1) as f64;
    crate::say(&format!("passages {n_coded} of {} coded as an incident", mentions.len()));
    crate::say(&format!("{:<24} {:>9} {:>7} {:>6}", "pairs", "precision", "recall", "F1"));
    let rows = [
        ("coded passages, joined", joining),
        ("coded, one a day", coded(&filter)),
        ("all passages, joined", end_to_end),
        ("all, one a day", all(&filter)),
    ];
    for (name, it) in rows {
        crate::say(&format!("{name:<24} {:>9.3} {:>7.3} {:>6.3}", it.precision, it.recall, it.f1()));
    }
    let rows = [
        ("incident_pairs", joining.f1()),
        ("incident_pairs_of_all", end_to_end.f1()),
        ("passages_coded", coverage),
        ("figures_coded", of_figures),
    ];
    rows.into_iter()
        .map(|(name, value)| (name.to_owned(), Value::from((value * 1000.0).round() / 1000.0)))
        .collect()
}

fn of_day(passage: &Passage, event: Option<String>) -> Option<String> {
    event.map(|it| format!("{} {it}", passage.day))
}

/// Says whether a figure of an incident is among the figure claims on its passage.
fn is_counted(passage: &Passage, claims: &Claims) -> bool {
    let Some((measure, value)) = &passage.figure else { return false };
    let there = claims.get(&passage.article).into_iter().flatten().filter(|it| text(it, "kind") == "figure");
    there.into_iter().any(|it| {
        let says = |key: &str| it[key].as_f64() == Some(*value);
        text(it, "measure") == measure && overlap(it, passage) > 0 && (says("low") || says("best"))
    })
}

/// The filter of the Phoenix event data: one event for each day, type, actors and targets.
fn one_a_day(claim: &Value) -> String {
    format!("{} {} {} {}", claim["date"]["from"], own_type(claim), claim["actors"], claim["targets"])
}

/// The finer type of an event, where the exchange format has one.
fn own_type(claim: &Value) -> &str {
    claim["subtype"].as_str().unwrap_or_else(|| text(claim, "type"))
}

#[derive(Clone, Copy)]
struct Pairs {
    precision: f64,
    recall: f64,
}

impl Pairs {
    fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// Compares two ways of grouping by their pairs.
fn pairwise(told: impl Iterator<Item = (String, Option<String>)>) -> Pairs {
    let pairs = |n: u64| n * n.saturating_sub(1) / 2;
    let (mut gold, mut ours, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (at, (incident, event)) in told.enumerate() {
        let event = event.unwrap_or_else(|| format!("alone {at}"));
        *gold.entry(incident.clone()).or_insert(0_u64) += 1;
        *both.entry((incident, event.clone())).or_insert(0_u64) += 1;
        *ours.entry(event).or_insert(0_u64) += 1;
    }
    let n_gold: u64 = gold.into_values().map(pairs).sum();
    let n_ours: u64 = ours.into_values().map(pairs).sum();
    let n_both: u64 = both.into_values().map(pairs).sum();
    let share = |n: u64| if n == 0 { 0.0 } else { n_both as f64 / n as f64 };
    Pairs { precision: share(n_ours), recall: share(n_gold) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_by_group() {
        let told = [("x", "1"), ("x", "1"), ("x", "2"), ("y", "2")];
        let it = pairwise(
            told.iter().map(|(incident, event)| ((*incident).to_owned(), Some((*event).to_owned()))),
        );
        assert_eq!((it.precision, it.recall), (0.5, 1.0 / 3.0));
    }

    #[test]
    fn every_row_of_the_annotation_is_read() {
        for (annotation, n_articles) in ANNOTATIONS.iter().zip([56, 42]) {
            let passages = passages(annotation).unwrap();
            assert!(passages.len() > 500);
            assert!(passages.iter().all(|it| it.begin < it.end && !it.incident.is_empty()));
            let articles: BTreeSet<&str> = passages.iter().map(|it| it.article.as_str()).collect();
            assert_eq!(articles.len(), n_articles);
        }
    }
}
