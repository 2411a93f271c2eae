//! The same input gives the same bytes: with any number of threads, in any order.

use crate::bed::{Bed, REPORTS};

const FORMATS: [&str; 3] = ["claims", "case", "geojson"];

/// Returns everything that can be read from the case after reading `orders`, one call for each.
fn seen(orders: &[&[&str]], threads: &str) -> Vec<String> {
    let bed = Bed::with_reports();
    let mut said = Vec::new();
    for order in orders {
        let ran = bed.run(&[&["read", "--case", "hama.gpkg", "--threads", threads][..], order].concat());
        said = vec![ran.done()];
    }
    said.extend(FORMATS.map(|it| bed.run(&["export", "hama.gpkg", "--format", it]).done()));
    said.push(bed.run(&["brief", "hama.gpkg", "--html", "brief.html"]).done());
    said.push(std::fs::read_to_string(bed.path("brief.html")).unwrap());
    said
}

#[test]
fn one_thread_and_eight_give_the_same_bytes() {
    let order = REPORTS.map(|(name, _)| name);
    let one = seen(&[&order], "1");
    assert!(one.iter().all(|it| !it.is_empty()));
    assert_eq!(one, seen(&[&order], "8"));
}

#[test]
fn the_order_of_the_reports_does_not_matter() {
    let one = seen(&[&["agency.txt", "army.txt", "blog.txt", "monitor.txt"]], "2");
    assert_eq!(one, seen(&[&["monitor.txt", "blog.txt", "army.txt", "agency.txt"]], "2"));
    assert_eq!(one, seen(&[&["blog.txt"], &["monitor.txt", "agency.txt"], &["army.txt"]], "2"));
}

#[test]
fn the_same_moment_gives_the_same_case_to_the_last_byte() {
    let bytes = || {
        let bed = Bed::with_reports();
        bed.run(&["read", ".", "--case", "hama.gpkg"]).done();
        std::fs::read(bed.path("hama.gpkg")).unwrap()
    };
    assert_eq!(bytes(), bytes());
}
