//! What is one incident over places and tolls, what is a part and what is vague: one sentence each.

use crate::arden::{Desk, day, event, figure, on, party};
use orontes_model::{Basis, Bound, DisagreementKind, EventStatus, Modality, When};

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

/// Four sentences of two reports, so that the next is far from what was told before.
fn talk(desk: &mut Desk, report: &str) {
    for _ in 0..5 {
        desk.says(report, Modality::Asserted, event("statement", "ar.gov", "", on("2031-04-02")));
    }
}

fn n_of_harm(desk: &Desk) -> usize {
    desk.picture().events.iter().filter(|it| it.event_type != "statement").count()
}

#[test]
fn the_attack_far_from_its_telling_is_what_the_report_is_about() {
    let told = |words: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("airstrike", "", "Aven", on("2031-04-01")));
        talk(&mut desk, "a");
        desk.says("a", Modality::Asserted, event("attack", "", "", None)).in_words(words);
        n_of_harm(&desk)
    };
    assert_eq!(told("The mayor called the attack a crime."), 1);
    assert_eq!(told("The mayor recalled Saturdays bombing."), 1);
    assert_eq!(told("The mayor recalled an attack."), 2);
}

#[test]
fn an_account_without_a_day_is_of_the_day_that_its_report_states_for_the_incident() {
    let mut desk = two_reports();
    desk.says("a", Modality::Asserted, event("airstrike", "", "Aven", on("2031-03-28")));
    let week = When::between(Some(day("2031-03-26")), Some(day("2031-04-02")), Basis::Publication);
    desk.says("a", Modality::Asserted, event("casualty_report", "", "Aven", Some(week)));
    desk.says("b", Modality::Asserted, event("airstrike", "", "Aven", on("2031-04-02")));
    let mut n_claims: Vec<usize> = desk.picture().events.iter().map(|it| it.claims.len()).collect();
    n_claims.sort_unstable();
    assert_eq!(n_claims, [1, 2]);
}

#[test]
fn the_town_after_a_headline_of_two_deeds_is_that_of_the_one_told_most() {
    let mut desk = two_reports();
    desk.says("a", Modality::Asserted, event("shelling", "ar.army", "", on("2031-04-01")));
    desk.says("a", Modality::Asserted, event("casualty_report", "ar.army", "", on("2031-04-01")));
    desk.says("a", Modality::Asserted, event("massacre", "ar.front", "", on("2031-04-01")));
    desk.says("a", Modality::Asserted, event("attack", "", "Aven", on("2031-04-01")));
    let events = desk.picture().events;
    let placed = events.iter().find(|it| it.place.is_some()).unwrap();
    assert_eq!((placed.claims.len(), events.len()), (3, 2));
}

#[test]
fn a_district_that_an_account_names_is_not_that_of_an_incident_without_a_town_told_before() {
    let told = |n_between: usize| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("drone_strike", "", "", on("2031-04-01")));
        for _ in 0..n_between {
            desk.says("a", Modality::Asserted, event("statement", "ar.gov", "", on("2031-04-02")));
        }
        let mut killed = event("casualty_report", "", "Tarn", on("2031-04-01"));
        killed.places[0].precision = orontes_model::Precision::Region;
        desk.says("a", Modality::Asserted, killed);
        n_of_harm(&desk)
    };
    assert_eq!((told(0), told(2)), (1, 2));
}

#[test]
fn who_counts_the_dead_did_not_kill_them() {
    let told = |by: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("airstrike", "ar.army", "Aven", on("2031-04-01")));
        desk.says("b", Modality::Asserted, event("casualty_report", by, "Aven", on("2031-04-01")));
        desk.picture().events.len()
    };
    assert_eq!((told("ar.monitor"), told("ar.front")), (1, 2));
}

#[test]
fn a_side_that_no_account_named_opens_another_incident_and_the_attack_does_not() {
    let told = |words: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("shelling", "ar.army", "Aven", on("2031-04-01")));
        desk.says("a", Modality::Asserted, event("massacre", "ar.front", "", on("2031-04-01")));
        desk.in_words(words);
        desk.picture().events.len()
    };
    assert_eq!(told("Fighters of the Front shot a pilot."), 2);
    assert_eq!(told("The army blames the Front for the attack."), 1);
}

