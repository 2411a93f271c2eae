//! Knows an author's line.

use crate::lines::n_words;
use regex::Regex;
use std::sync::LazyLock;

static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    let role = r"(?:written|reported|story|text|words|report|reporting|compiled|posted|published|edited|editing|additional reporting|article)";
    let name = r"(?:the\s+)?\p{Lu}[\p{L}.'’\-]*\.?(?:[\s,/&|]+(?:and\s+|in\s+|for\s+|of\s+|the\s+|with\s+|al-|bin\s+|de\s+|van\s+|von\s+|el-)*[\p{Lu}\d][\p{L}\d.'’\-]*)*";
    Regex::new(&format!(r"(?:^(?i:{role}\s+)?(?:(?i:by)\s|(?i:by):\s?|(?i:author|authors|reporter|correspondent|writer):\s?)(?P<name>{name}).{{0,80}}$)"))
        .expect("the pattern is fixed and tested")
});

/// Words that follow "By" without being a name.
const NO_NAMES: [&str; 22] = [
    "the",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "contrast",
    "then",
];

/// Says whether the line names its author and does nothing else.
pub(super) fn is_byline(words: &str) -> bool {
    let words = words.trim_matches(['(', ')', '[', ']', '*', '_']);
    if words.len() > 200 || n_words(words) > 16 && !words.contains(';') {
        return false;
    }
    let Some(found) = BYLINE.captures(words).and_then(|it| it.name("name")) else { return false };
    let first = found.as_str().split(|it: char| !it.is_alphanumeric()).next().unwrap_or("").to_lowercase();
    let rest = &words[found.end()..];
    // A sentence that opens with "By" goes on in small letters; a byline stops, or goes on to a date or an office.
    let next = rest.trim_start();
    // "Posted by Admin at 10:32 PM" goes on, but to a time.
    let is_dated =
        (next.starts_with("at ") || next.starts_with("on ")) && next.bytes().any(|it| it.is_ascii_digit());
    let is_parted = rest.contains(['|', '•', '·', ';']);
    let goes_on = next.starts_with(char::is_lowercase) && !is_parted && !is_dated;
    let is_sentence = words.ends_with('.') && rest.len() > 40;
    !NO_NAMES.contains(&first.as_str()) && !goes_on && !is_sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_name_their_author() {
        for line in [
            "By John Doe, Reuters",
            "BY JANE ROE and Ali al-Hassan",
            "Written by Amina Okello | December 5, 2024",
            "Author: Staff Writer",
            "By: Than Htut",
            "Posted by Admin at 10:32 PM",
            "Reporting by A. Sample in Goma; Editing by B. Sample",
        ] {
            assert!(is_byline(line), "{line:?}");
        }
    }

    #[test]
    fn sentences_that_open_with_by_are_none() {
        for line in [
            "By Friday the army had left Lashio.",
            "By contrast, Khartoum was quiet",
            "By the river stood three tanks",
            "By Tuesday evening residents of Bakhmut said the road was cut",
            "By Monday",
            "By Hama the convoy turned back towards the coast and waited there.",
        ] {
            assert!(!is_byline(line), "{line:?}");
        }
    }
}
