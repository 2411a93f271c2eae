//! What the gazetteer promises, on an invented country and on the tables that ship.

use orontes_gazetteer::{Gazetteer, How};
use orontes_model::Severity;

const COUNTRIES: &str =
    "#iso2\tiso3\tname\tcapital\tcapital_lat\tcapital_lon\tlat\tlon\tadjectives\tpeople\taliases\tmetonyms
AD\tARD\tArdenia\tArden\t10.0\t50.0\t10.2\t50.1\tArdenian\tArdenians\tRepublic of Ardenia|ARD\tGrey Palace
";
const PLACES: &str = "#id\tname\tkind\tlat\tlon\tcountry\tparent\tpopulation\tnames
ad.north\tNorth Province\tadm1\t10.5\t50.0\tAD\t\t\t
ad.brill\tAl-Brillah\ttown\t10.51\t50.02\tAD\tad.north\t12000\tEl Brilla|بريله
ad.reading\tReading\ttown\t10.4\t50.2\tAD\tad.north\t9000\t
ad.rusafa\tRusafa\tvillage\t10.6\t50.2\tAD\tad.north\t900\t
";

fn arden() -> Gazetteer {
    let shy = "#shy\twhy\nReading\tword\n";
    let read =
        Gazetteer::parse(&[("places.tsv", PLACES), ("countries.tsv", COUNTRIES), ("shy_names.tsv", shy)]);
    assert_eq!(read.notes, []);
    read.value
}

fn found<'a>(gazetteer: &Gazetteer, text: &'a str) -> Vec<&'a str> {
    gazetteer.find_in(text).iter().map(|it| it.span.of(text)).collect()
}

#[test]
fn a_place_is_found_by_identifier_and_by_any_spelling() {
    let gazetteer = arden();
    let brill = gazetteer.by_id("ad.brill").expect("it is in the table");
    assert_eq!(brill.parents, ["ad.north", "ad"]);
    for name in ["al-brillah", "AL BRILLAH", "El-Brilla", "بريلة"] {
        assert_eq!(gazetteer.by_name(name), [brill], "{name}");
    }
    let how = |name: &str| gazetteer.lookup(name).first().map(|it| (it.place.id.clone(), it.how));
    assert_eq!(how("Brillah"), Some(("ad.brill".to_owned(), How::Article)));
    assert_eq!(how("Brilleh"), Some(("ad.brill".to_owned(), How::Skeleton)));
    assert_eq!(how("Rusafeh"), Some(("ad.rusafa".to_owned(), How::Skeleton)));
    assert_eq!(how("Riadunk"), None);
}

#[test]
fn names_are_found_in_running_text_as_they_are_written() {
    let gazetteer = arden();
    let text = "In al-Brillah's north and Rusafa, ARD troops of the Republic of Ardenia met.\nReading is slow in Reading.";
    assert_eq!(found(&gazetteer, text), ["al-Brillah", "Rusafa", "ARD", "Republic of Ardenia", "Reading"]);
    assert_eq!(gazetteer.find_in(text)[4].span.start as usize, text.rfind("Reading").unwrap());
    assert_eq!(found(&gazetteer, "rusafa, Rusafas, Rusa-fa, Ard"), Vec::<&str>::new());
}

#[test]
fn a_people_and_a_seat_of_government_lead_to_their_country() {
    let gazetteer = arden();
    assert_eq!(gazetteer.nationality("Ardenians"), Some("ARD"));
    assert_eq!(gazetteer.nationality("ardenian"), None);
    assert_eq!(gazetteer.government("the Grey Palace"), Some("ARD"));
    assert_eq!(gazetteer.government("Arden"), Some("ARD"));
    assert_eq!(gazetteer.country("ARD").map(|it| it.name.as_str()), Some("Ardenia"));
}

