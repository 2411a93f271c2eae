//! Measures what has been learnt so far on the development part.

use crate::opened;
use crate::treebank::{Names, Sample};
use orontes_grammar::punctuation::{Mark, hang, mark};
use orontes_grammar::relation::{self, Tree};
use orontes_grammar::structure::{Chart, Unit, parse};
use orontes_grammar::weights::{Packed, Triples};
use orontes_model::Upos;

/// The development part and what its words look like to the parser.
pub(crate) struct Bench<'a> {
    names: &'a Names,
    dev: &'a [Sample],
    units: Vec<Vec<Unit>>,
    /// Number of the relation of the root.
    pub(crate) root: u8,
}

/// Returns the share of the right universal tags and of the right labels, in percent.
pub(crate) fn agreement(upos: &[(Upos, &str)], samples: &[Sample], tags: &[Vec<u8>]) -> String {
    let pairs = || samples.iter().zip(tags).flat_map(|it| it.0.tags.iter().zip(it.1));
    let upos_of = |it: u8| upos.get(it as usize).map(|it| it.0);
    let all = pairs().count();
    let same_upos = pairs().filter(|it| upos_of(*it.0) == upos_of(*it.1)).count();
    let same = pairs().filter(|it| it.0 == it.1).count();
    format!("UPOS {:.2} UPOS with XPOS {:.2}", percent(same_upos, all), percent(same, all))
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

impl<'a> Bench<'a> {
    /// Returns the bench over the sentences `dev`, seen as `units`.
    pub(crate) fn new(names: &'a Names, dev: &'a [Sample], units: Vec<Vec<Unit>>) -> Bench<'a> {
        let root = names.labels.iter().position(|it| it == "root").unwrap_or(0) as u8;
        Bench { names, dev, units, root }
    }

    /// Number of relations.
    pub(crate) fn n_labels(&self) -> usize {
        self.names.labels.len()
    }

    /// Returns the share of right relations where the governors are given.
    pub(crate) fn named(&self, relations: &[u8]) -> f64 {
        self.measured(relations, |sample, _| sample.heads.clone()).1
    }

    /// Returns the share of right governors, and of right governors with right relations.
    pub(crate) fn parsed(&self, moves: &[u8], relations: &[u8], width: usize) -> (f64, f64) {
        let moves = opened("moves", moves, Triples::open);
        self.measured(relations, |sample, units| governors(&moves, sample, units, width))
    }

    /// Returns the share of right governors.
    pub(crate) fn governed(&self, moves: &[u8], width: usize) -> f64 {
        let moves = opened("moves", moves, Triples::open);
        let (mut right, mut all) = (0, 0);
        for (sample, units) in self.dev.iter().zip(&self.units) {
            let heads = governors(&moves, sample, units, width);
            all += heads.len();
            right += heads.iter().zip(&sample.heads).filter(|it| it.0 == it.1).count();
        }
        percent(right, all)
    }

    fn measured(&self, relations: &[u8], heads: impl Fn(&Sample, &[Unit]) -> Vec<u32>) -> (f64, f64) {
        let relations = opened("relation", relations, Packed::open);
        let (mut heads_right, mut both_right, mut all) = (0, 0, 0);
        let mut labels = Vec::new();
        for (sample, units) in self.dev.iter().zip(&self.units) {
            let tree = Tree::of(heads(sample, units));
            relation::label(&relations, self.n_labels(), self.root, units, &tree, &mut labels);
            all += units.len();
            for (at, label) in labels.iter().enumerate().filter(|it| tree.heads[it.0] == sample.heads[it.0]) {
                heads_right += 1;
                both_right += usize::from(self.plain(*label) == self.plain(sample.labels[at]));
            }
        }
        (percent(heads_right, all), percent(both_right, all))
    }

    /// Returns a relation without its subtype.
    fn plain(&self, label: u8) -> &str {
        self.names.labels.get(label as usize).and_then(|it| it.split(':').next()).unwrap_or("?")
    }
}

fn governors(moves: &Triples, sample: &Sample, units: &[Unit], width: usize) -> Vec<u32> {
    let mut heads = Vec::new();
    parse(moves, units, width, &mut Chart::default(), &mut heads);
    let marks: Vec<Mark> = sample.forms.iter().map(|it| mark(it)).collect();
    hang(units, &marks, &mut heads);
    heads
}
