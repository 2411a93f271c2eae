//! The stored shape of an alias claim.

use super::parts::{SpanRecord, span_of, span_record};
use orontes_model::AliasClaim;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct AliasRecord {
    alias: String,
    canonical: String,
    evidence_kind: String,
    alias_span: SpanRecord,
    canonical_span: Option<SpanRecord>,
}

impl From<&AliasClaim> for AliasRecord {
    fn from(alias: &AliasClaim) -> AliasRecord {
        AliasRecord {
            alias: alias.alias.clone(),
            canonical: alias.canonical.clone(),
            evidence_kind: alias.evidence_kind.clone(),
            alias_span: span_record(alias.alias_span),
            canonical_span: alias.canonical_span.map(span_record),
        }
    }
}

impl AliasRecord {
    pub(super) fn alias(self) -> AliasClaim {
        AliasClaim {
            alias: self.alias,
            canonical: self.canonical,
            evidence_kind: self.evidence_kind,
            alias_span: span_of(self.alias_span),
            canonical_span: self.canonical_span.map(span_of),
        }
    }
}
