//! Turns the sources and tables that the program is built of into one number: lines that a case keeps are of that number.

use std::path::{Path, PathBuf};

/// What the program is built of, beside this folder.
const BUILT_OF: [&str; 3] = ["../../crates", "../../data", "../../Cargo.lock"];

fn main() -> std::io::Result<()> {
    let mut files = Vec::new();
    for path in BUILT_OF.map(PathBuf::from).into_iter().filter(|it| it.exists()) {
        println!("cargo:rerun-if-changed={}", path.display());
        gather(&path, &mut files)?;
    }
    files.sort();
    // FNV-1a of 64 bits: it tells builds apart, and guards against nobody.
    let mut number: u64 = 0xcbf2_9ce4_8422_2325;
    for path in files {
        let name = path.to_string_lossy().replace('\\', "/");
        for byte in name.bytes().chain(std::fs::read(&path)?) {
            number = (number ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    println!("cargo:rustc-env=ORONTES_SOURCES={number:016x}");
    Ok(())
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_file() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        gather(&entry?.path(), files)?;
    }
    Ok(())
}
