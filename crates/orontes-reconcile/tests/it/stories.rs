//! Copies, re-writings and reports of one event told apart.

use crate::arden::registry;
use orontes_model::{
    Basis, Date, Digest, Dossier, OffsetMap, Reading, Report, Sentence, SentenceRole, Span, When,
};
use orontes_reconcile::{Filed, Fingerprint, fingerprint, origins};
use proptest::prelude::*;

const DISPATCH: &str = "Northern Front fighters captured the market town of Aven on Monday after a week of shelling. \
    The defence ministry said its troops had pulled back to the Corrin heights to spare the old quarter. \
    Aven, a grain centre of 40,000 people, lies on the only paved road between Bray and the coast. \
    Residents reached by telephone said the power station had burned since Saturday. \
    Doctors at the Saint Orla hospital counted 27 bodies, most of them conscripts. \
    The Front's commander, Ilan Dresh, promised that nobody would be punished. \
    Aid workers warned that flour would run out within nine days. \
    The capital's stock exchange fell four percent on the news. \
    Elections planned for June are now in doubt, diplomats said.";
const REWRITTEN: &str = "In a stunning development, the town of Aven has been captured by fighters of the Northern Front following seven days of shelling. \
    To spare the old quarter, troops withdrew to heights near Corrin, according to the ministry of defence. \
    The grain centre, home to 40,000 people, sits on the sole paved road linking Bray with the coast. \
    Its power station has been burning since Saturday, say residents. \
    Medical staff at Saint Orla hospital have counted 27 bodies, and many were young conscripts. \
    Commander Ilan Dresh has pledged that nobody will be punished. \
    According to aid workers, flour may run out in nine days. \
    Only time will tell what follows. \
    Diplomats now doubt that the June elections can be held.";
const ANOTHER: &str = "Government positions at Aven collapsed overnight, our correspondent writes from the Bray road. \
    Columns of trucks rolled south past burning depots until dawn. \
    A captain who refused to give his name blamed a lack of ammunition. \
    Rebel scouts on motorcycles were already distributing bread in the main square. \
    The town hall flew no flag at all this morning. \
    Farmers drove cattle along the verge, unsure which checkpoint would stop them. \
    A schoolteacher carried two suitcases and a caged canary. \
    Nobody could say where the garrison had gone. \
    The front line may now run along the river Tarn.";

fn report(name: &str, text: &str) -> (Dossier, Fingerprint) {
    let mut start = 0;
    let mut sentences = Vec::new();
    for part in text.split_inclusive(". ") {
        let span = Span::new(start, start + part.trim_end().len());
        sentences.push(Sentence { span, tokens: 0..0, paragraph: 0, role: SentenceRole::Body });
        start += part.len();
    }
    let mut digest = [0; 32];
    name.bytes().zip(&mut digest).for_each(|(from, to)| *to = from);
    let report = Report {
        name: name.to_owned(),
        digest: Digest(digest),
        text: text.to_owned(),
        origin: OffsetMap::default(),
        title: None,
        publisher: None,
        byline: None,
        url: None,
        published: When::default(),
        machine_written: None,
        zones: Vec::new(),
        notes: Vec::new(),
    };
    let print = fingerprint(&report, &Reading { sentences, ..Reading::default() });
    let dossier = Dossier {
        name: report.name,
        digest: report.digest,
        title: None,
        publisher: None,
        published: When::default(),
        machine_written: None,
        boilerplate: Vec::new(),
        notes: Vec::new(),
        sentences: Vec::new(),
        fingerprint: Vec::new(),
    };
    (dossier, print)
}

fn stories(reports: &[(Dossier, Fingerprint)]) -> Vec<Vec<String>> {
    let filed: Vec<Filed<'_>> =
        reports.iter().map(|(dossier, fingerprint)| Filed { dossier, fingerprint }).collect();
    origins(&registry(), &filed).into_iter().map(|it| it.reports).collect()
}

#[test]
fn a_rewriting_is_the_same_story_and_a_report_of_the_same_event_is_not() {
    let reports = [report("agency", DISPATCH), report("feed", REWRITTEN), report("paper", ANOTHER)];
    assert_eq!(stories(&reports), [vec!["agency", "feed"], vec!["paper"]]);
}

#[test]
fn a_report_that_prints_some_sentences_of_another_between_its_own_is_made_from_it() {
    let sentence = |at: usize| DISPATCH.split_inclusive(". ").nth(at).unwrap_or_default();
    let own: Vec<&str> = ANOTHER.split_inclusive(". ").collect();
    let local = |copied: &[usize]| {
        let copied = copied.iter().map(|it| sentence(*it).replace("market town", "town"));
        copied.chain(own[1..].iter().map(|it| (*it).to_owned())).collect::<String>()
    };
    let n_stories = |copied: &[usize]| {
        stories(&[report("agency", DISPATCH), report("local", local(copied).trim())]).len()
    };
    assert_eq!(n_stories(&[0, 1, 2]), 1);
    assert_eq!(n_stories(&[0, 2]), 2, "two sentences may have one source of their own");
    assert_eq!(n_stories(&[6, 7, 8]), 2, "what is shared below the opening is background");
}

#[test]
fn a_rewriting_months_later_is_no_rewriting() {
    let mut reports = [report("agency", DISPATCH), report("feed", REWRITTEN)];
    reports[0].0.published = When::day(Date::constant(2031, 4, 2), Basis::Explicit);
    reports[1].0.published = When::day(Date::constant(2031, 9, 2), Basis::Explicit);
    assert_eq!(stories(&reports).len(), 2);
}

#[test]
fn a_short_copy_inside_a_longer_text_is_the_same_story_and_a_digest_of_many_is_not() {
    let short = DISPATCH.split_inclusive(". ").take(4).collect::<String>();
    assert_eq!(stories(&[report("agency", DISPATCH), report("brief", short.trim())]).len(), 1);
    let filler =
        |at: usize| format!("Item {at} of the day concerns village{at} and minister{at} with budget{at}. ");
    let digest = format!("{short}{}", (0..60).map(filler).collect::<String>());
    assert_eq!(stories(&[report("brief", short.trim()), report("digest", digest.trim())]).len(), 2);
}

#[test]
fn the_same_bytes_under_two_names_are_one_story() {
    let (first, mut second) = (report("a", ANOTHER), report("b", ANOTHER));
    second.0.digest = first.0.digest;
    assert_eq!(stories(&[first, second]).len(), 1);
}

proptest! {
    #[test]
    fn fingerprints_survive_storing(
        shingles in prop::collection::vec(any::<u32>(), 0..40),
        sentences in prop::collection::vec(prop::collection::vec(any::<u32>(), 0..9), 0..9),
        credits in prop::collection::vec(".{0,12}", 0..3),
    ) {
        let print = Fingerprint { shingles, quotes: sentences.clone(), sentences, credits };
        prop_assert_eq!(Fingerprint::from_bytes(&print.to_bytes()), Some(print));
    }

    #[test]
    fn bytes_that_hold_no_fingerprint_are_refused_without_a_crash(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let found = Fingerprint::from_bytes(&bytes);
        prop_assert!(found.is_none_or(|it| it.to_bytes() == bytes));
    }
}
