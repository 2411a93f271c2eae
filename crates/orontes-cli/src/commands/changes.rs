//! `orontes changes`: what is new, strengthened, contradicted and withdrawn since a day.

use crate::as_of::AsOf;
use crate::atlas::AtlasOption;
use crate::fault::Exit;
use crate::shown::Shown;
use crate::{output, stages, wire};
use anstyle::Style;
use orontes_model::Date;
use std::path::PathBuf;

/// Print what a case tells otherwise than it did on an earlier day
///
/// Compares the picture as known by that day (`orontes brief --known-by`) with the picture now: what is new,
/// strengthened, contradicted and withdrawn. Corrections that were made since count as well. Every line carries
/// the handle that `orontes why` takes and the sentences that make the difference.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Changes {
    /// A case file, or reports
    #[arg(value_name = "CASE", required = true)]
    paths: Vec<PathBuf>,
    /// The day up to which everything was known; what was published later is compared with it
    #[arg(long, value_name = "DAY")]
    since: Date,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    atlas: AtlasOption,
}

const EXAMPLES: &str = "\
Examples:
  orontes changes case.gpkg --since 2024-12-05
  orontes changes case.gpkg --since 2024-12-05 --json | jq '.sections[].heading'
  orontes why case.gpkg E3        the words behind a line";

impl Changes {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        let reference = stages::reference(&self.atlas)?;
        let (now, n_refused) = Shown::opened(&reference, &self.paths, AsOf::default())?;
        let (then, n_known) = now.known_by(&reference, self.since)?;
        let changes = orontes_engine::changes(&then, now.situation());
        let brief = orontes_render::changes_brief(&now.picture(), &changes, self.since, n_known);
        match self.json {
            true => output::print_bytes(&format!("{:#}\n", wire::brief_json(&brief)))?,
            false => {
                let bold = Style::new().bold();
                output::print(&orontes_render::brief_text(&brief, &|it| format!("{bold}{it}{bold:#}")))?;
            }
        }
        now.leave();
        Ok(Exit::of_refusals(n_refused))
    }
}
