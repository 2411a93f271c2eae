//! Lays a brief out as text for a terminal, a mail or a file: no colour, at most 100 columns.

use crate::brief::{Brief, Line};

/// Widest line, in characters.
const WIDTH: usize = 100;

/// Returns the brief as text. `strong` marks headings, for a terminal that can.
pub fn brief_text(brief: &Brief, strong: &dyn Fn(&str) -> String) -> String {
    let mut out = format!("{}\n", strong(&clean(&brief.title)));
    for line in &brief.header {
        out.push_str(&wrapped(&clean(&line.text), "", ""));
    }
    for section in &brief.sections {
        out.push_str(&format!("\n{}\n", strong(&section.heading.to_uppercase())));
        out.push_str(&section.remark.as_ref().map_or(String::new(), |it| wrapped(it, "", "")));
        section.lines.iter().for_each(|it| out.push_str(&line_text(it)));
    }
    out
}

fn line_text(line: &Line) -> String {
    let references = match line.references.is_empty() {
        true => String::new(),
        false => format!(" [{}]", line.references.join(", ")),
    };
    let support = if line.support.is_empty() { String::new() } else { format!(" — {}", line.support) };
    let lead = format!("{:<6}", line.handle);
    wrapped(&clean(&format!("{}{support}{references}", line.text)), &lead, "      ")
}

/// Report text is hostile: control characters (terminal escapes, line breaks, overriding directions) go.
fn clean(text: &str) -> String {
    let steers =
        |it: char| matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}');
    text.chars().filter(|it| !steers(*it)).map(|it| if it.is_control() { ' ' } else { it }).collect()
}

fn wrapped(text: &str, lead: &str, indent: &str) -> String {
    let mut out = String::from(lead);
    let mut column = lead.chars().count();
    let mut at_start = true;
    for word in text.split(' ').filter(|it| !it.is_empty()) {
        let length = word.chars().count();
        if !at_start && column + 1 + length > WIDTH {
            out.truncate(out.trim_end().len());
            out.push('\n');
            out.push_str(indent);
            column = indent.len();
            at_start = true;
        }
        if !at_start {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
        at_start = false;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_escape_of_a_report_reaches_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\nd"), "a [31mbc d");
    }

    #[test]
    fn lines_break_at_words_and_hang_under_their_handle() {
        let text = wrapped(&"word ".repeat(40), "E1    ", "      ");
        assert!(text.lines().all(|it| it.chars().count() <= WIDTH));
        assert!(text.lines().skip(1).all(|it| it.starts_with("      word")));
    }
}