#[test]
fn what_was_struck_ties_a_headline_without_a_place_to_its_incident() {
    let told = |here: &str, there: &str| {
        let mut desk = two_reports();
        for (report, at, struck) in [("a", "Aven", here), ("b", "", there)] {
            let mut told = event("airstrike", "", at, on("2031-04-01"));
            told.targets = vec![orontes_model::Party { name: struck.to_owned(), ..party("ar.front") }];
            told.targets[0].id = None;
            desk.says(report, Modality::Asserted, told);
        }
        desk.picture().events.len()
    };
    assert_eq!(told("crowded bus convoys", "convoy"), 1);
    assert_eq!(told("crowded market", "hospital"), 2);
    assert_eq!(told("twelve people", "people"), 2, "people are struck by every incident");
}

#[test]
fn poison_is_told_of_one_incident_of_a_day() {
    let told = |other: Option<&str>| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("airstrike", "", "Aven", on("2031-04-01")));
        desk.in_words("Planes dropped sarin on Aven.");
        desk.says("b", Modality::Asserted, event("casualty_report", "", "", on("2031-04-01")));
        desk.in_words("Dozens died in a chemical attack.");
        if let Some(other) = other {
            desk.report("c", Some("2031-04-02"));
            desk.says("c", Modality::Asserted, event("airstrike", "", other, on("2031-04-01")));
            desk.in_words("Chlorine was dropped.");
        }
        desk.picture().events.len()
    };
    assert_eq!(told(None), 1);
    assert_eq!(told(Some("Bray")), 3, "which of two places it was is not guessed");
}

#[test]
fn one_toll_in_one_town_is_one_incident_whoever_did_it() {
    let told = |toll: f64| {
        let mut desk = two_reports();
        with_toll(&mut desk, "a", "airstrike", "Aven", 17.0);
        with_toll(&mut desk, "b", "airstrike", "Aven", toll);
        for (at, by) in [(1, "ar.army"), (3, "ar.front")] {
            if let orontes_model::Statement::Event(it) = &mut desk.claims[at].claim.statement {
                it.actors = vec![party(by)];
            }
        }
        desk.picture().events.len()
    };
    assert_eq!((told(17.0), told(5.0)), (1, 2));
}

#[test]
fn the_toll_of_one_account_is_no_toll_of_another_of_its_sentence() {
    let mut desk = two_reports();
    with_toll(&mut desk, "a", "shelling", "Aven", 43.0);
    desk.says("a", Modality::Asserted, event("massacre", "ar.front", "Bray", on("2031-04-01")));
    let sentence = desk.claims[0].claim.sentence;
    desk.claims.iter_mut().for_each(|it| it.claim.sentence = sentence);
    with_toll(&mut desk, "b", "casualty_report", "", 43.0);
    let events = desk.picture().events;
    let of_b = events.iter().find(|it| it.claims.iter().any(|it| it.0.ends_with("-b"))).unwrap();
    assert_eq!((of_b.place.as_deref(), events.len()), (Some("Aven"), 2));
}

#[test]
fn a_flight_told_of_three_towns_at_once_is_that_of_the_theatre() {
    let told = |word: usize| {
        let mut desk = two_reports();
        for (at, town) in ["Aven", "Bray", "Corrin"].into_iter().enumerate() {
            let mut flight = event("displacement", "", town, on("2031-04-01"));
            flight.trigger = Some(orontes_model::Span::new(at * word, at * word + 1));
            desk.says("a", Modality::Asserted, flight);
        }
        desk.says("b", Modality::Asserted, event("displacement", "", "", on("2031-04-01")));
        desk.picture().events.len()
    };
    assert_eq!((told(0), told(9)), (1, 4));
}

#[test]
fn the_outbreak_of_a_war_is_one_with_or_without_its_country() {
    let mut desk = two_reports();
    let year = When::between(Some(day("2025-01-01")), Some(day("2025-12-31")), Basis::Relative);
    desk.says("a", Modality::Historical, event("war_start", "", "", Some(year)));
    let mut told = event("war_start", "", "Arden", Some(year));
    told.places[0].precision = orontes_model::Precision::Region;
    desk.says("b", Modality::Historical, told);
    assert_eq!(desk.picture().events.len(), 1);
}

