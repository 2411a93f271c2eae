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
fn rebels_without_a_name_are_those_that_another_account_names() {
    let mut board = Board::default();
    board.event("territory_capture", "ar.front", "ar.army", "Aven", Some("2031-04-05"));
    board.event("territory_capture", "Armed militants", "ar.army", "Aven", Some("2031-04-06"));
    assert_eq!(board.holder("Aven", "2031-04-06"), said("Northern Front", "controlled"));
    let mut board = Board::default();
    board.event("territory_capture", "Armed militants", "ar.army", "Aven", Some("2031-04-06"));
    assert_eq!(board.holder("Aven", "2031-04-06"), said("Armed militants", "controlled"));
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
fn a_fight_that_may_have_led_to_the_taking_does_not_unsettle_the_taker() {
    let fought = |from: &str| {
        let mut board = Board::default();
        board.event("territory_capture", "ar.front", "ar.army", "Aven", Some("2031-04-05"));
        board.event("clash", "ar.front", "ar.army", "Aven", Some("2031-04-06"));
        let fight = board.events.last_mut().unwrap();
        fight.best_day = None;
        fight.date.from = Some(crate::arden::day(from));
        board.holder("Aven", "2031-04-06")
    };
    assert_eq!(fought("2031-04-02"), said("Northern Front", "controlled"));
    assert_eq!(fought("2031-04-06"), said("Northern Front", "contested"));
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

#[test]
fn a_taking_between_two_days_is_held_by_the_second_and_not_before_the_first() {
    let mut board = Board::default();
    board.event("territory_capture", "ar.front", "", "Aven", Some("2031-04-05"));
    let event = board.events.last_mut().unwrap();
    event.best_day = None;
    event.date.from = Some(crate::arden::day("2031-04-01"));
    let histories = board.histories();
    let held = &histories[0].intervals[0];
    assert_eq!(held.from, Some(crate::arden::day("2031-04-05")));
    assert_eq!(held.not_before, Some(crate::arden::day("2031-04-01")));
    let mut board = Board::default();
    board.event("territory_capture", "ar.front", "", "Aven", Some("2031-04-05"));
    assert_eq!(board.histories()[0].intervals[0].not_before, None);
}

#[test]
fn what_has_no_place_of_its_own_on_a_map_is_not_on_the_board() {
    for (qualifier, is_there) in [
        ("outside", false),
        ("10 km north of", false),
        ("countryside", true),
        ("eastern", true),
        ("prison", true),
    ] {
        let mut board = Board::default();
        board.held("Aven", "ar.front", ControlStatus::Controlled, Modality::Asserted);
        if let orontes_model::Statement::Control(it) = &mut board.claims[0].claim.statement {
            it.place.qualifier = Some(qualifier.to_owned());
        }
        assert_eq!(board.histories().len(), usize::from(is_there), "{qualifier}");
    }
    let mut board = Board::default();
    board.held("strategic areas", "ar.front", ControlStatus::Controlled, Modality::Asserted);
    if let orontes_model::Statement::Control(it) = &mut board.claims[0].claim.statement {
        it.place.id = None;
    }
    assert!(board.histories().is_empty());
}
