//! What a case tells otherwise than on an earlier day, and the way from there to the words.

use crate::bed::Bed;
use serde_json::Value;

fn bed() -> Bed {
    let bed = Bed::with_reports();
    bed.put(
        "later.txt",
        b"7 December 2024\n\nMore than 370,000 people have been displaced since November 27, the United Nations said \
          on Saturday. Rebels captured Hama on Thursday, residents said.\n",
    );
    bed.run(&["read", ".", "--case", "hama.gpkg"]).done();
    bed
}

#[test]
fn a_later_report_is_what_changed() {
    let bed = bed();
    let told = bed.run(&["changes", "hama.gpkg", "--since", "2024-12-06"]).done();
    assert!(told.starts_with("Changes since 6 Dec 2024\n"), "{told}");
    assert!(told.contains("370,000") || told.contains("370000"), "{told}");
    let none = bed.run(&["changes", "agency.txt", "--since", "2024-12-06"]).done();
    assert!(none.contains("nothing is different"), "{none}");
}

#[test]
fn every_change_leads_to_its_sentences() {
    let bed = bed();
    let told = bed.run(&["changes", "hama.gpkg", "--since", "2024-12-01", "--json"]).done();
    let told: Value = serde_json::from_str(&told).unwrap();
    let sections = told["sections"].as_array().unwrap();
    let lines: Vec<&Value> = sections.iter().flat_map(|it| it["lines"].as_array().unwrap()).collect();
    assert!(lines.len() > 3, "{told}");
    for line in lines {
        let handle = line["handle"].as_str().unwrap();
        let asked = if handle == "-" { line["references"][0].as_str().unwrap() } else { handle };
        assert!(bed.run(&["why", "hama.gpkg", asked]).done().contains('“'), "{line}");
    }
}

#[test]
fn a_rejected_claim_is_withdrawn() {
    let bed = bed();
    let lines = bed.run(&["export", "hama.gpkg", "--format", "claims"]).done();
    let claims: Vec<Value> = lines.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    for claim in claims.iter().filter(|it| it["type"] == "withdrawal" || it["type"] == "redeployment") {
        bed.run(&["correct", "hama.gpkg", "reject", claim["id"].as_str().unwrap()]).done();
    }
    let told = bed.run(&["changes", "hama.gpkg", "--since", "2024-12-05"]).done();
    assert!(told.contains("WITHDRAWN"), "{told}");
}
