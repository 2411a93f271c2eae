//! Order, repetition and pasted copies leave no trace.

use crate::arden::{Desk, event, figure, registry};
use orontes_model::{Basis, Corrections, Date, Modality, Span, StoryRuling, StoryVerdict, When};
use orontes_reconcile::{Filed, Fingerprint, Joined, reconcile};
use proptest::prelude::*;

const PLACES: &[&str] = &["Aven", "Bray", "Corrin", ""];
const TYPES: &[&str] = &[
    "territory_capture",
    "clash",
    "airstrike",
    "withdrawal",
    "displacement",
    "intent_to_attack",
    "statement_demand",
    "statement_claim",
];
const ACTORS: &[&str] = &["", "ar.front", "ar.league", "ar.army"];

fn when() -> impl Strategy<Value = Option<When>> {
    let start = Date::constant(2031, 3, 1);
    prop_oneof![
        Just(None),
        (0..40_i64).prop_map(move |it| Some(When::day(start + jiff::Span::new().days(it), Basis::Explicit))),
        (0..40_i64, 1..20_i64).prop_map(move |(it, width)| {
            let from = start + jiff::Span::new().days(it);
            Some(When::between(Some(from), Some(from + jiff::Span::new().days(width)), Basis::Content))
        }),
    ]
}

fn desk() -> impl Strategy<Value = Desk> {
    let modality = prop::sample::select(Modality::ALL.to_vec());
    let claim = (0..6_usize, modality, 0..TYPES.len(), 0..ACTORS.len(), 0..PLACES.len(), when(), 0..8_u32);
    prop::collection::vec(claim, 1..40).prop_map(|claims| {
        let mut desk = Desk::default();
        for at in 0..6 {
            desk.report(&format!("r{at}"), (at % 2 == 0).then_some("2031-03-20"));
        }
        for (report, modality, kind, actor, place, when, number) in claims {
            let report = format!("r{report}");
            match number {
                0 => desk.says(
                    &report,
                    modality,
                    figure("displaced", f64::from(place as u32 + 1) * 1000.0, ""),
                ),
                _ => desk.says(&report, modality, event(TYPES[kind], ACTORS[actor], PLACES[place], when)),
            };
            let sentence = format!("Sentence {} of {report}.", desk.claims.len());
            desk.in_words(&sentence);
        }
        desk
    })
}

/// Reports of which many go back to few texts: some word for word, some sentence by sentence, some by a machine.
fn related() -> impl Strategy<Value = Desk> {
    let text = (0..4_u32, 0..3_u32, any::<bool>());
    (desk(), prop::collection::vec(text, 6)).prop_map(|(mut desk, texts)| {
        for ((dossier, print), (text, telling, is_machine)) in desk.dossiers.iter_mut().zip(texts) {
            *print = telling_of(text, telling);
            dossier.machine_written = is_machine.then(|| ("by a machine".to_owned(), Span::new(0, 1)));
        }
        desk
    })
}

/// One text told with the same words (0 and 1) or with others (2).
fn telling_of(text: u32, telling: u32) -> Fingerprint {
    let words = |sentence: u32| (0..9).map(move |it| 1_000_003 * (text * 100 + sentence * 10 + it + 1));
    let own = |it: u32| if it % 3 == telling { it + telling } else { it };
    let sentences = (0..8).map(|it| sorted(words(it).map(own).collect())).collect();
    let told = if telling == 2 { 7 } else { 0 };
    let shingles = sorted((0..60).map(|it| 4 * (text * 10_000 + told * 1_000 + it + telling * 20)).collect());
    Fingerprint { shingles, sentences, ..Fingerprint::default() }
}

