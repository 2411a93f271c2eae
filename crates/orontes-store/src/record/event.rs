//! The stored shape of an event claim.

use super::RecordError;
use super::parts::{PartyRecord, PlaceRecord, SpanRecord, WhenRecord, span_of, span_record};
use orontes_model::{ClaimId, EventClaim, Plover};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct EventRecord {
    #[serde(rename = "type")]
    event_type: String,
    actors: Vec<PartyRecord>,
    targets: Vec<PartyRecord>,
    places: Vec<PlaceRecord>,
    date: Option<WhenRecord>,
    acled: Option<String>,
    plover: Option<PloverRecord>,
    predicate: Option<String>,
    trigger: Option<SpanRecord>,
    motive: Option<SpanRecord>,
    figures: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct PloverRecord {
    #[serde(rename = "type")]
    event_type: String,
    mode: Option<String>,
}

impl From<&EventClaim> for EventRecord {
    fn from(event: &EventClaim) -> EventRecord {
        EventRecord {
            event_type: event.event_type.clone(),
            actors: event.actors.iter().map(PartyRecord::from).collect(),
            targets: event.targets.iter().map(PartyRecord::from).collect(),
            places: event.places.iter().map(PlaceRecord::from).collect(),
            date: event.date.as_ref().map(WhenRecord::from),
            acled: event.acled.clone(),
            plover: event
                .plover
                .as_ref()
                .map(|it| PloverRecord { event_type: it.event_type.clone(), mode: it.mode.clone() }),
            predicate: event.predicate.clone(),
            trigger: event.trigger.map(span_record),
            motive: event.motive.map(span_record),
            figures: event.figures.iter().map(|it| it.0.clone()).collect(),
        }
    }
}

impl EventRecord {
    pub(super) fn event(self) -> Result<EventClaim, RecordError> {
        Ok(EventClaim {
            event_type: self.event_type,
            actors: self.actors.into_iter().map(PartyRecord::party).collect(),
            targets: self.targets.into_iter().map(PartyRecord::party).collect(),
            places: self.places.into_iter().map(PlaceRecord::place).collect::<Result<_, _>>()?,
            date: self.date.map(|it| it.when()).transpose()?,
            acled: self.acled,
            plover: self.plover.map(|it| Plover { event_type: it.event_type, mode: it.mode }),
            predicate: self.predicate,
            trigger: self.trigger.map(span_of),
            motive: self.motive.map(span_of),
            figures: self.figures.into_iter().map(ClaimId).collect(),
        })
    }
}
