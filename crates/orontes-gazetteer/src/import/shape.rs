//! Turns the rings of a polygon into a point that stands for it.

use orontes_model::Point;
use serde_json::Value;

/// Returns a point for a GeoJSON geometry: a point's own, the centroid of a polygon's largest ring, the middle of
/// anything else; nothing where it has no coordinates.
pub(super) fn middle(geometry: &Value) -> Option<Point> {
    let coordinates = geometry.get("coordinates")?;
    let rings: Vec<&Value> = match geometry.get("type")?.as_str()? {
        "Point" => return point(coordinates),
        "Polygon" => coordinates.as_array()?.iter().take(1).collect(),
        "MultiPolygon" => coordinates.as_array()?.iter().filter_map(|it| it.get(0)).collect(),
        _ => return None,
    };
    let corners = |it: &Value| it.as_array().map_or(Vec::new(), |it| it.iter().filter_map(point).collect());
    middle_of(rings.into_iter().map(corners))
}

/// Returns the centroid of the largest of these rings.
pub(super) fn middle_of(rings: impl Iterator<Item = Vec<Point>>) -> Option<Point> {
    rings.map(|it| centroid(&it)).max_by(|a, b| a.1.total_cmp(&b.1))?.0
}

fn point(pair: &Value) -> Option<Point> {
    let (lon, lat) = (pair.get(0)?.as_f64()?, pair.get(1)?.as_f64()?);
    Some(Point { lat, lon })
}

/// Returns the centroid of a ring and its area in square degrees.
fn centroid(ring: &[Point]) -> (Option<Point>, f64) {
    let Some(first) = ring.first() else { return (None, -1.0) };
    let (mut area, mut lat, mut lon) = (0.0, 0.0, 0.0);
    for (idx, a) in ring.iter().enumerate() {
        let b = &ring[(idx + 1) % ring.len()];
        // About the first corner, so that far-off coordinates lose no digits.
        let (ax, ay, bx, by) = (a.lon - first.lon, a.lat - first.lat, b.lon - first.lon, b.lat - first.lat);
        let cross = ax * by - bx * ay;
        area += cross;
        lon += (ax + bx) * cross;
        lat += (ay + by) * cross;
    }
    if area == 0.0 {
        return (Some(*first), 0.0);
    }
    (Some(Point { lat: first.lat + lat / (3.0 * area), lon: first.lon + lon / (3.0 * area) }), area.abs())
}
