//! Turns a verb or noun of the tree into its logical subject and object: passives, relative clauses,
//! control, participles and light verbs undone.

use crate::scene::Scene;
use orontes_model::{Deprel, MentionForm, MentionKind, Upos};

/// How far up a chain of governors a missing subject is sought. Six holds "were expected to try to begin
/// to …"; deeper chains are parser errors far more often than English.
const REACH: u32 = 6;

const OBLIQUE: [Deprel; 6] = [
    Deprel::Obl,
    Deprel::OblAgent,
    Deprel::Nmod,
    Deprel::NmodDesc,
    Deprel::OblUnmarked,
    Deprel::NmodUnmarked,
];

/// Phrases below a token, whatever the parser made of their attachment.
pub(crate) fn phrases<'a>(scene: &'a Scene, at: usize) -> impl Iterator<Item = usize> + 'a {
    scene.children(at).filter(|&it| OBLIQUE.contains(&scene.deprel(it)))
}

/// Says whether a verb stands in the passive, auxiliary or none. "Have" without "been" is never one,
/// whatever the parser calls its subject.
pub(crate) fn is_passive(scene: &Scene, verb: usize) -> bool {
    // "Students marched", "protested against abuses by the police": what has no object has no passive.
    if !scene.has_child(verb, Deprel::AuxPass) && scene.says("intransitive", scene.lower_lemma(verb)) {
        return false;
    }
    let agent = scene.children_in(verb, &[Deprel::OblAgent]).any(|it| scene.preposition(it) == "by");
    if agent || scene.has_child(verb, Deprel::AuxPass) {
        return true;
    }
    if is_lost_main_verb(scene, verb) {
        return false;
    }
    if is_list_of_losses(scene, verb) {
        return true;
    }
    if scene.children_in(verb, &[Deprel::Aux]).any(|it| scene.lemma(it) == "have") {
        return false;
    }
    if scene.token(verb).xpos != "VBN" || scene.has_child(verb, Deprel::Obj) {
        return false;
    }
    if scene.children_in(verb, &[Deprel::NsubjPass, Deprel::CsubjPass]).next().is_some() {
        return true;
    }
    match scene.deprel(verb) {
        Deprel::Acl | Deprel::Amod | Deprel::Advcl | Deprel::Xcomp => !scene.has_child(verb, Deprel::Aux),
        Deprel::Conj if !scene.has_child(verb, Deprel::Nsubj) => {
            scene.head(verb).is_some_and(|it| scene.token(it).xpos == "VBN" && is_passive(scene, it))
        }
        _ => {
            // "71 civilians killed in Arden", wherever the tree hangs the participle.
            let bare = !scene.has_child(verb, Deprel::Aux) && !scene.has_child(verb, Deprel::Nsubj);
            let of_noun =
                verb > 0 && matches!(scene.token(verb - 1).upos, Upos::Noun | Upos::Num | Upos::Pron);
            bare && of_noun && scene.says("harming", scene.lower_lemma(verb))
                || phrases(scene, verb).any(|it| scene.preposition(it) == "by" && !scene.is_timed(it))
        }
    }
}

/// "The workers demonstrated": a past tense taken for a participle leaves its subject as the root of a
/// sentence without a verb. In a headline it is a participle indeed ("Ten killed in Arden").
pub(crate) fn is_lost_main_verb(scene: &Scene, verb: usize) -> bool {
    let Some(noun) = scene.head(verb) else { return false };
    // "The agency on Tuesday reduced food supplies": after a name, a day or an apposition stands no adjective.
    if scene.deprel(verb) == Deprel::Amod && verb < noun && scene.token(verb).xpos == "VBN" && verb > 0 {
        let before = verb - 1;
        let ends_subject =
            scene.is_timed(before) || matches!(scene.token(before).xpos, "NNP" | "NNPS" | "NNS" | ",");
        return ends_subject && !scene.is_headline(verb) && crate::adjacent::before(scene, verb).is_some();
    }
    scene.deprel(verb) == Deprel::Acl
        && scene.head(noun).is_none()
        && verb > noun
        && !scene.is_headline(verb)
        && scene.children_in(noun, &[Deprel::Cop, Deprel::Nsubj]).next().is_none()
        && scene.children_in(verb, &[Deprel::Mark]).next().is_none()
}

