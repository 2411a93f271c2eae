//! How fast place names are found in news and resolved, and how fast the program is ready to do it.
//!
//! The text is that of FA-KES (435 articles on one war, a place name in every twelve words or so) where it lies beside
//! the repository, else that of the example reports. What else a reading is made of is made before: it is not measured.

use divan::Bencher;
use divan::counter::BytesCount;
use orontes_engine::Reference;
use orontes_extract::{Limits, extract, received};
use orontes_model::{Reading, Report};
use std::path::PathBuf;
use std::sync::LazyLock;

fn main() {
    divan::main();
}

static SHIPPED: LazyLock<Reference> = LazyLock::new(|| Reference::embedded().expect("it ships").value);

/// Reports with their readings.
static READ: LazyLock<Vec<(Report, Reading)>> = LazyLock::new(|| {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let shared = std::env::var_os("ORONTES_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let corpus = shared.join("data/fa-kes/fa_kes_dev.jsonl");
    let files = match corpus.is_file() {
        true => vec![corpus],
        false => {
            let folder = std::fs::read_dir(root.join("examples/hama")).expect("the examples ship");
            folder.filter_map(|it| Some(it.ok()?.path())).collect()
        }
    };
    let documents =
        files.iter().filter_map(|it| received("text.jsonl", std::fs::read(it).ok()?).ok()).flatten();
    let reports = documents.filter_map(|it| extract(&it, &Limits::default()).ok());
    reports
        .map(|it| {
            let reading = orontes_engine::reading_of(&SHIPPED, &it).value;
            (it, reading)
        })
        .collect()
});

fn n_bytes() -> BytesCount {
    BytesCount::new(READ.iter().map(|it| it.0.text.len()).sum::<usize>())
}

/// One core: names found in the text, then every mention of a place resolved.
#[divan::bench]
fn find_and_resolve_the_places_of_news(bencher: Bencher) {
    let resolve = || {
        let one = |(report, reading): &(Report, Reading)| {
            let hits = SHIPPED.gazetteer.find_in(&report.text).len();
            let located = orontes_locate::locate(&SHIPPED.gazetteer, &SHIPPED.roads, report, reading);
            hits + located.value.places.len()
        };
        READ.iter().map(one).sum::<usize>()
    };
    bencher.counter(n_bytes()).bench(resolve);
}

#[divan::bench]
fn resolve_alone(bencher: Bencher) {
    let one = |(report, reading): &(Report, Reading)| {
        orontes_locate::locate(&SHIPPED.gazetteer, &SHIPPED.roads, report, reading).value.places.len()
    };
    bencher.counter(n_bytes()).bench(|| READ.iter().map(one).sum::<usize>());
}

#[divan::bench]
fn load_all_that_ships(bencher: Bencher) {
    bencher.bench(Reference::embedded);
}
