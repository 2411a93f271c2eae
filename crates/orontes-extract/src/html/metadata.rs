//! Reads what a page's head says of its article: headline, publisher, author, address, day.

use super::blocks::Block;
use super::tokens::{Token, attribute, tokens_of};
use crate::date::order::Habit;
use crate::date::{DayWords, dates_of};
use crate::lines::Role;
use crate::text::Metadata;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde_json::Value;
use std::collections::BTreeMap;

/// What stands in the head and beside the text, by name; the first of a name counts.
#[derive(Debug, Default)]
struct Found {
    meta: BTreeMap<String, String>,
    linked: Vec<Value>,
    times: Vec<(bool, String)>,
    title: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
}

/// Bytes in which a page must name its encoding; the standard asks for the first 1024.
const ENCODING_BYTES: usize = 2048;

/// Returns the encoding that the page itself names.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes[..bytes.len().min(ENCODING_BYTES)].iter().map(|it| char::from(*it)).collect();
    let named = tokens_of(&head).find_map(|(token, _)| match token {
        Token::Open { name, attributes } if name == "meta" => {
            attribute(attributes, "charset").or_else(|| {
                let content = attribute(attributes, "content")?;
                Some(content.split_once("charset=")?.1.trim().to_owned())
            })
        }
        Token::Open { .. } | Token::Close { .. } | Token::Text | Token::Raw { .. } | Token::Unseen => None,
    });
    let in_declaration = || {
        let value = head.strip_prefix("<?xml")?.split_once("encoding=")?.1;
        value.split(['"', '\'']).nth(1).map(str::to_owned)
    };
    let label = named.or_else(in_declaration)?;
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    // A page in UTF-16 could not have said so in letters that were read one byte each.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// Returns what the page says of its article.
pub(super) fn metadata_of(source: &str, blocks: &[Block]) -> Metadata {
    let found = found_in(source);
    let article = found.linked.iter().find_map(|it| article_of(it, 0));
    let linked = |key: &str| article.and_then(|it| words_of(it.get(key)?));
    let meta = |names: &[&str]| names.iter().find_map(|it| found.meta.get(*it).cloned());
    let url = meta(&["og:url"]).or_else(|| found.canonical.clone()).filter(|it| it.starts_with("http"));
    let site = linked("publisher")
        .or_else(|| meta(&["og:site_name", "dc.publisher", "publisher", "application-name"]));
    let title = linked("headline")
        .or_else(|| meta(&["og:title", "twitter:title", "dc.title"]))
        .or_else(|| headline(blocks, source));
    let (title, suffix) = match title.or_else(|| found.title.clone()) {
        Some(title) => {
            parted_by_page(&title, blocks, source).unwrap_or_else(|| without_site(&title, site.as_deref()))
        }
        None => (String::new(), None),
    };
    let suffix = suffix.or_else(|| found.title.as_ref().and_then(|it| site_behind(it, &title)));
    let byline = linked("author")
        .or_else(|| meta(&["author", "article:author", "dc.creator", "byl", "parsely-author"]));
    Metadata {
        title: Some(title).filter(|it| !it.is_empty()),
        publisher: site.or(suffix),
        byline: byline.filter(|it| !it.starts_with("http")),
        published: published(&found, article, url.as_deref()),
        habit: found.language.as_deref().and_then(habit_of),
        url,
    }
}

fn found_in(source: &str) -> Found {
    let mut found = Found::default();
    let mut is_linked_data = false;
    for (token, range) in tokens_of(source) {
        match token {
            Token::Open { name, attributes } => {
                is_linked_data = name == "script"
                    && attribute(attributes, "type").is_some_and(|it| it.contains("ld+json"));
                note_tag(&mut found, &name, attributes);
            }
            Token::Raw { name } if name == "title" && found.title.is_none() => {
                found.title = Some(one_line(&super::entities::read(&source[range])));
            }
            Token::Raw { name } if name == "script" && is_linked_data => {
                found.linked.extend(serde_json::from_str::<Value>(&source[range]).ok());
            }
            Token::Raw { .. } | Token::Close { .. } | Token::Text | Token::Unseen => {}
        }
    }
    found
}

