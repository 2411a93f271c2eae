//! `orontes mentions`: reports in, mentions.jsonl out, one report at a time.

use crate::atlas::AtlasOption;
use crate::fault::{self, Exit};
use crate::{coding, input, output, stages};
use orontes_extract::{Limits, Received};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Print the places, actors, people, times and quantities of each report, a line of JSON for each
///
/// Needs no case. A place carries what it is found to mean, with every other reading and the reason; an actor
/// its entry among those that ship with the program, or the country and sector that its words tell; a pronoun
/// or short name the words that it goes back to. Offsets count bytes of the report as received.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Mentions {
    /// Reports: files, folders, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Read with so many threads [default: one for each core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Print JSON: what this command does in any case
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    atlas: AtlasOption,
}

const EXAMPLES: &str = "\
Examples:
  orontes mentions reports/*.txt > mentions.jsonl
  cat feed.jsonl | orontes mentions - | jq 'select(.kind == \"place\") | .name'";

impl Mentions {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        let found = input::sources(&self.paths, None)?;
        let reference = stages::reference_to_read(&self.atlas)?;
        found.refused.iter().for_each(fault::tell_refused);
        let mut n_refused = found.refused.len();
        let read = |received: Received, limits: &Limits| {
            coding::guarded(&received.name, || {
                let report = orontes_extract::extract(&received, limits)?;
                let it = orontes_engine::mentions_of(&reference, &report).value;
                Ok(orontes_render::mentions_jsonl(&report, &it.reading, &it.located, &it.parties))
            })
        };
        coding::each_batch_of(&found.sources, self.threads, &read, |batch| {
            let mut lines = String::new();
            for told in batch {
                match told {
                    Ok(it) => lines.push_str(&it),
                    Err(refused) => {
                        fault::tell_refused(&refused);
                        n_refused += 1;
                    }
                }
            }
            output::print_bytes(&lines)
        })?;
        Ok(Exit::of_refusals(n_refused))
    }
}