/// "Reached by telephone", "contacted via radio": who is so reached is spoken to, and nothing is brought or entered.
pub(crate) fn is_spoken_to(scene: &Scene, verb: usize) -> bool {
    let service = scene.book.classes().id("service");
    scene.says("contacting", scene.lower_lemma(verb))
        && phrases(scene, verb).chain(scene.children_in(verb, &[Deprel::OblAgent])).any(|it| {
            matches!(scene.preposition(it).as_str(), "by" | "via" | "over" | "on" | "through")
                && (scene.is_of(service, it) || scene.says("contacting", scene.lower_lemma(it)))
        })
}

/// "Two children killed, 5 others injured in Arden": in a headline that counts losses nobody kills the others.
fn is_list_of_losses(scene: &Scene, verb: usize) -> bool {
    let counted = |it: usize| scene.has_child(it, Deprel::Nummod);
    let before = |it: &usize| *it < verb;
    let harms = scene.says("harming", scene.lower_lemma(verb));
    harms
        && scene.children_in(verb, &[Deprel::Nsubj]).filter(before).any(counted)
        && scene.children_in(verb, &[Deprel::Obj]).any(|it| counted(it) && scene.says("rest", scene.form(it)))
}

/// Who does it. A verb is read as one where the rule says so, whatever its tag.
pub(crate) fn subjects(scene: &Scene, at: usize, is_verbal: bool) -> Vec<usize> {
    if is_verbal { verb_subjects(scene, at) } else { noun_subjects(scene, at) }
}

/// What it is done to.
pub(crate) fn objects(scene: &Scene, at: usize, is_verbal: bool) -> Vec<usize> {
    match is_verbal {
        true => verb_objects(scene, at),
        false => phrases(scene, at).filter(|&it| scene.preposition(it) == "of").collect(),
    }
}

fn verb_subjects(scene: &Scene, verb: usize) -> Vec<usize> {
    if is_passive(scene, verb) {
        let mut agents: Vec<usize> =
            phrases(scene, verb).filter(|&it| scene.preposition(it) == "by" && !scene.is_timed(it)).collect();
        agents.extend(hyphened(scene, verb));
        return agents;
    }
    let Some(last) = surface_subject(scene, verb, REACH) else { return Vec::new() };
    joined_before(scene, verb, last).into_iter().chain([last]).collect()
}

/// "The group, and Minister X signed": a subject before a comma and "and", which the tree hangs on the verb by itself.
fn joined_before(scene: &Scene, verb: usize, last: usize) -> Option<usize> {
    let own = scene.children_in(verb, &[Deprel::Nsubj]).filter(|&it| it < last && !scene.is_timed(it));
    let before = own.last().filter(|_| scene.head(last) == Some(verb) && last < verb)?;
    crate::filler::opened_by_and(scene, last).then_some(before)
}

/// "rebel" of "rebel-held", "Turkish" of "Turkish-backed".
pub(crate) fn hyphened(scene: &Scene, verb: usize) -> Option<usize> {
    if scene.deprel(verb) != Deprel::Amod || verb < 2 {
        return None;
    }
    let before = verb - 2;
    let joined = matches!(scene.lemma(verb - 1), "-" | "‑" | "–");
    (joined && scene.head(before) == Some(verb)).then_some(before)
}

/// Names that may begin inside one name: "Islamic State in Iraq and Syria" has two.
const NAMES_INSIDE: usize = 6;

