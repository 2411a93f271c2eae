//! Tells what each line of a text is, other than body: headline, heading, date, byline, furniture, disclosure.

mod boilerplate;
mod byline;
mod dateline;
mod disclosure;
mod folded;
mod heading;

use crate::date::{DayWords, FoundDate};
use crate::lines::{Line, Role};
use orontes_model::{Span, Zone, ZoneKind};
use regex::Regex;
use std::sync::LazyLock;

/// The zones of a text and the words by which a machine says that it wrote it.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Zoned {
    /// In order, without overlap.
    pub zones: Vec<Zone>,
    /// The first disclosure.
    pub machine_written: Option<Span>,
    /// The headline.
    pub title: Option<Span>,
    /// The author's line.
    pub byline: Option<Span>,
    /// The agency or outlet named in the dateline.
    pub agency: Option<Span>,
}

/// Marks the zones of `text`. `title` is the headline that metadata give. Linear in the text.
pub(crate) fn zones_of(text: &str, lines: &[Line], dates: &[FoundDate], title: Option<&str>) -> Zoned {
    let mut kinds: Vec<Option<ZoneKind>> = Vec::with_capacity(lines.len());
    let mut date_idx = 0;
    for line in lines {
        while dates.get(date_idx).is_some_and(|it| it.span.end <= line.span.start) {
            date_idx += 1;
        }
        kinds.push(kind_alone(text, line, dates.get(date_idx)));
    }
    let disclosures = disclosure::disclosures_of(text, lines);
    for (idx, found) in &disclosures {
        kinds[*idx] = (*found == lines[*idx].span).then_some(ZoneKind::MachineDisclosure);
    }
    boilerplate::mark_link_lists(text, lines, &mut kinds);
    boilerplate::mark_comments(text, lines, &mut kinds);
    let title = heading::mark_headings(text, lines, &mut kinds, title);
    assemble(text, lines, &kinds, dates, &disclosures, title)
}

/// Says whether a short block above or inside a story belongs to it: its date, author or dateline.
pub(crate) fn stands_beside_a_story(words: &str) -> bool {
    let line = Span::new(0, words.len());
    let is_date = || crate::date::dates_of(words).first().is_some_and(|it| is_date_line(words, line, it));
    words.len() <= MAX_DATE_LINE_BYTES && (byline::is_byline(words) || is_date())
}

/// Says whether the words are a machine's word on how the text was made.
pub(crate) fn is_disclosure(words: &str) -> bool {
    !disclosure::disclosures_of(words, &crate::lines::lines_of(words)).is_empty()
}

/// What a line is by its own words.
fn kind_alone(text: &str, line: &Line, date: Option<&FoundDate>) -> Option<ZoneKind> {
    let words = line.span.of(text);
    if line.role == Role::Clutter {
        return Some(ZoneKind::Boilerplate);
    }
    if date.is_some_and(|it| is_date_line(words, line.span, it)) {
        return Some(ZoneKind::DateLine);
    }
    if byline::is_byline(words) {
        return Some(ZoneKind::Byline);
    }
    boilerplate::is_boilerplate(words).then_some(ZoneKind::Boilerplate)
}

static BESIDE_A_DATE: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|published|publication|updated|posted|dated?|issued|released|created|uploaded|first|last|modified|update|on|at|the|of|from|as|time|local|et|est|edt|ct|pt|pst|gmt|utc|bst|cet|cest|eet|eest|msk|ist|pkt|trt|ast|eat|cat|wat|ict|wib|wita|sgt|hkt|jst|kst|pht|sast|gst|irst|aft|npt|mmt|myt|aest|aedt|art|brt|clt|cot|vet|hst|akst|mst|mdt|cdt|edt|pdt|am|pm|a\.m|p\.m|hrs?|h";
    Regex::new(&format!(
        r"(?i)\b\d{{1,2}}[ -]?min(?:ute)?s?(?:[ -]read)?\b|\breading time\b|\b(?:{words})\b|\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?|[+-]\d\d:?\d\d|[^\p{{L}}\p{{N}}]"
    ))
    .expect("the pattern is fixed and tested")
});

