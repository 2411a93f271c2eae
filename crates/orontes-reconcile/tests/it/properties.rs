//! Order, repetition and pasted copies leave no trace.

use crate::arden::{Desk, event, figure};
use orontes_model::{Basis, Date, Modality, When};
use proptest::prelude::*;

const PLACES: &[&str] = &["Aven", "Bray", "Corrin"];
const TYPES: &[&str] =
    &["territory_capture", "clash", "airstrike", "withdrawal", "displacement", "intent_to_attack"];
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
        }
        desk
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

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
        }
    }
}
