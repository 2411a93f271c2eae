//! Trains the weights of the grammar crate from a treebank, deterministically.
//!
//! `orontes-trainer --train FILE.. [--dev FILE] --out FILE [--seed N]`, files in CoNLL-U (`xz -dk` first).
#![allow(clippy::print_stderr)]

mod learn;
mod perceptron;
mod treebank;

use learn::{Counted, StructureTrainer, lexical_tables, moves_of, words_of};
use orontes_grammar::analyse::units;
use orontes_grammar::conllu::{self, Entry};
use orontes_grammar::relation::Tree;
use orontes_grammar::structure::Unit;
use orontes_grammar::weights::{Folded, Sections, Sparse, join};
use orontes_grammar::{lexicon::Word, relation, structure, tagger};
use orontes_model::Upos;
use rayon::prelude::*;
use treebank::{Names, Sample, names, sample};

struct Args {
    train: Vec<String>,
    dev: Option<String>,
    out: String,
    seed: u64,
    epochs: u64,
}

fn args() -> Option<Args> {
    let mut args = Args { train: vec![], dev: None, out: String::new(), seed: 1, epochs: 10 };
    let mut option = String::new();
    for word in std::env::args().skip(1) {
        if word.starts_with("--") {
            option = word;
            continue;
        }
        match option.as_str() {
            "--train" => args.train.push(word),
            "--dev" => args.dev = Some(word),
            "--out" => args.out = word,
            "--seed" => args.seed = word.parse().ok()?,
            "--epochs" => args.epochs = word.parse().ok()?,
            _ => return None,
        }
    }
    (!args.train.is_empty() && !args.out.is_empty()).then_some(args)
}

fn load(path: &str) -> Result<Vec<Entry>, String> {
    let text = std::fs::read_to_string(path).map_err(|it| format!("{path}: {it}"))?;
    conllu::read(&text).map_err(|it| format!("{path}: {it}"))
}

fn main() -> std::process::ExitCode {
    let Some(args) = args() else {
        eprintln!("orontes-trainer --train FILE.. [--dev FILE] --out FILE [--seed N] [--epochs N]");
        return 2.into();
    };
    match run(&args) {
        Ok(()) => 0.into(),
        Err(problem) => {
            eprintln!("error: {problem}");
            1.into()
        }
    }
}

/// Parts of the treebank that are tagged by a tagger that has not seen them.
const N_FOLDS: usize = 5;

struct Trained {
    bytes: Vec<u8>,
}

fn run(args: &Args) -> Result<(), String> {
    let mut entries = Vec::new();
    for path in &args.train {
        entries.extend(load(path)?);
    }
    let dev = args.dev.as_deref().map(load).transpose()?;
    let trained = train(&entries, dev.as_deref(), args.seed, args.epochs);
    std::fs::write(&args.out, trained.bytes).map_err(|it| format!("{}: {it}", args.out))
}

