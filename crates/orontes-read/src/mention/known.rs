//! Finds names that the registry or the gazetteer knows.

use super::typed::is_acronym;
use super::{Tables, Words};
use crate::Lexicon;
use orontes_model::{ActorKind, Deprel, Mention, MentionForm, MentionKind, Span, Upos};

/// Returns mentions of known names, none of them overlapping: the longest wins, an actor before a place of
/// the same words unless the words about it speak of a place.
pub(super) fn names(lexicon: &Lexicon<'_>, words: &Words<'_>, tables: &Tables) -> Vec<Mention> {
    let mut found = Vec::new();
    for sentence in words.sentences.iter().filter(|it| Words::is_read(it)) {
        let text = sentence.span.of(words.text);
        let base = sentence.span.start;
        let shift = |it: Span| Span { start: it.start + base, end: it.end + base };
        let mut hits: Vec<Hit> = Vec::new();
        for hit in lexicon.registry.find_in(text).into_iter().filter(|it| !it.is_description) {
            let id = hit.ids.first().cloned().unwrap_or_default();
            // "the Netherlands" is no longer a name than "Netherlands".
            let mut hit = hit;
            if let Some(rest) = hit.span.of(text).get(..4).filter(|it| it.eq_ignore_ascii_case("the ")) {
                hit.span.start += rest.len() as u32;
            }
            hits.push(Hit { span: shift(hit.span), kind: actor_kind(lexicon, &id), id, of: Table::Registry });
        }
        for hit in lexicon.gazetteer.find_in(text) {
            let id = hit.places.first().cloned().unwrap_or_default();
            hits.push(Hit { span: shift(hit.span), kind: MentionKind::Place, id, of: Table::Gazetteer });
        }
        found.extend(chosen(hits).into_iter().filter_map(|it| mention(it, words, tables, lexicon)));
        found.extend(shared_ends(lexicon, words, sentence.tokens.clone(), &found, tables));
        found.extend(nationalities(lexicon, words, sentence.tokens.clone(), &found, tables));
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Table {
    Gazetteer,
    Registry,
}

struct Hit {
    span: Span,
    kind: MentionKind,
    id: String,
    of: Table,
}

fn actor_kind(lexicon: &Lexicon<'_>, id: &str) -> MentionKind {
    match lexicon.registry.by_id(id).map(|it| it.kind) {
        Some(ActorKind::Person) => MentionKind::Person,
        Some(ActorKind::Organisation | ActorKind::Outlet) => MentionKind::Organisation,
        Some(ActorKind::Force | ActorKind::Government | ActorKind::People) | None => MentionKind::Actor,
    }
}

/// Longest first, then leftmost; a country's name is a place first, for its sentence decides what it stands for.
fn chosen(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|it| (std::cmp::Reverse(it.span.len()), it.span.start, it.of));
    let mut kept: std::collections::BTreeMap<u32, Hit> = std::collections::BTreeMap::new();
    for hit in hits {
        let before = kept.range(..hit.span.end).next_back();
        if before.is_none_or(|(_, it)| !it.span.overlaps(hit.span)) {
            kept.insert(hit.span.start, hit);
        }
    }
    kept.into_values().collect()
}

fn mention(hit: Hit, words: &Words<'_>, tables: &Tables, lexicon: &Lexicon<'_>) -> Option<Mention> {
    let mut range = words.under(hit.span);
    // A name is found by letters; the words of the report may run on ("Hama-based", "Assad's").
    while range.len() > 1 && matches!(words.tokens[range.start].upos, Upos::Det | Upos::Punct) {
        range.start += 1;
    }
    let (first, last) = (range.start, range.end.checked_sub(1)?);
    let inner = range.len() == 1 && part_of_longer_name(words, first, tables);
    let in_person = hit.of == Table::Gazetteer && is_in_person(words, &range, tables);
    if inner || in_person || is_plain_word(words, &range) {
        return None;
    }
    let mut kind = hit.kind;
    if kind == MentionKind::Place
        && lexicon.gazetteer.nationality(words.form(last)).is_some()
        && words.tokens[last].upos == Upos::Adj
    {
        kind = MentionKind::Nationality;
    }
    let mut mention = words.mention(range, kind, MentionForm::Name)?;
    mention.known = Some(hit.id);
    Some(mention)
}

/// "North and South Kivu", "Upper, Central and Lower Arden": a word of direction that shares the end of a known name
/// behind it, where the name that the two make is known too.
fn shared_ends(
    lexicon: &Lexicon<'_>,
    words: &Words<'_>,
    tokens: std::ops::Range<usize>,
    found: &[Mention],
    tables: &Tables,
) -> Vec<Mention> {
    let is_part = |it: usize| {
        tables.mark("direction", words.lower(it)).is_some() && words.form(it).starts_with(char::is_uppercase)
    };
    let first = words.tokens.get(tokens.start).map_or(0, |it| it.span.start);
    let near = found.iter().rev().take_while(|it| it.span.start >= first);
    let ends =
        near.filter(|it| it.kind == MentionKind::Place && it.tokens.len() > 1 && is_part(it.tokens.start));
    let mut out = Vec::new();
    for end in ends {
        let rest = words.tokens[end.tokens.start + 1].span.cover(words.tokens[end.tokens.end - 1].span);
        let mut at = end.tokens.start;
        // "North, East and South Kivu": as far as single words of direction go.
        while at >= tokens.start + 2
            && matches!(words.form(at - 1), "and" | "or" | "," | "&")
            && is_part(at - 2)
        {
            at -= 2;
            let name = format!("{} {}", words.form(at), rest.of(words.text));
            let Some(place) = lexicon.gazetteer.by_name(&name).first().map(|it| it.id.clone()) else { break };
            let mention = words.mention(at..at + 1, MentionKind::Place, MentionForm::Name);
            out.extend(mention.map(|it| Mention { known: Some(place.clone()), ..it }));
        }
    }
    out
}

/// A known word inside an unknown longer name is not that place: "Damascus University", "the Homs Brigade".
fn part_of_longer_name(words: &Words<'_>, token: usize, tables: &Tables) -> bool {
    let next = &words.tokens.get(token + 1);
    let next_is_name = next.is_some_and(|it| it.upos == Upos::Propn && words.tokens[token].space_after);
    let mark = tables.mark("last", words.lower(token + 1));
    let ends_name = next_is_name && matches!(mark, Some(MentionKind::Actor | MentionKind::Organisation));
    let previous = token.checked_sub(1).map(|it| &words.tokens[it]);
    let ends_person = words.tokens[token].deprel == Deprel::Flat
        && previous.is_some_and(|it| it.upos == Upos::Propn)
        && tables.mark("first", words.lower(token.wrapping_sub(1))).is_none();
    let is_large = |it: usize| words.form(it).starts_with(char::is_uppercase);
    let opens = previous.is_some_and(|it| it.space_after)
        && token.checked_sub(1).is_some_and(is_large)
        && tables.mark("first", words.lower(token.wrapping_sub(1))) == Some(MentionKind::Place);
    ends_name || ends_person || opens
}

/// "Prime Minister Nuri al-Maliki", "spokeswoman Karen Doyle", "Defence Minister Israel Katz": behind a title the words
/// of a name are somebody's, though a place or a people bears them too.
fn is_in_person(words: &Words<'_>, range: &std::ops::Range<usize>, tables: &Tables) -> bool {
    /// Words of a name between its title and the place's name: "Gen. Abdel Fattah al-".
    const REACH: usize = 6;
    let is_large = |it: usize| words.form(it).starts_with(char::is_uppercase);
    let is_glue = |it: usize| words.form(it) == "-" || tables.mark("glue", words.lower(it)).is_some();
    let mut n_names = 0;
    let mut title = false;
    for at in (range.start.saturating_sub(REACH)..range.start).rev() {
        if tables.mark("title", words.lower(at)) == Some(MentionKind::Person) {
            title = true;
            break;
        }
        if !is_large(at) && !is_glue(at) {
            break;
        }
        n_names += usize::from(is_large(at) && !is_glue(at));
    }
    let follows = (range.end..range.end + 3).take_while(|it| *it < words.tokens.len() && is_large(*it));
    let ends_as_body = |it: usize| tables.mark("last", words.lower(it)).is_some();
    let opens = range.len() == 1
        && words.tokens[range.start].upos == Upos::Propn
        && words.tokens[range.start].space_after
        && follows.clone().next().is_some()
        && !follows.clone().any(ends_as_body);
    title && (n_names > 0 || opens)
}

/// A word in small letters is no name, whatever the tables say.
fn is_plain_word(words: &Words<'_>, range: &std::ops::Range<usize>) -> bool {
    range.clone().all(|it| {
        let form = words.form(it);
        let small = form.chars().next().is_some_and(char::is_lowercase);
        small && form.is_ascii()
    })
}

/// "Syrian", "Russians", "Kurdish": adjectives and peoples, by themselves or inside the name of a body.
fn nationalities(
    lexicon: &Lexicon<'_>,
    words: &Words<'_>,
    tokens: std::ops::Range<usize>,
    found: &[Mention],
    tables: &Tables,
) -> Vec<Mention> {
    let first = words.tokens.get(tokens.start).map_or(0, |it| it.span.start);
    let near: Vec<&Mention> = found.iter().rev().take_while(|it| it.span.start >= first).collect();
    let is_body = |it: &Mention| {
        matches!(it.kind, MentionKind::Actor | MentionKind::Organisation) && it.tokens.len() > 1
    };
    let free = |it: &usize| {
        let inside = near.iter().find(|held| held.tokens.contains(it));
        // "U.S." inside a name is no adjective.
        inside.is_none_or(|held| is_body(held) && !is_acronym(words.form(*it)))
    };
    let named = tokens.filter(free).filter_map(|it| {
        let form = words.form(it);
        let is_name = is_byname(words, it, tables) || is_in_person(words, &(it..it + 1), tables);
        if !form.starts_with(char::is_uppercase) || is_name {
            return None;
        }
        let country = lexicon.gazetteer.nationality(form);
        if country.is_none() {
            tables.mark("people", &form.to_lowercase())?;
        }
        let mut mention = words.mention(it..it + 1, MentionKind::Nationality, MentionForm::Name)?;
        mention.known = country.map(str::to_owned);
        Some(mention)
    });
    named.collect()
}

/// "al-Kuwaiti", "al-Masri": after the particle of a name, where somebody's people came from is his name.
fn is_byname(words: &Words<'_>, token: usize, tables: &Tables) -> bool {
    let hyphen = token.checked_sub(1).filter(|it| words.form(*it) == "-" && !words.tokens[*it].space_after);
    let particle = hyphen.and_then(|it| it.checked_sub(1));
    particle.is_some_and(|it| {
        words.form(it).starts_with(char::is_alphabetic) && tables.mark("glue", words.lower(it)).is_some()
    })
}
