//! Turns filed reports and cited claims into the sorted, deduplicated case that every other module reads.

use crate::accounts::Accounts;
use crate::parties::{self, SideSet, Voice};
use crate::stories::{Stories, Story};
use crate::{ByName, Filed};
use indexmap::IndexMap;
use indexmap::map::Entry;
use orontes_model::{
    ActorKind, Basis, Cited, Claim, ClaimId, Corrections, Date, Dossier, EventClaim, FigureClaim, Modality,
    Party, Reliability, Statement,
};
use orontes_registry::Registry;
use rustc_hash::FxBuildHasher;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Width, in days, up to which an account tells on which side somebody was.
const YEAR_DAYS: i32 = 366;
/// PLOVER sectors of those who bear no arms.
const UNARMED_SECTORS: &[&str] = &["HLH", "IGO", "JRN", "MED", "NGO"];

/// PLOVER sectors of those who bear the arms of a country.
const COUNTRY_SECTORS: &[&str] = &["COP", "GOV", "MIL", "SPY"];

/// A claim with what is asked of it again and again.
struct Known<'a> {
    cited: &'a Cited,
    voice: Voice,
    /// The wording of its sentence, where it is long enough to tell a copied sentence from a like one.
    wording: Option<u32>,
}

/// All claims of a case in one order, with what is known of their reports.
pub(crate) struct Case<'a> {
    pub(crate) registry: &'a Registry,
    corrections: &'a Corrections,
    /// Words by which accounts differ.
    pub(crate) accounts: Accounts,
    /// Each once, in the order in which they came.
    claims: ByName<'a, Known<'a>>,
    /// Places of the claims, by identity: put in order when somebody asks for all.
    by_id: OnceLock<Vec<u32>>,
    pub(crate) dossiers: ByName<'a, &'a Dossier>,
    /// Who stands behind a claim of a chain of names, hedged or not: few chains are behind many claims.
    voices: [IndexMap<&'a [String], Voice, FxBuildHasher>; 2],
    /// Reports that claims name and nobody filed: each is a story of its own.
    unfiled: ByName<'a, u32>,
    pub(crate) stories: Stories<'a>,
    /// The latest day that the case knows of: what undated claims are taken to be of.
    latest: Option<Date>,
}

