//! Turns unknown holders into how sure a cut is: they are drawn many times, and the cut counted.
//!
//! A draw stretches the distances from every reported place by a factor of its own, so that whole stretches of
//! country go one way or the other together, as fronts do, and each unreported place by another that grows with
//! how far it lies from anything reported. Then each is the nearest holder's. A gap in the network is closed in
//! as many draws as the network joins pairs of places so far apart.

use crate::board::{Board, Holding, Terrain};
use crate::gaps::Found;
use crate::leaning::{Leaning, REACH_KM};
use crate::loss::{Fall, LEAST_SHARE};
use orontes_model::{Likelihood, Odds};

/// Draws times junctions and links, at most, so that a country-sized network is walked a few times only.
pub(crate) const N_STEPS: usize = 12_000_000;
/// So many draws tell a share to about three hundredths.
const MAX_DRAWS: usize = 1000;
const MIN_DRAWS: usize = 8;
/// A reported place counts as up to twice as near or as far as it is. A judgement.
const STRETCH: f64 = 2.0;

/// Returns how sure it is that the loss cuts places off.
pub(crate) fn odds(
    terrain: &Terrain<'_>,
    board: &Board<'_>,
    fall: &Fall<'_>,
    gaps: &[Found],
    seed: u64,
) -> Odds {
    let size = (terrain.roads.junctions().len() + terrain.roads.links().len()).max(1);
    let n_draws = (N_STEPS / size).clamp(MIN_DRAWS, MAX_DRAWS);
    let spread = Leaning::of(terrain, board, &board.after, &fall.side);
    let (mut alone, mut spreading, mut people) = (0u32, 0u32, Vec::with_capacity(n_draws));
    let mut walk = Walk::new(board, fall, gaps);
    for draw in 0..n_draws {
        let luck = Luck { seed, draw: draw as u64 };
        let cut = walk.cut(terrain, luck, &fall.leaning, &fall.leaning);
        alone += u32::from(cut.is_cut);
        people.push(cut.people);
        spreading += u32::from(walk.cut(terrain, luck, &fall.leaning, &spread).is_cut);
    }
    people.sort_unstable();
    let share = |n: u32| f64::from(n) / n_draws as f64;
    let at = |tenth: usize| people.get((people.len().saturating_sub(1)) * tenth / 10).copied().unwrap_or(0);
    let least = share(alone).min(share(spreading));
    Odds {
        seed,
        n_draws: n_draws as u32,
        n_drawn: walk.n_drawn,
        alone: share(alone),
        spreading: share(spreading),
        likelihood: Likelihood::of_share(least),
        people: [at(1), at(5), at(9)],
    }
}

/// Numbers that depend on the seed, the draw and what they are for, and on nothing else: the order in which
/// they are asked for leaves no trace.
#[derive(Clone, Copy)]
struct Luck {
    seed: u64,
    draw: u64,
}

