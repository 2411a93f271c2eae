//! Packs of the atlas: the option that lays them beside what ships, and how they are made.

pub(crate) mod import;
mod layers;
mod parties;
mod shown;
mod source;

pub(crate) use parties::Parties;
pub(crate) use shown::{findings, findings_json, roads_json, roads_shown, shown, shown_json};

use crate::fault::WrongUse;
use orontes_gazetteer::pack::{Pack, PackError};
use std::io;
use std::path::{Path, PathBuf};

/// The packs that a command uses.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct AtlasOption {
    /// Lay this pack of places and roads beside those that ship; may be given several times
    #[arg(long, value_name = "PACK", env = "ORONTES_ATLAS", value_delimiter = ';', hide_env = true)]
    pub(crate) atlas: Vec<PathBuf>,
}

impl AtlasOption {
    /// Opens the packs.
    ///
    /// # Errors
    /// Where one is not there, or is none.
    pub(crate) fn packs(&self) -> anyhow::Result<Vec<Pack>> {
        self.atlas.iter().map(|it| open(it)).collect()
    }
}

/// Opens a pack.
///
/// # Errors
/// Where it is not there, or is none.
pub(crate) fn open(path: &Path) -> anyhow::Result<Pack> {
    let file = orontes_store::paged(path).map_err(|error| {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => "make one with: orontes atlas import",
            _ => "give the file that `orontes atlas import` wrote",
        };
        WrongUse::new(format!("{}: {error}", path.display()), hint)
    })?;
    Pack::open_file(file).map_err(|error| {
        let hint = match &error {
            PackError::NotAPack => "a gazetteer is made into a pack first: orontes atlas import",
            PackError::Newer { .. } => "update the program",
            PackError::Older { .. } | PackError::Length { .. } | PackError::Damaged { .. } => {
                "make it again: orontes atlas import"
            }
        };
        WrongUse::new(format!("{}: {error}", path.display()), hint).into()
    })
}
