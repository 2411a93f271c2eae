//! Cuts a paragraph into syntactic words by the conventions of the English Web Treebank.
//!
//! White space parts words; then marks come off, contractions and hyphenated compounds fall apart, and
//! numbers, addresses and abbreviations stay whole. Every word keeps its own letters. Linear in the text.

use crate::split::OPENERS;
use orontes_model::Span;

/// A word as cut from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub span: Span,
    /// Says whether white space follows.
    pub space_after: bool,
    /// Says whether the word is one with the next ("do|n't"): a multiword token of the treebank.
    pub joined: bool,
}

/// Beginnings that stay with their word ("anti-tank", "co-ordinated"); other compounds fall apart.
/// Swept from the treebank's rule that a beginning that is no word of its own is not cut off.
const PREFIXES: &[&str] = &[
    "anti", "arch", "co", "counter", "cross", "de", "e", "ex", "inter", "intra", "macro", "mega", "micro",
    "mid", "mini", "multi", "neo", "non", "over", "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi",
    "re", "semi", "sub", "super", "trans", "ultra", "un", "under",
];

/// Abbreviations that keep their stop and hardly ever end a sentence: titles, ranks, parts of names and addresses.
const OPENING: &[&str] = &[
    "mr", "mrs", "drs", "ms", "dr", "prof", "rev", "fr", "hon", "st", "sts", "ft", "mt", "gen", "lt", "col",
    "maj", "capt", "cpt", "cmdr", "cdr", "adm", "sgt", "cpl", "pvt", "pfc", "spc", "brig", "rep", "reps",
    "sen", "sens", "gov", "govs", "pres", "sec", "min", "amb", "supt", "insp", "det", "atty", "messrs",
    "mme", "mlle", "vs", "v", "no", "nos", "fig", "figs", "e.g", "i.e", "eg", "ie", "cf", "viz", "approx",
    "ca", "al-", "tel", "ph", "attn", "vol", "op", "pp", "para", "art", "ed", "eds", "sgts", "cpls", "lieut",
    "ret", "spec", "esp",
];

/// Abbreviations that keep their stop and may end a sentence too.
const EITHER: &[&str] = &[
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue",
    "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "inc", "corp", "co", "ltd", "llc", "plc",
    "bros", "jr", "sr", "etc", "al", "et", "a.m", "p.m", "ave", "blvd", "rd", "dept", "est", "univ", "assn",
    "ext", "ms", "sq", "km", "kg", "lb", "lbs", "oz", "hrs", "yrs", "mins", "a.k.a", "bn", "mn", "tn",
    "calif", "fla", "ariz", "va", "conn", "mass", "mich", "minn", "pa", "wash", "ala", "ark", "colo", "ill",
    "ind", "kan", "ky", "la", "md", "miss", "mo", "mont", "neb", "nev", "okla", "ont", "ore", "que", "tenn",
    "tex", "vt", "wis", "wyo", "b.c",
];

/// Units that come off the number they are written to ("10km", "9am", "$5m").
const UNITS: &[&str] = &[
    "km", "kms", "m", "cm", "mm", "mi", "ft", "kg", "kgs", "g", "lb", "lbs", "oz", "t", "k", "b", "bn", "mn",
    "tn", "am", "pm", "a.m", "p.m", "a.m.", "p.m.", "mph", "kmh", "kph", "hr", "hrs", "min", "mins", "sec",
    "secs", "yr", "yrs", "sq", "ha", "mw", "gw", "kw", "mhz", "ghz", "gb", "mb", "tb", "in", "f", "c",
    "gallon", "years", "year", "million", "billion", "trillion", "th", "st", "nd", "rd",
];

/// Faces made of marks, one word each.
const EMOTICONS: &[&str] = &[":)", ":(", ":-)", ":-(", ";)", ";-)", ":D", ":P", "=)", "=(", ":/"];

/// Endings after an apostrophe that are words of their own.
const CLITICS: &[&str] = &["s", "m", "re", "ve", "ll", "d"];

