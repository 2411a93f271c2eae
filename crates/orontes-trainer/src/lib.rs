//! Trains the weights of the grammar from a treebank: CoNLL-U in, the bytes of the weights out.
//!
//! In order: [`treebank`] numbers tags and relations; [`augment`] adds copies as headlines are written;
//! [`forms`] makes sentences of war news; [`vocabulary`] numbers what is seen of words; [`network`] runs forward and back over sentences, and
//! [`optimiser`] moves the numbers; [`lemmas`] counts dictionary forms and features; [`bench`] measures on a
//! development part.
//!
//! **Cost:** linear in words, times epochs, times the square of the width: ten seconds of a processor a pass. The same files and settings give the same bytes on any number of
//! threads: a batch is always cut in the same halves, which are summed in the same order.

mod augment;
mod bench;
mod forms;
mod lemmas;
mod network;
mod optimiser;
mod treebank;
mod vocabulary;

pub use bench::Figures;
pub use forms::{Forms, Inflected};
use network::{Dropout, Network, Outcome};
use optimiser::{Learnt, Step};
use orontes_grammar::conllu::Entry;
use orontes_grammar::network::{Plan, Sizes};
use orontes_grammar::weights::{Rows, join};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use treebank::{Names, Sample};
use vocabulary::{Lesson, Vocabulary};

/// What decides the bytes of the weights besides the treebank.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Start of all shuffles and dice.
    pub seed: u64,
    /// Times that the network goes over the treebank.
    pub epochs: usize,
    /// Numbers that stand for a word.
    pub width: usize,
    /// Layers.
    pub layers: usize,
    /// Layers below the tags.
    pub tag_layers: usize,
    /// Numbers of a governor and a dependent.
    pub arc: usize,
    /// Numbers of a relation.
    pub relation: usize,
    /// Share of a word's numbers that are dropped.
    pub input_dropout: f32,
    /// Share of the numbers between layers that are dropped.
    pub layer_dropout: f32,
    /// Share of the numbers of governors and relations that are dropped.
    pub side_dropout: f32,
    /// Highest rate of learning.
    pub rate: f32,
    /// Words of a batch.
    pub batch: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            seed: 1,
            epochs: 25,
            width: 192,
            layers: 4,
            tag_layers: 3,
            arc: 96,
            relation: 96,
            input_dropout: 0.2,
            layer_dropout: 0.2,
            side_dropout: 0.2,
            rate: 0.003,
            batch: 480,
        }
    }
}

/// Steps over which the rate rises to its height.
const WARM_UP: usize = 200;
/// Share of the highest rate that the last step has.
const LAST_RATE: f32 = 0.02;
/// Longest gradient that is followed in full: longer ones are cut to it.
const LONGEST: f64 = 5.0;
/// Steps after which the mean that is shipped moves towards the numbers.
const AVERAGE_EVERY: usize = 16;

/// Epochs between two measurements.
const MEASURE_EVERY: usize = 5;

/// What is being learnt, and its order.
struct School {
    sizes: Sizes,
    plan: Plan,
    vocabulary: Vocabulary,
    dense: Learnt,
    rows: Learnt,
    settings: Settings,
    n_steps: usize,
}

fn dice(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// A treebank to learn from.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its sentences.
    pub entries: Vec<Entry>,
    /// How often each is learnt from while a sentence of weight one is learnt from once.
    pub weight: usize,
}

/// Sentences made by rule, other ones in every pass.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// Rules and lists.
    pub forms: &'a Forms,
    /// Sentences a pass.
    pub count: usize,
}

/// Passes whose made sentences the vocabulary is taken from.
const COUNTED_PASSES: u64 = 4;

impl Made<'_> {
    /// Returns the sentences of a pass, from 1, with copies.
    fn samples(&self, seed: u64, pass: u64, names: &Names) -> Vec<Sample> {
        let entries = self.forms.sentences(self.count, seed << 24 | pass);
        augment::with_copies(&treebank::samples(&entries, names))
    }
}

