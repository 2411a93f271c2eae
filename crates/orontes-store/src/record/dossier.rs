//! The stored shape of a dossier.

use super::RecordError;
use super::parts::{
    QuoteRecord, SpanRecord, WhenRecord, bytes_from_hex, digest_from_hex, hex, severity_from_word,
    severity_word, span_of, span_record, value_of,
};
use orontes_model::{Dossier, Note};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct DossierRecord {
    name: String,
    sha256: String,
    title: Option<String>,
    publisher: Option<String>,
    published: WhenRecord,
    machine_written: Option<(String, SpanRecord)>,
    boilerplate: Vec<SpanRecord>,
    notes: Vec<NoteRecord>,
    sentences: Vec<QuoteRecord>,
    /// Two hexadecimal digits a byte.
    fingerprint: String,
}

#[derive(Serialize, Deserialize)]
struct NoteRecord {
    severity: String,
    span: Option<SpanRecord>,
    message: String,
    hints: Vec<String>,
}

impl From<&Dossier> for DossierRecord {
    fn from(dossier: &Dossier) -> DossierRecord {
        DossierRecord {
            name: dossier.name.clone(),
            sha256: dossier.digest.to_string(),
            title: dossier.title.clone(),
            publisher: dossier.publisher.clone(),
            published: WhenRecord::from(&dossier.published),
            machine_written: dossier.machine_written.as_ref().map(|(it, at)| (it.clone(), span_record(*at))),
            boilerplate: dossier.boilerplate.iter().copied().map(span_record).collect(),
            notes: dossier.notes.iter().map(NoteRecord::from).collect(),
            sentences: dossier.sentences.iter().map(QuoteRecord::from).collect(),
            fingerprint: hex(&dossier.fingerprint),
        }
    }
}

impl DossierRecord {
    pub(super) fn dossier(self) -> Result<Dossier, RecordError> {
        Ok(Dossier {
            digest: value_of("sha256", &self.sha256, digest_from_hex(&self.sha256))?,
            name: self.name,
            title: self.title,
            publisher: self.publisher,
            published: self.published.when()?,
            machine_written: self.machine_written.map(|(it, at)| (it, span_of(at))),
            boilerplate: self.boilerplate.into_iter().map(span_of).collect(),
            notes: self.notes.into_iter().map(NoteRecord::note).collect::<Result<_, _>>()?,
            sentences: self.sentences.into_iter().map(QuoteRecord::quote).collect(),
            fingerprint: value_of("fingerprint", &self.fingerprint, bytes_from_hex(&self.fingerprint))?,
        })
    }
}

impl From<&Note> for NoteRecord {
    fn from(note: &Note) -> NoteRecord {
        NoteRecord {
            severity: severity_word(note.severity).to_owned(),
            span: note.span.map(span_record),
            message: note.message.clone(),
            hints: note.hints.clone(),
        }
    }
}

impl NoteRecord {
    fn note(self) -> Result<Note, RecordError> {
        Ok(Note {
            severity: value_of("severity", &self.severity, severity_from_word(&self.severity))?,
            span: self.span.map(span_of),
            message: self.message,
            hints: self.hints,
        })
    }
}
