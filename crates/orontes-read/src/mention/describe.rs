//! Finds descriptions ("the rebels", "government troops", "the city") and pronouns.

use super::tables::Noun;
use super::{Tables, Words, complement};
use crate::Lexicon;
use orontes_model::{Deprel, Mention, MentionForm, MentionKind, Span, Upos};
use std::ops::Range;

/// Returns noun phrases whose head a table knows and that no name holds. Where the registry describes an
/// actor of the report's country by these words, `known` names it.
pub(super) fn descriptions(
    lexicon: &Lexicon<'_>,
    words: &Words<'_>,
    names: &[Mention],
    focus: Option<&str>,
    tables: &Tables,
) -> Vec<Mention> {
    let mut taken = vec![None; words.tokens.len()];
    for (idx, mention) in names.iter().enumerate() {
        mention.tokens.clone().for_each(|it| taken[it] = Some(idx));
    }
    let mut found = Vec::new();
    for sentence in words.sentences.iter().filter(|it| Words::is_read(it)) {
        let described = described(lexicon, words, sentence.span, focus);
        for token in sentence.tokens.clone().filter(|it| taken[*it].is_none()) {
            let word = &words.tokens[token];
            let noun = matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Adj)
                .then(|| noun_of(words, token, tables))
                .flatten();
            let Some(noun) = noun.filter(|_| is_head(words, token)) else { continue };
            if is_kind_of_another(words, token, noun, tables) {
                continue;
            }
            if tables.mark("gloss", &word.lemma).is_some()
                && token
                    .checked_sub(1)
                    .is_some_and(|it| taken[it].is_some_and(|it| names[it].kind == MentionKind::Place))
            {
                continue;
            }
            let end = complement::end(words, token, &taken, names, tables, sentence.tokens.end);
            if noun.sort == "part" && !complement::is_of_place(words, token + 1..end, &taken, names, tables) {
                continue;
            }
            let mut range = phrase(words, token, sentence.tokens.clone(), tables);
            range.start = name_start(range.start, token, &taken, names);
            let owned = range.clone().any(|it| words.tokens[it].xpos == "PRP$");
            let foreign = owned || named_by_another(&range, &taken, names, focus);
            let opener = &words.tokens[range.start];
            let is_one = opener.upos == Upos::Det || opener.xpos == "PRP$";
            let kind = noun.kind_of(is_plural(words, token, tables), is_one);
            let Some(mut mention) = words.mention(range.start..end, kind, MentionForm::Description) else {
                continue;
            };
            mention.head = token;
            mention.known = described
                .iter()
                .filter(|_| !foreign)
                .find(|(span, _)| span.contains(word.span))
                .map(|(_, id)| id.clone());
            found.push(mention);
        }
    }
    found
}

/// What the table says of a noun. A capital at the head of a sentence or in a headline hides the dictionary
/// form from the tagger, so the letters are asked too: "Gunmen", "Rebels".
pub(super) fn noun_of(words: &Words<'_>, token: usize, tables: &Tables) -> Option<Noun> {
    if let Some(noun) = tables.noun(&words.tokens[token].lemma) {
        return Some(noun);
    }
    let form = words.form(token);
    if !form.starts_with(char::is_uppercase) {
        return None;
    }
    let lower = form.to_lowercase();
    let man = lower.strip_suffix("men").map(|it| format!("{it}man"));
    let bare = lower.strip_suffix('s');
    let y = lower.strip_suffix("ies").map(|it| format!("{it}y"));
    let forms = [Some(lower.as_str()), man.as_deref(), bare, y.as_deref()];
    forms.into_iter().flatten().find_map(|it| tables.noun(it))
}

/// "attack, bomber and fighter aircraft", "a group of buildings": a noun that only tells the kind of another,
/// or a number of things.
fn is_kind_of_another(words: &Words<'_>, token: usize, noun: Noun, tables: &Tables) -> bool {
    let word = &words.tokens[token];
    let children = |near: Range<usize>| near.filter(|it| words.tokens[*it].head == Some(token));
    let before = token.saturating_sub(8)..token;
    let bare = !children(before).any(|it| {
        matches!(
            words.tokens[it].deprel,
            Deprel::Det | Deprel::NmodPoss | Deprel::Nummod | Deprel::Amod | Deprel::Compound
        )
    });
    if bare && word.xpos == "NN" && word.deprel == Deprel::Conj && matches!(noun.sort, "plural" | "group") {
        return true;
    }
    let after = token + 1..words.tokens.len().min(token + 8);
    let of = children(after).find(|it| words.tokens[*it].deprel == Deprel::Nmod);
    noun.sort == "group"
        && words.lower(token + 1) == "of"
        && of.is_some_and(|it| {
            words.tokens[it].upos == Upos::Noun
                && tables.noun(&words.tokens[it].lemma).is_none_or(|it| it.kind != MentionKind::Actor)
        })
}

/// Says whether a name inside the phrase makes it somebody else's: "the Congolese army", "M23 rebels".
fn named_by_another(
    range: &Range<usize>,
    taken: &[Option<usize>],
    names: &[Mention],
    focus: Option<&str>,
) -> bool {
    range.clone().filter_map(|it| taken[it]).map(|it| &names[it]).any(|it| match it.kind {
        MentionKind::Nationality => it.known.as_deref() != focus,
        _ => true,
    })
}

