//! Derives the identity of a claim from its report, its words and its kind.

use orontes_model::{ClaimId, Digest, Kind, Span};
use sha2::{Digest as _, Sha256};

/// Returns the identity of a claim of this kind over these words; `what` tells claims of one kind over the
/// same words apart (type, place, name). Sixteen hex digits: among a million claims of one case two agree
/// by chance once in forty million cases.
pub(crate) fn claim_id(digest: &Digest, evidence: Span, kind: Kind, what: &[&str]) -> ClaimId {
    let mut hasher = Sha256::new();
    hasher.update(digest.0);
    hasher.update(evidence.start.to_le_bytes());
    hasher.update(evidence.end.to_le_bytes());
    hasher.update(kind.word().as_bytes());
    for part in what {
        hasher.update([0]);
        hasher.update(part.as_bytes());
    }
    let hash = hasher.finalize();
    ClaimId(hash[..8].iter().map(|it| format!("{it:02x}")).collect())
}
