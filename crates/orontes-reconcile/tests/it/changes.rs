//! What became of the picture between two times of knowledge.

use crate::arden::{Desk, event, figure, on, registry};
use orontes_model::{
    ChangeKind, ChangeOf, Difference, Modality, Reliability, Situation, StoryRuling, StoryVerdict,
};
use orontes_reconcile::{Reconciled, changes};

fn situation(it: Reconciled) -> Situation {
    Situation {
        origins: it.origins,
        events: it.events,
        figures: it.figures,
        disagreements: it.disagreements,
        ..Situation::default()
    }
}

fn between(before: &Desk, after: &Desk) -> Vec<Difference> {
    changes(&situation(before.picture()), &situation(after.picture()))
}

fn fall() -> Desk {
    let mut desk = Desk::default();
    desk.report("a", Some("2031-04-02"));
    desk.says("a", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    desk
}

#[test]
fn nothing_changes_between_a_picture_and_itself() {
    assert!(between(&fall(), &fall()).is_empty());
}

#[test]
fn a_second_origin_strengthens_and_a_copy_does_not() {
    let mut after = fall();
    after.report("b", Some("2031-04-03"));
    after.says("b", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    let told = between(&fall(), &after);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].kind, told[0].of), (ChangeKind::Strengthened, ChangeOf::Event));
    assert_eq!(told[0].claims, [after.claims[1].claim.id.clone()]);

    let mut pasted = fall();
    let (words, published) = (pasted.dossiers[0].1.shingles.clone(), Some("2031-04-03"));
    pasted.report_with("b", published, words);
    pasted.says("b", Modality::Asserted, event("territory_capture", "ar.front", "Aven", on("2031-04-01")));
    assert!(between(&fall(), &pasted).is_empty());
}

#[test]
fn a_denial_contradicts_and_two_withdraw() {
    let denied = |n: usize| {
        let mut desk = fall();
        for name in ["b", "c"].iter().take(n) {
            desk.report(name, Some("2031-04-03"));
            desk.says(
                name,
                Modality::Denied,
                event("territory_capture", "ar.front", "Aven", on("2031-04-01")),
            );
        }
        desk
    };
    let kinds = |told: Vec<Difference>| -> Vec<ChangeKind> {
        told.iter()
            .filter(|it| it.of == ChangeOf::Event && !it.text.contains("denied"))
            .map(|it| it.kind)
            .collect()
    };
    assert_eq!(kinds(between(&fall(), &denied(1))), [ChangeKind::Contradicted]);
    assert_eq!(kinds(between(&fall(), &denied(2))), [ChangeKind::Withdrawn]);
    let open = between(&fall(), &denied(1));
    assert!(open.iter().any(|it| it.of == ChangeOf::Disagreement && it.kind == ChangeKind::Contradicted));
}

#[test]
fn a_rejected_claim_takes_its_event_with_it() {
    let mut after = fall();
    let claim = after.claims[0].claim.id.clone();
    after.corrections.rejected.insert(claim.clone());
    let told = between(&fall(), &after);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].kind, told[0].number), (ChangeKind::Withdrawn, None));
    assert_eq!(told[0].claims, [claim]);
}

#[test]
fn a_later_count_by_the_same_source_supersedes_and_another_source_strengthens() {
    let mut before = Desk::default();
    before.report("a", Some("2031-04-02"));
    before.credits("a", &["Monitor"], Modality::Claimed, figure("displaced", 50_000.0, ""));
    let mut after = before.clone();
    after.report("b", Some("2031-04-05"));
    after.credits("b", &["Monitor"], Modality::Claimed, figure("displaced", 90_000.0, ""));
    after.report("c", Some("2031-04-02"));
    after.credits("c", &["Red Crescent"], Modality::Claimed, figure("displaced", 50_000.0, ""));
    let told: Vec<Difference> =
        between(&before, &after).into_iter().filter(|it| it.of == ChangeOf::Figure).collect();
    assert_eq!(
        told.iter().map(|it| it.kind).collect::<Vec<_>>(),
        [ChangeKind::New, ChangeKind::Strengthened]
    );
    assert!(told[0].how.contains("supersedes 50,000"), "{told:?}");
}

#[test]
fn a_ruling_on_copies_stands_above_the_words() {
    let mut desk = fall();
    let words = desk.dossiers[0].1.shingles.clone();
    desk.report_with("b", Some("2031-04-03"), words);
    desk.report("c", Some("2031-04-03"));
    assert_eq!(desk.picture().origins.len(), 2);
    let ruling = |one: &str, other: &str, verdict| StoryRuling {
        one: one.to_owned(),
        other: other.to_owned(),
        verdict,
        by: "R. Haddad".to_owned(),
        moment: Some("2031-04-04T09:00:00Z".to_owned()),
        reason: Some("asked the editor".to_owned()),
    };
    desk.corrections.stories = vec![ruling("b", "a", StoryVerdict::Independent)];
    let picture = desk.picture();
    assert_eq!(picture.origins.len(), 3);
    let said = "b is independent of a, R. Haddad ruled on 2031-04-04: asked the editor";
    assert!(picture.origins[0].why.iter().any(|it| it == said), "{:?}", picture.origins);
    desk.corrections.stories.push(ruling("b", "c", StoryVerdict::Same));
    let stories: Vec<Vec<String>> = desk.picture().origins.into_iter().map(|it| it.reports).collect();
    assert_eq!(stories, [vec!["a"], vec!["b", "c"]]);
}

#[test]
fn a_grade_that_a_person_gives_outweighs_the_table() {
    let mut desk = Desk::default();
    for name in ["a", "b", "c"] {
        desk.report(name, Some("2031-04-02"));
        desk.credits(
            name,
            &[["Monitor", "Wire", "Nurse"][name.as_bytes()[0] as usize - 97]],
            Modality::Claimed,
            event("airstrike", "ar.army", "Aven", on("2031-04-01")),
        );
    }
    assert_eq!(desk.picture().events[0].likelihood.words().0, "very likely");
    desk.corrections.grades.insert("Monitor".to_owned(), Reliability::B);
    assert_eq!(desk.picture().events[0].likelihood.words().0, "almost certain");
    assert!(registry().source_by_name("Monitor").is_none());
}
