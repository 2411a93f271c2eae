//! Codes what follows from what: cause and effect as the report's own words, with the claims inside them.
//!
//! Four constructions: a verb between a cause and its effect, in any voice and as a participle after its
//! clause ("…, prompting thousands to flee"); a noun that a cause is said to be ("a blow to the army"); a
//! clause or phrase of cause ("because", "due to"); and the halves of an if. Which words do it is data.
//! Cost: linear in the tokens times the words of a connective's phrases.

use super::claim::Draft;
use crate::clause;
use crate::filler;
use crate::realis;
use crate::scene::Scene;
use orontes_codebook::shown::{Shown, ShownBy};
use orontes_codebook::{Cause, ClassId};
use orontes_model::{Claim, ClaimId, ConsequenceClaim, Deprel, Kind, Modality, Span, Statement, Upos};
use std::collections::BTreeSet;

/// Codes the consequences of a report; `out` holds the claims of the other kinds.
pub(crate) fn code(scene: &Scene, out: &mut Vec<Claim>) {
    let links = Links::of(scene);
    let mut found: Vec<Found> = Vec::new();
    let mut told: BTreeSet<(Span, Span)> = BTreeSet::new();
    for token in 0..scene.reading.tokens.len() {
        if !scene.speaks(scene.reading.sentence_of(token)) {
            continue;
        }
        let pairs = [links.by_verb(scene, token), links.by_noun(scene, token), links.by_opener(scene, token)];
        for pair in pairs.into_iter().flatten() {
            let apart = !pair.cause.overlaps(pair.effect);
            if apart && told.insert((pair.cause, pair.effect)) {
                found.push(pair);
            }
        }
    }
    let claims: Vec<Claim> = found.into_iter().map(|it| it.claim(scene, out)).collect();
    out.extend(claims);
}

/// A cause and an effect, with the word that joins them.
struct Found {
    token: usize,
    cause: Span,
    effect: Span,
    shift: Option<Modality>,
}

impl Found {
    fn claim(self, scene: &Scene, others: &[Claim]) -> Claim {
        let joint = scene.token(self.token).span;
        let evidence = self.cause.cover(self.effect).cover(joint);
        let mut voice = realis::voice(scene, self.token, self.shift);
        if self.shift == Some(Modality::Conditional) && voice.modality != Modality::Denied {
            voice.modality = Modality::Conditional;
        }
        let inside = |span: Span| -> Vec<ClaimId> {
            let held = others.iter().filter(|it| span.contains(it.evidence));
            let mut ids: Vec<ClaimId> = held.map(|it| it.id.clone()).collect();
            ids.sort();
            ids.dedup();
            ids
        };
        let what = vec![scene.words(self.cause).to_owned(), scene.words(self.effect).to_owned()];
        let draft = Draft { kind: Kind::Consequence, evidence, token: self.token, what };
        let statement = ConsequenceClaim {
            cause: self.cause,
            effect: self.effect,
            cause_claims: inside(self.cause),
            effect_claims: inside(self.effect),
        };
        draft.claim(scene, voice, Statement::Consequence(statement))
    }
}

/// The connectives of the book, by the word that shows them.
struct Links<'b> {
    shown_by: &'b ShownBy,
    circumstance: Option<ClassId>,
}

