//! What is stated of an invented country, held against its atlas.

use orontes_check::{Atlas, check};
use orontes_gazetteer::Gazetteer;
use orontes_model::{
    Check, Cited, Claim, ClaimId, Digest, GeographyClaim, Modality, PlaceRef, Precision, Quote, Span,
    Statement, Verdict,
};
use orontes_roads::Roads;

const COUNTRIES: &str =
    "#iso2\tiso3\tname\tcapital\tcapital_lat\tcapital_lon\tlat\tlon\tadjectives\tpeople\taliases\tmetonyms
XD\tXRD\tArdenia\tArden\t0\t20\t1\t20\tArdenian\tArdenians\t\t
";
const PLACES: &str = "#id\tname\tkind\tlat\tlon\tcountry\tparent\tpcode\tpopulation\tnames
north.gov\tNorth Province\tadm1\t1.8\t20\tXD\t\t\t\t
arden\tArden\tcity\t0\t20\tXD\t\t\t500000\t
brook\tBrook\ttown\t0.4\t20\tXD\t\t\t90000\t
cliff\tCliff\ttown\t0.8\t20.1\tXD\t\t\t85000\t
dale\tDale\ttown\t1.2\t20.2\tXD\t\t\t30000\t
elm\tElm\ttown\t1.6\t20.3\tXD\tnorth.gov\t\t20000\t
ford\tFord\ttown\t2.0\t20.4\tXD\tnorth.gov\t\t10000\t
glen\tGlen\ttown\t1.0\t20.8\tXD\t\t\t\t
holt\tHolt\ttown\t1.0\t19.2\tXD\t\t\t4000\t
square\tGreat Square\tsite\t0.41\t20.01\tXD\t\t\t\t
";
const ROADS: &str = "#from\tto\tref\tclass\tlength_km\tbasis\tsource
arden\tbrook\tM1\tmotorway\t48\tmeasured\tx
brook\tcliff\tM1\tmotorway\t50\tmeasured\tx
";

fn checked(subject: &str, predicate: &str, object: &str, value: &str) -> Check {
    checked_in("x", subject, predicate, object, value)
}

/// Checks a claim whose words are those of a sentence up to the bar.
fn checked_in(sentence: &str, subject: &str, predicate: &str, object: &str, value: &str) -> Check {
    let gazetteer = Gazetteer::parse(&[("places.tsv", PLACES), ("countries.tsv", COUNTRIES)]).value;
    let roads = Roads::parse(&[("roads.tsv", ROADS)], |id| gazetteer.by_id(id).and_then(|it| it.point));
    assert_eq!(roads.notes, []);
    let roads = roads.value;
    let place = |id: &str| {
        let known = gazetteer.by_id(id).or_else(|| gazetteer.country("XRD").filter(|_| id == "country"));
        PlaceRef {
            name: known.map_or(id.to_owned(), |it| it.name.clone()),
            id: known.map(|it| it.id.clone()),
            span: None,
            precision: Precision::Exact,
            qualifier: None,
        }
    };
    let fact = GeographyClaim {
        subject: place(subject),
        predicate: predicate.to_owned(),
        object: (!object.is_empty()).then(|| place(object)),
        value: (!value.is_empty()).then(|| value.to_owned()),
    };
    let quote = |text: &str| Quote { received: Span::new(0, 1), text: text.into() };
    let words = quote(sentence.split('|').next().unwrap_or(""));
    let whole = quote(&sentence.replace('|', ""));
    let claim = Claim {
        id: ClaimId("c1".into()),
        report: "r".into(),
        digest: Digest([0; 32]),
        evidence: Span::new(0, 1),
        sentence: 1,
        modality: Modality::Asserted,
        attribution: Vec::new(),
        salience: 0.5,
        statement: Statement::Geography(fact),
    };
    let cited = Cited { claim, evidence: words, sentence: whole };
    check(Atlas { gazetteer: &gazetteer, roads: &roads }, &[cited]).remove(0)
}

fn verdict(subject: &str, predicate: &str, object: &str, value: &str) -> Verdict {
    checked(subject, predicate, object, value).verdict
}

#[test]
fn a_distance_may_be_as_the_crow_flies_or_by_road_and_rounded() {
    for value in ["about 45 km", "just 40km", "50 kilometres", "28 miles"] {
        assert_eq!(verdict("brook", "distance_to", "arden", value), Verdict::Agrees, "{value}");
    }
    for value in ["20 km", "90 km", "100 miles"] {
        assert_eq!(verdict("brook", "distance_to", "arden", value), Verdict::Differs, "{value}");
    }
    assert_eq!(verdict("brook", "distance_to", "arden", "a stone's throw"), Verdict::Unchecked);
    let told = checked("brook", "distance_to", "arden", "40 km");
    assert!(told.known.contains("44 km as the crow flies, 48 km by road"), "{}", told.known);
    assert!(told.tolerance.contains("± 9 km"), "{}", told.tolerance);
}

