//! House checks, scores and evaluations that the project runs on itself.
//!
//! `cargo run -p xtask -- COMMAND`; the house checks also run as tests of this crate.

mod bench_corpus;
mod conll;
mod eval_grammar;
mod house;
mod incidents;
mod licences;
mod scale;
mod score;
mod score_plover;
mod score_re3d;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    let done = match command.as_str() {
        "bench-corpus" => bench_corpus::run(&rest),
        "eval-grammar" => eval_grammar::run(&rest),
        "house" => house::run(),
        "incidents" => incidents::run(&rest),
        "licences" => licences::run(),
        "scale" => scale::run(&rest),
        "score" => score::run(&rest),
        "score-plover" => score_plover::run(&rest),
        "score-re3d" => score_re3d::run(&rest),
        _ => Err(anyhow::anyhow!(
            "unknown command «{command}»\nusage: xtask bench-corpus | eval-grammar | house | incidents | licences | scale | score | score-plover | score-re3d"
        )),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// Writes a line for the person who runs the task.
#[allow(clippy::print_stderr)]
fn report(line: &str) {
    eprintln!("{line}");
}

/// Writes a result.
#[allow(clippy::print_stdout)]
fn say(line: &str) {
    println!("{line}");
}

/// The folder of the project.
fn root() -> std::path::PathBuf {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("xtask lies in the project").to_path_buf()
}
