//! The examples of the repository come out as their README says.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use orontes_extract::{Limits, Report, extract, received};
use std::path::PathBuf;

fn reports(folder: &str) -> Vec<Report> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let mut reports = Vec::new();
    for path in files.iter().filter(|it| it.is_file() && it.extension().is_some_and(|it| it != "md")) {
        let name = path.file_name().unwrap().to_string_lossy();
        let all = received(&name, std::fs::read(path).unwrap()).unwrap();
        reports.extend(all.iter().map(|it| extract(it, &Limits::default()).unwrap()));
    }
    reports
}

fn days(reports: &[Report]) -> Vec<String> {
    let day = |it: &Report| match (it.published.one_day(), it.published.from) {
        (Some(day), _) => day.to_string(),
        (None, Some(from)) => format!("{from}.."),
        (None, None) => "unknown".to_owned(),
    };
    reports.iter().map(day).collect()
}

#[test]
fn the_dispatches_on_hama_have_their_days() {
    let reports = reports("hama");
    assert_eq!(
        days(&reports),
        [
            "2024-12-05",
            "2024-12-05",
            "2024-12-04",
            "2024-12-05",
            "2024-12-06",
            "2024-12-02",
            "2024-12-06",
            "2024-12-06",
            "2024-12-03..",
            "2024-12-06",
        ]
    );
    let machine: Vec<&str> =
        reports.iter().filter(|it| it.machine_written.is_some()).map(|it| it.name.as_str()).collect();
    assert_eq!(machine, ["02-harbour-daily.txt"]);
    assert!(reports.iter().all(|it| it.title.is_some()));
    assert!(reports.iter().all(|it| !it.text.contains("Cheap watches")));
}

#[test]
fn the_dispatches_from_ardenia_have_their_days() {
    let reports = reports("arden/reports");
    assert_eq!(
        days(&reports),
        ["2031-04-04", "2031-04-04", "2031-04-05", "2031-04-06", "2031-04-05", "2031-04-07", "2031-04-03.."]
    );
    let machine: Vec<&str> =
        reports.iter().filter(|it| it.machine_written.is_some()).map(|it| it.name.as_str()).collect();
    assert_eq!(machine, ["02-harbour-times.txt"]);
    assert!(
        reports.iter().all(|it| it.title.is_some()),
        "{:?}",
        reports.iter().map(|it| &it.title).collect::<Vec<_>>()
    );
    assert_eq!(reports[0].publisher.as_deref(), Some("Valley Wire"));
}