#[test]
fn a_wrong_direction_spoils_a_right_distance() {
    assert_eq!(verdict("brook", "distance_and_direction_from", "arden", "45 km north"), Verdict::Agrees);
    assert_eq!(verdict("brook", "distance_and_direction_from", "arden", "45 km south"), Verdict::Differs);
    assert_eq!(verdict("brook", "distance_and_direction_from", "arden", "90 km north"), Verdict::Differs);
}

#[test]
fn a_direction_within_the_country_is_told_by_where_its_places_lie() {
    assert_eq!(verdict("ford", "in_direction", "country", "north"), Verdict::Agrees);
    assert_eq!(verdict("arden", "in_direction", "country", "northern"), Verdict::Differs);
    assert_eq!(verdict("dale", "in_direction", "country", "centre"), Verdict::Agrees);
    assert_eq!(verdict("arden", "in_direction", "country", "central"), Verdict::Differs);
    assert_eq!(verdict("holt", "in_direction", "country", "west"), Verdict::Agrees);
}

#[test]
fn a_rank_agrees_where_close_numbers_may_have_changed_places() {
    assert_eq!(verdict("arden", "size_rank_in_country", "country", "1"), Verdict::Agrees);
    assert_eq!(verdict("brook", "size_rank_in_country", "country", "3"), Verdict::Agrees);
    assert_eq!(verdict("dale", "size_rank_in_country", "country", "2"), Verdict::Differs);
    assert_eq!(verdict("glen", "size_rank_in_country", "country", "2"), Verdict::Unchecked);
}

#[test]
fn a_rank_in_a_part_of_a_country_is_not_that_of_the_country() {
    let verdict = |sentence: &str, subject: &str, object: &str, value: &str| {
        let check = checked_in(sentence, subject, "size_rank_in_country", object, value);
        (check.verdict, check.known)
    };
    let (agrees, known) = verdict("Dale is the largest city| in northern Ardenia.", "dale", "country", "1");
    assert_eq!(agrees, Verdict::Agrees, "{known}");
    assert!(known.contains("of the northern half"), "{known}");
    let (differs, known) = verdict("Ford is the largest city| in northern Ardenia.", "ford", "country", "1");
    assert_eq!(differs, Verdict::Differs, "{known}");
    let (unchecked, known) =
        verdict("Arden is the largest city| in northern Ardenia.", "arden", "country", "1");
    assert_eq!(unchecked, Verdict::Unchecked, "{known}");
    let (whole, _) =
        verdict("Arden is the largest city| in the country, in the north.", "arden", "country", "1");
    assert_eq!(whole, Verdict::Agrees, "what follows a comma is said of something else");
    let (area, known) = verdict("Elm is the largest city| in the province.", "elm", "north.gov", "1");
    assert_eq!(area, Verdict::Unchecked, "{known}");
}

#[test]
fn a_capital_of_another_sort_is_no_seat_of_government() {
    for words in
        ["Brook is the only state capital", "Brook, the provincial capital", "the de facto capital Brook"]
    {
        let check = checked_in(words, "brook", "capital_of", "country", "");
        assert_eq!(check.verdict, Verdict::Unchecked, "{words}");
        assert!(check.known.contains("capital"), "{}", check.known);
    }
    assert_eq!(
        checked_in("Brook, the capital", "brook", "capital_of", "country", "").verdict,
        Verdict::Differs
    );
}

#[test]
fn what_lies_in_what_follows_the_parents_and_a_site_its_town() {
    assert_eq!(verdict("elm", "located_in", "north.gov", ""), Verdict::Agrees);
    assert_eq!(verdict("elm", "located_in", "country", ""), Verdict::Agrees);
    assert_eq!(verdict("square", "located_in", "brook", ""), Verdict::Agrees);
    assert_eq!(verdict("square", "located_in", "ford", ""), Verdict::Differs);
    assert_eq!(verdict("arden", "capital_of", "country", ""), Verdict::Agrees);
    assert_eq!(verdict("brook", "capital_of", "country", ""), Verdict::Differs);
}

#[test]
fn what_no_atlas_has_is_said_to_be_unchecked() {
    assert_eq!(verdict("brook", "strategic", "", "strategic city"), Verdict::Unchecked);
    assert_eq!(verdict("nowhere", "near", "arden", ""), Verdict::Unchecked);
    assert_eq!(verdict("brook", "gateway_to", "arden", ""), Verdict::Unchecked);
    assert_eq!(verdict("brook", "near", "nowhere", ""), Verdict::Unchecked);
}
