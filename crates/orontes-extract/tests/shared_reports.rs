//! Reads the five reports that are shared beside the repository, where they are there.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop and may say why it was skipped"
)]

use orontes_extract::{Limits, Report, extract, received};
use orontes_model::{Basis, Date, ZoneKind};
use std::path::PathBuf;

fn report(prefix: &str) -> Option<Report> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("ORONTES_SHARED").map_or(beside, PathBuf::from).join("reports");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(shared).ok()?.filter_map(|it| Some(it.ok()?.path())).collect();
    files.sort();
    let path = files
        .into_iter()
        .find(|it| it.file_name().is_some_and(|it| it.to_string_lossy().starts_with(prefix)))?;
    let bytes = std::fs::read(&path).unwrap();
    let mut all = received(&path.to_string_lossy(), bytes.clone()).unwrap();
    let report = extract(&all.remove(0), &Limits::default()).unwrap();
    assert_eq!(report.text.as_bytes(), bytes, "the text is the bytes");
    assert!(report.origin.pieces.is_empty());
    if std::env::var_os("SHOW").is_some() {
        println!(
            "{prefix}: {:?} {:?} {:?} {:?}",
            report.published, report.title, report.publisher, report.notes
        );
        for zone in &report.zones {
            println!("  {:?} {:?}", zone.kind, zone.span.of(&report.text));
        }
    }
    Some(report)
}

fn words(report: &Report, kind: ZoneKind) -> Vec<&str> {
    report.zones.iter().filter(|it| it.kind == kind).map(|it| it.span.of(&report.text)).collect()
}

macro_rules! shared {
    ($prefix:literal) => {
        match report($prefix) {
            Some(report) => report,
            None => {
                println!("skipped: the shared reports are not here");
                return;
            }
        }
    };
}

#[test]
fn an_ambiguous_date_line_is_settled_by_the_weekdays() {
    let report = shared!("000");
    assert_eq!(report.published.one_day(), Some(Date::constant(2024, 12, 6)));
    assert_eq!(report.published.basis, Basis::ExplicitAmbiguousOrder);
    assert_eq!(words(&report, ZoneKind::DateLine).len(), 1);
    assert_eq!(words(&report, ZoneKind::Title).len(), 1);
    assert_eq!(words(&report, ZoneKind::Dateline).len(), 1);
    assert_eq!(words(&report, ZoneKind::Heading).len(), 2);
    assert_eq!(report.machine_written, None);
}

#[test]
fn a_report_without_a_date_is_bounded_by_what_it_tells() {
    let report = shared!("001");
    assert_eq!(report.published.from, Some(Date::constant(2024, 12, 4)));
    assert_eq!(report.published.to, None);
    assert_eq!(report.published.basis, Basis::Content);
    assert!(report.zones.is_empty());
}

#[test]
fn a_blog_post_shows_its_headline_standfirst_and_furniture() {
    let report = shared!("002");
    assert_eq!(words(&report, ZoneKind::Title).len(), 1);
    assert_eq!(words(&report, ZoneKind::Heading).len(), 1);
    assert_eq!(words(&report, ZoneKind::Boilerplate).len(), 3);
    assert_eq!(report.published.basis, Basis::Content);
    assert_eq!(report.machine_written, None);
}

#[test]
fn a_machine_that_says_so_is_heard() {
    let report = shared!("003");
    assert_eq!(report.published.one_day(), Some(Date::constant(2024, 12, 5)));
    assert_eq!(report.published.basis, Basis::Explicit);
    assert_eq!(words(&report, ZoneKind::MachineDisclosure).len(), 2);
    assert!(report.machine_written.is_some());
    assert_eq!(report.title, None);
}

#[test]
fn a_slug_below_the_headline_is_furniture() {
    let report = shared!("004");
    assert_eq!(words(&report, ZoneKind::Title).len(), 1);
    assert_eq!(words(&report, ZoneKind::Boilerplate).len(), 1);
    assert_eq!(words(&report, ZoneKind::Heading).len(), 4);
    assert_eq!(report.published.to, None);
    assert_eq!(report.machine_written, None);
}
