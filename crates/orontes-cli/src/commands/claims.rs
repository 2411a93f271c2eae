//! `orontes claims`: reports in, claims.jsonl out, one report at a time.

use crate::atlas::AtlasOption;
use crate::fault::{self, Exit};
use crate::{book, coding, input, output, stages};
use std::fmt::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Print every claim of each report as one line of JSON
///
/// Needs no case and compares nothing: each report is coded for itself, so that any number of them streams
/// through. The fields are those of claims.jsonl; offsets count bytes of the report as received.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Claims {
    /// Reports: files, folders, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Read with so many threads [default: one for each core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Add the coding rules of this folder (*.toml) to the shipped ones, or override them by their id
    #[arg(long, value_name = "DIR")]
    codebook: Option<PathBuf>,
    /// Print JSON: what this command does in any case
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    atlas: AtlasOption,
}

const EXAMPLES: &str = "\
Examples:
  orontes claims reports/*.txt > claims.jsonl
  orontes claims reports/ --codebook rules/ > claims.jsonl
  cat feed.jsonl | orontes claims - | jq 'select(.kind == \"control\")'";

impl Claims {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        let found = input::sources(&self.paths, None)?;
        let mut reference = stages::reference_to_read(&self.atlas)?;
        let mut n_left_out = 0;
        if let Some(folder) = &self.codebook {
            let ruled = book::ruled(reference, folder)?;
            (reference, n_left_out) = (ruled.reference, ruled.n_left_out);
        }
        found.refused.iter().for_each(fault::tell_refused);
        let mut n_refused = found.refused.len() + n_left_out;
        coding::each_batch(&reference, &found.sources, self.threads, |batch| {
            let mut lines = String::new();
            for coded in batch {
                match coded {
                    Ok(it) => lines.write_str(&orontes_render::claims_jsonl(&it.claims, &it.origin))?,
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
