//! Hangs "rebel-held" on the noun that it describes, as the treebank does.
//!
//! Three words with no blank between them, of which the last is a participle, describe what follows. The network
//! has seen some eighty of them and often reads the participle as the verb of another clause: in "fled to
//! government-controlled Arden" residents then control Arden. Costs one look at each hyphen.

use orontes_model::{Deprel, Token, Upos};

/// Participles that do not end as regular ones do and are joined to a noun so.
const IRREGULAR: &[&str] = &["held", "led", "run", "built", "made", "born", "torn", "won", "drawn", "known"];

/// Hangs what is joined by hyphens in a sentence, whose first word is token `first`; heads stay one tree.
pub(crate) fn hang(text: &str, sentence: &mut [Token], first: usize) {
    for at in 0..sentence.len().saturating_sub(3) {
        if is_joined(text, &sentence[at..]) {
            describe(sentence, first, at);
        }
    }
}

/// Says whether three words are "rebel-held" with a noun or what describes one behind them.
fn is_joined(text: &str, words: &[Token]) -> bool {
    let [name, hyphen, participle, next, ..] = words else { return false };
    let form = participle.span.of(text);
    matches!(hyphen.span.of(text), "-" | "\u{2010}" | "\u{2011}")
        && !name.space_after
        && !hyphen.space_after
        && participle.space_after
        && matches!(name.upos, Upos::Noun | Upos::Propn | Upos::Adj)
        && form.chars().all(char::is_lowercase)
        && (form.len() > 4 && form.ends_with("ed") || IRREGULAR.contains(&form))
        && is_nominal(next)
}

