//! Every filled slot of every claim has its words, whatever the text.

use crate::world::{ARDEN, reports, root};
use orontes_engine::read_report;
use orontes_extract::{Limits, extract, received};
use orontes_model::{Claim, Party, PlaceRef, Report, Span, Statement};

/// How many documents of one annotated set are read: enough to meet every construction, few enough to wait for.
const DOCUMENTS: usize = 60;

/// The sets of texts beside the project, where they are there.
const BESIDE: [&str; 4] = [
    "data/fa-kes/fa_kes_dev.jsonl",
    "data/plover/plover_gsr_dev.json",
    "data/re3d/documents.json",
    "reports",
];

fn texts() -> Vec<Report> {
    let mut all: Vec<Report> =
        ["examples/hama", "examples/arden/reports"].iter().flat_map(|it| reports(it)).collect();
    let named = std::env::var_os("ORONTES_SHARED").map(std::path::PathBuf::from);
    let shared = named.unwrap_or_else(|| root().join("../shared"));
    for set in BESIDE {
        let path = shared.join(set);
        if path.is_dir() {
            let files = std::fs::read_dir(&path).unwrap().map(|it| it.unwrap().path());
            all.extend(files.filter_map(|it| document("report.txt", std::fs::read(it).ok()?)));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            // Sets of JSON differ in their shape: each line or string value that is a text is read as one.
            let pieces = text.split("\"text\"").skip(1).take(DOCUMENTS);
            let values = pieces.filter_map(|it| it.split_once('"').map(|(_, rest)| rest));
            let words = values.filter_map(|it| it.split("\",").next()).map(|it| it.replace("\\n", "\n"));
            all.extend(words.filter_map(|it| document("text.txt", it.into_bytes())));
        } else {
            eprintln!("skipped, not beside the project: {set}");
        }
    }
    all
}

fn document(name: &str, bytes: Vec<u8>) -> Option<Report> {
    let one = received(name, bytes).ok()?.into_iter().next()?;
    extract(&one, &Limits::default()).ok()
}

#[test]
fn every_filled_slot_has_its_words_and_every_quote_its_trigger() {
    texts().iter().for_each(hold);
}

fn hold(report: &Report) {
    for cited in read_report(&ARDEN, report).value.claims {
        let claim = &cited.claim;
        for (slot, span) in slots(claim) {
            let span = span.unwrap_or_else(|| panic!("{slot} without words: {claim:?}"));
            assert!(!span.of(&report.text).trim().is_empty(), "{slot} of no words: {claim:?}");
        }
        if let Statement::Event(event) = &claim.statement {
            let trigger = event.trigger.expect("an event has a trigger");
            assert!(claim.evidence.contains(trigger), "{claim:?}");
        }
    }
}

/// The slots of a claim that are filled, with their words.
fn slots(claim: &Claim) -> Vec<(&'static str, Option<Span>)> {
    let parties = |name, them: &[Party]| them.iter().map(|it| (name, it.span)).collect::<Vec<_>>();
    let places = |them: &[PlaceRef]| them.iter().map(|it| ("place", it.span)).collect::<Vec<_>>();
    match &claim.statement {
        Statement::Event(it) => {
            [parties("actor", &it.actors), parties("target", &it.targets), places(&it.places)].concat()
        }
        Statement::Figure(it) => places(&it.places),
        Statement::Control(it) => {
            let holder = it.holder.iter().map(|it| ("holder", it.span));
            holder.chain([("place", it.place.span)]).collect()
        }
        Statement::Relation(it) => vec![("subject", it.subject.span), ("object", it.object.span)],
        Statement::Geography(it) => {
            let object = it.object.iter().map(|it| ("object", it.span));
            object.chain([("subject", it.subject.span)]).collect()
        }
        Statement::Alias(it) => vec![("alias", Some(it.alias_span))],
        Statement::Consequence(it) => vec![("cause", Some(it.cause)), ("effect", Some(it.effect))],
        Statement::Source(_) => Vec::new(),
    }
}

/// Ways in which texts arrive broken, each without chance: the same text is broken alike each time.
const BREAKS: [fn(&str) -> String; 5] = [
    |text| text.to_uppercase(),
    |text| text.chars().enumerate().filter(|(at, _)| at % 37 != 11).map(|(_, it)| it).collect(),
    |text| text.replace(". ", " ").replace(',', ""),
    |text| {
        text.split(' ').collect::<Vec<_>>().chunks(7).map(|it| it.join(" ")).collect::<Vec<_>>().join("\n\n")
    },
    |text| text.split(' ').rev().collect::<Vec<_>>().join(" "),
];

#[test]
fn a_mangled_text_keeps_the_words_of_its_slots() {
    for whole in texts().into_iter().step_by(4) {
        for broken in BREAKS {
            let Some(report) = document("mangled.txt", broken(&whole.text).into_bytes()) else { continue };
            hold(&report);
        }
    }
}
