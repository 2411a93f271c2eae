//! Reads and writes CoNLL-U, the exchange format of Universal Dependencies.

use crate::token::Piece;
use crate::{Analysis, GrammarError, Words};
use orontes_model::Span;
use std::borrow::Cow;
use std::fmt::Write;

/// A sentence of a CoNLL-U file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The words.
    pub words: Vec<Row>,
    /// Says whether the file marks a new paragraph or document before it.
    pub opens_paragraph: bool,
    /// Ranges of words that are written as one, with the form as written.
    pub joined: Vec<(usize, usize, String)>,
}

/// A word of a CoNLL-U file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Form.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// Penn tag.
    pub xpos: String,
    /// Features; empty for none.
    pub feats: String,
    /// Governor, from 1; 0 for the root.
    pub head: usize,
    /// Relation.
    pub deprel: String,
    /// Says whether white space follows.
    pub space_after: bool,
}

/// Reads a CoNLL-U file. Empty nodes are left out.
///
/// # Errors
/// A line has fewer than ten columns, or an index or a head that is no number.
pub fn read(file: &str) -> Result<Vec<Entry>, GrammarError> {
    let mut entries = Vec::new();
    let mut entry = Entry::default();
    let mut written: Option<(usize, usize, bool)> = None;
    for (index, line) in file.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            if !entry.words.is_empty() {
                entries.push(whole(std::mem::take(&mut entry), index)?);
            }
            written = None;
        } else if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim_start();
            entry.opens_paragraph |= comment.starts_with("newpar") || comment.starts_with("newdoc");
        } else {
            row(line, index + 1, &mut entry, &mut written)?;
        }
    }
    if !entry.words.is_empty() {
        entries.push(whole(entry, file.lines().count())?);
    }
    Ok(entries)
}

/// Checks that heads and ranges stay within the sentence that ends at `line`.
fn whole(entry: Entry, line: usize) -> Result<Entry, GrammarError> {
    let n = entry.words.len();
    let outside = entry.words.iter().any(|it| it.head > n) || entry.joined.iter().any(|it| it.1 > n);
    let problem = || "a head or a range points outside the sentence that ends here".to_string();
    if outside { Err(GrammarError::Conllu { line, problem: problem() }) } else { Ok(entry) }
}

fn row(
    line: &str,
    number: usize,
    entry: &mut Entry,
    written: &mut Option<(usize, usize, bool)>,
) -> Result<(), GrammarError> {
    let wrong = |problem: &str| GrammarError::Conllu { line: number, problem: problem.into() };
    let columns: Vec<&str> = line.split('\t').collect();
    if columns.len() < 10 {
        return Err(wrong("a word has ten columns parted by tabs"));
    }
    let spaced = !columns[9].split('|').any(|it| it == "SpaceAfter=No");
    if let Some((from, to)) = columns[0].split_once('-') {
        let from: usize = from.parse().map_err(|_| wrong("the range of a multiword token is no number"))?;
        let to: usize = to.parse().map_err(|_| wrong("the range of a multiword token is no number"))?;
        if from == 0 || to < from {
            return Err(wrong("the range of a multiword token runs backwards"));
        }
        *written = Some((from, to, spaced));
        entry.joined.push((from - 1, to, columns[1].into()));
        return Ok(());
    }
    if columns[0].contains('.') {
        return Ok(());
    }
    let id: usize = columns[0].parse().map_err(|_| wrong("the index of a word is no number"))?;
    let plain = |it: &str| if it == "_" { String::new() } else { it.to_string() };
    let within = written.filter(|it| it.0 <= id && id <= it.1);
    entry.words.push(Row {
        form: columns[1].into(),
        lemma: columns[2].into(),
        upos: plain(columns[3]),
        xpos: plain(columns[4]),
        feats: plain(columns[5]),
        head: if columns[6] == "_" {
            0
        } else {
            columns[6].parse().map_err(|_| wrong("the head is no number"))?
        },
        deprel: plain(columns[7]),
        space_after: within.map_or(spaced, |(_, to, spaced)| id == to && spaced),
    });
    Ok(())
}

/// Returns the text that the words of `entries` make, paragraphs parted by a blank line, and the words in it.
pub fn text_of(entries: &[Entry]) -> (String, Words) {
    let mut text = String::new();
    let mut words = Words::default();
    let mut paragraph = 0;
    for (index, entry) in entries.iter().enumerate() {
        if index > 0 && entry.opens_paragraph {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
            paragraph += 1;
        }
        let first = words.pieces.len();
        for (at, row) in entry.words.iter().enumerate() {
            let start = text.len();
            text.push_str(&row.form);
            let span = Span::new(start, text.len());
            if row.space_after {
                text.push(' ');
            }
            let joined = entry.joined.iter().any(|(from, to, _)| *from <= at && at + 1 < *to);
            words.pieces.push(Piece { span, space_after: row.space_after, joined });
        }
        words.sentences.push(first..words.pieces.len());
        words.paragraphs.push(paragraph);
    }
    (text, words)
}

/// Writes an analysis of `text` as CoNLL-U: multiword tokens as ranges, `SpaceAfter=No` where no space follows.
pub fn write(text: &str, analysis: &Analysis) -> String {
    let mut out = String::with_capacity(analysis.tokens.len() * 48);
    let mut paragraph = None;
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        if paragraph != Some(sentence.paragraph) {
            paragraph = Some(sentence.paragraph);
            let _ = writeln!(out, "# newpar");
        }
        let _ = writeln!(out, "# sent_id = {}", index + 1);
        let _ = writeln!(out, "# text = {}", one_line(sentence.span.of(text)));
        for at in sentence.tokens.clone() {
            word_lines(text, analysis, sentence.tokens.start, at, &mut out);
        }
        out.push('\n');
    }
    out
}

fn one_line(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|it| matches!(it, b'\n' | b'\r' | b'\t')) {
        Cow::Owned(text.replace(['\n', '\r', '\t'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

fn word_lines(text: &str, analysis: &Analysis, first: usize, at: usize, out: &mut String) {
    let token = &analysis.tokens[at];
    let joined = |it: usize| analysis.joined.get(it).copied().unwrap_or(false);
    let opens = joined(at) && !(at > first && joined(at - 1));
    let inside = joined(at) || (at > first && joined(at - 1));
    let note = |space_after: bool| if space_after { "_" } else { "SpaceAfter=No" };
    if opens {
        let mut last = at;
        while joined(last) && last + 1 < analysis.tokens.len() {
            last += 1;
        }
        let whole = token.span.cover(analysis.tokens[last].span);
        let _ = writeln!(
            out,
            "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}",
            at - first + 1,
            last - first + 1,
            one_line(whole.of(text)),
            note(analysis.tokens[last].space_after)
        );
    }
    let head = token.head.map_or(0, |it| it - first + 1);
    let feats = if token.feats.is_empty() { "_" } else { token.feats };
    let _ = writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}",
        at - first + 1,
        one_line(token.span.of(text)),
        token.lemma,
        token.upos.word(),
        token.xpos,
        feats,
        head,
        token.deprel.word(),
        if inside { "_" } else { note(token.space_after) }
    );
}
