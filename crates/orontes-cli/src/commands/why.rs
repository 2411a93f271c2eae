//! `orontes why`: the words behind an event, a figure, a holder or a disagreement.

use crate::answer::{self, Answer};
use crate::as_of::AsOf;
use crate::atlas::AtlasOption;
use crate::fault::{Exit, WrongUse};
use crate::shown::Shown;
use crate::{output, stages, view};
use orontes_model::OffsetMap;
use orontes_render::Picture;
use serde_json::Value;
use std::path::PathBuf;

/// Show the words behind an event, a figure, a holder or a disagreement
///
/// Shows each sentence with its report, its speakers from the publisher to the first, how sure it is said to
/// be, and its place in the bytes received. Takes a case file, or reports, which are then read and not kept.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Why {
    /// A case file, or reports
    #[arg(value_name = "CASE", required = true)]
    paths: Vec<PathBuf>,
    /// A handle of the brief (E1, F2.1, C3, D1), a sentence (000:3), a report, a place, a holder or a claim
    #[arg(value_name = "REF", required = true)]
    reference: String,
    #[command(flatten)]
    as_of: AsOf,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    atlas: AtlasOption,
}

const EXAMPLES: &str = "\
Examples:
  orontes why case.gpkg E1        an event of the brief
  orontes why case.gpkg F2        a figure and all its counts
  orontes why case.gpkg D1        a disagreement, side by side
  orontes why case.gpkg Arden     who holds a place, and what happened there
  orontes why case.gpkg 000:3     sentence 3 of report 000 and the claims on it
  orontes why case.gpkg 000       a report, sentence by sentence";

impl Why {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        if let Some(kept) = view::behind(&self.paths, self.as_of, &self.atlas, &self.reference)? {
            self.print(&kept.picture(), &kept.answers, &|report| kept.origin(report))?;
            return Ok(Exit::Done);
        }
        let reference = stages::reference(&self.atlas)?;
        let (shown, n_refused) = Shown::opened(&reference, &self.paths, self.as_of)?;
        let answers = answer::answers(&shown.picture(), &self.reference);
        if answers.is_empty() {
            return Err(self.unanswered(&shown).into());
        }
        self.print(&shown.picture(), &answers, &|report| shown.origin(report))?;
        Ok(Exit::of_refusals(n_refused))
    }

    fn print(
        &self,
        picture: &Picture<'_>,
        answers: &[Answer],
        origin: &dyn Fn(&str) -> anyhow::Result<OffsetMap>,
    ) -> anyhow::Result<()> {
        match self.json {
            true => {
                let answers = answers.iter().map(|it| answer::json(picture, it, origin));
                output::print_bytes(&format!("{:#}\n", answers.collect::<anyhow::Result<Value>>()?))
            }
            false => output::print(&answer::text(picture, answers)),
        }
    }

    fn unanswered(&self, shown: &Shown) -> WrongUse {
        let brief = orontes_render::compose(&shown.picture());
        let lines = brief.sections.iter().flat_map(|it| &it.lines);
        let handles: Vec<&str> =
            lines.map(|it| it.handle.as_str()).filter(|it| !it.is_empty()).take(12).collect();
        WrongUse::new(
            format!("{}: nothing in this case has that name", self.reference),
            format!(
                "ask for a handle of the brief ({} …), a sentence as report:number, a report, a place, a holder or a claim",
                handles.join(" ")
            ),
        )
    }
}
