//! Turns text into words as they are compared between reports: folded, stemmed a little, hashed.

/// English words that carry the grammar of a sentence and nothing of its matter.
const GRAMMAR: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "against",
    "all",
    "also",
    "amid",
    "among",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "been",
    "before",
    "being",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "down",
    "during",
    "each",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "him",
    "his",
    "however",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "just",
    "may",
    "meanwhile",
    "might",
    "more",
    "most",
    "much",
    "new",
    "no",
    "not",
    "now",
    "of",
    "off",
    "on",
    "one",
    "only",
    "or",
    "other",
    "our",
    "out",
    "over",
    "report",
    "reported",
    "said",
    "say",
    "says",
    "she",
    "should",
    "since",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "two",
    "under",
    "until",
    "up",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "will",
    "with",
    "within",
    "without",
    "would",
    "you",
];

/// Endings that only bend a word, longest first. Two words with one stem seldom differ in matter.
const ENDINGS: &[&str] = &["ments", "ment", "ings", "ions", "ing", "ion", "ed", "es", "ly", "s"];
/// Letters that must be left of a word when an ending is cut.
const STEM_LETTERS: usize = 4;

/// Returns the words of a text, folded to lower case, possessive endings cut.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(|it: char| !(it.is_alphanumeric() || matches!(it, '\'' | '’' | '-' | '.' | ',')));
    parts.map(folded).filter(|it| !it.is_empty())
}

fn folded(word: &str) -> String {
    let edge = |it: char| matches!(it, '\'' | '’' | '-' | '.' | ',');
    let word = word.trim_matches(edge).to_lowercase().replace('’', "'");
    let word = word.strip_suffix("'s").unwrap_or(&word);
    word.chars().filter(|it| !matches!(it, ',' | '.' | '\'')).collect()
}

/// Says whether a folded word carries matter.
pub(crate) fn is_content(word: &str) -> bool {
    let is_number = word.bytes().all(|it| it.is_ascii_digit());
    (is_number || word.chars().count() > 2) && GRAMMAR.binary_search(&word).is_err()
}

/// Returns a folded word without the ending that bends it.
pub(crate) fn stem(word: &str) -> &str {
    let cut = ENDINGS.iter().filter_map(|it| word.strip_suffix(it));
    cut.into_iter().find(|it| it.chars().count() >= STEM_LETTERS).unwrap_or(word)
}

/// The texts between quotation marks of either shape.
pub(crate) fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split(['"', '“', '”']).skip(1).step_by(2)
}

/// A number with its thousands set off by commas.
pub(crate) fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// FNV-1a of 64 bits, folded to 32: the same on every machine, and short enough to keep for every word.
pub(crate) fn hash(word: &str) -> u32 {
    fold(word.bytes().fold(OFFSET, step))
}

/// Returns one hash for a row of hashes.
pub(crate) fn hash_of_hashes(hashes: &[u32]) -> u32 {
    fold(hashes.iter().flat_map(|it| it.to_le_bytes()).fold(OFFSET, step))
}

/// Offset basis and prime of FNV-1a, 64 bits (draft-eastlake-fnv).
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

fn step(all: u64, byte: u8) -> u64 {
    (all ^ u64::from(byte)).wrapping_mul(PRIME)
}

fn fold(hash: u64) -> u32 {
    (hash >> 32) as u32 ^ hash as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar_words_are_sorted_for_the_search() {
        assert!(GRAMMAR.is_sorted());
    }

    #[test]
    fn numbers_with_separators_are_one_word() {
        assert_eq!(
            words("370,000 fled Arden's hills.").collect::<Vec<_>>(),
            ["370000", "fled", "arden", "hills"]
        );
    }

    #[test]
    fn bent_words_meet() {
        assert_eq!(stem("captured"), stem("captures"));
        assert_eq!(stem("withdrawing"), "withdraw");
    }
}