/// Longest date line: "Published on Thursday, 5 December 2024 at 10:15 a.m. GMT | Last updated on ..." twice over.
const MAX_DATE_LINE_BYTES: usize = 160;

/// Says whether the line holds a date and nothing but the words that stand beside one.
fn is_date_line(words: &str, line: Span, date: &FoundDate) -> bool {
    if words.len() > MAX_DATE_LINE_BYTES || !line.contains(date.span) {
        return false;
    }
    if matches!(date.words, DayWords::Month { .. }) && words.len() > 30 {
        return false;
    }
    let words = without_agency(words);
    let Some(left) = beside_dates(words) else { return false };
    let left = left.as_str();
    left.is_empty()
        || is_place_before(words, left, date)
        || is_signed(words, left)
        || is_masthead(words, left, date)
        || has_dated_cell(words)
}

/// What a line says besides its dates; nothing where it has none.
fn beside_dates(words: &str) -> Option<String> {
    let found = crate::date::dates_of(words);
    let mut rest = words.to_owned();
    found.iter().rev().for_each(|it| rest.replace_range(it.span.range(), " "));
    (!found.is_empty()).then(|| BESIDE_A_DATE.replace_all(&rest, " ").trim().to_owned())
}

static CELLS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[|·•;]|\. | [–—] ").expect("the pattern is fixed and tested"));
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    let verbs =
        "published|posted|issued|released|uploaded|date|publication date|date of publication|date of issue";
    Regex::new(&format!(r"(?i)^\W*(?:first )?(?:{verbs})(?: on| at)?\b\W*"))
        .expect("the pattern is fixed and tested")
});
/// Words of a cell beside the date: "9 min read", "Flash update 4", "by the newsroom".
const MAX_CELL_WORDS: usize = 6;

/// "17 February 2031 | 9 min read", "Posted on 28/01/2031 by the newsroom", "Update 2, 26 November 2031": a line of
/// short cells of which one is a full date, or is said to be the day of publication.
fn has_dated_cell(words: &str) -> bool {
    let words = words.trim();
    // A sentence ends, and a line of cells does not.
    if words.ends_with(['.', '?', '!', ':']) || words.contains(['"', '“']) {
        return false;
    }
    let is_full = |it: &FoundDate| matches!(it.words, DayWords::Day(_) | DayWords::TwoWays { .. });
    let dates = crate::date::dates_of(words);
    if !dates.iter().any(is_full) {
        return false;
    }
    // "26 November, 2031" is one cell.
    let is_inside =
        |at: usize| dates.iter().any(|it| (it.span.start as usize) < at && at < it.span.end as usize);
    let mut cells = Vec::new();
    let mut start = 0;
    for cut in CELLS.find_iter(words).filter(|it| !is_inside(it.start())) {
        cells.push(&words[start..cut.start()]);
        start = cut.end();
    }
    cells.push(&words[start..]);
    let is_short = |it: &&str| {
        let rest = beside_dates(it).unwrap_or_else(|| (*it).to_owned());
        rest.split_whitespace().count() <= MAX_CELL_WORDS
    };
    let is_day = |it: &&str| {
        let is_dated = crate::date::dates_of(it).iter().any(is_full);
        let opened = PUBLISHED.find(it).is_some_and(|found| dates_open(&it[found.end()..]));
        is_dated && (opened || cells.len() > 1 && beside_dates(it).is_some_and(|left| left.is_empty()))
    };
    cells.iter().any(is_day) && cells.iter().all(|it| is_short(it) || PUBLISHED.is_match(it) || is_day(it))
}

/// Says whether words open with a date.
fn dates_open(words: &str) -> bool {
    let first = crate::date::dates_of(words).first().map(|it| words[..it.span.start as usize].to_owned());
    first.is_some_and(|before| BESIDE_A_DATE.replace_all(&before, " ").trim().is_empty())
}

