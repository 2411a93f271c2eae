//! Turns a command line into work, and what went wrong into words and an exit status.
//!
//! One command is one file of [`commands`]. Data goes to standard output, everything else to standard error.

mod answer;
mod as_of;
mod atlas;
mod book;
mod clock;
mod coding;
mod commands;
mod fault;
mod input;
mod output;
mod shown;
mod stages;
mod view;
mod wire;
mod words;

use clap::Parser;
use std::process::ExitCode;

/// News reports of a war in, one sourced picture out.
///
/// Orontes reads reports, codes what each sentence says, who says it and how sure it is said to be, tells
/// copies from confirmations, and shows who holds what, how many fled and where accounts differ. Every line
/// leads back to its sentence. It works offline, and the same input gives the same bytes.
#[derive(Debug, Parser)]
#[command(name = "orontes", version, max_term_width = 100, after_help = EXAMPLES)]
struct Orontes {
    #[command(subcommand)]
    command: commands::Command,
}

const EXAMPLES: &str = "\
Examples:
  orontes read reports/ --case case.gpkg     read a folder, keep it as a case, print the brief
  orontes why case.gpkg E1                   the sentences behind event E1 of the brief
  orontes export case.gpkg --format geojson  the picture for a map

Exit status: 0 done, 1 done with something refused or not verified, 2 wrong use.";

fn main() -> ExitCode {
    let line = Orontes::parse();
    match line.command.run() {
        Ok(exit) => exit.code(),
        Err(error) => fault::tell(&error).code(),
    }
}
