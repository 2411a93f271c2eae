//! What the words beside a name make of it.

use crate::world::{World, id_of, reading, report};
use orontes_locate::locate;
use orontes_model::{MentionForm, Precision, Resolution};

#[test]
fn a_name_that_the_report_explains_means_what_it_says() {
    let world = World::shipped(&[]);
    let text = "Groups took Qolmar (Homs) after Belqo (Hama). Later Qolmar fell silent. In Tarqa, also known as Kobani, and Qolmar.";
    let located = world.locate(text, &["Qolmar", "Belqo", "Qolmar", "Tarqa", "Qolmar"]);
    let ids: Vec<_> = located.places.iter().map(id_of).collect();
    let expected = ["sy.homs", "sy.hama", "sy.homs", "sy.kobani", "sy.homs"];
    assert_eq!(ids, expected.map(|it| Some(it.to_owned())));
    assert_eq!(located.glosses.len(), 3);
    assert_eq!(located.glosses[0].alias.of(text), "Qolmar");
    assert!(located.places[2].resolution.best().is_some_and(|it| it.reason.contains("explains")));
}

#[test]
fn a_container_in_brackets_is_no_other_name() {
    let world = World::shipped(&[]);
    let located = world.locate("They left Hama (Syria) for Beirut (Lebanon) and Homs (HTS).", &["Hama"]);
    assert_eq!(located.glosses, []);
    let dateline = world.locate("BEIRUT (Wireline) — Nothing moved.", &["BEIRUT"]);
    assert_eq!(dateline.glosses, []);
}

#[test]
fn city_district_and_governorate_of_one_name_are_told_apart() {
    let world = World::shipped(&[]);
    for (text, expected) in [
        ("They took the city of Hama.", "sy.hama"),
        ("They entered Hama city.", "sy.hama"),
        ("All of Hama province fell.", "sy.hama.gov"),
        ("In the governorate of Hama nothing moved.", "sy.hama.gov"),
        ("Villages in Hama district were hit.", "sy.hama.dist"),
        ("Hama fell.", "sy.hama"),
    ] {
        assert_eq!(world.one(text, &["Hama"]).as_deref(), Some(expected), "{text}");
    }
    assert_eq!(
        world.one("Fighting in Donetsk oblast", &["Donetsk"]).as_deref(),
        Some("ua.donetsk_oblast.adm1")
    );
}

#[test]
fn each_sort_of_evidence_alone_tells_namesakes_apart() {
    let more = "id\tname\tkind\tlat\tlon\tcountry\tparent\tpopulation\tnames
x.tansar\tTansar\ttown\t34.73\t38.0\tSY\t\t20000\t
x.brell_n\tBrell\tvillage\t35.0\t38.0\tSY\tsy.homs.gov\t1000\t
x.brell_e\tBrell\tvillage\t34.73\t38.33\tSY\tsy.raqqa.gov\t1000\t
x.norrin_20\tNorrin\tvillage\t34.91\t38.0\tSY\t\t1000\t
x.norrin_60\tNorrin\tvillage\t35.27\t38.0\tSY\t\t1000\t
x.orrin_30\tOrrin\tvillage\t35.0\t38.0\tSY\t\t1000\t
x.orrin_44\tOrrin\tvillage\t34.46\t38.0\tSY\t\t1000\t
x.kalsen\tKalsen\tcity\t35.0\t39.0\tSY\t\t300000\t
x.kalsen_2\tKalsen\tvillage\t34.0\t37.0\tSY\t\t200\t
";
    let mut world = World::shipped(&[("more.tsv", more)]);
    let roads = "from\tto\tref\tclass\tlength_km\nx.tansar\tx.orrin_30\t\tprimary\t31\nx.tansar\tx.orrin_44\t\tprimary\t44\n";
    let gazetteer = &world.gazetteer;
    let point_of = |id: &str| gazetteer.by_id(id).and_then(|it| it.point);
    world.roads = orontes_roads::Roads::parse(&[("roads.tsv", roads)], point_of).value;
    for (text, names, expected) in [
        ("Shells hit Brell, 30 km north of Tansar.", ["Brell", "Tansar"], Some("x.brell_n")),
        ("Shells hit Brell, 30 km east of Tansar.", ["Brell", "Tansar"], Some("x.brell_e")),
        ("Shells hit Brell in Raqqa province.", ["Brell", "Raqqa"], Some("x.brell_e")),
        ("Shells hit Brell in Homs province.", ["Brell", "Homs"], Some("x.brell_n")),
        ("Shells hit Norrin, 60 km from Tansar.", ["Norrin", "Tansar"], Some("x.norrin_60")),
        ("Shells hit Norrin, 20 km from Tansar.", ["Norrin", "Tansar"], Some("x.norrin_20")),
        // Both lie 30 km away as the crow flies: the road tells.
        ("Shells hit Orrin, 44 km from Tansar.", ["Orrin", "Tansar"], Some("x.orrin_44")),
        ("Kalsen was hit again. Tansar was not.", ["Kalsen", "Tansar"], Some("x.kalsen")),
        ("Brell was hit again. Tansar was not.", ["Brell", "Tansar"], None),
    ] {
        let located = world.locate(text, &names);
        assert_eq!(id_of(&located.places[0]).as_deref(), expected, "{text}: {:?}", located.places[0]);
    }
}

