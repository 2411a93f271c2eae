//! Turns the text of a report with its zones into sentences with their roles, and their words.

use orontes_grammar::Grammar;
use orontes_model::{Report, Sentence, SentenceRole, Span, Token, ZoneKind};

/// A stretch that is parsed by itself.
struct Block {
    span: Span,
    paragraph: u32,
    role: SentenceRole,
}

/// Cuts the report at the borders of its paragraphs and zones and parses what lies between.
pub(crate) fn sentences(grammar: &Grammar, report: &Report) -> (Vec<Sentence>, Vec<Token>) {
    let blocks = blocks(report);
    let spans: Vec<Span> = blocks.iter().map(|it| it.span).collect();
    let analysis = grammar.analyse(&report.text, &spans);
    let mut sentences = analysis.sentences;
    for sentence in &mut sentences {
        let idx = blocks.partition_point(|it| it.span.end <= sentence.span.start);
        if let Some(block) = blocks.get(idx) {
            (sentence.paragraph, sentence.role) = (block.paragraph, block.role);
        }
    }
    (sentences, analysis.tokens)
}

fn blocks(report: &Report) -> Vec<Block> {
    let text = &report.text;
    let mut blocks = Vec::new();
    let mut zones = report.zones.iter().peekable();
    for (paragraph, whole) in paragraphs(text).into_iter().enumerate() {
        let mut start = whole.start;
        while zones.next_if(|it| it.span.end <= whole.start).is_some() {}
        let within = zones.clone().take_while(|it| it.span.start < whole.end);
        for zone in within {
            let zoned = Span { start: zone.span.start.max(start), end: zone.span.end.min(whole.end) };
            push(text, &mut blocks, Span { start, end: zoned.start }, paragraph, SentenceRole::Body);
            push(text, &mut blocks, zoned, paragraph, role(zone.kind));
            start = zoned.end.max(start);
        }
        push(text, &mut blocks, Span { start, end: whole.end }, paragraph, SentenceRole::Body);
    }
    blocks
}

/// Adds a block without the white space at its ends.
fn push(text: &str, blocks: &mut Vec<Block>, span: Span, paragraph: usize, role: SentenceRole) {
    let words = span.of(text);
    let lead = words.len() - words.trim_start().len();
    let body = words.trim();
    if !body.is_empty() {
        let start = span.start as usize + lead;
        let span = Span::new(start, start + body.len());
        blocks.push(Block { span, paragraph: paragraph as u32, role });
    }
}

/// Joins lines that a narrow page has broken inside a sentence.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for line in Grammar::blocks(text) {
        match joined.last_mut().filter(|last| goes_on(text, **last, line)) {
            Some(last) => last.end = line.end,
            None => joined.push(line),
        }
    }
    joined
}

/// A line goes on in the next one if it is as long as a line of a narrow page, does not close a sentence, no
/// blank line follows, and the next one begins small.
fn goes_on(text: &str, last: Span, line: Span) -> bool {
    // 40 letters: shorter lines are headings and items of lists.
    const FULL_LINE: usize = 40;
    let gap = Span { start: last.end, end: line.start }.of(text);
    let tail = last.of(text).rsplit('\n').next().unwrap_or("");
    let open = !tail.ends_with(['.', '!', '?', ':', '”', '"', '…']);
    let small = line.of(text).chars().next().is_some_and(char::is_lowercase);
    tail.len() >= FULL_LINE && open && small && gap.matches('\n').count() == 1
}

fn role(zone: ZoneKind) -> SentenceRole {
    match zone {
        ZoneKind::Title | ZoneKind::Heading => SentenceRole::Heading,
        ZoneKind::Dateline | ZoneKind::DateLine | ZoneKind::Byline => SentenceRole::Furniture,
        ZoneKind::Boilerplate => SentenceRole::Boilerplate,
        ZoneKind::MachineDisclosure => SentenceRole::Disclosure,
    }
}
