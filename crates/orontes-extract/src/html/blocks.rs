//! Turns the source of a page into blocks of visible text, every piece with the bytes it came from.

use super::entities::entity_at;
use super::tokens::{Token, attribute, tokens_of};
use crate::lines::Role;
use std::ops::Range;

/// A paragraph, heading, list item or table row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    /// Its pieces, in order; never empty.
    pub runs: Vec<Run>,
    /// What its tag says.
    pub role: Role,
    /// The part of the page it stands in.
    pub part: Part,
    /// Whether it belongs closely to the block above: a further list item or table row.
    pub is_item: bool,
    /// Letters that are links.
    pub n_linked: usize,
    /// Letters in all.
    pub n_letters: usize,
}

/// A stretch of a block's text and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    /// The bytes as they stand.
    Copied(Range<usize>),
    /// Letters that stand for these bytes: an entity, white space drawn together, a line break.
    Read(String, Range<usize>),
}

/// The part of a page in which a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Inside `article` or `main`.
    Article,
    /// Nowhere in particular.
    Open,
    /// Navigation, footers, asides, forms, hidden things.
    Aside,
}

impl Run {
    /// The letters of the run.
    pub(crate) fn letters<'a>(&'a self, source: &'a str) -> &'a str {
        match self {
            Run::Copied(range) => &source[range.clone()],
            Run::Read(letters, _) => letters,
        }
    }

    /// The bytes of the run.
    pub(crate) fn range(&self) -> Range<usize> {
        match self {
            Run::Copied(range) | Run::Read(_, range) => range.clone(),
        }
    }
}

impl Block {
    /// The text of the block.
    pub(crate) fn text(&self, source: &str) -> String {
        self.runs.iter().map(|it| it.letters(source)).collect()
    }
}

/// Elements that no reader sees as text.
const SKIPPED: [&str; 17] = [
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "select",
    "textarea", "title", "audio", "video", "datalist", "xmp", "noframes",
];
/// Elements that hold furniture.
const ASIDES: [&str; 7] = ["nav", "footer", "aside", "form", "button", "dialog", "menu"];
/// Elements that break the flow of a line.
const BREAKS: [&str; 41] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "tr",
    "ul",
];
/// Elements without an end.
pub(super) const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Letters from which what stands before a cell is no row of figures: a name and three numbers take fewer.
const CELL_LETTERS: usize = 60;

/// Returns the blocks of a page. Linear in the source.
pub(crate) fn blocks_of(source: &str) -> Vec<Block> {
    let mut reader = Reader { source, ..Reader::new(source) };
    for (token, range) in tokens_of(source) {
        match token {
            Token::Open { name, attributes } => reader.open(&name, attributes, &range),
            Token::Close { name } => reader.close(&name, &range),
            Token::Text => reader.text(range),
            Token::Raw { .. } | Token::Unseen => {}
        }
    }
    reader.end_block();
    reader.blocks
}

