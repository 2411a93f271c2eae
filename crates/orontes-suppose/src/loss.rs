//! Turns places that change hands into what the side that loses them loses.

use crate::areas::{areas, held, is_told, sort, warrant};
use crate::board::{Board, Holding, Terrain};
use crate::leaning::Leaning;
use crate::{draws, gaps, keys, supply, ways};
use orontes_model::{Holder, Loss, Note, Severity, Town};
use orontes_roads::Reach;
use std::collections::BTreeSet;

/// What is cut off counts as a cut where it holds this share of the side's people, or a place of which a report
/// speaks: behind every town lies some village that only the town's road reaches. A judgement.
pub(crate) const LEAST_SHARE: f64 = 0.01;

/// One side's loss while it is worked out.
pub(crate) struct Fall<'a> {
    /// Identifier of the side.
    pub(crate) side: String,
    pub(crate) leaning: Leaning,
    /// The junction from which ways are told.
    pub(crate) base: usize,
    /// Whether the side holds each junction, before.
    pub(crate) before: Vec<bool>,
    /// And after.
    pub(crate) after: Vec<bool>,
    /// Ways from the base through what the side holds, before.
    pub(crate) reach_before: Reach,
    /// And after.
    pub(crate) reach_after: Reach,
    pub(crate) board: &'a Board<'a>,
}

impl<'a> Fall<'a> {
    fn of(terrain: &Terrain<'_>, board: &'a Board<'a>, side: &str, base: usize) -> Fall<'a> {
        let leaning = Leaning::of(terrain, board, &board.before, side);
        let before = held(board, &board.before, &leaning, side);
        let after = held(board, &board.after, &leaning, side);
        let reach_before = terrain.roads.reach(&[base], |it| before[it], |_| true);
        let reach_after = terrain.roads.reach(&[base], |it| after[it], |_| true);
        Fall { side: side.to_owned(), leaning, base, before, after, reach_before, reach_after, board }
    }

    /// Says whether the base reaches a junction before and not after, and the side holds it still.
    pub(crate) fn is_cut(&self, junction: usize) -> bool {
        self.before[junction]
            && self.after[junction]
            && self.reach_before.km(junction).is_some()
            && self.reach_after.km(junction).is_none()
    }

    /// Says whether something gives a junction to the side but nearness.
    pub(crate) fn is_told(&self, junction: usize) -> bool {
        is_told(&warrant(&self.board.before, &self.leaning, junction))
    }
}

/// Returns what each side loses that loses a place.
pub(crate) fn losses(
    terrain: &Terrain<'_>,
    board: &Board<'_>,
    seed: u64,
    notes: &mut Vec<Note>,
) -> Vec<Loss> {
    let losers: BTreeSet<&str> = board
        .changed
        .iter()
        .filter_map(|it| match (&board.before[*it], &board.after[*it]) {
            (Holding::Side(side, _), after) if !matches!(after, Holding::Side(it, _) if it == side) => {
                Some(side.as_str())
            }
            _ => None,
        })
        .collect();
    if losers.is_empty() && !board.changed.is_empty() {
        notes.push(Note::new(
            Severity::Warning,
            "nobody is known to hold what changes hands, nor any place near it by road: nobody's areas can be computed",
        ));
    }
    let mut found = Vec::new();
    for side in losers {
        let name = board.sides.get(side).cloned().unwrap_or_else(|| side.to_owned());
        match base(board, side) {
            Some(base) => found.push(loss(terrain, board, Holder { name, side: side.to_owned() }, base, seed)),
            None => notes.push(Note::new(
                Severity::Warning,
                format!("no report gives another place to {name}: there is nothing to be cut off from; suppose its other places (PLACE={side})"),
            )),
        }
    }
    found
}

/// The seat of government where the side keeps it, or else the largest place that it is told to keep.
fn base(board: &Board<'_>, side: &str) -> Option<usize> {
    let keeps = |it: &usize| matches!(&board.after[*it], Holding::Side(whose, _) if whose == side);
    if let Some(seat) = board.seat.filter(keeps) {
        return Some(seat);
    }
    let people = |it: usize| board.places[it].map_or(0, |it| it.population);
    (0..board.after.len()).filter(keeps).max_by_key(|it| (people(*it), std::cmp::Reverse(*it)))
}

fn loss(terrain: &Terrain<'_>, board: &Board<'_>, holder: Holder, base: usize, seed: u64) -> Loss {
    let fall = Fall::of(terrain, board, &holder.side, base);
    let lost = board.changed.iter().filter(|it| fall.before[**it] && !fall.after[**it]);
    let mut lost: Vec<Town> =
        lost.map(|it| board.town(terrain, *it, warrant(&board.before, &fall.leaning, *it))).collect();
    sort(&mut lost);
    let all = |holdings: &[Holding], is_held: &[bool]| {
        areas(terrain, board, holdings, &fall.leaning, is_held, base)
    };
    let gaps = gaps::gaps(terrain, board, &fall);
    Loss {
        base: board.town(terrain, base, warrant(&board.after, &fall.leaning, base)),
        before: all(&board.before, &fall.before),
        after: all(&board.after, &fall.after),
        lost,
        is_certain_on_graph: is_certain(terrain, board, &fall),
        ways: ways::ways(terrain, board, &fall),
        supplies: supply::supplies(terrain, board, &fall),
        restoring: keys::restoring(terrain, board, &fall),
        completing: keys::completing(terrain, board, &fall),
        odds: draws::odds(terrain, board, &fall, &gaps, seed),
        gaps: gaps.into_iter().map(|it| it.gap).collect(),
        holder,
    }
}

/// Says whether the largest place cut off stays so even if all places of unknown holder are the side's.
fn is_certain(terrain: &Terrain<'_>, board: &Board<'_>, fall: &Fall<'_>) -> bool {
    let people = |it: usize| board.places[it].map_or(0, |it| it.population);
    let cut = (0..board.after.len()).filter(|it| fall.is_cut(*it) && board.places[*it].is_some());
    let Some(largest) = cut.max_by_key(|it| (people(*it), std::cmp::Reverse(*it))) else { return false };
    let passes = |it: usize| fall.after[it] || (board.after[it] == Holding::Unknown && !board.is_abroad(it));
    terrain.roads.reach(&[fall.base], passes, |_| true).km(largest).is_none()
}
