//! Turns a case into the list of what in it is not as it was written.

use crate::case::{Case, RowSeal};
use crate::error::StoreError;
use crate::journal::{JournalEntry, JournalKind};
use crate::{digest_of, record};
use orontes_model::{Format, Quote};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

/// What [`verify`] looked at, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Reports whose bytes were hashed.
    pub n_reports: usize,
    /// Claims whose words were looked up.
    pub n_claims: usize,
    /// Journal entries whose seal was computed.
    pub n_entries: usize,
    /// Seal of the last entry: whoever notes it down can tell later that nothing was cut off.
    pub head: String,
    /// What is wrong; none where all is well.
    pub faults: Vec<Fault>,
}

/// Something in a case that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The bytes of a report do not have the digest under which they lie.
    ReportChanged {
        /// The report.
        name: String,
        /// The digest under which it lies.
        expected: String,
        /// The digest that its bytes have.
        found: String,
    },
    /// A report lies there that the journal does not know, or the journal knows one that is gone.
    ReportUnaccounted {
        /// The digest.
        digest: String,
        /// Says whether the journal knows it.
        in_journal: bool,
    },
    /// A journal entry does not carry the seal that its content has, or does not follow the one before.
    JournalBroken {
        /// The entry.
        seq: i64,
    },
    /// What was read from a report is not what the journal sealed.
    RowsChanged {
        /// The report.
        name: String,
    },
    /// The words of a claim are not in its report where the claim says.
    WordsMissing {
        /// The claim.
        claim: String,
        /// The report.
        report: String,
    },
    /// A row cannot be understood.
    Unreadable {
        /// Which.
        row: String,
        /// Why.
        why: String,
    },
    /// SQLite finds the file itself damaged.
    FileDamaged {
        /// What it says.
        why: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::ReportChanged { name, expected, found } => {
                write!(f, "report {name}: its bytes were changed (kept as {expected}, found {found})")
            }
            Fault::ReportUnaccounted { digest, in_journal: true } => {
                write!(f, "report {digest}: the journal knows it, but it is gone")
            }
            Fault::ReportUnaccounted { digest, in_journal: false } => {
                write!(f, "report {digest}: the journal does not know it")
            }
            Fault::JournalBroken { seq } => {
                write!(f, "journal entry {seq}: changed, or it does not follow the entry before it")
            }
            Fault::RowsChanged { name } => {
                write!(f, "report {name}: its claims are not those that the journal sealed")
            }
            Fault::WordsMissing { claim, report } => {
                write!(f, "claim {claim}: its words do not stand in {report} where it says")
            }
            Fault::Unreadable { row, why } => write!(f, "{row}: {why}"),
            Fault::FileDamaged { why } => write!(f, "the file itself is damaged: {why}"),
        }
    }
}

/// Looks at everything in the case at `path` that can be checked without reading the reports again.
///
/// # Errors
/// Where the file cannot be opened as a case at all.
pub fn verify(path: &Path) -> Result<Verified, StoreError> {
    Case::open(path)?.verify()
}

impl Case {
    /// Looks at everything in this case that can be checked without reading the reports again: the file's
    /// pages, the digest of every report, the chain of the journal, the seal of every report's rows, and
    /// that each claim's words stand in the bytes received.
    ///
    /// # Errors
    /// Where the file cannot be read at all.
    pub fn verify(&self) -> Result<Verified, StoreError> {
        let moment = self.moment()?;
        let mut faults = self.sql(damages)?;
        let entries = self.journal()?;
        faults.extend(broken_seals(&entries));
        let seals = sealed_rows(&entries);
        let known = self.sql(report_keys)?;
        faults.extend(unaccounted(&known, &entries));
        let mut n_claims = 0;
        for (id, name, digest) in &known {
            let (bytes, format) = self.sql(|it| report_bytes(it, *id))?;
            let found = digest_of(&bytes).to_string();
            if found != *digest {
                let (name, expected) = (name.clone(), digest.clone());
                faults.push(Fault::ReportChanged { name, expected, found });
            }
            let bodies = self.sql(|it| coded_rows(it, *id))?;
            n_claims += bodies.len().saturating_sub(1);
            if seals.get(digest).is_none_or(|seal| *seal != seal_of(&bodies)) {
                faults.push(Fault::RowsChanged { name: name.clone() });
            }
            faults
                .extend(bodies.iter().skip(1).filter_map(|body| fault_of_claim(body, name, &bytes, &format)));
        }
        drop(moment);
        let head = entries.last().map(|it| it.hash.iter().map(|b| format!("{b:02x}")).collect());
        Ok(Verified {
            n_reports: known.len(),
            n_claims,
            n_entries: entries.len(),
            head: head.unwrap_or_default(),
            faults,
        })
    }
}

