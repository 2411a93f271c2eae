//! Tells headlines, standfirsts and headings from paragraphs and from the lines of a list.

use crate::lines::{Line, Role, ends_as_sentence, n_words};
use orontes_model::{Span, ZoneKind};

/// Longest headline in bytes; the longest seen in agency copy are near 160.
const MAX_TITLE_BYTES: usize = 220;
/// Longest heading in words: above that, a line without a stop is a paragraph that lost its stop.
const MAX_HEADING_WORDS: usize = 14;
/// Shortest line that is a paragraph whatever it ends with.
const PARAGRAPH_BYTES: usize = 160;

/// Marks the headline, standfirst and headings among the lines that are nothing else yet, and returns the
/// headline. `known` is the headline that metadata give.
pub(super) fn mark_headings(
    text: &str,
    lines: &[Line],
    kinds: &mut [Option<ZoneKind>],
    known: Option<&str>,
) -> Option<Span> {
    let title_idx = title_among(text, lines, kinds, known);
    if let Some(idx) = title_idx {
        kinds[idx] = Some(ZoneKind::Title);
        mark_standfirst(text, lines, kinds, idx);
    }
    let open: Vec<usize> = (0..lines.len()).filter(|it| kinds[*it].is_none()).collect();
    for (at, idx) in open.iter().enumerate() {
        let above = at.checked_sub(1).map(|it| &lines[open[it]]);
        let below = open.get(at + 1).map(|it| &lines[*it]);
        if is_heading(text, &lines[*idx], above, below) {
            kinds[*idx] = Some(ZoneKind::Heading);
        }
    }
    title_idx.map(|it| lines[it].span)
}

fn title_among(text: &str, lines: &[Line], kinds: &[Option<ZoneKind>], known: Option<&str>) -> Option<usize> {
    let is_open = |idx: &usize| kinds[*idx].is_none();
    let known = known.map(letters_of).filter(|it| !it.is_empty());
    // A headline stands in the first lines; below, its words are a link to the report itself.
    let head = lines.len().min(12);
    let by_metadata = known
        .and_then(|title| (0..head).find(|it| is_open(it) && letters_of(lines[*it].span.of(text)) == title));
    let by_markup = || (0..lines.len()).find(|it| is_open(it) && lines[*it].role == Role::Headline);
    by_metadata.or_else(by_markup).or_else(|| {
        let mut open = (0..lines.len()).filter(is_open).map(|it| (it, lines[it].span.of(text)));
        let ((first, words), (_, second)) = (open.next()?, open.next()?);
        // A day or an author right below shows a headline whatever follows; so do capitals throughout.
        let is_signed = matches!(kinds.get(first + 1), Some(Some(ZoneKind::DateLine | ZoneKind::Byline)));
        if reads_as_title(words) && (is_signed && first < 3 || is_in_capitals(words)) {
            return Some(first);
        }
        // Between headline and story may stand one deck.
        let mut has_deck = || reads_as_title(second) && open.next().is_some_and(|it| is_paragraph(it.1));
        (reads_as_title(words) && (is_paragraph(second) || has_deck())).then_some(first)
    })
}

fn letters_of(words: &str) -> String {
    words.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn reads_as_title(words: &str) -> bool {
    let bare = words.trim_end_matches(['"', '\'', '”', '’']);
    let ends = bare.ends_with(['.', ':', ';', ',', '…']) && !ends_with_initials(bare);
    words.len() <= MAX_TITLE_BYTES
        && !ends
        && n_words(words) >= 2
        && !opens_list_item(words)
        && !holds_sentences(words)
}

fn is_in_capitals(words: &str) -> bool {
    n_words(words) >= 3 && words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
}

/// "U.S." or "St." at the end of a headline is no full stop.
fn ends_with_initials(words: &str) -> bool {
    words.rsplit(' ').next().is_some_and(|last| last.len() <= 6 && last.matches('.').count() >= 2)
}

/// Says whether a sentence ends inside the words: a full stop after a small letter, then a capital.
fn holds_sentences(words: &str) -> bool {
    let mut ended = false;
    let mut letters = words.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        if ended && letter.is_uppercase() {
            return true;
        }
        ended = (letter == '.' && before.is_lowercase() && letters.peek() == Some(&' '))
            || (ended && letter == ' ');
        before = letter;
    }
    false
}

/// Says whether the words read as a paragraph of prose: long, or a sentence with its end.
fn is_paragraph(words: &str) -> bool {
    words.len() >= PARAGRAPH_BYTES || ends_as_sentence(words) && n_words(words) >= 4
}

fn opens_list_item(words: &str) -> bool {
    let head = words.trim_start();
    let numbered = head.trim_start_matches(|it: char| it.is_ascii_digit());
    head.starts_with(['-', '•', '*', '·', '–', '—', '▪', '►', '✓', '>'])
        || numbered.len() < head.len() && numbered.starts_with([')', '.', ':'])
}

/// A line below the headline that is still no story: a deck without a stop, or one that ends in a question.
fn mark_standfirst(text: &str, lines: &[Line], kinds: &mut [Option<ZoneKind>], title_idx: usize) {
    let mut rest = (title_idx + 1..lines.len()).filter(|it| kinds[*it].is_none());
    let (Some(deck), Some(below)) = (rest.next(), rest.next()) else { return };
    let words = lines[deck].span.of(text);
    let is_short = words.len() <= MAX_TITLE_BYTES + 80;
    let is_open_ended = !ends_as_sentence(words) && !words.ends_with(':') || words.trim_end().ends_with('?');
    let follows = is_paragraph(lines[below].span.of(text)) && !opens_list_item(words);
    if is_short && is_open_ended && follows && lines[deck].role != Role::Heading {
        kinds[deck] = Some(ZoneKind::Heading);
    }
}

fn is_heading(text: &str, line: &Line, above: Option<&Line>, below: Option<&Line>) -> bool {
    if matches!(line.role, Role::Heading | Role::Headline) {
        return true;
    }
    let words = line.span.of(text);
    let bare = words.trim_end_matches(':');
    let starts =
        words.chars().next().is_some_and(|it| it.is_uppercase() || it.is_numeric() || "\"'“‘#".contains(it));
    // A question between paragraphs heads the next one; other stops end a sentence.
    let is_question = words.ends_with('?') && n_words(words) <= 10;
    // A long line before a colon is a sentence that leads to a list or a quotation.
    let leads_on = bare.len() < words.len() && n_words(words) > 4;
    let ends = ends_as_sentence(words) && !is_question || bare.ends_with(',') || leads_on;
    let stands_alone = line.opens || above.is_none_or(|it| is_paragraph(it.span.of(text)));
    let leads = below.is_some_and(|it| is_paragraph(it.span.of(text)));
    let in_list = above.is_some_and(|it| !is_paragraph(it.span.of(text))) && !line.opens;
    starts
        && !ends
        && stands_alone
        && leads
        && !in_list
        && !opens_list_item(words)
        && n_words(words) <= MAX_HEADING_WORDS
}
