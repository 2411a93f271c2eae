//! Reads the words of sentences and gives each its tag, its governor and its relation.
//!
//! Rows of the words' traits are summed; layers of gated sums run over the sentence in both directions; from the
//! layer in the middle come the tags, from the last one a score for every pair of words and the relation.
//! Linear in words: a pair costs as much as the sentence is long, which [`crate::split::MAX_WORDS`] bounds.

use crate::GrammarError;
use crate::kernel::{Bands, LANES, Panels, bend, gate, wide};
use crate::lexicon::{ABSENT, N_TRAITS, STRANGER, Traits};
use crate::tree::span;
use crate::weights::{Rows, Sections};
use std::ops::Range;

/// How large the parts of a network are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Numbers that stand for a word, in and between the layers; half of them run each way.
    pub width: usize,
    /// Layers.
    pub n_layers: usize,
    /// Layers below the tags.
    pub n_tag_layers: usize,
    /// Numbers that stand for a word as governor, and as dependent.
    pub arc: usize,
    /// The same for the name of the relation.
    pub relation: usize,
    /// Tags.
    pub n_tags: usize,
    /// Relations.
    pub n_relations: usize,
}

/// Where a matrix and what is added to its products stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The matrix, row after row.
    pub weights: Range<usize>,
    /// One number for each column.
    pub bias: Range<usize>,
    /// Rows of the matrix.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
}

/// Where each part of a network stands among its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// For each layer, the matrix (three columns for each number: value, keep, show; forward, then backward).
    pub layers: Vec<Place>,
    /// For each layer, how the memory moves the gates: keep and show, forward, then backward.
    pub memories: Vec<Range<usize>>,
    /// From the layer in the middle to the tags.
    pub tags: Place,
    /// From the last layer to: governor, dependent, governor's and dependent's side of the relation.
    pub sides: Place,
    /// What a dependent asks of a governor; the bias is asked by every dependent.
    pub ask: Place,
    /// The root as a governor, and the root's side of a relation.
    pub root_arc: Range<usize>,
    /// The root's side of a relation.
    pub root_relation: Range<usize>,
    /// From both sides of the relation to its name.
    pub relations: Place,
    /// All numbers.
    pub total: usize,
}

impl Sizes {
    /// Reads the sizes.
    ///
    /// # Errors
    /// The section is missing, or the sizes do not go together.
    pub fn open(sections: &Sections) -> Result<Sizes, GrammarError> {
        let bytes = sections.section("sizes")?;
        let numbers: Vec<usize> =
            bytes.as_chunks::<4>().0.iter().map(|it| u32::from_le_bytes(*it) as usize).collect();
        let cut = || GrammarError::Cut { section: "sizes".into() };
        let &[width, n_layers, n_tag_layers, arc, relation, n_tags, n_relations] = numbers.as_slice() else {
            return Err(cut());
        };
        let sizes = Sizes { width, n_layers, n_tag_layers, arc, relation, n_tags, n_relations };
        let whole = numbers.iter().all(|it| (1..=4096).contains(it))
            && width % (2 * LANES) == 0
            && arc % LANES == 0
            && relation % LANES == 0
            && n_tag_layers <= n_layers
            && n_layers <= 16;
        if whole { Ok(sizes) } else { Err(cut()) }
    }

    /// Writes the sizes.
    pub fn write(&self) -> Vec<u8> {
        let numbers = [
            self.width,
            self.n_layers,
            self.n_tag_layers,
            self.arc,
            self.relation,
            self.n_tags,
            self.n_relations,
        ];
        numbers.iter().flat_map(|it| (*it as u32).to_le_bytes()).collect()
    }