fn train(entries: &[Entry], dev: Option<&[Entry]>, seed: u64, epochs: u64) -> Trained {
    let names = names(entries);
    let n_tags = names.tags.len();
    let samples: Vec<Sample> = entries.iter().map(|it| sample(it, &names)).collect();
    let dev: Vec<Sample> = dev.unwrap_or(&[]).iter().map(|it| sample(it, &names)).collect();
    let upos: Vec<(Upos, &str)> = names
        .tags
        .iter()
        .filter_map(|it| it.split_once('\t'))
        .filter_map(|it| Some((Upos::from_word(it.0)?, it.1)))
        .collect();
    eprintln!(
        "{} sentences, {n_tags} tags, {} relations, {} lists of features, {} lemma scripts",
        samples.len(),
        names.labels.len(),
        names.feats.len(),
        names.scripts.len()
    );

    // Tagger: once on everything, and once per fold on everything else, for the tags that the parser learns from.
    let everything: Vec<&Sample> = samples.iter().collect();
    let jobs: Vec<Option<usize>> = std::iter::once(None).chain((0..N_FOLDS).map(Some)).collect();
    let mut taggers: Vec<(Counted, perceptron::Classes)> = jobs
        .par_iter()
        .map(|fold| {
            let part: Vec<&Sample> = everything
                .iter()
                .enumerate()
                .filter(|(at, _)| fold.is_none_or(|it| at % N_FOLDS != it))
                .map(|it| *it.1)
                .collect();
            let lexicon = Counted::of(&part);
            let words: Vec<Vec<Word>> = part.iter().map(|it| words_of(&lexicon, it)).collect();
            let gold: Vec<&[u8]> = part.iter().map(|it| it.tags.as_slice()).collect();
            let model = learn::tagger(&words, &gold, n_tags, 8, seed);
            eprintln!("tagger {fold:?} done");
            (lexicon, model)
        })
        .collect();
    let folds = taggers.split_off(1);
    let Some((lexicon, tagger_model)) = taggers.pop() else { return Trained { bytes: vec![] } };
    let tagger_bytes = tagger_model.table(3, 0.1);
    let lexicon_bytes = lexicon.table();
    eprintln!("tagger {} kB, lexicon {} kB", tagger_bytes.len() >> 10, lexicon_bytes.len() >> 10);
    let probe = leak(join(&[("lexicon", lexicon_bytes.clone()), ("tagger", tagger_bytes.clone())]));
    let sections = Sections::open(probe).expect("just written");
    let lexicon_table = Sparse::open(&sections, "lexicon").expect("just written");
    let tagger_table = Sparse::open(&sections, "tagger").expect("just written");

    let fold_tables: Vec<Sparse> = folds
        .iter()
        .map(|it| {
            let sections =
                Sections::open(leak(join(&[("tagger", it.1.table(1, 0.0))]))).expect("just written");
            Sparse::open(&sections, "tagger").expect("just written")
        })
        .collect();
    let mut unit_lists: Vec<Vec<Unit>> = Vec::new();
    let mut right = 0usize;
    let mut all = 0usize;
    for (at, sample) in samples.iter().enumerate() {
        let fold = at % N_FOLDS;
        let words = words_of(&folds[fold].0, sample);
        let mut tags = Vec::new();
        tagger::tag(&fold_tables[fold], n_tags, &words, &mut tags);
        right += tags.iter().zip(&sample.tags).filter(|it| it.0 == it.1).count();
        all += tags.len();
        // The parser sees words as the final lexicon does, tags as a stranger's.
        let words = words_of(&lexicon, sample);
        let mut list = Vec::new();
        units(&words, &tags, &upos, &mut list);
        unit_lists.push(list);
    }
    eprintln!("tags of the folds: {:.2} %", 100.0 * right as f64 / all as f64);
    let mut dev_units: Vec<Vec<Unit>> = Vec::new();
    let (mut upos_right, mut xpos_right, mut dev_all) = (0, 0, 0);
    for sample in &dev {
        let words = words_of(&lexicon_table, sample);
        let mut tags = Vec::new();
        tagger::tag(&tagger_table, n_tags, &words, &mut tags);
        for (mine, gold) in tags.iter().zip(&sample.tags) {
            dev_all += 1;
            xpos_right += usize::from(mine == gold);
            upos_right +=
                usize::from(upos.get(*gold as usize).is_some_and(|it| it.0 == upos[*mine as usize].0));
        }
        let mut list = Vec::new();
        units(&words, &tags, &upos, &mut list);
        dev_units.push(list);
    }
    eprintln!("dev: UPOS {:.2} joint tag {:.2}", pct(upos_right, dev_all), pct(xpos_right, dev_all));

    // Relations, on the treebank's trees.
    let root = names.labels.iter().position(|it| it == "root").unwrap_or(0) as u8;
    let trees: Vec<Tree> = samples
        .iter()
        .map(|it| {
            let mut tree = Tree::default();
            tree.heads = it.heads.clone();
            tree.index();
            tree
        })
        .collect();
    let gold_labels: Vec<&[u8]> = samples.iter().map(|it| it.labels.as_slice()).collect();
    let relation_model =
        learn::relations(&unit_lists, &trees, &gold_labels, names.labels.len(), root, 6, seed);
    let relation_bytes = relation_model.table(3, 0.15);
    eprintln!("relations {} kB", relation_bytes.len() >> 10);
    let sections = Sections::open(leak(join(&[("relation", relation_bytes.clone())]))).expect("just written");
    let relation_table = Sparse::open(&sections, "relation").expect("just written");

    // Governors.
    let kept: Vec<usize> = (0..samples.len()).filter(|it| samples[*it].projective()).collect();
    let kept_units: Vec<Vec<Unit>> = kept.iter().map(|it| unit_lists[*it].clone()).collect();
    let moves: Vec<Vec<u8>> = kept.iter().map(|it| moves_of(&samples[*it].heads)).collect();
    let mut trainer = StructureTrainer::new(20, 8);
    for epoch in 0..epochs {
        let updates = trainer.epoch(&kept_units, &moves, seed + epoch);
        let sections =
            Sections::open(leak(join(&[("moves", trainer.weights.table())]))).expect("just written");
        let table = Folded::open(&sections, "moves").expect("just written");
        let (uas, las) =
            evaluate(&table, &relation_table, names.labels.len(), root, &names, &dev, &dev_units, 6);
        let t: Vec<Sample> = kept.iter().take(500).map(|it| samples[*it].clone()).collect();
        let x =
            evaluate(&table, &relation_table, names.labels.len(), root, &names, &t, &kept_units[..500], 6);
        eprintln!("train {x:?} {}", trainer.weights.max());
        eprintln!("epoch {epoch}: {updates} updates, dev UAS {uas:.2} LAS {las:.2}");
    }
    let (lemma_bytes, feats_bytes) = lexical_tables(entries, &samples, &names);
    eprintln!("lemmas {} kB, features {} kB", lemma_bytes.len() >> 10, feats_bytes.len() >> 10);
    let text = |lines: &[String]| lines.join("\n").into_bytes();
    let bytes = join(&[
        ("tags", text(&names.tags)),
        ("labels", text(&names.labels)),
        ("featlist", text(&names.feats)),
        ("scripts", text(&names.scripts)),
        ("lexicon", lexicon_bytes),
        ("tagger", tagger_bytes),
        ("moves", trainer.weights.table()),
        ("relation", relation_bytes),
        ("lemma", lemma_bytes),
        ("feats", feats_bytes),
    ]);
    eprintln!("weights {} kB", bytes.len() >> 10);
    Trained { bytes }
}

