//! `orontes parse`: sentences, words, tags and syntax of reports as CoNLL-U.

use crate::fault::{self, Exit};
use crate::{coding, input, output};
use anyhow::Context;
use orontes_extract::{Limits, Received, Refused};
use orontes_grammar::{Grammar, conllu};
use orontes_model::{Report, Span};
use rayon::prelude::*;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Print sentences, words, tags and syntax as CoNLL-U
///
/// The words are those of Universal Dependencies English, with dictionary forms, parts of speech, features,
/// governors and relations. A comment line opens each report and each paragraph.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Parse {
    /// Reports: files, folders, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The files are CoNLL-U: keep their sentences and words, and predict the rest
    #[arg(long)]
    tokens: bool,
    /// Read with so many threads [default: one for each core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

const EXAMPLES: &str = "\
Examples:
  orontes parse report.txt > report.conllu
  orontes parse --tokens en_ewt-test.conllu > predicted.conllu";

/// Documents parsed at once; their trees are printed before the next are read.
const BATCH_DOCUMENTS: usize = 128;

impl Parse {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        let found = input::sources(&self.paths, None)?;
        let grammar = Grammar::embedded().context("the grammar inside the program cannot be used")?;
        let limits = Limits::default();
        let pool = coding::pool(self.threads)?;
        let mut refused = found.refused;
        refused.iter().for_each(fault::tell_refused);
        for source in &found.sources {
            let documents = match input::documents(source, &limits) {
                Ok(documents) => documents,
                Err(one) => {
                    fault::tell_refused(&one);
                    refused.push(one);
                    continue;
                }
            };
            for batch in documents.chunks(BATCH_DOCUMENTS) {
                let parsed: Vec<Result<String, Refused>> =
                    pool.install(|| batch.par_iter().map(|it| self.parsed(&grammar, it, &limits)).collect());
                for one in parsed {
                    match one {
                        Ok(lines) => output::print_bytes(&lines)?,
                        Err(one) => {
                            fault::tell_refused(&one);
                            refused.push(one);
                        }
                    }
                }
            }
        }
        Ok(Exit::of_refusals(refused.len()))
    }

    fn parsed(&self, grammar: &Grammar, received: &Received, limits: &Limits) -> Result<String, Refused> {
        let (text, analysis) = if self.tokens {
            let file = String::from_utf8_lossy(&received.bytes);
            let entries = conllu::read(&file).map_err(|error| Refused {
                name: received.name.clone(),
                what: error.to_string(),
                expected: "CoNLL-U: ten columns parted by tabs, a blank line after each sentence".to_owned(),
                hint: "leave --tokens out for plain text".to_owned(),
            })?;
            let (text, words) = conllu::text_of(&entries);
            let analysis = grammar.analyse_words(&text, &words);
            (text, analysis)
        } else {
            let report = orontes_extract::extract(received, limits)?;
            let analysis = grammar.analyse(&report.text, &blocks(&report));
            (report.text, analysis)
        };
        let name = crate::words::plain(&received.name);
        Ok(format!("# newdoc id = {name}\n{}", conllu::write(&text, &analysis)))
    }
}

/// Returns the paragraphs of a report, cut where a headline, a dateline or a caption begins or ends.
fn blocks(report: &Report) -> Vec<Span> {
    let mut cuts: Vec<u32> = report.zones.iter().flat_map(|it| [it.span.start, it.span.end]).collect();
    cuts.sort_unstable();
    let mut blocks = Vec::new();
    for line in Grammar::blocks(&report.text) {
        let first = cuts.partition_point(|it| *it <= line.start);
        let within = cuts[first..].iter().take_while(|it| **it < line.end);
        let mut start = line.start;
        for end in within.copied().chain([line.end]) {
            let span = Span { start, end };
            if !span.of(&report.text).trim().is_empty() {
                blocks.push(span);
            }
            start = end;
        }
    }
    blocks
}
