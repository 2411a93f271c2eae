//! What is one incident over places and tolls, what is a part and what is vague: one sentence each.

use crate::arden::{Desk, event, figure, on};
use orontes_model::{Bound, DisagreementKind, EventStatus, Modality};

fn two_reports() -> Desk {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-02")).report("b", Some("2031-04-02"));
    desk
}

/// Tells an incident with its dead.
fn with_toll(desk: &mut Desk, report: &str, kind: &str, at: &str, toll: f64) {
    desk.says(report, Modality::Asserted, figure("killed", toll, ""));
    let id = desk.claims.last().expect("a figure was just told").claim.id.clone();
    let mut told = event(kind, "", at, on("2031-04-01"));
    told.figures.push(id);
    desk.says(report, Modality::Asserted, told);
}

#[test]
fn the_attack_in_a_quarter_is_the_one_just_told_of_the_town() {
    let mut desk = two_reports();
    desk.says("a", Modality::Asserted, event("suicide_attack", "", "Aven", on("2031-04-01")));
    desk.says("a", Modality::Asserted, event("suicide_attack", "", "Saltgate", on("2031-04-01")));
    desk.in_words("The attack struck a bakery in Saltgate.");
    desk.says("b", Modality::Asserted, event("suicide_attack", "", "Saltgate", on("2031-04-01")));
    assert_eq!(desk.picture().events.len(), 1);
}

#[test]
fn another_attack_elsewhere_is_another_incident() {
    let mut desk = two_reports();
    desk.says("a", Modality::Asserted, event("airstrike", "", "Aven", on("2031-04-01")));
    desk.says("a", Modality::Asserted, event("airstrike", "", "Bray", on("2031-04-01")));
    desk.in_words("Elsewhere, a strike hit a market in Bray.");
    assert_eq!(desk.picture().events.len(), 2);
}

#[test]
fn a_toll_ties_a_headline_without_a_place_to_its_incident() {
    let mut desk = two_reports();
    with_toll(&mut desk, "a", "airstrike", "Aven", 17.0);
    with_toll(&mut desk, "b", "casualty_report", "", 17.0);
    assert_eq!(desk.picture().events.len(), 1);
    let mut desk = two_reports();
    with_toll(&mut desk, "a", "airstrike", "Aven", 17.0);
    with_toll(&mut desk, "b", "casualty_report", "", 2.0);
    assert_eq!(desk.picture().events.len(), 2);
}

#[test]
fn one_toll_of_one_day_at_two_places_is_a_question_of_place() {
    let mut desk = two_reports();
    with_toll(&mut desk, "a", "airstrike", "Aven", 17.0);
    with_toll(&mut desk, "b", "airstrike", "Bray", 17.0);
    let picture = desk.picture();
    assert_eq!(picture.events.len(), 2);
    let place = picture.disagreements.iter().find(|it| it.kind == DisagreementKind::Place).unwrap();
    assert_eq!(place.sides.len(), 2);
    assert!(place.explanation.contains("17 dead are told of Aven and of Bray"), "{}", place.explanation);
}

#[test]
fn one_report_of_both_places_asks_no_question() {
    let mut desk = two_reports();
    with_toll(&mut desk, "a", "airstrike", "Aven", 17.0);
    with_toll(&mut desk, "a", "airstrike", "Bray", 17.0);
    assert!(desk.picture().disagreements.iter().all(|it| it.kind != DisagreementKind::Place));
}

