//! Turns reporting verbs and "according to" into drafts of speeches.

use super::content;
use super::inset::{head_of, inset, neighbour, noun_behind, opener};
use super::speaker::{credit, is_speaker, kind_of, listener};
use super::{Draft, Scene};
use orontes_model::{Deprel, SpeechKind, Upos};

/// Finds every verb that credits somebody.
pub(crate) fn verbs(scene: &Scene<'_>) -> Vec<Draft> {
    let reads = |it: usize| match scene.tree.upos(it) {
        Upos::Verb | Upos::Aux => verb(scene, it),
        Upos::Noun => hidden(scene, it),
        Upos::Adj
        | Upos::Adp
        | Upos::Adv
        | Upos::Cconj
        | Upos::Det
        | Upos::Intj
        | Upos::Num
        | Upos::Part
        | Upos::Pron
        | Upos::Propn
        | Upos::Punct
        | Upos::Sconj
        | Upos::Sym
        | Upos::X => None,
    };
    (0..scene.tree.len()).filter_map(reads).collect()
}

fn verb(scene: &Scene<'_>, verb: usize) -> Option<Draft> {
    let lemma = scene.tree.lemma(verb);
    if scene.lemmas.has("hedge_verb", lemma)
        && let Some(content) = content::of_aside(scene, verb)
    {
        return Some(Draft { content: Some(content), ..draft(scene, verb, SpeechKind::Hedge) });
    }
    if scene.lemmas.has("hedge_verb", lemma)
        && let Some(content) = content::of_seeming(scene, verb)
    {
        return Some(Draft { content: Some(content), ..draft(scene, verb, SpeechKind::Hedge) });
    }
    // "was quoted as saying": the quoting verb credits for both.
    let quoting =
        scene.tree.head(verb).filter(|it| scene.lemmas.has_value("verb", scene.tree.lemma(*it), "quote"));
    if quoting.is_some_and(|it| it < verb) && scene.tree.xpos(verb) == "VBG" {
        return None;
    }
    if scene.tree.is_passive(verb) || is_bare_participle(scene, verb) {
        return passive(scene, verb);
    }
    let has = |value: &str| scene.lemmas.has_value("verb", lemma, value);
    match () {
        () if is_unsaid(scene, verb) => None,
        () if has("quote") => quoted(scene, verb),
        () if has("designate") => designated(scene, verb),
        () if has("act") && !is_clausal_report(scene, verb) => act(scene, verb),
        () if has("say") || has("claim") => said(scene, verb),
        () if has("show") => shown(scene, verb),
        () => None,
    }
}

/// "No group has claimed", "did not confirm the loss": nobody says anything; who "does not believe" speaks.
fn is_unsaid(scene: &Scene<'_>, verb: usize) -> bool {
    let tree = &scene.tree;
    if scene.lemmas.has("neg_raise", tree.lemma(verb)) {
        return false;
    }
    let lower = |it: usize| tree.form(it).to_lowercase();
    let not = |it: usize| {
        matches!(tree.rel(it), Deprel::Advmod | Deprel::CcPreconj)
            && matches!(lower(it).as_str(), "not" | "n't" | "n’t" | "never" | "neither")
    };
    let none = |it: usize| {
        matches!(lower(it).as_str(), "nobody" | "none" | "neither" | "no-one")
            || tree
                .children(it)
                .any(|det| tree.rel(det) == Deprel::Det && matches!(lower(det).as_str(), "no" | "neither"))
    };
    tree.children(verb).any(not) || tree.subject_child(verb).is_some_and(none)
}

