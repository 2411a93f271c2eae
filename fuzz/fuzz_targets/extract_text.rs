//! Any bytes as a plain text: no panic, zones ordered and inside the text, valid UTF-8 unaltered.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orontes_extract::{Format, Limits, Received, extract};

fuzz_target!(|bytes: &[u8]| {
    let received = Received { name: "fuzz".to_owned(), bytes: bytes.to_vec(), format: Format::Text };
    let Ok(report) = extract(&received, &Limits::default()) else { return };
    let mut end = 0;
    for zone in &report.zones {
        assert!(zone.span.start >= end && report.text.get(zone.span.range()).is_some());
        end = zone.span.end;
    }
    if let (Ok(text), false) = (std::str::from_utf8(bytes), bytes.contains(&0)) {
        assert_eq!(report.text, text.strip_prefix('\u{feff}').unwrap_or(text));
    }
});