/// "After the Northern Front (NF) captured Arden": the bracket hides the subject from the parser, and the name stands
/// right before it.
fn name_with_acronym_before(scene: &Scene, verb: usize) -> Option<usize> {
    let close = verb.checked_sub(1).filter(|it| scene.form(*it) == ")")?;
    let open = close.checked_sub(2).filter(|it| scene.form(*it) == "(")?;
    let mentions = &scene.reading.mentions;
    let from = mentions.partition_point(|it| it.span.start < scene.token(open).span.start);
    // "Front of Arden (FA)": the longest name that ends there, and not the place inside it.
    let ending = mentions[..from].iter().rev().take(NAMES_INSIDE).filter(|it| it.tokens.end == open);
    let name = ending.max_by_key(|it| it.tokens.len())?;
    let finite = matches!(scene.token(verb).xpos, "VBD" | "VBZ" | "VBP");
    let is_acronym = scene.form(open + 1).chars().all(|it| !it.is_lowercase());
    let is_name = name.form == MentionForm::Name && name.kind != MentionKind::Place;
    (finite && is_acronym && is_name).then_some(name.head)
}

/// Says whether a word is the first of one such as "rebel-held".
pub(crate) fn is_hyphened_before(scene: &Scene, at: usize) -> bool {
    let verb = at + 2;
    verb < scene.reading.tokens.len() && hyphened(scene, verb) == Some(at)
}

/// The subject that a clause shows or inherits, passive or active.
pub(crate) fn surface_subject(scene: &Scene, verb: usize, reach: u32) -> Option<usize> {
    let shown = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter];
    // The nearest before the verb: what stands further off is a slug, a dateline or an error.
    let mut own = scene
        .children_in(verb, &shown)
        .filter(|&it| !scene.is_timed(it) && !crate::adjacent::is_governed(scene, it));
    let described = own.clone().filter(|&it| it < verb).collect::<Vec<_>>();
    if let [.., name, description] = described.as_slice()
        && is_set_off(scene, *name, *description, verb)
    {
        return Some(gap_filler(scene, verb, *name));
    }
    if let Some(subject) = own.clone().filter(|&it| it < verb).last().or_else(|| own.next()) {
        return Some(gap_filler(scene, verb, subject));
    }
    if let Some(subject) = name_with_acronym_before(scene, verb) {
        return Some(subject);
    }
    if reach == 0 {
        return None;
    }
    let governor = scene.head(verb)?;
    // "The truck used to carry out the attack": what is used does nothing itself.
    let below = matches!(scene.deprel(verb), Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp);
    if below && scene.says("using", scene.lower_lemma(governor)) && is_passive(scene, governor) {
        return None;
    }
    match scene.deprel(verb) {
        Deprel::Conj | Deprel::Parataxis if is_clause(scene, governor) => {
            surface_subject(scene, governor, reach - 1)
        }
        Deprel::Xcomp => controlled_subject(scene, governor, reach),
        // "A bomb planted under a bridge wounded four": nothing opens the second verb, so the first is a participle.
        Deprel::Advcl | Deprel::Ccomp | Deprel::Conj
            if is_finite(scene, verb) && is_garden_path(scene, governor, verb) =>
        {
            surface_subject(scene, governor, reach - 1)
        }
        // A finite clause shows its subject; where the tree lost it, it stands right before the verb.
        Deprel::Advcl | Deprel::Ccomp if is_finite(scene, verb) => noun_right_before(scene, verb),
        Deprel::Advcl | Deprel::Ccomp if is_clause(scene, governor) => {
            // "Sanctioned two traders for supplying arms": those who are punished did it.
            let blames = || {
                scene.says("punishing", scene.lemma(governor))
                    && scene
                        .children_in(verb, &[Deprel::Mark, Deprel::Case])
                        .any(|it| scene.form(it) == "for")
            };
            if blames() {
                return objects(scene, governor, true).into_iter().next();
            }
            let steers =
                scene.is_of(scene.classes.object_control, governor) || given(scene, governor).is_some();
            match steers && scene.deprel(verb) == Deprel::Advcl && opens_with_preposition(scene, verb) {
                true => controlled_subject(scene, governor, reach),
                false => surface_subject(scene, governor, reach - 1),
            }
        }
        Deprel::Acl => acl_subject(scene, verb, governor, reach),
        Deprel::Amod if scene.token(verb).xpos == "VBG" => Some(governor),
        Deprel::AclRelcl if !scene.has_child(verb, Deprel::Obj) || scene.token(verb).xpos == "VBG" => {
            Some(governor)
        }
        _ => None,
    }
}

