//! Reports in, brief and exports out.

use crate::bed::Bed;
use serde_json::Value;

#[test]
fn without_a_case_the_brief_is_printed_and_nothing_is_written() {
    let bed = Bed::with_reports();
    let ran = bed.run(&["read", "agency.txt", "monitor.txt"]);
    assert!(ran.err.contains("nothing was kept; add --case FILE"), "{}", ran.err);
    let brief = ran.done();
    assert!(brief.contains("Hama") && brief.contains("2 reports"), "{brief}");
    assert!(!brief.contains('\u{1b}'), "colours only on a terminal");
    assert_eq!(std::fs::read_dir(bed.folder()).unwrap().count(), 4);
}

#[test]
fn a_case_grows_and_reading_the_same_report_twice_changes_nothing() {
    let bed = Bed::with_reports();
    bed.run(&["read", "agency.txt", "--case", "hama.gpkg"]).done();
    let ran = bed.run(&["read", ".", "--case", "hama.gpkg"]);
    assert!(ran.err.contains("3 added, 1 there already"), "{}", ran.err);
    let brief = ran.done();
    let export = bed.run(&["export", "hama.gpkg", "--format", "case"]).done();
    let again = bed.run(&["read", ".", "--case", "hama.gpkg"]);
    assert!(again.err.contains("0 added, 4 there already"), "{}", again.err);
    assert_eq!(again.done(), brief);
    assert_eq!(bed.run(&["brief", "hama.gpkg"]).done(), brief);
    assert_eq!(bed.run(&["export", "hama.gpkg", "--format", "case"]).done(), export);
    bed.run(&["verify", "hama.gpkg", "--reread"]).done();
}

#[test]
fn reports_added_quietly_give_the_brief_of_all_read_at_once() {
    let bed = Bed::with_reports();
    bed.run(&["read", ".", "--case", "whole.gpkg"]).done();
    for name in ["monitor.txt", "army.txt", "blog.txt", "agency.txt"] {
        let ran = bed.run(&["read", "-q", name, "--case", "grown.gpkg"]);
        assert!(ran.err.contains("1 added, 0 there already"), "{}", ran.err);
        assert_eq!(ran.done(), "");
    }
    assert_eq!(bed.run(&["brief", "grown.gpkg"]).done(), bed.run(&["brief", "whole.gpkg"]).done());
    bed.run(&["correct", "grown.gpkg", "merge", "agency", "monitor"]).done();
    bed.run(&["correct", "whole.gpkg", "merge", "agency", "monitor"]).done();
    for format in ["case", "claims", "geojson"] {
        let of = |case: &str| bed.run(&["export", case, "--format", format]).done();
        assert_eq!(of("grown.gpkg"), of("whole.gpkg"), "{format}");
    }
    bed.run(&["verify", "grown.gpkg"]).done();
}

#[test]
fn what_is_exported_from_a_case_is_what_the_reports_say_without_one() {
    let bed = Bed::with_reports();
    bed.run(&["read", ".", "--case", "hama.gpkg"]).done();
    std::fs::create_dir(bed.path("kept")).unwrap();
    std::fs::rename(bed.path("hama.gpkg"), bed.path("kept/hama.gpkg")).unwrap();
    let files = ["agency.txt", "army.txt", "blog.txt", "monitor.txt"];
    for format in ["claims", "case", "geojson"] {
        let kept = bed.run(&["export", "kept/hama.gpkg", "--format", format]).done();
        let read = bed.run(&[&["export"][..], &files, &["--format", format]].concat()).done();
        assert!(!kept.is_empty());
        assert_eq!(kept, read, "{format}");
    }
    // A case reads its undated reports again with the days that the others leave them; dated ones say the
    // same with a case and without.
    let dated = ["agency.txt", "army.txt", "monitor.txt"];
    let claims = bed.run(&[&["claims"][..], &dated].concat()).done();
    let kept = bed.run(&["export", "kept/hama.gpkg", "--format", "claims"]).done();
    let ours: String =
        kept.split_inclusive('\n').filter(|it| dated.iter().any(|name| it.contains(name))).collect();
    assert_eq!(claims, ours);
}

#[test]
fn every_claim_quotes_the_bytes_it_points_to() {
    let bed = Bed::with_reports();
    let lines = bed.run(&["claims", "agency.txt"]).done();
    let bytes = std::fs::read(bed.path("agency.txt")).unwrap();
    assert!(lines.lines().count() > 0);
    for line in lines.lines() {
        let claim: Value = serde_json::from_str(line).unwrap();
        let at = |idx: usize| claim["evidence"][idx].as_u64().unwrap() as usize;
        assert_eq!(&bytes[at(0)..at(1)], claim["quote"].as_str().unwrap().as_bytes(), "{line}");
    }
}

#[test]
fn standard_input_is_read_and_json_lines_are_told_by_their_content() {
    let bed = Bed::new();
    let lines = "{\"id\":\"one\",\"text\":\"Rebels captured Hama.\"}\n{\"id\":\"two\",\"text\":\"Rebels captured Homs.\"}\n";
    let claims = bed.run_with_input(&["claims", "-"], lines.as_bytes()).done();
    let reports: Vec<String> = claims
        .lines()
        .map(|it| serde_json::from_str::<Value>(it).unwrap()["report"].as_str().unwrap().to_owned())
        .collect();
    assert!(reports.contains(&"one".to_owned()) && reports.contains(&"two".to_owned()), "{reports:?}");
    assert!(reports.is_sorted(), "the order of the input: {reports:?}");
}

