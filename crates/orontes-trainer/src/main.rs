//! `orontes-trainer --train FILE.. [--weight N] [--check FILE..] --out FILE`: treebanks in, weights out.
//!
//! Files are CoNLL-U (`xz -dk` them first); `--weight` is of the file before it; `--made` sentences a pass are made by
//! the rules of the folder before it, and without treebanks they are printed. Progress goes to standard error.
#![allow(clippy::print_stderr)]

use orontes_grammar::conllu::{self, Entry, Row};
use orontes_trainer::{Forms, Made, Part, Settings, train};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

struct Args {
    parts: Vec<(String, usize)>,
    forms: Option<(String, usize)>,
    checks: Vec<String>,
    out: String,
    settings: Settings,
}

const USAGE: &str = "orontes-trainer --train FILE.. [--weight N] [--forms FOLDER --made N] [--check FILE..] --out FILE [--seed N] [--epochs N] \
[--width N] [--layers N] [--tag-layers N] [--arc N] [--relation N] [--batch N] [--rate X] [--input-dropout X] \
[--layer-dropout X] [--side-dropout X]";

fn args() -> Option<Args> {
    let settings = Settings::default();
    let mut args = Args { parts: vec![], forms: None, checks: vec![], out: String::new(), settings };
    let mut option = String::new();
    for word in std::env::args().skip(1) {
        match option.as_str() {
            _ if word.starts_with("--") => option = word,
            "--train" => args.parts.push((word, 1)),
            "--weight" => args.parts.last_mut()?.1 = word.parse().ok()?,
            "--forms" => args.forms = Some((word, 0)),
            "--made" => args.forms.as_mut()?.1 = word.parse().ok()?,
            "--check" => args.checks.push(word),
            "--out" => args.out = word,
            "--seed" => args.settings.seed = word.parse().ok()?,
            "--epochs" => args.settings.epochs = word.parse().ok()?,
            "--width" => args.settings.width = word.parse().ok()?,
            "--layers" => args.settings.layers = word.parse().ok()?,
            "--tag-layers" => args.settings.tag_layers = word.parse().ok()?,
            "--arc" => args.settings.arc = word.parse().ok()?,
            "--relation" => args.settings.relation = word.parse().ok()?,
            "--input-dropout" => args.settings.input_dropout = word.parse().ok()?,
            "--layer-dropout" => args.settings.layer_dropout = word.parse().ok()?,
            "--side-dropout" => args.settings.side_dropout = word.parse().ok()?,
            "--rate" => args.settings.rate = word.parse().ok()?,
            "--batch" => args.settings.batch = word.parse().ok()?,
            _ => return None,
        }
    }
    let shows = args.forms.is_some() && args.parts.is_empty();
    (shows || !args.parts.is_empty() && !args.out.is_empty()).then_some(args)
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
    let part = |it: &(String, usize)| Ok(Part { entries: load(&it.0)?, weight: it.1 });
    let parts = args.parts.iter().map(part).collect::<Result<Vec<_>, String>>()?;
    let checks = args.checks.iter().map(|it| load(it)).collect::<Result<Vec<_>, String>>()?;
    let forms = args.forms.as_ref().map(|it| Forms::open(Path::new(&it.0))).transpose()?;
    let count = args.forms.as_ref().map_or(0, |it| it.1);
    if let Some(forms) = forms.as_ref().filter(|_| args.parts.is_empty()) {
        return show(&forms.sentences(count, args.settings.seed));
    }
    let made = forms.as_ref().map(|forms| Made { forms, count });
    let weights = train(&parts, made, &checks, args.settings, &|line| eprintln!("{line}"));
    std::fs::write(&args.out, &weights).map_err(|it| format!("{}: {it}", args.out))?;
    eprintln!("{}: {} kB", args.out, weights.len() >> 10);
    Ok(())
}

/// Writes sentences as CoNLL-U to standard output.
fn show(entries: &[Entry]) -> Result<(), String> {
    let mut text = String::new();
    for entry in entries {
        for (at, row) in entry.words.iter().enumerate() {
            let Row { form, lemma, upos, xpos, head, deprel, .. } = row;
            text += &format!("{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{deprel}\t_\t_\n", at + 1);
        }
        text.push('\n');
    }
    std::io::stdout().write_all(text.as_bytes()).map_err(|it| it.to_string())
}

fn load(path: &str) -> Result<Vec<Entry>, String> {
    let text = std::fs::read_to_string(path).map_err(|it| format!("{path}: {it}"))?;
    conllu::read(&text).map_err(|it| format!("{path}: {it}"))
}
