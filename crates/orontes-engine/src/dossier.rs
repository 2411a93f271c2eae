//! Keeps what a case needs of a report and its claims once the report itself is put away.

use orontes_model::{Cited, Claim, Dossier, Note, Quote, Reading, Report, SentenceRole, Span};
use orontes_reconcile::Fingerprint;

pub(crate) fn dossier(
    report: &Report,
    reading: &Reading,
    fingerprint: &Fingerprint,
    notes: &[Note],
) -> Dossier {
    let idle = reading.sentences.iter().filter(|it| match it.role {
        SentenceRole::Boilerplate | SentenceRole::Disclosure => true,
        SentenceRole::Body | SentenceRole::Heading | SentenceRole::Furniture => false,
    });
    Dossier {
        name: report.name.clone(),
        digest: report.digest,
        title: report.title.clone(),
        publisher: report.publisher.clone(),
        published: report.published,
        machine_written: report.machine_written.map(|it| {
            let quote = quote(report, it);
            (quote.text, quote.received)
        }),
        boilerplate: idle.map(|it| report.origin.to_received(it.span)).collect(),
        notes: notes.to_vec(),
        sentences: reading.sentences.iter().map(|it| quote(report, it.span)).collect(),
        fingerprint: fingerprint.to_bytes(),
    }
}

pub(crate) fn cited(report: &Report, reading: &Reading, claims: Vec<Claim>) -> Vec<Cited> {
    let sentence = |claim: &Claim| {
        let idx = (claim.sentence as usize).wrapping_sub(1);
        reading.sentences.get(idx).map_or(claim.evidence, |it| it.span)
    };
    claims
        .into_iter()
        .map(|claim| {
            let (evidence, sentence) = (quote(report, claim.evidence), quote(report, sentence(&claim)));
            Cited { claim, evidence, sentence }
        })
        .collect()
}

fn quote(report: &Report, span: Span) -> Quote {
    Quote { received: report.origin.to_received(span), text: span.of(&report.text).to_owned() }
}
