//! Turns the files that make up shapefiles into rows: shapes, attributes and projection of one layer belong together.

use anyhow::Context;
use orontes_gazetteer::import::{self, Sink, Tally};
use orontes_model::Point;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Layers by their name without an ending, as far as they have been seen.
#[derive(Default)]
pub(super) struct Layers {
    layers: BTreeMap<String, Layer>,
}

#[derive(Default)]
struct Layer {
    points: Option<Vec<Option<Point>>>,
    /// The table as it lies: it is read when the points are there, whichever file comes first.
    table: Option<Vec<u8>>,
    projection: String,
}

impl Layers {
    /// Takes a file of a shapefile; false where it is none.
    pub(super) fn take(&mut self, name: &str, file: &mut dyn Read) -> anyhow::Result<bool> {
        let Some((stem, ending)) = name.rsplit_once('.') else { return Ok(false) };
        let ending = ending.to_lowercase();
        if !matches!(ending.as_str(), "shp" | "dbf" | "prj") {
            return Ok(false);
        }
        let layer = self.layers.entry(stem.to_owned()).or_default();
        match ending.as_str() {
            "shp" => layer.points = Some(import::shapes(name, file)?),
            "dbf" => {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes)?;
                layer.table = Some(bytes);
            }
            _ => {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes)?;
                layer.projection = String::from_utf8_lossy(&bytes).into_owned();
            }
        }
        Ok(true)
    }

    /// Takes what lies beside a file that was given by its path alone.
    pub(super) fn take_beside(&mut self, path: &Path) -> anyhow::Result<()> {
        if !path.extension().is_some_and(|it| it.eq_ignore_ascii_case("shp")) {
            return Ok(());
        }
        for ending in ["dbf", "DBF", "prj", "PRJ"] {
            let beside = path.with_extension(ending);
            if let Ok(file) = File::open(&beside) {
                let name = beside.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.take(&name, &mut BufReader::new(file)).with_context(|| beside.display().to_string())?;
            }
        }
        Ok(())
    }

    /// Hands on the areas of all layers, in the order of their names.
    pub(super) fn read(self, shown: &str, sink: &mut Sink<'_>) -> anyhow::Result<Tally> {
        let mut tally = Tally::default();
        for (stem, layer) in self.layers {
            let told = format!("{shown}/{stem}");
            let Some(table) = layer.table else {
                anyhow::ensure!(
                    layer.points.is_none(),
                    "{told}.dbf is needed beside {stem}.shp: it has the names"
                );
                continue;
            };
            let Some(points) = layer.points else {
                anyhow::bail!("{told}.shp is needed beside {stem}.dbf: it has the boundaries");
            };
            anyhow::ensure!(
                import::is_in_degrees(&layer.projection),
                "{told}.prj: coordinates in metres: convert them first (ogr2ogr -t_srs EPSG:4326)"
            );
            let read = import::shape_table(&format!("{told}.dbf"), &points, &mut table.as_slice(), sink);
            tally = tally.joined(read?);
        }
        Ok(tally)
    }
}