#[test]
fn what_is_done_with_a_place_tells_a_town_from_a_river_and_an_airport_of_its_name() {
    let more = "id\tname\tkind\tlat\tlon\tcountry\tparent\tpopulation\tnames
x.sava_river\tSava\triver\t36.4\t36.8\tSY\t\t\t
x.sava\tSava\ttown\t36.5\t36.9\tSY\t\t30000\t
x.sava_field\tSava\tair_base\t36.45\t36.95\tSY\t\t\t
";
    let world = World::shipped(&[("more.tsv", more)]);
    for (text, expected) in [
        ("Rebels captured Sava.", Some("x.sava")),
        ("Sava fell on Thursday.", Some("x.sava")),
        ("Families from Sava slept in the open.", Some("x.sava")),
        ("Troops crossed the Sava at night.", Some("x.sava_river")),
        ("A bridge over the Sava was blown up.", Some("x.sava_river")),
        ("The Sava burst its banks.", Some("x.sava_river")),
        ("Sava has been quiet.", None),
    ] {
        assert_eq!(world.one(text, &["Sava"]).as_deref(), expected, "{text}");
    }
    // Each sentence is heard, although one name mostly means one place through a report.
    let text = "Rebels captured Sava. Later troops crossed the Sava. Sava was silent.";
    let located = world.locate(text, &["Sava", "Sava", "Sava"]);
    let ids: Vec<_> = located.places.iter().map(id_of).collect();
    assert_eq!(ids[..2], [Some("x.sava".to_owned()), Some("x.sava_river".to_owned())]);
}

#[test]
fn what_lies_about_a_place_is_near_it_and_says_how() {
    let world = World::shipped(&[]);
    for (text, precision, qualifier) in [
        ("They hold Hama.", Precision::Exact, None),
        ("Clashes north of Hama", Precision::Near, Some("north of")),
        ("Clashes in the northern countryside of Hama", Precision::Near, Some("northern countryside of")),
        ("Clashes in northern Hama countryside", Precision::Near, Some("northern countryside of")),
        ("Clashes 10 kilometres from Hama", Precision::Near, Some("10 kilometres from")),
        ("Clashes in the areas surrounding Hama", Precision::Near, Some("areas surrounding")),
        ("All of Hama province", Precision::Region, None),
    ] {
        let located = world.locate(text, &["Hama"]);
        let place = &located.places[0];
        assert_eq!((place.precision, place.qualifier.as_deref()), (precision, qualifier), "{text}");
    }
    let between = world.locate("on the road between Hama and Homs", &["Hama", "Homs"]);
    assert!(between.places.iter().all(|it| it.qualifier.as_deref() == Some("between")));
}

#[test]
fn one_name_means_one_place_through_a_report() {
    let world = World::shipped(&[]);
    let text = "Suran fell. The army left Suran, in Aleppo province. Nobody was hurt in Suran.";
    let located = world.locate(text, &["Suran", "Suran", "Aleppo", "Suran"]);
    let ids: Vec<_> = located.places.iter().map(id_of).collect();
    assert_eq!(ids[0].as_deref(), Some("sy.suran_aleppo"));
    assert_eq!((&ids[1], &ids[3]), (&ids[0], &ids[0]));
}

