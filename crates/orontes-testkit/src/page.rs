//! Reads pages of cases and holds the program against them.
//!
//! A fenced block opens with its kind and arguments: `report source="Valley Wire" published=2031-04-04`,
//! `claims kinds=event,control`, `situation`. A heading starts a new case; reports of one case stand together.

use std::fmt::Write as _;

/// One case of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// The heading.
    pub title: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// One fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// "report", "claims", "situation", …
    pub kind: String,
    /// `key=value` words of the opening line.
    pub arguments: Vec<(String, String)>,
    /// The lines between the fences.
    pub body: String,
    /// Line of the page on which the body begins, from 1.
    pub line: usize,
}

impl Block {
    /// Returns the value of an argument.
    pub fn argument(&self, key: &str) -> Option<&str> {
        self.arguments.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

/// Reads a page. Text outside of fences is for people.
pub fn cases(page: &str) -> Vec<Case> {
    let mut cases = vec![Case::default()];
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title: title.trim().to_owned(), blocks: Vec::new() });
        } else if let Some(opening) = line.strip_prefix("```").filter(|it| !it.trim().is_empty()) {
            let body: Vec<&str> =
                lines.by_ref().map(|(_, it)| it).take_while(|it| !it.starts_with("```")).collect();
            let (kind, arguments) = opened(opening);
            let block = Block { kind, arguments, body: body.join("\n"), line: at + 2 };
            if let Some(case) = cases.last_mut() {
                case.blocks.push(block);
            }
        }
    }
    cases.retain(|it| !it.blocks.is_empty());
    cases
}

fn opened(opening: &str) -> (String, Vec<(String, String)>) {
    let mut words = Vec::new();
    let (mut word, mut quoted) = (String::new(), false);
    for letter in opening.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            it => word.push(it),
        }
    }
    words.push(word);
    words.retain(|it| !it.is_empty());
    let kind = if words.is_empty() { String::new() } else { words.remove(0) };
    let pair = |it: &String| it.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned()));
    (kind, words.iter().filter_map(pair).collect())
}

/// Holds what came out of a block against what the page says; a reader's difference, line by line.
pub fn difference(block: &Block, got: &str) -> Option<String> {
    let (want, got) = (block.body.trim_end(), got.trim_end());
    if want == got {
        return None;
    }
    let mut out = format!("line {}:\n", block.line);
    for line in want.lines().filter(|it| !got.lines().any(|other| other == *it)) {
        let _ = writeln!(out, "  - {line}");
    }
    for line in got.lines().filter(|it| !want.lines().any(|other| other == *it)) {
        let _ = writeln!(out, "  + {line}");
    }
    Some(out)
}

/// Returns the page with the bodies of some blocks replaced, each given by the line on which it begins.
pub fn rewritten(page: &str, bodies: &[(usize, String)]) -> String {
    let mut out = String::new();
    let mut lines = page.lines().enumerate().peekable();
    while let Some((at, line)) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if let Some((_, body)) =
            bodies.iter().find(|(begins, _)| *begins == at + 2 && line.starts_with("```"))
        {
            while lines.peek().is_some_and(|(_, it)| !it.starts_with("```")) {
                lines.next();
            }
            body.trim_end().lines().for_each(|it| {
                out.push_str(it);
                out.push('\n');
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Control\n\n## A town falls\n\nWhy.\n\n```report source=\"Valley Wire\" published=2031-04-04\nArden fell.\n```\n```claims\nold\n```\n";

    #[test]
    fn a_page_is_read_into_cases() {
        let cases = cases(PAGE);
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].title, "A town falls");
        assert_eq!(cases[0].blocks[0].argument("source"), Some("Valley Wire"));
        assert_eq!(cases[0].blocks[0].body, "Arden fell.");
        assert_eq!(cases[0].blocks[1].kind, "claims");
    }

    #[test]
    fn a_block_is_rewritten_where_it_stands() {
        let block = cases(PAGE)[0].blocks[1].clone();
        let page = rewritten(PAGE, &[(block.line, "new\nlines".into())]);
        assert_eq!(page, PAGE.replace("old", "new\nlines"));
        assert!(difference(&block, "new").is_some_and(|it| it.contains("- old") && it.contains("+ new")));
    }
}
