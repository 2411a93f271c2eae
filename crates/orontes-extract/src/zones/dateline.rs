//! Finds "KYIV, Ukraine (AP) —" before the first sentence.

use crate::date::dates_of;
use orontes_model::Span;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A dateline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// From the place to the dash.
    pub span: Span,
    /// The agency or outlet in brackets.
    pub agency: Option<Span>,
}

/// The pattern of one place and of a date without its brackets.
fn place_and_date() -> (String, &'static str) {
    let word = r"[\p{Lu}][\p{L}\p{M}.'’ʼ`\-]*";
    let link = r"(?:\s+(?:(?:al|el|de|del|des|du|la|le|of|the|and|near|in|on|sur|as|az|at|ad|an|ar)(?:\s+|-))*|-|/|\s?/\s?)";
    let date = r"(?:(?:[A-Za-z]{3,9}\.?\s+[0-9]{1,2}|[0-9]{1,2}\s+[A-Za-z]{3,9}\.?)(?:,?\s+(?:19|20)[0-9]{2})?|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)";
    (format!(r"{word}(?:{link}{word})*"), date)
}

static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    let (place, date) = place_and_date();
    let dash = r"(?:—|–|―|--|\.-|-|:)";
    let brackets = r"[(\[](?P<agency>[^()\[\]]+)[)\]]";
    let bar = r"[|]\s?(?P<bar>[\p{Lu}][\p{L} ]+?)";
    let strokes = r"\.?\s?/(?P<strokes>[\p{Lu}][\p{L} -]+)/\s?(?:\.|—|–|--|-|:)";
    let more = format!(r"(?:\s?[,;/&]\s?(?:and\s)?{place})*");
    let tail = format!(r"(?:,?\s*(?:{brackets}|{bar})?\s*(?P<dash>{dash})|{strokes})");
    let whole =
        format!(r"^(?:(?P<place>{place})(?P<more>{more}))?(?P<date>,?\s*\(?{date}\)?)?{tail}\s+(?P<next>\S)");
    Regex::new(&whole).expect("the pattern is fixed and tested")
});

/// "(Beirut, December 5, 2024) –", the manner of many organisations.
static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    let (place, date) = place_and_date();
    let whole = format!(r"^\({place}(?:[,/]\s?{place})*,?\s*{date}\)\s*(?:—|–|--|-|:)\s+\S");
    Regex::new(&whole).expect("the pattern is fixed and tested")
});

