//! Puts together names of places, people, groups and offices, and writes numbers and days.

use super::{Phrase, Word};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// What can be asked for.
pub(super) const KINDS: [&str; 14] = [
    "place",
    "person",
    "surname",
    "titled",
    "people",
    "peoples",
    "acronym",
    "militia",
    "designation",
    "ordinal",
    "count",
    "small",
    "date",
    "year",
];

/// The lists of given names, titles and first parts, and the sounds of each tongue.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    lists: BTreeMap<String, Vec<String>>,
    tongues: Vec<[Vec<String>; 3]>,
}

const SMALL: [&str; 12] =
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty"];

fn pick<'a, T>(list: &'a [T], dice: &mut ChaCha8Rng) -> &'a T {
    &list[dice.random_range(0..list.len())]
}

fn name(form: &str) -> Word {
    Word::new(form, form, "PROPN", "NNP")
}

fn number(form: &str) -> Phrase {
    Phrase::of(Word::new(form, form, "NUM", "CD"))
}

/// A phrase of names of which the first is the head; a hyphen hangs on the part after it.
fn flat(parts: &[&str]) -> Phrase {
    let mut phrase = Phrase::of(name(parts[0]));
    for (at, part) in parts.iter().enumerate().skip(1) {
        let hyphen = *part == "-";
        let word = if hyphen { Word::new("-", "-", "PUNCT", "HYPH") } else { name(part) };
        let place = phrase.append(Phrase::of(word));
        phrase.hang(place, if hyphen { at + 1 } else { 0 }, if hyphen { "punct" } else { "flat" });
    }
    phrase
}

impl Naming {
    pub(super) fn new(text: &str) -> Result<Naming, String> {
        let (mut lists, mut tongues) = (BTreeMap::new(), Vec::new());
        for line in text.lines().filter(|it| !it.starts_with('#')) {
            let (class, _) = line.split_once(": ").ok_or_else(|| format!("names.txt: no class: {line}"))?;
            let words = |it: &str| it.split_whitespace().map(str::to_string).collect::<Vec<_>>();
            let sounds: Vec<&str> = line[class.len() + 2..].split('|').collect();
            match sounds.as_slice() {
                [first, middle, last] => tongues.push([words(first), words(middle), words(last)]),
                _ => {
                    lists.insert(class.to_string(), words(&line[class.len() + 2..]));
                }
            }
        }
        for list in ["given", "title", "before", "country", "month"] {
            if lists.get(list).is_none_or(Vec::is_empty) {
                return Err(format!("names.txt: no list {list}"));
            }
        }
        if tongues.is_empty() { Err("names.txt: no sounds".into()) } else { Ok(Naming { lists, tongues }) }
    }

    /// Returns a word put together of the sounds of one tongue.
    fn sounds(&self, dice: &mut ChaCha8Rng) -> String {
        let [first, middle, last] = pick(&self.tongues, dice);
        let mut word = pick(first, dice).clone();
        for _ in 0..[0, 0, 1, 1, 1, 2][dice.random_range(0..6)] {
            word += pick(middle, dice).as_str();
        }
        word + pick(last, dice).as_str()
    }

    fn acronym(dice: &mut ChaCha8Rng) -> String {
        const LETTERS: &[u8] = b"AAAABCCDDDEFFFGHIJKLLLMMMNNNNOPPPQRRRSSSSTTUUVWYZ";
        const VOWELS: &[u8] = b"AAEIOU";
        let spoken = dice.random_range(0..5) == 0;
        let length = if spoken {
            dice.random_range(4..7)
        } else {
            [2, 3, 3, 3, 3, 3, 4, 4, 5][dice.random_range(0..9)]
        };
        let mut word = String::new();
        for at in 0..length {
            let letters = if spoken && at % 2 == 1 { VOWELS } else { LETTERS };
            word.push(char::from(*pick(letters, dice)));
        }
        if dice.random_range(0..14) == 0 {
            word.truncate(1 + dice.random_range(0..2));
            word += &dice.random_range(2..60).to_string();
        }
        word
    }

    fn place(&self, dice: &mut ChaCha8Rng) -> Phrase {
        let (a, b) = (self.sounds(dice), self.sounds(dice));
        let before = pick(&self.lists["before"], dice).clone();
        match dice.random_range(0..20) {
            0 | 1 => flat(&[&before, &a]),
            2 => flat(&[&a, &b]),
            3 => flat(&[&before, "al", "-", &a]),
            4 => flat(&["al", "-", &a]),
            5 => flat(&[&a, "-", &b]),
            _ => flat(&[&a]),
        }
    }

    fn surname(&self, dice: &mut ChaCha8Rng) -> Vec<String> {
        let last = self.sounds(dice);
        match dice.random_range(0..12) {
            0 => vec!["al".into(), "-".into(), last],
            1 => vec![self.sounds(dice), last],
            _ => vec![last],
        }
    }

