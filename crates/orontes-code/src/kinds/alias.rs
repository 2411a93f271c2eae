//! Codes two names of one thing: what the report explains itself, and what the tables know of a spelling.

use super::claim::{Draft, own_voice};
use crate::scene::Scene;
use orontes_model::{
    Actor, ActorKind, AliasClaim, Claim, Deprel, Kind, Mention, MentionForm, MentionKind, PlaceKind, Span,
    Statement, Upos,
};
use std::collections::BTreeSet;

/// Codes every alias of a report: a gloss or acronym wherever it stands, all else where it is first used.
pub(crate) fn code(scene: &Scene, out: &mut Vec<Claim>) {
    // What the report explains anywhere needs no table.
    let mut told: BTreeSet<String> = glossed(scene);
    for (at, mention) in scene.reading.mentions.iter().enumerate() {
        if mention.form != MentionForm::Name || !scene.speaks(scene.reading.sentence_of(mention.head)) {
            continue;
        }
        let words = scene.words(mention.span).to_owned();
        let explained = explained(scene, at).or_else(|| named_office(scene, mention));
        let found = match explained {
            Some(found) => Some(found),
            None if told.contains(&words) => None,
            None => surname(scene, mention).or_else(|| known_spelling(scene, at)),
        };
        let Some(found) = found else { continue };
        told.insert(words);
        out.push(claim(scene, mention, found));
    }
}

fn glossed(scene: &Scene) -> BTreeSet<String> {
    let names = scene.reading.mentions.iter().enumerate().filter(|(_, it)| it.form == MentionForm::Name);
    let found = names.filter_map(|(at, _)| explained(scene, at));
    found.flat_map(|it| [scene.words(it.alias).to_owned(), it.canonical]).collect()
}

/// Another name for a mention, with what shows it.
struct Found {
    alias: Span,
    canonical: String,
    canonical_span: Option<Span>,
    evidence_kind: &'static str,
}

/// "Hmoth (Homs)", "Rapid Support Forces (RSF)", "Daesh, also known as Islamic State".
fn explained(scene: &Scene, at: usize) -> Option<Found> {
    let second = &scene.reading.mentions[at];
    if let Some(first) = called_subject(scene, second) {
        return Some(found(scene, second.span, first.span, "gloss"));
    }
    let first = name_before(scene, at)?;
    let between = scene.words(Span { start: first.span.end, end: second.span.start });
    let (a, b) = (scene.words(first.span), scene.words(second.span));
    if a.eq_ignore_ascii_case(b) {
        return None;
    }
    let glossed =
        between.trim() == "(" && scene.report.text[second.span.end as usize..].trim_start().starts_with(')');
    let (short, long) = if b.len() < a.len() { (second, first) } else { (first, second) };
    if glossed && is_acronym(scene.words(short.span)) {
        return Some(found(scene, short.span, long.span, "acronym"));
    }
    let places = first.kind == MentionKind::Place && second.kind == MentionKind::Place;
    if glossed && places && same_place(scene, at) {
        return Some(found(scene, first.span, second.span, "gloss"));
    }
    let link = between.trim_matches([',', ' ', '(', '-', '–', '—']).to_lowercase();
    // "Known to Ruritanians as", whoever they are.
    let to_whom = link.starts_with("known to ") && link.ends_with(" as");
    (to_whom || scene.says("known_as", &link)).then(|| found(scene, second.span, first.span, "gloss"))
}

/// "The group Dell Front, led by X, was formerly known as Arden Front": the name that the verb is said of.
fn called_subject<'a>(scene: &Scene<'a>, second: &Mention) -> Option<&'a Mention> {
    let first = second.tokens.start;
    let articled = first > 0 && scene.form(first - 1) == "the";
    let first = first - usize::from(articled);
    let verb =
        first.checked_sub(2).filter(|it| scene.form(*it) == "known" && scene.form(first - 1) == "as")?;
    let subject = scene.children_in(verb, &[Deprel::NsubjPass, Deprel::Nsubj]).find(|it| *it < verb)?;
    let (_, mention) = scene.mention(subject)?;
    let alike = (mention.kind == MentionKind::Place) == (second.kind == MentionKind::Place);
    (mention.form == MentionForm::Name && alike && scene.words(mention.span) != scene.words(second.span))
        .then_some(mention)
}

