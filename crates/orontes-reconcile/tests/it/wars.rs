//! What reports of any war differ on: reasons, holders, distances, counts of other stretches, sites of many names.

use crate::arden::{Desk, day, event, figure, on, party, place};
use orontes_model::{
    Basis, ControlClaim, ControlStatus, Disagreement, DisagreementKind, DisagreementSeverity, FigureClaim,
    GeographyClaim, Modality, PlaceRef, Statement, When,
};

fn two_reports() -> Desk {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-02")).report("b", Some("2031-04-02"));
    desk
}

fn opened(desk: &Desk, kind: DisagreementKind) -> Vec<Disagreement> {
    desk.picture().disagreements.into_iter().filter(|it| it.kind == kind).collect()
}

fn held(by: &str, place: PlaceRef, since: Option<When>) -> Statement {
    let holder = Some(party(by));
    Statement::Control(ControlClaim {
        place,
        holder,
        status: ControlStatus::Controlled,
        from: since,
        to: None,
    })
}

fn distance(from: &str, to: &str, value: &str) -> Statement {
    Statement::Geography(GeographyClaim {
        subject: place(from),
        predicate: "distance_to".to_owned(),
        object: Some(place(to)),
        value: Some(value.to_owned()),
    })
}

#[test]
fn reasons_that_sentences_beside_a_departure_give_are_a_question_of_motive() {
    let told = |ministry: &str, soldiers: &str, gap: u32| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("withdrawal", "ar.army", "Aven", on("2031-04-01")));
        desk.in_words("The army left Aven on Tuesday.");
        desk.credits("a", &["Army"], Modality::Claimed, figure("column", 2.0, "")).in_words(ministry);
        desk.credits("a", &["gunner"], Modality::Claimed, figure("vehicle", 15.0, "")).in_words(soldiers);
        desk.claims[1].claim.sentence += gap;
        desk.claims[2].claim.sentence += gap;
        opened(&desk, DisagreementKind::Motive).len()
    };
    let (orderly, rout) =
        ("The retreat was orderly, a spokesman said.", "Gunners described a rout of their column.");
    assert_eq!(told(orderly, rout, 0), 1);
    assert_eq!(told(orderly, "Gunners ran out of ammunition, one said.", 0), 1);
    assert_eq!(told(orderly, "Gunners sang on the road.", 0), 0);
    assert_eq!(told("The parade was orderly, a spokesman said.", rout, 0), 0, "a parade is no departure");
    assert_eq!(told(orderly, rout, 20), 0, "far below, another thing is told");
}

#[test]
fn the_departing_army_that_says_it_redeployed_gives_a_reason() {
    let told = |modality| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("withdrawal", "ar.army", "Aven", on("2031-04-01")));
        desk.in_words("Soldiers abandoned their posts in Aven.");
        desk.credits("b", &["Army"], modality, event("redeployment", "ar.army", "Aven", on("2031-04-01")));
        desk.in_words("The army moved its troops from Aven.");
        opened(&desk, DisagreementKind::Motive).len()
    };
    assert_eq!((told(Modality::Claimed), told(Modality::Asserted)), (1, 0));
}

#[test]
fn two_enemies_that_are_said_to_hold_one_place_on_one_day_are_a_question_of_actor() {
    let told = |other: &str, are_enemies: bool, since: Option<When>| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, held("ar.army", place("Aven"), None));
        desk.credits("b", &["Northern Front"], Modality::Claimed, held(other, place("Aven"), since));
        if are_enemies {
            let mut attack = event("attack", other, "Bray", on("2031-03-01"));
            attack.targets = vec![party("ar.army")];
            desk.says("a", Modality::Asserted, attack);
        }
        opened(&desk, DisagreementKind::Actor).iter().filter(|it| it.topic.starts_with("who holds")).count()
    };
    assert_eq!(told("ar.front", true, None), 1);
    assert_eq!(
        told("ar.front", false, None),
        0,
        "two of whom nobody says that they fight may hold it together"
    );
    assert_eq!(told("ar.gov", true, None), 0, "an army and its government are one side");
    assert_eq!(told("ar.front", true, on("2031-04-03")), 0, "it changed hands after the other account");
}

