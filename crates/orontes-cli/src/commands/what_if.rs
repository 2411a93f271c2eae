//! `orontes what-if`: what would follow if places changed hands.

use crate::as_of::AsOf;
use crate::atlas::AtlasOption;
use crate::fault::{Exit, WrongUse};
use crate::shown::Shown;
use crate::{output, stages};
use anstyle::Style;
use std::path::PathBuf;

/// Say what would follow if places changed hands: as reported and, apart, as computed
///
/// Prints the sentences of the reports that say what would follow and, labelled as computed, what the road graph
/// says: areas cut off with their places and people, ways that are longer or gone, supply roads to the fronts,
/// the places on which it hangs, and how sure all of it is. Takes a case file, or reports, which are then read
/// and not kept. A supposition on a place of which no report speaks is taken as given, before and after.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct WhatIf {
    /// A case file or reports, then what is supposed: PLACE=HOLDER, PLACE=contested or PLACE=unknown
    #[arg(value_name = "CASE PLACE=HOLDER", required = true, num_args = 1..)]
    words: Vec<String>,
    #[command(flatten)]
    as_of: AsOf,
    #[command(flatten)]
    atlas: AtlasOption,
    /// The seed by which unknown holders are drawn: the same seed, the same answer
    #[arg(long, value_name = "NUMBER", default_value_t = orontes_engine::SEED)]
    seed: u64,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  orontes what-if case.gpkg arden=rebels
  orontes what-if case.gpkg arden=rebels bellow=contested
  orontes what-if case.gpkg arden=rebels bellow=government
  orontes what-if case.gpkg arden=rebels --day 2024-12-04 --json";

impl WhatIf {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        let (paths, supposed) = self.parted()?;
        let reference = stages::reference(&self.atlas)?;
        let (shown, n_refused) = Shown::opened(&reference, &paths, self.as_of)?;
        let outlook = shown.outlook(&reference, &supposed, self.seed)?;
        let picture = shown.picture();
        match self.json {
            true => {
                output::print_bytes(&format!("{:#}\n", orontes_render::outlook_json(&picture, &outlook)))?
            }
            false => {
                let bold = Style::new().bold();
                let brief = orontes_render::outlook_brief(&picture, &outlook);
                output::print(&orontes_render::brief_text(&brief, &|it| format!("{bold}{it}{bold:#}")))?;
            }
        }
        Ok(Exit::of_refusals(n_refused))
    }

    /// What has a `=` and is no file is supposed; the rest are paths.
    fn parted(&self) -> anyhow::Result<(Vec<PathBuf>, Vec<String>)> {
        let is_supposed = |it: &&String| it.contains('=') && !std::path::Path::new(it.as_str()).exists();
        let supposed: Vec<String> = self.words.iter().filter(is_supposed).cloned().collect();
        let paths: Vec<PathBuf> =
            self.words.iter().filter(|it| !is_supposed(it)).map(PathBuf::from).collect();
        if supposed.is_empty() {
            let hint = "add what is supposed after the case: orontes what-if case.gpkg arden=rebels";
            return Err(WrongUse::new("nothing is supposed", hint).into());
        }
        if paths.is_empty() {
            let hint = "give a case file or reports first: orontes what-if case.gpkg arden=rebels";
            return Err(WrongUse::new("there is no case", hint).into());
        }
        Ok((paths, supposed))
    }
}
