//! Runs the network over sentences with known trees, and returns how every number of it should change.

use crate::treebank::UNKNOWN;
use crate::vocabulary::{Lesson, see};
use orontes_grammar::kernel::{Bands, LEAK, Panels, bend, gate, gate_slope, multiply};
use orontes_grammar::network::{Place, Plan, Sizes, scan, spread};
use rand::{Rng, RngExt};
use rand_chacha::ChaCha8Rng;
use std::ops::Range;

/// What keeps the network from learning the treebank by heart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dropout {
    /// Share of the numbers of a word that are set to nought before the first layer.
    pub(crate) input: f32,
    /// Share between layers and after the last.
    pub(crate) layer: f32,
    /// Share of the numbers of governors and dependents.
    pub(crate) side: f32,
}

/// A network while it is learnt: its parts and their numbers.
pub(crate) struct Network<'a> {
    pub(crate) sizes: Sizes,
    pub(crate) plan: &'a Plan,
    pub(crate) dense: &'a [f32],
    pub(crate) rows: &'a [f32],
    pub(crate) stranger: u32,
    pub(crate) dropout: Dropout,
}

/// What a run over some lessons says.
#[derive(Default)]
pub(crate) struct Outcome {
    /// Gradient of the dense numbers.
    pub(crate) dense: Vec<f32>,
    /// Gradient of the sum of rows of every word.
    pub(crate) input: Vec<f32>,
    /// Rows of all words.
    pub(crate) rows: Vec<u32>,
    /// For each word, its range in `rows`.
    pub(crate) words: Vec<Range<usize>>,
    /// Sum of the losses of tags, governors and relations.
    pub(crate) loss: [f64; 3],
}

/// What a forward run leaves to the backward run.
struct Tape {
    n: usize,
    sentences: Vec<Range<usize>>,
    /// Input of each layer, and the output of the last.
    states: Vec<Vec<f32>>,
    sums: Vec<Vec<f32>>,
    memories: Vec<Vec<f32>>,
    /// What each state was multiplied with.
    masks: Vec<Vec<f32>>,
}

/// Room for matrices that are multiplied.
#[derive(Default)]
struct Room {
    bands: Bands,
    panels: Panels,
}

/// A matrix as it stands: numbers and steps between rows and between columns.
type Matrix<'a> = (&'a [f32], (usize, usize));

impl Room {
    /// Adds the product of `left` (m by k) and `right` (k by n) to `out`.
    fn multiply(
        &mut self,
        left: Matrix<'_>,
        right: Matrix<'_>,
        (m, k, n): (usize, usize, usize),
        out: &mut [f32],
    ) {
        self.bands.lay_out(left.0, m, k, left.1);
        self.panels.lay_out(right.0, k, n, right.1);
        multiply(&self.bands, &self.panels, out);
    }

    /// Writes the products of the rows of `input` with a part of the network to `out`.
    fn forward(&mut self, dense: &[f32], place: &Place, input: &[f32], n: usize, out: &mut Vec<f32>) {
        spread(&dense[place.bias.clone()], n, out);
        let weights = (&dense[place.weights.clone()], (place.columns, 1));
        self.multiply((input, (place.rows, 1)), weights, (n, place.rows, place.columns), out);
    }

    /// Adds to the gradients of a part and of its input what the gradient `above` of its products says.
    fn backward(
        &mut self,
        (dense, gradient): (&[f32], &mut [f32]),
        place: &Place,
        (input, above): (&[f32], &[f32]),
        below: &mut [f32],
    ) {
        let n = above.len() / place.columns;
        let (rows, columns) = (place.rows, place.columns);
        for row in above.chunks_exact(columns) {
            gradient[place.bias.clone()].iter_mut().zip(row).for_each(|(sum, it)| *sum += it);
        }
        let weights = &mut gradient[place.weights.clone()];
        self.multiply((input, (1, rows)), (above, (columns, 1)), (rows, n, columns), weights);
        let transposed = (&dense[place.weights.clone()], (1, columns));
        self.multiply((above, (columns, 1)), transposed, (n, columns, rows), below);
    }
}

/// Returns e to the power of `x`, by products and sums that are the same on every machine.
fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    // Adding and taking away 1.5 * 2^23 rounds to a whole number.
    let whole = (x * std::f32::consts::LOG2_E + 12_582_912.0) - 12_582_912.0;
    let rest = x - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let mut sum = 1.0;
    for divisor in [7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0] {
        sum = 1.0 + sum * rest / divisor;
    }
    sum * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

