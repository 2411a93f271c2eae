//! Holds the program against the pages of `tests/cases`. `ORONTES_BLESS=1` writes what came out into the pages:
//! read the difference before you keep it.

use crate::world::{ARDEN, World, root};
use orontes_engine::{changes, situation};
use orontes_extract::{Limits, Received, extract};
use orontes_model::{Basis, Corrections, Date, Format, Kind, Report, Situation, When};
use orontes_testkit::compact;
use orontes_testkit::page::{Block, Case, cases, difference, rewritten};

fn report(block: &Block, nth: usize) -> Report {
    let name = format!("report{}.txt", nth + 1);
    let received = Received { name, bytes: block.body.clone().into_bytes(), format: Format::Text };
    let mut report = extract(&received, &Limits::default()).unwrap();
    if let Some(day) = block.argument("published") {
        report.published = When::day(day.parse::<Date>().unwrap(), Basis::Explicit);
    }
    report.publisher = block.argument("source").map(str::to_owned).or(report.publisher);
    report
}

fn printed(block: &Block, world: &World) -> Option<String> {
    match block.kind.as_str() {
        "claims" => {
            let kinds: Option<Vec<Kind>> =
                block.argument("kinds").map(|it| it.split(',').filter_map(Kind::from_word).collect());
            let shown = world
                .claims
                .iter()
                .filter(|it| kinds.as_ref().is_none_or(|them| them.contains(&it.claim.statement.kind())));
            Some(shown.map(|it| compact::claim(it) + "\n").collect())
        }
        "situation" => Some(world.situation.control.iter().map(|it| compact::control(it) + "\n").collect()),
        "disagreements" => {
            let told = world.situation.disagreements.iter();
            Some(
                told.map(|it| format!("{} {}: {}\n", it.kind.word(), it.severity.word(), it.topic)).collect(),
            )
        }
        "what-if" => Some(what_if(block, world)),
        "changes" => {
            let told = changes(&known_by(world, block.argument("since")?), &world.situation);
            Some(told.iter().map(|it| compact::change(it) + "\n").collect())
        }
        _ => None,
    }
}

/// What is supposed, reported and computed, line by line under its headings.
fn what_if(block: &Block, world: &World) -> String {
    let words: Vec<String> =
        block.argument("suppose").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let day = world.situation.events.iter().filter_map(|it| it.best_day).max();
    let outlook =
        orontes_engine::outlook(&ARDEN, &world.situation, &world.claims, &words, day, orontes_engine::SEED);
    let outlook = match outlook {
        Ok(outlook) => outlook,
        Err(unclear) => return format!("error: {unclear}; {}\n", unclear.hint()),
    };
    let picture = orontes_render::Picture::new(&world.situation, &world.dossiers, &world.claims);
    orontes_render::brief_text(&orontes_render::outlook_brief(&picture, &outlook), &str::to_owned)
}

/// The picture of the reports that were published by a day.
fn known_by(world: &World, day: &str) -> Situation {
    let day: Date = day.parse().unwrap();
    let dossiers: Vec<_> =
        world.dossiers.iter().filter(|it| it.published.to.is_some_and(|it| it <= day)).cloned().collect();
    let is_known = |report: &str| dossiers.iter().any(|it| it.name == report);
    let claims: Vec<_> = world.claims.iter().filter(|it| is_known(&it.claim.report)).cloned().collect();
    situation(&ARDEN, &dossiers, &claims, &Corrections::default(), None)
}

/// What the page says of a case and what comes out, block by block.
fn outcomes(case: &Case) -> Vec<(Block, String)> {
    let told: Vec<Report> = case
        .blocks
        .iter()
        .filter(|it| it.kind == "report")
        .enumerate()
        .map(|(nth, it)| report(it, nth))
        .collect();
    let world = World::of(&told);
    case.blocks.iter().filter_map(|it| Some((it.clone(), printed(it, &world)?))).collect()
}

#[test]
fn every_page_says_what_comes_out() {
    let bless = std::env::var_os("ORONTES_BLESS").is_some();
    let mut faults = String::new();
    let mut n_blocks = 0;
    for entry in std::fs::read_dir(root().join("tests/cases")).unwrap() {
        let path = entry.unwrap().path();
        let page = std::fs::read_to_string(&path).unwrap();
        let mut bodies = Vec::new();
        for case in cases(&page) {
            for (block, got) in outcomes(&case) {
                n_blocks += 1;
                if let Some(difference) = difference(&block, &got) {
                    faults.push_str(&format!("{} «{}», {difference}", path.display(), case.title));
                    bodies.push((block.line, got));
                }
            }
        }
        if bless && !bodies.is_empty() {
            std::fs::write(&path, rewritten(&page, &bodies)).unwrap();
        }
    }
    assert!(n_blocks > 0, "no page of cases was found");
    assert!(bless || faults.is_empty(), "\n{faults}\nORONTES_BLESS=1 writes what came out into the pages");
}

#[test]
fn every_kind_has_its_page() {
    for kind in Kind::ALL {
        let page = root().join(format!("tests/cases/{}.md", kind.word()));
        assert!(page.is_file(), "{} is missing", page.display());
    }
}