/// "Posted on 28/01/2025 at 07:40 by the newsroom": the day first, then who wrote it, and no sentence.
fn is_signed(words: &str, left: &str) -> bool {
    const MAX_AUTHOR_WORDS: usize = 7;
    let by = left.get(..3).is_some_and(|it| it.eq_ignore_ascii_case("by "));
    by && left.split_whitespace().count() <= MAX_AUTHOR_WORDS && !words.trim_end().ends_with('.')
}

/// "Noon briefing of 19 February 2026": a document called by its sort, with its day before or behind it.
fn is_masthead(words: &str, left: &str, date: &FoundDate) -> bool {
    const SORTS: [&str; 15] = [
        "briefing",
        "bulletin",
        "communique",
        "communiqué",
        "digest",
        "edition",
        "issue",
        "newsletter",
        "report",
        "sitrep",
        "statement",
        "summary",
        "transcript",
        "update",
        "overview",
    ];
    const MAX_NAME_WORDS: usize = 8;
    let has_year = matches!(date.words, DayWords::Day(_) | DayWords::TwoWays { .. });
    let found = crate::date::dates_of(words);
    let at_edge = found.iter().any(|it| {
        it.span.start == 0 || words[it.span.end as usize..].trim_matches([' ', ')', ']']).is_empty()
    });
    let is_sort = |it: &str| SORTS.contains(&it.to_lowercase().as_str());
    has_year
        && at_edge
        && found.len() == 1
        && left.split_whitespace().count() <= MAX_NAME_WORDS
        && words.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit())
        && words.split_whitespace().any(is_sort)
}

/// "Arden, 12 April 2031 (Agencies)": who sent it stands in brackets at the end, in a few words.
fn without_agency(words: &str) -> &str {
    const MAX_AGENCY_WORDS: usize = 4;
    let opened = words.trim_end().strip_suffix(')').and_then(|it| it.rsplit_once('('));
    opened.map_or(words, |(before, agency)| {
        let n_words = agency.split_whitespace().count();
        let names = agency.starts_with(char::is_uppercase) && n_words <= MAX_AGENCY_WORDS;
        if names && crate::date::dates_of(agency).is_empty() { before } else { words }
    })
}

/// "Damascus, Thursday 05/12/2024", the head of a statement or letter: one to three names, a comma, a full date.
fn is_place_before(words: &str, left: &str, date: &FoundDate) -> bool {
    let names = left.split_whitespace();
    let are_names = names.clone().all(|it| it.starts_with(char::is_uppercase));
    let has_year = matches!(date.words, DayWords::Day(_) | DayWords::TwoWays { .. });
    let first = left.split_whitespace().next().unwrap_or_default();
    let apart = words
        .find(',')
        .is_some_and(|at| words.starts_with(first) && left.len() <= at + names.clone().count());
    has_year && are_names && apart && (1..=3).contains(&names.count())
}

fn assemble(
    text: &str,
    lines: &[Line],
    kinds: &[Option<ZoneKind>],
    dates: &[FoundDate],
    disclosures: &[(usize, Span)],
    title: Option<Span>,
) -> Zoned {
    let mut zoned = Zoned { title, ..Zoned::default() };
    let mut n_body = 0;
    let mut next_disclosure = disclosures.iter().peekable();
    for (idx, line) in lines.iter().enumerate() {
        let said = next_disclosure.next_if(|it| it.0 == idx).map(|it| it.1);
        zoned.machine_written = zoned.machine_written.or(said);
        match kinds[idx] {
            Some(kind) => {
                if kind == ZoneKind::Byline && zoned.byline.is_none() {
                    zoned.byline = Some(line.span);
                }
                zoned.zones.push(Zone { span: line.span, kind });
            }
            None => {
                n_body += 1;
                mark_inside(text, line, n_body, said, dates, &mut zoned);
            }
        }
    }
    zoned
}

/// Body paragraphs in which a dateline may stand: live pages and round-ups open with a note or two.
const DATELINE_PARAGRAPHS: usize = 3;

