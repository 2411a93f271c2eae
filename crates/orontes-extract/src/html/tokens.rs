//! Cuts the source of a page into tags and text, after the tokenizer of the HTML standard.

use memchr::{memchr, memmem};
use std::ops::Range;

/// A tag or a stretch of text; ranges are bytes of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `<name attributes>`
    Open {
        /// In small letters.
        name: String,
        /// Between name and `>`.
        attributes: &'a str,
    },
    /// `</name>`
    Close {
        /// In small letters.
        name: String,
    },
    /// Words, with their entities as written.
    Text,
    /// What stands inside `script`, `style`, `textarea`, `title` and the like, to be read by its tag.
    Raw {
        /// The tag it stands in.
        name: String,
    },
    /// Comments, doctypes and other things that no reader sees.
    Unseen,
}

/// The tokens of a page, each with its range. Every byte belongs to one token; linear in the source.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    source: &'a str,
    at: usize,
    raw: Option<String>,
}

/// Elements whose inside holds no tags.
const RAW: [&str; 9] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"];

/// Returns the tokens of `source`.
pub(crate) fn tokens_of(source: &str) -> Tokens<'_> {
    Tokens { source, at: 0, raw: None }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (Token<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.source.len() {
            return None;
        }
        let start = self.at;
        let token = match self.raw.take() {
            Some(name) => self.raw_text(name),
            None if self.opens_tag() => self.tag(),
            None => self.text(),
        };
        Some((token, start..self.at))
    }
}

impl<'a> Tokens<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    /// A `<` that no name follows is a letter like any other.
    fn opens_tag(&self) -> bool {
        let mut bytes = self.rest().bytes();
        bytes.next() == Some(b'<')
            && bytes.next().is_some_and(|it| it.is_ascii_alphabetic() || b"/!?".contains(&it))
    }

    fn text(&mut self) -> Token<'a> {
        loop {
            // Skip the byte at hand: it is no tag, or the caller would have seen one.
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
            self.at += memchr(b'<', self.rest().as_bytes()).unwrap_or(self.rest().len());
            if self.at >= self.source.len() || self.opens_tag() {
                return Token::Text;
            }
        }
    }

    fn raw_text(&mut self, name: String) -> Token<'a> {
        let end = close_of(self.rest(), &name).unwrap_or(self.rest().len());
        self.at += end;
        Token::Raw { name }
    }

    fn tag(&mut self) -> Token<'a> {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            self.at += memmem::find(rest.as_bytes(), b"-->").map_or(rest.len(), |it| it + 3);
            return Token::Unseen;
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            self.at += memchr(b'>', rest.as_bytes()).map_or(rest.len(), |it| it + 1);
            return Token::Unseen;
        }
        let is_close = rest.starts_with("</");
        let name_start = 1 + usize::from(is_close);
        let name_len = rest[name_start..]
            .bytes()
            .take_while(|it| !it.is_ascii_whitespace() && !b"/>".contains(it))
            .count();
        let name = rest[name_start..name_start + name_len].to_ascii_lowercase();
        let attributes_start = name_start + name_len;
        let length = tag_end(&rest.as_bytes()[attributes_start..]);
        self.at += length.map_or(rest.len(), |it| attributes_start + it + 1);
        match (is_close, length) {
            (_, None) => Token::Unseen,
            (true, Some(_)) => Token::Close { name },
            (false, Some(length)) => {
                self.raw = RAW.contains(&name.as_str()).then(|| name.clone());
                Token::Open { name, attributes: &rest[attributes_start..attributes_start + length] }
            }
        }
    }
}

/// Where the `>` of a tag stands, quoted values skipped; none where the source ends before.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in bytes.iter().enumerate() {
        match quote {
            Some(open) if *byte == open => quote = None,
            Some(_) => {}
            None if *byte == b'>' => return Some(at),
            None if after_equals && (*byte == b'"' || *byte == b'\'') => quote = Some(*byte),
            None => {}
        }
        after_equals = *byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    None
}

/// Where `</name` begins, in either case.
fn close_of(rest: &str, name: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    memmem::find_iter(bytes, b"</").find(|at| {
        let found = bytes.get(at + 2..at + 2 + name.len());
        found.is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Returns the value of an attribute, its entities read; empty where it has none.
pub(crate) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_ascii_whitespace() || it == '/');
        if rest.is_empty() {
            return None;
        }
        let name_len = rest
            .find(|it: char| it.is_ascii_whitespace() || it == '=' || it == '/')
            .unwrap_or(rest.len())
            .max(1);
        let name_len = rest.ceil_char_boundary(name_len);
        let (name, after) = rest.split_at(name_len);
        let (value, after) = value_of(after);
        if name.eq_ignore_ascii_case(wanted) {
            return Some(super::entities::read(value));
        }
        rest = after;
    }
}

fn value_of(after: &str) -> (&str, &str) {
    let Some(value) = after.trim_ascii_start().strip_prefix('=') else { return ("", after) };
    let value = value.trim_ascii_start();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inside = &value[1..];
            inside.split_once(quote).unwrap_or((inside, ""))
        }
        Some(_) | None => {
            value.split_at(value.find(|it: char| it.is_ascii_whitespace()).unwrap_or(value.len()))
        }
    }
}