fn note_tag(found: &mut Found, name: &str, attributes: &str) {
    match name {
        "meta" => {
            let names = ["property", "name", "itemprop"].iter().find_map(|it| attribute(attributes, it));
            let content =
                attribute(attributes, "content").map(|it| one_line(&it)).filter(|it| !it.is_empty());
            if let (Some(name), Some(content)) = (names, content) {
                found.meta.entry(name.to_ascii_lowercase()).or_insert(content);
            }
        }
        "time" => {
            let class = attribute(attributes, "class").unwrap_or_default().to_ascii_lowercase();
            let item = attribute(attributes, "itemprop").unwrap_or_default();
            let is_own = item == "datePublished" || attribute(attributes, "pubdate").is_some() || {
                ["publish", "entry-date", "post-date", "pubdate", "posted"]
                    .iter()
                    .any(|it| class.contains(it))
            };
            found.times.extend(
                attribute(attributes, "datetime").map(|it| (is_own && !class.contains("updated-only"), it)),
            );
        }
        "link" if attribute(attributes, "rel").is_some_and(|it| it.eq_ignore_ascii_case("canonical")) => {
            found.canonical = found.canonical.take().or_else(|| attribute(attributes, "href"));
        }
        "html" => found.language = attribute(attributes, "lang"),
        _ => {}
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How deep linked data is searched; graphs nest an article two or three deep.
const LINKED_DEPTH: usize = 6;

/// The first object of linked data that is an article.
fn article_of(value: &Value, depth: usize) -> Option<&Value> {
    if depth > LINKED_DEPTH {
        return None;
    }
    match value {
        Value::Array(items) => items.iter().find_map(|it| article_of(it, depth + 1)),
        Value::Object(fields) => {
            let kinds = fields.get("@type").map(|it| it.to_string().to_lowercase()).unwrap_or_default();
            let is_article = ["article", "posting", "report"].iter().any(|it| kinds.contains(it));
            let inside = || {
                ["@graph", "mainEntity", "itemListElement"]
                    .iter()
                    .find_map(|it| article_of(fields.get(*it)?, depth + 1))
            };
            if is_article { Some(value) } else { inside() }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// The words of a value: itself, its name, or the names of a list.
fn words_of(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(words) => one_line(&super::entities::read(words)),
        Value::Object(fields) => return words_of(fields.get("name").filter(|it| !it.is_object())?),
        Value::Array(items) => items.iter().take(20).filter_map(name_of).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Bool(_) | Value::Number(_) => return None,
    };
    Some(words).filter(|it| !it.is_empty())
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => Some(one_line(name)),
        Value::Object(fields) => Some(one_line(fields.get("name")?.as_str()?)),
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn headline(blocks: &[Block], source: &str) -> Option<String> {
    let mut heads = blocks.iter().filter(|it| it.role == Role::Headline);
    let first = heads.next()?;
    // Several headings of the first rank head sections, none of them the story.
    heads.next().is_none().then(|| one_line(&first.text(source)))
}

/// Marks between a headline and the name of the site, the rarer first.
const SITE_MARKS: [&str; 6] = [" | ", " :: ", " » ", " — ", " – ", " - "];

/// Blocks in which the headline of a page stands.
const HEADLINE_BLOCKS: usize = 60;

/// Headline and site of "headline - site" or "site: headline", where the page shows the headline alone.
fn parted_by_page(title: &str, blocks: &[Block], source: &str) -> Option<(String, Option<String>)> {
    let lines: Vec<String> =
        blocks.iter().take(HEADLINE_BLOCKS).map(|it| one_line(&it.text(source))).collect();
    let is_shown = |words: &str| words.split(' ').nth(1).is_some() && lines.iter().any(|it| it == words);
    let parted = SITE_MARKS
        .iter()
        .chain(&[": "])
        .flat_map(|it| [title.rsplit_once(*it), title.split_once(*it)])
        .flatten();
    let sides = parted.map(|(a, b)| (a.trim(), b.trim()));
    let whole = is_shown(title).then(|| (title.to_owned(), None));
    whole.or_else(|| {
        let found = sides.flat_map(|(a, b)| [(a, b), (b, a)]).find(|it| is_shown(it.0))?;
        let site = Some(found.1.to_owned()).filter(|it| it.split_whitespace().count() <= 6);
        Some((found.0.to_owned(), site))
    })
}

/// The headline without the site's name behind it, and that name.
fn without_site(title: &str, site: Option<&str>) -> (String, Option<String>) {
    for mark in SITE_MARKS {
        let Some((head, tail)) = title.rsplit_once(mark) else { continue };
        let is_site = site.is_some_and(|it| it.eq_ignore_ascii_case(tail.trim()));
        if is_site || (mark == " | " && tail.split_whitespace().count() <= 4) {
            return (head.trim().to_owned(), Some(tail.trim().to_owned()));
        }
    }
    (title.trim().to_owned(), None)
}

/// The site's name in "headline - site", where the headline is known.
fn site_behind(whole: &str, title: &str) -> Option<String> {
    let rest = whole.strip_prefix(title).filter(|_| !title.is_empty())?;
    let name = SITE_MARKS.iter().find_map(|it| rest.strip_prefix(it))?.trim();
    (!name.is_empty() && name.split_whitespace().count() <= 6).then(|| name.to_owned())
}

/// The day of publication, from the surest to the least sure: linked data, named metadata, a time marked as
/// such, the only time on the page, the address.
fn published(found: &Found, article: Option<&Value>, url: Option<&str>) -> Option<DayWords> {
    const NAMES: [&str; 22] = [
        "article:published_time",
        "og:published_time",
        "datepublished",
        "article:published",
        "og:article:published_time",
        "publishdate",
        "publish-date",
        "publish_date",
        "pubdate",
        "publication_date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "date",
        "sailthru.date",
        "parsely-pub-date",
        "citation_publication_date",
        "citation_date",
        "cxenseparse:recs:publishtime",
        "article.published",
    ];
    let linked = article
        .and_then(|it| it.get("datePublished").or_else(|| it.get("dateCreated")))
        .and_then(Value::as_str);
    let marked = found.times.iter().filter(|it| it.0).map(|it| it.1.as_str());
    let one_time = found.times.first().filter(|_| found.times.len() == 1).map(|it| it.1.as_str());
    let named = NAMES.iter().filter_map(|it| found.meta.get(*it).map(String::as_str));
    let said = linked.into_iter().chain(named).chain(marked).chain(one_time);
    said.filter_map(day_in).next().or_else(|| url.and_then(day_in_address))
}

/// Returns the day in the words of a field, where it is a day.
pub(crate) fn day_in(words: &str) -> Option<DayWords> {
    let words = words.trim();
    if let (8, Some(day)) = (words.len(), compact_day(words)) {
        return Some(day);
    }
    dates_of(words).into_iter().map(|it| it.words).next()
}

/// 20241205
fn compact_day(words: &str) -> Option<DayWords> {
    let (year, month, day) = (words.get(..4)?, words.get(4..6)?, words.get(6..8)?);
    dates_of(&format!("{year}-{month}-{day}")).into_iter().map(|it| it.words).next()
}

/// The day in an address such as `/2024/12/05/town-falls`.
fn day_in_address(url: &str) -> Option<DayWords> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let parts: Vec<&str> = path.split('/').collect();
    let by_parts = parts.windows(3).find_map(|it| {
        let numbers = it[0].len() == 4 && it.iter().all(|part| part.bytes().all(|it| it.is_ascii_digit()));
        numbers.then(|| dates_of(&it.join("-")).into_iter().map(|it| it.words).next())?
    });
    by_parts.or_else(|| {
        parts.iter().flat_map(|it| dates_of(it)).map(|it| it.words).find(|it| matches!(it, DayWords::Day(_)))
    })
}

/// American English puts the month first, everyone else the day.
fn habit_of(language: &str) -> Option<Habit> {
    match language.to_ascii_lowercase().replace('_', "-").as_str() {
        "en-us" | "en-ph" => Some(Habit::MonthFirst),
        "en" | "" => None,
        _ => Some(Habit::DayFirst),
    }
}
