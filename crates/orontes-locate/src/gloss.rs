//! Learns names that a report itself explains: "Hmoth (Homs)", "Kobani, also known as Ayn al-Arab".

use crate::surroundings::{Piece, pieces};
use orontes_gazetteer::{Gazetteer, How};
use orontes_model::{Gloss, MentionForm, MentionKind, Place, PlaceKind, Reading, Span};
use std::collections::BTreeMap;

/// Longest name that is looked for, in words: "Deir ez-Zor Military Airport" has four.
const MOST_WORDS: usize = 5;

/// Finds the names that the text explains. Linear in the text.
///
/// One side of a gloss must be a name the gazetteer knows. Where both are known and differ, the second is no
/// other name but says where the first lies ("Hama (Syria)"), and nothing is learnt.
pub(crate) fn learn(gazetteer: &Gazetteer, text: &str, reading: &Reading) -> Vec<Gloss> {
    let ends = mention_starts_by_end(reading);
    let all = pieces(text, 0, text.len());
    let mut found = Vec::new();
    for idx in 1..all.len() {
        let Some((skip, closed)) = opener(&all[idx..]) else { continue };
        let (left, right) = (name_before(&all, idx), name_after(&all, idx + skip));
        let (Some(left), Some(right)) = (left, right) else { continue };
        let left = match ends.get(&left.end) {
            Some(&start) => Span { start, end: left.end },
            None => left,
        };
        let ends_well = !closed || all.get(idx + skip + right.1).is_some_and(|it| it.is_of(&[")", ",", ";"]));
        if ends_well && let Some(gloss) = gloss_of(gazetteer, text, left, right.0) {
            found.push(gloss);
        }
    }
    found
}