/// "Analysts warn that …", "Reports on Friday suggest that …", "…, diplomats warn.": a verb that the tagger took
/// for a noun, shown by what stands on both sides.
fn hidden(scene: &Scene<'_>, cue: usize) -> Option<Draft> {
    let tree = &scene.tree;
    if !scene.lemmas.has("hidden", tree.lemma(cue)) {
        return None;
    }
    let sentence = tree.reading.sentences.get(tree.reading.sentence_of(cue))?.tokens.clone();
    let beside = cue.checked_sub(1).filter(|it| matches!(tree.upos(*it), Upos::Noun | Upos::Propn));
    let next = |word: &str| cue + 1 < tree.len() && tree.is(cue + 1, word);
    let subject = match next("that") {
        true => neighbour(scene, cue),
        false => beside,
    };
    let speaks = |it: &usize| sentence.contains(it) && is_speaker(scene, *it, true);
    let subject = subject.filter(speaks)?;
    let opens = next("that") || (tree.lemma(cue) == "warn" && (next("of") || next("against")));
    let closes = cue + 2 >= sentence.end;
    let content = match (opens, closes) {
        (true, _) => cue + 1..sentence.end,
        (false, true) => inset(scene, cue)?.content,
        (false, false) => return None,
    };
    let speakers = credit(scene, subject);
    let kind = kind_of(scene, subject, &speakers, cue);
    Some(Draft { speakers, content: Some(content), ..draft(scene, cue, kind) })
}

fn draft(scene: &Scene<'_>, cue: usize, kind: SpeechKind) -> Draft {
    let verb = scene.tree.lemma(cue).to_lowercase();
    Draft { cue, cue_tokens: cue..cue + 1, verb, kind, speakers: Vec::new(), content: None }
}

/// "the city, described as a fortress": a participle without its auxiliary.
fn is_bare_participle(scene: &Scene<'_>, verb: usize) -> bool {
    scene.tree.xpos(verb) == "VBN"
        && matches!(scene.tree.rel(verb), Deprel::Acl | Deprel::Advcl)
        && scene.tree.child(verb, &[Deprel::Aux, Deprel::Obj, Deprel::Ccomp]).is_none()
}

/// A verb of demand that also reports ("warned that") reports where it has a clause; a vow stays a vow.
fn is_clausal_report(scene: &Scene<'_>, verb: usize) -> bool {
    let lemma = scene.tree.lemma(verb);
    let reports = ["say", "claim"].iter().any(|it| scene.lemmas.has_value("verb", lemma, it));
    reports && scene.tree.child(verb, &[Deprel::Ccomp]).is_some()
}

fn said(scene: &Scene<'_>, verb: usize) -> Option<Draft> {
    let set_in = inset(scene, verb).filter(|it| is_plain(scene, verb) || is_speaker(scene, it.subject, true));
    let subject = set_in.as_ref().map(|it| it.subject).or_else(|| speaking_subject(scene, verb))?;
    let lemma = scene.tree.lemma(verb);
    if denies_charge(scene, verb) {
        let speakers = credit(scene, subject);
        let kind = kind_of(scene, subject, &speakers, verb);
        return Some(Draft { speakers, ..draft(scene, verb, kind) });
    }
    let set_in = set_in.map(|it| content::Content { range: it.content, clausal: true });
    let content = content::of_quotation(scene, verb).or(set_in);
    let content =
        content.or_else(|| content::from_words(scene, verb)).or_else(|| content::of_verb(scene, verb));
    let content = content.or_else(|| content::behind(scene, verb));
    let clausal = content.as_ref().is_some_and(|it| it.clausal);
    if (scene.lemmas.has("clause_only", lemma) && !clausal && content.is_some()) || is_aside(scene, verb) {
        return None;
    }
    let mut speakers = credit(scene, subject);
    let announced = !clausal && matches!(lemma, "announce" | "declare" | "proclaim");
    let kind = if announced { SpeechKind::SpeechAct } else { kind_of(scene, subject, &speakers, verb) };
    if let Some(listener) = listener(scene, verb, subject) {
        speakers.insert(0, listener);
    }
    Some(Draft { speakers, content: content.map(|it| it.range), ..draft(scene, verb, kind) })
}

/// "…, a charge Cairo denied": what stands before is the charge of somebody else, not the words of this one.
fn denies_charge(scene: &Scene<'_>, verb: usize) -> bool {
    /// As far as the name of who denies may reach back.
    const REACH: usize = 10;
    let tree = &scene.tree;
    if !scene.lemmas.has("gainsay", tree.lemma(verb)) {
        return false;
    }
    let start = tree.reading.sentences[tree.reading.sentence_of(verb)].tokens.start;
    let comma = (start..verb).rev().take(REACH).find(|it| tree.is(*it, ","));
    let opens = |it: usize| matches!(tree.form(it + 1), "a" | "an" | "the") && it + 3 < verb;
    comma.is_some_and(|it| opens(it) && scene.lemmas.has("rumour", tree.lemma(it + 2)))
}

