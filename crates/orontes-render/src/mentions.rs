//! Writes mentions.jsonl: one mention per line, with offsets into the bytes received (format version 1).

use crate::json;
use orontes_model::{
    Candidate, Located, Mention, MentionKind, Party, PlaceMention, Precision, Quantity, Reading, Report,
    Resolution, Span, TimeExpression,
};
use serde_json::{Map, Value, json};

/// Returns the mentions, times and quantities of one report, a line each, in the order of their words,
/// longer first. `parties` says for each mention of the reading who it names.
pub fn mentions_jsonl(
    report: &Report,
    reading: &Reading,
    located: &Located,
    parties: &[Option<Party>],
) -> String {
    let wire = Wire { report };
    let mut rows: Vec<(Span, Map<String, Value>)> = Vec::new();
    // Places lie in the order of the mentions.
    let mut places = located.places.iter().peekable();
    for (at, mention) in reading.mentions.iter().enumerate() {
        let place = places.next_if(|it| it.mention == at);
        let party = parties.get(at).and_then(Option::as_ref);
        rows.push((mention.span, wire.mention(mention, &reading.mentions, place, party)));
    }
    rows.extend(reading.times.iter().map(|it| (it.span, wire.time(it))));
    rows.extend(reading.quantities.iter().map(|it| (it.span, wire.quantity(it))));
    rows.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    rows.into_iter().map(|(_, row)| format!("{}\n", Value::Object(row))).collect()
}

struct Wire<'a> {
    report: &'a Report,
}

impl Wire<'_> {
    fn row(&self, span: Span, kind: &str) -> Map<String, Value> {
        let mut row = Map::new();
        row.insert("report".into(), json!(self.report.name));
        row.insert("span".into(), json::span(self.report.origin.to_received(span)));
        row.insert("kind".into(), json!(kind));
        row.insert("text".into(), json!(span.of(&self.report.text)));
        row
    }

    fn mention(
        &self,
        mention: &Mention,
        all: &[Mention],
        place: Option<&PlaceMention>,
        party: Option<&Party>,
    ) -> Map<String, Value> {
        let mut row = self.row(mention.span, mention.kind.word());
        row.insert("form".into(), json!(mention.form.word()));
        if let Some(before) = mention.antecedent.and_then(|it| all.get(it)) {
            row.insert("antecedent".into(), json::span(self.report.origin.to_received(before.span)));
        }
        match mention.kind {
            MentionKind::Place => {
                row.extend(place_fields(place));
                row.insert("literal".into(), json!(mention.literal));
            }
            MentionKind::Actor
            | MentionKind::Person
            | MentionKind::Organisation
            | MentionKind::Nationality => {
                row.extend(party_fields(party));
            }
            MentionKind::MilitaryPlatform | MentionKind::Weapon => {}
        }
        row
    }

    fn time(&self, it: &TimeExpression) -> Map<String, Value> {
        let mut row = self.row(it.span, "time");
        let day = |it: Option<orontes_model::Date>| json!(it.map(|it| it.to_string()));
        row.insert("value".into(), json!(it.value));
        row.insert("type".into(), json!(it.kind.word()));
        row.insert("edge".into(), json!(it.edge.word()));
        row.insert("from".into(), day(it.when.from));
        row.insert("to".into(), day(it.when.to));
        row
    }

    fn quantity(&self, it: &Quantity) -> Map<String, Value> {
        let mut row = self.row(it.span, "quantity");
        row.insert("role".into(), json!(it.role.word()));
        row.insert("bound".into(), json!(it.bound.word()));
        row.insert("low".into(), json::number(it.low));
        row.insert("best".into(), json::number(it.best));
        row.insert("high".into(), json::number(it.high));
        row.insert("unit".into(), json!(it.unit));
        row
    }
}

/// The best reading in the fields of the place itself, all of them under `candidates`.
fn place_fields(place: Option<&PlaceMention>) -> Vec<(String, Value)> {
    let best = place.and_then(|it| it.resolution.best()).map(|it| &it.place);
    let point = best.and_then(|it| it.point);
    let candidates: &[Candidate] = match place.map(|it| &it.resolution) {
        Some(Resolution::One(it)) => std::slice::from_ref(it),
        Some(Resolution::Several(them)) => them,
        Some(Resolution::None) | None => &[],
    };
    let mut fields = vec![
        ("id".into(), json!(best.map(|it| &it.id))),
        ("name".into(), json!(best.map(|it| &it.name))),
        ("lat".into(), json!(point.map(|it| it.lat))),
        ("lon".into(), json!(point.map(|it| it.lon))),
        ("precision".into(), json!(place.filter(|_| best.is_some()).map(|it| precision(it.precision)))),
        ("candidates".into(), candidates.iter().map(candidate).collect()),
    ];
    if let Some(area) = place.and_then(|it| it.area) {
        let rounded = |it: f64, per: f64| (it * per).round() / per;
        let about = json!({
            "lat": rounded(area.point.lat, 1e4),
            "lon": rounded(area.point.lon, 1e4),
            "radius_km": rounded(area.radius_km, 10.0),
        });
        fields.push(("area".into(), about));
    }
    fields
}

fn candidate(it: &Candidate) -> Value {
    json!({
        "id": it.place.id,
        "name": it.place.name,
        "score": (it.score * 1000.0).round() / 1000.0,
        "reason": it.reason,
    })
}

fn precision(it: Precision) -> &'static str {
    match it {
        Precision::Exact => "exact",
        Precision::Near => "near",
        Precision::Region => "region",
    }
}

/// An empty country or sector is one that the words do not tell.
fn party_fields(party: Option<&Party>) -> Vec<(String, Value)> {
    let told = |it: Option<&Option<String>>| json!(it.and_then(Option::as_deref).unwrap_or_default());
    vec![
        ("id".into(), json!(party.and_then(|it| it.id.as_deref()))),
        ("name".into(), json!(party.map(|it| it.name.as_str()))),
        ("country".into(), told(party.map(|it| &it.country))),
        ("sector".into(), told(party.map(|it| &it.sector))),
    ]
}
