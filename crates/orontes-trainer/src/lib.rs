//! Trains the weights of the grammar from a treebank: CoNLL-U in, the bytes of the weights out.
//!
//! In order: [`treebank`] numbers words, tags and relations; [`augment`] adds copies as headlines are written;
//! [`tags`] counts the lexicon and trains the tagger; [`moves`] and [`relations`] train the parser on tags that
//! a tagger gave which had not seen the sentence; [`lemmas`] counts dictionary forms and features; [`bench`]
//! measures on a development part. [`perceptron`] holds the weights while they are learnt.
//!
//! **Cost:** linear in words, times epochs, times the width of the beam: some minutes for the English Web
//! Treebank on two cores. The same files and seed give the same bytes on any number of threads.

mod augment;
mod bench;
mod lemmas;
mod moves;
mod perceptron;
mod relations;
mod tags;
mod treebank;

use bench::Bench;
use orontes_grammar::GrammarError;
use orontes_grammar::analyse::units;
use orontes_grammar::conllu::Entry;
use orontes_grammar::structure::Unit;
use orontes_grammar::weights::{Sections, Sparse, join};
use orontes_model::Upos;
use treebank::{Names, Sample};

/// What decides the bytes of the weights besides the treebank.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Start of all shuffles and dice.
    pub seed: u64,
    /// Times that the parser goes over the treebank.
    pub epochs: u64,
}

/// Entries kept of each table, the heaviest first; together the file stays below 16 MB.
const TAGGER_KEPT: usize = 620_000;
/// Likewise for the namer of relations.
const RELATIONS_KEPT: usize = 780_000;
/// Likewise for the finder of governors, by features.
const MOVES_KEPT: usize = 1_150_000;

/// Times that a learner goes over the treebank before it drops all weights but those that are kept.
const FREE_EPOCHS: u64 = 3;

/// A sentence as the learners of the parser see it.
struct Lesson<'a> {
    sample: &'a Sample,
    units: Vec<Unit>,
    /// For each word, the number it would have if the lexicon did not hold it, and how often training saw it.
    strangers: Vec<(u64, usize)>,
}

/// Returns the weights learnt from `entries`; progress and measures on `dev` go to `tell`.
pub fn train(
    entries: &[Entry],
    dev: &[Entry],
    settings: Settings,
    tell: &(dyn Fn(String) + Sync),
) -> Vec<u8> {
    let names = treebank::names(entries);
    let samples = augment::with_copies(&treebank::samples(entries, &names));
    let dev = treebank::samples(dev, &names);
    tell(format!(
        "{} sentences with copies, {} tags, {} relations",
        samples.len(),
        names.tags.len(),
        names.labels.len()
    ));
    let upos = upos_of(&names);
    let tagged = tags::learn(&samples, &dev, names.tags.len(), settings.seed, TAGGER_KEPT, tell);
    let lexicon = opened("lexicon", &tagged.lexicon, Sparse::open);
    let counted = tags::Counted::of(&samples.iter().collect::<Vec<_>>());
    let seen = |sample: &Sample, tags: &[u8]| {
        let mut list = Vec::new();
        units(&tags::words_of(&lexicon, sample), tags, &upos, &mut list);
        list
    };
    let lessons: Vec<Lesson<'_>> = samples
        .iter()
        .zip(&tagged.train)
        .map(|(sample, tags)| Lesson {
            sample,
            units: seen(sample, tags),
            strangers: counted.strangers(sample),
        })
        .collect();
    let dev_units = dev.iter().zip(&tagged.dev).map(|(sample, tags)| seen(sample, tags)).collect();
    let bench = Bench::new(&names, &dev, dev_units);
    tell(format!(
        "folds: {}; dev: {}",
        bench::agreement(&upos, &samples, &tagged.train),
        bench::agreement(&upos, &dev, &tagged.dev)
    ));
    let (relations, moves) = rayon::join(
        || relations::learn(&lessons, &bench, settings.seed, RELATIONS_KEPT, tell),
        || moves::learn(&lessons, &bench, settings, MOVES_KEPT, tell),
    );
    for width in [1, 4, 6, 8, 16] {
        let (uas, las) = bench.parsed(&moves, &relations, width);
        tell(format!("beam {width}: dev UAS {uas:.2} LAS {las:.2}"));
    }
    let (lemma, feats) = lemmas::tables(entries, &names);
    let text = |lines: &[String]| lines.join("\n").into_bytes();
    join(&[
        ("tags", text(&names.tags)),
        ("labels", text(&names.labels)),
        ("featlist", text(&names.feats)),
        ("scripts", text(&names.scripts)),
        ("lexicon", tagged.lexicon),
        ("tagger", tagged.tagger),
        ("moves", moves),
        ("relation", relations),
        ("lemma", lemma),
        ("feats", feats),
    ])
}

fn upos_of(names: &Names) -> Vec<(Upos, &str)> {
    let parts = names.tags.iter().filter_map(|it| it.split_once('\t'));
    parts.map(|(upos, xpos)| (Upos::from_word(upos).unwrap_or(Upos::X), xpos)).collect()
}

/// Opens a table that was just written. The bytes live as long as the program: a table is read in place.
fn opened<T>(name: &str, bytes: &[u8], open: fn(&Sections, &str) -> Result<T, GrammarError>) -> T {
    let file: &'static [u8] = Box::leak(join(&[(name, bytes.to_vec())]).into_boxed_slice());
    let sections = Sections::open(file).expect("a file just written is whole");
    open(&sections, name).expect("a table just written is whole")
}
