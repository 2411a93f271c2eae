//! Writes GeoJSON (RFC 7946): one feature per event and per place held, only where a point is known, and one line per
//! stretch of road between places held. Whose data the points are stands beside the features, as `attribution`.

use crate::{Picture, brief, json};
use orontes_model::{ControlHistory, Event, HeldStretch, Point};
use serde_json::{Value, json};

/// Returns a feature collection, pretty, with a newline at its end. Property `layer` is `event`, `control` or
/// `stretch`.
pub fn geojson(picture: &Picture<'_>) -> String {
    let it = picture.situation;
    let events = it.events.iter().enumerate().filter_map(|(idx, event)| event_feature(picture, idx, event));
    let control = it.control.iter().filter_map(|history| control_feature(picture, history));
    let stretches = picture.stretches.iter().map(|it| stretch_feature(picture, it));
    let collection = json!({
        "type": "FeatureCollection",
        "attribution": picture.credits,
        "features": events.chain(control).chain(stretches).collect::<Value>(),
    });
    let mut text = serde_json::to_string_pretty(&collection).expect("a JSON value always serialises");
    text.push('\n');
    text
}

fn feature(point: Point, properties: Value) -> Value {
    json!({
        "type": "Feature",
        "geometry": { "type": "Point", "coordinates": [point.lon, point.lat] },
        "properties": properties,
    })
}

fn stretch_feature(picture: &Picture<'_>, it: &HeldStretch) -> Value {
    let line: Value = it.points.iter().map(|it| json!([it.lon, it.lat])).collect();
    json!({
        "type": "Feature",
        "geometry": { "type": "LineString", "coordinates": line },
        "properties": {
            "layer": "stretch",
            "from": it.ends[0],
            "to": it.ends[1],
            "holder_from": it.holders[0],
            "holder_to": it.holders[1],
            "hold": it.hold.word(),
            "roads": it.references,
            "length_km": (it.length_km * 10.0).round() / 10.0,
            "unreported": it.unreported,
            "cut_off": picture.cut_off.map(|it| it.to_string()),
            "references": picture.references(&it.claims),
        },
    })
}

fn event_feature(picture: &Picture<'_>, idx: usize, event: &Event) -> Option<Value> {
    let point = *picture.points.get(event.place_id.as_ref()?)?;
    let (word, low, high) = event.likelihood.words();
    let properties = json!({
        "layer": "event",
        "id": event.id,
        "handle": format!("E{}", idx + 1),
        "type": event.event_type,
        "title": event.title,
        "place": event.place,
        "date": json::when(&event.date),
        "actors": event.actors,
        "status": event.status.word(),
        "likelihood": word,
        "likelihood_low": low,
        "likelihood_high": high,
        "credibility": event.credibility,
        "origins_min": event.origins.min,
        "origins_max": event.origins.max,
        "references": picture.references(&event.claims),
    });
    Some(feature(point, properties))
}

fn control_feature(picture: &Picture<'_>, history: &ControlHistory) -> Option<Value> {
    let held = brief::holder_on(&history.intervals, picture.cut_off)?;
    let properties = json!({
        "layer": "control",
        "place": history.place,
        "holder": held.holder,
        "status": held.status,
        "from": held.from.map(|it| it.to_string()),
        "to": held.to.map(|it| it.to_string()),
        "cut_off": picture.cut_off.map(|it| it.to_string()),
        "references": picture.references(&held.claims),
    });
    Some(feature(history.point?, properties))
}