    /// Returns where each part stands.
    pub fn plan(&self) -> Plan {
        let mut end = 0;
        let mut take = |count: usize| {
            let from = end;
            end += count;
            from..end
        };
        let place = |rows: usize, columns: usize, take: &mut dyn FnMut(usize) -> Range<usize>| Place {
            weights: take(rows * columns),
            bias: take(columns),
            rows,
            columns,
        };
        let width = self.width;
        let layers = (0..self.n_layers).map(|_| place(width, 3 * width, &mut take)).collect();
        let memories = (0..self.n_layers).map(|_| take(2 * width)).collect();
        let tags = place(width, self.n_tags, &mut take);
        let sides = place(width, 2 * (self.arc + self.relation), &mut take);
        let ask = place(self.arc, self.arc, &mut take);
        let root_arc = take(self.arc);
        let root_relation = take(self.relation);
        let relations = place(self.relation, self.n_relations, &mut take);
        Plan { layers, memories, tags, sides, ask, root_arc, root_relation, relations, total: end }
    }
}

/// A matrix ready to be multiplied with, and what is added to its products.
#[derive(Clone, Debug, Default)]
struct Dense {
    panels: Panels,
    bias: Vec<f32>,
}

impl Dense {
    fn of(numbers: &[f32], place: &Place) -> Dense {
        let step = (place.columns, 1);
        Dense {
            panels: Panels::of(&numbers[place.weights.clone()], place.rows, place.columns, step),
            bias: numbers[place.bias.clone()].to_vec(),
        }
    }

    /// Writes the products of the `n` rows of `input` to `out`.
    #[inline(always)]
    fn apply<const WIDE: bool>(&self, input: &[f32], n: usize, bands: &mut Bands, out: &mut Vec<f32>) {
        spread(&self.bias, n, out);
        bands.lay_out(input, n, self.panels.rows, (self.panels.rows, 1));
        bands.multiply::<WIDE>(&self.panels, out);
    }
}

/// Writes `bias` to `out`, `n` times.
#[inline(always)]
pub fn spread(bias: &[f32], n: usize, out: &mut Vec<f32>) {
    out.clear();
    for _ in 0..n {
        out.extend_from_slice(bias);
    }
}

/// A trained network.
#[derive(Clone, Debug)]
pub struct Network {
    sizes: Sizes,
    rows: Rows,
    layers: Vec<Dense>,
    memories: Vec<Vec<f32>>,
    tags: Dense,
    sides: Dense,
    ask: Dense,
    root_arc: Vec<f32>,
    root_relation: Vec<f32>,
    relations: Dense,
    root_label: u8,
    registers: pulp::Arch,
}

/// What the network says of the words of some sentences.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Tags.
    pub tags: Vec<u8>,
    /// Governors within the sentence; its length for the root.
    pub heads: Vec<u32>,
    /// Relations.
    pub labels: Vec<u8>,
}

/// Room that one run of the network leaves to the next.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    bands: Bands,
    panels: Panels,
    state: Vec<f32>,
    sums: Vec<f32>,
    memory: Vec<f32>,
    next: Vec<f32>,
    tags: Vec<f32>,
    sides: Vec<f32>,
    governors: Vec<f32>,
    asked: Vec<f32>,
    scores: Vec<f32>,
    heads: Vec<u32>,
    known: Known,
    fresh: Vec<usize>,
    fresh_state: Vec<f32>,
    fresh_sums: Vec<f32>,
}

/// Places of words whose first sums are kept. Half of the words of a text are among some hundred; more places
/// would push the matrices out of the cache.
const KEPT: usize = 1024;

/// The sum of rows and the first layer's sums of words met lately. They hang on nothing but the word, and are the
/// same to the last bit whether kept or reckoned anew.
#[derive(Clone, Debug, Default)]
struct Known {
    words: Vec<Traits>,
    states: Vec<f32>,
    sums: Vec<f32>,
}

impl Known {
    fn place(word: &Traits) -> usize {
        let mixed = word.iter().fold(0u32, |sum, it| (sum ^ it).wrapping_mul(0x9E37_79B1).rotate_left(15));
        mixed as usize % KEPT
    }
}