/// Returns the weights learnt from `parts`; progress and measures on each of `checks` go to `tell`.
pub fn train(
    parts: &[Part],
    made: Option<Made<'_>>,
    checks: &[Vec<Entry>],
    settings: Settings,
    tell: &(dyn Fn(String) + Sync),
) -> Vec<u8> {
    let entries: Vec<Entry> = parts.iter().flat_map(|it| &it.entries).cloned().collect();
    let names = treebank::names(&entries);
    let samples: Vec<Vec<Sample>> =
        parts.iter().map(|it| augment::with_copies(&treebank::samples(&it.entries, &names))).collect();
    let counted: Vec<Sample> = made
        .iter()
        .flat_map(|it| (1..=COUNTED_PASSES).flat_map(|pass| it.samples(settings.seed, pass, &names)))
        .collect();
    let vocabulary = Vocabulary::of(samples.iter().flatten(), &counted);
    drop(counted);
    let mut lessons: Vec<Lesson> = Vec::new();
    let mut deck: Vec<usize> = Vec::new();
    for (part, samples) in parts.iter().zip(&samples) {
        for sample in samples.iter().filter(|it| !it.forms.is_empty()) {
            deck.extend(std::iter::repeat_n(lessons.len(), part.weight));
            lessons.push(vocabulary.lesson(sample));
        }
    }
    let learnt = lessons.len();
    let mut next: Vec<Lesson> = lessons_made(made, settings.seed, 1, &names, &vocabulary);
    let n_words: usize =
        deck.iter().map(|it| lessons[*it].len()).sum::<usize>() + next.iter().map(Lesson::len).sum::<usize>();
    let mut school = School::new(settings, &names, vocabulary, settings.epochs * n_words / settings.batch);
    tell(format!(
        "{} sentences with copies, {} rows, {} numbers besides",
        lessons.len(),
        school.vocabulary.keys.len(),
        school.plan.total
    ));
    let inflected = made.map(|it| it.forms.inflected()).unwrap_or_default();
    let (lemma, feats) = lemmas::tables(&entries, &inflected, &names);
    let mut step = 0;
    for epoch in 1..=settings.epochs {
        lessons.truncate(learnt);
        lessons.append(&mut next);
        let mut order: Vec<usize> = deck.iter().copied().chain(learnt..lessons.len()).collect();
        order.shuffle(&mut dice(settings.seed << 20 | epoch as u64));
        let loss = school.epoch(&lessons, &order, &mut step);
        next = lessons_made(made, settings.seed, epoch as u64 + 1, &names, &school.vocabulary);
        let [tags, arcs, relations] = loss.map(|it| it / n_words as f64);
        let mut line = format!("{epoch}: loss {tags:.3} {arcs:.3} {relations:.3}");
        if epoch.is_multiple_of(MEASURE_EVERY) || epoch == settings.epochs {
            for check in checks {
                let found = bench::measure(school.weights(&names, &lemma, &feats), check);
                line += &format!("; UPOS {:.2} UAS {:.2} LAS {:.2}", found.upos, found.uas, found.las);
            }
        }
        tell(line);
    }
    school.weights(&names, &lemma, &feats)
}

/// Returns the lessons of the made sentences of a pass.
fn lessons_made(
    made: Option<Made<'_>>,
    seed: u64,
    pass: u64,
    names: &Names,
    vocabulary: &Vocabulary,
) -> Vec<Lesson> {
    let samples = made.map(|it| it.samples(seed, pass, names)).unwrap_or_default();
    samples.iter().filter(|it| !it.forms.is_empty()).map(|it| vocabulary.lesson(it)).collect()
}

impl School {
    fn new(settings: Settings, names: &Names, vocabulary: Vocabulary, n_steps: usize) -> School {
        let sizes = Sizes {
            width: settings.width,
            n_layers: settings.layers,
            n_tag_layers: settings.tag_layers,
            arc: settings.arc,
            relation: settings.relation,
            n_tags: names.tags.len(),
            n_relations: names.labels.len(),
        };
        let plan = sizes.plan();
        let (dense, rows) = network::start(&sizes, &plan, vocabulary.keys.len(), &mut dice(settings.seed));
        School {
            sizes,
            plan,
            vocabulary,
            dense: Learnt::new(dense),
            rows: Learnt::new(rows),
            settings,
            n_steps: n_steps.max(1),
        }
    }

    /// Goes once over the lessons in the given order and returns the losses.
    fn epoch(&mut self, lessons: &[Lesson], order: &[usize], step: &mut usize) -> [f64; 3] {
        let mut losses = [0.0; 3];
        let mut batch: Vec<&Lesson> = Vec::new();
        let mut n_words = 0;
        for (at, index) in order.iter().enumerate() {
            batch.push(&lessons[*index]);
            n_words += lessons[*index].len();
            if n_words >= self.settings.batch || at + 1 == order.len() {
                *step += 1;
                let loss = self.learn(&batch, n_words, *step);
                losses.iter_mut().zip(loss).for_each(|(sum, it)| *sum += it);
                batch.clear();
                n_words = 0;
            }
        }
        losses
    }