/// Replaces scores by the gradient of the loss of choosing `right`, and returns the loss.
fn choose(scores: &mut [f32], right: usize) -> f64 {
    let most = scores.iter().fold(f32::MIN, |most, it| most.max(*it));
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - most);
        sum += *score;
    }
    scores.iter_mut().for_each(|it| *it /= sum);
    let loss = -f64::from(scores[right].max(1e-30)).ln();
    scores[right] -= 1.0;
    loss
}

/// Returns what numbers are multiplied with: nought for a share of them, a little more than one for the others.
fn mask(n: usize, share: f32, dice: &mut ChaCha8Rng) -> Vec<f32> {
    let mut bytes = vec![0u8; n];
    dice.fill_bytes(&mut bytes);
    let bound = (share * 256.0) as u8;
    let kept = 256.0 / (256.0 - f32::from(bound));
    bytes.into_iter().map(|it| if it < bound { 0.0 } else { kept }).collect()
}

fn cover(values: &mut [f32], mask: &[f32]) {
    values.iter_mut().zip(mask).for_each(|(it, mask)| *it *= mask);
}

impl Network<'_> {
    /// Runs over `lessons` forward and back.
    pub(crate) fn run(&self, lessons: &[&Lesson], dice: &mut ChaCha8Rng) -> Outcome {
        let mut out = Outcome { dense: vec![0.0; self.plan.total], ..Outcome::default() };
        let mut room = Room::default();
        let tape = self.forward(lessons, dice, &mut room, &mut out);
        let last = self.sizes.n_layers;
        let mut below = vec![0.0; tape.n * self.sizes.width];
        self.tree(lessons, &tape, dice, &mut room, &mut out, &mut below);
        for layer in (0..last).rev() {
            if layer + 1 == self.sizes.n_tag_layers {
                self.tags(lessons, &tape, &mut room, &mut out, &mut below);
            }
            cover(&mut below, &tape.masks[layer + 1]);
            below = self.back(layer, &tape, &below, &mut room, &mut out.dense);
        }
        cover(&mut below, &tape.masks[0]);
        out.input = below;
        out
    }

    fn forward(
        &self,
        lessons: &[&Lesson],
        dice: &mut ChaCha8Rng,
        room: &mut Room,
        out: &mut Outcome,
    ) -> Tape {
        let width = self.sizes.width;
        let mut sentences = Vec::new();
        for lesson in lessons {
            let first = out.words.len();
            see(lesson, self.stranger, dice, &mut out.rows, &mut out.words);
            sentences.push(first..out.words.len());
        }
        let n = out.words.len();
        let mut state = vec![0.0; n * width];
        for (range, sum) in out.words.iter().zip(state.chunks_exact_mut(width)) {
            for row in &out.rows[range.clone()] {
                let row = &self.rows[*row as usize * width..][..width];
                sum.iter_mut().zip(row).for_each(|(sum, it)| *sum += it);
            }
        }
        let mut tape = Tape { n, sentences, states: vec![], sums: vec![], memories: vec![], masks: vec![] };
        for layer in 0..self.sizes.n_layers {
            let share = if layer == 0 { self.dropout.input } else { self.dropout.layer };
            let mask = mask(n * width, share, dice);
            cover(&mut state, &mask);
            tape.masks.push(mask);
            let mut sums = Vec::new();
            room.forward(self.dense, &self.plan.layers[layer], &state, n, &mut sums);
            let (mut memory, mut next) = (vec![0.0; n * width], vec![0.0; n * width]);
            let weights = &self.dense[self.plan.memories[layer].clone()];
            scan(width, &tape.sentences, (&sums, weights, &state), (&mut memory, &mut next));
            tape.sums.push(sums);
            tape.memories.push(memory);
            tape.states.push(std::mem::replace(&mut state, next));
        }
        let mask = mask(n * width, self.dropout.layer, dice);
        cover(&mut state, &mask);
        tape.masks.push(mask);
        tape.states.push(state);
        tape
    }

    /// Adds what the tags say to the gradient `below` of the layer that they are read from.
    fn tags(&self, lessons: &[&Lesson], tape: &Tape, room: &mut Room, out: &mut Outcome, below: &mut [f32]) {
        let state = &tape.states[self.sizes.n_tag_layers];
        let mut scores = Vec::new();
        room.forward(self.dense, &self.plan.tags, state, tape.n, &mut scores);
        let tags = lessons.iter().flat_map(|it| &it.tags);
        for (scores, tag) in scores.chunks_exact_mut(self.sizes.n_tags).zip(tags) {
            if *tag == UNKNOWN {
                scores.fill(0.0);
            } else {
                out.loss[0] += choose(scores, usize::from(*tag));
            }
        }
        room.backward((self.dense, &mut out.dense), &self.plan.tags, (state, &scores), below);
    }

    /// Adds what governors and relations say to the gradient `below` of the last layer.
    fn tree(
        &self,
        lessons: &[&Lesson],
        tape: &Tape,
        dice: &mut ChaCha8Rng,
        room: &mut Room,
        out: &mut Outcome,
        below: &mut [f32],
    ) {
        let state = &tape.states[self.sizes.n_layers];
        let stride = 2 * (self.sizes.arc + self.sizes.relation);
        let mut sides = Vec::new();
        room.forward(self.dense, &self.plan.sides, state, tape.n, &mut sides);
        let mask = mask(tape.n * 2 * self.sizes.arc, self.dropout.side, dice);
        let mut above = vec![0.0; tape.n * stride];
        for (lesson, sentence) in lessons.iter().zip(&tape.sentences) {
            let part = sentence.start * stride..sentence.end * stride;
            let mask = &mask[sentence.start * 2 * self.sizes.arc..sentence.end * 2 * self.sizes.arc];
            self.governors(lesson, &sides[part.clone()], mask, room, out, &mut above[part.clone()]);
        }
        self.relations(lessons, tape, &sides, dice, room, out, &mut above);
        room.backward((self.dense, &mut out.dense), &self.plan.sides, (state, &above), below);
    }

    /// Adds what the governors of one sentence say to the gradient `above` of its sides.
    fn governors(
        &self,
        lesson: &Lesson,
        sides: &[f32],
        mask: &[f32],
        room: &mut Room,
        out: &mut Outcome,
        above: &mut [f32],
    ) {
        let (arc, n) = (self.sizes.arc, lesson.len());
        let stride = 2 * (arc + self.sizes.relation);
        let (mut governors, mut dependents) = (Vec::new(), Vec::new());
        for (word, mask) in sides.chunks_exact(stride).zip(mask.chunks_exact(2 * arc)) {
            governors.extend(word[..arc].iter().zip(mask).map(|(it, mask)| bend(*it) * mask));
            dependents.extend(word[arc..2 * arc].iter().zip(&mask[arc..]).map(|(it, mask)| bend(*it) * mask));
        }
        governors.extend_from_slice(&self.dense[self.plan.root_arc.clone()]);
        let mut asked = Vec::new();
        room.forward(self.dense, &self.plan.ask, &dependents, n, &mut asked);
        let mut scores = vec![0.0; n * (n + 1)];
        room.multiply((&asked, (arc, 1)), (&governors, (1, arc)), (n, arc, n + 1), &mut scores);
        for (word, scores) in scores.chunks_exact_mut(n + 1).enumerate() {
            scores[word] = -1e9;
            out.loss[1] += choose(scores, lesson.heads[word] as usize);
        }
        let mut asked_above = vec![0.0; n * arc];
        room.multiply((&scores, (n + 1, 1)), (&governors, (arc, 1)), (n, n + 1, arc), &mut asked_above);
        let mut governors_above = vec![0.0; (n + 1) * arc];
        room.multiply((&scores, (1, n + 1)), (&asked, (arc, 1)), (n + 1, n, arc), &mut governors_above);
        let mut dependents_above = vec![0.0; n * arc];
        room.backward(
            (self.dense, &mut out.dense),
            &self.plan.ask,
            (&dependents, &asked_above),
            &mut dependents_above,
        );
        let root = &mut out.dense[self.plan.root_arc.clone()];
        root.iter_mut().zip(&governors_above[n * arc..]).for_each(|(sum, it)| *sum += it);
        for word in 0..n {
            let (sides, mask) = (&sides[word * stride..], &mask[word * 2 * arc..]);
            let above = &mut above[word * stride..];
            for lane in 0..arc {
                let slope = |at: usize| if sides[at] > 0.0 { mask[at] } else { LEAK * mask[at] };
                above[lane] += governors_above[word * arc + lane] * slope(lane);
                above[arc + lane] += dependents_above[word * arc + lane] * slope(arc + lane);
            }
        }
    }

    /// Adds what the relations to the right governors say to the gradient `above` of the sides.
    #[allow(clippy::too_many_arguments)]
    fn relations(
        &self,
        lessons: &[&Lesson],
        tape: &Tape,
        sides: &[f32],
        dice: &mut ChaCha8Rng,
        room: &mut Room,
        out: &mut Outcome,
        above: &mut [f32],
    ) {
        let (arc, wide) = (self.sizes.arc, self.sizes.relation);
        let stride = 2 * (arc + wide);
        let mask = mask(tape.n * wide, self.dropout.side, dice);
        // For each word, where the governor's side stands; none for the root.
        let heads: Vec<Option<usize>> = lessons
            .iter()
            .zip(&tape.sentences)
            .flat_map(|(lesson, sentence)| {
                let n = sentence.len();
                lesson.heads.iter().map(move |it| {
                    ((*it as usize) < n).then_some((sentence.start + *it as usize) * stride + 2 * arc)
                })
            })
            .collect();
        let mut both = vec![0.0; tape.n * wide];
        for (at, head) in heads.iter().enumerate() {
            let upper = head.map_or(&self.dense[self.plan.root_relation.clone()], |it| &sides[it..it + wide]);
            let own = &sides[at * stride + 2 * arc + wide..(at + 1) * stride];
            let place = both[at * wide..(at + 1) * wide].iter_mut();
            place.zip(upper.iter().zip(own)).for_each(|(place, (a, b))| *place = a + b);
        }
        let bent: Vec<f32> = both.iter().zip(&mask).map(|(it, mask)| bend(*it) * mask).collect();
        let mut scores = Vec::new();
        room.forward(self.dense, &self.plan.relations, &bent, tape.n, &mut scores);
        let labels = lessons.iter().flat_map(|it| &it.labels);
        for (scores, label) in scores.chunks_exact_mut(self.sizes.n_relations).zip(labels) {
            if *label == UNKNOWN {
                scores.fill(0.0);
            } else {
                out.loss[2] += choose(scores, usize::from(*label));
            }
        }
        let mut below = vec![0.0; tape.n * wide];
        room.backward((self.dense, &mut out.dense), &self.plan.relations, (&bent, &scores), &mut below);
        let slopes = both.iter().zip(&mask).map(|(it, mask)| if *it > 0.0 { *mask } else { LEAK * mask });
        below.iter_mut().zip(slopes).for_each(|(it, slope)| *it *= slope);
        for (at, head) in heads.iter().enumerate() {
            let said = &below[at * wide..(at + 1) * wide];
            let upper = match head {
                Some(it) => &mut above[*it..it + wide],
                None => &mut out.dense[self.plan.root_relation.clone()],
            };
            upper.iter_mut().zip(said).for_each(|(sum, it)| *sum += it);
            let own = &mut above[at * stride + 2 * arc + wide..(at + 1) * stride];
            own.iter_mut().zip(said).for_each(|(sum, it)| *sum += it);
        }
    }

    /// Takes the gradient `above` of a layer's output down to its input.
    fn back(
        &self,
        layer: usize,
        tape: &Tape,
        above: &[f32],
        room: &mut Room,
        gradient: &mut [f32],
    ) -> Vec<f32> {
        let width = self.sizes.width;
        let mut below = vec![0.0; tape.n * width];
        let mut sums_above = vec![0.0; tape.n * 3 * width];
        let place = self.plan.memories[layer].clone();
        let weights = &self.dense[place.clone()];
        let from = (&tape.sums[layer][..], weights, &tape.states[layer][..], &tape.memories[layer][..]);
        let to = (&mut sums_above[..], &mut gradient[place], &mut below[..]);
        scan_back(width, &tape.sentences, from, above, to);
        let input = &tape.states[layer];
        room.backward((self.dense, gradient), &self.plan.layers[layer], (input, &sums_above), &mut below);
        below
    }
}

