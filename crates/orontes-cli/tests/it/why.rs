//! From every line of a brief back to its words.

use crate::bed::Bed;
use serde_json::Value;

fn case() -> Bed {
    let bed = Bed::with_reports();
    bed.run(&["read", ".", "--case", "hama.gpkg"]).done();
    bed
}

#[test]
fn every_line_of_the_brief_leads_to_a_sentence() {
    let bed = case();
    let brief: Value = serde_json::from_str(&bed.run(&["brief", "hama.gpkg", "--json"]).done()).unwrap();
    let sections = brief["sections"].as_array().unwrap();
    let lines: Vec<&Value> = sections.iter().flat_map(|it| it["lines"].as_array().unwrap()).collect();
    assert!(lines.len() > 4);
    for line in lines {
        let handle = line["handle"].as_str().unwrap();
        let references = line["references"].as_array().unwrap();
        assert!(!references.is_empty(), "{line}");
        let asked = if handle.is_empty() { references[0].as_str().unwrap() } else { handle };
        let answers: Value =
            serde_json::from_str(&bed.run(&["why", "hama.gpkg", asked, "--json"]).done()).unwrap();
        let sentences: Vec<&Value> =
            answers.as_array().unwrap().iter().flat_map(|it| it["sentences"].as_array().unwrap()).collect();
        assert!(!sentences.is_empty(), "{asked}");
        for it in sentences {
            let (report, text) = (it["report"].as_str().unwrap(), it["text"].as_str().unwrap());
            let at = |idx: usize| it["span"][idx].as_u64().unwrap() as usize;
            let bytes = std::fs::read(bed.path(report)).unwrap();
            assert_eq!(&bytes[at(0)..at(1)], text.as_bytes(), "{asked}");
        }
    }
}

#[test]
fn an_army_that_speaks_of_its_own_retreat_is_told_to_be_a_party_to_it() {
    let bed = Bed::with_reports();
    let brief: Value = serde_json::from_str(&bed.run(&["read", "army.txt", "--json"]).done()).unwrap();
    let sections = brief["brief"]["sections"].as_array().or(brief["sections"].as_array()).unwrap();
    let lines = sections.iter().flat_map(|it| it["lines"].as_array().unwrap());
    let retreat = lines.into_iter().find(|it| it["text"].as_str().unwrap().contains("redeployed")).unwrap();
    assert!(retreat["support"].as_str().unwrap().contains("1 origin, a party to it"), "{retreat}");
    let grounds = "rests on Syrian government, a party to it";
    assert_eq!(retreat["grounds"], grounds);
    let why = bed.run(&["why", "army.txt", retreat["handle"].as_str().unwrap()]).done();
    assert!(why.contains(grounds), "{why}");
}

#[test]
fn a_sentence_a_report_and_a_place_can_be_asked_for() {
    let bed = case();
    let report = bed.run(&["why", "hama.gpkg", "blog"]).done();
    assert!(report.contains("Rebels seized Hama after three days of clashes."), "{report}");
    let (reference, _) = report.lines().find_map(|it| it.trim().split_once("  blog.txt")).unwrap();
    for reference in [reference.to_owned(), reference.replace(':', ".")] {
        assert!(bed.run(&["why", "hama.gpkg", &reference]).done().contains(&reference.replace('.', ":")));
    }
    assert!(bed.run(&["why", "hama.gpkg", "hama"]).done().contains("Hama"));
    assert!(bed.run(&["why", "agency.txt", "E1"]).done().contains("agency:"));
}

#[test]
fn a_claim_can_be_asked_for_by_its_identity() {
    let bed = case();
    let lines = bed.run(&["export", "hama.gpkg", "--format", "claims"]).done();
    let claim: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    let (id, quote) = (claim["id"].as_str().unwrap(), claim["quote"].as_str().unwrap());
    let answers: Value = serde_json::from_str(&bed.run(&["why", "hama.gpkg", id, "--json"]).done()).unwrap();
    assert_eq!(answers[0]["sentences"][0]["claims"][0], claim);
    assert!(answers[0]["sentences"][0]["text"].as_str().unwrap().contains(quote));
}

#[test]
fn what_means_nothing_is_told_with_what_would() {
    let said = ["Atlantis: nothing in this case has that name", "a handle of the brief (E"];
    case().run(&["why", "hama.gpkg", "Atlantis"]).ended(2, &said);
}
