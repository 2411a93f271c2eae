//! How fast the shipped tables are read and how fast names are found in running text.

use divan::Bencher;
use divan::counter::BytesCount;
use orontes_gazetteer::Gazetteer;

fn main() {
    divan::main();
}

/// The tables that ship.
fn tables() -> Vec<(String, String)> {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
    let names = [
        "theatres/syria/places.tsv",
        "theatres/syria/aliases.tsv",
        "world/countries.tsv",
        "world/cities.tsv",
        "world/regions.tsv",
        "world/shy_names.tsv",
    ];
    names
        .map(|it| (it.to_owned(), std::fs::read_to_string(format!("{data}/{it}")).unwrap_or_default()))
        .into()
}

fn gazetteer(tables: &[(String, String)]) -> Gazetteer {
    let files: Vec<(&str, &str)> = tables.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    Gazetteer::parse(&files).value
}

#[divan::bench]
fn start_with_the_shipped_tables(bencher: Bencher) {
    let tables = tables();
    bencher.bench(|| gazetteer(&tables));
}

#[divan::bench]
fn find_names_in_five_megabytes(bencher: Bencher) {
    let gazetteer = gazetteer(&tables());
    let sentence = "Government forces withdrew from Hama towards al-Qusayr on Thursday, residents said, while rebels \
                    who had entered the northern town of Morek a week before moved along the road to Homs.\n";
    let text = sentence.repeat(5_000_000 / sentence.len());
    bencher.counter(BytesCount::of_str(&text)).bench(|| gazetteer.find_in(&text).len());
}

#[divan::bench]
fn look_up_a_spelling_that_is_not_in_the_tables(bencher: Bencher) {
    let gazetteer = gazetteer(&tables());
    bencher.bench(|| gazetteer.lookup("Khan Cheikhoune").len());
}
