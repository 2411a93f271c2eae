//! `orontes-trainer --train FILE.. [--dev FILE] --out FILE [--seed N] [--epochs N]`: treebank in, weights out.
//!
//! Files are CoNLL-U (`xz -dk` them first). Progress goes to standard error.
#![allow(clippy::print_stderr)]

use orontes_grammar::conllu::{self, Entry};
use orontes_trainer::{Settings, train};
use std::process::ExitCode;

struct Args {
    train: Vec<String>,
    dev: Option<String>,
    out: String,
    settings: Settings,
}

const USAGE: &str = "orontes-trainer --train FILE.. [--dev FILE] --out FILE [--seed N] [--epochs N]";

fn args() -> Option<Args> {
    let settings = Settings { seed: 1, epochs: 14 };
    let mut args = Args { train: vec![], dev: None, out: String::new(), settings };
    let mut option = String::new();
    for word in std::env::args().skip(1) {
        match option.as_str() {
            _ if word.starts_with("--") => option = word,
            "--train" => args.train.push(word),
            "--dev" => args.dev = Some(word),
            "--out" => args.out = word,
            "--seed" => args.settings.seed = word.parse().ok()?,
            "--epochs" => args.settings.epochs = word.parse().ok()?,
            _ => return None,
        }
    }
    (!args.train.is_empty() && !args.out.is_empty()).then_some(args)
}

fn main() -> ExitCode {
    let Some(args) = args() else {
        eprintln!("usage: {USAGE}");
        return ExitCode::from(2);
    };
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let mut entries = Vec::new();
    for path in &args.train {
        entries.extend(load(path)?);
    }
    let dev = args.dev.as_deref().map(load).transpose()?.unwrap_or_default();
    let weights = train(&entries, &dev, args.settings, &|line| eprintln!("{line}"));
    std::fs::write(&args.out, &weights).map_err(|it| format!("{}: {it}", args.out))?;
    eprintln!("{}: {} kB", args.out, weights.len() >> 10);
    Ok(())
}

fn load(path: &str) -> Result<Vec<Entry>, String> {
    let text = std::fs::read_to_string(path).map_err(|it| format!("{path}: {it}"))?;
    conllu::read(&text).map_err(|it| format!("{path}: {it}"))
}