/// Words by which the registry describes an actor of the report's country.
fn described(
    lexicon: &Lexicon<'_>,
    words: &Words<'_>,
    sentence: Span,
    focus: Option<&str>,
) -> Vec<(Span, String)> {
    let Some(focus) = focus else { return Vec::new() };
    let hits = lexicon.registry.find_in(sentence.of(words.text)).into_iter().filter(|it| it.is_description);
    let ours =
        |id: &String| lexicon.registry.by_id(id).is_some_and(|it| it.country.as_deref() == Some(focus));
    hits.filter_map(|hit| {
        let span = Span { start: hit.span.start + sentence.start, end: hit.span.end + sentence.start };
        Some((span, hit.ids.iter().find(|id| ours(id))?.clone()))
    })
    .collect()
}

/// A noun that modifies another is no phrase of its own ("rebel forces" is one phrase, headed by "forces").
fn is_head(words: &Words<'_>, token: usize) -> bool {
    let word = &words.tokens[token];
    let inside = matches!(
        word.deprel,
        Deprel::Compound | Deprel::Amod | Deprel::Flat | Deprel::Goeswith | Deprel::Fixed | Deprel::NmodDesc
    );
    let of_noun = word.head.is_some_and(|it| matches!(words.tokens[it].upos, Upos::Noun | Upos::Propn));
    !inside || !of_noun && word.upos != Upos::Adj
}

/// The noun with its determiner and what modifies it from the left, without clauses.
fn phrase(words: &Words<'_>, head: usize, sentence: Range<usize>, tables: &Tables) -> Range<usize> {
    let mut start = head;
    while start > sentence.start {
        let before = start - 1;
        let word = &words.tokens[before];
        let left_part = matches!(
            word.deprel,
            Deprel::Det
                | Deprel::DetPredet
                | Deprel::Amod
                | Deprel::Compound
                | Deprel::Nummod
                | Deprel::NmodPoss
                | Deprel::Case
                | Deprel::Punct
                | Deprel::Advmod
                | Deprel::Conj
                | Deprel::Cc
                | Deprel::Flat
                | Deprel::OblUnmarked
        );
        // "a boy and a farmer": an article after "and" opens a phrase of its own.
        let closes = word.upos == Upos::Cconj && words.tokens[start].upos == Upos::Det;
        if !left_part || closes || !governed_by(words, before, head) {
            break;
        }
        start = before;
    }
    start = with_article(words, start, sentence.start);
    while start < head && counts(words, start, tables) {
        start += 1;
    }
    start..head + 1
}

/// "at least 100 people", "many soldiers", "engaged three units": how many is no part of who, nor is a verb
/// that the parse takes for an adjective.
fn counts(words: &Words<'_>, token: usize, tables: &Tables) -> bool {
    let next = words.tokens.get(token + 1).map(|it| it.upos);
    match words.tokens[token].upos {
        Upos::Punct | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Num => true,
        Upos::Verb => matches!(next, Some(Upos::Num | Upos::Det)),
        _ => {
            let lower = words.lower(token);
            matches!(lower, "least" | "most" | "more" | "than" | "about")
                || tables.mark("quantifier", lower).is_some()
                // "On Sunday security forces": the day tells when.
                || tables.mark("calendar", lower).is_some()
        }
    }
}

/// A phrase does not begin inside a name: "Islamic State of Iraq and the Levant fighters".
fn name_start(start: usize, head: usize, taken: &[Option<usize>], names: &[Mention]) -> usize {
    let inside = taken[start].map(|it| &names[it].tokens);
    inside.filter(|it| it.end <= head).map_or(start, |it| it.start.min(start))
}

/// By its tag; where a capital hides the dictionary form from the tagger, by its letters.
pub(super) fn is_plural(words: &Words<'_>, token: usize, tables: &Tables) -> bool {
    let form = words.form(token);
    let is_singular =
        tables.noun(&words.tokens[token].lemma).is_some() || tables.noun(&form.to_lowercase()).is_some();
    matches!(words.tokens[token].xpos, "NNS" | "NNPS") || !is_singular
}

/// An article right before the phrase is its own, and so is what a hyphen ties to it, whatever the parse says.
fn with_article(words: &Words<'_>, mut start: usize, floor: usize) -> usize {
    let glued = |it: usize| !words.tokens[it].space_after;
    while start >= floor + 2 && words.form(start - 1) == "-" && glued(start - 1) && glued(start - 2) {
        start -= 2;
    }
    let has_article = start > floor && matches!(words.lower(start - 1), "the" | "a" | "an");
    start - usize::from(has_article)
}

/// Follows governors a few steps; a chain longer than that belongs to no noun phrase.
fn governed_by(words: &Words<'_>, token: usize, head: usize) -> bool {
    let mut at = token;
    for _ in 0..6 {
        match words.tokens[at].head {
            Some(next) if next == head => return true,
            Some(next) if next < head => at = next,
            Some(_) | None => return false,
        }
    }
    false
}

/// Third-person pronouns, as mentions without a kind of their own: `reference` gives them that of what they
/// go back to, and drops those that go back to nothing.
pub(super) fn pronouns(words: &Words<'_>) -> Vec<Mention> {
    let mut found = Vec::new();
    for sentence in words.sentences.iter().filter(|it| Words::is_read(it)) {
        for token in sentence.tokens.clone().filter(|it| words.tokens[*it].upos == Upos::Pron) {
            let kind = match words.lower(token) {
                "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => MentionKind::Person,
                "they" | "them" | "their" | "theirs" | "themselves" => MentionKind::Actor,
                "it" | "its" | "itself" => MentionKind::Organisation,
                "there" | "here" if words.tokens[token].deprel == Deprel::Advmod => MentionKind::Place,
                _ => continue,
            };
            if words.tokens[token].deprel != Deprel::Expl {
                found.extend(words.mention(token..token + 1, kind, MentionForm::Pronoun));
            }
        }
    }
    found
}
