//! The stored shape of a figure claim.

use super::RecordError;
use super::parts::{PlaceRecord, SpanRecord, WhenRecord, finite, span_of, span_record, value_of};
use orontes_model::{Bound, FigureClaim};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct FigureRecord {
    measure: String,
    unit: String,
    low: Option<f64>,
    best: Option<f64>,
    high: Option<f64>,
    bound: String,
    number: SpanRecord,
    scope: String,
    as_of: Option<WhenRecord>,
    places: Vec<PlaceRecord>,
    of_whom: Option<String>,
}

impl From<&FigureClaim> for FigureRecord {
    fn from(figure: &FigureClaim) -> FigureRecord {
        FigureRecord {
            measure: figure.measure.clone(),
            unit: figure.unit.clone(),
            low: finite(figure.low),
            best: finite(figure.best),
            high: finite(figure.high),
            bound: figure.bound.word().to_owned(),
            number: span_record(figure.number),
            scope: figure.scope.clone(),
            as_of: figure.as_of.as_ref().map(WhenRecord::from),
            places: figure.places.iter().map(PlaceRecord::from).collect(),
            of_whom: figure.of_whom.clone(),
        }
    }
}

impl FigureRecord {
    pub(super) fn figure(self) -> Result<FigureClaim, RecordError> {
        Ok(FigureClaim {
            bound: value_of("bound", &self.bound, Bound::from_word(&self.bound))?,
            measure: self.measure,
            unit: self.unit,
            low: self.low,
            best: self.best,
            high: self.high,
            number: span_of(self.number),
            scope: self.scope,
            as_of: self.as_of.map(|it| it.when()).transpose()?,
            places: self.places.into_iter().map(PlaceRecord::place).collect::<Result<_, _>>()?,
            of_whom: self.of_whom,
        })
    }
}
