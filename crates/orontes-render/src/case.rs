//! Writes case.json: reports, origins, events, figures, control, disagreements (format version 1).

use crate::{Picture, event_type, json};
use orontes_model::{
    ClaimId, ControlHistory, ControlInterval, Disagreement, Dossier, Event, Explained, FigurePoint,
    FigureSeries, Origin, Root, Side,
};
use serde_json::{Value, json};

/// Returns the whole case as pretty JSON, with a newline at its end.
pub fn case_json(picture: &Picture<'_>) -> String {
    let it = picture.situation;
    let case = json!({
        "version": 1,
        "reports": picture.dossiers.iter().map(|it| report(it, picture)).collect::<Value>(),
        "origins": it.origins.iter().map(origin).collect::<Value>(),
        "events": it.events.iter().map(event).collect::<Value>(),
        "figures": it.figures.iter().map(series).collect::<Value>(),
        "control": it.control.iter().map(control).collect::<Value>(),
        "disagreements": it.disagreements.iter().map(disagreement).collect::<Value>(),
        "explained": it.explained.iter().map(explained).collect::<Value>(),
        "unknowns": it.unknowns.iter().map(|it| json!({ "text": it.text, "claims": ids(&it.claims) })).collect::<Value>(),
    });
    // A value of strings, numbers and lists always has a text.
    let mut text = serde_json::to_string_pretty(&case).expect("a JSON value always serialises");
    text.push('\n');
    text
}

fn ids(ids: &[ClaimId]) -> Value {
    ids.iter().map(|it| Value::from(it.0.as_str())).collect()
}

fn report(it: &Dossier, picture: &Picture<'_>) -> Value {
    json!({
        "report": it.name,
        "sha256": it.digest.to_string(),
        "title": it.title,
        "source": it.publisher,
        "published": json::when(&picture.published(it)),
        "machine_written": it.machine_written.as_ref().map(|(quote, span)| json!({ "quote": quote, "span": json::span(*span) })),
        "boilerplate": it.boilerplate.iter().map(|it| json::span(*it)).collect::<Value>(),
        "notes": it.notes.iter().map(|it| Value::from(it.message.as_str())).collect::<Value>(),
    })
}

fn origin(it: &Origin) -> Value {
    json!({ "id": it.id, "reports": it.reports, "named": it.named, "why": it.why })
}

fn event(it: &Event) -> Value {
    let (word, low, high) = it.likelihood.words();
    let others = it.other_days.iter().map(|(days, claims)| {
        json!({ "from": days.from.map(|it| it.to_string()), "to": days.to.map(|it| it.to_string()), "claims": ids(claims) })
    });
    json!({
        "id": it.id,
        "type": event_type::of_the_contract(&it.event_type),
        "subtype": event_type::finer(&it.event_type),
        "title": it.title,
        "place": it.place,
        "date": {
            "from": it.date.from.map(|it| it.to_string()),
            "to": it.date.to.map(|it| it.to_string()),
            "best": it.best_day.map(|it| it.to_string()),
            "others": others.collect::<Value>(),
        },
        "actors": it.actors,
        "status": it.status.word(),
        "claims": ids(&it.claims),
        "origins": { "min": it.origins.min, "max": it.origins.max },
        "rests_on": it.rests_on.iter().map(root).collect::<Value>(),
        "interested": ids(&it.interested),
        "likelihood": { "word": word, "low": low, "high": high },
        "credibility": it.credibility,
    })
}

fn series(it: &FigureSeries) -> Value {
    json!({
        "measure": it.measure,
        "scope": it.scope,
        "unit": it.unit,
        "points": it.points.iter().map(point).collect::<Value>(),
        "projections": it.projections.iter().map(point).collect::<Value>(),
    })
}

fn point(it: &FigurePoint) -> Value {
    json!({
        "as_of": json::maybe_when(it.as_of.as_ref()),
        "low": json::number(it.low),
        "best": json::number(it.best),
        "high": json::number(it.high),
        "bound": it.bound.word(),
        "source": it.source,
        "origin": it.origin,
        "claim": it.claim.0,
    })
}

fn control(it: &ControlHistory) -> Value {
    json!({
        "place": it.place,
        "lat": it.point.map(|it| it.lat),
        "lon": it.point.map(|it| it.lon),
        "intervals": it.intervals.iter().map(interval).collect::<Value>(),
    })
}

fn interval(it: &ControlInterval) -> Value {
    json!({
        "holder": it.holder,
        "status": it.status,
        "from": it.from.map(|it| it.to_string()),
        "not_before": it.not_before.map(|it| it.to_string()),
        "to": it.to.map(|it| it.to_string()),
        "claims": ids(&it.claims),
    })
}

fn disagreement(it: &Disagreement) -> Value {
    let mut all: Vec<&ClaimId> = it.sides.iter().flat_map(|it| &it.claims).collect();
    all.sort();
    all.dedup();
    json!({
        "id": it.id,
        "kind": it.kind.word(),
        "severity": it.severity.word(),
        "topic": it.topic,
        "claims": all.iter().map(|it| Value::from(it.0.as_str())).collect::<Value>(),
        "sides": it.sides.iter().map(side).collect::<Value>(),
        "explanation": it.explanation,
    })
}

fn side(it: &Side) -> Value {
    let origins = json!({ "min": it.origins.min, "max": it.origins.max });
    json!({ "view": it.view, "claims": ids(&it.claims), "origins": origins, "interested": it.is_interested })
}

fn root(it: &Root) -> Value {
    json!({ "kind": it.kind.word(), "name": it.name, "interested": it.is_interested })
}

fn explained(it: &Explained) -> Value {
    json!({ "kind": it.kind, "claims": ids(&it.claims), "explanation": it.explanation })
}