/// Nesting is counted, not kept on a stack: pages leave tags open, and a count cannot be thrown off for
/// longer than the same element is missing.
#[derive(Debug)]
struct Reader<'a> {
    source: &'a str,
    blocks: Vec<Block>,
    runs: Vec<Run>,
    space: Option<Range<usize>>,
    n_linked: usize,
    n_letters: usize,
    n_breaks: usize,
    depth_skipped: usize,
    depth_aside: usize,
    depth_article: usize,
    depth_link: usize,
    depth_pre: usize,
    hidden: Option<(String, usize)>,
    role: Role,
    is_item: bool,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Reader<'a> {
        Reader {
            source,
            blocks: Vec::new(),
            runs: Vec::new(),
            space: None,
            n_linked: 0,
            n_letters: 0,
            n_breaks: 0,
            depth_skipped: 0,
            depth_aside: 0,
            depth_article: 0,
            depth_link: 0,
            depth_pre: 0,
            hidden: None,
            role: Role::Plain,
            is_item: false,
        }
    }

    fn open(&mut self, name: &str, attributes: &str, range: &Range<usize>) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(hidden == name);
            return;
        }
        if SKIPPED.contains(&name) {
            self.depth_skipped += 1;
            return;
        }
        match name {
            "br" => return self.line_break(range),
            "td" | "th" => return self.cell(range),
            _ if BREAKS.contains(&name) => self.end_block(),
            _ => {}
        }
        self.role = role_of(name).unwrap_or(self.role);
        self.is_item |= matches!(name, "li" | "tr" | "dd");
        self.count(name, true);
        if !VOID.contains(&name) && is_hidden(attributes) {
            self.end_block();
            self.hidden = Some((name.to_owned(), 1));
        }
    }

    fn close(&mut self, name: &str, range: &Range<usize>) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= usize::from(hidden == name);
            if *depth == 0 {
                let name = name.to_owned();
                self.hidden = None;
                self.count(&name, false);
            }
            return;
        }
        if SKIPPED.contains(&name) {
            self.depth_skipped = self.depth_skipped.saturating_sub(1);
            return;
        }
        match name {
            "br" => return self.line_break(range),
            "td" | "th" => return,
            _ if BREAKS.contains(&name) => self.end_block(),
            _ => {}
        }
        if role_of(name).is_some() {
            self.role = Role::Plain;
        }
        self.count(name, false);
    }

    fn count(&mut self, name: &str, opens: bool) {
        let depth = match name {
            "a" => &mut self.depth_link,
            "article" | "main" => &mut self.depth_article,
            "pre" => &mut self.depth_pre,
            _ if ASIDES.contains(&name) => &mut self.depth_aside,
            _ => return,
        };
        *depth = match opens {
            // Links and preformatted text do not nest; a second one closes the first.
            true if matches!(name, "a" | "pre") => 1,
            true => *depth + 1,
            false => depth.saturating_sub(1),
        };
    }

    fn text(&mut self, range: Range<usize>) {
        if self.depth_skipped > 0 || self.hidden.is_some() {
            return;
        }
        let mut at = range.start;
        while at < range.end {
            at = match self.source.as_bytes()[at] {
                b'&' => self.entity(at, range.end),
                byte if byte.is_ascii_whitespace() => self.white(at, range.end),
                _ => self.words(at, range.end),
            };
        }
    }

    fn entity(&mut self, at: usize, end: usize) -> usize {
        match entity_at(&self.source[at..end]) {
            Some((letters, length)) => {
                // A soft hyphen is drawn only where a line breaks; words hold together without it.
                if letters != "\u{ad}" && letters != "\u{200b}" {
                    self.add(Run::Read(letters, at..at + length));
                }
                at + length
            }
            None => {
                self.add(Run::Copied(at..at + 1));
                at + 1
            }
        }
    }

    fn white(&mut self, at: usize, end: usize) -> usize {
        let bytes = &self.source.as_bytes()[at..end];
        let length = bytes.iter().take_while(|it| it.is_ascii_whitespace()).count();
        if self.depth_pre > 0 && bytes[..length].contains(&b'\n') {
            self.line_break(&(at..at + length));
            self.n_breaks = 0;
        } else if !self.runs.is_empty() && self.space.is_none() {
            self.space = Some(at..at + length);
        }
        at + length
    }

    fn words(&mut self, at: usize, end: usize) -> usize {
        let bytes = &self.source.as_bytes()[at..end];
        let is_end = |it: &u8| *it == b'&' || it.is_ascii_whitespace();
        let length = bytes.iter().position(is_end).unwrap_or(bytes.len());
        self.add(Run::Copied(at..at + length));
        at + length
    }

    fn add(&mut self, run: Run) {
        if let Some(space) = self.space.take() {
            let one = self.source[space.clone()] == *" ";
            self.join(if one { Run::Copied(space) } else { Run::Read(" ".to_owned(), space) });
        }
        let n_letters = run.letters(self.source).chars().filter(|it| it.is_alphanumeric()).count();
        self.n_letters += n_letters;
        self.n_linked += if self.depth_link > 0 { n_letters } else { 0 };
        self.n_breaks = 0;
        self.join(run);
    }

    fn join(&mut self, run: Run) {
        match (self.runs.last_mut(), &run) {
            (Some(Run::Copied(last)), Run::Copied(next)) if last.end == next.start => last.end = next.end,
            (Some(_) | None, _) => self.runs.push(run),
        }
    }

    /// One break is a new line; two are a new paragraph, the way old pages wrote one.
    fn line_break(&mut self, range: &Range<usize>) {
        if self.depth_skipped > 0 || self.hidden.is_some() {
            return;
        }
        self.n_breaks += 1;
        if self.n_breaks > 1 {
            return self.end_block();
        }
        self.space = None;
        if !self.runs.is_empty() {
            self.runs.push(Run::Read("\n".to_owned(), range.clone()));
        }
    }

    /// A cell of a row of figures goes on the line; a cell that holds lines or sentences is layout, and the
    /// next one is another block.
    fn cell(&mut self, range: &Range<usize>) {
        self.space = None;
        let has_lines = self.runs.iter().any(|it| matches!(it, Run::Read(letters, _) if letters == "\n"));
        if has_lines || self.n_letters > CELL_LETTERS {
            self.end_block();
        } else if !self.runs.is_empty() {
            self.runs.push(Run::Read("\t".to_owned(), range.clone()));
        }
    }

    fn end_block(&mut self) {
        self.space = None;
        self.n_breaks = 0;
        while self.runs.last().is_some_and(|it| it.letters(self.source).trim().is_empty()) {
            self.runs.pop();
        }
        let part = match (self.depth_aside, self.depth_article) {
            (1.., _) => Part::Aside,
            (0, 1..) => Part::Article,
            (0, 0) => Part::Open,
        };
        let (n_linked, n_letters) = (std::mem::take(&mut self.n_linked), std::mem::take(&mut self.n_letters));
        let (runs, is_item) = (std::mem::take(&mut self.runs), std::mem::take(&mut self.is_item));
        if !runs.is_empty() {
            self.blocks.push(Block { runs, role: self.role, part, is_item, n_linked, n_letters });
        }
    }
}

fn role_of(name: &str) -> Option<Role> {
    match name {
        "h1" => Some(Role::Headline),
        "h2" | "h3" | "h4" | "h5" | "h6" => Some(Role::Heading),
        _ => None,
    }
}

fn is_hidden(attributes: &str) -> bool {
    if !attributes.contains("hidden") && !attributes.contains("none") {
        return false;
    }
    let style = attribute(attributes, "style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    attribute(attributes, "hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}