/// "The League, the regional bloc, lifted …": a description between two commas right behind a name is no
/// subject of its own.
fn is_set_off(scene: &Scene, name: usize, description: usize, verb: usize) -> bool {
    let first = scene.children(description).filter(|&it| it < description).min().unwrap_or(description);
    let opened = (name + 1..=first).find(|&it| scene.form(it) == ",");
    let closed = (description + 1..verb).find(|&it| scene.form(it) == ",");
    scene.token(name).upos == Upos::Propn
        && scene.token(description).upos == Upos::Noun
        && opened.is_some_and(|it| it <= name + 3)
        && closed.is_some()
}

fn is_finite(scene: &Scene, verb: usize) -> bool {
    let finite = |it: usize| matches!(scene.token(it).xpos, "VBD" | "VBP" | "VBZ" | "MD");
    finite(verb) || scene.children_in(verb, &[Deprel::Aux, Deprel::AuxPass]).any(finite)
}

fn is_garden_path(scene: &Scene, first: usize, second: usize) -> bool {
    let plain =
        |it: usize| !matches!(scene.token(it).upos, Upos::Punct | Upos::Cconj | Upos::Sconj | Upos::Aux);
    let form = scene.form(first);
    first < second
        && matches!(scene.token(first).xpos, "VBD" | "VBN")
        && (form.ends_with("ed") || form.ends_with("en") || form.ends_with('t') || form.ends_with("de"))
        && !scene.has_child(first, Deprel::Obj)
        && !scene.has_child(first, Deprel::Ccomp)
        && (first + 1..second).all(plain)
}

/// "as rebels swiftly seize control", where the rebels hang on what goes before.
fn noun_right_before(scene: &Scene, verb: usize) -> Option<usize> {
    let between = |it: &usize| matches!(scene.token(*it).upos, Upos::Adv | Upos::Aux | Upos::Part);
    let start = scene.reading.sentences[scene.reading.sentence_of(verb)].tokens.start;
    let before = (start..verb).rev().find(|it| !between(it))?;
    scene.is_nominal(before).then_some(before).filter(|&it| !scene.is_timed(it))
}

/// "accused of serving", "blamed for killing": the clause below belongs to the one accused.
fn opens_with_preposition(scene: &Scene, verb: usize) -> bool {
    scene
        .children_in(verb, &[Deprel::Mark, Deprel::Case])
        .any(|it| matches!(scene.lemma(it), "of" | "for" | "from" | "into" | "to"))
}

/// "Gave the soldiers two days to leave": whom something is given that he may act.
fn given(scene: &Scene, verb: usize) -> Option<usize> {
    let gives = scene.is_of(scene.book.classes().id("giving"), verb) && !is_passive(scene, verb);
    scene.children_in(verb, &[Deprel::Iobj]).next().filter(|_| gives)
}

fn controlled_subject(scene: &Scene, governor: usize, reach: u32) -> Option<usize> {
    if let Some(given) = given(scene, governor) {
        return Some(given);
    }
    if !is_passive(scene, governor) && scene.is_of(scene.classes.object_control, governor) {
        let steered = scene.children_in(governor, &[Deprel::Obj, Deprel::Iobj]).next();
        if let Some(steered) = steered.or_else(|| appealed_to(scene, governor)) {
            return Some(steered);
        }
    }
    surface_subject(scene, governor, reach - 1)
}

/// "Called on the army to leave", "appealed to donors to give": whom a verb of asking turns to.
fn appealed_to(scene: &Scene, verb: usize) -> Option<usize> {
    if !scene.says("appealing", scene.lemma(verb)) {
        return None;
    }
    phrases(scene, verb).find(|&it| {
        it > verb
            && matches!(scene.preposition(it).as_str(), "on" | "upon" | "to" | "with" | "for")
            && !scene.is_timed(it)
    })
}

