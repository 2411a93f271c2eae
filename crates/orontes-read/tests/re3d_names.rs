//! Holds names and descriptions against the annotated entities of re3d, where that corpus lies beside the project.
//!
//! An entity counts as found where a mention of its type has its very span, articles left out on both sides: our
//! names stand without them. What re3d calls an organisation is an actor or an organisation here. `ORONTES_SHARED`
//! says where the folder lies.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod known;

use known::Known;
use orontes_model::{Basis, MentionKind, Span, When};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Exact F1 over the four types may not fall below this; measured 2026-11.
const FLOOR: f64 = 0.64;

type Entity = (usize, usize, &'static str);

fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("ORONTES_SHARED").map_or(beside, PathBuf::from).join("data/re3d");
    folder.join("entities.json").exists().then_some(folder)
}

fn rows(path: PathBuf) -> Vec<serde_json::Value> {
    std::fs::read_to_string(path).unwrap().lines().filter_map(|it| serde_json::from_str(it).ok()).collect()
}

fn kind_of_type(name: &str) -> Option<&'static str> {
    match name {
        "Location" => Some("place"),
        "Organisation" => Some("organisation"),
        "Person" => Some("person"),
        "Nationality" => Some("nationality"),
        _ => None,
    }
}

fn kind_of_mention(kind: MentionKind) -> Option<&'static str> {
    match kind {
        MentionKind::Actor | MentionKind::Organisation => Some("organisation"),
        MentionKind::Place | MentionKind::Person | MentionKind::Nationality => Some(kind.word()),
        MentionKind::MilitaryPlatform | MentionKind::Weapon => None,
    }
}

fn without_article(text: &str, span: Span) -> (usize, usize) {
    let words = span.of(text).to_lowercase();
    let article = ["the ", "a ", "an "].into_iter().find(|it| words.starts_with(it)).map_or(0, str::len);
    (span.start as usize + article, span.end as usize)
}

/// Annotated entities by document, as byte offsets.
fn annotated(
    entities: &[serde_json::Value],
    texts: &BTreeMap<String, String>,
) -> BTreeMap<String, BTreeSet<Entity>> {
    let mut found: BTreeMap<String, BTreeSet<Entity>> = BTreeMap::new();
    let offsets: BTreeMap<&str, Vec<usize>> = texts
        .iter()
        .map(|(id, it)| (id.as_str(), it.char_indices().map(|it| it.0).chain([it.len()]).collect()))
        .collect();
    for it in entities {
        let Some(kind) = it["type"].as_str().and_then(kind_of_type) else { continue };
        let id = it["documentId"].as_str().unwrap();
        let at = |key: &str| offsets[id][it[key].as_u64().unwrap() as usize];
        let (start, end) = without_article(&texts[id], Span::new(at("begin"), at("end")));
        found.entry(id.to_owned()).or_default().insert((start, end, kind));
    }
    found
}

#[test]
fn annotated_entities_are_found_with_their_types() {
    let Some(folder) = shared() else {
        println!("re3d is not here: nothing is measured");
        return;
    };
    let known = Known::load();
    let text = |it: &serde_json::Value, key: &str| it[key].as_str().unwrap().to_owned();
    let texts: BTreeMap<String, String> =
        rows(folder.join("documents.json")).iter().map(|it| (text(it, "_id"), text(it, "text"))).collect();
    let wanted = annotated(&rows(folder.join("entities.json")), &texts);
    let (mut exact, mut touched, mut n_got, mut n_wanted) = (0, 0, 0, 0);
    let mut by_kind: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (id, text) in &texts {
        let reading = known.read(text, When::day("2016-12-31".parse().unwrap(), Basis::Explicit));
        let mentions = reading.mentions.iter();
        let got: BTreeSet<Entity> = mentions
            .filter_map(|it| {
                let (start, end) = without_article(text, it.span);
                Some((start, end, kind_of_mention(it.kind)?))
            })
            .collect();
        let Some(wanted) = wanted.get(id) else { continue };
        exact += got.intersection(wanted).count();
        let touches =
            |it: &&Entity| wanted.iter().any(|other| it.2 == other.2 && it.0 < other.1 && other.0 < it.1);
        touched += got.iter().filter(touches).count();
        n_got += got.len();
        n_wanted += wanted.len();
        for (start, end, kind) in got.symmetric_difference(wanted) {
            let ours = got.contains(&(*start, *end, *kind));
            println!("{} {kind} [{}]", if ours { "+" } else { "-" }, &text[*start..*end]);
        }
        for it in wanted.union(&got) {
            let row = by_kind.entry(it.2).or_default();
            row[0] += usize::from(wanted.contains(it) && got.contains(it));
            row[1] += usize::from(got.contains(it));
            row[2] += usize::from(wanted.contains(it));
        }
    }
    let f1 = |hits: usize, got: usize, wanted: usize| 2.0 * hits as f64 / (got + wanted).max(1) as f64;
    for (kind, [hits, got, wanted]) in by_kind {
        println!("{kind}: {hits} of {got} found, {wanted} annotated, F1 {:.3}", f1(hits, got, wanted));
    }
    let all = f1(exact, n_got, n_wanted);
    println!("all: {exact} exact, {touched} touching, {n_got} found, {n_wanted} annotated, F1 {all:.3}");
    assert!(all >= FLOOR, "{all:.3} is below {FLOOR}");
}
