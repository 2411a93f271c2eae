//! Mentions of reports, a line for each.

use crate::bed::{Bed, REPORTS};
use serde_json::Value;

fn rows(lines: &str) -> Vec<Value> {
    lines.lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

#[test]
fn each_mention_is_a_line_whose_span_holds_its_words() {
    let bed = Bed::with_reports();
    let found = rows(&bed.run(&["mentions", "."]).done());
    let text = |name: &str| REPORTS.iter().find(|it| it.0 == name).unwrap().1;
    for it in &found {
        let span = it["span"][0].as_u64().unwrap() as usize..it["span"][1].as_u64().unwrap() as usize;
        assert_eq!(it["text"], text(it["report"].as_str().unwrap())[span]);
    }
    let of = |kind: &str, words: &str| {
        found.iter().find(|it| it["kind"] == kind && it["text"] == words).unwrap_or_else(|| panic!("{words}"))
    };
    let hama = of("place", "Hama");
    assert_eq!(
        (&hama["name"], &hama["literal"], &hama["precision"]),
        (&"Hama".into(), &true.into(), &"exact".into())
    );
    assert!(hama["lat"].is_f64() && hama["lon"].is_f64());
    assert!(hama["candidates"].as_array().is_some_and(|it| !it.is_empty()));
    assert_eq!(of("actor", "Hayat Tahrir al-Sham")["country"], "SYR");
    assert_eq!(of("time", "November 27")["value"], "2024-11-27");
    assert_eq!(of("quantity", "More than 100,000")["low"], 100_000);
}

#[test]
fn mentions_come_in_the_order_of_the_input_on_any_number_of_threads() {
    let bed = Bed::with_reports();
    let one = bed.run(&["mentions", ".", "--threads", "1"]).done();
    assert_eq!(one, bed.run(&["mentions", ".", "--threads", "8"]).done());
    let order: Vec<String> = rows(&one).iter().map(|it| it["report"].as_str().unwrap().to_owned()).collect();
    assert!(order.is_sorted());
    let feed = "{\"id\":\"b\",\"text\":\"Rebels hold Hama.\"}\n{\"id\":\"a\",\"text\":\"They fled Homs.\"}\n";
    let found = rows(&bed.run_with_input(&["mentions", "-"], feed.as_bytes()).done());
    let mut order: Vec<&str> = found.iter().map(|it| it["report"].as_str().unwrap()).collect();
    order.dedup();
    assert_eq!(order, ["b", "a"]);
}

#[test]
fn a_pronoun_names_what_it_goes_back_to() {
    let bed = Bed::new();
    bed.put("a.txt", b"Hezbollah withdrew from Homs. It said so on Friday.");
    let found = rows(&bed.run(&["mentions", "a.txt"]).done());
    let it = found.iter().find(|it| it["form"] == "pronoun").unwrap();
    assert_eq!(it["antecedent"], serde_json::json!([0, 9]));
    assert_eq!(it["name"], "Hezbollah");
}

#[test]
fn one_unreadable_report_stops_no_other() {
    let bed = Bed::with_reports();
    let ran = bed.run(&["mentions", "agency.txt", "nowhere.txt"]);
    assert!(ran.ended(1, &["nowhere.txt"]).contains("Hama"));
}