/// "Bogota, 14 March 2023. Five soldiers …": a full stop ends it where the date has its year.
static BEFORE_A_STOP: LazyLock<Regex> = LazyLock::new(|| {
    let (place, _) = place_and_date();
    let date = r"(?:[A-Za-z]{3,9}\.?\s+[0-9]{1,2}|[0-9]{1,2}\s+[A-Za-z]{3,9}\.?),?\s+(?:19|20)[0-9]{2}";
    let whole = format!(r#"^{place}(?:,\s?{place})?,\s+(?P<date>{date})(?P<stop>\.)\s+[\p{{Lu}}"“‘]"#);
    Regex::new(&whole).expect("the pattern is fixed and tested")
});

/// Longest dateline: two places with their countries, a date and an agency.
const MAX_DATELINE_BYTES: usize = 140;

/// Words in capitals before a colon that tell the kind of an item, not its place.
const LABELS: [&str; 26] = [
    "BREAKING",
    "UPDATE",
    "UPDATED",
    "WATCH",
    "LIVE",
    "ANALYSIS",
    "OPINION",
    "EXCLUSIVE",
    "EXPLAINER",
    "VIDEO",
    "PHOTOS",
    "NOTE",
    "CORRECTION",
    "FACTBOX",
    "TIMELINE",
    "URGENT",
    "JUST IN",
    "EDITORIAL",
    "WARNING",
    "FACT CHECK",
    "INTERVIEW",
    "READ",
    "BACKGROUND",
    "SUMMARY",
    "UPDATE 1",
    "EXPLAINED",
];

/// Returns the dateline at the head of the paragraph at `line`.
pub(super) fn dateline_of(text: &str, line: Span) -> Option<Dateline> {
    let head_end =
        text.floor_char_boundary((line.start as usize + MAX_DATELINE_BYTES).min(line.end as usize));
    let head = &text[line.start as usize..head_end];
    let at = |start: usize, end: usize| Span::new(line.start as usize + start, line.start as usize + end);
    if head.starts_with('(')
        && let Some(found) = IN_BRACKETS.find(head)
    {
        let end = found.as_str().trim_end_matches(|it: char| !it.is_whitespace()).trim_end().len();
        return Some(Dateline { span: at(0, end), agency: None });
    }
    if let Some(found) = BEFORE_A_STOP.captures(head)
        && found.name("date").is_some_and(|it| is_date_like(it.as_str()))
    {
        return Some(Dateline { span: at(0, found.name("stop")?.end()), agency: None });
    }
    let found = DATELINE.captures(head)?;
    let end = head[..found.name("next")?.start()].trim_end().len();
    if !is_dateline(&found, &text[line.start as usize + end..line.end as usize]) {
        return None;
    }
    let named = ["agency", "bar", "strokes"].iter().find_map(|it| found.name(it));
    let agency = named.filter(|it| dates_of(it.as_str()).is_empty()).map(|it| at(it.start(), it.end()));
    Some(Dateline { span: at(0, end), agency: agency.or_else(|| bare_agency(&found, at)) })
}

/// "Damascus, SANA-": capitals behind a place that is not in capitals.
fn bare_agency(found: &Captures, at: impl Fn(usize, usize) -> Span) -> Option<Span> {
    let (place, more) = (found.name("place")?, found.name("more")?);
    let start = more.start() + more.as_str().rfind([',', ' '])? + 1;
    let last = &more.as_str()[start - more.start()..];
    let is_agency = (2..=10).contains(&last.len()) && last.bytes().all(|it| it.is_ascii_uppercase());
    (is_agency && !is_capitals(place.as_str())).then(|| at(start, more.end()))
}

/// A place and a dash alone may open any sentence ("Aleppo — long besieged — fell"); an agency, a date, a
/// country beside the place or capitals make it a dateline.
fn is_dateline(found: &Captures, rest: &str) -> bool {
    let has_agency = ["agency", "bar", "strokes"].iter().any(|it| found.name(it).is_some());
    let dash = found.name("dash").map_or("", |it| it.as_str());
    let dated = found.name("date").is_some_and(|it| is_date_like(it.as_str()));
    let n_places = found.name("more").map_or(0, |it| it.as_str().split([',', ';', '/', '&']).count());
    if found.name("place").is_some_and(|it| it.as_str().split_whitespace().count() > 6) || n_places > 4 {
        return false;
    }
    let Some(place) = found.name("place").map(|it| it.as_str()) else { return has_agency && dash != ":" };
    let capitals = is_capitals(place);
    let more = found.name("more").map_or("", |it| it.as_str());
    if dash == ":" {
        return capitals && !LABELS.contains(&place) && rest.trim_end().ends_with(['.', '”', '"']);
    }
    let goes_on_small =
        found.name("next").and_then(|it| it.as_str().chars().next()).is_some_and(char::is_lowercase);
    let is_aside = rest.contains(" — ") || rest.contains(" – ") || goes_on_small;
    has_agency || dated || (capitals && !LABELS.contains(&place)) || (!more.is_empty() && !is_aside)
}

fn is_date_like(words: &str) -> bool {
    !dates_of(words).is_empty() || words.trim_matches([' ', ',', '(', ')']).ends_with("day")
}

fn is_capitals(place: &str) -> bool {
    let letters = || place.chars().filter(|it| it.is_alphabetic());
    letters().count() >= 3 && letters().filter(|it| it.is_uppercase()).count() * 10 >= letters().count() * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraph: &str, dateline: Option<&str>, agency: Option<&str>) {
        let found = dateline_of(paragraph, Span::new(0, paragraph.len()));
        assert_eq!(found.map(|it| it.span.of(paragraph)), dateline, "{paragraph:?}");
        assert_eq!(found.and_then(|it| it.agency).map(|it| it.of(paragraph)), agency, "{paragraph:?}");
    }

    #[test]
    fn datelines_of_many_houses_are_found() {
        check("KYIV, Ukraine (AP) — Shelling hit the town.", Some("KYIV, Ukraine (AP) —"), Some("AP"));
        check("HEMTO, Syria — In a turn of the war, fighters came.", Some("HEMTO, Syria —"), None);
        check("Beirut/Damascus (dpa) - Fighters entered.", Some("Beirut/Damascus (dpa) -"), Some("dpa"));
        check(
            "ADDIS ABABA, Nov 3 (Reuters) - A truce was signed.",
            Some("ADDIS ABABA, Nov 3 (Reuters) -"),
            Some("Reuters"),
        );
        check(
            "GENEVA/NEW YORK, 4 December 2024 – Aid is short.",
            Some("GENEVA/NEW YORK, 4 December 2024 –"),
            None,
        );
        check(
            "Damascus, Dec. 5 (SANA) -- The army said so.",
            Some("Damascus, Dec. 5 (SANA) --"),
            Some("SANA"),
        );
        check("(Reuters) - Rebels took the bridge.", Some("(Reuters) -"), Some("Reuters"));
        check("PORT-AU-PRINCE, Haiti: Gangs burned a station.", Some("PORT-AU-PRINCE, Haiti:"), None);
        check("KHARTOUM: Fighting spread to the south.", Some("KHARTOUM:"), None);
        check("Dec 5 (Reuters) - Rebels took the bridge.", Some("Dec 5 (Reuters) -"), Some("Reuters"));
        check("Damascus, SANA- The command said so.", Some("Damascus, SANA-"), Some("SANA"));
        check("MOSCOW, December 5. /TASS/. Jets struck.", Some("MOSCOW, December 5. /TASS/."), Some("TASS"));
        check("(Beirut, December 5, 2024) – The group warned.", Some("(Beirut, December 5, 2024) –"), None);
        check(
            "St. Petersburg, Russia (AP) — Police came.",
            Some("St. Petersburg, Russia (AP) —"),
            Some("AP"),
        );
        check("Damascus, Dec 5 (EFE).- Rebels came.", Some("Damascus, Dec 5 (EFE).-"), Some("EFE"));
        check("Bogota, 14 March 2023. Five soldiers died.", Some("Bogota, 14 March 2023."), None);
        check("NAIROBI, Kenya, May 3, 2021. Police came.", Some("NAIROBI, Kenya, May 3, 2021."), None);
        check("SANA'A, Yemen – Strikes hit the port.", Some("SANA'A, Yemen –"), None);
    }

    #[test]
    fn sentences_with_a_dash_are_none() {
        check("Aleppo — Syria's second city — has fallen.", None, None);
        check("Goma, Congo — long a refuge — fell on Monday.", None, None);
        check("BREAKING: Army leaves the town.", None, None);
        check("Fighting went on - it was the third day.", None, None);
        check("The city (pop. 400,000) - once quiet - burned.", None, None);
        check("Mr. Holt said so. The army left.", None, None);
        check("Arden fell on 14 March 2023. Five soldiers died.", None, None);
        check("Arden, 14 March. Five soldiers died.", None, None);
        check("Lt. Col. Piet Rowan, a spokesman, denied it.", None, None);
        check("Mali, Niger and Chad sent troops.", None, None);
    }
}
