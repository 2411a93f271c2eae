//! Turns decoded text and what metadata say of it into a report.

use crate::date::order::Habit;
use crate::date::published::{published_as, published_in};
use crate::date::{DayWords, dates_of};
use crate::encoding::{Binary, decode};
use crate::lines::{Line, lines_of};
use crate::zones::zones_of;
use crate::{Received, Refused, Report};
use orontes_model::{Digest, Note, OffsetMap, Severity, Span};

/// What a page's head or a JSON line says of its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The author.
    pub byline: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The day of publication.
    pub published: Option<DayWords>,
    /// The order of day and month in the page's language.
    pub habit: Option<Habit>,
}

/// Text with its lines and the way back.
#[derive(Debug)]
pub(crate) struct Body {
    /// UTF-8.
    pub text: String,
    /// Its lines.
    pub lines: Vec<Line>,
    /// To the bytes received.
    pub origin: OffsetMap,
    /// What was noticed so far.
    pub notes: Vec<Note>,
}

/// Turns a plain text into a report.
pub(crate) fn report(received: &Received, digest: Digest) -> Result<Report, Refused> {
    let decoded = decode(&received.bytes, None).map_err(|it| refused_binary(&received.name, &it))?;
    let lines = lines_of(&decoded.text);
    let body = Body { text: decoded.text, lines, origin: decoded.map, notes: decoded.notes };
    assemble(&received.name, digest, body, Metadata::default())
}

pub(crate) fn refused_binary(name: &str, binary: &Binary) -> Refused {
    Refused::new(
        name,
        format!("looks like binary: {} characters that no text holds", binary.n_controls),
        "text, HTML or JSON lines",
        "convert it to text first",
    )
}

/// Marks the zones, settles the metadata and builds the report.
pub(crate) fn assemble(
    name: &str,
    digest: Digest,
    body: Body,
    metadata: Metadata,
) -> Result<Report, Refused> {
    let Body { text, lines, origin, mut notes } = body;
    if lines.is_empty() {
        return Err(Refused::new(
            name,
            "there are no words in it",
            "a text of at least one line",
            "check the file",
        ));
    }
    let dates = dates_of(&text);
    let zoned = zones_of(&text, &lines, &dates, metadata.title.as_deref());
    let published = match metadata.published {
        Some(words) => published_as(words, &text, &zoned.zones, &dates, metadata.habit),
        None => published_in(&text, &zoned.zones, &dates, metadata.habit),
    };
    if published.is_unknown() {
        notes.push(Note::new(Severity::Warning, "the report gives no day of publication"));
    }
    let words = |span: Option<Span>| span.map(|it| it.of(&text).trim().to_owned());
    Ok(Report {
        name: name.to_owned(),
        digest,
        title: metadata.title.or_else(|| words(zoned.title)),
        publisher: metadata.publisher.or_else(|| words(zoned.agency)),
        byline: metadata.byline.or_else(|| words(zoned.byline)),
        url: metadata.url,
        published,
        machine_written: zoned.machine_written,
        zones: zoned.zones,
        notes,
        origin,
        text,
    })
}
