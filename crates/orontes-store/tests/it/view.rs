//! Lines that a case keeps are given back as long as nothing has changed that they depend on.

use crate::made::{report, stamp};
use orontes_model::ClaimId;
use orontes_store::{Case, Decision, Layers, View, ViewLine, ViewSection};

fn line(handle: &str, claims: &[&str]) -> ViewLine {
    ViewLine {
        handle: handle.to_owned(),
        text: format!("what {handle} says"),
        support: "likely".to_owned(),
        references: vec!["a report, with [odd] \"letters\":1".to_owned(), "b:2".to_owned()],
        claims: claims.iter().map(|it| ClaimId((*it).to_owned())).collect(),
        grounds: format!("what {handle} rests on"),
    }
}

fn view() -> View {
    let section = |heading: &str, remark: Option<&str>, lines| ViewSection {
        heading: heading.to_owned(),
        remark: remark.map(str::to_owned),
        lines,
    };
    View {
        by: "this program".to_owned(),
        title: "Arden".to_owned(),
        header: vec![line("R", &[])],
        sections: vec![
            section("Figures", Some("as reported"), vec![line("F2.1", &["c1", "c2"]), line("F2.2", &["c3"])]),
            section("Figures", None, vec![line("F21", &["c3"]), line("", &[])]),
        ],
        others: vec![line("E9", &["c1"])],
    }
}

fn case_with_view() -> Case {
    let mut case = Case::in_memory(&stamp()).unwrap();
    case.append(&[report("a.txt", "Northern Front").entry()], &stamp()).unwrap();
    case.rebuild_layers(&stamp(), |_, _| Layers::default(), |_| Some(view())).unwrap();
    case
}

#[test]
fn lines_come_back_as_they_went_in() {
    let case = case_with_view();
    assert_eq!(case.view("this program").unwrap().unwrap(), View { others: Vec::new(), ..view() });
    let handles = |handle: &str| -> Vec<String> {
        let found = case.view_lines("this program", handle).unwrap().unwrap();
        found.into_iter().map(|it| it.handle).collect()
    };
    assert_eq!(handles("F2"), ["F2.1", "F2.2"]);
    assert_eq!(handles("F2.2"), ["F2.2"]);
    assert_eq!(case.view_lines("this program", "E9").unwrap().unwrap(), view().others);
}

#[test]
fn lines_of_another_program_or_of_an_earlier_state_are_as_good_as_not_there() {
    let mut case = case_with_view();
    assert_eq!(case.view("another program").unwrap(), None);
    assert_eq!(case.view_lines("another program", "E9").unwrap(), None);
    let undo = Decision::Undo(1);
    case.correct(&undo, "an analyst", None, &stamp()).unwrap();
    assert_eq!(case.view("this program").unwrap(), None);
    let mut case = case_with_view();
    case.append(&[report("a.txt", "Northern Front").entry()], &stamp()).unwrap();
    assert!(case.view("this program").unwrap().is_some(), "a report that was there changes nothing");
    case.append(&[report("b.txt", "Southern Front").entry()], &stamp()).unwrap();
    assert_eq!(case.view("this program").unwrap(), None);
    assert_eq!(case.view_lines("this program", "E9").unwrap(), None);
}

#[test]
fn a_picture_that_keeps_no_lines_takes_the_old_ones_away() {
    let mut case = case_with_view();
    case.rebuild_layers(&stamp(), |_, _| Layers::default(), |_| None).unwrap();
    assert_eq!(case.view("this program").unwrap(), None);
}

#[test]
fn claims_and_dossiers_are_found_by_name() {
    let made = [report("a.txt", "Northern Front"), report("b.txt", "The army")];
    let mut case = Case::in_memory(&stamp()).unwrap();
    case.append(&[made[0].entry(), made[1].entry()], &stamp()).unwrap();
    let ids = [made[1].claims[0].claim.id.clone(), ClaimId("nobody".to_owned())];
    assert_eq!(case.cited_of(&ids).unwrap(), made[1].claims[..1]);
    assert_eq!(case.dossiers_of(["b.txt", "c.txt"].into_iter()).unwrap(), [made[1].dossier.clone()]);
    assert_eq!(case.names().unwrap(), ["a.txt", "b.txt"]);
}
