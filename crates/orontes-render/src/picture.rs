//! What every output draws on: the situation, the reports and the claims behind it, and the base of the map.

use crate::label::Labels;
use indexmap::IndexMap;
use orontes_model::{
    Check, Cited, ClaimId, Date, Dossier, Ground, HeldStretch, Origin, PartyRow, Point, Situation, When,
};
use rustc_hash::FxBuildHasher;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A situation with everything that is needed to cite it.
#[derive(Clone, Debug)]
pub struct Picture<'a> {
    /// What the claims jointly support.
    pub situation: &'a Situation,
    /// The reports.
    pub dossiers: &'a [Dossier],
    /// The claims, by identity.
    pub claims: IndexMap<&'a ClaimId, &'a Cited, FxBuildHasher>,
    /// Where places are, by their identifier.
    pub points: BTreeMap<String, Point>,
    /// Short names of the reports.
    pub labels: Labels,
    /// The last day that the picture speaks of.
    pub cut_off: Option<Date>,
    /// Roads to draw, each as a line with its reference.
    pub roads: Vec<RoadLine>,
    /// Who holds the roads between reported places.
    pub stretches: Vec<HeldStretch>,
    /// Places to letter although nobody speaks of them: the capitals and towns that orient a reader.
    pub towns: Vec<(String, Point)>,
    /// Shores, waters and borders under the map.
    pub ground: &'a [Ground],
    /// Whose the places and roads are, and under what licence.
    pub credits: Vec<String>,
    /// Whose the ground is.
    pub ground_credits: Vec<String>,
    /// Stated facts of geography, held against the atlas.
    pub checks: Vec<Check>,
    /// Who stands with whom.
    pub parties: Vec<PartyRow>,
    /// Put in order when somebody asks for the claims of a sentence.
    by_sentence: OnceLock<BTreeMap<(&'a str, u32), Vec<&'a Cited>>>,
    told: &'a [Cited],
    by_report: IndexMap<&'a str, &'a Dossier, FxBuildHasher>,
    /// Bounds on the days of undated reports.
    bounds: BTreeMap<&'a str, When>,
}

/// A stretch of road to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadLine {
    /// Reference ("M5").
    pub reference: String,
    /// From place to place.
    pub points: Vec<Point>,
}

impl<'a> Picture<'a> {
    /// Gathers a picture. Costs a sort of the claims.
    pub fn new(situation: &'a Situation, dossiers: &'a [Dossier], claims: &'a [Cited]) -> Picture<'a> {
        let names: Vec<&str> = dossiers.iter().map(|it| it.name.as_str()).collect();
        Picture {
            situation,
            dossiers,
            claims: by_id(claims),
            by_sentence: OnceLock::new(),
            told: claims,
            by_report: dossiers.iter().map(|it| (it.name.as_str(), it)).collect(),
            bounds: situation.published.iter().map(|it| (it.0.as_str(), it.1)).collect(),
            points: BTreeMap::new(),
            labels: Labels::of(&names),
            cut_off: None,
            roads: Vec::new(),
            stretches: Vec::new(),
            towns: Vec::new(),
            ground: &[],
            credits: Vec::new(),
            ground_credits: Vec::new(),
            checks: Vec::new(),
            parties: Vec::new(),
        }
    }

    /// Returns the claims that rest on a sentence, in the order given.
    pub fn claims_of_sentence<'s>(&'s self, report: &'s str, ordinal: u32) -> &'s [&'s Cited] {
        let by_sentence = self.by_sentence.get_or_init(|| by_sentence(self.told));
        by_sentence.get(&(report, ordinal)).map_or(&[], Vec::as_slice)
    }

    /// Returns the day of a report, or the bounds that the other reports put on it.
    pub fn published(&self, dossier: &Dossier) -> When {
        self.bounds.get(dossier.name.as_str()).copied().unwrap_or(dossier.published)
    }

    /// Returns what is known of the report of a name.
    pub fn dossier(&self, name: &str) -> Option<&'a Dossier> {
        self.by_report.get(name).copied()
    }

    /// Returns the origin of an identity. Costs a search in the order of origins, which is that of their least reports.
    pub fn origin(&self, id: &str) -> Option<&'a Origin> {
        let least = id.strip_prefix("origin-")?;
        let origins = &self.situation.origins;
        let at = origins.binary_search_by(|it| it.reports.first().map_or("", String::as_str).cmp(least));
        at.ok().and_then(|it| origins.get(it))
    }

    /// Returns the reference of a claim, `report:sentence` ("000:3"), or nothing for a claim that is not here.
    pub fn reference(&self, id: &ClaimId) -> Option<String> {
        let cited = self.claims.get(id)?;
        Some(format!("{}:{}", self.labels.of_report(&cited.claim.report), cited.claim.sentence))
    }

    /// Returns the references of claims, each once, sorted by report and sentence.
    pub fn references(&self, ids: &[ClaimId]) -> Vec<String> {
        let mut found: Vec<(&str, u32)> = ids
            .iter()
            .filter_map(|id| self.claims.get(id))
            .map(|it| (self.labels.label_of(&it.claim.report), it.claim.sentence))
            .collect();
        found.sort();
        found.dedup();
        found.into_iter().map(|(label, sentence)| format!("{label}:{sentence}")).collect()
    }
}

/// The claims in the order of their identities; of equal ones the last counts.
fn by_id(claims: &[Cited]) -> IndexMap<&ClaimId, &Cited, FxBuildHasher> {
    let mut sorted: Vec<&Cited> = claims.iter().collect();
    sorted.sort_by(|a, b| a.claim.id.cmp(&b.claim.id));
    sorted.into_iter().map(|it| (&it.claim.id, it)).collect()
}

fn by_sentence(claims: &[Cited]) -> BTreeMap<(&str, u32), Vec<&Cited>> {
    let mut found: BTreeMap<(&str, u32), Vec<&Cited>> = BTreeMap::new();
    for cited in claims {
        found.entry((&cited.claim.report, cited.claim.sentence)).or_default().push(cited);
    }
    found
}
