//! Codes how actors stand to each other: allies, backers, leaders, members, enemies.
//!
//! Three constructions: a noun that one actor bears and another complements ("Iran, an ally of Arden"), a verb
//! between two actors in any voice ("Iran-backed militias"), and a person whose name stands before a government
//! or a force ("the Assad regime"). Cost: linear in the tokens; a word looks its bonds up by lemma.

use super::claim::Draft;
use crate::adjacent;
use crate::clause;
use crate::filler;
use crate::party;
use crate::realis;
use crate::scene::Scene;
use orontes_codebook::shown::ShownBy;
use orontes_codebook::{Bond, Role};
use orontes_model::{
    ActorKind, Claim, Deprel, Kind, MentionForm, MentionKind, Modality, Party, RelationClaim, Statement, Upos,
};
use std::collections::BTreeSet;

/// Codes the relations of a report. Each pair and predicate is claimed once a sentence.
pub(crate) fn code(scene: &Scene, out: &mut Vec<Claim>) {
    let bonds = scene.book.shown_by();
    let mut told: BTreeSet<(usize, String, String, String)> = BTreeSet::new();
    for token in 0..scene.reading.tokens.len() {
        let sentence = scene.reading.sentence_of(token);
        if !scene.speaks(sentence) {
            continue;
        }
        let mut ties = noun_ties(scene, bonds, token);
        ties.extend(verb_ties(scene, bonds, token));
        ties.extend(ruled(scene, token));
        ties.extend(beside(scene, token));
        ties.extend(leagued(scene, token));
        ties.extend(befriended(scene, token));
        ties.extend(owned(scene, token));
        for tie in ties {
            let key = (sentence, tie.subject.name.clone(), tie.predicate.to_owned(), tie.object.name.clone());
            if tie.subject.name != tie.object.name && tie.is_of_a_body(scene) && told.insert(key) {
                out.push(tie.claim(scene));
            }
        }
    }
}

struct Tie<'b> {
    token: usize,
    subject: Party,
    predicate: &'b str,
    object: Party,
    past: bool,
}

impl Tie<'_> {
    /// A person leads, and is a member of, a body and no person: "Ruritania's defence minister X" leads no minister.
    fn is_of_a_body(&self, scene: &Scene) -> bool {
        if !matches!(self.predicate, "leader_of" | "member_of" | "part_of" | "formerly_part_of") {
            return true;
        }
        let known = self.object.id.as_deref().and_then(|it| scene.registry.by_id(it));
        let by_words = self.object.span.and_then(|it| scene.token_at(it)).and_then(|it| scene.mention(it));
        let is_person = known.is_some_and(|it| it.kind == ActorKind::Person)
            || by_words.is_some_and(|(_, it)| {
                it.kind == MentionKind::Person
                    && it.form == MentionForm::Name
                    && Some(it.span) == self.object.span
            });
        let last = self.object.name.to_lowercase();
        // "Governor of the North": the office stands before "of".
        let head = last.split(" of ").next().unwrap_or(&last).rsplit(' ').next().unwrap_or_default();
        let own = self.object.span.filter(|it| self.subject.span.is_some_and(|own| own.contains(*it)));
        let inside = own.is_some_and(|it| Some(it) == self.subject.span);
        !is_person && !scene.says("office", head) && !inside
    }

    fn claim(self, scene: &Scene) -> Claim {
        let own = scene.reading.sentences[scene.reading.sentence_of(self.token)].span;
        let spans = [self.subject.span, self.object.span, Some(scene.token(self.token).span)];
        let evidence = realis::cover(spans.into_iter().flatten().filter(|it| own.contains(*it)));
        let evidence = evidence.unwrap_or(scene.token(self.token).span);
        let mut voice = realis::voice(scene, self.token, None);
        if self.past && voice.modality == Modality::Asserted {
            voice.modality = Modality::Historical;
        }
        let what = vec![self.subject.name.clone(), self.predicate.to_owned(), self.object.name.clone()];
        let draft = Draft { kind: Kind::Relation, evidence, token: self.token, what };
        let statement = RelationClaim {
            subject: self.subject,
            predicate: self.predicate.to_owned(),
            object: self.object,
            past: self.past,
        };
        draft.claim(scene, voice, Statement::Relation(statement))
    }
}