#[test]
fn the_day_since_which_a_place_is_held_is_set_beside_that_of_its_fall() {
    let told = |since: &str, basis| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-03-20")));
        let since = on(since).map(|it| When { basis, ..it });
        desk.says("b", Modality::Asserted, held("ar.front", place("Aven"), since));
        opened(&desk, DisagreementKind::Date).first().map(|it| it.severity)
    };
    assert_eq!(told("2031-03-29", Basis::Explicit), Some(DisagreementSeverity::High));
    assert_eq!(told("2031-03-23", Basis::Explicit), Some(DisagreementSeverity::Medium));
    assert_eq!(told("2031-03-20", Basis::Explicit), None);
    assert_eq!(told("2031-03-29", Basis::Publication), None, "the day of the report is no such day");
}

#[test]
fn a_distance_that_another_report_gives_otherwise_is_a_question_of_number_and_a_rounded_one_is_not() {
    let told = |one: &str, other: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, distance("Aven", "Bray", one));
        desk.says("b", Modality::Asserted, distance("Bray", "Aven", other));
        opened(&desk, DisagreementKind::Number).len()
    };
    assert_eq!(told("110 kilometers (70 miles) south", "70 kilometres"), 1);
    assert_eq!(told("110 km", "about 70 miles"), 0);
    assert_eq!(told("25 km", "15 miles"), 0);
    assert_eq!(told("25 km", "a day's walk"), 0);
}

#[test]
fn the_people_that_a_measure_counts_by_its_meaning_are_no_part_of_them() {
    let told = |measure: &str, one: &str, other: &str| {
        let mut desk = two_reports();
        for (report, number, whom) in [("a", 1000.0, one), ("b", 2500.0, other)] {
            let freed = FigureClaim { of_whom: Some(whom.to_owned()), ..figure(measure, number, "") };
            desk.says(report, Modality::Asserted, freed);
        }
        opened(&desk, DisagreementKind::Number).len()
    };
    assert_eq!(told("detainees_released", "prisoner", "inmate"), 1);
    assert_eq!(told("killed", "prisoner", "soldier"), 0, "the dead of two classes are two counts");
}

#[test]
fn counts_of_two_stretches_are_no_rivals_and_those_of_one_are() {
    let told = |since: &str, sentence: &str| {
        let mut desk = two_reports();
        for (report, from, number) in [("a", "2031-03-01", 900.0), ("b", since, 30.0)] {
            let when = When::between(Some(day(from)), Some(day("2031-04-02")), Basis::Relative);
            let count = FigureClaim { as_of: Some(when), ..figure("killed", number, "") };
            desk.says(report, Modality::Asserted, count).in_words(sentence);
        }
        opened(&desk, DisagreementKind::Number).len()
    };
    assert_eq!(told("2031-03-30", "So many have died since then."), 0);
    assert_eq!(told("2031-03-02", "So many have died since then."), 1);
    assert_eq!(
        told("2031-03-30", "So many have died, of late."),
        1,
        "days that are only unsure are no stretch"
    );
}

#[test]
fn parts_of_two_totals_are_no_rivals() {
    let told = |totals: [f64; 2]| {
        let mut desk = two_reports();
        for (report, total, part) in [("a", totals[0], 5.0), ("b", totals[1], 8.0)] {
            desk.says(report, Modality::Asserted, figure("injured", total, ""));
            let sentence = desk.claims.last().map_or(0, |it| it.claim.sentence);
            let of_whom = Some("child".to_owned());
            desk.says(report, Modality::Asserted, FigureClaim { of_whom, ..figure("injured", part, "") });
            desk.claims.last_mut().into_iter().for_each(|it| it.claim.sentence = sentence);
        }
        opened(&desk, DisagreementKind::Number).iter().filter(|it| it.topic.contains("child")).count()
    };
    assert_eq!(told([22.0, 29.0]), 0);
    assert_eq!(told([29.0, 29.0]), 1);
}

#[test]
fn a_count_that_says_it_has_grown_brings_the_other_up_to_date() {
    let told = |sentence: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, figure("killed", 22.0, ""));
        desk.says("b", Modality::Asserted, figure("killed", 29.0, "")).quoting(sentence, "29");
        opened(&desk, DisagreementKind::Number).len()
    };
    assert_eq!(told("The toll rose to 29 on the same day."), 0);
    assert_eq!(told("The toll was 29 on the same day."), 1);
}

