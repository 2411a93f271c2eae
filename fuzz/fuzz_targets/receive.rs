//! Any bytes under names that hint at a format: split, read, the same twice.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orontes_extract::{Limits, extract, received};

fuzz_target!(|bytes: &[u8]| {
    for name in ["fuzz.txt", "fuzz.html", "fuzz.jsonl"] {
        let Ok(documents) = received(name, bytes.to_vec()) else { continue };
        for document in &documents {
            let once = extract(document, &Limits::default());
            assert_eq!(once, extract(document, &Limits::default()));
        }
    }
});
