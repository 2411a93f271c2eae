//! Turns occurrences into claims of who holds a place: what a rule says follows from the taking, leaving,
//! holding, cutting or threatening of it.

use crate::clause;
use crate::identity::claim_id;
use crate::kinds::event::{Occurrence, evidence};
use crate::party;
use crate::salience::salience;
use crate::scene::Scene;
use orontes_codebook::{ControlYield, Role};
use orontes_model::{
    Claim, ControlClaim, ControlStatus, Deprel, Kind, Modality, Party, PlaceRef, Precision, Standing,
    Statement, When,
};
use std::collections::BTreeSet;

/// Steps from a place up to the noun that "rebel-held" describes: "rebel-held parts of the north of Arden".
const LONGEST_DESCRIPTION: usize = 6;

/// Drops what only goes back: "the fall of Arden" tells nothing of who holds Arden that "X seized Arden" in the
/// same report has not told (contract, section 3). Linear, but for a look-up per claim.
pub(crate) fn drop_repeated(claims: Vec<(bool, Claim)>) -> Vec<Claim> {
    let key = |claim: &Claim| match &claim.statement {
        Statement::Control(control) => Some((control.place.name.clone(), control.status)),
        _ => None,
    };
    let mut told: BTreeSet<_> =
        claims.iter().filter(|(is_noun, _)| !is_noun).filter_map(|(_, it)| key(it)).collect();
    let keep = |(is_noun, claim): (bool, Claim)| {
        let is_new = key(&claim).is_none_or(|key| told.insert(key));
        (!is_noun || is_new).then_some(claim)
    };
    claims.into_iter().filter_map(keep).collect()
}

/// Codes what one occurrence says about control, per place.
pub(crate) fn code(scene: &Scene, occurrence: &Occurrence, when: Option<When>, out: &mut Vec<Claim>) {
    let token = occurrence.trigger.token;
    if is_of_whoever(scene, token) {
        return;
    }
    // "Shells hit rebel-held Arden on Sunday": it is held then, nobody says since when.
    let is_described = clause::hyphened(scene, token).is_some();
    // "The army still holds Arden": neither.
    let kind = occurrence.trigger.event.as_ref().map_or("", |it| it.event_type.as_str());
    let goes_on = scene.in_group("standing", kind) && occurrence.dated.is_none();
    let when = when.filter(|_| !is_described && !goes_on).map(|it| beginning(scene, occurrence, it));
    for control in &occurrence.trigger.rule.control {
        // The country of the report stands in for a place that nobody names; nobody takes or leaves it.
        let named = occurrence
            .places
            .iter()
            .filter(|it| it.precision != Precision::Region || it.standing() != Standing::Inferred)
            .filter(|it| !is_described || is_described_by(scene, token, it))
            .filter(|it| !is_of_no_telling(scene, it));
        for place in named {
            if let Some(claim) = claim(scene, occurrence, control, place, when) {
                out.push(claim);
            }
        }
    }
}

/// "Has held Arden since 2017" lasts to the present, and its beginning is some day of 2017.
fn beginning(scene: &Scene, occurrence: &Occurrence, when: When) -> When {
    let time = occurrence.dated.as_ref().and_then(|it| it.time).map(|it| scene.reading.times[it].when);
    let goes_on = |it: &When| it.from == when.from && it.to < when.to;
    time.filter(goes_on).map_or(when, |it| When { to: it.to, ..when })
}

/// "Whoever controls Arden controls the trade": a saying about anybody.
fn is_of_whoever(scene: &Scene, token: usize) -> bool {
    let anybody = |it: usize| {
        let above = scene.head(it).filter(|_| scene.deprel(it) == Deprel::Nsubj);
        scene.says("anybody", &scene.form(it).to_lowercase()) && above.is_some()
    };
    let clauses = std::iter::successors(Some(token), |it| scene.head(*it)).take(2);
    clauses.flat_map(|it| scene.children(it).chain([it])).any(anybody)
}

