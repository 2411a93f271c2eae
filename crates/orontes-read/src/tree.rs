//! Turns heads into a tree that can be walked downward: children, extents, clauses.

use orontes_model::{Deprel, Reading, Span, Upos};
use std::ops::Range;

/// The trees of a report's sentences. Built once, linear in the tokens.
pub(crate) struct Tree<'r> {
    /// What is walked.
    pub(crate) reading: &'r Reading,
    text: &'r str,
    /// Children of token `i` are `children[starts[i]..starts[i + 1]]`, in order.
    children: Vec<u32>,
    starts: Vec<u32>,
    /// First and last token under each token.
    extents: Vec<(u32, u32)>,
    /// Tokens that a root is over, governors first.
    order: Vec<usize>,
}

impl<'r> Tree<'r> {
    /// Builds the trees.
    pub(crate) fn new(text: &'r str, reading: &'r Reading) -> Tree<'r> {
        let n = reading.tokens.len();
        let head = |idx: usize| reading.tokens[idx].head.filter(|it| *it < n && *it != idx);
        let mut starts = vec![0u32; n + 1];
        (0..n).filter_map(head).for_each(|it| starts[it + 1] += 1);
        (0..n).for_each(|it| starts[it + 1] += starts[it]);
        let mut next = starts.clone();
        let mut children = vec![0u32; starts.last().map_or(0, |it| *it as usize)];
        for idx in 0..n {
            if let Some(head) = head(idx) {
                children[next[head] as usize] = idx as u32;
                next[head] += 1;
            }
        }
        let mut tree = Tree {
            reading,
            text,
            children,
            starts,
            extents: (0..n as u32).map(|it| (it, it)).collect(),
            order: Vec::new(),
        };
        tree.measure();
        tree
    }

    /// Widens each extent by those of its children, children before parents.
    fn measure(&mut self) {
        let n = self.extents.len();
        let mut order: Vec<usize> = (0..n).filter(|it| self.head(*it).is_none()).collect();
        let mut at = 0;
        while let Some(top) = order.get(at).copied() {
            order.extend(self.children(top));
            at += 1;
        }
        for idx in order.iter().rev().copied() {
            if let Some(head) = self.head(idx) {
                let (first, last) = self.extents[idx];
                let kept = &mut self.extents[head];
                *kept = (kept.0.min(first), kept.1.max(last));
            }
        }
        self.order = order;
    }

    /// Every token that a root is over, governors before what they govern.
    pub(crate) fn downward(&self) -> impl Iterator<Item = usize> + use<'_, 'r> {
        self.order.iter().copied()
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.extents.len()
    }

    /// Governor of a token.
    pub(crate) fn head(&self, idx: usize) -> Option<usize> {
        self.reading.tokens[idx].head.filter(|it| *it < self.len() && *it != idx)
    }

    /// Children of a token, in order.
    pub(crate) fn children(&self, idx: usize) -> impl Iterator<Item = usize> + use<'_, 'r> {
        self.children[self.starts[idx] as usize..self.starts[idx + 1] as usize].iter().map(|it| *it as usize)
    }

    /// The first child with one of these relations.
    pub(crate) fn child(&self, idx: usize, these: &[Deprel]) -> Option<usize> {
        self.children(idx).find(|it| these.contains(&self.rel(*it)))
    }

    /// Relation of a token to its governor.
    pub(crate) fn rel(&self, idx: usize) -> Deprel {
        self.reading.tokens[idx].deprel
    }

    /// Part of speech.
    pub(crate) fn upos(&self, idx: usize) -> Upos {
        self.reading.tokens[idx].upos
    }

    /// Dictionary form, lower case where the word is common.
    pub(crate) fn lemma(&self, idx: usize) -> &'r str {
        &self.reading.tokens[idx].lemma
    }

    /// Penn tag.
    pub(crate) fn xpos(&self, idx: usize) -> &'static str {
        self.reading.tokens[idx].xpos
    }

    /// The letters.
    pub(crate) fn form(&self, idx: usize) -> &'r str {
        self.reading.tokens[idx].span.of(self.text)
    }

    /// Says whether the letters are this word, in any case.
    pub(crate) fn is(&self, idx: usize, word: &str) -> bool {
        self.form(idx).eq_ignore_ascii_case(word)
    }

    /// Tokens under a token, as one range.
    pub(crate) fn extent(&self, idx: usize) -> Range<usize> {
        let (first, last) = self.extents[idx];
        first as usize..last as usize + 1
    }

    /// The words of a range of tokens.
    pub(crate) fn span(&self, range: &Range<usize>) -> Span {
        let tokens = &self.reading.tokens;
        match (tokens.get(range.start), range.end.checked_sub(1).and_then(|it| tokens.get(it))) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            (_, _) => Span::default(),
        }
    }

    /// The tokens of the clause of a predicate, without clauses beside it that have their own subject.
    pub(crate) fn clause(&self, verb: usize) -> Range<usize> {
        let mut range = verb..verb + 1;
        for child in self.children(verb) {
            let beside = match self.rel(child) {
                Deprel::Conj => self.subject_child(child).is_some(),
                Deprel::Parataxis => true,
                _ => false,
            };
            if !beside {
                let extent = self.extent(child);
                range = range.start.min(extent.start)..range.end.max(extent.end);
            }
        }
        range
    }

    /// The subject that stands beside a predicate, active or passive.
    pub(crate) fn subject_child(&self, verb: usize) -> Option<usize> {
        let is_subject =
            |it: &usize| matches!(self.rel(*it), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter);
        // Two subjects are an error of the parse; the one next to the verb is the likelier.
        let before = self.children(verb).take_while(|it| *it < verb).filter(is_subject).last();
        before.or_else(|| self.children(verb).find(is_subject))
    }

    /// Says whether the predicate is passive.
    pub(crate) fn is_passive(&self, verb: usize) -> bool {
        let helper = |it: usize| {
            self.rel(it) == Deprel::AuxPass
                || self.rel(it) == Deprel::Aux
                    && self.xpos(verb) == "VBN"
                    && matches!(self.lemma(it), "be" | "get")
        };
        self.children(verb).any(helper)
    }

    /// Who does what a passive says ("by X").
    pub(crate) fn agent(&self, verb: usize) -> Option<usize> {
        self.child(verb, &[Deprel::OblAgent]).or_else(|| {
            self.children(verb).find(|it| self.rel(*it) == Deprel::Obl && self.has_case(*it, &["by"]))
        })
    }

    /// Says whether one of these prepositions stands before the noun.
    pub(crate) fn has_case(&self, noun: usize, these: &[&str]) -> bool {
        self.children(noun)
            .any(|it| self.rel(it) == Deprel::Case && these.iter().any(|word| self.is(it, word)))
    }

    /// The subject of a predicate, also where it stands with the governor: "they left, saying…".
    pub(crate) fn subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        // Longer chains of predicates without a subject are errors of the parse.
        for _ in 0..5 {
            if let Some(found) = self.subject_child(at) {
                return Some(self.antecedent_of_relative(at, found));
            }
            let head = self.head(at)?;
            match self.rel(at) {
                Deprel::Acl | Deprel::AclRelcl => return Some(head),
                Deprel::Xcomp => match self.child(head, &[Deprel::Obj, Deprel::Iobj]) {
                    Some(object) => return Some(object),
                    None => at = head,
                },
                Deprel::Conj | Deprel::Advcl => at = head,
                _ => return None,
            }
        }
        None
    }

    /// "the army, which said": the noun, not "which".
    fn antecedent_of_relative(&self, verb: usize, subject: usize) -> usize {
        if !matches!(self.lemma(subject), "who" | "which" | "that" | "whose") {
            return subject;
        }
        let noun = self.head(verb).filter(|_| self.rel(verb) == Deprel::AclRelcl);
        // Hung elsewhere, the pronoun still follows its noun, a comma between at most.
        let before = || {
            let comma = subject.checked_sub(1).filter(|it| self.is(*it, ",")).unwrap_or(subject);
            let article = |it: usize| it > 0 && self.upos(it - 1) == Upos::Det;
            let stands = |it: &usize| matches!(self.upos(*it), Upos::Noun | Upos::Propn) || article(*it);
            comma.checked_sub(1).filter(stands)
        };
        noun.or_else(before).unwrap_or(subject)
    }

    /// Cuts marks of punctuation from both ends of a range, quotation marks kept.
    pub(crate) fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        let is_mark = |idx: usize| {
            self.upos(idx) == Upos::Punct
                && !matches!(self.form(idx), "“" | "”" | "\"" | "''" | "``" | "(" | ")")
        };
        while range.start < range.end && is_mark(range.start) {
            range.start += 1;
        }
        while range.start < range.end && is_mark(range.end - 1) {
            range.end -= 1;
        }
        range
    }
}
