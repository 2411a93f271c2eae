//! Measures the program on cases of growing size: time and memory of what people do with one, as a table and a drawing.
//!
//! `xtask scale --binary target/release/orontes 1000 10000` measures and prints rows; `xtask scale --draw` draws
//! `docs/scale.svg` from `docs/scale.tsv`, where rows are kept.

use anyhow::{Context, Result, bail};
use orontes_testkit::dispatches::dispatches;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is measured of each size, in its order: the name of a row and the words of the command.
const STEPS: &[(&str, &[&str])] = &[
    ("add all", &["read", "--quiet", "all.jsonl", "--case", "case.gpkg"]),
    ("brief, joined", &["brief", "case.gpkg"]),
    ("join and keep", &["read", "--case", "case.gpkg"]),
    ("brief, kept", &["brief", "case.gpkg"]),
    ("why, kept", &["why", "case.gpkg", "E5"]),
    ("add one more", &["read", "--quiet", "one.jsonl", "--case", "case.gpkg"]),
    ("brief after one more", &["brief", "case.gpkg"]),
    ("read one more", &["read", "other.jsonl", "--case", "case.gpkg"]),
];
/// Lines of the drawing, with their colours.
const DRAWN: &[(&str, &str)] = &[
    ("add all", "#1b5e9b"),
    ("read one more", "#7a4a9e"),
    ("brief, kept", "#2e7d4f"),
    ("add one more", "#b5452c"),
];

/// One step at one size.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    n_reports: u32,
    step: String,
    processor_s: f64,
    peak_mib: f64,
}

/// Measures, or draws what was measured.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let docs = crate::root().join("docs");
    if words.iter().any(|it| it == "--draw") {
        let table = std::fs::read_to_string(docs.join("scale.tsv"))?;
        std::fs::write(docs.join("scale.svg"), drawn(&rows(&table)?))?;
        return Ok(());
    }
    let binary = crate::score::binary(words)?;
    for n_reports in words.iter().filter_map(|it| it.parse().ok()) {
        for row in measured(&binary, n_reports)? {
            crate::say(&format!(
                "{}\t{}\t{:.2}\t{:.0}",
                row.n_reports, row.step, row.processor_s, row.peak_mib
            ));
        }
    }
    Ok(())
}

fn measured(binary: &Path, n_reports: u32) -> Result<Vec<Row>> {
    let folder = std::env::temp_dir().join(format!("orontes-scale-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let mut lines: Vec<String> = dispatches(n_reports + 2).map(|it| it + "\n").collect();
    std::fs::write(folder.join("other.jsonl"), lines.pop().unwrap_or_default())?;
    std::fs::write(folder.join("one.jsonl"), lines.pop().unwrap_or_default())?;
    std::fs::write(folder.join("all.jsonl"), lines.concat())?;
    let rows = STEPS.iter().map(|(step, words)| {
        let (processor_s, peak_mib) = timed(binary, words, &folder)?;
        Ok(Row { n_reports, step: (*step).to_owned(), processor_s, peak_mib })
    });
    let rows: Result<Vec<Row>> = rows.collect();
    std::fs::remove_dir_all(&folder)?;
    rows
}

/// Seconds of the processor and most memory that a command took, as GNU time tells them.
fn timed(binary: &Path, words: &[&str], folder: &PathBuf) -> Result<(f64, f64)> {
    let binary = binary.canonicalize().context("there is no such program")?;
    let mut command = Command::new("/usr/bin/time");
    let command = command.args(["-f", "%U %S %M"]).arg(binary).args(words).current_dir(folder);
    let output = command.stdout(Stdio::null()).output().context("GNU time is not installed")?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        bail!("orontes {}: {told}", words.join(" "));
    }
    let numbers: Vec<f64> =
        told.lines().last().unwrap_or_default().split(' ').filter_map(|it| it.parse().ok()).collect();
    let [user_s, system_s, peak_kib] = numbers[..] else { bail!("GNU time told «{told}»") };
    Ok((user_s + system_s, peak_kib / 1024.0))
}

fn rows(table: &str) -> Result<Vec<Row>> {
    let row = |line: &str| -> Option<Row> {
        let mut fields = line.split('\t');
        let n_reports = fields.next()?.parse().ok()?;
        let step = fields.next()?.to_owned();
        Some(Row {
            n_reports,
            step,
            processor_s: fields.next()?.parse().ok()?,
            peak_mib: fields.next()?.parse().ok()?,
        })
    };
    let lines = table.lines().filter(|it| !it.starts_with('#') && !it.is_empty());
    lines.map(|it| row(it).with_context(|| format!("no row: {it}"))).collect()
}

/// Draws seconds on the left and memory on the right, both by reports, all axes logarithmic.
fn drawn(rows: &[Row]) -> String {
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 360\" font-family=\"sans-serif\" font-size=\"12\">\n",
    );
    panel(&mut out, rows, 60.0, &Axis { unit: "s", lowest: -2, highest: 3, of: |it| it.processor_s });
    panel(&mut out, rows, 560.0, &Axis { unit: "MiB", lowest: 1, highest: 4, of: |it| it.peak_mib });
    out + "</svg>\n"
}