/// Takes the gradient `above` of the output of [`scan`] back to the sums, the memory's weights and the input.
fn scan_back(
    width: usize,
    sentences: &[Range<usize>],
    from: (&[f32], &[f32], &[f32], &[f32]),
    above: &[f32],
    to: (&mut [f32], &mut [f32], &mut [f32]),
) {
    let (sums, weights, input, memory) = from;
    let (sums_above, weights_above, below) = to;
    let half = width / 2;
    let none = vec![0.0f32; half];
    let mut carried = vec![0.0f32; half];
    for sentence in sentences {
        for backward in [false, true] {
            let side = usize::from(backward);
            let (keep_weights, show_weights) = weights[side * width..(side + 1) * width].split_at(half);
            let (keep_above, show_above) = weights_above[side * width..(side + 1) * width].split_at_mut(half);
            carried.fill(0.0);
            for step in (0..sentence.len()).rev() {
                let at = if backward { sentence.end - 1 - step } else { sentence.start + step };
                let place = at * width + side * half;
                let sums = &sums[at * 3 * width + side * 3 * half..][..3 * half];
                let sums_above = &mut sums_above[at * 3 * width + side * 3 * half..][..3 * half];
                let (input, new) = (&input[place..place + half], &memory[place..place + half]);
                let old = if step == 0 {
                    &none[..]
                } else {
                    let before = if backward { at + 1 } else { at - 1 };
                    &memory[before * width + side * half..][..half]
                };
                let (above, below) = (&above[place..place + half], &mut below[place..place + half]);
                for lane in 0..half {
                    let keep_sum = sums[half + lane] + keep_weights[lane] * old[lane];
                    let show_sum = sums[2 * half + lane] + show_weights[lane] * old[lane];
                    let (keep, show) = (gate(keep_sum), gate(show_sum));
                    let show_said = above[lane] * (new[lane] - input[lane]) * gate_slope(show_sum);
                    below[lane] += above[lane] * (1.0 - show);
                    let new_said = above[lane] * show + carried[lane];
                    let keep_said = new_said * (old[lane] - sums[lane]) * gate_slope(keep_sum);
                    sums_above[lane] = new_said * (1.0 - keep);
                    sums_above[half + lane] = keep_said;
                    sums_above[2 * half + lane] = show_said;
                    carried[lane] =
                        new_said * keep + keep_said * keep_weights[lane] + show_said * show_weights[lane];
                    keep_above[lane] += keep_said * old[lane];
                    show_above[lane] += show_said * old[lane];
                }
            }
        }
    }
}

