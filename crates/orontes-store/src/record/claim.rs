//! The stored shape of a claim with the words that prove it.

use super::RecordError;
use super::alias::AliasRecord;
use super::consequence::ConsequenceRecord;
use super::control::ControlRecord;
use super::event::EventRecord;
use super::figure::FigureRecord;
use super::geography::GeographyRecord;
use super::parts::{QuoteRecord, SpanRecord, digest_from_hex, finite, span_of, span_record, value_of};
use super::relation::RelationRecord;
use super::source::SourceRecord;
use orontes_model::{Cited, Claim, ClaimId, Modality, Statement};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct CitedRecord {
    id: String,
    report: String,
    sha256: String,
    span: SpanRecord,
    sentence: u32,
    modality: String,
    attribution: Vec<String>,
    salience: f64,
    statement: StatementRecord,
    quote: QuoteRecord,
    sentence_quote: QuoteRecord,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StatementRecord {
    Event(EventRecord),
    Figure(FigureRecord),
    Control(ControlRecord),
    Alias(AliasRecord),
    Relation(RelationRecord),
    Geography(GeographyRecord),
    Consequence(ConsequenceRecord),
    Source(SourceRecord),
}

impl From<&Cited> for CitedRecord {
    fn from(cited: &Cited) -> CitedRecord {
        let claim = &cited.claim;
        CitedRecord {
            id: claim.id.0.clone(),
            report: claim.report.clone(),
            sha256: claim.digest.to_string(),
            span: span_record(claim.evidence),
            sentence: claim.sentence,
            modality: claim.modality.word().to_owned(),
            attribution: claim.attribution.clone(),
            salience: finite(Some(claim.salience)).unwrap_or_default(),
            statement: StatementRecord::from(&claim.statement),
            quote: QuoteRecord::from(&cited.evidence),
            sentence_quote: QuoteRecord::from(&cited.sentence),
        }
    }
}

impl CitedRecord {
    pub(super) fn cited(self) -> Result<Cited, RecordError> {
        let claim = Claim {
            id: ClaimId(self.id),
            report: self.report,
            digest: value_of("sha256", &self.sha256, digest_from_hex(&self.sha256))?,
            evidence: span_of(self.span),
            sentence: self.sentence,
            modality: value_of("modality", &self.modality, Modality::from_word(&self.modality))?,
            attribution: self.attribution,
            salience: self.salience,
            statement: self.statement.statement()?,
        };
        Ok(Cited { claim, evidence: self.quote.quote(), sentence: self.sentence_quote.quote() })
    }
}

impl From<&Statement> for StatementRecord {
    fn from(statement: &Statement) -> StatementRecord {
        match statement {
            Statement::Event(it) => StatementRecord::Event(it.into()),
            Statement::Figure(it) => StatementRecord::Figure(it.into()),
            Statement::Control(it) => StatementRecord::Control(it.into()),
            Statement::Alias(it) => StatementRecord::Alias(it.into()),
            Statement::Relation(it) => StatementRecord::Relation(it.into()),
            Statement::Geography(it) => StatementRecord::Geography(it.into()),
            Statement::Consequence(it) => StatementRecord::Consequence(it.into()),
            Statement::Source(it) => StatementRecord::Source(it.into()),
        }
    }
}

impl StatementRecord {
    fn statement(self) -> Result<Statement, RecordError> {
        Ok(match self {
            StatementRecord::Event(it) => Statement::Event(it.event()?),
            StatementRecord::Figure(it) => Statement::Figure(it.figure()?),
            StatementRecord::Control(it) => Statement::Control(it.control()?),
            StatementRecord::Alias(it) => Statement::Alias(it.alias()),
            StatementRecord::Relation(it) => Statement::Relation(it.relation()),
            StatementRecord::Geography(it) => Statement::Geography(it.geography()?),
            StatementRecord::Consequence(it) => Statement::Consequence(it.consequence()),
            StatementRecord::Source(it) => Statement::Source(it.source()?),
        })
    }
}
