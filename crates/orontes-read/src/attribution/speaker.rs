//! Turns the noun phrase before or after a cue into the chain of those who speak.

use super::Scene;
use orontes_model::{ActorKind, Deprel, Mention, MentionForm, MentionKind, Speaker, SpeechKind, Upos};
use std::ops::Range;

/// Returns who is credited by the noun phrase headed at `head`, organisation before its officer.
pub(crate) fn credit(scene: &Scene<'_>, head: usize) -> Vec<Speaker> {
    let tree = &scene.tree;
    let phrase = phrase(scene, head);
    let is_person = |it: &usize| {
        scene.mention_at(*it).is_some_and(|it| tree.reading.mentions[it].kind == MentionKind::Person)
    };
    // "the group's director, Alan Boswell": the name speaks, the title says for whom.
    let called = tree.child(head, &[Deprel::Appos]).filter(|it| is_officer(scene, head) && is_person(it));
    let called = called.or_else(|| named_behind(scene, head).filter(|_| is_officer(scene, head)));
    let own = called.map_or_else(|| scene.mention_at(head), |it| scene.mention_at(it));
    let is_document = scene.lemmas.has("document", lower(scene, head).as_str());
    let visual = scene.lemmas.has("visual", lower(scene, head).as_str());
    // "a report by Amnesty International, …": up to the comma, wherever the tree ends.
    let near = (head..(head + 8).min(tree.len())).find(|it| tree.is(*it, ",")).unwrap_or(phrase.end);
    let reach = if is_document { phrase.start..phrase.end.max(near) } else { phrase.clone() };
    let organisation = organisation(scene, head, &reach, own);
    if is_document && organisation.is_some() {
        return organisation.map(|it| named(scene, it)).into_iter().collect();
    }
    let mut chain: Vec<Speaker> = Vec::new();
    // Pictures are speakers themselves; people speak for whom they work.
    if !visual && speaks_for(scene, head, own) {
        chain.extend(organisation.map(|it| named(scene, it)));
    }
    chain.push(match own {
        // "a spokesman, Getachew Alemu, denied": the name is his.
        Some(mention) => {
            Speaker { unnamed: called.is_none() && is_unnamed(scene, head), ..named(scene, mention) }
        }
        None => Speaker { span: tree.span(&phrase), mention: None, unnamed: is_unnamed(scene, head) },
    });
    chain
}

/// "A spokesman for the northern council, Anna Reed, said": the name between the commas, wherever the tree hangs it.
fn named_behind(scene: &Scene<'_>, head: usize) -> Option<usize> {
    /// Words of the body that an officer speaks for.
    const REACH: usize = 12;
    let tree = &scene.tree;
    let end = tree.reading.sentences[tree.reading.sentence_of(head)].tokens.end;
    let comma =
        (head + 1..end.min(head + REACH)).find(|it| tree.is(*it, ",") || tree.upos(*it) == Upos::Verb)?;
    let mentions = &tree.reading.mentions;
    let from = mentions.partition_point(|it| it.span.start < tree.reading.tokens[comma].span.end);
    let name = mentions.get(from).filter(|_| tree.is(comma, ","))?;
    let is_name = name.kind == MentionKind::Person && name.form == MentionForm::Name;
    let closed = name.tokens.end < end && tree.is(name.tokens.end, ",");
    (is_name && closed && name.tokens.start == comma + 1).then_some(name.head)
}

fn named(scene: &Scene<'_>, mention: usize) -> Speaker {
    Speaker { span: scene.tree.reading.mentions[mention].span, mention: Some(mention), unnamed: false }
}

pub(crate) fn lower(scene: &Scene<'_>, token: usize) -> String {
    scene.tree.lemma(token).to_lowercase()
}

/// The noun phrase without relative clauses, appositions and what is coordinated.
fn phrase(scene: &Scene<'_>, head: usize) -> Range<usize> {
    let tree = &scene.tree;
    let mut range = head..head + 1;
    for child in tree.children(head) {
        let belongs = matches!(
            tree.rel(child),
            Deprel::Compound
                | Deprel::Amod
                | Deprel::Nummod
                | Deprel::Flat
                | Deprel::NmodPoss
                | Deprel::Nmod
                | Deprel::Fixed
                | Deprel::NmodDesc
        );
        // A clause or a comma inside is an error of the parse, or somebody else.
        let plain = |it: usize| tree.upos(it) != Upos::Verb && !tree.is(it, ",");
        if belongs && tree.extent(child).all(plain) {
            let extent = tree.extent(child);
            range = range.start.min(extent.start)..range.end.max(extent.end);
        }
    }
    range
}

