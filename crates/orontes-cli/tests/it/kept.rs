//! What a case keeps of its brief is what joining it anew gives, and a program that is killed leaves no other.

use crate::bed::Bed;
use serde_json::Value;
use std::time::Duration;

/// Handles of a brief in JSON.
fn handles(brief: &str) -> Vec<String> {
    let brief: Value = serde_json::from_str(brief).unwrap();
    let sections = brief["sections"].as_array().unwrap().iter().map(|it| &it["lines"]);
    let lines = std::iter::once(&brief["header"]).chain(sections).flat_map(|it| it.as_array().unwrap());
    let handles = lines.map(|it| it["handle"].as_str().unwrap().to_owned());
    handles.filter(|it| !it.is_empty()).collect()
}

fn change(bed: &Bed, case: &str, sql: &str) {
    rusqlite::Connection::open(bed.path(case)).unwrap().execute_batch(sql).unwrap();
}

const FORGET: &str = "DELETE FROM orontes_meta WHERE key = 'view_of'";

#[test]
fn a_case_tells_the_same_from_what_it_keeps_and_joined_anew() {
    let bed = Bed::with_reports();
    // The last one is undated: it is read again whenever all are looked at.
    let files = ["agency.txt", "army.txt", "monitor.txt", "blog.txt"];
    for reports in [&files[..3], &files[..]] {
        bed.run(&[&["read"], reports, &["--case", "kept.gpkg"]].concat()).done();
        std::fs::copy(bed.path("kept.gpkg"), bed.path("anew.gpkg")).unwrap();
        change(&bed, "anew.gpkg", FORGET);
        let of =
            |case: &str, command: &[&str]| bed.run(&[&command[..1], &[case], &command[1..]].concat()).done();
        let brief = of("kept.gpkg", &["brief", "--json"]);
        assert_eq!(brief, of("anew.gpkg", &["brief", "--json"]));
        assert_eq!(of("kept.gpkg", &["brief"]), of("anew.gpkg", &["brief"]));
        let handles = handles(&brief);
        assert!(handles.len() > 10, "{handles:?}");
        // A figure as a whole, and small letters.
        for handle in handles.iter().map(String::as_str).chain(["F1", "e1"]) {
            assert_eq!(of("kept.gpkg", &["why", handle]), of("anew.gpkg", &["why", handle]), "{handle}");
            let json = [handle, "--json"];
            let why = |case: &str| of(case, &[&["why"], &json[..]].concat());
            assert_eq!(why("kept.gpkg"), why("anew.gpkg"), "{handle}");
        }
    }
}

#[test]
fn what_a_case_keeps_is_shown_until_a_report_or_a_correction_comes_or_the_program_changes() {
    let bed = Bed::with_reports();
    bed.run(&["read", "agency.txt", "army.txt", "--case", "hama.gpkg"]).done();
    let mark = || change(&bed, "hama.gpkg", "UPDATE orontes_view SET text = 'marked'");
    let is_marked =
        |args: &[&str]| bed.run(&[&["brief", "hama.gpkg"], args].concat()).done().contains("marked");
    mark();
    assert!(is_marked(&[]));
    // Of another day, another time and with a page it is another picture.
    assert!(!is_marked(&["--day", "2024-12-05"]) && !is_marked(&["--known-by", "2024-12-05"]));
    bed.run(&["read", "-q", "agency.txt", "--case", "hama.gpkg"]).done();
    assert!(is_marked(&[]), "nothing came in");
    bed.run(&["read", "-q", "monitor.txt", "--case", "hama.gpkg"]).done();
    assert!(!is_marked(&[]));
    bed.run(&["read", "--case", "hama.gpkg"]).done();
    mark();
    assert!(is_marked(&[]));
    bed.run(&["correct", "hama.gpkg", "merge", "agency", "monitor"]).done();
    assert!(!is_marked(&[]));
    mark();
    assert!(is_marked(&[]));
    change(&bed, "hama.gpkg", "UPDATE orontes_meta SET value = value || 'x' WHERE key = 'view_by'");
    assert!(!is_marked(&[]));
}

/// Short reports of one war, as lines of JSON.
fn lines(n: usize) -> Vec<String> {
    const TOWNS: [&str; 5] = ["Hama", "Homs", "Aleppo", "Idlib", "Palmyra"];
    let line = |at: usize| {
        let (town, day, dead) = (TOWNS[at % 5], 1 + at % 28, 4 + at % 37);
        let text = match at % 3 {
            0 => format!("Rebels captured {town} on Monday, witness {at} said."),
            1 => format!("An airstrike on a market in {town} killed {dead} people, doctor {at} said."),
            _ => format!("The army withdrew from {town}, officer {at} said."),
        };
        format!("{{\"id\":\"r{at:04}\",\"published\":\"2024-11-{day:02}\",\"text\":\"{text}\"}}\n")
    };
    (0..n).map(line).collect()
}

/// Names of the reports that a case holds; none where there is no case yet, or somebody writes it.
fn there(bed: &Bed, case: &str) -> Vec<String> {
    let names = || -> rusqlite::Result<Vec<String>> {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE;
        let connection = rusqlite::Connection::open_with_flags(bed.path(case), flags)?;
        let mut rows = connection.prepare("SELECT name FROM report ORDER BY name")?;
        rows.query_map([], |row| row.get(0))?.collect()
    };
    names().unwrap_or_default()
}

#[test]
fn a_reading_killed_at_any_moment_leaves_a_case_that_tells_what_its_reports_say() {
    let bed = Bed::new();
    // Seconds of reading, of which a tenth passes before the kill.
    let lines = lines(3000);
    bed.put("all.jsonl", lines.concat().as_bytes());
    let mut seen = std::collections::BTreeSet::new();
    // A fixed sequence (Lehmer, modulus 2^31 - 1), so that a failure comes again.
    let mut dice: u64 = 20_310_404;
    for round in 0..6 {
        let args: &[&str] = match round % 3 {
            2 => &["read", "all.jsonl", "--case", "killed.gpkg"],
            _ => &["read", "-q", "all.jsonl", "--case", "killed.gpkg"],
        };
        let mut child = bed.spawn(args);
        dice = dice * 48_271 % 0x7fff_ffff;
        // Until something is new, or all is there; and a moment longer.
        let before = there(&bed, "killed.gpkg").len();
        while child.try_wait().unwrap().is_none()
            && there(&bed, "killed.gpkg").len() <= before
            && before < lines.len()
        {
            std::thread::sleep(Duration::from_millis(10));
        }
        std::thread::sleep(Duration::from_millis(dice % 150));
        // SIGKILL on Unix: the program cannot tidy up.
        let _ = child.kill();
        child.wait().unwrap();
        let names = there(&bed, "killed.gpkg");
        assert!(names.len() >= before, "an acknowledged report is lost");
        let kept: String = names.iter().map(|it| lines[it[1..].parse::<usize>().unwrap()].as_str()).collect();
        bed.put("kept.jsonl", kept.as_bytes());
        let at_once = bed.run(&["brief", "kept.jsonl", "--json"]).done();
        assert_eq!(bed.run(&["brief", "killed.gpkg", "--json"]).done(), at_once, "{} reports", names.len());
        seen.insert(names.len());
    }
    assert!(seen.iter().any(|it| *it < lines.len()), "no reading was killed half-way: {seen:?}");
    bed.run(&["read", "all.jsonl", "--case", "killed.gpkg"]).done();
    let whole = bed.run(&["brief", "all.jsonl"]).done();
    assert_eq!(bed.run(&["brief", "killed.gpkg"]).done(), whole);
}
