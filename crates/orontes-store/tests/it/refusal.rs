//! Every file that is no case, and every disk that refuses, is told apart in words that say what to do.

use crate::made::{report, stamp};
use orontes_store::{Case, StoreError};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    (folder, path)
}

fn refused(path: &Path) -> String {
    let opened = Case::open(path).unwrap_err();
    let made = Case::open_or_create(path, &stamp()).unwrap_err();
    assert_eq!(opened.to_string(), made.to_string());
    assert!(!opened.hint().is_empty());
    opened.to_string()
}

#[test]
fn a_text_file_is_no_case() {
    let (_folder, path) = folder();
    std::fs::write(&path, "Northern Front captured Arden on Monday.\n".repeat(50)).unwrap();
    assert!(refused(&path).ends_with("arden.gpkg: this is no case file, but a file of another kind"));
}

#[test]
fn another_database_is_no_case() {
    let (_folder, path) = folder();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(refused(&path).ends_with("this is no case file, but another kind of SQLite database"));
}

#[test]
fn the_geopackage_of_another_program_is_no_case() {
    let (_folder, path) = folder();
    let sql = "PRAGMA application_id = 1196444487; CREATE TABLE gpkg_contents (a)";
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    assert!(refused(&path).ends_with("but a GeoPackage that another program wrote"));
}

#[test]
fn a_folder_is_no_case_and_a_missing_file_is_missing() {
    let (folder, path) = folder();
    assert!(refused(folder.path()).ends_with("this is no case file, but a folder"));
    assert!(matches!(Case::open(&path), Err(StoreError::Missing { .. })));
}

#[test]
fn an_empty_file_is_no_case_yet_but_can_become_one() {
    let (_folder, path) = folder();
    std::fs::write(&path, "").unwrap();
    assert!(Case::open(&path).unwrap_err().to_string().ends_with("but an empty file"));
    Case::open_or_create(&path, &stamp()).unwrap();
    Case::open(&path).unwrap();
}

#[test]
fn a_case_is_not_made_over_another_file() {
    let (_folder, path) = folder();
    Case::create(&path, &stamp()).unwrap();
    assert!(matches!(Case::create(&path, &stamp()), Err(StoreError::Exists { .. })));
}

#[test]
fn a_case_of_a_newer_program_is_left_alone() {
    let (_folder, path) = folder();
    Case::create(&path, &stamp()).unwrap();
    Connection::open(&path).unwrap().execute_batch("UPDATE orontes_meta SET value = '7'").unwrap();
    let before = std::fs::read(&path).unwrap();
    let said =
        "this case was written by a newer Orontes (format 7; this program reads up to 1): update the program";
    assert!(refused(&path).ends_with(said));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_truncated_case_is_damaged() {
    let (_folder, path) = folder();
    let mut case = Case::create(&path, &stamp()).unwrap();
    case.append(&[report("a.txt", "A").entry()], &stamp()).unwrap();
    drop(case);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let outcome = Case::open(&path).and_then(|it| it.verify());
    match outcome {
        Err(StoreError::Damaged { .. }) => {}
        Ok(verified) => assert!(!verified.faults.is_empty()),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn the_second_of_two_writers_is_told_to_wait() {
    let (_folder, path) = folder();
    let mut case = Case::create(&path, &stamp()).unwrap();
    case.wait(Duration::from_millis(50)).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let made = report("a.txt", "A");
    let error = case.append(&[made.entry()], &stamp()).unwrap_err();
    assert!(error.to_string().ends_with("another program is using this case"), "{error}");
    assert_eq!(case.reports().unwrap(), [], "a reader need not wait");
    other.execute_batch("ROLLBACK").unwrap();
    case.append(&[made.entry()], &stamp()).unwrap();
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    let (folder, _) = folder();
    let error = Case::create(&folder.path().join("none/arden.gpkg"), &stamp()).unwrap_err();
    assert!(matches!(error, StoreError::Sqlite { .. }), "{error:?}");
}

#[test]
fn whatever_is_changed_in_the_bytes_of_a_case_nothing_panics() {
    let (folder, path) = folder();
    let mut case = Case::create(&path, &stamp()).unwrap();
    case.append(&[report("a.txt", "A").entry(), report("b.txt", "B").entry()], &stamp()).unwrap();
    drop(case);
    let whole = std::fs::read(&path).unwrap();
    let broken = folder.path().join("broken.gpkg");
    let mut n_found = 0;
    // A fixed sequence (Lehmer, modulus 2^31 − 1), so that a failure comes again.
    let mut dice: u64 = 20_310_405;
    for _ in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..8 {
            dice = dice * 48_271 % 0x7fff_ffff;
            let at = (dice as usize * 97) % bytes.len();
            bytes[at] = (dice >> 7) as u8;
        }
        std::fs::write(&broken, &bytes).unwrap();
        let outcome = Case::open(&broken).and_then(|case| {
            let contents = case.contents().map(|_| ());
            case.verify().and_then(|it| contents.map(|()| it))
        });
        n_found += usize::from(outcome.is_err() || outcome.is_ok_and(|it| !it.faults.is_empty()));
    }
    assert!(n_found > 30, "{n_found}");
}