    /// Learns from one batch.
    fn learn(&mut self, batch: &[&Lesson], n_words: usize, step: usize) -> [f64; 3] {
        let dropout = Dropout {
            input: self.settings.input_dropout,
            layer: self.settings.layer_dropout,
            side: self.settings.side_dropout,
        };
        let network = Network {
            sizes: self.sizes,
            plan: &self.plan,
            dense: &self.dense.values,
            rows: &self.rows.values,
            stranger: self.vocabulary.stranger(),
            dropout,
        };
        let (left, right) = batch.split_at(batch.len() / 2);
        let start = self.settings.seed << 32 | (step as u64) << 1;
        let (mut left, right) =
            rayon::join(|| network.run(left, &mut dice(start)), || network.run(right, &mut dice(start | 1)));
        left.dense.iter_mut().zip(&right.dense).for_each(|(sum, it)| *sum += it);
        let (touched, gradients) = self.rows_said(&[&left, &right]);
        let square = |sum: f64, it: &f32| sum + f64::from(*it) * f64::from(*it);
        let length =
            gradients.iter().fold(left.dense.iter().fold(0.0, square), square).sqrt() / n_words as f64;
        let scale = (LONGEST / length.max(LONGEST)) / n_words as f64;
        let step_size = Step::new(self.rate(step), step, scale as f32);
        self.dense.learn(0, &left.dense, step_size);
        let width = self.sizes.width;
        for (row, gradient) in touched.iter().zip(gradients.chunks_exact(width)) {
            self.rows.learn(*row as usize * width, gradient, step_size);
        }
        if step.is_multiple_of(AVERAGE_EVERY) {
            // The mean looks back over a twelfth of the steps made so far.
            let share = (12.0 * AVERAGE_EVERY as f32 / step as f32).min(1.0);
            self.dense.average(share);
            self.rows.average(share);
        }
        [0, 1, 2].map(|it| left.loss[it] + right.loss[it])
    }

    /// Returns the rows that some words have, and the gradient of each.
    fn rows_said(&self, outcomes: &[&Outcome]) -> (Vec<u32>, Vec<f32>) {
        let width = self.sizes.width;
        let mut touched: Vec<u32> = outcomes.iter().flat_map(|it| &it.rows).copied().collect();
        touched.sort_unstable();
        touched.dedup();
        let mut gradients = vec![0.0; touched.len() * width];
        for outcome in outcomes {
            for (range, said) in outcome.words.iter().zip(outcome.input.chunks_exact(width)) {
                for row in &outcome.rows[range.clone()] {
                    let at = touched.partition_point(|it| it < row) * width;
                    let sums = gradients[at..at + width].iter_mut();
                    sums.zip(said).for_each(|(sum, it)| *sum += it);
                }
            }
        }
        (touched, gradients)
    }

    /// Returns the rate of a step: a straight rise, then half a wave down, here as a parabola's flank.
    fn rate(&self, step: usize) -> f32 {
        if step < WARM_UP {
            return self.settings.rate * step as f32 / WARM_UP as f32;
        }
        let left = 1.0 - (step as f32 / self.n_steps as f32).min(1.0);
        // 3x² - 2x³ falls as half a wave does.
        self.settings.rate * (LAST_RATE + (1.0 - LAST_RATE) * left * left * (3.0 - 2.0 * left))
    }

    /// Returns the file of the mean of the numbers.
    fn weights(&self, names: &Names, lemma: &[u8], feats: &[u8]) -> Vec<u8> {
        let text = |lines: &[String]| lines.join("\n").into_bytes();
        let mut sections = vec![
            ("tags", text(&names.tags)),
            ("labels", text(&names.labels)),
            ("featlist", text(&names.feats)),
            ("scripts", text(&names.scripts)),
            ("lemma", lemma.to_vec()),
            ("feats", feats.to_vec()),
            ("sizes", self.sizes.write()),
            ("dense", self.dense.mean.iter().flat_map(|it| it.to_le_bytes()).collect()),
        ];
        sections.extend(Rows::write(&self.vocabulary.keys, &self.rows.mean, self.sizes.width));
        join(&sections)
    }
}