#[test]
fn bad_rows_are_named_and_never_stop_the_rest() {
    let bad = "#id\tname\tkind\tlat\tlon\tcountry\tparent\tpopulation\tnames
ad.a\tA-Town\ttown\t10\t50\tAD\tad.b\t\t
ad.b\tB-Town\ttown\t10\t50\tAD\tad.a\t\t
ad.c\tC-Town\ttown\t110\t50\tAD\t\t\t
ad.d\tD-Town\ttown\tnorth\t50\tAD\t\t\t
ad.e\tE-Town\tcastle\t10\t50\tAD\t\t\t
ad.f\tF-Town\ttown\t50.1\t10.1\tAD\t\t\t
ad.g\tG-Town\ttown\t10\t50\tAD\tad.nowhere\tmany\t
";
    let aliases = "#alias\tplace\nHeptown\tad.g\nNemo\tad.nemo\n";
    let read = Gazetteer::parse(&[
        ("bad.tsv", bad),
        ("aliases.tsv", aliases),
        ("countries.tsv", COUNTRIES),
        ("x", "y\nz"),
    ]);
    let said: Vec<&str> = read.notes.iter().map(|it| it.message.as_str()).collect();
    for expected in [
        "x: no table of places",
        "bad.tsv:2: «ad.a» is its own parent",
        "bad.tsv:3: «ad.b» is its own parent",
        "bad.tsv:4: 110, 50 is out of range; they look swapped",
        "bad.tsv:5: latitude and longitude are needed",
        "bad.tsv:6: «castle» is no kind of place",
        "«F-Town» (ad.f) looks as if latitude and longitude were swapped",
        "bad.tsv:8: parent «ad.nowhere» is no place",
        "bad.tsv:8: population «many» is no number",
        "aliases.tsv:3: «Nemo» names «ad.nemo», which is no place",
    ] {
        assert!(said.iter().any(|it| it.starts_with(expected)), "{expected} not in {said:#?}");
    }
    assert!(read.notes.iter().any(|it| it.severity == Severity::Refused));
    assert_eq!(read.value.by_name("Heptown").len(), 1);
}

/// Reads the tables that ship, by the names they have in the repository.
fn shipped() -> Gazetteer {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
    let mut files = Vec::new();
    for folder in ["theatres/syria", "world"] {
        let mut paths: Vec<_> = std::fs::read_dir(format!("{root}/{folder}"))
            .expect("the tables ship with the repository")
            .map(|it| it.expect("the folder lists").path())
            .filter(|it| it.extension().is_some_and(|it| it == "tsv"))
            .collect();
        paths.sort();
        for path in paths {
            let name = format!("{folder}/{}", path.file_name().unwrap_or_default().to_string_lossy());
            // Only tables of places: other tables of the theatre are read by others.
            if ["places.tsv", "aliases.tsv", "countries.tsv", "cities.tsv", "regions.tsv", "shy_names.tsv"]
                .iter()
                .any(|it| name.ends_with(it))
            {
                files.push((name, std::fs::read_to_string(path).expect("a table is text")));
            }
        }
    }
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let read = Gazetteer::parse(&borrowed);
    let messages: Vec<_> = read.notes.iter().map(|it| &it.message).collect();
    assert!(messages.is_empty(), "{messages:#?}");
    read.value
}

#[test]
fn the_shipped_tables_hold_without_a_note() {
    let gazetteer = shipped();
    let adm1 = gazetteer.places().iter().filter(|it| it.country == "SYR" && it.pcode.is_some()).count();
    assert_eq!(adm1, 14);
    assert_eq!(gazetteer.nationality("Russian"), Some("RUS"));
    assert_eq!(gazetteer.government("Kremlin"), Some("RUS"));
    assert_eq!(gazetteer.government("Damascus"), Some("SYR"));
    assert_eq!(gazetteer.by_name("حماة")[0].id, "sy.hama");
}

#[test]
fn a_lost_apostrophe_and_an_article_of_another_letter_hide_no_name() {
    let gazetteer = shipped();
    let text =
        "Syrias army left Ar Rastan and Aleppos west; As Syria and the Americas know, Khalid ibn al-Walid.";
    assert_eq!(found(&gazetteer, text), ["Syria", "Ar Rastan", "Aleppo", "Syria", "Americas"]);
}

#[test]
fn small_words_of_a_name_stay_small() {
    let gazetteer = shipped();
    let text = "In Idlib province, North Darfur state and the occupied West Bank, the Netherlands and The Hague said, \
                the Amhara region and Zamzam camp fell; rebels fled Sake, and sake flowed. Sake is drunk.";
    let expected =
        ["Idlib province", "North Darfur state", "West Bank", "Netherlands", "The Hague", "Amhara region"];
    let all = found(&gazetteer, text);
    assert_eq!(all[..6], expected);
    assert_eq!(all[6..], ["Zamzam camp", "Sake"]);
}

#[test]
fn hamas_is_never_hama() {
    let gazetteer = shipped();
    assert_eq!(gazetteer.lookup("Hamas").len(), 0);
    assert_eq!(
        found(&gazetteer, "Hamas said Hama's fall and HAMA mattered; hama and Hamas-run did not."),
        ["Hama", "HAMA"]
    );
}
