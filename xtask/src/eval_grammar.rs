//! Prints how right the grammar is on a treebank: with its words given, and from raw text.

use crate::conll::{Scores, scores};
use crate::say;
use anyhow::{Context, Result, bail};
use orontes_grammar::conllu::{self, Entry};
use orontes_grammar::{Analysis, Grammar};

/// Lowest figures that pass, on the test part of the English Web Treebank 2.16.
struct Floor {
    measure: &'static str,
    least: f64,
    found: fn(&Scores) -> f64,
}

const GIVEN: &[Floor] = &[
    Floor { measure: "UPOS", least: 95.0, found: |it| it.upos.f1() },
    Floor { measure: "XPOS", least: 94.4, found: |it| it.xpos.f1() },
    Floor { measure: "Lemmas", least: 96.0, found: |it| it.lemmas.f1() },
    Floor { measure: "UAS", least: 84.4, found: |it| it.uas.f1() },
    Floor { measure: "LAS", least: 80.8, found: |it| it.las.f1() },
];

const RAW: &[Floor] = &[
    Floor { measure: "Tokens", least: 99.0, found: |it| it.tokens.f1() },
    Floor { measure: "Sentences", least: 81.0, found: |it| it.sentences.f1() },
    Floor { measure: "Words", least: 98.8, found: |it| it.words.f1() },
    Floor { measure: "UPOS", least: 94.0, found: |it| it.upos.f1() },
    Floor { measure: "XPOS", least: 93.4, found: |it| it.xpos.f1() },
    Floor { measure: "Lemmas", least: 95.2, found: |it| it.lemmas.f1() },
    Floor { measure: "UAS", least: 81.4, found: |it| it.uas.f1() },
    Floor { measure: "LAS", least: 78.0, found: |it| it.las.f1() },
];

/// Parses the treebank `FILE` twice and prints both measurements; `--floors` fails below the floors,
/// `--diff` prints every sentence whose words or end differ.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let Some(path) = args.iter().find(|it| !it.starts_with("--")) else {
        bail!("usage: xtask eval-grammar FILE.conllu [--floors] [--diff]")
    };
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
    let gold = conllu::read(&file).with_context(|| path.clone())?;
    let grammar = Grammar::embedded()?;
    let (text, words) = conllu::text_of(&gold);
    let given = measure(&text, &gold, &grammar.analyse_words(&text, &words))?;
    let raw_analysis = grammar.analyse(&text, &Grammar::blocks(&text));
    if args.iter().any(|it| it == "--diff") {
        differences(&text, &words.sentences, &words.pieces, &raw_analysis);
    }
    let raw = measure(&text, &gold, &raw_analysis)?;
    say("words given");
    let given = print(GIVEN, &given);
    say("from raw text");
    let raw = print(RAW, &raw);
    if args.iter().any(|it| it == "--floors") && !(given && raw) {
        bail!("a figure lies below its floor");
    }
    Ok(())
}

fn measure(text: &str, gold: &[Entry], analysis: &Analysis) -> Result<Scores> {
    scores(gold, &conllu::read(&conllu::write(text, analysis))?)
}

fn print(floors: &[Floor], scores: &Scores) -> bool {
    let mut holds = true;
    for floor in floors {
        let found = (floor.found)(scores);
        let mark = if found < floor.least { "  BELOW" } else { "" };
        say(&format!("  {:<10}{found:6.2}   floor {:5.2}{mark}", floor.measure, floor.least));
        holds &= found >= floor.least;
    }
    holds
}

/// Prints the words and the sentence ends where the two cuts differ: `-` should be, `+` is.
fn differences(
    text: &str,
    sentences: &[std::ops::Range<usize>],
    pieces: &[orontes_grammar::token::Piece],
    found: &Analysis,
) {
    let right: std::collections::BTreeSet<_> = pieces.iter().map(|it| it.span).collect();
    let mine: std::collections::BTreeSet<_> = found.tokens.iter().map(|it| it.span).collect();
    let shown = |span: &orontes_model::Span| {
        let from = text.floor_char_boundary((span.start as usize).saturating_sub(12));
        let to = text.ceil_char_boundary((span.end as usize + 12).min(text.len()));
        format!("«{}» in {:?}", span.of(text), &text[from..to])
    };
    for span in right.difference(&mine) {
        say(&format!("-word {}", shown(span)));
    }
    for span in mine.difference(&right) {
        say(&format!("+word {}", shown(span)));
    }
    let right_ends: std::collections::BTreeSet<_> =
        sentences.iter().map(|it| pieces[it.end - 1].span).collect();
    let my_ends: std::collections::BTreeSet<_> =
        found.sentences.iter().map(|it| found.tokens[it.tokens.end - 1].span).collect();
    for span in right_ends.difference(&my_ends) {
        say(&format!("-end {}", shown(span)));
    }
    for span in my_ends.difference(&right_ends) {
        say(&format!("+end {}", shown(span)));
    }
}
