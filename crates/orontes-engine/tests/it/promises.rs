//! Order-free, idempotent, nothing without its words.

use crate::world::{ARDEN, World, reports};
use orontes_engine::read_report;
use orontes_model::{SentenceRole, Statement};
use orontes_render::{Picture, compose};

const FOLDERS: [&str; 2] = ["examples/hama", "examples/arden/reports"];

#[test]
fn the_order_of_reports_does_not_matter() {
    for folder in FOLDERS {
        let told = reports(folder);
        let first = World::of(&told);
        let mut turned = told.clone();
        for _ in 0..3 {
            turned.rotate_left(1 + told.len() / 3);
            turned.swap(0, told.len() - 1);
            let again = World::of(&turned);
            assert_eq!(first.situation, again.situation, "{folder}");
        }
    }
}

#[test]
fn a_report_read_twice_says_nothing_new() {
    for folder in FOLDERS {
        let told = reports(folder);
        let twice: Vec<_> = told.iter().chain(&told).cloned().collect();
        let mut doubled = World::of(&twice);
        doubled.dossiers.truncate(told.len());
        assert_eq!(World::of(&told).situation.events, doubled.situation.events, "{folder}");
    }
}

#[test]
fn every_claim_shows_its_words_in_its_sentence() {
    for report in FOLDERS.iter().flat_map(|it| reports(it)) {
        let coded = read_report(&ARDEN, &report).value;
        for cited in &coded.claims {
            let claim = &cited.claim;
            let sentence = &coded.dossier.sentences[claim.sentence as usize - 1];
            assert!(!cited.evidence.text.trim().is_empty(), "{}: {claim:?}", report.name);
            assert!(
                sentence.text.contains(&cited.evidence.text),
                "{}: «{}» is not in «{}»",
                report.name,
                cited.evidence.text,
                sentence.text
            );
            if let Statement::Event(event) = &claim.statement {
                let trigger = event.trigger.expect("an event has a trigger");
                assert!(claim.evidence.contains(trigger), "{}: {claim:?}", report.name);
            }
        }
    }
}

#[test]
fn no_claim_rests_on_furniture() {
    for report in FOLDERS.iter().flat_map(|it| reports(it)) {
        let reading = orontes_engine::reading_of(&ARDEN, &report).value;
        for cited in read_report(&ARDEN, &report).value.claims {
            let role = reading.sentences[cited.claim.sentence as usize - 1].role;
            let idle = matches!(role, SentenceRole::Boilerplate | SentenceRole::Disclosure);
            assert!(!idle, "{}: {:?}", report.name, cited.evidence);
        }
    }
}

#[test]
fn every_line_of_a_brief_leads_to_a_sentence() {
    for folder in FOLDERS {
        let world = World::of(&reports(folder));
        let picture = Picture::new(&world.situation, &world.dossiers, &world.claims);
        let brief = compose(&picture);
        let lines: Vec<_> =
            brief.header.iter().chain(brief.sections.iter().flat_map(|it| &it.lines)).collect();
        assert!(lines.len() > 10, "{folder}: a brief of {} lines", lines.len());
        for line in lines {
            assert!(!line.references.is_empty(), "{folder}: «{}» rests on nothing", line.text);
        }
    }
}

#[test]
fn a_copy_adds_no_origin() {
    let told = reports("examples/hama");
    let before = World::of(&told);
    let mut pasted = told.clone();
    for nth in 0..4 {
        let mut copy = told[0].clone();
        copy.name = format!("copy-{nth}.txt");
        copy.digest.0[0] ^= nth + 1;
        pasted.push(copy);
    }
    let after = World::of(&pasted);
    assert_eq!(before.situation.origins.len(), after.situation.origins.len());
    let most = |world: &World| world.situation.events.iter().map(|it| it.origins.max).max();
    assert_eq!(most(&before), most(&after));
}

#[test]
fn a_place_that_the_atlas_knows_is_drawn_where_it_is() {
    let world = World::of(&reports("examples/arden/reports"));
    let known = world.situation.control.iter().filter(|it| it.place_id.is_some());
    assert!(known.clone().count() > 2);
    for history in known {
        assert!(history.point.is_some(), "{} has no point", history.place);
    }
}