/// Words of two parts without a mark between them, and the length in bytes of the first part.
const FUSED: &[(&str, usize)] = &[
    ("cannot", 3),
    ("gonna", 3),
    ("wanna", 3),
    ("gotta", 3),
    ("dont", 2),
    ("didnt", 3),
    ("doesnt", 4),
    ("wont", 2),
    ("cant", 2),
    ("couldnt", 5),
    ("wouldnt", 5),
    ("isnt", 2),
    ("wasnt", 3),
    ("arent", 3),
    ("havent", 4),
    ("hasnt", 3),
    ("thats", 4),
    ("theres", 5),
    ("whats", 4),
    ("im", 1),
    ("ive", 1),
    ("theyre", 4),
    ("youre", 3),
    ("lemme", 3),
    ("gimme", 3),
];

/// Longest word in bytes that marks inside it may lengthen; addresses are found before.
const MAX_JOINED: usize = 48;

/// Says whether `word` (without its stop) keeps the stop; with it, whether a sentence may end there.
pub fn abbreviation(word: &str) -> Option<bool> {
    if word.len() > 16 {
        return None;
    }
    let mut letters = word.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        // An initial: "J. Smith". "I." and digits end sentences more often than they abbreviate.
        return (only.is_uppercase() && only != 'I').then_some(false);
    }
    if initials(word) {
        return Some(true);
    }
    let lower = word.to_lowercase();
    if OPENING.contains(&lower.as_str()) {
        // "No." and "Art." abbreviate only with a capital or before a figure; the caller sees the figure.
        return Some(false);
    }
    if EITHER.contains(&lower.as_str()) {
        return Some(true);
    }
    None
}

/// Abbreviations that are words too: they keep their stop only before a figure.
const NUMBERING: &[&str] = &["no", "nos", "fig", "figs", "op", "pp", "para", "art", "min", "sec", "ed"];

/// Says whether the stop after `word` belongs to it, given the text that follows. Where a sentence ends with an
/// abbreviation, the treebank cuts the stop off.
fn keeps_stop(word: &str, after: &str) -> bool {
    let Some(may_end) = abbreviation(word) else { return false };
    let line = after.trim_start_matches(|it: char| it != '\n' && blank(it));
    let next = line.chars().next().filter(|it| *it != '\n');
    if NUMBERING.contains(&word.to_lowercase().as_str()) {
        return next.is_some_and(|it| it.is_ascii_digit());
    }
    let length = line.find(|it: char| !it.is_alphanumeric()).unwrap_or(line.len());
    let ends = next.is_none() || OPENERS.contains(&&line[..length]);
    !(may_end && ends)
}

/// Says whether a word is letters with stops between them: "U.S", "a.k.a", "D.C".
fn initials(word: &str) -> bool {
    let mut n_stops = 0;
    let mut letter = false;
    for character in word.chars() {
        match character {
            '.' if letter => {
                n_stops += 1;
                letter = false;
            }
            it if it.is_alphabetic() && !letter => letter = true,
            _ => return false,
        }
    }
    letter && n_stops > 0
}