fn mark_inside(
    text: &str,
    line: &Line,
    n_body: usize,
    said: Option<Span>,
    dates: &[FoundDate],
    zoned: &mut Zoned,
) {
    let dateline = (n_body <= DATELINE_PARAGRAPHS).then(|| dateline::dateline_of(text, line.span)).flatten();
    let is_first = n_body == 1;
    let leading = || leading_date(text, line.span, dates).or_else(|| run_in_date(text, line.span, dates));
    let leading = || is_first.then(leading).flatten();
    let head = dateline.map(|it| it.span).or_else(leading);
    if let Some(span) = head {
        zoned.zones.push(Zone { span, kind: ZoneKind::Dateline });
        zoned.agency = zoned.agency.or(dateline.and_then(|it| it.agency));
    }
    if let Some(span) = said.filter(|it| head.is_none_or(|head| !head.overlaps(*it))) {
        zoned.zones.push(Zone { span, kind: ZoneKind::MachineDisclosure });
    }
}

/// Words by which a date at the head of a text is said to be the day of publication.
const IS_PUBLISHED: [&str; 7] =
    ["issued", "modified", "posted", "publication", "published", "released", "updated"];
static HOUR: LazyLock<Regex> = LazyLock::new(|| {
    let zone = r"(?:utc|gmt|est|edt|cet|cest|eet|eest|msk|ist)(?:[+-]\d{1,2})?";
    let hour = r"\d{1,2}[:.]\d\d|\d{3,4}";
    Regex::new(&format!(r"(?i)^,?\s*(?:at\s+(?:{hour})(?:\s*{zone})?|(?:{hour})\s+{zone}|\d{{1,2}}:\d\d)"))
        .expect("the pattern is fixed and tested")
});

/// A date at the very head of a text, before a new sentence: "Wed 05 Apr 2017 Rebels took ...", "Posted on May 4 2031 at
/// 0914 Rebels took ...".
fn leading_date(text: &str, line: Span, dates: &[FoundDate]) -> Option<Span> {
    let first = dates.iter().find(|it| line.contains(it.span))?;
    let before = &text[line.start as usize..first.span.start as usize];
    let words = before.to_lowercase();
    let is_said = words.split(|it: char| !it.is_alphabetic()).any(|it| IS_PUBLISHED.contains(&it));
    let is_head = before.len() <= 40
        && (is_said || !words.split_whitespace().any(|it| it == "on"))
        && BESIDE_A_DATE.replace_all(before, "").is_empty();
    let end = is_head.then(|| end_of_head(text, first, line))??;
    let has_day = is_said || weekdays_of(before).next().is_some();
    let opens = |it: char| it.is_uppercase() || it == '"' || it == '“' || (has_day && it.is_ascii_digit());
    text[end.1..line.end as usize].starts_with(opens).then(|| Span::new(line.start as usize, end.0))
}

/// Where a date with its year and its hour ends, and where the words after it begin.
fn end_of_head(text: &str, date: &FoundDate, line: Span) -> Option<(usize, usize)> {
    let has_year = !matches!(date.words, DayWords::DayOfMonth { .. });
    let mut end = date.span.end as usize;
    end += HOUR.find(&text[end..line.end as usize]).map_or(0, |it| it.end());
    let after = &text[end..line.end as usize];
    let marks = after.len() - after.trim_start_matches([' ', '\u{a0}', '-', '–', '—', ':', '|', '.']).len();
    (has_year && marks > 0).then(|| (end + after[..marks].trim_end().len(), end + marks))
}

/// Bytes of a line within which a headline that ran into the story ends.
const MAX_RUN_IN_BYTES: usize = 220;

