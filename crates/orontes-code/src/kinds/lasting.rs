//! Codes lengths of time that have an article for their number: "for a week now", "nearly a month".

use super::figure::Sight;
use crate::scene::Scene;
use orontes_model::{Bound, Claim, Quantity, QuantityRole, TimeExpression, TimexKind};

/// Codes a length in days for each; those with a number of their own are coded as numbers. Linear in the times.
pub(crate) fn code(scene: &Scene, out: &mut Vec<Claim>) {
    for time in scene.reading.times.iter().filter(|it| it.kind == TimexKind::Duration) {
        out.extend(length(scene, time));
    }
}

fn length(scene: &Scene, time: &TimeExpression) -> Option<Claim> {
    let first = scene.token_at(time.span)?;
    let last = scene.reading.tokens.partition_point(|it| it.span.start < time.span.end).checked_sub(1)?;
    let article = (first..=last).any(|it| matches!(scene.form(it), "a" | "an"));
    let lasts = scene.opened_by("lasting", last)
        || scene.head(last).is_some_and(|it| scene.says("enduring", scene.lemma(it)));
    let counted = scene.reading.quantities.iter().any(|it| it.span.overlaps(time.span));
    if !article || !lasts || counted || !scene.speaks(scene.reading.sentence_of(last)) {
        return None;
    }
    // A round length is meant give or take one of the next smaller unit: a week a day, a month two.
    let (low, best, high) = match time.value.as_str() {
        "P1D" => (1.0, 1.0, 1.0),
        "P1W" => (6.0, 7.0, 8.0),
        "P1M" => (28.0, 30.0, 32.0),
        "P1Y" => (335.0, 365.0, 395.0),
        _ => return None,
    };
    let quantity = Quantity {
        span: time.span,
        low: Some(low),
        best: Some(best),
        high: Some(high),
        bound: Bound::Approx,
        unit: Some("day".to_owned()),
        role: QuantityRole::Measure,
        of: Some(last),
    };
    let governors = scene.head(last).into_iter().collect();
    Sight { scene, quantity: &quantity, counted: last, governors, toll: None, before: None }.claim()
}
