//! Turns a name into its consonants, so that the many romanisations of one Arabic name meet.
//!
//! Goals: "Kweires", "Kuweires" and "Quwayris" share a skeleton, and so does the name in Arabic letters; vowels,
//! doubled letters, emphatic letters, the article and a final -a, -ah, -eh are left out. What it does not try:
//! short names. Two consonants say nothing ("Hama", "Homs" and "Hamas" are one vowel apart), so names with
//! fewer than three consonants have none; they meet by their vowels too ([`key_of`]).

use crate::fold::fold;

/// Fewest consonants that tell a name. With two, a third of all names of a country fall together.
const MIN_CONSONANTS: usize = 3;

/// Returns the consonants of a name in Latin or Arabic letters; `None` where they are too few to tell it.
pub fn skeleton(name: &str) -> Option<String> {
    bones_of(&fold(name))
}

/// The consonants of a folded name.
fn bones_of(folded: &str) -> Option<String> {
    let mut bones = String::with_capacity(folded.len());
    for word in folded.split(' ').filter(|it| *it != "al") {
        if word.is_ascii() {
            push_latin(word, &mut bones);
        } else {
            push_arabic(word, &mut bones)?;
        }
    }
    (bones.chars().count() >= MIN_CONSONANTS).then_some(bones)
}

/// Returns the key under which spellings of one folded name meet: its consonants, or, where those are too few to tell it,
/// its letters with what romanisations do differently made one ("Houla", "Houleh"; "Nawa", "Nawaa").
pub(crate) fn key_of(folded: &str) -> Option<String> {
    bones_of(folded).or_else(|| short_key(folded))
}

/// Opens the keys of short names: no consonant is written so.
pub(crate) const SHORT: char = '~';

/// Shortest name that has a key. Of three letters, half are another word.
const MIN_LETTERS: usize = 4;

fn short_key(folded: &str) -> Option<String> {
    let mut key = String::from(SHORT);
    for word in folded.split(' ').filter(|it| *it != "al") {
        if !word.bytes().all(|it| it.is_ascii_lowercase()) {
            return None;
        }
        // -a, -ah, -eh and -e write one ending.
        let stem = strip_ending(word);
        let stem = stem.strip_suffix('e').map_or_else(|| stem.to_owned(), |it| format!("{it}a"));
        let one = stem.replace("ou", "u").replace("oo", "u").replace("ee", "i");
        one.chars().for_each(|ch| {
            if !key.ends_with(ch) {
                key.push(ch);
            }
        });
        key.push(' ');
    }
    (key.len() > SHORT.len_utf8() + MIN_LETTERS).then(|| key.trim_end().to_owned())
}

/// Pairs and triples of Latin letters that stand for one consonant, longest first; then single letters.
/// French "ch" and "dj", German "sch", Turkish "c" for j are left to the alias tables where they clash.
const LATIN: [(&str, &str); 14] = [
    ("sch", "S"),
    ("tch", "S"),
    ("sh", "S"),
    ("ch", "S"),
    ("kh", "h"),
    ("gh", "g"),
    ("rh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("dj", "j"),
    ("zh", "j"),
    ("ck", "k"),
    ("q", "k"),
];

fn push_latin(word: &str, bones: &mut String) {
    // Assimilated articles that are written as one word with the noun stay in: "Assuwayda" keeps its s.
    let mut rest = strip_ending(word);
    let mut at_start = true;
    // A doubled letter is one consonant, the same consonant after a vowel is another: "Hmeimim" has three m.
    let mut last = "";
    while let Some(ch) = rest.chars().next() {
        let pair = LATIN.iter().find(|it| rest.starts_with(it.0));
        // English writes j before e, i and y as g ("Gerablus").
        let soft = ch == 'g' && pair.is_none() && rest[1..].starts_with(['e', 'i', 'y']);
        let lone = if soft { "j" } else { single(ch, at_start) };
        let (bone, len) = pair.map_or((lone, 1), |it| (it.1, it.0.len()));
        if bone != last {
            bones.push_str(bone);
        }
        last = bone;
        rest = &rest[len..];
        at_start = false;
    }
}

/// Leaves out a final h after a vowel: -ah and -eh write the same ending as -a and -e.
fn strip_ending(word: &str) -> &str {
    match word.strip_suffix('h') {
        Some(stem) if stem.ends_with(['a', 'e', 'i', 'o', 'u']) => stem,
        Some(_) | None => word,
    }
}

fn single(ch: char, at_start: bool) -> &'static str {
    match ch {
        'b' | 'p' => "b",
        'c' | 'k' => "k",
        'd' => "d",
        'f' | 'v' => "f",
        'g' => "g",
        'h' => "h",
        'j' => "j",
        'l' => "l",
        'm' => "m",
        'n' => "n",
        'r' => "r",
        's' => "s",
        't' => "t",
        'x' => "ks",
        'z' => "z",
        // Inside a word these write long vowels as often as consonants ("Sweida", "Suwayda").
        'w' if at_start => "w",
        'y' if at_start => "y",
        _ => "",
    }
}

