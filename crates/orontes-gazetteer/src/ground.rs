//! Turns a table, or GeoJSON that somebody publishes, into the ground of a map.
//!
//! Cost: linear in the points.

use crate::{Row, Table};
use geojson::{Feature, GeoJson, Geometry, GeometryValue, Position};
use orontes_model::{Ground, GroundKind, Note, Noted, Point, Severity};

/// Why a file of ground cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum GroundError {
    /// It is not GeoJSON.
    #[error("not GeoJSON (RFC 7946): {0}")]
    NotGeoJson(#[source] Box<geojson::Error>),
    /// Nothing in it can be drawn.
    #[error(
        "no line or area of sea, lake, river, coast or border in it; features need a `featurecla` or `kind`"
    )]
    Nothing,
}

/// Reads tables with the columns `kind`, `name` and `points` ("lon lat;lon lat"). Rows that cannot be drawn are
/// notes with file and line.
pub fn parse(tables: &[(&str, &str)]) -> Noted<Vec<Ground>> {
    let mut noted = Noted { value: Vec::new(), notes: Vec::new() };
    for (name, contents) in tables {
        for row in Table::parse(name, contents).rows() {
            match ground_of(&row) {
                Ok(ground) => noted.value.push(ground),
                Err(problem) => {
                    noted.notes.push(Note::new(Severity::Warning, format!("{}: {problem}", row.place())))
                }
            }
        }
    }
    noted
}

fn ground_of(row: &Row<'_, '_>) -> Result<Ground, String> {
    let word = row.cell("kind");
    let kind = GroundKind::from_word(word).ok_or_else(|| {
        let known: Vec<&str> = GroundKind::ALL.iter().map(|it| it.word()).collect();
        format!("`{word}` is no kind of ground; kinds are {}", known.join(", "))
    })?;
    let points: Vec<Point> =
        row.cell("points").split(';').map(|it| point_of_words(it.trim())).collect::<Result<_, _>>()?;
    drawable(kind, row.cell("name"), points).ok_or_else(|| "fewer points than a line or an area needs".into())
}

fn point_of_words(words: &str) -> Result<Point, String> {
    let numbers: Vec<f64> = words.split_whitespace().filter_map(|it| it.parse().ok()).collect();
    match numbers[..] {
        [lon, lat] => {
            point(lon, lat).ok_or_else(|| format!("`{words}` is not on the earth: it wants `lon lat`"))
        }
        _ => Err(format!("`{words}` is not a point: it wants `lon lat` in degrees")),
    }
}

fn point(lon: f64, lat: f64) -> Option<Point> {
    ((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)).then_some(Point { lat, lon })
}

fn drawable(kind: GroundKind, name: &str, points: Vec<Point>) -> Option<Ground> {
    let least = if kind.is_area() { 3 } else { 2 };
    (points.len() >= least).then(|| Ground { kind, name: name.to_owned(), points })
}

/// Reads GeoJSON as Natural Earth and others publish it: the property `featurecla` (or `kind`, or `natural` and
/// `waterway` of OpenStreetMap) says what a feature is. What is no ground is left out and counted in a note.
///
/// # Errors
/// Where the text is not GeoJSON, or nothing in it can be drawn.
pub fn from_geojson(text: &str) -> Result<Noted<Vec<Ground>>, GroundError> {
    let parsed: GeoJson = text.parse().map_err(|it| GroundError::NotGeoJson(Box::new(it)))?;
    let features = match parsed {
        GeoJson::FeatureCollection(it) => it.features,
        GeoJson::Feature(it) => vec![it],
        GeoJson::Geometry(_) => Vec::new(),
    };
    let mut noted = Noted { value: Vec::new(), notes: Vec::new() };
    let mut n_left = 0;
    for feature in &features {
        let before = noted.value.len();
        add_feature(feature, &mut noted.value);
        n_left += usize::from(noted.value.len() == before);
    }
    if noted.value.is_empty() {
        return Err(GroundError::Nothing);
    }
    if n_left > 0 {
        noted.notes.push(Note::new(
            Severity::Warning,
            format!(
                "{n_left} of {} features are no sea, lake, river, coast or border and are not drawn",
                features.len()
            ),
        ));
    }
    Ok(noted)
}

