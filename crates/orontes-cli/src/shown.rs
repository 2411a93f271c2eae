//! Turns a case, or reports that are not kept, into the picture that is shown.

use crate::as_of::AsOf;
use crate::atlas::AtlasOption;
use crate::coding::{self, Coded};
use crate::fault::{self, WrongUse};
use crate::stages::{self, Reference};
use crate::{clock, input, view, wire};
use anstyle::Style;
use orontes_extract::Limits;
use orontes_model::{
    Check, Cited, Date, Dossier, Ground, HeldStretch, OffsetMap, Outlook, PartyRow, Place, PlaceKind, Point,
    Situation,
};
use orontes_render::{Brief, Picture};
use orontes_store::{Case, Entry, Layers, Stamp};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A case as it is shown: its reports, its claims, and what they jointly support.
pub(crate) struct Shown {
    seen: Seen,
    /// The brief, where it was composed already.
    brief: Option<Brief>,
    case: Case,
}

/// What is shown, without the file that it came from.
pub(crate) struct Seen {
    pub(crate) dossiers: Vec<Dossier>,
    pub(crate) cited: Vec<Cited>,
    layers: Layers,
    towns: Vec<(String, Point)>,
    stretches: Vec<HeldStretch>,
    ground: Vec<Ground>,
    credits: Vec<String>,
    ground_credits: Vec<String>,
    checks: Vec<Check>,
    parties: Vec<PartyRow>,
    cut_off: Option<Date>,
}

impl AsRef<Layers> for Seen {
    fn as_ref(&self) -> &Layers {
        &self.layers
    }
}

impl Shown {
    /// Opens the case file that `paths` name, or reads the reports that they name and keeps nothing.
    /// Returns how many reports were refused as well.
    ///
    /// # Errors
    /// Where the case cannot be opened, or no report can be read.
    pub(crate) fn opened(
        reference: &Reference,
        paths: &[PathBuf],
        as_of: AsOf,
    ) -> anyhow::Result<(Shown, usize)> {
        let (case, n_refused) = match paths {
            [only] if is_case(only) => (opened_case(only)?, 0),
            reports => read_reports(reference, reports)?,
        };
        let seen = Seen::of(reference, read(reference, &case, as_of)?, as_of);
        Ok((Shown { seen, brief: None, case }, n_refused))
    }

    /// Returns what the same case told by the end of a day, and of how many reports.
    ///
    /// # Errors
    /// Where the case cannot be read.
    pub(crate) fn known_by(&self, reference: &Reference, day: Date) -> anyhow::Result<(Situation, usize)> {
        let then = read(reference, &self.case, AsOf::known_by(day))?;
        Ok((then.layers.situation, then.dossiers.len()))
    }

    /// Writes the layers of `case` anew with the lines that it tells, and shows it. With packs of the atlas it tells
    /// more than without them, so that the lines are not kept.
    ///
    /// # Errors
    /// Where another program writes the case, or the disk refuses.
    pub(crate) fn rebuilt(
        reference: &Reference,
        mut case: Case,
        stamp: &Stamp,
        atlas: &AtlasOption,
    ) -> anyhow::Result<Shown> {
        let corrections = AsOf::default().standing(&case.corrections()?);
        let undated = stages::undated(&case, &case.dossiers()?)?;
        let seen = |dossiers, cited| {
            let (dossiers, cited) = orontes_engine::settle(reference, undated, dossiers, cited);
            let cited = orontes_engine::overruled(reference, &corrections, cited);
            let layers = stages::layers(reference, &dossiers, &cited, &corrections, None);
            Seen::of(reference, Read { dossiers, cited, layers }, AsOf::default())
        };
        let told = |seen: &Seen| atlas.atlas.is_empty().then(|| view::of(&seen.picture(), stamp));
        let (seen, view) = case.rebuild_layers(stamp, seen, told)?;
        Ok(Shown { seen, brief: view.map(view::brief_of), case })
    }

    /// Returns the same with another ground under its maps, from a file of this name.
    pub(crate) fn on_ground(self, ground: Vec<Ground>, file: &str) -> Shown {
        let ground_credits = vec![format!("shores, waters and borders: {file}")];
        let seen = Seen { ground, ground_credits, ..self.seen };
        Shown { seen, ..self }
    }

