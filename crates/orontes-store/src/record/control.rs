//! The stored shape of a control claim.

use super::RecordError;
use super::parts::{PartyRecord, PlaceRecord, WhenRecord, value_of};
use orontes_model::{ControlClaim, ControlStatus};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct ControlRecord {
    place: PlaceRecord,
    holder: Option<PartyRecord>,
    status: String,
    from: Option<WhenRecord>,
    to: Option<WhenRecord>,
}

impl From<&ControlClaim> for ControlRecord {
    fn from(control: &ControlClaim) -> ControlRecord {
        ControlRecord {
            place: PlaceRecord::from(&control.place),
            holder: control.holder.as_ref().map(PartyRecord::from),
            status: control.status.word().to_owned(),
            from: control.from.as_ref().map(WhenRecord::from),
            to: control.to.as_ref().map(WhenRecord::from),
        }
    }
}

impl ControlRecord {
    pub(super) fn control(self) -> Result<ControlClaim, RecordError> {
        Ok(ControlClaim {
            status: value_of("status", &self.status, ControlStatus::from_word(&self.status))?,
            place: self.place.place()?,
            holder: self.holder.map(PartyRecord::party),
            from: self.from.map(|it| it.when()).transpose()?,
            to: self.to.map(|it| it.when()).transpose()?,
        })
    }
}
