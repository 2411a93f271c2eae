//! Turns figures and number words into the values that they allow ("2.5 million", "tens of thousands").

use crate::lexeme::{Lexeme, Shape};
use crate::words::english;
use orontes_model::Bound;

/// A number as the words give it, qualifiers not counted in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Numeral {
    /// Lowest value the words allow.
    pub(crate) low: Option<f64>,
    /// Value the words name.
    pub(crate) best: Option<f64>,
    /// Highest value the words allow.
    pub(crate) high: Option<f64>,
    /// How exact the words are by themselves.
    pub(crate) bound: Bound,
    /// One past its last lexeme.
    pub(crate) end: usize,
}

impl Numeral {
    fn exact(value: f64, end: usize) -> Numeral {
        Numeral { low: Some(value), best: Some(value), high: Some(value), bound: Bound::Exact, end }
    }
}

/// Reads the number that starts at lexeme `at`.
pub(crate) fn numeral(lexemes: &[Lexeme<'_>], at: usize) -> Option<Numeral> {
    vague(lexemes, at).or_else(|| plural(lexemes, at)).or_else(|| cardinal(lexemes, at))
}

/// Reads "several", "a few hundred", "many thousands of".
fn vague(lexemes: &[Lexeme<'_>], at: usize) -> Option<Numeral> {
    let (value, end) = english().find("vague", lexemes, at)?;
    let (low, high) = value.split_once(' ')?;
    let (low, high) = (low.parse::<f64>().ok(), high.parse::<f64>().ok());
    if let Some((times, end)) = multiplier(lexemes, end) {
        let wide = |it: f64| it * times + (times - 1.0);
        return Some(Numeral {
            low: low.or(Some(2.0)).map(|it| it * times),
            best: None,
            high: high.map(wide),
            bound: Bound::OrderOfMagnitude,
            end,
        });
    }
    let exact = low.is_some() && low == high;
    let bound = if exact { Bound::Exact } else { Bound::Vague };
    Some(Numeral { low, best: low.filter(|_| exact), high, bound, end })
}

/// Returns the scale that follows a vague word: "hundred", "thousands", "dozen".
fn multiplier(lexemes: &[Lexeme<'_>], at: usize) -> Option<(f64, usize)> {
    let classes = ["hundred", "scale", "plural"];
    let (value, end) = classes.iter().find_map(|class| english().find(class, lexemes, at))?;
    let value: f64 = value.parse().ok()?;
    let tail = [Some(end), (word(lexemes, end) == Some("of")).then_some(end + 1)];
    let longer = tail.into_iter().flatten().find_map(|from| {
        let (more, end) =
            english().find("plural", lexemes, from).or_else(|| english().find("scale", lexemes, from))?;
        Some((value * more.parse::<f64>().ok()?, end))
    });
    Some(longer.unwrap_or((value, end)))
}

/// Reads "hundreds", "tens of thousands": from twice the unit to just below the next order.
fn plural(lexemes: &[Lexeme<'_>], at: usize) -> Option<Numeral> {
    let (value, mut end) = english().find("plural", lexemes, at)?;
    let unit: f64 = value.parse().ok()?;
    let mut times = 1.0;
    if word(lexemes, end) == Some("of")
        && let Some((more, after)) = english().find("plural", lexemes, end + 1)
    {
        times = more.parse().ok()?;
        end = after;
    }
    // Ten dozens and five scores make the next word, a hundred; every other unit is followed by its tenfold.
    let ceiling = if unit < 100.0 { 100.0 } else { unit * 10.0 };
    let (low, high) = (2.0 * unit * times, ceiling * times - 1.0);
    Some(Numeral { low: Some(low), best: None, high: Some(high), bound: Bound::OrderOfMagnitude, end })
}

/// Reads "2,500", "1.5 million", "three hundred and five", "half a million", "a dozen".
fn cardinal(lexemes: &[Lexeme<'_>], at: usize) -> Option<Numeral> {
    let (value, end) = half_of(lexemes, at)
        .or_else(|| article(lexemes, at))
        .or_else(|| in_figures(lexemes, at))
        .or_else(|| in_words(lexemes, at))?;
    Some(Numeral::exact(value, end))
}

fn half_of(lexemes: &[Lexeme<'_>], at: usize) -> Option<(f64, usize)> {
    let start = if word(lexemes, at)? == "half" { at + 1 } else { return None };
    let start = if matches!(word(lexemes, start), Some("a" | "an")) { start + 1 } else { start };
    let (scale, end) = scale(lexemes, start)?;
    Some((scale / 2.0, end))
}

fn article(lexemes: &[Lexeme<'_>], at: usize) -> Option<(f64, usize)> {
    if !matches!(word(lexemes, at)?, "a" | "an") {
        return None;
    }
    let (_, end) = scale(lexemes, at + 1).or_else(|| tagged("hundred", lexemes, at + 1))?;
    // "a hundred and twenty" goes on like "one hundred and twenty".
    sum(lexemes, at + 1, 1.0).or(Some((1.0, end)))
}

fn in_figures(lexemes: &[Lexeme<'_>], at: usize) -> Option<(f64, usize)> {
    let (value, end) = grouped(lexemes, at)?;
    if let Some((times, end)) = scale(lexemes, end).or_else(|| tagged("hundred", lexemes, end)) {
        return Some((value * times, end));
    }
    let short =
        lexemes.get(end).filter(|it| it.glued || value < 1000.0 && it.lower != "m" && it.lower != "b");
    match short.and_then(|_| tagged("scale_short", lexemes, end)) {
        // "40m" is forty metres unless money stands before it; the caller's currency sign decides.
        Some((times, after)) if lexemes[end].lower != "m" || is_money(lexemes, at) => {
            Some((value * times, after))
        }
        Some(_) | None => Some((value, end)),
    }
}

fn is_money(lexemes: &[Lexeme<'_>], at: usize) -> bool {
    at > 0 && english().find("currency_sign", lexemes, at - 1).is_some()
}

/// Reads figures, also in groups of three with spaces between ("50 000").
fn grouped(lexemes: &[Lexeme<'_>], at: usize) -> Option<(f64, usize)> {
    let first = lexemes.get(at).filter(|it| it.shape == Shape::Number)?;
    let mut figures: String = plain_figures(first.text)?;
    let mut end = at + 1;
    let opens = first.text.len() <= 3 && first.text.bytes().all(|it| it.is_ascii_digit());
    while opens && end - at < 5 && lexemes.get(end).is_some_and(|it| is_group(it)) {
        figures.push_str(lexemes[end].text);
        end += 1;
    }
    figures.parse().ok().map(|it| (it, end))
}

fn is_group(it: &Lexeme<'_>) -> bool {
    it.shape == Shape::Number && !it.glued && it.text.len() == 3 && it.text.ends_with('0')
}

/// Returns the figures with their separators resolved; nothing where they are no number ("05.12.2024").
fn plain_figures(text: &str) -> Option<String> {
    let groups_of_three = |sep: char| {
        text.contains(sep)
            && text.split(sep).skip(1).all(|it| it.len() == 3)
            && text.find(sep).is_some_and(|it| it <= 3)
    };
    let (commas, dots) = (text.matches(',').count(), text.matches('.').count());
    match (commas, dots) {
        (0, 0 | 1) => Some(text.to_owned()),
        (_, 0 | 1) if groups_of_three(',') || dots == 1 => Some(text.replace(',', "")),
        (0, _) if groups_of_three('.') => Some(text.replace('.', "")),
        (1, 0) => Some(text.replace(',', ".")),
        (_, _) => None,
    }
}

fn in_words(lexemes: &[Lexeme<'_>], at: usize) -> Option<(f64, usize)> {
    let (first, end) = below_hundred(lexemes, at)?;
    if let Some(end) = and_a_half(lexemes, end) {
        let value = first + 0.5;
        return Some(scale(lexemes, end).map_or((value, end), |(times, end)| (value * times, end)));
    }
    sum(lexemes, end, first).or(Some((first, end)))
}

/// Returns the end of "and a half".
fn and_a_half(lexemes: &[Lexeme<'_>], at: usize) -> Option<usize> {
    let from = after_and_a(lexemes, at)?;
    let from = if word(lexemes, from) == Some("a") { from + 1 } else { from };
    (from > at && word(lexemes, from) == Some("half")).then_some(from + 1)
}

/// Steps over "and".
fn after_and_a(lexemes: &[Lexeme<'_>], at: usize) -> Option<usize> {
    Some(if word(lexemes, at) == Some("and") { at + 1 } else { at })
}

/// Adds up "hundred", "thousand" and what follows them, `first` standing before lexeme `at`.
fn sum(lexemes: &[Lexeme<'_>], mut at: usize, first: f64) -> Option<(f64, usize)> {
    let (mut total, mut current, mut last_scale) = (0.0, first, f64::INFINITY);
    let mut moved = false;
    loop {
        if let Some((_, end)) = tagged("hundred", lexemes, at).filter(|_| current < 100.0 && current > 0.0) {
            (current, at) = (current * 100.0, end);
        } else if let Some((times, end)) = scale(lexemes, at).filter(|it| it.0 < last_scale && current > 0.0)
        {
            (total, current, last_scale, at) = (total + current * times, 0.0, times, end);
        } else {
            let from = after_and_a(lexemes, at)?;
            let room = moved && (current == 0.0 || current % 100.0 == 0.0);
            match below_hundred(lexemes, from).filter(|_| room) {
                Some((more, end)) => (current, at) = (current + more, end),
                None => return moved.then_some((total + current, at)),
            }
        }
        moved = true;
    }
}

/// Reads "twenty-five", "seven".
fn below_hundred(lexemes: &[Lexeme<'_>], at: usize) -> Option<(f64, usize)> {
    if let Some((tens, end)) = tagged("tens", lexemes, at) {
        let next = if lexemes.get(end).is_some_and(Lexeme::is_dash) { end + 1 } else { end };
        let small = tagged("small", lexemes, next).filter(|it| it.0 > 0.0 && it.0 < 10.0);
        return Some(small.map_or((tens, end), |(small, end)| (tens + small, end)));
    }
    tagged("small", lexemes, at)
}

fn scale(lexemes: &[Lexeme<'_>], at: usize) -> Option<(f64, usize)> {
    let at = if lexemes.get(at).is_some_and(Lexeme::is_dash) { at + 1 } else { at };
    tagged("scale", lexemes, at)
}

fn tagged(class: &str, lexemes: &[Lexeme<'_>], at: usize) -> Option<(f64, usize)> {
    let (value, end) = english().find(class, lexemes, at)?;
    value.parse().ok().map(|it| (it, end))
}

pub(crate) fn word<'a>(lexemes: &'a [Lexeme<'_>], at: usize) -> Option<&'a str> {
    lexemes.get(at).map(|it| it.lower.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexeme::lexemes;

    fn check(text: &str, low: f64, high: f64) {
        let lexemes = lexemes(text, 0);
        let found = numeral(&lexemes, 0).unwrap_or_else(|| panic!("no number in {text}"));
        assert_eq!((found.low, found.high), (Some(low), Some(high)), "{text}");
        assert_eq!(found.end, lexemes.len(), "{text}");
    }

    #[test]
    fn numbers_in_words_and_figures_have_their_values() {
        check("2,500", 2500.0, 2500.0);
        check("1.5 million", 1.5e6, 1.5e6);
        check("50 000", 50_000.0, 50_000.0);
        check("three hundred and five", 305.0, 305.0);
        check("two hundred thousand", 200_000.0, 200_000.0);
        check("twenty-five thousand", 25_000.0, 25_000.0);
        check("one million two hundred thousand", 1.2e6, 1.2e6);
        check("half a million", 500_000.0, 500_000.0);
        check("two dozen", 24.0, 24.0);
        check("a hundred and twenty", 120.0, 120.0);
        check("two and a half million", 2.5e6, 2.5e6);
    }

    #[test]
    fn orders_of_magnitude_span_to_the_next_order() {
        check("hundreds", 200.0, 999.0);
        check("thousands", 2000.0, 9999.0);
        check("dozens", 24.0, 99.0);
        check("tens of thousands", 20_000.0, 99_999.0);
        check("hundreds of thousands", 200_000.0, 999_999.0);
        check("several", 3.0, 9.0);
        check("several hundred", 300.0, 999.0);
        check("a few thousand", 3000.0, 9999.0);
    }
}