fn add_feature(feature: &Feature, found: &mut Vec<Ground>) {
    let text = |key: &str| feature.property(key).and_then(|it| it.as_str()).unwrap_or("");
    let Some(kind) = ["featurecla", "kind", "natural", "waterway"].iter().find_map(|key| kind_of(text(key)))
    else {
        return;
    };
    let name = [text("name"), text("NAME")].into_iter().find(|it| !it.is_empty()).unwrap_or("");
    if let Some(geometry) = &feature.geometry {
        add_geometry(geometry, kind, name, found);
    }
}

/// The classes of Natural Earth 5 and the tags of OpenStreetMap, as their documentation lists them.
fn kind_of(class: &str) -> Option<GroundKind> {
    let class = class.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|it| class.contains(it));
    match () {
        () if class.is_empty() => None,
        () if has(&["river", "canal", "wadi"]) => Some(GroundKind::River),
        () if has(&["lake", "reservoir", "water"]) => Some(GroundKind::Lake),
        () if has(&["ocean", "sea"]) => Some(GroundKind::Sea),
        () if has(&["coast"]) => Some(GroundKind::Coast),
        () if has(&["boundary", "border"]) => Some(GroundKind::Border),
        () => None,
    }
}

fn add_geometry(geometry: &Geometry, kind: GroundKind, name: &str, found: &mut Vec<Ground>) {
    let mut add = |line: &[Position], is_ring: bool| {
        // A ring that is no water (a country) is drawn as its border; a line of water is no area.
        let kind = match kind {
            GroundKind::Sea | GroundKind::Lake if !is_ring => GroundKind::Coast,
            it => it,
        };
        let points = line.iter().filter_map(|it| point(*it.as_slice().first()?, *it.as_slice().get(1)?));
        found.extend(drawable(kind, name, points.collect()));
    };
    match &geometry.value {
        GeometryValue::LineString { coordinates } => add(coordinates, false),
        GeometryValue::MultiLineString { coordinates } => coordinates.iter().for_each(|it| add(it, false)),
        GeometryValue::Polygon { coordinates } => coordinates.iter().take(1).for_each(|it| add(it, true)),
        GeometryValue::MultiPolygon { coordinates } => {
            coordinates.iter().flat_map(|it| it.first()).for_each(|it| add(it, true));
        }
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter().for_each(|it| add_geometry(it, kind, name, found));
        }
        GeometryValue::Point { .. } | GeometryValue::MultiPoint { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_cannot_be_drawn_are_named_and_the_others_stand() {
        let table = "#kind\tname\tpoints\nriver\tBrill\t20.0 10.0;20.5 10.2\nswamp\tX\t1 1;2 2\nlake\tMere\t1 1;2 2\nriver\tFar\t10 200;1 1\n";
        let noted = parse(&[("ground.tsv", table)]);
        assert_eq!(noted.value.len(), 1);
        assert_eq!(noted.value[0].points[1], Point { lat: 10.2, lon: 20.5 });
        let told: Vec<&str> = noted.notes.iter().map(|it| it.message.as_str()).collect();
        assert!(told[0].starts_with("ground.tsv:3") && told[0].contains("swamp"), "{told:?}");
        assert!(told[1].contains("fewer points") && told[2].contains("not on the earth"), "{told:?}");
    }

    #[test]
    fn what_natural_earth_calls_things_is_understood() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"featurecla":"River","name":"Brill"},"geometry":{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}},
            {"type":"Feature","properties":{"featurecla":"Ocean"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},
            {"type":"Feature","properties":{"featurecla":"Populated place"},"geometry":{"type":"Point","coordinates":[1,2]}}]}"#;
        let noted = from_geojson(text).unwrap();
        let kinds: Vec<&str> = noted.value.iter().map(|it| it.kind.word()).collect();
        assert_eq!(kinds, ["river", "river", "sea"]);
        assert!(noted.notes[0].message.starts_with("1 of 3 features"));
    }

    #[test]
    fn what_is_no_ground_is_refused_with_what_it_wants() {
        assert!(from_geojson("{").unwrap_err().to_string().starts_with("not GeoJSON"));
        let only_points = r#"{"type":"Point","coordinates":[1,2]}"#;
        assert!(from_geojson(only_points).unwrap_err().to_string().contains("featurecla"));
    }
}
