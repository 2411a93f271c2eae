//! Codes one person without a number to whom something was done: "a soldier was killed" counts one.

use super::figure::Sight;
use crate::clause;
use crate::scene::Scene;
use orontes_codebook::Measure;
use orontes_model::{Bound, Claim, Deprel, MentionForm, MentionKind, Quantity, QuantityRole, Upos};
use std::collections::BTreeSet;

/// Codes a figure of one for each. Linear in the tokens: a token meets the measures only below their verbs.
pub(crate) fn code(scene: &Scene, out: &mut Vec<Claim>) {
    let counted: BTreeSet<usize> = scene.reading.quantities.iter().filter_map(|it| it.of).collect();
    for token in (0..scene.reading.tokens.len()).filter(|it| !counted.contains(it)) {
        out.extend(one_victim(scene, token));
    }
}

/// "A soldier was killed", "gunmen killed the mayor": one person to whom it was done, without a number.
fn one_victim(scene: &Scene, token: usize) -> Option<Claim> {
    if !is_one_person(scene, token) || !scene.speaks(scene.reading.sentence_of(token)) {
        return None;
    }
    let verb = scene.head(token).filter(|it| scene.token(*it).upos == Upos::Verb)?;
    let lemma = scene.lemma(verb).to_lowercase();
    let is_told = |it: &&Measure| it.single && it.governors.contains(&lemma);
    scene.book.measures().iter().find(is_told)?;
    let undergone = match scene.deprel(token) {
        Deprel::Obj => scene.token(verb).xpos != "VBG" || scene.has_child(verb, Deprel::Aux),
        Deprel::NsubjPass => true,
        Deprel::Nsubj => clause::is_passive(scene, verb) || is_unaccusative(scene, verb),
        _ => false,
    };
    if !undergone {
        return None;
    }
    let article = scene.children_in(token, &[Deprel::Det]).next().unwrap_or(token);
    let quantity = Quantity {
        span: scene.token(article).span,
        low: Some(1.0),
        best: Some(1.0),
        high: Some(1.0),
        bound: Bound::Exact,
        unit: None,
        role: QuantityRole::Count,
        of: Some(token),
    };
    let sight =
        Sight { scene, quantity: &quantity, counted: token, governors: vec![verb], toll: None, before: None };
    sight.claim()
}

/// A verb without object whose subject undergoes it: "died", "perished".
fn is_unaccusative(scene: &Scene, verb: usize) -> bool {
    !scene.has_child(verb, Deprel::Obj) && scene.says("dying", scene.lower_lemma(verb))
}

fn is_one_person(scene: &Scene, token: usize) -> bool {
    let is_singular = matches!(scene.token(token).xpos, "NN" | "NNP");
    let named = scene.mention(token).is_some_and(|(_, it)| {
        it.head == token && it.kind == MentionKind::Person && it.form == MentionForm::Name
    });
    let described = || scene.says("individual", scene.form(token));
    let joined = scene.has_child(token, Deprel::Conj) || scene.deprel(token) == Deprel::Conj;
    let denied = || {
        let determiners = scene.children_in(token, &[Deprel::Det, Deprel::Nummod]).map(|it| scene.form(it));
        determiners.into_iter().any(|it| scene.says("uncounted", it))
    };
    is_singular && !joined && (named || described()) && !denied()
}
