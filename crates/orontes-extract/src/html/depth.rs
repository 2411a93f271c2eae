//! Makes a page safe for the article finder, whose cost grows with the square of the nesting.

use super::blocks::VOID;
use super::tokens::{Token, tokens_of};

/// A page with its deep tags taken out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Trimmed {
    /// The source without scripts, styles, comments and tags that stand too deep; no word is lost.
    pub source: String,
    /// Sum over the elements of their depth: what the finder's cost grows with.
    pub weight: u64,
    /// Tags taken out for their depth.
    pub n_dropped: usize,
}

/// Elements that an element of the same name closes.
const CLOSES_ITSELF: [&str; 9] = ["p", "li", "option", "td", "th", "tr", "dt", "dd", "a"];
/// Longest tag that is handed on whole. Ordinary ones are shorter; embedded pictures and data are not.
const MAX_TAG_BYTES: usize = 1024;

/// Drops tags nested deeper than `max_depth`. Linear in the source.
pub(crate) fn trimmed(source: &str, max_depth: usize) -> Trimmed {
    let mut stack: Vec<String> = Vec::new();
    // Closing tags of dropped elements must go too, or they would close what stands above.
    let mut n_open_dropped = 0usize;
    let mut page = Trimmed { source: String::with_capacity(source.len()), weight: 0, n_dropped: 0 };
    for (token, range) in tokens_of(source) {
        match token {
            Token::Text => page.source.push_str(&source[range]),
            Token::Raw { .. } | Token::Unseen => {}
            Token::Open { name, .. } if VOID.contains(&name.as_str()) => {
                page.weight += stack.len() as u64;
                push_tag(&mut page.source, &name, &source[range]);
            }
            Token::Open { name, .. } if stack.len() >= max_depth => {
                page.n_dropped += 1;
                n_open_dropped += 1;
                page.source.push(' ');
                drop(name);
            }
            Token::Open { name, .. } => {
                if CLOSES_ITSELF.contains(&name.as_str()) && stack.last() == Some(&name) {
                    stack.pop();
                }
                page.weight += stack.len() as u64;
                push_tag(&mut page.source, &name, &source[range]);
                stack.push(name);
            }
            Token::Close { .. } if n_open_dropped > 0 => {
                n_open_dropped -= 1;
                page.source.push(' ');
            }
            Token::Close { name } => {
                if close(&mut stack, &name) {
                    page.source.push_str(&source[range]);
                }
            }
        }
    }
    page
}

fn push_tag(trimmed: &mut String, name: &str, tag: &str) {
    match tag.len() > MAX_TAG_BYTES {
        true => trimmed.extend(["<", name, ">"]),
        false => trimmed.push_str(tag),
    }
}

/// Closes the nearest open element of this name; the stack is never deeper than the cap, so this is bounded.
fn close(stack: &mut Vec<String>, name: &str) -> bool {
    match stack.iter().rposition(|it| it == name) {
        Some(idx) => {
            stack.truncate(idx);
            true
        }
        None => matches!(name, "p" | "br"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_tags_go_and_words_stay() {
        let page = format!("{}word{}after", "<div>".repeat(1000), "</div>".repeat(1000));
        let page = trimmed(&page, 256);
        assert_eq!(page.source.matches("<div>").count(), 256);
        assert_eq!(page.n_dropped, 744);
        assert!(page.source.contains("word") && page.source.ends_with("after"));
    }

    #[test]
    fn paragraphs_left_open_are_not_deep() {
        let page = trimmed(&"<p>one".repeat(1000), 256);
        assert_eq!((page.n_dropped, page.weight), (0, 0));
    }
}