    fn person(&self, dice: &mut ChaCha8Rng) -> Phrase {
        let given = &self.lists["given"];
        let first = if dice.random_range(0..3) == 0 { self.sounds(dice) } else { pick(given, dice).clone() };
        let mut parts = vec![first];
        if dice.random_range(0..8) == 0 {
            parts.push(pick(given, dice).clone());
        }
        parts.extend(self.surname(dice));
        flat(&parts.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn titled(&self, dice: &mut ChaCha8Rng) -> Phrase {
        let whole = match dice.random_range(0..2) {
            0 => self.person(dice),
            _ => flat(&[&self.sounds(dice)]),
        };
        let mut phrase = Phrase::of(name(pick(&self.lists["title"], dice).as_str()));
        if dice.random_range(0..8) == 0 {
            let kind = ["Prime", "Foreign", "Interior", "Defense"][dice.random_range(0..4)];
            let adjective = ["Prime", "Foreign"].contains(&kind);
            phrase = Phrase::of(Word::new(kind, kind, if adjective { "ADJ" } else { "PROPN" }, "NNP"));
            let at = phrase.append(Phrase::of(name("Minister")));
            phrase.hang(0, at, if adjective { "amod" } else { "compound" });
            phrase.head = at;
        }
        let title = phrase.head;
        let at = phrase.append(whole);
        phrase.hang(title, at, "nmod:desc");
        phrase.head = at;
        phrase
    }

    fn peoples(&self, dice: &mut ChaCha8Rng) -> Phrase {
        let one = match dice.random_range(0..2) {
            0 => {
                let ends = ["n", "ni", "i", "r", "k", "ba", "nga"];
                format!(
                    "{}{}",
                    self.sounds(dice).trim_end_matches(['a', 's', 'h']),
                    pick(ends.as_slice(), dice)
                )
            }
            _ => pick(&self.lists["peoples"], dice).clone(),
        };
        Phrase::of(Word::new(&format!("{one}s"), &one, "PROPN", "NNPS"))
    }

    fn count(dice: &mut ChaCha8Rng) -> Phrase {
        let text = match dice.random_range(0..10) {
            0..=2 => SMALL[dice.random_range(0..SMALL.len())].to_string(),
            3 => format!("{},{:03}", dice.random_range(1..90), dice.random_range(0..10) * 100),
            4 => format!("{}", dice.random_range(10..100) * 10),
            _ => format!("{}", dice.random_range(2..130)),
        };
        number(&text)
    }

    /// Returns a name or a number of a kind; see [`KINDS`].
    pub(super) fn draw(&self, kind: &str, dice: &mut ChaCha8Rng) -> Phrase {
        match kind {
            "person" => self.person(dice),
            "titled" => self.titled(dice),
            "surname" => {
                let parts = self.surname(dice);
                flat(&parts.iter().map(String::as_str).collect::<Vec<_>>())
            }
            "people" => flat(&[&self.sounds(dice)]),
            "peoples" => self.peoples(dice),
            "acronym" => match dice.random_range(0..16) {
                0 => flat(&[&Naming::acronym(dice), "-", &Naming::acronym(dice)]),
                _ => flat(&[&Naming::acronym(dice)]),
            },
            "militia" => match dice.random_range(0..4) {
                0 => flat(&["Al", "-", &self.sounds(dice)]),
                1 => flat(&[&self.sounds(dice), &self.sounds(dice)]),
                _ => flat(&[&self.sounds(dice)]),
            },
            "designation" => match dice.random_range(0..2) {
                0 => flat(&[&format!("{}{}", Naming::acronym(dice), dice.random_range(1..99))]),
                _ => flat(&[&self.sounds(dice)]),
            },
            "ordinal" => {
                let number: u32 = dice.random_range(1..200);
                let ending = match (number % 10, number % 100) {
                    (_, 11..=13) => "th",
                    (1, _) => "st",
                    (2, _) => "nd",
                    (3, _) => "rd",
                    _ => "th",
                };
                let form = format!("{number}{ending}");
                Phrase::of(Word::new(&form, &form, "ADJ", "NNP"))
            }
            "count" => Naming::count(dice),
            "small" => match dice.random_range(0..2) {
                0 => number(&dice.random_range(2..60).to_string()),
                _ => number(SMALL[dice.random_range(0..SMALL.len())]),
            },
            "year" => number(&dice.random_range(1960..2030).to_string()),
            "date" => self.date(dice),
            _ => self.place(dice),
        }
    }

    /// The day is the head; month and year hang on it.
    fn date(&self, dice: &mut ChaCha8Rng) -> Phrase {
        let day = number(&dice.random_range(1..32).to_string());
        let month = Phrase::of(name(pick(&self.lists["month"], dice).as_str()));
        let american = dice.random_range(0..2) == 0;
        let (mut phrase, month_first) = if american { (month, true) } else { (day.clone(), false) };
        let other = phrase.append(if month_first {
            day
        } else {
            Phrase::of(name(pick(&self.lists["month"], dice).as_str()))
        });
        let (head, below) = if month_first { (other, 0) } else { (0, other) };
        phrase.hang(below, head, "nmod:unmarked");
        phrase.head = head;
        if dice.random_range(0..3) == 0 {
            if american {
                let at = phrase.append(Phrase::of(Word::new(",", ",", "PUNCT", ",")));
                phrase.hang(at, head, "punct");
            }
            let at = phrase.append(number(&dice.random_range(1960..2030).to_string()));
            phrase.hang(at, head, "nmod:unmarked");
        }
        phrase
    }
}
