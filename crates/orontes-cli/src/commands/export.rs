//! `orontes export`: the picture in a format that other programs read.

use crate::as_of::AsOf;
use crate::fault::Exit;
use crate::shown::Shown;
use crate::{output, stages};
use clap::ValueEnum;
use std::path::PathBuf;

/// Write the claims or the picture in a format that other programs read
///
/// Takes a case file, or reports, which are then read and not kept.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Export {
    /// A case file, or reports
    #[arg(value_name = "CASE", required = true)]
    paths: Vec<PathBuf>,
    /// Which format
    #[arg(long, short, value_name = "FORMAT")]
    format: ExportFormat,
    #[command(flatten)]
    as_of: AsOf,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A format of another program.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ExportFormat {
    /// One claim per line of JSON, with its words, speakers and byte offsets
    Claims,
    /// One JSON object: reports, origins, events, figures, control, disagreements
    Case,
    /// Points for a map: events and who holds what
    Geojson,
}

const EXAMPLES: &str = "\
Examples:
  orontes export hama.gpkg --format claims -o claims.jsonl
  orontes export hama.gpkg --format case | jq '.control[] | .place'
  orontes export reports/*.txt --format geojson -o hama.geojson

A case file is a GeoPackage itself: QGIS and ogrinfo open it as it is.";

impl Export {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        let reference = stages::reference()?;
        let (shown, n_refused) = Shown::opened(&reference, &self.paths, self.as_of)?;
        let data = match self.format {
            ExportFormat::Claims => shown.claims_jsonl()?,
            ExportFormat::Case => orontes_render::case_json(&shown.picture()),
            ExportFormat::Geojson => orontes_render::geojson(&shown.picture()),
        };
        output::write(self.output.as_deref(), &data)?;
        Ok(Exit::of_refusals(n_refused))
    }
}
