//! What claims of every kind share: identity, sentence, voice, salience.

use crate::identity::claim_id;
use crate::realis::{self, Voice};
use crate::salience::salience;
use crate::scene::Scene;
use orontes_model::{Claim, Kind, Modality, Span, Statement};

/// A claim before it has its voice and statement.
pub(crate) struct Draft {
    pub(crate) kind: Kind,
    /// The words it rests on.
    pub(crate) evidence: Span,
    /// The token that stands for it: its trigger or head.
    pub(crate) token: usize,
    /// What tells it from others of its kind over the same words.
    pub(crate) what: Vec<String>,
}

impl Draft {
    pub(crate) fn claim(self, scene: &Scene, voice: Voice, statement: Statement) -> Claim {
        let what: Vec<&str> = self.what.iter().map(String::as_str).collect();
        Claim {
            id: claim_id(&scene.report.digest, self.evidence, self.kind, &what),
            report: scene.report.name.clone(),
            digest: scene.report.digest,
            evidence: self.evidence,
            sentence: scene.reading.sentence_of(self.token) as u32 + 1,
            modality: voice.modality,
            attribution: voice.attribution,
            salience: salience(scene, self.token),
            statement,
        }
    }
}

/// The report's own voice: what names mean and who is cited is said by nobody else.
pub(crate) fn own_voice(scene: &Scene) -> Voice {
    Voice { modality: Modality::Asserted, attribution: vec![realis::publisher(scene)] }
}
