//! Settles by what means a deed was done where its own words leave it open: "the bombing" of a report about planes is an
//! air strike, that of a report about a car bomb is none.

use crate::scene::Scene;
use crate::trigger::Trigger;
use orontes_codebook::EventYield;
use orontes_model::{Deprel, MentionKind};

/// A word that leaves the means open, the type that the book gives it, and the types that settle it.
struct Open {
    words: &'static str,
    own: &'static str,
    settled_by: &'static str,
}

const OPEN: [Open; 2] = [
    Open { words: "any_means", own: "explosion", settled_by: "by_means" },
    Open { words: "any_strike", own: "airstrike", settled_by: "by_strike" },
];

/// Gives what suicide bombers do the means of their attack, and "the bombing", "the strike" that of the deed told nearest
/// before it, else right after it. Linear in the triggers.
pub(crate) fn settle(scene: &Scene, found: &mut Vec<Trigger>) {
    lend_bombers(scene, found);
    OPEN.iter().for_each(|open| settle_one(scene, found, open));
}

fn settle_one(scene: &Scene, found: &mut [Trigger], open: &Open) {
    // "A missile strike", "air strikes" say by what means; "carried out the strike" does not.
    let says = |it: &Trigger| {
        (!it.is_noun || it.group.len() == 1)
            && it.group.iter().any(|&word| scene.says(open.words, scene.form(word)))
    };
    let is_of = |it: &Trigger, wanted: &dyn Fn(&str) -> bool| {
        it.event.as_ref().is_some_and(|it| wanted(&it.event_type))
    };
    let tells = |it: &&Trigger| {
        !says(it)
            && is_of(it, &|kind| {
                scene.in_group(open.settled_by, kind) && (kind != "shelling" || strikes(scene, it))
            })
    };
    let clear: Vec<(usize, Option<EventYield>)> =
        found.iter().filter(tells).map(|it| (it.token, it.event.clone())).collect();
    let leaves_open = |it: &Trigger| says(it) && is_of(it, &|kind| kind == open.own) && goes_on(scene, it);
    for trigger in found.iter_mut().filter(|it| leaves_open(it)) {
        let split = clear.partition_point(|(token, _)| *token < trigger.token);
        let near = split.checked_sub(1).or((split < clear.len()).then_some(split));
        let by_plane = trigger.filled.actors.iter().any(|&it| flies(scene, it));
        let told = near.and_then(|it| clear[it].1.clone()).filter(|_| !by_plane);
        let flown = by_plane.then(|| by_air(scene)).flatten();
        if let Some(event) = flown.or(told) {
            trigger.event = Some(event);
        }
    }
}

/// "The strike", "this bombing", "carried out the bombing": told of before, or about to be. "A strike" and "strikes" open
/// something of their own.
fn goes_on(scene: &Scene, trigger: &Trigger) -> bool {
    let told = |it: usize| matches!(scene.form(it), "the" | "this" | "that" | "these" | "those");
    let is_bombing = trigger.event.as_ref().is_some_and(|it| it.event_type == "explosion");
    is_bombing || trigger.group.iter().any(|&it| scene.children_in(it, &[Deprel::Det]).any(told))
}

/// "Suicide bombers killed 30": the killing is their attack, and the noun tells no second one.
fn lend_bombers(scene: &Scene, found: &mut Vec<Trigger>) {
    let bombers: Vec<(usize, Option<EventYield>)> = found
        .iter()
        .filter(|it| it.is_noun && scene.says("bomber", scene.lower_lemma(it.token)))
        .map(|it| (it.token, it.event.clone()))
        .collect();
    let mut merged = Vec::new();
    for trigger in found.iter_mut().filter(|it| !it.is_noun) {
        let harms = trigger.event.as_ref().is_some_and(|it| scene.in_group("harm", &it.event_type));
        let own = bombers.iter().find(|(token, _)| trigger.filled.actors.contains(token));
        if let Some((token, event)) = own.filter(|_| harms) {
            trigger.event.clone_from(event);
            merged.push(*token);
        }
    }
    found.retain(|it| !(it.is_noun && merged.contains(&it.token)));
}

/// Missiles strike; mortars only shell.
fn strikes(scene: &Scene, trigger: &Trigger) -> bool {
    let missile = |it: usize| scene.says("missile", scene.lower_lemma(it));
    trigger.group.iter().any(|&it| missile(it) || scene.children(it).any(missile))
}

/// "The Ruritanian bombing", "a bombing by warplanes": a state bombs from the air.
fn flies(scene: &Scene, actor: usize) -> bool {
    let nation = scene.mention(actor).is_some_and(|(_, it)| it.kind == MentionKind::Nationality);
    nation || scene.is_of(scene.book.classes().id("air"), actor)
}

/// What the book says of an air strike.
fn by_air(scene: &Scene) -> Option<EventYield> {
    scene.book.rules().iter().find(|it| it.id == "airstrike").and_then(|it| it.event.clone())
}
