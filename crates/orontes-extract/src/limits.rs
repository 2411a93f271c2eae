//! How much one report may cost.

use crate::{Received, Refused};

/// How much one report may cost before it is refused or read in the plainer way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest report, in bytes. A news report of 64 MiB does not exist; an archive under a wrong name does.
    pub max_report_bytes: u64,
    /// Elements of a page nested deeper than this lose their tags, never their words. Browsers stop at
    /// 512; at 256 the article finder still takes 10 ms for the worst page, and it grows with the square.
    pub max_depth: usize,
    /// Sum of the depths of a page's elements above which the article finder is not asked. A structural
    /// measure, not a clock, so that the same page gives the same text on every machine.
    pub max_page_weight: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { max_report_bytes: 64 << 20, max_depth: 256, max_page_weight: 1_000_000 }
    }
}

/// Refuses a file by its size, before it is read. Files of JSON lines may be longer: each line is a
/// report of its own.
pub fn allowed(name: &str, size_bytes: u64, limits: &Limits) -> Result<(), Refused> {
    if size_bytes <= limits.max_report_bytes || has_extension(name, &["jsonl", "ndjson"]) {
        return Ok(());
    }
    Err(Refused::new(
        name,
        format!("the file is {} MB long", size_bytes / 1_000_000),
        format!("a report of at most {} MB", limits.max_report_bytes / 1_000_000),
        "split it into one report per file, or one JSON object per line (.jsonl)",
    ))
}

/// Refuses a report that is too long.
pub(crate) fn check(received: &Received, limits: &Limits) -> Result<(), Refused> {
    match received.bytes.len() as u64 > limits.max_report_bytes {
        true => Err(Refused::new(
            &received.name,
            format!("the report is {} MB long", received.bytes.len() / 1_000_000),
            format!("a report of at most {} MB", limits.max_report_bytes / 1_000_000),
            "split it into one report per file",
        )),
        false => Ok(()),
    }
}

/// Says whether `name` ends in one of these extensions, in either case.
pub(crate) fn has_extension(name: &str, extensions: &[&str]) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    last.rsplit_once('.').is_some_and(|(_, ext)| extensions.iter().any(|it| ext.eq_ignore_ascii_case(it)))
}
