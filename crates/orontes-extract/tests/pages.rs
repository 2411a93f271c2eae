//! Reads web pages written for these tests: clutter, metadata, encodings, hostile nesting.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests may stop and may measure time")]

use orontes_extract::{Limits, Refused, Report, extract, received};
use orontes_model::{Basis, Date, Span, ZoneKind};
use std::time::{Duration, Instant};

fn read(name: &str, bytes: &[u8]) -> Result<Report, Refused> {
    extract(&received(name, bytes.to_vec())?.remove(0), &Limits::default())
}

fn words(report: &Report, kind: ZoneKind) -> Vec<&str> {
    report.zones.iter().filter(|it| it.kind == kind).map(|it| it.span.of(&report.text)).collect()
}

fn received_words<'a>(report: &Report, bytes: &'a [u8], phrase: &str) -> &'a [u8] {
    let at = report.text.find(phrase).unwrap_or_else(|| panic!("{phrase:?} is not in {:?}", report.text));
    &bytes[report.origin.to_received(Span::new(at, at + phrase.len())).range()]
}

#[test]
fn a_blog_page_is_its_story_without_the_clutter() {
    let page = include_bytes!("pages/blog.html");
    let report = read("blog.html", page).unwrap();
    assert_eq!(report.title.as_deref(), Some("Garrison leaves Lower Marsh"));
    assert_eq!(report.publisher.as_deref(), Some("The Ferry Post"));
    assert_eq!(report.byline.as_deref(), Some("By Ilse Maren"));
    assert_eq!(report.published.one_day(), Some(Date::constant(2031, 4, 4)));
    assert_eq!(report.published.basis, Basis::Explicit);
    assert_eq!(
        report.url.as_deref(),
        Some("https://ferrypost.example/2031/04/garrison-leaves-lower-marsh.html")
    );
    assert_eq!(words(&report, ZoneKind::Title), ["Garrison leaves Lower Marsh"]);
    assert_eq!(words(&report, ZoneKind::Heading), ["The road south"]);
    assert!(report.text.contains("“They loaded what they could & drove south,” said a baker"));
    assert!(report.text.contains("\nThe mill burned down on Wednesday, the fire brigade said."));
    for clutter in ["never shown", "cookies", "Weather", "Grain prices", "Type here", "First!", "Powered"] {
        assert!(!report.text.contains(clutter), "{clutter}: {}", report.text);
    }
}

#[test]
fn the_words_of_a_page_lead_back_to_its_bytes() {
    let page = include_bytes!("pages/blog.html");
    let report = read("blog.html", page).unwrap();
    assert_eq!(received_words(&report, page, "customs house"), b"customs house");
    assert_eq!(received_words(&report, page, "Lower\u{a0}Marsh"), b"Lower&nbsp;Marsh");
    assert_eq!(received_words(&report, page, "ridge — the"), b"ridge &mdash; the");
    assert_eq!(received_words(&report, page, "“They"), b"&ldquo;They");
}

#[test]
fn linked_data_tell_day_authors_and_publisher() {
    let page = include_bytes!("pages/agency.html");
    let report = read("agency.html", page).unwrap();
    assert_eq!(report.published.one_day(), Some(Date::constant(2031, 4, 5)));
    assert_eq!(report.publisher.as_deref(), Some("Coastal Wire Agency"));
    assert_eq!(report.byline.as_deref(), Some("Ana Brook, Tom Reed"));
    assert_eq!(words(&report, ZoneKind::Dateline), ["ARDEN (Coastal Wire) —"]);
    assert_eq!(words(&report, ZoneKind::MachineDisclosure).len(), 1);
    let said = report.machine_written.map(|it| it.of(&report.text)).unwrap();
    assert!(said.starts_with("This article was translated"));
    assert!(!report.text.contains("Most read"));
}

#[test]
fn a_page_in_an_arabic_encoding_leads_back_to_its_bytes() {
    let story = "قال سكان البلدة إن القوات انسحبت ليلا بعد قصف استمر يومين، وإن المقاتلين دخلوا مبنى البلدية صباح الجمعة. ";
    let html = format!(
        "<html><head><meta charset=windows-1256><title>انسحاب</title></head><body><article><h1>انسحاب</h1><p>{story}{story}</p><p>Arden: {story}</p></article></body></html>"
    );
    let (page, _, lost) = encoding_rs::WINDOWS_1256.encode(&html);
    assert!(!lost);
    let report = read("page.html", &page).unwrap();
    assert!(report.text.contains("انسحبت ليلا"));
    assert_eq!(received_words(&report, &page, "Arden"), b"Arden");
    let word = encoding_rs::WINDOWS_1256.encode("البلدية").0;
    assert_eq!(received_words(&report, &page, "البلدية"), &*word);
}

