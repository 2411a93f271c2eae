//! What holds of every reading, whatever the text: spans fit it, order is kept, nothing panics, time is linear.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod known;

use known::Known;
use orontes_model::{Basis, Reading, Span, When};
use proptest::prelude::*;
use std::sync::OnceLock;

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(Known::load)
}

fn day() -> When {
    When::day("2024-12-06".parse().unwrap(), Basis::Explicit)
}

/// Words on which the readers turn, and letters that break careless slicing.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "said",
        "that",
        "according to",
        "reportedly",
        "if",
        "unless",
        "will",
        "would",
        "not",
        "failed to",
        "“",
        "”",
        "\"",
        "'",
        "Friday",
        "last",
        "week",
        "since",
        "2011",
        "5",
        "December",
        "31",
        "February",
        "tens of",
        "thousands",
        "million",
        "-",
        "–",
        "/",
        "06/12/2024",
        "40km",
        "$",
        "%",
        "(",
        ")",
        ",",
        ".",
        "\n",
        "\u{a0}",
        "é",
        "حماة",
        "🙂",
        "ﬁ",
        "İ",
        "ß",
        "residents",
        "the army",
        "SOHR",
        "told",
        "AFP",
        "who",
        "and",
        "a",
        "between",
        "from",
        "to",
        "T-72",
        "third-largest",
        "months",
        "ago",
        "later",
        "every",
        "99999999999999999999",
        "0",
        "00:00",
        "25:61",
        "12.12.12",
        "1,2,3",
        "the",
        "of",
        "no",
        "never",
        "it",
        "seems",
        "images",
        "showed",
    ];
    prop_oneof![
        8 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => "[0-9.,:/-]{1,12}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec((piece(), prop_oneof![4 => Just(" "), 1 => Just("")]), 0..60)
        .prop_map(|them| them.into_iter().map(|it| it.0 + it.1).collect())
}

fn fits(text: &str, span: Span) -> bool {
    text.get(span.range()).is_some_and(|it| !it.is_empty())
}

fn is_sound(text: &str, reading: &Reading) {
    assert_eq!(reading.moods.len(), reading.tokens.len());
    for it in &reading.times {
        assert!(fits(text, it.span) && !it.value.is_empty(), "{it:?}");
        assert!(it.when.from.zip(it.when.to).is_none_or(|(from, to)| from <= to), "{it:?}");
    }
    for it in &reading.quantities {
        assert!(fits(text, it.span), "{it:?}");
        assert!(it.low.zip(it.high).is_none_or(|(low, high)| low <= high), "{it:?}");
        assert!(it.of.is_none_or(|of| of < reading.tokens.len()));
    }
    for it in &reading.speeches {
        assert!(fits(text, it.content) && fits(text, it.cue), "{it:?}");
        assert!(it.speakers.iter().all(|it| fits(text, it.span)), "{it:?}");
    }
    assert!(reading.times.is_sorted_by_key(|it| it.span.start));
    assert!(reading.quantities.is_sorted_by_key(|it| it.span.start));
    assert!(reading.speeches.is_sorted_by_key(|it| it.content.start));
    assert!(reading.moods.iter().filter_map(|it| it.cue).all(|it| it < reading.tokens.len()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_reading_fits_its_text(text in text()) {
        is_sound(&text, &known().read(&text, day()));
    }

    #[test]
    fn an_unknown_publication_leaves_weekdays_open(word in "(Monday|Friday|yesterday|last week)") {
        let text = format!("Rebels entered the town {word}.");
        let reading = known().read(&text, When::default());
        prop_assert!(reading.times.iter().all(|it| it.when.is_unknown()));
    }
}

/// Twice the text costs about twice the work: the readings of long repeated texts are counted, not timed.
#[test]
fn long_texts_without_end_are_read() {
    for part in [
        "word ",
        "“",
        "He said that ",
        "if not ",
        "one hundred and ",
        "5 December 2024 ",
        "(",
        "1,",
        "Friday ",
    ] {
        let text = part.repeat(40_000 / part.len());
        is_sound(&text, &known().read(&text, day()));
    }
}
