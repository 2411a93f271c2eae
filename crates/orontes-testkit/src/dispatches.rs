//! Makes the words of agency dispatches from an invented war, as many as are asked for, as lines of JSON.

use crate::war::Dice;
use jiff::civil::Date;
use std::fmt::Write as _;

/// Dispatches a day: a war lasts as long as there are reports of it.
const A_DAY: u32 = 40;
/// Towns of the war. They do not grow with it: a place is told of again and again.
const TOWNS: u32 = 400;
/// One dispatch in so many pastes an earlier one under another name.
const ONE_COPY_IN: u32 = 5;

const STEMS: [&str; 20] = [
    "Arden", "Bor", "Corrin", "Dun", "Elm", "Fal", "Gar", "Hallow", "Is", "Jor", "Kel", "Lor", "Mor", "Nev",
    "Or", "Pel", "Rav", "Sel", "Thorn", "Ul",
];
const ENDS: [&str; 20] = [
    "ford", "gate", "mere", "by", "holm", "stead", "wick", "dale", "ton", "haven", "bridge", "field", "moor",
    "crest", "vale", "watch", "well", "port", "combe", "brook",
];
const SIDES: [&str; 4] = ["Government forces", "Rebel fighters", "The army", "Militants"];

/// Returns `n` dispatches, one line of JSON each. The same `n` gives the same bytes.
pub fn dispatches(n: u32) -> impl Iterator<Item = String> {
    let mut dice = Dice::new();
    let mut recent: Vec<String> = Vec::new();
    (0..n).map(move |at| {
        let day = Date::constant(2031, 1, 1) + jiff::Span::new().days(i64::from(at / A_DAY));
        let is_copy = !recent.is_empty() && dice.below(ONE_COPY_IN) == 0;
        let text = match is_copy {
            true => recent[dice.below(recent.len() as u32) as usize].clone(),
            false => text(&mut dice, at),
        };
        // Copies follow within the day.
        if recent.len() < A_DAY as usize {
            recent.push(text.clone());
        } else {
            recent[(at % A_DAY) as usize].clone_from(&text);
        }
        format!(
            "{{\"id\": \"d{at:07}\", \"source\": \"Wire {}\", \"published\": \"{day}\", \"text\": \"{text}\"}}",
            dice.below(12)
        )
    })
}

fn text(dice: &mut Dice, at: u32) -> String {
    let (place, other) = (town(dice), town(dice));
    let side = SIDES[dice.below(4) as usize];
    let n_dead = 2 + dice.below(60);
    let mut text = match dice.below(6) {
        0 => format!("{side} captured {place} on Monday after two days of fighting."),
        1 => format!("An airstrike on a market in {place} killed {n_dead} people on Monday, doctors said."),
        2 => format!("Clashes between the army and rebel fighters near {place} killed {n_dead} people."),
        3 => format!("{n_dead}00 people fled {place} for {other} after shelling hit the town."),
        4 => format!("The defence ministry said the army would retake {place} within days."),
        _ => format!("{side} withdrew from {place} towards {other} on Sunday."),
    };
    // What tells one dispatch from all others: a reporter's own particulars.
    let _ = write!(
        text,
        " Resident {} {} of street {} in {other} said shops number {} to {} had closed and convoy {} was late.",
        ENDS[dice.below(20) as usize],
        STEMS[dice.below(20) as usize],
        dice.below(900),
        dice.below(50_000),
        at,
        dice.below(90_000)
    );
    text
}

fn town(dice: &mut Dice) -> String {
    let at = dice.below(TOWNS) as usize;
    format!("{}{}", STEMS[at % STEMS.len()], ENDS[at / STEMS.len()])
}

#[cfg(test)]
mod tests {
    use super::dispatches;

    #[test]
    fn dispatches_are_the_same_twice_and_some_are_copies() {
        let made: Vec<String> = dispatches(400).collect();
        assert_eq!(made, dispatches(400).collect::<Vec<_>>());
        let words = |it: &str| it.split_once("\"text\"").map(|it| it.1.to_owned());
        let distinct: std::collections::BTreeSet<_> = made.iter().map(|it| words(it)).collect();
        assert!((280..360).contains(&distinct.len()), "{}", distinct.len());
    }
}
