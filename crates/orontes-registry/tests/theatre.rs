//! The shipped theatre of Syria, read as the engine reads it.

use orontes_model::{Date, Noted};
use orontes_registry::Registry;

const FILES: &[(&str, &str)] = &[
    ("theatres/syria/actors.tsv", include_str!("../../../data/theatres/syria/actors.tsv")),
    ("theatres/syria/ties.tsv", include_str!("../../../data/theatres/syria/ties.tsv")),
    ("theatres/syria/sources.tsv", include_str!("../../../data/theatres/syria/sources.tsv")),
    (
        "world/countries.tsv",
        "#iso3\tname\tdemonyms\nSYR\tSyria\tSyrian;Syrians\nRUS\tRussia\tRussian\nIRN\tIran\tIranian\nTUR\tTurkey\tTurkish\nUSA\tUnited States\tAmerican\nISR\tIsrael\tIsraeli\n",
    ),
];

fn syria() -> Registry {
    let Noted { value, notes } = Registry::parse(FILES);
    assert!(notes.is_empty(), "{notes:#?}");
    value
}

fn names(text: &str) -> Vec<(String, String)> {
    let registry = syria();
    let hits = registry.find_in(text);
    hits.into_iter().map(|it| (it.span.of(text).to_owned(), it.ids[0].clone())).collect()
}

#[test]
fn every_spelling_of_a_name_leads_to_its_actor() {
    let registry = syria();
    for (name, id) in [
        ("Hay’at Tahrir al-Sham", "sy.hts"),
        ("hayat tahrir AL-SHAM", "sy.hts"),
        ("the HTS", "sy.hts"),
        ("al-Jolani", "sy.golani"),
        ("Ahmad al Sharaa", "sy.golani"),
        ("Rami Abdulrahman", "sy.rami-abdel-rahman"),
        ("President's men", ""),
        ("IS", "sy.is"),
        ("is", ""),
        ("Isis", "sy.is"),
        ("al-Qaida", "sy.al-qaeda"),
        ("هيئة تحرير الشام", "sy.hts"),
    ] {
        assert_eq!(registry.by_name(name).first().map_or("", |it| it.id.as_str()), id, "{name}");
    }
}

#[test]
fn names_stand_where_they_are_written() {
    let found = names(
        "HTS fighters drove Syria's army out, said the Britain-based Syrian Observatory for Human Rights (SOHR).",
    );
    let words: Vec<&str> = found.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(words, ["HTS", "Syria", "army", "Britain-based Syrian Observatory for Human Rights", "SOHR"]);
}

#[test]
fn sides_follow_ties_by_day() {
    let registry = syria();
    let on = |year, month, day| Date::new(year, month, day).ok();
    let december = on(2024, 12, 5);
    assert!(registry.same_side("sy.hts", "sy.sna", december));
    assert!(registry.same_side("sy.25th-division", "sy.bashar-al-assad", december));
    assert!(registry.same_side("sy.sana", "sy.saa", december));
    assert!(registry.same_side("sy.golani", "sy.moc", december));
    assert!(registry.same_side("sy.quds-force", "syr", december));
    assert!(!registry.same_side("sy.hts", "sy.saa", december));
    assert!(!registry.same_side("sy.sdf", "sy.hts", december));
    assert!(!registry.same_side("rus", "sy.saa", on(2010, 1, 1)));
    assert!(registry.same_side("sy.hts", "syr", on(2025, 2, 1)));
}

#[test]
fn sources_have_grades() {
    let registry = syria();
    assert_eq!(registry.source_by_name("Syrian Observatory").map(|it| it.reliability.word()), Some("C"));
    assert_eq!(registry.source_by_name("Syria's state news agency").map(|it| it.is_agency), Some(true));
    for source in registry.sources() {
        assert!(source.side.as_deref().is_none_or(|it| registry.by_id(it).is_some()), "{}: side", source.id);
    }
}

#[test]
fn a_bad_row_is_a_note_with_its_line() {
    let noted = Registry::parse(&[
        ("a/actors.tsv", "#id\tname\tkind\nx\tX\tforce\ny\tY\tgang\nx\tZ\tforce\n"),
        ("a/ties.tsv", "#subject\tpredicate\tobject\nx\tpart_of\tnobody\n"),
    ]);
    assert_eq!(noted.value.actors().len(), 1);
    let messages: Vec<&str> = noted.notes.iter().map(|it| it.message.as_str()).collect();
    assert!(
        messages[0].starts_with("a/actors.tsv:3:") && messages[1].starts_with("a/actors.tsv:4:"),
        "{messages:?}"
    );
    assert!(messages[2].contains("nobody"));
}

#[test]
fn the_army_of_a_country_is_one_party_by_whatever_name_and_that_of_a_people_is_none_of_it() {
    let files = [
        ("world/countries.tsv", "#iso3\tname\tadjectives\nXAR\tArdenia\tArdenian\nXBR\tBraya\tBrayan\n"),
        ("world/sectors.tsv", "# words\tsector\trule\narmy;military;armed forces\tMIL\t\n"),
        (
            "world/actors.tsv",
            "#id\tname\tkind\tcountry\tsector\taliases\nxar.army\tArdenian Armed Forces\tforce\tXAR\tMIL\tArdenian army\n",
        ),
    ];
    let registry = Registry::parse(&files).value;
    let who = |words: &str| registry.who(words, Some("XAR"), None);
    for words in ["Ardenia's military", "the armed forces", "Ardenian military"] {
        assert_eq!(who(words).id.as_deref(), Some("xar.army"), "{words}");
    }
    assert_eq!(who("Hill People's army").id, None);
    assert_eq!(registry.unlisted_army(&who("Hill People's army")), None);
    let brayan = |words: &str| registry.unlisted_army(&registry.who(words, None, None));
    assert_eq!(brayan("Braya's army"), Some("xbr".to_owned()));
    assert_eq!(brayan("Brayan military"), Some("xbr".to_owned()));
    assert_eq!(brayan("Brayan fishermen"), None);
}
