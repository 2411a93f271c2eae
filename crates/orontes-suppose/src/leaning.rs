//! Turns who holds a few places into whose the others likely are: the nearest reported holder's, by road.

use crate::board::{Board, Holding, Terrain};
use orontes_model::{ActorKind, Warrant};
use orontes_roads::Reach;

/// How far from anything reported a guess by nearness is worth half of itself, kilometres by road. A judgement:
/// about the distance between the provincial capitals of a country such as Syria or Sudan's east.
pub(crate) const REACH_KM: f64 = 100.0;
/// How much nearer another side must be to take an unreported place from the government of the country: what
/// no report speaks of has mostly not changed hands. A judgement.
const INCUMBENT_ODDS: f64 = 2.0;

/// How every junction lies to what one side holds and to what others hold.
pub(crate) struct Leaning {
    own: Reach,
    other: Reach,
    odds: f64,
}

impl Leaning {
    /// Measures it on one state of the board. Costs two searches.
    pub(crate) fn of(terrain: &Terrain<'_>, board: &Board<'_>, holdings: &[Holding], side: &str) -> Leaning {
        let is_own = |it: &Holding| matches!(it, Holding::Side(whose, _) if whose == side);
        let starts = |wanted: bool| -> Vec<usize> {
            let known = holdings.iter().enumerate().filter(|it| *it.1 != Holding::Unknown);
            known.filter(|it| is_own(it.1) == wanted).map(|it| it.0).collect()
        };
        let inside = |it: usize| !board.is_abroad(it);
        Leaning {
            own: terrain.roads.reach(&starts(true), inside, |_| true),
            other: terrain.roads.reach(&starts(false), inside, |_| true),
            odds: if is_incumbent(terrain, board, side) { INCUMBENT_ODDS } else { 1.0 },
        }
    }

    /// Says whether an unreported junction is likely the side's.
    pub(crate) fn is_likely(&self, junction: usize) -> bool {
        self.is_own_with(junction, 1.0, 1.0)
    }

    /// The same with both distances stretched.
    pub(crate) fn is_own_with(&self, junction: usize, own: f64, other: f64) -> bool {
        match (self.own.km(junction), self.other.km(junction)) {
            (Some(near), Some(far)) => near * own < far * other * self.odds,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    /// The nearest places of the side and of others from which a junction is reached.
    pub(crate) fn starts(&self, junction: usize) -> (usize, usize) {
        let or_none = |it: Option<usize>| it.unwrap_or(usize::MAX);
        (or_none(self.own.start(junction)), or_none(self.other.start(junction)))
    }

    /// How far the nearest reported place is, of whichever side.
    pub(crate) fn nearest_km(&self, junction: usize) -> f64 {
        let far = |it: &Reach| it.km(junction).unwrap_or(f64::MAX);
        far(&self.own).min(far(&self.other))
    }

    /// Why an unreported junction is taken to be the side's.
    pub(crate) fn warrant(&self, junction: usize) -> Warrant {
        match self.own.km(junction).filter(|_| self.is_likely(junction)) {
            Some(km) => Warrant::Nearest(km),
            None => Warrant::Unknown,
        }
    }
}

/// Says whether a side is the government of the country of the supposed place.
pub(crate) fn is_incumbent(terrain: &Terrain<'_>, board: &Board<'_>, side: &str) -> bool {
    let actor = terrain.registry.by_id(side);
    actor.is_some_and(|it| {
        it.kind == ActorKind::Government && it.country.as_deref() == Some(board.home.as_str())
    })
}
