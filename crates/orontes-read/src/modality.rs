//! Turns syntax and times into moods: how sure each clause is said to be, token by token.
//!
//! Moods flow down the tree. A predicate takes the mood that its governor hands it ([`inherit`]: "plans to
//! attack", "failed to repel"), then what its own words say ([`own`]: "will", "if", "not", "formerly"); the
//! words under it take its mood unless a relation cuts them off: relative clauses and finite clauses of time
//! speak for themselves, and a subject is not denied or expected with its verb.
//!
//! Order of strength, from the contract: the halves of an if are conditional whatever else they say; a denial
//! beats an expectation; both beat the past. Negation does not reach behind "only", "until" or "doubt".

mod condition;
mod inherit;
mod own;
mod past;

use crate::lemmas::Lemmas;
use crate::tree::Tree;
use orontes_model::{Modality, Mood, Reading, When};
use std::sync::OnceLock;

/// What the finders of moods look at.
pub(crate) struct Scene<'r> {
    /// The syntax.
    pub(crate) tree: Tree<'r>,
    /// Words that say how sure.
    pub(crate) lemmas: &'static Lemmas,
    /// Words that credit.
    pub(crate) speech: &'static Lemmas,
}

fn lemmas() -> &'static Lemmas {
    static LEMMAS: OnceLock<Lemmas> = OnceLock::new();
    LEMMAS.get_or_init(|| Lemmas::of_table(include_str!("../data/en/mood.tsv")))
}

/// Returns the mood of each token. Needs the times of the reading.
pub(crate) fn moods(text: &str, reading: &Reading, published: &When) -> Vec<Mood> {
    let scene =
        Scene { tree: Tree::new(text, reading), lemmas: lemmas(), speech: crate::attribution::lemmas() };
    let past = past::marks(&scene, published);
    let conditions = condition::marks(&scene);
    let n = scene.tree.len();
    let (mut bases, mut moods) = (vec![Mood::default(); n], vec![Mood::default(); n]);
    for idx in scene.tree.downward() {
        if let Some(head) = scene.tree.head(idx) {
            bases[idx] = inherit::handed(&scene, idx, bases[head], moods[head]);
        }
        let dated = past[idx].map(|cue| mood(Modality::Historical, cue));
        let own = joined(joined(bases[idx], dated), own::own(&scene, idx));
        moods[idx] = joined(own, conditions[idx].map(|cue| mood(Modality::Conditional, cue)));
    }
    moods
}

pub(crate) fn mood(modality: Modality, cue: usize) -> Mood {
    Mood { modality, cue: Some(cue) }
}

/// Joins what is handed down with what the words themselves say.
fn joined(handed: Mood, own: Option<Mood>) -> Mood {
    let Some(own) = own else { return handed };
    let rank = |it: Modality| match it {
        Modality::Conditional => 4,
        Modality::Denied => 3,
        Modality::Predicted => 2,
        Modality::Historical => 1,
        Modality::Asserted | Modality::Claimed => 0,
    };
    if rank(handed.modality) >= rank(own.modality) { handed } else { own }
}
