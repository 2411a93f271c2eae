//! Each kind of disagreement: a real pair opens one, and what only looks like it does not.

use crate::arden::{Desk, event, figure, on, party, place};
use orontes_model::{DisagreementKind, GeographyClaim, Modality, Statement};

fn two_reports() -> Desk {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-02")).report("b", Some("2031-04-02"));
    desk
}

fn opens(desk: &Desk, kind: DisagreementKind) -> bool {
    desk.picture().disagreements.iter().any(|it| it.kind == kind)
}

#[test]
fn a_day_that_is_taken_over_from_the_report_is_no_other_day() {
    let told = |basis| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-03-29")));
        let mut other = event("territory_capture", "ar.front", "Aven", on("2031-04-01"));
        other.date = other.date.map(|it| orontes_model::When { basis, ..it });
        desk.says("b", Modality::Asserted, other);
        opens(&desk, DisagreementKind::Date)
    };
    assert!(told(orontes_model::Basis::Explicit));
    assert!(!told(orontes_model::Basis::Publication));
}

#[test]
fn those_whom_a_hospital_treated_are_no_rival_to_all_who_were_hurt() {
    let told = |words: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, figure("injured", 367.0, ""))
            .quoting("The blast hurt 367 people.", "367");
        desk.says("b", Modality::Asserted, figure("injured", 100.0, "")).quoting(words, "100");
        opens(&desk, DisagreementKind::Number)
    };
    assert!(told("The blast hurt 100 people."));
    assert!(!told("About 100 injured people were treated at Saint Orla."));
    assert!(!told("Surgeons at Saint Orla treated 100 people."));
}

#[test]
fn forces_of_one_side_that_one_story_leaves_out_are_a_question_of_actor() {
    let told = |others: &[&str]| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
        let mut both = event("territory_capture", "ar.front", "Aven", on("2031-04-01"));
        both.actors.extend(others.iter().map(|it| party(it)));
        desk.says("b", Modality::Asserted, both);
        opens(&desk, DisagreementKind::Actor)
    };
    assert!(told(&["ar.league"]));
    assert!(!told(&["ar.rebels"]), "the name of the side is no other force");
}

#[test]
fn one_voice_that_gives_both_reasons_of_a_departure_does_not_contradict_itself() {
    let told = |report: &str, speakers: &[&str]| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("withdrawal", "ar.army", "Aven", on("2031-04-01")));
        desk.in_words("The army left Aven to protect its people.");
        desk.credits(
            report,
            speakers,
            Modality::Asserted,
            event("withdrawal", "ar.army", "Aven", on("2031-04-01")),
        );
        desk.in_words("The army left Aven as its lines collapsed.");
        opens(&desk, DisagreementKind::Motive)
    };
    assert!(!told("a", &[]));
    assert!(told("b", &[]));
    assert!(told("a", &["Valley Monitor"]), "another voice in the same report");
}

#[test]
fn a_denial_of_another_towns_fall_gainsays_nobody() {
    let told = |town: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
        desk.says("b", Modality::Denied, event("territory_capture", "ar.front", town, on("2031-04-01")));
        opens(&desk, DisagreementKind::Degree)
    };
    assert_eq!((told("Aven"), told("Bray")), (true, false));
}

#[test]
fn one_rank_of_two_towns_is_a_question_of_role_and_two_gateways_of_two_places_are_none() {
    let told = |object: &str| {
        let mut desk = two_reports();
        for (report, town, object) in [("a", "Aven", "Arden"), ("b", "Bray", object)] {
            let rank = GeographyClaim {
                subject: place(town),
                predicate: "gateway_to".to_owned(),
                object: Some(place(object)),
                value: None,
            };
            desk.says(report, Modality::Asserted, Statement::Geography(rank));
        }
        opens(&desk, DisagreementKind::Role)
    };
    assert_eq!((told("Arden"), told("Tarn")), (true, false));
}

#[test]
fn a_speaker_who_backs_in_one_story_and_demands_in_another_is_a_question_of_framing() {
    let told = |other: &str, speaker: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("statement_support", "ar.gov", "", on("2031-04-01")));
        desk.says(other, Modality::Asserted, event("statement_demand", speaker, "", on("2031-04-01")));
        opens(&desk, DisagreementKind::Framing)
    };
    assert!(told("b", "ar.gov"));
    assert!(!told("a", "ar.gov"), "one story may report both");
    assert!(!told("b", "ar.front"), "two speakers may want two things");
}

