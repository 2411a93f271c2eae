//! `orontes correct`: what a person decides against the program; it sticks, and can be taken back.

use crate::atlas::AtlasOption;
use crate::fault::{self, Exit, WrongUse};
use crate::shown::Shown;
use crate::stages::Reference;
use crate::{clock, output, stages};
use clap::Subcommand;
use orontes_model::{ClaimId, Reliability, StoryVerdict};
use orontes_store::{Case, Correction, Decision};
use serde_json::{Value, json};
use std::path::PathBuf;

/// Correct a case: a copy that was missed, a claim that is misread, a name that means somebody else
///
/// Every correction is one entry of the journal with who made it and when. Reports and claims stay as they are,
/// so that a correction outlives every rebuilding of the case and can be taken back.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Correct {
    /// The case file
    #[arg(value_name = "CASE")]
    case: PathBuf,
    #[command(subcommand)]
    what: What,
    /// Who decides this [default: the user of this machine]
    #[arg(long, value_name = "NAME", global = true)]
    by: Option<String>,
    /// Why, in your words
    #[arg(long, value_name = "TEXT", global = true)]
    because: Option<String>,
    /// Print JSON instead of text
    #[arg(long, global = true)]
    json: bool,
    #[command(flatten)]
    atlas: AtlasOption,
}

/// What is corrected.
#[derive(Debug, Subcommand)]
enum What {
    /// Two reports go back to one story: they count as one origin
    Merge {
        /// A report, by its name or short name
        one: String,
        /// The other report
        other: String,
    },
    /// A report found out for itself: it is independent of the other
    Split {
        /// The report that stands apart
        one: String,
        /// The other report
        other: String,
    },
    /// A claim says what its report does not say: nothing rests on it any more
    Reject {
        /// A claim, by its identity or the first six letters of it
        claim: String,
    },
    /// A rejected claim stands after all
    Accept {
        /// A claim, by its identity or the first six letters of it
        claim: String,
    },
    /// Grade a source from A (completely reliable) to F (cannot be judged)
    Grade {
        /// Name of the source
        source: String,
        /// A to F
        grade: String,
    },
    /// A name means this actor, wherever a claim bears it
    Alias {
        /// The name as the brief shows it
        name: String,
        /// The actor, by identifier or name
        actor: String,
    },
    /// A name means this place, wherever a claim bears it
    Place {
        /// The name as the brief shows it
        name: String,
        /// The place, by identifier, or by name where only one place has it
        place: String,
    },
    /// Take a correction back, by its number
    Undo {
        /// The number that `list` shows
        number: u32,
    },
    /// Show all corrections, those taken back as well
    List,
}

const EXAMPLES: &str = "\
Examples:
  orontes correct case.gpkg merge 003 004 --because 'both print the agency story'
  orontes correct case.gpkg split 001 002 --by 'R. Haddad'
  orontes correct case.gpkg reject 9f31c07a --because 'the town is another one'
  orontes correct case.gpkg grade 'Valley Wire' B
  orontes correct case.gpkg alias 'the Front' 'Northern Front'
  orontes correct case.gpkg place Arden ar.arden2
  orontes correct case.gpkg list
  orontes correct case.gpkg undo 2";

impl Correct {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        let mut case = Case::open(&self.case)?;
        let reference = stages::reference(&self.atlas)?;
        if let Some(decision) = self.decision(&reference, &case)? {
            let by = self.by.clone().unwrap_or_else(user);
            let stamp = clock::stamp();
            let number = case.correct(&decision, &by, self.because.as_deref(), &stamp)?;
            fault::tell_note(&format!("correction {number}; to take it back: {}", self.undo_line(number)));
            let shown = Shown::rebuilt(&reference, case, &stamp, &self.atlas)?;
            case = shown.into_case();
        }
        let corrections = case.corrections()?;
        match self.json {
            true => output::print_bytes(&format!("{:#}\n", json_of(&corrections)))?,
            false => output::print(&corrections.iter().map(text_of).collect::<String>())?,
        }
        Ok(Exit::Done)
    }

    fn undo_line(&self, number: u32) -> String {
        format!("orontes correct {} undo {number}", self.case.display())
    }

    /// What is decided; nothing where corrections are only shown.
    fn decision(&self, reference: &Reference, case: &Case) -> anyhow::Result<Option<Decision>> {
        let story = |one: &str, other: &str, verdict| -> anyhow::Result<Decision> {
            let (one, other) = (report(case, one)?, report(case, other)?);
            if one == other {
                return Err(WrongUse::new(format!("{one} is one report"), "name two reports").into());
            }
            Ok(Decision::Story { one, other, verdict })
        };
        let decision = match &self.what {
            What::Merge { one, other } => story(one, other, StoryVerdict::Same)?,
            What::Split { one, other } => story(one, other, StoryVerdict::Independent)?,
            What::Reject { claim: id } => Decision::Claim { claim: claim(case, id)?, is_rejected: true },
            What::Accept { claim: id } => Decision::Claim { claim: claim(case, id)?, is_rejected: false },
            What::Grade { source, grade } => {
                Decision::Grade { source: source.clone(), grade: letter(grade)? }
            }
            What::Alias { name, actor } => Decision::Alias { name: name.clone(), actor: actor.clone() },
            What::Place { name, place } => {
                Decision::Place { name: name.clone(), place: place_id(reference, place)? }
            }
            What::Undo { number } => {
                let there = case.corrections()?.into_iter().any(|it| it.number == *number && it.stands);
                if !there {
                    let hint = format!("orontes correct {} list", self.case.display());
                    return Err(WrongUse::new(format!("no correction {number} stands"), hint).into());
                }
                Decision::Undo(*number)
            }
            What::List => return Ok(None),
        };
        Ok(Some(decision))
    }
}

