//! JSON shapes that more than one exchange file uses: days, places, parties, numbers.

use orontes_model::{Party, PlaceRef, Span, When};
use serde_json::{Value, json};

/// `[begin, end)`.
pub fn span(span: Span) -> Value {
    json!([span.start, span.end])
}

/// `{from, to, basis}`, or null where no end is known.
pub fn when(when: &When) -> Value {
    if when.is_unknown() {
        return Value::Null;
    }
    let day = |it: Option<orontes_model::Date>| it.map(|it| it.to_string());
    json!({ "from": day(when.from), "to": day(when.to), "basis": when.basis.word() })
}

/// The same, or null for none.
pub fn maybe_when(it: Option<&When>) -> Value {
    it.map_or(Value::Null, when)
}

/// A whole number without a point, else as it is; null for none.
pub fn number(value: Option<f64>) -> Value {
    match value {
        Some(it) if it.fract() == 0.0 && it.abs() < 9e15 => json!(it as i64),
        Some(it) if it.is_finite() => json!(it),
        Some(_) | None => Value::Null,
    }
}

/// Names of parties, in order.
pub fn party_names(parties: &[Party]) -> Value {
    parties.iter().map(|it| Value::from(it.name.as_str())).collect()
}

/// Names of places, in order; a site that no table knows by the report's own words, then the town that it lies in.
pub fn place_names(places: &[PlaceRef]) -> Value {
    places.iter().flat_map(|it| site_and_town(it)).map(Value::from).collect()
}

/// "airport (Arden)" is the airport and Arden.
fn site_and_town(place: &PlaceRef) -> Vec<&str> {
    let parts = place.name.strip_suffix(')').and_then(|it| it.split_once(" ("));
    match parts.filter(|_| place.id.is_none()) {
        Some((site, town)) => vec![site, town],
        None => vec![place.name.as_str()],
    }
}