/// "Certain positions", "several crossings": which ones nobody says, and who holds them is nowhere on a map.
fn is_of_no_telling(scene: &Scene, place: &PlaceRef) -> bool {
    let Some(span) = place.span.filter(|_| place.id.is_none()) else { return false };
    let Some(first) = scene.token_at(span) else { return false };
    let last = scene.reading.tokens.partition_point(|it| it.span.start < span.end);
    let heads = (first..last).filter(|it| scene.token(*it).xpos == "NNS");
    let vague = |it: usize| scene.says("unspecified", scene.form(it));
    heads.into_iter().any(|it| scene.children_in(it, &[Deprel::Det, Deprel::Amod]).any(vague))
}

/// "Rebel-held Arden and army-held Velden": each is described by its own word.
fn is_described_by(scene: &Scene, participle: usize, place: &PlaceRef) -> bool {
    let Some(at) = place.span.and_then(|it| scene.token_at(it)) else { return false };
    let above = std::iter::successors(Some(at), |it| scene.head(*it)).take(LONGEST_DESCRIPTION);
    let mut own = above.flat_map(|it| {
        scene.children_in(it, &[Deprel::Amod]).filter(|it| clause::hyphened(scene, *it).is_some())
    });
    own.next() == Some(participle)
}

fn claim(
    scene: &Scene,
    occurrence: &Occurrence,
    control: &ControlYield,
    place: &PlaceRef,
    when: Option<When>,
) -> Option<Claim> {
    // What is only feared, planned or conditional changes nobody's hold; a threat is one already.
    let modality = match occurrence.voice.modality {
        Modality::Conditional => return None,
        Modality::Predicted if control.status != ControlStatus::Threatened => return None,
        Modality::Predicted => Modality::Asserted,
        Modality::Denied if control.status == ControlStatus::Controlled => Modality::Asserted,
        Modality::Denied => return None,
        modality @ (Modality::Asserted | Modality::Claimed | Modality::Historical) => modality,
    };
    let denied = occurrence.voice.modality == Modality::Denied;
    let status = status(control.status, denied, modality, occurrence, place);
    let holder = control.holder.and_then(|it| holder(scene, occurrence, it));
    let evidence = evidence(scene, occurrence, Some(place));
    let (from, to) = if control.ends { (None, when) } else { (when, None) };
    let what = [status.word(), place.name.as_str()];
    Some(Claim {
        id: claim_id(&scene.report.digest, evidence, Kind::Control, &what),
        report: scene.report.name.clone(),
        digest: scene.report.digest,
        evidence,
        sentence: scene.reading.sentence_of(occurrence.trigger.token) as u32 + 1,
        modality,
        attribution: occurrence.voice.attribution.clone(),
        salience: salience(scene, occurrence.trigger.token),
        statement: Statement::Control(ControlClaim { place: place.clone(), holder, status, from, to }),
    })
}

fn holder(scene: &Scene, occurrence: &Occurrence, role: Role) -> Option<Party> {
    match role {
        Role::Actor => {
            let first = occurrence.actors.first()?;
            Some(party::as_body(scene, first).unwrap_or_else(|| first.clone()))
        }
        Role::Target => occurrence.targets.first().cloned(),
        Role::Place => None,
    }
}

/// A party's own word for its gains is a claim of control; several towns of an area are a part of it.
fn status(
    said: ControlStatus,
    denied: bool,
    modality: Modality,
    occurrence: &Occurrence,
    place: &PlaceRef,
) -> ControlStatus {
    let by_itself = occurrence.actors.iter().any(|it| occurrence.voice.attribution[1..].contains(&it.name));
    match said {
        ControlStatus::Controlled if denied => ControlStatus::NotControlled,
        ControlStatus::Controlled if modality == Modality::Claimed && by_itself => {
            ControlStatus::ClaimedControl
        }
        ControlStatus::Controlled if place.precision != Precision::Exact => ControlStatus::ControlledPartly,
        said => said,
    }
}