/// "who asked not to be named", "without saying how many": nothing is said there.
fn is_aside(scene: &Scene<'_>, verb: usize) -> bool {
    let tree = &scene.tree;
    let unsaid = tree.children(verb).any(|it| tree.rel(it) == Deprel::Mark && tree.is(it, "without"));
    let names = |it: usize| matches!(tree.lemma(it), "name" | "identify") && tree.xpos(it) == "VBN";
    // "Asked about the strike, Blinken said": he was asked.
    let asked = tree.lemma(verb) == "ask" && tree.xpos(verb) != "VBG" && neighbour(scene, verb).is_none();
    unsaid || asked || (verb + 1..(verb + 6).min(tree.len())).any(names)
}

fn act(scene: &Scene<'_>, verb: usize) -> Option<Draft> {
    let subject = speaking_subject(scene, verb)?;
    if !is_speaker(scene, subject, false) || !is_act(scene, verb) || is_aside(scene, verb) {
        return None;
    }
    let content = content::of_act(scene, verb)?;
    let speakers = credit(scene, subject);
    Some(Draft { speakers, content: Some(content), ..draft(scene, verb, SpeechKind::SpeechAct) })
}

/// "call" needs "for" or "on", "raise" and "express" need something that is voiced.
fn is_act(scene: &Scene<'_>, verb: usize) -> bool {
    let tree = &scene.tree;
    match tree.lemma(verb) {
        "call" => tree.children(verb).any(|it| {
            scene.lemmas.has("call_word", tree.lemma(it)) || tree.has_case(it, &["for", "on", "upon"])
        }),
        "raise" | "express" | "voice" | "sound" | "offer" | "reaffirm" => {
            tree.child(verb, &[Deprel::Obj]).is_some_and(|it| scene.lemmas.has("voiced", tree.lemma(it)))
        }
        _ => true,
    }
}

/// "footage showed", "the ministry indicated"; but not "the victory shows".
fn shown(scene: &Scene<'_>, verb: usize) -> Option<Draft> {
    let subject = speaking_subject(scene, verb).filter(|it| is_speaker(scene, *it, true))?;
    // Fighters capture towns and prove themselves; only pictures capture scenes.
    let pictured = matches!(scene.tree.lemma(verb), "capture" | "depict" | "prove" | "appear");
    let visual = scene.lemmas.has("visual", &scene.tree.lemma(subject).to_lowercase());
    if scene.tree.upos(subject) == Upos::Pron || (pictured && !visual) {
        return None;
    }
    let content = content::from_words(scene, verb).or_else(|| content::of_verb(scene, verb))?;
    if scene.lemmas.has("clause_only", scene.tree.lemma(verb))
        && !content.clausal
        && !visual
        && !is_paper(scene, subject)
    {
        return None;
    }
    let speakers = credit(scene, subject);
    let kind = kind_of(scene, subject, &speakers, verb);
    Some(Draft { speakers, content: Some(content.range), ..draft(scene, verb, kind) })
}

/// Reports show and suggest things, not only clauses.
fn is_paper(scene: &Scene<'_>, subject: usize) -> bool {
    let word = scene.tree.lemma(subject).to_lowercase();
    ["document", "rumour"].iter().any(|it| scene.lemmas.has(it, &word))
}

/// Verbs that are sure to be speech whoever the subject is.
fn is_plain(scene: &Scene<'_>, verb: usize) -> bool {
    const PLAIN: &[&str] = &["say", "tell", "announce", "insist", "warn", "report"];
    PLAIN.contains(&scene.tree.lemma(verb))
}