impl<'b> Links<'b> {
    fn of(scene: &Scene<'b>) -> Links<'b> {
        Links { shown_by: scene.book.shown_by(), circumstance: scene.book.classes().id("circumstance") }
    }

    fn by_verb(&self, scene: &Scene, verb: usize) -> Option<Found> {
        if scene.token(verb).upos != Upos::Verb {
            return None;
        }
        let shown = self.shown_by.causes_of_verb(scene.lower_lemma(verb));
        let fitting = shown.filter(|it| it.1.rest.iter().all(|word| stands_by(scene, verb, word)));
        let shown = fitting.max_by_key(|it| (it.1.rest.len(), it.0.shift))?;
        let (mut cause, mut effect) = match clause::is_passive(scene, verb) {
            true => self.passive(scene, verb, shown)?,
            false => self.active(scene, verb, shown)?,
        };
        if shown.0.reverse {
            std::mem::swap(&mut cause, &mut effect);
        }
        let shift = supposed(scene, verb).or(shown.0.shift);
        Some(Found { token: verb, cause, effect, shift })
    }

    /// "X led to Y", "X weakens Y", "…, prompting Y".
    fn active(&self, scene: &Scene, verb: usize, (link, shown): (&Cause, &Shown)) -> Option<(Span, Span)> {
        let below: Vec<usize> = complements(scene, verb, reaches(shown)).collect();
        if below.is_empty() {
            return None;
        }
        let cause = self.cause_before(scene, verb, link.change)?;
        let said = below.iter().map(|it| phrase(scene, *it));
        let own = link.change.then(|| scene.token(verb).span);
        let effect = realis::cover(said.chain(own))?;
        Some((cause, effect))
    }

    /// "Y was triggered by X".
    fn passive(&self, scene: &Scene, verb: usize, (link, shown): (&Cause, &Shown)) -> Option<(Span, Span)> {
        let mut phrases = clause::phrases(scene, verb);
        let opens = |it: usize| match reaches(shown) {
            Some(word) => scene.preposition(it) == word,
            None => scene.preposition(it) == "by",
        };
        let agent = phrases.find(|it| opens(*it) && !scene.is_timed(*it))?;
        let subject = clause::objects(scene, verb, true).into_iter().next()?;
        let happens = self.happens(scene, agent) || is_gerund(scene, agent);
        if !happens || subject > verb || subject == agent {
            return None;
        }
        let own = link.change.then(|| scene.token(verb).span);
        let undergoer = realis::cover(std::iter::once(phrase(scene, subject)).chain(own))?;
        match link.reverse {
            // "is linked to X", "is attributed to X": the pair is turned about by the caller.
            true => Some((undergoer, phrase(scene, agent))),
            false => Some((phrase(scene, agent), undergoer)),
        }
    }

    /// The words of what a verb says brings something about: its subject, or the clause that it comments on.
    fn cause_before(&self, scene: &Scene, verb: usize, change: bool) -> Option<Span> {
        if let Some(gerund) = scene.children_in(verb, &[Deprel::Csubj]).next() {
            return Some(phrase(scene, gerund));
        }
        let participle = scene.token(verb).xpos == "VBG" && !scene.has_child(verb, Deprel::Aux);
        let own = [Deprel::Nsubj, Deprel::NsubjOuter];
        let bare = scene.children_in(verb, &own).next().is_none();
        if let Some(governor) = scene.head(verb).filter(|_| participle && bare)
            && scene.deprel(verb) == Deprel::Advcl
            && governor < verb
            && clause::is_clause(scene, governor)
        {
            return comma_before(scene, verb).then(|| clause_without(scene, governor, verb));
        }
        let subject = clause::surface_subject(scene, verb, 4)?;
        if subject == verb || scene.preposition(subject) == "by" {
            return None;
        }
        let pointing = scene.says("pointing_pronoun", scene.form(subject));
        let fits = self.happens(scene, subject)
            || is_gerund(scene, subject)
            || pointing && scene.form(subject) != "it" && scene.token(subject).upos == Upos::Pron
            || !change && !filler::is_actor(scene, subject) && scene.token(subject).upos == Upos::Noun;
        fits.then(|| subject_phrase(scene, subject, verb))
    }

    /// Says whether a noun is of something that happens or is the case.
    fn happens(&self, scene: &Scene, at: usize) -> bool {
        let here = |it: usize| {
            scene.token(it).upos == Upos::Noun
                && (scene.is_of(self.circumstance, it) || scene.is_of(scene.classes.occurrence, it))
        };
        let heads = filler::heads_under(scene, at);
        heads.into_iter().any(here) || scene.children_in(at, &[Deprel::Conj]).any(here)
    }

    /// "The fall of Arden is a blow to the army", "…, marking a defeat for the army".
    fn by_noun(&self, scene: &Scene, noun: usize) -> Option<Found> {
        if scene.token(noun).upos != Upos::Noun {
            return None;
        }
        let has = |word: &String| {
            scene
                .children_in(noun, &[Deprel::Compound, Deprel::Amod])
                .any(|it| scene.lemma(it).eq_ignore_ascii_case(word))
        };
        let shown =
            self.shown_by.causes_of_noun(scene.lower_lemma(noun)).filter(|it| it.1.rest.iter().all(has));
        let (link, _) = shown.max_by_key(|it| it.1.rest.len())?;
        let (token, cause) = match scene.has_child(noun, Deprel::Cop) {
            true => {
                let subject = clause::surface_subject(scene, noun, 1)?;
                let which = scene.deprel(noun) == Deprel::AclRelcl || scene.form(subject) == "this";
                let fits = which || self.happens(scene, subject) || is_gerund(scene, subject);
                (noun, fits.then(|| subject_phrase(scene, subject, noun))?)
            }
            false => {
                let verb = scene.head(noun).filter(|_| scene.deprel(noun) == Deprel::Obj)?;
                let lemma = scene.lemma(verb);
                link.light.iter().find(|it| *it == lemma)?;
                (verb, self.cause_before(scene, verb, true)?)
            }
        };
        let shift = supposed(scene, token).or(link.shift);
        Some(Found { token, cause, effect: phrase(scene, noun), shift })
    }

    /// "because X", "due to X", "if X": the clause or phrase that a connective opens, and what it hangs on.
    fn by_opener(&self, scene: &Scene, at: usize) -> Option<Found> {
        let governor = scene.head(at)?;
        let relation = scene.deprel(at);
        let is_clause = matches!(relation, Deprel::Advcl);
        if !is_clause && !matches!(relation, Deprel::Obl | Deprel::Nmod) {
            return None;
        }
        let opener = scene.preposition(at);
        let cause = self.shown_by.cause_of_opener(&opener)?;
        let conditional = cause.shift == Some(Modality::Conditional);
        if !is_clause && (conditional || !self.happens(scene, at)) {
            return None;
        }
        let governor = behind_cue(scene, governor, at);
        let effect = match clause::is_clause(scene, governor) {
            true => clause_without(scene, governor, at),
            false => phrase_until(scene, governor, at)?,
        };
        let cause_words = without_opener(scene, at)?;
        Some(Found { token: governor, cause: cause_words, effect, shift: cause.shift })
    }
}

/// "If Arden falls, diplomats said, the road is cut": what follows is what was said, not that it was said.
fn behind_cue(scene: &Scene, governor: usize, condition: usize) -> usize {
    if !is_cue(scene, governor) {
        return governor;
    }
    let is_said = |it: &usize| *it != condition && clause::is_clause(scene, *it);
    let below = scene.children_in(governor, &[Deprel::Ccomp, Deprel::Parataxis]).find(is_said);
    let set_in = matches!(scene.deprel(governor), Deprel::Advcl | Deprel::Parataxis);
    let above = scene.head(governor).filter(|_| set_in).filter(is_said);
    below.or(above).unwrap_or(governor)
}

/// Says whether a word credits somebody with others ("said").
fn is_cue(scene: &Scene, at: usize) -> bool {
    let word = scene.token(at).span;
    let speeches = &scene.reading.speeches;
    let from = speeches.partition_point(|it| it.cue.end <= word.start);
    speeches.get(from).is_some_and(|it| it.cue.start < word.end)
}

/// The preposition that a verb reaches its effect through.
fn reaches(shown: &Shown) -> Option<&str> {
    shown.rest.last().map(String::as_str).filter(|it| matches!(*it, "to" | "in" | "from" | "on"))
}

/// "Capturing Arden could open a path", "would": the effect of what has not happened.
fn supposed(scene: &Scene, verb: usize) -> Option<Modality> {
    let modal = scene.children_in(verb, &[Deprel::Aux]).map(|it| scene.form(it));
    let gerund = scene.has_child(verb, Deprel::Csubj);
    let mut words = modal;
    words.any(|it| it == "would" || it == "'d" || gerund && it == "could").then_some(Modality::Conditional)
}

/// Another word of a connective: a particle, an object, or the preposition of a phrase below the verb.
fn stands_by(scene: &Scene, verb: usize, word: &str) -> bool {
    let near = [Deprel::CompoundPrt, Deprel::Obj, Deprel::Obl, Deprel::Advmod, Deprel::Advcl, Deprel::Xcomp];
    scene
        .children_in(verb, &near)
        .any(|it| scene.lemma(it).eq_ignore_ascii_case(word) || it > verb && scene.preposition(it) == word)
}

/// What stands after a verb as its effect.
fn complements<'a>(
    scene: &'a Scene,
    verb: usize,
    preposition: Option<&'a str>,
) -> impl Iterator<Item = usize> + 'a {
    const AFTER: [Deprel; 6] =
        [Deprel::Obj, Deprel::Iobj, Deprel::Xcomp, Deprel::Ccomp, Deprel::Obl, Deprel::Advcl];
    scene.children_in(verb, &AFTER).filter(move |&it| {
        let opening = scene.preposition(it);
        it > verb
            && !scene.is_timed(it)
            && match (preposition, scene.deprel(it)) {
                (Some(word), _) => opening == word,
                (None, Deprel::Obj | Deprel::Iobj | Deprel::Xcomp | Deprel::Ccomp) => true,
                (None, Deprel::Advcl) => opening == "to" && scene.has_child(verb, Deprel::Obj),
                (None, _) => false,
            }
    })
}

