//! Builds offset maps piece by piece, joining runs of one width, and lays one map over another.

use orontes_model::{OffsetMap, Piece, Span};

/// An offset map in the making.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pieces: Vec<Piece>,
    /// Width in the text and in the bytes of each character of the last piece; 0 where it is not one run.
    widths: (usize, usize),
    at: usize,
}

impl Pieces {
    /// Adds `len` bytes of text that came from the bytes `start..end`.
    pub(crate) fn push(&mut self, len: usize, start: usize, end: usize) {
        let widths = if len == end - start { (1, 1) } else { (0, 0) };
        self.add(len, start, end, widths);
    }

    /// Adds one character that came from the bytes `start..end`.
    pub(crate) fn push_letter(&mut self, len: usize, start: usize, end: usize) {
        let widths = if len == end - start { (1, 1) } else { (len, end - start) };
        self.add(len, start, end, widths);
    }

    fn add(&mut self, len: usize, start: usize, end: usize, widths: (usize, usize)) {
        if len == 0 {
            return;
        }
        let text = Span::new(self.at, self.at + len);
        self.at += len;
        match self.pieces.last_mut() {
            Some(last)
                if widths != (0, 0) && widths == self.widths && last.received.end as usize == start =>
            {
                last.text.end = text.end;
                last.received.end = end as u32;
            }
            Some(_) | None => self.pieces.push(Piece { text, received: Span::new(start, end) }),
        }
        self.widths = widths;
    }

    /// Returns the map; without pieces where it is the identity.
    pub(crate) fn into_map(self) -> OffsetMap {
        match self.pieces.as_slice() {
            [only] if only.text == only.received => OffsetMap::default(),
            _ => OffsetMap { pieces: self.pieces },
        }
    }
}

/// Lays `inner` (text to middle) over `outer` (middle to bytes). Linear in the pieces of both.
pub(crate) fn through(inner: OffsetMap, outer: &OffsetMap) -> OffsetMap {
    if outer.pieces.is_empty() {
        return inner;
    }
    if inner.pieces.is_empty() {
        return outer.clone();
    }
    let mut laid = Pieces::default();
    for piece in &inner.pieces {
        lay(&mut laid, piece, outer);
    }
    laid.into_map()
}

fn lay(laid: &mut Pieces, piece: &Piece, outer: &OffsetMap) {
    let whole = |span: Span| outer.to_received(span);
    if piece.text.len() != piece.received.len() {
        let there = whole(piece.received);
        return laid.add(piece.text.len(), there.start as usize, there.end as usize, (0, 0));
    }
    // A copied run may cross several pieces below; cut it where they end.
    let mut at = piece.received.start;
    while at < piece.received.end {
        let idx = outer.pieces.partition_point(|it| it.text.end <= at);
        let below = outer.pieces.get(idx).map_or(piece.received.end, |it| it.text.end);
        let end = below.min(piece.received.end).max(at + 1);
        let there = whole(Span { start: at, end });
        laid.push((end - at) as usize, there.start as usize, there.end as usize);
        at = end;
    }
}
