//! Crates lean on lower floors only, never sideways.

use std::path::Path;

/// The floors, from the bottom; crates of one floor never see each other.
const FLOORS: [&[&str]; 5] = [
    &["model"],
    &["gazetteer", "registry", "codebook", "roads", "grammar"],
    &["extract", "read", "locate", "code", "reconcile", "situate", "suppose", "check", "render"],
    &["engine", "store"],
    &["cli"],
];

/// Crates for development: they may lean on any floor, and no floor leans on them but in its tests.
const BESIDE: [&str; 2] = ["testkit", "trainer"];

pub(super) fn faults(root: &Path) -> Vec<String> {
    let folder = root.join("crates");
    let mut found = Vec::new();
    let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|it| it.file_name().into_string().ok()).collect();
    names.sort();
    for name in &names {
        let short = name.trim_start_matches("orontes-");
        let manifest = std::fs::read_to_string(folder.join(name).join("Cargo.toml")).unwrap_or_default();
        match (floor_of(short), BESIDE.contains(&short)) {
            (None, false) => {
                found.push(format!("{name}: on no floor; name its floor in xtask and docs/ARCHITECTURE.md"))
            }
            (None, true) => {}
            (Some(floor), _) => found.extend(
                needs(&manifest)
                    .filter(|need| floor_of(need).is_none_or(|it| it >= floor))
                    .map(|need| format!("{name} leans on orontes-{need}, which is not on a lower floor")),
            ),
        }
    }
    if names.is_empty() {
        found.push("no crates found: the check looked in the wrong folder".into());
    }
    found
}

fn floor_of(short: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&short))
}

/// The crates of the house that a manifest names under `[dependencies]`.
fn needs(manifest: &str) -> impl Iterator<Item = &str> {
    let lines = manifest.lines().skip_while(|it| it.trim() != "[dependencies]").skip(1);
    lines
        .take_while(|it| !it.starts_with('['))
        .filter_map(|it| it.strip_prefix("orontes-"))
        .filter_map(|it| it.split(['.', ' ', '=']).next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_plain_dependencies_count() {
        let manifest = "[dependencies]\norontes-model.workspace = true\njiff = \"1\"\n\n[dev-dependencies]\norontes-testkit.workspace = true\n";
        assert_eq!(needs(manifest).collect::<Vec<_>>(), ["model"]);
    }
}
