//! Compares the pages of `tests/gloss` with what is read from their sentences.
//!
//! A line `> …` is a text (`¶` ends a paragraph); the lines below it are what is read. `ORONTES_UPDATE=1` writes the pages anew; the
//! difference is then read by a person.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod known;

use known::Known;
use orontes_model::{Basis, Modality, Reading, Sentence, Span, When};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Writes a page anew: its comments, its texts, and what is read from them.
fn glossed(known: &Known, page: &str) -> String {
    let mut published = When::default();
    let mut out = String::new();
    for line in page.lines() {
        if let Some(day) = line.strip_prefix("published ") {
            published = When::day(day.parse().unwrap(), Basis::Explicit);
            writeln!(out, "{line}\n").unwrap();
        } else if let Some(text) = line.strip_prefix("> ") {
            writeln!(out, "> {text}").unwrap();
            let text = &text.replace(" ¶ ", "\n");
            let reading = known.read(text, published);
            reading.sentences.iter().for_each(|it| gloss(&mut out, text, &reading, it));
            writeln!(out).unwrap();
        } else if line.starts_with('#') {
            writeln!(out, "{line}\n").unwrap();
        }
    }
    out.trim_end().to_owned() + "\n"
}

fn gloss(out: &mut String, text: &str, reading: &Reading, sentence: &Sentence) {
    let words: Vec<&str> = sentence.tokens.clone().map(|it| reading.tokens[it].span.of(text)).collect();
    let tags: Vec<&str> = sentence.tokens.clone().map(|it| reading.tokens[it].upos.word()).collect();
    let moods: Vec<&str> = sentence.tokens.clone().map(|it| short(reading.moods[it].modality)).collect();
    rows(out, [&words, &tags, &moods]);
    for it in reading.mentions.iter().filter(|it| sentence.span.contains(it.span)) {
        let literal = if it.literal { "" } else { " (not literal)" };
        let before = it.antecedent.map(|before| reading.mentions[before].span);
        let before = before.map_or(String::new(), |before| format!(" → {}", quoted(text, before)));
        writeln!(out, "  {} {}{literal}{before}", it.kind.word(), quoted(text, it.span)).unwrap();
    }
    for it in reading.times.iter().filter(|it| sentence.span.contains(it.span)) {
        let open = |day: Option<orontes_model::Date>| day.map_or("…".to_owned(), |it| it.to_string());
        let days = format!("{} to {}", open(it.when.from), open(it.when.to));
        let edge = it.edge.word();
        writeln!(out, "  time {} {} {edge} {days} {}", it.kind.word(), it.value, quoted(text, it.span))
            .unwrap();
    }
    for it in reading.quantities.iter().filter(|it| sentence.span.contains(it.span)) {
        let figure = |it: Option<f64>| it.map_or("…".to_owned(), |it| it.to_string());
        let values = format!("{}/{}/{}", figure(it.low), figure(it.best), figure(it.high));
        let of = it.of.map_or(String::new(), |of| format!(" of {}", quoted(text, reading.tokens[of].span)));
        let unit = it.unit.as_deref().map_or(String::new(), |it| format!(" {it}"));
        let role = it.role.word();
        writeln!(out, "  {role} {} {values}{unit} {}{of}", it.bound.word(), quoted(text, it.span)).unwrap();
    }
    for it in reading.speeches.iter().filter(|it| sentence.span.overlaps(it.content)) {
        let name = |it: &orontes_model::Speaker| {
            format!("{}{}", quoted(text, it.span), if it.unnamed { "?" } else { "" })
        };
        let speakers: Vec<String> = it.speakers.iter().map(name).collect();
        let (kind, verb, chain) = (it.kind.word(), &it.verb, speakers.join(" > "));
        writeln!(out, "  {kind} ({verb}) {chain}: {}", quoted(text, it.content)).unwrap();
    }
}

fn quoted(text: &str, span: Span) -> String {
    format!("[{}]", span.of(text))
}

/// Writes parallel lines, word under word, broken where a line would be too wide.
fn rows(out: &mut String, rows: [&[&str]; 3]) {
    const WIDTH: usize = 110;
    let wide = |idx: usize| rows.iter().map(|it| it[idx].chars().count()).max().unwrap_or(0) + 1;
    let mut start = 0;
    while start < rows[0].len() {
        let (mut end, mut width) = (start, 0);
        while end < rows[0].len() && (end == start || width + wide(end) <= WIDTH) {
            width += wide(end);
            end += 1;
        }
        for row in rows {
            let mut line = String::from(" ");
            (start..end).for_each(|it| write!(line, " {:<1$}", row[it], wide(it) - 1).unwrap());
            if !line.trim().is_empty() {
                writeln!(out, "{}", line.trim_end()).unwrap();
            }
        }
        start = end;
    }
}

fn short(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted | Modality::Claimed => "",
        Modality::Predicted => "pre",
        Modality::Conditional => "con",
        Modality::Historical => "his",
        Modality::Denied => "den",
    }
}

#[test]
fn the_pages_say_what_is_read() {
    let known = Known::load();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gloss");
    let mut pages: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
    pages.sort();
    assert!(!pages.is_empty(), "no page in {}", folder.display());
    let mut differing = Vec::new();
    for path in pages {
        let page = std::fs::read_to_string(&path).unwrap();
        let written = glossed(&known, &page);
        if page != written && std::env::var_os("ORONTES_UPDATE").is_some() {
            std::fs::write(&path, &written).unwrap();
        } else if page != written {
            let line = page.lines().zip(written.lines()).position(|(a, b)| a != b).unwrap_or(0);
            let (was, is) = (page.lines().nth(line), written.lines().nth(line));
            differing.push(format!("{}:{}\n  page {was:?}\n  read {is:?}", path.display(), line + 1));
        }
    }
    assert!(differing.is_empty(), "ORONTES_UPDATE=1 writes them anew\n{}", differing.join("\n"));
}

#[test]
fn no_text_is_too_odd_to_read() {
    let known = Known::load();
    let day = When::default();
    let long_quotes = "“".repeat(1000) + "war" + &"”".repeat(1000);
    let odd = [
        "",
        " ",
        "\n\n\n",
        "“",
        "\"",
        "said said said said",
        "2024-13-45 99/99/9999 31 February",
        "a a a a of of of",
    ];
    for text in odd.into_iter().chain([long_quotes.as_str()]) {
        let reading = known.read(text, day);
        assert_eq!(reading.moods.len(), reading.tokens.len());
    }
    known.read(&"one million ".repeat(2000), day);
    known.read(&"he said that ".repeat(2000), day);
    known.read(&"not ".repeat(3000), day);
    known.read(&"if ".repeat(3000), day);
}
