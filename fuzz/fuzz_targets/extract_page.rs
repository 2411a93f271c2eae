//! Any bytes as a web page: no panic, and every letter of the text leads back inside the page, in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orontes_extract::{Format, Limits, Received, extract};
use orontes_model::Span;

fuzz_target!(|bytes: &[u8]| {
    let received = Received { name: "fuzz".to_owned(), bytes: bytes.to_vec(), format: Format::Html };
    let Ok(report) = extract(&received, &Limits::default()) else { return };
    let mut last = 0;
    for (at, letter) in report.text.char_indices() {
        let there = report.origin.to_received(Span::new(at, at + letter.len_utf8()));
        assert!(there.start >= last && there.end as usize <= bytes.len());
        last = there.start;
    }
});
