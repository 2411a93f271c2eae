//! Turns a reference of the brief into the claims and sentences behind it, as text and as JSON.

use crate::words::plain;
use anstyle::Style;
use orontes_model::{Cited, ClaimId, Dossier, OffsetMap, Quote};
use orontes_render::brief::Line;
use orontes_render::{Picture, claims::claim_json, phrase};
use serde_json::{Value, json};
use std::fmt::Write;

/// What is behind a reference.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Answer {
    /// The reference.
    handle: String,
    /// What it says.
    text: String,
    /// The independent origins that a count rests on; empty where nothing is counted.
    grounds: String,
    /// The claims behind it.
    claims: Vec<ClaimId>,
    /// Sentences to show although no claim of the answer rests on them: report and ordinal.
    sentences: Vec<(String, u32)>,
}

impl Answer {
    /// Returns what a line of the brief says; `report_of` tells which report a label names.
    pub(crate) fn of_line(line: &Line, report_of: impl Fn(&str) -> Option<String>) -> Answer {
        let sentences = line.references.iter().filter(|_| line.claims.is_empty());
        Answer {
            handle: line.handle.clone(),
            text: joined(&line.text, &line.support),
            grounds: line.grounds.clone(),
            claims: line.claims.clone(),
            sentences: sentences.filter_map(|it| sentence(it, &report_of)).collect(),
        }
    }

    /// Returns the reports of the sentences that it shows beside those of its claims.
    pub(crate) fn reports(&self) -> impl Iterator<Item = &str> {
        self.sentences.iter().map(|it| it.0.as_str())
    }
}