fn letter(grade: &str) -> anyhow::Result<Reliability> {
    Reliability::from_word(&grade.to_uppercase())
        .ok_or_else(|| WrongUse::new(format!("{grade} is no grade"), "give a letter from A to F").into())
}

/// A place by its identifier, or by a name that only one place has.
fn place_id(reference: &Reference, named: &str) -> anyhow::Result<String> {
    if reference.gazetteer.by_id(named).is_some() {
        return Ok(named.to_owned());
    }
    let found = reference.gazetteer.by_name(named);
    match found.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => {
            let hint = "orontes atlas show NAME lists the places of a name";
            Err(WrongUse::new(format!("{named}: no place has that name or identifier"), hint).into())
        }
        several => {
            let ids: Vec<&str> = several.iter().take(8).map(|it| it.id.as_str()).collect();
            let hint = format!("name one by its identifier: {}", ids.join(", "));
            Err(WrongUse::new(format!("{named}: several places have that name"), hint).into())
        }
    }
}

/// A report by its name, or by the label that the brief gives it.
fn report(case: &Case, named: &str) -> anyhow::Result<String> {
    let reports = case.reports()?;
    let names: Vec<&str> = reports.iter().map(|it| it.name.as_str()).collect();
    let labels = orontes_render::label::Labels::of(&names);
    let found = names.contains(&named).then_some(named).or_else(|| labels.report_of(named));
    found.map(str::to_owned).ok_or_else(|| {
        WrongUse::new(format!("{named}: no report of this case has that name"), "the brief lists the reports")
            .into()
    })
}

fn claim(case: &Case, named: &str) -> anyhow::Result<ClaimId> {
    let cited = case.cited()?;
    let is_meant = |id: &str| id == named || (named.len() >= 6 && id.starts_with(named));
    let found: Vec<&ClaimId> = cited.iter().map(|it| &it.claim.id).filter(|it| is_meant(&it.0)).collect();
    match found.as_slice() {
        [only] => Ok((*only).clone()),
        several => {
            let what = if several.is_empty() { "no claim" } else { "more than one claim" };
            let hint = "orontes why CASE REF shows the claims behind a line with their identities";
            Err(WrongUse::new(format!("{named}: {what} of this case has that identity"), hint).into())
        }
    }
}

/// Custody asks who decided; a machine that does not say is an unnamed user.
fn user() -> String {
    let named = ["USER", "USERNAME"].iter().find_map(|it| std::env::var(it).ok());
    named.filter(|it| !it.is_empty()).unwrap_or_else(|| "unnamed user".to_owned())
}

fn words(decision: &Decision) -> String {
    match decision {
        Decision::Story { one, other, verdict: StoryVerdict::Same } => {
            format!("{one} and {other} are one story")
        }
        Decision::Story { one, other, verdict: StoryVerdict::Independent } => {
            format!("{one} is independent of {other}")
        }
        Decision::Claim { claim, is_rejected: true } => format!("claim {claim} is rejected"),
        Decision::Claim { claim, is_rejected: false } => format!("claim {claim} is accepted"),
        Decision::Grade { source, grade } => format!("{source} is graded {}", grade.word()),
        Decision::Alias { name, actor } => format!("{name} means {actor}"),
        Decision::Place { name, place } => format!("{name} means the place {place}"),
        Decision::Undo(number) => format!("correction {number} is taken back"),
    }
}

fn text_of(it: &Correction) -> String {
    let when = it.moment.as_deref().map(|it| format!(", {it}")).unwrap_or_default();
    let why = it.reason.as_deref().map(|it| format!(": {it}")).unwrap_or_default();
    let fallen = if it.stands { "" } else { " (taken back)" };
    let line = format!("{:<4}{}{why} — {}{when}{fallen}", it.number, words(&it.decision), it.by);
    crate::words::plain(&line) + "\n"
}

fn json_of(corrections: &[Correction]) -> Value {
    let one = |it: &Correction| {
        json!({
            "number": it.number,
            "decision": words(&it.decision),
            "by": it.by,
            "because": it.reason,
            "moment": it.moment,
            "stands": it.stands,
        })
    };
    corrections.iter().map(one).collect()
}
