//! The trained model of English: text in, sentences of tagged words in a tree of relations out.
//!
//! Modules in the order of the flow: [`token`] cuts words, [`split`] groups them into sentences, [`lexicon`]
//! says what is seen of a word, [`network`] gives tags, governors and relations with the arithmetic of [`kernel`]
//! and the search of [`tree`], [`punctuation`] hangs the marks, `hyphened` what is joined by hyphens, `opening` the time that opens a clause, [`lemma`] gives
//! dictionary forms. [`weights`] reads the trained tables in place, [`conllu`] reads and writes CoNLL-U.
//!
//! **Cost:** linear in the length of the text: each word is looked at a bounded number of times, and
//! sentences are capped (see [`split::MAX_WORDS`]).
//!
//! **Invariant:** the grammar knows English, not the war: no name of a place, a person or a side is written
//! here, and nothing is read at run time but the weights.

pub mod analyse;
pub mod conllu;
pub mod hash;
mod hyphened;
pub mod kernel;
pub mod lemma;
pub mod lexicon;
pub mod network;
mod opening;
pub mod punctuation;
pub mod split;
pub mod token;
pub mod tree;
pub mod weights;

pub use analyse::{Analysis, Grammar, Words};

/// Why a file of weights or of CoNLL-U cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrammarError {
    /// The bytes do not open as a file of weights does.
    #[error("not a file of grammar weights: its first bytes are other than `ORONTESG`")]
    NotWeights,
    /// The file is of another format.
    #[error("the grammar weights have format {found}, this program reads format {expected}: train them anew")]
    Version {
        /// Format of the file.
        found: u32,
        /// Format that this program reads.
        expected: u32,
    },
    /// A section is cut short or does not fit its sizes.
    #[error("the grammar weights are cut short or damaged in section `{section}`")]
    Cut {
        /// Name of the section.
        section: String,
    },
    /// A section is absent.
    #[error("the grammar weights have no section `{section}`")]
    Missing {
        /// Name of the section.
        section: String,
    },
    /// A line of a CoNLL-U file cannot be read.
    #[error("line {line}: {problem}")]
    Conllu {
        /// Line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
}
