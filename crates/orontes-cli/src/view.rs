//! Turns a picture into the lines that a case keeps of it, and kept lines into a brief or into the words behind one.

use crate::answer::{self, Answer};
use crate::as_of::AsOf;
use crate::atlas::AtlasOption;
use crate::clock;
use crate::shown;
use orontes_model::{Cited, Dossier, OffsetMap, Situation};
use orontes_render::brief::{Line, Section};
use orontes_render::label::Labels;
use orontes_render::{Brief, Picture};
use orontes_store::{Case, Stamp, View, ViewLine, ViewSection};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Returns what the lines depend on beside the case: the rules by which it was read, and every source and table that
/// this program was built of.
fn made_by(rules: &str) -> String {
    format!("{rules} {}", env!("ORONTES_SOURCES"))
}

/// Returns the lines of a picture, those of events that its brief only counts as well.
pub(crate) fn of(picture: &Picture<'_>, stamp: &Stamp) -> View {
    let brief = orontes_render::compose(picture);
    let lines = brief.sections.iter().flat_map(|it| &it.lines);
    let told: BTreeSet<&str> = lines.map(|it| it.handle.as_str()).collect();
    let events = picture.situation.events.iter().enumerate();
    let events = events.map(|(idx, it)| (format!("E{}", idx + 1), it));
    let others = events.filter(|it| !told.contains(it.0.as_str())).map(|(handle, event)| ViewLine {
        text: answer::event_words(event),
        claims: event.claims.clone(),
        grounds: orontes_render::phrase::grounds(picture, event),
        handle,
        ..ViewLine::default()
    });
    View {
        by: made_by(&stamp.rules),
        others: others.collect(),
        title: brief.title,
        header: brief.header.into_iter().map(kept).collect(),
        sections: brief.sections.into_iter().map(section).collect(),
    }
}

fn kept(it: Line) -> ViewLine {
    let Line { handle, text, support, references, claims, grounds } = it;
    ViewLine { handle, text, support, references, claims, grounds }
}

fn section(it: Section) -> ViewSection {
    ViewSection {
        heading: it.heading.into_owned(),
        remark: it.remark.map(Cow::into_owned),
        lines: it.lines.into_iter().map(kept).collect(),
    }
}

/// Opens a case whose kept lines may answer: asked as a whole, and without packs.
fn asked(paths: &[PathBuf], as_of: AsOf, atlas: &AtlasOption) -> anyhow::Result<Option<Case>> {
    match paths {
        [only] if as_of.is_whole() && atlas.atlas.is_empty() && shown::is_case(only) => {
            shown::opened_case(only).map(Some)
        }
        _ => Ok(None),
    }
}

/// Returns the brief that a case keeps, where nothing has changed since.
///
/// # Errors
/// Where the case cannot be read.
pub(crate) fn brief(paths: &[PathBuf], as_of: AsOf, atlas: &AtlasOption) -> anyhow::Result<Option<Brief>> {
    let Some(case) = asked(paths, as_of, atlas)? else { return Ok(None) };
    Ok(case.view(&made_by(clock::RULES))?.map(brief_of))
}

/// Returns the brief whose lines these are.
pub(crate) fn brief_of(it: View) -> Brief {
    Brief {
        title: it.title,
        header: it.header.into_iter().map(line).collect(),
        sections: it
            .sections
            .into_iter()
            .map(|it| Section {
                heading: it.heading.into(),
                remark: it.remark.map(Cow::from),
                lines: it.lines.into_iter().map(line).collect(),
            })
            .collect(),
    }
}

fn line(it: ViewLine) -> Line {
    let ViewLine { handle, text, support, references, claims, grounds } = it;
    Line { handle, text, support, references, claims, grounds }
}

/// The words behind a handle, with as much of the case as they rest on.
pub(crate) struct Behind {
    pub(crate) answers: Vec<Answer>,
    situation: Situation,
    dossiers: Vec<Dossier>,
    cited: Vec<Cited>,
    labels: Labels,
    case: Case,
}

/// Reports beyond which an answer is no quicker than the whole case.
const FEW_REPORTS: usize = 1_000;

/// Returns what is behind a handle of the brief that a case keeps, where nothing has changed since and the reports
/// were read once and for all: undated ones are read again with each picture.
///
/// # Errors
/// Where the case cannot be read.
pub(crate) fn behind(
    paths: &[PathBuf],
    as_of: AsOf,
    atlas: &AtlasOption,
    reference: &str,
) -> anyhow::Result<Option<Behind>> {
    let Some(case) = asked(paths, as_of, atlas)? else { return Ok(None) };
    let handle = reference.trim().to_uppercase();
    let lines = case.view_lines(&made_by(clock::RULES), &handle)?.unwrap_or_default();
    let corrections = as_of.standing(&case.corrections()?);
    if handle.is_empty()
        || lines.is_empty()
        || !corrections.aliases.is_empty()
        || !corrections.places.is_empty()
    {
        return Ok(None);
    }
    let ids: Vec<_> =
        lines.iter().flat_map(|it| it.claims.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect();
    let cited = case.cited_of(&ids)?;
    let names = case.names()?;
    let labels = Labels::of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let answers: Vec<Answer> = lines
        .into_iter()
        .map(|it| Answer::of_line(&line(it), |label| labels.report_of(label).map(str::to_owned)))
        .collect();
    let reports: BTreeSet<&str> = answers
        .iter()
        .flat_map(Answer::reports)
        .chain(cited.iter().map(|it| it.claim.report.as_str()))
        .collect();
    if cited.len() < ids.len() || reports.len() > FEW_REPORTS {
        return Ok(None);
    }
    let dossiers = case.dossiers_of(reports.into_iter())?;
    if dossiers.iter().any(|it| it.published.one_day().is_none()) {
        return Ok(None);
    }
    Ok(Some(Behind { answers, situation: Situation::default(), dossiers, cited, labels, case }))
}

impl Behind {
    /// Returns what the answers draw on.
    pub(crate) fn picture(&self) -> Picture<'_> {
        let mut picture = Picture::new(&self.situation, &self.dossiers, &self.cited);
        picture.labels = self.labels.clone();
        picture
    }

    /// Returns the way from the text of a report back to its bytes.
    ///
    /// # Errors
    /// Where the case cannot be read.
    pub(crate) fn origin(&self, report: &str) -> anyhow::Result<OffsetMap> {
        shown::origin(&self.case, report)
    }
}
