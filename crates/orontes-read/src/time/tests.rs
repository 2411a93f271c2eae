//! Runs the tables of time expressions: half of them for building, half kept for testing only.

use super::*;
use orontes_model::Basis;
use std::fmt::Write;

/// One line of a table.
struct Row<'t> {
    sentence: &'t str,
    words: &'t str,
    published: When,
    tense: Tense,
    days: String,
    value: &'t str,
    kind: &'t str,
}

fn rows(table: &str) -> Vec<Row<'_>> {
    table.lines().filter(|it| !it.starts_with('#') && !it.is_empty()).map(row).collect()
}

fn row(line: &str) -> Row<'_> {
    let cells: Vec<&str> = line.split('\t').collect();
    assert_eq!(cells.len(), 8, "eight cells: {line}");
    let ends = cells[2].split_once('/').unwrap_or((cells[2], cells[2]));
    let published = When::between(ends.0.parse().ok(), ends.1.parse().ok(), Basis::Explicit);
    let tense = match cells[3] {
        "past" => Tense::Past,
        "perfect" => Tense::Perfect,
        "future" => Tense::Future,
        "-" => Tense::Unknown,
        other => panic!("no such tense: {other}"),
    };
    let days = format!("{} {}", cells[4], cells[5]);
    Row { sentence: cells[0], words: cells[1], published, tense, days, value: cells[6], kind: cells[7] }
}

/// Returns the share of rows whose words, days, value and type are all right, and what went wrong.
fn score(table: &str) -> (f64, String) {
    let (rows, mut wrong) = (rows(table), String::new());
    let (mut right, mut spans) = (0, 0);
    for row in &rows {
        let whole = [Span::new(0, row.sentence.len())];
        let found = times_of(row.sentence, &whole, &row.published, &|_, _| row.tense);
        let hit = found.iter().find(|it| it.span.of(row.sentence) == row.words);
        spans += usize::from(hit.is_some());
        let open = |it: Option<jiff::civil::Date>| it.map_or("-".to_owned(), |it| it.to_string());
        let shown = |it: &TimeExpression| {
            format!("{} {}\t{}\t{}", open(it.when.from), open(it.when.to), it.value, it.kind.word())
        };
        let want = format!("{}\t{}\t{}", row.days, row.value, row.kind);
        match hit.map(shown) {
            Some(got) if got == want => right += 1,
            got => {
                let all: Vec<&str> = found.iter().map(|it| it.span.of(row.sentence)).collect();
                writeln!(wrong, "{} [{}]\n  want {want}\n  got  {got:?} {all:?}", row.sentence, row.words)
                    .unwrap();
            }
        }
    }
    println!("{right} of {} right, {spans} spans", rows.len());
    (right as f64 / rows.len() as f64, wrong)
}

#[test]
fn the_expressions_for_building_are_read() {
    let (share, wrong) = score(include_str!("../../tests/times/dev.tsv"));
    assert!(share >= 0.97, "{share}\n{wrong}");
}

#[test]
fn the_expressions_kept_for_testing_are_read() {
    let (share, wrong) = score(include_str!("../../tests/times/held.tsv"));
    println!("{}", wrong.lines().count());
    assert!(share >= 0.95, "{share}");
}

#[test]
fn a_date_without_a_year_is_of_the_time_that_the_contents_of_its_report_show() {
    let told = |sentence: &str, from: &str, basis: Basis| {
        let published = When::between(from.parse().ok(), None, basis);
        let whole = [Span::new(0, sentence.len())];
        times_of(sentence, &whole, &published, &|_, _| Tense::Past)[0].when.one_day().map(|it| it.to_string())
    };
    let began = "The offensive began on November 27.";
    assert_eq!(told(began, "2024-12-05", Basis::Content).as_deref(), Some("2024-11-27"));
    assert_eq!(told(began, "2025-01-10", Basis::Content).as_deref(), Some("2024-11-27"));
    // Half a year back or ahead it may be of another year, and a bound of another kind says nothing of news.
    assert_eq!(told(began, "2024-06-05", Basis::Content), None);
    assert_eq!(told(began, "2024-11-20", Basis::Content), None);
    assert_eq!(told(began, "2024-12-05", Basis::Explicit), None);
}