fn leak(bytes: Vec<u8>) -> &'static [u8] {
    Box::leak(bytes.into_boxed_slice())
}

fn pct(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

#[allow(clippy::too_many_arguments)]
fn evaluate(
    moves: &Folded,
    relations: &Sparse,
    n_labels: usize,
    root: u8,
    names: &Names,
    dev: &[Sample],
    dev_units: &[Vec<Unit>],
    width: usize,
) -> (f64, f64) {
    let plain =
        |label: u8| names.labels.get(label as usize).map_or("?", |it| it.split(':').next().unwrap_or("?"));
    let (mut heads_right, mut both_right, mut all) = (0, 0, 0);
    let mut chart = structure::Chart::default();
    let mut labels = Vec::new();
    for (sample, list) in dev.iter().zip(dev_units) {
        let mut tree = Tree::default();
        structure::parse(moves, list, width, &mut chart, &mut tree.heads);
        tree.index();
        relation::label(relations, n_labels, root, list, &tree, &mut labels);
        for at in 0..list.len() {
            all += 1;
            if tree.heads[at] == sample.heads[at] {
                heads_right += 1;
                both_right += usize::from(plain(labels[at]) == plain(sample.labels[at]));
            }
        }
    }
    (pct(heads_right, all), pct(both_right, all))
}
