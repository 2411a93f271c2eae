//! Whatever a claim or dossier holds comes back from its stored shape as it went in.

use super::*;
use orontes_model::{
    AliasClaim, Basis, Bound, Claim, ClaimId, ConsequenceClaim, ControlClaim, ControlStatus, Date, Digest,
    EventClaim, FigureClaim, GeographyClaim, Modality, Note, Party, PlaceRef, Plover, Precision, Quote,
    RelationClaim, Severity, SourceClaim, Span, SpeechKind, Statement, When,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just("Arden «مدينة» \u{a0}\"\\\u{0}".to_owned()), ".{0,12}"]
}

fn span() -> impl Strategy<Value = Span> {
    (any::<u32>(), any::<u32>()).prop_map(|(start, end)| Span { start, end })
}

fn day() -> impl Strategy<Value = Date> {
    (-9999i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

fn when() -> impl Strategy<Value = When> {
    let bases = vec![
        Basis::Explicit,
        Basis::ExplicitAmbiguousOrder,
        Basis::Weekday,
        Basis::Relative,
        Basis::Anchored,
        Basis::Publication,
        Basis::Content,
        Basis::Unknown,
    ];
    (of(day()), of(day()), select(bases)).prop_map(|(from, to, basis)| When { from, to, basis })
}

fn party() -> impl Strategy<Value = Party> {
    (text(), of(text()), of(text()), of(text()), of(span()))
        .prop_map(|(name, id, country, sector, span)| Party { name, id, country, sector, span })
}

fn place() -> impl Strategy<Value = PlaceRef> {
    let precisions = vec![Precision::Exact, Precision::Near, Precision::Region];
    (text(), of(text()), of(span()), select(precisions), of(text()))
        .prop_map(|(name, id, span, precision, qualifier)| PlaceRef { name, id, span, precision, qualifier })
}

fn ids() -> impl Strategy<Value = Vec<ClaimId>> {
    vec(text().prop_map(ClaimId), 0..3)
}

fn number() -> impl Strategy<Value = Option<f64>> {
    of(prop_oneof![proptest::num::f64::NORMAL, proptest::num::f64::ZERO, proptest::num::f64::SUBNORMAL])
}

fn event() -> impl Strategy<Value = Statement> {
    let plover = of((text(), of(text())).prop_map(|(event_type, mode)| Plover { event_type, mode }));
    let who = (vec(party(), 0..3), vec(party(), 0..3), vec(place(), 0..3));
    (text(), who, of(when()), (of(text()), plover, of(text())), (of(span()), of(span())), ids()).prop_map(
        |(event_type, (actors, targets, places), date, (acled, plover, predicate), spans, figures)| {
            let (trigger, motive) = spans;
            Statement::Event(EventClaim {
                event_type,
                actors,
                targets,
                places,
                date,
                acled,
                plover,
                predicate,
                trigger,
                motive,
                figures,
            })
        },
    )
}

fn figure() -> impl Strategy<Value = Statement> {
    let numbers = (number(), number(), number());
    let rest = (span(), text(), of(when()), vec(place(), 0..3), of(text()));
    (text(), text(), numbers, select(Bound::ALL), rest).prop_map(
        |(measure, unit, (low, best, high), bound, (number, scope, as_of, places, of_whom))| {
            Statement::Figure(FigureClaim {
                measure,
                unit,
                low,
                best,
                high,
                bound,
                number,
                scope,
                as_of,
                places,
                of_whom,
            })
        },
    )
}

fn control() -> impl Strategy<Value = Statement> {
    (place(), of(party()), select(ControlStatus::ALL), of(when()), of(when())).prop_map(
        |(place, holder, status, from, to)| {
            Statement::Control(ControlClaim { place, holder, status, from, to })
        },
    )
}

fn the_rest() -> impl Strategy<Value = Statement> {
    let alias = (text(), text(), text(), span(), of(span())).prop_map(
        |(alias, canonical, evidence_kind, alias_span, canonical_span)| {
            Statement::Alias(AliasClaim { alias, canonical, evidence_kind, alias_span, canonical_span })
        },
    );
    let relation =
        (party(), text(), party(), any::<bool>()).prop_map(|(subject, predicate, object, past)| {
            Statement::Relation(RelationClaim { subject, predicate, object, past })
        });
    let geography =
        (place(), text(), of(place()), of(text())).prop_map(|(subject, predicate, object, value)| {
            Statement::Geography(GeographyClaim { subject, predicate, object, value })
        });
    let consequence =
        (span(), span(), ids(), ids()).prop_map(|(cause, effect, cause_claims, effect_claims)| {
            Statement::Consequence(ConsequenceClaim { cause, effect, cause_claims, effect_claims })
        });
    let source = (text(), of(text()), text(), select(SpeechKind::ALL), of(span())).prop_map(
        |(source, source_id, verb, mention_kind, source_span)| {
            Statement::Source(SourceClaim { source, source_id, verb, mention_kind, source_span })
        },
    );
    prop_oneof![alias, relation, geography, consequence, source]
}

fn quote() -> impl Strategy<Value = Quote> {
    (span(), text()).prop_map(|(received, text)| Quote { received, text })
}

fn cited() -> impl Strategy<Value = Cited> {
    let statement = prop_oneof![event(), figure(), control(), the_rest()];
    let head = (text(), text(), any::<[u8; 32]>(), span(), any::<u32>());
    let voice = (select(Modality::ALL), vec(text(), 0..4), 0.0..=1.0);
    (head, voice, statement, quote(), quote()).prop_map(
        |(
            (id, report, digest, evidence, ordinal),
            (modality, attribution, salience),
            statement,
            words,
            sentence,
        )| {
            let claim = Claim {
                id: ClaimId(id),
                report,
                digest: Digest(digest),
                evidence,
                sentence: ordinal,
                modality,
                attribution,
                salience,
                statement,
            };
            Cited { claim, evidence: words, sentence }
        },
    )
}

fn dossier() -> impl Strategy<Value = Dossier> {
    let severities = vec![Severity::Info, Severity::Warning, Severity::Refused];
    let note = (select(severities), of(span()), text(), vec(text(), 0..3))
        .prop_map(|(severity, span, message, hints)| Note { severity, span, message, hints });
    let head = (text(), any::<[u8; 32]>(), of(text()), of(text()), when());
    let tail = (vec(quote(), 0..4), vec(any::<u8>(), 0..9));
    (head, of((text(), span())), vec(span(), 0..3), vec(note, 0..3), tail).prop_map(
        |(
            (name, digest, title, publisher, published),
            machine_written,
            boilerplate,
            notes,
            (sentences, fingerprint),
        )| {
            Dossier {
                name,
                digest: Digest(digest),
                title,
                publisher,
                published,
                machine_written,
                boilerplate,
                notes,
                sentences,
                fingerprint,
            }
        },
    )
}

proptest! {
    #[test]
    fn every_claim_comes_back_as_it_was(cited in cited()) {
        let row = encode_claim(&cited).unwrap();
        prop_assert_eq!(decode_claim(&row).unwrap(), cited);
    }

    #[test]
    fn every_dossier_comes_back_as_it_was(dossier in dossier()) {
        let row = encode_dossier(&dossier).unwrap();
        prop_assert_eq!(decode_dossier(&row).unwrap(), dossier);
    }

    #[test]
    fn no_row_makes_the_decoder_panic(row in ".{0,80}") {
        let _ = decode_claim(&row);
        let _ = decode_dossier(&row);
    }
}

#[test]
fn a_number_that_is_none_is_kept_as_absent() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut cited = cited().new_tree(&mut runner).unwrap().current();
    cited.claim.salience = f64::NAN;
    let back = decode_claim(&encode_claim(&cited).unwrap()).unwrap();
    assert_eq!(back.claim.salience, 0.0);
}

#[test]
fn a_word_that_nothing_stands_for_is_named() {
    let error = format_from_word("papyrus").unwrap_err();
    assert_eq!(error.to_string(), "format has no value \"papyrus\"");
}
