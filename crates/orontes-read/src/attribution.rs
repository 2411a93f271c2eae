//! Turns syntax, mentions and quotation marks into speeches: who is credited with which words, and how.
//!
//! A speech starts from a cue: a reporting verb ("said"), "according to", a hedge ("reportedly"), a passive that
//! names nobody ("is believed to"), pictures that show, a body in brackets ([`bracketed`]), a noun ("reports that"), a
//! count ("put the toll at 30", [`tally`]), a headline that names whose statement the text is ([`letterhead`]). [`cue`]
//! finds the cues,
//! [`speaker`] reads who speaks, organisation before officer and relaying outlet before first speaker, and
//! [`content`] how far the words reach. [`quotation`] then carries what is quoted over the borders of
//! sentences. A cue without content credits nobody and is dropped.
//!
//! Two things are left out on purpose: verbs of speech whose subject is no speaker ("the victory signals"), and
//! speakers inside their own quotation ("we believe").

mod bracketed;
mod content;
mod cue;
mod headline;
mod inset;
mod letterhead;
mod noun;
mod quotation;
mod speaker;
mod tally;

use crate::lemmas::Lemmas;
use crate::tree::Tree;
use orontes_model::{Reading, Speaker, Speech, SpeechKind};
use orontes_registry::Registry;
use std::ops::Range;
use std::sync::OnceLock;

/// A speech on its way: its content may still be unknown.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The token that credits.
    pub(crate) cue: usize,
    /// The tokens that credit.
    pub(crate) cue_tokens: Range<usize>,
    /// Lemma of the cue.
    pub(crate) verb: String,
    /// How.
    pub(crate) kind: SpeechKind,
    /// Who.
    pub(crate) speakers: Vec<Speaker>,
    /// What; nothing as long as it is sought.
    pub(crate) content: Option<Range<usize>>,
}

/// What the finders of speeches look at.
pub(crate) struct Scene<'r> {
    /// The syntax.
    pub(crate) tree: Tree<'r>,
    /// Names of actors and sources.
    pub(crate) registry: &'r Registry,
    /// Words that credit.
    pub(crate) lemmas: &'static Lemmas,
    /// For each token, the longest mention headed there.
    pub(crate) headed: Vec<Option<u32>>,
}

/// English words that credit. Built once: the table is embedded and never changes.
pub(crate) fn lemmas() -> &'static Lemmas {
    static LEMMAS: OnceLock<Lemmas> = OnceLock::new();
    LEMMAS.get_or_init(|| Lemmas::of_table(include_str!("../data/en/speech.tsv")))
}

/// Finds who is credited with what, in order of content, outer before inner.
pub(crate) fn speeches(registry: &Registry, text: &str, reading: &Reading) -> Vec<Speech> {
    let scene = Scene::new(registry, text, reading);
    let mut drafts = cue::verbs(&scene);
    // "Put the toll at 30" has no clause: what the verb of saying sought in vain is the number.
    let counts = tally::counts(&scene);
    let is_counted = |it: &Draft| it.content.is_none() && counts.iter().any(|of| of.cue == it.cue);
    drafts.retain(|it| !is_counted(it));
    let said: Vec<usize> = drafts.iter().map(|it| it.cue).collect();
    drafts.extend(counts.into_iter().filter(|it| said.binary_search(&it.cue).is_err()));
    drafts.extend(cue::according(&scene));
    drafts.extend(noun::hedges(&scene));
    drafts.extend(noun::reports(&scene));
    drafts.extend(noun::pictures(&scene));
    drafts.extend(headline::credits(&scene));
    drafts.extend(letterhead::issued(&scene));
    drafts.extend(bracketed::credits(&scene));
    drafts.sort_by_key(|it| it.cue);
    quotation::carry(&scene, &mut drafts);
    let mut found: Vec<Speech> = drafts.into_iter().filter_map(|it| speech(&scene, it)).collect();
    found.sort_by_key(|it| (it.content.start, std::cmp::Reverse(it.content.end), it.cue.start));
    found.dedup();
    found
}

fn speech(scene: &Scene<'_>, draft: Draft) -> Option<Speech> {
    let content = content::without_dateline(scene, scene.tree.trimmed(draft.content?));
    let content = content::without_verdict(scene, content);
    (!content.is_empty()).then(|| Speech {
        content: scene.tree.span(&content),
        cue: scene.tree.span(&draft.cue_tokens),
        verb: draft.verb,
        kind: draft.kind,
        speakers: draft.speakers,
    })
}

impl<'r> Scene<'r> {
    fn new(registry: &'r Registry, text: &'r str, reading: &'r Reading) -> Scene<'r> {
        let mut headed: Vec<Option<u32>> = vec![None; reading.tokens.len()];
        for (idx, mention) in reading.mentions.iter().enumerate() {
            let Some(slot) = headed.get_mut(mention.head) else { continue };
            let longer =
                slot.is_none_or(|it| reading.mentions[it as usize].tokens.len() < mention.tokens.len());
            if longer {
                *slot = Some(idx as u32);
            }
        }
        Scene { tree: Tree::new(text, reading), registry, lemmas: lemmas(), headed }
    }

    /// The mention that a token heads.
    pub(crate) fn mention_at(&self, token: usize) -> Option<usize> {
        self.headed.get(token).copied().flatten().map(|it| it as usize)
    }
}
