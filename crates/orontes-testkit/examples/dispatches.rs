//! Prints as many dispatches of an invented war as are asked for, as JSON lines.
//!
//! `cargo run --release -p orontes-testkit --example dispatches -- 10000 > dispatches.jsonl`

use std::io::Write;

fn main() -> std::io::Result<()> {
    let n = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(1_000);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    orontes_testkit::dispatches::dispatches(n).try_for_each(|it| writeln!(out, "{it}"))?;
    out.flush()
}