fn damages(connection: &Connection) -> rusqlite::Result<Vec<Fault>> {
    let mut check = connection.prepare("PRAGMA quick_check(20)")?;
    let said: Vec<String> = check.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(said.into_iter().filter(|it| it != "ok").map(|why| Fault::FileDamaged { why }).collect())
}

fn broken_seals(entries: &[JournalEntry]) -> Vec<Fault> {
    let mut prev = vec![0; 32];
    let mut broken = Vec::new();
    for (idx, entry) in entries.iter().enumerate() {
        let follows = entry.seq == idx as i64 + 1 && entry.prev == prev;
        if !follows || entry.hash != entry.seal() {
            broken.push(Fault::JournalBroken { seq: entry.seq });
        }
        prev.clone_from(&entry.hash);
    }
    broken
}

/// The seal over each report's rows, by digest; the last reading counts.
fn sealed_rows(entries: &[JournalEntry]) -> BTreeMap<String, String> {
    let readings = entries.iter().filter(|it| it.kind == JournalKind::ReportRead.word());
    readings.filter_map(|it| Some((it.text("sha256")?, it.text("rows")?))).collect()
}

fn unaccounted(known: &[(i64, String, String)], entries: &[JournalEntry]) -> Vec<Fault> {
    let added = entries.iter().filter(|it| it.kind == JournalKind::ReportAdded.word());
    let mut open: BTreeSet<String> = added.filter_map(|it| it.text("sha256")).collect();
    let mut faults = Vec::new();
    for (_, _, digest) in known {
        if !open.remove(digest) {
            faults.push(Fault::ReportUnaccounted { digest: digest.clone(), in_journal: false });
        }
    }
    faults.extend(open.into_iter().map(|digest| Fault::ReportUnaccounted { digest, in_journal: true }));
    faults
}

fn report_keys(connection: &Connection) -> rusqlite::Result<Vec<(i64, String, String)>> {
    let mut rows = connection.prepare("SELECT id, name, sha256 FROM report ORDER BY name")?;
    rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

fn report_bytes(connection: &Connection, id: i64) -> rusqlite::Result<(Vec<u8>, String)> {
    let mut row = connection.prepare_cached("SELECT received, format FROM report WHERE id = ?1")?;
    row.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The stored rows of one report in the order in which they were sealed: the dossier, then its claims.
fn coded_rows(connection: &Connection, id: i64) -> rusqlite::Result<Vec<String>> {
    let mut rows = connection.prepare_cached(
        "SELECT body FROM (SELECT 0 AS place, body FROM dossier WHERE id = ?1
         UNION ALL SELECT id, body FROM claim WHERE report_id = ?1) ORDER BY place",
    )?;
    rows.query_map([id], |row| row.get(0))?.collect()
}

fn seal_of(bodies: &[String]) -> String {
    let mut rows = RowSeal::default();
    bodies.iter().for_each(|it| rows.add(it));
    rows.hex()
}

fn fault_of_claim(body: &str, report: &str, bytes: &[u8], format: &str) -> Option<Fault> {
    let cited = match record::decode_claim(body) {
        Ok(cited) => cited,
        Err(why) => {
            return Some(Fault::Unreadable { row: format!("a claim of {report}"), why: why.to_string() });
        }
    };
    let stands = [&cited.evidence, &cited.sentence].into_iter().all(|it| stands_in(it, bytes, format));
    (!stands || cited.claim.report != report)
        .then(|| Fault::WordsMissing { claim: cited.claim.id.0.clone(), report: report.to_owned() })
}

/// Says whether `quote` can stand where it says. In UTF-8 text the very bytes must be there; in other
/// encodings, in pages and in JSON the bytes are written otherwise than the words, so that the place alone
/// is checked here, and the words by reading the report again.
fn stands_in(quote: &Quote, bytes: &[u8], format: &str) -> bool {
    let Some(found) = bytes.get(quote.received.range()) else { return false };
    let is_text = record::format_from_word(format).is_ok_and(|it| it == Format::Text);
    if !is_text || std::str::from_utf8(bytes).is_err() {
        return !found.is_empty();
    }
    found == quote.text.as_bytes()
}