/// The organisation that the phrase, or the apposition to it, names beside its head.
fn organisation(scene: &Scene<'_>, head: usize, phrase: &Range<usize>, own: Option<usize>) -> Option<usize> {
    let tree = &scene.tree;
    let described = tree.child(head, &[Deprel::Appos]).filter(|it| is_officer(scene, *it));
    let beside = described.map(|it| self::phrase(scene, it));
    let inside = |range: &Range<usize>| {
        let mentions = &tree.reading.mentions;
        let from = mentions.partition_point(|it| it.span.start < tree.span(range).start);
        let near = mentions.iter().enumerate().skip(from).take_while(|(_, it)| it.tokens.start < range.end);
        let fits = |it: &(usize, &Mention)| {
            let covers_head = it.1.tokens.contains(&head) || Some(it.0) == own;
            is_organisation(scene, it.1) && it.1.tokens.end <= range.end && !covers_head
        };
        near.filter(fits).map(|it| it.0).next()
    };
    inside(phrase).or_else(|| beside.and_then(|it| inside(&it)))
}

pub(super) fn is_organisation(scene: &Scene<'_>, mention: &Mention) -> bool {
    let sort = mention.known.as_deref().and_then(|it| scene.registry.by_id(it)).map(|it| it.kind);
    let is_body = match mention.kind {
        MentionKind::Organisation => true,
        MentionKind::Actor => !matches!(sort, Some(ActorKind::People | ActorKind::Person)),
        MentionKind::Place
        | MentionKind::Person
        | MentionKind::Nationality
        | MentionKind::MilitaryPlatform
        | MentionKind::Weapon => false,
    };
    // "President" before a name is a title, whatever the mentions make of it.
    is_body && mention.form == MentionForm::Name && !is_officer(scene, mention.head)
}

/// Says whether the head speaks for an organisation named beside it: a person, or an officer.
fn speaks_for(scene: &Scene<'_>, head: usize, own: Option<usize>) -> bool {
    let person = own.is_some_and(|it| scene.tree.reading.mentions[it].kind == MentionKind::Person);
    person || is_officer(scene, head)
}

fn is_officer(scene: &Scene<'_>, token: usize) -> bool {
    scene.lemmas.has("officer", &lower(scene, token))
}

/// "The group released photographs", "fighters of the Dell Front said": a body or its fighters by a name told before
/// or behind.
fn is_named_before(scene: &Scene<'_>, head: usize) -> bool {
    let tree = &scene.tree;
    let mentions = &tree.reading.mentions;
    let own = scene.mention_at(head).map(|it| &mentions[it]);
    let back = own.and_then(|it| it.antecedent).and_then(|it| mentions.get(it));
    let is_body = |it: &Mention| matches!(it.kind, MentionKind::Actor | MentionKind::Organisation);
    let of_group = |it: usize| {
        tree.has_case(it, &["of", "from"])
            && tree.rel(it) == Deprel::Nmod
            && scene.mention_at(it).is_some_and(|it| is_organisation(scene, &mentions[it]))
    };
    let word = lower(scene, head);
    let in_class = |class: &str| scene.lemmas.has(class, &word);
    let goes_back = (in_class("body") || in_class("force"))
        && back.is_some_and(|it| it.form == MentionForm::Name && is_body(it));
    goes_back || in_class("force") && !in_class("officer") && tree.children(head).any(of_group)
}

/// Says whether the phrase names nobody: "residents", "several analysts", "reports from the ground".
fn is_unnamed(scene: &Scene<'_>, head: usize) -> bool {
    let tree = &scene.tree;
    let own = scene.mention_at(head).map(|it| &tree.reading.mentions[it]);
    if tree.upos(head) == Upos::Pron {
        return scene.lemmas.has("unnamed", &lower(scene, head));
    }
    let known = own.is_some_and(|it| it.form == MentionForm::Name && it.known.is_some());
    if is_named_before(scene, head) {
        return false;
    }
    // "the UN refugee agency" is named by what stands before it.
    let is_body = scene.lemmas.has("body", &lower(scene, head));
    let named_body = is_body && (head.saturating_sub(3)..head).any(|it| tree.upos(it) == Upos::Propn);
    let has_name = known
        || named_body
        || tree.children(head).any(|it| {
            matches!(tree.rel(it), Deprel::Compound | Deprel::NmodPoss)
                && tree.upos(it) == Upos::Propn
                && it < head
        });
    let listed =
        ["unnamed", "visual", "document"].iter().any(|class| scene.lemmas.has(class, &lower(scene, head)));
    !has_name && listed && tree.upos(head) != Upos::Propn
}

/// Says whether a noun can be credited with words. Strict: only people, organisations, papers and pictures.
pub(crate) fn is_speaker(scene: &Scene<'_>, head: usize, papers_too: bool) -> bool {
    let tree = &scene.tree;
    let word = lower(scene, head);
    if tree.upos(head) == Upos::Pron {
        return matches!(
            word.as_str(),
            "he" | "she" | "they" | "who" | "many" | "some" | "others" | "other" | "it"
        ) && (word != "it" || antecedent_speaks(scene, head));
    }
    if papers_too && ["document", "visual", "rumour"].iter().any(|class| scene.lemmas.has(class, &word)) {
        return true;
    }
    if ["unnamed", "officer", "force"].iter().any(|class| scene.lemmas.has(class, &word)) {
        return true;
    }
    match scene.mention_at(head) {
        Some(mention) => speaks(scene, &tree.reading.mentions[mention]),
        None => tree.upos(head) == Upos::Propn,
    }
}

