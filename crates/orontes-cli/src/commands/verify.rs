//! `orontes verify`: whether a case is as it was written.

use crate::atlas::AtlasOption;
use crate::fault::{self, Exit};
use crate::words::plain;
use crate::{coding, output, stages};
use orontes_model::{Cited, Received};
use orontes_store::{Case, Fault, Verified};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// Re-hash every report and the journal, and look up the words of every claim
///
/// Checks the pages of the file, the SHA-256 of every report, the chain of the journal, and that the words of
/// every claim stand in its report. With --reread every report is read again and must give the same claims.
/// Exit status 1 where anything differs.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Verify {
    /// The case file
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Read every report again and compare what it says
    #[arg(long)]
    reread: bool,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    atlas: AtlasOption,
}

const EXAMPLES: &str = "\
Examples:
  orontes verify case.gpkg
  orontes verify case.gpkg --reread

The seal is that of the newest journal entry. Note it down elsewhere: where the journal no longer holds
it, somebody has rewritten the case as a whole.";

impl Verify {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        let case = Case::open(&self.case)?;
        let mut verified = case.verify()?;
        if self.reread {
            verified.faults.extend(differing(&case, &self.atlas)?);
        }
        if !case.layers_are_current()? {
            let path = self.case.display();
            fault::tell_note(&format!(
                "the map layers are older than the newest report: orontes read --case {path}"
            ));
        }
        match self.json {
            true => output::print_bytes(&format!("{:#}\n", json_of(&verified)))?,
            false => output::print(&text_of(&verified))?,
        }
        Ok(Exit::of_refusals(verified.faults.len()))
    }
}

/// Returns the reports that do not give the claims which the case keeps. Those that other rules read are
/// expected to differ and are left out.
fn differing(case: &Case, atlas: &AtlasOption) -> anyhow::Result<Vec<Fault>> {
    let reference = stages::reference_to_read(atlas)?;
    let mut kept: BTreeMap<String, Vec<Cited>> = BTreeMap::new();
    for cited in case.cited()? {
        kept.entry(cited.claim.report.clone()).or_default().push(cited);
    }
    let current = case.reports()?.into_iter().filter(|it| it.rules == crate::clock::RULES);
    let mut faults = Vec::new();
    for report in current {
        let Some(received) = case.received(&report.name)? else { continue };
        let expected = kept.remove(&report.name).unwrap_or_default();
        if claims_of(&reference, received)?.is_none_or(|it| !same(it, expected)) {
            faults.push(Fault::RowsChanged { name: report.name });
        }
    }
    Ok(faults)
}

fn claims_of(reference: &stages::Reference, received: Received) -> anyhow::Result<Option<Vec<Cited>>> {
    let mut coded = coding::code_each(reference, vec![received], None)?;
    Ok(coded.pop().and_then(Result::ok).map(|it| it.claims))
}

fn same(mut one: Vec<Cited>, mut other: Vec<Cited>) -> bool {
    for claims in [&mut one, &mut other] {
        claims.sort_by(|a, b| a.claim.id.cmp(&b.claim.id));
    }
    one == other
}

fn text_of(verified: &Verified) -> String {
    let Verified { n_reports, n_claims, n_entries, head, faults } = verified;
    let mut text = format!("{n_reports} reports, {n_claims} claims, {n_entries} journal entries\n");
    let _ = writeln!(text, "seal {head}");
    for fault in faults {
        let _ = writeln!(text, "differs: {}", plain(&fault.to_string()));
    }
    text.push_str(match faults.len() {
        0 => "all is as it was written\n",
        _ => "this case is NOT as it was written\n",
    });
    text
}

fn json_of(verified: &Verified) -> serde_json::Value {
    let faults: Vec<String> = verified.faults.iter().map(ToString::to_string).collect();
    json!({
        "verified": faults.is_empty(),
        "reports": verified.n_reports,
        "claims": verified.n_claims,
        "journal_entries": verified.n_entries,
        "seal": verified.head,
        "faults": faults,
    })
}
