//! What goes into a case comes out of it, once, in an order that does not tell which came first.

use crate::made::{report, stamp};
use orontes_store::{Appended, Case};

#[test]
fn what_goes_in_comes_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    let made = [report("a.txt", "Northern Front"), report("b.txt", "The army")];
    let mut case = Case::create(&path, &stamp()).unwrap();
    let appended = case.append(&[made[1].entry(), made[0].entry()], &stamp()).unwrap();
    assert_eq!(appended, [Appended::Added("b.txt".to_owned()), Appended::Added("a.txt".to_owned())]);
    drop(case);

    let case = Case::open(&path).unwrap();
    assert_eq!(case.dossiers().unwrap(), [made[0].dossier.clone(), made[1].dossier.clone()]);
    let expected: Vec<_> = made.iter().flat_map(|it| it.claims.clone()).collect();
    assert_eq!(case.cited().unwrap(), expected);
    assert_eq!(case.received("b.txt").unwrap(), Some(made[1].received.clone()));
    assert_eq!(case.received("c.txt").unwrap(), None);
    assert_eq!(case.reports().unwrap()[0].rules, "rules 1");
}

#[test]
fn the_same_report_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    let (made, again) = (report("a.txt", "Northern Front"), report("copy of a.txt", "Northern Front"));
    let mut case = Case::create(&path, &stamp()).unwrap();
    case.append(&[made.entry()], &stamp()).unwrap();
    let (journal, bytes) = (case.journal().unwrap(), std::fs::read(&path).unwrap());

    let appended = case.append(&[made.entry(), again.entry()], &stamp()).unwrap();
    let there = Appended::AlreadyThere("a.txt".to_owned());
    assert_eq!(appended, [there.clone(), there]);
    assert_eq!(case.journal().unwrap(), journal);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn two_reports_of_one_name_are_both_kept_and_cited_apart() {
    let mut case = Case::in_memory(&stamp()).unwrap();
    let made = ["Northern Front", "The army", "Southern Front"].map(|holder| report("a.txt", holder));
    for it in &made {
        case.append(&[it.entry()], &stamp()).unwrap();
    }
    let names: Vec<_> = case.reports().unwrap().into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["a.txt", "a.txt#2", "a.txt#3"]);
    let second = &case.dossiers().unwrap()[1];
    assert_eq!(second.digest, made[1].dossier.digest);
    assert!(second.notes[0].message.contains("cited as a.txt#2"), "{:?}", second.notes);
    assert!(case.cited().unwrap().iter().any(|it| it.claim.report == "a.txt#2"));
    assert_eq!(case.received("a.txt#2").unwrap().unwrap().bytes, made[1].received.bytes);
    assert_eq!(case.verify().unwrap().faults, []);
}

#[test]
fn a_name_that_looks_like_a_second_one_is_no_obstacle() {
    let mut case = Case::in_memory(&stamp()).unwrap();
    let made = [report("a.txt#2", "A"), report("a.txt", "B"), report("a.txt", "C")];
    let batch: Vec<_> = made.iter().map(|it| it.entry()).collect();
    case.append(&batch, &stamp()).unwrap();
    let names: Vec<_> = case.reports().unwrap().into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["a.txt", "a.txt#2", "a.txt#3"]);
}

#[test]
fn reading_again_by_other_rules_replaces_what_was_read_and_keeps_the_bytes() {
    let mut case = Case::in_memory(&stamp()).unwrap();
    let mut made = report("a.txt", "Northern Front");
    case.append(&[made.entry()], &stamp()).unwrap();
    made.claims.truncate(1);
    let newer = orontes_store::Stamp { rules: "rules 2".to_owned(), ..stamp() };
    case.reread(&[made.entry()], &newer).unwrap();
    assert_eq!(case.cited().unwrap(), made.claims);
    assert_eq!(case.reports().unwrap()[0].rules, "rules 2");
    assert_eq!(case.verify().unwrap().faults, []);
}

#[test]
fn the_picture_does_not_depend_on_the_order_of_arrival() {
    let made = [report("a.txt", "A"), report("b.txt", "B"), report("c.txt", "C")];
    let seen = |order: [usize; 3]| {
        let mut case = Case::in_memory(&stamp()).unwrap();
        for idx in order {
            case.append(&[made[idx].entry()], &stamp()).unwrap();
        }
        (case.dossiers().unwrap(), case.cited().unwrap())
    };
    assert_eq!(seen([0, 1, 2]), seen([2, 0, 1]));
}

#[test]
fn a_batch_is_added_whole_or_not_at_all() {
    let mut case = Case::in_memory(&stamp()).unwrap();
    let (good, mut bad) = (report("a.txt", "A"), report("b.txt", "B"));
    bad.received.bytes.push(b'!');
    let error = case.append(&[good.entry(), bad.entry()], &stamp()).unwrap_err();
    assert!(error.to_string().contains("was not made from these bytes"), "{error}");
    assert_eq!(case.reports().unwrap(), []);
}
