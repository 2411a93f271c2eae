//! Holds the licences of all dependencies against the list in deny.toml.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::process::Command;

/// Reads `cargo metadata`; fails on a dependency that no allowed licence covers.
pub(crate) fn run() -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let printed = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(crate::root())
        .output()
        .context("cannot run cargo metadata")?;
    if !printed.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&printed.stderr))
    }
    let metadata: Value =
        serde_json::from_slice(&printed.stdout).context("cargo metadata printed no JSON")?;
    let deny = std::fs::read_to_string(crate::root().join("deny.toml")).context("cannot read deny.toml")?;
    let allowed = allowed(&deny);
    let packages = metadata["packages"].as_array().context("no packages in cargo metadata")?;
    let faults: Vec<String> = packages.iter().filter_map(|it| fault(it, &allowed)).collect();
    faults.iter().for_each(|it| crate::say(it));
    if !faults.is_empty() {
        bail!("{} dependencies without an allowed licence", faults.len())
    }
    crate::say(&format!("{} packages, every licence allowed", packages.len()));
    Ok(())
}

/// The quoted words of the list that `allow = [` opens.
fn allowed(deny: &str) -> Vec<&str> {
    let list = deny.split_once("allow = [").map_or("", |(_, rest)| rest);
    list.split(']').next().unwrap_or("").split('"').skip(1).step_by(2).collect()
}

fn fault(package: &Value, allowed: &[&str]) -> Option<String> {
    let name = package["name"].as_str().unwrap_or("?");
    match package["license"].as_str() {
        Some(licence) if covered(licence, allowed) => None,
        Some(licence) => Some(format!("{name}: {licence}")),
        None => Some(format!("{name}: names no licence")),
    }
}

/// Says whether an SPDX expression can be met: every `AND` part, by one of its `OR` parts.
fn covered(licence: &str, allowed: &[&str]) -> bool {
    let flat = licence.replace(['(', ')'], " ").replace('/', " OR ");
    flat.split(" AND ").all(|part| part.split(" OR ").any(|it| allowed.contains(&it.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_several_licences_is_enough_and_all_of_a_conjunction_are_needed() {
        let allowed = ["MIT", "Apache-2.0", "BSD-3-Clause"];
        assert!(covered("MIT OR GPL-3.0", &allowed));
        assert!(covered("(Apache-2.0 OR MIT) AND BSD-3-Clause", &allowed));
        assert!(covered("MIT/Apache-2.0", &allowed));
        assert!(!covered("MIT AND GPL-3.0", &allowed));
    }
}
