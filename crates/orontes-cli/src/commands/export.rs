//! `orontes export`: the picture in a format that other programs read.

use crate::as_of::AsOf;
use crate::atlas::AtlasOption;
use crate::fault::{self, Exit, WrongUse};
use crate::shown::Shown;
use crate::{output, stages};
use anyhow::Context;
use clap::ValueEnum;
use orontes_model::Ground;
use std::path::{Path, PathBuf};

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
    /// Draw the map on these shores, rivers and borders: GeoJSON, for instance of Natural Earth
    #[arg(long, value_name = "FILE")]
    ground: Option<PathBuf>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    atlas: AtlasOption,
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
    /// The same points for an earth viewer
    Kml,
    /// The map of the brief as a drawing
    Svg,
    /// The map of the brief as a picture
    Png,
}

const EXAMPLES: &str = "\
Examples:
  orontes export case.gpkg --format claims -o claims.jsonl
  orontes export case.gpkg --format case | jq '.control[] | .place'
  orontes export reports/*.txt --format geojson -o case.geojson
  orontes export case.gpkg --format png --ground ne_10m_rivers.geojson -o case.png

A case file is a GeoPackage itself: QGIS and ogrinfo open it as it is.";

impl Export {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        let reference = stages::reference(&self.atlas)?;
        let (mut shown, n_refused) = Shown::opened(&reference, &self.paths, self.as_of)?;
        if let Some(path) = &self.ground {
            shown = shown.on_ground(ground(path)?, &path.file_name().unwrap_or_default().to_string_lossy());
        }
        let data = match self.format {
            ExportFormat::Claims => shown.claims_jsonl()?.into_bytes(),
            ExportFormat::Case => orontes_render::case_json(&shown.picture()).into_bytes(),
            ExportFormat::Geojson => orontes_render::geojson(&shown.picture()).into_bytes(),
            ExportFormat::Kml => orontes_render::kml(&shown.picture()).into_bytes(),
            ExportFormat::Svg => map(&shown)?.into_bytes(),
            ExportFormat::Png => orontes_render::png(&map(&shown)?)?,
        };
        output::write(self.output.as_deref(), &data)?;
        shown.leave();
        Ok(Exit::of_refusals(n_refused))
    }
}

fn map(shown: &Shown) -> anyhow::Result<String> {
    let hint = "claims, case and brief tell what the reports say; a map wants a place with known coordinates";
    orontes_render::map_svg(&shown.picture())
        .ok_or_else(|| WrongUse::new("no place of these reports can be drawn", hint).into())
}

fn ground(path: &Path) -> anyhow::Result<Vec<Ground>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let noted = orontes_engine::ground_from_geojson(&text)
        .with_context(|| format!("{} cannot be drawn on", path.display()))?;
    noted.notes.iter().for_each(|it| fault::tell_note(&it.message));
    Ok(noted.value)
}