/// "fighters advancing on Arden": the noun. "a plan to seize Arden": whoever has the plan.
fn acl_subject(scene: &Scene, verb: usize, noun: usize, reach: u32) -> Option<usize> {
    let infinitive = scene.children_in(verb, &[Deprel::Mark]).any(|it| scene.lemma(it) == "to");
    let opened = scene.children_in(verb, &[Deprel::Mark, Deprel::Case]).next().is_some();
    match (infinitive, opened) {
        (false, false) => return Some(noun),
        // "outside the city after failing to …": hung on the noun, it belongs to the clause.
        (false, true) => {
            let mut above = scene.head(noun);
            while let Some(at) = above.filter(|&it| !is_clause(scene, it)) {
                above = scene.head(at);
            }
            return above.and_then(|it| surface_subject(scene, it, reach - 1));
        }
        (true, _) => {}
    }
    if let Some(owner) = scene.children_in(noun, &[Deprel::NmodPoss]).next() {
        return Some(owner);
    }
    let governor = scene.head(noun)?;
    is_clause(scene, governor).then(|| surface_subject(scene, governor, reach - 1)).flatten()
}

/// A relative pronoun gives way to the noun that its clause describes.
fn gap_filler(scene: &Scene, verb: usize, filler: usize) -> usize {
    let relative = matches!(scene.token(filler).xpos, "WDT" | "WP" | "WP$")
        || (scene.lemma(filler) == "that" && scene.token(filler).upos == Upos::Pron);
    let mut clause = verb;
    while let Some(governor) = scene.head(clause).filter(|_| relative) {
        match scene.deprel(clause) {
            Deprel::AclRelcl | Deprel::Acl => return settlement_behind(scene, governor),
            Deprel::Conj | Deprel::Xcomp | Deprel::Ccomp => clause = governor,
            _ => break,
        }
    }
    filler
}

/// "That rebels captured": a word of relation that is not the subject, and a subject behind it.
fn opens_with_that(scene: &Scene, verb: usize) -> bool {
    let subject = scene.children_in(verb, &[Deprel::Nsubj]).find(|it| *it < verb);
    subject.is_some_and(|subject| {
        scene.children(verb).any(|it| it < subject && matches!(scene.form(it), "that" | "which"))
    })
}

/// "A town north of Arden that rebels hold", "towns along the border that they hold", "from Arden in the south, which
/// they took": what is held is the town, and not the direction, line or landmark that only tells where it lies.
fn settlement_behind(scene: &Scene, noun: usize) -> usize {
    /// Words between a settlement and the landmark at the end of its description.
    const REACH: usize = 9;
    let is_town = |it: usize| {
        scene.token(it).upos == Upos::Noun && scene.is_of(scene.book.classes().id("settlement"), it)
    };
    let points =
        |it: usize| scene.says("direction", scene.form(it)) || scene.says("boundary", scene.lower_lemma(it));
    let start = scene.reading.sentences[scene.reading.sentence_of(noun)].tokens.start;
    let before: Vec<usize> =
        (start..noun).rev().take(REACH).take_while(|it| scene.form(*it) != ",").collect();
    let directed = points(noun) || before.iter().any(|it| points(*it));
    let unbroken =
        |to: usize| before.iter().take_while(|it| **it != to).all(|it| scene.token(*it).upos != Upos::Verb);
    let town = before.iter().copied().find(|it| is_town(*it)).filter(|it| directed && unbroken(*it));
    if let Some(town) = town.filter(|_| !is_town(noun) || points(noun)) {
        return town;
    }
    // "From Arden in the south": the name before the phrase.
    let named = |it: &usize| scene.token(*it).upos == Upos::Propn;
    let near =
        before.iter().copied().take(3).find(named).filter(|_| scene.says("direction", scene.form(noun)));
    near.unwrap_or(noun)
}

pub(crate) fn is_clause(scene: &Scene, at: usize) -> bool {
    matches!(scene.token(at).upos, Upos::Verb | Upos::Aux)
        || scene.children_in(at, &[Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass]).next().is_some()
}

