//! Measures reconciling as a case grows, and what one more report costs; prints a table.
//!
//! `cargo bench -p orontes-reconcile --bench growth -- [MOST_REPORTS]`

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use orontes_model::Corrections;
use orontes_reconcile::{Filed, Joined};
use orontes_registry::Registry;
use orontes_testkit::war;
use std::time::Instant;

/// Reports that are added one by one once the case has its size.
const ADDED: usize = 200;

/// Most memory that the process has held, in MiB, where the system tells.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    peak.and_then(|it| it.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// What was measured of one size.
struct Row {
    n_reports: usize,
    n_claims: usize,
    n_events: usize,
    whole_s: f64,
    picture_s: f64,
    /// Of adding one report: the middle one and the dearest, in milliseconds.
    added_ms: (f64, f64),
    peak_mib: u64,
}

#[allow(clippy::disallowed_methods, reason = "a bench measures time")]
fn measured(registry: &Registry, n_reports: usize) -> Row {
    let reports = war::war((n_reports + ADDED) as u32);
    let filed = |at: usize| Filed { dossier: &reports[at].0, fingerprint: &reports[at].1 };
    let corrections = Corrections::default();
    let mut joined = Joined::new(registry, &corrections);
    let start = Instant::now();
    for (at, report) in reports.iter().enumerate().take(n_reports) {
        joined.add(&[filed(at)], &report.2);
    }
    let whole_s = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let picture = joined.picture();
    let picture_s = start.elapsed().as_secs_f64();
    let mut times_ms: Vec<f64> = Vec::new();
    for (at, report) in reports.iter().enumerate().skip(n_reports) {
        let start = Instant::now();
        joined.add(&[filed(at)], &report.2);
        times_ms.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times_ms.sort_by(f64::total_cmp);
    Row {
        n_reports,
        n_claims: reports.iter().take(n_reports).map(|it| it.2.len()).sum(),
        n_events: picture.events.len(),
        whole_s,
        picture_s,
        added_ms: (times_ms[ADDED / 2], times_ms[ADDED - 1]),
        peak_mib: peak_mib(),
    }
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let most: usize = words.iter().find_map(|it| it.parse().ok()).unwrap_or(10_000);
    let registry = Registry::parse(&[("actors.tsv", war::ACTORS)]).value;
    println!("| reports | claims | events | all, s | picture, s | one more, ms | at most, ms | peak, MiB |");
    println!("|--:|--:|--:|--:|--:|--:|--:|--:|");
    for n in [1_000, 3_000, 10_000, 30_000, 100_000].into_iter().filter(|it| *it <= most) {
        let it = measured(&registry, n);
        println!(
            "| {} | {} | {} | {:.1} | {:.1} | {:.2} | {:.1} | {} |",
            it.n_reports,
            it.n_claims,
            it.n_events,
            it.whole_s,
            it.picture_s,
            it.added_ms.0,
            it.added_ms.1,
            it.peak_mib
        );
    }
}
