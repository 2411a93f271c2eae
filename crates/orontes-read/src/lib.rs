//! Turns a report into a reading: sentences, tokens with syntax, mentions, and what refers to what.
//!
//! In the order of the work: [`orontes_grammar`] splits and parses; [`mention`] finds names and descriptions;
//! [`reference`] ties pronouns and short names to what they go back to.
//!
//! Cost: linear in the tokens; the parser takes nearly all of it.
//!
//! **Invariant:** `read` does not know which place a name means, and makes no claims.

mod mention;
mod reference;

use orontes_gazetteer::Gazetteer;
use orontes_grammar::Grammar;
use orontes_model::{Noted, Reading, Report, Sentence, SentenceRole, ZoneKind};
use orontes_registry::Registry;

/// What is known of words and names before the first report.
#[derive(Clone, Copy)]
pub struct Lexicon<'a> {
    /// The trained model of English.
    pub grammar: &'a Grammar,
    /// Names of places.
    pub gazetteer: &'a Gazetteer,
    /// Names of actors and sources.
    pub registry: &'a Registry,
}

/// Reads a report.
pub fn read(lexicon: &Lexicon<'_>, report: &Report) -> Noted<Reading> {
    let blocks = Grammar::blocks(&report.text);
    let analysis = lexicon.grammar.analyse(&report.text, &blocks);
    let (mut sentences, tokens) = (analysis.sentences, analysis.tokens);
    for sentence in &mut sentences {
        sentence.role = role(report, sentence);
    }
    let mut mentions = mention::mentions(lexicon, &report.text, &sentences, &tokens);
    reference::resolve(&report.text, &sentences, &tokens, &mut mentions);
    let moods = vec![orontes_model::Mood::default(); tokens.len()];
    Noted::plain(Reading { sentences, tokens, mentions, moods, ..Reading::default() })
}

/// What a sentence is, by the zone that covers it. A dateline covers only the first words of a body sentence.
fn role(report: &Report, sentence: &Sentence) -> SentenceRole {
    let zone =
        report.zones.iter().find(|it| it.span.contains(sentence.span) || sentence.span.contains(it.span));
    match zone.map(|it| it.kind) {
        Some(ZoneKind::Title | ZoneKind::Heading) => SentenceRole::Heading,
        Some(ZoneKind::DateLine | ZoneKind::Byline) => SentenceRole::Furniture,
        Some(ZoneKind::Boilerplate) => SentenceRole::Boilerplate,
        Some(ZoneKind::MachineDisclosure) => SentenceRole::Disclosure,
        Some(ZoneKind::Dateline) | None => SentenceRole::Body,
    }
}
