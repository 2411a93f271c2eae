//! Answers who stands with whom: actors asked for by name, from the registry and from the reports of a case.

use crate::as_of::AsOf;
use crate::atlas::AtlasOption;
use crate::fault::{Exit, WrongUse};
use crate::shown::Shown;
use crate::{output, stages};
use orontes_engine::Registry;
use orontes_model::{Cited, ClaimId, Date, Party};
use std::path::PathBuf;

/// Say who stands with whom on a day: sides, parts, allies, backers
///
/// Looks the names up among the actors that ship with the program, and, with --case, in what reports tell: each tie
/// says whence it is known, the registry with its days, reports with their sentences. A side follows from the ties of
/// the day.
#[derive(Debug, clap::Args)]
pub(crate) struct Parties {
    /// Names of forces, governments, parties or persons; with --case and none, all of whom reports tell a tie
    #[arg(value_name = "NAME", required_unless_present = "case")]
    names: Vec<String>,
    /// A case file, or reports, whose relations count too
    #[arg(long, value_name = "CASE")]
    case: Vec<PathBuf>,
    #[command(flatten)]
    as_of: AsOf,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

impl Parties {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        if self.case.is_empty() {
            let registry = orontes_engine::registry().value;
            self.tell(&registry, &[], self.as_of.day(), &|_| Vec::new())?;
            return Ok(Exit::Done);
        }
        let reference = stages::reference_to_read(&AtlasOption::default())?;
        let (shown, n_refused) = Shown::opened(&reference, &self.case, self.as_of)?;
        let picture = shown.picture();
        self.tell(&reference.registry, shown.cited(), picture.cut_off, &|it| picture.references(it))?;
        Ok(Exit::of_refusals(n_refused))
    }

    fn tell(
        &self,
        registry: &Registry,
        cited: &[Cited],
        day: Option<Date>,
        references: &dyn Fn(&[ClaimId]) -> Vec<String>,
    ) -> anyhow::Result<()> {
        let asked = self.asked(registry, cited)?;
        let rows: Vec<_> = asked.iter().map(|it| registry.party(it, cited, day)).collect();
        if self.json {
            return output::print_bytes(&format!(
                "{:#}\n",
                orontes_render::parties_json(&rows, day, references)
            ));
        }
        output::print(&orontes_render::parties_text(&rows, day, references))
    }

    /// Who is asked for: actors of the registry by any of their names, others by the name that reports give.
    fn asked(&self, registry: &Registry, cited: &[Cited]) -> anyhow::Result<Vec<Party>> {
        let told = registry.parties(cited, None);
        let party = |name: &str, id: Option<&str>| Party {
            name: name.to_owned(),
            id: id.map(str::to_owned),
            country: None,
            sector: None,
            span: None,
        };
        if self.names.is_empty() {
            return Ok(told.iter().map(|it| party(&it.name, it.id.as_deref())).collect());
        }
        let mut asked = Vec::new();
        for name in &self.names {
            let known: Vec<Party> =
                registry.by_name(name).into_iter().map(|it| party(&it.name, Some(&it.id))).collect();
            let told = told.iter().filter(|it| it.name.eq_ignore_ascii_case(name));
            match known.is_empty() {
                true => asked.extend(told.map(|it| party(&it.name, it.id.as_deref()))),
                false => asked.extend(known),
            }
            if asked.is_empty() {
                let hint = "give a name that reports use, or see who a description is: orontes actor";
                return Err(WrongUse::new(format!("nobody is known as '{name}'"), hint).into());
            }
        }
        Ok(asked)
    }
}