/// Cuts the bytes `block` of `text` into words.
pub fn tokens(text: &str, block: Span, out: &mut Vec<Piece>) {
    let Some(body) = text.get(block.range()) else { return };
    let base = block.start as usize;
    let mut start = None;
    for (at, character) in body.char_indices() {
        if blank(character) {
            if let Some(from) = start.take() {
                chunk(text, base + from, base + at, out);
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if let Some(from) = start {
        chunk(text, base + from, base + body.len(), out);
    }
}

/// Says whether a character parts words: white space, control characters, invisible marks of direction and width.
pub fn blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

/// Cuts one run of characters without white space.
fn chunk(text: &str, start: usize, end: usize, out: &mut Vec<Piece>) {
    if EMOTICONS.contains(&&text[start..end]) {
        push(out, start, end, false);
        out.iter_mut().next_back().into_iter().for_each(|it| it.space_after = true);
        return;
    }
    let first = out.len();
    let mut at = start;
    let address = address(&text[start..end]);
    while at < end {
        let next = match address {
            Some((from, to)) if at == start + from => {
                push(out, at, start + to, false);
                start + to
            }
            _ => piece(text, at, start, end, out),
        };
        at = next.max(at + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    if let Some(last) = out[first..].last_mut() {
        last.space_after = true;
        last.joined = false;
    }
}

fn push(out: &mut Vec<Piece>, start: usize, end: usize, joined: bool) {
    out.push(Piece { span: Span::new(start, end), space_after: false, joined });
}

/// Returns where an address of the web or of mail stands within a chunk.
fn address(chunk: &str) -> Option<(usize, usize)> {
    let from =
        chunk.find("http://").or_else(|| chunk.find("https://")).or_else(|| chunk.find("www.")).or_else(
            || {
                let mark = chunk.find('@')?;
                let dotted = chunk[mark..].contains('.') && mark > 0;
                let bare = chunk[..mark].rfind(['<', '(', '[', ':', '"']).map_or(0, |it| it + 1);
                (dotted && bare < mark).then_some(bare)
            },
        )?;
    let rest = &chunk[from..];
    let stop = rest.find(['<', '>', '"', '\u{201d}', '\u{2019}']).unwrap_or(rest.len());
    let mut body = rest[..stop].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']']);
    if !body.contains('(') {
        body = body.trim_end_matches([')', '.', ',']);
    }
    (!body.is_empty()).then_some((from, from + body.len()))
}

/// Cuts the word at `at`, adds it and its parts, and returns where it ends.
fn piece(text: &str, at: usize, start: usize, end: usize, out: &mut Vec<Piece>) -> usize {
    let rest = &text[at..end];
    let Some(first) = rest.chars().next() else { return end };
    if first.is_ascii_digit() {
        return number(text, at, start, end, out);
    }
    if first.is_alphanumeric() {
        return word(text, at, end, out);
    }
    if first == '\'' || first == '\u{2019}' {
        if let Some(to) = clitic(text, at, start, end) {
            if let Some(before) = out.last_mut() {
                before.joined = true;
            }
            push(out, at, to, false);
            return to;
        }
        // "'90s" is one word.
        let digits = rest[first.len_utf8()..].bytes().take_while(u8::is_ascii_digit).count();
        if digits == 2 && at == start {
            let mut to = at + first.len_utf8() + digits;
            if text[to..end].starts_with('s') {
                to += 1;
            }
            push(out, at, to, false);
            return to;
        }
    }
    let to = at + marks(rest, first);
    push(out, at, to, false);
    to
}

/// Returns the length of the run of equal marks at the front: "...", "--", "!?".
fn marks(rest: &str, first: char) -> usize {
    let ends = |it: char| matches!(it, '!' | '?');
    let doubles = matches!(
        first,
        '$' | '.'
            | '-'
            | '*'
            | '='
            | '_'
            | '~'
            | '#'
            | '+'
            | '<'
            | '>'
            | '\''
            | '`'
            | '!'
            | '?'
            | '\u{2019}'
            | '\u{2018}'
    );
    if !doubles {
        return first.len_utf8();
    }
    let run: usize =
        rest.chars().take_while(|it| *it == first || (ends(first) && ends(*it))).map(char::len_utf8).sum();
    if matches!(first, '\'' | '`' | '\u{2019}' | '\u{2018}') { run.min(2 * first.len_utf8()) } else { run }
}

/// Returns the end of the clitic that starts with the apostrophe at `at`.
fn clitic(text: &str, at: usize, start: usize, end: usize) -> Option<usize> {
    if at == start {
        return None;
    }
    let before = text[start..at].chars().next_back()?;
    if !before.is_alphanumeric() && before != '.' {
        return None;
    }
    let mark = text[at..end].chars().next()?.len_utf8();
    let letters: usize =
        text[at + mark..end].chars().take_while(|it| it.is_alphanumeric()).map(char::len_utf8).sum();
    let tail = text[at + mark..at + mark + letters].to_lowercase();
    if letters == 0 {
        // A plural's possessive, unless it closes a quotation that the reader cannot tell from it.
        return (before == 's' || before == 'S').then_some(at + mark);
    }
    CLITICS.contains(&tail.as_str()).then_some(at + mark + letters)
}

/// Cuts a number with what belongs to it: separators, ordinals, dates, clock times; units come off.
fn number(text: &str, at: usize, start: usize, end: usize, out: &mut Vec<Piece>) -> usize {
    let bytes = text.as_bytes();
    let digit = |it: usize| it < end && bytes[it].is_ascii_digit();
    let mut to = at;
    while digit(to)
        || (to > at && to + 1 < end && matches!(bytes[to], b',' | b'.' | b':' | b'/') && digit(to + 1))
    {
        to += 1;
    }
    if let Some(longer) = dialled(bytes, at, to, start, end) {
        push(out, at, longer, false);
        return longer;
    }
    let mut letters: usize =
        text[to..end].chars().take_while(|it| it.is_alphanumeric()).map(char::len_utf8).sum();
    if letters == 1 && matches!(text.get(to + 1..to + 3), Some(".m" | ".M")) {
        letters = 3;
    }
    let tail = &text[to..to + letters];
    let lower = tail.to_lowercase();
    if tail.is_empty() {
        push(out, at, to, false);
        return to;
    }
    let ordinal = matches!(lower.as_str(), "th" | "st" | "nd" | "rd" | "s");
    if !ordinal && UNITS.contains(&lower.as_str()) {
        push(out, at, to, false);
        let dotted = matches!(lower.as_str(), "a.m" | "p.m") && text[to + tail.len()..end].starts_with('.');
        let unit_end = to + tail.len() + usize::from(dotted);
        push(out, to, unit_end, false);
        return unit_end;
    }
    // "8th", "1990s", "3G", "12b": one word.
    push(out, at, to + letters, false);
    to + letters
}

/// Returns the end of a telephone number or a date with hyphens that starts at `at`.
fn dialled(bytes: &[u8], at: usize, first_end: usize, start: usize, end: usize) -> Option<usize> {
    if at != start && bytes[at - 1] == b'-' {
        return None;
    }
    let mut groups = [first_end - at, 0, 0, 0];
    let mut n_groups = 1;
    let mut to = first_end;
    while n_groups < 4 && to + 1 < end && bytes[to] == b'-' && bytes[to + 1].is_ascii_digit() {
        let from = to + 1;
        to = from;
        while to < end && bytes[to].is_ascii_digit() {
            to += 1;
        }
        groups[n_groups] = to - from;
        n_groups += 1;
    }
    match groups[..n_groups] {
        [3, 4] | [1..=3, 3, 4] | [1, 3, 3, 4] | [1..=2, 1..=2, 2 | 4] | [4, 2, 2] | [5, 4] => Some(to),
        _ => None,
    }
}

/// Cuts a word of letters: abbreviation, contraction, compound, or plain.
fn word(text: &str, at: usize, end: usize, out: &mut Vec<Piece>) -> usize {
    let to = letters_end(text, at, end);
    let body = &text[at..to];
    if text[to..end].starts_with('.') && !text[to..end].starts_with("..") {
        let next = text[to + 1..end].chars().next();
        let last = next.is_none_or(|it| !it.is_alphanumeric());
        if last && keeps_stop(body, &text[to + 1..]) {
            push(out, at, to + 1, false);
            return to + 1;
        }
    }
    // A bound beginning keeps its hyphen and what follows: "anti-tank", "e-mail".
    if text[to..end].starts_with('-') && body.len() <= 7 {
        let after = text[to + 1..end].chars().next();
        let lower = body.to_ascii_lowercase();
        if after.is_some_and(char::is_alphanumeric) && PREFIXES.contains(&lower.as_str()) {
            let tail = letters_end(text, to + 1, end);
            return split_contraction(text, at, tail, out);
        }
    }
    split_contraction(text, at, to, out)
}

/// Returns the end of the letters and digits at `at`, with the marks that stand inside words.
fn letters_end(text: &str, at: usize, end: usize) -> usize {
    let mut to = at;
    let mut characters = text[at..end].char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let next = characters.peek().map(|it| it.1);
        // Marks join no words past this length, or a line of them would be looked at again and again.
        let joins = offset > 0 && offset <= MAX_JOINED;
        let inside = match character {
            // Letters of their own, which may open a name: the hamza of "ʼAbd", the ayn of "ʻAyn".
            '\u{2bc}' | '\u{2bb}' if offset == 0 => next.is_some_and(char::is_alphanumeric),
            '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{b4}' | '\u{2bc}' | '\u{2bb}' | '_' => {
                joins && next.is_some_and(char::is_alphanumeric)
            }
            '&' => offset > 0 && next.is_some_and(char::is_uppercase) && offset < 4,
            '.' => joins && next.is_some_and(char::is_alphabetic) && stops_inside(text, at, at + offset, end),
            it => it.is_alphanumeric() || combining(it),
        };
        if !inside {
            break;
        }
        to = at + offset + character.len_utf8();
    }
    let first = text[at..end].chars().next().map_or(1, char::len_utf8);
    to.max(at + first)
}

/// Says whether a mark belongs to the letter before it (accents written apart, vowel signs, joiners).
fn combining(character: char) -> bool {
    matches!(character as u32, 0x300..=0x36F | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x670 | 0x900..=0x903
        | 0x93A..=0x94F | 0x1AB0..=0x1AFF | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0x1_F3FB..=0x1_F3FF)
}

/// Says whether the stop at `stop` joins what stands around it ("U.S", "amnesty.org") rather than two sentences
/// that lack a space ("ended.The").
fn stops_inside(text: &str, at: usize, stop: usize, end: usize) -> bool {
    let before = &text[at..stop];
    if initials(before) || before.chars().count() == 1 {
        let mut after = text[stop + 1..end].chars();
        after.next();
        return after.next().is_none_or(|it| !it.is_alphanumeric());
    }
    let after = text[stop + 1..end].chars().next();
    after.is_some_and(char::is_lowercase) && before.len() > 1 && !before.contains('\'')
}

/// Adds the word `at..to`, in two parts where it is a contraction; returns where it ends.
fn split_contraction(text: &str, at: usize, to: usize, out: &mut Vec<Piece>) -> usize {
    let body = &text[at..to];
    if body.len() <= 10 {
        let lower = body.to_ascii_lowercase();
        let fused = FUSED.iter().find(|it| it.0 == lower);
        // "IM" and "Im" at a name's place are rarely contractions, "im" is.
        if let Some((_, first)) = fused.filter(|it| it.0.len() > 2 || body == it.0) {
            push(out, at, at + first, true);
            push(out, at + first, to, false);
            return to;
        }
    }
    let mark = body
        .char_indices()
        .rev()
        .find(|it| matches!(it.1, '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{b4}' | '\u{2bc}'));
    if let Some((offset, mark)) = mark {
        let tail = body[offset + mark.len_utf8()..].to_lowercase();
        let stem = &body[..offset];
        if tail == "t" && stem.ends_with(['n', 'N']) && stem.len() > 1 {
            let cut = at + offset - 1;
            push(out, at, cut, true);
            push(out, cut, to, false);
            return to;
        }
        if !stem.is_empty() && CLITICS.contains(&tail.as_str()) {
            split_contraction(text, at, at + offset, out);
            if let Some(before) = out.last_mut() {
                before.joined = true;
            }
            push(out, at + offset, to, false);
            return to;
        }
    }
    push(out, at, to, false);
    to
}