/// Tells an account by a word of a sentence.
fn told(desk: &mut Desk, report: &str, kind: &str, by: &str, at: &str, sentence: &str, word: &str) {
    desk.says(report, Modality::Asserted, event(kind, by, at, on("2031-04-01"))).by_word(sentence, word);
}

#[test]
fn a_strike_that_answers_a_gas_attack_is_another_deed_and_the_strike_goes_on() {
    let n_events = |link: &str| {
        let mut desk = two_reports();
        let answer = format!("The strike {link} the gas attack, officials said.");
        told(&mut desk, "a", "airstrike", "", "Aven", "A missile strike hit the air base of Aven.", "strike");
        told(&mut desk, "a", "attack", "", "", &answer, "strike");
        told(&mut desk, "a", "chemical_attack", "", "", &answer, "attack");
        told(&mut desk, "a", "casualty_report", "", "", "Six people were killed in the strike.", "killed");
        let events = desk.picture().events;
        assert!(
            events
                .iter()
                .any(|it| it.place.is_some() && it.claims.len() == if link == "was" { 4 } else { 3 })
        );
        events.len()
    };
    assert_eq!(n_events("was a response to"), 2);
    assert_eq!(n_events("came days after"), 2);
    assert_eq!(n_events("was"), 1);
}

#[test]
fn who_dies_days_after_the_attack_died_of_it() {
    let mut desk = two_reports();
    let sentence = "Two people died in hospital days after the attack.";
    told(&mut desk, "a", "explosion", "", "Aven", "A car bomb went off in Aven.", "went off");
    told(&mut desk, "a", "casualty_report", "", "", sentence, "died");
    told(&mut desk, "a", "attack", "", "", sentence, "attack");
    assert_eq!(desk.picture().events.len(), 1);
}

#[test]
fn an_execution_told_beside_the_shelling_of_its_town_is_none_of_it() {
    let mut desk = two_reports();
    with_toll(&mut desk, "a", "shelling", "Aven", 43.0);
    desk.by_word("Shelling killed 43 people in Aven, where rebels executed a pilot.", "Shelling");
    told(
        &mut desk,
        "a",
        "massacre",
        "",
        "Aven",
        "Shelling killed 43 people in Aven, where rebels executed a pilot.",
        "executed",
    );
    with_toll(&mut desk, "b", "shelling", "Aven", 43.0);
    told(&mut desk, "b", "attack", "ar.front", "Aven", "The Front killed a pilot in Aven.", "killed");
    let mut told: Vec<usize> = desk.picture().events.iter().map(|it| it.claims.len()).collect();
    told.sort_unstable();
    assert_eq!(told, [2, 2]);
}

#[test]
fn three_dead_are_not_the_one_pilot_told_before() {
    let mut desk = two_reports();
    told(&mut desk, "a", "attack", "", "Aven", "A mob killed the pilot in Aven.", "killed");
    with_toll(&mut desk, "a", "casualty_report", "", 3.0);
    desk.by_word("Three officers were killed on Friday.", "killed");
    assert_eq!(desk.picture().events.len(), 2);
}

#[test]
fn an_air_base_of_a_town_stands_in_it_when_a_toll_says_so() {
    let tied = |site: &str| {
        let mut desk = two_reports();
        with_toll(&mut desk, "a", "airstrike", "Aven", 17.0);
        with_toll(&mut desk, "b", "airstrike", site, 17.0);
        desk.picture().events.len() == 1
    };
    assert!(tied("Aven air base"));
    assert!(!tied("Bray air base"));
}

