//! Texts in many encodings come out the same, and every word leads back to its own bytes.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use orontes_extract::{Limits, Report, extract, received};
use orontes_model::Span;

const ENGLISH: &str = "Hay’at fighters entered “the city”, residents said. Nobody knew — until Friday — who held the café road. The army’s spokesman in Šabac said nothing.";
const ARABIC: &str = "قال سكان البلدة إن القوات انسحبت ليلا بعد قصف استمر يومين، وإن المقاتلين دخلوا مبنى البلدية صباح الجمعة. Arden بعيد.";
const RUSSIAN: &str = "Жители города сообщили, что войска отступили ночью после двух дней обстрела. Мост у Arden держится до сих пор.";

fn read(bytes: &[u8]) -> Report {
    extract(&received("a.txt", bytes.to_vec()).unwrap().remove(0), &Limits::default()).unwrap()
}

fn check(bytes: &[u8], text: &str, word: &str, encoded: &[u8]) {
    let report = read(bytes);
    assert_eq!(report.text, text);
    let at = text.find(word).unwrap();
    let there = report.origin.to_received(Span::new(at, at + word.len()));
    assert_eq!(&bytes[there.range()], encoded, "{word} in {:?}", report.notes);
}

#[test]
fn utf_8_is_never_altered() {
    let text = "Line one\r\nLine\u{a0}two\twith\u{feff} odd things\u{200b}.\r\r\n\n";
    let report = read(text.as_bytes());
    assert_eq!(report.text, text);
    assert!(report.origin.pieces.is_empty());
}

#[test]
fn a_byte_order_mark_only_shifts() {
    let bytes = [b"\xEF\xBB\xBF".as_slice(), ENGLISH.as_bytes()].concat();
    check(&bytes, ENGLISH, "residents", b"residents");
    check(&bytes, ENGLISH, "“the", "“the".as_bytes());
}

#[test]
fn utf_16_with_and_without_a_mark() {
    for text in [ENGLISH, ARABIC, RUSSIAN] {
        for (mark, little) in [(true, true), (true, false), (false, true), (false, false)] {
            let turn = |word: &str| -> Vec<u8> {
                word.encode_utf16()
                    .flat_map(|it| if little { it.to_le_bytes() } else { it.to_be_bytes() })
                    .collect()
            };
            let bytes = turn(&format!("{}{text}", if mark { "\u{feff}" } else { "" }));
            for word in text.split_whitespace() {
                let first = text.find(word).unwrap();
                let report = read(&bytes);
                assert_eq!(report.text, text);
                let there = report.origin.to_received(Span::new(first, first + word.len()));
                assert_eq!(&bytes[there.range()], turn(word));
            }
        }
    }
}

#[test]
fn single_byte_encodings_are_guessed() {
    for (encoding, text, word) in [
        (encoding_rs::WINDOWS_1250, ENGLISH, "residents"),
        (encoding_rs::WINDOWS_1256, ARABIC, "Arden"),
        (encoding_rs::WINDOWS_1256, ARABIC, "البلدية"),
        (encoding_rs::WINDOWS_1251, RUSSIAN, "обстрела"),
        (encoding_rs::KOI8_R, RUSSIAN, "Arden"),
    ] {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost);
        check(&bytes, text, word, &encoding.encode(word).0);
    }
    let western = ENGLISH.replace('Š', "S");
    check(
        &encoding_rs::WINDOWS_1252.encode(&western).0,
        &western,
        "“the",
        &encoding_rs::WINDOWS_1252.encode("“the").0,
    );
    let one_letter = "They met at the caf\u{e9}";
    check(&encoding_rs::WINDOWS_1252.encode(one_letter).0, one_letter, "café", b"caf\xE9");
}

#[test]
fn double_byte_encodings_lead_back_by_the_word() {
    let text = "政府军周五撤出该市, 居民说. Arden 仍在政府手中, 官员说.";
    let (bytes, _, _) = encoding_rs::GBK.encode(text);
    check(&bytes, text, "Arden", b"Arden");
}

#[test]
fn stray_bytes_do_not_turn_good_utf_8_into_rubbish() {
    let mut bytes = "“One” — “two” — “three” said Hay’at".as_bytes().to_vec();
    bytes.extend(b" fighters \xE9 entered.");
    let report = read(&bytes);
    assert!(report.text.starts_with("“One” — “two”") && report.text.ends_with("fighters \u{FFFD} entered."));
    let at = report.text.find("entered").unwrap();
    assert_eq!(&bytes[report.origin.to_received(Span::new(at, at + 7)).range()], b"entered");
}