impl Network {
    /// Reads a network; `root_label` is the number of the root's relation.
    ///
    /// # Errors
    /// A section is missing or does not fit the sizes.
    pub fn open(sections: &Sections, root_label: u8) -> Result<Network, GrammarError> {
        let sizes = Sizes::open(sections)?;
        let plan = sizes.plan();
        let (chunks, rest) = sections.section("dense")?.as_chunks::<4>();
        if chunks.len() != plan.total || !rest.is_empty() {
            return Err(GrammarError::Cut { section: "dense".into() });
        }
        let numbers: Vec<f32> = chunks.iter().map(|it| f32::from_le_bytes(*it)).collect();
        if numbers.iter().any(|it| !it.is_finite()) {
            return Err(GrammarError::Cut { section: "dense".into() });
        }
        Ok(Network {
            sizes,
            rows: Rows::open(sections, sizes.width)?,
            layers: plan.layers.iter().map(|it| Dense::of(&numbers, it)).collect(),
            memories: plan.memories.iter().map(|it| numbers[it.clone()].to_vec()).collect(),
            tags: Dense::of(&numbers, &plan.tags),
            sides: Dense::of(&numbers, &plan.sides),
            ask: Dense::of(&numbers, &plan.ask),
            root_arc: numbers[plan.root_arc].to_vec(),
            root_relation: numbers[plan.root_relation].to_vec(),
            relations: Dense::of(&numbers, &plan.relations),
            root_label,
            registers: pulp::Arch::new(),
        })
    }

    /// Reads the words of `sentences`, ranges of `words` that follow on one another, with the widest registers
    /// that the processor has.
    pub fn read(&self, words: &[Traits], sentences: &[Range<usize>], room: &mut Scratch, out: &mut Answer) {
        if wide(self.registers) {
            self.registers.dispatch(Run::<true> { network: self, words, sentences, room, out });
        } else {
            self.registers.dispatch(Run::<false> { network: self, words, sentences, room, out });
        }
    }

    #[inline(always)]
    fn run<const WIDE: bool>(
        &self,
        words: &[Traits],
        sentences: &[Range<usize>],
        room: &mut Scratch,
        out: &mut Answer,
    ) {
        let (n, width) = (words.len(), self.sizes.width);
        self.first_sums::<WIDE>(words, room);
        for (at, (layer, memory)) in
            self.layers.iter().zip(&self.memories).take(self.sizes.n_tag_layers).enumerate()
        {
            self.layer::<WIDE>(Some(layer).filter(|_| at > 0), memory, n, sentences, room);
        }
        self.tags.apply::<WIDE>(&room.state, n, &mut room.bands, &mut room.tags);
        out.tags.clear();
        out.tags.extend(room.tags.chunks_exact(self.sizes.n_tags).map(|it| best(it) as u8));
        for (layer, memory) in self.layers.iter().zip(&self.memories).skip(self.sizes.n_tag_layers) {
            self.layer::<WIDE>(Some(layer), memory, n, sentences, room);
        }
        debug_assert_eq!(room.state.len(), n * width);
        self.sides.apply::<WIDE>(&room.state, n, &mut room.bands, &mut room.sides);
        out.heads.clear();
        for sentence in sentences {
            self.govern::<WIDE>(sentence, room);
            out.heads.extend_from_slice(&room.heads);
        }
        self.relate::<WIDE>(sentences, room, out);
    }

    /// Fills the state with the sums of the words' rows, and the sums with those of the first layer.
    #[inline(always)]
    fn first_sums<const WIDE: bool>(&self, words: &[Traits], room: &mut Scratch) {
        let width = self.sizes.width;
        let known = &mut room.known;
        known.words.resize(KEPT, [ABSENT; N_TRAITS]);
        known.states.resize(KEPT * width, 0.0);
        known.sums.resize(KEPT * 3 * width, 0.0);
        room.fresh.clear();
        room.fresh.extend((0..words.len()).filter(|it| known.words[Known::place(&words[*it])] != words[*it]));
        self.sum_rows(words, &room.fresh, &mut room.fresh_state);
        if let Some(first) = self.layers.first() {
            first.apply::<WIDE>(&room.fresh_state, room.fresh.len(), &mut room.bands, &mut room.fresh_sums);
        }
        room.state.clear();
        room.sums.clear();
        let mut fresh = room.fresh.iter().enumerate().peekable();
        for (at, word) in words.iter().enumerate() {
            let place = Known::place(word);
            let kept = place * width..(place + 1) * width;
            if let Some((index, _)) = fresh.next_if(|it| *it.1 == at) {
                room.state.extend_from_slice(&room.fresh_state[index * width..][..width]);
                room.sums.extend_from_slice(&room.fresh_sums[index * 3 * width..][..3 * width]);
            } else {
                room.state.extend_from_slice(&known.states[kept.clone()]);
                room.sums.extend_from_slice(&known.sums[3 * kept.start..3 * kept.end]);
            }
        }
        for (index, at) in room.fresh.iter().enumerate() {
            let place = Known::place(&words[*at]);
            known.words[place] = words[*at];
            known.states[place * width..][..width]
                .copy_from_slice(&room.fresh_state[index * width..][..width]);
            known.sums[place * 3 * width..][..3 * width]
                .copy_from_slice(&room.fresh_sums[index * 3 * width..][..3 * width]);
        }
    }