fn noun_ties<'b>(scene: &Scene, bonds: &'b ShownBy, token: usize) -> Vec<Tie<'b>> {
    if !matches!(scene.token(token).upos, Upos::Noun | Upos::Propn) {
        return Vec::new();
    }
    let lemma = scene.lower_lemma(token);
    let has = |word: &String| {
        scene
            .children_in(token, &[Deprel::Compound, Deprel::Amod])
            .any(|it| scene.lemma(it).eq_ignore_ascii_case(word))
            || hyphened_with(scene, token, word)
    };
    let shown = bonds.bonds_of_noun(lemma).filter(|it| it.1.rest.iter().all(has));
    let Some((bond, _)) = shown.max_by_key(|it| it.1.rest.len()) else {
        return Vec::new();
    };
    // "Its ally, the Lake Brigades": they are an ally and no part.
    let ally = |it: usize| scene.says("ally_noun", scene.lower_lemma(it));
    let named =
        scene.mention(token).filter(|(_, it)| it.form == MentionForm::Name).map(|it| it.1.tokens.start);
    if bond.predicate == "part_of" && named.is_some_and(|it| (it.saturating_sub(3)..it).any(ally)) {
        return Vec::new();
    }
    let bearers = bearers(scene, token);
    let mut complements = complements(scene, token);
    // "The regional president" leads no country.
    let is_of_part = scene
        .children_in(token, &[Deprel::Compound, Deprel::Amod])
        .any(|it| scene.says("tier", scene.lower_lemma(it)));
    if complements.is_empty() && !is_of_part && scene.says("national_office", lemma) {
        complements = bearers.iter().filter_map(|it| government_of(scene, it, token)).take(1).collect();
    }
    let past = is_past(scene, token);
    pairs(&bearers, &complements)
        .map(|(bearer, complement)| {
            let (subject, object) = if bond.reverse { (complement, bearer) } else { (bearer, complement) };
            Tie { token, subject, predicate: formerly(&bond.predicate, past), object, past }
        })
        .collect()
}

fn verb_ties<'b>(scene: &Scene, bonds: &'b ShownBy, token: usize) -> Vec<Tie<'b>> {
    if !matches!(scene.token(token).upos, Upos::Verb | Upos::Adj) {
        return Vec::new();
    }
    let lemma = scene.lower_lemma(token);
    let own = || bonds.bonds_of_verb(lemma);
    // The lemma of a verb that is a noun too may keep its ending ("backed").
    let base = lemma.strip_suffix("ed").filter(|_| own().next().is_none()).unwrap_or_default();
    own()
        .chain(bonds.bonds_of_verb(base))
        .flat_map(|(bond, shown)| verb_tie(scene, token, bond, &shown.rest))
        .collect()
}

fn verb_tie<'b>(scene: &Scene, token: usize, bond: &'b Bond, rest: &[String]) -> Vec<Tie<'b>> {
    let mut subjects = parties(scene, &clause::subjects(scene, token, true));
    let objects = match rest {
        [] => parties(scene, &clause::objects(scene, token, true)),
        [prep] if is_preposition(scene, token, prep) => {
            let objects = parties(scene, &prepositional(scene, &[token], prep));
            // "HTS, formerly affiliated with": the participle's noun is its subject.
            if subjects.is_empty() {
                subjects = parties(scene, &clause::objects(scene, token, true));
            }
            // Or that of the verb it stands beside, whatever its tag.
            if let Some(verb) = scene.head(token).filter(|_| subjects.is_empty())
                && scene.deprel(token) == Deprel::Advcl
            {
                subjects = parties(scene, &clause::subjects(scene, verb, true));
            }
            objects
        }
        [word] if has_below(scene, token, word) => parties(scene, &clause::objects(scene, token, true)),
        [_] => Vec::new(),
        [noun, .., prep] => {
            let Some(noun) = scene.children_in(token, &[Deprel::Obj]).find(|it| scene.lemma(*it) == *noun)
            else {
                return Vec::new();
            };
            parties(scene, &prepositional(scene, &[token, noun], prep))
        }
    };
    if subjects.is_empty() && clause::is_passive(scene, token) {
        // "Considered a terrorist group by X": the by-phrase hangs on the complement.
        let complements: Vec<usize> =
            scene.children_in(token, &[Deprel::Xcomp, Deprel::Obj, Deprel::Obl]).collect();
        subjects = parties(scene, &prepositional(scene, &complements, "by"));
    }
    let past = is_past(scene, token);
    pairs(&subjects, &objects)
        .map(|(subject, object)| Tie {
            token,
            subject,
            predicate: formerly(&bond.predicate, past),
            object,
            past,
        })
        .collect()
}

