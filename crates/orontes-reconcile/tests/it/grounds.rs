//! What a count of origins rests on, and who of them speaks of its own acts.

use crate::arden::{Desk, event, figure, on};
use orontes_model::{Event, Modality, Root, RootKind};

fn withdrawal() -> orontes_model::EventClaim {
    event("withdrawal", "ar.army", "Aven", on("2031-04-01"))
}

fn only_event(desk: &Desk) -> Event {
    let picture = desk.picture();
    assert_eq!(picture.events.len(), 1);
    picture.events[0].clone()
}

fn root(kind: RootKind, name: &str, is_interested: bool) -> Root {
    Root { kind, name: name.to_owned(), is_interested }
}

#[test]
fn an_army_that_two_reports_quote_on_its_own_retreat_is_one_origin_and_a_party_to_it() {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-02")).report("b", Some("2031-04-02"));
    desk.credits("a", &["Army"], Modality::Claimed, withdrawal());
    desk.credits("b", &["Army"], Modality::Claimed, withdrawal());
    let told = only_event(&desk);
    assert_eq!(told.rests_on, [root(RootKind::Side, "government of Arden", true)]);
    assert_eq!(told.interested, told.claims);
    assert_eq!((told.origins.min, told.credibility), (1, 3));
}

#[test]
fn a_speaker_whom_nobody_knows_is_named_as_the_report_names_it() {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-02"));
    desk.credits("a", &["Council of the Lakes"], Modality::Claimed, withdrawal());
    assert_eq!(only_event(&desk).rests_on, [root(RootKind::Speaker, "Council of the Lakes", false)]);
}

#[test]
fn who_tells_of_the_other_side_is_no_party_to_it() {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-02"));
    desk.credits("a", &["Northern Front"], Modality::Claimed, withdrawal());
    let told = only_event(&desk);
    assert_eq!(told.rests_on, [root(RootKind::Side, "rebels", false)]);
    assert!(told.interested.is_empty());
}

#[test]
fn what_the_voice_of_a_side_says_by_itself_is_the_word_of_that_side() {
    let told_by = |publisher: &str| {
        let mut desk = Desk::default();
        desk.report("a", Some("2031-04-02")).published_by(publisher).report("b", Some("2031-04-02"));
        desk.says("a", Modality::Asserted, withdrawal());
        desk.credits("b", &["Army"], Modality::Claimed, withdrawal());
        only_event(&desk)
    };
    let of_the_state = told_by("Voice of Arden");
    assert_eq!(of_the_state.rests_on, [root(RootKind::Side, "government of Arden", true)]);
    assert_eq!((of_the_state.interested.len(), of_the_state.credibility), (2, 3));
    let of_another = told_by("Valley Gazette");
    let both = [root(RootKind::Story, "origin-a", false), root(RootKind::Side, "government of Arden", true)];
    assert_eq!(of_another.rests_on, both);
    assert_eq!((of_another.interested.len(), of_another.credibility), (1, 1));
}

#[test]
fn each_side_of_a_disagreement_has_its_origins() {
    let mut desk = Desk::default();
    for name in ["a", "b", "c"] {
        desk.report(name, Some("2031-04-02"));
    }
    desk.says("a", Modality::Asserted, figure("displaced", 4_000.0, ""));
    desk.says("b", Modality::Asserted, figure("displaced", 4_000.0, ""));
    desk.says("c", Modality::Asserted, figure("displaced", 90_000.0, ""));
    let picture = desk.picture();
    let counted: Vec<u32> = picture.disagreements[0].sides.iter().map(|it| it.origins.min).collect();
    assert_eq!(counted, [2, 1]);
    assert!(picture.disagreements[0].sides.iter().all(|it| !it.is_interested));
}
