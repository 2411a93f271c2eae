//! Intervals do not overlap, and the past does not depend on the future.

use crate::arden::{Board, holder, registry};
use orontes_model::{ControlStatus, Date, EventStatus, Modality};
use orontes_situate::situate;
use proptest::prelude::*;

const PLACES: &[&str] = &["Aven", "Bray"];
const TYPES: &[&str] = &["territory_capture", "withdrawal", "clash", "intent_to_attack", "recapture"];
const ACTORS: &[&str] = &["ar.front", "ar.army"];
const START: Date = Date::constant(2031, 3, 1);

/// Events with a share of known days, and control claims only where no day is asked for.
fn board(days: std::ops::Range<i64>, all_dated: bool) -> impl Strategy<Value = Board> {
    let status = prop::sample::select(EventStatus::ALL.to_vec());
    let event = (
        0..TYPES.len(),
        status,
        0..2_usize,
        0..2_usize,
        (days, 0..10_u8).prop_map(move |(day, dice)| (all_dated || dice < 8).then_some(day)),
    );
    let held = (
        0..2_usize,
        0..2_usize,
        prop::sample::select(ControlStatus::ALL.to_vec()),
        prop::sample::select(Modality::ALL.to_vec()),
    );
    (prop::collection::vec(event, 0..12), prop::collection::vec(held, 0..if all_dated { 1 } else { 4 }))
        .prop_map(|(events, held)| {
            let mut board = Board::default();
            for (kind, status, by, at, on) in events {
                let on = on.map(|it| START + jiff::Span::new().days(it));
                board.event_of(TYPES[kind], status, ACTORS[by], ACTORS[1 - by], PLACES[at], on);
            }
            for (at, by, status, modality) in held {
                board.held(PLACES[at], ACTORS[by], status, modality);
            }
            board
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn intervals_do_not_overlap(board in board(0..40, false)) {
        for history in board.histories() {
            for pair in history.intervals.windows(2) {
                let (Some(to), Some(from)) = (pair[0].to, pair[1].from) else {
                    return Err(TestCaseError::fail(format!("open inside: {history:?}")));
                };
                prop_assert!(to < from, "{:?}", history);
            }
        }
    }

    #[test]
    fn earlier_days_are_unmoved_by_later_events(board in board(0..20, true), at in 0..2_usize, by in 0..2_usize, kind in 0..TYPES.len(), on in 21..40_i64) {
        let mut later = board.clone();
        let day = START + jiff::Span::new().days(on);
        later.event_of(TYPES[kind], EventStatus::Happened, ACTORS[by], "", PLACES[at], Some(day));
        let (before, after) = (board.histories(), later.histories());
        for on in 0..21_i64 {
            let day = START + jiff::Span::new().days(on);
            for place in PLACES {
                prop_assert_eq!(holder(&before, place, day), holder(&after, place, day), "{} on {}", place, day);
            }
        }
    }

    #[test]
    fn the_order_of_events_and_claims_does_not_matter(board in board(0..40, false)) {
        let mut other = board.clone();
        other.events.reverse();
        other.claims.reverse();
        prop_assert_eq!(board.histories(), other.histories());
    }

    #[test]
    fn the_board_of_a_day_is_the_board_up_to_that_day(board in board(0..40, true), on in 0..40_i64) {
        let day = START + jiff::Span::new().days(on);
        let upto = situate(&registry(), &board.events, &board.claims, Some(day));
        for place in PLACES {
            prop_assert_eq!(holder(&upto, place, day), holder(&board.histories(), place, day));
        }
    }
}
