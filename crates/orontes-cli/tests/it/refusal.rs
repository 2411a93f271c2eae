//! Bad input: each kind has its message, and never stops the others.

use crate::bed::Bed;

/// Reads `bytes` beside a good report, checks that it alone is refused with these words, and that the good
/// report is read.
#[track_caller]
fn refused_alone(name: &str, bytes: &[u8], said: &[&str]) {
    let bed = Bed::with_reports();
    bed.put(name, bytes);
    let ran = bed.run(&["read", "agency.txt", name]);
    assert!(ran.out.contains("Hama"), "the good report is read: {}{}", ran.out, ran.err);
    let named = format!("refused: {name}");
    ran.ended(1, &[&[named.as_str(), "expected:", "hint:"], said].concat());
}

#[test]
fn an_empty_file() {
    refused_alone("empty.txt", b"", &["the file is empty"]);
    refused_alone("blank.txt", b" \n\t\n", &["the file is empty"]);
}

#[test]
fn a_file_of_200_mb() {
    let bed = Bed::with_reports();
    // A sparse file: 200 MB long, nothing on the disk.
    let file = std::fs::File::create(bed.path("huge.txt")).unwrap();
    file.set_len(200 << 20).unwrap();
    let ran = bed.run(&["read", "agency.txt", "huge.txt"]);
    assert!(ran.out.contains("Hama"));
    ran.ended(1, &["refused: huge.txt: the file is 209 MB long", "at most 67 MB"]);
}

#[test]
fn binary_junk() {
    let junk: Vec<u8> = (0..5_000_u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused_alone("junk.txt", &junk, &["binary"]);
    refused_alone("picture.txt", b"\x89PNG\r\n\x1a\n0000", &["this is a PNG picture"]);
}

#[test]
fn a_truncated_utf_8_sequence_is_read_with_a_note_and_not_refused() {
    let bed = Bed::new();
    let mut bytes = "Rebels captured Hama, said Rami Abd al-Rahman of the “observatory".as_bytes().to_vec();
    bytes.extend([0xE2, 0x80]);
    bed.put("cut.txt", &bytes);
    let ran = bed.run(&["claims", "cut.txt"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("Hama"), "{}", ran.out);
}

#[test]
fn a_page_without_an_article() {
    let page = b"<!doctype html><html><head><title></title></head><body><nav></nav><script>var x = 1;</script></body></html>";
    refused_alone("page.html", page, &[]);
}

#[test]
fn a_json_line_that_is_no_json() {
    let bed = Bed::new();
    bed.put(
        "feed.jsonl",
        b"{\"id\":\"one\",\"text\":\"Rebels captured Hama.\"}\nnothing\n{\"id\":\"three\"}\n",
    );
    let ran = bed.run(&["claims", "feed.jsonl"]);
    let out = ran.ended(1, &["refused: feed.jsonl:2: the line is no JSON", "refused: three"]);
    assert!(out.contains("\"report\":\"one\""), "{out}");
}

#[test]
fn a_file_that_is_not_there() {
    let bed = Bed::with_reports();
    let ran = bed.run(&["read", "agency.txt", "none.txt"]);
    assert!(ran.out.contains("Hama"));
    ran.ended(1, &["refused: none.txt: No such file"]);
}

#[test]
fn an_address_on_the_web() {
    let said = ["works offline and fetches nothing", "save the page"];
    Bed::new().run(&["read", "https://example.org/news"]).ended(2, &said);
}

#[test]
fn a_case_that_is_none() {
    let bed = Bed::with_reports();
    bed.put("text.gpkg", "Rebels captured Hama. ".repeat(100).as_bytes());
    bed.put("empty.gpkg", b"");
    for command in ["brief", "verify"] {
        bed.run(&[command, "text.gpkg"]).ended(2, &["text.gpkg: this is no case file", "hint:"]);
        bed.run(&[command, "empty.gpkg"]).ended(2, &["this is no case file, but an empty file"]);
        bed.run(&[command, "none.gpkg"]).ended(2, &["none.gpkg: there is no such case file"]);
    }
    bed.run(&["read", "agency.txt", "--case", "text.gpkg"]).ended(2, &["this is no case file"]);
    bed.run(&["read", "agency.txt", "--case", "."]).ended(2, &["but a folder"]);
    assert_eq!(std::fs::read(bed.path("text.gpkg")).unwrap().len(), 2_200, "it is left as it was");
}

#[test]
fn a_case_of_a_newer_version() {
    let bed = Bed::with_reports();
    bed.run(&["read", "agency.txt", "--case", "hama.gpkg"]).done();
    let connection = rusqlite::Connection::open(bed.path("hama.gpkg")).unwrap();
    connection.execute_batch("UPDATE orontes_meta SET value = '7' WHERE key = 'format'").unwrap();
    drop(connection);
    let before = std::fs::read(bed.path("hama.gpkg")).unwrap();
    let said = ["written by a newer Orontes (format 7; this program reads up to 1): update the program"];
    bed.run(&["brief", "hama.gpkg"]).ended(2, &said);
    bed.run(&["read", "army.txt", "--case", "hama.gpkg"]).ended(2, &said);
    assert_eq!(std::fs::read(bed.path("hama.gpkg")).unwrap(), before);
}

#[test]
fn a_case_that_was_changed_is_not_verified() {
    let bed = Bed::with_reports();
    bed.run(&["read", "agency.txt", "--case", "hama.gpkg"]).done();
    let connection = rusqlite::Connection::open(bed.path("hama.gpkg")).unwrap();
    connection
        .execute_batch("DROP TRIGGER report_is_never_changed; UPDATE report SET received = CAST('Nothing happened.' AS BLOB)")
        .unwrap();
    drop(connection);
    let out = bed.run(&["verify", "hama.gpkg"]).ended(1, &[]);
    assert!(out.contains("report agency.txt: its bytes were changed"), "{out}");
    assert!(out.contains("this case is NOT as it was written"), "{out}");
}

#[test]
fn nothing_to_show() {
    let bed = Bed::new();
    bed.put("empty.txt", b"");
    bed.run(&["brief", "empty.txt"]).ended(2, &["refused: empty.txt", "there is no report to show"]);
    assert_eq!(bed.run(&["read", "empty.txt"]).ended(1, &["refused: empty.txt"]), "");
}
