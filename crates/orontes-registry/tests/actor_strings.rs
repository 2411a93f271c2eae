//! Actor strings of other hands, coded and compared: how often country and sector are right.
//!
//! The strings are not ours to ship; the test looks for them beside the checkout and says so where they are absent.

use orontes_model::Date;
use orontes_registry::Registry;
use serde_json::Value;
use std::path::PathBuf;

const FILES: &[(&str, &str)] = &[
    ("theatres/syria/actors.tsv", include_str!("../../../data/theatres/syria/actors.tsv")),
    ("theatres/syria/ties.tsv", include_str!("../../../data/theatres/syria/ties.tsv")),
    ("theatres/syria/sources.tsv", include_str!("../../../data/theatres/syria/sources.tsv")),
    ("world/actors.tsv", include_str!("../../../data/world/actors.tsv")),
    ("world/countries.tsv", include_str!("../../../data/world/countries.tsv")),
    ("world/cities.tsv", include_str!("../../../data/world/cities.tsv")),
    ("world/shy_names.tsv", include_str!("../../../data/world/shy_names.tsv")),
    ("world/seats.tsv", include_str!("../../../data/world/seats.tsv")),
    ("world/sectors.tsv", include_str!("../../../data/world/sectors.tsv")),
    ("world/offices.tsv", include_str!("../../../data/world/offices.tsv")),
    ("world/sources.tsv", include_str!("../../../data/world/sources.tsv")),
];

fn registry() -> Registry {
    let noted = Registry::parse(FILES);
    assert!(noted.notes.is_empty(), "{:#?}", noted.notes);
    noted.value
}

fn strings() -> Option<Vec<Value>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("ORONTES_SHARED").map_or(beside, PathBuf::from);
    let text = std::fs::read_to_string(shared.join("data/actors/actor_strings_dev.json")).ok()?;
    serde_json::from_str(&text).ok()
}

fn party(text: &str, context: Option<&str>, on: Option<&str>) -> (String, String, String) {
    let party = registry().who(text, context, on.and_then(|it| it.parse().ok()));
    let word = |it: Option<String>| it.unwrap_or_else(|| "-".to_owned());
    (word(party.country), word(party.sector), word(party.id))
}

fn check(rows: &[(&str, &str, &str, &str)]) {
    for (text, country, sector, id) in rows {
        let (got_country, got_sector, got_id) = party(text, None, None);
        assert_eq!(
            (got_country.as_str(), got_sector.as_str(), got_id.as_str()),
            (*country, *sector, *id),
            "{text}"
        );
    }
}

#[test]
fn a_head_decides_or_gives_way_to_what_it_belongs_to() {
    check(&[
        ("Iraqi border guards", "IRQ", "MIL", "-"),
        ("Houthi spokesman", "YEM", "REB", "-"),
        ("the interior ministry", "-", "GOV", "-"),
        ("Hamas fighters", "PSE", "REB", "sy.hamas"),
        ("a Pentagon spokesman", "USA", "MIL", "-"),
        ("opposition lawmakers", "-", "LEG", "-"),
        ("members of the Sinaloa cartel", "MEX", "CRM", "-"),
        ("President Bashar al-Assad’s forces", "SYR", "MIL", "-"),
        ("Haitian gang leader", "HTI", "CRM", "-"),
    ]);
}

#[test]
fn what_backs_an_actor_is_not_its_country() {
    check(&[
        ("Turkish-backed Syrian National Army", "SYR", "REB", "sy.sna"),
        ("Rwandan-backed M23 rebels", "COD", "REB", "cod.march-23-movement"),
        ("anti-French protesters", "-", "CVL", "-"),
    ]);
}

#[test]
fn descriptions_mean_the_actor_of_the_country_that_the_report_is_about() {
    assert_eq!(party("the rebels", Some("SYR"), None).2, "sy.insurgents");
    assert_eq!(party("the rebels", Some("MLI"), None), ("MLI".to_owned(), "REB".to_owned(), "-".to_owned()));
    assert_eq!(party("Syrian government troops", None, None).2, "sy.saa");
    assert_eq!(party("Sudanese civilians", None, None), ("SDN".to_owned(), "CVL".to_owned(), "-".to_owned()));
}