/// "the regime of Bashar al-Assad", "Assad's forces": who a government or force is named after leads it.
fn ruled<'b>(scene: &Scene, token: usize) -> Option<Tie<'b>> {
    let is_body = scene.is_of(scene.classes.government, token) || scene.is_of(scene.classes.force, token);
    if !is_body || scene.token(token).upos != Upos::Noun {
        return None;
    }
    let leader = complement_tokens(scene, token).into_iter().find(|it| {
        scene.mention(*it).is_some_and(|(_, mention)| {
            mention.kind == MentionKind::Person && mention.form == MentionForm::Name
        })
    })?;
    let (subject, object) = (party::party(scene, leader)?, party::party(scene, token)?);
    // A body that no table knows is only "his forces": nothing is said of anybody else.
    object.id.as_ref()?;
    Some(Tie { token, subject, predicate: "leader_of", object, past: false })
}

/// "Secretary-General": the words of one office, whatever the tree makes of the hyphen.
fn hyphened_with(scene: &Scene, token: usize, word: &str) -> bool {
    let start = scene.reading.sentences[scene.reading.sentence_of(token)].tokens.start;
    token >= start + 2 && scene.form(token - 1) == "-" && scene.form(token - 2).eq_ignore_ascii_case(word)
}

/// "The League's Relief Office": a named body is part of the body that owns it.
fn owned<'b>(scene: &Scene, token: usize) -> Option<Tie<'b>> {
    let body = scene.head(token).filter(|_| scene.deprel(token) == Deprel::NmodPoss)?;
    let is_body = |it: usize| {
        scene.token(it).upos == Upos::Propn
            && scene.mention(it).is_some_and(|(_, mention)| {
                mention.form == MentionForm::Name
                    && matches!(mention.kind, MentionKind::Organisation | MentionKind::Actor)
            })
    };
    if !is_body(token) || !is_body(body) || scene.mention(token)?.0 == scene.mention(body)?.0 {
        return None;
    }
    let (subject, object) = (party::party(scene, body)?, party::party(scene, token)?);
    Some(Tie { token: body, subject, predicate: "part_of", object, past: false })
}

/// "X, alongside Y": who acts beside whom is with it.
fn beside<'b>(scene: &Scene, token: usize) -> Vec<Tie<'b>> {
    if !scene.opened_by("beside", token) {
        return Vec::new();
    }
    let Some(governor) = scene.head(token) else { return Vec::new() };
    let others = match clause::is_clause(scene, governor) {
        true => clause::subjects(scene, governor, true),
        false => vec![governor],
    };
    let (subjects, objects) = (parties(scene, &others), parties(scene, &[token]));
    pairs(&subjects, &objects)
        .map(|(subject, object)| Tie { token, subject, predicate: "allied_with", object, past: false })
        .collect()
}

/// "The alliance of A, B and C": its members are allies of the first.
fn leagued<'b>(scene: &Scene, token: usize) -> Vec<Tie<'b>> {
    if scene.token(token).upos != Upos::Noun || !scene.says("league_noun", scene.lower_lemma(token)) {
        return Vec::new();
    }
    let of = scene.children_in(token, &[Deprel::Nmod]).filter(|it| scene.opened_by("members", *it));
    let members = parties(scene, &of.collect::<Vec<_>>());
    let known: Vec<Party> = members.into_iter().filter(|it| it.id.is_some()).collect();
    let Some((first, others)) = known.split_first() else { return Vec::new() };
    let tie = |it: &Party| Tie {
        token,
        subject: first.clone(),
        predicate: "allied_with",
        object: it.clone(),
        past: false,
    };
    others.iter().map(tie).collect()
}