    /// Works out what would follow from what `words` suppose.
    ///
    /// # Errors
    /// Where the words name no place or nobody, or several.
    pub(crate) fn outlook(
        &self,
        reference: &Reference,
        words: &[String],
        seed: u64,
    ) -> anyhow::Result<Outlook> {
        let seen = &self.seen;
        let situation = &seen.layers.situation;
        let outlook = orontes_engine::outlook(reference, situation, &seen.cited, words, seen.cut_off, seed);
        outlook.map_err(|it| WrongUse::new(it.to_string(), it.hint()).into())
    }

    /// Closes the case and leaves what was shown to the end of the program: to give back the claims of a large case one by
    /// one takes longer than to print them.
    pub(crate) fn leave(self) {
        let Shown { seen, brief, case } = self;
        drop(case);
        std::mem::forget((seen, brief));
    }

    /// Returns the case that is shown.
    pub(crate) fn into_case(self) -> Case {
        self.case
    }

    /// Returns every claim.
    pub(crate) fn cited(&self) -> &[Cited] {
        &self.seen.cited
    }

    /// Says whether there is no report.
    pub(crate) fn is_empty(&self) -> bool {
        self.seen.dossiers.is_empty()
    }

    /// Returns what the claims jointly support.
    pub(crate) fn situation(&self) -> &Situation {
        &self.seen.layers.situation
    }

    /// Returns what every output draws on.
    pub(crate) fn picture(&self) -> Picture<'_> {
        self.seen.picture()
    }

    fn brief(&self) -> Cow<'_, Brief> {
        let composed = || Cow::Owned(orontes_render::compose(&self.picture()));
        self.brief.as_ref().map_or_else(composed, Cow::Borrowed)
    }

    /// Returns the brief, its headings marked for a terminal.
    pub(crate) fn text(&self) -> String {
        brief_text(&self.brief())
    }

    /// Returns the brief as one page.
    pub(crate) fn html(&self) -> String {
        orontes_render::page_html(&self.picture(), &self.brief())
    }

    /// Returns the brief as JSON.
    pub(crate) fn brief_json(&self) -> Value {
        wire::brief_json(&self.brief())
    }

    /// Returns every claim as claims.jsonl.
    ///
    /// # Errors
    /// Where the case cannot be read.
    pub(crate) fn claims_jsonl(&self) -> anyhow::Result<String> {
        let mut by_report: BTreeMap<&str, Vec<Cited>> = BTreeMap::new();
        for it in &self.seen.cited {
            by_report.entry(&it.claim.report).or_default().push(it.clone());
        }
        let lines = by_report
            .into_iter()
            .map(|(report, claims)| Ok(orontes_render::claims_jsonl(&claims, &self.origin(report)?)));
        lines.collect()
    }

    /// Returns the way from the text of a report back to its bytes. The case keeps the bytes alone, so that
    /// the text is extracted again.
    ///
    /// # Errors
    /// Where the case cannot be read.
    pub(crate) fn origin(&self, report: &str) -> anyhow::Result<OffsetMap> {
        origin(&self.case, report)
    }
}

impl Seen {
    fn of(reference: &Reference, read: Read, as_of: AsOf) -> Seen {
        let Read { dossiers, cited, layers } = read;
        let cut_off = as_of.last_day(&dossiers, &layers.situation);
        Seen {
            towns: stages::towns(reference, &layers.places),
            stretches: orontes_engine::stretches(reference, &layers.situation, cut_off),
            ground: reference.ground.clone(),
            credits: reference.credits_of(&layers.places, !layers.routes.is_empty()),
            ground_credits: reference.credits.ground.clone(),
            checks: orontes_engine::checks(reference, &cited),
            parties: reference.registry.parties(&cited, cut_off),
            dossiers,
            cited,
            layers,
            cut_off,
        }
    }

