//! Turns an event into one line for a person.

use crate::same::{self, Family, GroupKey};
use orontes_model::{Event, EventStatus};

/// Returns one line: what, where, by whom, and whether it happened.
pub(crate) fn title(event: &Event, key: &GroupKey) -> String {
    let (place, family) = (event.place.as_deref(), key.family);
    let what = match (family, place) {
        (Family::Taking, Some(place)) if event.event_type != "advance" => format!("{place} taken"),
        (Family::Leaving, Some(place)) => format!("{} from {place}", plain(&event.event_type)),
        (Family::Flight, Some(place)) if key.place.starts_with(same::TO) => {
            format!("People displaced to {place}")
        }
        (Family::Flight, Some(place)) => format!("People displaced from {place}"),
        (Family::Plan, Some(place)) => format!("{} on {place}", plain(&event.event_type)),
        (_, Some(place)) => format!("{}, {place}", plain(&event.event_type)),
        (_, None) => plain(&event.event_type),
    };
    let by = match event.actors.as_slice() {
        // Who flees is not who does it, and what is planned names its planner in its own words.
        _ if family == Family::Flight => String::new(),
        [] => String::new(),
        [one] => format!(" by {one}"),
        [one, other] => format!(" by {one} and {other}"),
        [one, rest @ ..] => format!(" by {one} and {} more", rest.len()),
    };
    let how = match event.status {
        EventStatus::Happened => "",
        EventStatus::Claimed => " (claimed)",
        EventStatus::Intended => " (intended)",
        EventStatus::Hypothetical => " (hypothetical)",
        EventStatus::Historical => " (historical)",
        EventStatus::Denied => " (denied)",
    };
    format!("{what}{by}{how}")
}

/// A type of the contract as words: "Intent to attack".
fn plain(event_type: &str) -> String {
    let words = event_type.replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Event".to_owned(),
    }
}
