//! Turns the bytes of a file into documents: one per file, or one per line of JSON.

use crate::limits::has_extension;
use crate::{Format, Received, Refused};
use serde_json::Value;

/// How much of a file is looked at to tell its format. Longer than any preamble of a page seen in use.
const HEAD_BYTES: usize = 4096;

/// Splits what was received under `name` into documents: the whole file, or one per JSON line. The
/// format is told from the content first, from the extension second. A line that is no JSON becomes a
/// document too, so that [`crate::extract`] refuses it alone.
///
/// # Errors
/// Refuses an empty file, a file of a known binary format, and XML or JSON of a shape that holds no report.
pub fn received(name: &str, bytes: Vec<u8>) -> Result<Vec<Received>, Refused> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refused::new(
            name,
            "the file is empty",
            "a text, a page or JSON lines",
            "check the file",
        ));
    }
    let head = plain_head(&bytes);
    refuse_other_formats(name, &bytes, &head)?;
    match sniff(name, &bytes, &head) {
        Format::JsonLine => Ok(json_lines(name, bytes)),
        format @ (Format::Text | Format::Html) => Ok(vec![Received { name: name.to_owned(), bytes, format }]),
    }
}

/// The first bytes as ASCII, without byte order marks and the zeros of UTF-16, in lower case.
fn plain_head(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let kept = head.iter().filter(|it| (9..0x80).contains(*it)).map(|it| char::from(it.to_ascii_lowercase()));
    kept.collect::<String>().trim_start().to_owned()
}

fn sniff(name: &str, bytes: &[u8], head: &str) -> Format {
    if head.starts_with('{') && (has_extension(name, &["json"]) || opens_json(bytes)) {
        return Format::JsonLine;
    }
    if head.starts_with('<') && looks_like_page(head) {
        return Format::Html;
    }
    if has_extension(name, &["jsonl", "ndjson"]) {
        return Format::JsonLine;
    }
    match has_extension(name, &["html", "htm", "xhtml"]) && head.contains('<') {
        true => Format::Html,
        false => Format::Text,
    }
}

fn looks_like_page(head: &str) -> bool {
    const MARKS: [&str; 12] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<main",
        "<div",
        "<p>",
        "<p ",
        "<h1",
        "<table",
        "<section",
    ];
    MARKS.iter().any(|it| head.contains(it))
}

/// Says whether the first line that is not blank, or else the whole, is a JSON object.
fn opens_json(bytes: &[u8]) -> bool {
    let bytes = without_mark(bytes);
    let first = bytes.split(|it| *it == b'\n').find(|it| !is_blank(it)).unwrap_or(bytes);
    is_object(first) || is_object(bytes)
}

fn is_object(bytes: &[u8]) -> bool {
    matches!(serde_json::from_slice(bytes), Ok(Value::Object(_)))
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

fn json_lines(name: &str, bytes: Vec<u8>) -> Vec<Received> {
    let whole = without_mark(&bytes);
    // One object spread over several lines is one report.
    let first = whole.split(|it| *it == b'\n').find(|it| !is_blank(it)).unwrap_or(whole);
    if !is_object(first) && is_object(whole) {
        return vec![json_line(name, name.to_owned(), whole)];
    }
    let lines = whole.split(|it| *it == b'\n').enumerate().filter(|(_, line)| !is_blank(line));
    lines.map(|(idx, line)| json_line(name, format!("{name}:{}", idx + 1), line)).collect()
}

fn json_line(file: &str, fallback: String, line: &[u8]) -> Received {
    let bytes = line.trim_ascii().to_vec();
    let id = serde_json::from_slice::<Value>(&bytes).ok().and_then(|it| match it.get("id") {
        Some(Value::String(id)) if !id.trim().is_empty() => Some(id.trim().to_owned()),
        Some(Value::Number(id)) => Some(format!("{file}#{id}")),
        Some(_) | None => None,
    });
    Received { name: id.unwrap_or(fallback), bytes, format: Format::JsonLine }
}

fn refuse_other_formats(name: &str, bytes: &[u8], head: &str) -> Result<(), Refused> {
    const MAGIC: [(&[u8], &str); 9] = [
        (b"%PDF", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"\x28\xB5\x2F\xFD", "a zstd archive"),
        (b"SQLite format 3\0", "an SQLite or GeoPackage file"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7FELF", "a program"),
    ];
    if let Some((_, is)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Refused::new(
            name,
            format!("this is {is}"),
            "text, HTML or JSON lines",
            "convert it to text first",
        ));
    }
    let is_feed = head.contains("<rss") || head.contains("<feed") || head.contains("<rdf:rdf");
    if ["<?xml", "<rss", "<feed"].iter().any(|it| head.starts_with(it)) && (is_feed || !looks_like_page(head))
    {
        let hint = "for a feed, save the pages it points to, or one JSON object per item";
        return Err(Refused::new(name, "this is XML that is no web page", "text, HTML or JSON lines", hint));
    }
    if head.starts_with('[') && matches!(serde_json::from_slice(without_mark(bytes)), Ok(Value::Array(_))) {
        let hint = "write each element on a line of its own, for example with: jq -c '.[]'";
        return Err(Refused::new(name, "this is a JSON array", "one JSON object per line", hint));
    }
    Ok(())
}
