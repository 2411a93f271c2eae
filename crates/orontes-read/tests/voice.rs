//! Holds attribution and modality against tables: half of them for building, half kept for testing only.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and tells what it measured"
)]

mod known;

use known::Known;
use orontes_model::{Basis, Reading, Span, Speech, When};
use std::fmt::Write;

fn rows(table: &str) -> Vec<Vec<&str>> {
    table
        .lines()
        .filter(|it| !it.starts_with('#') && !it.is_empty())
        .map(|it| it.split('\t').collect())
        .collect()
}

fn read(known: &Known, text: &str) -> Reading {
    known.read(text, When::day("2024-12-06".parse().unwrap(), Basis::Explicit))
}

fn span_of(text: &str, word: &str) -> Span {
    let start = text.rfind(word).unwrap_or_else(|| panic!("{word} is not in {text}"));
    Span::new(start, start + word.len())
}

/// Share of rows that are right, and what went wrong.
fn share(rows: &[Vec<&str>], right: impl Fn(&[&str]) -> Result<(), String>) -> (f64, String) {
    let mut wrong = String::new();
    let mut good = 0;
    for row in rows {
        match right(row) {
            Ok(()) => good += 1,
            Err(why) => writeln!(wrong, "{}\n  {why}", row.join(" | ")).unwrap(),
        }
    }
    println!("{good} of {} right", rows.len());
    (f64::from(good) / rows.len() as f64, wrong)
}

/// A star stands for anything; "A > *" for a chain that begins with A.
fn fits(want: &str, got: &str) -> bool {
    match want.strip_suffix('*') {
        Some(start) => got.starts_with(start),
        None => want == got,
    }
}

fn voice(known: &Known, row: &[&str]) -> Result<(), String> {
    let (text, cue, word) = (row[0], row[1], span_of(row[0], row[4]));
    let reading = read(known, text);
    let shown = |it: &Speech| {
        let speakers: Vec<&str> = it.speakers.iter().map(|it| it.span.of(text)).collect();
        format!("{} {} [{}]: {}", it.kind.word(), it.verb, speakers.join(" > "), it.content.of(text))
    };
    let right = |it: &Speech| {
        let speakers: Vec<&str> = it.speakers.iter().map(|it| it.span.of(text)).collect();
        let article = row[3].trim_start_matches("The ").trim_start_matches("the ");
        let chain = speakers.join(" > ");
        it.cue.of(text).starts_with(cue)
            && fits(row[2], it.kind.word())
            && (fits(row[3], &chain) || fits(article, &chain))
            && it.content.contains(word)
    };
    match reading.speeches.iter().any(right) {
        true => Ok(()),
        false => Err(reading.speeches.iter().map(shown).collect::<Vec<_>>().join("\n  ")),
    }
}

fn mood(known: &Known, row: &[&str]) -> Result<(), String> {
    let (text, word) = (row[0], span_of(row[0], row[1]));
    let reading = read(known, text);
    let token = reading.tokens.iter().position(|it| it.span.overlaps(word)).unwrap();
    let got = reading.moods[token].modality.word();
    if fits(row[2], got) { Ok(()) } else { Err(format!("got {got}")) }
}

#[test]
fn speeches_are_credited() {
    let known = Known::load();
    let (dev, wrong) = share(&rows(include_str!("voice/voice_dev.tsv")), |row| voice(&known, row));
    assert!(dev >= 0.92, "{dev}\n{wrong}");
    let (held, _) = share(&rows(include_str!("voice/voice_held.tsv")), |row| voice(&known, row));
    assert!(held >= 0.80, "{held}");
}

#[test]
fn moods_are_told() {
    let known = Known::load();
    let (dev, wrong) = share(&rows(include_str!("voice/mood_dev.tsv")), |row| mood(&known, row));
    assert!(dev >= 0.92, "{dev}\n{wrong}");
    let (held, _) = share(&rows(include_str!("voice/mood_held.tsv")), |row| mood(&known, row));
    assert!(held >= 0.80, "{held}");
}
