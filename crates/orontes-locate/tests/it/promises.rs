//! What holds for any text: every place mention is answered, nothing panics, the same input gives the same output.

use crate::world::{World, mention, reading, report};
use orontes_locate::locate;
use orontes_model::{MentionForm, Resolution, Span};
use proptest::prelude::*;
use std::sync::OnceLock;

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| World::shipped(&[]))
}

/// Texts of words that tell something about places, of names, and of anything.
fn texts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Hama",
        "Suran",
        "al-Qusayr",
        "Homs",
        "Syria",
        "Hmoth (Homs)",
        "north of",
        "30 km",
        "of",
        "from",
        "between",
        "and",
        "the village of",
        "province",
        "countryside",
        "also known as",
        ",",
        ".",
        "(",
        ")",
        "’s",
        "\n\n",
        "حماة",
        "or",
        "in",
    ]);
    prop::collection::vec(prop_oneof![words.prop_map(str::to_owned), "\\PC{0,8}"], 0..30)
        .prop_map(|it| it.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn every_place_mention_of_any_text_is_answered_alike_each_time(text in texts(), cuts in prop::collection::vec(0usize..200, 0..12)) {
        let mut reading = reading(&text, &[]);
        let mut spans: Vec<Span> = cuts
            .chunks(2)
            .filter_map(|it| {
                let (a, b) = (it[0].min(text.len()), it.last().map_or(0, |end| it[0] + end % 20).min(text.len()));
                text.get(a..b).map(|_| Span::new(a, b))
            })
            .chain(world().gazetteer.find_in(&text).into_iter().map(|it| it.span))
            .collect();
        spans.sort();
        reading.mentions = spans.into_iter().map(mention).collect();
        if let [first, .., last] = reading.mentions.as_mut_slice() {
            last.antecedent = Some(0);
            last.form = MentionForm::Pronoun;
            first.antecedent = None;
        }
        let report = report(&text);
        let once = locate(&world().gazetteer, &world().roads, &report, &reading);
        prop_assert_eq!(once.value.places.len(), reading.mentions.len());
        for (idx, place) in once.value.places.iter().enumerate() {
            prop_assert_eq!(place.mention, idx);
            prop_assert!(text.get(place.span.range()).is_some());
            if let Resolution::Several(them) = &place.resolution {
                prop_assert!(!them.is_empty() && them.windows(2).all(|it| it[0].score >= it[1].score));
            }
        }
        prop_assert_eq!(&once, &locate(&world().gazetteer, &world().roads, &report, &reading));
    }
}

#[test]
fn a_long_report_costs_in_proportion() {
    // A gazetteer of a yearbook: a thousand different names, each compared with a bounded number of others.
    let names: Vec<String> = world()
        .gazetteer
        .places()
        .iter()
        .filter(|it| it.id.starts_with("sy."))
        .map(|it| it.name.clone())
        .collect();
    let text = names.iter().cycle().take(4000).cloned().collect::<Vec<_>>().join(" fell. ");
    let mut reading = reading(&text, &[]);
    reading.mentions = world().gazetteer.find_in(&text).iter().map(|it| mention(it.span)).collect();
    assert!(reading.mentions.len() > 3000);
    let located = locate(&world().gazetteer, &world().roads, &report(&text), &reading).value;
    assert_eq!(located.places.len(), reading.mentions.len());
}
