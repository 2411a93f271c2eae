//! Prints how right the grammar is on a treebank: with its words given, and from raw text.

use crate::conll::{Scores, scores};
use crate::{root, say};
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
    Floor { measure: "UPOS", least: 95.6, found: |it| it.upos.f1() },
    Floor { measure: "XPOS", least: 95.0, found: |it| it.xpos.f1() },
    Floor { measure: "Lemmas", least: 96.3, found: |it| it.lemmas.f1() },
    Floor { measure: "UAS", least: 88.2, found: |it| it.uas.f1() },
    Floor { measure: "LAS", least: 85.5, found: |it| it.las.f1() },
];

const RAW: &[Floor] = &[
    Floor { measure: "Tokens", least: 99.0, found: |it| it.tokens.f1() },
    Floor { measure: "Sentences", least: 81.0, found: |it| it.sentences.f1() },
    Floor { measure: "Words", least: 98.8, found: |it| it.words.f1() },
    Floor { measure: "UPOS", least: 94.6, found: |it| it.upos.f1() },
    Floor { measure: "XPOS", least: 94.0, found: |it| it.xpos.f1() },
    Floor { measure: "Lemmas", least: 95.4, found: |it| it.lemmas.f1() },
    Floor { measure: "UAS", least: 84.8, found: |it| it.uas.f1() },
    Floor { measure: "LAS", least: 82.2, found: |it| it.las.f1() },
];

/// Floors of the project's own sentences of war news, which no weights were trained on.
const NEWS: &[Floor] = &[
    Floor { measure: "UPOS", least: 97.5, found: |it| it.upos.f1() },
    Floor { measure: "UAS", least: 94.5, found: |it| it.uas.f1() },
    Floor { measure: "LAS", least: 93.0, found: |it| it.las.f1() },
];

/// Prints how right the grammar is on the test part of the treebank and on news, and fails below the floors.
///
/// `FILE` measures that file instead; `--floors` holds it to the floors of the test part, `--diff` prints every
/// sentence whose words or end differ.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let grammar = Grammar::embedded()?;
    let says = |option: &str| args.iter().any(|it| it == option);
    if let Some(path) = args.iter().find(|it| !it.starts_with("--")) {
        let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        let holds = treebank(&grammar, &file, says("--diff")).with_context(|| path.clone())?;
        return if says("--floors") { held(holds) } else { Ok(()) };
    }
    say("sentences of war news, words given");
    let news = root().join("crates/orontes-trainer/news/check.conllu");
    let file = std::fs::read_to_string(&news).with_context(|| format!("cannot read {}", news.display()))?;
    let news = conllu::read(&file)?;
    let (text, words) = conllu::text_of(&news);
    let mut holds = print(NEWS, &measure(&text, &news, &grammar.analyse_words(&text, &words))?);
    match shared_test()? {
        Some(file) => {
            say("test part of the English Web Treebank");
            holds &= treebank(&grammar, &file, says("--diff"))?;
        }
        None => say("eval-grammar: treebank skipped, no ../shared/data/ud-ewt beside the project"),
    }
    held(holds)
}

fn held(holds: bool) -> Result<()> {
    if holds { Ok(()) } else { bail!("a figure lies below its floor") }
}

/// Returns the test part of the treebank beside the project, unpacked by `xz`, where there is one.
fn shared_test() -> Result<Option<String>> {
    let named = std::env::var_os("ORONTES_SHARED").map(std::path::PathBuf::from);
    let Some(shared) = named.or_else(|| root().parent().map(|it| it.join("shared"))) else { return Ok(None) };
    let packed = shared.join("data/ud-ewt/en_ewt-test.conllu.xz");
    if !packed.is_file() {
        return Ok(None);
    }
    let unpacked =
        std::process::Command::new("xz").arg("-dc").arg(&packed).output().context("xz is needed")?;
    if !unpacked.status.success() {
        bail!("xz cannot unpack {}", packed.display());
    }
    Ok(Some(String::from_utf8(unpacked.stdout)?))
}

/// Measures a treebank with its words given and from raw text; says whether every floor holds.
fn treebank(grammar: &Grammar, file: &str, diff: bool) -> Result<bool> {
    let gold = conllu::read(file)?;
    let (text, words) = conllu::text_of(&gold);
    let given = measure(&text, &gold, &grammar.analyse_words(&text, &words))?;
    let raw_analysis = grammar.analyse(&text, &Grammar::blocks(&text));
    if diff {
        differences(&text, &words.sentences, &words.pieces, &raw_analysis);
    }
    let raw = measure(&text, &gold, &raw_analysis)?;
    say("words given");
    let given = print(GIVEN, &given);
    say("from raw text");
    Ok(print(RAW, &raw) && given)
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
