//! Compares the pages of `tests/gloss` with what is read from their sentences.
//!
//! A line `> …` is a text (`¶` ends a paragraph); the lines below it are what is read. A text without a mark was
//! read by a person and is right in all its lines; `! …` below it says what is wrong, `? …` that what is read has
//! changed and nobody has looked. `ORONTES_UPDATE=1` writes the pages anew with the second mark on what changed:
//! read it, and take the mark away or say what is wrong.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod known;

use known::Known;
use orontes_model::{Basis, Modality, Reading, Sentence, Span, When};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// How many texts have to be right in every line.
const RIGHT_AT_LEAST: usize = 120;
/// What is written below a text whose reading has changed.
const UNREAD: &str = "? changed: not looked at yet";

/// A text of a page with what stands below it.
struct Text<'p> {
    text: &'p str,
    mark: Option<&'p str>,
    body: String,
}

/// Returns the texts of a page, and between them the other lines.
fn texts(page: &str) -> Vec<Result<Text<'_>, &str>> {
    let mut found: Vec<Result<Text<'_>, &str>> = Vec::new();
    for line in page.lines() {
        match (line.strip_prefix("> "), found.last_mut()) {
            (Some(text), _) => found.push(Ok(Text { text, mark: None, body: String::new() })),
            (None, Some(Ok(it))) if line.starts_with(['!', '?']) => it.mark = Some(line),
            (None, Some(Ok(it))) if line.starts_with("  ") => it.body += &format!("{line}\n"),
            (None, _) if !line.is_empty() => found.push(Err(line)),
            (None, _) => (),
        }
    }
    found
}

/// Writes a page anew: its comments, its texts, and what is read from them.
fn glossed(known: &Known, page: &str) -> String {
    let mut published = When::default();
    let mut out = String::new();
    for it in texts(page) {
        match it {
            Err(line) => {
                if let Some(day) = line.strip_prefix("published ") {
                    published = When::day(day.parse().unwrap(), Basis::Explicit);
                }
                writeln!(out, "{line}\n").unwrap();
            }
            Ok(it) => {
                let body = body(known, it.text, published);
                let changed = (body != it.body).then_some(UNREAD);
                writeln!(out, "> {}", it.text).unwrap();
                it.mark.or(changed).into_iter().for_each(|it| writeln!(out, "{it}").unwrap());
                writeln!(out, "{body}").unwrap();
            }
        }
    }
    out.trim_end().to_owned() + "\n"
}

/// Writes what is read from a text.
fn body(known: &Known, text: &str, published: When) -> String {
    let text = &text.replace(" ¶ ", "\n");
    let reading = known.read(text, published);
    let mut out = String::new();
    reading.sentences.iter().for_each(|it| gloss(&mut out, text, &reading, it));
    out
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

/// Returns the paths and the contents of the pages.
fn pages() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gloss");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no page in {}", folder.display());
    paths.into_iter().map(|it| (it.clone(), std::fs::read_to_string(&it).unwrap())).collect()
}

#[test]
fn the_pages_say_what_is_read() {
    let known = Known::load();
    let mut differing = Vec::new();
    for (path, page) in pages() {
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
fn most_texts_are_right_in_every_line() {
    let pages = pages();
    let all: Vec<Text<'_>> = pages.iter().flat_map(|it| texts(&it.1)).filter_map(Result::ok).collect();
    let marked = |sign: char| all.iter().filter(|it| it.mark.is_some_and(|it| it.starts_with(sign))).count();
    let (wrong, unread) = (marked('!'), marked('?'));
    let right = all.len() - wrong - unread;
    let count = format!("{right} of {} texts are right, {wrong} wrong, {unread} not looked at", all.len());
    assert!(right >= RIGHT_AT_LEAST, "{count}: {RIGHT_AT_LEAST} are needed");
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
