//! Promises of the grammar on any text, and a few sentences whose words and trees are known.

use orontes_grammar::{Analysis, Grammar, conllu};
use orontes_model::{Deprel, Upos};
use proptest::prelude::*;

fn analysis(text: &str) -> Analysis {
    let grammar = Grammar::embedded().expect("the weights are whole");
    grammar.analyse(text, &Grammar::blocks(text))
}

fn forms(text: &str) -> String {
    let found = analysis(text);
    let ends: Vec<usize> = found.sentences.iter().map(|it| it.tokens.end).collect();
    let mut line = String::new();
    for (index, token) in found.tokens.iter().enumerate() {
        line.push_str(token.span.of(text));
        line.push(if ends.contains(&(index + 1)) { '|' } else { ' ' });
    }
    line
}

fn sound(text: &str) {
    let found = analysis(text);
    let mut last = 0;
    for token in &found.tokens {
        assert!(token.span.start >= last && !token.span.is_empty(), "spans grow: {text:?}");
        assert!(text.get(token.span.range()).is_some(), "spans lie on characters: {text:?}");
        last = token.span.end;
    }
    let mut next = 0;
    for sentence in &found.sentences {
        assert_eq!(sentence.tokens.start, next, "sentences follow on one another");
        next = sentence.tokens.end;
        let roots = sentence.tokens.clone().filter(|it| found.tokens[*it].head.is_none()).count();
        assert_eq!(roots, 1, "one root: {text:?}");
        for mut at in sentence.tokens.clone() {
            let mut steps = 0;
            while let Some(head) = found.tokens[at].head {
                assert!(sentence.tokens.contains(&head), "heads stay in the sentence");
                at = head;
                steps += 1;
                assert!(steps <= sentence.tokens.len(), "no circles: {text:?}");
            }
        }
    }
    assert_eq!(next, found.tokens.len());
    let unread: usize =
        text.chars().filter(|it| !orontes_grammar::token::blank(*it)).map(char::len_utf8).sum();
    let read: usize = found
        .tokens
        .iter()
        .flat_map(|it| it.span.of(text).chars())
        .filter(|it| !orontes_grammar::token::blank(*it))
        .map(char::len_utf8)
        .sum();
    assert_eq!(read, unread, "every letter belongs to one word: {text:?}");
    let file = conllu::write(text, &found);
    assert_eq!(conllu::read(&file).expect("what was written can be read").len(), found.sentences.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_string_gives_words_in_order_and_one_tree_per_sentence(text in "\\PC{0,80}") {
        sound(&text);
    }
    #[test]
    fn strings_of_hard_characters_do_too(text in "[a-cA-C0-9.,'’‘“”\"\\-—…&@/:$%() \n\u{a0}\u{200b}\u{301}é]{0,60}") {
        sound(&text);
    }
}

#[test]
fn words_are_cut_as_the_treebank_cuts_them() {
    assert_eq!(
        forms("Turkish-backed rebels didn't take Assad's city."),
        "Turkish - backed rebels did n't take Assad 's city .|"
    );
    assert_eq!(
        forms("It’s 10km (6 miles) from the U.S. base."),
        "It ’s 10 km ( 6 miles ) from the U.S. base .|"
    );
    assert_eq!(forms("Hay'at Tahrir al-Sham (HTS) said so."), "Hay'at Tahrir al - Sham ( HTS ) said so .|");
    assert_eq!(
        forms("Over 50,000 fled at 9.30 a.m. on Dec. 5."),
        "Over 50,000 fled at 9.30 a.m. on Dec. 5 .|"
    );
    assert_eq!(
        forms("An anti-tank missile, an e-mail and a 12-year-old."),
        "An anti-tank missile , an e-mail and a 12 - year - old .|"
    );
}

#[test]
fn sentences_end_at_stops_and_not_at_abbreviations() {
    assert_eq!(forms("Gen. J. Smith left. He fell."), "Gen. J. Smith left .|He fell .|");
    assert_eq!(forms("“We won.” The army denied it."), "“ We won . ”|The army denied it .|");
    assert_eq!(forms("They came from the U.S. The army left."), "They came from the U.S .|The army left .|");
}

#[test]
fn a_plain_sentence_has_its_subject_and_object() {
    let text = "The rebels captured the city on Friday.";
    let found = analysis(text);
    assert_eq!(found.tokens[2].head, None);
    assert_eq!(found.tokens[2].lemma, "capture");
    assert_eq!(found.tokens[2].upos, Upos::Verb);
    assert_eq!((found.tokens[1].head, found.tokens[1].deprel), (Some(2), Deprel::Nsubj));
    assert_eq!((found.tokens[4].head, found.tokens[4].deprel), (Some(2), Deprel::Obj));
}

#[test]
fn long_lines_without_stops_are_read_to_their_end() {
    for unit in ["word ", "a.", "1a", "'s", "\"(", "no-", "U.S.A.", "http://", "é", "、", "1-"] {
        let text = unit.repeat(100_000 / unit.len());
        let found = analysis(&text);
        assert!(found.sentences.iter().all(|it| it.tokens.len() <= orontes_grammar::split::MAX_WORDS));
    }
}
