//! Turns the dictionary form of a trigger into the forms in which texts write it.
//!
//! Rules are found by written forms and not by lemmas: a lemmatiser errs on the rare verbs of war ("fled",
//! "shelled") more than anywhere else, and a form says as much.

use std::collections::BTreeMap;

/// Irregular forms by lemma, as the book lists them.
pub(crate) type Irregular = BTreeMap<String, Vec<String>>;

/// The written forms of a verb.
pub(crate) fn verb_forms(lemma: &str, irregular: &Irregular) -> Vec<String> {
    let mut out = vec![lemma.to_owned(), third_person(lemma)];
    // "overtake" goes as "take", "rebuild" as "build".
    let known = irregular.get(lemma).map(|forms| ("", forms)).or_else(|| {
        let prefixes = ["over", "out", "re", "re-", "un", "under", "with"];
        prefixes.into_iter().find_map(|it| Some((it, irregular.get(lemma.strip_prefix(it)?)?)))
    });
    match known {
        Some((prefix, forms)) => out.extend(forms.iter().map(|it| format!("{prefix}{it}"))),
        None => {
            let stem = doubled(lemma);
            out.push(match lemma {
                _ if lemma.ends_with('e') => format!("{lemma}d"),
                _ if consonant_y(lemma) => format!("{}ied", &lemma[..lemma.len() - 1]),
                _ => format!("{stem}ed"),
            });
            out.push(match lemma {
                _ if lemma.ends_with("ie") => format!("{}ying", &lemma[..lemma.len() - 2]),
                _ if lemma.ends_with("ee") || lemma.ends_with("ye") || lemma.ends_with("oe") => {
                    format!("{lemma}ing")
                }
                _ if lemma.ends_with('e') => format!("{}ing", &lemma[..lemma.len() - 1]),
                _ => format!("{stem}ing"),
            });
            // British and American writing differ for verbs whose last syllable is unstressed ("target").
            if stem != lemma {
                out.extend([format!("{lemma}ed"), format!("{lemma}ing")]);
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

/// The written forms of a noun.
pub(crate) fn noun_forms(lemma: &str, irregular: &Irregular) -> Vec<String> {
    let mut out = vec![lemma.to_owned()];
    // What is irregular as a verb ("struck") has its plural by the rule ("strikes"); one that nobody writes does no harm.
    match lemma.strip_suffix("man") {
        Some(stem) => out.push(format!("{stem}men")),
        None => out.push(third_person(lemma)),
    }
    out.extend(irregular.get(lemma).into_iter().flatten().cloned());
    out.sort();
    out.dedup();
    out
}

/// The dictionary forms that a written noun may have, itself first.
pub fn singulars(form: &str) -> impl Iterator<Item = String> + '_ {
    let ies = form.strip_suffix("ies").map(|it| format!("{it}y"));
    let es = form.strip_suffix("es").map(str::to_owned);
    let s = form.strip_suffix('s').filter(|it| !it.ends_with('s')).map(str::to_owned);
    let men = form.strip_suffix("men").map(|it| format!("{it}man"));
    std::iter::once(form.to_owned()).chain(s).chain(es).chain(ies).chain(men)
}

fn third_person(lemma: &str) -> String {
    let sibilant = ["s", "sh", "ch", "x", "z", "o"].iter().any(|it| lemma.ends_with(it));
    match lemma {
        _ if consonant_y(lemma) => format!("{}ies", &lemma[..lemma.len() - 1]),
        _ if sibilant => format!("{lemma}es"),
        _ => format!("{lemma}s"),
    }
}

fn consonant_y(lemma: &str) -> bool {
    let before = lemma.strip_suffix('y').and_then(|it| it.chars().last());
    before.is_some_and(|it| !is_vowel(it))
}

/// "grab" doubles its last letter, "raid" and "bomb" do not.
fn doubled(lemma: &str) -> String {
    let letters: Vec<char> = lemma.chars().rev().take(3).collect();
    match letters[..] {
        [last, vowel, before]
            if !is_vowel(last)
                && !"wxyh".contains(last)
                && is_vowel(vowel)
                && !is_vowel(before)
                && last.is_ascii() =>
        {
            format!("{lemma}{last}")
        }
        _ => lemma.to_owned(),
    }
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(lemma: &str) -> String {
        verb_forms(lemma, &Irregular::new()).join(" ")
    }

    #[test]
    fn regular_verbs_follow_the_spelling_of_english() {
        assert_eq!(forms("seize"), "seize seized seizes seizing");
        assert_eq!(forms("occupy"), "occupied occupies occupy occupying");
        assert_eq!(forms("clash"), "clash clashed clashes clashing");
        assert!(forms("grab").contains("grabbed") && forms("grab").contains("grabbing"));
        assert!(forms("target").contains("targeted"));
        assert!(forms("flee").contains("fleeing"));
    }

    #[test]
    fn a_prefix_keeps_irregular_forms() {
        let irregular = Irregular::from([("take".to_owned(), vec!["took".to_owned(), "taken".to_owned()])]);
        assert!(verb_forms("retake", &irregular).contains(&"retook".to_owned()));
    }

    #[test]
    fn a_noun_whose_verb_is_irregular_has_a_plural() {
        let irregular = Irregular::from([("strike".to_owned(), vec!["struck".to_owned()])]);
        assert!(noun_forms("strike", &irregular).contains(&"strikes".to_owned()));
        assert_eq!(noun_forms("gunman", &irregular), ["gunman", "gunmen"]);
    }

    #[test]
    fn no_verb_makes_it_panic() {
        for lemma in ["", "é", "y", "go", "ee", "blow up"] {
            assert!(!verb_forms(lemma, &Irregular::new()).is_empty());
        }
    }
}
