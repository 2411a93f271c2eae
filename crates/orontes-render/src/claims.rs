//! Writes claims.jsonl: one claim per line, with offsets into the bytes received (format version 1).

use crate::{event_type, json};
use orontes_model::{
    AliasClaim, Cited, ConsequenceClaim, ControlClaim, EventClaim, FigureClaim, GeographyClaim, OffsetMap,
    Plover, RelationClaim, SourceClaim, Span, Statement,
};
use serde_json::{Map, Value, json};

/// Returns the claims of one report, a line each, in the order given. `origin` leads from the report's text
/// to the bytes received.
pub fn claims_jsonl(claims: &[Cited], origin: &OffsetMap) -> String {
    claims.iter().map(|it| format!("{}\n", claim_json(it, origin))).collect()
}

/// Returns one claim as JSON, its fields in the order of the contract.
pub fn claim_json(cited: &Cited, origin: &OffsetMap) -> Value {
    let claim = &cited.claim;
    let mut row = Map::new();
    row.insert("id".into(), json!(claim.id.0));
    row.insert("report".into(), json!(claim.report));
    row.insert("kind".into(), json!(claim.statement.kind().word()));
    row.insert("evidence".into(), json::span(cited.evidence.received));
    row.insert("sentence".into(), json!(claim.sentence));
    row.insert("quote".into(), json!(cited.evidence.text));
    row.insert("modality".into(), json!(claim.modality.word()));
    row.insert("attribution".into(), json!(claim.attribution));
    row.insert("salience".into(), json!((claim.salience * 100.0).round() / 100.0));
    let wire = Wire { origin, row };
    let done = match &claim.statement {
        Statement::Event(it) => wire.event(it, cited),
        Statement::Figure(it) => wire.figure(it, cited),
        Statement::Control(it) => wire.control(it),
        Statement::Alias(it) => wire.alias(it),
        Statement::Relation(it) => wire.relation(it),
        Statement::Geography(it) => wire.geography(it),
        Statement::Consequence(it) => wire.consequence(it, cited),
        Statement::Source(it) => wire.source(it),
    };
    Value::Object(done.row)
}

/// A PLOVER code; where PLOVER has no mode for what happened, it says so.
fn plover_json(code: &Plover, event_type: &str) -> Value {
    match code.mode.as_deref() {
        Some(Plover::NO_MODE) => {
            let why = format!("PLOVER 2 has no mode for {event_type}");
            json!({ "type": code.event_type, "mode": null, "mode_absent": why })
        }
        mode => json!({ "type": code.event_type, "mode": mode }),
    }
}

/// Words of the claim's sentence, which may lie beside its evidence.
pub(crate) fn words_of_sentence(cited: &Cited, span: Span) -> String {
    let before = cited.sentence.text.find(&cited.evidence.text).unwrap_or(0);
    let start = (cited.claim.evidence.start as usize).saturating_sub(before);
    let from = (span.start as usize).saturating_sub(start);
    cited.sentence.text.get(from..from + span.len()).unwrap_or("").to_owned()
}

struct Wire<'a> {
    origin: &'a OffsetMap,
    row: Map<String, Value>,
}

