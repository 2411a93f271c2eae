//! Adds reports with what was read from them to a case.

use crate::case::{Case, RowSeal, Stamp, name_of};
use crate::error::StoreError;
use crate::journal::{self, JournalKind};
use crate::{digest_of, layers, record};
use orontes_model::{Cited, Dossier, Note, Received, Severity};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::json;

/// A report with what was read from it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The bytes, as they came.
    pub received: &'a Received,
    /// What is known of the report.
    pub dossier: &'a Dossier,
    /// Its claims.
    pub claims: &'a [Cited],
}

/// What became of a report that was handed to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It is in the case, under this name.
    Added(String),
    /// The same bytes were there already, under this name; nothing changed.
    AlreadyThere(String),
}

impl Case {
    /// Adds reports with what was read from them, all or none. When this returns, they are on the disk.
    ///
    /// Bytes that are there already change nothing. A report whose name another report bears keeps its bytes
    /// and is cited under a name of its own ("a.txt#2"): a name once cited never moves to other words.
    ///
    /// # Errors
    /// Where another program writes, or the disk refuses.
    pub fn append(&mut self, batch: &[Entry<'_>], stamp: &Stamp) -> Result<Vec<Appended>, StoreError> {
        self.change(|case, transaction| {
            let outcomes: Result<Vec<Appended>, StoreError> =
                batch.iter().map(|entry| case.append_one(transaction, entry, stamp)).collect();
            let outcomes = outcomes?;
            if outcomes.iter().any(|it| matches!(it, Appended::Added(_))) {
                layers::mark_stale(transaction).map_err(|it| case.error(it))?;
            }
            Ok(outcomes)
        })
    }

    /// Replaces what was read from reports that are there, all or none.
    ///
    /// # Errors
    /// Where another program writes, or the disk refuses.
    pub fn reread(&mut self, batch: &[Entry<'_>], stamp: &Stamp) -> Result<(), StoreError> {
        self.change(|case, transaction| {
            batch.iter().try_for_each(|entry| case.reread_one(transaction, entry, stamp))?;
            layers::mark_stale(transaction).map_err(|it| case.error(it))
        })
    }

    fn append_one(
        &self,
        transaction: &Transaction<'_>,
        entry: &Entry<'_>,
        stamp: &Stamp,
    ) -> Result<Appended, StoreError> {
        let digest = self.matching_digest(entry)?;
        if let Some(name) = name_of(transaction, &digest).map_err(|it| self.error(it))? {
            return Ok(Appended::AlreadyThere(name));
        }
        let given = &entry.received.name;
        let name = free_name(transaction, given).map_err(|it| self.error(it))?;
        let id = keep(transaction, entry.received, &name, &digest, stamp).map_err(|it| self.error(it))?;
        if name == *given && entry.dossier.name == name {
            self.code(transaction, id, entry, stamp)?;
        } else {
            let (dossier, claims) = renamed(entry, &name);
            let entry = Entry { received: entry.received, dossier: &dossier, claims: &claims };
            self.code(transaction, id, &entry, stamp)?;
        }
        Ok(Appended::Added(name))
    }

    fn reread_one(
        &self,
        transaction: &Transaction<'_>,
        entry: &Entry<'_>,
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        let digest = self.matching_digest(entry)?;
        let found = transaction
            .query_row("SELECT id, name FROM report WHERE sha256 = ?1", [&digest], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })
            .optional()
            .map_err(|it| self.error(it))?;
        let Some((id, name)) = found else {
            let name = entry.received.name.clone();
            return Err(StoreError::Mismatch { path: self.path.clone(), name });
        };
        for table in ["DELETE FROM dossier WHERE id = ?1", "DELETE FROM claim WHERE report_id = ?1"] {
            transaction.execute(table, [id]).map_err(|it| self.error(it))?;
        }
        let (dossier, claims) = renamed(entry, &name);
        self.code(
            transaction,
            id,
            &Entry { received: entry.received, dossier: &dossier, claims: &claims },
            stamp,
        )
    }

    fn matching_digest(&self, entry: &Entry<'_>) -> Result<String, StoreError> {
        let digest = digest_of(&entry.received.bytes);
        let foreign = entry.claims.iter().any(|it| it.claim.digest != digest);
        if digest != entry.dossier.digest || foreign {
            let name = entry.received.name.clone();
            return Err(StoreError::Mismatch { path: self.path.clone(), name });
        }
        Ok(digest.to_string())
    }

    /// Writes what was read from one report, and seals it in the journal.
    fn code(
        &self,
        transaction: &Transaction<'_>,
        id: i64,
        entry: &Entry<'_>,
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        let name = &entry.dossier.name;
        let body = record::encode_dossier(entry.dossier)
            .map_err(|it| self.shape(format!("the dossier of {name}"), it))?;
        let mut rows = RowSeal::default();
        rows.add(&body);
        insert_dossier(transaction, id, entry.dossier, stamp, &body).map_err(|it| self.error(it))?;
        for cited in entry.claims {
            let body = record::encode_claim(cited)
                .map_err(|it| self.shape(format!("the claim {}", cited.claim.id), it))?;
            rows.add(&body);
            insert_claim(transaction, id, cited, &body).map_err(|it| self.error(it))?;
        }
        let particulars = json!({
            "sha256": entry.dossier.digest.to_string(), "rules": stamp.rules,
            "claims": entry.claims.len(), "rows": rows.hex(),
        });
        journal::add(transaction, JournalKind::ReportRead, stamp.moment.as_deref(), &particulars)
            .map_err(|it| self.error(it))
    }
}

/// Returns `given`, or the first of "given#2", "given#3"… that no report bears.
fn free_name(connection: &Connection, given: &str) -> rusqlite::Result<String> {
    let mut taken = connection.prepare_cached("SELECT COUNT(*) FROM report WHERE name = ?1")?;
    let mut n_taken = |name: &str| taken.query_row([name], |row| row.get::<_, i64>(0));
    if n_taken(given)? == 0 {
        return Ok(given.to_owned());
    }
    // Counting those that were given the same name keeps the search from being quadratic in them.
    let mut n: i64 = connection
        .prepare_cached("SELECT COUNT(*) FROM report WHERE given_name = ?1")?
        .query_row([given], |row| row.get(0))?;
    loop {
        n += 1;
        let name = format!("{given}#{}", n.max(2));
        if n_taken(&name)? == 0 {
            return Ok(name);
        }
    }
}

fn keep(
    transaction: &Transaction<'_>,
    received: &Received,
    name: &str,
    digest: &str,
    stamp: &Stamp,
) -> rusqlite::Result<i64> {
    let (format, size) = (record::format_word(received.format), received.bytes.len() as i64);
    transaction
        .prepare_cached(
            "INSERT INTO report (name, sha256, given_name, format, size, received) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![name, digest, received.name, format, size, received.bytes])?;
    let id = transaction.last_insert_rowid();
    let particulars = json!({ "sha256": digest, "name": name, "format": format, "size": size });
    journal::add(transaction, JournalKind::ReportAdded, stamp.moment.as_deref(), &particulars)?;
    Ok(id)
}

fn renamed(entry: &Entry<'_>, name: &str) -> (Dossier, Vec<Cited>) {
    let mut dossier = Dossier { name: name.to_owned(), ..entry.dossier.clone() };
    if let Some(n) = name.strip_prefix(&entry.received.name).filter(|it| it.starts_with('#')) {
        let given = &entry.received.name;
        let message = format!("another report is named {given}; this one is cited as {given}{n}");
        dossier.notes.push(Note::new(Severity::Warning, message));
    }
    let mut claims = entry.claims.to_vec();
    claims.iter_mut().for_each(|it| it.claim.report = name.to_owned());
    (dossier, claims)
}

fn insert_dossier(
    transaction: &Transaction<'_>,
    id: i64,
    dossier: &Dossier,
    stamp: &Stamp,
    body: &str,
) -> rusqlite::Result<usize> {
    let published = &dossier.published;
    transaction
        .prepare_cached("INSERT INTO dossier VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?
        .execute(params![
            id,
            dossier.name,
            dossier.title,
            dossier.publisher,
            published.from.map(record::date_text),
            published.to.map(record::date_text),
            published.basis.word(),
            dossier.machine_written.is_some(),
            dossier.sentences.len() as i64,
            stamp.rules,
            body,
        ])
}

fn insert_claim(
    transaction: &Transaction<'_>,
    id: i64,
    cited: &Cited,
    body: &str,
) -> rusqlite::Result<usize> {
    let claim = &cited.claim;
    transaction
        .prepare_cached(
            "INSERT INTO claim (report_id, claim, report, kind, modality, attribution, sentence, quote,
             quote_begin, quote_end, salience, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            id,
            claim.id.0,
            claim.report,
            claim.statement.kind().word(),
            claim.modality.word(),
            claim.attribution.join(" > "),
            claim.sentence,
            cited.evidence.text,
            cited.evidence.received.start,
            cited.evidence.received.end,
            if claim.salience.is_finite() { claim.salience } else { 0.0 },
            body,
        ])
}
