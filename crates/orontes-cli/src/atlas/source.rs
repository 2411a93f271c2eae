//! Opens what a gazetteer is distributed in: plain files, gzip, and the entries of a zip.

use anyhow::Context;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// Calls `visit` with the name and content of each file inside `path`: the file itself, unpacked where it is
/// gzip, or what a zip holds and `wanted` takes by its name, in the order of the zip.
pub(crate) fn each_file(
    path: &Path,
    wanted: impl Fn(&str) -> bool,
    mut visit: impl FnMut(&str, &mut dyn Read) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let told = || path.display().to_string();
    let mut file = File::open(path).with_context(told)?;
    let mut magic = [0; 6];
    let n_read = file.read(&mut magic).with_context(told)?;
    let packer = PACKERS.iter().find(|it| magic.starts_with(it.0));
    if let Some((_, name, command)) = packer {
        anyhow::bail!("{}: packed with {name}: unpack it first ({command})", told());
    }
    file.seek(SeekFrom::Start(0)).with_context(told)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // A workbook is a zip of its own.
    if n_read >= 4 && magic.starts_with(b"PK\x03\x04") && !name.to_lowercase().ends_with(".xlsx") {
        return each_entry(path, file, wanted, visit);
    }
    if magic.starts_with(&[0x1f, 0x8b]) {
        let inner = name.strip_suffix(".gz").unwrap_or(&name).to_owned();
        return visit(&inner, &mut flate2::read::MultiGzDecoder::new(BufReader::new(file)));
    }
    visit(&name, &mut file)
}

/// Packers that this program does not have: first bytes, name, and what unpacks them.
const PACKERS: [(&[u8], &str, &str); 4] = [
    (b"\xfd7zXZ\0", "xz", "xz -dk"),
    (b"BZh", "bzip2", "bzip2 -dk"),
    (b"\x28\xb5\x2f\xfd", "zstandard", "zstd -d"),
    (b"7z\xbc\xaf\x27\x1c", "7-zip", "7z x"),
];

fn each_entry(
    path: &Path,
    file: File,
    wanted: impl Fn(&str) -> bool,
    mut visit: impl FnMut(&str, &mut dyn Read) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let told = || format!("{}: the zip cannot be read", path.display());
    let mut zip = zip::ZipArchive::new(BufReader::new(file)).with_context(told)?;
    let mut n_visited = 0;
    for idx in 0..zip.len() {
        let mut entry = zip.by_index(idx).with_context(told)?;
        let whole = entry.name().with_context(told)?.into_owned();
        let name = whole.rsplit(['/', '\\']).next().unwrap_or_default();
        if entry.is_file() && wanted(name) {
            visit(name, &mut entry)?;
            n_visited += 1;
        }
    }
    anyhow::ensure!(n_visited > 0, "{}: the zip holds no file of this format", path.display());
    Ok(())
}

/// Returns what tells one edition of a file from another without reading it whole: its length and the digest of
/// its first and last megabyte.
pub(crate) fn fingerprint(path: &Path) -> io::Result<String> {
    const ENDS: u64 = 1 << 20;
    let mut file = File::open(path)?;
    let len = file.metadata()?.len();
    let mut bytes = Vec::new();
    Read::take(&mut file, ENDS).read_to_end(&mut bytes)?;
    file.seek(SeekFrom::Start(len.saturating_sub(ENDS)))?;
    Read::take(&mut file, ENDS).read_to_end(&mut bytes)?;
    let digest = Sha256::digest(&bytes);
    let letters: String = digest.iter().take(16).map(|it| format!("{it:02x}")).collect();
    Ok(format!("{len} {letters}"))
}