/// "Arden and its Freelandish allies", "the army and its ally, the Dell Front", "the army and allied Dell groups":
/// whoever is named beside a party as its ally.
fn befriended<'b>(scene: &Scene, token: usize) -> Vec<Tie<'b>> {
    let tie = |(subject, object)| Tie { token, subject, predicate: "allied_with", object, past: false };
    let own = scene.says("ally_noun", scene.lower_lemma(token)) && scene.token(token).upos == Upos::Noun;
    let owner = scene.children_in(token, &[Deprel::NmodPoss]).find(|_| own);
    let third = |it: &usize| matches!(scene.form(*it), "its" | "their" | "his" | "her");
    if let Some(owner) = owner.filter(third) {
        let people = |it: &usize| {
            scene
                .mention(*it)
                .is_some_and(|(_, it)| it.kind == MentionKind::Nationality && it.known.is_some())
        };
        let described = scene.children_in(token, &[Deprel::Amod, Deprel::Compound]).find(people);
        let behind = || {
            let comma = token + 1;
            let is_one = scene.token(token).xpos == "NN" && comma < scene.reading.tokens.len();
            let name = adjacent::after(scene, comma).filter(|_| is_one && scene.form(comma) == ",");
            name.filter(|it| is_named(scene, *it))
        };
        let friends = match described {
            Some(it) => {
                party::party(scene, token).filter(|it| it.id.is_some()).or_else(|| party_of(scene, it))
            }
            None => behind().and_then(|it| party_of(scene, it)),
        };
        let owners = parties(scene, &[owner]);
        return pairs(&friends.into_iter().collect::<Vec<_>>(), &owners).map(tie).collect();
    }
    let allied = |it: usize| scene.form(it) == "allied" && (it == 0 || scene.form(it - 1) != "-");
    let first = scene.head(token).filter(|_| scene.deprel(token) == Deprel::Conj);
    let Some(first) = first.filter(|_| scene.children_in(token, &[Deprel::Amod]).any(allied)) else {
        return Vec::new();
    };
    let (subjects, objects) = (party_of(scene, token), party_of(scene, first));
    pairs(&subjects.into_iter().collect::<Vec<_>>(), &objects.into_iter().collect::<Vec<_>>())
        .map(tie)
        .collect()
}

/// The government of the country of whoever bears a national office ("President X").
fn government_of(scene: &Scene, bearer: &Party, office: usize) -> Option<Party> {
    let country = bearer.country.as_deref()?;
    let day = scene.report.published.to.or(scene.report.published.from);
    let found = scene.registry.who("the government", Some(country), day);
    // The office stands for the government that nobody names.
    Some(Party { span: Some(scene.token(office).span), ..found })
}

/// What was part of something and is no longer.
fn formerly(predicate: &str, past: bool) -> &str {
    if past && matches!(predicate, "part_of" | "member_of") { "formerly_part_of" } else { predicate }
}

fn is_preposition(scene: &Scene, verb: usize, word: &str) -> bool {
    clause::phrases(scene, verb).any(|it| scene.preposition(it) == word)
}

/// A word in the complement of a verb: "considered a terrorist group".
fn has_below(scene: &Scene, verb: usize, word: &str) -> bool {
    let complements = scene.children_in(verb, &[Deprel::Xcomp, Deprel::Obj, Deprel::Obl]);
    let mut words = complements.flat_map(|it| std::iter::once(it).chain(scene.children(it)));
    words.any(|it| scene.lemma(it).eq_ignore_ascii_case(word))
}

fn pairs(left: &[Party], right: &[Party]) -> impl Iterator<Item = (Party, Party)> {
    let right = right.to_vec();
    left.iter().cloned().flat_map(move |a| right.clone().into_iter().map(move |b| (a.clone(), b)))
}

/// Parties named by heads and their conjuncts; descriptions of nobody ("several countries") stay out.
fn parties(scene: &Scene, heads: &[usize]) -> Vec<Party> {
    let members = heads.iter().flat_map(|it| filler::members(scene, Role::Actor, *it));
    let members = members.map(|it| named_by_apposition(scene, it));
    let nobodys = |it: usize| scene.mention(it).is_some_and(|(_, it)| filler::is_some_countries(scene, it));
    let fitting =
        members.filter(|it| (filler::is_actor(scene, *it) || is_country(scene, *it)) && !nobodys(*it));
    let mut found: Vec<Party> = Vec::new();
    for party in fitting.filter_map(|it| party_of(scene, it)) {
        if !found.iter().any(|it| it.name == party.name) {
            found.push(party);
        }
    }
    found
}

