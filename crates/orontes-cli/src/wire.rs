//! Writes the brief as JSON (`--json`).

use orontes_render::Brief;
use orontes_render::brief::{Line, Section};
use serde_json::{Value, json};

/// Returns the brief as JSON, in the order in which it is read.
pub(crate) fn brief_json(brief: &Brief) -> Value {
    json!({
        "title": brief.title,
        "header": brief.header.iter().map(line).collect::<Value>(),
        "sections": brief.sections.iter().map(section).collect::<Value>(),
    })
}

fn section(it: &Section) -> Value {
    json!({
        "heading": it.heading,
        "remark": it.remark,
        "lines": it.lines.iter().map(line).collect::<Value>(),
    })
}

/// Returns one line of the brief as JSON.
pub(crate) fn line(it: &Line) -> Value {
    json!({
        "handle": it.handle,
        "text": it.text,
        "support": it.support,
        "grounds": it.grounds,
        "references": it.references,
        "claims": it.claims.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(),
    })
}
