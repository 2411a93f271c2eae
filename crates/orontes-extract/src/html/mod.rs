//! Turns a page into the text of its article, with the way back to the bytes of the page.
//!
//! The page is cut into blocks with their own offsets; the article finder, which knows no offsets, says
//! which blocks are the story; its answer is aligned with the blocks. What stands between the blocks of the
//! story is kept and marked as furniture, what stands around it is left out and counted in a note.

mod article;
mod blocks;
mod depth;
mod entities;
mod metadata;
mod tokens;

use crate::encoding::decode;
use crate::lines::{Line, Role, lines_of};
use crate::pieces::{Pieces, through};
use crate::text::{Body, assemble, refused_binary};
use crate::{Limits, Received, Refused, Report};
use blocks::{Block, blocks_of};
use orontes_model::{Digest, Note, OffsetMap, Severity};

pub(crate) use metadata::day_in;

/// Turns a web page into a report.
pub(crate) fn report(received: &Received, digest: Digest, limits: &Limits) -> Result<Report, Refused> {
    let declared = metadata::declared_encoding(&received.bytes);
    let decoded = decode(&received.bytes, declared).map_err(|it| refused_binary(&received.name, &it))?;
    let (body, metadata) = read(&decoded.text, &received.name, limits)?;
    let origin = through(body.origin, &decoded.map);
    let notes = decoded.notes.into_iter().chain(body.notes).collect();
    assemble(&received.name, digest, Body { origin, notes, ..body }, metadata)
}

/// Reads the source of a page into the text of its article and what its head says.
pub(crate) fn read(
    source: &str,
    name: &str,
    limits: &Limits,
) -> Result<(Body, crate::text::Metadata), Refused> {
    let blocks = blocks_of(source);
    if blocks.is_empty() {
        let hint = "it may draw its text by script: save it from a browser, or copy the text into a file";
        return Err(Refused::new(name, "the page shows no words", "a page with an article", hint));
    }
    let metadata = metadata::metadata_of(source, &blocks);
    let chosen = article::choose(source, &blocks, metadata.title.as_deref(), limits);
    let (text, origin, lines) = written(source, &blocks, &chosen.kept);
    Ok((Body { text, lines, origin, notes: chosen.notes }, metadata))
}

/// Writes the kept blocks one below the other, each with what the page says of its lines.
fn written(source: &str, blocks: &[Block], kept: &[(usize, Role)]) -> (String, OffsetMap, Vec<Line>) {
    let (mut text, mut pieces, mut starts, mut last_end) = (String::new(), Pieces::default(), Vec::new(), 0);
    for (idx, role) in kept {
        let block = &blocks[*idx];
        if !text.is_empty() {
            let gap = if block.is_item { "\n" } else { "\n\n" };
            pieces.push(gap.len(), last_end, block.runs[0].range().start);
            text.push_str(gap);
        }
        starts.push((text.len(), *role));
        for run in &block.runs {
            let range = run.range();
            text.push_str(run.letters(source));
            pieces.push(run.letters(source).len(), range.start, range.end);
            last_end = range.end;
        }
    }
    let mut lines = lines_of(&text);
    for line in &mut lines {
        let idx = starts.partition_point(|it| it.0 <= line.span.start as usize);
        line.role = idx.checked_sub(1).map_or(Role::Plain, |it| starts[it].1);
    }
    (text, pieces.into_map(), lines)
}

/// The note on what was left out.
fn left_out(n_blocks: usize) -> Option<Note> {
    let message = format!("{n_blocks} blocks of the page around the article were left out");
    (n_blocks > 0).then(|| Note::new(Severity::Info, message))
}