#[test]
fn later_counts_by_others_that_are_far_higher_are_set_beside_the_earlier() {
    let told = |later: f64, issuer: &str| {
        let mut desk = Desk::default();
        desk.report("a", Some("2031-04-01")).report("b", Some("2031-04-03"));
        desk.credits("a", &["Army"], Modality::Claimed, figure("killed", 700.0, ""));
        desk.credits("b", &[issuer], Modality::Claimed, figure("killed", later, ""));
        opened(&desk, DisagreementKind::Number).first().map(|it| it.severity)
    };
    assert_eq!(told(2900.0, "Valley Monitor"), Some(DisagreementSeverity::Low));
    assert_eq!(told(2900.0, "Army"), None, "who counted before counts again");
    assert_eq!(told(900.0, "Valley Monitor"), None, "it has grown a little");
    assert_eq!(told(900_000.0, "Valley Monitor"), None, "that is another thing");
}

#[test]
fn the_base_of_a_report_is_the_one_that_it_names() {
    let site = |words: &str| PlaceRef { id: None, ..place(words) };
    let told = |one: &str, other: &str, named: &str| {
        let mut desk = two_reports();
        for (report, words) in [("a", one), ("a", named), ("b", other)] {
            let mut taken = event("territory_capture", "ar.front", "", on("2031-04-01"));
            taken.places = vec![site(words)];
            desk.says(report, Modality::Asserted, taken);
        }
        desk.picture().events.len()
    };
    let (named, otherwise) = ("Northeast Command", "headquarters of the Northeastern Command");
    assert_eq!(told("regional base (Aven)", otherwise, named), 1);
    assert_eq!(told("police headquarters", otherwise, named), 2, "that of the police is not the army's");
    assert_eq!(told("regional base (Aven)", "headquarters of the Western Command", named), 2);
}

#[test]
fn totals_of_two_wars_in_one_case_are_no_rivals() {
    let told = |country: &str, town: &str| {
        let mut desk = two_reports();
        for (report, country, town, number) in [("a", "Arden", "Aven", 900.0), ("b", country, town, 20.0)] {
            for place_of in [place(town), place(&format!("{town} Bridge"))] {
                let mut clash = event("clash", "", "", on("2031-04-01"));
                let qualifier = Some("the country of the report".to_owned());
                clash.places = vec![place_of, PlaceRef { qualifier, ..place(country) }];
                desk.says(report, Modality::Asserted, clash);
            }
            desk.says(report, Modality::Asserted, figure("killed", number, ""));
        }
        opened(&desk, DisagreementKind::Number).len()
    };
    assert_eq!(told("Arden", "Bray"), 1);
    assert_eq!(told("Ostmark", "Bray"), 0);
    assert_eq!(told("Ostmark", "Aven"), 1, "who tells of the same towns tells of the same war");
}

#[test]
fn a_report_without_a_day_is_of_the_day_of_its_story_or_the_next() {
    let shingles: Vec<u32> = (0..40).map(|it| it * 4).collect();
    let mut desk = Desk::default();
    desk.report_with("a", Some("2031-04-02"), shingles.clone()).report_with("b", None, shingles);
    let published = desk.picture().published;
    let days: Vec<_> =
        published.iter().map(|it| (it.report.as_str(), it.published.from, it.published.to)).collect();
    assert_eq!(days, [("b", Some(day("2031-04-02")), Some(day("2031-04-03")))]);
}

#[test]
fn where_others_went_is_not_where_those_who_flee_go() {
    let told = |sentence: &str| {
        let mut desk = two_reports();
        for report in ["a", "b"] {
            let mut flight = event("displacement", "", "Aven", on("2031-04-01"));
            let at = sentence.find("flee").unwrap_or(0);
            flight.trigger = Some(orontes_model::Span::new(at, at + 4));
            desk.says(report, Modality::Asserted, flight);
            if report == "a" {
                desk.quoting(sentence, "Aven");
            }
        }
        desk.picture().events.len()
    };
    assert_eq!(told("Rebels marched into the centre of Aven and sent thousands fleeing."), 1);
    assert_eq!(told("Thousands flee to the old harbour city of Aven."), 2);
}

