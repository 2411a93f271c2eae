//! What a person decides sticks, is shown, and can be taken back.

use crate::bed::Bed;
use serde_json::Value;

fn case() -> Bed {
    let bed = Bed::with_reports();
    bed.run(&["read", ".", "--case", "hama.gpkg"]).done();
    bed
}

fn origins(bed: &Bed) -> Vec<Vec<String>> {
    let case: Value =
        serde_json::from_str(&bed.run(&["export", "hama.gpkg", "--format", "case"]).done()).unwrap();
    let reports = |it: &Value| {
        it["reports"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
    };
    case["origins"].as_array().unwrap().iter().map(reports).collect()
}

#[test]
fn a_ruling_on_copies_sticks_and_is_shown_and_taken_back() {
    let bed = case();
    assert_eq!(origins(&bed).len(), 4);
    let line =
        ["correct", "hama.gpkg", "merge", "agency", "monitor", "--by", "R. Haddad", "--because", "one wire"];
    let said = bed.run(&line).done();
    assert!(said.contains("agency.txt and monitor.txt are one story: one wire — R. Haddad"), "{said}");
    assert!(origins(&bed).contains(&vec!["agency.txt".to_owned(), "monitor.txt".to_owned()]));
    // A rebuilding reads everything anew and keeps the ruling.
    bed.run(&["read", "--case", "hama.gpkg"]).done();
    assert_eq!(origins(&bed).len(), 3);
    let why = bed.run(&["why", "hama.gpkg", "agency"]).done();
    assert!(why.contains("R. Haddad ruled on 2024-12-06: one wire"), "{why}");
    bed.run(&["correct", "hama.gpkg", "undo", "1", "--by", "R. Haddad"]).done();
    assert_eq!(origins(&bed).len(), 4);
    bed.run(&["verify", "hama.gpkg"]).done();
}

#[test]
fn nothing_rests_on_a_rejected_claim() {
    let bed = case();
    let lines = bed.run(&["export", "hama.gpkg", "--format", "claims"]).done();
    let claims = lines.lines().map(|it| serde_json::from_str::<Value>(it).unwrap());
    let fall = claims.into_iter().find(|it| it["type"] == "territory_capture").unwrap();
    let id = fall["id"].as_str().unwrap();
    bed.run(&["correct", "hama.gpkg", "reject", id]).done();
    let picture = bed.run(&["export", "hama.gpkg", "--format", "case"]).done();
    let picture: Value = serde_json::from_str(&picture).unwrap();
    for part in ["events", "control", "disagreements"] {
        assert!(!picture[part].to_string().contains(id), "{part} rests on {id}");
    }
    let listed = bed.run(&["correct", "hama.gpkg", "list", "--json"]).done();
    assert_eq!(serde_json::from_str::<Value>(&listed).unwrap()[0]["stands"], true);
    bed.run(&["correct", "hama.gpkg", "accept", id]).done();
    let picture = bed.run(&["export", "hama.gpkg", "--format", "case"]).done();
    assert!(picture.contains(id));
}

#[test]
fn what_cannot_be_meant_is_told() {
    let bed = case();
    bed.run(&["correct", "hama.gpkg", "merge", "agency", "nobody"]).ended(2, &["no report of this case"]);
    bed.run(&["correct", "hama.gpkg", "merge", "agency", "agency"]).ended(2, &["one report"]);
    bed.run(&["correct", "hama.gpkg", "reject", "zzzzzz"]).ended(2, &["no claim of this case"]);
    bed.run(&["correct", "hama.gpkg", "grade", "AFP", "K"]).ended(2, &["K is no grade"]);
    bed.run(&["correct", "hama.gpkg", "undo", "7"]).ended(2, &["no correction 7 stands"]);
    bed.run(&["correct", "none.gpkg", "list"]).ended(2, &["no such case file"]);
    assert_eq!(bed.run(&["correct", "hama.gpkg", "list"]).done(), "");
}

#[test]
fn a_name_that_a_person_ruled_on_means_what_was_ruled_and_sticks() {
    let bed = case();
    let lines = bed.run(&["export", "hama.gpkg", "--format", "claims"]).done();
    let claims: Vec<Value> = lines.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    let fall = claims.iter().find(|it| it["type"] == "territory_capture").unwrap();
    let (actor, place) = (fall["actors"][0].as_str().unwrap(), fall["places"][0].as_str().unwrap());
    let told = |bed: &Bed| -> Value {
        let lines = bed.run(&["export", "hama.gpkg", "--format", "claims"]).done();
        let claims = lines.lines().map(|it| serde_json::from_str::<Value>(it).unwrap());
        claims.into_iter().find(|it| it["id"] == fall["id"]).unwrap()
    };
    bed.run(&["correct", "hama.gpkg", "alias", actor, "Harbour Guard"]).done();
    assert_eq!(told(&bed)["actors"][0], "Harbour Guard");
    let nowhere = bed.run(&["correct", "hama.gpkg", "place", place, "Nowhere at all"]);
    nowhere.ended(2, &["no place has that name"]);
    bed.run(&["correct", "hama.gpkg", "place", place, "sy.damascus"]).done();
    assert_eq!(told(&bed)["places"][0], "Damascus");
    // Reading all anew forgets nothing that a person decided, and taking it back brings the words back.
    bed.run(&["read", "--case", "hama.gpkg"]).done();
    assert_eq!(told(&bed)["places"][0], "Damascus");
    bed.run(&["correct", "hama.gpkg", "undo", "2"]).done();
    assert_eq!(told(&bed)["places"][0].as_str(), Some(place));
    bed.run(&["verify", "hama.gpkg"]).done();
}
