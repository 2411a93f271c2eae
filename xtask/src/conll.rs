//! Measures a parsed treebank against the right one with the definitions of the CoNLL 2018 shared task.
//!
//! Both files are read as one run of characters without white space. A token or sentence is right where both
//! files have one with the same first and last character. Words are aligned by their characters; inside
//! multiword tokens by the longest common subsequence of their forms. Tags, dictionary forms and heads count
//! over aligned words, and F1 is over all words of both files. Relations are compared without subtypes.

use anyhow::{Result, bail};
use orontes_grammar::conllu::Entry;

/// What is right, what the file has, what it should have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Units that both files share.
    pub right: usize,
    /// Units of the right file.
    pub gold: usize,
    /// Units of the file that is measured.
    pub system: usize,
}

impl Count {
    /// Harmonic mean of precision and recall, in percent.
    pub(crate) fn f1(self) -> f64 {
        let all = self.gold + self.system;
        if all == 0 { 0.0 } else { 200.0 * self.right as f64 / all as f64 }
    }
}

/// The measures of the shared task that this project reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scores {
    /// Surface tokens.
    pub tokens: Count,
    /// Sentences.
    pub sentences: Count,
    /// Syntactic words.
    pub words: Count,
    /// Universal tags.
    pub upos: Count,
    /// Penn tags.
    pub xpos: Count,
    /// Dictionary forms.
    pub lemmas: Count,
    /// Governors.
    pub uas: Count,
    /// Governors with their relations.
    pub las: Count,
}

/// A word with the characters it covers.
struct Word<'a> {
    span: (usize, usize),
    multiword: bool,
    row: &'a orontes_grammar::conllu::Row,
    /// Index of the governor among all words; none for the root.
    parent: Option<usize>,
}

#[derive(Default)]
struct Reading<'a> {
    characters: Vec<char>,
    tokens: Vec<(usize, usize)>,
    sentences: Vec<(usize, usize)>,
    words: Vec<Word<'a>>,
}

fn letters(form: &str) -> impl Iterator<Item = char> + '_ {
    form.chars().filter(|it| !it.is_whitespace())
}

fn reading(entries: &[Entry]) -> Reading<'_> {
    let mut reading = Reading::default();
    for entry in entries {
        let first = reading.words.len();
        let start = reading.characters.len();
        let mut at = 0;
        while at < entry.words.len() {
            let range = entry.joined.iter().find(|it| it.0 == at && it.1 > at);
            let (end, form) = range.map_or((at + 1, &entry.words[at].form), |it| (it.1, &it.2));
            let from = reading.characters.len();
            reading.characters.extend(letters(form));
            let span = (from, reading.characters.len());
            reading.tokens.push(span);
            for row in &entry.words[at..end.min(entry.words.len())] {
                let parent = row.head.checked_sub(1).map(|it| first + it);
                reading.words.push(Word { span, multiword: range.is_some(), row, parent });
            }
            at = end;
        }
        reading.sentences.push((start, reading.characters.len()));
    }
    reading
}

/// Measures `system` against `gold`.
///
/// # Errors
/// The two do not hold the same characters.
pub(crate) fn scores(gold: &[Entry], system: &[Entry]) -> Result<Scores> {
    let (gold, system) = (reading(gold), reading(system));
    if gold.characters != system.characters {
        let at = gold.characters.iter().zip(&system.characters).take_while(|it| it.0 == it.1).count();
        let near = |it: &[char]| it.iter().skip(at).take(20).collect::<String>();
        bail!("the texts differ: «{}» should be «{}»", near(&system.characters), near(&gold.characters));
    }
    let pairs = aligned(&gold.words, &system.words);
    let mut mate = vec![None; gold.words.len()];
    for (right, mine) in &pairs {
        mate[*right] = Some(*mine);
    }
    let of_words = |holds: &dyn Fn(&Word<'_>, &Word<'_>) -> bool| Count {
        right: pairs.iter().filter(|it| holds(&gold.words[it.0], &system.words[it.1])).count(),
        gold: gold.words.len(),
        system: system.words.len(),
    };
    let same_head = |right: &Word<'_>, mine: &Word<'_>| match right.parent {
        Some(parent) => mate[parent].is_some() && mate[parent] == mine.parent,
        None => mine.parent.is_none(),
    };
    Ok(Scores {
        tokens: spans(&gold.tokens, &system.tokens),
        sentences: spans(&gold.sentences, &system.sentences),
        words: of_words(&|_, _| true),
        upos: of_words(&|a, b| a.row.upos == b.row.upos),
        xpos: of_words(&|a, b| a.row.xpos == b.row.xpos),
        lemmas: of_words(&|a, b| a.row.lemma == "_" || a.row.lemma == b.row.lemma),
        uas: of_words(&same_head),
        las: of_words(&|a, b| same_head(a, b) && plain(&a.row.deprel) == plain(&b.row.deprel)),
    })
}

fn plain(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

fn spans(gold: &[(usize, usize)], system: &[(usize, usize)]) -> Count {
    let (mut right, mut a, mut b) = (0, 0, 0);
    while a < gold.len() && b < system.len() {
        match gold[a].0.cmp(&system[b].0) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => {
                right += usize::from(gold[a].1 == system[b].1);
                a += 1;
                b += 1;
            }
        }
    }
    Count { right, gold: gold.len(), system: system.len() }
}

