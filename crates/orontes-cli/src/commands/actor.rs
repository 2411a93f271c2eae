//! `orontes actor`: who a name or description is, one line of JSON each.

use crate::fault::{self, Exit, WrongUse};
use crate::{clock, output};
use orontes_engine::Registry;
use orontes_model::{Date, Party};
use serde_json::json;
use std::fmt::Write;
use std::io::BufRead;

/// Say who a name or a description is: country, sector and identifier
///
/// Looks names up among the forces, parties, offices and persons that ship with the program; takes anything
/// else apart by its words: demonyms, offices, sectors. What no word tells stays empty. Sectors are those of
/// PLOVER 2.0 (GOV MIL REB COP SPY PTY OPP LEG JUD JRN MED NGO IGO CVL ...), countries ISO 3166-1 alpha-3.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Actor {
    /// Names or descriptions, or - for one on each line of standard input
    #[arg(value_name = "STRING", required = true)]
    strings: Vec<String>,
    /// The day on which offices are held, as 2024-12-05, or today [default: of late]
    #[arg(long, value_name = "DAY", value_parser = day)]
    on: Option<Date>,
    /// The country that the words come from a report about: a name, an adjective or a code
    #[arg(long, value_name = "COUNTRY")]
    context: Option<String>,
    /// Print JSON: what this command does in any case
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  orontes actor 'Houthi spokesman' 'Iraqi border guards'
  orontes actor 'the French president' --on 2010-05-01
  orontes actor 'government troops' --context Syria
  cut -f2 actors.tsv | orontes actor -";

fn day(words: &str) -> Result<Date, String> {
    match words {
        "today" => Ok(clock::today()),
        _ => words.parse().map_err(|_| "write a day as 2024-12-05, or today".to_owned()),
    }
}

impl Actor {
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        let noted = orontes_engine::registry();
        noted.notes.iter().for_each(|it| fault::tell_note(&it.message));
        let registry = noted.value;
        let context = self.context(&registry)?;
        let say = |text: &str| line(text, &registry.who(text, context.as_deref(), self.on));
        for string in &self.strings {
            match string.as_str() {
                "-" => std::io::stdin()
                    .lock()
                    .lines()
                    .try_for_each(|it| output::print_bytes(&say(it?.trim())))?,
                text => output::print_bytes(&say(text))?,
            }
        }
        Ok(Exit::Done)
    }

    fn context(&self, registry: &Registry) -> anyhow::Result<Option<String>> {
        let Some(words) = &self.context else { return Ok(None) };
        match registry.country_of(words) {
            Some(code) => Ok(Some(code.to_owned())),
            None => {
                let hint = "give a name (Syria), an adjective (Syrian) or a code of three letters (SYR)";
                Err(WrongUse::new(format!("no country is known as '{words}'"), hint).into())
            }
        }
    }
}

/// An empty country or sector is one that the words do not tell; an identifier is there or null.
fn line(text: &str, party: &Party) -> String {
    let told = |it: &Option<String>| it.clone().unwrap_or_default();
    let value = json!({
        "text": text,
        "id": party.id,
        "name": party.name,
        "country": told(&party.country),
        "sector": told(&party.sector),
    });
    let mut line = String::new();
    let _ = writeln!(line, "{value}");
    line
}
