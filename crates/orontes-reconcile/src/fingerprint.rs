//! Turns a report and its reading into what is compared when copies are sought, and that into bytes and back.

use crate::words;
use orontes_model::{Reading, Report, SentenceRole, ZoneKind};

/// What is kept of a report for comparison: no words, only hashes of them, and the credits of the story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Hashes of every five consecutive words, sorted, each once.
    pub shingles: Vec<u32>,
    /// For each body sentence, in order, the hashes of its content words, sorted, each once.
    pub sentences: Vec<Vec<u32>>,
    /// Hashes of the words of each quotation of three words or more, in order.
    pub quotes: Vec<Vec<u32>>,
    /// The words that may credit the story as a whole: dateline, byline, last line.
    pub credits: Vec<String>,
}

/// Words in a row that two texts seldom share by chance (the reference measure of the literature on reuse).
const SHINGLE_WORDS: usize = 5;
/// Format of [`Fingerprint::to_bytes`].
const VERSION: u8 = 1;

/// Returns the fingerprint of a report. Linear in its words, but for sorting.
pub fn fingerprint(report: &Report, reading: &Reading) -> Fingerprint {
    let body = reading.sentences.iter().filter(|it| match it.role {
        SentenceRole::Body | SentenceRole::Heading => true,
        SentenceRole::Furniture | SentenceRole::Boilerplate | SentenceRole::Disclosure => false,
    });
    let texts: Vec<&str> = body.map(|it| it.span.of(&report.text)).collect();
    let running: Vec<u32> = texts.iter().flat_map(|it| words::words(it)).map(|it| words::hash(&it)).collect();
    let mut shingles: Vec<u32> = running.windows(SHINGLE_WORDS).map(words::hash_of_hashes).collect();
    shingles.sort_unstable();
    shingles.dedup();
    let sentences = texts.iter().map(|it| content(it)).filter(|it| !it.is_empty()).collect();
    let quotes =
        texts.iter().flat_map(|it| words::quotations(it)).map(content).filter(|it| it.len() >= 3).collect();
    Fingerprint { shingles, sentences, quotes, credits: credits(report, &texts) }
}

/// Hashes of the content words of a text, sorted, each once.
pub(crate) fn content(text: &str) -> Vec<u32> {
    let mut hashes: Vec<u32> = words::words(text)
        .filter(|it| words::is_content(it))
        .map(|it| words::hash(words::stem(&it)))
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Lines that say whose story it is. A sentence that cites an agency for one fact is none of them.
fn credits(report: &Report, sentences: &[&str]) -> Vec<String> {
    let zones = report.zones.iter().filter(|it| matches!(it.kind, ZoneKind::Dateline | ZoneKind::Byline));
    let mut credits: Vec<String> = zones.map(|it| it.span.of(&report.text).trim().to_owned()).collect();
    credits.extend(report.byline.clone());
    // "(AP)" or "- Reuters" at the end of the last sentence.
    if let Some(last) = sentences.last() {
        let tail = last.rsplit(['.', '!', '?']).find(|it| !it.trim().is_empty()).unwrap_or_default().trim();
        if (1..=40).contains(&tail.chars().count()) {
            credits.push(tail.to_owned());
        }
    }
    credits.retain(|it| !it.is_empty());
    credits.dedup();
    credits
}

impl Fingerprint {
    /// Returns the fingerprint as bytes, the same on every machine.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        put_hashes(&mut out, &self.shingles);
        for lists in [&self.sentences, &self.quotes] {
            put_len(&mut out, lists.len());
            lists.iter().for_each(|it| put_hashes(&mut out, it));
        }
        put_len(&mut out, self.credits.len());
        for credit in &self.credits {
            put_len(&mut out, credit.len());
            out.extend_from_slice(credit.as_bytes());
        }
        out
    }

    /// Returns the fingerprint that `bytes` hold, or nothing where they hold none of this version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Fingerprint> {
        let (&version, mut rest) = bytes.split_first()?;
        if version != VERSION {
            return None;
        }
        let from = &mut rest;
        let shingles = take_hashes(from)?;
        let mut lists = || (0..take_len(from)?).map(|_| take_hashes(from)).collect::<Option<Vec<_>>>();
        let (sentences, quotes) = (lists()?, lists()?);
        let credits = (0..take_len(from)?).map(|_| take_text(from)).collect::<Option<Vec<_>>>()?;
        from.is_empty().then_some(Fingerprint { shingles, sentences, quotes, credits })
    }
}

fn put_len(out: &mut Vec<u8>, len: usize) {
    out.extend_from_slice(&(len as u32).to_le_bytes());
}

fn put_hashes(out: &mut Vec<u8>, hashes: &[u32]) {
    put_len(out, hashes.len());
    hashes.iter().for_each(|it| out.extend_from_slice(&it.to_le_bytes()));
}

fn take<'b>(from: &mut &'b [u8], len: usize) -> Option<&'b [u8]> {
    let (head, tail) = from.split_at_checked(len)?;
    *from = tail;
    Some(head)
}

fn take_len(from: &mut &[u8]) -> Option<usize> {
    let bytes = take(from, 4)?.try_into().ok()?;
    // A length that the bytes left cannot hold is no length: nothing is reserved for it.
    let len = u32::from_le_bytes(bytes) as usize;
    (len <= from.len()).then_some(len)
}

fn take_hashes(from: &mut &[u8]) -> Option<Vec<u32>> {
    let len = take_len(from)?;
    let bytes = take(from, len.checked_mul(4)?)?;
    Some(bytes.chunks_exact(4).map(|it| u32::from_le_bytes([it[0], it[1], it[2], it[3]])).collect())
}

fn take_text(from: &mut &[u8]) -> Option<String> {
    let len = take_len(from)?;
    String::from_utf8(take(from, len)?.to_vec()).ok()
}
