//! A pack of the size of the world: built in bounded memory, open at once, and asked without being read.

use orontes_gazetteer::Gazetteer;
use orontes_gazetteer::pack::{About, Builder, Built, Pack, Row};
use orontes_model::{PlaceKind, Point};
use orontes_store::{Workshop, paged};

/// Syllables of the invented names: 48 make 110,592 words of three and 12 billion names of two words.
const SYLLABLES: [&str; 48] = [
    "ba", "dor", "kel", "mi", "shan", "tu", "ra", "qas", "lim", "no", "fer", "gul", "ha", "zen", "wo", "yar",
    "pi", "sot", "ven", "kha", "dri", "mal", "os", "ter", "al", "bor", "chi", "dun", "em", "fal", "gor",
    "hum", "ist", "jar", "kor", "lun", "mer", "nis", "or", "pel", "rin", "sul", "tam", "ul", "var", "xen",
    "yol", "zar",
];

/// A number spread over all of 64 bits (SplitMix64).
fn spread(seed: u64) -> u64 {
    let a = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let b = (a ^ (a >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let c = (b ^ (b >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    c ^ (c >> 31)
}

fn name(seed: u64) -> String {
    let digits = spread(seed);
    let syllable = |at: u32| SYLLABLES[(digits >> (at * 8)) as usize % SYLLABLES.len()];
    let word = |from: u32, len: u32| (from..from + len).map(syllable).collect::<String>();
    let capital = |it: String| it[..1].to_uppercase() + &it[1..];
    format!("{} {}", capital(word(0, 3)), capital(word(3, 2 + (digits >> 56) as u32 % 2)))
}

fn row(idx: u64) -> Row {
    let at = spread(idx ^ 0xabcdef);
    Row {
        id: format!("made:{idx}"),
        name: name(idx * 3),
        names: vec![name(idx * 3 + 1), name(idx * 3 + 2)],
        kind: PlaceKind::Village,
        point: Point { lat: (at % 140) as f64 - 60.0, lon: (at >> 20) as f64 % 360.0 - 180.0 },
        country: "SYR".to_owned(),
        parents: vec![format!("made:{}", idx / 1000)],
        keys: Vec::new(),
        pcode: None,
        population: at % 20_000,
    }
}

/// Resident memory of this process in megabytes, as Linux tells it.
fn resident_mb(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|it| it.starts_with(what)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|it| it.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Makes a pack of so many places, three names each, and returns its folder.
#[allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "the figures are what the test is run for"
)]
fn make(n_places: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.atlas");
    let begun = std::time::Instant::now();
    let (workshop, _) = Workshop::open(&path, "world").unwrap();
    let mut builder = Builder::new(&workshop, 128 << 20, Built::default());
    for idx in 0..n_places {
        builder.add(&row(idx)).unwrap();
    }
    let safe = builder.settle().unwrap();
    drop(builder);
    let about = workshop
        .publish(|out, workshop| {
            Builder::new(workshop, 128 << 20, safe).finish(About::default(), [b"", b""], out)
        })
        .unwrap();
    let built = begun.elapsed();
    println!("built {} names in {:.0?}, at most {} MB resident", about.n_names, built, resident_mb("VmHWM"));
    println!("the pack has {} MB", std::fs::metadata(&path).unwrap().len() >> 20);
    assert_eq!(about.n_names, 3 * n_places);
    folder
}

/// Asks a pack for 5,000 names that it has and 500 that it has not, and says what that cost.
#[allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "the figures are what the test is run for"
)]
fn ask(folder: &tempfile::TempDir, n_places: u64) {
    let before = resident_mb("VmRSS");
    let begun = std::time::Instant::now();
    let pack = Pack::open_file(paged(&folder.path().join("world.atlas")).unwrap()).unwrap();
    let gazetteer = Gazetteer::parse(&[]).value.with_pack(pack);
    let opened = begun.elapsed();
    let begun = std::time::Instant::now();
    let n_asked = 5_000;
    for idx in 0..n_asked {
        let wanted = spread(idx) % n_places;
        let found = gazetteer.lookup(&name(wanted * 3 + idx % 3));
        assert!(found.iter().any(|it| it.place.id == format!("made:{wanted}")), "{wanted}");
    }
    let each = begun.elapsed() / n_asked as u32;
    let begun = std::time::Instant::now();
    for idx in 0..500 {
        gazetteer.lookup(&name(idx).replace('a', "e"));
        gazetteer.by_id(&format!("made:{idx}"));
    }
    let strange = begun.elapsed() / 500;
    let now = resident_mb("VmRSS");
    println!("opened in {opened:.1?}; a known name in {each:.1?}, an unknown one in {strange:.1?}");
    println!(
        "{before} MB resident before, {now} MB after: {} MB of our own, {} MB of files",
        resident_mb("RssAnon"),
        resident_mb("RssFile")
    );
    assert!(opened.as_millis() < 100, "{opened:?}");
    // A debug build on a busy machine takes ten times as long as it may: only what is out of all proportion falls.
    assert!(each.as_micros() < 2_000, "{each:?}");
    assert!(now.saturating_sub(before) < MOST_MB, "{now} MB");
}

/// What look-ups may take beside what the process had. Names and places that were asked for are kept.
const MOST_MB: u64 = 60;

#[test]
fn a_pack_of_three_hundred_thousand_names_resolves_in_little_memory() {
    ask(&make(100_000), 100_000);
}

#[test]
#[ignore = "makes a pack of 12 million names: a minute and 3 GB of disk"]
fn a_pack_of_twelve_million_names_opens_at_once_and_resolves_in_little_memory() {
    let n_places: u64 =
        std::env::var("ORONTES_PLACES").ok().and_then(|it| it.parse().ok()).unwrap_or(4_000_000);
    let folder = make(n_places);
    ask(&folder, n_places);
    assert!(resident_mb("VmRSS") < 300, "{} MB", resident_mb("VmRSS"));
}
