//! Bad input is normal: whatever the bytes, no stage panics and every span fits its text.

use crate::world::{ARDEN, root};
use orontes_engine::{mentions_of, read_report};
use orontes_extract::{Limits, extract, received};
use orontes_model::{Reading, Report, Span};
use orontes_testkit::mangle::Mangler;
use std::path::{Path, PathBuf};

/// Rounds of a plain run; `ORONTES_FUZZ_ROUNDS` asks for more, `ORONTES_FUZZ_SEED` for others.
const ROUNDS: u64 = 150;
/// Longest text of a round, in bytes: long enough for paragraphs, short enough for many rounds.
const LEN_MAX: usize = 6_000;

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => files_below(&path, found),
            path => found.push(path),
        }
    }
}

/// What the project ships of texts and pages.
fn good() -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    for folder in ["examples", "crates/orontes-read/tests", "crates/orontes-extract/tests", "tests/cases"] {
        files_below(&root().join(folder), &mut paths);
    }
    paths.sort();
    let is_text = |it: &&PathBuf| {
        it.extension().is_some_and(|it| ["txt", "html", "jsonl", "md", "tsv"].iter().any(|kind| it == *kind))
    };
    paths.iter().filter(is_text).map(|it| std::fs::read(it).unwrap()).filter(|it| !it.is_empty()).collect()
}

fn asked(name: &str, plain: u64) -> u64 {
    std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(plain)
}

fn fits(text: &str, span: Span) -> bool {
    text.get(span.range()).is_some_and(|it| !it.is_empty())
}

/// Sentences follow each other and hold their words; what lies between them is empty to the eye.
fn is_tiled(text: &str, reading: &Reading) {
    let (mut end, mut token) = (0, 0);
    for sentence in &reading.sentences {
        assert!(fits(text, sentence.span) && sentence.span.start >= end, "{:?}", sentence.span);
        let gap = &text[end as usize..sentence.span.start as usize];
        assert!(!gap.chars().any(char::is_alphanumeric), "{gap:?} is in no sentence");
        assert_eq!(sentence.tokens.start, token);
        let words = &reading.tokens[sentence.tokens.clone()];
        assert!(words.iter().all(|it| fits(text, it.span) && sentence.span.contains(it.span)));
        assert!(words.is_sorted_by_key(|it| it.span.start));
        assert!(words.iter().filter_map(|it| it.head).all(|it| sentence.tokens.contains(&it)));
        (end, token) = (sentence.span.end, sentence.tokens.end);
    }
    assert_eq!(token, reading.tokens.len());
}

fn is_sound(report: &Report, reading: &Reading) {
    let text = report.text.as_str();
    is_tiled(text, reading);
    let times = reading.times.iter().map(|it| it.span);
    let speeches = reading
        .speeches
        .iter()
        .flat_map(|it| [it.content, it.cue].into_iter().chain(it.speakers.iter().map(|it| it.span)));
    let spans = reading.mentions.iter().map(|it| it.span).chain(times).chain(speeches);
    for span in spans.chain(reading.quantities.iter().map(|it| it.span)) {
        assert!(fits(text, span), "{span:?}");
        let back = report.origin.to_received(span);
        assert!(back.start <= back.end);
    }
    assert_eq!(reading.moods.len(), reading.tokens.len());
}

fn round(seed: u64, good: &[Vec<u8>]) {
    let mut mangler = Mangler::new(seed);
    let bytes = mangler.mangled(good, LEN_MAX);
    let name = ["mangled.txt", "mangled.html", "mangled.jsonl"][mangler.below(8).saturating_sub(5)];
    for document in received(name, bytes).unwrap_or_default() {
        let Ok(report) = extract(&document, &Limits::default()) else { continue };
        is_sound(&report, &mentions_of(&ARDEN, &report).value.reading);
        let coded = read_report(&ARDEN, &report).value;
        for claim in &coded.claims {
            assert!(fits(&report.text, claim.claim.evidence), "{:?}", claim.claim.evidence);
        }
    }
}

#[test]
fn mangled_reports_are_read_without_a_panic() {
    let good = good();
    assert!(good.len() > 10, "the shipped texts are there");
    let (rounds, seed) = (asked("ORONTES_FUZZ_ROUNDS", ROUNDS), asked("ORONTES_FUZZ_SEED", 0));
    for at in seed..seed + rounds {
        // The seed of the round that falls is what a reader of the failure needs.
        let fell = std::panic::catch_unwind(|| round(at, &good)).is_err();
        assert!(
            !fell,
            "the round of seed {at} fell: ORONTES_FUZZ_SEED={at} ORONTES_FUZZ_ROUNDS=1 repeats it"
        );
    }
}
