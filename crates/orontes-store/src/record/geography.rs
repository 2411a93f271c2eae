//! The stored shape of a geography claim.

use super::RecordError;
use super::parts::PlaceRecord;
use orontes_model::GeographyClaim;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct GeographyRecord {
    subject: PlaceRecord,
    predicate: String,
    object: Option<PlaceRecord>,
    value: Option<String>,
}

impl From<&GeographyClaim> for GeographyRecord {
    fn from(geography: &GeographyClaim) -> GeographyRecord {
        GeographyRecord {
            subject: PlaceRecord::from(&geography.subject),
            predicate: geography.predicate.clone(),
            object: geography.object.as_ref().map(PlaceRecord::from),
            value: geography.value.clone(),
        }
    }
}

impl GeographyRecord {
    pub(super) fn geography(self) -> Result<GeographyClaim, RecordError> {
        Ok(GeographyClaim {
            subject: self.subject.place()?,
            predicate: self.predicate,
            object: self.object.map(PlaceRecord::place).transpose()?,
            value: self.value,
        })
    }
}