/// The subject where it can speak at all.
fn speaking_subject(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    // "said the jets were Russian": what follows the verb opens what is said.
    let object_clause = |it: usize| it > verb && content::opens_clause(scene, verb + 1..scene.tree.len());
    let by_tree = scene.tree.subject(verb).filter(|it| *it != verb && !object_clause(*it));
    let governor = scene.tree.head(verb).filter(|_| scene.tree.xpos(verb) == "VBG").unwrap_or(verb);
    let by_order = || neighbour(scene, governor).filter(|it| is_speaker(scene, *it, true));
    let opening = || opener(scene, verb).filter(|it| is_speaker(scene, *it, true));
    // Somebody who can speak, by the tree or next to the verb, before anything that stands as its subject.
    let speaking = by_tree.filter(|it| is_speaker(scene, *it, true)).or_else(by_order);
    // "state television said": whoever stands right before a verb that only speakers have.
    let beside = || neighbour(scene, verb).filter(|_| is_plain(scene, verb));
    let plain = || by_tree.filter(|_| is_plain(scene, verb)).or_else(beside);
    let subject = speaking.or_else(plain).or_else(opening)?;
    let open = is_plain(scene, verb) && scene.tree.upos(subject) != Upos::Pron;
    (open || is_speaker(scene, subject, true)).then_some(subject)
}

/// "the agency quoted Y as saying", "citing Y", and "citing the need to protect civilians", which is a reason.
fn quoted(scene: &Scene<'_>, verb: usize) -> Option<Draft> {
    let tree = &scene.tree;
    // "Citing officials, the agency said": who cites is who speaks in the clause that follows.
    let host = || tree.head(verb).filter(|it| *it > verb && tree.xpos(verb) == "VBG");
    let after = || host().and_then(|it| tree.subject_child(it).or_else(|| neighbour(scene, it)));
    let by_tree = tree.subject(verb).filter(|it| is_speaker(scene, *it, true));
    let subject = by_tree.or_else(|| after().filter(|it| *it > verb))?;
    let object = tree.child(verb, &[Deprel::Obj])?;
    // "citing no documents" cites nothing.
    if tree.children(object).any(|it| tree.rel(it) == Deprel::Det && tree.is(it, "no")) {
        return None;
    }
    let mut speakers = credit(scene, subject);
    if !is_speaker(scene, object, true) {
        let kind = kind_of(scene, subject, &speakers, verb);
        return Some(Draft { speakers, content: Some(tree.extent(object)), ..draft(scene, verb, kind) });
    }
    speakers.extend(credit(scene, object));
    let fronted = || content::of_host(scene, verb).filter(|_| subject > verb);
    let content =
        fronted().or_else(|| content::of_quoted(scene, verb)).or_else(|| content::of_host(scene, verb));
    let kind = kind_of(scene, object, &speakers, verb);
    Some(Draft { speakers, content, ..draft(scene, verb, kind) })
}

/// "The EU lists the group as terrorist": a naming by those who may name.
fn designated(scene: &Scene<'_>, verb: usize) -> Option<Draft> {
    let subject = scene.tree.subject(verb).filter(|it| is_speaker(scene, *it, false))?;
    let content = scene.tree.clause(verb);
    content::has_terror(scene, &content).then(|| Draft {
        speakers: credit(scene, subject),
        content: Some(content),
        ..draft(scene, verb, SpeechKind::OfficialDesignation)
    })
}

