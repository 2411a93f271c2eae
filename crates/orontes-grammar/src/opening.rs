//! Hangs the day or hour that opens a clause on its verb: "On Monday rebels seized Arden", "At dawn troops left".
//!
//! Without a comma behind it the network takes the time for a description of who acts, and "dawn troops" for a kind of
//! troops. Costs one look at each preposition.

use orontes_model::{Deprel, Token, Upos};

/// Prepositions of time.
const OF_TIME: &[&str] =
    &["at", "on", "by", "in", "before", "after", "since", "around", "until", "from", "during"];

/// Hours, days and months that a clause may open with.
const TIMES: &[&str] = &[
    "dawn",
    "noon",
    "midday",
    "midnight",
    "dusk",
    "nightfall",
    "daybreak",
    "sunrise",
    "sunset",
    "night",
    "morning",
    "afternoon",
    "evening",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Years that news tells of, as whole numbers of four digits.
const YEARS: std::ops::RangeInclusive<u32> = 1800..=2199;

/// Hangs the times that open clauses of a sentence, whose first word is token `first`; heads stay one tree.
pub(crate) fn hang(text: &str, sentence: &mut [Token], first: usize) {
    for at in 0..sentence.len().saturating_sub(3) {
        if opens(text, sentence, at) {
            hang_at(text, sentence, first, at);
        }
    }
}

/// Says whether a preposition of time stands at the beginning of a clause.
fn opens(text: &str, sentence: &[Token], at: usize) -> bool {
    let is_first = at.checked_sub(1).is_none_or(|it| matches!(sentence[it].upos, Upos::Punct | Upos::Cconj));
    is_first && is_one_of(sentence[at].span.of(text), OF_TIME) && is_time(text, &sentence[at + 1])
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// "May" with a small letter is a verb; a year is a number.
fn is_time(text: &str, token: &Token) -> bool {
    let word = token.span.of(text);
    let year = || word.len() == 4 && word.parse::<u32>().is_ok_and(|it| YEARS.contains(&it));
    is_one_of(word, TIMES) && (word != "may" && word != "march") || year()
}

fn hang_at(text: &str, sentence: &mut [Token], first: usize, case: usize) {
    let start = case + 1;
    let end = (start..sentence.len()).find(|it| !is_time(text, &sentence[*it])).unwrap_or(sentence.len());
    let head_of = |it: usize| sentence[it].head.and_then(|it| it.checked_sub(first));
    // The word of the time that describes something behind it.
    let describing = |it: &usize| {
        let inside = matches!(
            sentence[*it].deprel,
            Deprel::Compound | Deprel::Amod | Deprel::Nummod | Deprel::NmodUnmarked | Deprel::NmodPoss
        );
        inside && head_of(*it).is_some_and(|it| it >= end)
    };
    let Some(time) = (start..end).rev().find(describing) else { return };
    let Some(doer) = head_of(time) else { return };
    let Some(verb) = head_of(doer).filter(|it| *it > doer && sentence[*it].upos == Upos::Verb) else {
        return;
    };
    let of_verb =
        |rel: Deprel| (0..sentence.len()).any(|it| head_of(it) == Some(verb) && sentence[it].deprel == rel);
    // A verb that nobody does lacks the very one whom the preposition has taken.
    let lacks_doer = ![Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl].into_iter().any(of_verb);
    let role = match sentence[doer].deprel {
        Deprel::Obl if lacks_doer && of_verb(Deprel::AuxPass) => Deprel::NsubjPass,
        Deprel::Obl if lacks_doer => Deprel::Nsubj,
        role @ (Deprel::Nsubj | Deprel::NsubjPass) => role,
        _ => return,
    };
    let others: Vec<usize> =
        (start..end).filter(|it| *it != time && head_of(*it).is_some_and(|it| it >= end)).collect();
    for it in others {
        (sentence[it].head, sentence[it].deprel) = (Some(first + time), Deprel::Compound);
    }
    sentence[doer].deprel = role;
    (sentence[time].head, sentence[time].deprel) = (Some(first + verb), Deprel::Obl);
    if sentence[time].upos == Upos::Adj {
        (sentence[time].upos, sentence[time].xpos) = (Upos::Noun, "NN");
    }
    let opener = &mut sentence[case];
    (opener.head, opener.deprel) = (Some(first + time), Deprel::Case);
    (opener.upos, opener.xpos) = (Upos::Adp, "IN");
}

#[cfg(test)]
mod tests {
    use crate::Grammar;

    /// The words right over each named one.
    fn heads(text: &str, words: &[&str]) -> Vec<String> {
        let grammar = Grammar::embedded().unwrap();
        let analysis = grammar.analyse(text, &Grammar::blocks(text));
        let form = |it: usize| analysis.tokens[it].span.of(text).to_owned();
        let over = |word: &&str| {
            let token = analysis.tokens.iter().find(|it| it.span.of(text) == *word).unwrap();
            token.head.map_or_else(String::new, form)
        };
        words.iter().map(over).collect()
    }

    #[test]
    fn a_day_or_an_hour_that_opens_a_clause_hangs_on_its_verb() {
        for (text, words, over) in [
            ("On Monday rebels moved into Arden.", ["Monday", "rebels"], ["moved", "moved"]),
            ("At dawn fighters led by the Front moved into Arden.", ["dawn", "fighters"], ["moved", "moved"]),
            ("By noon troops had left Arden.", ["noon", "troops"], ["left", "left"]),
            ("In May rebels seized Arden.", ["May", "rebels"], ["seized", "seized"]),
            ("In 2014 rebels seized Arden.", ["2014", "rebels"], ["seized", "seized"]),
            ("After midnight shells fell on Arden.", ["midnight", "shells"], ["fell", "fell"]),
        ] {
            assert_eq!(heads(text, &words), over, "{text}");
        }
    }

    #[test]
    fn a_time_that_describes_what_follows_stays_with_it() {
        assert_eq!(heads("Rebels survived night raids in Arden.", &["night"]), ["raids"]);
        assert_eq!(heads("In morning clashes five soldiers died.", &["morning"]), ["clashes"]);
    }
}
