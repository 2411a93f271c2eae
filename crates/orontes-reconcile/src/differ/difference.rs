//! Turns what is known of a difference into a disagreement with an identity of its own.

use orontes_model::{
    ClaimId, Disagreement, DisagreementKind, DisagreementSeverity, Explained, Origins, Side,
};
use std::collections::BTreeSet;

/// Returns a disagreement; sides and claims are put in order, so that equal differences are equal.
pub(crate) fn disagreement(
    kind: DisagreementKind,
    severity: DisagreementSeverity,
    topic: impl Into<String>,
    mut sides: Vec<Side>,
    explanation: impl Into<String>,
) -> Disagreement {
    for side in &mut sides {
        side.claims.sort();
        side.claims.dedup();
    }
    sides.sort_by(|a, b| a.claims.cmp(&b.claims));
    let least = sides.iter().flat_map(|it| &it.claims).min().cloned().unwrap_or(ClaimId(String::new()));
    let topic = topic.into();
    Disagreement {
        // One claim may stand in several questions, so the question is part of the identity.
        id: format!("{}-{least}-{:08x}", kind.word(), crate::words::hash(&topic)),
        kind,
        severity,
        topic,
        sides,
        explanation: explanation.into(),
    }
}

/// Returns one side.
pub(crate) fn side(view: impl Into<String>, claims: impl IntoIterator<Item = ClaimId>) -> Side {
    // Origins are counted once all differences are known.
    let (origins, is_interested) = (Origins::default(), false);
    Side { view: view.into(), claims: claims.into_iter().collect(), origins, is_interested }
}

/// Returns what only looks like a difference.
pub(crate) fn explained(kind: &str, claims: BTreeSet<ClaimId>, explanation: impl Into<String>) -> Explained {
    Explained { kind: kind.to_owned(), claims: claims.into_iter().collect(), explanation: explanation.into() }
}
