//! Turns what a pack says of itself, and what is wrong with it, into lines and JSON.

use orontes_gazetteer::pack::{About, Finding};
use orontes_model::Note;
use serde_json::{Value, json};
use std::fmt::Write;

/// Shows what a pack is.
pub(crate) fn shown(about: &About) -> String {
    let mut out = String::new();
    let mut line = |key: &str, value: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{key:<12} {}", crate::words::plain(value));
    };
    line("title", &about.title);
    line("from", &about.source);
    line("as of", if about.source_date.is_empty() { "not stated" } else { &about.source_date });
    line("licence", &about.licence);
    line("attribution", &about.attribution);
    line("places", &format!("{}, with {} names", about.n_places, about.n_names));
    let kinds: Vec<String> = about.kinds.iter().map(|(kind, n)| format!("{n} {}", kind.word())).collect();
    line("kinds", &kinds.join(", "));
    let countries: Vec<String> = about
        .countries
        .iter()
        .take(12)
        .map(|(code, n)| format!("{} {n}", if code.is_empty() { "none" } else { code }))
        .collect();
    let more = about.countries.len().saturating_sub(12);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    line("countries", &format!("{}{more}", countries.join(", ")));
    if let Some([south, west, north, east]) = about.bounds {
        line("bounds", &format!("{south:.3} to {north:.3} north, {west:.3} to {east:.3} east"));
    }
    if about.n_links > 0 {
        line("roads", &format!("{} links between {} junctions", about.n_links, about.n_junctions));
    }
    for (what, n) in &about.warnings {
        line("warning", &format!("{n} {what}"));
    }
    out
}

/// The same as JSON.
pub(crate) fn shown_json(about: &About) -> Value {
    json!({
        "title": about.title,
        "source": about.source,
        "source_date": about.source_date,
        "licence": about.licence,
        "attribution": about.attribution,
        "places": about.n_places,
        "names": about.n_names,
        "kinds": about.kinds.iter().map(|(kind, n)| (kind.word(), *n)).collect::<std::collections::BTreeMap<_, _>>(),
        "countries": about.countries,
        "bounds": about.bounds,
        "junctions": about.n_junctions,
        "links": about.n_links,
        "warnings": about.warnings,
    })
}

/// Shows what is wrong with a pack, a line for each sort and one for each example.
pub(crate) fn findings(found: &[Finding]) -> String {
    let mut out = String::new();
    for it in found {
        let word = if it.flaw.is_damage() { "damaged" } else { "flagged" };
        let _ = writeln!(out, "{word}: {} × {}", it.n, it.flaw.sentence());
        for example in &it.examples {
            let _ = writeln!(out, "  {}", crate::words::plain(example));
        }
        if it.n > it.examples.len() as u64 {
            let _ = writeln!(out, "  and {} more", it.n - it.examples.len() as u64);
        }
    }
    out
}

/// The same as JSON.
pub(crate) fn findings_json(found: &[Finding]) -> Value {
    found
        .iter()
        .map(|it| json!({ "damage": it.flaw.is_damage(), "what": it.flaw.sentence(), "count": it.n, "examples": it.examples }))
        .collect()
}

/// Links that are shown one by one.
const MOST_LINKS: usize = 10;

/// Shows which links are wrong.
pub(crate) fn roads_shown(notes: &[Note]) -> String {
    let mut out: String = notes
        .iter()
        .take(MOST_LINKS)
        .map(|it| format!("flagged: {}\n", crate::words::plain(&it.message)))
        .collect();
    if notes.len() > MOST_LINKS {
        let _ = writeln!(out, "  and {} more links", notes.len() - MOST_LINKS);
    }
    out
}

/// The same as JSON.
pub(crate) fn roads_json(notes: &[Note]) -> Value {
    let first = notes.iter().take(MOST_LINKS).map(|it| it.message.as_str()).collect::<Vec<_>>();
    json!({ "count": notes.len(), "examples": first })
}
