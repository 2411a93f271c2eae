//! Turns bytes of any encoding into UTF-8 text with the way back to the bytes.
//!
//! Order of belief: byte order mark, valid UTF-8, UTF-16 without a mark, what a page declares, and last a
//! guess from the bytes. Text that is UTF-8 already is never altered: its offsets are the identity.

use crate::pieces::Pieces;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use orontes_model::{Note, OffsetMap, Severity};
use std::ops::Range;

/// Text as decoded.
#[derive(Debug, PartialEq)]
pub(crate) struct Decoded {
    /// UTF-8.
    pub text: String,
    /// The way back.
    pub map: OffsetMap,
    /// What was noticed.
    pub notes: Vec<Note>,
}

/// Says why bytes are no text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Binary {
    /// Bytes that text does not hold.
    pub n_controls: usize,
}

/// Decodes `bytes`; `declared` is the encoding that the document itself names, believed after UTF-8.
pub(crate) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, Binary> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(rest, 3).map_or_else(|| lossy_utf8(rest, 3), Ok).and_then(refuse_binary);
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return refuse_binary(utf16(bytes, 2, bytes[0] == 0xFF));
    }
    if let Some(little) = utf16_by_zeros(bytes) {
        return refuse_binary(utf16(bytes, 0, little));
    }
    if let Some(found) = utf8(bytes, 0) {
        return refuse_binary(found);
    }
    if n_controls(bytes.iter().copied()) * 50 > bytes.len() {
        return Err(Binary { n_controls: n_controls(bytes.iter().copied()) });
    }
    if mostly_utf8(bytes) {
        return lossy_utf8(bytes, 0).and_then(refuse_binary);
    }
    let encoding = declared.filter(|it| *it != UTF_8).unwrap_or_else(|| guess(bytes));
    refuse_binary(legacy(bytes, encoding))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Two in a hundred: prose holds no control characters, and a stray one must not cost the report.
fn refuse_binary(decoded: Decoded) -> Result<Decoded, Binary> {
    let n_odd = decoded.text.chars().filter(|it| is_control(*it)).count();
    match n_odd * 50 > decoded.text.chars().count().max(1) {
        true => Err(Binary { n_controls: n_odd }),
        false => Ok(decoded),
    }
}

fn n_controls(bytes: impl Iterator<Item = u8>) -> usize {
    bytes.filter(|it| *it < 0x80 && is_control(char::from(*it))).count()
}

fn is_control(letter: char) -> bool {
    let allowed = matches!(letter, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' | '\u{1b}' | '\u{85}');
    (letter.is_control() && !allowed) || matches!(letter, '\u{FFFE}' | '\u{FFFF}')
}

/// UTF-8, whole or cut off inside its last character.
fn utf8(bytes: &[u8], skipped: usize) -> Option<Decoded> {
    let (good, cut) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, 0),
        Err(error) => {
            let (good, tail) = bytes.split_at(error.valid_up_to());
            // One stray byte after pure ASCII is as well the last letter of a windows-1252 text.
            let told = !good.is_ascii() || tail.len() > 1 || skipped > 0;
            if error.error_len().is_some() || !told {
                return None;
            }
            (std::str::from_utf8(good).ok()?, tail.len())
        }
    };
    let mut notes = Vec::new();
    if cut > 0 {
        let message = format!("the last {cut} bytes are a character that was cut off; they were left out");
        notes.push(Note::new(Severity::Warning, message));
    }
    Some(Decoded { text: good.to_owned(), map: shifted(good.len(), skipped), notes })
}

fn shifted(len: usize, skipped: usize) -> OffsetMap {
    let mut pieces = Pieces::default();
    if skipped > 0 {
        pieces.push(len, skipped, skipped + len);
    }
    pieces.into_map()
}

/// Says whether broken bytes stand among so much good UTF-8 that no other encoding explains them.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_good > 4 * n_bad
}

fn lossy_utf8(bytes: &[u8], skipped: usize) -> Result<Decoded, Binary> {
    let (mut text, mut pieces, mut at, mut n_bad) = (String::new(), Pieces::default(), skipped, 0usize);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        pieces.push(chunk.valid().len(), at, at + chunk.valid().len());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            text.push('\u{FFFD}');
            pieces.push('\u{FFFD}'.len_utf8(), at, at + chunk.invalid().len());
            at += chunk.invalid().len();
            n_bad += 1;
        }
    }
    let message = format!("{n_bad} places hold bytes that are no UTF-8; they are shown as \u{FFFD}");
    Ok(Decoded { text, map: pieces.into_map(), notes: vec![Note::new(Severity::Warning, message)] })
}