#[test]
fn a_page_without_an_article_gives_its_words_and_a_note() {
    let page = b"<html><body><nav><a href=/>Home</a></nav><p>Come back later.</p></body></html>";
    let report = read("menu.html", page).unwrap();
    assert!(report.text.contains("Come back later."));
    assert!(report.notes.iter().any(|it| it.message.contains("no article")), "{:?}", report.notes);
    let empty = read("app.html", b"<html><body><div id=app></div><script>draw()</script></body></html>");
    assert!(empty.unwrap_err().to_string().contains("shows no words"));
}

#[test]
fn a_broken_page_is_read_like_a_browser_would() {
    let prose =
        "The army left the town on Thursday, residents said, and the road to the coast lay open again. ";
    let page = format!(
        "<html><body><p>{prose}{prose}<p>1 < 2 &unknown; & so on. {prose}<div>{prose}</p></div><!-- no end"
    );
    let report = read("broken.html", page.as_bytes()).unwrap();
    assert!(report.text.contains("1 < 2 &unknown; & so on."), "{}", report.text);
}

#[test]
fn an_old_page_of_tables_and_breaks_is_read_in_paragraphs() {
    let page = r#"<HTML><HEAD><TITLE>Valley Wire: Army leaves Thornby</TITLE></HEAD><BODY bgcolor=white>
<table><tr><td width=150><b>Sections</b><br><a href=1>Front page</a><br><a href=2>Politics</a></td>
<td><font size=5><b>Army leaves Thornby</b></font><br><i>April 4, 2031</i><br><br>
THORNBY (VW) - The army left the town of Thornby on Thursday, residents said, after two days of shelling.<br><br>
A column of some 60 lorries was seen on the N1, and the barracks stood empty by morning.<br><br>
The Relief Office said that 4,000 people had left their homes; it expects the number to reach 15,000.<br><br>
</td></tr></table></BODY></HTML>"#;
    let report = read("old.html", page.as_bytes()).unwrap();
    assert!(!report.text.contains("Politics"), "{}", report.text);
    assert_eq!(report.published.one_day(), Some(Date::constant(2031, 4, 4)));
    assert_eq!(words(&report, ZoneKind::Dateline), ["THORNBY (VW) -"]);
    assert_eq!(report.text.matches("\n\n").count(), 3, "{:?}", report.text);
}

#[test]
fn the_name_of_the_site_is_told_from_the_headline() {
    let story =
        "The army left the town on Thursday, residents said, and the road to the coast lay open again. "
            .repeat(3);
    for title in
        ["Thornby falls — Harbour Times", "Thornby falls | Harbour Times", "Harbour Times: Thornby falls"]
    {
        let page =
            format!("<html><title>{title}</title><body><div><div>Thornby falls</div><p>{story}</p></div>");
        let report = read("a.html", page.as_bytes()).unwrap();
        assert_eq!(report.title.as_deref(), Some("Thornby falls"), "{title}");
        assert_eq!(report.publisher.as_deref(), Some("Harbour Times"), "{title}");
    }
}

fn assert_quick(name: &str, page: String) -> Report {
    let start = Instant::now();
    let report = read(name, page.as_bytes()).unwrap();
    // Generous, for tests run unoptimised beside others; the square of these pages takes a minute.
    assert!(start.elapsed() < Duration::from_secs(5), "{name} took {:?}", start.elapsed());
    assert_eq!(report, read(name, page.as_bytes()).unwrap(), "the same page gives the same report");
    report
}

#[test]
fn hostile_nesting_costs_no_more_than_its_length() {
    let prose = "<p>The army left the town on Thursday, residents said, and the road to the coast lay open. It was the third day.</p>".repeat(4);
    for open in [
        "<div>",
        "<table>",
        "<table><tr><td>",
        "<ul><li>",
        "<b>",
        "<a href=x>",
        "<p><b>",
        "<font color=red><div>",
        "<span>",
    ] {
        let page = format!("<html><body>{}{prose}</body></html>", open.repeat(20_000));
        let report = assert_quick(open, page);
        assert!(report.text.contains("residents said"), "{open}");
    }
    for open in [
        "<", "<a", "<!--", "&", "&amp", "<div a='", "</p>", "<br>", "</div>", "<td>", "<script>", "<svg>",
        "&#", "\"<",
    ] {
        let page = format!("<html><body>{prose}{}</body></html>", open.repeat(50_000));
        assert_quick(open, page);
    }
    assert_quick("paragraphs", format!("<html><body>{}</body></html>", prose.repeat(5_000)));
}