fn found(scene: &Scene, alias: Span, canonical: Span, evidence_kind: &'static str) -> Found {
    let canonical_span = Some(canonical);
    Found { alias, canonical: scene.words(canonical).to_owned(), canonical_span, evidence_kind }
}

/// The last name that ends before a mention, in the same sentence and near.
fn name_before<'a>(scene: &Scene<'a>, at: usize) -> Option<&'a Mention> {
    /// Longest stretch between the two names, in bytes: "known by its Arabic acronym".
    const REACH: u32 = 40;
    let second = &scene.reading.mentions[at];
    let before = scene.reading.mentions[..at].iter().rev().take(6);
    let names = before.filter(|it| it.form == MentionForm::Name && it.span.end <= second.span.start);
    // "Syrian Observatory for Human Rights": the nationality inside a name is not the last name.
    let first = names.max_by_key(|it| (it.span.end, it.span.len()))?;
    let together = scene.reading.sentence_of(first.head) == scene.reading.sentence_of(second.head);
    (together && second.span.start - first.span.end <= REACH).then_some(first)
}

/// A gloss of places holds unless the atlas knows both and says that they differ.
fn same_place(scene: &Scene, second: usize) -> bool {
    let Some(first) = scene.reading.mentions[..second].iter().rposition(|it| it.kind == MentionKind::Place)
    else {
        return false;
    };
    let id = |mention: usize| {
        let place = scene.located_mention(mention).and_then(|it| it.resolution.best());
        place.map(|it| it.place.id.clone())
    };
    match (id(first), id(second)) {
        (Some(a), Some(b)) => a == b,
        (None, _) | (_, None) => true,
    }
}

fn is_acronym(words: &str) -> bool {
    let letters = words.chars().filter(|it| it.is_alphabetic()).count();
    letters >= 2
        && words.chars().all(|it| it.is_uppercase() || it.is_ascii_digit() || matches!(it, '.' | '-' | '/'))
}

/// "Syrian state news agency SANA": a description that runs into its name.
fn named_office(scene: &Scene, mention: &Mention) -> Option<Found> {
    let first = mention.tokens.start;
    let head = scene.head(mention.head).filter(|it| *it < first)?;
    let runs_in = matches!(scene.deprel(mention.head), Deprel::Appos | Deprel::NmodDesc | Deprel::Flat)
        || scene.deprel(head) == Deprel::Compound;
    let is_body = matches!(mention.kind, MentionKind::Organisation | MentionKind::Actor);
    // "The Freelandish relief agency, FRA,": set off behind a body that is no force, which has a name besides.
    let set_off = head + 2 == first
        && scene.form(head + 1) == ","
        && scene.deprel(mention.head) == Deprel::Appos
        && scene.is_of(scene.classes.government, head);
    let adjoining = (head + 1 == first || set_off) && scene.token(head).upos == Upos::Noun;
    if !(runs_in && is_body && adjoining && is_acronym(scene.words(mention.span))) {
        return None;
    }
    let phrase = crate::filler::phrase_span(scene, head);
    let phrase = Span { start: phrase.start, end: scene.token(head).span.end };
    let many_words = scene.words(phrase).split_whitespace().count() >= 3;
    many_words.then(|| found(scene, mention.span, phrase, "title"))
}

/// "Assad" after "Bashar al-Assad": the antecedent gives the full name.
fn surname(scene: &Scene, mention: &Mention) -> Option<Found> {
    let full = mention.antecedent.map(|it| &scene.reading.mentions[it])?;
    let words = scene.words(mention.span);
    let longer = full.form == MentionForm::Name
        && full.span.len() > mention.span.len()
        && scene.words(full.span) != words;
    let evidence_kind = if is_acronym(words) { "acronym" } else { "surname" };
    longer.then(|| Found {
        alias: mention.span,
        canonical: scene.words(full.span).to_owned(),
        canonical_span: Some(full.span),
        evidence_kind,
    })
}

