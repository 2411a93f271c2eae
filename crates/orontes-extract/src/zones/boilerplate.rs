//! Knows the furniture of pages: comment forms, sharing lines, credits, slugs, lists of links.

use crate::lines::{Line, ends_as_sentence, n_words};
use orontes_model::ZoneKind;
use regex::{Regex, RegexSet, RegexSetBuilder};
use std::sync::LazyLock;

/// The patterns and their examples.
const ROWS: &str = include_str!("../../data/boilerplate.tsv");

fn patterns() -> impl Iterator<Item = &'static str> {
    let rows = ROWS.lines().filter(|it| !it.is_empty() && !it.starts_with('#'));
    rows.filter_map(|it| it.split_once('\t').map(|row| row.0))
}

static PATTERNS: LazyLock<RegexSet> = LazyLock::new(|| {
    let whole = patterns().map(|it| format!("(?i)^(?:{it})$"));
    RegexSetBuilder::new(whole).size_limit(64 << 20).build().expect("the patterns are fixed and tested")
});

static SLUG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\p{L}\p{N}.'’%&]+(?:[-_][\p{L}\p{N}.'’%&]*){3,}(?:\.html?)?$")
        .expect("the pattern is fixed")
});

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:(?:source|via|link|url)\s?:\s*)?(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|(?:[#@][\w]+[\s,]*)+)$")
        .expect("the pattern is fixed")
});

/// Longest line of furniture. A paragraph that only begins like one is longer than a notice of rights.
const MAX_FURNITURE_BYTES: usize = 400;

/// Says whether a line is furniture by its own words.
pub(super) fn is_boilerplate(words: &str) -> bool {
    if words.len() > MAX_FURNITURE_BYTES {
        return false;
    }
    let plain = words.replace(['\u{a0}', '\t'], " ").replace('’', "'");
    let bare = plain.trim_matches(|it: char| {
        it.is_whitespace()
            || matches!(it, '.' | ':' | '»' | '«' | '→' | '›' | '*' | '…' | '|' | '>' | '<' | '•' | '-')
    });
    let has_letter = bare.chars().any(char::is_alphanumeric);
    !has_letter || SLUG.is_match(bare) || ADDRESS.is_match(bare) || PATTERNS.is_match(bare)
}

static OPENS_LINKS: LazyLock<Regex> = LazyLock::new(|| {
    let before = r"related|recommended|similar|popular|trending|most (?:read|viewed|popular)|latest|recent|more|other|top|you (?:may|might) (?:also )?(?:like|be interested in)|see also|also read|read (?:also|more|next)|further reading|tags|labels|categories|blog archive|archive";
    Regex::new(&format!(r"(?i)^(?:{before})\b[^.!?]{{0,40}}$")).expect("the pattern is fixed and tested")
});

/// Marks the short lines below "Related articles" and the like: headlines of other reports. They end at
/// the first line that is a sentence.
pub(super) fn mark_link_lists(text: &str, lines: &[Line], kinds: &mut [Option<ZoneKind>]) {
    let mut is_open = false;
    for (line, kind) in lines.iter().zip(kinds.iter_mut()) {
        let words = line.span.of(text);
        match kind {
            Some(ZoneKind::Boilerplate) => is_open |= OPENS_LINKS.is_match(words.trim_end_matches(':')),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_matches_its_example() {
        let rows = ROWS.lines().filter(|it| !it.is_empty() && !it.starts_with('#'));
        for row in rows {
            let (pattern, example) = row.split_once('\t').expect("a row is a pattern, a tab and an example");
            let alone = Regex::new(&format!("(?i)^(?:{pattern})$")).unwrap();
            assert!(alone.is_match(example.trim_end_matches("...")), "{example:?} by {pattern:?}");
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
