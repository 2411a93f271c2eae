//! Works out what would follow if places changed hands.
//!
//! Two answers, never mixed. What the *reports* say would follow: their sentences on the supposed place that
//! tell a consequence, a condition or a forecast ([`reported`]). What the *road network* says: computed, and no
//! report says it. For the computed part every place on the network is somebody's on a stated ground
//! ([`board`], [`leaning`]): a report, a supposition, a seat of government, the nearest reported holder. Then the
//! side that loses the place keeps areas that hang together or do not ([`areas`]), ways that are longer or gone
//! ([`ways`]), supply roads to its fronts ([`supply`]), and a few places on which all of it hangs ([`keys`]).
//!
//! Two kinds of ignorance are told apart. The network may lack a small road: pairs of places that lie close on
//! both sides of a cut are named ([`gaps`]). Holders may be unknown: they are drawn many times ([`draws`]), from
//! a seed that is an argument, and the verdict is a share of draws.
//!
//! Cost: linear in junctions and links but for seven searches of links × log(links), and as many passes as
//! there are draws; the draws are fewer on a larger network ([`draws::N_STEPS`]). Linear in the claims.

mod areas;
mod board;
mod draws;
mod gaps;
mod keys;
mod leaning;
mod loss;
mod named;
mod reported;
mod stretches;
mod supply;
mod ways;

pub use board::Terrain;
pub use named::{Unclear, supposition};
pub use stretches::stretches;

use board::Board;
use orontes_model::{Cited, Date, Effect, Note, Outlook, Severity, Situation, Supposition};

/// The seed of the draws where none is given.
pub const SEED: u64 = 2024;

/// Returns what would follow from some suppositions about the situation at the end of `day`.
pub fn suppose(
    terrain: &Terrain<'_>,
    situation: &Situation,
    claims: &[Cited],
    suppositions: &[Supposition],
    day: Option<Date>,
    seed: u64,
) -> Outlook {
    let board = Board::of(terrain, situation, suppositions, day);
    let mut notes = board.notes.clone();
    let losses = loss::losses(terrain, &board, seed, &mut notes);
    let changes = board.changes.clone();
    if changes.iter().all(|it| it.effect == Effect::Present) {
        notes.push(Note::new(
            Severity::Info,
            "what is supposed is what the reports say already: nothing changes",
        ));
    }
    Outlook {
        day,
        reported: reported::reported(claims, suppositions),
        basis: board.basis(terrain),
        changes,
        losses,
        notes,
    }
}