#[test]
fn the_arms_of_a_country_are_one_side_however_it_is_named() {
    let n_events = |country: &str| {
        let mut desk = two_reports();
        for (report, name, country) in [("a", "Norland", "NOR"), ("b", "Norlandic warplanes", country)] {
            let mut told = event("airstrike", "", "Aven", on("2031-04-01"));
            let (country, sector) = (Some(country.to_owned()), Some("MIL".to_owned()));
            told.actors =
                vec![orontes_model::Party { name: name.to_owned(), id: None, country, sector, span: None }];
            desk.says(report, Modality::Asserted, told);
        }
        desk.picture().events.len()
    };
    assert_eq!((n_events("NOR"), n_events("SUD")), (1, 2));
}

#[test]
fn a_day_beyond_the_link_is_not_the_day_of_the_answer() {
    let mut desk = two_reports();
    let sentence = "The strike was a response to the bombing of Tuesday.";
    told(&mut desk, "a", "airstrike", "", "Aven", "A missile strike hit the air base of Aven.", "strike");
    desk.says("a", Modality::Asserted, event("attack", "", "", on("2031-03-25"))).by_word(sentence, "strike");
    assert_eq!(desk.picture().events.len(), 1);
}

#[test]
fn what_killed_many_at_one_site_of_a_town_is_one_incident_whoever_did_it() {
    let n_events = |site: &str| {
        let mut desk = two_reports();
        for (report, by, toll) in [("a", "ar.front", 22.0), ("b", "ar.army", 19.0)] {
            desk.says(report, Modality::Asserted, figure("killed", toll, ""));
            let id = desk.claims.last().expect("a figure was just told").claim.id.clone();
            let mut told = event("shelling", by, "Aven", on("2031-04-01"));
            told.figures.push(id);
            let sentence = format!("Shells hit {site} in Aven and killed many.");
            desk.says(report, Modality::Asserted, told).by_word(&sentence, "hit");
        }
        desk.picture().events.len()
    };
    assert_eq!((n_events("a hospital"), n_events("the east")), (1, 2));
}

#[test]
fn poison_of_one_day_is_one_incident_where_one_account_alone_names_a_town() {
    let n_events = |sentence: &str| {
        let mut desk = two_reports();
        told(&mut desk, "a", "attack", "ar.army", "Aven", &sentence.replace("AT", "in Aven"), "attack");
        told(&mut desk, "b", "attack", "ar.front", "", &sentence.replace("AT", "there"), "attack");
        told(&mut desk, "b", "casualty_report", "", "", "Dozens died.", "died");
        told(&mut desk, "a", "casualty_report", "", "", "Dozens died.", "died");
        desk.picture().events.len()
    };
    assert_eq!((n_events("A sarin attack took place AT."), n_events("An attack took place AT.")), (1, 2));
}

#[test]
fn a_place_that_is_described_and_not_named_does_not_keep_two_accounts_apart() {
    let n_events = |name: &str| {
        let mut desk = two_reports();
        let sentence = "Missiles hit the air base.";
        told(&mut desk, "a", "airstrike", "ar.front", "Aven", sentence, "hit");
        let mut other = event("airstrike", "ar.front", "Bray", on("2031-04-01"));
        (other.places[0].name, other.places[0].id) = (name.to_owned(), None);
        desk.says("b", Modality::Asserted, other).by_word(sentence, "hit");
        desk.picture().events.len()
    };
    assert_eq!((n_events("Northern airbase"), n_events("Corrin")), (1, 2));
}

#[test]
fn a_country_that_strikes_another_is_its_arms() {
    let n_events = |country: &str, at: &str| {
        let mut desk = two_reports();
        for (report, name, sector) in [("a", country, None), ("b", "Overmarkian warplanes", Some("MIL"))] {
            let mut told = event("airstrike", "", "Aven", on("2031-04-01"));
            let code = if name == "Undermark" { "UVA" } else { "OVA" };
            let (country, sector) = (Some(code.to_owned()), sector.map(str::to_owned));
            told.actors =
                vec![orontes_model::Party { name: name.to_owned(), id: None, country, sector, span: None }];
            told.places[0].name = at.to_owned();
            desk.says(report, Modality::Asserted, told);
        }
        desk.picture().events.len()
    };
    assert_eq!((n_events("Overmark", "Aven"), n_events("Undermark", "Aven")), (1, 2));
    assert_eq!(n_events("Undermark", "Undermark"), 1, "\"the Undermark attack\" names where it was");
}

