//! What is one event, what is a confirmation, what is a disagreement: one sentence each.

use crate::arden::{Desk, day, event, figure, on};
use orontes_model::{Basis, DisagreementKind, EventStatus, Modality, When};

#[test]
fn two_reports_of_one_fall_are_one_event_with_two_origins() {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-02")).report("b", Some("2031-04-02"));
    desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    desk.says("b", Modality::Asserted, event("non_violent_transfer", "ar.rebels", "Aven", None));
    let picture = desk.picture();
    assert_eq!(picture.events.len(), 1);
    assert_eq!((picture.events[0].origins.min, picture.events[0].origins.max), (2, 2));
    assert_eq!(picture.events[0].best_day, Some(day("2031-04-01")));
}

#[test]
fn a_hypothesis_never_joins_a_fact() {
    let mut desk = Desk::default();
    desk.report("a", None);
    desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    desk.says("a", Modality::Conditional, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    desk.says("a", Modality::Historical, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    let statuses: Vec<EventStatus> = desk.picture().events.iter().map(|it| it.status).collect();
    assert_eq!(statuses.len(), 3);
}

#[test]
fn the_capture_by_one_side_is_not_the_capture_by_the_other() {
    let mut desk = Desk::default();
    desk.report("a", None).report("b", None);
    desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    desk.says("b", Modality::Asserted, event("territory_capture", "ar.army", "Aven", on("2031-04-02")));
    let picture = desk.picture();
    assert_eq!(picture.events.len(), 2);
    assert!(picture.disagreements.iter().any(|it| it.kind == DisagreementKind::Actor));
}

#[test]
fn strikes_of_two_days_are_two_events_and_a_fall_has_one_disputed_day() {
    let mut desk = Desk::default();
    desk.report("a", None).report("b", None);
    for (report, date) in [("a", "2031-04-01"), ("b", "2031-04-04")] {
        desk.says(report, Modality::Asserted, event("airstrike", "ar.army", "Aven", on(date)));
        desk.says(report, Modality::Asserted, event("territory_capture", "ar.front", "Bray", on(date)));
    }
    let picture = desk.picture();
    assert_eq!(picture.events.iter().filter(|it| it.event_type == "airstrike").count(), 2);
    assert_eq!(picture.events.iter().filter(|it| it.event_type == "territory_capture").count(), 1);
    assert!(picture.disagreements.iter().any(|it| it.kind == DisagreementKind::Date));
}

#[test]
fn two_reports_that_cite_one_speaker_are_one_origin_at_least() {
    let mut desk = Desk::default();
    desk.report("a", None).report("b", None);
    for report in ["a", "b"] {
        let told = event("clash", "ar.front", "Aven", on("2031-04-01"));
        desk.credits(report, &["Valley Monitor"], Modality::Claimed, told);
    }
    let picture = desk.picture();
    assert_eq!((picture.events[0].origins.min, picture.events[0].origins.max), (1, 2));
}

#[test]
fn a_party_alone_about_its_own_act_is_not_likely() {
    let mut desk = Desk::default();
    desk.report("a", None);
    desk.credits(
        "a",
        &["Army"],
        Modality::Claimed,
        event("territory_capture", "ar.army", "Aven", on("2031-04-01")),
    );
    let picture = desk.picture();
    assert_eq!(picture.events[0].likelihood.words().0, "roughly even chance");
    assert_eq!(picture.events[0].credibility, 3);
}

#[test]
fn a_denial_opens_a_disagreement_and_lowers_the_grade() {
    let mut desk = Desk::default();
    desk.report("a", None).report("b", None);
    desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    desk.credits(
        "b",
        &["Army"],
        Modality::Denied,
        event("territory_capture", "ar.front", "Aven", on("2031-04-01")),
    );
    let picture = desk.picture();
    assert!(picture.disagreements.iter().any(|it| it.kind == DisagreementKind::Degree));
    let fall = picture.events.iter().find(|it| it.status == EventStatus::Happened).unwrap();
    assert_eq!(fall.credibility, 4);
}

#[test]
fn a_forecast_and_a_whole_war_total_are_no_rival_counts() {
    let mut desk = Desk::default();
    desk.report("a", None);
    desk.says("a", Modality::Asserted, figure("displaced", 50_000.0, ""));
    desk.says("a", Modality::Predicted, figure("displaced", 1_500_000.0, ""));
    desk.says("a", Modality::Historical, figure("displaced", 7_000_000.0, "whole war"));
    let picture = desk.picture();
    assert!(picture.disagreements.is_empty());
    let kinds: Vec<&str> = picture.explained.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, ["forecast", "other_scope"]);
}

#[test]
fn counts_that_cannot_both_hold_are_a_disagreement_and_counts_of_two_days_a_series() {
    let mut desk = Desk::default();
    desk.report("a", None).report("b", None);
    desk.says("a", Modality::Asserted, figure("displaced", 50_000.0, ""));
    desk.says("b", Modality::Asserted, figure("displaced", 370_000.0, ""));
    assert_eq!(desk.picture().disagreements[0].kind, DisagreementKind::Number);
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-01")).report("b", Some("2031-04-05"));
    desk.credits("a", &["Valley Monitor"], Modality::Asserted, figure("displaced", 50_000.0, ""));
    desk.credits("b", &["Valley Monitor"], Modality::Asserted, figure("displaced", 370_000.0, ""));
    let picture = desk.picture();
    assert!(picture.disagreements.is_empty());
    assert_eq!(picture.figures[0].points.len(), 2);
}

#[test]
fn a_choice_and_a_defeat_are_two_reasons_for_one_departure() {
    let mut desk = Desk::default();
    desk.report("a", None).report("b", None);
    desk.says("a", Modality::Asserted, event("withdrawal", "ar.army", "Aven", on("2031-04-01")));
    desk.in_words("The army left Aven to protect its people.");
    desk.says("b", Modality::Asserted, event("defeat", "ar.army", "Aven", on("2031-04-01")));
    desk.in_words("The army was routed at Aven.");
    let picture = desk.picture();
    assert!(picture.disagreements.iter().any(|it| it.kind == DisagreementKind::Motive));
}

#[test]
fn a_report_that_awaits_a_fall_is_from_before_it() {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-06")).report("b", None);
    desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-05")));
    desk.says("b", Modality::Asserted, event("advance", "ar.front", "Aven", None));
    let picture = desk.picture();
    assert_eq!(picture.published.len(), 1);
    assert_eq!(picture.published[0].published.to, Some(day("2031-04-05")));
}

#[test]
fn a_similar_number_is_a_total_of_the_same_thing() {
    let mut desk = Desk::default();
    desk.report("a", None);
    desk.says("a", Modality::Asserted, figure("displaced", 50_000.0, ""));
    desk.says("a", Modality::Historical, figure("displaced", 7_000_000.0, "whole war"));
    let mut similar = figure("displaced", 7_000_000.0, "");
    (similar.low, similar.high, similar.bound) =
        (Some(6_300_000.0), Some(7_700_000.0), orontes_model::Bound::Approx);
    desk.says("a", Modality::Asserted, similar);
    let sentence = desk.claims[1].claim.sentence;
    desk.claims[2].claim.sentence = sentence;
    assert!(desk.picture().disagreements.is_empty());
}

#[test]
fn a_story_that_tells_both_sides_of_a_taking_does_not_contradict_itself() {
    let mut desk = Desk::default();
    desk.report("a", None).report("b", None);
    desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    desk.says("b", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    desk.says("b", Modality::Claimed, event("territory_capture", "ar.army", "Aven", on("2031-04-01")));
    assert!(desk.picture().disagreements.iter().all(|it| it.kind != DisagreementKind::Actor));
}

#[test]
fn a_site_and_the_surroundings_of_a_town_are_not_the_town() {
    let mut desk = Desk::default();
    desk.report("a", None);
    for qualifier in
        [None, Some("surrounding"), Some("prison"), Some("central city of"), Some("named before")]
    {
        let mut told = event("territory_capture", "ar.front", "Aven", on("2031-04-01"));
        told.places[0].qualifier = qualifier.map(str::to_owned);
        desk.says("a", Modality::Asserted, told);
    }
    let mut sizes: Vec<usize> = desk.picture().events.iter().map(|it| it.claims.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 1, 3]);
}

#[test]
fn as_many_dead_as_casualties_in_all_is_a_mismatch_of_measures() {
    let mut desk = Desk::default();
    desk.report("a", None).report("b", None);
    desk.says("a", Modality::Asserted, figure("killed", 300.0, ""));
    desk.says("b", Modality::Asserted, figure("casualties", 300.0, ""));
    let picture = desk.picture();
    assert_eq!(picture.disagreements.len(), 1);
    assert_eq!(picture.disagreements[0].kind, DisagreementKind::Number);
    let mut desk = Desk::default();
    desk.report("a", None).report("b", None);
    desk.says("a", Modality::Asserted, figure("killed", 300.0, ""));
    desk.says("b", Modality::Asserted, figure("casualties", 900.0, ""));
    assert!(desk.picture().disagreements.is_empty());
}

#[test]
fn a_report_that_tells_of_a_recent_fall_is_not_older_than_those_weeks() {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-06")).report("b", None);
    let recent = Some(When::between(Some(day("2031-03-30")), Some(day("2031-04-06")), Basis::Relative));
    desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", recent));
    desk.says("b", Modality::Asserted, event("territory_capture", "ar.front", "Aven", None));
    assert_eq!(desk.picture().published[0].published.from, Some(day("2031-03-30")));
}

#[test]
fn the_dead_of_a_bombing_are_of_the_bombing() {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-02")).report("b", Some("2031-04-02"));
    desk.says("a", Modality::Asserted, event("suicide_attack", "", "Aven", on("2031-04-01")));
    desk.says("a", Modality::Claimed, event("casualty_report", "", "", None));
    desk.says("a", Modality::Asserted, event("attack", "", "", on("2031-04-01")));
    desk.says("b", Modality::Claimed, event("casualty_report", "", "Aven", on("2031-04-01")));
    desk.says("b", Modality::Historical, event("casualty_report", "", "", None));
    let picture = desk.picture();
    let told: Vec<(&str, usize)> =
        picture.events.iter().map(|it| (it.event_type.as_str(), it.claims.len())).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.contains(&("suicide_attack", 4)), "{told:?}");
}

#[test]
fn an_attack_without_dead_beside_it_is_a_fight() {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-02"));
    desk.says("a", Modality::Asserted, event("attack", "ar.front", "Aven", on("2031-04-01")));
    desk.says("a", Modality::Asserted, event("clash", "ar.front", "Aven", on("2031-04-01")));
    assert_eq!(desk.picture().events.len(), 1);
}

#[test]
fn what_weakens_an_army_is_no_fight_at_the_place() {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-02"));
    desk.says("a", Modality::Asserted, event("clash", "ar.front", "Aven", on("2031-04-01")));
    desk.says("a", Modality::Asserted, event("military_weakness", "ar.front", "Aven", on("2031-04-01")));
    assert_eq!(desk.picture().events.len(), 2);
}