#[test]
fn an_agency_and_who_names_it_as_the_speaker_are_one_origin_of_a_fact() {
    let told = |agency: Option<&str>, speaker: &str| {
        let mut desk = two_reports();
        desk.dossiers[0].0.publisher = agency.map(str::to_owned);
        let taken = || event("territory_capture", "ar.front", "Aven", on("2031-04-01"));
        desk.says("a", Modality::Asserted, taken());
        desk.credits("b", &[speaker], Modality::Claimed, taken());
        desk.picture().events[0].origins.min
    };
    assert_eq!(told(Some("Harbour Wire"), "Harbour Wire"), 1);
    assert_eq!(told(None, "Harbour Wire"), 2);
    assert_eq!(told(Some("Harbour Wire"), "Valley Monitor"), 2);
}

#[test]
fn one_incident_told_of_two_sides_is_a_question_of_who_did_it_and_one_voice_that_blames_both_asks_none() {
    let told = |one: &[&str], other: &[&str]| {
        let mut desk = two_reports();
        for (report, by) in [("a", one), ("b", other)] {
            desk.says(report, Modality::Asserted, figure("killed", 17.0, ""));
            let id = desk.claims.last().expect("a figure was just told").claim.id.clone();
            let mut strike = event("airstrike", "", "Aven", on("2031-04-01"));
            strike.actors = by.iter().map(|it| party(it)).collect();
            strike.figures.push(id);
            desk.says(report, Modality::Asserted, strike);
        }
        let picture = desk.picture();
        assert_eq!(picture.events.len(), 1);
        picture.disagreements.iter().filter(|it| it.kind == DisagreementKind::Actor).count()
    };
    assert_eq!(told(&["ar.army"], &["ar.front"]), 1);
    assert_eq!(told(&["ar.army"], &["ar.army", "ar.front"]), 0);
    assert_eq!(told(&["ar.army"], &[]), 0);
}

#[test]
fn numbers_that_add_up_to_one_of_their_sentence_are_its_parts() {
    let told = |parts: [f64; 2]| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, figure("killed", 2900.0, ""));
        desk.says("a", Modality::Asserted, figure("killed", parts[0], ""));
        desk.says("a", Modality::Asserted, figure("killed", parts[1], ""));
        let sentence = desk.claims[0].claim.sentence;
        desk.claims.iter_mut().for_each(|it| it.claim.sentence = sentence);
        opens(&desk, DisagreementKind::Number)
    };
    assert!(!told([2000.0, 900.0]));
    assert!(told([2000.0, 700.0]));
}

#[test]
fn numbers_listed_with_and_are_parts_of_a_total_that_nobody_told() {
    let told = |sentence: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, figure("killed", 9.0, "")).quoting(sentence, "Nine");
        desk.says("a", Modality::Asserted, figure("killed", 4.0, "")).quoting(sentence, "four");
        let first = desk.claims[0].claim.sentence;
        desk.claims.iter_mut().for_each(|it| it.claim.sentence = first);
        opens(&desk, DisagreementKind::Number)
    };
    assert!(!told("Nine soldiers of the League and four of the Front are dead."));
    assert!(told("Nine soldiers are dead, the League said; the Front spoke of four."));
}

#[test]
fn what_years_of_war_cost_is_no_rival_to_what_this_month_cost() {
    let told = |sentence: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, figure("displaced", 400_000.0, ""));
        desk.says("b", Modality::Asserted, figure("displaced", 7_000_000.0, ""))
            .quoting(sentence, "7 million");
        opens(&desk, DisagreementKind::Number)
    };
    assert!(told("Some 7 million people are displaced."));
    assert!(!told("Some 7 million people are displaced after three decades of conflict."));
}

#[test]
fn two_publishers_without_a_name_are_not_one_issuer() {
    let mut desk = two_reports();
    desk.says("a", Modality::Asserted, figure("killed", 700.0, ""));
    desk.says("b", Modality::Asserted, figure("killed", 3000.0, ""));
    desk.claims.iter_mut().for_each(|it| it.claim.attribution = vec!["(publisher)".to_owned()]);
    let picture = desk.picture();
    let issuers: Vec<&str> = picture.figures[0].points.iter().map(|it| it.source.as_str()).collect();
    assert_eq!(issuers, ["a", "b"]);
    assert!(picture.explained.iter().all(|it| it.kind != "other_day"));
}
