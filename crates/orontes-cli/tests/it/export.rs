//! What `orontes export` writes is read by the programs that it is for.

use crate::bed::Bed;
use std::process::Command;

/// Runs a reader of maps over a file, or says that it is not installed.
fn ogrinfo(bed: &Bed, name: &str, layer: &str) -> Option<String> {
    let run = Command::new("ogrinfo").args(["-ro", "-al", name, layer]).current_dir(bed.folder()).output();
    let Ok(ran) = run else {
        println!("skipped: ogrinfo (Debian's gdal-bin) is not installed");
        return None;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    Some(String::from_utf8_lossy(&ran.stdout).into_owned())
}

#[test]
fn an_earth_viewer_gets_the_places_that_are_held_with_their_sentences() {
    let bed = Bed::with_reports();
    bed.run(&["export", "agency.txt", "--format", "kml", "-o", "hama.kml"]).done();
    if let Some(told) = ogrinfo(&bed, "hama.kml", "control") {
        assert!(told.contains("Hama: ") && told.contains("references"), "{told}");
    }
}

#[test]
fn the_map_is_drawn_on_the_ground_that_the_user_gives() {
    let bed = Bed::with_reports();
    bed.put(
        "own.geojson",
        br#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"featurecla":"River","name":"Brill"},
        "geometry":{"type":"LineString","coordinates":[[36.3,35.0],[36.75,35.2],[37.2,35.4]]}}]}"#,
    );
    let ours = bed.run(&["export", "agency.txt", "--format", "svg"]).done();
    assert!(ours.contains("Orontes</text>") && ours.contains("Hama</text>"), "{ours}");
    let theirs = bed.run(&["export", "agency.txt", "--format", "svg", "--ground", "own.geojson"]).done();
    assert!(theirs.contains("Brill</text>") && !theirs.contains("Orontes</text>"), "{theirs}");
}

#[test]
fn the_picture_is_a_picture_and_the_same_each_time() {
    let bed = Bed::with_reports();
    for name in ["one.png", "two.png"] {
        bed.run(&["export", "agency.txt", "--format", "png", "-o", name]).done();
    }
    let (one, two) =
        (std::fs::read(bed.path("one.png")).unwrap(), std::fs::read(bed.path("two.png")).unwrap());
    assert!(one.starts_with(b"\x89PNG\r\n") && one.len() > 10_000);
    assert_eq!(one, two);
}

#[test]
fn ground_that_cannot_be_drawn_on_and_a_map_without_places_are_told() {
    let bed = Bed::with_reports();
    bed.put("broken.geojson", b"{");
    bed.run(&["export", "agency.txt", "--format", "svg", "--ground", "broken.geojson"])
        .ended(1, &["broken.geojson", "not GeoJSON"]);
    bed.run(&["export", "agency.txt", "--format", "svg", "--ground", "absent.geojson"])
        .ended(1, &["absent.geojson"]);
    bed.put("nowhere.txt", b"The minister resigned on Monday, his office said.\n");
    bed.run(&["export", "nowhere.txt", "--format", "png"]).ended(2, &["no place of these reports"]);
}
