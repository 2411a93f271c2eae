//! What the house promises of its own layout, checked on the sources: arrows, heads, sizes, names, papers.

mod arrows;
mod names;
mod papers;
mod sizes;

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// One file of Rust with its text.
struct Source {
    /// Path from the root of the project.
    path: PathBuf,
    text: String,
}

impl Source {
    /// The lines before the test module, with their numbers from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(idx, line)| (idx + 1, line));
        lines.take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
    }

    fn is_test(&self) -> bool {
        let known = |it: &std::ffi::OsStr| matches!(it.to_str(), Some("tests" | "benches" | "examples"));
        self.path.components().any(|it| known(it.as_os_str())) || self.path.file_stem().is_some_and(known)
    }
}

/// Looks at the project below a folder and says what is wrong.
type Check = fn(&Path) -> Vec<String>;

/// Runs every check and prints what each found.
pub(crate) fn run() -> Result<()> {
    let checks: [(&str, Check); 6] = [
        ("arrows run downward", arrows::faults),
        ("every file says what it is", papers::files_without_head),
        ("files and functions keep their size", sizes::faults),
        ("names follow the glossary", names::faults),
        ("names of a war live in data", names::wars_in_code),
        ("papers name what exists", papers::dangling),
    ];
    let mut n_faults = 0;
    for (promise, check) in checks {
        let faults = check(&crate::root());
        crate::say(&format!("{} {promise}", if faults.is_empty() { "holds  " } else { "BROKEN " }));
        faults.iter().for_each(|it| crate::say(&format!("        {it}")));
        n_faults += faults.len();
    }
    if n_faults > 0 {
        bail!("{n_faults} faults in the house")
    }
    Ok(())
}

fn sources(root: &Path) -> Vec<Source> {
    let mut found = Vec::new();
    for top in ["crates", "xtask"] {
        let files = walkdir::WalkDir::new(root.join(top)).sort_by_file_name().into_iter().flatten();
        for entry in files.filter(|it| it.path().extension().is_some_and(|it| it == "rs")) {
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            let path = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_path_buf();
            found.push(Source { path, text });
        }
    }
    found.retain(|it| !it.path.components().any(|it| it.as_os_str() == "target"));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(faults: Vec<String>) {
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    }

    #[test]
    fn arrows_run_downward() {
        check(arrows::faults(&crate::root()));
    }

    #[test]
    fn every_file_says_what_it_is() {
        check(papers::files_without_head(&crate::root()));
    }

    #[test]
    fn files_and_functions_keep_their_size() {
        check(sizes::faults(&crate::root()));
    }

    #[test]
    fn names_follow_the_glossary() {
        check(names::faults(&crate::root()));
    }

    #[test]
    fn names_of_a_war_live_in_data() {
        check(names::wars_in_code(&crate::root()));
    }

    #[test]
    fn papers_name_what_exists() {
        check(papers::dangling(&crate::root()));
    }
}
