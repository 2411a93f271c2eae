//! A case file that a disk or a stranger has spoilt is refused or read, and never brings the program down.

use crate::made::{report, stamp};
use orontes_store::{Case, verify};
use orontes_testkit::mangle::Mangler;

/// Rounds of a plain run; `ORONTES_FUZZ_ROUNDS` asks for more.
const ROUNDS: u64 = 150;

#[test]
fn a_spoilt_case_is_read_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    let mut case = Case::create(&path, &stamp()).unwrap();
    let made = [report("a.txt", "Northern Front"), report("b.txt", "The army")];
    case.append(&[made[0].entry(), made[1].entry()], &stamp()).unwrap();
    drop(case);
    let whole = std::fs::read(&path).unwrap();
    let rounds = std::env::var("ORONTES_FUZZ_ROUNDS").ok().and_then(|it| it.parse().ok()).unwrap_or(ROUNDS);
    let (mut opened, mut refused) = (0, 0);
    for seed in 0..rounds {
        let mut bytes = whole.clone();
        Mangler::new(seed).spoil(&mut bytes);
        let spoilt = folder.path().join(format!("{seed}.gpkg"));
        std::fs::write(&spoilt, bytes).unwrap();
        let fell = std::panic::catch_unwind(|| {
            let _ = verify(&spoilt);
            let Ok(case) = Case::open(&spoilt) else { return false };
            let _ = (case.contents(), case.journal(), case.reports(), case.verify());
            true
        });
        match fell {
            Ok(true) => opened += 1,
            Ok(false) => refused += 1,
            Err(_) => panic!("the round of seed {seed} fell"),
        }
        let _ = std::fs::remove_file(spoilt);
    }
    assert!(opened > 0 && refused > 0, "{opened} opened, {refused} refused");
}
