//! Turns claims into the sentences that say what would follow if a place changed hands.

use orontes_model::{
    Cited, ClaimId, ConsequenceClaim, Followed, Modality, PlaceRef, Span, Standing, Statement, Supposition,
    Tells,
};
use std::collections::{BTreeMap, BTreeSet};

/// A cause of at most so many words and without claims of its own ("this happens", "that", "such a loss") points
/// back to the sentence before.
const BACK_REFERENCE_WORDS: usize = 3;

type At<'a> = (&'a str, u32);

/// Returns the sentences, in the order of reports and sentences; consequences before positions in each.
pub(crate) fn reported(claims: &[Cited], suppositions: &[Supposition]) -> Vec<Followed> {
    let ids: BTreeSet<&str> = suppositions.iter().map(|it| it.place_id.as_str()).collect();
    let is_about = |it: &Cited| places(it).iter().any(|it| is_meant(it, &ids));
    let about: BTreeSet<&ClaimId> = claims.iter().filter(|it| is_about(it)).map(|it| &it.claim.id).collect();
    let supposed: BTreeSet<At<'_>> = claims
        .iter()
        .filter(|it| about.contains(&it.claim.id) && is_open(it.claim.modality))
        .map(at)
        .collect();
    let mut found: BTreeMap<(At<'_>, Tells), Vec<&Cited>> = BTreeMap::new();
    for cited in claims {
        let tells = match &cited.claim.statement {
            Statement::Consequence(it) => {
                let own = it.cause_claims.iter().any(|it| about.contains(it));
                let follows = own || supposed.contains(&at(cited)) || points_back(cited, it, &supposed);
                (follows && told_of_future(cited, own)).then_some(Tells::Consequence)
            }
            Statement::Event(it) => {
                let is_plan = matches!(it.event_type.as_str(), "intent_to_attack" | "goal" | "threat");
                (about.contains(&cited.claim.id) && is_open(cited.claim.modality) && !is_plan)
                    .then_some(Tells::Consequence)
            }
            Statement::Control(_) | Statement::Figure(_) => (about.contains(&cited.claim.id)
                && is_open(cited.claim.modality))
            .then_some(Tells::Consequence),
            Statement::Geography(it) => {
                let tells_way = matches!(
                    it.predicate.as_str(),
                    "gateway_to" | "on_route_to" | "connects" | "crossroads_of" | "strategic"
                );
                (tells_way && is_meant(&it.subject, &ids)).then_some(Tells::Position)
            }
            Statement::Alias(_) | Statement::Relation(_) | Statement::Source(_) => None,
        };
        if let Some(tells) = tells {
            found.entry((at(cited), tells)).or_default().push(cited);
        }
    }
    found.into_iter().map(|((_, tells), them)| followed(tells, &them)).collect()
}

fn at(cited: &Cited) -> At<'_> {
    (&cited.claim.report, cited.claim.sentence)
}

fn is_meant(place: &PlaceRef, ids: &BTreeSet<&str>) -> bool {
    let is_itself = matches!(place.standing(), Standing::Itself | Standing::Inferred);
    is_itself && place.id.as_deref().is_some_and(|it| ids.contains(it))
}

fn places(cited: &Cited) -> Vec<&PlaceRef> {
    match &cited.claim.statement {
        Statement::Event(it) => it.places.iter().collect(),
        Statement::Figure(it) => it.places.iter().collect(),
        Statement::Control(it) => vec![&it.place],
        Statement::Geography(_)
        | Statement::Alias(_)
        | Statement::Relation(_)
        | Statement::Consequence(_)
        | Statement::Source(_) => Vec::new(),
    }
}

/// Says whether something is told as not having happened yet.
fn is_open(modality: Modality) -> bool {
    match modality {
        Modality::Predicted | Modality::Conditional => true,
        Modality::Asserted | Modality::Claimed | Modality::Historical | Modality::Denied => false,
    }
}

/// A consequence that is asserted has followed already; it counts where its cause is a claim about the place.
fn told_of_future(cited: &Cited, has_cause_there: bool) -> bool {
    match cited.claim.modality {
        Modality::Predicted | Modality::Conditional => true,
        Modality::Asserted | Modality::Claimed => has_cause_there,
        Modality::Historical | Modality::Denied => false,
    }
}

fn points_back(cited: &Cited, claim: &ConsequenceClaim, supposed: &BTreeSet<At<'_>>) -> bool {
    let is_short =
        words_of(cited, claim.cause).is_some_and(|it| it.split_whitespace().count() <= BACK_REFERENCE_WORDS);
    let before = cited.claim.sentence.checked_sub(1).map(|it| (cited.claim.report.as_str(), it));
    is_short && claim.cause_claims.is_empty() && before.is_some_and(|it| supposed.contains(&it))
}

/// The words of a span inside the evidence.
fn words_of(cited: &Cited, span: Span) -> Option<&str> {
    let from = span.start.checked_sub(cited.claim.evidence.start)? as usize;
    let to = span.end.checked_sub(cited.claim.evidence.start)? as usize;
    cited.evidence.text.get(from..to)
}

fn followed(tells: Tells, them: &[&Cited]) -> Followed {
    let first = them[0];
    // An "if" outweighs a forecast, and both outweigh what stands beside them in the sentence.
    let rank = |it: &Modality| match it {
        Modality::Conditional => 0,
        Modality::Predicted => 1,
        Modality::Claimed => 2,
        Modality::Asserted => 3,
        Modality::Historical | Modality::Denied => 4,
    };
    let modality = them.iter().map(|it| it.claim.modality).min_by_key(rank).unwrap_or_default();
    let speakers = them.iter().map(|it| &it.claim.attribution).max_by_key(|it| it.len());
    let mut claims: Vec<ClaimId> = them.iter().map(|it| it.claim.id.clone()).collect();
    claims.sort();
    claims.dedup();
    Followed {
        tells,
        report: first.claim.report.clone(),
        sentence: first.claim.sentence,
        modality,
        attribution: speakers.cloned().unwrap_or_default(),
        text: first.sentence.text.clone(),
        claims,
    }
}
