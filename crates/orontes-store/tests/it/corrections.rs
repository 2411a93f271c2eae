//! What persons decide is kept, read back and taken back.

use crate::made::{report, stamp};
use orontes_model::{ClaimId, Reliability, StoryVerdict};
use orontes_store::{Case, Decision, standing};

#[test]
fn corrections_outlive_closing_and_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("arden.gpkg");
    let made = report("a.txt", "Northern Front");
    let mut case = Case::create(&path, &stamp()).unwrap();
    case.append(&[made.entry()], &stamp()).unwrap();
    let story = Decision::Story { one: "a.txt".into(), other: "b.txt".into(), verdict: StoryVerdict::Same };
    let claim = ClaimId("c1".to_owned());
    let rejected = Decision::Claim { claim: claim.clone(), is_rejected: true };
    let graded = Decision::Grade { source: "Valley Wire".into(), grade: Reliability::B };
    for (number, decision) in (1..).zip([&story, &rejected, &graded]) {
        assert_eq!(case.correct(decision, "R. Haddad", Some("seen by eye"), &stamp()).unwrap(), number);
    }
    drop(case);

    let mut case = Case::open(&path).unwrap();
    let kept = case.corrections().unwrap();
    assert_eq!(kept.iter().map(|it| it.decision.clone()).collect::<Vec<_>>(), [story, rejected, graded]);
    assert_eq!((kept[0].by.as_str(), kept[0].reason.as_deref()), ("R. Haddad", Some("seen by eye")));
    let all = standing(&kept, None);
    assert_eq!((all.stories.len(), all.rejected.len(), all.grades.len()), (1, 1, 1));
    assert_eq!(standing(&kept, Some("2031-04-04")), Default::default());
    assert_eq!(standing(&kept, Some("2031-04-05")), all);

    case.correct(&Decision::Undo(1), "R. Haddad", None, &stamp()).unwrap();
    case.correct(&Decision::Claim { claim, is_rejected: false }, "R. Haddad", None, &stamp()).unwrap();
    let left = standing(&case.corrections().unwrap(), None);
    assert_eq!((left.stories.len(), left.rejected.len(), left.grades.len()), (0, 0, 1));
    case.correct(&Decision::Undo(4), "R. Haddad", None, &stamp()).unwrap();
    assert_eq!(standing(&case.corrections().unwrap(), None).stories.len(), 1);
    assert_eq!(case.verify().unwrap().faults, []);
}