/// "Hayat Tahrir al-Sham, the group that…": the description is the name it stands beside, and so are the
/// "militias" of "X, a coalition of militias".
fn named_by_apposition(scene: &Scene, token: usize) -> usize {
    let framed = scene.head(token).filter(|it| {
        scene.deprel(token) == Deprel::Nmod
            && scene.preposition(token) == "of"
            && scene.is_of(scene.classes.generic, *it)
            && matches!(scene.token(token).upos, Upos::Noun)
    });
    if let Some(name) = framed.and_then(|it| adjacent::name_set_off(scene, it)) {
        return name;
    }
    let governor = scene.head(token).filter(|_| scene.deprel(token) == Deprel::Appos);
    governor.filter(|it| is_named(scene, *it) && !is_named(scene, token)).unwrap_or(token)
}

fn is_country(scene: &Scene, token: usize) -> bool {
    scene
        .mention(token)
        .is_some_and(|(_, it)| matches!(it.kind, MentionKind::Nationality | MentionKind::Place))
        && scene.token(token).upos != Upos::Noun
}

/// A nationality means its country's government, unless it modifies the words of an actor that is known.
fn party_of(scene: &Scene, token: usize) -> Option<Party> {
    let (_, mention) = scene.mention(token)?;
    // "The junta leader, X": the body stands inside the words for its leader.
    let body = scene.is_of(scene.classes.force, token) || scene.is_of(scene.classes.government, token);
    if mention.head != token && body && scene.token(token).upos == Upos::Noun {
        return body_before_its_leader(scene, token);
    }
    // A people without a state ("Kurdish-led") has no government to lead.
    if mention.kind != MentionKind::Nationality || mention.known.is_none() {
        return party::party(scene, token);
    }
    let words = scene.words(mention.span);
    let day = scene.report.published.to.or(scene.report.published.from);
    let party = scene.registry.who(&format!("{words} government"), mention.known.as_deref(), day);
    Some(Party { span: Some(mention.span), ..party })
}

/// "The junta leader, X", "a rebel commander, Y": the body as the tables know it, else the camp by its own word.
fn body_before_its_leader(scene: &Scene, token: usize) -> Option<Party> {
    let found = party::party_of_words(scene, scene.form(token), scene.token(token).span);
    if found.id.is_some() {
        return Some(found);
    }
    // "A Front gang leader": the gang is the Front's.
    if token > 0 && scene.token(token - 1).upos == Upos::Propn {
        return None;
    }
    let word = scene.lower_lemma(token);
    let name = match scene.says("camp_fighter", word) {
        true => format!("{word}s"),
        false => word.to_owned(),
    };
    (scene.says("camp_fighter", word) || scene.says("camp_body", word)).then_some(Party { name, ..found })
}

fn prepositional(scene: &Scene, tokens: &[usize], preposition: &str) -> Vec<usize> {
    let below = tokens.iter().flat_map(|it| clause::phrases(scene, *it).collect::<Vec<_>>());
    below.filter(|it| scene.preposition(*it) == preposition).collect()
}

/// Who bears a noun: its apposition, the name that runs into it, the subject of "is" or "as".
fn bearers(scene: &Scene, noun: usize) -> Vec<Party> {
    let beside = [Deprel::Appos, Deprel::Flat, Deprel::NmodDesc];
    let mut heads: Vec<usize> = scene.children_in(noun, &beside).filter(|it| is_named(scene, *it)).collect();
    let governor = scene.head(noun);
    let relation = scene.deprel(noun);
    match (relation, governor) {
        (Deprel::Appos | Deprel::Compound | Deprel::NmodDesc | Deprel::Flat | Deprel::List, Some(name))
            if is_named(scene, name) =>
        {
            heads.push(name)
        }
        (Deprel::Obl | Deprel::Xcomp | Deprel::Nmod | Deprel::Advcl, Some(verb))
            if scene.preposition(noun) == "as" || relation == Deprel::Xcomp =>
        {
            heads.extend(clause::surface_subject(scene, verb, 3));
        }
        _ => {}
    }
    if let Some(governor) = governor.filter(|_| scene.preposition(noun) == "under") {
        heads.extend(if clause::is_clause(scene, governor) {
            clause::surface_subject(scene, governor, 3)
        } else {
            Some(governor)
        });
    }
    if heads.is_empty() {
        heads.extend(adjacent::listed_after(scene, noun).into_iter().filter(|it| is_named(scene, *it)));
        heads.extend(adjacent::listed_beside(scene, noun).into_iter().filter(|it| is_named(scene, *it)));
    }
    if scene.has_child(noun, Deprel::Cop) {
        heads.extend(scene.children_in(noun, &[Deprel::Nsubj, Deprel::NsubjOuter]));
    }
    parties(scene, &heads)
}

