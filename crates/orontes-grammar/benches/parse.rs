//! Measures reading: sentences, words and bytes a second on one core, from raw text.
//!
//! The corpus is the file that `cargo run -p xtask -- bench-corpus FILE.conllu` writes; without it, a built-in
//! paragraph is repeated, which tells less: its words stay in the cache.

use divan::counter::{BytesCount, ItemsCount};
use orontes_grammar::Grammar;

/// Read where the environment names no corpus and none has been made.
const PARAGRAPH: &str = "HARBOR CITY — Government forces withdrew from the northern suburbs on Tuesday, a military \
source said, hours after rebel fighters cut the main road to the coast. At least 23 people were killed and \
dozens wounded, according to the regional hospital, which has been without electricity since last week. The \
defence ministry did not comment. Residents told reporters that they had heard shelling throughout the night.\n";

fn corpus() -> String {
    let named = std::env::var("ORONTES_BENCH_CORPUS").ok();
    let made = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench-corpus.txt").to_string();
    std::fs::read_to_string(named.unwrap_or(made)).unwrap_or_else(|_| PARAGRAPH.repeat(500))
}

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn start_up(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| Grammar::embedded().is_ok());
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn sentences(bencher: divan::Bencher<'_, '_>) {
    let (text, grammar) = (corpus(), Grammar::embedded().expect("the weights are whole"));
    let count = grammar.analyse(&text, &Grammar::blocks(&text)).sentences.len();
    bencher.counter(ItemsCount::new(count)).bench(|| grammar.analyse(&text, &Grammar::blocks(&text)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn words(bencher: divan::Bencher<'_, '_>) {
    let (text, grammar) = (corpus(), Grammar::embedded().expect("the weights are whole"));
    let count = grammar.analyse(&text, &Grammar::blocks(&text)).tokens.len();
    bencher.counter(ItemsCount::new(count)).bench(|| grammar.analyse(&text, &Grammar::blocks(&text)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn bytes(bencher: divan::Bencher<'_, '_>) {
    let (text, grammar) = (corpus(), Grammar::embedded().expect("the weights are whole"));
    bencher.counter(BytesCount::new(text.len())).bench(|| grammar.analyse(&text, &Grammar::blocks(&text)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn words_and_sentences_only(bencher: divan::Bencher<'_, '_>) {
    let (text, grammar) = (corpus(), Grammar::embedded().expect("the weights are whole"));
    bencher.counter(BytesCount::new(text.len())).bench(|| grammar.words(&text, &Grammar::blocks(&text)));
}