fn verb_objects(scene: &Scene, verb: usize) -> Vec<usize> {
    if is_passive(scene, verb) {
        return passive_object(scene, verb).into_iter().collect();
    }
    // "Warned the rebels against": the only object, whatever the tree calls it.
    let object = scene.children_in(verb, &[Deprel::Obj]).next();
    let object = object.or_else(|| scene.children_in(verb, &[Deprel::Iobj]).next());
    if let Some(object) = object {
        let object = counted_noun(scene, verb, object).unwrap_or(object);
        return vec![gap_filler(scene, verb, object)];
    }
    let governor = scene.head(verb);
    if scene.deprel(verb) == Deprel::Amod && is_lost_main_verb(scene, verb) {
        return governor.into_iter().collect();
    }
    match (scene.deprel(verb), governor) {
        // "the towns that rebels seized", "the towns rebels seized": the gap is the object.
        (Deprel::AclRelcl, Some(noun)) if scene.children_in(verb, &[Deprel::Nsubj]).next().is_some() => {
            let own =
                gap_filler(scene, verb, scene.children_in(verb, &[Deprel::Nsubj]).next().unwrap_or(noun));
            if own == noun { Vec::new() } else { vec![settlement_behind(scene, noun)] }
        }
        // "A village that rebels captured": the same clause by another name.
        (Deprel::Acl, Some(noun)) if is_finite(scene, verb) && opens_with_that(scene, verb) => {
            vec![settlement_behind(scene, noun)]
        }
        // "seized and looted Arden": the object follows the last verb or the first, and serves both.
        (Deprel::Conj, Some(first)) if scene.token(first).upos == Upos::Verb => {
            scene.children_in(first, &[Deprel::Obj]).filter(|&it| it > verb).take(1).collect()
        }
        _ if scene.token(verb).xpos == "VBG" => {
            phrases(scene, verb).filter(|&it| scene.preposition(it) == "of").take(1).collect()
        }
        _ => Vec::new(),
    }
}

/// "Released 14 captured soldiers": a participle taken for a verb parts the number from its noun.
fn counted_noun(scene: &Scene, verb: usize, number: usize) -> Option<usize> {
    participle_after_number(scene, number).filter(|_| scene.head(number) == Some(verb))
}

/// The noun of "14 captured soldiers", where the tree has it as the object of "captured".
fn participle_after_number(scene: &Scene, number: usize) -> Option<usize> {
    let (participle, noun) = (number + 1, number + 2);
    let inside = noun < scene.reading.tokens.len();
    let misread = inside
        && scene.token(number).upos == Upos::Num
        && matches!(scene.token(participle).xpos, "VBD" | "VBN")
        && scene.deprel(participle) != Deprel::Amod
        && scene.token(noun).upos == Upos::Noun
        && (scene.head(noun) == Some(participle) || scene.head(noun) == scene.head(participle));
    misread.then_some(noun)
}

/// Says whether a verb is in truth the participle before a counted noun.
pub(crate) fn is_lost_participle(scene: &Scene, verb: usize) -> bool {
    verb > 0
        && matches!(scene.deprel(verb), Deprel::Xcomp | Deprel::Acl | Deprel::Advcl)
        && participle_after_number(scene, verb - 1).is_some()
}

fn passive_object(scene: &Scene, verb: usize) -> Option<usize> {
    let shown = [Deprel::NsubjPass, Deprel::Nsubj];
    if let Some(subject) =
        scene.children_in(verb, &shown).filter(|&it| it < verb && !scene.is_timed(it)).last()
    {
        return Some(gap_filler(scene, verb, subject));
    }
    match scene.deprel(verb) {
        Deprel::Acl | Deprel::Amod | Deprel::AclRelcl => scene.head(verb),
        _ => surface_subject(scene, verb, REACH),
    }
}

