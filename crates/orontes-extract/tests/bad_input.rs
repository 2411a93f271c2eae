//! Bad input is normal: each kind has its clear message, and none stops the others.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use orontes_extract::{Format, Limits, Refused, Report, allowed, extract, received};
use orontes_model::{Date, Span};

fn read(name: &str, bytes: &[u8]) -> Result<Report, Refused> {
    extract(&received(name, bytes.to_vec())?.remove(0), &Limits::default())
}

fn refusal(name: &str, bytes: &[u8]) -> String {
    read(name, bytes).unwrap_err().to_string()
}

#[test]
fn an_empty_file_is_refused() {
    assert!(refusal("none.txt", b"").starts_with("none.txt: the file is empty; expected"));
    assert!(refusal("blank.txt", b" \r\n\t\n").contains("empty"));
    assert!(refusal("mark.txt", b"\xEF\xBB\xBF").contains("no words"));
    assert!(refusal("nbsp.txt", "\u{a0}\u{2028}".as_bytes()).contains("no words"));
}

#[test]
fn a_file_too_long_is_refused_by_its_size_alone() {
    let limits = Limits::default();
    let refused = allowed("big.txt", 200_000_000, &limits).unwrap_err().to_string();
    assert!(refused.contains("200 MB long") && refused.contains("at most 67 MB"), "{refused}");
    assert!(allowed("feed.jsonl", 200_000_000, &limits).is_ok());
    let small = Limits { max_report_bytes: 10, ..limits };
    let long = received("long.txt", b"Longer than ten bytes.".to_vec()).unwrap().remove(0);
    assert!(extract(&long, &small).is_err());
}

#[test]
fn binary_junk_is_refused() {
    let junk: Vec<u8> = (0..4000u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(refusal("junk.txt", &junk).contains("looks like binary"));
    assert!(refusal("zeros.txt", &[0; 500]).contains("looks like binary"));
    assert!(refusal("a.txt", b"%PDF-1.7 and so on").contains("PDF"));
    assert!(refusal("b.txt", b"PK\x03\x04...").contains("ZIP"));
    assert!(refusal("feed.xml", b"<?xml version='1.0'?><rss><channel/></rss>").contains("XML"));
    assert!(refusal("list.json", b"[{\"text\": \"a\"}]").contains("JSON array"));
}

#[test]
fn a_cut_off_character_costs_only_itself() {
    let whole = "The army left Hajjah. Thousands fled “at once” and on foot, residents said… ";
    let cut = &whole.as_bytes()[..whole.len() - 2];
    let report = read("cut.txt", cut).unwrap();
    assert_eq!(report.text, &whole[..whole.len() - 4]);
    assert!(report.notes.iter().any(|it| it.message.contains("cut off")), "{:?}", report.notes);
}

#[test]
fn a_json_line_that_is_no_json_is_refused_alone() {
    let feed = b"{\"id\":\"a1\",\"text\":\"The town fell on Monday.\"}\n{\"id\": broken\n\n[1]\n{\"id\":7,\"html\":\"<p>The army left.</p>\"}\n{\"title\":\"no text\"}\n";
    let all = received("feed.jsonl", feed.to_vec()).unwrap();
    let names: Vec<&str> = all.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["a1", "feed.jsonl:2", "feed.jsonl:4", "feed.jsonl#7", "feed.jsonl:6"]);
    let read: Vec<Result<Report, Refused>> = all.iter().map(|it| extract(it, &Limits::default())).collect();
    let good: Vec<bool> = read.iter().map(Result::is_ok).collect();
    assert_eq!(good, [true, false, false, true, false]);
    assert!(read[1].as_ref().unwrap_err().to_string().starts_with("feed.jsonl:2: the line is no JSON"));
    assert!(read[4].as_ref().unwrap_err().to_string().contains("no text"));
    assert_eq!(read[3].as_ref().unwrap().text, "The army left.");
}

#[test]
fn a_json_line_carries_its_metadata() {
    let line = br#"{"id":"x","text":"The town fell on Tuesday.","title":"Town falls","source":"Valley Wire","url":"https://v.example/1","published":"Thu, 05 Dec 2024 10:00:00 GMT"}"#;
    let report = read("-", line).unwrap();
    assert_eq!(report.name, "x");
    assert_eq!(report.title.as_deref(), Some("Town falls"));
    assert_eq!(report.publisher.as_deref(), Some("Valley Wire"));
    assert_eq!(report.published.one_day(), Some(Date::constant(2024, 12, 5)));
    assert_eq!(Span::new(4, 8).of(&report.text), "town");
}

#[test]
fn the_format_is_told_from_the_content_first() {
    let format = |name: &str, bytes: &[u8]| received(name, bytes.to_vec()).unwrap()[0].format;
    assert_eq!(format("a.txt", b"<!DOCTYPE html><p>x</p>"), Format::Html);
    assert_eq!(format("a.html", b"Plain words."), Format::Text);
    assert_eq!(format("-", b"{\"text\":\"x\"}\n{\"text\":\"y\"}"), Format::JsonLine);
    assert_eq!(format("a.txt", b"{curly} words"), Format::Text);
    assert_eq!(format("a.json", b"{\n \"text\": \"x\"\n}"), Format::JsonLine);
    let wide: Vec<u8> = "<html><p>x</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(format("a", &wide), Format::Html);
}
