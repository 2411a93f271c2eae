//! Trains the namer of relations on the trees of the treebank.

use crate::bench::Bench;
use crate::perceptron::{Classes, dice, hidden, order};
use crate::treebank::UNKNOWN;
use crate::{FREE_EPOCHS, Lesson};
use orontes_grammar::relation::{self, Tree};
use orontes_grammar::tagger::best;
use orontes_grammar::weights::Scores;

/// Times that the namer goes over the treebank.
const N_EPOCHS: u64 = 7;
/// An answer that leads by less is corrected too, in updates of one feature.
const MARGIN: i32 = 40;
/// A word seen so many times is hidden in half of its uses. With the margin: 93.35 to 93.72 of the relations of
/// the development part, governors given.
const HIDDEN: f64 = 1.0;

/// Returns the table of the namer of relations.
pub(crate) fn learn(
    lessons: &[Lesson<'_>],
    bench: &Bench<'_>,
    seed: u64,
    keep: usize,
    tell: &(dyn Fn(String) + Sync),
) -> Vec<u8> {
    let trees: Vec<Tree> = lessons.iter().map(|it| Tree::of(it.sample.heads.clone())).collect();
    let mut dice = dice(seed);
    let mut model = Classes::default();
    let (mut found, mut scores) = (Vec::new(), vec![0; bench.n_labels()]);
    for epoch in 0..N_EPOCHS {
        if epoch == FREE_EPOCHS {
            model.freeze(keep);
        }
        for index in order(lessons.len(), seed + epoch) {
            let lesson = &lessons[index];
            let n = lesson.units.len();
            let seen = hidden(&lesson.units, &lesson.strangers, HIDDEN, &mut dice);
            let mut labels = vec![relation::UNNAMED; n];
            let mut open = vec![n as u32];
            while let Some(head) = open.pop() {
                for word in trees[index].dependents(head) {
                    let at = *word as usize;
                    open.push(*word);
                    if head as usize == n {
                        labels[at] = bench.root;
                        continue;
                    }
                    relation::features(&seen, &trees[index], &labels, at, &mut found);
                    scores.fill(0);
                    found.iter().for_each(|it| model.add(*it, &mut scores));
                    scores[bench.root as usize] = i32::MIN;
                    labels[at] = best(&scores) as u8;
                    let right = lesson.sample.labels[at];
                    let right = if right == bench.root { UNKNOWN } else { right };
                    model.learn(&found, &mut scores, right, MARGIN);
                }
            }
        }
    }
    let table = model.table(keep);
    let named = bench.named(&table);
    tell(format!("relations: {} kB, {named:.2} right where the governors are given", table.len() >> 10));
    table
}