fn is_named(scene: &Scene, token: usize) -> bool {
    scene
        .mention(token)
        .is_some_and(|(_, it)| it.form == MentionForm::Name && it.kind != MentionKind::Nationality)
        || scene.token(token).upos == Upos::Propn
}

/// Whom a noun is of: possessor, of-phrase, the nationality or name before it.
fn complements(scene: &Scene, noun: usize) -> Vec<Party> {
    let tokens = complement_tokens(scene, noun);
    parties(scene, &tokens)
}

fn complement_tokens(scene: &Scene, noun: usize) -> Vec<usize> {
    let owners = scene.children_in(noun, &[Deprel::NmodPoss]);
    let phrases = scene.children_in(noun, &[Deprel::Nmod]).filter(|it| scene.opened_by("complement", *it));
    let before = scene
        .children_in(noun, &[Deprel::Amod, Deprel::Compound, Deprel::NmodDesc])
        .filter(|it| *it < noun && scene.mention(*it).is_some() && !describes_the_next(scene, *it, noun));
    let mut found: Vec<usize> = owners.chain(phrases).collect();
    found.extend(before);
    if found.is_empty() {
        found.extend(beside_the_name(scene, noun));
    }
    found
}

fn opens_sentence(scene: &Scene, at: usize) -> bool {
    scene.reading.sentences[scene.reading.sentence_of(at)].tokens.start == at
}

/// "Defence ministry spokesman": the first word tells which ministry, and has no spokesman of its own.
fn describes_the_next(scene: &Scene, at: usize, noun: usize) -> bool {
    let next = at + 1;
    next < noun
        && scene.head(next) == Some(noun)
        && (scene.token(at).upos == Upos::Noun || opens_sentence(scene, at))
        && scene.token(next).upos == Upos::Noun
}

/// "SOHR director Rami Abdel Rahman": where the name is the head, title and body both hang on it.
fn beside_the_name(scene: &Scene, noun: usize) -> Vec<usize> {
    let titles =
        matches!(scene.deprel(noun), Deprel::Compound | Deprel::NmodDesc | Deprel::Flat | Deprel::Appos);
    let Some(name) = scene.head(noun).filter(|it| titles && *it > noun) else { return Vec::new() };
    let before =
        scene.children_in(name, &[Deprel::Compound, Deprel::Amod, Deprel::NmodDesc, Deprel::NmodPoss]);
    let beside: Vec<usize> = before.filter(|it| *it < noun).collect();
    // "UN Secretary-General X": what the first word of the office has before it.
    let below = beside.iter().flat_map(|it| {
        scene.children_in(*it, &[Deprel::Compound, Deprel::Amod, Deprel::NmodPoss]).collect::<Vec<_>>()
    });
    let names = |it: &usize| scene.mention(*it).is_some() || scene.token(*it).upos == Upos::Propn;
    let is_title = |it: &usize| scene.says("rank", scene.form(*it));
    beside.iter().copied().chain(below).filter(|it| names(it) && !is_title(it)).collect()
}

/// "former", "once", "formerly", or a clause about the past.
fn is_past(scene: &Scene, token: usize) -> bool {
    let gone = |it: usize| scene.says("former", scene.lower_lemma(it));
    let near = [Some(token), scene.head(token)].into_iter().flatten();
    near.flat_map(|it| scene.children_in(it, &[Deprel::Amod, Deprel::Advmod]).collect::<Vec<_>>()).any(gone)
}
