//! Turns a table of links into a road network, noting links that cannot be right.

use crate::roads::{Junction, Link, Roads};
use orontes_model::{Note, Noted, Point, Severity};
use std::collections::BTreeMap;

/// A road more than this many times as long as the great circle between its ends is a slip more often than a
/// mountain road: the longest of the shipped theatre is 1.2.
const TOO_LONG: f64 = 3.0;
/// A great circle is the shortest way; half a kilometre and 2 % are for coordinates of town centres.
const TOO_SHORT: f64 = 0.98;
const SLACK_KM: f64 = 0.5;
/// Length of a link without one: times the great circle, and its word in `basis`.
const ESTIMATE: (f64, &str) = (1.2, "great_circle_x1.2");

impl Roads {
    /// Reads tables of links: columns `from`, `to`, `length_km`, `ref`, `class`, `basis`, `source`. An end is the
    /// identifier of a place, whose point `point_of` gives, or `lat,lon`. A link without a length gets one from
    /// the great circle, and its basis says so. Bad rows are refused or flagged with a note that gives file and line.
    pub fn parse(files: &[(&str, &str)], point_of: impl Fn(&str) -> Option<Point>) -> Noted<Roads> {
        let mut draft = Draft { point_of, points: BTreeMap::new(), links: Vec::new(), notes: Vec::new() };
        for (name, contents) in files {
            draft.read(name, contents);
        }
        draft.finish()
    }
}

struct Draft<F> {
    point_of: F,
    points: BTreeMap<String, Point>,
    /// Ends by identifier until all junctions are known.
    links: Vec<(String, String, Link)>,
    notes: Vec<Note>,
}

impl<F: Fn(&str) -> Option<Point>> Draft<F> {
    fn note(&mut self, severity: Severity, message: String) {
        self.notes.push(Note::new(severity, message));
    }

    fn read(&mut self, name: &str, contents: &str) {
        let mut lines = contents.lines().enumerate();
        let header = lines.next().map_or("", |it| it.1);
        let columns: Vec<&str> =
            header.trim_start_matches(['\u{feff}', '#']).split('\t').map(str::trim).collect();
        if !columns.contains(&"from") || !columns.contains(&"to") {
            return self
                .note(Severity::Info, format!("{name}: no table of roads, columns from and to are missing"));
        }
        for (idx, line) in lines.filter(|it| !it.1.trim().is_empty() && !it.1.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let cell = |column: &str| {
                let at = columns.iter().position(|it| *it == column);
                at.and_then(|at| cells.get(at)).copied().unwrap_or("")
            };
            self.add(&format!("{name}:{}", idx + 1), cell);
        }
    }

    fn add<'a>(&mut self, row: &str, cell: impl Fn(&str) -> &'a str) {
        let (from, to) = (cell("from"), cell("to"));
        let (Some(start), Some(end)) = (self.end(row, from), self.end(row, to)) else { return };
        if from == to {
            return self.note(Severity::Refused, format!("{row}: a link from «{from}» to itself"));
        }
        let straight_km = start.distance_km(end);
        let stated = cell("length_km");
        let (length_km, basis) = match stated.parse::<f64>() {
            Ok(length_km) if length_km.is_finite() && length_km > 0.0 => (length_km, cell("basis")),
            Ok(_) | Err(_) if stated.is_empty() => (straight_km * ESTIMATE.0, ESTIMATE.1),
            Ok(_) | Err(_) => {
                return self.note(Severity::Refused, format!("{row}: «{stated}» is no length in kilometres"));
            }
        };
        self.check_length(row, &format!("«{from}» to «{to}»"), length_km, straight_km);
        let reference = Some(cell("ref")).filter(|it| !it.is_empty()).map(str::to_owned);
        let link = Link {
            from: 0,
            to: 0,
            length_km,
            reference,
            class: cell("class").to_owned(),
            basis: basis.to_owned(),
            source: cell("source").to_owned(),
        };
        self.points.insert(from.to_owned(), start);
        self.points.insert(to.to_owned(), end);
        self.links.push((from.to_owned(), to.to_owned(), link));
    }

    fn end(&mut self, row: &str, id: &str) -> Option<Point> {
        let spelled = id.split_once(',').and_then(|(lat, lon)| Some((lat.parse().ok()?, lon.parse().ok()?)));
        let point = match spelled {
            Some((lat, lon)) => {
                Some(Point { lat, lon }).filter(|it| it.lat.abs() <= 90.0 && it.lon.abs() <= 180.0)
            }
            None => (self.point_of)(id),
        };
        if point.is_none() {
            self.note(Severity::Refused, format!("{row}: «{id}» is no place, so the link has no end there"));
        }
        point
    }

    fn check_length(&mut self, row: &str, ends: &str, length_km: f64, straight_km: f64) {
        let verdict = if length_km < straight_km * TOO_SHORT - SLACK_KM {
            "shorter than the great circle"
        } else if length_km > straight_km * TOO_LONG + SLACK_KM {
            "more than three times the great circle"
        } else {
            return;
        };
        let message = format!("{row}: {ends} is {length_km} km, {verdict} of {straight_km:.1} km");
        self.note(Severity::Warning, message);
    }

    fn finish(self) -> Noted<Roads> {
        let junctions: Vec<Junction> =
            self.points.into_iter().map(|(id, point)| Junction { id, point }).collect();
        let idx_of = |id: &str| junctions.partition_point(|it| it.id.as_str() < id);
        let links = self
            .links
            .iter()
            .map(|(from, to, link)| Link { from: idx_of(from), to: idx_of(to), ..link.clone() })
            .collect();
        Noted { value: Roads::of(junctions, links), notes: self.notes }
    }
}
