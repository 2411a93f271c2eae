//! The whole help text, as it stands: a change is read in the diff.

#[test]
fn the_help_says_what_it_said() {
    trycmd::TestCases::new().case("tests/help/*.trycmd").env("COLUMNS", "100");
}

#[test]
fn the_version_is_printed() {
    let said = crate::bed::Bed::new().run(&["--version"]).done();
    assert_eq!(said, format!("orontes {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_arguments_are_wrong_use() {
    let bed = crate::bed::Bed::new();
    bed.run(&["raed"]).ended(2, &["unrecognized subcommand", "read"]);
    bed.run(&["read"]).ended(2, &["<PATH>"]);
    bed.run(&["brief", "a.txt", "--day", "yesterday"]).ended(2, &["invalid value 'yesterday'"]);
    bed.run(&["export", "a.txt", "--format", "xls"])
        .ended(2, &["[possible values: claims, case, geojson, kml, svg, png]"]);
}
