//! Stored shapes of what claims and dossiers are made of: spans, days, parties, places, quotes.

use super::RecordError;
use orontes_model::{Basis, Date, Digest, Format, Party, PlaceRef, Precision, Quote, Severity, Span, When};
use serde::{Deserialize, Serialize};

/// `[first byte, one past the last]`.
pub(super) type SpanRecord = [u32; 2];

pub(super) fn span_record(span: Span) -> SpanRecord {
    [span.start, span.end]
}

pub(super) fn span_of([start, end]: SpanRecord) -> Span {
    Span { start, end }
}

/// Returns `value` where it is a number at all.
pub(super) fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|it| it.is_finite())
}

/// Returns the value that a word stands for, or says which field holds a word that nothing stands for.
pub(super) fn value_of<T>(field: &'static str, word: &str, value: Option<T>) -> Result<T, RecordError> {
    value.ok_or_else(|| RecordError::Word { field, word: word.to_owned() })
}

/// Days, each "2024-12-05" or absent, and how they were found.
#[derive(Serialize, Deserialize)]
pub(super) struct WhenRecord {
    from: Option<String>,
    to: Option<String>,
    basis: String,
}

impl From<&When> for WhenRecord {
    fn from(when: &When) -> WhenRecord {
        WhenRecord {
            from: when.from.map(date_text),
            to: when.to.map(date_text),
            basis: when.basis.word().to_owned(),
        }
    }
}

impl WhenRecord {
    pub(super) fn when(&self) -> Result<When, RecordError> {
        let day = |text: &Option<String>| text.as_deref().map(date_of).transpose();
        let basis = BASES.iter().copied().find(|it| it.word() == self.basis);
        Ok(When { from: day(&self.from)?, to: day(&self.to)?, basis: value_of("basis", &self.basis, basis)? })
    }
}

const BASES: [Basis; 8] = [
    Basis::Explicit,
    Basis::ExplicitAmbiguousOrder,
    Basis::Weekday,
    Basis::Relative,
    Basis::Anchored,
    Basis::Publication,
    Basis::Content,
    Basis::Unknown,
];

/// Returns a day as ISO 8601 writes it.
pub(crate) fn date_text(date: Date) -> String {
    date.to_string()
}

fn date_of(text: &str) -> Result<Date, RecordError> {
    value_of("day", text, text.parse().ok())
}

/// Returns the digest of 64 hexadecimal digits.
pub(super) fn digest_from_hex(digits: &str) -> Option<Digest> {
    Some(Digest(bytes_from_hex(digits)?.try_into().ok()?))
}

/// Returns two hexadecimal digits for each byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

/// Returns the bytes that hexadecimal digits stand for.
pub(super) fn bytes_from_hex(digits: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let value = |digit: u8| char::from(digit).to_digit(16);
    let byte = |[high, low]: &[u8; 2]| u8::try_from(value(*high)? << 4 | value(*low)?).ok();
    rest.is_empty().then(|| pairs.iter().map(byte).collect())?
}

/// An actor as a claim names it.
#[derive(Serialize, Deserialize)]
pub(super) struct PartyRecord {
    name: String,
    id: Option<String>,
    country: Option<String>,
    sector: Option<String>,
    span: Option<SpanRecord>,
}

impl From<&Party> for PartyRecord {
    fn from(party: &Party) -> PartyRecord {
        PartyRecord {
            name: party.name.clone(),
            id: party.id.clone(),
            country: party.country.clone(),
            sector: party.sector.clone(),
            span: party.span.map(span_record),
        }
    }
}

impl PartyRecord {
    pub(super) fn party(self) -> Party {
        let span = self.span.map(span_of);
        Party { name: self.name, id: self.id, country: self.country, sector: self.sector, span }
    }
}

/// A place as a claim names it.
#[derive(Serialize, Deserialize)]
pub(super) struct PlaceRecord {
    name: String,
    id: Option<String>,
    span: Option<SpanRecord>,
    precision: String,
    qualifier: Option<String>,
}

impl From<&PlaceRef> for PlaceRecord {
    fn from(place: &PlaceRef) -> PlaceRecord {
        PlaceRecord {
            name: place.name.clone(),
            id: place.id.clone(),
            span: place.span.map(span_record),
            precision: precision_word(place.precision).to_owned(),
            qualifier: place.qualifier.clone(),
        }
    }
}

impl PlaceRecord {
    pub(super) fn place(self) -> Result<PlaceRef, RecordError> {
        let all = [Precision::Exact, Precision::Near, Precision::Region];
        let precision = all.into_iter().find(|it| precision_word(*it) == self.precision);
        Ok(PlaceRef {
            precision: value_of("precision", &self.precision, precision)?,
            name: self.name,
            id: self.id,
            span: self.span.map(span_of),
            qualifier: self.qualifier,
        })
    }
}

fn precision_word(precision: Precision) -> &'static str {
    match precision {
        Precision::Exact => "exact",
        Precision::Near => "near",
        Precision::Region => "region",
    }
}

/// Some words and where they stand in the bytes received.
#[derive(Serialize, Deserialize)]
pub(super) struct QuoteRecord {
    received: SpanRecord,
    text: String,
}

impl From<&Quote> for QuoteRecord {
    fn from(quote: &Quote) -> QuoteRecord {
        QuoteRecord { received: span_record(quote.received), text: quote.text.clone() }
    }
}

impl QuoteRecord {
    pub(super) fn quote(self) -> Quote {
        Quote { received: span_of(self.received), text: self.text }
    }
}

pub(super) fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Refused => "refused",
    }
}

pub(super) fn severity_from_word(word: &str) -> Option<Severity> {
    [Severity::Info, Severity::Warning, Severity::Refused].into_iter().find(|it| severity_word(*it) == word)
}

/// Returns the word that a case keeps for a format.
pub(crate) fn format_word(format: Format) -> &'static str {
    match format {
        Format::Text => "text",
        Format::Html => "html",
        Format::JsonLine => "json_line",
    }
}

/// Returns the format of a word that a case keeps.
pub(crate) fn format_from_word(word: &str) -> Result<Format, RecordError> {
    let all = [Format::Text, Format::Html, Format::JsonLine];
    value_of("format", word, all.into_iter().find(|it| format_word(*it) == word))
}