impl Luck {
    /// Returns a number from 0 up to 1. The mixing is that of SplitMix64 (Steele, Lea and Flood 2014).
    fn unit(self, salt: u64, of: usize) -> f64 {
        let key = self.seed ^ self.draw.wrapping_mul(0xD1B5_4A32_D192_ED03) ^ salt.rotate_left(32);
        let mut it = key.wrapping_add((of as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (it ^ (it >> 31)) as f64 / u64::MAX as f64
    }

    /// Returns a factor between one over `most` and `most`, as often below one as above.
    fn factor(self, salt: u64, of: usize, most: f64) -> f64 {
        let unit = self.unit(salt, of) * 2.0 - 1.0;
        let stretch = 1.0 + unit.abs() * (most - 1.0);
        if unit < 0.0 { 1.0 / stretch } else { stretch }
    }
}

const OF_PLACE: u64 = 1;
const OF_START: u64 = 2;
const OF_GAP: u64 = 3;

/// Reached after the loss.
const KEPT: u8 = 1;
/// Reached before it only.
const CUT: u8 = 2;

struct Cut {
    is_cut: bool,
    people: u64,
}

/// Walks the areas of one draw; what it needs is made once.
struct Walk<'a> {
    board: &'a Board<'a>,
    fall: &'a Fall<'a>,
    gaps: &'a [Found],
    n_drawn: usize,
    is_held: Vec<bool>,
    /// [`KEPT`], [`CUT`], or 0 for what the base never reached.
    reached: Vec<u8>,
    reached_before: Vec<u8>,
    open: Vec<usize>,
}

impl<'a> Walk<'a> {
    fn new(board: &'a Board<'a>, fall: &'a Fall<'a>, gaps: &'a [Found]) -> Walk<'a> {
        let n = board.places.len();
        let drawn = |it: &usize| board.places[*it].is_some() && board.before[*it] == Holding::Unknown;
        Walk {
            board,
            fall,
            gaps,
            n_drawn: (0..n).filter(drawn).filter(|it| !board.is_abroad(*it)).count(),
            is_held: vec![false; n],
            reached: vec![0; n],
            reached_before: vec![0; n],
            open: Vec::new(),
        }
    }

    /// Walks one draw: what the base reached before over the holders of `before`, and does not reach after over
    /// those of `after` although the side holds it still.
    fn cut(&mut self, terrain: &Terrain<'_>, luck: Luck, before: &Leaning, after: &Leaning) -> Cut {
        self.draw_holders(luck, before);
        for idx in 0..self.board.changed.len() {
            let lost = self.board.changed[idx];
            self.is_held[lost] = self.fall.before[lost];
        }
        self.reached.fill(0);
        self.spread(terrain, self.fall.base, CUT);
        self.reached_before.copy_from_slice(&self.reached);
        self.draw_holders(luck, after);
        self.reached.fill(0);
        self.spread(terrain, self.fall.base, KEPT);
        for (idx, it) in self.gaps.iter().enumerate() {
            let is_closed = luck.unit(OF_GAP, idx) < it.gap.joined_share;
            let ends = [(it.from, it.to), (it.to, it.from)];
            for (near, far) in ends.into_iter().filter(|_| is_closed) {
                if self.reached[near] == KEPT && self.reached[far] == 0 && self.is_held[far] {
                    self.spread(terrain, far, KEPT);
                }
            }
        }
        for idx in 0..self.reached.len() {
            if self.reached[idx] == 0 && self.is_held[idx] && self.reached_before[idx] == CUT {
                self.reached[idx] = CUT;
            }
        }
        self.count()
    }

    fn draw_holders(&mut self, luck: Luck, leaning: &Leaning) {
        for idx in 0..self.is_held.len() {
            self.is_held[idx] = match &self.board.after[idx] {
                Holding::Side(side, _) => *side == self.fall.side,
                Holding::Contested(_) => false,
                Holding::Unknown => !self.board.is_abroad(idx) && self.is_drawn(luck, leaning, idx),
            };
        }
    }

    fn is_drawn(&self, luck: Luck, leaning: &Leaning, idx: usize) -> bool {
        let (own, other) = leaning.starts(idx);
        let mut stretch = luck.factor(OF_START, own, STRETCH);
        if self.board.places[idx].is_some() {
            // Beyond ten times the reach nothing reported says more than a coin would.
            let most = 1.0 + (leaning.nearest_km(idx) / REACH_KM).min(10.0);
            stretch *= luck.factor(OF_PLACE, idx, most);
        }
        leaning.is_own_with(idx, stretch, luck.factor(OF_START, other, STRETCH))
    }

    /// Marks what hangs together with a junction over what is held and not marked.
    fn spread(&mut self, terrain: &Terrain<'_>, from: usize, mark: u8) {
        if self.reached[from] > 0 {
            return;
        }
        self.reached[from] = mark;
        self.open.push(from);
        while let Some(at) = self.open.pop() {
            for (_, next) in terrain.roads.links_at(at) {
                if self.reached[next] == 0 && self.is_held[next] {
                    self.reached[next] = mark;
                    self.open.push(next);
                }
            }
        }
    }

    fn count(&self) -> Cut {
        let (mut kept, mut cut, mut has_told) = (0u64, 0u64, false);
        for (idx, place) in self.board.places.iter().enumerate() {
            let Some(place) = place.filter(|_| self.reached[idx] > 0) else { continue };
            match self.reached[idx] {
                KEPT => kept += place.population,
                _ => {
                    cut += place.population;
                    has_told |= self.fall.is_told(idx);
                }
            }
        }
        let is_cut = has_told || (cut > 0 && cut as f64 >= (kept + cut) as f64 * LEAST_SHARE);
        Cut { is_cut, people: cut }
    }
}
