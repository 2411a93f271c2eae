//! Reads texts with the theatre that the project ships, for the tests of this crate.

use orontes_gazetteer::Gazetteer;
use orontes_grammar::Grammar;
use orontes_model::{Digest, OffsetMap, Reading, Report, When};
use orontes_read::{Lexicon, read};
use orontes_registry::Registry;
use std::path::{Path, PathBuf};

/// What is known before the first report.
pub(crate) struct Known {
    grammar: Grammar,
    gazetteer: Gazetteer,
    registry: Registry,
}

impl Known {
    pub(crate) fn load() -> Known {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let mut files = Vec::new();
        for folder in ["theatres/syria", "world"] {
            let mut paths: Vec<PathBuf> =
                std::fs::read_dir(data.join(folder)).unwrap().map(|it| it.unwrap().path()).collect();
            paths.sort();
            for path in paths.iter().filter(|it| it.extension().is_some_and(|it| it == "tsv")) {
                files.push((path.display().to_string(), std::fs::read_to_string(path).unwrap()));
            }
        }
        let borrowed: Vec<(&str, &str)> = files.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
        Known {
            grammar: Grammar::embedded().unwrap(),
            gazetteer: Gazetteer::parse(&borrowed).value,
            registry: Registry::parse(&borrowed).value,
        }
    }

    pub(crate) fn read(&self, text: &str, published: When) -> Reading {
        let lexicon =
            Lexicon { grammar: &self.grammar, gazetteer: &self.gazetteer, registry: &self.registry };
        read(&lexicon, &report(text, published)).value
    }
}

fn report(text: &str, published: When) -> Report {
    Report {
        name: "gloss".into(),
        digest: Digest([0; 32]),
        text: text.into(),
        origin: OffsetMap::default(),
        title: None,
        publisher: None,
        byline: None,
        url: None,
        published,
        machine_written: None,
        zones: Vec::new(),
        notes: Vec::new(),
    }
}

/// Nanoseconds that this thread has computed, or that have passed where the system does not tell: what else
/// runs on the machine must not count.
#[allow(dead_code, reason = "each test file uses what it needs of this module")]
#[allow(clippy::disallowed_methods, reason = "the time taken is what is tested")]
pub(crate) fn computed_ns() -> u64 {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let computed = told.and_then(|it| it.split_whitespace().next()?.parse().ok());
    computed.unwrap_or_else(|| START.get_or_init(std::time::Instant::now).elapsed().as_nanos() as u64)
}
