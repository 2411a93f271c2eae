//! `orontes atlas`: gazetteers made into packs, shown and checked.

use crate::atlas::import::{self, Format, Order};
use crate::atlas::{self, findings, findings_json, roads_json, roads_shown, shown, shown_json};
use crate::fault::{self, Exit, WrongUse};
use crate::output;
use clap::Subcommand;
use orontes_gazetteer::pack::Section;
use std::path::PathBuf;

/// Make gazetteers into packs of places and roads, show them, check them; say who stands with whom
///
/// A pack is one file that is read where it lies: the size of a country or of the world, it opens at once.
/// Commands that read reports take it with --atlas PACK, beside the places that ship with the program.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Atlas {
    #[command(subcommand)]
    what: What,
}

const EXAMPLES: &str = "\
Examples:
  orontes atlas import geonames SY.zip alternateNamesV2.zip -o syria.atlas
  orontes atlas import cod-ab syr_adm2.geojson
  orontes atlas show syria.atlas
  orontes atlas check syria.atlas
  orontes atlas parties 'Free Syrian Army' --day 2016-01-01
  orontes read reports/ --atlas syria.atlas";

#[derive(Debug, Subcommand)]
enum What {
    Import(Import),
    Show(Show),
    Check(Check),
    Parties(atlas::Parties),
}

/// Make a pack of the files of one gazetteer
///
/// Reads each file once, whatever its size, and needs room on the disk for about three times the pack while it
/// works. When it is broken off, the same command goes on where it was; nothing half-written ever bears the
/// name of the pack. Licence and attribution are kept in the pack.
#[derive(Debug, clap::Args)]
struct Import {
    /// What the files are
    #[arg(value_name = "FORMAT")]
    format: Format,
    /// The files, as they are distributed: plain, .gz or .zip
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The pack [default: the name of the first file with .atlas, in this folder]
    #[arg(short, long, value_name = "PACK")]
    output: Option<PathBuf>,
    /// The country of places whose source names none, as SY or SYR
    #[arg(long, value_name = "CODE", default_value = "", hide_default_value = true)]
    country: String,
    /// What the pack is called [default: the source and its files]
    #[arg(long, value_name = "WORDS")]
    title: Option<String>,
    /// The licence of the data [default: that of the source]
    #[arg(long, value_name = "WORDS")]
    licence: Option<String>,
    /// What must be said wherever the places are shown [default: what the source asks for]
    #[arg(long, value_name = "WORDS")]
    attribution: Option<String>,
    /// Memory that sorting may take
    #[arg(long, value_name = "MB", default_value_t = 128, value_parser = clap::value_parser!(u16).range(1..=4096))]
    memory: u16,
}

/// Show what packs are: source, day, licence, attribution, places by kind and country, what was left out
#[derive(Debug, clap::Args)]
struct Show {
    /// The packs
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<PathBuf>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

/// Check packs: every byte, every place, every link
///
/// Names damage, admin parents that run in a circle, coordinates out of range or swapped, links without ends.
/// Exit status 1 where anything is found.
#[derive(Debug, clap::Args)]
struct Check {
    /// The packs
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<PathBuf>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

impl Atlas {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        match &self.what {
            What::Import(it) => it.run(),
            What::Show(it) => it.run(),
            What::Check(it) => it.run(),
            What::Parties(it) => it.run(),
        }
    }
}

impl Import {
    fn run(&self) -> anyhow::Result<Exit> {
        let country = self.country.to_uppercase();
        if !matches!(country.len(), 0 | 2 | 3) || !country.bytes().all(|it| it.is_ascii_uppercase()) {
            let message = format!("'{}' is no code of a country", self.country);
            return Err(WrongUse::new(message, "give ISO 3166-1 letters, as SY or SYR").into());
        }
        if let Some(missing) = self.files.iter().find(|it| !it.is_file()) {
            let message = format!("{}: there is no such file", missing.display());
            return Err(WrongUse::new(message, "this program works offline: download the file first").into());
        }
        if self.format == Format::Osm && self.files.len() > 1 {
            let hint =
                "merge the extracts first (osmium merge), or make a pack of each and give --atlas twice";
            return Err(WrongUse::new("the roads of several extracts do not join by themselves", hint).into());
        }
        let out = self.output.clone().unwrap_or_else(|| {
            let name = self.files[0].file_name().unwrap_or_default().to_string_lossy().into_owned();
            PathBuf::from(format!("{}.atlas", name.split('.').next().unwrap_or("places")))
        });
        let order = Order {
            format: self.format,
            files: self.files.clone(),
            out,
            country,
            title: self.title.clone(),
            licence: self.licence.clone(),
            attribution: self.attribution.clone(),
            memory: usize::from(self.memory) << 20,
        };
        let made = import::make(&order)?;
        for note in &made.tally.notes {
            fault::tell_note(&note.message);
        }
        let n_refused: u64 = made.tally.refused.values().sum();
        if n_refused > made.tally.notes.len() as u64 {
            fault::tell_note(&format!("{n_refused} rows were left out in all"));
        }
        output::print(&shown(&made.about))?;
        fault::tell_note(&format!("use it: orontes read PATH --atlas {}", order.out.display()));
        if made.about.n_places == 0 {
            let hint = "look at the first lines of the files: are they of this format?";
            return Err(WrongUse::new(format!("{}: it holds no place", order.out.display()), hint).into());
        }
        Ok(Exit::Done)
    }
}

impl Show {
    fn run(&self) -> anyhow::Result<Exit> {
        for (idx, path) in self.packs.iter().enumerate() {
            let pack = atlas::open(path)?;
            if self.json {
                output::print_bytes(&format!("{}\n", shown_json(pack.about())))?;
            } else {
                output::print(&format!("{}{}", if idx > 0 { "\n" } else { "" }, shown(pack.about())))?;
            }
        }
        Ok(Exit::Done)
    }
}

impl Check {
    fn run(&self) -> anyhow::Result<Exit> {
        let mut n_found = 0;
        for path in &self.packs {
            let pack = atlas::open(path)?;
            let found = pack.check();
            let roads =
                orontes_roads::unpacked(&pack.section(Section::Junctions), &pack.section(Section::Links));
            n_found += found.len() + roads.notes.len();
            let name = path.display().to_string();
            if self.json {
                let line = serde_json::json!({ "pack": name, "findings": findings_json(&found), "roads": roads_json(&roads.notes) });
                output::print_bytes(&format!("{line}\n"))?;
            } else if found.is_empty() && roads.notes.is_empty() {
                let n_links = roads.value.links().len();
                output::print(&format!(
                    "{name}: {} places, {n_links} links, nothing found\n",
                    pack.n_places()
                ))?;
            } else {
                output::print(&format!("{name}:\n{}{}", findings(&found), roads_shown(&roads.notes)))?;
            }
        }
        Ok(Exit::of_refusals(n_found))
    }
}