impl Wire<'_> {
    fn put(mut self, key: &str, value: Value) -> Self {
        self.row.insert(key.into(), value);
        self
    }

    fn spans(self, key: &str, spans: impl IntoIterator<Item = Option<Span>>) -> Self {
        let origin = self.origin;
        let found: Vec<Value> = spans
            .into_iter()
            .map(|it| it.map_or(Value::Null, |it| json::span(origin.to_received(it))))
            .collect();
        if found.iter().all(Value::is_null) { self } else { self.put(key, Value::Array(found)) }
    }

    fn one_span(self, key: &str, span: Option<Span>) -> Self {
        match span {
            Some(it) => {
                let value = json::span(self.origin.to_received(it));
                self.put(key, value)
            }
            None => self,
        }
    }

    fn event(self, it: &EventClaim, cited: &Cited) -> Self {
        let plover = it.plover.as_ref().map_or(Value::Null, |code| plover_json(code, &it.event_type));
        let done = self
            .put("type", json!(event_type::of_the_contract(&it.event_type)))
            .put("actors", json::party_names(&it.actors))
            .spans("actors_span", it.actors.iter().map(|it| it.span))
            .put("targets", json::party_names(&it.targets))
            .spans("targets_span", it.targets.iter().map(|it| it.span))
            .put("places", json::place_names(&it.places))
            .spans("places_span", it.places.iter().map(|it| it.span))
            .put("date", json::maybe_when(it.date.as_ref()))
            .put("acled", json!(it.acled))
            .put("plover", plover)
            .one_span("trigger_span", it.trigger);
        let done = match event_type::finer(&it.event_type) {
            Some(own) => done.put("subtype", json!(own)),
            None => done,
        };
        let is_other = event_type::of_the_contract(&it.event_type) == "other";
        let finer = || event_type::finer(&it.event_type).filter(|_| is_other);
        let done = match it.predicate.as_deref().or_else(finer) {
            Some(predicate) => done.put("predicate", json!(predicate)),
            None => done,
        };
        let figures: Vec<&str> = it.figures.iter().map(|it| it.0.as_str()).collect();
        let done = if figures.is_empty() { done } else { done.put("figures", json!(figures)) };
        let origin = done.origin;
        match it.motive {
            Some(span) => {
                let text = words_of_sentence(cited, span);
                done.put("motive", json!({ "text": text, "span": json::span(origin.to_received(span)) }))
            }
            None => done,
        }
    }

    fn figure(self, it: &FigureClaim, cited: &Cited) -> Self {
        self.put("measure", json!(it.measure))
            .put("unit", json!(it.unit))
            .put("low", json::number(it.low))
            .put("best", json::number(it.best))
            .put("high", json::number(it.high))
            .put("bound", json!(it.bound.word()))
            .put("text", json!(words_of_sentence(cited, it.number)))
            .one_span("number_span", Some(it.number))
            .put("scope", json!(it.scope))
            .put("of_whom", json!(it.of_whom))
            .put("as_of", json::maybe_when(it.as_of.as_ref()))
            .put("places", json::place_names(&it.places))
            .spans("places_span", it.places.iter().map(|it| it.span))
    }

    fn control(self, it: &ControlClaim) -> Self {
        self.put("place", json!(it.place.name))
            .one_span("place_span", it.place.span)
            .put("holder", json!(it.holder.as_ref().map(|it| it.name.as_str())))
            .one_span("holder_span", it.holder.as_ref().and_then(|it| it.span))
            .put("status", json!(it.status.word()))
            .put("from", json!(it.from.as_ref().and_then(|it| it.from).map(|it| it.to_string())))
            .put("to", json!(it.to.as_ref().and_then(|it| it.to).map(|it| it.to_string())))
    }

    fn alias(self, it: &AliasClaim) -> Self {
        self.put("alias", json!(it.alias))
            .one_span("alias_span", Some(it.alias_span))
            .put("canonical", json!(it.canonical))
            .one_span("canonical_span", it.canonical_span)
            .put("evidence_kind", json!(it.evidence_kind))
    }

    fn relation(self, it: &RelationClaim) -> Self {
        self.put("subject", json!(it.subject.name))
            .one_span("subject_span", it.subject.span)
            .put("predicate", json!(it.predicate))
            .put("object", json!(it.object.name))
            .one_span("object_span", it.object.span)
            .put("time", json!(if it.past { "past" } else { "current" }))
    }

    fn geography(self, it: &GeographyClaim) -> Self {
        self.put("subject", json!(it.subject.name))
            .one_span("subject_span", it.subject.span)
            .put("predicate", json!(it.predicate))
            .put("object", json!(it.object.as_ref().map(|it| it.name.as_str())))
            .one_span("object_span", it.object.as_ref().and_then(|it| it.span))
            .put("value", json!(it.value))
    }

    fn consequence(self, it: &ConsequenceClaim, cited: &Cited) -> Self {
        let words = |span: Span| {
            let start = (span.start.saturating_sub(cited.claim.evidence.start)) as usize;
            cited.evidence.text.get(start..start + span.len()).unwrap_or("").to_owned()
        };
        let ids = |ids: &[orontes_model::ClaimId]| ids.iter().map(|it| Value::from(it.0.as_str())).collect();
        self.put("cause", json!(words(it.cause)))
            .one_span("cause_span", Some(it.cause))
            .put("effect", json!(words(it.effect)))
            .one_span("effect_span", Some(it.effect))
            .put("cause_claims", ids(&it.cause_claims))
            .put("effect_claims", ids(&it.effect_claims))
    }

    fn source(self, it: &SourceClaim) -> Self {
        self.put("source", json!(it.source))
            .one_span("source_span", it.source_span)
            .put("verb", json!(it.verb))
            .put("mention_kind", json!(it.mention_kind.word()))
    }
}
