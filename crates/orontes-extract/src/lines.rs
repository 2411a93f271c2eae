//! Cuts a text into its lines, each with what is known of its place on the page.

use orontes_model::Span;

/// A line that holds something, without the white space around it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// Where its words stand.
    pub span: Span,
    /// Whether an empty line, or the start of the text, stands above it.
    pub opens: bool,
    /// What the page's markup says that it is.
    pub role: Role,
}

/// What a page's markup says of a line; plain text says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing.
    #[default]
    Plain,
    /// A heading of the first rank.
    Headline,
    /// A heading of a lower rank.
    Heading,
    /// Not part of the article.
    Clutter,
}

/// Returns the lines of `text` that hold something. Linear in the text.
pub(crate) fn lines_of(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut opens = true;
    let mut start = 0;
    let ends =
        text.char_indices().filter(|(_, it)| is_line_end(*it)).map(|(at, it)| (at, at + it.len_utf8()));
    for (end, next) in ends.chain([(text.len(), text.len())]) {
        let raw = &text[start..end];
        let words = raw.trim();
        if words.is_empty() {
            // The second half of "\r\n" is no empty line.
            opens |= !(raw.is_empty() && text[..start].ends_with('\r') && text[start..].starts_with('\n'));
        } else {
            let from = start + (raw.len() - raw.trim_start().len());
            lines.push(Line { span: Span::new(from, from + words.len()), opens, role: Role::Plain });
            opens = false;
        }
        start = next;
    }
    lines
}

fn is_line_end(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Says whether the words end as a sentence does, quotes and brackets set aside.
pub(crate) fn ends_as_sentence(words: &str) -> bool {
    let bare = words.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '\u{a0}', ' ']);
    bare.ends_with(['.', '!', '?', '…', ';', '।', '。', '؟'])
}

/// Number of words between white space.
pub(crate) fn n_words(words: &str) -> usize {
    words.split_whitespace().count()
}