#[test]
fn a_place_that_one_says_was_taken_and_another_that_the_attack_was_repelled_is_a_question_of_degree() {
    let told = |report: &str, sentence: &str, town: &str| {
        let mut desk = two_reports();
        desk.credits(
            "a",
            &["Northern Front"],
            Modality::Claimed,
            event("territory_capture", "ar.front", "Aven", on("2031-04-01")),
        );
        desk.in_words("The Front says that it took Aven.");
        let attack = event("attack", "ar.front", town, on("2031-04-01"));
        desk.credits(report, &["Northern Front"], Modality::Claimed, attack).in_words(sentence);
        opened(&desk, DisagreementKind::Degree).len()
    };
    assert_eq!(told("b", "The attack on the town was repelled.", "Aven"), 1);
    assert_eq!(told("b", "The attack on the town went on.", "Aven"), 0);
    assert_eq!(told("b", "The attack on the town was repelled.", "Bray"), 0);
    assert_eq!(told("a", "A first attack was repelled.", "Aven"), 0, "one voice tells of two attacks");
}

#[test]
fn the_dead_of_one_class_of_one_town_and_day_are_compared_whoever_is_named_as_the_doer() {
    let told = |day: &str, whom: &str| {
        let mut desk = two_reports();
        for (report, by, day, whom, number) in
            [("a", "ar.front", "2031-04-01", "soldier", 50.0), ("b", "ar.league", day, whom, 12.0)]
        {
            let of_whom = Some(whom.to_owned());
            desk.says(report, Modality::Asserted, FigureClaim { of_whom, ..figure("killed", number, "") });
            let id = desk.claims.last().expect("a figure was just told").claim.id.clone();
            let mut strike = event("massacre", by, "Aven", on(day));
            strike.figures.push(id);
            desk.says(report, Modality::Asserted, strike);
        }
        opened(&desk, DisagreementKind::Number).len()
    };
    assert_eq!(told("2031-04-01", "soldier"), 1);
    assert_eq!(told("2031-04-01", "child"), 0);
}

#[test]
fn what_is_freed_without_a_place_is_of_the_place_that_others_name() {
    let told = |measure: &str| {
        let mut desk = two_reports();
        desk.says(
            "a",
            Modality::Asserted,
            FigureClaim { places: vec![place("Aven")], ..figure(measure, 900.0, "") },
        );
        desk.says("b", Modality::Asserted, figure(measure, 2000.0, ""));
        opened(&desk, DisagreementKind::Number).len()
    };
    assert_eq!(told("detainees_released"), 1);
    assert_eq!(told("displaced"), 0, "who fled one town are not all who fled");
}

#[test]
fn a_place_that_was_taken_back_the_next_day_has_no_disputed_taker() {
    let told = |later: &str, day: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
        desk.says("b", Modality::Asserted, event(later, "ar.army", "Aven", on(day)));
        opened(&desk, DisagreementKind::Actor).len()
    };
    assert_eq!(told("territory_capture", "2031-04-02"), 1);
    assert_eq!(told("recapture", "2031-04-02"), 0);
    assert_eq!(told("recapture", "2031-04-01"), 1, "on one day one of the two is wrong");
}

#[test]
fn an_account_that_sums_up_weeks_is_of_no_day_and_opens_no_question_of_it() {
    let told = |from: &str, to: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("massacre", "ar.front", "Aven", on("2031-03-18")));
        let mut sum = event("casualty_report", "", "Aven", None);
        sum.date = Some(When::between(Some(day(from)), Some(day(to)), Basis::Explicit));
        desk.says("b", Modality::Asserted, sum);
        let picture = desk.picture();
        (picture.events.len(), picture.disagreements.len())
    };
    assert_eq!(told("2031-02-01", "2031-03-31"), (2, 0));
    assert_eq!(told("2031-03-01", "2031-03-31"), (1, 0), "a month may date an attack");
    assert_eq!(told("2031-03-15", "2031-03-20"), (1, 0));
}

#[test]
fn the_day_of_a_site_is_set_beside_that_of_its_town() {
    let told = |site: &str| {
        let mut desk = two_reports();
        desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
        let mut taken = event("territory_capture", "ar.front", "", on("2031-04-02"));
        taken.places = vec![PlaceRef { qualifier: Some("airport".to_owned()), ..place(site) }];
        desk.says("b", Modality::Asserted, taken);
        opened(&desk, DisagreementKind::Date).len()
    };
    assert_eq!((told("Aven"), told("Bray")), (1, 0));
}
