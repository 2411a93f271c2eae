//! The day of publication: explicit, settled between two readings, bounded by the text, or unknown.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use orontes_extract::{Limits, Report, extract, received};
use orontes_model::{Basis, Date, ZoneKind};

fn read(text: &str) -> Report {
    extract(&received("a.txt", text.as_bytes().to_vec()).unwrap().remove(0), &Limits::default()).unwrap()
}

fn check(text: &str, day: &str, basis: Basis) {
    let report = read(text);
    let day: Date = day.parse().unwrap();
    assert_eq!(
        (report.published.one_day(), report.published.basis),
        (Some(day), basis),
        "{text:?} {:?}",
        report.zones
    );
}

const BODY: &str =
    "Fighters entered the town on Monday after the garrison left, residents said. The road lay open.";

#[test]
fn a_line_that_is_only_a_date_is_the_day() {
    for line in [
        "5 December 2024",
        "December 5th 2024.",
        "Thursday, 5 December 2024",
        "Dec. 5, 2024",
        "2024-12-05",
        "2024-12-05T18:20:00+03:00",
        "Published: 05 Dec 2024, 10:15 GMT",
        "Posted on December 5, 2024 at 6:02 pm",
        "5th of December, 2024",
        "05-Dec-24",
        "Updated 2024/12/05 | 18:30 local time",
        "25/12/2024",
    ] {
        let day = if line.starts_with("25") { "2024-12-25" } else { "2024-12-05" };
        check(&format!("{line}\n\n{BODY}"), day, Basis::Explicit);
        check(&format!("Town falls after siege\n{line}\n{BODY}"), day, Basis::Explicit);
    }
}

#[test]
fn a_dateline_or_byline_may_hold_the_day() {
    check(&format!("GOMA, 27 January 2025 (Valley Wire) – {BODY}"), "2025-01-27", Basis::Explicit);
    check(&format!("By Ana Brook | January 27, 2025\n\n{BODY}"), "2025-01-27", Basis::Explicit);
    check(&format!("Mon 27 Jan 2025 {BODY}"), "2025-01-27", Basis::Explicit);
}

#[test]
fn published_goes_before_updated() {
    check(&format!("Updated 9 May 2023\nPublished 3 May 2023\n\n{BODY}"), "2023-05-03", Basis::Explicit);
}

#[test]
fn an_order_of_day_and_month_is_settled_by_the_text() {
    let settled = Basis::ExplicitAmbiguousOrder;
    // 3 April 2023 is a Monday, 4 March 2023 a Saturday.
    check(
        &format!("03/04/2023\n\n{BODY} The army said on Monday that it held the bridge."),
        "2023-04-03",
        settled,
    );
    check(
        "03/04/2023\n\nShelling went on through Friday, and on Saturday the road was cut.",
        "2023-03-04",
        settled,
    );
    check("03/04/2023\n\nThe siege began on 28 March 2023. The town has no water.", "2023-04-03", settled);
    check("03/04/2023\n\nThe truce of 14/02/2023 is over. The town has no water.", "2023-04-03", settled);
    // The feed and the text each have an order of their own.
    check("4/7/2017\n\nA bomb went off in the town on 07.04.2017, police said.", "2017-04-07", settled);
    check("03/04/2023\n\nThe siege began on February 28. The town has no water.", "2023-03-04", settled);
    check(
        "03/04/2023\n\nTalks will resume on Tuesday. Fighting stopped on Monday, both armies said.",
        "2023-04-03",
        settled,
    );
}

#[test]
fn an_order_that_nothing_settles_stays_open() {
    let published =
        read("03/04/2023\n\nFighters entered the town. The road to the coast lay open.").published;
    let days = (Some(Date::constant(2023, 3, 4)), Some(Date::constant(2023, 4, 3)));
    assert_eq!((published.from, published.to), days);
    assert_eq!(published.basis, Basis::ExplicitAmbiguousOrder);
}

#[test]
fn a_text_without_a_date_is_bounded_by_its_latest_past_day() {
    let bound = |text: &str| {
        let published = read(text).published;
        assert_eq!(published.to, None, "{text:?}");
        (published.from.map(|it| it.to_string()), published.basis)
    };
    let from = |day: &str| (Some(day.to_owned()), Basis::Content);
    assert_eq!(bound("The town fell on 4 December 2024. It had held since 30 November."), from("2024-12-04"));
    assert_eq!(bound("The siege began on 4 October 2024. The town fell on November 9."), from("2024-11-09"));
    assert_eq!(bound("Elections are due on 4 May 2027. The war began in 2014."), from("2014-01-01"));
    assert_eq!(bound("The army lost 2014 men. The town fell."), (None, Basis::Unknown));
    assert_eq!(bound("The town fell in November 2023 after a siege of weeks."), from("2023-11-01"));
}

#[test]
fn a_day_without_a_year_takes_it_from_the_text() {
    let text =
        "Thursday, December 5\n\nThe offensive began on 27 November 2024, the monitor said. The town fell.";
    check(text, "2024-12-05", Basis::Content);
}

#[test]
fn dates_that_do_not_exist_are_no_dates() {
    for text in
        ["31/02/2024\n\nThe town fell.", "2024-13-45\n\nThe town fell.", "0001-01-01\n\nThe town fell."]
    {
        assert!(read(text).published.is_unknown(), "{text:?}");
    }
}

#[test]
fn a_sentence_with_a_date_is_no_date_line() {
    let report = read("The town fell on 5 December 2024.\n\nThe army left.");
    assert!(report.zones.iter().all(|it| it.kind != ZoneKind::DateLine));
    assert_eq!(report.published.basis, Basis::Content);
}

#[test]
fn a_line_of_cells_of_which_one_is_the_day_is_the_day() {
    for line in [
        "17 February 2031 | 9 min read",
        "Posted on 17/02/2031 at 07:40 by the newsroom (with Valley Wire)",
        "Update 2, 17 February 2031",
        "Field staff report · 17 February 2031 · 18:00",
        "Reporting period: 2 to 8 February 2031. Published 17 February 2031",
    ] {
        check(&format!("Town falls after siege\n\n{line}\n\n{BODY}"), "2031-02-17", Basis::Explicit);
    }
}

#[test]
fn a_sentence_of_a_day_and_a_caption_are_no_line_of_cells() {
    for line in [
        "Fighters took the bridge, the mill and the station on 17 February 2031.",
        "The town fell on 17 February 2031, and the army left",
        "A family crosses the bridge, which was blown up by the army on 17 February 2031",
    ] {
        let report = read(&format!("{line}\n\n{BODY}"));
        assert!(report.zones.iter().all(|it| it.kind != ZoneKind::DateLine), "{line}");
    }
}