#[test]
fn several_towns_are_not_the_town() {
    let mut desk = two_reports();
    desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    desk.says("b", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    desk.quoting("The Front seized several towns and villages.", "several towns");
    assert_eq!(desk.picture().events.len(), 2);
}

#[test]
fn a_flight_to_a_town_is_no_flight_from_it() {
    let mut desk = two_reports();
    desk.says("a", Modality::Asserted, event("displacement", "", "Aven", on("2031-04-01")));
    desk.quoting("Hundreds fled the town of Aven.", "Aven");
    desk.says("b", Modality::Asserted, event("displacement", "", "Aven", on("2031-04-01")));
    desk.quoting("Hundreds fled to the town of Aven.", "Aven");
    let mut titles: Vec<String> = desk.picture().events.into_iter().map(|it| it.title).collect();
    titles.sort();
    assert_eq!(titles, ["People displaced from Aven", "People displaced to Aven"]);
}

#[test]
fn a_fall_that_is_feared_and_one_that_is_supposed_are_one_eventuality() {
    let mut desk = two_reports();
    desk.says("a", Modality::Predicted, event("territory_capture", "ar.front", "Aven", None));
    desk.says("b", Modality::Conditional, event("territory_capture", "ar.front", "Aven", None));
    let events = desk.picture().events;
    assert_eq!((events.len(), events[0].status), (1, EventStatus::Intended));
    let mut desk = two_reports();
    desk.says("b", Modality::Conditional, event("territory_capture", "ar.front", "Aven", None));
    assert_eq!(desk.picture().events[0].status, EventStatus::Hypothetical);
}

#[test]
fn a_part_of_a_count_is_no_rival_to_it() {
    let mut desk = two_reports();
    let sentence = "Shells killed 70 people, among them at least 20 children.";
    desk.says("a", Modality::Asserted, figure("killed", 70.0, "")).quoting(sentence, "70");
    desk.says("a", Modality::Asserted, figure("killed", 20.0, "")).quoting(sentence, "20");
    let picture = desk.picture();
    assert!(picture.disagreements.is_empty(), "{:?}", picture.disagreements);
    assert!(picture.explained.iter().any(|it| it.kind == "part"));
    let mut desk = two_reports();
    desk.says("a", Modality::Asserted, figure("killed", 70.0, "")).quoting("Shells killed 70 people.", "70");
    desk.says("b", Modality::Asserted, figure("killed", 20.0, "")).quoting("Shells killed 20 people.", "20");
    assert_eq!(desk.picture().disagreements.len(), 1);
}

#[test]
fn thousands_do_not_gainsay_a_count_and_hundreds_of_thousands_gainsay_a_small_one() {
    let count = |words: &str, low: f64, high: f64, other: f64| {
        let mut desk = two_reports();
        let mut vague = figure("displaced", low, "");
        (vague.bound, vague.best, vague.high) = (Bound::OrderOfMagnitude, None, Some(high));
        desk.says("a", Modality::Asserted, vague).quoting(&format!("{words} fled."), words);
        desk.says("b", Modality::Asserted, figure("displaced", other, ""));
        let picture = desk.picture();
        (picture.disagreements.len(), picture.explained.iter().filter(|it| it.kind == "vague").count())
    };
    assert_eq!(count("Thousands", 2_000.0, 9_999.0, 400_000.0), (0, 1));
    assert_eq!(count("Hundreds of thousands", 200_000.0, 999_999.0, 5_000.0), (1, 0));
    assert_eq!(count("Tens of thousands", 20_000.0, 99_999.0, 400_000.0), (1, 0));
}

#[test]
fn the_dead_of_one_raid_are_no_rival_count_to_those_of_the_next() {
    let mut desk = two_reports();
    with_toll(&mut desk, "a", "airstrike", "Aven", 17.0);
    with_toll(&mut desk, "b", "airstrike", "Bray", 90.0);
    assert!(desk.picture().disagreements.is_empty());
    let mut desk = two_reports();
    with_toll(&mut desk, "a", "airstrike", "Aven", 17.0);
    with_toll(&mut desk, "b", "airstrike", "Aven", 90.0);
    let found = desk.picture().disagreements;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].topic, "how many killed: Airstrike, Aven");
}

#[test]
fn all_of_a_town_and_parts_of_it_differ_in_extent() {
    let mut desk = two_reports();
    let told = || event("territory_capture", "ar.front", "Aven", on("2031-04-01"));
    desk.says("a", Modality::Asserted, told()).quoting("The Front seized all of Aven.", "Aven");
    desk.says("b", Modality::Asserted, told()).quoting("The Front seized parts of Aven.", "Aven");
    let found = desk.picture().disagreements;
    let extent = found.iter().find(|it| it.kind == DisagreementKind::Extent).unwrap();
    assert_eq!(extent.topic, "how much of Aven");
    let mut desk = two_reports();
    desk.says("a", Modality::Asserted, told()).quoting("The Front seized all of Aven.", "Aven");
    desk.says("b", Modality::Asserted, told()).quoting("The Front seized Aven.", "Aven");
    assert!(desk.picture().disagreements.iter().all(|it| it.kind != DisagreementKind::Extent));
}

#[test]
fn one_sentence_in_two_stories_is_one_origin_for_what_it_tells() {
    let sentence = "Northern Front columns entered the harbour town of Aven after midnight, a witness in the valley told.";
    let mut desk = two_reports();
    for report in ["a", "b"] {
        desk.says(
            report,
            Modality::Asserted,
            event("territory_capture", "ar.front", "Aven", on("2031-04-01")),
        );
        desk.in_words(sentence);
    }
    let origins = desk.picture().events[0].origins;
    assert_eq!((origins.min, origins.max), (1, 2));
    if let Some(last) = desk.claims.last_mut() {
        last.sentence.text =
            "Aven fell to Northern Front columns, harbour workers reached by telephone at dawn told.".into();
    }
    assert_eq!(desk.picture().events[0].origins.min, 2);
}
