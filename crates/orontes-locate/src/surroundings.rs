//! Turns the text beside a name into lower-case words, within its sentence.

use orontes_model::Span;

/// Words and marks beside a name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surroundings<'a> {
    /// The sentence before the name; the word nearest to the name is last.
    pub(crate) before: Vec<Piece<'a>>,
    /// The sentence after the name; the word nearest to the name is first.
    pub(crate) after: Vec<Piece<'a>>,
}

/// A word or a single mark of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    /// As it is written.
    pub(crate) text: &'a str,
    /// First byte in the report.
    pub(crate) start: usize,
}

/// How many bytes beside a name are looked at: the longest phrase that tells about it, "in the northwestern
/// countryside of the neighbouring province of", has 60.
const REACH: usize = 140;

impl<'a> Piece<'a> {
    /// Says whether this is the word, whatever its case.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Says whether this is one of the words.
    pub(crate) fn is_of(&self, words: &[&str]) -> bool {
        words.iter().any(|it| self.is(it))
    }

    /// One past the last byte.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

impl<'a> Surroundings<'a> {
    /// Returns what stands beside `span`.
    pub(crate) fn of(text: &'a str, span: Span) -> Surroundings<'a> {
        let (start, end) = (span.start as usize, span.end as usize);
        let from = floor(text, start.saturating_sub(REACH));
        let to = floor(text, (end + REACH).min(text.len()));
        let mut before = pieces(text, from, start);
        if let Some(idx) = before.iter().rposition(|it| ends_sentence(text, it)) {
            before.drain(..=idx);
        }
        let mut after = pieces(text, end, to);
        if let Some(idx) = after.iter().position(|it| ends_sentence(text, it)) {
            after.truncate(idx);
        }
        Surroundings { before, after }
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Splits a stretch into words (letters, digits, inner hyphens, dots and commas of numbers) and single marks. A possessive
/// ending is a piece of its own. An empty line is the piece "\n".
pub(crate) fn pieces(text: &str, from: usize, to: usize) -> Vec<Piece<'_>> {
    let Some(stretch) = text.get(from..to) else { return Vec::new() };
    let mut found = Vec::with_capacity(stretch.len() / 5);
    let mut at = 0;
    while let Some(ch) = stretch[at..].chars().next() {
        let len = match ch {
            _ if ch.is_alphanumeric() => word_len(&stretch[at..]),
            '\'' | '’' if stretch[at + ch.len_utf8()..].starts_with('s') => ch.len_utf8() + 1,
            _ => ch.len_utf8(),
        };
        let empty_line =
            ch == '\n' && stretch[at + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        if !ch.is_whitespace() || empty_line {
            found.push(Piece { text: &stretch[at..at + len], start: from + at });
        }
        at += len;
    }
    found
}

fn word_len(rest: &str) -> usize {
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    match rest.as_bytes().get(plain) {
        None => return plain,
        Some(next) if next.is_ascii() && !matches!(next, b'-' | b'.' | b',') => return plain,
        Some(_) => {}
    }
    let mut chars = rest.char_indices().peekable();
    while let Some((at, ch)) = chars.next() {
        let next = chars.peek().map(|it| it.1);
        let inner = matches!(ch, '-' | '‑') && next.is_some_and(char::is_alphanumeric)
            || matches!(ch, '.' | ',')
                && next.is_some_and(|it| it.is_ascii_digit())
                && rest[..at].ends_with(|it: char| it.is_ascii_digit());
        if !ch.is_alphanumeric() && !inner {
            return at;
        }
    }
    rest.len()
}

/// Says whether a mark closes a sentence: a full stop before a space, not one of an initial or "St.".
fn ends_sentence(text: &str, piece: &Piece<'_>) -> bool {
    match piece.text {
        "!" | "?" | "\n" => true,
        "." => {
            let short = text[..piece.start].chars().rev().take_while(|it| it.is_alphabetic()).count() <= 2;
            !short
                && text[piece.end()..].starts_with(|it: char| it.is_whitespace() || matches!(it, '"' | '”'))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around<'a>(text: &'a str, name: &str) -> Surroundings<'a> {
        let at = text.find(name).expect("the name stands there");
        Surroundings::of(text, Span::new(at, at + name.len()))
    }

    #[test]
    fn the_words_of_the_sentence_are_seen_and_no_others() {
        let here = around("Homs fell. In the village of Arden's rim, 1,500.5 m off. Then", "Arden");
        let texts = |pieces: &[Piece<'_>]| pieces.iter().map(|it| it.text.to_owned()).collect::<Vec<_>>();
        assert_eq!(texts(&here.before), ["In", "the", "village", "of"]);
        assert_eq!(texts(&here.after), ["'s", "rim", ",", "1,500.5", "m", "off"]);
    }

    #[test]
    fn any_text_is_taken() {
        for text in ["", "é", "éArden’", "Arden\n\n", "’sArden’s"] {
            let at = text.find("Arden").unwrap_or(0);
            let _ = Surroundings::of(text, Span::new(at, (at + 5).min(text.len())));
        }
    }
}
