//! Turns files of a gazetteer into a pack: reads them once, notes how far it is, and goes on where it was broken off.

use super::layers::Layers;
use super::source;
use crate::fault;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use orontes_gazetteer::import::{self, Credit, Item, Tally};
use orontes_gazetteer::pack::{About, Builder, Built};
use orontes_model::Point;
use orontes_roads::Extract;
use orontes_store::Workshop;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// GeoNames dumps (SY.zip, allCountries.zip, cities500.zip) and alternateNamesV2.zip
    Geonames,
    /// OpenStreetMap extracts (.osm.pbf): places and roads
    Osm,
    /// OCHA admin boundaries: shapefiles, GeoJSON, or the gazetteer (XLSX, CSV); zipped or not
    CodAb,
    /// Tables with columns such as name, lat, lon, country, population, names
    Csv,
    /// Extracts of Who's On First as tables: id, placetype, name, lat, lon, population, names
    Wof,
}

/// What is to be made of what.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) format: Format,
    pub(crate) files: Vec<PathBuf>,
    pub(crate) out: PathBuf,
    pub(crate) country: String,
    /// Words of the user in place of the format's own.
    pub(crate) title: Option<String>,
    pub(crate) licence: Option<String>,
    pub(crate) attribution: Option<String>,
    /// What sorting may take, in bytes.
    pub(crate) memory: usize,
}

impl Order {
    fn credit(&self) -> Credit {
        match self.format {
            Format::Geonames => import::GEONAMES,
            Format::Osm => import::OPENSTREETMAP,
            Format::CodAb => import::COD_AB,
            Format::Wof => import::WHOS_ON_FIRST,
            Format::Csv => Credit {
                title: "table",
                licence: "not stated: give --licence",
                attribution: "not stated: give --attribution",
            },
        }
    }

    /// Tells all that the pack depends on.
    fn plan(&self) -> anyhow::Result<String> {
        let mut plan = format!("{}\n{self:?}\n", env!("CARGO_PKG_VERSION"));
        for path in &self.files {
            let print = source::fingerprint(path).with_context(|| path.display().to_string())?;
            plan.push_str(&format!("{} {print}\n", path.display()));
        }
        Ok(plan)
    }
}

/// What was made.
pub(crate) struct Made {
    pub(crate) about: About,
    pub(crate) tally: Tally,
}

/// Makes the pack.
///
/// # Errors
/// Where a file cannot be read or is not of the format, or the pack cannot be written.
pub(crate) fn make(order: &Order) -> anyhow::Result<Made> {
    let plan = order.plan()?;
    let (workshop, progress) = Workshop::open(&order.out, &plan)
        .with_context(|| format!("{}: no pack can be made there", order.out.display()))?;
    let there = progress.as_deref().and_then(built).unwrap_or_default();
    if there.n_rows > 0 {
        fault::tell_note(&format!("going on after {} rows that an earlier run has sorted", there.n_rows));
    }
    let mut builder = Builder::new(&workshop, order.memory, there);
    let mut reading =
        Reading { order, workshop: &workshop, bar: bar(&order.files)?, tally: Tally::default() };
    let mut roads: [Vec<u8>; 2] = [Vec::new(), Vec::new()];
    let mut counts = [0; 2];
    for path in &order.files {
        match order.format {
            Format::Osm => {
                let extract = reading.read_osm(path, &mut builder)?;
                counts = [extract.n_junctions, extract.n_links];
                roads = extract.sections;
            }
            Format::Geonames | Format::CodAb | Format::Csv | Format::Wof => {
                reading.read(path, &mut builder)?
            }
        }
    }
    let Reading { tally, bar, .. } = reading;
    let safe = builder.settle()?;
    note(&workshop, safe)?;
    bar.finish_and_clear();
    fault::tell_note(&format!("{} rows read; writing the pack", safe.n_rows));
    let about = About { n_junctions: counts[0], n_links: counts[1], ..about(order, &tally) };
    // The sorted rows are read from the disk: the builder in hand is done with.
    drop(builder);
    let about = workshop
        .publish(|out, workshop| {
            let builder = Builder::new(workshop, order.memory, safe);
            builder.finish(about, [&roads[0], &roads[1]], out)
        })
        .with_context(|| format!("{}: cannot be written", order.out.display()))?;
    Ok(Made { about, tally })
}

fn built(progress: &str) -> Option<Built> {
    let (n_rows, n_runs) = progress.trim().split_once(' ')?;
    Some(Built { n_rows: n_rows.parse().ok()?, n_runs: n_runs.parse().ok()? })
}

fn note(workshop: &Workshop, built: Built) -> io::Result<()> {
    workshop.note(&format!("{} {}\n", built.n_rows, built.n_runs))
}

fn about(order: &Order, tally: &Tally) -> About {
    let credit = order.credit();
    let files: Vec<String> = order
        .files
        .iter()
        .map(|it| it.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    let own = |told: &Option<String>, usual: &str| told.clone().unwrap_or_else(|| usual.to_owned());
    About {
        title: own(&order.title, &format!("{} {}", credit.title, files.join(", "))),
        source: files.join(", "),
        source_date: tally.latest.clone(),
        licence: own(&order.licence, credit.licence),
        attribution: own(&order.attribution, credit.attribution),
        warnings: tally.refused.iter().map(|(why, n)| (format!("left out: {why}"), *n)).collect(),
        ..About::default()
    }
}

/// A bar over the bytes of the files; it is drawn on a terminal only.
fn bar(files: &[PathBuf]) -> anyhow::Result<ProgressBar> {
    let mut len = 0;
    for path in files {
        len += std::fs::metadata(path).with_context(|| path.display().to_string())?.len();
    }
    let style = "{elapsed_precise} [{bar:30}] {bytes}/{total_bytes} {msg}";
    Ok(ProgressBar::new(len).with_style(ProgressStyle::with_template(style)?))
}

struct Reading<'a> {
    order: &'a Order,
    workshop: &'a Workshop,
    bar: ProgressBar,
    tally: Tally,
}