fn noun_subjects(scene: &Scene, noun: usize) -> Vec<usize> {
    let mut out: Vec<usize> =
        phrases(scene, noun).filter(|&it| scene.preposition(it) == "by" && !scene.is_timed(it)).collect();
    // "The planes continued their bombing": whoever goes on with it is meant.
    let carried = scene.deprel(noun) == Deprel::Obj
        && scene.head(noun).is_some_and(|it| scene.is_of(scene.classes.light, it));
    let owners = scene.children_in(noun, &[Deprel::NmodPoss]);
    out.extend(owners.filter(|&it| !carried || scene.token(it).upos != Upos::Pron));
    out.extend(scene.children_in(noun, &[Deprel::Compound, Deprel::Amod, Deprel::NmodDesc]));
    out.extend(scene.children_in(noun, &[Deprel::Nsubj]).map(|it| gap_filler(scene, noun, it)));
    // "the offensive launched by X", "the offensive, led by X".
    for clause in scene.children_in(noun, &[Deprel::Acl, Deprel::AclRelcl, Deprel::Advcl]) {
        if scene.is_of(scene.classes.light, clause) {
            out.extend(verb_subjects(scene, clause).into_iter().filter(|&it| it != noun));
        }
    }
    out.extend(light_verb_subjects(scene, noun));
    out.extend(owner_of_deed(scene, noun));
    out
}

/// "X claimed responsibility for the attack": whoever takes an act upon himself is told to have done it.
fn owner_of_deed(scene: &Scene, noun: usize) -> Option<usize> {
    let owned = scene.head(noun).filter(|&it| {
        scene.preposition(noun) == "for" && scene.says("owned", &scene.lemma(it).to_lowercase())
    })?;
    let verb = scene.head(owned).filter(|_| scene.deprel(owned) == Deprel::Obj)?;
    let owns = scene.says("owning", &scene.lemma(verb).to_lowercase()) && !is_passive(scene, verb);
    let negated = scene.children(verb).any(|it| matches!(scene.form(it), "not" | "n't" | "never"));
    let subject = surface_subject(scene, verb, REACH).filter(|_| owns && !negated)?;
    let nobody = scene.children_in(subject, &[Deprel::Det]).any(|it| scene.form(it) == "no")
        || matches!(scene.form(subject), "nobody" | "none");
    (!nobody).then_some(subject)
}

/// "X launched an offensive", "strikes were carried out by X": who wields the light verb.
fn light_verb_subjects(scene: &Scene, noun: usize) -> Vec<usize> {
    let mut at = noun;
    while scene.deprel(at) == Deprel::Conj {
        match scene.head(at) {
            Some(first) => at = first,
            None => break,
        }
    }
    let Some(verb) = scene.head(at) else { return Vec::new() };
    let carried = matches!(scene.deprel(at), Deprel::Obj | Deprel::NsubjPass | Deprel::Obl);
    match carried && scene.token(verb).upos == Upos::Verb && scene.is_of(scene.classes.light, verb) {
        // "were engaged in clashes", "responded with strikes": the subject does it, passive or not.
        true if scene.deprel(at) == Deprel::Obl => {
            // "Imposed after the coup": an aside, and no deed of the subject.
            if !matches!(scene.preposition(at).as_str(), "in" | "with" | "to" | "for" | "into") {
                return Vec::new();
            }
            surface_subject(scene, verb, REACH).into_iter().filter(|&it| it != noun).collect()
        }
        true => verb_subjects(scene, verb).into_iter().filter(|&it| it != noun).collect(),
        false => harming_subject(scene, at, verb).into_iter().collect(),
    }
}

/// "Gunmen killed ten people in a raid": the raid is theirs.
fn harming_subject(scene: &Scene, noun: usize, verb: usize) -> Option<usize> {
    let beside = scene.deprel(noun) == Deprel::Obl && scene.preposition(noun) == "in";
    let harms = scene.says("harming", scene.lower_lemma(verb));
    let active = scene.has_child(verb, Deprel::Obj) && !is_passive(scene, verb);
    if !beside || !harms || !active {
        return None;
    }
    surface_subject(scene, verb, 1).filter(|&it| it != noun && !scene.is_of(scene.classes.occurrence, it))
}