impl<'a> Case<'a> {
    /// Returns a case without reports.
    pub(crate) fn new(registry: &'a Registry, corrections: &'a Corrections) -> Case<'a> {
        let stories = Stories::new(&corrections.stories);
        Case {
            registry,
            corrections,
            accounts: Accounts::of_english(),
            claims: ByName::default(),
            by_id: OnceLock::new(),
            dossiers: ByName::default(),
            voices: Default::default(),
            unfiled: ByName::default(),
            stories,
            latest: None,
        }
    }

    /// Adds reports and claims; order and repetition leave no trace. Returns the claims that were not there, and
    /// the reports whose story is now another one.
    pub(crate) fn add(
        &mut self,
        filed: &[Filed<'a>],
        claims: &'a [Cited],
    ) -> (Vec<&'a Cited>, BTreeSet<&'a str>) {
        let touched = self.stories.add(self.registry, filed);
        for it in filed {
            self.dossiers.entry(it.dossier.name.as_str()).or_insert(it.dossier);
        }
        let mut fresh: Vec<&'a Cited> = Vec::new();
        // Claims of one sentence come one after the other.
        let mut last = ("", None);
        for cited in claims.iter().filter(|it| !self.corrections.rejected.contains(&it.claim.id)) {
            let Entry::Vacant(place) = self.claims.entry(cited.claim.id.0.as_str()) else { continue };
            let sentence = cited.sentence.text.as_str();
            let wording = if last.0 == sentence { last.1 } else { wording_of(sentence) };
            last = (sentence, wording);
            let is_hedged = cited.claim.modality == Modality::Claimed;
            let voices = &mut self.voices[usize::from(is_hedged)];
            let voice = voices.entry(cited.claim.attribution.as_slice());
            let voice = voice.or_insert_with(|| parties::voice_of(self.registry, &cited.claim)).clone();
            place.insert(Known { cited, voice, wording });
            fresh.push(cited);
            let (report, n_unfiled) = (cited.claim.report.as_str(), self.unfiled.len() as u32);
            if !self.dossiers.contains_key(report) {
                self.unfiled.entry(report).or_insert(n_unfiled);
            }
        }
        if !fresh.is_empty() {
            self.by_id = OnceLock::new();
        }
        self.latest = self.latest.max(latest(filed, &fresh));
        (fresh, touched)
    }

    fn known(&self, id: &ClaimId) -> Option<&Known<'a>> {
        self.claims.get(id.0.as_str())
    }

    /// Returns the claim of an identity.
    pub(crate) fn claim(&self, id: &ClaimId) -> Option<&'a Cited> {
        self.known(id).map(|it| it.cited)
    }

    /// Every claim, by identity.
    pub(crate) fn claims(&self) -> impl Iterator<Item = &'a Cited> + '_ {
        let by_id = self.by_id.get_or_init(|| {
            let mut by_id: Vec<u32> = (0..self.claims.len() as u32).collect();
            by_id.sort_unstable_by_key(|it| self.claims.get_index(*it as usize).map(|it| it.0));
            by_id
        });
        by_id.iter().filter_map(|it| self.claims.get_index(*it as usize)).map(|it| it.1.cited)
    }

    /// Every claim, in the order in which they came: for those who put in order what they find.
    pub(crate) fn claims_as_they_came(&self) -> impl Iterator<Item = &'a Cited> + '_ {
        self.claims.values().map(|it| it.cited)
    }

    /// Returns the story that a report tells.
    pub(crate) fn story(&self, report: &str) -> Story {
        let unfiled = || self.unfiled.get(report).map_or(Story::NONE, |it| Story::unfiled(*it));
        self.stories.story(report).unwrap_or_else(unfiled)
    }

    /// Returns the name of a story, which no other story has.
    pub(crate) fn name_of_story(&self, story: Story) -> String {
        let unfiled = || story.unfiled_at().and_then(|it| self.unfiled.get_index(it as usize)).map(|it| it.0);
        self.stories.name_of(story).unwrap_or_else(|| format!("report {}", unfiled().unwrap_or(&"")))
    }

    /// Says whether only machines wrote the reports of a claim's story.
    pub(crate) fn is_machine_story(&self, report: &str) -> bool {
        self.stories.is_machine_story(report)
    }

    /// Returns the agency whose story a report tells, as the key of a speaker.
    pub(crate) fn agency(&self, report: &str) -> Option<String> {
        self.stories.agency_of(report).map(|it| parties::speaker_key(self.registry, it))
    }

    /// Returns whose word the own voice of a report is, as the key of a speaker: its agency's, or its publisher's
    /// where that is the voice of a side.
    pub(crate) fn issuer(&self, report: &str) -> Option<String> {
        self.agency(report).or_else(|| {
            let publisher = self.dossiers.get(report)?.publisher.as_deref()?;
            let source = self.registry.source_by_name(publisher)?;
            source.side.is_some().then(|| source.id.clone())
        })
    }

    /// Returns what is the same of two claims whose sentences use the same words, where they are many.
    pub(crate) fn wording(&self, claim: &ClaimId) -> Option<u32> {
        self.known(claim)?.wording
    }

    /// Latest day on which a report can have been published.
    pub(crate) fn known_by(&self, report: &str) -> Option<Date> {
        self.dossiers.get(report).and_then(|it| it.published.to)
    }

    /// Returns the day a claim speaks of, as far as sides depend on it: sides change, and with them who is whose.
    pub(crate) fn day_of(&self, claim: &Claim) -> Option<Date> {
        let told = match &claim.statement {
            Statement::Event(it) => it.date,
            Statement::Figure(it) => it.as_of,
            Statement::Control(it) => it.from.or(it.to),
            Statement::Alias(_)
            | Statement::Relation(_)
            | Statement::Geography(_)
            | Statement::Consequence(_)
            | Statement::Source(_) => None,
        };
        let published = self.dossiers.get(claim.report.as_str()).map(|it| it.published);
        // "Not before 2015" is no day: a wide account is of the day it was published, or of the latest.
        let narrow = [told, published].into_iter().flatten().find(|it| crate::days::is_tight(it, YEAR_DAYS));
        narrow.and_then(|it| it.to).or(self.latest)
    }

    /// The latest day that the case knows of.
    pub(crate) fn latest(&self) -> Option<Date> {
        self.latest
    }

    /// Returns the sides of some parties as of a claim.
    pub(crate) fn sides(&self, claim: &Claim, parties: &[Party]) -> SideSet {
        parties::sides_of(self.registry, parties, self.day_of(claim))
    }

    /// Says whether a party may itself have done harm: a monitor, an outlet or an aid agency that a sentence tells of
    /// counted it.
    pub(crate) fn may_bear_arms(&self, party: &Party) -> bool {
        let known = party.id.as_deref().and_then(|it| self.registry.by_id(it));
        known.is_none_or(|it| match it.kind {
            ActorKind::Force => true,
            ActorKind::Outlet => false,
            ActorKind::Government | ActorKind::Organisation | ActorKind::Person | ActorKind::People => {
                !it.sector.as_deref().is_some_and(|it| UNARMED_SECTORS.contains(&it))
            }
        })
    }

    /// Returns the country whose arms a party bears: "the US", "American warplanes" and the army of the registry are one.
    pub(crate) fn arms_of(&self, party: &Party) -> Option<String> {
        let known = party.id.as_deref().and_then(|it| self.registry.by_id(it));
        let (country, sector) = match known {
            Some(it) => (it.country.as_deref(), it.sector.as_deref()),
            None => (party.country.as_deref(), party.sector.as_deref()),
        };
        let bears = sector.is_some_and(|it| COUNTRY_SECTORS.contains(&it)) || self.is_country(party);
        let country = country.filter(|_| bears)?;
        Some(format!("country {country}"))
    }

    /// Returns the side that a country is on as of the latest day, where a party is a country and no more.
    pub(crate) fn side_of_country(&self, party: &Party) -> Option<String> {
        let country = party.country.as_ref().filter(|_| self.is_country(party))?.to_lowercase();
        Some(self.registry.side_of(&country, self.latest).unwrap_or(&country).to_owned())
    }

    /// Says whether a party is a country and no more: "the US".
    fn is_country(&self, party: &Party) -> bool {
        party.id.is_none()
            && party.sector.is_none()
            && party.country.is_some()
            && self.registry.country_of(&party.name) == party.country.as_deref()
    }

    /// Returns the side that a speaker is on as of the latest day, where it is on one.
    pub(crate) fn speaker_side(&self, key: &str) -> Option<String> {
        parties::speaker_side(self.registry, key, self.latest)
    }

    /// Says whether a speaker is in the registry, on a side or on none.
    pub(crate) fn knows(&self, key: &str) -> bool {
        self.registry.source_by_id(key).is_some() || self.registry.by_id(key).is_some()
    }

    /// Returns who stands behind a claim.
    pub(crate) fn voice(&self, cited: &Cited) -> Voice {
        let known = self.known(&cited.claim.id).map(|it| it.voice.clone());
        known.unwrap_or_else(|| parties::voice_of(self.registry, &cited.claim))
    }

    /// Says whether the one who stands behind a claim is on a side that acts in it: a party that speaks of its own
    /// acts.
    pub(crate) fn is_of_itself(&self, cited: &Cited) -> bool {
        let key = match self.voice(cited) {
            Voice::Named(key) => Some(key.to_string()),
            Voice::Own => self.issuer(&cited.claim.report),
            Voice::Unnamed => None,
        };
        let side = key.and_then(|it| self.speaker_side(&it));
        let acting: &[Party] = match &cited.claim.statement {
            Statement::Event(it) => &it.actors,
            Statement::Control(it) => it.holder.as_slice(),
            Statement::Figure(_)
            | Statement::Alias(_)
            | Statement::Relation(_)
            | Statement::Geography(_)
            | Statement::Consequence(_)
            | Statement::Source(_) => &[],
        };
        side.is_some_and(|it| self.sides(&cited.claim, acting).0.contains(&it))
    }

    /// Returns the grade of a speaker: a person's, or else the registry's; F where nobody knows it.
    pub(crate) fn reliability(&self, key: &str) -> Reliability {
        let graded =
            self.corrections.grades.iter().find(|it| parties::speaker_key(self.registry, it.0) == key);
        graded.map_or_else(|| parties::reliability_of(self.registry, key), |it| *it.1)
    }

    /// Event claims, by identity.
    pub(crate) fn event_claims(&self) -> impl Iterator<Item = (&'a Cited, &'a EventClaim)> + '_ {
        self.claims().filter_map(|it| Some((it, it.claim.statement.event()?)))
    }

    /// Figure claims, by identity.
    pub(crate) fn figure_claims(&self) -> impl Iterator<Item = (&'a Cited, &'a FigureClaim)> + '_ {
        self.claims().filter_map(|it| Some((it, it.claim.statement.figure()?)))
    }
}

/// Content words from which two sentences of the same ones go back to one: shorter ones are alike by chance.
const WORDING_WORDS: usize = 8;

fn wording_of(sentence: &str) -> Option<u32> {
    let words = crate::fingerprint::content(sentence);
    (words.len() >= WORDING_WORDS).then(|| crate::words::hash_of_hashes(&words))
}

/// The latest day of publication, or told as past in words of its own.
fn latest(filed: &[Filed<'_>], claims: &[&Cited]) -> Option<Date> {
    let published = filed.iter().filter_map(|it| it.dossier.published.to);
    let told = claims.iter().filter(|it| matches!(it.claim.modality, Modality::Asserted | Modality::Claimed));
    let told = told.filter_map(|it| it.claim.statement.event()?.date);
    let told = told.filter(|it| it.basis == Basis::Explicit).filter_map(|it| it.one_day());
    published.chain(told).max()
}
