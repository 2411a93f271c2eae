//! The stored shape of a consequence claim.

use super::parts::{SpanRecord, span_of, span_record};
use orontes_model::{ClaimId, ConsequenceClaim};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct ConsequenceRecord {
    cause: SpanRecord,
    effect: SpanRecord,
    cause_claims: Vec<String>,
    effect_claims: Vec<String>,
}

impl From<&ConsequenceClaim> for ConsequenceRecord {
    fn from(consequence: &ConsequenceClaim) -> ConsequenceRecord {
        let ids = |claims: &[ClaimId]| claims.iter().map(|it| it.0.clone()).collect();
        ConsequenceRecord {
            cause: span_record(consequence.cause),
            effect: span_record(consequence.effect),
            cause_claims: ids(&consequence.cause_claims),
            effect_claims: ids(&consequence.effect_claims),
        }
    }
}

impl ConsequenceRecord {
    pub(super) fn consequence(self) -> ConsequenceClaim {
        ConsequenceClaim {
            cause: span_of(self.cause),
            effect: span_of(self.effect),
            cause_claims: self.cause_claims.into_iter().map(ClaimId).collect(),
            effect_claims: self.effect_claims.into_iter().map(ClaimId).collect(),
        }
    }
}
