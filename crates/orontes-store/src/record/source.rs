//! The stored shape of a source claim.

use super::RecordError;
use super::parts::{SpanRecord, span_of, span_record, value_of};
use orontes_model::{SourceClaim, SpeechKind};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct SourceRecord {
    source: String,
    source_id: Option<String>,
    verb: String,
    mention_kind: String,
    source_span: Option<SpanRecord>,
}

impl From<&SourceClaim> for SourceRecord {
    fn from(source: &SourceClaim) -> SourceRecord {
        SourceRecord {
            source: source.source.clone(),
            source_id: source.source_id.clone(),
            verb: source.verb.clone(),
            mention_kind: source.mention_kind.word().to_owned(),
            source_span: source.source_span.map(span_record),
        }
    }
}

impl SourceRecord {
    pub(super) fn source(self) -> Result<SourceClaim, RecordError> {
        let kind = SpeechKind::from_word(&self.mention_kind);
        Ok(SourceClaim {
            mention_kind: value_of("mention_kind", &self.mention_kind, kind)?,
            source: self.source,
            source_id: self.source_id,
            verb: self.verb,
            source_span: self.source_span.map(span_of),
        })
    }
}
