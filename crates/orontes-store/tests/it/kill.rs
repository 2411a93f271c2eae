//! A writer that is killed at any moment loses nothing that it acknowledged.

use crate::made::{report, stamp};
use orontes_store::{Case, verify};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const CASE: &str = "ORONTES_KILL_TEST_CASE";

/// The victim: run by the test below in a process of its own; without its variable it does nothing.
#[test]
fn child_that_appends_until_it_is_killed() {
    let Ok(path) = std::env::var(CASE) else { return };
    let mut case = Case::open_or_create(Path::new(&path), &stamp()).unwrap();
    let first = case.reports().unwrap().len();
    for n in first.. {
        // Some pages each, so that a kill can fall between the pages of one commit.
        let made = report(&format!("{n}.txt"), &format!("Front {n} {}", "of the north ".repeat(1_500)));
        case.append(&[made.entry()], &stamp()).unwrap();
        println!("acknowledged {n}.txt");
        std::io::stdout().flush().unwrap();
    }
}

#[test]
fn a_killed_writer_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    let mut acknowledged = 0;
    // A fixed sequence (Lehmer, modulus 2^31 − 1), so that a failure comes again.
    let mut dice: u64 = 20_310_404;
    for _ in 0..12 {
        dice = dice * 48_271 % 0x7fff_ffff;
        acknowledged += appended_until_killed(&path, dice % 9, Duration::from_micros(dice % 7_000));
        let verified = verify(&path).unwrap();
        assert_eq!(verified.faults, []);
        // One more may have been committed than its line was read.
        assert!(verified.n_reports >= acknowledged, "{} < {acknowledged}", verified.n_reports);
        acknowledged = verified.n_reports;
    }
    assert!(acknowledged > 12);
}

/// Runs the victim until it has acknowledged `n` reports and a moment longer, kills it, and returns how many
/// reports it acknowledged.
fn appended_until_killed(path: &Path, n: u64, moment: Duration) -> usize {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::child_that_appends_until_it_is_killed", "--nocapture"])
        .env(CASE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut seen = 0;
    for line in lines {
        seen += usize::from(line.unwrap().contains("acknowledged "));
        if seen as u64 == n + 1 {
            std::thread::sleep(moment);
            // SIGKILL on Unix: the victim cannot tidy up.
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    seen
}
