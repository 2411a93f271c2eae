//! Turns "the militants", "rebel forces" into the one armed group that the report names, where it names one.
//!
//! News names a group once and goes on with what it is. Two groups of two sides leave it open, as does a group in arms
//! that no table knows beside one that a table knows. Costs one look at each mention of a report, once.

use crate::scene::Scene;
use orontes_model::{ActorKind, Mention, MentionForm, MentionKind, Party};

/// The sector of those who fight a state (CAMEO).
const REBELS: &str = "REB";

/// Returns the group that a description of rebels stands for; the party itself where it is anybody else.
pub(crate) fn named_for(scene: &Scene, at: usize, party: Party) -> Party {
    if party.id.is_some() || !describes_rebels(scene, &party.name) || is_some_of_them(scene, at) {
        return party;
    }
    let group = scene.rebels.get_or_init(|| sole_group(scene)).clone();
    let is_of = |it: &Party| party.country.is_none() || it.country.is_none() || it.country == party.country;
    group.filter(is_of).map_or_else(|| party.clone(), |it| Party { span: party.span, ..it })
}

/// "Rebels", "militants", "insurgent fighters": nothing but what they are.
fn describes_rebels(scene: &Scene, name: &str) -> bool {
    let is_rebel = |word: &str| {
        scene.says("camp_fighter", word)
            || word.strip_suffix('s').is_some_and(|it| scene.says("camp_fighter", it))
    };
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    match words.as_slice() {
        [one] => one.ends_with('s') && is_rebel(one),
        [first, second] => is_rebel(first) && matches!(second.as_str(), "forces" | "fighters" | "troops"),
        _ => false,
    }
}

/// "Some rebels", "suspected militants", "200 insurgents": a few of somebody's.
fn is_some_of_them(scene: &Scene, at: usize) -> bool {
    scene
        .children(at)
        .filter(|&it| it < at)
        .any(|it| !matches!(scene.form(it), "the" | "these" | "those" | "rebel" | "insurgent" | "militant"))
}

/// The armed group that the report names, where all that it names are of one side: the one it names first.
fn sole_group(scene: &Scene) -> Option<Party> {
    let on = scene.report.published.to.or(scene.report.published.from);
    let mut found: Option<(Party, String)> = None;
    for mention in scene.reading.mentions.iter().filter(|it| is_name_of_actor(it)) {
        let Some((party, side)) = group_of(scene, mention, on) else { continue };
        match &found {
            None => found = Some((party, side)),
            Some((_, of_first)) if *of_first == side => {}
            Some(_) => return None,
        }
    }
    found.map(|it| it.0)
}

fn is_name_of_actor(mention: &Mention) -> bool {
    mention.form == MentionForm::Name && mention.kind == MentionKind::Actor
}

/// A group that fights a state, with its side: the registry's, or one that no table knows, by its name.
fn group_of(scene: &Scene, mention: &Mention, on: Option<orontes_model::Date>) -> Option<(Party, String)> {
    let Some(actor) = mention.known.as_deref().and_then(|it| scene.registry.by_id(it)) else {
        let first = mention.antecedent.map_or(mention, |it| &scene.reading.mentions[it]);
        let party = crate::party::party_of_words(scene, scene.words(first.span), first.span);
        let is_group = party.id.is_none() && party.sector.as_deref() == Some(REBELS);
        let name = party.name.to_lowercase();
        return is_group.then_some((party, name));
    };
    let is_group = actor.kind == ActorKind::Force && actor.sector.as_deref() == Some(REBELS);
    let side = scene.registry.side_of(&actor.id, on).unwrap_or(&actor.id).to_owned();
    let party = Party {
        name: actor.name.clone(),
        id: Some(actor.id.clone()),
        country: actor.country.clone(),
        sector: actor.sector.clone(),
        span: Some(mention.span),
    };
    is_group.then_some((party, side))
}