fn is_gerund(scene: &Scene, at: usize) -> bool {
    scene.token(at).xpos == "VBG" && matches!(scene.deprel(at), Deprel::Csubj | Deprel::Nsubj | Deprel::Obl)
}

fn comma_before(scene: &Scene, verb: usize) -> bool {
    let start = scene.reading.sentences[scene.reading.sentence_of(verb)].tokens.start;
    let mut before = (start..verb).rev();
    before.find(|it| scene.token(*it).upos != Upos::Adv).is_some_and(|it| scene.form(it) == ",")
}

/// Subject words; those of a relative clause are its noun, without the clause.
fn subject_phrase(scene: &Scene, subject: usize, verb: usize) -> Span {
    match subject < verb {
        true => phrase_until(scene, subject, verb).unwrap_or(scene.token(subject).span),
        false => scene.token(subject).span,
    }
}

/// Relations that add another statement to the one that a phrase or clause makes.
const ASIDE: [Deprel; 6] =
    [Deprel::Punct, Deprel::Parataxis, Deprel::AclRelcl, Deprel::Discourse, Deprel::Cc, Deprel::Vocative];

/// A phrase: its head with what hangs on it, asides left out.
fn phrase(scene: &Scene, head: usize) -> Span {
    let opens = |it: usize| scene.head(it) == Some(head) && scene.deprel(it) == Deprel::Case;
    cover_below(scene, head, |it| {
        !opens(it) && !ASIDE.contains(&scene.deprel(it)) && !is_commented(scene, it)
    })
}

