//! Turns the words beside a name into what they make of the place: "north of", "outskirts", "10 km from".

use crate::surroundings::{Piece, Surroundings};
use orontes_model::Span;

/// What the words make of a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Qualifier {
    /// The report's own words, put so that the name may follow: "north of", "northern countryside of".
    pub(crate) words: Option<String>,
    /// The name with those words.
    pub(crate) span: Span,
}

/// Directions; hyphens within are pieces of one word.
pub(crate) const DIRECTIONS: [(&str, f64); 16] = [
    ("north", 0.0),
    ("northeast", 45.0),
    ("north-east", 45.0),
    ("east", 90.0),
    ("southeast", 135.0),
    ("south-east", 135.0),
    ("south", 180.0),
    ("southwest", 225.0),
    ("south-west", 225.0),
    ("west", 270.0),
    ("northwest", 315.0),
    ("north-west", 315.0),
    ("northwards", 0.0),
    ("southwards", 180.0),
    ("eastwards", 90.0),
    ("westwards", 270.0),
];

/// Nouns for what lies about a place; "of" or a possessive joins them to it.
const ABOUT: [&str; 24] = [
    "outskirts",
    "outskirt",
    "countryside",
    "suburbs",
    "surroundings",
    "vicinity",
    "edge",
    "edges",
    "gates",
    "entrance",
    "entrances",
    "periphery",
    "environs",
    "hinterland",
    "approaches",
    "doorstep",
    "area",
    "areas",
    "parts",
    "part",
    "coast",
    "fringes",
    "perimeter",
    "border",
];
/// Words that by themselves put something near a place.
const NEAR: [&str; 13] = [
    "near",
    "off",
    "outside",
    "around",
    "surrounding",
    "about",
    "nearing",
    "approaching",
    "encircling",
    "overlooking",
    "bordering",
    "beyond",
    "towards",
];
const PARTS: [&str; 26] = [
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north-eastern",
    "north-western",
    "south-eastern",
    "south-western",
    "rural",
    "coastal",
    "upper",
    "lower",
    "northernmost",
    "southernmost",
    "north",
    "south",
    "east",
    "west",
    "greater",
    "northwest",
    "northeast",
];

/// Returns what the words beside the name at `span` make of it.
pub(crate) fn qualifier_of(text: &str, span: Span, here: &Surroundings<'_>) -> Qualifier {
    let (left, right) = (words_before(here), words_after(here));
    let start = left.map_or(span.start as usize, |idx| here.before[idx].start);
    let end = right.map_or(span.end as usize, |n| here.after[n - 1].end());
    let whole = Span::new(start, end);
    if whole == span {
        return Qualifier { words: None, span };
    }
    let before = text.get(start..span.start as usize).unwrap_or("").trim();
    let before = before.strip_suffix(" the").unwrap_or(before);
    let after = text.get(span.end as usize..end).unwrap_or("").trim_start_matches(['\'', '’', 's']).trim();
    // "Hama's northern suburbs" reads as "northern suburbs of Hama": the words stand before the name they qualify.
    let words = match (before, after) {
        (before, "") => before.to_owned(),
        ("", after) => format!("{after} of"),
        (before, after) => format!("{before} {after} of"),
    };
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Qualifier { words: Some(strip_article(&one_line).to_owned()), span: whole }
}

fn strip_article(words: &str) -> &str {
    words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words)
}

/// Returns the index of the first piece before the name that belongs to the qualifier.
fn words_before(here: &Surroundings<'_>) -> Option<usize> {
    let own = &here.before;
    let mut at = own.len();
    let back = |at: usize, words: &[&str]| at > 0 && own[at - 1].is_of(words);
    let mut first = None;
    let mut is_settlement = false;
    // "the city of", "the town of" between the phrase and the name.
    if at >= 2
        && own[at - 1].is("of")
        && own[at - 2].is_of(&["city", "town", "village", "province", "governorate"])
    {
        is_settlement = own[at - 2].is_of(&["city", "town", "village"]);
        at -= 2;
        while back(at, &["the"]) {
            at -= 1;
        }
    }
    if back(at, &["between"]) {
        return Some(at - 1);
    }
    while back(at, &PARTS) {
        at -= 1;
        // "The northern city of Hama" is all of Hama, which lies in the north.
        first = Some(at).filter(|_| !is_settlement);
    }
    while back(at, &["the"]) {
        at -= 1;
    }
    if back(at, &NEAR) {
        let area = at >= 2 && own[at - 2].is_of(&ABOUT);
        return Some(if area { at - 2 } else { at - 1 });
    }
    if back(at, &["with"]) && at >= 2 && own[at - 2].is_of(&["border", "borders", "frontier"]) {
        return Some(at - 2);
    }
    if back(at, &["to"])
        && at >= 2
        && own[at - 2].is_of(&["close", "entrance", "entrances", "approaches", "next"])
    {
        return Some(at - 2);
    }
    if back(at, &["of", "from"])
        && let Some(found) = of_phrase(own, at - 1)
    {
        return Some(found);
    }
    first
}

