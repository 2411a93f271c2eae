//! Reads a user's folder of coding rules into the reference data.

use crate::fault::{self, WrongUse};
use crate::stages::Reference;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

/// Reference data with a user's rules.
pub(crate) struct Ruled {
    pub(crate) reference: ManuallyDrop<Reference>,
    /// Rules that were left out because they fail their own sentences.
    pub(crate) n_left_out: usize,
    /// What tells this set of rules from others: part of the version that a case keeps with what it read.
    pub(crate) mark: String,
}

/// Returns the reference with the rules of every `*.toml` file of `folder`, in the order of their names; each
/// rule that is left out is told.
///
/// # Errors
/// Where the folder cannot be read, holds no such file, or one of them cannot be meant.
pub(crate) fn ruled(reference: ManuallyDrop<Reference>, folder: &Path) -> anyhow::Result<Ruled> {
    let files = files(folder)?;
    let all: String = files.iter().map(|(name, text)| format!("{name}\n{text}\n")).collect();
    let digest = orontes_store::digest_of(all.as_bytes()).to_string();
    let noted = ManuallyDrop::into_inner(reference).with_codebook(&files).map_err(|err| {
        WrongUse::new(err.to_string(), "docs/codebook.md says how to write a rule; the others wait for it")
    })?;
    for note in &noted.notes {
        fault::tell_note(&note.message);
    }
    let mark = digest.chars().take(16).collect();
    Ok(Ruled { reference: ManuallyDrop::new(noted.value), n_left_out: noted.notes.len(), mark })
}

/// Name and text of the rule files of a folder.
fn files(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let wrong =
        |why: String| WrongUse::new(why, "give a folder with *.toml files of rules: docs/codebook.md");
    let unreadable =
        |path: &Path, err: std::io::Error| wrong(format!("cannot read {}: {err}", path.display()));
    let entries = std::fs::read_dir(folder).map_err(|err| unreadable(folder, err))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|it| it.ok().map(|it| it.path())).collect();
    paths.retain(|it| it.extension().is_some_and(|it| it == "toml"));
    paths.sort();
    if paths.is_empty() {
        return Err(wrong(format!("{} holds no *.toml file", folder.display())).into());
    }
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).map_err(|err| unreadable(&path, err))?;
        Ok((path.display().to_string(), text))
    };
    paths.into_iter().map(read).collect()
}
