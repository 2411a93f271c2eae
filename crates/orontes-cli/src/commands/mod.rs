//! The commands: each is one file, its arguments and their help on one struct, then the work.

mod actor;
mod atlas;
mod brief;
mod changes;
mod claims;
mod correct;
mod export;
mod mentions;
mod parse;
mod read;
mod verify;
mod what_if;
mod why;

use crate::fault::Exit;
use clap::Subcommand;

/// What `orontes` does.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Read(read::Read),
    Brief(brief::Brief),
    Changes(changes::Changes),
    Why(why::Why),
    WhatIf(what_if::WhatIf),
    Correct(correct::Correct),
    Export(export::Export),
    Verify(verify::Verify),
    Claims(claims::Claims),
    Mentions(mentions::Mentions),
    Actor(actor::Actor),
    Parse(parse::Parse),
    Atlas(atlas::Atlas),
}

impl Command {
    /// Does the work.
    pub(crate) fn run(&self) -> anyhow::Result<Exit> {
        match self {
            Command::Read(it) => it.run(),
            Command::Brief(it) => it.run(),
            Command::Changes(it) => it.run(),
            Command::Why(it) => it.run(),
            Command::WhatIf(it) => it.run(),
            Command::Correct(it) => it.run(),
            Command::Export(it) => it.run(),
            Command::Verify(it) => it.run(),
            Command::Claims(it) => it.run(),
            Command::Mentions(it) => it.run(),
            Command::Actor(it) => it.run(),
            Command::Parse(it) => it.run(),
            Command::Atlas(it) => it.run(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_file_of_this_folder_is_a_command_and_every_command_a_file() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/commands");
        let stem = |it: std::fs::DirEntry| it.path().file_stem().unwrap().to_string_lossy().into_owned();
        let mut files: BTreeSet<String> =
            std::fs::read_dir(folder).unwrap().map(|it| stem(it.unwrap())).collect();
        files.remove("mod");
        let command = Command::augment_subcommands(clap::Command::new("orontes"));
        let commands: BTreeSet<String> =
            command.get_subcommands().map(|it| it.get_name().replace('-', "_")).collect();
        assert_eq!(files, commands);
    }

    #[test]
    fn every_argument_is_explained_and_every_command_has_examples() {
        let command = Command::augment_subcommands(clap::Command::new("orontes"));
        for it in command.get_subcommands() {
            let name = it.get_name();
            assert!(it.get_about().is_some(), "{name} does not say what it does");
            let examples = it.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(examples.contains(&format!("orontes {name}")), "{name} has no example");
            for argument in it.get_arguments() {
                assert!(argument.get_help().is_some(), "{name}: {} has no help", argument.get_id());
            }
        }
    }
}
