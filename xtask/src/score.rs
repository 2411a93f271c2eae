//! Scores the program on annotated reports and holds the figures against their floors.
//!
//! Reads `tests/corpus/floors.json`: the last figures reached, by set. The annotated sets are not part of the
//! project; where they are absent the score says so and passes.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs the scorer on the reports of the annotated set; `--raise` writes better figures as floors.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let Some(shared) = shared() else {
        crate::say("score: skipped, no annotated set beside the project (../shared/gold)");
        return Ok(());
    };
    let binary = binary(words)?;
    let work = std::env::temp_dir().join(format!("orontes-score-{}", std::process::id()));
    std::fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;
    let printed = score(&binary, &shared, &work, words);
    let _ = std::fs::remove_dir_all(&work);
    let (printed, figures) = printed?;
    crate::say(&printed);
    let floors = crate::root().join("tests/corpus/floors.json");
    hold(&floors, "reports", &figures, words.iter().any(|it| it == "--raise"))
}

/// The folder of annotated sets: `ORONTES_SHARED`, or `../shared` beside the project.
pub(crate) fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("ORONTES_SHARED").map(PathBuf::from);
    let beside = crate::root().parent().map(|it| it.join("shared"));
    named.or(beside).filter(|it| it.join("gold/score.py").is_file())
}

/// The program to score: `--binary PATH`, or a release build made first.
pub(crate) fn binary(words: &[String]) -> Result<PathBuf> {
    if let Some(named) = words.iter().position(|it| it == "--binary").and_then(|at| words.get(at + 1)) {
        return Ok(PathBuf::from(named));
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--release", "-q", "-p", "orontes-cli"])
        .current_dir(crate::root())
        .status()?;
    if !built.success() {
        bail!("the program does not build")
    }
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| crate::root().join("target"), PathBuf::from);
    Ok(target.join("release/orontes"))
}

fn score(
    binary: &Path,
    shared: &Path,
    work: &Path,
    words: &[String],
) -> Result<(String, Map<String, Value>)> {
    let mut reports: Vec<PathBuf> =
        std::fs::read_dir(shared.join("reports"))?.flatten().map(|it| it.path()).collect();
    reports.sort();
    let case = work.join("case.gpkg");
    output(Command::new(binary).arg("read").args(&reports).arg("--case").arg(&case))?;
    let (claims, picture) = (work.join("claims.jsonl"), work.join("case.json"));
    output(Command::new(binary).arg("export").arg(&case).args(["--format", "claims", "-o"]).arg(&claims))?;
    output(Command::new(binary).arg("export").arg(&case).args(["--format", "case", "-o"]).arg(&picture))?;
    let lists = words.iter().enumerate().filter(|(at, _)| *at > 0 && words[at - 1] == "--list");
    let lists = lists.flat_map(|(_, kind)| ["--list".to_owned(), kind.clone()]);
    let printed = output(
        Command::new("python3").arg(shared.join("gold/score.py")).arg(&claims).arg(&picture).args(lists),
    )?;
    let figures = figures(&printed);
    Ok((printed, figures))
}

/// Runs a command and returns what it prints.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let done = command.output().with_context(|| format!("cannot run {:?}", command.get_program()))?;
    if !done.status.success() {
        bail!("{:?} failed:\n{}", command.get_program(), String::from_utf8_lossy(&done.stderr))
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

/// Reads the scorer's table: the last number of each line that begins with a name.
fn figures(printed: &str) -> Map<String, Value> {
    let mut found = Map::new();
    for line in printed.lines().filter(|it| it.starts_with(|it: char| it.is_ascii_lowercase())) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let (Some(name), Some(Ok(value))) = (words.first(), words.last().map(|it| it.parse::<f64>())) {
            found.insert((*name).to_owned(), Value::from(value));
        }
    }
    found
}

/// Figures that are better when lower.
const LOWER_IS_BETTER: [&str; 1] = ["false_disagreements"];

/// Compares figures with their floors; fails where one sinks below, raises them where asked.
pub(crate) fn hold(path: &Path, set: &str, figures: &Map<String, Value>, raise: bool) -> Result<()> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|_| "{}".into());
    let mut all: Map<String, Value> = serde_json::from_str(&text).context("floors.json is no JSON object")?;
    let mut floors = all.get(set).and_then(Value::as_object).cloned().unwrap_or_default();
    let mut sunk = Vec::new();
    for (name, value) in figures {
        let value = value.as_f64().unwrap_or(0.0);
        let floor = floors.get(name).and_then(Value::as_f64);
        let lower = LOWER_IS_BETTER.contains(&name.as_str());
        let (worse, better) = match floor {
            Some(it) if lower => (value > it + 1e-9, value < it),
            Some(it) => (value < it - 1e-9, value > it),
            None => (false, true),
        };
        crate::say(&format!(
            "{name:<20} {value:.3}   floor {}",
            floor.map_or("none".into(), |it| format!("{it:.3}"))
        ));
        if worse {
            sunk.push(format!("{name} {value:.3}"));
        } else if better && raise {
            floors.insert(name.clone(), Value::from(value));
        }
    }
    if raise {
        all.insert(set.to_owned(), Value::Object(floors));
        std::fs::create_dir_all(path.parent().unwrap_or(path))?;
        std::fs::write(path, format!("{}\n", serde_json::to_string_pretty(&all)?))?;
    }
    if !sunk.is_empty() {
        bail!("below the floor: {}", sunk.join(", "))
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_scorer_is_read_by_its_last_column() {
        let table = "kind  gold  F1\nevent  3 4 5 6 0.700 0.500  0.583\n  missed x\nlinking     0.500\n";
        let read = figures(table);
        assert_eq!(read.get("event").and_then(Value::as_f64), Some(0.583));
        assert_eq!(read.get("linking").and_then(Value::as_f64), Some(0.5));
        assert_eq!(read.len(), 2);
    }

    #[test]
    fn a_figure_below_its_floor_fails() {
        let path = std::env::temp_dir().join(format!("orontes-floors-{}.json", std::process::id()));
        std::fs::write(&path, r#"{"x": {"event": 0.6, "false_disagreements": 0.3}}"#).unwrap();
        let of = |name: &str, value: f64| Map::from_iter([(name.to_owned(), Value::from(value))]);
        assert!(hold(&path, "x", &of("event", 0.5), false).is_err());
        assert!(hold(&path, "x", &of("event", 0.6), false).is_ok());
        assert!(hold(&path, "x", &of("false_disagreements", 0.4), false).is_err());
        std::fs::remove_file(path).unwrap();
    }
}
