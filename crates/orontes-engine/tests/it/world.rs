//! The invented country, and the way from bytes to claims as tests walk it.

use orontes_engine::{Coded, Reference, read_report, settle, situation};
use orontes_extract::{Limits, extract, received};
use orontes_model::{Cited, Corrections, Dossier, Report, Situation};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The shipped reference data with the invented theatre before it.
pub(crate) static ARDEN: LazyLock<Reference> = LazyLock::new(|| {
    let folder = root().join("examples/arden/theatre");
    let mut tables: Vec<(String, String)> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        tables.push((name, std::fs::read_to_string(&path).unwrap()));
    }
    tables.sort();
    let tables: Vec<(&str, &str)> =
        tables.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Reference::with_tables(&tables).unwrap().value
});

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The reports of a folder, in the order of their names.
pub(crate) fn reports(folder: &str) -> Vec<Report> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(root().join(folder)).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    let files = paths.iter().filter(|it| it.extension().is_none_or(|it| it != "md"));
    let documents = files.flat_map(|it| {
        received(it.file_name().unwrap().to_str().unwrap(), std::fs::read(it).unwrap()).unwrap()
    });
    documents.map(|it| extract(&it, &Limits::default()).unwrap()).collect()
}

/// All that a case of these reports holds.
pub(crate) struct World {
    pub(crate) dossiers: Vec<Dossier>,
    pub(crate) claims: Vec<Cited>,
    pub(crate) situation: Situation,
}

impl World {
    pub(crate) fn of(reports: &[Report]) -> World {
        let reference = &*ARDEN;
        let coded: Vec<Coded> = reports.iter().map(|it| read_report(reference, it).value).collect();
        let undated = reports.iter().filter(|it| it.published.one_day().is_none()).cloned().collect();
        let dossiers = coded.iter().map(|it| it.dossier.clone()).collect();
        let claims = coded.into_iter().flat_map(|it| it.claims).collect();
        let (dossiers, claims) = settle(reference, undated, dossiers, claims);
        let situation = situation(reference, &dossiers, &claims, &Corrections::default(), None);
        World { dossiers, claims, situation }
    }
}