/// What a panel shows, from a power of ten to another.
struct Axis {
    unit: &'static str,
    lowest: i32,
    highest: i32,
    of: fn(&Row) -> f64,
}

fn panel(out: &mut String, rows: &[Row], left: f64, axis: &Axis) {
    let x = |n: u32| left + 10.0 + (f64::from(n).log10() - 3.0) * 120.0;
    let height = 280.0 / f64::from(axis.highest - axis.lowest);
    let lowest = 10_f64.powi(axis.lowest);
    let y = |it: f64| 310.0 - (it.max(lowest).log10() - f64::from(axis.lowest)) * height;
    for power in axis.lowest..=axis.highest {
        let (at, value) = (y(10_f64.powi(power)), 10_f64.powi(power));
        let (right, text) = (left + 260.0, left - 6.0);
        let _ = writeln!(out, "<path d=\"M{left} {at:.0}H{right}\" stroke=\"#ddd\"/>");
        let _ = writeln!(
            out,
            "<text x=\"{text}\" y=\"{:.0}\" text-anchor=\"end\">{value} {}</text>",
            at + 4.0,
            axis.unit
        );
    }
    let mut sizes: Vec<u32> = rows.iter().map(|it| it.n_reports).collect();
    sizes.sort_unstable();
    sizes.dedup();
    for n in sizes {
        let _ = writeln!(out, "<text x=\"{:.0}\" y=\"332\" text-anchor=\"middle\">{n}</text>", x(n));
    }
    for (step, colour) in DRAWN {
        let of_step: Vec<&Row> = rows.iter().filter(|it| it.step == *step).collect();
        let points: Vec<String> =
            of_step.iter().map(|it| format!("{:.0},{:.0}", x(it.n_reports), y((axis.of)(it)))).collect();
        let Some(last) = of_step.last() else { continue };
        let points = points.join(" ");
        let _ = writeln!(
            out,
            "<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>"
        );
        let (right, up) = (x(last.n_reports) + 8.0, y((axis.of)(last)) + 4.0);
        let _ = writeln!(out, "<text x=\"{right:.0}\" y=\"{up:.0}\" fill=\"{colour}\">{step}</text>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_measured_is_what_is_drawn() {
        let table = std::fs::read_to_string(crate::root().join("docs/scale.tsv")).unwrap();
        let rows = rows(&table).unwrap();
        assert!(rows.len() >= 4 * DRAWN.len() && rows.iter().any(|it| it.n_reports == 100_000));
        assert!(DRAWN.iter().all(|it| rows.iter().any(|row| row.step == it.0)));
        assert_eq!(drawn(&rows), std::fs::read_to_string(crate::root().join("docs/scale.svg")).unwrap());
    }

    #[test]
    fn a_line_that_is_no_row_is_told() {
        assert!(rows("# head\n1000\tadd all\t1.5\t60\n").unwrap()[0].processor_s > 1.0);
        assert!(rows("1000\tadd all\tfast\t60\n").is_err());
    }
}