/// Returns the numbers that learning starts from.
pub(crate) fn start(
    sizes: &Sizes,
    plan: &Plan,
    n_rows: usize,
    dice: &mut ChaCha8Rng,
) -> (Vec<f32>, Vec<f32>) {
    let mut dense = vec![0.0; plan.total];
    let mut fill = |numbers: &mut [f32], span: f32| {
        numbers.iter_mut().for_each(|it| *it = span * (2.0 * dice.random::<f32>() - 1.0));
    };
    for place in plan.layers.iter().chain([&plan.tags, &plan.sides, &plan.ask, &plan.relations]) {
        fill(&mut dense[place.weights.clone()], (3.0 / place.rows as f32).sqrt());
    }
    for place in &plan.layers {
        // Memories that last and a way past the layer are good to begin with.
        let half = sizes.width / 2;
        for side in 0..2 {
            let first = place.bias.start + side * 3 * half;
            dense[first + half..first + 2 * half].fill(1.0);
            dense[first + 2 * half..first + 3 * half].fill(-0.5);
        }
    }
    for range in plan.memories.iter().chain([&plan.root_arc, &plan.root_relation]) {
        fill(&mut dense[range.clone()], 0.3);
    }
    let mut rows = vec![0.0; n_rows * sizes.width];
    fill(&mut rows, 0.3);
    (dense, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::treebank::Sample;
    use crate::vocabulary::Vocabulary;
    use rand::SeedableRng;

    fn sample(words: &[(&str, u8, u32, u8)]) -> Sample {
        Sample {
            forms: words.iter().map(|it| it.0.into()).collect(),
            lower: words.iter().map(|it| it.0.to_lowercase()).collect(),
            names: vec![false; words.len()],
            tags: words.iter().map(|it| it.1).collect(),
            heads: words.iter().map(|it| it.2).collect(),
            labels: words.iter().map(|it| it.3).collect(),
        }
    }

    /// The sum of the losses, and the gradient, of two sentences; the dice fall the same way each time.
    fn outcome(
        sizes: Sizes,
        numbers: (&[f32], &[f32]),
        vocabulary: &Vocabulary,
        lessons: &[Lesson],
    ) -> Outcome {
        let network = Network {
            sizes,
            plan: &sizes.plan(),
            dense: numbers.0,
            rows: numbers.1,
            stranger: vocabulary.stranger(),
            dropout: Dropout { input: 0.1, layer: 0.2, side: 0.2 },
        };
        network.run(&lessons.iter().collect::<Vec<_>>(), &mut ChaCha8Rng::seed_from_u64(5))
    }

    fn loss(it: &Outcome) -> f64 {
        it.loss.iter().sum()
    }

    #[test]
    fn every_gradient_is_the_slope_of_the_loss() {
        let samples = [
            sample(&[
                ("The", 0, 1, 0),
                ("dogs", 1, 2, 1),
                ("saw", 2, 5, 2),
                ("the", 0, 4, 0),
                ("cats", 1, 2, 3),
            ]),
            sample(&[("Cats", 1, 1, 1), ("saw", 2, 3, 2), ("dogs", 1, 1, 3)]),
        ];
        let vocabulary = Vocabulary::of(&samples, &[]);
        let lessons: Vec<Lesson> = samples.iter().map(|it| vocabulary.lesson(it)).collect();
        let sizes = Sizes {
            width: 32,
            n_layers: 3,
            n_tag_layers: 2,
            arc: 16,
            relation: 16,
            n_tags: 3,
            n_relations: 4,
        };
        let plan = sizes.plan();
        let mut dice = ChaCha8Rng::seed_from_u64(3);
        let (mut dense, mut rows) = start(&sizes, &plan, vocabulary.keys.len(), &mut dice);
        // Biases begin at nought, where bent units have no slope.
        dense.iter_mut().for_each(|it| *it += 0.2 * (dice.random::<f32>() - 0.5));
        let found = outcome(sizes, (&dense, &rows), &vocabulary, &lessons);
        let step = 0.004;
        let mut parts: Vec<Range<usize>> = plan.memories.clone();
        for it in plan.layers.iter().chain([&plan.tags, &plan.sides, &plan.ask, &plan.relations]) {
            parts.extend([it.weights.clone(), it.bias.clone()]);
        }
        parts.extend([plan.root_arc.clone(), plan.root_relation.clone()]);
        let (mut far, mut all) = (0, 0);
        for at in parts.into_iter().flat_map(|it| it.clone().step_by(it.len() / 12 + 1)) {
            let old = dense[at];
            let mut at_value = |value: f32| {
                dense[at] = value;
                loss(&outcome(sizes, (&dense, &rows), &vocabulary, &lessons))
            };
            let slope = (at_value(old + step) - at_value(old - step)) / (2.0 * f64::from(step));
            at_value(old);
            all += 1;
            far += usize::from((slope - f64::from(found.dense[at])).abs() > 0.02 + 0.04 * slope.abs());
        }
        // A step may cross the bend of a unit; a wrong formula would put a whole part off.
        assert!(far * 50 <= all, "{far} of {all} slopes of the matrices differ");
        for (word, lane) in [(0, 0), (1, 7), (2, 31), (4, 16), (6, 3)] {
            let row = found.rows[found.words[word].start] as usize;
            let same: Vec<usize> = (0..found.words.len())
                .filter(|it| found.rows[found.words[*it].clone()].contains(&(row as u32)))
                .collect();
            let said: f32 = same.iter().map(|it| found.input[it * sizes.width + lane]).sum();
            let at = row * sizes.width + lane;
            let old = rows[at];
            let mut at_value = |value: f32| {
                rows[at] = value;
                loss(&outcome(sizes, (&dense, &rows), &vocabulary, &lessons))
            };
            let slope = (at_value(old + step) - at_value(old - step)) / (2.0 * f64::from(step));
            at_value(old);
            assert!((slope - f64::from(said)).abs() < 0.03 + 0.05 * slope.abs(), "{slope} {said}");
        }
    }

    #[test]
    fn the_exponential_is_right_to_six_figures() {
        for step in -800..800 {
            let x = step as f32 / 20.0;
            let right = f64::from(x).exp();
            assert!((f64::from(exp(x)) - right).abs() <= 1e-5 * right, "at {x}");
        }
    }
}
