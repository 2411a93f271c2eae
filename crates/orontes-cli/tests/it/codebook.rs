//! A user's own rules: added, overriding, refused with their place.

use crate::bed::Bed;

const RULE: &str = r#"
[[rule]]
id = "bridge-blown-up"
verbs = ["dynamite"]
actor = "subj by:actor"
place = "obj:route"
needs = ["place"]
event = "route_cut"
acled = "Looting/property destruction"
plover = "COERCE restrict"
example = "[actor The militia] dynamited [place the bridge]."
counterexample = "He wrote about dynamite."
"#;

const REPORT: &[u8] = b"Arden, 4 December 2031. The militia dynamited the bridge of Arden on Monday.\n";

fn bed(rules: &str) -> Bed {
    let bed = Bed::new();
    bed.put("report.txt", REPORT);
    bed.put("rules/mine.toml", rules.as_bytes());
    bed
}

#[test]
fn a_rule_of_ones_own_codes_what_no_shipped_rule_does() {
    let bed = bed(RULE);
    let told = |said: &str| said.lines().any(|it| it.contains("\"route_cut\"") && it.contains("dynamited"));
    assert!(!told(&bed.run(&["claims", "report.txt"]).done()));
    assert!(told(&bed.run(&["claims", "report.txt", "--codebook", "rules"]).done()));
}

#[test]
fn a_rule_that_fails_its_example_is_left_out_and_the_rest_goes_on() {
    let failing =
        RULE.replace("id = \"bridge-blown-up\"", "id = \"wrong\"").replace("[actor The", "[place The");
    let bed = bed(&format!("{RULE}{failing}"));
    let said = bed
        .run(&["claims", "report.txt", "--codebook", "rules"])
        .ended(1, &["rule left out: rules/mine.toml, line 15, rule wrong", "dynamited"]);
    assert!(said.contains("\"route_cut\""));
}

#[test]
fn a_rule_that_cannot_be_meant_is_named_with_file_line_and_rule() {
    let bed = bed(&RULE.replace("obj:route", "obj:rout"));
    let said =
        ["rules/mine.toml, line 3, rule bridge-blown-up", "`rout` is no class of words", "docs/codebook.md"];
    bed.run(&["claims", "report.txt", "--codebook", "rules"]).ended(2, &said);
    bed.run(&["claims", "report.txt", "--codebook", "nowhere"]).ended(2, &["cannot read nowhere"]);
    bed.put("none/readme.txt", b"");
    bed.run(&["read", "report.txt", "--codebook", "none"]).ended(2, &["none holds no *.toml file"]);
}

#[test]
fn a_case_is_read_again_under_other_rules() {
    let bed = bed(RULE);
    bed.run(&["read", "report.txt", "--case", "a.gpkg"]).done();
    let again = bed.run(&["read", "--case", "a.gpkg", "--codebook", "rules"]);
    again.ended(0, &["1 reports are read again: the rules have changed"]);
    let claims = bed.run(&["export", "a.gpkg", "--format", "claims"]).done();
    assert!(claims.contains("dynamited") && claims.contains("\"route_cut\""), "{claims}");
    bed.run(&["verify", "a.gpkg"]).done();
}
