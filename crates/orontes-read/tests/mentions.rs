//! What holds of the mentions of any text.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod known;

use known::Known;
use orontes_model::{MentionForm, Reading, When};
use proptest::prelude::*;
use std::sync::LazyLock;

static KNOWN: LazyLock<Known> = LazyLock::new(Known::load);

/// Words of reports and of nothing, joined in any order.
const WORDS: [&str; 34] = [
    "We",
    "I",
    "\"",
    "told",
    "Hama",
    "the",
    "city",
    "He",
    "said",
    "Al",
    "-",
    "al-Sham",
    "Gen.",
    "Army",
    "5th",
    "of",
    "Front",
    "’s",
    "'",
    "Syrian",
    "group",
    "(RSF)",
    ",",
    ".",
    "\n",
    "“",
    "it",
    "IEDs",
    "Порт",
    "مدينة",
    "New",
    "Gunmen",
    "USS",
    "\u{301}",
];

fn check(text: &str) -> Result<Reading, TestCaseError> {
    let reading = KNOWN.read(text, When::default());
    for (at, it) in reading.mentions.iter().enumerate() {
        prop_assert!(text.get(it.span.range()).is_some_and(|it| !it.is_empty()), "{:?} of {text:?}", it.span);
        prop_assert!(it.tokens.contains(&it.head) && it.tokens.end <= reading.tokens.len());
        if let Some(before) = it.antecedent {
            // "We won," the general said: only the first person may stand before who it is.
            let first = ["I", "me", "myself", "we", "We", "us", "ourselves"].contains(&it.span.of(text));
            prop_assert!(before < at || first, "{at} goes back to {before}");
            prop_assert!(reading.mentions[before].form != MentionForm::Pronoun);
            prop_assert!(reading.mentions[before].antecedent.is_none());
        }
        prop_assert!(it.form != MentionForm::Pronoun || it.antecedent.is_some());
    }
    prop_assert!(reading.mentions.is_sorted_by_key(|it| it.span.start));
    Ok(reading)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn mentions_of_any_letters_fit_their_text(text in "\\PC{0,120}") {
        check(&text)?;
    }

    #[test]
    fn mentions_of_any_words_fit_their_text(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..40)) {
        check(&words.join(" "))?;
    }
}

/// The names of a text with their kinds, in order.
fn names(text: &str) -> Vec<(&'static str, String)> {
    let reading = KNOWN.read(text, When::default());
    let named = reading.mentions.iter().filter(|it| it.form == MentionForm::Name);
    named.map(|it| (it.kind.word(), it.span.of(text).to_owned())).collect()
}

#[test]
fn names_keep_their_particles_nicknames_and_arms() {
    let text = "Abu Sahl al-Masri met Gen. Ilyas \"Tiger\" Venn on Monday. Soldiers of the 321st Field \
                Artillery Regiment moved to South Ardania.";
    let expected = [
        ("person", "Abu Sahl al-Masri"),
        ("person", "Ilyas \"Tiger\" Venn"),
        ("actor", "321st Field Artillery Regiment"),
        ("place", "South Ardania"),
    ];
    let found = names(text);
    for (kind, name) in expected {
        assert!(found.contains(&(kind, name.to_owned())), "{kind} {name} is not in {found:?}");
    }
}

#[test]
fn a_surname_that_opens_its_sentence_is_the_person_named_before() {
    let found =
        names("Spokesman Peter Cook told reporters that troops had advanced. Cook said it was a start.");
    assert!(found.contains(&("person", "Cook".to_owned())), "{found:?}");
}

/// What a description of a text goes back to.
fn antecedent(text: &str, description: &str) -> Option<String> {
    let reading = KNOWN.read(text, When::default());
    let last = reading.mentions.iter().rev().find(|it| it.span.of(text) == description)?;
    Some(reading.mentions[last.antecedent?].span.of(text).to_owned())
}

#[test]
fn rebels_are_those_whom_the_report_has_named() {
    let text =
        "Ruvu Army rebels took Brenna on Monday, a witness said. Troops fled. Rebels then burned the town.";
    let named = antecedent(text, "Rebels");
    assert!(named.as_deref().is_some_and(|it| it.starts_with("Ruvu Army")), "{named:?}");
    let two = "Ruvu Army rebels and Free Front rebels met in Brenna. The rebels then burned the town.";
    assert_eq!(antecedent(two, "The rebels"), None);
}

/// A report eight times as long may take at most about eight times as long. Times are noisy where much else
/// runs: the bound lies between linear (8) and quadratic (64).
#[test]
fn eight_times_the_report_is_not_sixty_times_the_work() {
    let line =
        "Gen. Abu Omar of the Lion Guard Front said the group had left Wad Rawah, a village near Hama. ";
    let least = |n: usize| {
        let text = line.repeat(n);
        let time = || {
            let start = known::computed_ns();
            assert!(!KNOWN.read(&text, When::default()).mentions.is_empty());
            known::computed_ns() - start
        };
        (0..3).map(|_| time()).min().unwrap()
    };
    let (short, long) = (least(40), least(320));
    assert!(long < short * 32, "{short} and {long} ns");
}

#[test]
fn a_name_joined_to_a_place_is_one_and_so_is_what_falls() {
    let text = "Most fled toward Ardwick and Bellmoor. Officials met there on Monday. If Corvale falls, the road is cut.";
    assert_eq!(
        names(text),
        [("place", "Ardwick".into()), ("place", "Bellmoor".into()), ("place", "Corvale".into())]
    );
}

#[test]
fn a_town_that_people_fled_says_nothing() {
    let text =
        "The United Nations warned of hunger. About 500 people have fled Ardwick since Monday, it said.";
    let reading = KNOWN.read(text, When::default());
    let said = reading.mentions.iter().find(|it| it.span.of(text) == "it");
    let meant = said.and_then(|it| it.antecedent).map(|it| reading.mentions[it].span.of(text));
    assert_eq!(meant, Some("United Nations"));
}
