//! Writes KML (OGC 12-007r2): folders of events, of places held and of the roads between them, each with its words.
//!
//! The points are those of the GeoJSON export. A description carries the references, so that a pin in an
//! earth viewer leads back to its sentences too.

use crate::escape::escaped;
use crate::{Picture, brief, phrase};
use orontes_model::{ControlHistory, Event, HeldStretch, Point};
use std::fmt::Write;

/// Returns the document, with a newline at its end.
pub fn kml(picture: &Picture<'_>) -> String {
    let events: String = picture
        .situation
        .events
        .iter()
        .enumerate()
        .filter_map(|(idx, event)| event_placemark(picture, idx, event))
        .collect();
    let control: String =
        picture.situation.control.iter().filter_map(|it| control_placemark(picture, it)).collect();
    let stretches: String = picture.stretches.iter().map(|it| stretch_placemark(picture, it)).collect();
    let credits = match picture.credits.join("; ") {
        none if none.is_empty() => none,
        all => format!("<description>Data: {}.</description>\n", escaped(&all)),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n\
         <name>Orontes</name>\n{credits}<Folder>\n<name>event</name>\n{events}</Folder>\n\
         <Folder>\n<name>control</name>\n{control}</Folder>\n\
         <Folder>\n<name>stretch</name>\n{stretches}</Folder>\n</Document>\n</kml>\n"
    )
}

fn event_placemark(picture: &Picture<'_>, idx: usize, event: &Event) -> Option<String> {
    let point = *picture.points.get(event.place_id.as_ref()?)?;
    let days = phrase::interval(&event.date).unwrap_or_else(|| "day not given".into());
    let (likelihood, ..) = event.likelihood.words();
    let data = [
        ("type", event.event_type.clone()),
        ("date", days),
        ("actors", event.actors.join("; ")),
        ("status", event.status.word().to_owned()),
        ("likelihood", likelihood.to_owned()),
        ("credibility", event.credibility.to_string()),
        ("references", picture.references(&event.claims).join(" ")),
    ];
    // A time stamp lets a viewer play the days; an open interval has none.
    let begin = event.date.from.map_or(String::new(), |it| format!("<begin>{it}</begin>"));
    let end = event.date.to.map_or(String::new(), |it| format!("<end>{it}</end>"));
    let span = if begin.is_empty() && end.is_empty() {
        String::new()
    } else {
        format!("<TimeSpan>{begin}{end}</TimeSpan>")
    };
    Some(placemark(&format!("E{} {}", idx + 1, event.title), &span, &data, &point_element(point)))
}

fn control_placemark(picture: &Picture<'_>, history: &ControlHistory) -> Option<String> {
    let held = brief::holder_on(&history.intervals, picture.cut_off)?;
    let data = [
        ("holder", held.holder.clone()),
        ("status", held.status.replace('_', " ")),
        ("from", held.from.map_or(String::new(), |it| it.to_string())),
        ("as of", picture.cut_off.map_or(String::new(), |it| it.to_string())),
        ("references", picture.references(&held.claims).join(" ")),
    ];
    Some(placemark(&format!("{}: {}", history.place, held.holder), "", &data, &point_element(history.point?)))
}

fn stretch_placemark(picture: &Picture<'_>, it: &HeldStretch) -> String {
    let data = [
        ("hold", it.hold.word().to_owned()),
        ("holder from", it.holders[0].clone()),
        ("holder to", it.holders[1].clone()),
        ("roads", it.references.join(" ")),
        ("unreported", it.unreported.join("; ")),
        ("references", picture.references(&it.claims).join(" ")),
    ];
    let points: Vec<String> = it.points.iter().map(|it| format!("{},{}", it.lon, it.lat)).collect();
    let line = format!("<LineString><coordinates>{}</coordinates></LineString>", points.join(" "));
    placemark(&format!("{} to {}: {}", it.ends[0], it.ends[1], it.hold.word()), "", &data, &line)
}

fn point_element(point: Point) -> String {
    format!("<Point><coordinates>{},{}</coordinates></Point>", point.lon, point.lat)
}

fn placemark(name: &str, span: &str, data: &[(&str, String)], geometry: &str) -> String {
    let mut out = format!("<Placemark>\n<name>{}</name>\n{span}<ExtendedData>\n", escaped(name));
    for (key, value) in data.iter().filter(|(_, value)| !value.is_empty()) {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "<Data name=\"{key}\"><value>{}</value></Data>", escaped(value));
    }
    let _ = writeln!(out, "</ExtendedData>\n{geometry}\n</Placemark>");
    out
}