fn is_nominal(it: &Token) -> bool {
    matches!(it.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
}

/// Makes the participle describe the noun behind it, and that noun stand where the participle stood.
fn describe(sentence: &mut [Token], first: usize, name: usize) {
    let participle = name + 2;
    let Some(noun) = described(sentence, first, participle + 1) else { return };
    let hangs = |from: usize, to: usize| climbs_to(sentence, first, from, to);
    let above = sentence[noun].head.and_then(|it| it.checked_sub(first));
    if above == Some(participle) || above == Some(name) {
        // The outer one of the two says where all three stand: "hit [rebel]-held Arden", "to army-[held] Arden".
        let outer = if hangs(name, participle) { participle } else { name };
        let (head, deprel) = (sentence[outer].head, sentence[outer].deprel);
        let deprel = role(sentence, first, (name, head, deprel));
        (sentence[noun].head, sentence[noun].deprel) = (head, deprel);
    } else if hangs(noun, participle) || hangs(noun, name) {
        return;
    }
    rehang(sentence, first, (name, participle, noun));
}

/// The noun at the end of what follows the participle: the one word of it that hangs outside.
fn described(sentence: &[Token], first: usize, from: usize) -> Option<usize> {
    let end = (from..sentence.len()).find(|it| !is_nominal(&sentence[*it])).unwrap_or(sentence.len());
    let outside = |it: &usize| {
        let head = sentence[*it].head.and_then(|it| it.checked_sub(first));
        head.is_none_or(|head| !(from..end).contains(&head))
    };
    let noun = (from..end).find(outside)?;
    matches!(sentence[noun].upos, Upos::Noun | Upos::Propn).then_some(noun)
}

/// What the noun is of the word that governed the participle as if it were a clause.
fn role(sentence: &[Token], first: usize, (name, head, deprel): (usize, Option<usize>, Deprel)) -> Deprel {
    let head = head.and_then(|it| it.checked_sub(first));
    let is_behind_noun = head.is_some_and(|it| is_nominal(&sentence[it]));
    let is_governed = sentence[name.saturating_sub(3)..name].iter().any(|it| {
        let of = it.head.and_then(|it| it.checked_sub(first));
        it.deprel == Deprel::Case && of.is_some_and(|of| of >= name)
    });
    match deprel {
        Deprel::Root | Deprel::Conj | Deprel::Appos | Deprel::Parataxis => deprel,
        _ if is_governed && is_behind_noun => Deprel::Nmod,
        _ if is_governed => Deprel::Obl,
        Deprel::Acl | Deprel::AclRelcl => Deprel::Nmod,
        Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Amod | Deprel::Compound | Deprel::Dep => {
            Deprel::Obj
        }
        _ => deprel,
    }
}

fn climbs_to(sentence: &[Token], first: usize, from: usize, to: usize) -> bool {
    let mut word = from;
    while let Some(head) = sentence[word].head.and_then(|it| it.checked_sub(first)) {
        if head == to {
            return true;
        }
        word = head;
    }
    false
}

/// Hangs the participle on the noun, the name on the participle, and what else hung on either on the noun.
fn rehang(sentence: &mut [Token], first: usize, (name, participle, noun): (usize, usize, usize)) {
    for (word, it) in sentence.iter_mut().enumerate() {
        let head = it.head.and_then(|it| it.checked_sub(first));
        let of_name = head == Some(name) && !matches!(it.deprel, Deprel::Compound | Deprel::Flat);
        if ![name, participle, noun].contains(&word) && (of_name || head == Some(participle)) {
            it.head = Some(first + noun);
        }
    }
    sentence[name + 1].head = Some(first + participle);
    sentence[name].head = Some(first + participle);
    if !matches!(sentence[name].deprel, Deprel::Compound | Deprel::OblUnmarked) {
        sentence[name].deprel = Deprel::Compound;
    }
    let held = &mut sentence[participle];
    (held.head, held.deprel) = (Some(first + noun), Deprel::Amod);
    (held.upos, held.xpos) = (Upos::Verb, "VBN");
    held.feats = "Tense=Past|VerbForm=Part|Voice=Pass";
}

#[cfg(test)]
mod tests {
    use crate::Grammar;
    use orontes_model::Deprel;

    /// The words over the last named one, from it to the root: "Arden<held<…".
    fn arcs(text: &str) -> Vec<(String, Deprel, String)> {
        let grammar = Grammar::embedded().unwrap();
        let analysis = grammar.analyse(text, &Grammar::blocks(text));
        let form = |it: usize| analysis.tokens[it].span.of(text).to_owned();
        let arc = |(at, it): (usize, &orontes_model::Token)| {
            (form(at), it.deprel, it.head.map_or_else(String::new, form))
        };
        analysis.tokens.iter().enumerate().map(arc).collect()
    }

    #[test]
    fn a_participle_behind_a_hyphen_describes_the_noun_behind_it() {
        for (text, held, noun) in [
            ("Residents fled to government-controlled Arden.", "controlled", "Arden"),
            ("Shells hit rebel-held Arden on Sunday.", "held", "Arden"),
            ("Army-controlled Arden was hit by shells.", "controlled", "Arden"),
            ("The road runs from militia-run Velden to the coast.", "run", "Velden"),
            ("They are trapped in opposition-held eastern Arden.", "held", "Arden"),
        ] {
            let arcs = arcs(text);
            let of = |form: &str| arcs.iter().find(|it| it.0 == form).unwrap().clone();
            assert_eq!((of(held).1, of(held).2.as_str()), (Deprel::Amod, noun), "{text} {arcs:?}");
            assert!(arcs.iter().filter(|it| it.2.is_empty()).count() == 1, "{text} {arcs:?}");
        }
    }

    #[test]
    fn what_was_fled_to_stays_what_was_fled_to() {
        let arcs = arcs("Residents fled to government-controlled Arden.");
        assert!(arcs.contains(&("Arden".into(), Deprel::Obl, "fled".into())), "{arcs:?}");
        assert!(arcs.contains(&("Residents".into(), Deprel::Nsubj, "fled".into())), "{arcs:?}");
    }
}