/// Says how many pieces open an explanation here, and whether it must be closed after the name.
fn opener(rest: &[Piece<'_>]) -> Option<(usize, bool)> {
    let is =
        |words: &[&str]| rest.len() > words.len() && words.iter().zip(rest).all(|(word, it)| it.is(word));
    let open = usize::from(rest[0].is_of(&[",", "(", "–", "—"]));
    let tail = &rest[open..];
    let tells =
        |words: &[&str]| tail.len() > words.len() && words.iter().zip(tail).all(|(word, it)| it.is(word));
    for words in [
        &["also", "known", "as"][..],
        &["better", "known", "as"],
        &["known", "as"],
        &["also", "called"],
        &["also", "spelled"],
        &["formerly", "known", "as"],
        &["formerly"],
        &["previously"],
        &["called"],
        &["aka"],
    ] {
        if tells(words) {
            return Some((open + words.len(), false));
        }
    }
    // "known in Kurdish as", "called Dêrik in Kurdish" is covered by "called".
    if tail.len() > 4 && tail[0].is_of(&["known"]) && tail[1].is("in") && tail[3].is("as") {
        return Some((open + 4, false));
    }
    if is(&[",", "or"]) {
        return Some((2, true));
    }
    rest[0].is("(").then_some((1, true))
}

/// Where place mentions begin, by where they end: reading knows better than capitals where a name begins.
fn mention_starts_by_end(reading: &Reading) -> BTreeMap<u32, u32> {
    let places =
        reading.mentions.iter().filter(|it| it.kind == MentionKind::Place && it.form == MentionForm::Name);
    places.map(|it| (it.span.end, it.span.start)).collect()
}

/// Returns the capitalised words that end right before piece `idx`; a word that opens a sentence with a capital
/// ("In Hmoth") is none of them. Marks are pieces, so a name never reaches across one.
fn name_before(all: &[Piece<'_>], idx: usize) -> Option<Span> {
    let own = all[..idx].iter().rev().take(MOST_WORDS).take_while(|it| is_capital(it) || is_article(it));
    let start = own.filter(|it| is_capital(it) && !it.is_of(&OPENING)).last()?.start;
    Some(Span::new(start, all[idx - 1].end()))
}

/// Words that open a sentence before a name.
const OPENING: [&str; 24] = [
    "In", "At", "From", "Near", "The", "On", "To", "For", "After", "Before", "And", "But", "As", "With",
    "While", "When", "Inside", "Outside", "Around", "Of", "By", "Since", "Until", "Across",
];

/// Returns the capitalised words that begin at piece `idx`, and how many pieces they are.
fn name_after(all: &[Piece<'_>], idx: usize) -> Option<(Span, usize)> {
    let skip = usize::from(all.get(idx)?.is("the"));
    let own: Vec<&Piece<'_>> =
        all[idx + skip..].iter().take(MOST_WORDS).take_while(|it| is_capital(it) || is_article(it)).collect();
    let n = own.iter().rposition(|it| is_capital(it))? + 1;
    let (first, last) = (own.first()?, own.get(n - 1)?);
    Some((Span::new(first.start, last.end()), skip + n))
}

fn is_capital(piece: &Piece<'_>) -> bool {
    let mut chars = piece.text.chars();
    match chars.next() {
        // "al-Hasakah" is one piece whose noun has the capital.
        Some(first) => {
            first.is_alphabetic()
                && (!first.is_lowercase() || piece.text.contains('-') && chars.any(char::is_uppercase))
        }
        None => false,
    }
}

fn is_article(piece: &Piece<'_>) -> bool {
    piece.is_of(&["al", "el", "de", "of", "la"])
}

/// Makes a gloss of two names where one is known and the other is new or another name of the same place.
fn gloss_of(gazetteer: &Gazetteer, text: &str, left: Span, right: Span) -> Option<Gloss> {
    let (right_place, left_words) = (known(gazetteer, right.of(text)), shortened(gazetteer, text, left));
    let left_place = known(gazetteer, left_words.of(text));
    match (left_place, right_place) {
        (None, Some(place)) => Some(Gloss { alias: left_words, canonical: right, place: Some(place) }),
        (Some(place), None) if is_name(gazetteer, right.of(text)) && !opens_line(text, left) => {
            Some(Gloss { alias: right, canonical: left_words, place: Some(place) })
        }
        (Some(a), Some(b)) if a == b && left_words.of(text) != right.of(text) => {
            Some(Gloss { alias: left_words, canonical: right, place: Some(b) })
        }
        (Some(_), Some(_)) | (Some(_), None) | (None, None) => None,
    }
}

/// "Forces in Hmoth" never comes here, but "Clashes Hmoth" at the start of a sentence may: the longest end of the
/// words that the gazetteer knows is the name, or else the last word with its article.
fn shortened(gazetteer: &Gazetteer, text: &str, span: Span) -> Span {
    let own = pieces(text, span.start as usize, span.end as usize);
    let ends = own.iter().map(|it| Span::new(it.start, span.end as usize));
    let mut last = span;
    for end in ends {
        if known(gazetteer, end.of(text)).is_some() {
            return end;
        }
        last = end;
    }
    // An unknown name of several words keeps them: nothing tells which belong to it.
    if own.len() <= 2 { span } else { last }
}

/// Returns the one place of exactly this name that is no country: countries in brackets say where, not what.
fn known(gazetteer: &Gazetteer, name: &str) -> Option<String> {
    let hits = gazetteer.lookup(name);
    let exact = hits.iter().filter(|it| it.how <= How::Article);
    let mut fitting = exact.filter(|it| tells_what(it.place));
    let first = fitting.next()?;
    let namesakes = fitting.any(|it| it.place.country != first.place.country);
    (!namesakes).then(|| first.place.id.clone())
}

fn tells_what(place: &Place) -> bool {
    !matches!(place.kind, PlaceKind::Country | PlaceKind::Sea)
}

/// Words in brackets after a place are another name of it only when they look like a name and nothing else:
/// one to three capitalised words, no acronym of an organisation, no country.
fn is_name(gazetteer: &Gazetteer, words: &str) -> bool {
    if gazetteer.lookup(words).iter().any(|it| it.how <= How::Article)
        || gazetteer.nationality(words).is_some()
    {
        return false;
    }
    let own: Vec<&str> = words.split_whitespace().collect();
    let shouted = words.chars().filter(|it| it.is_alphabetic()).all(char::is_uppercase) && words.is_ascii();
    own.len() <= 3 && !shouted && words.len() >= 3
}

/// A place that opens a line is a dateline as often as not: "BEIRUT (Reuters)" teaches nothing.
fn opens_line(text: &str, span: Span) -> bool {
    text.get(..span.start as usize)
        .is_some_and(|it| it.trim_end_matches([' ', '\t']).ends_with('\n') || it.trim().is_empty())
}
