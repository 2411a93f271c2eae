//! Who holds what, case by case.

use crate::arden::Board;
use orontes_model::{ControlStatus, EventStatus, Modality};

fn said(holder: &str, status: &str) -> Option<(String, String)> {
    Some((holder.to_owned(), status.to_owned()))
}

#[test]
fn a_taking_changes_the_holder_on_its_day() {
    let mut board = Board::default();
    board.held("Aven", "ar.gov", ControlStatus::Controlled, Modality::Historical);
    board.event("territory_capture", "ar.front", "ar.army", "Aven", Some("2031-04-05"));
    assert_eq!(board.holder("Aven", "2031-04-04"), said("government of Arden", "controlled"));
    assert_eq!(board.holder("Aven", "2031-04-05"), said("Northern Front", "controlled"));
    assert_eq!(board.holder("Aven", "2031-05-05"), said("Northern Front", "controlled"));
}

#[test]
fn a_departure_without_a_taker_leaves_the_place_unknown() {
    let mut board = Board::default();
    board.held("Aven", "ar.army", ControlStatus::Controlled, Modality::Asserted);
    board.event("withdrawal", "ar.army", "", "Aven", Some("2031-04-05"));
    assert_eq!(board.holder("Aven", "2031-04-04"), said("Army", "controlled"));
    assert_eq!(board.holder("Aven", "2031-04-06"), said("unknown", "unknown"));
}

#[test]
fn a_departure_on_the_day_of_the_taking_leaves_it_to_the_taker() {
    let mut board = Board::default();
    board.event("withdrawal", "ar.army", "", "Aven", Some("2031-04-05"));
    board.event("territory_capture", "ar.front", "", "Aven", Some("2031-04-05"));
    assert_eq!(board.holder("Aven", "2031-04-05"), said("Northern Front", "controlled"));
}

#[test]
fn hypotheses_forecasts_and_denials_move_nothing() {
    let mut board = Board::default();
    board.held("Aven", "ar.gov", ControlStatus::Controlled, Modality::Asserted);
    for status in [EventStatus::Hypothetical, EventStatus::Intended, EventStatus::Denied] {
        board.event_of(
            "territory_capture",
            status,
            "ar.front",
            "",
            "Aven",
            Some(crate::arden::day("2031-04-05")),
        );
    }
    board.held("Aven", "ar.front", ControlStatus::Controlled, Modality::Predicted);
    assert_eq!(board.holder("Aven", "2031-04-06"), said("government of Arden", "controlled"));
}

#[test]
fn a_threatened_place_keeps_its_holder() {
    let mut board = Board::default();
    board.held("Bray", "ar.gov", ControlStatus::Controlled, Modality::Asserted);
    board.event_of("intent_to_attack", EventStatus::Intended, "ar.front", "", "Bray", None);
    assert_eq!(board.holder("Bray", "2031-04-06"), said("government of Arden", "threatened"));
}

#[test]
fn a_place_that_is_only_threatened_is_held_by_the_opponent_and_marked_computed() {
    let mut board = Board::default();
    board.event("territory_capture", "ar.front", "ar.army", "Aven", Some("2031-04-05"));
    board.event_of("intent_to_attack", EventStatus::Intended, "ar.front", "", "Bray", None);
    assert_eq!(board.holder("Bray", "2031-04-06"), said("government of Arden", "threatened"));
    let histories = board.histories();
    let bray = histories.iter().find(|it| it.place == "Bray").unwrap();
    assert!(bray.intervals[0].is_computed);
}

#[test]
fn fighting_at_a_place_of_which_nobody_names_a_holder_leaves_it_unknown() {
    let mut board = Board::default();
    board.event("territory_capture", "ar.front", "ar.army", "Aven", Some("2031-04-05"));
    board.event("clash", "ar.front", "ar.army", "Corrin", None);
    assert_eq!(board.holder("Corrin", "2031-04-06"), said("unknown", "contested"));
    assert_eq!(board.holder("Dell", "2031-04-06"), None);
}

#[test]
fn two_takers_of_one_day_leave_it_contested() {
    let mut board = Board::default();
    board.event("territory_capture", "ar.front", "", "Aven", Some("2031-04-05"));
    board.event("territory_capture", "ar.army", "", "Aven", Some("2031-04-05"));
    assert_eq!(board.holder("Aven", "2031-04-05"), said("unknown", "contested"));
}

#[test]
fn holding_what_one_took_is_no_second_fact() {
    let mut board = Board::default();
    board.held("Aven", "ar.gov", ControlStatus::Controlled, Modality::Historical);
    board.held("Aven", "ar.front", ControlStatus::Controlled, Modality::Asserted);
    board.event("territory_capture", "ar.front", "", "Aven", Some("2031-04-05"));
    assert_eq!(board.holder("Aven", "2031-04-04"), said("government of Arden", "controlled"));
    assert_eq!(board.holder("Aven", "2031-04-05"), said("Northern Front", "controlled"));
}

#[test]
fn an_undated_taking_follows_what_is_history() {
    let mut board = Board::default();
    board.held("Aven", "ar.gov", ControlStatus::Controlled, Modality::Historical);
    board.event("territory_capture", "ar.front", "", "Aven", None);
    assert_eq!(board.holder("Aven", "2031-04-06"), said("Northern Front", "controlled"));
}