/// Returns the pairs of words that stand for the same characters.
fn aligned(gold: &[Word<'_>], system: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a < gold.len() && b < system.len() {
        if gold[a].multiword || system[b].multiword {
            let (to_a, to_b) = multiword_end(gold, system, a, b);
            common(gold, system, (a, to_a), (b, to_b), &mut pairs);
            (a, b) = (to_a, to_b);
        } else if gold[a].span == system[b].span {
            pairs.push((a, b));
            a += 1;
            b += 1;
        } else if gold[a].span.0 <= system[b].span.0 {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

/// Returns the ends of the words that a multiword token of either file overlaps.
fn multiword_end(gold: &[Word<'_>], system: &[Word<'_>], a: usize, b: usize) -> (usize, usize) {
    let (mut to_a, mut to_b) = (a, b);
    let mut end = 0;
    if gold[a].multiword && gold[a].span.0 <= system[b].span.0 || !system[b].multiword {
        end = end.max(gold[a].span.1);
        to_a += 1;
    } else {
        end = end.max(system[b].span.1);
        to_b += 1;
    }
    loop {
        let more_a = to_a < gold.len() && gold[to_a].span.0 < end;
        let more_b = to_b < system.len() && system[to_b].span.0 < end;
        if !more_a && !more_b {
            return (to_a, to_b);
        }
        if more_a {
            end = if gold[to_a].multiword { end.max(gold[to_a].span.1) } else { end };
            to_a += 1;
        }
        if more_b {
            end = if system[to_b].multiword { end.max(system[to_b].span.1) } else { end };
            to_b += 1;
        }
    }
}

/// Adds the longest common subsequence of the forms of two stretches of words.
fn common(
    gold: &[Word<'_>],
    system: &[Word<'_>],
    (a, to_a): (usize, usize),
    (b, to_b): (usize, usize),
    pairs: &mut Vec<(usize, usize)>,
) {
    let same = |i: usize, j: usize| gold[i].row.form.to_lowercase() == system[j].row.form.to_lowercase();
    let width = to_b - b + 1;
    let mut longest = vec![0u32; (to_a - a + 1) * width];
    for i in (a..to_a).rev() {
        for j in (b..to_b).rev() {
            let at = (i - a) * width + (j - b);
            longest[at] = if same(i, j) {
                longest[at + width + 1] + 1
            } else {
                longest[at + width].max(longest[at + 1])
            };
        }
    }
    let (mut i, mut j) = (a, b);
    while i < to_a && j < to_b {
        let at = (i - a) * width + (j - b);
        if same(i, j) {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if longest[at + width] >= longest[at + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use orontes_grammar::conllu::read;

    fn sentence(rows: &[(&str, &str, usize, &str)]) -> String {
        let lines = rows.iter().enumerate().map(|(at, (form, upos, head, relation))| {
            format!("{}\t{form}\t{form}\t{upos}\t{upos}\t_\t{head}\t{relation}\t_\t_\n", at + 1)
        });
        lines.collect::<String>() + "\n"
    }

    fn measured(gold: &str, system: &str) -> Scores {
        scores(&read(gold).unwrap(), &read(system).unwrap()).unwrap()
    }

    const GOLD: &[(&str, &str, usize, &str)] =
        &[("They", "PRON", 2, "nsubj"), ("fled", "VERB", 0, "root"), ("Homs", "PROPN", 2, "obj")];

    #[test]
    fn a_file_against_itself_is_wholly_right() {
        let found = measured(&sentence(GOLD), &sentence(GOLD));
        for count in
            [found.tokens, found.sentences, found.words, found.upos, found.lemmas, found.uas, found.las]
        {
            assert!((count.f1() - 100.0).abs() < 1e-9);
        }
    }

    #[test]
    fn subtypes_of_relations_do_not_count_and_relations_do() {
        let subtype = [("They", "PRON", 2, "nsubj:pass"), GOLD[1], ("Homs", "PROPN", 2, "obl")];
        let found = measured(&sentence(GOLD), &sentence(&subtype));
        assert_eq!((found.uas.right, found.las.right), (3, 2));
    }

    #[test]
    fn a_word_cut_in_two_costs_precision_and_recall() {
        let cut = [
            ("They", "PRON", 2, "nsubj"),
            ("fled", "VERB", 0, "root"),
            ("Ho", "X", 2, "obj"),
            ("ms", "X", 3, "dep"),
        ];
        let found = measured(&sentence(GOLD), &sentence(&cut));
        assert_eq!(found.words, Count { right: 2, gold: 3, system: 4 });
        assert_eq!(found.las.right, 2);
        assert!((found.words.f1() - 100.0 * 4.0 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn a_governor_in_another_sentence_is_wrong() {
        let parted = sentence(&[("They", "PRON", 0, "root")])
            + &sentence(&[("fled", "VERB", 0, "root"), ("Homs", "PROPN", 1, "obj")]);
        let found = measured(&sentence(GOLD), &parted);
        assert_eq!((found.sentences.right, found.words.right, found.uas.right), (0, 3, 2));
    }

    #[test]
    fn words_of_a_multiword_token_align_by_their_forms() {
        let whole = "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n";
        let parted = "1\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_\n3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n\n";
        let found = measured(whole, parted);
        assert_eq!((found.words.right, found.tokens.right, found.las.right), (3, 1, 3));
    }

    #[test]
    fn texts_that_differ_are_refused() {
        let other = sentence(&[("We", "PRON", 0, "root")]);
        assert!(scores(&read(&sentence(GOLD)).unwrap(), &read(&other).unwrap()).is_err());
    }
}