/// A spelling or byname that the tables know under another name.
fn known_spelling(scene: &Scene, at: usize) -> Option<Found> {
    let mention = &scene.reading.mentions[at];
    let words = scene.words(mention.span);
    let name = match mention.kind {
        MentionKind::Actor | MentionKind::Person | MentionKind::Organisation => {
            let actor = scene.registry.by_id(mention.known.as_deref()?)?;
            if !is_worth_telling(scene, actor, words) {
                return None;
            }
            actor.name.clone()
        }
        MentionKind::Place => {
            let place = &scene.located_mention(at)?.resolution.certain()?.place;
            (place.kind != PlaceKind::Country).then(|| place.name.clone())?
        }
        MentionKind::Nationality | MentionKind::MilitaryPlatform | MentionKind::Weapon => return None,
    };
    let (plain, known) = (unadorned(words), unadorned(&name));
    let is_part = plain.contains(&known) || known.contains(&plain);
    // Two romanisations of one place name are one name; another name is worth telling.
    let respelt = mention.kind == MentionKind::Place && consonants(&plain) == consonants(&known);
    (!is_part && !respelt && is_proper(scene, words)).then_some(Found {
        alias: mention.span,
        canonical: name,
        canonical_span: None,
        evidence_kind: "world",
    })
}

/// Everybody knows the other names of countries, of their unions and of outlets: "US", "WHO". Whose other name is worth
/// telling fights or leads; capitals and accents make none.
fn is_worth_telling(scene: &Scene, actor: &Actor, words: &str) -> bool {
    let shouted = words.contains(' ') && !words.chars().any(char::is_lowercase);
    let plain = |it: &str| consonants(&it.to_lowercase()).chars().filter(char::is_ascii).collect::<String>();
    match actor.kind {
        ActorKind::Person => plain(words) != plain(&actor.name),
        ActorKind::Government => {
            let is_country = actor.country.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(&actor.id));
            !shouted && !is_country
        }
        ActorKind::Force | ActorKind::People => !shouted,
        ActorKind::Organisation => {
            !shouted && actor.sector.as_deref().is_some_and(|it| scene.says("camp_sector", it))
        }
        ActorKind::Outlet => false,
    }
}

/// The consonants of a name, each run of one letter once: what romanisations leave alike.
fn consonants(name: &str) -> String {
    let mut letters: Vec<char> =
        name.chars().filter(|it| it.is_alphabetic() && !"aeiouyhw".contains(*it)).collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Says whether every word but particles is written as a name: "the Assad regime" describes, it does not name.
fn is_proper(scene: &Scene, words: &str) -> bool {
    let mut parts = words.split_whitespace().filter(|it| !scene.says("name_particle", it));
    parts.all(|it| it.trim_start_matches("al-").starts_with(|it: char| !it.is_lowercase()))
}

/// Case and article do not make another name.
fn unadorned(name: &str) -> String {
    name.to_lowercase().trim_start_matches("the ").to_owned()
}

fn claim(scene: &Scene, mention: &Mention, found: Found) -> Claim {
    let evidence = found
        .canonical_span
        .filter(|it| near(scene, *it, mention))
        .map_or(mention.span, |it| it.cover(mention.span));
    let alias = scene.words(found.alias).to_owned();
    let draft = Draft {
        kind: Kind::Alias,
        evidence,
        token: mention.head,
        what: vec![alias.clone(), found.canonical.clone()],
    };
    let statement = AliasClaim {
        alias,
        canonical: found.canonical,
        evidence_kind: found.evidence_kind.to_owned(),
        alias_span: found.alias,
        canonical_span: found.canonical_span,
    };
    draft.claim(scene, own_voice(scene), Statement::Alias(statement))
}

fn near(scene: &Scene, span: Span, mention: &Mention) -> bool {
    let sentence = &scene.reading.sentences[scene.reading.sentence_of(mention.head)];
    sentence.span.contains(span)
}