fn sorted(mut hashes: Vec<u32>) -> Vec<u32> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn reports_one_by_one_in_any_order_and_any_batches_give_the_picture_of_all_at_once(
        desk in related(),
        order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(),
        batch in 1..4_usize,
        ruled in prop::option::of((0..6_usize, 0..6_usize, any::<bool>())),
    ) {
        let rulings: Vec<StoryRuling> = ruled.into_iter().filter(|it| it.0 != it.1).map(|(one, other, is_same)| StoryRuling {
            one: format!("r{one}"),
            other: format!("r{other}"),
            verdict: if is_same { StoryVerdict::Same } else { StoryVerdict::Independent },
            by: "an analyst".to_owned(),
            moment: None,
            reason: None,
        }).collect();
        let rulings = Corrections { stories: rulings, ..Corrections::default() };
        let registry = registry();
        let filed: Vec<Filed<'_>> =
            desk.dossiers.iter().map(|(dossier, fingerprint)| Filed { dossier, fingerprint }).collect();
        let claims: Vec<Vec<_>> = filed.iter().map(|it| {
            desk.claims.iter().filter(|claim| claim.claim.report == it.dossier.name).cloned().collect()
        }).collect();
        let mut whole = Joined::new(&registry, &rulings);
        whole.add(&filed, &desk.claims);
        let mut grown = Joined::new(&registry, &rulings);
        for some in order.chunks(batch) {
            let there: Vec<Filed<'_>> = some.iter().map(|it| filed[*it]).collect();
            grown.add(&there, &[]);
            some.iter().for_each(|it| _ = grown.add(&[filed[*it]], &claims[*it]));
        }
        prop_assert_eq!(format!("{:?}", grown.picture()), format!("{:?}", whole.picture()));
        {
            prop_assert_eq!(whole.picture(), reconcile(&registry, &filed, &desk.claims, &rulings));
        }
    }

    #[test]
    fn the_order_of_reports_and_claims_does_not_matter(desk in desk(), seed in any::<u64>()) {
        let mut other = desk.clone();
        let mut random = seed | 1;
        let mut next = |below: usize| { random ^= random << 13; random ^= random >> 7; random ^= random << 17; random as usize % below };
        for at in (1..other.claims.len()).rev() { let with = next(at + 1); other.claims.swap(at, with); }
        for at in (1..other.dossiers.len()).rev() { let with = next(at + 1); other.dossiers.swap(at, with); }
        prop_assert_eq!(desk.picture(), other.picture());
    }

    #[test]
    fn what_is_said_twice_is_said_once(desk in desk()) {
        let mut other = desk.clone();
        other.claims.extend(desk.claims.clone());
        other.dossiers.extend(desk.dossiers.clone());
        prop_assert_eq!(desk.picture(), other.picture());
    }

    #[test]
    fn every_event_claim_stands_in_one_event(desk in desk()) {
        let picture = desk.picture();
        let mut told: Vec<_> = picture.events.iter().flat_map(|it| it.claims.clone()).collect();
        told.sort();
        let mut said: Vec<_> = desk.claims.iter()
            .filter(|it| it.claim.statement.kind() == orontes_model::Kind::Event)
            .map(|it| it.claim.id.clone()).collect();
        said.sort();
        prop_assert_eq!(told, said);
    }

    #[test]
    fn a_pasted_story_confirms_nothing(desk in desk(), n_copies in 1..5_usize) {
        let mut pasted = desk.clone();
        let (dossier, fingerprint) = desk.dossiers[0].clone();
        for copy in 0..n_copies {
            let name = format!("paste{copy}");
            let mut dossier = dossier.clone();
            dossier.name.clone_from(&name);
            pasted.dossiers.push((dossier, fingerprint.clone()));
            for cited in desk.claims.iter().filter(|it| it.claim.report == "r0") {
                let mut cited = cited.clone();
                cited.claim.report.clone_from(&name);
                cited.claim.id.0 = format!("{}-{name}", cited.claim.id.0);
                pasted.claims.push(cited);
            }
        }
        let (before, after) = (desk.picture(), pasted.picture());
        prop_assert_eq!(before.origins.len(), after.origins.len());
        prop_assert_eq!(before.events.len(), after.events.len());
        for event in &before.events {
            let same = after.events.iter().find(|it| it.claims.contains(&event.claims[0])).unwrap();
            prop_assert_eq!(event.origins, same.origins);
            prop_assert_eq!((event.likelihood, event.credibility), (same.likelihood, same.credibility));
            prop_assert_eq!((&event.event_type, &event.place_id), (&same.event_type, &same.place_id));
            prop_assert_eq!(event.best_day, same.best_day);
        }
    }
}
