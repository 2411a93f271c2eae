//! Turns a claim and a span of its report into the words that stand there and before it in its sentence.

use orontes_model::{Cited, Span};

/// Returns the words of a span that lies within what the claim quotes.
pub(crate) fn words_at(cited: &Cited, span: Span) -> Option<&str> {
    let start = span.start.checked_sub(cited.claim.evidence.start)? as usize;
    let end = span.end.checked_sub(cited.claim.evidence.start)? as usize;
    cited.evidence.text.get(start..end)
}

/// Returns what the sentence says before a span and after it.
pub(crate) fn around(cited: &Cited, span: Span) -> Option<(&str, &str)> {
    let (sentence, quote) = (cited.sentence.text.as_str(), cited.evidence.text.as_str());
    let opens =
        sentence.find(quote).filter(|_| !quote.is_empty())? as i64 - i64::from(cited.claim.evidence.start);
    let at = |offset: u32| usize::try_from(opens + i64::from(offset)).ok();
    Some((sentence.get(..at(span.start)?)?, sentence.get(at(span.end)?..)?))
}

/// Says whether the words are a noun in the plural that names no place: "several cities" are not the city that the
/// report is about.
pub(crate) fn is_several(words: &str) -> bool {
    let is_described = !words.chars().any(char::is_uppercase);
    let last = words.split_whitespace().last().unwrap_or_default();
    is_described && last.len() > 3 && last.ends_with('s') && !last.ends_with("ss")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plural_in_small_letters_is_several_places() {
        assert!(is_several("cities") && is_several("a dozen villages"));
        assert!(!is_several("the city") && !is_several("Athens") && !is_several("the pass"));
    }
}
