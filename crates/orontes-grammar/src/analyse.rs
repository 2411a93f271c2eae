//! Turns text, or words already cut, into sentences and words with tags, dictionary forms and a tree.

use crate::lemma::{Script, feats, lemma};
use crate::lexicon::{Word, normal_form, word};
use crate::punctuation::{Mark, hang, mark};
use crate::relation::{Tree, label};
use crate::structure::{Chart, Unit, parse};
use crate::tagger::{Tag, tag};
use crate::token::Piece;
use crate::weights::{Packed, Sections, Sparse, Triples};
use crate::{GrammarError, split, token};
use orontes_model::{Deprel, Sentence, SentenceRole, Span, Token, Upos};
use std::ops::Range;

/// The weights that the program carries.
static EMBEDDED: &[u8] = include_bytes!("../weights/en.bin");

/// Width of the parser's beam: see docs/design/010-grammar.md for accuracy and speed by width.
pub const BEAM_WIDTH: usize = 4;

/// A trained model of English.
#[derive(Clone, Debug)]
pub struct Grammar {
    lexicon: Sparse,
    tagger: Packed,
    structure: Triples,
    relations: Packed,
    lemmas: Sparse,
    feats: Sparse,
    tags: Vec<(Upos, &'static str)>,
    labels: Vec<Deprel>,
    feats_lines: Vec<&'static str>,
    scripts: Vec<Script>,
    root: u8,
}

/// Sentences and words of a text; indices of heads and sentences are into `tokens`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The words, in order.
    pub tokens: Vec<Token>,
    /// Says of each word whether it is one with the next in writing ("do|n't").
    pub joined: Vec<bool>,
}

/// Words already cut, sentence by sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// The words.
    pub pieces: Vec<Piece>,
    /// The sentences, as ranges of `pieces`.
    pub sentences: Vec<Range<usize>>,
    /// Paragraph of each sentence, from 0.
    pub paragraphs: Vec<u32>,
}

/// Room that the analysis of one sentence leaves to the next.
#[derive(Default)]
struct Desk {
    lower: Vec<String>,
    words: Vec<Word>,
    tags: Vec<Tag>,
    units: Vec<Unit>,
    chart: Chart,
    tree: Tree,
    marks: Vec<Mark>,
    labels: Vec<u8>,
}

impl Grammar {
    /// Opens the weights that the program carries. Copies only the short lists of tags and relations.
    ///
    /// # Errors
    /// The weights were built by another version of the trainer.
    pub fn embedded() -> Result<Grammar, GrammarError> {
        Grammar::load(EMBEDDED)
    }