fn speaks(scene: &Scene<'_>, mention: &Mention) -> bool {
    match mention.kind {
        MentionKind::Actor | MentionKind::Person | MentionKind::Organisation => true,
        // "Damascus said", "Turkey has expressed": whoever speaks under a place's name speaks.
        MentionKind::Place => mention.form == MentionForm::Name,
        MentionKind::Nationality => scene.tree.upos(mention.head) != Upos::Adj,
        MentionKind::MilitaryPlatform | MentionKind::Weapon => false,
    }
}

fn antecedent_speaks(scene: &Scene<'_>, head: usize) -> bool {
    let mentions = &scene.tree.reading.mentions;
    let goes_back =
        scene.mention_at(head).and_then(|it| mentions[it].antecedent).and_then(|it| mentions.get(it));
    goes_back.is_some_and(|it| speaks(scene, it) && it.kind != MentionKind::Place)
}

/// The outlet that somebody told ("SOHR told AFP"): it stands before the speaker in the chain.
pub(crate) fn listener(scene: &Scene<'_>, verb: usize, subject: usize) -> Option<Speaker> {
    if scene.tree.lemma(verb) != "tell" {
        return None;
    }
    let object = scene.tree.child(verb, &[Deprel::Iobj, Deprel::Obj]).filter(|it| *it != subject)?;
    let mention = scene.mention_at(object)?;
    let it = &scene.tree.reading.mentions[mention];
    let relays = match it.kind {
        MentionKind::Organisation => true,
        MentionKind::Actor => is_organisation(scene, it) && is_outlet(scene, it),
        MentionKind::Place
        | MentionKind::Person
        | MentionKind::Nationality
        | MentionKind::MilitaryPlatform
        | MentionKind::Weapon => false,
    };
    (relays && it.form == MentionForm::Name).then(|| named(scene, mention))
}

fn is_outlet(scene: &Scene<'_>, mention: &Mention) -> bool {
    let actor = mention.known.as_deref().and_then(|it| scene.registry.by_id(it));
    actor.is_some_and(|it| it.kind == ActorKind::Outlet)
        || scene.registry.source_by_name(scene.tree.form(mention.head)).is_some()
}

/// Says how the speaker's words are credited.
pub(crate) fn kind_of(scene: &Scene<'_>, head: usize, speakers: &[Speaker], cue: usize) -> SpeechKind {
    let word = lower(scene, head);
    if scene.lemmas.has("visual", &word) {
        return SpeechKind::VisualEvidence;
    }
    if speakers.iter().all(|it| it.unnamed) {
        let force = scene.lemmas.has("force", &word) && !scene.lemmas.has("unnamed", &word);
        return if force { SpeechKind::PartyClaim } else { SpeechKind::UnnamedReport };
    }
    let claims = scene.lemmas.has_value("verb", scene.tree.lemma(cue), "claim");
    let party = speakers.iter().any(|it| it.mention.is_some_and(|it| is_party(scene, it)));
    let force = scene.lemmas.has("force", &word);
    if party || force || (claims && speakers.iter().any(|it| !it.unnamed && !relays(scene, it))) {
        SpeechKind::PartyClaim
    } else {
        SpeechKind::ReportedSpeech
    }
}

/// Says whether a mention is a force, or a person who leads one.
fn is_party(scene: &Scene<'_>, mention: usize) -> bool {
    let mentions = &scene.tree.reading.mentions;
    let own = &mentions[mention];
    let meant = own.antecedent.and_then(|it| mentions.get(it)).unwrap_or(own);
    let Some(actor) = meant.known.as_deref().and_then(|it| scene.registry.by_id(it)) else {
        return meant.kind == MentionKind::Actor && meant.form == MentionForm::Name && meant.known.is_none();
    };
    let leads = |it: &orontes_model::Tie| {
        let led = scene.registry.by_id(&it.to).is_some_and(|it| it.kind == ActorKind::Force);
        led && it.predicate == "leader_of"
    };
    actor.kind == ActorKind::Force || (actor.kind == ActorKind::Person && actor.ties.iter().any(leads))
}

/// Says whether the speaker is an outlet or an agency, which claims nothing for itself.
fn relays(scene: &Scene<'_>, speaker: &Speaker) -> bool {
    let mention = speaker.mention.and_then(|it| scene.tree.reading.mentions.get(it));
    mention.is_some_and(|it| is_outlet(scene, it))
}
