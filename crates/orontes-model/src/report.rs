//! One document that a source published: its text, and the way back to the bytes received.

use crate::{Note, Span, When};
use std::fmt;

/// SHA-256 of the bytes received: the identity of a report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// One document as it came in, before anything is read from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// File name, or the `id` of a JSON line; what references print.
    pub name: String,
    /// The bytes: a whole file, or one JSON line.
    pub bytes: Vec<u8>,
    /// What the bytes are.
    pub format: Format,
}

/// What bytes received are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Plain text in some encoding.
    Text,
    /// A web page.
    Html,
    /// One JSON object with `text` or `html`.
    JsonLine,
}

/// One document that a source published.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// File name, or the `id` of a JSON line.
    pub name: String,
    /// Identity: digest of the bytes received.
    pub digest: Digest,
    /// The text that is read. UTF-8; every `Span` points into it.
    pub text: String,
    /// The way from the text back to the bytes received (for a JSON line: to its `text` or `html` value).
    pub origin: OffsetMap,
    /// The headline, from the text or from metadata.
    pub title: Option<String>,
    /// The publisher's name, where the document gives it.
    pub publisher: Option<String>,
    /// The author's line.
    pub byline: Option<String>,
    /// Where it was published on the web.
    pub url: Option<String>,
    /// The day of publication, with its basis; bounds where the document has none.
    pub published: When,
    /// Words that say that a machine wrote the text.
    pub machine_written: Option<Span>,
    /// Stretches of the text that are not body, in order, without overlap.
    pub zones: Vec<Zone>,
    /// What was noticed while extracting.
    pub notes: Vec<Note>,
}

/// A stretch of the text that is not body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ZoneKind,
}

/// What a stretch of text is, other than body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ZoneKind {
    /// The headline: claims may rest on it.
    Title,
    /// A heading inside the text: claims may rest on it.
    Heading,
    /// "DAMASCUS, Syria (AP) —": place and agency before the first sentence.
    Dateline,
    /// A line that is only a publication date.
    DateLine,
    /// The author's line.
    Byline,
    /// Menus, comment forms, slugs, sharing lines: no claim rests on it.
    Boilerplate,
    /// A machine says that it wrote the text: no claim rests on it.
    MachineDisclosure,
}

/// The way from a report's text back to the bytes received: pieces, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// The pieces; none where text and bytes are the same.
    pub pieces: Vec<Piece>,
}

/// A stretch of text and the bytes it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// In the text.
    pub text: Span,
    /// In the bytes received. Offsets inside map in proportion, which is exact where every character
    /// of the piece takes as many bytes as its neighbour (a run of one width, or one entity).
    pub received: Span,
}

impl OffsetMap {
    /// Returns the bytes received that the words under `span` came from. Costs a binary search.
    pub fn to_received(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let start = self.map(span.start, false);
        let end = if span.is_empty() { start } else { self.map(span.end - 1, true) };
        Span { start, end: end.max(start) }
    }

    fn map(&self, at: u32, last: bool) -> u32 {
        let idx = self.pieces.partition_point(|it| it.text.end <= at);
        let Some(piece) = self.pieces.get(idx) else {
            return self.pieces.last().map_or(at, |it| it.received.end);
        };
        let (whole, there) = (piece.text.len().max(1) as u64, piece.received.len() as u64);
        let inside = u64::from(at.saturating_sub(piece.text.start));
        let moved = match last {
            true => ((inside + 1) * there).div_ceil(whole),
            false => inside * there / whole,
        };
        piece.received.start + moved.min(there) as u32
    }
}

impl Report {
    /// Returns what the stretch at `span` is, where it is not body.
    pub fn zone_at(&self, span: Span) -> Option<ZoneKind> {
        self.zones.iter().find(|it| it.span.overlaps(span)).map(|it| it.kind)
    }
}