    /// Opens weights, checking that they are whole.
    ///
    /// # Errors
    /// The bytes are no weights, of another format, or damaged.
    pub fn load(bytes: &'static [u8]) -> Result<Grammar, GrammarError> {
        let sections = Sections::open(bytes)?;
        let cut = |section: &str| GrammarError::Cut { section: section.into() };
        let tags = sections.lines("tags")?;
        let tags = tags
            .iter()
            .map(|it| it.split_once('\t').and_then(|(upos, xpos)| Some((Upos::from_word(upos)?, xpos))))
            .collect::<Option<Vec<_>>>()
            .filter(|it| !it.is_empty())
            .ok_or_else(|| cut("tags"))?;
        let labels = sections.lines("labels")?;
        let labels = labels
            .iter()
            .map(|it| Deprel::from_word(it))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| cut("labels"))?;
        let root = labels.iter().position(|it| *it == Deprel::Root).ok_or_else(|| cut("labels"))? as u8;
        let scripts = sections.lines("scripts")?;
        let scripts = scripts
            .iter()
            .map(|it| Script::from_line(it))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| cut("scripts"))?;
        Ok(Grammar {
            lexicon: Sparse::open(&sections, "lexicon")?,
            tagger: Packed::open(&sections, "tagger")?,
            structure: Triples::open(&sections, "moves")?,
            relations: Packed::open(&sections, "relation")?,
            lemmas: Sparse::open(&sections, "lemma")?,
            feats: Sparse::open(&sections, "feats")?,
            feats_lines: sections.lines("featlist")?,
            tags,
            labels,
            scripts,
            root,
        })
    }

    /// Returns the paragraphs of `text`: its lines that are not blank.
    pub fn blocks(text: &str) -> Vec<Span> {
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let body = line.trim_end_matches(token::blank);
            let lead = body.len() - body.trim_start_matches(token::blank).len();
            if !body.is_empty() {
                blocks.push(Span::new(start + lead, start + body.len()));
            }
            start += line.len();
        }
        blocks
    }

    /// Cuts the paragraphs `blocks` of `text` into sentences and words; none crosses a paragraph.
    pub fn words(&self, text: &str, blocks: &[Span]) -> Words {
        let mut words = Words::default();
        let mut ends = Vec::new();
        for (paragraph, block) in blocks.iter().enumerate() {
            let first = words.pieces.len();
            token::tokens(text, *block, &mut words.pieces);
            ends.clear();
            split::sentences(text, &words.pieces[first..], &mut ends);
            let mut start = first;
            for end in &ends {
                words.sentences.push(start..first + end);
                words.paragraphs.push(paragraph as u32);
                start = first + end;
            }
        }
        words
    }

    /// Splits and parses `text`; `blocks` are its paragraphs, in order. Spans are offsets into `text`.
    pub fn analyse(&self, text: &str, blocks: &[Span]) -> Analysis {
        self.analyse_words(text, &self.words(text, blocks))
    }

    /// Parses words that are already cut and grouped into sentences.
    pub fn analyse_words(&self, text: &str, words: &Words) -> Analysis {
        let mut analysis = Analysis::default();
        analysis.tokens.reserve(words.pieces.len());
        let mut desk = Desk::default();
        for (index, range) in words.sentences.iter().enumerate() {
            let Some(pieces) = words.pieces.get(range.clone()).filter(|it| !it.is_empty()) else { continue };
            let first = analysis.tokens.len();
            let span = Span { start: pieces[0].span.start, end: pieces[pieces.len() - 1].span.end };
            self.sentence(text, pieces, &mut desk, &mut analysis);
            let tokens = first..analysis.tokens.len();
            let paragraph = words.paragraphs.get(index).copied().unwrap_or(0);
            analysis.sentences.push(Sentence { span, tokens, paragraph, role: SentenceRole::Body });
        }
        analysis
    }

    fn sentence(&self, text: &str, pieces: &[Piece], desk: &mut Desk, out: &mut Analysis) {
        let n = pieces.len();
        desk.words.clear();
        desk.lower.resize(n.max(desk.lower.len()), String::new());
        for (index, piece) in pieces.iter().enumerate() {
            let form = piece.span.of(text);
            normal_form(form, &mut desk.lower[index]);
            desk.words.push(word(&self.lexicon, form, &desk.lower[index], index == 0));
        }
        tag(&self.tagger, self.tags.len(), &desk.words, &mut desk.tags);
        units(&desk.words, &desk.tags, &self.tags, &mut desk.units);
        parse(&self.structure, &desk.units, BEAM_WIDTH, &mut desk.chart, &mut desk.tree.heads);
        desk.marks.clear();
        desk.marks.extend(pieces.iter().map(|it| mark(it.span.of(text))));
        hang(&desk.units, &desk.marks, &mut desk.tree.heads);
        desk.tree.index();
        label(&self.relations, self.labels.len(), self.root, &desk.units, &desk.tree, &mut desk.labels);
        let first = out.tokens.len();
        for (index, piece) in pieces.iter().enumerate() {
            let (upos, xpos) = self.tags[desk.tags[index] as usize];
            let head = desk.tree.heads[index] as usize;
            let form = piece.span.of(text);
            out.tokens.push(Token {
                span: piece.span,
                lemma: lemma(&self.lemmas, &self.scripts, form, &desk.lower[index], desk.tags[index]),
                upos,
                xpos,
                feats: self
                    .feats_lines
                    .get(feats(&self.feats, &desk.lower[index], desk.tags[index]))
                    .unwrap_or(&""),
                head: (head < n).then_some(first + head),
                deprel: self.labels.get(desk.labels[index] as usize).copied().unwrap_or(Deprel::Dep),
                space_after: piece.space_after,
            });
            out.joined.push(piece.joined);
        }
    }
}

/// Writes what the parser sees of the tagged words.
pub fn units(words: &[Word], tags: &[Tag], names: &[(Upos, &str)], out: &mut Vec<Unit>) {
    out.clear();
    out.extend(words.iter().zip(tags).map(|(word, tag)| Unit {
        word: word.id,
        tag: u64::from(*tag),
        upos: names.get(*tag as usize).map_or(99, |it| it.0 as u64),
        suffix: word.suffix[2],
    }));
}
