//! Whatever is changed behind the program's back is found.

use crate::made::{report, stamp};
use orontes_store::{Case, Fault, verify};
use rusqlite::Connection;
use std::path::Path;

fn made_case(path: &Path) {
    let mut case = Case::create(path, &stamp()).unwrap();
    let made = [report("a.txt", "Northern Front"), report("b.txt", "The army")];
    case.append(&[made[0].entry(), made[1].entry()], &stamp()).unwrap();
}

/// Returns the faults after somebody took off the triggers and ran `sql`.
fn faults_after(sql: &str) -> Vec<Fault> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    made_case(&path);
    let connection = Connection::open(&path).unwrap();
    let mut triggers = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").unwrap();
    let names: Vec<String> = triggers.query_map([], |it| it.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(names.len(), 6);
    drop(triggers);
    for name in names {
        connection.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    connection.execute_batch(sql).unwrap();
    verify(&path).unwrap().faults
}

#[test]
fn a_case_that_nobody_touched_has_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    made_case(&path);
    let verified = verify(&path).unwrap();
    assert_eq!((verified.n_reports, verified.n_claims, verified.n_entries), (2, 4, 5));
    assert_eq!(verified.faults, []);
    assert_eq!(verified.head.len(), 64);
    assert_eq!(faults_after(""), []);
}

#[test]
fn a_changed_report_is_found() {
    let faults =
        faults_after("UPDATE report SET received = CAST('Peace in Arden.' AS BLOB) WHERE name = 'a.txt'");
    assert!(matches!(&faults[0], Fault::ReportChanged { name, .. } if name == "a.txt"), "{faults:?}");
    assert!(faults.iter().any(|it| matches!(it, Fault::WordsMissing { .. })), "{faults:?}");
}

#[test]
fn a_removed_report_is_found() {
    let faults = faults_after("DELETE FROM report WHERE name = 'a.txt'");
    assert!(matches!(&faults[..], [Fault::ReportUnaccounted { in_journal: true, .. }]), "{faults:?}");
}

#[test]
fn a_report_that_was_slipped_in_is_found() {
    let faults = faults_after(
        "INSERT INTO report SELECT 9, 'z.txt', printf('%064d', 0), 'z.txt', format, size, received FROM report WHERE id = 1",
    );
    assert!(faults.iter().any(|it| matches!(it, Fault::ReportUnaccounted { in_journal: false, .. })));
}

#[test]
fn a_changed_journal_entry_is_found_and_so_is_a_missing_one() {
    for sql in [
        "UPDATE journal SET moment = '1999-01-01T00:00:00Z' WHERE seq = 2",
        "UPDATE journal SET body = replace(body, 'b.txt', 'c.txt') WHERE seq = 4",
        "DELETE FROM journal WHERE seq = 3",
    ] {
        let faults = faults_after(sql);
        assert!(faults.iter().any(|it| matches!(it, Fault::JournalBroken { .. })), "{sql}: {faults:?}");
    }
}

#[test]
fn a_changed_claim_is_found_and_so_is_a_missing_one() {
    for sql in [
        "UPDATE claim SET body = replace(body, 'Northern Front', 'Southern Front') WHERE id = 1",
        "DELETE FROM claim WHERE id = 1",
        "UPDATE dossier SET body = replace(body, 'Valley', 'Hill') WHERE id = 1",
    ] {
        let faults = faults_after(sql);
        let found = faults.iter().any(|it| matches!(it, Fault::RowsChanged { name } if name == "a.txt"));
        assert!(found, "{sql}: {faults:?}");
    }
}

#[test]
fn without_taking_off_the_triggers_nothing_kept_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    made_case(&path);
    let connection = Connection::open(&path).unwrap();
    for sql in [
        "UPDATE report SET name = 'z.txt'",
        "DELETE FROM report",
        "INSERT OR REPLACE INTO report SELECT * FROM report WHERE id = 1",
        "UPDATE journal SET kind = 'nothing'",
        "DELETE FROM journal WHERE seq = 5",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 5",
    ] {
        let error = connection.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("kept as it was received") || error.contains("only grows"), "{sql}: {error}");
    }
}
