//! `orontes read`: reports in, one sourced picture out.

use crate::atlas::AtlasOption;
use crate::coding::{self, Coded};
use crate::fault::{self, Exit};
use crate::shown::Shown;
use crate::stages::Reference;
use crate::{book, clock, input, output, stages};
use orontes_extract::Refused;
use orontes_store::{Appended, Case, Entry, Stamp};
use serde_json::{Value, json};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

/// Read reports and print the brief: what happened, who holds what, who says so, where accounts differ
///
/// Text, web pages and JSON lines are told apart by their content. A report that cannot be read is named on
/// standard error and the others go on. With --case, reports are kept in a case file, and reading the same
/// report twice changes nothing; without it, nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Read {
    /// Reports: files, folders, or - for standard input
    #[arg(value_name = "PATH", required_unless_present = "case")]
    paths: Vec<PathBuf>,
    /// Add the reports to this case file; it is made where there is none
    #[arg(long, value_name = "FILE")]
    case: Option<PathBuf>,
    /// Add the coding rules of this folder (*.toml) to the shipped ones, or override them by their id
    #[arg(long, value_name = "DIR")]
    codebook: Option<PathBuf>,
    /// Write the brief as one self-contained web page with a map
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    /// Add the reports and print no brief: what they change is worked out when the case is next asked
    #[arg(long, short, requires = "case", conflicts_with_all = ["html", "json"])]
    quiet: bool,
    /// Read with so many threads [default: one for each core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Wait so long for another program that writes the same case
    #[arg(long, value_name = "SECONDS", default_value_t = orontes_store::WAIT.as_secs())]
    wait: u64,
    #[command(flatten)]
    atlas: AtlasOption,
}

const EXAMPLES: &str = "\
Examples:
  orontes read reports/*.txt                  print the brief, keep nothing
  orontes read reports/ --case case.gpkg      keep the reports and what they say in a case
  orontes read page.html --case case.gpkg     add one more later
  orontes read -q page.html --case case.gpkg  add it at once, and leave the brief for later
  curl -s ADDRESS | orontes read -            read standard input
  orontes read --case case.gpkg               bring a case up to date after an update of the program
  orontes read reports/ --html brief.html     a page with a map, to open or to send";

/// What became of the inputs.
#[derive(Default)]
struct Tally {
    added: Vec<String>,
    already_there: Vec<(String, String)>,
    refused: Vec<Refused>,
}

impl Read {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        let found = input::sources(&self.paths, self.case.as_deref())?;
        let mut stamp = clock::stamp();
        let mut reference = stages::reference_to_read(&self.atlas)?;
        let mut n_left_out = 0;
        if let Some(folder) = &self.codebook {
            let ruled = book::ruled(reference, folder)?;
            (reference, n_left_out) = (ruled.reference, ruled.n_left_out);
            // Another set of rules is another version: the case is read again under it.
            stamp.rules = format!("{} codebook {}", stamp.rules, ruled.mark);
        }
        let mut case = match &self.case {
            Some(path) => Case::open_or_create(path, &stamp)?,
            None => Case::in_memory(&stamp)?,
        };
        case.wait(Duration::from_secs(self.wait))?;
        let mut tally = Tally::default();
        tally.refuse(found.refused);
        coding::each_batch(&reference, &found.sources, self.threads, |batch| {
            append(&mut case, batch, &stamp, &mut tally)
        })?;
        self.read_again(&reference, &mut case, &stamp)?;
        if self.quiet {
            self.tell_kept(&tally);
            return Ok(Exit::of_refusals(tally.refused.len() + n_left_out));
        }
        let shown = Shown::rebuilt(&reference, case, &stamp, &self.atlas)?;
        self.print(&shown, &tally)?;
        shown.leave();
        Ok(Exit::of_refusals(tally.refused.len() + n_left_out))
    }

    /// Reads again what an earlier version of the program read: one picture never mixes two sets of rules.
    fn read_again(&self, reference: &Reference, case: &mut Case, stamp: &Stamp) -> anyhow::Result<()> {
        let mut documents = Vec::new();
        for name in case.read_otherwise(&stamp.rules)? {
            documents.extend(case.received(&name)?);
        }
        if documents.is_empty() {
            return Ok(());
        }
        fault::tell_note(&format!("{} reports are read again: the rules have changed", documents.len()));
        let coded = coding::code_each(reference, documents, self.threads)?;
        let (coded, refused) = coding::parted(coded);
        refused.iter().for_each(fault::tell_refused);
        let entries: Vec<Entry<'_>> = coded.iter().map(Coded::entry).collect();
        Ok(case.reread(&entries, stamp)?)
    }

    fn print(&self, shown: &Shown, tally: &Tally) -> anyhow::Result<()> {
        if let Some(path) = &self.html {
            output::write(Some(path), &shown.html())?;
        }
        for (name, there) in tally.already_there.iter().filter(|(name, there)| name != there) {
            fault::tell_note(&format!("{name} is {there}, byte for byte: it counts once"));
        }
        if self.json {
            return output::print_bytes(&format!("{:#}\n", self.json(shown, tally)));
        }
        if shown.is_empty() {
            return Ok(());
        }
        output::print(&shown.text())?;
        match &self.case {
            Some(path) => {
                self.tell_kept(tally);
                fault::tell_note(&format!("the words behind a line: orontes why {} E1", path.display()));
            }
            None => fault::tell_note(
                "nothing was kept; add --case FILE to keep the reports and ask: orontes why FILE E1",
            ),
        }
        Ok(())
    }

    fn tell_kept(&self, tally: &Tally) {
        let (n_added, n_there) = (tally.added.len(), tally.already_there.len());
        if let Some(case) = &self.case {
            fault::tell_note(&format!("{}: {n_added} added, {n_there} there already", case.display()));
        }
    }

    fn json(&self, shown: &Shown, tally: &Tally) -> Value {
        let refused = tally
            .refused
            .iter()
            .map(|it| json!({ "name": it.name, "what": it.what, "expected": it.expected, "hint": it.hint }));
        let there = tally.already_there.iter().map(|(name, there)| json!({ "name": name, "report": there }));
        json!({
            "added": tally.added,
            "already_there": there.collect::<Value>(),
            "refused": refused.collect::<Value>(),
            "brief": shown.brief_json(),
        })
    }
}

impl Tally {
    fn refuse(&mut self, refused: Vec<Refused>) {
        refused.iter().for_each(fault::tell_refused);
        self.refused.extend(refused);
    }
}

/// Adds what was read to the case; when this returns, it is on the disk.
fn append(
    case: &mut Case,
    batch: Vec<Result<Coded, Refused>>,
    stamp: &Stamp,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    let (coded, refused) = coding::parted(batch);
    tally.refuse(refused);
    if coded.is_empty() {
        return Ok(());
    }
    let entries: Vec<Entry<'_>> = coded.iter().map(Coded::entry).collect();
    let appended = case.append(&entries, stamp)?;
    for (it, outcome) in coded.iter().zip(appended) {
        match outcome {
            Appended::Added(name) => tally.added.push(name),
            Appended::AlreadyThere(there) => tally.already_there.push((it.received.name.clone(), there)),
        }
    }
    Ok(())
}