#[test]
fn a_movement_that_holds_a_government_is_one() {
    assert_eq!(party("the Taliban", None, Some("2019-05-01")).1, "REB");
    assert_eq!(party("the Taliban", None, Some("2023-05-01")).1, "GOV");
    assert_eq!(party("Hayat Tahrir al-Sham", None, Some("2024-12-05")).1, "REB");
}

#[test]
fn the_army_of_a_report_on_a_country_is_its_army() {
    assert_eq!(party("the army", Some("SDN"), None).2, "sdn.sudanese-armed-forces");
    assert_eq!(party("the military", Some("NGA"), None).2, "nga.nigerian-army");
}

#[test]
fn offices_have_days() {
    assert_eq!(party("Joe Biden", None, Some("2023-05-01")).1, "GOV");
    assert_eq!(party("Angela Merkel", None, Some("2022-05-01")).1, "ELI");
    assert_eq!(party("the French president", None, Some("2010-05-01")).2, "person.nicolas-sarkozy");
    assert_eq!(party("President Bush", None, Some("2003-03-20")).2, "person.george-w-bush");
    assert_eq!(party("former US President Barack Obama", None, Some("2012-05-01")).1, "ELI");
    assert_eq!(party("Bashar al-Assad", None, Some("2024-12-01")).1, "GOV");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
    #[test]
    fn any_words_are_coded_without_a_panic(text in "\\PC{0,60}") {
        thread_local! { static REGISTRY: Registry = registry(); }
        REGISTRY.with(|it| {
            it.who(&text, None, None);
            it.find_in(&text);
            it.by_name(&text);
        });
    }
}

#[test]
fn the_shipped_tables_have_no_bad_row() {
    registry();
}

#[test]
fn actor_strings_are_coded_as_often_as_the_floor_says() {
    let Some(rows) = strings() else {
        eprintln!("skipped: no actor strings beside the checkout");
        return;
    };
    let registry = registry();
    let [mut country, mut sector, mut both, mut n_country, mut n_sector, mut n_both] = [0u32; 6];
    for row in &rows {
        let arg = |idx: usize| row["args"][idx].as_str().filter(|it| !it.is_empty());
        let on = arg(1).and_then(|it| it.parse::<Date>().ok());
        let context = arg(0).and_then(|it| registry.country_of(it)).map(str::to_owned);
        let text = row["text"].as_str().unwrap_or("");
        let party = registry.who(text, context.as_deref(), on);
        let (want_country, want_sector) = (row["gold"]["country"].as_str(), row["gold"]["code_1"].as_str());
        let country_ok = want_country.map(|it| it == party.country.as_deref().unwrap_or(""));
        let sector_ok = want_sector.map(|it| it == party.sector.as_deref().unwrap_or(""));
        n_country += u32::from(country_ok.is_some());
        country += u32::from(country_ok == Some(true));
        n_sector += u32::from(sector_ok.is_some());
        sector += u32::from(sector_ok == Some(true));
        if let (Some(a), Some(b)) = (country_ok, sector_ok) {
            n_both += 1;
            both += u32::from(a && b);
        }
        if std::env::var_os("ORONTES_SHOW").is_some()
            && (country_ok == Some(false) || sector_ok == Some(false))
        {
            eprintln!(
                "{text:?} {} want {want_country:?} {want_sector:?} got {:?} {:?} {:?}",
                row["args"], party.country, party.sector, party.id
            );
        }
    }
    let share = |right: u32, of: u32| f64::from(right) / f64::from(of.max(1));
    let (country, sector, both) = (share(country, n_country), share(sector, n_sector), share(both, n_both));
    eprintln!(
        "country {country:.3} of {n_country}, sector {sector:.3} of {n_sector}, both {both:.3} of {n_both}"
    );
    // Reached on 2026-11-22: 0.88, 0.84, 0.78. The floors are the goals that the project set itself.
    assert!(country >= 0.85 && sector >= 0.80 && both >= 0.72);
}