#[test]
fn what_was_destroyed_beside_dead_is_of_their_incident() {
    let n_events = |kind: &str| {
        let mut desk = two_reports();
        with_toll(&mut desk, "a", "explosion", "Aven", 17.0);
        told(&mut desk, "a", kind, "", "Aven", "The blast flattened several houses.", "flattened");
        let events = desk.picture().events;
        assert!(events.iter().all(|it| events.len() > 1 || it.event_type == "explosion"));
        events.len()
    };
    assert_eq!((n_events("property_destruction"), n_events("looting")), (1, 2));
}

#[test]
fn what_a_place_was_used_for_is_another_deed_than_what_struck_it() {
    let n_events = |words: &str| {
        let mut desk = two_reports();
        let sentence = format!("The base {words} a gas attack in the north.");
        told(&mut desk, "a", "airstrike", "", "Aven", "Missiles hit the air base of Aven.", "hit");
        told(&mut desk, "a", "chemical_attack", "", "", &sentence, "attack");
        let mut other = event("chemical_attack", "", "Aven", on("2031-04-01"));
        other.places[0].qualifier = Some("in the sentence before".to_owned());
        desk.says("a", Modality::Asserted, other).by_word(&sentence, "gas attack");
        desk.picture().events.len()
    };
    assert_eq!((n_events("was a launchpad for"), n_events("saw")), (2, 1));
}

#[test]
fn others_who_died_in_a_village_that_is_not_named_died_in_another_incident() {
    let n_events = |sentence: &str| {
        let mut desk = two_reports();
        with_toll(&mut desk, "a", "airstrike", "Aven", 15.0);
        told(&mut desk, "a", "casualty_report", "", "", sentence, "died");
        desk.picture().events.len()
    };
    assert_eq!(n_events("Six others died in a village nearby."), 2);
    assert_eq!(n_events("Six others died of burns."), 1);
    assert_eq!(n_events("Six people died in a village nearby."), 1);
}

#[test]
fn poison_without_a_place_is_the_one_that_most_reports_tell() {
    let told = |n_there: usize| {
        let mut desk = Desk::default();
        let places = ["Aven"; 4].into_iter().take(n_there).chain(["Bray", ""]);
        for (at, place) in places.enumerate() {
            let report = format!("r{at}");
            desk.report(&report, Some("2031-04-02"));
            desk.says(&report, Modality::Asserted, event("airstrike", "", place, on("2031-04-01")));
            desk.in_words(&format!("Planes dropped sarin, report {at} says."));
        }
        desk.picture().events.len()
    };
    assert_eq!((told(1), told(2)), (3, 2));
}

#[test]
fn officers_who_died_when_their_helicopter_crashed_did_not_die_of_the_shelling_told_before() {
    let n_events = |first: &str, sentence: &str| {
        let mut desk = two_reports();
        told(&mut desk, "a", "shelling", "", "Aven", first, "fell");
        told(&mut desk, "a", "casualty_report", "", "", sentence, "died");
        desk.picture().events.len()
    };
    let shells = "Shells fell on Aven.";
    assert_eq!(n_events(shells, "Three officers died when their helicopter crashed in the south."), 2);
    assert_eq!(n_events(shells, "Three officers died when their headquarters collapsed."), 1);
    let downed = "A helicopter that was shot down fell on Aven.";
    assert_eq!(n_events(downed, "Three officers died when the helicopter crashed."), 1);
}

#[test]
fn the_attack_on_those_who_set_off_a_bomb_is_not_the_bomb() {
    let n_events = |struck: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("suicide_attack", "ar.front", "Aven", on("2031-04-01")));
        let mut attack = event("suicide_attack", "", "Saltgate", on("2031-04-01"));
        attack.targets = vec![party(struck)];
        desk.says("a", Modality::Asserted, attack).in_words("The attack struck a bakery in Saltgate.");
        desk.says("b", Modality::Asserted, event("suicide_attack", "", "Saltgate", on("2031-04-01")));
        desk.picture().events.len()
    };
    assert_eq!((n_events("ar.front"), n_events("ar.army")), (2, 1));
}
