//! Nothing is quadratic in the length of a text: four times the text takes about four times as long.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and tells what it measured"
)]

mod known;

use known::Known;
use orontes_model::When;

/// Texts that break readers which look back or ahead too far: no full stop, marks without their partner, one
/// word without end, names and numbers and cues in a row.
const PARTS: [&str; 16] = [
    "word ",
    "and ",
    "(",
    "“",
    "\"He said ",
    "Abu Omar al-Golani ",
    "Northern Front of the ",
    "1,234 ",
    "7",
    "a",
    "-",
    "since Friday ",
    "he said that ",
    "if not ",
    "the city of ",
    "Rebels took Hama on Friday, residents said.\n",
];

/// Bytes of the shorter text.
const SHORT: usize = 3_000;

/// The times are noisy where much else runs, so the bound lies between linear (4) and quadratic (16), the best
/// of several tries counts, and a text that fails is tried again before it is believed.
#[test]
fn four_times_the_text_is_not_sixteen_times_the_work() {
    let known = Known::load();
    let least = |text: &str| {
        let time = || {
            let start = known::computed_ns();
            let reading = known.read(text, When::default());
            assert!(reading.tokens.len() == reading.moods.len());
            known::computed_ns() - start
        };
        (0..3).map(|_| time()).min().unwrap()
    };
    for part in PARTS {
        let (short, long) = (part.repeat(SHORT / part.len()), part.repeat(4 * SHORT / part.len()));
        let factor = || least(&long) as f64 / least(&short).max(1) as f64;
        let tried: Vec<f64> = (0..4)
            .map(|_| factor())
            .scan(false, |done, it| {
                let go_on = !*done;
                *done |= it < 9.0;
                go_on.then_some(it)
            })
            .collect();
        println!("{part:?}: {tried:.1?}");
        assert!(
            tried.iter().any(|it| *it < 9.0),
            "{part:?} takes {tried:?} times as long at four times the length"
        );
    }
}
