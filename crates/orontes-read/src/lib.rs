//! Turns a report into a reading: sentences, mentions, times, quantities, attribution, modality.
//!
//! In the order of the work: [`sentence`] cuts the zones of the report into paragraphs, which
//! [`orontes_grammar`] splits and parses; [`mention`] finds names and descriptions; [`mod@reference`] ties pronouns
//! and short names to what they go back to; [`time`] finds expressions of time and ties them to the
//! publication; [`number`] finds how many of what; [`attribution`] finds who is
//! credited with which words; [`modality`] says how sure each clause is said to be.
//!
//! **Cost:** linear in the length of the text; the parser takes nearly all of it.
//!
//! **Invariant:** `read` does not know which place a name means, and makes no claims.

mod attribution;
mod lemmas;
mod lexeme;
mod mention;
mod modality;
mod number;
mod reference;
mod sentence;
mod time;
mod tree;
mod words;

use orontes_gazetteer::Gazetteer;
use orontes_grammar::Grammar;
use orontes_model::{Noted, Reading, Report};
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
    let text = &report.text;
    let (sentences, tokens) = sentence::sentences(lexicon.grammar, report);
    let mut mentions = mention::mentions(lexicon, text, &sentences, &tokens);
    reference::resolve(text, &sentences, &tokens, &mut mentions);
    let mut reading = Reading { sentences, tokens, mentions, ..Reading::default() };
    reading.times = time::times(text, &reading, &report.published);
    reading.quantities = number::quantities(text, &reading);
    reading.speeches = attribution::speeches(lexicon.registry, text, &reading);
    reference::add_first_persons(text, &mut reading);
    reading.moods = modality::moods(text, &reading, &report.published);
    Noted::plain(reading)
}
