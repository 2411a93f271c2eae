//! Turns a reading into claims, by the codebook.
//!
//! Modules in reading order: `scene` (one report as every rule sees it), `trigger` (where predicates stand),
//! `clause` (logical subjects and objects), `means` (by what means a bombing was done), `adjacent` (what stands beside a word), `role` (which words fill a
//! role), `filler` (do they fit, which things do they name), `party` (who those are), `rebels` (whom "the militants" stand for), `realis` (how sure, who says so), `day` (when), `context` (what the report told before), `kinds` (one file per kind of claim),
//! [`proof`] (a rule against its own examples).
//!
//! **Cost:** linear in the tokens of the report times the rules under one lemma; filling a role walks a
//! bounded part of one sentence's tree.
//!
//! **Invariant:** `code` opens no name of any war: what a word means is in the codebook, who bears a name in
//! the registry, where a place is in the gazetteer.

mod adjacent;
mod clause;
mod context;
mod day;
mod filler;
mod identity;
mod kinds;
mod means;
mod party;
pub mod proof;
mod realis;
mod rebels;
mod role;
mod salience;
mod scene;
mod trigger;

use orontes_codebook::Codebook;
use orontes_model::{Claim, Located, Noted, Reading, Report};
use orontes_registry::Registry;

/// Codes one report: claims in the order of their words, then kind, then identity.
pub fn code(
    codebook: &Codebook,
    registry: &Registry,
    report: &Report,
    reading: &Reading,
    located: &Located,
) -> Noted<Vec<Claim>> {
    let scene = scene::Scene::new(codebook, registry, report, reading, located);
    let mut claims = kinds::all(&scene);
    claims.sort_by(|a, b| {
        (a.evidence, a.statement.kind(), &a.id).cmp(&(b.evidence, b.statement.kind(), &b.id))
    });
    claims.dedup_by(|a, b| a.id == b.id);
    Noted::plain(claims)
}