#[test]
fn what_is_printed_as_json_is_json() {
    let bed = Bed::with_reports();
    let parse = |text: String| serde_json::from_str::<Value>(&text).unwrap();
    let read = parse(bed.run(&["read", ".", "--case", "hama.gpkg", "--json"]).done());
    assert_eq!(read["added"].as_array().unwrap().len(), 4);
    assert!(read["brief"]["sections"].as_array().is_some_and(|it| !it.is_empty()));
    let brief = parse(bed.run(&["brief", "hama.gpkg", "--json"]).done());
    assert_eq!(brief, read["brief"]);
    let verified = parse(bed.run(&["verify", "hama.gpkg", "--json"]).done());
    assert_eq!((&verified["verified"], &verified["reports"]), (&true.into(), &4.into()));
    let case = parse(bed.run(&["export", "hama.gpkg", "--format", "case"]).done());
    assert_eq!(case["version"], 1);
    assert_eq!(parse(bed.run(&["export", "hama.gpkg", "-f", "geojson"]).done())["type"], "FeatureCollection");
}

#[test]
fn an_export_to_a_file_is_the_same_and_leaves_nothing_beside_it() {
    let bed = Bed::with_reports();
    let printed = bed.run(&["export", "agency.txt", "--format", "claims"]).done();
    bed.run(&["export", "agency.txt", "--format", "claims", "-o", "out.jsonl"]).done();
    assert_eq!(std::fs::read_to_string(bed.path("out.jsonl")).unwrap(), printed);
    assert!(!bed.path("out.jsonl.part").exists());
}

#[test]
fn a_page_is_written_that_needs_nothing_else() {
    let bed = Bed::with_reports();
    bed.run(&["read", ".", "--html", "brief.html"]).done();
    let page = std::fs::read_to_string(bed.path("brief.html")).unwrap();
    assert!(page.contains("Hama") && !page.contains("<script"), "{page}");
}

#[test]
fn a_brief_of_an_earlier_day_knows_nothing_later() {
    let bed = Bed::with_reports();
    bed.run(&["read", ".", "--case", "hama.gpkg"]).done();
    let ran = bed.run(&["brief", "hama.gpkg", "--known-by", "2024-12-05"]);
    assert!(ran.err.contains("1 report left out"), "the undated blog: {}", ran.err);
    assert!(ran.done().contains("3 reports"));
    let earlier = bed.run(&["brief", "hama.gpkg", "--known-by", "2024-12-01"]).done();
    assert!(earlier.contains("0 reports"), "{earlier}");
    let cut = bed.run(&["brief", "hama.gpkg", "--day", "2024-12-01"]).done();
    assert!(cut.contains("1 Dec 2024"), "{cut}");
}

#[test]
fn two_reports_of_one_name_are_cited_apart() {
    let bed = Bed::new();
    bed.put("x/report.txt", b"Rebels captured Hama.");
    bed.put("y/report.txt", b"Rebels captured Homs.");
    let read = |paths: [&str; 2]| bed.run(&["read", paths[0], paths[1], "--json"]).done();
    let one = read(["x/report.txt", "y/report.txt"]);
    assert!(one.contains("\"report.txt#2\""), "{one}");
    assert_eq!(one, read(["y/report.txt", "x/report.txt"]));
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let bed = Bed::with_reports();
    let program = assert_cmd::cargo::cargo_bin!("orontes").display().to_string();
    let mut reports = String::new();
    for n in 0..2_000 {
        reports.push_str(&format!("{{\"id\":\"{n}\",\"text\":\"Rebels captured Hama on day {n}.\"}}\n"));
    }
    bed.put("many.jsonl", reports.as_bytes());
    let script = format!("set -o pipefail; '{program}' claims many.jsonl | head -n 1 | wc -l");
    let output =
        std::process::Command::new("bash").args(["-c", &script]).current_dir(bed.folder()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "1");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("error") && !said.contains("panicked"), "{said}");
    assert_eq!(output.status.code(), Some(0));
}

/// Writes `n` small reports and reads them as a folder.
fn read_many(n: usize) {
    let bed = Bed::new();
    for idx in 0..n {
        let text =
            format!("5 December 2024\n\nRebels captured Hama, resident number {idx} said on Thursday.\n");
        bed.put(&format!("many/{:02}/{idx}.txt", idx % 40), text.as_bytes());
    }
    bed.put("many/broken.txt", &[0, 159, 146, 150, 0, 1, 2, 3]);
    let ran = bed.run(&["read", "many", "--case", "many.gpkg"]);
    assert!(ran.err.contains(&format!("{n} added")), "{}", ran.err);
    assert!(ran.ended(1, &["refused: broken.txt"]).contains(&format!("{n} reports")));
    bed.run(&["verify", "many.gpkg"]).done();
}

#[test]
fn a_folder_of_five_hundred_reports_is_read_and_the_unreadable_one_is_named() {
    read_many(500);
}

#[test]
#[ignore = "takes a minute without optimisation"]
fn a_folder_of_ten_thousand_reports_is_read() {
    read_many(10_000);
}