/// Returns what `reference` means in the picture; nothing where it means nothing.
pub(crate) fn answers(picture: &Picture<'_>, reference: &str) -> Vec<Answer> {
    let reference = reference.trim();
    let found = of_handle(picture, reference);
    let ways: [fn(&Picture<'_>, &str) -> Vec<Answer>; 4] = [of_id, of_sentence, of_report, of_name];
    ways.iter().fold(found, |found, way| if found.is_empty() { way(picture, reference) } else { found })
}

/// A line of the brief, all lines of a figure, or an event that the brief only counts.
fn of_handle(picture: &Picture<'_>, reference: &str) -> Vec<Answer> {
    let handle = reference.to_uppercase();
    let brief = orontes_render::compose(picture);
    let lines = brief.header.iter().chain(brief.sections.iter().flat_map(|it| &it.lines));
    let is_meant =
        |it: &str| it == handle || it.strip_prefix(&handle).is_some_and(|rest| rest.starts_with('.'));
    let found: Vec<Answer> = lines
        .filter(|it| !it.handle.is_empty() && is_meant(&it.handle))
        .map(|it| Answer::of_line(it, |label| picture.labels.report_of(label).map(str::to_owned)))
        .collect();
    if !found.is_empty() {
        return found;
    }
    let number: Option<usize> = handle.strip_prefix('E').and_then(|it| it.parse().ok());
    let event = number.and_then(|it| picture.situation.events.get(it.checked_sub(1)?));
    event.map(|it| event_answer(picture, handle, it)).into_iter().collect()
}

fn event_answer(picture: &Picture<'_>, handle: String, event: &orontes_model::Event) -> Answer {
    let grounds = phrase::grounds(picture, event);
    Answer { handle, text: event_words(event), grounds, claims: event.claims.clone(), sentences: Vec::new() }
}

/// What is said of an event that the brief only counts.
pub(crate) fn event_words(event: &orontes_model::Event) -> String {
    let (word, low, high) = event.likelihood.words();
    let support = format!("{word} ({low}–{high} %); {}", phrase::event_origins(event));
    joined(&phrase::event(event), &support)
}

fn joined(text: &str, support: &str) -> String {
    if support.is_empty() { text.to_owned() } else { format!("{text} — {support}") }
}

/// A claim, an event or a disagreement by its identity; a claim also by its first six letters or more.
fn of_id(picture: &Picture<'_>, reference: &str) -> Vec<Answer> {
    let situation = picture.situation;
    for (idx, event) in situation.events.iter().enumerate() {
        if event.id == reference {
            return vec![event_answer(picture, format!("E{}", idx + 1), event)];
        }
    }
    if let Some(idx) = situation.disagreements.iter().position(|it| it.id == reference) {
        return of_handle(picture, &format!("D{}", idx + 1));
    }
    let is_meant = |id: &str| id == reference || (reference.len() >= 6 && id.starts_with(reference));
    let found = picture.claims.keys().filter(|it| is_meant(&it.0));
    found
        .map(|it| Answer { handle: it.0.clone(), claims: vec![(*it).clone()], ..Answer::default() })
        .collect()
}

/// A sentence as `report:ordinal`, with every claim on it.
fn of_sentence(picture: &Picture<'_>, reference: &str) -> Vec<Answer> {
    let Some((report, ordinal)) = sentence_of(picture, reference) else { return Vec::new() };
    if quote_of(picture, &report, ordinal).is_none() {
        return Vec::new();
    }
    let claims = picture.claims_of_sentence(&report, ordinal).iter().map(|it| it.claim.id.clone()).collect();
    let text = format!("sentence {ordinal} of {report}");
    let handle = reference.to_owned();
    vec![Answer { handle, text, claims, sentences: vec![(report, ordinal)], ..Answer::default() }]
}

fn sentence_of(picture: &Picture<'_>, reference: &str) -> Option<(String, u32)> {
    sentence(reference, |label| picture.labels.report_of(label).map(str::to_owned))
}

fn sentence(reference: &str, report_of: impl Fn(&str) -> Option<String>) -> Option<(String, u32)> {
    let (label, ordinal) = reference.rsplit_once([':', '.'])?;
    Some((report_of(label)?, ordinal.parse().ok()?))
}

/// A report, sentence by sentence.
fn of_report(picture: &Picture<'_>, reference: &str) -> Vec<Answer> {
    let Some(name) = picture.labels.report_of(reference) else { return Vec::new() };
    let Some(dossier) = dossier_of(picture, name) else { return Vec::new() };
    let ordinals = (1_u32..).zip(&dossier.sentences).map(|(it, _)| (name.to_owned(), it));
    vec![Answer {
        handle: reference.to_owned(),
        text: joined(&report_words(dossier), &story_words(picture, name)),
        sentences: ordinals.collect(),
        ..Answer::default()
    }]
}

/// With which reports a report is one story, and what says so; rulings of persons among it.
fn story_words(picture: &Picture<'_>, name: &str) -> String {
    let origin = picture.situation.origins.iter().find(|it| it.reports.iter().any(|it| it == name));
    let Some(origin) = origin else { return String::new() };
    let others: Vec<&str> = origin.reports.iter().map(String::as_str).filter(|it| *it != name).collect();
    let story =
        if others.is_empty() { String::new() } else { format!("one story with {}", others.join(", ")) };
    let parts = std::iter::once(story).chain(origin.why.iter().cloned());
    parts.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("; ")
}

/// A place, with who held it and what happened there; or a holder, with every place held.
fn of_name(picture: &Picture<'_>, reference: &str) -> Vec<Answer> {
    let wanted = reference.to_lowercase();
    let is_meant = |name: &str| name.to_lowercase() == wanted;
    let mut found = Vec::new();
    for (idx, history) in picture.situation.control.iter().enumerate() {
        for interval in &history.intervals {
            if !is_meant(&history.place) && !is_meant(&interval.holder) {
                continue;
            }
            let day = |day: Option<_>, open: &str| day.map_or_else(|| open.to_owned(), phrase::day);
            let (from, to) = (day(interval.from, "the beginning"), day(interval.to, "the end of the case"));
            let status = interval.status.replace('_', " ");
            found.push(Answer {
                handle: format!("C{}", idx + 1),
                text: format!("{}: {} — {status}, from {from} to {to}", history.place, interval.holder),
                claims: interval.claims.clone(),
                ..Answer::default()
            });
        }
    }
    let there = picture.situation.events.iter().enumerate();
    let there = there.filter(|(_, it)| it.place.as_deref().is_some_and(is_meant));
    found.extend(there.map(|(idx, it)| event_answer(picture, format!("E{}", idx + 1), it)));
    found
}

/// Lays answers out for a terminal, the words that a claim rests on in bold.
pub(crate) fn text(picture: &Picture<'_>, answers: &[Answer]) -> String {
    let bold = Style::new().bold();
    let mut out = String::new();
    for (idx, answer) in answers.iter().enumerate() {
        let gap = if idx > 0 { "\n" } else { "" };
        let _ = writeln!(out, "{gap}{bold}{}{bold:#}  {}", plain(&answer.handle), plain(&answer.text));
        if !answer.grounds.is_empty() {
            let _ = writeln!(out, "  {}", plain(&answer.grounds));
        }
        for ((report, ordinal), claims) in by_sentence(picture, answer) {
            let Some(quote) = quote_of(picture, &report, ordinal) else { continue };
            let dossier = dossier_of(picture, &report).map(report_words).unwrap_or_default();
            let label = picture.labels.of_report(&report);
            let _ = writeln!(out, "\n  {label}:{ordinal}  {}", plain(&dossier));
            let _ = writeln!(out, "    “{}”", marked(quote, &claims));
            claims.iter().for_each(|it| out.push_str(&claim_text(it)));
        }
    }
    out
}

fn claim_text(cited: &Cited) -> String {
    let claim = &cited.claim;
    let Quote { received, text } = &cited.evidence;
    let speakers = claim.attribution.join(" > ");
    let (kind, modality) = (claim.statement.kind().word(), claim.modality.word());
    let facts = format!("{kind}, {modality}, {speakers}, claim {}, bytes {received}", claim.id);
    let words = if *text == cited.sentence.text { String::new() } else { format!(": “{}”", plain(text)) };
    format!("      {}{words}\n", plain(&facts))
}

/// Returns the sentence with the words in bold that its claims rest on.
fn marked(sentence: &Quote, claims: &[&Cited]) -> String {
    let bold = Style::new().bold();
    let spots = claims.iter().filter(|it| it.evidence.text != sentence.text);
    let mut spots: Vec<(usize, usize)> = spots
        .filter_map(|it| {
            // A quote is a piece of its sentence; where both stand in the bytes tells which of two like it.
            let near = (it.evidence.received.start.checked_sub(sentence.received.start)?) as usize;
            let end = near.checked_add(it.evidence.text.len())?;
            (sentence.text.get(near..end)? == it.evidence.text).then_some((near, end))
        })
        .collect();
    spots.sort_unstable();
    let (mut out, mut at) = (String::new(), 0);
    for (start, end) in spots {
        let start = start.max(at);
        if let (Some(before), Some(words)) = (sentence.text.get(at..start), sentence.text.get(start..end)) {
            let _ = write!(out, "{}{bold}{}{bold:#}", plain(before), plain(words));
            at = end;
        }
    }
    out + &plain(sentence.text.get(at..).unwrap_or(""))
}

/// The sentences of an answer with its claims on each, in the order of reports and text.
fn by_sentence<'p>(picture: &'p Picture<'_>, answer: &Answer) -> Vec<((String, u32), Vec<&'p Cited>)> {
    let mut found: std::collections::BTreeMap<(String, u32), Vec<&Cited>> =
        answer.sentences.iter().map(|it| (it.clone(), Vec::new())).collect();
    for cited in answer.claims.iter().filter_map(|it| picture.claims.get(it)) {
        let at = (cited.claim.report.clone(), cited.claim.sentence);
        let claims = found.entry(at).or_default();
        if !claims.iter().any(|it| it.claim.id == cited.claim.id) {
            claims.push(cited);
        }
    }
    found.into_iter().collect()
}

fn dossier_of<'p>(picture: &'p Picture<'_>, name: &str) -> Option<&'p Dossier> {
    let idx = picture.dossiers.binary_search_by(|it| it.name.as_str().cmp(name)).ok()?;
    picture.dossiers.get(idx)
}

fn quote_of<'p>(picture: &'p Picture<'_>, report: &str, ordinal: u32) -> Option<&'p Quote> {
    dossier_of(picture, report)?.sentences.get(ordinal.checked_sub(1)? as usize)
}

fn report_words(dossier: &Dossier) -> String {
    let mut parts = vec![dossier.name.clone()];
    parts.extend(dossier.title.as_ref().map(|it| format!("«{it}»")));
    parts.extend(dossier.publisher.clone());
    let published = phrase::interval(&dossier.published);
    parts.push(published.map_or_else(|| "not dated".to_owned(), |it| format!("published {it}")));
    parts.extend(dossier.machine_written.as_ref().map(|_| "said to be machine-written".to_owned()));
    parts.join(", ")
}

/// Returns an answer as JSON: every claim as claims.jsonl has it, with its whole sentence.
///
/// # Errors
/// Where the case cannot be read.
pub(crate) fn json(
    picture: &Picture<'_>,
    answer: &Answer,
    origin: &dyn Fn(&str) -> anyhow::Result<OffsetMap>,
) -> anyhow::Result<Value> {
    let mut sentences = Vec::new();
    for ((report, ordinal), claims) in by_sentence(picture, answer) {
        let Some(quote) = quote_of(picture, &report, ordinal) else { continue };
        let map = if claims.is_empty() { OffsetMap::default() } else { origin(&report)? };
        sentences.push(json!({
            "reference": format!("{}:{ordinal}", picture.labels.of_report(&report)),
            "report": report,
            "sentence": ordinal,
            "span": [quote.received.start, quote.received.end],
            "text": quote.text,
            "claims": claims.iter().map(|it| claim_json(it, &map)).collect::<Value>(),
        }));
    }
    let Answer { handle, text, grounds, .. } = answer;
    Ok(json!({ "handle": handle, "text": text, "grounds": grounds, "sentences": sentences }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::as_of::AsOf;
    use crate::shown::Shown;
    use crate::stages;
    use std::path::PathBuf;

    /// Asks for every handle and every reference of the brief of these reports.
    fn ask_for_everything(reports: PathBuf) {
        let reference = stages::reference(&Default::default()).unwrap();
        let (shown, _) = Shown::opened(&reference, &[reports], AsOf::default()).unwrap();
        let picture = shown.picture();
        let brief = orontes_render::compose(&picture);
        let lines: Vec<_> =
            brief.header.iter().chain(brief.sections.iter().flat_map(|it| &it.lines)).collect();
        assert!(lines.len() > 20, "{}", lines.len());
        for line in lines {
            assert!(!line.references.is_empty(), "leads nowhere: {} {}", line.handle, line.text);
            for it in line.references.iter().chain((!line.handle.is_empty()).then_some(&line.handle)) {
                let sentences: usize =
                    answers(&picture, it).iter().map(|it| by_sentence(&picture, it).len()).sum();
                assert!(sentences > 0, "no sentence behind {it} of: {} {}", line.handle, line.text);
            }
        }
        for (idx, event) in picture.situation.events.iter().enumerate() {
            let by_handle = answers(&picture, &format!("E{}", idx + 1));
            let by_id = answers(&picture, &event.id);
            assert!(!by_sentence(&picture, &by_handle[0]).is_empty(), "{}", event.title);
            assert_eq!(by_handle[0].claims, by_id[0].claims, "{}", event.title);
        }
        for cited in shown.cited() {
            assert_eq!(
                answers(&picture, &cited.claim.id.0)[0].claims.as_slice(),
                std::slice::from_ref(&cited.claim.id)
            );
        }
    }

    #[test]
    fn every_line_of_the_brief_of_the_examples_leads_to_its_sentences() {
        ask_for_everything(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/hama")));
    }

    #[test]
    fn every_line_of_the_brief_of_the_shared_reports_leads_to_its_sentences() {
        let shared = std::env::var_os("ORONTES_SHARED").map(PathBuf::from);
        let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
        let reports = shared.unwrap_or(beside).join("reports");
        match reports.is_dir() {
            true => ask_for_everything(reports),
            false => println!("skipped: there is no folder {}", reports.display()),
        }
    }
}