/// A phrase as far as a word.
fn phrase_until(scene: &Scene, head: usize, end: usize) -> Option<Span> {
    let opener = scene.token(head).span;
    (head != end).then(|| {
        cover_below(scene, head, |it| {
            (it < end || end < head)
                && it != end
                && !ASIDE.contains(&scene.deprel(it))
                && !is_commented(scene, it)
        })
        .cover(opener)
    })
}

/// A clause without one that hangs on it, nor what is joined to it or comments on it.
fn clause_without(scene: &Scene, head: usize, other: usize) -> Span {
    let between = |it: usize| match other > head {
        true => it < other,
        false => it > other,
    };
    cover_below(scene, head, |it| {
        between(it)
            && !matches!(
                scene.deprel(it),
                Deprel::Punct | Deprel::Parataxis | Deprel::Cc | Deprel::Conj | Deprel::Discourse
            )
            && !(scene.deprel(it) == Deprel::Advcl && (is_commented(scene, it) || is_cue(scene, it)))
    })
}

/// A participle after a comma comments on the clause before it.
fn is_commented(scene: &Scene, at: usize) -> bool {
    scene.deprel(at) == Deprel::Advcl && scene.token(at).xpos == "VBG" && comma_before(scene, at)
}

fn without_opener(scene: &Scene, head: usize) -> Option<Span> {
    let opens =
        |it: usize| it < head && matches!(scene.deprel(it), Deprel::Case | Deprel::Mark | Deprel::Fixed);
    Some(cover_below(scene, head, |it| {
        !opens(it) && !ASIDE.contains(&scene.deprel(it)) && !is_commented(scene, it)
    }))
}

/// The words from the first to the last below a head through children that `keeps` holds of.
fn cover_below(scene: &Scene, head: usize, keeps: impl Fn(usize) -> bool) -> Span {
    let mut span = scene.token(head).span;
    let mut open = vec![head];
    // A tree of one sentence: each word is opened once.
    while let Some(at) = open.pop() {
        for child in scene.children(at).filter(|it| keeps(*it)) {
            span = span.cover(scene.token(child).span);
            open.push(child);
        }
    }
    span
}
