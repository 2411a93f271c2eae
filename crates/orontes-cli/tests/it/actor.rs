//! Who a name or a description is.

use crate::bed::Bed;
use serde_json::Value;

fn said(args: &[&str]) -> Vec<Value> {
    let lines = Bed::new().run(args).done();
    lines.lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

#[test]
fn each_string_is_one_line_of_json() {
    let lines = said(&["actor", "Houthi spokesman", "Iraqi border guards", "nobody at all"]);
    let coded =
        |it: &Value| format!("{} {}", it["country"].as_str().unwrap(), it["sector"].as_str().unwrap());
    assert_eq!(lines.iter().map(coded).collect::<Vec<_>>()[..2], ["YEM REB", "IRQ MIL"]);
    assert_eq!(lines[2]["country"], "");
    assert_eq!(lines[2]["text"], "nobody at all");
}

#[test]
fn the_day_and_the_country_of_the_report_settle_who_is_meant() {
    assert_eq!(said(&["actor", "the French president", "--on", "2010-05-01"])[0]["name"], "Nicolas Sarkozy");
    assert_eq!(said(&["actor", "the rebels", "--context", "Syrian"])[0]["id"], "sy.insurgents");
    let bed = Bed::new();
    bed.run(&["actor", "the rebels", "--context", "Ruritania"])
        .ended(2, &["no country is known as 'Ruritania'"]);
    bed.run(&["actor", "the rebels", "--on", "someday"]).ended(2, &["2024-12-05"]);
}