/// "outskirts of", "northern countryside of", "north of", "30 km south of", "40 kilometres from".
fn of_phrase(own: &[Piece<'_>], of: usize) -> Option<usize> {
    let noun = own.get(of.checked_sub(1)?)?;
    let mut start = if noun.is_of(&ABOUT) || is_direction(noun) || is_distance_unit(noun) {
        of - 1
    } else if noun.is("away") && of >= 2 && is_distance_unit(&own[of - 2]) {
        of - 2
    } else {
        return None;
    };
    let extends = |it: &Piece<'_>| {
        it.is_of(&PARTS)
            || it.is_of(&["just", "immediate", "to", "the", "away", "off"])
            || is_distance_unit(it)
            || number(it).is_some()
    };
    while start > 0 && extends(&own[start - 1]) {
        start -= 1;
    }
    while start < of && own[start].is_of(&["to", "the", "of"]) {
        start += 1;
    }
    Some(start)
}

/// Returns how many pieces after the name belong to the qualifier: "Hama countryside", "Hama's northern suburbs".
fn words_after(here: &Surroundings<'_>) -> Option<usize> {
    let mut n = usize::from(here.after.first().is_some_and(|it| it.is_of(&["'s", "’s"])));
    while here.after.get(n).is_some_and(|it| it.is_of(&PARTS)) {
        n += 1;
    }
    // "Hama province countryside" and "Idlib's rural areas" keep their noun last.
    if here.after.get(n).is_some_and(|it| it.is_of(&["province", "governorate", "city"])) {
        n += 1;
    }
    let noun = here.after.get(n)?;
    noun.is_of(&ABOUT[..18]).then_some(n + 1)
}

/// Says whether the piece is a direction.
pub(crate) fn is_direction(piece: &Piece<'_>) -> bool {
    bearing(piece).is_some()
}

/// Returns the bearing that a word names, in degrees from north.
pub(crate) fn bearing(piece: &Piece<'_>) -> Option<f64> {
    DIRECTIONS.iter().find(|it| piece.is(it.0)).map(|it| it.1)
}

/// Returns the kilometres in one unit of distance.
pub(crate) fn unit_km(piece: &Piece<'_>) -> Option<f64> {
    match () {
        () if piece.is_of(&["km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"]) => Some(1.0),
        () if piece.is_of(&["mile", "miles", "mi"]) => Some(1.609344),
        () => None,
    }
}

fn is_distance_unit(piece: &Piece<'_>) -> bool {
    unit_km(piece).is_some() || piece.text.len() > 2 && piece.text.ends_with("km")
}

/// Returns the number that a piece writes in digits; "30km" and "40-kilometre" count.
pub(crate) fn number(piece: &Piece<'_>) -> Option<f64> {
    let digits: String =
        piece.text.chars().take_while(|it| it.is_ascii_digit() || matches!(it, '.' | ',')).collect();
    digits.replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, expected: Option<&str>) {
        let at = text.rfind(name).expect("the name stands there");
        let span = Span::new(at, at + name.len());
        let found = qualifier_of(text, span, &Surroundings::of(text, span));
        assert_eq!(found.words.as_deref(), expected, "{text}");
        assert!(found.span.contains(span));
    }

    #[test]
    fn words_that_make_an_area_of_a_place_are_its_qualifier() {
        check("fighting north of Hama went on", "Hama", Some("north of"));
        check("in the northern countryside of Hama", "Hama", Some("northern countryside of"));
        check("in northern Hama countryside", "Hama", Some("northern countryside of"));
        check("on the outskirts of the city of Hama", "Hama", Some("outskirts of the city of"));
        check("about 10 km from Hama", "Hama", Some("10 km from"));
        check("some 30 kilometres (19 miles) south of Hama", "Hama", Some("south of"));
        check("in Hama's northern suburbs", "Hama", Some("northern suburbs of"));
        check("near Hama", "Hama", Some("near"));
        check("near the northern city of Hama", "Hama", Some("near the northern city of"));
        check("the areas surrounding Hama", "Hama", Some("areas surrounding"));
        check("in southern Syria", "Syria", Some("southern"));
        check("along the border with Hama", "Hama", Some("border with"));
        check("ships off the coast of Hama", "Hama", Some("off the coast of"));
        check("25km northwest of the city", "city", Some("25km northwest of"));
    }

    #[test]
    fn a_bare_place_has_none() {
        for text in [
            "took Hama",
            "in the city of Hama",
            "in the northern city of Hama",
            "control of Hama",
            "from Hama",
            "the fall of Hama",
            "Hama, and",
        ] {
            check(text, "Hama", None);
        }
    }
}
