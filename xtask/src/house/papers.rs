//! Every file has a head that says what it is; every path and crate that a paper names exists.

use super::sources;
use std::path::Path;

pub(super) fn files_without_head(root: &Path) -> Vec<String> {
    let all = sources(root);
    let bare = all.iter().filter(|it| !it.text.starts_with("//!"));
    bare.map(|it| format!("{}: opens without a //! sentence", it.path.display())).collect()
}

/// Looks at every word in backticks that is a path (`crates/…`, `docs/…`, `data/…`, `examples/…`,
/// `tests/…`) in README.md and docs/.
pub(super) fn dangling(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in papers(root) {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for named in text.split('`').skip(1).step_by(2).filter(|it| is_path(it)) {
            if !root.join(named).exists() {
                let paper = path.strip_prefix(root).unwrap_or(&path).display().to_string();
                found.push(format!("{paper}: names `{named}`, which is not there"));
            }
        }
    }
    found
}

fn papers(root: &Path) -> Vec<std::path::PathBuf> {
    let docs = walkdir::WalkDir::new(root.join("docs")).sort_by_file_name().into_iter().flatten();
    let docs = docs.map(|it| it.into_path()).filter(|it| it.extension().is_some_and(|it| it == "md"));
    [root.join("README.md")].into_iter().chain(docs).collect()
}

fn is_path(word: &str) -> bool {
    let rooted = ["crates/", "docs/", "data/", "examples/", "tests/"].iter().any(|it| word.starts_with(it));
    rooted && !word.contains(['*', '<', '{', '…', ' ', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_and_commands_are_no_paths() {
        assert!(is_path("docs/GLOSSARY.md"));
        assert!(!is_path("data/codebook/en/*.toml"));
        assert!(!is_path("cargo run"));
    }
}
