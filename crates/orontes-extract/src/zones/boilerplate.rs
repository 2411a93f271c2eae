//! Knows the furniture of pages: comment forms, sharing lines, credits, slugs, lists of links.

use super::folded::folded_short;
use crate::lines::{Line, ends_as_sentence, n_words};
use orontes_model::ZoneKind;
use regex::bytes::{Regex, RegexSet, RegexSetBuilder};
use std::sync::LazyLock;

/// The patterns and their examples.
const ROWS: &str = include_str!("../../data/boilerplate.tsv");

fn patterns() -> impl Iterator<Item = &'static str> {
    let rows = ROWS.lines().filter(|it| !it.is_empty() && !it.starts_with('#'));
    rows.filter_map(|it| it.split_once('\t').map(|row| row.0))
}

/// Matched on folded words, byte by byte: patterns of whole alphabets would take a fifth of a second to build.
static PATTERNS: LazyLock<RegexSet> = LazyLock::new(|| {
    let whole = patterns().map(|it| format!("(?-u)^(?:{it})$"));
    RegexSetBuilder::new(whole).build().expect("the patterns are fixed and tested")
});

fn fixed(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed and tested")
}

static SLUG: LazyLock<Regex> =
    LazyLock::new(|| fixed(r"(?-u)^[a-z0-9.'%&\x01]+(?:[-_][a-z0-9.'%&\x01]*){3,}(?:\.html?)?$"));

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?-u)^(?:(?:(?:source|via|link|url)\s?:\s*)?(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?:[#@][\w\x01]+[\s,]*)+)$",
    )
});

/// Longest line of furniture. A paragraph that only begins like one is longer than a notice of rights.
const MAX_FURNITURE_BYTES: usize = 400;

/// Says whether a line is furniture by its own words.
pub(super) fn is_boilerplate(words: &str) -> bool {
    if words.len() > MAX_FURNITURE_BYTES {
        return false;
    }
    let folded = folded_short(words);
    let is_edge = |it: &u8| it.is_ascii_whitespace() || b".:>|*<-".contains(it);
    let start = folded.iter().position(|it| !is_edge(it)).unwrap_or(folded.len());
    let end = folded.iter().rposition(|it| !is_edge(it)).map_or(start, |it| it + 1);
    let bare = &folded[start..end.max(start)];
    let has_letter = words.chars().any(char::is_alphanumeric);
    !has_letter || SLUG.is_match(bare) || ADDRESS.is_match(bare) || PATTERNS.is_match(bare)
}

static OPENS_LINKS: LazyLock<Regex> = LazyLock::new(|| {
    let before = r"related|recommended|similar|popular|trending|most (?:read|viewed|popular)|you (?:may|might) (?:also )?(?:like|be interested in)|see also|also read|read (?:also|more|next)|further reading|tags|labels|categories|blog archive|archive";
    // "Latest" or "more" alone may head a list of what happened.
    let news = r"(?:latest|recent|more|other|top)\b[^.!?]*\b(?:articles|stories|posts|headlines|videos)";
    fixed(&format!(r"(?-u)^(?:(?:{before})\b[^.!?]*|{news})$"))
});

static OPENS_COMMENTS: LazyLock<Regex> = LazyLock::new(|| {
    fixed(
        r"(?-u)^(?:(?:[0-9]+|one|two|three|view all) (?:comments?|responses?|replies)(?: (?:to|on) .*)?|(?:reader )?comments?(?: \([0-9]+\)| section)?|leave a (?:comment|reply))$",
    )
});

/// Longest opening of a list of links.
const MAX_OPENING_BYTES: usize = 60;

fn opens_links(words: &str) -> bool {
    words.len() <= MAX_OPENING_BYTES && OPENS_LINKS.is_match(&folded_short(words.trim_end_matches(':')))
}

/// Marks the short lines below "Related articles" and the like: headlines of other reports. They end at
/// the first line that is a sentence.
pub(super) fn mark_link_lists(text: &str, lines: &[Line], kinds: &mut [Option<ZoneKind>]) {
    let mut is_open = false;
    for (line, kind) in lines.iter().zip(kinds.iter_mut()) {
        let words = line.span.of(text);
        match kind {
            Some(ZoneKind::Boilerplate) => is_open |= opens_links(words),
            Some(_) => is_open = false,
            None => {
                is_open &= !ends_as_sentence(words) && n_words(words) <= 20;
                if is_open {
                    *kind = Some(ZoneKind::Boilerplate);
                }
            }
        }
    }
}

/// Marks what readers wrote below a report: everything after "3 comments" in the second half of the text.
/// Above the report the same words are only a counter.
pub(super) fn mark_comments(text: &str, lines: &[Line], kinds: &mut [Option<ZoneKind>]) {
    let is_opening = |line: &Line| {
        let words = line.span.of(text);
        words.len() <= MAX_OPENING_BYTES * 3
            && OPENS_COMMENTS.is_match(&folded_short(words.trim_end_matches([':', '.'])))
    };
    let below = |line: &Line| (line.span.start as usize) * 2 > text.len();
    let Some(first) = lines.iter().position(|it| below(it) && is_opening(it)) else { return };
    for kind in &mut kinds[first..] {
        if kind.is_none_or(|it| it != ZoneKind::MachineDisclosure) {
            *kind = Some(ZoneKind::Boilerplate);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_matches_its_example() {
        let rows = ROWS.lines().filter(|it| !it.is_empty() && !it.starts_with('#'));
        for row in rows {
            let (pattern, example) = row.split_once('\t').expect("a row is a pattern, a tab and an example");
            let alone = Regex::new(&format!("(?-u)^(?:{pattern})$")).unwrap();
            assert!(
                alone.is_match(&folded_short(example.trim_end_matches(['.', ' ', '*']))),
                "{example:?} by {pattern:?}"
            );
            assert!(is_boilerplate(example), "{example:?}");
        }
    }

    #[test]
    fn lines_of_a_report_are_no_furniture() {
        let body = [
            "Share of the blame lies with both armies, the commission found.",
            "Home to 30,000 people, the town fell on Monday.",
            "More than 200 people were killed in Goma, the UN said.",
            "Latest strikes hit Kharkiv and Sumy",
            "Top UN official warns of famine in Darfur",
            "Follow-up strikes killed three rescuers in Odesa.",
            "Support for the junta collapsed in Lashio after the siege.",
            "Source: local coordination committee",
            "12 civilians killed in Deir Hafer",
            "Save the Children said 14 schools were hit.",
            "Live ammunition was used against crowds in Mekelle",
            "Next target is the airport",
            "Read aloud on television, the statement denied the retreat.",
            "Related fighting in Kordofan displaced 4,000 families.",
            "Recent clashes near Taiz",
            "Military junta-backed militia retakes town",
            "Other towns under army control: Loikaw, Hpasawng",
            "Register of missing persons opened in Bucha",
        ];
        for line in body {
            assert!(!is_boilerplate(line), "{line:?}");
        }
    }
}