#[test]
fn namesakes_without_a_word_to_tell_them_are_both_returned() {
    let world = World::shipped(&[]);
    let located = world.locate("Suran fell.", &["Suran"]);
    let Resolution::Several(them) = &located.places[0].resolution else { panic!("{:?}", located.places[0]) };
    assert_eq!(them.len(), 2);
    assert!(them[0].score >= them[1].score && !them[0].reason.is_empty());
}

#[test]
fn namesakes_of_two_countries_follow_the_report() {
    let world = World::shipped(&[]);
    let lebanon = "In Beirut and Baalbek people fled to Tripoli.";
    assert_eq!(world.one(lebanon, &["Beirut", "Baalbek", "Tripoli"]).as_deref(), Some("lb.tripoli"));
    let libya = "In Benghazi and Misrata people fled to Tripoli.";
    assert_eq!(world.one(libya, &["Benghazi", "Misrata", "Tripoli"]).as_deref(), Some("ly.tripoli"));
}

#[test]
fn an_unknown_name_stays_unknown_and_a_letter_off_is_never_sure() {
    let world = World::shipped(&[]);
    let located =
        world.locate("From Xyzzyville to Talbbisehh and Hamas", &["Xyzzyville", "Talbbisehh", "Hamas"]);
    assert_eq!(located.places[0].resolution, Resolution::None);
    assert_eq!(located.places[2].resolution, Resolution::None);
    let fuzzy = world.locate("They shelled Salqlin.", &["Salqlin"]);
    assert!(fuzzy.places[0].resolution.certain().is_none());
    assert!(fuzzy.places[0].resolution.best().is_none_or(|it| it.reason.contains("letters off")));
}

#[test]
fn a_village_of_one_war_is_no_town_of_another() {
    let world = World::shipped(&[]);
    // "Tilbisa" shares its consonants with Talbiseh; nothing here speaks of its country.
    let abroad =
        world.locate("In Kharkiv and Poltava, and then in Tilbisa.", &["Kharkiv", "Poltava", "Tilbisa"]);
    assert_eq!(abroad.places[2].resolution, Resolution::None);
    let home = world.one("In Homs and Hama, and then in Tilbisa.", &["Homs", "Hama", "Tilbisa"]);
    assert_eq!(home.as_deref(), Some("sy.talbiseh"));
}

#[test]
fn a_name_of_people_is_no_place() {
    let world = World::shipped(&[]);
    for text in ["The Ismailia-majority town fell.", "The Georgia-speaking north voted."] {
        let name = text.split(['-', ' ']).nth(1).expect("the name is the second word");
        assert_eq!(world.one(text, &[name]), None, "{text}");
    }
    assert_eq!(world.one("Ismailia, on the canal, was calm.", &["Ismailia"]).as_deref(), Some("eg.ismailia"));
}

#[test]
fn a_description_means_what_its_name_means() {
    let world = World::shipped(&[]);
    let text = "Homs was shelled. North of the city, people fled.";
    let report = report(text);
    let mut reading = reading(text, &["Homs", "the city"]);
    reading.mentions[1].form = MentionForm::Description;
    reading.mentions[1].antecedent = Some(0);
    let located = locate(&world.gazetteer, &world.roads, &report, &reading).value;
    assert_eq!(id_of(&located.places[1]).as_deref(), Some("sy.homs"));
    assert_eq!(located.places[1].precision, Precision::Near);
}

