//! Turns one JSON object into a report: `id`, `text` or `html`, `title`, `source`, `url`, `published`.

use crate::date::DayWords;
use crate::html::{self, day_in};
use crate::lines::lines_of;
use crate::text::{Body, Metadata, assemble};
use crate::{Limits, Received, Refused, Report};
use orontes_model::{Digest, Note, OffsetMap, Severity};
use serde_json::{Map, Value};

/// Turns a JSON line into a report. Offsets lead into its `text` or `html`.
pub(crate) fn report(received: &Received, digest: Digest, limits: &Limits) -> Result<Report, Refused> {
    let fields = object(received)?;
    let words = |names: &[&str]| names.iter().find_map(|it| words_of(&fields, it));
    let (body, page) = match (words(&["text", "body", "content"]), words(&["html"])) {
        (Some(text), _) => (plain(text), Metadata::default()),
        (None, Some(source)) => html::read(&source, &received.name, limits)?,
        (None, None) => {
            let hint = "name the field that holds the report's words \"text\"";
            return Err(Refused::new(
                &received.name,
                "it has no text",
                "a string in \"text\" or \"html\"",
                hint,
            ));
        }
    };
    let said = fields.get("published").or_else(|| fields.get("date")).filter(|it| !it.is_null());
    let published = said.and_then(day_of);
    let mut body = body;
    if let (Some(said), None) = (said, published) {
        let message = format!("the day of publication could not be read from {said}");
        body.notes.push(Note::new(Severity::Warning, message));
    }
    let metadata = Metadata {
        title: words(&["title", "headline"]).or(page.title),
        publisher: words(&["source", "publisher"]).or(page.publisher),
        byline: words(&["author", "byline"]).or(page.byline),
        url: words(&["url", "link"]).or(page.url),
        published: published.or(page.published),
        habit: page.habit,
    };
    assemble(&received.name, digest, body, metadata)
}

fn object(received: &Received) -> Result<Map<String, Value>, Refused> {
    const HINT: &str = "mend the line or take it out; the other lines are read";
    match serde_json::from_slice(&received.bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Refused::new(&received.name, "the line is JSON but no object", "one JSON object", HINT)),
        Err(error) => {
            let what = format!("the line is no JSON ({error})");
            Err(Refused::new(&received.name, what, "one JSON object", HINT))
        }
    }
}

fn words_of(fields: &Map<String, Value>, name: &str) -> Option<String> {
    fields.get(name).and_then(Value::as_str).filter(|it| !it.trim().is_empty()).map(str::to_owned)
}

fn plain(text: String) -> Body {
    Body { lines: lines_of(&text), text, origin: OffsetMap::default(), notes: Vec::new() }
}

/// A day as words, or as seconds or milliseconds since 1970.
fn day_of(value: &Value) -> Option<DayWords> {
    match value {
        Value::String(words) => day_in(words),
        Value::Number(number) => {
            let number = number.as_i64()?;
            // Seconds reach this number in the year 5138, milliseconds reached it in 1973.
            let seconds = if number.abs() >= 100_000_000_000 { number / 1000 } else { number };
            let moment = jiff::Timestamp::from_second(seconds).ok()?;
            Some(DayWords::Day(jiff::tz::Offset::UTC.to_datetime(moment).date()))
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
