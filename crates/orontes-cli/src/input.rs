//! Turns the paths of a command line into documents: files, folders, standard input.

use crate::fault::WrongUse;
use orontes_extract::{Limits, Received, Refused};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Something that reports come from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    /// File name, or the path below the folder that was given: what references print.
    name: String,
    /// The file; nothing for standard input.
    path: Option<PathBuf>,
}

/// Where reports come from, and what of it cannot be used.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// By name, so that the order on the command line does not matter.
    pub(crate) sources: Vec<Source>,
    /// Paths that lead nowhere.
    pub(crate) refused: Vec<Refused>,
}

/// Standard input may hold many reports; a gigabyte of text is no heap of news reports, and would not fit
/// the memory of a small machine.
const MAX_STDIN_BYTES: u64 = 1 << 30;

/// Lists what `paths` lead to; folders are walked, hidden files and `besides` are passed over.
///
/// # Errors
/// Where a path is an address on the web: this program fetches nothing.
pub(crate) fn sources(paths: &[PathBuf], besides: Option<&Path>) -> anyhow::Result<Sources> {
    let mut found = Sources::default();
    for path in paths {
        refuse_address(path)?;
        if path == Path::new("-") {
            found.sources.push(Source { name: "stdin".to_owned(), path: None });
        } else if path.is_dir() {
            walk(path, besides, &mut found);
        } else {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            found.sources.push(Source { name, path: Some(path.clone()) });
        }
    }
    found.sources.sort();
    found.sources.dedup();
    Ok(found)
}

/// Reads the documents of one source.
///
/// # Errors
/// Where the file cannot be read, is too long, or is of a kind that holds no report.
pub(crate) fn documents(source: &Source, limits: &Limits) -> Result<Vec<Received>, Refused> {
    let bytes = match &source.path {
        Some(path) => read_file(path, &source.name, limits)?,
        None => read_up_to(std::io::stdin().lock(), &source.name, MAX_STDIN_BYTES)?,
    };
    orontes_extract::received(&source.name, bytes)
}

fn refuse_address(path: &Path) -> Result<(), WrongUse> {
    let text = path.to_string_lossy();
    let is_address = ["http://", "https://", "ftp://"].iter().any(|it| text.starts_with(it));
    match is_address {
        true => Err(WrongUse::new(
            format!("{text}: Orontes works offline and fetches nothing"),
            "save the page (for example: curl -o page.html ADDRESS) and give the file",
        )),
        false => Ok(()),
    }
}

fn walk(folder: &Path, besides: Option<&Path>, found: &mut Sources) {
    let besides = besides.and_then(|it| it.canonicalize().ok());
    let is_hidden =
        |it: &walkdir::DirEntry| it.depth() > 0 && it.file_name().to_string_lossy().starts_with('.');
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|it| !is_hidden(it)) {
        match entry {
            Ok(it) if it.path().is_file() => {
                let is_besides = besides.is_some() && it.path().canonicalize().ok() == besides;
                let name = it.path().strip_prefix(folder).unwrap_or(it.path()).to_string_lossy();
                if !is_besides {
                    let name = name.replace('\\', "/");
                    found.sources.push(Source { name, path: Some(it.into_path()) });
                }
            }
            Ok(_) => {}
            Err(error) => {
                let at = error.path().unwrap_or(folder).display().to_string();
                found.refused.push(unreadable(&at, &error.into_io_error()));
            }
        }
    }
}

fn unreadable(name: &str, error: &Option<std::io::Error>) -> Refused {
    let what =
        error.as_ref().map_or_else(|| "the folder leads back to itself".to_owned(), ToString::to_string);
    let hint = "check the path and the permissions".to_owned();
    Refused { name: name.to_owned(), what, expected: "a file that can be read".to_owned(), hint }
}

fn read_file(path: &Path, name: &str, limits: &Limits) -> Result<Vec<u8>, Refused> {
    let told = path.display().to_string();
    let file = File::open(path).map_err(|it| unreadable(&told, &Some(it)))?;
    let size = file.metadata().map_or(0, |it| it.len());
    orontes_extract::allowed(name, size, limits)?;
    read_up_to(file, &told, MAX_STDIN_BYTES)
}

/// A pipe or a device does not tell its size: reading stops where no input may go on.
fn read_up_to(input: impl Read, name: &str, max_bytes: u64) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    input.take(max_bytes + 1).read_to_end(&mut bytes).map_err(|it| unreadable(name, &Some(it)))?;
    match bytes.len() as u64 > max_bytes {
        false => Ok(bytes),
        true => Err(Refused {
            name: name.to_owned(),
            what: format!("there are more than {} MB", max_bytes / 1_000_000),
            expected: "reports, of which a thousand fill some megabytes".to_owned(),
            hint: "split it into several files".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(found: &Sources) -> Vec<&str> {
        found.sources.iter().map(|it| it.name.as_str()).collect()
    }

    #[test]
    fn a_folder_is_walked_in_order_without_hidden_files_and_without_the_case() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        for name in ["b.txt", "a.txt", ".hidden", "sub/c.txt", "case.gpkg"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let besides = folder.path().join("case.gpkg");
        let found = sources(&[folder.path().to_path_buf()], Some(&besides)).unwrap();
        assert_eq!(names(&found), ["a.txt", "b.txt", "sub/c.txt"]);
    }

    #[test]
    fn the_order_of_the_paths_does_not_matter_and_none_counts_twice() {
        let one = sources(&["x/b.txt".into(), "a.txt".into(), "x/b.txt".into()], None).unwrap();
        let other = sources(&["a.txt".into(), "x/b.txt".into()], None).unwrap();
        assert_eq!(one.sources, other.sources);
        assert_eq!(names(&one), ["a.txt", "b.txt"]);
    }

    #[test]
    fn an_address_is_refused_with_what_to_do() {
        let error = sources(&["https://example.org/a".into()], None).unwrap_err();
        assert!(error.to_string().contains("works offline"), "{error}");
    }

    #[test]
    fn a_file_that_is_not_there_is_refused_alone() {
        let found = sources(&["none.txt".into()], None).unwrap();
        let refused = documents(&found.sources[0], &Limits::default()).unwrap_err();
        assert_eq!(refused.name, "none.txt");
    }

    #[test]
    fn a_pipe_without_end_is_stopped() {
        let refused = read_up_to(std::io::repeat(b'a'), "stdin", 1_000).unwrap_err();
        assert!(refused.what.contains("more than"), "{refused}");
    }
}
