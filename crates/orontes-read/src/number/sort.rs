//! Turns the words about a number into what it is: measure, money, share, age, ordinal, rank or label.

use super::numeral::{numeral, word};
use super::qualified::Phrase;
use crate::lexeme::{Lexeme, Shape};
use crate::words::english;
use orontes_model::QuantityRole;

/// Reads the unit after a number and sets its role.
pub(crate) fn measured(lexemes: &[Lexeme<'_>], phrase: &mut Phrase, sign: Option<&'static str>) {
    let dash = lexemes.get(phrase.end).is_some_and(|it| it.is_dash() && it.glued);
    let from = phrase.end + usize::from(dash);
    if let Some(unit) = sign {
        return set(phrase, QuantityRole::Money, unit, phrase.end);
    }
    if let Some((unit, end)) = english().find("share", lexemes, from) {
        return set(phrase, QuantityRole::Share, unit, end);
    }
    if let Some((unit, end)) = english().find("currency", lexemes, currency_from(lexemes, from)) {
        return set(phrase, QuantityRole::Money, unit, end);
    }
    if let Some((unit, end)) =
        english().find("measure", lexemes, from).filter(|it| is_unit(lexemes, phrase, from, it.1))
    {
        return set(phrase, QuantityRole::Measure, unit, end);
    }
    let filled = english().find("filler", lexemes, from).map_or(from, |it| it.1);
    let unit = ["units", "unit"].iter().find_map(|class| english().find(class, lexemes, filled));
    if let Some((unit, end)) = unit.filter(|it| it.0 != "second" || phrase.best != Some(1.0)) {
        set(phrase, QuantityRole::Measure, unit, end);
    }
}

/// "50 million Syrian pounds": a word of nationality may stand before the currency.
fn currency_from(lexemes: &[Lexeme<'_>], at: usize) -> usize {
    let adjective = lexemes.get(at).is_some_and(|it| it.shape == Shape::Word && it.is_capital());
    if adjective && english().find("currency", lexemes, at + 1).is_some() { at + 1 } else { at }
}

/// "m", "mi", "ha" and their like are units only beside figures.
fn is_unit(lexemes: &[Lexeme<'_>], phrase: &Phrase, from: usize, end: usize) -> bool {
    let short = lexemes[end - 1].text.len() <= 2;
    !short
        || lexemes[phrase.end - 1].shape == Shape::Number
            && (lexemes[from].glued || lexemes[from].text != "m")
}

fn set(phrase: &mut Phrase, role: QuantityRole, unit: &str, end: usize) {
    (phrase.role, phrase.unit, phrase.end) = (role, Some(unit.to_owned()), end);
}

/// Reads "third-largest" as a rank and "third", "14th" as ordinals; before a unit of an army they are labels.
pub(crate) fn ordinal(lexemes: &[Lexeme<'_>], at: usize) -> Option<Phrase> {
    let (value, end) = ordinal_value(lexemes, at)?;
    let dashed = lexemes.get(end).is_some_and(|it| it.is_dash() && it.glued);
    let from = end + usize::from(dashed);
    let most = usize::from(word(lexemes, from) == Some("most"));
    if english().find("superlative", lexemes, from + most).is_some() || most == 1 {
        let end = (from + most + 1).min(lexemes.len());
        return Some(Phrase::of(at, end, QuantityRole::Rank, value));
    }
    let is_name = lexemes.get(end).is_some_and(|it| it.shape == Shape::Word && it.is_capital())
        || english().find("unit_noun", lexemes, end).is_some();
    // "First" at the head of a sentence before a name is an adverb, not the name's number.
    let is_label = is_name
        && (lexemes[at].shape == Shape::Ordinal || english().find("unit_noun", lexemes, end).is_some());
    let role = if is_label { QuantityRole::Label } else { QuantityRole::Ordinal };
    is_ordinal(lexemes, at, end).then(|| Phrase::of(at, end, role, value))
}

fn ordinal_value(lexemes: &[Lexeme<'_>], at: usize) -> Option<(f64, usize)> {
    let it = lexemes.get(at)?;
    if it.shape == Shape::Ordinal {
        return it.whole(6).map(|value| (value as f64, at + 1));
    }
    let tens =
        english().find("tens", lexemes, at).filter(|it| lexemes.get(it.1).is_some_and(Lexeme::is_dash));
    let (add, from) = tens.map_or((0.0, at), |(value, end)| (value.parse().unwrap_or(0.0), end + 1));
    let (value, end) = english().find("ordinal", lexemes, from)?;
    Some((add + value.parse::<f64>().ok()?, end))
}

/// "a third of", "two thirds", "10 seconds", "second-hand" are none.
fn is_ordinal(lexemes: &[Lexeme<'_>], at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).and_then(|it| word(lexemes, it)).unwrap_or("");
    let fraction = word(lexemes, end) == Some("of") && matches!(before, "a" | "one");
    let hand = lexemes.get(end).is_some_and(Lexeme::is_dash) && word(lexemes, end + 1) == Some("hand");
    !fraction && !hand
}

/// Reads "two-thirds", "half of", "a quarter": shares in per cent.
pub(crate) fn fraction(lexemes: &[Lexeme<'_>], at: usize) -> Option<Phrase> {
    let (value, end) = english().find("fraction", lexemes, at)?;
    let bare = end == at + 1;
    let article = matches!(word(lexemes, at), Some("a" | "an"));
    let led = matches!(word(lexemes, end), Some("of" | "the" | "its" | "their" | "his" | "her" | "our"));
    let number = numeral(lexemes, at).is_some_and(|it| it.end > end);
    if number || (!led && (bare || article)) {
        return None;
    }
    let share = Phrase::of(at, end, QuantityRole::Share, value.parse().ok()?);
    Some(Phrase { unit: Some("percent".to_owned()), ..share })
}

/// Reads "aged 12", "a 12-year-old", "45 years old".
pub(crate) fn age(lexemes: &[Lexeme<'_>], at: usize) -> Option<Phrase> {
    let opened = english().find("age_open", lexemes, at).map(|it| it.1);
    if let Some(from) = opened {
        let from = if word(lexemes, from) == Some("of") { from + 1 } else { from };
        let number = numeral(lexemes, from).filter(|it| it.best.is_some_and(|it| it < 120.0))?;
        return Some(Phrase::of(at, number.end, QuantityRole::Age, number.best?));
    }
    let number = numeral(lexemes, at).filter(|it| it.best.is_some())?;
    // "Amina, 34, said": a bare figure between commas behind a name.
    let set_in = at > 1
        && word(lexemes, at - 1) == Some(",")
        && lexemes[at - 2].is_capital()
        && lexemes[at].whole(2).is_some();
    if set_in && number.end == at + 1 && matches!(word(lexemes, at + 1), Some("," | ".")) {
        return Some(Phrase::of(at, at + 1, QuantityRole::Age, number.best?));
    }
    if is_told_age(lexemes, at, number.end) {
        return Some(Phrase::of(at, number.end, QuantityRole::Age, number.best?));
    }
    let dash = usize::from(lexemes.get(number.end).is_some_and(Lexeme::is_dash));
    let (_, end) =
        ["units", "unit"].iter().find_map(|class| english().find(class, lexemes, number.end + dash))?;
    if !crate::time::is_age(lexemes, end) {
        return None;
    }
    let unit = lexemes[end - 1].lower.trim_end_matches('s').to_owned();
    let end = if lexemes.get(end).is_some_and(Lexeme::is_dash) { end + 2 } else { end + 1 };
    Some(Phrase {
        unit: Some(unit),
        ..Phrase::of(at, end.min(lexemes.len()), QuantityRole::Age, number.best?)
    })
}

/// "She is 78.", "who was 19 when": a figure said of one person, with nothing behind it that it could count.
fn is_told_age(lexemes: &[Lexeme<'_>], at: usize, end: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|it| word(lexemes, it));
    let person = matches!(before(2), Some("he" | "she" | "who" | "i"));
    let is = matches!(before(1), Some("is" | "was" | "turned" | "turns" | "am"));
    let alone = end >= lexemes.len()
        || matches!(word(lexemes, end), Some("." | "," | ";" | "when" | "and" | "at" | "\"" | "”"));
    person && is && alone && lexemes[at].whole(2).is_some()
}

/// Reads figures that name and do not count: "T-72", "Resolution 2254", "M5", "No. 3", "24/7", a phone number.
pub(crate) fn label(lexemes: &[Lexeme<'_>], at: usize) -> Option<Phrase> {
    let first = lexemes.get(at)?;
    let none = |end: usize| Some(Phrase { role: QuantityRole::Label, ..Phrase::open(at, end) });
    if first.shape == Shape::Word && first.text.bytes().any(|it| it.is_ascii_digit()) {
        return none(glued_tail(lexemes, at));
    }
    let hyphened = |idx: usize| lexemes.get(idx).is_some_and(|it| it.glued);
    let figures = lexemes.get(at + 2).is_some_and(|it| it.shape == Shape::Number);
    if is_code(first) && figures && hyphened(at + 1) && hyphened(at + 2) && lexemes[at + 1].is_dash() {
        return none(glued_tail(lexemes, at + 2));
    }
    if first.text == "+"
        && lexemes.get(at + 1).is_some_and(|it| it.glued && it.shape == Shape::Number && it.text.len() > 1)
    {
        let mut end = figures_tail(lexemes, at + 1);
        while lexemes.get(end).is_some_and(|it| it.shape == Shape::Number && it.whole(5).is_some()) {
            end = figures_tail(lexemes, end);
        }
        return none(end);
    }
    if first.shape != Shape::Number {
        return None;
    }
    let before = at.checked_sub(1).map(|it| &lexemes[it]);
    let after_noun =
        before.is_some_and(|it| it.is_capital() || it.text == "." || it.text == "#") && named(lexemes, at);
    let fraction = lexemes.get(at + 1).is_some_and(|it| it.glued && matches!(it.text, "/" | ":"))
        && lexemes.get(at + 2).is_some_and(|it| it.glued && it.shape == Shape::Number);
    let long = first.text.len() > 6 && first.whole(20).is_some()
        || first.text.len() > 1 && first.text.starts_with('0') && first.whole(20).is_some();
    let dashed_parts = figures_tail(lexemes, at) > at + 4;
    match after_noun || fraction || long || dashed_parts {
        true => none(figures_tail(lexemes, at)),
        false => None,
    }
}

/// "T-72", "Su-24", "S-300", "MiG-29", "COVID-19": a short word with a capital before the hyphen.
fn is_code(word: &Lexeme<'_>) -> bool {
    word.shape == Shape::Word && word.is_capital() && word.text.len() <= 8
}

fn named(lexemes: &[Lexeme<'_>], at: usize) -> bool {
    let noun = |idx: usize| english().find("label_noun", lexemes, idx).is_some();
    let dotted = lexemes[at - 1].text == "."
        && at > 1
        && matches!(word(lexemes, at - 2), Some("no" | "art" | "fig" | "vol" | "ch"));
    dotted
        || lexemes[at - 1].text == "#"
        || noun(at - 1) && !matches!(lexemes[at - 1].lower.as_ref(), "the" | "group" | "area")
}

fn glued_tail(lexemes: &[Lexeme<'_>], at: usize) -> usize {
    let mut end = at + 1;
    while lexemes.get(end).is_some_and(|it| it.glued && (it.is_dash() || it.shape != Shape::Mark)) {
        end += 1;
    }
    if lexemes[end - 1].is_dash() { end - 1 } else { end }
}

/// Figures with signs between: "24/7", "044-123-456", "3:2".
fn figures_tail(lexemes: &[Lexeme<'_>], at: usize) -> usize {
    let mut end = at + 1;
    while lexemes.get(end).is_some_and(|it| it.glued && (it.is_dash() || matches!(it.text, "/" | ":")))
        && lexemes.get(end + 1).is_some_and(|it| it.glued && it.shape == Shape::Number)
    {
        end += 2;
    }
    end
}
