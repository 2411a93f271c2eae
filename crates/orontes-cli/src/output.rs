//! Writes data: to standard output, or to a file that is whole or not there.

use anyhow::Context;
use std::io::{self, Write};
use std::path::Path;

/// Writes `data` to standard output, its colours only where a terminal shows them.
pub(crate) fn print(data: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(data.as_bytes()).and_then(|()| out.flush()).context("standard output")
}

/// Writes `data` as it is to standard output: no byte of it is a colour.
pub(crate) fn print_bytes(data: &(impl AsRef<[u8]> + ?Sized)) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(data.as_ref()).and_then(|()| out.flush()).context("standard output")
}

/// Writes `data` to the file at `path`, or to standard output where there is none or it is `-`.
pub(crate) fn write(path: Option<&Path>, data: &(impl AsRef<[u8]> + ?Sized)) -> anyhow::Result<()> {
    match path.filter(|it| *it != Path::new("-")) {
        Some(path) => write_file(path, data.as_ref()),
        None => print_bytes(data),
    }
}

/// Writes beside the file and renames, so that a full disk never leaves half a file under the name asked for.
fn write_file(path: &Path, data: &[u8]) -> anyhow::Result<()> {
    let told = || format!("{}: cannot be written", path.display());
    if path.exists() && !path.is_file() {
        // A device or a pipe cannot be renamed over.
        return std::fs::write(path, data).with_context(told);
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = std::fs::write(&part, data).and_then(|()| std::fs::rename(&part, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    written.with_context(told)
}
