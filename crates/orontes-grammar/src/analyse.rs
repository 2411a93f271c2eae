//! Turns text, or words already cut, into sentences and words with tags, dictionary forms and a tree.

use crate::lemma::{Script, feats, lemma};
use crate::lexicon::{Traits, normal_form, traits};
use crate::network::{Answer, Network, Scratch};
use crate::punctuation::{Mark, hang, mark};
use crate::token::Piece;
use crate::weights::{Sections, Sparse};
use crate::{GrammarError, hyphened, opening, split, token};
use orontes_model::{Deprel, Sentence, SentenceRole, Span, Token, Upos};
use std::ops::Range;
use std::sync::Mutex;

/// The weights that the program carries.
static EMBEDDED: &[u8] = include_bytes!("../weights/en.bin");

/// Sentences are read together until they hold so many words: longer rows of products cost less a word.
const BATCH_WORDS: usize = 192;

/// A trained model of English.
#[derive(Clone, Debug)]
pub struct Grammar {
    network: Network,
    lemmas: Sparse,
    feats: Sparse,
    tags: Vec<(Upos, &'static str)>,
    labels: Vec<Deprel>,
    feats_lines: Vec<&'static str>,
    scripts: Vec<Script>,
    desks: Desks,
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

/// Rooms that wait for the next text, one for each thread that read one.
#[derive(Debug, Default)]
struct Desks(Mutex<Vec<Desk>>);

impl Clone for Desks {
    fn clone(&self) -> Desks {
        Desks::default()
    }
}

impl Desks {
    fn take(&self) -> Desk {
        self.0.lock().ok().and_then(|mut it| it.pop()).unwrap_or_default()
    }

    fn put_back(&self, desk: Desk) {
        if let Ok(mut desks) = self.0.lock() {
            desks.push(desk);
        }
    }
}

/// Room that the analysis of some sentences leaves to the next.
#[derive(Debug, Default)]
struct Desk {
    lower: Vec<String>,
    words: Vec<Traits>,
    ranges: Vec<Range<usize>>,
    tagged: Vec<bool>,
    marks: Vec<Mark>,
    room: Scratch,
    answer: Answer,
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
            network: Network::open(&sections, root)?,
            lemmas: Sparse::open(&sections, "lemma")?,
            feats: Sparse::open(&sections, "feats")?,
            feats_lines: sections.lines("featlist")?,
            tags,
            labels,
            scripts,
            desks: Desks::default(),
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
        let mut desk = self.desks.take();
        let whole = |it: &Range<usize>| words.pieces.get(it.clone()).filter(|it| !it.is_empty());
        let mut from = 0;
        let mut n_words = 0;
        for (index, range) in words.sentences.iter().enumerate() {
            n_words += whole(range).map_or(0, <[Piece]>::len);
            if n_words >= BATCH_WORDS || index + 1 == words.sentences.len() {
                let batch: Vec<(&[Piece], u32)> = (from..=index)
                    .filter_map(|it| {
                        let paragraph = words.paragraphs.get(it).copied().unwrap_or(0);
                        Some((whole(&words.sentences[it])?, paragraph))
                    })
                    .collect();
                self.batch(text, &batch, &mut desk, &mut analysis);
                (from, n_words) = (index + 1, 0);
            }
        }
        self.desks.put_back(desk);
        analysis
    }

    fn batch(&self, text: &str, batch: &[(&[Piece], u32)], desk: &mut Desk, out: &mut Analysis) {
        desk.words.clear();
        desk.ranges.clear();
        for (pieces, _) in batch {
            let first = desk.words.len();
            desk.lower.resize((first + pieces.len()).max(desk.lower.len()), String::new());
            for (index, piece) in pieces.iter().enumerate() {
                let form = piece.span.of(text);
                let lower = &mut desk.lower[first + index];
                normal_form(form, lower);
                desk.words.push(traits(form, lower, index == 0));
            }
            desk.ranges.push(first..desk.words.len());
        }
        self.network.read(&desk.words, &desk.ranges, &mut desk.room, &mut desk.answer);
        for (index, (pieces, paragraph)) in batch.iter().enumerate() {
            let range = desk.ranges[index].clone();
            self.hang_marks(text, pieces, range.clone(), desk);
            let first = out.tokens.len();
            for (index, piece) in pieces.iter().enumerate() {
                out.tokens.push(self.token(text, piece, desk, (range.start + index, range.len(), first)));
                out.joined.push(piece.joined);
            }
            hyphened::hang(text, &mut out.tokens[first..], first);
            opening::hang(text, &mut out.tokens[first..], first);
            let span = Span { start: pieces[0].span.start, end: pieces[pieces.len() - 1].span.end };
            let tokens = first..out.tokens.len();
            out.sentences.push(Sentence { span, tokens, paragraph: *paragraph, role: SentenceRole::Body });
        }
    }

    /// Hangs the marks of the sentence whose words stand at `range` of the desk.
    fn hang_marks(&self, text: &str, pieces: &[Piece], range: Range<usize>, desk: &mut Desk) {
        let punct = |tag: &u8| self.tags.get(usize::from(*tag)).is_some_and(|it| it.0 == Upos::Punct);
        desk.tagged.clear();
        desk.tagged.extend(desk.answer.tags[range.clone()].iter().map(punct));
        desk.marks.clear();
        desk.marks.extend(pieces.iter().map(|it| mark(it.span.of(text))));
        hang(&desk.tagged, &desk.marks, &mut desk.answer.heads[range]);
    }

    /// Returns word `at` of the desk, in a sentence of `n` words whose first becomes token `first`.
    fn token(&self, text: &str, piece: &Piece, desk: &Desk, (at, n, first): (usize, usize, usize)) -> Token {
        let (tag, lower) = (desk.answer.tags[at], &desk.lower[at]);
        let (upos, xpos) = self.tags.get(usize::from(tag)).copied().unwrap_or((Upos::X, "FW"));
        let head = desk.answer.heads[at] as usize;
        Token {
            span: piece.span,
            lemma: lemma(&self.lemmas, &self.scripts, piece.span.of(text), lower, tag),
            upos,
            xpos,
            feats: self.feats_lines.get(feats(&self.feats, lower, tag)).unwrap_or(&""),
            head: (head < n).then_some(first + head),
            deprel: self.labels.get(usize::from(desk.answer.labels[at])).copied().unwrap_or(Deprel::Dep),
            space_after: piece.space_after,
        }
    }
}
