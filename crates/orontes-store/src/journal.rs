//! The journal of a case: what was done to it, each entry sealed with the one before.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;
use sha2::Digest as _;

/// What was done. Programs that correct a case add kinds of their own; a kind that a program does not know
/// is kept and counted, and its seal is checked like any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalKind {
    /// The case was made.
    CaseMade,
    /// A report came in.
    ReportAdded,
    /// A report was read, or read again by other rules.
    ReportRead,
    /// A person decided something against the program, or took it back.
    Corrected,
}

impl JournalKind {
    /// The word that the journal carries.
    pub fn word(self) -> &'static str {
        match self {
            JournalKind::CaseMade => "case_made",
            JournalKind::ReportAdded => "report_added",
            JournalKind::ReportRead => "report_read",
            JournalKind::Corrected => "corrected",
        }
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalEntry {
    /// Its place, from 1, without gaps.
    pub seq: i64,
    /// What was done: a word of [`JournalKind`], or of a kind that this program does not know.
    pub kind: String,
    /// When, as the face that did it said; RFC 3339.
    pub moment: Option<String>,
    /// The particulars: a JSON object.
    pub body: String,
    /// Seal of the entry before; zeros for the first.
    pub prev: Vec<u8>,
    /// Seal of this entry.
    pub hash: Vec<u8>,
}

impl JournalEntry {
    /// Returns the seal that this entry must carry: SHA-256 over the seal before and every field, each with
    /// its length before it, so that no byte can move from one field to the next.
    pub fn seal(&self) -> [u8; 32] {
        let mut hasher = sha2::Sha256::new();
        let seq = self.seq.to_be_bytes();
        let moment = self.moment.as_deref().unwrap_or("");
        for field in [&self.prev[..], &seq, self.kind.as_bytes(), moment.as_bytes(), self.body.as_bytes()] {
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field);
        }
        hasher.finalize().into()
    }

    /// Returns the text under `key` of the particulars.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let body: Value = serde_json::from_str(&self.body).ok()?;
        body.get(key)?.as_str().map(str::to_owned)
    }

    /// Returns the whole number under `key` of the particulars.
    pub(crate) fn number(&self, key: &str) -> Option<u32> {
        let body: Value = serde_json::from_str(&self.body).ok()?;
        body.get(key)?.as_u64()?.try_into().ok()
    }
}

/// Adds an entry behind the last.
pub(crate) fn add(
    connection: &Connection,
    kind: JournalKind,
    moment: Option<&str>,
    body: &Value,
) -> rusqlite::Result<()> {
    let last = connection
        .prepare_cached("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    let (seq, prev) = last.map_or((1, vec![0; 32]), |(seq, hash)| (seq + 1, hash));
    let mut entry = JournalEntry {
        seq,
        kind: kind.word().to_owned(),
        moment: moment.map(str::to_owned),
        body: body.to_string(),
        prev,
        hash: Vec::new(),
    };
    entry.hash = entry.seal().to_vec();
    connection
        .prepare_cached(
            "INSERT INTO journal (seq, kind, moment, body, prev, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![entry.seq, entry.kind, entry.moment, entry.body, entry.prev, entry.hash])?;
    Ok(())
}

/// Returns every entry, oldest first.
pub(crate) fn entries(connection: &Connection) -> rusqlite::Result<Vec<JournalEntry>> {
    let mut rows =
        connection.prepare("SELECT seq, kind, moment, body, prev, hash FROM journal ORDER BY seq")?;
    rows.query_map([], entry_from_row)?.collect()
}

/// Returns every entry of a kind, oldest first.
pub(crate) fn entries_of(connection: &Connection, kind: JournalKind) -> rusqlite::Result<Vec<JournalEntry>> {
    let mut rows = connection
        .prepare("SELECT seq, kind, moment, body, prev, hash FROM journal WHERE kind = ?1 ORDER BY seq")?;
    rows.query_map([kind.word()], entry_from_row)?.collect()
}

fn entry_from_row(row: &Row<'_>) -> rusqlite::Result<JournalEntry> {
    Ok(JournalEntry {
        seq: row.get(0)?,
        kind: row.get(1)?,
        moment: row.get(2)?,
        body: row.get(3)?,
        prev: row.get(4)?,
        hash: row.get(5)?,
    })
}
