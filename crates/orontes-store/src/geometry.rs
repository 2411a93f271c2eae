//! Turns points and lines into the bytes of a GeoPackage geometry (GeoPackage 1.3, clause 2.1.3), and back.

use orontes_model::Point;

/// WGS 84, the only reference system of a case.
pub(crate) const SRS_ID: i32 = 4326;

/// Little-endian, no envelope: a point is its own.
const POINT_FLAGS: u8 = 0b0000_0001;
/// Little-endian, envelope of minx, maxx, miny, maxy.
const LINE_FLAGS: u8 = 0b0000_0011;

/// Returns the geometry of a point; x is longitude, as GeoPackage orders axes.
pub(crate) fn point_blob(point: Point) -> Vec<u8> {
    let mut blob = header(POINT_FLAGS);
    blob.push(1);
    blob.extend(1_u32.to_le_bytes());
    push_point(&mut blob, point);
    blob
}

/// Returns the geometry of a line, or nothing for less than two points.
pub(crate) fn line_blob(points: &[Point]) -> Option<Vec<u8>> {
    let bounds = Bounds::of(points.iter().copied()).filter(|_| points.len() > 1)?;
    let mut blob = header(LINE_FLAGS);
    for edge in [bounds.west, bounds.east, bounds.south, bounds.north] {
        blob.extend(edge.to_le_bytes());
    }
    blob.push(1);
    blob.extend(2_u32.to_le_bytes());
    blob.extend(u32::try_from(points.len()).ok()?.to_le_bytes());
    points.iter().for_each(|it| push_point(&mut blob, *it));
    Some(blob)
}

fn header(flags: u8) -> Vec<u8> {
    let mut blob = vec![b'G', b'P', 0, flags];
    blob.extend(SRS_ID.to_le_bytes());
    blob
}

fn push_point(blob: &mut Vec<u8>, point: Point) {
    blob.extend(point.lon.to_le_bytes());
    blob.extend(point.lat.to_le_bytes());
}

/// The smallest box about some points, degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) west: f64,
    pub(crate) south: f64,
    pub(crate) east: f64,
    pub(crate) north: f64,
}

impl Bounds {
    /// Returns the box, or nothing where there is no point.
    pub(crate) fn of(points: impl Iterator<Item = Point>) -> Option<Bounds> {
        points.fold(None, |bounds, it| {
            let one = Bounds { west: it.lon, south: it.lat, east: it.lon, north: it.lat };
            Some(bounds.map_or(one, |b: Bounds| Bounds {
                west: b.west.min(one.west),
                south: b.south.min(one.south),
                east: b.east.max(one.east),
                north: b.north.max(one.north),
            }))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_a_header_of_eight_bytes_and_a_wkb_point_longitude_first() {
        let blob = point_blob(Point { lat: 35.13, lon: 36.75 });
        assert_eq!(&blob[..8], [b'G', b'P', 0, 1, 0xE6, 0x10, 0, 0]);
        assert_eq!(&blob[8..13], [1, 1, 0, 0, 0]);
        assert_eq!(f64::from_le_bytes(blob[13..21].try_into().unwrap()), 36.75);
        assert_eq!(f64::from_le_bytes(blob[21..29].try_into().unwrap()), 35.13);
        assert_eq!(blob.len(), 29);
    }

    #[test]
    fn a_line_carries_the_box_about_it() {
        let points = [Point { lat: 1.0, lon: 10.0 }, Point { lat: -2.0, lon: 30.0 }];
        let blob = line_blob(&points).unwrap();
        let read = |at: usize| f64::from_le_bytes(blob[at..at + 8].try_into().unwrap());
        assert_eq!([read(8), read(16), read(24), read(32)], [10.0, 30.0, -2.0, 1.0]);
        assert_eq!(blob.len(), 8 + 32 + 9 + 2 * 16);
    }

    #[test]
    fn one_point_makes_no_line() {
        assert_eq!(line_blob(&[Point { lat: 1.0, lon: 1.0 }]), None);
    }
}
