//! Composes what is different since a day, in the shape of a brief: one section for each kind of change.

use crate::Picture;
use crate::brief::{Brief, Line, Section};
use crate::phrase;
use orontes_model::{ChangeKind, ChangeOf, Date, Difference};

/// Composes changes against the picture as it is now; `n_known` reports were known by the end of `since`.
pub fn changes_brief(picture: &Picture<'_>, changes: &[Difference], since: Date, n_known: usize) -> Brief {
    let kinds = [
        (ChangeKind::New, "New", None),
        (ChangeKind::Strengthened, "Strengthened", None),
        (ChangeKind::Contradicted, "Contradicted", None),
        (
            ChangeKind::Withdrawn,
            "Withdrawn",
            Some("These lines no longer stand. The sentences that they rested on are kept."),
        ),
    ];
    let section = |(kind, heading, remark): (ChangeKind, &'static str, Option<&'static str>)| Section {
        heading: heading.into(),
        remark: remark.map(Into::into),
        lines: changes.iter().filter(|it| it.kind == kind).map(|it| line(picture, it)).collect(),
    };
    let n_new = picture.dossiers.len().saturating_sub(n_known);
    let told = |n: usize| format!("{n} {}", if n == 1 { "report" } else { "reports" });
    let text = match changes.is_empty() {
        true => format!("{} known then, {} since: nothing is different", told(n_known), told(n_new)),
        false => format!("{} known then, {} since", told(n_known), told(n_new)),
    };
    Brief {
        title: format!("Changes since {}", phrase::day(since)),
        header: vec![Line { text, ..Line::default() }],
        sections: kinds.into_iter().map(section).filter(|it| !it.lines.is_empty()).collect(),
    }
}

fn line(picture: &Picture<'_>, change: &Difference) -> Line {
    let letter = match change.of {
        ChangeOf::Event => 'E',
        ChangeOf::Control => 'C',
        ChangeOf::Figure => 'F',
        ChangeOf::Disagreement => 'D',
    };
    Line {
        // What is gone has no handle in the picture; its sentences still lead to the words.
        handle: change.number.map_or_else(|| "-".to_owned(), |it| format!("{letter}{}", it + 1)),
        text: change.text.clone(),
        support: change.how.clone(),
        references: picture.references(&change.claims),
        claims: change.claims.clone(),
        ..Line::default()
    }
}