#[test]
fn the_places_of_the_example_reports_are_right() {
    let shared = std::env::var("ORONTES_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").to_owned());
    let Ok(folder) = std::fs::read_dir(format!("{shared}/reports")) else {
        println!("skipped: no reports beside the repository");
        return;
    };
    let world = World::shipped(&[]);
    // Names of the reports and what they mean; names only, no sentence.
    let meant = [
        ("Hama", "sy.hama"),
        ("Homs", "sy.homs"),
        ("Aleppo", "sy.aleppo"),
        ("Damascus", "sy.damascus"),
        ("Idlib", "sy.idlib"),
        ("Latakia", "sy.latakia"),
        ("Hemto", "sy.hama"),
        ("HEMTO", "sy.hama"),
        ("Hmoth", "sy.homs"),
        ("Holeb", "sy.aleppo"),
        ("Daramsuq", "sy.damascus"),
        ("Salamiya", "sy.salamiyah"),
        ("Mharda", "sy.mhardeh"),
        ("Syria", "sy"),
        ("SYRIA", "sy"),
        ("Lebanon", "lb"),
        ("Israel", "il"),
        ("Russia", "ru"),
        ("Iran", "ir"),
        ("Turkey", "tr"),
        ("Ukraine", "ua"),
        ("US", "us"),
        ("Gaza", "ps.gaza"),
    ];
    let mut n_right = 0;
    for path in folder.map(|it| it.expect("it lists").path()) {
        let text = std::fs::read_to_string(path).expect("it is text");
        let mut spans: Vec<_> = world.gazetteer.find_in(&text).iter().map(|it| it.span).collect();
        spans.sort();
        let mut reading = reading(&text, &[]);
        reading.mentions = spans.iter().map(|&it| crate::world::mention(it)).collect();
        let located = locate(&world.gazetteer, &world.roads, &report(&text), &reading).value;
        for place in &located.places {
            let words = spans[place.mention].of(&text);
            let Some(expected) = meant.iter().find(|it| it.0 == words) else {
                println!("not in the list: {words} {:?}", id_of(place));
                continue;
            };
            let found = place.resolution.best().map(|it| it.place.id.clone());
            let area = found.as_deref().is_some_and(|it| it == format!("{}.gov", expected.1));
            assert!(
                found.as_deref() == Some(expected.1) || area,
                "{words}: {found:?} {}",
                place.span.of(&text)
            );
            n_right += 1;
        }
        assert!(located.places.iter().all(|it| spans[it.mention].of(&text) != "Hamas"));
    }
    assert!(n_right > 50, "{n_right}");
}

#[test]
fn words_about_a_place_make_an_area_of_it() {
    let world = World::shipped(&[]);
    let area = |text: &str, names: &[&str]| {
        world.locate(text, names).places.into_iter().map(|it| it.area).collect::<Vec<_>>()
    };
    let hama = world.gazetteer.by_id("sy.hama").and_then(|it| it.point).expect("Hama has a point");
    let homs = world.gazetteer.by_id("sy.homs").and_then(|it| it.point).expect("Homs has a point");
    let [Some(north)] = area("Clashes 10 km north of Hama", &["Hama"])[..] else { panic!("no area") };
    assert!(
        (north.point.lat - hama.lat - 0.09).abs() < 0.001
            && (north.point.distance_km(hama) - 10.0).abs() < 0.1
    );
    let ends = area("A convoy was hit between Hama and Homs", &["Hama", "Homs"]);
    let [Some(a), Some(b)] = ends[..] else { panic!("{ends:?}") };
    assert!(
        a.point.distance_km(b.point) < 0.1
            && (a.point.distance_km(hama) - a.point.distance_km(homs)).abs() < 0.5
    );
    assert_eq!(area("They hold Hama.", &["Hama"]), [None]);
    assert_eq!(area("All of northern Hama province", &["Hama"]), [None]);
}

#[test]
fn hamas_is_never_hama() {
    let world = World::shipped(&[]);
    for text in [
        "Hamas said its fighters left Hama.",
        "The Syrian army and Hamas fought near Homs.",
        "Hamas fighters, Hamas's spokesman in Syria said.",
    ] {
        let located = world.locate(text, &["Hamas"]);
        assert_eq!(located.places[0].resolution, Resolution::None, "{text}");
    }
    for name in ["Hamas", "HAMAS", "Hamas's", "Hammas", "al-Hamas"] {
        let hits = world.gazetteer.lookup(name);
        assert!(
            hits.iter().all(|it| !it.place.id.starts_with("sy.hama") || it.place.id.starts_with("sy.hamas")),
            "{name}: {hits:?}"
        );
    }
}
