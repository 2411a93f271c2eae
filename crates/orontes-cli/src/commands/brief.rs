//! `orontes brief`: the picture on a day, as known at a time.

use crate::as_of::AsOf;
use crate::atlas::AtlasOption;
use crate::fault::Exit;
use crate::shown::{self, Shown};
use crate::{output, stages, view, wire};
use std::path::PathBuf;

/// Print the brief of a case: what happened, who holds what, who says so, where accounts differ
///
/// Takes a case file, or reports, which are then read and not kept. Every line carries the sentences it rests
/// on, as report:sentence; `orontes why` shows their words.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Brief {
    /// A case file, or reports
    #[arg(value_name = "CASE", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    as_of: AsOf,
    /// Write the brief as one self-contained web page with a map
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    atlas: AtlasOption,
}

const EXAMPLES: &str = "\
Examples:
  orontes brief case.gpkg
  orontes brief case.gpkg --day 2024-12-04
  orontes brief case.gpkg --known-by 2024-12-05 --html brief.html";

impl Brief {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        if self.html.is_none()
            && let Some(kept) = view::brief(&self.paths, self.as_of, &self.atlas)?
        {
            match self.json {
                true => output::print_bytes(&format!("{:#}\n", wire::brief_json(&kept)))?,
                false => output::print(&shown::brief_text(&kept))?,
            }
            return Ok(Exit::Done);
        }
        let reference = stages::reference(&self.atlas)?;
        let (shown, n_refused) = Shown::opened(&reference, &self.paths, self.as_of)?;
        if let Some(path) = &self.html {
            output::write(Some(path), &shown.html())?;
        }
        match self.json {
            true => output::print_bytes(&format!("{:#}\n", shown.brief_json()))?,
            false => output::print(&shown.text())?,
        }
        shown.leave();
        Ok(Exit::of_refusals(n_refused))
    }
}
