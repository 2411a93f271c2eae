//! Finds what a bare number counts where a noun of counting says so: "the death toll rose to 45", "the number of
//! people killed climbed to 312", "a toll of 45".

use crate::clause;
use crate::scene::Scene;
use orontes_codebook::{Measure, MeasureUse};
use orontes_model::{Deprel, Upos};

/// The noun of counting that a number fills, whatever it counts; `governors` stand above the number.
pub(super) fn noun(scene: &Scene, counted: usize, governors: &[usize]) -> Option<usize> {
    let is_noun = |it: &usize| scene.says("count_noun", scene.lemma(*it));
    let above = scene.head(counted).filter(is_noun).filter(|_| scene.deprel(counted) == Deprel::Nmod);
    above.or_else(|| {
        let verb = governors.iter().copied().find(|it| scene.token(*it).upos == Upos::Verb)?;
        if !scene.says("count_verb", scene.lemma(verb)) {
            return None;
        }
        let subject = clause::surface_subject(scene, verb, 2);
        let objects = clause::objects(scene, verb, true);
        subject.into_iter().chain(objects).find(is_noun)
    })
}

/// The measure that the words about the noun tell: "death toll", "number of displaced", "number of people killed".
pub(super) fn measure<'b>(scene: &Scene<'b>, noun: usize) -> Option<&'b Measure> {
    let counts = || scene.book.measures().iter().filter(|it| it.how == MeasureUse::Count);
    let own = [Deprel::Compound, Deprel::Amod];
    let below = [Deprel::Amod, Deprel::Acl, Deprel::AclRelcl, Deprel::Compound];
    let of = scene.children_in(noun, &[Deprel::Nmod]).filter(|it| scene.preposition(*it) == "of");
    let about = of.flat_map(|it| scene.children_in(it, &below).chain([it]).collect::<Vec<usize>>());
    let words = scene.children_in(noun, &own).chain(about).map(|it| scene.lemma(it).to_lowercase());
    // A participle before its noun may be an adjective with a lemma of its own: "displaced people".
    let is_of = |verb: &String, word: &String| {
        verb == word
            || word.strip_suffix('d').is_some_and(|it| it == verb || it.strip_suffix('e') == Some(verb))
    };
    let tells = |it: &&Measure, word: &String| {
        it.nouns.contains(word) || it.governors.iter().any(|verb| is_of(verb, word))
    };
    let told = words.into_iter().find_map(|word| counts().find(|it| tells(it, &word)));
    // "The toll" of a blast, without another word, counts the dead.
    let own = scene.lemma(noun).to_lowercase();
    told.or_else(|| counts().find(|it| it.nouns.contains(&own)))
}
