//! One file per kind of claim.

pub(crate) mod alias;
pub(crate) mod claim;
pub(crate) mod consequence;
pub(crate) mod control;
pub(crate) mod event;
pub(crate) mod figure;
pub(crate) mod geography;
pub(crate) mod lasting;
pub(crate) mod motive;
pub(crate) mod relation;
mod setting;
pub(crate) mod source;
mod toll;
pub(crate) mod victim;

use crate::context;
use crate::scene::Scene;
use crate::trigger;
use orontes_model::{Claim, Deprel, Statement};

/// Claims of every kind, in no particular order.
pub(crate) fn all(scene: &Scene) -> Vec<Claim> {
    let mut claims = Vec::new();
    let triggers = trigger::triggers(scene);
    let mut occurrences: Vec<_> = triggers.iter().map(|it| event::occurrence(scene, it)).collect();
    event::lend_targets(scene, &mut occurrences);
    context::carry_over(scene, &mut occurrences);
    let mut events = Vec::new();
    let mut ranges = Vec::new();
    for occurrence in &occurrences {
        let before = events.len();
        event::code(scene, occurrence, &mut events);
        ranges.push(before..events.len());
    }
    event::date_the_undated(scene, &mut events);
    let mut held = Vec::new();
    for (occurrence, range) in occurrences.iter().zip(ranges) {
        let when = events[range].first().and_then(|it| match &it.statement {
            Statement::Event(event) => event.date,
            _ => None,
        });
        // "The army is in control of Arden": a noun that is what is said goes back to nothing.
        let is_said = scene.has_child(occurrence.trigger.token, Deprel::Cop);
        let is_noun = occurrence.trigger.is_noun && !is_said;
        let mut own = Vec::new();
        control::code(scene, occurrence, when.or(occurrence.dated.as_ref().map(|it| it.when)), &mut own);
        held.extend(own.into_iter().map(|it| (is_noun, it)));
    }
    let mut figures = Vec::new();
    figure::code(scene, &mut figures);
    claims.extend(control::drop_repeated(held));
    let mut events = event::drop_repeated(scene, events);
    event::link_figures(scene, &mut events, &figures);
    claims.extend(events);
    claims.extend(figures);
    relation::code(scene, &mut claims);
    alias::code(scene, &mut claims);
    source::code(scene, &mut claims);
    geography::code(scene, &mut claims);
    consequence::code(scene, &mut claims);
    claims
}