/// Adds the consonants of a word in Arabic letters; `None` for any other script.
fn push_arabic(word: &str, bones: &mut String) -> Option<()> {
    let stem = word.strip_prefix("ال").filter(|it| it.chars().count() > 2).unwrap_or(word);
    let last = stem.chars().count().saturating_sub(1);
    for (idx, ch) in stem.chars().enumerate() {
        let bone = match ch {
            'ب' | 'پ' => "b",
            'ت' | 'ط' | 'ث' => "t",
            'ج' | 'چ' => "j",
            'ه' if idx == last => "",
            'ح' | 'خ' | 'ه' => "h",
            'د' | 'ذ' | 'ض' => "d",
            'ر' => "r",
            'ز' | 'ظ' => "z",
            'س' | 'ص' => "s",
            'ش' => "S",
            'غ' | 'گ' => "g",
            'ف' | 'ڤ' => "f",
            'ق' | 'ك' => "k",
            'ل' => "l",
            'م' => "m",
            'ن' => "n",
            'و' if idx == 0 => "w",
            'ي' if idx == 0 => "y",
            'و' | 'ي' | 'ا' | 'ع' | 'ء' => "",
            _ => return None,
        };
        bones.push_str(bone);
    }
    Some(())
}

/// Says whether two folded names in Latin letters put their vowels at the same joints. Long names may differ there
/// ("Hmeimim", "Humaymim"); for three consonants it is what keeps "Homs" and "Hamas" apart.
pub(crate) fn same_joints(a: &str, b: &str) -> bool {
    joints(a) == joints(b)
}

fn joints(folded: &str) -> Vec<bool> {
    let mut pattern: Vec<bool> = Vec::new();
    for word in folded.split(' ').filter(|it| *it != "al") {
        for ch in strip_ending(word).chars() {
            let vowel = matches!(ch, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w');
            // A run of consonants counts once: "kh" and "h", "ss" and "s" are alike.
            if pattern.last() != Some(&vowel) {
                pattern.push(vowel);
            }
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn romanisations_of_one_name_share_a_skeleton() {
        for names in [
            ["Kweires", "Kuweires", "Quwayris"],
            ["Tartus", "Tartous", "طرطوس"],
            ["Khan Sheikhoun", "Khan Shaykhun", "خان شيخون"],
            ["Qusayr", "al-Qusair", "القصير"],
            ["Rastan", "Ar-Rastan", "الرستن"],
            ["Hmeimim", "Khmeimim", "حميميم"],
        ] {
            assert_eq!(skeleton(names[0]), skeleton(names[1]));
            assert_eq!(skeleton(names[0]), skeleton(names[2]));
            assert!(skeleton(names[0]).is_some());
        }
    }

    #[test]
    fn short_names_have_none() {
        assert_eq!(skeleton("Hama"), None);
        assert_eq!(skeleton("Киев"), None);
        assert_eq!(skeleton(""), None);
    }

    #[test]
    fn short_names_meet_by_their_vowels() {
        for (a, b) in
            [("Houla", "Houleh"), ("Nawa", "Nawaa"), ("Hama", "Hamah"), ("Douma", "Duma"), ("Tiz", "Tiiz")]
        {
            let (one, other) = (key_of(&fold(a)), key_of(&fold(b)));
            assert_eq!(one.is_some() && one == other, a != "Tiz", "{a} {b}");
        }
        for (a, b) in
            [("Hama", "Hamas"), ("Hama", "Homs"), ("Hama", "Himo"), ("Nawa", "Niwa"), ("Gaza", "Giza")]
        {
            assert_ne!(key_of(&fold(a)), key_of(&fold(b)), "{a} {b}");
        }
    }

    #[test]
    fn homs_and_hamas_differ_at_the_joints() {
        assert_eq!(skeleton("Homs"), skeleton("Hamas"));
        assert!(!same_joints("homs", "hamas"));
        assert!(same_joints("homs", "hims"));
        assert!(same_joints("tartus", "tartous"));
    }

    proptest! {
        #[test]
        fn any_text_is_taken(name in "\\PC{0,40}") {
            let _ = (skeleton(&name), key_of(&name));
        }
    }
}