/// UTF-16 without a mark shows itself by zeros at every other byte only: little-endian at the odd ones.
fn utf16_by_zeros(bytes: &[u8]) -> Option<bool> {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|it| **it == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Spaces and line ends alone make a tenth of any alphabetic text; a twentieth leaves room.
    let enough = (even + odd) * 40 > head.len() && head.len() >= 4;
    match enough && even.min(odd) * 20 <= even.max(odd) {
        true => Some(odd > even).filter(|it| utf16_reads_well(head, *it)),
        false => None,
    }
}

fn utf16_reads_well(head: &[u8], little: bool) -> bool {
    let decoded = utf16(&head[..head.len() & !1], 0, little);
    let n_letters = decoded.text.chars().filter(|it| it.is_alphabetic() || it.is_whitespace()).count();
    let n_odd = decoded.text.chars().filter(|it| is_control(*it) || *it == '\u{FFFD}').count();
    n_letters * 2 > decoded.text.chars().count() && n_odd * 100 <= n_letters
}

fn utf16(bytes: &[u8], skipped: usize, little: bool) -> Decoded {
    let units = bytes[skipped..].chunks_exact(2).map(|it| match little {
        true => u16::from_le_bytes([it[0], it[1]]),
        false => u16::from_be_bytes([it[0], it[1]]),
    });
    let (mut text, mut pieces, mut at) = (String::new(), Pieces::default(), skipped);
    for letter in char::decode_utf16(units) {
        let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
        let width = 2 * letter.len_utf16();
        text.push(letter);
        pieces.push_letter(letter.len_utf8(), at, at + width);
        at += width;
    }
    let mut notes = Vec::new();
    if at < bytes.len() {
        notes.push(Note::new(
            Severity::Warning,
            "the last byte is half of a UTF-16 character; it was left out",
        ));
    }
    Decoded { text, map: pieces.into_map(), notes }
}

fn legacy(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let mut decoded = match encoding.is_single_byte() {
        true => single_byte(bytes, encoding),
        false => multi_byte(bytes, encoding),
    };
    let message = format!("the text was read as {}", encoding.name());
    decoded.notes.push(Note::new(Severity::Info, message));
    decoded
}

fn single_byte(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let table: Vec<char> = (0..=255u8)
        .map(|it| encoding.decode_without_bom_handling(&[it]).0.chars().next().unwrap_or('\u{FFFD}'))
        .collect();
    let (mut text, mut pieces) = (String::with_capacity(bytes.len() * 2), Pieces::default());
    for (at, byte) in bytes.iter().enumerate() {
        let letter = table[usize::from(*byte)];
        text.push(letter);
        pieces.push_letter(letter.len_utf8(), at, at + 1);
    }
    Decoded { text, map: pieces.into_map(), notes: Vec::new() }
}

/// Decodes byte by byte, since the second half of a character may be any letter of ASCII in these encodings:
/// what comes out at a byte came from those since the last that came out. Linear.
fn multi_byte(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut pieces, mut start) = (String::with_capacity(bytes.len() * 2), Pieces::default(), 0);
    // The most that one byte can bring out: what stood pending, spelt as U+FFFD each, and the byte itself.
    let mut out = String::with_capacity(64);
    for at in 0..=bytes.len() {
        let last = at == bytes.len();
        let fed = if last { &[] } else { &bytes[at..=at] };
        let _ = decoder.decode_to_string(fed, &mut out, last);
        if !out.is_empty() {
            start = lead_back(&out, bytes, start..(at + 1).min(bytes.len()), &mut pieces);
            text.push_str(&out);
            out.clear();
        }
    }
    Decoded { text, map: pieces.into_map(), notes: Vec::new() }
}

/// Leads the characters of `out` back to the bytes `from`, and says where the next ones begin: a letter of
/// ASCII, given back after a broken character, to its own byte, what stands between to the bytes between.
fn lead_back(out: &str, bytes: &[u8], from: Range<usize>, pieces: &mut Pieces) -> usize {
    let (mut start, mut waiting) = (from.start, 0);
    for letter in out.chars() {
        let own =
            letter.is_ascii().then(|| (start..from.end).find(|at| bytes[*at] == letter as u8)).flatten();
        let Some(own) = own else {
            waiting += letter.len_utf8();
            continue;
        };
        pieces.push_letter(waiting, start, own);
        pieces.push_letter(1, own, own + 1);
        (start, waiting) = (own + 1, 0);
    }
    pieces.push_letter(waiting, start, from.end);
    if waiting > 0 { from.end } else { start }
}
