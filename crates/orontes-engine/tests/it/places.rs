//! What the places of a report mean, from its bytes on: descriptions, wars without a theatre, the five reports.

use crate::world::root;
use orontes_engine::{Reference, mentions_of};
use orontes_extract::{Limits, extract, received};
use orontes_model::{MentionForm, MentionKind, Span};
use std::sync::LazyLock;

static SHIPPED: LazyLock<Reference> = LazyLock::new(|| Reference::embedded().unwrap().value);

/// The places of a text: words, where they stand, how they refer, the only place that they mean.
fn places(name: &str, text: &str) -> Vec<(String, Span, MentionForm, Option<String>)> {
    let document = received(name, text.as_bytes().to_vec()).unwrap().remove(0);
    let report = extract(&document, &Limits::default()).unwrap();
    let read = mentions_of(&SHIPPED, &report).value;
    let mentions = read.reading.mentions.iter().enumerate().filter(|it| it.1.kind == MentionKind::Place);
    mentions
        .map(|(idx, it)| {
            let meant = read.located.of_mention(idx).and_then(|it| it.resolution.certain());
            (it.span.of(&report.text).to_owned(), it.span, it.form, meant.map(|it| it.place.id.clone()))
        })
        .collect()
}

/// Takes the marks out of a text: `the town{ua.soledar}` is the words "the town" and what they mean.
fn unmarked(marked: &str) -> (String, Vec<(usize, String)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, (mark, after))) =
        rest.split_once('{').and_then(|it| Some((it.0, it.1.split_once('}')?)))
    {
        text.push_str(before);
        marks.push((text.len(), mark.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

#[test]
fn the_town_is_the_one_in_focus_and_seldom_the_nearest_name() {
    let file = std::fs::read_to_string(root().join("tests/corpus/focus.txt")).unwrap();
    let (mut n_right, mut wrong, mut n_marks) = (0, Vec::new(), 0);
    for block in file.split("\n=== ").skip(1) {
        let (name, marked) = block.split_once('\n').unwrap();
        let (text, marks) = unmarked(marked.trim());
        let found = places(name, &text);
        n_marks += marks.len();
        for (end, expected) in marks {
            // Longer mentions that end here stand before: "districts of the city".
            let meant = found.iter().rfind(|it| it.1.end as usize == end && it.2 == MentionForm::Description);
            match meant.and_then(|it| it.3.as_deref()) {
                Some(id) if id == expected => n_right += 1,
                None if expected == "-" => n_right += 1,
                None => eprintln!("{name}:{end} {expected} is left open"),
                Some(id) => wrong.push(format!("{name}:{end} {expected}: {id}")),
            }
        }
    }
    eprintln!("{n_right} of {n_marks} right; wrong: {wrong:#?}");
    assert!(n_marks == 58 && n_right >= 48 && wrong.len() <= 5, "{n_right} {wrong:#?}");
}

/// Names of the five reports and what they mean; names only, no sentence. A province has its suffix.
const FIVE: [(&str, &str); 26] = [
    ("Aleppo", "sy.aleppo"),
    ("Assi Square", "sy.assi_square"),
    ("Damascus", "sy.damascus"),
    ("Daramsuq", "sy.damascus"),
    ("Gaza", "ps.gaza"),
    ("HEMTO", "sy.hama"),
    ("Hama", "sy.hama"),
    ("Hama province", "sy.hama.gov"),
    ("Hemto", "sy.hama"),
    ("Hmoth", "sy.homs"),
    ("Holeb", "sy.aleppo"),
    ("Homs", "sy.homs"),
    ("Idlib", "sy.idlib"),
    ("Iran", "ir"),
    ("Israel", "il"),
    ("Latakia", "sy.latakia"),
    ("Lebanon", "lb"),
    ("Levant", "levant"),
    ("Mharda", "sy.mhardeh"),
    ("Middle East", "middle_east"),
    ("Russia", "ru"),
    ("Salamiya", "sy.salamiyah"),
    ("Syria", "sy"),
    ("Turkey", "tr"),
    ("US", "us"),
    ("Ukraine", "ua"),
];

#[test]
fn every_place_of_the_five_reports_is_right() {
    let shared = std::env::var("ORONTES_SHARED").map_or_else(|_| root().join("../shared"), Into::into);
    let Ok(folder) = std::fs::read_dir(shared.join("reports")) else {
        eprintln!("skipped: no reports beside the repository");
        return;
    };
    let mut n_right = 0;
    for path in folder.map(|it| it.unwrap().path()) {
        let text = std::fs::read_to_string(&path).unwrap();
        for (words, span, form, id) in places("report.txt", &text) {
            if form != MentionForm::Name {
                continue;
            }
            let expected = FIVE.iter().find(|it| it.0.eq_ignore_ascii_case(&words)).map(|it| it.1);
            // "In the countryside of Hama province": the words beside the name say that the province is meant.
            let province = expected.is_some_and(|it| id.as_deref() == Some(&format!("{it}.gov")));
            let after: String = text[span.start as usize..].chars().take(40).collect();
            let told = after.contains("province") || after.contains("region");
            assert!(id.as_deref() == expected || province && told, "{words} at {span}: {id:?}");
            n_right += usize::from(expected.is_some());
        }
    }
    assert!(n_right > 120, "{n_right}");
}
