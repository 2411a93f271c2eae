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

static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    let word = r"[\p{Lu}][\p{L}\p{M}.'’ʼ`\-]*";
    let link = r"(?:\s+(?:(?:al|el|de|del|des|du|la|le|of|the|and|near|in|on|sur|as|az|at|ad|an|ar)(?:\s+|-))*|-|/|\s?/\s?)";
    let place = format!(r"{word}(?:{link}{word})*");
    let date = r"(?:(?:[A-Za-z]{3,9}\.?\s+[0-9]{1,2}|[0-9]{1,2}\s+[A-Za-z]{3,9}\.?)(?:,?\s+(?:19|20)[0-9]{2})?|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)";
    let dash = r"(?:—|–|―|--|-|:)";
    let source = r"[(\[](?P<agency>[^()\[\]]+)[)\]]|[|]\s?(?P<bar>[\p{Lu}][\p{L} ]+?)";
    Regex::new(&format!(
        r"^(?:(?P<place>{place})(?P<more>(?:\s?[,;/&]\s?(?:and\s)?{place})*))?(?P<date>,?\s*\(?{date}\)?)?,?\s*(?:{source})?\s*(?P<dash>{dash})\s+(?P<next>\S)"
    ))
    .expect("the pattern is fixed and tested")
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
    let found = DATELINE.captures(&text[line.start as usize..head_end])?;
    let dash = found.name("dash")?;
    if !is_dateline(&found, &text[line.start as usize + dash.end()..line.end as usize]) {
        return None;
    }
    let at = |start: usize, end: usize| Span::new(line.start as usize + start, line.start as usize + end);
    let agency = found.name("agency").or_else(|| found.name("bar"));
    let agency = agency.filter(|it| dates_of(it.as_str()).is_empty()).map(|it| at(it.start(), it.end()));
    Some(Dateline { span: at(0, dash.end()), agency })
}

/// A place and a dash alone may open any sentence ("Aleppo — long besieged — fell"); an agency, a date, a
/// country beside the place or capitals make it a dateline.
fn is_dateline(found: &Captures, rest: &str) -> bool {
    let has_agency = found.name("agency").is_some() || found.name("bar").is_some();
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
        check("SANA'A, Yemen – Strikes hit the port.", Some("SANA'A, Yemen –"), None);
    }

    #[test]
    fn sentences_with_a_dash_are_none() {
        check("Aleppo — Syria's second city — has fallen.", None, None);
        check("Goma, Congo — long a refuge — fell on Monday.", None, None);
        check("BREAKING: Army leaves the town.", None, None);
        check("Fighting went on - it was the third day.", None, None);
        check("The city (pop. 400,000) - once quiet - burned.", None, None);
        check("Mali, Niger and Chad sent troops.", None, None);
    }
}
