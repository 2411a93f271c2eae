//! Turns two tellings of one story into what was added, left out and changed on the way from the one to the other.

use crate::Filed;
use crate::alignment::{self, Rarity};
use crate::fingerprint::content;
use std::collections::BTreeSet;

/// Sentences and numbers that are named; a reader who wants all of them compares the reports.
const MAX_NAMED: usize = 6;

/// A sentence with its number in the report, and the hashes of its content words.
struct Told<'a> {
    number: usize,
    text: &'a str,
    words: Vec<u32>,
}

/// Returns one sentence about what `copy` adds to, leaves out of and changes in `from`; nothing where both tell all
/// the same. Costs the product of their sentences.
pub(crate) fn on_the_way(rarity: &Rarity, from: Filed<'_>, copy: Filed<'_>) -> Option<String> {
    let (old, new) = (told(from), told(copy));
    let words = |it: &[Told<'_>]| it.iter().map(|it| it.words.clone()).collect::<Vec<_>>();
    let pairs = alignment::align(rarity, &words(&old), &words(&new)).pairs;
    let (kept, taken): (BTreeSet<usize>, BTreeSet<usize>) = pairs.iter().copied().unzip();
    let rest = |all: &[Told<'_>], paired: &BTreeSet<usize>| -> Vec<usize> {
        all.iter().enumerate().filter(|it| !paired.contains(&it.0)).map(|it| it.1.number).collect()
    };
    let (added, dropped) = (rest(&new, &taken), rest(&old, &kept));
    let changed: Vec<String> =
        pairs.iter().filter_map(|(one, other)| numbers_changed(&old[*one], &new[*other])).collect();
    let mut parts = Vec::new();
    if !added.is_empty() {
        parts.push(format!("adds {}", sentences(&added)));
    }
    if !dropped.is_empty() {
        parts.push(format!("leaves out {} of {}", sentences(&dropped), from.dossier.name));
    }
    parts.extend(changed.into_iter().take(MAX_NAMED));
    (!parts.is_empty() && !pairs.is_empty()).then(|| format!("{} {}", copy.dossier.name, parts.join("; ")))
}

/// The sentences that were compared when copies were sought: those that carry the story.
fn told<'a>(filed: Filed<'a>) -> Vec<Told<'a>> {
    let compared: BTreeSet<&Vec<u32>> = filed.fingerprint.sentences.iter().collect();
    let sentences = filed.dossier.sentences.iter().enumerate();
    let told = sentences.map(|(at, it)| Told { number: at + 1, text: &it.text, words: content(&it.text) });
    told.filter(|it| compared.contains(&it.words)).collect()
}

fn sentences(numbers: &[usize]) -> String {
    let named: Vec<String> = numbers.iter().take(MAX_NAMED).map(usize::to_string).collect();
    let more = numbers.len().saturating_sub(MAX_NAMED);
    match (numbers, more) {
        ([one], _) => format!("sentence {one}"),
        (_, 0) => format!("sentences {}", named.join(", ")),
        (_, more) => format!("sentences {} and {more} more", named.join(", ")),
    }
}

/// Numbers of a sentence that its other telling gives otherwise.
fn numbers_changed(old: &Told<'_>, new: &Told<'_>) -> Option<String> {
    let (was, is) = (numbers(old.text), numbers(new.text));
    let gone: Vec<&str> = was.difference(&is).map(String::as_str).collect();
    let come: Vec<&str> = is.difference(&was).map(String::as_str).collect();
    (!gone.is_empty() && !come.is_empty()).then(|| {
        format!("says {} where sentence {} has {}", come.join(" and "), old.number, gone.join(" and "))
    })
}

fn numbers(text: &str) -> BTreeSet<String> {
    let words = text.split(|it: char| !(it.is_alphanumeric() || matches!(it, '.' | ',')));
    let numbers = words
        .map(|it| it.trim_matches(['.', ',']))
        .filter(|it| it.starts_with(|it: char| it.is_ascii_digit()));
    numbers.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Fingerprint;
    use orontes_model::{Digest, Dossier, Quote, Span, When};

    fn report(name: &str, sentences: &[&str]) -> (Dossier, Fingerprint) {
        let quote = |it: &&str| Quote { received: Span::new(0, 1), text: (*it).to_owned() };
        let dossier = Dossier {
            name: name.to_owned(),
            digest: Digest([0; 32]),
            title: None,
            publisher: None,
            published: When::default(),
            machine_written: None,
            boilerplate: Vec::new(),
            notes: Vec::new(),
            sentences: sentences.iter().map(quote).collect(),
            fingerprint: Vec::new(),
        };
        let sentences = sentences.iter().map(|it| content(it)).collect();
        (dossier, Fingerprint { sentences, ..Fingerprint::default() })
    }

    fn told(from: &[&str], copy: &[&str]) -> Option<String> {
        let (from, copy) = (report("a", from), report("b", copy));
        let filed = |it: &'static (Dossier, Fingerprint)| Filed { dossier: &it.0, fingerprint: &it.1 };
        let (from, copy) = (Box::leak(Box::new(from)), Box::leak(Box::new(copy)));
        on_the_way(&Rarity::of_english(), filed(from), filed(copy))
    }

    const MARKET: &str = "Shells struck the covered market of Aven and killed 12 people before noon.";
    const BLOOD: &str = "Surgeons at the harbour hospital asked for blood and bandages.";

    #[test]
    fn what_a_later_telling_adds_leaves_out_and_changes_is_said() {
        let later = MARKET.replace("12", "15");
        let grain = "The governor travelled to Corrin for talks about grain.";
        let schools = "Schools in the valley will stay closed until Monday.";
        assert_eq!(
            told(&[MARKET, BLOOD, grain], &[&later, BLOOD, schools]).as_deref(),
            Some("b adds sentence 3; leaves out sentence 3 of a; says 15 where sentence 1 has 12")
        );
    }

    #[test]
    fn a_plain_copy_has_nothing_to_say() {
        assert_eq!(told(&[MARKET, BLOOD], &[MARKET, BLOOD]), None);
    }
}
