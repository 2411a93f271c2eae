//! Writes the raw text of a treebank, the corpus of the grammar's benchmark.

use crate::{root, say};
use anyhow::{Context, Result, bail};
use orontes_grammar::conllu;

/// Writes the text of the CoNLL-U files to `target/bench-corpus.txt`, a paragraph a line.
pub(crate) fn run(args: &[String]) -> Result<()> {
    if args.is_empty() {
        bail!("usage: xtask bench-corpus FILE.conllu..")
    }
    let mut entries = Vec::new();
    for path in args {
        let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        entries.extend(conllu::read(&file).with_context(|| path.clone())?);
    }
    let (text, words) = conllu::text_of(&entries);
    let target = root().join("target").join("bench-corpus.txt");
    std::fs::write(&target, &text).with_context(|| format!("cannot write {}", target.display()))?;
    let (n_sentences, n_words) = (words.sentences.len(), words.pieces.len());
    say(&format!("{}: {n_sentences} sentences, {n_words} words, {} bytes", target.display(), text.len()));
    Ok(())
}