    /// Writes the sums of the rows of the words at `which` to `out`.
    #[inline(always)]
    fn sum_rows(&self, words: &[Traits], which: &[usize], out: &mut Vec<f32>) {
        let width = self.sizes.width;
        out.clear();
        out.resize(which.len() * width, 0.0);
        for (word, sum) in which.iter().map(|it| &words[*it]).zip(out.chunks_exact_mut(width)) {
            for (at, key) in word.iter().enumerate() {
                let known = *key != ABSENT && self.rows.add(*key, sum);
                if at == 0 && !known {
                    self.rows.add(STRANGER, sum);
                }
            }
        }
    }

    #[inline(always)]
    fn layer<const WIDE: bool>(
        &self,
        layer: Option<&Dense>,
        memory: &[f32],
        n: usize,
        sentences: &[Range<usize>],
        room: &mut Scratch,
    ) {
        // The first layer's sums are there already.
        if let Some(layer) = layer {
            layer.apply::<WIDE>(&room.state, n, &mut room.bands, &mut room.sums);
        }
        room.memory.resize(room.state.len(), 0.0);
        room.next.resize(room.state.len(), 0.0);
        scan(
            self.sizes.width,
            sentences,
            (&room.sums, memory, &room.state),
            (&mut room.memory, &mut room.next),
        );
        std::mem::swap(&mut room.state, &mut room.next);
    }

    /// Finds the governors of one sentence.
    #[inline(always)]
    fn govern<const WIDE: bool>(&self, sentence: &Range<usize>, room: &mut Scratch) {
        let (arc, stride) = (self.sizes.arc, 2 * (self.sizes.arc + self.sizes.relation));
        let n = sentence.len();
        let sides = &room.sides[sentence.start * stride..sentence.end * stride];
        room.governors.clear();
        room.next.clear();
        for word in sides.chunks_exact(stride) {
            room.governors.extend(word[..arc].iter().map(|it| bend(*it)));
            room.next.extend(word[arc..2 * arc].iter().map(|it| bend(*it)));
        }
        room.governors.extend_from_slice(&self.root_arc);
        self.ask.apply::<WIDE>(&room.next, n, &mut room.bands, &mut room.asked);
        room.panels.lay_out(&room.governors, arc, n + 1, (1, arc));
        room.scores.clear();
        room.scores.resize(n * (n + 1), 0.0);
        room.bands.lay_out(&room.asked, n, arc, (arc, 1));
        room.bands.multiply::<WIDE>(&room.panels, &mut room.scores);
        span(&room.scores, n, &mut room.heads);
    }

