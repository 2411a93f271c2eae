//! The stored shape of a relation claim.

use super::parts::PartyRecord;
use orontes_model::RelationClaim;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct RelationRecord {
    subject: PartyRecord,
    predicate: String,
    object: PartyRecord,
    past: bool,
}

impl From<&RelationClaim> for RelationRecord {
    fn from(relation: &RelationClaim) -> RelationRecord {
        RelationRecord {
            subject: PartyRecord::from(&relation.subject),
            predicate: relation.predicate.clone(),
            object: PartyRecord::from(&relation.object),
            past: relation.past,
        }
    }
}

impl RelationRecord {
    pub(super) fn relation(self) -> RelationClaim {
        RelationClaim {
            subject: self.subject.party(),
            predicate: self.predicate,
            object: self.object.party(),
            past: self.past,
        }
    }
}