/// "is said to", "was quoted as saying", "has been accused of", "is considered a terrorist group by X".
fn passive(scene: &Scene<'_>, verb: usize) -> Option<Draft> {
    let tree = &scene.tree;
    let lemma = tree.lemma(verb);
    let clause = tree.clause(verb);
    let agent = tree.agent(verb).or_else(|| by_whom(scene, verb, &clause));
    if scene.lemmas.has_value("verb", lemma, "quote") {
        let subject = tree.subject(verb)?;
        let mut speakers = agent.map(|it| credit(scene, it)).unwrap_or_default();
        speakers.extend(credit(scene, subject));
        let kind = kind_of(scene, subject, &speakers, verb);
        return Some(Draft {
            speakers,
            content: content::of_quoted(scene, verb),
            ..draft(scene, verb, kind)
        });
    }
    let names = scene.lemmas.has_value("verb", lemma, "designate") || scene.lemmas.has("opinion_as", lemma);
    if names && content::has_terror(scene, &clause) {
        let speakers = agent.map(|it| credit(scene, it)).unwrap_or_default();
        return Some(Draft {
            speakers,
            content: Some(clause),
            ..draft(scene, verb, SpeechKind::OfficialDesignation)
        });
    }
    // "it remains to be seen how" has been seen by nobody.
    let unseen = tree.head(verb).is_some_and(|it| tree.lemma(it) == "remain");
    let reports = scene.lemmas.has("passive", lemma) && content::has_complement(scene, verb) && !unseen
        || is_reported(scene, verb);
    if !reports {
        return None;
    }
    let speakers = agent.map(|it| credit(scene, it)).unwrap_or_default();
    let kind = match agent {
        Some(agent) => kind_of(scene, agent, &speakers, verb),
        None => SpeechKind::AgentlessPassive,
    };
    Some(Draft { speakers, content: Some(clause), ..draft(scene, verb, kind) })
}

/// "Clashes were reported in Arden": nobody says by whom. "The theft was reported to the police" tells of a report.
fn is_reported(scene: &Scene<'_>, verb: usize) -> bool {
    let tree = &scene.tree;
    let subject = tree.child(verb, &[Deprel::NsubjPass, Deprel::Nsubj]).filter(|it| *it < verb);
    let is_thing = subject.is_some_and(|it| !matches!(tree.upos(it), Upos::Pron | Upos::Propn));
    let to_whom = tree.children(verb).any(|it| it > verb && tree.has_case(it, &["to"]));
    tree.lemma(verb) == "report" && tree.child(verb, &[Deprel::AuxPass]).is_some() && is_thing && !to_whom
}

/// "by X" anywhere behind the verb: parsers hang it on the noun before it.
fn by_whom(scene: &Scene<'_>, verb: usize, clause: &std::ops::Range<usize>) -> Option<usize> {
    let tree = &scene.tree;
    let by = (verb + 1..clause.end).find(|it| tree.is(*it, "by") && tree.upos(*it) == Upos::Adp)?;
    tree.head(by).filter(|it| *it > by && is_speaker(scene, *it, true))
}

/// Finds "according to X", "as per X", "in the words of X".
pub(crate) fn according(scene: &Scene<'_>) -> Vec<Draft> {
    let tree = &scene.tree;
    let opens = |idx: usize| tree.is(idx, "according") && idx + 1 < tree.len() && tree.is(idx + 1, "to");
    let found = (0..tree.len()).filter(|it| opens(*it));
    found.filter_map(|it| according_to(scene, it)).collect()
}

fn according_to(scene: &Scene<'_>, cue: usize) -> Option<Draft> {
    let tree = &scene.tree;
    let inner = tree.child(cue, &[Deprel::Obl, Deprel::Nmod, Deprel::Obj]);
    let noun = inner.or_else(|| tree.head(cue).filter(|it| *it > cue && tree.rel(cue) == Deprel::Case));
    // The noun stands right behind "to": one farther off is an error of the parse.
    let near = noun_behind(scene, cue + 2);
    let near_end = near.as_ref().map(|it| it.end);
    let noun = noun.filter(|it| near.as_ref().is_none_or(|near| near.contains(it)));
    let noun = noun.or_else(|| near.and_then(|it| head_of(scene, it)))?;
    let speakers = credit(scene, noun);
    let kind = kind_of(scene, noun, &speakers, cue);
    let phrase = if inner.is_some() { tree.extent(cue) } else { tree.extent(noun) };
    // "according to the UN, 3,000 people …": a phrase that ends inside the statement ends at its own comma.
    let broken = phrase.end < tree.len() && !tree.is(phrase.end, ",") && tree.upos(phrase.end) != Upos::Punct;
    let phrase = if broken { phrase.start.min(cue)..near_end.unwrap_or(phrase.end) } else { phrase };
    let content = content::of_phrase(scene, cue, phrase);
    let cue_tokens = cue..cue + 2;
    Some(Draft { cue, cue_tokens, verb: "according to".into(), kind, speakers, content })
}