    /// Names the relation of every word to its governor.
    #[inline(always)]
    fn relate<const WIDE: bool>(&self, sentences: &[Range<usize>], room: &mut Scratch, out: &mut Answer) {
        let (arc, wide) = (self.sizes.arc, self.sizes.relation);
        let stride = 2 * (arc + wide);
        room.next.clear();
        for sentence in sentences {
            for at in sentence.clone() {
                let head = sentence.start + out.heads[at] as usize;
                let above = if head < sentence.end {
                    &room.sides[head * stride + 2 * arc..head * stride + 2 * arc + wide]
                } else {
                    &self.root_relation
                };
                let own = &room.sides[at * stride + 2 * arc + wide..(at + 1) * stride];
                room.next.extend(above.iter().zip(own).map(|(a, b)| bend(a + b)));
            }
        }
        let n = room.next.len() / wide;
        self.relations.apply::<WIDE>(&room.next, n, &mut room.bands, &mut room.sums);
        out.labels.clear();
        let root = usize::from(self.root_label);
        for sentence in sentences {
            for at in sentence.clone() {
                let scores = &mut room.sums[at * self.sizes.n_relations..(at + 1) * self.sizes.n_relations];
                scores[root] = f32::MIN;
                let at_root = out.heads[at] as usize == sentence.len();
                out.labels.push(if at_root { self.root_label } else { best(scores) as u8 });
            }
        }
    }
}

/// One run of a network, which the processor's registers decide the code of.
struct Run<'a, const WIDE: bool> {
    network: &'a Network,
    words: &'a [Traits],
    sentences: &'a [Range<usize>],
    room: &'a mut Scratch,
    out: &'a mut Answer,
}

impl<const WIDE: bool> pulp::NullaryFnOnce for Run<'_, WIDE> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.network.run::<WIDE>(self.words, self.sentences, self.room, self.out);
    }
}

/// Runs the gated sums of a layer over every sentence, forward in the first half of the columns, backward in the
/// second. `from` holds the sums of the layer, its memory's weights and its input; `to` the memory and the output.
#[inline(always)]
pub fn scan(
    width: usize,
    sentences: &[Range<usize>],
    from: (&[f32], &[f32], &[f32]),
    to: (&mut [f32], &mut [f32]),
) {
    let (sums, weights, input) = from;
    let (memory, output) = to;
    let half = width / 2;
    let mut kept = vec![0.0f32; half];
    for sentence in sentences {
        for backward in [false, true] {
            let side = usize::from(backward);
            let weights = &weights[side * width..(side + 1) * width];
            kept.fill(0.0);
            for step in 0..sentence.len() {
                let at = if backward { sentence.end - 1 - step } else { sentence.start + step };
                let sums = &sums[at * 3 * width + side * 3 * half..][..3 * half];
                let place = at * width + side * half;
                let input = &input[place..place + half];
                let memory = &mut memory[place..place + half];
                let output = &mut output[place..place + half];
                scan_word((sums, weights, input), &mut kept, (memory, output));
            }
        }
    }
}

/// One step of [`scan`]: `kept` is the memory before and after it. Whole lanes at once, or the gates would be
/// reckoned one by one.
#[inline(always)]
fn scan_word(from: (&[f32], &[f32], &[f32]), kept: &mut [f32], to: (&mut [f32], &mut [f32])) {
    let (sums, weights, input) = from;
    let half = kept.len();
    let (sums, weights, input) = (lanes(sums), lanes(weights), lanes(input));
    let (memory, output) = (to.0.as_chunks_mut::<LANES>().0, to.1.as_chunks_mut::<LANES>().0);
    let n = half / LANES;
    for (block, kept) in kept.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
        let (value, keep, show) = (&sums[block], &sums[n + block], &sums[2 * n + block]);
        let (keep_weights, show_weights) = (&weights[block], &weights[n + block]);
        let (input, memory, output) = (&input[block], &mut memory[block], &mut output[block]);
        for lane in 0..LANES {
            let old = kept[lane];
            let keep = gate(keep[lane] + keep_weights[lane] * old);
            let show = gate(show[lane] + show_weights[lane] * old);
            let new = keep * old + (1.0 - keep) * value[lane];
            kept[lane] = new;
            memory[lane] = new;
            output[lane] = show * new + (1.0 - show) * input[lane];
        }
    }
}

#[inline(always)]
fn lanes(numbers: &[f32]) -> &[[f32; LANES]] {
    numbers.as_chunks::<LANES>().0
}

/// Returns the class with the highest score; the first of equals.
#[inline(always)]
pub fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}