/// A headline that ran into its story, with the day between them: "Strikes kill ten Valley Wire Monday 2 May 2031 Ten
/// people died ...". The weekday is that of the date, and no small word leads to it.
fn run_in_date(text: &str, line: Span, dates: &[FoundDate]) -> Option<Span> {
    let near =
        |it: &&FoundDate| line.contains(it.span) && it.span.start <= line.start + MAX_RUN_IN_BYTES as u32;
    dates.iter().filter(near).find_map(|date| {
        let DayWords::Day(day) = date.words else { return None };
        let before =
            text[line.start as usize..date.span.start as usize].trim_end_matches([' ', '\u{a0}', ',']);
        let (head, weekday) = before.rsplit_once([' ', '\u{a0}'])?;
        let said = weekdays_of(weekday).next()?;
        let agrees = day.weekday().to_monday_zero_offset() == said;
        let last = head.trim_end().rsplit([' ', '\u{a0}']).next()?;
        let is_led_to = last.ends_with(',') || !last.starts_with(char::is_uppercase);
        let end = end_of_head(text, date, line)?;
        let opens = |it: char| it.is_uppercase() || it == '"' || it == '“' || it.is_ascii_digit();
        let is_head = agrees && !is_led_to && text[end.1..line.end as usize].starts_with(opens);
        is_head.then(|| Span::new(line.start as usize + head.len() + 1, end.0))
    })
}

/// The weekdays that words name, in full or by three letters, counted from Monday = 0.
fn weekdays_of(words: &str) -> impl Iterator<Item = i8> + '_ {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let is_rest =
        |it: &str| matches!(it, "" | "s" | "r" | "rs" | "day" | "sday" | "nesday" | "rsday" | "urday");
    words.split(|it: char| !it.is_alphabetic()).filter_map(move |it| {
        let (head, rest) = it.split_at_checked(3)?;
        let at = DAYS.iter().position(|day| head.eq_ignore_ascii_case(day))?;
        is_rest(&rest.to_lowercase()).then_some(at as i8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_line_of_a_date(words: &str) -> bool {
        let found = crate::date::dates_of(words);
        found.first().is_some_and(|it| is_date_line(words, Span::new(0, words.len()), it))
    }

    #[test]
    fn a_day_with_its_author_its_length_or_its_sort_is_a_date_line() {
        for line in [
            "Posted on 28/01/2025 at 07:40 by the newsroom (with Harbour Press)",
            "17 February 2025 | 9 min read",
            "March 3, 2031 - 12 minutes read",
            "Noon briefing of 19 February 2026",
            "4 May 2031 Weekly Security Update",
        ] {
            assert!(is_line_of_a_date(line), "{line:?}");
        }
    }

    #[test]
    fn a_sentence_with_a_day_is_no_date_line() {
        for line in [
            "Published reports of 19 February 2026 say the town fell",
            "The report was torn up on 4 May 2031 by angry lawmakers in the capital city.",
            "Seized on 3 March 2031 by the army",
            "Report: army left Arden in disorder and fled west on 4 May 2031",
        ] {
            assert!(!is_line_of_a_date(line), "{line:?}");
        }
    }

    fn head_of(line: &str) -> Option<&str> {
        let (span, dates) = (Span::new(0, line.len()), crate::date::dates_of(line));
        leading_date(line, span, &dates).or_else(|| run_in_date(line, span, &dates)).map(|it| it.of(line))
    }

    #[test]
    fn the_day_of_a_page_that_was_put_into_one_line_is_told_from_its_sentence() {
        for (line, head) in [
            ("Posted on May 5 2031 Shells fell on Aven.", "Posted on May 5 2031"),
            ("Mon 05 May 2031 at 0914 The mayor of Aven was shot.", "Mon 05 May 2031 at 0914"),
            ("Mon May 5 2031 21 people died in Aven.", "Mon May 5 2031"),
            ("Raid kills ten Valley Wire Monday 5 May 2031 Ten people died.", "Monday 5 May 2031"),
        ] {
            assert_eq!(head_of(line), Some(head), "{line:?}");
        }
        for line in [
            "On May 5 2031 Aven fell.",
            "Shells fell on Aven on Monday 5 May 2031 Residents fled.",
            "Raid kills ten Valley Wire Tuesday 5 May 2031 Ten people died.",
            "The army took Aven Monday 5 May 2031 after a siege.",
            "May 5 2031 21 people died in Aven.",
        ] {
            assert_eq!(head_of(line), None, "{line:?}");
        }
    }
}