    /// Returns what every output draws on.
    pub(crate) fn picture(&self) -> Picture<'_> {
        let mut picture = Picture::new(&self.layers.situation, &self.dossiers, &self.cited);
        // A pin in the middle of a country or province says more than the words do.
        let close =
            |it: &&Place| !matches!(it.kind, PlaceKind::Country | PlaceKind::Adm1 | PlaceKind::Region);
        let points =
            self.layers.places.iter().filter(close).filter_map(|it| Some((it.id.clone(), it.point?)));
        picture.points = points.collect();
        picture.cut_off = self.cut_off;
        let road = |it: &orontes_store::RouteLine| orontes_render::picture::RoadLine {
            reference: it.name.clone(),
            points: it.points.clone(),
        };
        picture.roads = self.layers.routes.iter().map(road).collect();
        picture.towns.clone_from(&self.towns);
        picture.stretches.clone_from(&self.stretches);
        picture.ground = &self.ground;
        picture.credits.clone_from(&self.credits);
        picture.ground_credits.clone_from(&self.ground_credits);
        picture.checks.clone_from(&self.checks);
        picture.parties.clone_from(&self.parties);
        picture
    }
}

/// Lays a brief out for a terminal, its headings in bold.
pub(crate) fn brief_text(brief: &Brief) -> String {
    let bold = Style::new().bold();
    orontes_render::brief_text(brief, &|heading| format!("{bold}{heading}{bold:#}"))
}

/// Returns the way from the text of a report back to its bytes.
///
/// # Errors
/// Where the case cannot be read.
pub(crate) fn origin(case: &Case, report: &str) -> anyhow::Result<OffsetMap> {
    let received = case.received(report)?;
    let extracted = received.and_then(|it| orontes_extract::extract(&it, &Limits::default()).ok());
    Ok(extracted.map(|it| it.origin).unwrap_or_default())
}

/// What is read from a case before it is shown.
struct Read {
    dossiers: Vec<Dossier>,
    cited: Vec<Cited>,
    layers: Layers,
}

fn read(reference: &Reference, case: &Case, as_of: AsOf) -> anyhow::Result<Read> {
    let corrections = as_of.standing(&case.corrections()?);
    let (mut dossiers, mut cited) = case.contents()?;
    as_of.keep_known(&mut dossiers, &mut cited);
    let undated = stages::undated(case, &dossiers)?;
    let (dossiers, cited) = orontes_engine::settle(reference, undated, dossiers, cited);
    let cited = orontes_engine::overruled(reference, &corrections, cited);
    let mut layers = stages::layers(reference, &dossiers, &cited, &corrections, as_of.day());
    as_of.cut(&mut layers.situation);
    Ok(Read { dossiers, cited, layers })
}

/// Says whether `path` is meant as a case file: by its first bytes, or by its name.
pub(crate) fn is_case(path: &Path) -> bool {
    if path.is_dir() || path == Path::new("-") {
        return false;
    }
    let mut head = [0; 16];
    let is_database = std::fs::File::open(path)
        .and_then(|mut it| it.read_exact(&mut head))
        .is_ok_and(|()| head == *b"SQLite format 3\0");
    is_database || path.extension().is_some_and(|it| it.eq_ignore_ascii_case("gpkg"))
}

/// Opens a case, and tells where another version of the program read it.
///
/// # Errors
/// Where it cannot be opened.
pub(crate) fn opened_case(path: &Path) -> anyhow::Result<Case> {
    let case = Case::open(path)?;
    if !case.read_otherwise(clock::RULES)?.is_empty() {
        let path = path.display();
        fault::tell_note(&format!(
            "another version of Orontes read these reports; to read them again: orontes read --case {path}"
        ));
    }
    Ok(case)
}

fn read_reports(reference: &Reference, paths: &[PathBuf]) -> anyhow::Result<(Case, usize)> {
    let found = input::sources(paths, None)?;
    found.refused.iter().for_each(fault::tell_refused);
    let mut n_refused = found.refused.len();
    let stamp = clock::stamp();
    let mut case = Case::in_memory(&stamp)?;
    coding::each_batch(reference, &found.sources, None, |batch| {
        let (coded, refused) = coding::parted(batch);
        refused.iter().for_each(fault::tell_refused);
        n_refused += refused.len();
        let entries: Vec<Entry<'_>> = coded.iter().map(Coded::entry).collect();
        case.append(&entries, &stamp)?;
        Ok(())
    })?;
    if case.reports()?.is_empty() {
        let hint = "give a case file (.gpkg), or reports: text, web pages or JSON lines";
        return Err(WrongUse::new("there is no report to show", hint).into());
    }
    Ok((case, n_refused))
}
