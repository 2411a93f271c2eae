//! Holds times and quantities against the annotated spans of re3d, where that corpus lies beside the project.
//!
//! re3d (Dstl, Open Government Licence) marks only some of the numbers and times of its news, so recall is the
//! figure; `ORONTES_SHARED` says where the folder lies.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod known;

use known::Known;
use orontes_model::{Basis, Span, When};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("ORONTES_SHARED").map_or(beside, PathBuf::from).join("data/re3d");
    folder.join("entities.json").exists().then_some(folder)
}

fn rows(path: PathBuf) -> Vec<serde_json::Value> {
    std::fs::read_to_string(path).unwrap().lines().filter_map(|it| serde_json::from_str(it).ok()).collect()
}

/// Byte offset of each character, and of the end.
fn offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|it| it.0).chain([text.len()]).collect()
}

/// Annotated spans of one type by document.
fn spans(entities: &[serde_json::Value], kind: &str) -> BTreeMap<String, Vec<(usize, usize)>> {
    let mut found: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for it in entities.iter().filter(|it| it["type"] == kind) {
        let (begin, end) = (it["begin"].as_u64().unwrap() as usize, it["end"].as_u64().unwrap() as usize);
        found.entry(it["documentId"].as_str().unwrap().to_owned()).or_default().push((begin, end));
    }
    found
}

#[test]
fn annotated_times_and_quantities_are_found() {
    let Some(folder) = shared() else {
        println!("re3d is not here: nothing is measured");
        return;
    };
    let known = Known::load();
    let entities = rows(folder.join("entities.json"));
    let (times, quantities) = (spans(&entities, "Temporal"), spans(&entities, "Quantity"));
    let (mut hits, mut exact, mut all) = ([0, 0], [0, 0], [0, 0]);
    for document in rows(folder.join("documents.json")) {
        let (id, text) = (document["_id"].as_str().unwrap(), document["text"].as_str().unwrap());
        let reading = known.read(text, When::day("2016-12-31".parse().unwrap(), Basis::Explicit));
        let offsets = offsets(text);
        let got = [
            reading.times.iter().map(|it| it.span).collect::<Vec<Span>>(),
            reading.quantities.iter().map(|it| it.span).collect(),
        ];
        for (kind, wanted) in [times.get(id), quantities.get(id)].into_iter().enumerate() {
            for (begin, end) in wanted.into_iter().flatten() {
                let span = Span::new(offsets[*begin], offsets[*end]);
                // "a" counts one thing for the annotators; here an article is no number.
                if matches!(span.of(text).to_lowercase().as_str(), "a" | "an") {
                    continue;
                }
                all[kind] += 1;
                hits[kind] += i32::from(got[kind].iter().any(|it| it.overlaps(span)));
                exact[kind] += i32::from(got[kind].contains(&span));
                if !got[kind].contains(&span) {
                    let near: Vec<&str> =
                        got[kind].iter().filter(|it| it.overlaps(span)).map(|it| it.of(text)).collect();
                    println!("{kind} [{}] {near:?}", span.of(text));
                }
            }
        }
    }
    println!("times: {} of {} touched, {} exact", hits[0], all[0], exact[0]);
    println!("quantities: {} of {} touched, {} exact", hits[1], all[1], exact[1]);
    assert!(f64::from(hits[0]) >= 0.85 * f64::from(all[0]), "times: {hits:?} of {all:?}");
    assert!(f64::from(hits[1]) >= 0.85 * f64::from(all[1]), "quantities: {hits:?} of {all:?}");
}
