//! Measures weights on a development part, as the program reads them.

use orontes_grammar::Grammar;
use orontes_grammar::conllu::{Entry, text_of};

/// Shares of right tags, governors, and governors with relations, in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Universal tags.
    pub upos: f64,
    /// Governors.
    pub uas: f64,
    /// Governors with their relations, without subtypes.
    pub las: f64,
}

/// Measures `weights` on `entries`, whose words are given.
pub(crate) fn measure(weights: Vec<u8>, entries: &[Entry]) -> Figures {
    // The bytes live as long as the program: weights are read in place.
    let grammar =
        Grammar::load(Box::leak(weights.into_boxed_slice())).expect("weights just written are whole");
    let (text, words) = text_of(entries);
    let found = grammar.analyse_words(&text, &words);
    let plain = |it: &str| it.split(':').next().unwrap_or_default().to_string();
    let (mut upos, mut uas, mut las) = (0, 0, 0);
    for (entry, sentence) in entries.iter().zip(&found.sentences) {
        let tokens = &found.tokens[sentence.tokens.clone()];
        for (row, token) in entry.words.iter().zip(tokens) {
            let head = token.head.map_or(0, |it| it - sentence.tokens.start + 1);
            upos += usize::from(row.upos == token.upos.word());
            uas += usize::from(row.head == head);
            las += usize::from(row.head == head && plain(&row.deprel) == plain(token.deprel.word()));
        }
    }
    let share = |part: usize| 100.0 * part as f64 / found.tokens.len().max(1) as f64;
    Figures { upos: share(upos), uas: share(uas), las: share(las) }
}