impl Reading<'_> {
    fn read(&mut self, path: &Path, builder: &mut Builder<'_>) -> anyhow::Result<()> {
        let (order, workshop) = (self.order, self.workshop);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let before = self.bar.position();
        let len = std::fs::metadata(path)?.len();
        let wanted = |name: &str| is_wanted(order.format, name);
        let mut layers = Layers::default();
        source::each_file(path, wanted, |name, file| {
            let mut file =
                BufReader::with_capacity(1 << 18, Counted { file, bar: &self.bar, most: before + len });
            let mut sink = |item: Item<'_>| take(item, builder, workshop);
            let told = format!("{}/{name}", path.display());
            let shown = if path.ends_with(name) { path.display().to_string() } else { told };
            if order.format == Format::CodAb && layers.take(name, &mut file).with_context(|| shown.clone())? {
                return Ok(());
            }
            let tally =
                read_one(order, &stem, name, &shown, &mut file, &mut sink).with_context(|| shown.clone())?;
            self.tally = std::mem::take(&mut self.tally).joined(tally);
            Ok(())
        })?;
        layers.take_beside(path)?;
        let mut sink = |item: Item<'_>| take(item, builder, workshop);
        let tally = layers.read(&path.display().to_string(), &mut sink)?;
        self.tally = std::mem::take(&mut self.tally).joined(tally);
        self.bar.set_position(before + len);
        Ok(())
    }
}

/// Hands what was read to the pack in the making, and notes what is safe on the disk.
fn take(item: Item<'_>, builder: &mut Builder<'_>, workshop: &Workshop) -> io::Result<()> {
    let safe = match item {
        Item::Place(row) => builder.add(row)?,
        Item::Names(id, names) => builder.add_names(id, names)?,
    };
    safe.map_or(Ok(()), |it| note(workshop, it))
}

impl Reading<'_> {
    /// Reads an extract of OpenStreetMap: three times, as it lies.
    fn read_osm(&mut self, path: &Path, builder: &mut Builder<'_>) -> anyhow::Result<Extract> {
        let (order, workshop) = (self.order, self.workshop);
        let len = std::fs::metadata(path)?.len();
        self.bar.set_length(3 * len);
        let bar = self.bar.clone();
        let open = || -> io::Result<Box<dyn Read>> {
            Ok(Box::new(BufReader::with_capacity(1 << 18, bar.wrap_read(File::open(path)?))))
        };
        let nowhere = Point { lat: 0.0, lon: 0.0 };
        let is_place = |tags: &[(&str, &str)]| import::osm_place("", tags, nowhere, "").is_some();
        let tally = &mut self.tally;
        let mut take = |it: orontes_roads::Tagged<'_>| {
            let Some(row) = import::osm_place(it.id, it.tags, it.point, &order.country) else {
                return Ok(());
            };
            tally.n_places += 1;
            builder.add(&row)?.map_or(Ok(()), |it| note(workshop, it))
        };
        let extract =
            orontes_roads::osm(&open, &is_place, &mut take).with_context(|| path.display().to_string())?;
        if extract.n_cut > 0 {
            let why = "roads that leave the extract".to_owned();
            *self.tally.refused.entry(why).or_default() += extract.n_cut;
        }
        let day = extract.seconds.and_then(|it| jiff::Timestamp::from_second(it).ok());
        if let Some(day) = day {
            self.tally.latest = day.strftime("%Y-%m-%d").to_string();
        }
        Ok(extract)
    }
}

fn is_wanted(format: Format, name: &str) -> bool {
    let lower = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|it| lower.ends_with(it));
    match format {
        Format::Geonames => {
            ends(&[".txt"]) && !lower.starts_with("readme") && !lower.starts_with("iso-language")
        }
        Format::CodAb => ends(&[".geojson", ".json", ".csv", ".xlsx", ".shp", ".dbf", ".prj"]),
        Format::Csv | Format::Wof => ends(&[".csv", ".tsv", ".txt"]),
        Format::Osm => ends(&[".pbf"]),
    }
}

fn read_one(
    order: &Order,
    stem: &str,
    name: &str,
    shown: &str,
    file: &mut dyn BufRead,
    sink: &mut import::Sink<'_>,
) -> anyhow::Result<Tally> {
    let lower = name.to_lowercase();
    Ok(match order.format {
        Format::Geonames if lower.starts_with("alternatenames") => {
            import::alternate_names(shown, file, sink)?
        }
        Format::Geonames => import::geonames(shown, file, sink)?,
        Format::CodAb if lower.ends_with(".xlsx") => {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            import::workbook(shown, &bytes, sink)?
        }
        Format::CodAb if lower.ends_with(".csv") => import::boundary_table(shown, file, sink)?,
        Format::CodAb => import::boundaries(shown, file, sink)?,
        Format::Csv => import::table(shown, file, stem, &order.country, sink)?,
        Format::Wof => import::whos_on_first(shown, file, &order.country, sink)?,
        Format::Osm => anyhow::bail!("an extract is read by its own reader"),
    })
}

/// Moves the bar as a file is read.
struct Counted<'a> {
    file: &'a mut dyn Read,
    bar: &'a ProgressBar,
    /// What is unpacked is longer than the file: the bar waits at its end.
    most: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let n_read = self.file.read(bytes)?;
        self.bar.set_position((self.bar.position() + n_read as u64).min(self.most));
        Ok(n_read)
    }
}
